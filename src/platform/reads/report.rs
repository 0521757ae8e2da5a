//! Reports: long reads of a process type, each a query that holds a snapshot.

use crate::platform::faults::long_query;
use crate::platform::{AppId, Platform};
use crate::sim::SimDuration;
use crate::sim::server::Statement;

/// A read that takes long and comes again and again, the first at the start of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Report {
    pub every: SimDuration,
    pub lasts: SimDuration,
}

impl Platform {
    /// Begins the reports that are due, on the database that their app reads from. One that meets
    /// no dyno or no database that answers is left out.
    pub(super) fn begin_reports(&mut self) {
        let now = self.now();
        let mut due = Vec::new();
        for (id, app) in self.apps() {
            for process in &app.formation {
                let Some(report) = process.reads.report else {
                    continue;
                };
                let is_due = now.micros().is_multiple_of(report.every.micros());
                if is_due && process.dynos.iter().any(|dyno| dyno.is_up(now)) {
                    due.push((id, process.name.clone(), report.lasts));
                }
            }
        }
        for (app, source, lasts) in due {
            self.begin_report(app, source, lasts);
        }
    }

    fn begin_report(&mut self, app: AppId, source: String, lasts: SimDuration) {
        let Ok(id) = self.read_target(app) else {
            return;
        };
        let text = format!("{source} of {} began a report on", self.app(app).name);
        let statement = Statement::new(source, long_query::SQL.to_owned(), Some(lasts));
        let pid = self.fleet.begin_query(self.database(id).server, statement);
        let text = format!("{text} {}: query {pid}.", self.database(id).colour);
        self.note_of(id, false, text);
    }
}
