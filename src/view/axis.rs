//! The axis of the tapes: which commits they show, and where.
//!
//! All tapes of one history share an axis, counted in marks from a tape's right edge, and all
//! tapes share one scale. So a vertical line means the same commit number: up to a fork the same
//! commit, beyond it the commits to which each side gave that number.
//!
//! The axis ends at the newest commit of any tape and runs back from there. Around the latest
//! forks a few marks stay at the left instead of scrolling away, and what lies between is torn
//! out, on all tapes at the same place. So commits that were left behind stay beside those that
//! took their numbers, however long ago that was. A cursor that was moved by keyboard is kept like
//! a fork. Where there is room for all commits, nothing is torn out.

use super::position::{Position, position};
use super::tape_view::TapeView;
use crate::platform::{DatabaseId, Platform};
use crate::sim::SimTime;
use crate::sim::server::Phase;
use crate::sim::wal::TimelineId;

/// Pixels from one mark to the next; whole ones, so that every mark is crisp.
pub const PITCH: f32 = 4.0;

/// Marks that a tear takes.
const TEAR: u64 = 2;

/// The most forks that are kept in view.
const FORKS: usize = 3;

/// The tenths of a tape that may be filled by what is not replayed; beyond that a mark stands for
/// more commits. About as much room is left beside two forks.
const TAIL: u64 = 4;

/// A part of an axis from which nothing is torn out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// The first mark, unless the tape ends before that.
    pub from: u64,
    /// The mark after the last one.
    pub upto: u64,
    /// How many marks from the tapes' right edge the piece ends.
    pub right: u64,
}

/// The axis of one history.
#[derive(Clone, Debug, PartialEq)]
pub struct TapeAxis {
    /// The oldest timeline of the history.
    pub root: TimelineId,
    newest: u64,
    /// Commits to be kept in view, latest first: forks, and the cursor.
    kept: Vec<u64>,
    /// Its pieces, newest first; what begins at the first commit is the last.
    pub pieces: Vec<Piece>,
}

/// The axes of a fleet's tapes.
#[derive(Clone, Debug, PartialEq)]
pub struct TapeAxes {
    /// Commits a mark.
    pub per_mark: u64,
    /// One axis for each history.
    pub list: Vec<TapeAxis>,
}

impl TapeAxes {
    /// The axes at `at` of tapes that are `width` pixels wide.
    pub fn of(world: &Platform, at: SimTime, width: f32, view: &TapeView) -> TapeAxes {
        let room = ((width / PITCH) as u64).max(1);
        let timelines = world.fleet().timelines();
        let mut list: Vec<TapeAxis> = Vec::new();
        let (mut newest, mut longest) = (0, 0);
        for (id, _) in world.databases() {
            let position = position(world, id, at);
            newest = position.held.max(newest);
            longest = tail(world, id, &position, at).max(longest);
            let root = timelines.writer_of(position.timeline, 0);
            let known = list.iter().position(|axis| axis.root == root).unwrap_or(list.len());
            if known == list.len() {
                list.push(TapeAxis { root, newest: 0, kept: Vec::new(), pieces: Vec::new() });
            }
            let axis = &mut list[known];
            axis.newest = axis.newest.max(position.held);
            let mut timeline = position.timeline;
            while let Some((parent, point)) = timelines.get(timeline).fork {
                keep(&mut axis.kept, FORKS, point.commits);
                timeline = parent;
            }
        }
        let automatic = round_up((longest * 10).div_ceil(room * TAIL));
        let per_mark = view.per_mark.unwrap_or(automatic).min(round_up(newest.div_ceil(room)));
        for axis in &mut list {
            if let Some((timeline, number)) = view.cursor
                && view.by_keys
                && timelines.writer_of(timeline, 0) == axis.root
            {
                keep(&mut axis.kept, FORKS + 1, number);
            }
            axis.lay_out(per_mark, room);
        }
        TapeAxes { per_mark, list }
    }
}

/// Puts a commit among those to be kept in view, in the place of the oldest if there are too many.
fn keep(kept: &mut Vec<u64>, most: usize, commit: u64) {
    let place = kept.partition_point(|other| *other > commit);
    // Before the first commit there is nothing to show.
    if commit > 0 && kept.get(place) != Some(&commit) {
        kept.insert(place, commit);
        kept.truncate(most);
    }
}

impl TapeAxis {
    /// Lays out the pieces where there is room for so many marks.
    fn lay_out(&mut self, per_mark: u64, room: u64) {
        let mut left = self.kept.len() as u64;
        // The more are kept, the less is shown around each.
        let size = room / (left + 2);
        let mut last = Piece { from: 0, upto: self.newest.div_ceil(per_mark), right: 0 };
        for commit in &self.kept {
            // As far as this piece may go if all that are still to come are torn off it.
            let end = room.saturating_sub(left * (size + TEAR));
            let from = (last.upto + last.right).saturating_sub(end);
            // A third of what is shown around a commit lies before it.
            let upto = commit / per_mark + size - size / 3;
            if upto < from {
                self.pieces.push(Piece { from, ..last });
                last = Piece { from: 0, upto, right: end + TEAR };
            }
            left -= 1;
        }
        self.pieces.push(last);
    }

    /// How many pixels from the tapes' right edge the place right after a commit is; none where it
    /// is torn out.
    pub fn place_of(&self, commit: u64, per_mark: u64) -> Option<f32> {
        let piece = self.pieces.iter().find(|piece| commit >= piece.from * per_mark)?;
        let before = (piece.upto * per_mark).checked_sub(commit)?;
        Some((piece.right as f32 + before as f32 / per_mark as f32) * PITCH)
    }
}

/// Commits that a database has still to replay, those of its leader included. A server that is lost
/// or restores a base backup gets none for now, and an old leader has none to get.
fn tail(world: &Platform, id: DatabaseId, position: &Position, at: SimTime) -> u64 {
    let server = world.server(id);
    if server.is_lost() || matches!(server.phase, Phase::BaseBackup { .. }) {
        return 0;
    }
    let leader = world.leader_of(id).map(|leader| self::position(world, leader, at));
    leader.unwrap_or(*position).held.saturating_sub(position.replayed)
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

    /// An axis of sixty marks.
    fn axis(newest: u64, commits: &[u64]) -> TapeAxis {
        let mut wal = crate::sim::wal::Timelines::default();
        let root = wal.begin(crate::sim::server::ServerId(0), 0, 0);
        let mut axis = TapeAxis { root, newest, kept: Vec::new(), pieces: Vec::new() };
        commits.iter().for_each(|commit| keep(&mut axis.kept, FORKS + 1, *commit));
        axis.lay_out(1, 60);
        axis
    }

    /// Its pieces: first mark, mark after the last, and how many marks from the right it ends.
    fn check(newest: u64, kept: &[u64], expected: &[(u64, u64, u64)]) {
        let pieces = axis(newest, kept).pieces.into_iter();
        let pieces: Vec<_> = pieces.map(|it| (it.from, it.upto, it.right)).collect();
        assert_eq!(pieces, expected, "{kept:?} of {newest}");
    }

    #[test]
    fn what_is_kept_stays_at_the_left_once_it_gets_there() {
        check(1_000, &[], &[(0, 1_000, 0)]);
        check(1_000, &[1_000], &[(0, 1_000, 0)]);
        // The last moment at which both are one, and the one after.
        check(1_052, &[1_000], &[(0, 1_052, 0)]);
        check(1_053, &[1_000], &[(1_015, 1_053, 0), (0, 1_014, 40)]);
        check(9_000, &[1_000], &[(8_962, 9_000, 0), (0, 1_014, 40)]);
        check(9_000, &[995, 1_000], &[(8_974, 9_000, 0), (0, 1_010, 28)]);
        check(9_000, &[1_000, 100], &[(8_974, 9_000, 0), (995, 1_010, 28), (0, 110, 45)]);
    }

    #[test]
    fn the_oldest_gives_way() {
        let kept = axis(9_000, &[100, 500, 300, 500, 200, 400]).kept;
        assert_eq!(kept, [500, 400, 300, 200]);
    }

    #[test]
    fn a_commit_has_one_place_or_none() {
        let axis = axis(9_000, &[1_000]);
        let check = |commit, expected| assert_eq!(axis.place_of(commit, 1), expected, "{commit}");
        check(9_000, Some(0.0));
        check(8_962, Some(152.0));
        check(8_961, None);
        check(1_015, None);
        check(1_014, Some(160.0));
        check(1_000, Some(216.0));
    }
}
