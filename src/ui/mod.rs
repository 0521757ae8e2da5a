//! What the page looks like: Yew components, rendered in a browser and natively.
//!
//! This room shows what `playground` and `view` say, and tells `playground` what happened. A
//! component may read and stop the event that it is given, and hold a `NodeRef`; the window, the
//! document, storage, timers and the canvas are `browser`'s.

pub mod app;
pub mod builder;
pub mod caption;
pub mod card;
pub mod chart;
pub mod chart_picture;
pub mod cheat_sheet;
pub mod editor;
pub mod explained_word;
pub mod keys;
pub mod lesson;
pub mod library;
pub mod motion;
pub mod msg_button;
pub mod page;
pub mod panes;
pub mod part_bar;
pub mod prompt;
pub mod prose;
pub mod recovery_card;
pub mod render_count;
pub mod run_list;
pub mod scene;
pub mod scrollback;
pub mod selectable;
pub mod share;
pub mod side_panel;
pub mod stage;
pub mod still;
pub mod svg;
pub mod tape;
pub mod terminal;
pub mod time_bar;
pub mod toast;
pub mod tone;
pub mod top_bar;
pub mod url_form;
pub mod what_if;
pub mod workshop;
