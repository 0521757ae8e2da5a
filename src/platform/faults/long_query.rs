//! Somebody runs a report that holds an old snapshot.

use super::{Fault, ResolvedStrike, StruckFault, TargetKind, database, is_on};
use crate::platform::Platform;
use crate::sim::server::{Query, Statement};
use crate::sim::{SimDuration, TICK};

pub static FAULT: Fault = Fault {
    name: "long query",
    about: "A report reads for minutes. On a follower, replay has to wait for it.",
    target: TargetKind::Database,
    lasts: Some(SimDuration::from_secs(600)),
    size: None,
    strike,
    goes_on,
};

/// The `application_name` of the report.
pub const SOURCE: &str = "monthly-report";

pub const SQL: &str = "SELECT date_trunc('month', created_at), sum(total) FROM orders GROUP BY 1";

fn strike(platform: &mut Platform, resolved: &ResolvedStrike) -> Option<String> {
    let (id, name) = database(platform, resolved)?;
    if !platform.server(id).answers() {
        return None;
    }
    let lasts = resolved.until.map(|until| until.since(platform.now()).max(TICK));
    let (source, sql) = (SOURCE.to_owned(), SQL.to_owned());
    let statement = Statement::new(source, sql, lasts);
    let server = platform.database(id).server;
    let pid = platform.fleet.begin_query(server, statement);
    Some(format!("{SOURCE} began a long query on {name}, process {pid}."))
}

fn goes_on(platform: &Platform, fault: &StruckFault) -> bool {
    let is_it = |query: &Query| query.source == SOURCE && query.since == fault.from;
    is_on(fault, |id| platform.server(id).queries.iter().any(is_it))
}
