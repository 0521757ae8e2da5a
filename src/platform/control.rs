//! What a person can tell Heroku to do with apps and with the databases there are.

use std::fmt::{self, Display, Formatter};

use super::app::{DATABASE_URL, MOST_DYNOS};
use super::ids::{AppId, DatabaseId};
use super::status::Status;
use super::{Platform, Refusal};
use crate::format::{commits, plural};

/// What PostgreSQL logs of a session that somebody ends, or whose query they do
/// (docs/replication.md#texts).
const TERMINATED: &str = "FATAL:  terminating connection due to administrator command";
const CANCELED: &str = "ERROR:  canceling statement due to user request";

/// Which dynos are to be restarted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Restart {
    All,
    /// All of a process type.
    Process(String),
    Dyno {
        process: String,
        /// From 1.
        number: u32,
    },
}

impl Restart {
    /// Reads `worker`, `web.1`, or nothing for all of them.
    pub fn read(typed: Option<&str>) -> Restart {
        let Some(typed) = typed else {
            return Restart::All;
        };
        let dyno = typed.rsplit_once('.').and_then(|(process, number)| {
            Some(Restart::Dyno { process: process.to_owned(), number: number.parse().ok()? })
        });
        dyno.unwrap_or_else(|| Restart::Process(typed.to_owned()))
    }
}

impl Restart {
    /// Whether it is about dynos of this process type.
    pub fn is_of(&self, name: &str) -> bool {
        match self {
            Restart::All => true,
            Restart::Process(process) | Restart::Dyno { process, .. } => process == name,
        }
    }
}

impl Display for Restart {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        match self {
            Restart::All => write!(f, "its dynos"),
            Restart::Process(name) => write!(f, "its {name} dynos"),
            Restart::Dyno { process, number } => write!(f, "{process}.{number}"),
        }
    }
}

impl Platform {
    /// Sets or unsets config vars, makes a release and restarts the dynos; returns its number.
    pub(super) fn configure(
        &mut self,
        id: AppId,
        changes: &[(&str, Option<&str>)],
        description: String,
    ) -> u32 {
        let (chance, now, addons) = (self.chance, self.now(), self.addons_of(id));
        let app = &mut self.apps[id.0 as usize];
        let release = app.configure(changes, description.clone(), addons, chance, now);
        let name = &app.name;
        let text = format!("Release v{release} of {name}: {description}. Its dynos restart.");
        self.log_release(id);
        self.note(false, "heroku[api]", text);
        release
    }

    /// Sets config vars and returns the number of the release.
    pub fn set_config(&mut self, app: AppId, vars: &[(String, String)]) -> u32 {
        let names: Vec<&str> = vars.iter().map(|(name, _)| name.as_str()).collect();
        let changes: Vec<_> =
            vars.iter().map(|(name, value)| (name.as_str(), Some(value.as_str()))).collect();
        self.configure(app, &changes, format!("Set {} config vars", names.join(", ")))
    }

    /// Unsets a config var and returns the number of the release.
    pub fn unset_config(&mut self, app: AppId, name: &str) -> u32 {
        self.configure(app, &[(name, None)], format!("Unset {name} config vars"))
    }

    /// Makes `DATABASE_URL` name this database, and nothing else: what it follows, what follows
    /// it and what it still has to replay stay as they are (docs/heroku.md#promote-moves).
    pub fn promote(&mut self, app: AppId, id: DatabaseId) -> u32 {
        let database = self.database(id);
        let (name, url) = (database.colour.clone(), database.url.clone());
        // What the release is called: docs/heroku.md#release-names.
        let description = format!("Set {DATABASE_URL} config vars");
        let missing = self.loss_if_promoted(app, id);
        let release = self.configure(app, &[(DATABASE_URL, Some(&url))], description);
        let is_refused = self.fleet.takes_writes(self.database(id).server).is_err();
        let consequence = match self.leader_of(id) {
            Some(leader) => {
                let leader = &self.database(leader).colour;
                format!(" {name} still follows {leader}, so it refuses every write.")
            }
            None if is_refused => format!(" {name} refuses writes for now."),
            None => String::new(),
        };
        let missing = match missing {
            0 => String::new(),
            missing => format!(" Missing there: {}.", commits(missing)),
        };
        let app_name = &self.app(app).name;
        let text =
            format!("DATABASE_URL of {app_name} points to {name} now.{missing}{consequence}");
        self.note(is_refused || !missing.is_empty(), "heroku[api]", text);
        release
    }

    /// Makes a follower a database of its own: it replays what it has received and then takes
    /// writes. It cannot be undone (article, "Unfollow"; docs/heroku.md#unfollow-moves).
    ///
    /// # Errors
    /// A database that follows nothing, is not made yet, or does not run.
    pub fn unfollow(&mut self, id: DatabaseId) -> Result<(), Refusal> {
        let leader = self.check_unfollow(id)?;
        let behind = self.fleet.behind(self.database(id).server).unwrap_or_default();
        self.databases[id.0 as usize].forked_from = Some(leader);
        self.fleet.leave_recovery(self.database(id).server);
        let (name, leader) = (&self.database(id).colour, &self.database(leader).colour);
        let mut sentences = vec![format!("{name} stops following {leader}.")];
        if behind.not_replayed > 0 {
            let received = plural(behind.not_replayed, "received commit");
            sentences.push(format!("It replays {received} first."));
        }
        if behind.not_received > 0 {
            let missing = commits(behind.not_received);
            sentences.push(format!("{missing} of {leader} never reached it."));
        }
        self.note_of(id, behind.not_received > 0, sentences.join(" "));
        Ok(())
    }

    /// Returns what a database follows, if it can be unfollowed now.
    ///
    /// # Errors
    /// As `unfollow`.
    pub fn check_unfollow(&self, id: DatabaseId) -> Result<DatabaseId, Refusal> {
        let name = self.display_name(id);
        let Some(leader) = self.leader_of(id) else {
            return Err(Refusal::NotFollowing { name });
        };
        self.check_available(id).map(|()| leader)
    }

    /// Checks whether a database is made and runs.
    ///
    /// # Errors
    /// It is not, or does not.
    pub fn check_available(&self, id: DatabaseId) -> Result<(), Refusal> {
        let name = self.display_name(id);
        match self.status(id) {
            Status::Preparing(_) => Err(Refusal::StillPreparing { name }),
            Status::Available => Ok(()),
            Status::Unavailable { .. } | Status::Corrupt { .. } | Status::Lost { .. } => {
                Err(Refusal::NotAnswering { name })
            }
        }
    }

    /// Cancels a query, or with `force` ends its session; returns whether a session had this
    /// process id.
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
        let goes_on = self.server(id).query(pid).is_some();
        if !goes_on {
            self.log_postgres(id, true, if force { TERMINATED } else { CANCELED });
        }
        let name = &self.database(id).colour;
        let text = if goes_on {
            format!("Process {pid} on {name} is idle in a transaction: it runs nothing to cancel.")
        } else {
            format!("Query {pid} on {name} was ended by hand.")
        };
        self.note_of(id, goes_on, text);
        Ok(true)
    }

    /// Ends every session on a database but those of replication; returns how many there were. The
    /// app's own connections are not drawn one by one: dynos connect again at once.
    ///
    /// # Errors
    /// A database that does not answer.
    pub fn end_all_queries(&mut self, id: DatabaseId) -> Result<u32, Refusal> {
        if !self.server(id).answers() {
            return Err(Refusal::NotAnswering { name: self.display_name(id) });
        }
        let server = self.database(id).server;
        let pids: Vec<u32> = self.server(id).queries.iter().map(|query| query.pid).collect();
        let ended = pids.iter().filter(|pid| self.fleet.terminate(server, **pid)).count() as u32;
        for _ in 0..ended {
            self.log_postgres(id, true, TERMINATED);
        }
        if ended > 0 {
            let queries = if ended == 1 { "query" } else { "queries" };
            let name = &self.database(id).colour;
            let text = format!("{ended} {queries} on {name} ended: all connections were closed.");
            self.note_of(id, false, text);
        }
        Ok(ended)
    }

    /// Checks what is to be restarted.
    ///
    /// # Errors
    /// A process type that the formation does not have; a dyno that does not run.
    pub fn check_restart(&self, app: AppId, what: &Restart) -> Result<(), Refusal> {
        let app = self.app(app);
        match what {
            Restart::All => Ok(()),
            Restart::Process(name) | Restart::Dyno { process: name, .. }
                if app.process(name).is_none() =>
            {
                let known = app.formation.iter().map(|process| process.name.clone()).collect();
                Err(Refusal::UnknownProcessType { typed: name.clone(), known })
            }
            Restart::Process(_) => Ok(()),
            Restart::Dyno { process, number } => {
                let dynos = app.process(process).map_or(0, |kind| kind.dynos.len() as u32);
                if (1..=dynos).contains(number) {
                    return Ok(());
                }
                let known = (1..=dynos).map(|number| format!("{process}.{number}")).collect();
                Err(Refusal::UnknownDyno { typed: format!("{process}.{number}"), known })
            }
        }
    }

    /// Restarts dynos without a release.
    ///
    /// # Errors
    /// As `check_restart`.
    pub fn restart(&mut self, id: AppId, what: &Restart) -> Result<(), Refusal> {
        self.check_restart(id, what)?;
        let (chance, now) = (self.chance, self.now());
        let app = &mut self.apps[id.0 as usize];
        for process in app.formation.iter_mut().filter(|process| what.is_of(&process.name)) {
            match what {
                Restart::All | Restart::Process(_) => process.restart(chance, now),
                Restart::Dyno { number, .. } => process.restart_dyno(number - 1, chance, now),
            }
        }
        let text = format!("{} restarts {what}.", app.name);
        self.log_restart(id, what);
        if self.restarts(id, what) {
            self.note(false, "heroku[api]", text);
        }
        Ok(())
    }

    /// Whether any of these dynos runs.
    pub fn restarts(&self, app: AppId, what: &Restart) -> bool {
        let formation = &self.app(app).formation;
        formation.iter().any(|process| what.is_of(&process.name) && !process.dynos.is_empty())
    }

    /// Turns maintenance mode on or off. It makes no release, and only visitors notice.
    pub fn set_maintenance(&mut self, app: AppId, on: bool) {
        let app = &mut self.apps[app.0 as usize];
        if app.maintenance == on {
            return;
        }
        app.maintenance = on;
        let name = &app.name;
        let text = if on {
            format!("Visitors of {name} see the maintenance page. Its other dynos keep running.")
        } else {
            format!("Maintenance mode of {name} is off: visitors are let in again.")
        };
        self.note(false, "heroku[api]", text);
    }

    /// Checks a change of the formation.
    ///
    /// # Errors
    /// A process type that the formation does not have; too many dynos.
    pub fn check_scale(&self, app: AppId, process: &str, quantity: u32) -> Result<(), Refusal> {
        let app = self.app(app);
        if app.process(process).is_none() {
            let known = app.formation.iter().map(|process| process.name.clone()).collect();
            return Err(Refusal::UnknownProcessType { typed: process.to_owned(), known });
        }
        if quantity > MOST_DYNOS {
            return Err(Refusal::TooManyDynos { most: MOST_DYNOS });
        }
        Ok(())
    }

    /// Sets how many dynos of a process type run; makes no release.
    ///
    /// # Errors
    /// As `check_scale`.
    pub fn scale(&mut self, id: AppId, process: &str, quantity: u32) -> Result<(), Refusal> {
        self.check_scale(id, process, quantity)?;
        let (chance, now) = (self.chance, self.now());
        let app = &mut self.apps[id.0 as usize];
        let before = app.process(process).map_or(0, |it| it.dynos.len() as u32);
        for process_type in app.formation.iter_mut().filter(|other| other.name == process) {
            process_type.scale(quantity, chance, now);
        }
        let dynos = plural(u64::from(quantity), &format!("{process} dyno"));
        let text = format!("{} runs {dynos} now.", app.name);
        self.log_stops(id, process, before);
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
