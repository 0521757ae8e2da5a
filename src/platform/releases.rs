//! Releases: what an app was configured with, and the way back to it.

use std::rc::Rc;

use super::config::ConfigVars;
use super::ids::{AppId, DatabaseId};
use super::{OWNER_EMAIL, Platform, Refusal, pgbackups};
use crate::sim::SimTime;

/// A release: one row of `heroku releases`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Release {
    pub version: u32,
    /// Such as `Attach HEROKU_POSTGRESQL_WHITE resource`.
    pub description: String,
    pub at: SimTime,
    /// The config vars of the app from then on.
    pub config: ConfigVars,
    /// The databases that the app had then.
    pub addons: Vec<DatabaseId>,
    /// Whether it had the add-on pgbackups then.
    pub has_pgbackups: bool,
}

/// The provider of databases, where a release is its doing.
const PROVIDER_EMAIL: &str = "heroku-postgresql@addons.heroku.com";

impl Release {
    /// Whether the provider of databases made it.
    pub fn is_by_provider(&self) -> bool {
        self.description.ends_with(" by heroku-postgresql")
    }

    /// Who made it, as `heroku releases` prints it (docs/heroku.md#release-names).
    pub fn author(&self) -> &'static str {
        if self.is_by_provider() { PROVIDER_EMAIL } else { OWNER_EMAIL }
    }
}

impl Platform {
    /// The release that a word means to an app: `v71`, `71`, or `current`.
    ///
    /// # Errors
    /// A word that means none.
    pub fn find_release(&self, app: AppId, typed: &str) -> Result<&Release, Refusal> {
        let releases = &self.app(app).releases;
        let digits = typed.strip_prefix(['v', 'V']).unwrap_or(typed);
        let named = |release: &&Rc<Release>| release.version.to_string() == digits;
        let found = match typed {
            "current" => releases.last(),
            _ => releases.iter().find(named),
        };
        let known = || releases.iter().map(|release| release.version).collect();
        found
            .map(|release| &**release)
            .ok_or_else(|| Refusal::UnknownRelease { typed: typed.to_owned(), known: known() })
    }

    /// The release before the newest, to which a rollback leads that names none.
    ///
    /// # Errors
    /// There is only one.
    pub fn previous_release(&self, app: AppId) -> Result<&Release, Refusal> {
        let before = self.app(app).releases.iter().rev().nth(1);
        before.map(|release| &**release).ok_or(Refusal::NoPreviousRelease)
    }

    /// Checks whether the app can go back to this release: not where that would add or remove
    /// add-ons, which is billed (docs/heroku.md#other-commands).
    ///
    /// # Errors
    /// It had other databases.
    pub fn check_rollback(&self, app: AppId, to: &Release) -> Result<(), Refusal> {
        let own = self.addons_of(app);
        let names = |these: &[DatabaseId], those: &[DatabaseId]| -> Vec<String> {
            let missing = these.iter().filter(|id| !those.contains(id));
            missing.map(|id| self.database(*id).addon()).collect()
        };
        let (mut added, mut removed) = (names(&own, &to.addons), names(&to.addons, &own));
        match (to.has_pgbackups, self.app(app).has_pgbackups) {
            (false, true) => added.push(pgbackups::SERVICE.to_owned()),
            (true, false) => removed.push(pgbackups::SERVICE.to_owned()),
            _ => {}
        }
        if added.is_empty() && removed.is_empty() {
            return Ok(());
        }
        Err(Refusal::RollbackChangesAddons { version: to.version, added, removed })
    }

    /// Makes a release with the config vars of an earlier one; returns its number. Data stay as
    /// they are: writes that were taken meanwhile stay where they are. The config vars of the
    /// add-ons themselves are their provider's: they stay, and one that is gone comes back with
    /// the URL of today.
    ///
    /// # Errors
    /// As `check_rollback`.
    pub fn roll_back(&mut self, app: AppId, to: &Release) -> Result<u32, Refusal> {
        self.check_rollback(app, to)?;
        let now = &self.app(app).config;
        let mut own: Vec<(String, String)> = to
            .addons
            .iter()
            .map(|id| self.database(*id))
            .map(|database| (database.config_var(), database.url.clone()))
            .collect();
        if to.has_pgbackups {
            own.push((pgbackups::CONFIG_VAR.to_owned(), pgbackups::url(&self.app(app).name)));
        }
        let is_own = |name: &str| own.iter().any(|(own, _)| own == name);
        let gone = now.iter().map(|(name, _)| name.to_owned());
        let gone: Vec<String> =
            gone.filter(|name| to.config.get(name).is_none() && !is_own(name)).collect();
        let set = to.config.iter().filter(|(name, _)| !is_own(name));
        let set = set.chain(own.iter().map(|(name, url)| (name.as_str(), url.as_str())));
        let set = set.map(|(name, value)| (name, Some(value)));
        let unset = gone.iter().map(|name| (name.as_str(), None));
        let changes: Vec<_> = set.chain(unset).collect();
        Ok(self.configure(app, &changes, format!("Rollback to v{}", to.version)))
    }

    /// The databases that an app has.
    pub fn addons_of(&self, app: AppId) -> Vec<DatabaseId> {
        let own = self.databases().filter(|(_, database)| database.app == app);
        own.map(|(id, _)| id).collect()
    }
}
