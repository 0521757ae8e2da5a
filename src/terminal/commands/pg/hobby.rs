//! What `pg:info` says of a database on a hobby plan, in the order of the tool
//! (docs/heroku.md#pg-info-hobby).

use super::info;
use crate::format;
use crate::platform::{DatabaseId, InfoRow, Platform};
use crate::sim::server::Phase;
use crate::terminal::formatting;

/// What such a plan cannot do.
const UNSUPPORTED: &str = "Unsupported";

pub fn rows(world: &Platform, id: DatabaseId, status: &str) -> Vec<InfoRow> {
    let database = world.database(id);
    let row = |label, value: String| InfoRow::new(label, value);
    let mut rows = vec![row("Plan", database.plan.title()), row("Status", status.to_owned())];
    let is_made = world.server(id).phase == Phase::Ready;
    if is_made {
        let connections = info::connections(world, id);
        rows.push(row("Connections", format!("{connections}/{}", database.plan.connections)));
        rows.push(row("PG Version", info::PG_VERSION.to_owned()));
    }
    rows.push(row("Created", world.calendar().minute(database.created)));
    if is_made {
        rows.push(row("Data Size", formatting::size(world.server(id).data_size())));
        rows.push(row("Tables", info::tables(world, id).to_owned()));
        rows.extend(database.plan.row_limit().map(|limit| row("Rows", filled(world, id, limit))));
    }
    rows.push(row("Fork/Follow", UNSUPPORTED.to_owned()));
    rows.push(row("Rollback", UNSUPPORTED.to_owned()));
    rows
}

/// `2391/10000 (In compliance)`.
fn filled(world: &Platform, id: DatabaseId, limit: u64) -> String {
    let rows = world.row_count(id);
    let word = match rows {
        rows if rows > limit => "Above limits, access disruption imminent",
        _ => "In compliance",
    };
    format!("{rows}/{limit} ({word})")
}

/// Says in the terminal how such a plan is left, where it is full.
pub fn advice(world: &Platform, id: DatabaseId) -> Option<String> {
    let limit = world.database(id).plan.row_limit()?;
    let name = &world.database(id).colour;
    (world.server(id).phase == Phase::Ready && world.row_count(id) > limit).then(|| {
        let rows = format::count(limit);
        format!(
            "{name} has more than the {rows} rows of its plan. Nothing can follow it: heroku \
             pgbackups:transfer copies it to another plan."
        )
    })
}
