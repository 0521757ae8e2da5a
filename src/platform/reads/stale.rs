//! Stale reads: a visitor looks for an own write on a follower that has not replayed it yet
//! (docs/heroku.md#stale-reads).
//!
//! A visitor is a key with its last acknowledged commit. A visitor's read is stale if the database
//! that answers it does not show that commit yet and can still get it. A commit that it can never
//! get is lost, or another database's, and not stale.

use super::ReadProfile;
use crate::format::count as count_of;
use crate::platform::losses::last_held;
use crate::platform::{AppId, DatabaseId, Platform};
use crate::sim::arithmetic::scale;
use crate::sim::chance::{Cause, Key};
use crate::sim::wal::{Lineage, TimelineId};
use crate::sim::{SimDuration, SimTime};

/// How long after a write its visitor reads at the soonest: the answer to the write comes first,
/// and then the page has to ask.
pub const SOONEST: SimDuration = SimDuration::from_millis(500);

/// Stale reads of an app that are kept to be named.
const NAMED: usize = 12;

/// Without a stale read for so long, the next one is news.
const QUIET: SimDuration = SimDuration::from_secs(30);

/// Stale reads of a few seconds, named by the first of them that missed the latest commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StaleRead {
    pub at: SimTime,
    /// When the last one of them was.
    pub last: SimTime,
    /// The database that was read.
    pub on: DatabaseId,
    /// The number of the visitor.
    pub visitor: u64,
    /// The commit that was missed.
    pub timeline: TimelineId,
    pub commit: u64,
    /// How long ago it had been acknowledged.
    pub age: SimDuration,
    /// How many there were.
    pub count: u64,
}

/// The latest stale reads of an app, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct StaleReads {
    named: Vec<StaleRead>,
}

/// One stale read is named in so long, and is told of for so long after the last one.
const GOES_ON: SimDuration = SimDuration::from_secs(10);

impl StaleReads {
    /// The latest one, while it is told of as something that goes on.
    pub fn current(&self, now: SimTime) -> Option<&StaleRead> {
        self.latest().filter(|read| now.since(read.last) <= GOES_ON)
    }

    pub fn named(&self) -> &[StaleRead] {
        &self.named
    }

    pub fn latest(&self) -> Option<&StaleRead> {
        self.named.last()
    }

    fn add(&mut self, read: StaleRead) {
        if let Some(latest) = self.named.last_mut()
            && latest.on == read.on
            && read.at.since(latest.at) < GOES_ON
        {
            latest.last = read.at;
            latest.count += read.count;
            return;
        }
        if self.named.len() == NAMED {
            self.named.remove(0);
        }
        self.named.push(read);
    }
}

/// The reads of a process type in one tick whose visitors have just written: the time since the
/// write is spread evenly from [`SOONEST`] to the latest, so each read has its own.
#[derive(Clone, Copy, Debug)]
pub struct ReturningReads {
    count: u64,
    within: SimDuration,
    /// Where between two steps the first one lies, in parts of 2^32.
    offset: u64,
}

impl ReturningReads {
    /// Those among so many reads that were answered, by this draw.
    pub fn of(profile: &ReadProfile, served: u64, draw: u64) -> ReturningReads {
        let thousandths = served.saturating_mul(profile.returning);
        let rest = u64::from(draw % 1_000 < thousandths % 1_000);
        let within = profile.returns_within.max(SOONEST);
        ReturningReads { count: thousandths / 1_000 + rest, within, offset: draw >> 32 }
    }

    pub fn count(&self) -> u64 {
        self.count
    }

    /// How long ago the visitor of the `n`th of them wrote, the latest first.
    pub fn age(&self, n: u64) -> SimDuration {
        let span = self.within.micros() - SOONEST.micros();
        let part = scale(span, n << 32 | self.offset, self.count << 32);
        SOONEST + SimDuration::from_micros(part)
    }

    /// How many of them, from the first on, are so. What is so of one must be so of all before it.
    fn count_while(&self, is_so: impl Fn(SimDuration) -> bool) -> u64 {
        // Mostly it is so of none.
        if self.count == 0 || !is_so(self.age(0)) {
            return 0;
        }
        let (mut low, mut high) = (1, self.count);
        while low < high {
            let middle = low + (high - low) / 2;
            if is_so(self.age(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

impl Platform {
    /// The commit that a visitor of an app looks for who wrote so long ago, with its timeline: the
    /// last one that had been acknowledged to the app by then. Nobody wrote if that was longer
    /// than `within` ago.
    pub fn looked_for(
        &self,
        app: AppId,
        age: SimDuration,
        within: SimDuration,
    ) -> Option<(TimelineId, u64)> {
        let before = |length: SimDuration| {
            SimTime::from_micros(self.now().micros().saturating_sub(length.micros()))
        };
        let ledger = &self.app(app).ledger;
        let timeline = match self.primary(app) {
            Some(primary) => self.server(primary).timeline,
            None => ledger.ranges().last()?.timeline,
        };
        let timelines = self.fleet.timelines();
        let upto = timelines.commits_by(timeline, before(age));
        let lineage = timelines.lineage(timeline, upto).into_iter();
        let mut own = lineage.filter_map(|(id, last)| Some((id, ledger.last_upto(id, last)?)));
        let found = own.next()?;
        (timelines.time_of(found.0, found.1)? >= before(within)).then_some(found)
    }

    /// The commits that a query on a database sees.
    pub fn seen_history(&self, id: DatabaseId) -> Lineage {
        let commits = self.fleet.commits_visible(self.database(id).server);
        self.fleet.timelines().lineage(self.server(id).timeline, commits)
    }

    /// The commits that a database has received or can still get. One that drops what others wrote
    /// changes nothing about that they have been there.
    fn history_to_come(&self, id: DatabaseId) -> Lineage {
        let (own, server) = (self.database(id).server, self.server(id));
        let following = server.following().filter(|it| it.stop_following_at.is_none());
        let leader = following.map(|it| it.leader);
        let source = leader.filter(|leader| !self.fleet.server(*leader).is_lost()).unwrap_or(own);
        let commits = self.fleet.commits_on_disk(source);
        self.fleet.timelines().lineage(self.fleet.server(source).timeline, commits)
    }

    /// Counts the stale ones among these reads of an app on a database, and keeps one to be named.
    pub(super) fn look_for_stale(
        &mut self,
        app: AppId,
        on: DatabaseId,
        reads: &ReturningReads,
    ) -> u64 {
        let looked_for = |age| self.looked_for(app, age, reads.within);
        let seen = self.seen_history(on);
        // The farther back, the likelier it is that the commit is there: first come those that
        // can never be there, then those that are to come, then those that are there.
        let is_missing = |age| {
            let is_in = |(timeline, commit)| last_held(&seen, timeline) >= commit;
            looked_for(age).is_some_and(|commit| !is_in(commit))
        };
        let missing = reads.count_while(is_missing);
        if missing == 0 {
            return 0;
        }
        let to_come = self.history_to_come(on);
        let never = reads.count_while(|age| {
            let is_in = |(timeline, commit)| last_held(&to_come, timeline) >= commit;
            looked_for(age).is_some_and(|commit| !is_in(commit))
        });
        let stale = missing.saturating_sub(never);
        if stale > 0
            && let Some((timeline, commit)) = looked_for(reads.age(never))
        {
            self.note_stale(app, on, timeline, commit, stale);
        }
        stale
    }

    fn note_stale(
        &mut self,
        app: AppId,
        on: DatabaseId,
        timeline: TimelineId,
        commit: u64,
        count: u64,
    ) {
        let at = self.now();
        let written = self.fleet.timelines().time_of(timeline, commit).unwrap_or_default();
        let visitor = self.visitor_of(app, timeline, commit);
        let age = at.since(written);
        let reads = &mut self.apps[app.0 as usize].stale_reads;
        let is_news = reads.latest().is_none_or(|read| at.since(read.last) > QUIET);
        reads.add(StaleRead { at, last: at, on, visitor, timeline, commit, age, count });
        if is_news {
            let (name, colour) = (&self.app(app).name, &self.database(on).colour);
            let what = self.meaning(timeline, commit).text;
            let text = format!(
                "Visitor {visitor} of {name} did not see their own write ({what}, commit {}): \
                 {colour} has not replayed it yet.",
                count_of(commit)
            );
            self.note_of(on, true, text);
        }
    }

    /// The number of the visitor who made a commit.
    pub fn visitor_of(&self, app: AppId, timeline: TimelineId, commit: u64) -> u64 {
        let writer = self.fleet.timelines().get(self.fleet.timelines().writer_of(timeline, commit));
        let owner = Key::of(&self.app(app).name).nth(writer.writer.0);
        self.chance.own().between(Cause::Visitor(owner), commit, 1_000, 9_999)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(returning: u64) -> ReadProfile {
        ReadProfile { returning, returns_within: SimDuration::from_secs(10), ..Default::default() }
    }

    #[test]
    fn the_share_of_returning_reads_is_kept() {
        let total = |returning, served| -> u64 {
            let chance = crate::sim::chance::Chance::new(3);
            let draw = |tick| chance.draw(Cause::Reads(Key::of("web")), tick);
            let count = |tick| ReturningReads::of(&profile(returning), served, draw(tick)).count();
            (0..10_000).map(count).sum()
        };
        for (returning, served, expected) in [(200, 7, 14_000), (200, 1, 2_000), (5, 30, 1_500)] {
            let total = total(returning, served);
            assert!(total.abs_diff(expected) < expected / 10, "{total} instead of {expected}");
        }
        assert_eq!((total(0, 100), total(1_000, 3)), (0, 30_000));
    }

    #[test]
    fn ages_rise_evenly_from_the_soonest_to_the_latest() {
        let reads = ReturningReads::of(&profile(1_000), 40, u64::MAX / 3);
        let ages: Vec<u64> = (0..40).map(|n| reads.age(n).micros()).collect();
        assert!(ages.windows(2).all(|pair| (pair[1] - pair[0]).abs_diff(237_500) <= 1), "{ages:?}");
        assert!(ages[0] >= SOONEST.micros() && ages[39] <= 10_000_000, "{ages:?}");
    }

    #[test]
    fn counting_finds_the_same_as_going_through_all() {
        for count in [1, 2, 7, 100] {
            let reads = ReturningReads::of(&profile(1_000), count, 7 << 40);
            for limit in [0, 500, 3_000, 9_999, 20_000] {
                let is_so = |age: SimDuration| age < SimDuration::from_millis(limit);
                let slow = (0..count).take_while(|n| is_so(reads.age(*n))).count() as u64;
                assert_eq!(reads.count_while(is_so), slow, "{count} reads, {limit} ms");
            }
        }
    }
}
