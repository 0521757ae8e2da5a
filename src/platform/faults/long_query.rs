//! Somebody runs a report that holds an old snapshot.

use super::{Fault, ResolvedStrike, StruckFault, TargetKind, database, is_on};
use crate::platform::Platform;
use crate::sim::server::{Query, Statement};
use crate::sim::{SimDuration, TICK};

pub static FAULT: Fault = Fault {
    name: "long query",
    about: "A report runs for ten minutes. On a follower, replay may have to wait for it.",
    target: TargetKind::Database,
    lasts: Some(SimDuration::from_secs(600)),
    is_end_known: false,
    size: None,
    strike,
    goes_on,
    end: Some(end),
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
    Some(format!("{SOURCE} began a long query on {name}: query {pid}."))
}

fn goes_on(platform: &Platform, fault: &StruckFault) -> bool {
    is_on(fault, |id| platform.server(id).queries.iter().any(|query| is_it(query, fault)))
}

/// Somebody ends the report, as `pg:kill --force` would.
fn end(platform: &mut Platform, fault: &StruckFault) {
    if let Some(id) = fault.database() {
        let server = platform.database(id).server;
        let queries = platform.fleet.server(server).queries.iter();
        let pids: Vec<u32> = queries.filter(|it| is_it(it, fault)).map(|it| it.pid).collect();
        for pid in pids {
            platform.fleet.terminate(server, pid);
        }
    }
}

/// Whether this is the query of this fault.
fn is_it(query: &Query, fault: &StruckFault) -> bool {
    query.source == SOURCE && query.since == fault.from
}
