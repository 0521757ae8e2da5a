//! The whole app minus the browser: a run, its pace, and what the page asks of it.

pub mod run;
pub mod transcript;

pub use run::Run;
