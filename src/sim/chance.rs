//! Chance: one stream per cause, each draw a pure function of seed, cause and count.
//!
//! Nothing is remembered between draws, so what a learner does cannot change any other draw: two
//! runs of one seed differ by the decision and not by luck.

use std::hash::{Hash, Hasher};

use super::arithmetic::scale;
use super::digest::Fnv1a;
use super::time::{SimDuration, SimTime, TICK};

/// The name of a cause's owner (a database, a process type), reduced to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(u64);

impl Key {
    /// The key of a name. Equal names have equal keys in every run.
    pub fn of(name: &str) -> Key {
        let mut hasher = Fnv1a::default();
        hasher.write(name.as_bytes());
        Key(hasher.finish())
    }

    /// The key of the `n`th thing that a name owns, such as a dyno of a process type.
    pub fn nth(self, n: u32) -> Key {
        Key(mix(self.0 ^ mix(u64::from(n) + 1)))
    }
}

/// What a draw is for. Each cause has a stream of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// How many writes arrive in a tick; counted in ticks.
    Traffic(Key),
    /// The jitter of a link; counted in ticks.
    Link(Key),
    /// The moments of scheduled faults; counted by their place in the file.
    Schedule,
    /// Colours and zones of new databases; counted in databases.
    Names,
    /// How long a database or dyno takes to start; counted in its starts.
    Making(Key),
    /// Process ids of a server's queries; counted in queries.
    ProcessId(Key),
    /// What a commit was; counted by the number of the commit.
    Meaning(Key),
    /// When something under way ends in a continuation; counted by when it was to end.
    Ending,
    /// Which of the reads of a tick follow a write of their visitor; counted in ticks.
    Reads(Key),
    /// The numbers of visitors; counted by the numbers of their commits.
    Visitor(Key),
}

impl Cause {
    fn salt(self) -> u64 {
        let (stream, owner) = match self {
            Cause::Traffic(key) => (1, key.0),
            Cause::Link(key) => (2, key.0),
            Cause::Schedule => (3, 0),
            Cause::Names => (4, 0),
            Cause::Making(key) => (5, key.0),
            Cause::ProcessId(key) => (6, key.0),
            Cause::Meaning(key) => (7, key.0),
            Cause::Ending => (8, 0),
            Cause::Reads(key) => (20, key.0),
            Cause::Visitor(key) => (21, key.0),
        };
        mix(owner ^ mix(stream))
    }
}

/// The chance of a run, or of one of its continuations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    seed: u64,
    /// What draws are made from: in the run itself the seed, in a continuation another number.
    source: u64,
}

impl Hash for Chance {
    /// The source alone tells seeds and continuations apart.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.source.hash(state);
    }
}

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance { seed, source: seed }
    }

    pub fn seed(self) -> u64 {
        self.seed
    }

    /// The chance of the run's `n`th continuation, from 1; none of them is the run's own.
    pub fn continuation(self, n: u32) -> Chance {
        Chance { source: mix(self.seed ^ mix(u64::from(n))), ..self }
    }

    /// The run's own chance, for what must be the same in every continuation: what a commit was,
    /// the colour of the next database, the process ids of a server.
    pub fn own(self) -> Chance {
        Chance::new(self.seed)
    }

    /// 64 uniform bits.
    pub fn draw(self, cause: Cause, count: u64) -> u64 {
        mix(mix(self.source ^ cause.salt()) ^ count)
    }

    /// A draw from `0..below`. `below` must not be 0.
    pub fn below(self, cause: Cause, count: u64, below: u64) -> u64 {
        // Scaling the high bits has less bias than a modulo: under 2^-32 for what is drawn here.
        ((self.draw(cause, count) >> 32) * below) >> 32
    }

    /// A draw from `low..=high`.
    pub fn between(self, cause: Cause, count: u64, low: u64, high: u64) -> u64 {
        low + self.below(cause, count, high - low + 1)
    }

    /// Redraws a scheduled end for a continuation that starts `now`: uniform between one tick and
    /// twice the remaining time, which keeps the mean. The result depends on `until` alone, so
    /// events that were due together stay together, such as the machines of a zone and the record
    /// of its outage. An end in the past is returned unchanged.
    pub fn redraw_end(self, now: SimTime, until: SimTime) -> SimTime {
        if until <= now {
            return until;
        }
        let most = (until.since(now) * 2 - TICK).micros() + 1;
        let drawn = self.draw(Cause::Ending, until.micros()) >> 32;
        now + TICK + SimDuration::from_micros(scale(most, drawn, 1 << 32))
    }
}

/// The finalizer of SplitMix64 (Steele, Lea, Flood 2014): every bit of the input affects every bit
/// of the output.
fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_is_a_function_of_seed_cause_and_count() {
        let web = Cause::Traffic(Key::of("web"));
        let draw = |seed, cause, count| Chance::new(seed).draw(cause, count);
        assert_eq!(draw(7, web, 3), draw(7, web, 3));
        assert_ne!(draw(7, web, 3), draw(8, web, 3));
        assert_ne!(draw(7, web, 3), draw(7, web, 4));
        assert_ne!(draw(7, web, 3), draw(7, Cause::Traffic(Key::of("worker")), 3));
        assert_ne!(draw(7, web, 3), draw(7, Cause::Link(Key::of("web")), 3));
    }

    #[test]
    fn a_continuation_draws_otherwise_and_keeps_the_runs_own_chance() {
        let run = Chance::new(7);
        let draw = |chance: Chance| chance.draw(Cause::Names, 3);
        let mut drawn: Vec<u64> = (1..=10).map(|n| draw(run.continuation(n))).collect();
        drawn.push(draw(run));
        drawn.sort_unstable();
        drawn.dedup();
        assert_eq!(drawn.len(), 11);
        assert_eq!(draw(run.continuation(3)), draw(run.continuation(5).continuation(3)));
        assert_eq!(run.continuation(3).own(), run);
    }

    #[test]
    fn draws_stay_in_their_range_and_fill_it() {
        let chance = Chance::new(1);
        let mut counts = [0u32; 6];
        for count in 0..6_000 {
            let die = chance.between(Cause::Names, count, 1, 6);
            counts[(die - 1) as usize] += 1;
        }
        assert!(counts.iter().all(|n| (850..1_150).contains(n)), "{counts:?}");
    }

    #[test]
    fn the_dynos_of_a_process_type_have_keys_of_their_own() {
        let web = Key::of("web");
        assert_ne!(web.nth(1), web.nth(2));
        assert_ne!(web.nth(1), Key::of("worker").nth(1));
    }
}
