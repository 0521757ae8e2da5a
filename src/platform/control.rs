//! What a person can tell Heroku to do with apps and with the databases there are.

use super::app::{AppId, DATABASE_URL, MOST_DYNOS};
use super::database::DatabaseId;
use super::journal::plural;
use super::names::Joined;
use super::status::Status;
use super::{Platform, Refusal};

impl Platform {
    /// Sets or unsets config vars: a release, and a restart of the dynos.
    pub(super) fn configure(
        &mut self,
        app: AppId,
        changes: &[(&str, Option<&str>)],
        what: String,
    ) -> u32 {
        let (chance, now) = (self.chance, self.now());
        let app = &mut self.apps[app.0 as usize];
        let release = app.configure(changes, what.clone(), chance, now);
        let text = format!("Release v{release} of {}: {what}. Its dynos restart.", app.name);
        self.note(false, "heroku[api]", text);
        release
    }

    /// Sets config vars and says the number of the release.
    pub fn set_config(&mut self, app: AppId, vars: &[(String, String)]) -> u32 {
        let (mut names, mut changes) = (Vec::new(), Vec::new());
        for (name, value) in vars {
            names.push(name.as_str());
            changes.push((name.as_str(), Some(value.as_str())));
        }
        self.configure(app, &changes, format!("Set {} config vars", names.joined(", ")))
    }

    /// Unsets a config var and says the number of the release.
    pub fn unset_config(&mut self, app: AppId, name: &str) -> u32 {
        self.configure(app, &[(name, None)], format!("Unset {name} config vars"))
    }

    /// Makes `DATABASE_URL` name this database, and nothing else: what it follows, what follows
    /// it and what it still has to replay stay as they are (`facts/heroku.md`, 4.3).
    pub fn promote(&mut self, app: AppId, id: DatabaseId) -> u32 {
        let database = self.database(id);
        let (name, url) = (database.colour.clone(), database.url.clone());
        // What the release of a changed config var is called (`facts/heroku.md`, 1.3).
        let what = format!("Set {DATABASE_URL} config vars");
        let release = self.configure(app, &[(DATABASE_URL, Some(&url))], what);
        let app_name = self.app(app).name.clone();
        let mut text = format!("DATABASE_URL of {app_name} names {name} now.");
        let refuses = self.fleet.takes_writes(self.database(id).server).is_err();
        if let Some(leader) = self.leader_of(id) {
            let leader = &self.database(leader).colour;
            text += &format!(" {name} still follows {leader}, so it refuses every write.");
        } else if refuses {
            text += &format!(" {name} refuses writes for now.");
        }
        self.note(refuses, "heroku[api]", text);
        release
    }

    /// Makes a follower a database of its own: it replays what it has received and then takes
    /// writes. It cannot be undone (seed, "Unfollow").
    ///
    /// # Errors
    /// A database that follows nothing, is not made yet, or does not run.
    pub fn unfollow(&mut self, id: DatabaseId) -> Result<(), Refusal> {
        self.check_unfollow(id)?;
        let behind = self.fleet.behind(self.database(id).server).unwrap_or_default();
        let name = self.database(id).colour.clone();
        let leader = self.leader_of(id);
        self.databases[id.0 as usize].forked_from = leader;
        self.fleet.leave_recovery(self.database(id).server);
        let leader = leader.map_or(String::new(), |leader| self.database(leader).colour.clone());
        let mut text = format!("{name} stops following {leader}.");
        if behind.not_replayed > 0 {
            let first = plural(behind.not_replayed, "received commit");
            text += &format!(" It replays {first} first.");
        }
        if behind.not_received > 0 {
            let never = plural(behind.not_received, "commit");
            text += &format!(" {never} of {leader} never reached it.");
        }
        self.note_of(id, behind.not_received > 0, text);
        Ok(())
    }

    /// Whether a database can be unfollowed now.
    ///
    /// # Errors
    /// As `unfollow`.
    pub fn check_unfollow(&self, id: DatabaseId) -> Result<(), Refusal> {
        let name = self.display_name(id);
        match self.status(id) {
            _ if self.leader_of(id).is_none() => Err(Refusal::NotFollowing { name }),
            Status::Preparing(_) => Err(Refusal::StillPreparing { name }),
            Status::Available => Ok(()),
            Status::Unavailable { .. } | Status::Lost { .. } => Err(Refusal::NotAnswering { name }),
        }
    }

    /// Ends a query on a database; says whether one had this process id.
    ///
    /// # Errors
    /// A database that does not answer.
    pub fn end_query(&mut self, id: DatabaseId, pid: u32, force: bool) -> Result<bool, Refusal> {
        if !self.server(id).answers() {
            return Err(Refusal::NotAnswering { name: self.display_name(id) });
        }
        let server = self.database(id).server;
        let found =
            if force { self.fleet.terminate(server, pid) } else { self.fleet.cancel(server, pid) };
        if !found {
            return Ok(false);
        }
        let name = self.database(id).colour.clone();
        let goes_on = self.server(id).query(pid).is_some();
        let text = if goes_on {
            format!("Process {pid} on {name} is idle in a transaction: it runs nothing to cancel.")
        } else {
            format!("The query of process {pid} on {name} was ended.")
        };
        self.note_of(id, goes_on, text);
        Ok(true)
    }

    /// Turns maintenance mode on or off: no release, no restart, and only visitors notice.
    pub fn set_maintenance(&mut self, app: AppId, on: bool) {
        let app = &mut self.apps[app.0 as usize];
        app.maintenance = on;
        let name = app.name.clone();
        let text = if on {
            format!("Visitors of {name} get the maintenance page. Other dynos go on.")
        } else {
            format!("Visitors of {name} are let in again.")
        };
        self.note(false, "heroku[api]", text);
    }

    /// Checks a change of the formation.
    ///
    /// # Errors
    /// A process type that the formation does not have; more dynos than may be.
    pub fn check_scale(&self, app: AppId, process: &str, quantity: u32) -> Result<(), Refusal> {
        let app = self.app(app);
        if app.process(process).is_none() {
            let mut known = Vec::new();
            for process in &app.formation {
                known.push(process.name.clone());
            }
            return Err(Refusal::UnknownProcessType { typed: process.to_owned(), known });
        }
        if quantity > MOST_DYNOS {
            return Err(Refusal::TooManyDynos { most: MOST_DYNOS });
        }
        Ok(())
    }

    /// Sets how many dynos of a process type run; no release.
    ///
    /// # Errors
    /// As `check_scale`.
    pub fn scale(&mut self, app: AppId, process: &str, quantity: u32) -> Result<(), Refusal> {
        self.check_scale(app, process, quantity)?;
        let (chance, now) = (self.chance, self.now());
        let app = &mut self.apps[app.0 as usize];
        for kind in &mut app.formation {
            if kind.name == process {
                kind.scale(quantity, chance, now);
            }
        }
        let dynos = plural(u64::from(quantity), &format!("{process} dyno"));
        let text = format!("{} runs {dynos} now.", app.name);
        self.note(false, "heroku[api]", text);
        Ok(())
    }

    /// A database as messages name it: `HEROKU_POSTGRESQL_WHITE_URL (DATABASE_URL)`.
    pub fn display_name(&self, id: DatabaseId) -> String {
        let database = self.database(id);
        let role = if self.is_primary(id, database.app) { " (DATABASE_URL)" } else { "" };
        database.config_var() + role
    }
}
