//! Work: what the capacity of a server is spent on. Writes come first, then reads, and replay gets
//! what is left.
//!
//! All of it is counted in bytes of WAL that the server could replay instead, so its capacity is
//! its replay speed. The shares are ours (docs/heroku.md#load).

use super::arithmetic::scale;

/// What it costs to write a byte of WAL, beside replaying it.
pub const WRITE_COST: u64 = 4;

/// Over how many ticks work is averaged.
const AVERAGED_TICKS: u64 = 64;

/// Work, by what it is done for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Work {
    pub writes: u64,
    pub reads: u64,
    pub replay: u64,
}

impl Work {
    pub fn total(self) -> u64 {
        self.writes + self.reads + self.replay
    }

    /// Takes the work of a tick into an average of work in a second.
    pub fn average(&mut self, tick: Work) {
        let add = |mean: &mut u64, tick: u64| {
            *mean = (*mean * (AVERAGED_TICKS - 1) + tick.saturating_mul(10)) / AVERAGED_TICKS;
        };
        add(&mut self.writes, tick.writes);
        add(&mut self.reads, tick.reads);
        add(&mut self.replay, tick.replay);
    }

    /// The shares of a capacity, in thousandths. Nobody can do more than all of it.
    pub fn of(self, capacity: u64) -> Work {
        let whole = self.total().max(capacity).max(1);
        let share = |part| scale(part, 1_000, whole);
        let Work { writes, reads, replay } = self;
        Work { writes: share(writes), reads: share(reads), replay: share(replay) }
    }
}

/// The work that reads may take of a capacity: what writes leave, at least a quarter and at most
/// nine tenths of all.
pub fn room_for_reads(capacity: u64, writes: u64) -> u64 {
    capacity.saturating_sub(writes).clamp(capacity / 4, capacity / 10 * 9)
}

/// What reads leave of a capacity for replay, at least a tenth of all.
pub fn left_for_replay(capacity: u64, reads: u64) -> u64 {
    capacity.saturating_sub(reads).max(capacity / 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_get_what_writes_leave_and_replay_what_reads_leave() {
        for (writes, room) in [(0, 900), (50, 900), (300, 700), (750, 250), (5_000, 250)] {
            assert_eq!(room_for_reads(1_000, writes), room, "{writes}");
        }
        for (reads, left) in [(0, 1_000), (400, 600), (950, 100), (2_000, 100)] {
            assert_eq!(left_for_replay(1_000, reads), left, "{reads}");
        }
    }

    #[test]
    fn an_average_comes_to_the_work_of_a_second_and_goes_again() {
        let mut mean = Work::default();
        let tick = Work { writes: 1_000, reads: 3_000, replay: 0 };
        (0..1_000).for_each(|_| mean.average(tick));
        let shares = mean.of(100_000);
        assert!((98..=100).contains(&shares.writes), "{mean:?}");
        assert!((298..=300).contains(&shares.reads), "{mean:?}");
        (0..1_000).for_each(|_| mean.average(Work::default()));
        assert_eq!(mean, Work::default());
    }

    #[test]
    fn nobody_does_more_than_all() {
        let shares = Work { writes: 3_000, reads: 1_000, replay: 0 }.of(1_000);
        assert_eq!(shares, Work { writes: 750, reads: 250, replay: 0 });
    }
}
