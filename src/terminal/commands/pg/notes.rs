//! What the page notes of a database beside the rows of `pg:info`, which the tool did not say.

use crate::format::count;
use crate::platform::deletions::Orders;
use crate::platform::{DatabaseId, Platform};

/// What is to be noted now, each without a capital and without a full stop.
pub fn of(world: &Platform, id: DatabaseId) -> Vec<String> {
    [disk(world, id), orders(world, id)].into_iter().flatten().collect()
}

/// How full its disk is, where that matters.
fn disk(world: &Platform, id: DatabaseId) -> Option<String> {
    let (percent, plan) = (world.nearly_full(id)?, world.database(id).plan);
    let kept = world.fleet().wal_kept_by(world.database(id).server) / 1_000_000;
    let wal = if kept > 0 { format!(", {} MB of it by WAL", count(kept)) } else { String::new() };
    Some(format!("{percent} % of its disk of {} GB is taken{wal}", plan.storage_gb))
}

/// What became of its orders, if somebody deleted any.
fn orders(world: &Platform, id: DatabaseId) -> Option<String> {
    let (orders, deletion) = world.orders(id)?;
    let commit = count(deletion.commit);
    Some(match orders {
        Orders::Deleted => format!("orders deleted at commit {commit}"),
        Orders::Received => format!("orders deleted once it replays commit {commit}"),
        Orders::OnTheWay => format!("still has the orders that commit {commit} deletes"),
        Orders::Kept => format!("still has the orders that commit {commit} deleted elsewhere"),
    })
}
