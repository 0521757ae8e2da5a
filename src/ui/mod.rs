//! The browser: Yew, the canvas, the one frame callback, focus, storage.
//!
//! This room shows what `lab` and `view` say, and tells `lab` what happened. It knows no rule of
//! PostgreSQL and none of Heroku.

mod browser;
pub mod chart;
pub mod futures;
mod hearing;
mod keep;
#[cfg(target_arch = "wasm32")]
mod mount;
mod opening;
mod page;
pub mod paint;
pub mod printed;
mod run;
pub mod share;
pub mod side;
pub mod stage;
mod tag;
mod tape;
pub mod terminal;
pub mod top;
mod watch;

#[cfg(target_arch = "wasm32")]
pub use mount::{mount, mount_in};
pub use page::Page;

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
