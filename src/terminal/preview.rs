//! A preview: what a command that is typed but not entered would touch, and what of it cannot be
//! undone.

use crate::platform::{AppId, DatabaseId};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// The app that the command is about.
    pub app: Option<AppId>,
    /// The databases that it names; if there are none, it touches the app itself.
    pub databases: Vec<DatabaseId>,
    /// The database whose history it would fork.
    pub would_fork: Option<DatabaseId>,
    /// What cannot be undone, in a sentence.
    pub warning: Option<String>,
}
