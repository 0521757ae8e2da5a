//! Somebody runs a report that holds an old snapshot.

use super::{Fault, ResolvedStrike, TargetKind, database};
use crate::platform::Platform;
use crate::sim::server::Statement;
use crate::sim::{SimDuration, TICK};

pub static FAULT: Fault = Fault {
    name: "long query",
    about: "A report reads for minutes. On a follower, replay has to wait for it.",
    target: TargetKind::Database,
    lasts: Some(SimDuration::from_secs(600)),
    size: None,
    strike,
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
