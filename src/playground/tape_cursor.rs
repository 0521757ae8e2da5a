//! Looking at the tapes: how closely, and at which commit.
//!
//! What is named is a commit and not a place: while time runs it keeps its number, and the line
//! through the tapes moves with it.

use super::{Change, Playground};
use crate::platform::DatabaseId;
use crate::platform::losses::LostCommits;
use crate::view::axis::{TapeAxes, round_up};
use crate::view::geometry::Rect;
use crate::view::position::position;
use crate::view::tape::{Fate, TapeView, fate, has, tape};

/// What somebody does at a tape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TapeGesture {
    /// Points so many pixels left of the tape's right edge.
    At(f32),
    /// Goes so many marks along the tape, from the commit that is named; or names the newest.
    Step(i64),
    /// Looks closer, from farther away, or, with 0, as the tapes are by themselves.
    Zoom(i64),
    /// Looks away.
    Ended,
}

impl Playground {
    /// Takes note of a gesture at a database's tape, where tapes are of this width.
    pub(super) fn look(&mut self, id: DatabaseId, width: f32, gesture: TapeGesture) -> Change {
        let before = self.tape_view;
        let axes = self.axes(width);
        let (world, at, per_mark) = (self.playback.run().world(), self.shown_at(), axes.per_mark);
        let mut to = None;
        match gesture {
            TapeGesture::At(from_right) => {
                let place = Rect { x: -width, w: width, ..Rect::default() };
                let tape = tape(world, id, at, place, (&axes, &before), &[]);
                to = tape.mark_at(-from_right).map(|mark| mark.last);
                if to.is_none() {
                    self.tape_view = TapeView { per_mark: before.per_mark, ..TapeView::default() };
                }
            }
            TapeGesture::Step(by) => {
                let position = position(world, id, at);
                let newest = position.held.saturating_sub(1) / per_mark;
                let mut mark = newest;
                if let Some(commit) = before.cursor.filter(|commit| has(world, &position, *commit))
                {
                    mark = ((commit.1 - 1) / per_mark).saturating_add_signed(by).min(newest);
                }
                to = Some(((mark + 1) * per_mark).min(position.held));
            }
            TapeGesture::Zoom(0) => self.tape_view.per_mark = 0,
            TapeGesture::Zoom(1) => self.tape_view.per_mark = round_up(per_mark * 2 / 5),
            TapeGesture::Zoom(_) => self.tape_view.per_mark = round_up(per_mark + 1),
            TapeGesture::Ended => {
                self.tape_view = TapeView { per_mark: before.per_mark, ..TapeView::default() }
            }
        }
        if let Some(number) = to {
            let timelines = world.fleet().timelines();
            let timeline = timelines.writer_of(world.server(id).timeline, number);
            let by_keys = matches!(gesture, TapeGesture::Step(_));
            self.tape_view = TapeView { cursor: Some((timeline, number)), by_keys, ..before };
        }
        if self.tape_view == before { Change::Nothing } else { Change::Page }
    }

    fn axes(&self, width: f32) -> TapeAxes {
        TapeAxes::of(self.world(), self.shown_at(), width, &self.tape_view)
    }

    /// How somebody looks at the tapes.
    pub fn tape_view(&self) -> TapeView {
        self.tape_view
    }

    /// How many commits a mark is on tapes of this width.
    pub fn per_mark(&self, width: f32) -> u64 {
        self.axes(width).per_mark
    }

    /// What is to be said of the commits that are named, where a mark is so many and so much is
    /// lost; nothing if none are.
    pub fn named(&self, per_mark: u64, lost: &[LostCommits]) -> String {
        let Some((timeline, number)) = self.tape_view.cursor else {
            return String::new();
        };
        let (world, at) = (self.world(), self.shown_at());
        let (mut places, mut count, mut seen) = (String::new(), 0u32, true);
        let (mut newest, mut worst) = (number, Fate::Replayed);
        let first = (number - 1) / per_mark * per_mark + 1;
        for (id, database) in world.databases() {
            let position = position(world, id, at);
            if !has(world, &position, (timeline, number)) {
                continue;
            }
            newest = position.held.max(newest);
            worst = fate(&position, timeline, first, number, lost);
            if !world.server(id).is_lost() {
                places += if places.is_empty() { " · on " } else { ", " };
                places += &database.colour;
                count += 1;
                if position.replayed < number {
                    places += " (not replayed)";
                    seen = false;
                }
            }
        }
        // Many that have it all are not named one by one.
        if count > 4 && seen {
            places = format!(" · on {count} databases");
        }
        let mut text = self.described(timeline, first);
        let last = newest.min(first + per_mark - 1);
        if last > first {
            text += " to ";
            text += &self.described(timeline, last);
        }
        text += &places;
        text + match worst {
            Fate::Gone => " · gone",
            Fate::LeftBehind => " · left behind",
            _ => "",
        }
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
        let change = playground.update(Msg::TapeGesture(CHARCOAL, WIDTH, gesture));
        (change, playground.named(playground.per_mark(WIDTH), &[]))
    }

    #[test]
    fn a_named_commit_keeps_its_number_while_time_runs() {
        let mut playground = playground("followers");
        pass(&mut playground, 5);
        let (change, first) = look(&mut playground, TapeGesture::At(2.0));
        assert_eq!(change, Change::Page);
        assert_eq!(look(&mut playground, TapeGesture::At(2.5)), (Change::Nothing, first.clone()));
        assert!(first.contains(" · on CHARCOAL"), "{first}");
        pass(&mut playground, 5);
        let later = playground.named(1, &[]);
        assert_eq!(later.split(' ').next(), first.split(' ').next(), "{later}");
        assert!(later.ends_with(" · on CHARCOAL, WHITE, LAVENDER"), "the others got it: {later}");
        assert_eq!(look(&mut playground, TapeGesture::Ended), (Change::Page, String::new()));
    }

    #[test]
    fn steps_end_at_the_first_and_at_the_newest_commit() {
        let mut playground = playground("followers");
        let mut check = |by, expected: &str| {
            let (_, text) = look(&mut playground, TapeGesture::Step(by));
            assert_eq!(text.split(' ').next(), Some(expected), "{text}");
        };
        check(-1, "47,000");
        check(-1, "46,999");
        check(i64::MIN, "1");
        check(-1, "1");
        check(1, "2");
        check(i64::MAX, "47,000");
        check(1, "47,000");
    }

    #[test]
    fn the_scale_goes_in_round_steps_and_ends_with_the_whole_run() {
        let mut playground = playground("followers");
        let mut check = |by, expected: u64| {
            look(&mut playground, TapeGesture::Zoom(by));
            assert_eq!(playground.per_mark(WIDTH), expected);
        };
        for expected in [2, 5, 10, 20, 50, 100, 200, 500, 1_000, 1_000, 1_000] {
            check(-1, expected);
        }
        for expected in [500, 200, 100, 50, 20, 10, 5, 2, 1, 1] {
            check(1, expected);
        }
        check(-1, 2);
        check(0, 1);
    }
}
