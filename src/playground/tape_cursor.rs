//! Looking at the tapes: how closely, and at which commit.
//!
//! The cursor is at a commit and not at a place: while time runs it keeps its number, and the line
//! through the tapes moves with it.

use super::{Change, Playground};
use crate::platform::DatabaseId;
use crate::platform::losses::LostCommits;
use crate::view::axis::{TapeAxes, round_up};
use crate::view::geometry::Rect;
use crate::view::position::position;
use crate::view::tape::{Fate, fate, has, tape};
use crate::view::tape_view::TapeView;

/// What somebody does at a tape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TapeGesture {
    /// Points at a database's tape, so many pixels left of its right edge.
    Point(DatabaseId, f32),
    /// Moves the cursor along a database's tape; where the cursor is not on it, to its newest
    /// commit.
    Move(DatabaseId, TapeStep),
    Zoom(TapeZoom),
    /// Looks away.
    Leave,
}

/// Where the cursor goes along a tape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TapeStep {
    Oldest,
    Older,
    Newer,
    Newest,
}

/// How the scale of the tapes changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TapeZoom {
    /// Fewer commits a mark.
    In,
    /// More commits a mark.
    Out,
    /// As many as what there is to see asks for.
    Automatic,
}

impl Playground {
    /// Applies a gesture, where tapes are `width` pixels wide.
    pub(super) fn apply_tape_gesture(&mut self, width: f32, gesture: TapeGesture) -> Change {
        let before = self.view.tapes;
        match gesture {
            TapeGesture::Point(id, from_right) => {
                self.set_cursor(id, self.commit_at(id, width, from_right), false);
            }
            TapeGesture::Move(id, step) => {
                self.set_cursor(id, self.commit_after(id, width, step), true);
            }
            TapeGesture::Zoom(zoom) => {
                let per_mark = self.per_mark(width);
                self.view.tapes.per_mark = match zoom {
                    TapeZoom::In => Some(round_up(per_mark * 2 / 5)),
                    TapeZoom::Out => Some(round_up(per_mark + 1)),
                    TapeZoom::Automatic => None,
                };
            }
            TapeGesture::Leave => self.view.tapes = self.view.tapes.without_cursor(),
        }
        if self.view.tapes == before { Change::Nothing } else { Change::Page }
    }

    /// The last commit of the mark at this place on a tape, if there is one.
    fn commit_at(&self, id: DatabaseId, width: f32, from_right: f32) -> Option<u64> {
        let place = Rect { x: -width, w: width, ..Rect::default() };
        let view = (&self.axes(width), &self.view.tapes);
        let tape = tape(self.world(), id, self.shown_at(), place, view, &[]);
        tape.mark_at(-from_right).map(|mark| mark.last)
    }

    /// The last commit of the mark that a step leads to; none on an empty tape.
    fn commit_after(&self, id: DatabaseId, width: f32, step: TapeStep) -> Option<u64> {
        let (world, per_mark) = (self.world(), self.per_mark(width));
        let position = position(world, id, self.shown_at());
        let newest = position.held.saturating_sub(1) / per_mark;
        let cursor = self.view.tapes.cursor.filter(|commit| has(world, &position, *commit));
        let mark = cursor.map_or(newest, |(_, number)| {
            let mark = (number - 1) / per_mark;
            match step {
                TapeStep::Oldest => 0,
                TapeStep::Older => mark.saturating_sub(1),
                TapeStep::Newer => (mark + 1).min(newest),
                TapeStep::Newest => newest,
            }
        });
        (position.held > 0).then(|| ((mark + 1) * per_mark).min(position.held))
    }

    /// Sets the cursor to a database's commit, or takes it away.
    fn set_cursor(&mut self, id: DatabaseId, commit: Option<u64>, by_keys: bool) {
        let world = self.world();
        let (timelines, timeline) = (world.fleet().timelines(), world.server(id).timeline);
        self.view.tapes = match commit {
            Some(number) => {
                let cursor = Some((timelines.writer_of(timeline, number), number));
                TapeView { cursor, by_keys, ..self.view.tapes }
            }
            None => self.view.tapes.without_cursor(),
        };
    }

    fn axes(&self, width: f32) -> TapeAxes {
        TapeAxes::of(self.world(), self.shown_at(), width, &self.view.tapes)
    }

    /// How somebody looks at the tapes.
    pub fn tape_view(&self) -> TapeView {
        self.view.tapes
    }

    /// How many commits a mark is on tapes of this width.
    pub fn per_mark(&self, width: f32) -> u64 {
        self.axes(width).per_mark
    }

    /// Describes the commits at the cursor, where a mark is `per_mark` commits; empty without a
    /// cursor.
    pub fn cursor_text(&self, per_mark: u64, lost: &[LostCommits]) -> String {
        let Some((timeline, number)) = self.view.tapes.cursor else {
            return String::new();
        };
        let (world, at) = (self.world(), self.shown_at());
        let first = (number - 1) / per_mark * per_mark + 1;
        let (mut newest, mut worst) = (number, Fate::Replayed);
        let (mut holders, mut all_replayed) = (Vec::new(), true);
        for (id, database) in world.databases() {
            let position = position(world, id, at);
            if !has(world, &position, (timeline, number)) {
                continue;
            }
            newest = position.held.max(newest);
            worst = fate(&position, timeline, first, number, lost);
            if world.server(id).is_lost() {
                continue;
            }
            if position.replayed < number {
                all_replayed = false;
                holders.push(format!("{} (not replayed)", database.colour));
            } else {
                holders.push(database.colour.clone());
            }
        }
        let last = newest.min(first + per_mark - 1);
        let mut commits = self.described(timeline, first);
        if last > first {
            commits += &format!(" to {}", self.described(timeline, last));
        }
        let holders = match holders.len() {
            0 => String::new(),
            // Many that have replayed it all are not named one by one.
            count @ 5.. if all_replayed => format!(" · on {count} databases"),
            _ => format!(" · on {}", holders.join(", ")),
        };
        let fate = match worst {
            Fate::Gone => " · gone",
            Fate::LeftBehind => " · left behind",
            Fate::Replayed | Fate::Received => "",
        };
        format!("{commits}{holders}{fate}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playground::Msg;
    use crate::playground::tests::{pass, playground};

    const WIDTH: f32 = 250.0;
    const CHARCOAL: DatabaseId = DatabaseId(0);

    fn look(playground: &mut Playground, gesture: TapeGesture) -> (Change, String) {
        let change = playground.update(Msg::TapeGesture { tape_width: WIDTH, gesture });
        (change, playground.cursor_text(playground.per_mark(WIDTH), &[]))
    }

    #[test]
    fn a_named_commit_keeps_its_number_while_time_runs() {
        let mut playground = playground("followers");
        pass(&mut playground, 5);
        let (change, first) = look(&mut playground, TapeGesture::Point(CHARCOAL, 2.0));
        assert_eq!(change, Change::Page);
        assert_eq!(
            look(&mut playground, TapeGesture::Point(CHARCOAL, 2.5)),
            (Change::Nothing, first.clone())
        );
        assert!(first.contains(" · on CHARCOAL"), "{first}");
        pass(&mut playground, 5);
        let later = playground.cursor_text(1, &[]);
        assert_eq!(later.split(' ').next(), first.split(' ').next(), "{later}");
        assert!(later.ends_with(" · on CHARCOAL, WHITE, LAVENDER"), "the others got it: {later}");
        assert_eq!(look(&mut playground, TapeGesture::Leave), (Change::Page, String::new()));
    }

    #[test]
    fn steps_end_at_the_first_and_at_the_newest_commit() {
        let mut playground = playground("followers");
        let mut check = |step, expected: &str| {
            let (_, text) = look(&mut playground, TapeGesture::Move(CHARCOAL, step));
            assert_eq!(text.split(' ').next(), Some(expected), "{text}");
        };
        check(TapeStep::Older, "47,000");
        check(TapeStep::Older, "46,999");
        check(TapeStep::Oldest, "1");
        check(TapeStep::Older, "1");
        check(TapeStep::Newer, "2");
        check(TapeStep::Newest, "47,000");
        check(TapeStep::Newer, "47,000");
    }

    #[test]
    fn the_scale_goes_in_round_steps_and_ends_with_the_whole_run() {
        let mut playground = playground("followers");
        let mut check = |zoom, expected: u64| {
            look(&mut playground, TapeGesture::Zoom(zoom));
            assert_eq!(playground.per_mark(WIDTH), expected);
        };
        for expected in [2, 5, 10, 20, 50, 100, 200, 500, 1_000, 1_000, 1_000] {
            check(TapeZoom::Out, expected);
        }
        for expected in [500, 200, 100, 50, 20, 10, 5, 2, 1, 1] {
            check(TapeZoom::In, expected);
        }
        check(TapeZoom::Out, 2);
        check(TapeZoom::Automatic, 1);
    }
}
