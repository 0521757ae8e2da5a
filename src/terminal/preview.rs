//! A preview: what a command that is typed but not entered would touch, and what it would do.

use super::args::Args;
use crate::platform::{AppId, DatabaseId, Platform};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// The app that the command is about.
    pub app: Option<AppId>,
    /// The databases that it names; if there are none, it touches the app itself.
    pub databases: Vec<DatabaseId>,
    /// The database whose history it would fork.
    pub would_fork: Option<DatabaseId>,
    /// What it would do; `None` if it changes nothing.
    pub effect: Option<Effect>,
}

/// What a command would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// In sentences.
    pub text: String,
    /// Whether it does harm, or cannot be undone, or may not be what is meant.
    pub is_warning: bool,
}

impl Preview {
    /// Adds a sentence.
    pub fn says(&mut self, sentence: impl AsRef<str>) {
        self.add(Effect { text: sentence.as_ref().to_owned(), is_warning: false });
    }

    /// Adds a sentence that warns.
    pub fn warns(&mut self, sentence: impl AsRef<str>) {
        self.add(Effect { text: sentence.as_ref().to_owned(), is_warning: true });
    }

    pub fn add(&mut self, more: Effect) {
        let effect = self.effect.get_or_insert_default();
        if !effect.text.is_empty() {
            effect.text.push(' ');
        }
        effect.text += &more.text;
        effect.is_warning |= more.is_warning;
    }
}

/// A command that is typed and not entered.
#[derive(Clone, Copy, Debug)]
pub struct Intent<'a> {
    pub world: &'a Platform,
    /// The app that it is about.
    pub app: AppId,
    pub args: &'a Args,
}

impl<'a> Intent<'a> {
    /// The name of the app.
    pub fn app_name(&self) -> &'a str {
        &self.world.app(self.app).name
    }

    /// The colour of a database.
    pub fn colour(&self, id: DatabaseId) -> &'a str {
        &self.world.database(id).colour
    }

    /// What a release does to the app, in a sentence.
    pub fn restart(&self) -> String {
        let app = self.world.app(self.app);
        format!("It makes release v{}, and the dynos of {} restart.", app.version() + 1, app.name)
    }
}
