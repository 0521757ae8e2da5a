//! A run as text: the run file, the link, exports for people, and recovery after a crash.

pub mod archive;
pub mod course;
pub mod export;
pub mod kept_run;
pub mod link;
pub mod options;
pub mod qr_code;
pub mod recovery;
pub mod run_file;
pub mod stored_runs;
pub mod tab_runs;
pub mod theme;

pub use options::{Options, Show};
pub use theme::Theme;
