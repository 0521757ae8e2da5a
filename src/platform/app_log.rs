//! The log of an app, as `heroku logs` prints it: lines of its dynos, of Heroku and of its
//! databases, in their own words (docs/heroku.md#logs). What happened and why, for the page, is in
//! the [journal](super::journal); neither repeats the other.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::addon_plan::Tier;
use super::connection::DatabaseError;
use super::control::Restart;
use super::database_url::DatabaseUrl;
use super::ids::{AppId, DatabaseId};
use super::{OWNER_EMAIL, Platform};
use crate::sim::chance::Key;
use crate::sim::digest::digest;
use crate::sim::server::Phase;
use crate::sim::wal::{Lsn, TimelineId};
use crate::sim::{Event, ServerError, SimTime, TICK, law};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LogLine {
    pub at: SimTime,
    pub app: AppId,
    /// Whether it is bad news.
    pub bad: bool,
    /// `app[web.1]`, `heroku[api]`, `app[postgres]`.
    pub source: String,
    pub text: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct AppLog {
    /// Of all apps, oldest first; shared with the checkpoints of a run.
    lines: Vec<Rc<LogLine>>,
    /// How many lines each database has logged.
    numbers: BTreeMap<DatabaseId, u32>,
}

/// At least so many lines are kept, as by Heroku (docs/heroku.md#logs).
const KEPT: usize = 1_500;

/// What begins when a database takes writes.
const READY: &str = "LOG:  database system is ready to accept connections";

/// Why replay cancels a query.
const NEEDED_ROWS: &str =
    "DETAIL:  User query might have needed to see row versions that must be removed.";

/// The file of the table that dynos write to (ours).
const TABLE_FILE: &str = "base/16385/16397";

impl AppLog {
    fn add(&mut self, line: LogLine) {
        self.lines.push(Rc::new(line));
        if self.lines.len() > 2 * KEPT {
            self.lines.drain(..KEPT);
        }
    }

    /// The lines of an app that are kept, oldest first.
    pub fn of(&self, app: AppId) -> impl DoubleEndedIterator<Item = &LogLine> {
        self.lines.iter().map(|line| &**line).filter(move |line| line.app == app)
    }
}

impl Platform {
    pub fn app_log(&self) -> &AppLog {
        &self.app_log
    }

    /// Adds a line to the log of an app on Heroku.
    pub(super) fn log_line(&mut self, app: AppId, bad: bool, source: &str, text: String) {
        if !self.app(app).outside {
            let (at, source) = (self.now(), source.to_owned());
            self.app_log.add(LogLine { at, app, bad, source, text });
        }
    }

    /// Adds a line of PostgreSQL to the log of the app that owns a database. Hobby plans have none.
    pub(super) fn log_postgres(&mut self, id: DatabaseId, bad: bool, text: &str) {
        let database = self.database(id);
        let (app, colour) = (database.app, &database.colour);
        if database.plan.tier == Tier::Hobby {
            return;
        }
        // That of the process that logs: the same throughout, as of a server that never crashes.
        let process = 10_000 + digest(&Key::of(colour)) % 20_000;
        let number = self.app_log.numbers.get(&id).map_or(1, |number| number + 1);
        let text = format!("[{process}-{number}]  [{colour}] {text}");
        self.app_log.numbers.insert(id, number);
        self.log_line(app, bad, "app[postgres]", text);
    }

    /// Logs the newest release of an app.
    pub(super) fn log_release(&mut self, app: AppId) {
        let Some(release) = self.app(app).releases.last().cloned() else {
            return;
        };
        let (author, mut text) = (release.author(), release.description.clone());
        if !release.is_by_provider() {
            text += &format!(" by {author}");
        }
        self.log_line(app, false, "heroku[api]", text);
        let text = format!("Release v{} created by {author}", release.version);
        self.log_line(app, false, "heroku[api]", text);
        self.log_restart(app, &Restart::All);
    }

    /// Logs a change of the formation that is asked for: `worker=0`, several at once.
    pub fn log_scale(&mut self, app: AppId, changes: &[(String, u32)]) {
        let changes: Vec<String> =
            changes.iter().map(|(process, quantity)| format!("{process}={quantity}")).collect();
        let text = format!("Scale to {} by {OWNER_EMAIL}", changes.join(", "));
        self.log_line(app, false, "heroku[api]", text);
    }

    pub(super) fn log_restart(&mut self, app: AppId, what: &Restart) {
        let mut dynos = Vec::new();
        for process in self.app(app).formation.iter().filter(|it| what.is_of(&it.name)) {
            let count = process.dynos.len() as u32;
            let which = match what {
                Restart::Dyno { number, .. } => *number..=*number,
                Restart::All | Restart::Process(_) => 1..=count,
            };
            dynos.extend(which.map(|number| format!("heroku[{}.{number}]", process.name)));
        }
        for dyno in dynos {
            self.log_line(app, false, &dyno, "State changed from up to starting".to_owned());
        }
    }

    /// Logs the dynos that were stopped, of a process type that had so many.
    pub(super) fn log_stops(&mut self, app: AppId, process: &str, before: u32) {
        let left = self.app(app).process(process).map_or(0, |it| it.dynos.len() as u32);
        for number in left + 1..=before {
            let dyno = format!("heroku[{process}.{number}]");
            self.log_line(app, false, &dyno, "State changed from up to down".to_owned());
        }
    }

    /// Logs the dynos of an app that come up in this tick.
    pub(super) fn log_starts(&mut self, app: AppId) {
        let now = self.now();
        let mut dynos = Vec::new();
        for process in &self.app(app).formation {
            for (number, dyno) in (1..).zip(&process.dynos) {
                let is_new = dyno.up_at > SimTime::ZERO && dyno.up_at + TICK > now;
                if is_new && dyno.is_up(now) {
                    dynos.push(format!("heroku[{}.{number}]", process.name));
                }
            }
        }
        for dyno in dynos {
            self.log_line(app, false, &dyno, "State changed from starting to up".to_owned());
        }
    }

    /// Logs what PostgreSQL says of an event of the fleet, where it says anything
    /// (docs/replication.md#texts).
    pub(super) fn log_event(&mut self, event: Event) {
        match event {
            Event::LinkLost(server) => {
                let following = self.fleet.server(server).following();
                let is_silent = following.is_some_and(|it| it.link.silent_until.is_some());
                let text = match is_silent {
                    true => "FATAL:  terminating walreceiver due to timeout",
                    false => {
                        "FATAL:  could not receive data from WAL stream: server closed the \
                         connection unexpectedly"
                    }
                };
                self.log_postgres(self.database_on(server), true, text);
            }
            Event::LinkBack(server) | Event::PhaseBegan(server, Phase::CatchUp) => {
                let following = self.fleet.server(server).following();
                if following.is_none_or(|it| !self.fleet.server(it.leader).is_up()) {
                    return;
                }
                // At the start of a segment (docs/replication.md#g3).
                let received = self.fleet.server(server).end;
                let segment = law::Parameters::MEASURED.segment;
                let from = lsn(law::resumes_from(received, segment));
                let timeline = self.timeline_number(self.fleet.server(server).timeline);
                let text = format!(
                    "LOG:  started streaming WAL from primary at {from} on timeline {timeline}"
                );
                self.log_postgres(self.database_on(server), false, &text);
            }
            Event::QueryCancelled(server, _) => {
                let id = self.database_on(server);
                let text = "ERROR:  canceling statement due to conflict with recovery";
                self.log_postgres(id, true, text);
                self.log_postgres(id, true, NEEDED_ROWS);
            }
            Event::LeftRecovery(server, _) => {
                let id = self.database_on(server);
                let timeline = self.timeline_number(self.fleet.server(server).timeline);
                let text = format!("LOG:  selected new timeline ID: {timeline}");
                self.log_postgres(id, false, &text);
                self.log_postgres(id, false, "LOG:  archive recovery complete");
                self.log_postgres(id, false, READY);
            }
            Event::CameUp(server)
            | Event::Recovered(server)
            | Event::PhaseBegan(server, Phase::Ready)
                if self.fleet.server(server).is_leader() =>
            {
                self.log_postgres(self.database_on(server), false, READY);
            }
            _ => {}
        }
    }

    /// The number that PostgreSQL gives a timeline: one more than that which it came from.
    fn timeline_number(&self, id: TimelineId) -> usize {
        let timelines = self.fleet.timelines();
        let parent = |id: &TimelineId| Some(timelines.get(*id).fork?.0);
        // Where rows are replaced PostgreSQL begins no timeline.
        let own = std::iter::successors(Some(id), parent);
        own.filter(|id| timelines.get(*id).replaced_by.is_none()).count()
    }
}

/// What PostgreSQL answers to a dyno that cannot write with this URL, by line
/// (docs/replication.md#texts); nothing where it does not answer.
pub(super) fn error_lines(error: DatabaseError, url: &str, inserts: bool) -> Vec<String> {
    let error = match error {
        DatabaseError::NoDatabase => return Vec::new(),
        DatabaseError::OldPassword(_) => {
            let user = DatabaseUrl::parse(url).unwrap_or_default().user;
            return vec![format!("FATAL:  password authentication failed for user \"{user}\"")];
        }
        DatabaseError::Server(error) => error,
    };
    let statement = if inserts { "INSERT" } else { "UPDATE" };
    match error {
        ServerError::ReadOnly => {
            vec![format!("ERROR:  cannot execute {statement} in a read-only transaction")]
        }
        ServerError::InRecovery => {
            vec!["FATAL:  the database system is in recovery mode".to_owned()]
        }
        ServerError::DiskFull => vec![
            format!("ERROR:  could not extend file \"{TABLE_FILE}\": No space left on device"),
            "HINT:  Check free disk space.".to_owned(),
        ],
        ServerError::Corrupt => {
            vec![format!("ERROR:  invalid page in block 4217 of relation {TABLE_FILE}")]
        }
        ServerError::Down | ServerError::Gone | ServerError::NotReady => Vec::new(),
    }
}

/// A position in WAL as PostgreSQL prints it: `0/5000000`.
fn lsn(at: Lsn) -> String {
    format!("{:X}/{:X}", at.0 >> 32, at.0 & 0xffff_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_printed_in_two_parts() {
        assert_eq!(lsn(Lsn(0x500_0000)), "0/5000000");
        assert_eq!(lsn(Lsn(0x1_0000_00ff)), "1/FF");
    }
}
