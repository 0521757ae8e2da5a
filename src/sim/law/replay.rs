//! How fast replay goes: laws [A3](docs/replication.md#a3), [A4](docs/replication.md#a4) and
//! [b6](docs/replication.md#b6).

use super::bytes_in;
use crate::sim::time::{SimDuration, SimTime};
use crate::sim::wal::Lsn;

/// How far replay gets in `length`. It is single-threaded and in order, bounded by the server's
/// speed in bytes (laws A3, A4) and by `limit`, the first position it may not pass. After a pause
/// it goes on at the same speed (law b6). It never goes back.
pub fn replay(replayed: Lsn, limit: Lsn, speed: u64, length: SimDuration) -> Lsn {
    let most = Lsn(replayed.0.saturating_add(bytes_in(speed, length)));
    limit.min(most).max(replayed)
}

/// The latest moment whose commits may be replayed at `now` under `recovery_min_apply_delay`
/// (docs/replication.md#min-apply-delay: 5 s of it are 5 s of age).
pub fn newest_replayable(now: SimTime, delay: SimDuration) -> SimTime {
    SimTime::from_micros(now.micros().saturating_sub(delay.micros()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replay_never_passes_its_limit_nor_its_speed_nor_goes_back() {
        let tick = SimDuration::from_millis(100);
        assert_eq!(replay(Lsn(0), Lsn(500), 1_000_000, tick), Lsn(500));
        assert_eq!(replay(Lsn(0), Lsn(500), 1_000, tick), Lsn(100));
        assert_eq!(replay(Lsn(300), Lsn(200), 1_000_000, tick), Lsn(300));
    }
}
