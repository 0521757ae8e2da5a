//! Load: how busy a server is, and with what, in words.

use crate::format;
use crate::platform::{AppId, DatabaseId, InfoRow, Platform};
use crate::sim::SimDuration;

/// A server is called busy from this load on, in thousandths, and does all it can from that on.
const BUSY: u64 = 800;
const FULL: u64 = 900;

/// Reads that wait for so long are told of.
const LONG_WAIT: SimDuration = SimDuration::from_secs(1);

/// `78 %`, where a database answers reads or is busy.
pub fn figure(world: &Platform, id: DatabaseId) -> Option<String> {
    let load = world.server(id).load().total();
    let is_worth_it = world.reads_on(id) > 0 || load >= BUSY;
    is_worth_it.then(|| percent(load))
}

/// The row of the side panel: `78 %: writes 7 %, reads 71 %`.
pub fn row(world: &Platform, id: DatabaseId) -> InfoRow {
    let load = world.server(id).load();
    let parts = [("writes", load.writes), ("reads", load.reads), ("replay", load.replay)];
    let parts = parts.into_iter().filter(|(_, part)| *part >= 10);
    let parts: Vec<String> =
        parts.map(|(name, part)| format!("{name} {}", percent(part))).collect();
    let colon = if parts.is_empty() { "" } else { ": " };
    InfoRow::new("Load", format!("{}{colon}{}", percent(load.total()), parts.join(", ")))
}

/// How long the reads of a database wait that does all it can, where that is long.
pub fn wait(world: &Platform, id: DatabaseId) -> Option<SimDuration> {
    let readers = world.apps().filter(|(app, _)| world.reads_from(*app) == Some(id));
    let longest = readers.map(|(_, app)| app.reading().wait()).max()?;
    let is_full = world.server(id).load().total() >= FULL;
    (is_full && longest >= LONG_WAIT).then_some(longest)
}

/// What an app reads, in the side panel: `300/s from WHITE`, and what went wrong so far.
pub fn of_app(world: &Platform, id: AppId) -> Option<InfoRow> {
    let app = world.app(id);
    if !app.is_reading() {
        return None;
    }
    let reading = app.reading();
    let from = world.reads_from(id).map_or("no database", |id| &world.database(id).colour);
    let values = vec![
        format!("{} from {from}", format::rate(reading.rate)),
        format!("{} stale", format::count(reading.stale)),
        format!("{} failed", format::count(reading.failed)),
    ];
    Some(InfoRow { label: "Reads", values })
}

fn percent(thousandths: u64) -> String {
    format!("{} %", thousandths / 10)
}
