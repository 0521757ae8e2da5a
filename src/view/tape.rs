//! The tape: the last stretch of a database's history, a mark for each commit or so many of them,
//! in the colour of the database that wrote them.
//!
//! The [`TapeAxes`], which all tapes share, say where a commit stands. A mark stands on whole
//! pixels and always looks alike, so that one recognizes it on the next tape and later on this one.

use super::axis::{PITCH, TapeAxes};
use super::geometry::Rect;
use super::position::{Position, position};
use super::tape_view::TapeView;
use crate::platform::losses::LostCommits;
use crate::platform::{DatabaseId, Platform};
use crate::sim::SimTime;
use crate::sim::wal::TimelineId;

/// The width of a mark in pixels; a hollow one, with an edge on both sides, takes one more.
pub const MARK_WIDTH: f32 = 2.0;

/// What has become of the commits of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Replayed: queries see them.
    Replayed,
    /// Received, not replayed: pale.
    Received,
    /// Lost to the app, while some database still holds them: hollow.
    LeftBehind,
    /// Lost to the app for good: hollow, broken and red.
    Gone,
}

/// A mark on a tape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TapeMark {
    /// The last of its commits that the database has.
    pub last: u64,
    pub x: f32,
    pub y: f32,
    pub h: f32,
    /// The database that wrote its commits.
    pub writer: DatabaseId,
    /// What has become of them.
    pub fate: Fate,
}

/// A tape at a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tape {
    /// The marks, oldest first.
    pub marks: Vec<TapeMark>,
    /// Where what is replayed ends; a leader has none.
    pub replayed: Option<f32>,
    /// Where what is received ends; a leader has none.
    pub received: Option<f32>,
    /// Where its own history begins, if that is on the tape.
    pub forked: Option<f32>,
    /// The middle of the mark at the cursor, if the database has that commit.
    pub named: Option<f32>,
    /// The left edges of the tears.
    pub tears: Vec<f32>,
}

impl Tape {
    /// The mark at this place, with the gap after it.
    pub fn mark_at(&self, x: f32) -> Option<&TapeMark> {
        self.marks.iter().find(|mark| (mark.x..mark.x + PITCH).contains(&x))
    }
}

/// The tape of a database at `at`, in `place`.
pub fn tape(
    world: &Platform,
    id: DatabaseId,
    at: SimTime,
    place: Rect,
    (axes, view): (&TapeAxes, &TapeView),
    lost: &[LostCommits],
) -> Tape {
    let timelines = world.fleet().timelines();
    let position = position(world, id, at);
    let root = timelines.writer_of(position.timeline, 0);
    let mut tape = Tape::default();
    let Some(axis) = axes.list.iter().find(|axis| axis.root == root) else {
        return tape;
    };
    let per_mark = axes.per_mark;
    let (pad, right) = ((place.h / 8.0).round(), place.right().round());
    let room = (place.w / PITCH) as u64;
    for piece in axis.pieces.iter().rev() {
        let fits = piece.upto.saturating_sub(room.saturating_sub(piece.right));
        let x_of = |mark: u64| right - (piece.upto - mark + piece.right) as f32 * PITCH;
        if piece.from > 0 {
            tape.tears.push(x_of(piece.from) - 2.0 * PITCH);
        }
        for mark in piece.from.max(fits)..piece.upto {
            let before = mark * per_mark;
            if before >= position.held {
                break;
            }
            let last = (before + per_mark).min(position.held);
            let writer = timelines.writer_of(position.timeline, last);
            let (drop, rise) = raggedness(mark, pad);
            tape.marks.push(TapeMark {
                last,
                x: x_of(mark),
                y: place.y.round() + pad + drop,
                h: place.h.round() - 2.0 * pad - drop - rise,
                writer: world.database_on(timelines.get(writer).writer),
                fate: fate(&position, writer, before + 1, last, lost),
            });
        }
    }
    let x_of = |commit: u64| {
        let x = right - axis.place_of(commit, per_mark)?;
        Some(x.round()).filter(|x| *x >= place.x)
    };
    if world.leader_of(id).is_some() {
        tape.replayed = x_of(position.replayed);
        tape.received = x_of(position.held);
    } else if let Some((_, point)) = timelines.get(position.timeline).fork {
        tape.forked = x_of(point.commits);
    }
    if let Some(commit) = view.cursor
        && has(world, &position, commit)
    {
        let is_of = |mark: &&TapeMark| (mark.last - 1) / per_mark == (commit.1 - 1) / per_mark;
        tape.named = tape.marks.iter().find(is_of).map(|mark| mark.x + MARK_WIDTH / 2.0);
    }
    tape
}

/// Whether a database at this position has this commit.
pub fn has(world: &Platform, position: &Position, (timeline, number): (TimelineId, u64)) -> bool {
    let writer = world.fleet().timelines().writer_of(position.timeline, number);
    number <= position.held && writer == timeline
}

/// What the apps have lost, as far as a tape shows it.
pub fn lost(world: &Platform) -> Vec<LostCommits> {
    world.apps().flat_map(|(id, _)| world.permanent_losses(id)).collect()
}

/// What has become of commits `first..=last`, the last of which was written on this timeline: the
/// worst that happened to any of them.
pub fn fate(
    position: &Position,
    timeline: TimelineId,
    first: u64,
    last: u64,
    lost: &[LostCommits],
) -> Fate {
    let mut fate = if last <= position.replayed { Fate::Replayed } else { Fate::Received };
    for lost in lost {
        if lost.timeline == timeline && lost.first <= last && first <= lost.last {
            if lost.held_by.is_empty() {
                return Fate::Gone;
            }
            fate = Fate::LeftBehind;
        }
    }
    fate
}

/// How much of a mark's height is missing above and below, in whole pixels of at most `most`. It
/// depends on the mark's number alone.
fn raggedness(mark: u64, most: f32) -> (f32, f32) {
    let bits = (mark ^ mark >> 3).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let bits = (bits ^ bits >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 40;
    let part = |bits: u64| ((bits & 7) as f32 * most / 6.0).round();
    (part(bits), part(bits >> 8))
}
