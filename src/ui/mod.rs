//! The browser: Yew, the canvas, the one frame callback, focus, storage.
//!
//! This room shows what `playground` and `view` say, and tells `playground` what happened. It
//! knows no rule of
//! PostgreSQL and none of Heroku.

pub mod app;
mod browser;
pub mod caption;
pub mod card;
pub mod chart;
mod global_events;
mod loading;
pub mod motion;
mod observers;
mod page;
pub mod painter;
mod persistence;
pub mod render_count;
pub mod run_list;
pub mod scene;
pub mod scrollback;
pub mod share;
pub mod side_panel;
pub mod stage;
pub mod svg;
pub mod tag;
pub mod tape;
pub mod terminal;
pub mod top_bar;
pub mod what_if;
pub mod word;

pub use page::Page;
#[cfg(target_arch = "wasm32")]
pub use page::{mount, mount_in};

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
