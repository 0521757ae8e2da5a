//! Apps outside Heroku: each keeps a URL in a file of its own, `.env`, which nobody else changes.
//! Also which apps share a database, and which one was left behind on an old one.

use super::app::DATABASE_URL;
use super::database_url::{DatabaseUrl, without_scheme};
use super::ids::{AppId, DatabaseId};
use super::{Platform, Refusal, journal};
use crate::format::commits;

/// An app that still writes to a database that another app has left for one that comes from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Straggler {
    pub app: AppId,
    /// What it writes to.
    pub old: DatabaseId,
    /// The app that has moved on, and where to.
    pub mover: AppId,
    pub new: DatabaseId,
}

impl Platform {
    /// The app outside Heroku of this name.
    ///
    /// # Errors
    /// No app has it, or one on Heroku.
    pub fn find_outside(&self, name: &str) -> Result<AppId, Refusal> {
        let found = self.apps().find(|(_, app)| app.name == name);
        match found {
            Some((id, app)) if app.outside => Ok(id),
            found => Err(Refusal::NotOutside {
                typed: name.to_owned(),
                is_on_heroku: found.is_some(),
                known: self.outside_apps().map(|id| self.app(id).name.clone()).collect(),
            }),
        }
    }

    /// The apps outside Heroku.
    pub fn outside_apps(&self) -> impl Iterator<Item = AppId> {
        self.apps().filter(|(_, app)| app.outside).map(|(id, _)| id)
    }

    /// The database whose URL this is, as `config:get` and `pg:credentials` print it or as a line
    /// of `.env` has it.
    ///
    /// # Errors
    /// It is no URL of a database, or of none here, or has another user or password.
    pub fn find_url(&self, typed: &str) -> Result<DatabaseId, Refusal> {
        let url = typed.trim();
        let url = url.strip_prefix(DATABASE_URL).map_or(url, |url| url.trim_start_matches('='));
        if without_scheme(url).is_none() {
            return Err(Refusal::NotAUrl { typed: typed.to_owned() });
        }
        if let Some(id) = self.by_url(url) {
            return Ok(id);
        }
        let host = |url| DatabaseUrl::parse(url).map(|parts| parts.host);
        let wanted = host(url).ok_or(Refusal::UnknownUrl)?;
        let there = self.databases().find(|(_, it)| host(&it.url) == Some(wanted));
        Err(match there {
            Some((_, database)) => Refusal::OtherUrl { colour: database.colour.clone() },
            None => Refusal::UnknownUrl,
        })
    }

    /// Writes the URL of a database into the `.env` of an app outside Heroku and restarts the app;
    /// makes no release. What is stopped starts.
    pub fn set_outside_url(&mut self, app: AppId, id: DatabaseId) {
        let missing = match self.is_primary(id, app) {
            true => 0,
            false => self.loss_if_promoted(app, id),
        };
        let url = self.database(id).url.clone();
        self.apps[app.0 as usize].config.set(DATABASE_URL, &url);
        self.start_outside(app);
        let (name, colour) = (&self.app(app).name, &self.database(id).colour);
        let missing = match missing {
            0 => String::new(),
            missing => format!(" Missing there: {}.", commits(missing)),
        };
        let text = format!("{name}, outside Heroku, has the URL of {colour} now. It restarts.");
        self.note(!missing.is_empty(), journal::OUTSIDE, text + &missing);
    }

    /// Stops an app outside Heroku: its visitors are told that it is being worked on.
    pub fn stop_outside(&mut self, app: AppId) {
        let stopped = &mut self.apps[app.0 as usize];
        if stopped.maintenance {
            return;
        }
        stopped.maintenance = true;
        let text = format!("{}, outside Heroku, is stopped by hand.", stopped.name);
        self.note(false, journal::OUTSIDE, text);
    }

    fn start_outside(&mut self, app: AppId) {
        let (chance, now) = (self.chance, self.now());
        let started = &mut self.apps[app.0 as usize];
        started.maintenance = false;
        for process in &mut started.formation {
            process.restart(chance, now);
        }
    }

    /// The other apps whose `DATABASE_URL` names the database that this app's does.
    pub fn sharers(&self, app: AppId) -> Vec<AppId> {
        let Some(primary) = self.primary(app) else {
            return Vec::new();
        };
        let others = self.apps().map(|(id, _)| id).filter(|id| *id != app);
        others.filter(|id| self.is_primary(primary, *id)).collect()
    }

    /// Whether an app still writes to a database that another has left, and which.
    pub fn straggler(&self, app: AppId) -> Option<Straggler> {
        let old = self.primary(app)?;
        // It may have had several timelines: after a failover, a reset, a restore.
        let history = self.fleet.timelines().lineage(self.server(old).timeline, u64::MAX);
        let is_its = |id| history.iter().any(|(timeline, _)| *timeline == id);
        self.apps().find_map(|(mover, other)| {
            let new = self.primary(mover).filter(|new| *new != old)?;
            let wrote = other.ledger.ranges().iter().any(|range| is_its(range.timeline));
            let comes_from_it = self.ancestors(new).any(|id| id == old);
            let has_moved = mover != app && wrote && comes_from_it;
            has_moved.then_some(Straggler { app, old, mover, new })
        })
    }
}
