//! What the page looks like: Yew components, rendered in a browser and natively.
//!
//! This room shows what `playground` and `view` say, and tells `playground` what happened. A
//! component may read and stop the event that it is given, and hold a `NodeRef`; windows, documents,
//! storage, timers and the canvas are `browser`'s.

pub mod app;
mod browser;
pub mod caption;
pub mod card;
pub mod chart;
pub mod motion;
pub mod page;
pub mod recovery_card;
pub mod render_count;
pub mod run_list;
pub mod scene;
pub mod scrollback;
pub mod share;
pub mod side_panel;
pub mod stage;
pub mod still;
pub mod svg;
pub mod tag;
pub mod tape;
pub mod terminal;
pub mod top_bar;
pub mod what_if;
pub mod word;

use yew::Html;
use yew::virtual_dom::VList;

/// Something shown for each of the items. Through a reference, so that a list costs its loop once
/// for each type of item and not once for each place it is shown in.
fn each<T>(items: &[T], show: &dyn Fn(&T) -> Html) -> Html {
    let mut list = VList::default();
    for item in items {
        list.add_child(show(item));
    }
    list.into()
}

/// The state of a button that stays in or out, as an attribute says it.
fn pressed(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}
