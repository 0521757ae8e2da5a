//! Somebody deletes every order, in one commit that is replicated like any other.

use super::{Fault, FaultSize, ResolvedStrike, TargetKind, database};
use crate::format::count;
use crate::platform::Platform;
use crate::platform::deletions::STATEMENT;
use crate::sim::wal::WalWrite;

pub static FAULT: Fault = Fault {
    name: "destructive statement",
    about: "Somebody deletes every order of the database, in one commit.",
    target: TargetKind::Leader,
    lasts: None,
    is_end_known: true,
    size: Some(FaultSize { usual: 10_000, most: 1_000_000, unit: "rows" }),
    strike,
    // It is done in a moment.
    goes_on: |_, _| false,
    end: None,
};

/// Bytes of WAL of a row that is deleted: 176.7 MB were measured for a million rows
/// (docs/replication.md#e1).
const BYTES_PER_ROW: u64 = 177;

fn strike(platform: &mut Platform, resolved: &ResolvedStrike) -> Option<String> {
    let (id, name) = database(platform, resolved)?;
    let (server, rows) = (platform.database(id).server, resolved.size?);
    let write = WalWrite::updates(1, rows * BYTES_PER_ROW);
    let commit = platform.fleet.write(server, write).ok()?.commits;
    platform.add_deletion(id, commit, rows);
    Some(format!(
        "Somebody ran {STATEMENT} on {name}: commit {} deleted {} rows, and is replicated.",
        count(commit),
        count(rows)
    ))
}
