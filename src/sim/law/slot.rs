//! What a slot keeps on the leader for a follower that is away:
//! [law G5](docs/replication.md#g5).

/// Whether a slot is given up at a checkpoint, because it keeps more than `limit` bytes of WAL
/// (`max_slot_wal_keep_size`). Its follower needs a new base backup to come back (law G5).
pub fn slot_lost(written: u64, received: u64, limit: Option<u64>) -> bool {
    limit.is_some_and(|limit| written.saturating_sub(received) > limit)
}
