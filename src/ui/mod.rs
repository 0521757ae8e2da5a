//! The browser: Yew, the canvas, the one frame callback, focus, storage.
//!
//! This room shows what `playground` and `view` say, and tells `playground` what happened. It
//! knows no rule of PostgreSQL and none of Heroku.

pub mod app;
mod browser;
pub mod caption;
pub mod card;
pub mod chart;
pub mod chart_picture;
mod global_events;
mod loading;
pub mod motion;
mod observers;
mod page;
pub mod painter;
mod persistence;
pub mod prompt;
pub mod render_count;
pub mod run_list;
pub mod scene;
pub mod scrollback;
pub mod share;
pub mod side_panel;
pub mod stage;
pub mod still;
pub mod svg;
pub mod tape;
pub mod terminal;
pub mod top_bar;
pub mod what_if;
pub mod word;

pub use page::Page;
#[cfg(target_arch = "wasm32")]
pub use page::{mount, mount_in};
