//! The URL of a database changes: somebody resets its credentials, Heroku rotates them, or the
//! database moves to another server.

use super::app::DATABASE_URL;
use super::database_url::{database_url, is_same};
use super::ids::DatabaseId;
use super::{Platform, Refusal};
use crate::format;

impl Platform {
    /// Gives a database another user and password, and its app's config var the new URL. Whatever
    /// else holds the old one cannot connect any more (docs/heroku.md#other-commands).
    ///
    /// # Errors
    /// A database that does not answer.
    pub fn reset_credentials(&mut self, id: DatabaseId) -> Result<(), Refusal> {
        self.check_available(id)?;
        let was_primary = self.is_primary(id, self.database(id).app);
        let old = self.change_url(id);
        let database = self.database(id);
        let (app, url) = (database.app, database.url.clone());
        let (var, addon) = (database.config_var(), database.addon());
        // What the release is called: docs/heroku.md#release-names.
        let description = format!("Update {addon} by heroku-postgresql");
        self.configure(app, &[(&var, Some(&url))], description);
        if was_primary {
            let description = format!("Set {DATABASE_URL} config vars");
            self.configure(app, &[(DATABASE_URL, Some(&url))], description);
        }
        self.note_credentials(id, &old);
        Ok(())
    }

    /// The same by Heroku itself.
    ///
    /// # Errors
    /// A database that does not answer.
    pub fn rotate_credentials(&mut self, id: DatabaseId) -> Result<(), Refusal> {
        self.check_available(id)?;
        let old = self.change_url(id);
        self.hand_out_url(id, &old);
        self.note_credentials(id, &old);
        Ok(())
    }

    /// Gives a database another URL; returns the old one.
    pub(super) fn change_url(&mut self, id: DatabaseId) -> String {
        let database = &mut self.databases[id.0 as usize];
        database.resets += 1;
        let url = database_url(&database.colour, database.resets);
        std::mem::replace(&mut database.url, url)
    }

    /// Puts the URL of a database in the place of the old one that its add-on had set, and of that
    /// of `DATABASE_URL`, in one release of its app (docs/heroku.md#release-names).
    pub(super) fn hand_out_url(&mut self, id: DatabaseId, old: &str) {
        let database = self.database(id);
        let (app, url, var) = (database.app, database.url.clone(), database.config_var());
        let held = self.app(app).config.get(DATABASE_URL);
        let was_primary = held.is_some_and(|held| is_same(held, old));
        let name = if was_primary { "DATABASE".to_owned() } else { database.addon() };
        let mut changes = vec![(var.as_str(), Some(url.as_str()))];
        changes.extend(was_primary.then_some((DATABASE_URL, Some(url.as_str()))));
        self.configure(app, &changes, format!("Update {name} by heroku-postgresql"));
    }

    fn note_credentials(&mut self, id: DatabaseId, old: &str) {
        let (colour, held) = (&self.database(id).colour, self.who_holds(old));
        let text = format!("{colour} has another user and password, and so another URL.{held}");
        self.note_of(id, !held.is_empty(), text);
    }

    /// A sentence that names the config vars which still have an old URL; nothing if none has it.
    pub(super) fn who_holds(&self, old: &str) -> String {
        let holders = self.holders_of(old).into_iter();
        let holders: Vec<String> =
            holders.map(|(app, name)| format!("{name} of {}", self.app(app).name)).collect();
        match holders.as_slice() {
            [] => String::new(),
            holders => format!(" The old one is still in {}.", format::series(holders)),
        }
    }
}
