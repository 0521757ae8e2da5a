//! The tape: the last stretch of a database's history, a mark for each commit or so many of them,
//! in the colour of the database that wrote them.
//!
//! All tapes of one history show the same stretch, so a vertical line means the same commit.

use super::geometry::Rect;
use super::moment::{Stand, stand};
use crate::platform::losses::Lost;
use crate::platform::{DatabaseId, Platform};
use crate::sim::SimTime;
use crate::sim::server::Phase;
use crate::sim::wal::TimelineId;

/// Pixels from one mark to the next.
const PITCH: f32 = 3.2;

/// Pixels a mark is wide.
pub const MARK: f32 = 1.7;

/// The share of a tape that what is not replayed may fill before the tape shows more commits.
const TAIL_SHARE: f32 = 0.6;

/// What has become of the commits of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Replayed: queries see them.
    Replayed,
    /// Received, not replayed: pale.
    Received,
    /// Lost to the app, and another database holds them too or only this one: hollow.
    LeftBehind,
    /// Lost to the app for good: hollow and red.
    Gone,
}

/// A mark on a tape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Its left edge.
    pub x: f32,
    /// Its upper edge.
    pub y: f32,
    /// Its height.
    pub h: f32,
    /// The database that wrote its commits.
    pub writer: DatabaseId,
    /// What has become of them.
    pub fate: Fate,
}

/// A tape at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Tape {
    /// The marks, oldest first.
    pub marks: Vec<Mark>,
    /// Where what is replayed ends; none for a leader.
    pub replayed: Option<f32>,
    /// Where what is received ends; none for a leader.
    pub received: Option<f32>,
    /// Where its own history begins, if that is in the stretch.
    pub forked: Option<f32>,
}

/// The stretch of history that the tapes of one fleet show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The oldest timeline of the history.
    pub root: TimelineId,
    /// The newest commit.
    pub newest: u64,
    /// Commits a mark.
    pub per_mark: u64,
}

/// The stretches to show at `at` on tapes that are `width` pixels wide, one for each history.
pub fn stretches(world: &Platform, at: SimTime, width: f32) -> Vec<Stretch> {
    let mut stretches: Vec<(Stretch, u64)> = Vec::new();
    for (id, _) in world.databases() {
        let stand = stand(world, id, at);
        let (root, tail) = (root(world, stand.timeline), tail(world, id, &stand, at));
        let found = stretches.iter_mut().find(|(stretch, _)| stretch.root == root);
        match found {
            Some((stretch, longest)) => {
                stretch.newest = stretch.newest.max(stand.held);
                *longest = tail.max(*longest);
            }
            None => stretches.push((Stretch { root, newest: stand.held, per_mark: 1 }, tail)),
        }
    }
    let room = (width / PITCH * TAIL_SHARE) as u64;
    let fit = |(mut stretch, tail): (Stretch, u64)| {
        stretch.per_mark = round_up(tail.div_ceil(room.max(1)));
        stretch
    };
    stretches.into_iter().map(fit).collect()
}

/// Commits that a database has still to replay, those of its leader included. What is lost or
/// restores a base backup gets none for now, and an old leader has none to get.
fn tail(world: &Platform, id: DatabaseId, stand: &Stand, at: SimTime) -> u64 {
    let server = world.server(id);
    if server.is_lost() || matches!(server.phase, Phase::BaseBackup { .. }) {
        return 0;
    }
    let leader = world.leader_of(id).map(|leader| self::stand(world, leader, at));
    leader.unwrap_or(*stand).held.saturating_sub(stand.replayed)
}

/// The next of 1, 2, 5, 10, 20, 50 and so on: a scale that changes rarely, and by much.
pub fn round_up(number: u64) -> u64 {
    let mut unit = 1;
    loop {
        for step in [1, 2, 5] {
            if step * unit >= number {
                return step * unit;
            }
        }
        unit *= 10;
    }
}

fn root(world: &Platform, timeline: TimelineId) -> TimelineId {
    world.fleet().timelines().writer_of(timeline, 0)
}

/// The tape of a database at `at`, in `place`.
pub fn tape(
    world: &Platform,
    id: DatabaseId,
    at: SimTime,
    place: Rect,
    stretches: &[Stretch],
    lost: &[Lost],
) -> Tape {
    let timelines = world.fleet().timelines();
    let stand = stand(world, id, at);
    let root = root(world, stand.timeline);
    let Some(stretch) = stretches.iter().find(|stretch| stretch.root == root) else {
        return Tape { marks: Vec::new(), replayed: None, received: None, forked: None };
    };
    let per_commit = PITCH / stretch.per_mark as f32;
    // Commits are whole numbers from 1; commit n ends at the place of n.
    let x_of =
        |commit: u64| place.right() - (stretch.newest.saturating_sub(commit)) as f32 * per_commit;
    let shown = (place.w / per_commit) as u64;
    let oldest = stretch.newest.saturating_sub(shown);
    let first_mark = oldest.div_ceil(stretch.per_mark);
    let mut marks = Vec::new();
    for mark in first_mark.. {
        let (before, end) = (mark * stretch.per_mark, (mark + 1) * stretch.per_mark);
        if before >= stand.held {
            break;
        }
        // The newest mark may be of fewer commits than it will be.
        let last = end.min(stand.held);
        let writer = timelines.get(timelines.writer_of(stand.timeline, before + 1)).writer;
        let (drop, rise) = raggedness(mark);
        marks.push(Mark {
            x: (x_of(before) + PITCH - MARK - 0.5).min(place.right() - MARK),
            y: place.y + 3.0 + drop,
            h: place.h - 6.0 - drop - rise,
            writer: world.database_on(writer),
            fate: fate(world, &stand, before + 1, last, lost),
        });
    }
    let inside = |commit: u64| Some(x_of(commit)).filter(|x| *x >= place.x);
    let follows = world.leader_of(id).is_some();
    let fork = timelines.get(stand.timeline).fork;
    Tape {
        marks,
        replayed: inside(stand.replayed).filter(|_| follows),
        received: inside(stand.held).filter(|_| follows),
        forked: fork.and_then(|(_, point)| inside(point.commits)).filter(|_| !follows),
    }
}

/// What has become of commits `first..=last`: the worst that befell any of them.
fn fate(world: &Platform, stand: &Stand, first: u64, last: u64, lost: &[Lost]) -> Fate {
    let timeline = world.fleet().timelines().writer_of(stand.timeline, last);
    let touched = lost
        .iter()
        .filter(|lost| lost.timeline == timeline && lost.first <= last && first <= lost.last);
    let mut fate = if last <= stand.replayed { Fate::Replayed } else { Fate::Received };
    for lost in touched {
        match (lost.held_by.is_empty(), fate) {
            (true, _) => fate = Fate::Gone,
            (false, Fate::Gone) => {}
            (false, _) => fate = Fate::LeftBehind,
        }
    }
    fate
}

/// How much of a mark's height is missing above and below: each mark looks like itself wherever
/// and whenever it is shown.
fn raggedness(mark: u64) -> (f32, f32) {
    let bits = (mark ^ mark >> 3).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let bits = (bits ^ bits >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 40;
    ((bits & 7) as f32 * 0.6, (bits >> 8 & 7) as f32 * 0.6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_round() {
        let check = |number, expected| assert_eq!(round_up(number), expected, "{number}");
        check(0, 1);
        check(2, 2);
        check(3, 5);
        check(11, 20);
        check(4_999, 5_000);
    }
}
