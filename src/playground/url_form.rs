//! The form of an app outside Heroku: a URL is pasted there, and the app restarts with it. It
//! enters the line that somebody could type, so that it is recorded and undone like any other.

use super::{Input, Playground};
use crate::platform::AppId;
use crate::terminal::commands::outside;
use crate::terminal::messages;
use crate::terminal::shell::Prompt;

/// What the form says.
#[derive(Clone, Debug, PartialEq)]
pub struct UrlForm {
    pub app: AppId,
    /// The app's name.
    pub name: String,
    /// Why what was pasted last was not taken, and what to do.
    pub note: Option<String>,
}

impl Playground {
    /// The form of an app; none on Heroku.
    pub(super) fn url_form(&self, app: AppId) -> Option<UrlForm> {
        let owner = self.world().app(app);
        let (name, note) = (owner.name.clone(), self.view.url_note.clone());
        owner.outside.then_some(UrlForm { app, name, note })
    }

    /// A URL was pasted for an app outside Heroku.
    pub(super) fn paste_url(&mut self, app: AppId, text: &str) {
        let line = self
            .world()
            .find_url(text)
            .map(|id| outside::set::line(self.world(), app, id))
            .map_err(|refusal| messages::refusal_with_advice(&refusal));
        self.view.url_note = match line {
            Err(note) => Some(note),
            Ok(_) if self.shell().prompt() != Prompt::Command => {
                Some("The terminal waits for something: answer it, or press Ctrl-C there.".into())
            }
            Ok(line) => {
                self.prompt.history.note(&line);
                self.act(&Input::Entered(line));
                None
            }
        };
    }
}
