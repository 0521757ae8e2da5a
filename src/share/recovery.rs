//! What is left out of a run whose replay, or whose last input, made the program panic.

use crate::format;
use crate::format::plural;
use crate::run::Recording;
use crate::sim::{SimTime, TICK};

/// After so many crashes in a row no more inputs are left out one by one: the run begins again.
/// `static/keep.js` has the same figure.
const MOST: usize = 10;

/// Letters of an input that are told.
const LETTERS: usize = 200;

/// Leaves out the last input after one crash, and one more for each that came right after it. Says
/// what was left out; nothing was where there was no crash.
pub fn leave_out(recording: &mut Recording, crashes: u32) -> Option<String> {
    let (all, crashes) = (recording.inputs.len(), crashes as usize);
    if crashes == 0 {
        return None;
    }
    if crashes > all.min(MOST) {
        recording.inputs.clear();
        recording.end = 0;
        let times = if crashes == 1 { "" } else { ", also without its last inputs" };
        return Some(format!(
            "The simulation stopped on a fault of its own{times}. The run begins again, \
             without {}.",
            plural(all as u64, "input")
        ));
    }
    let left = recording.inputs.split_off(all - crashes);
    let first = left.first()?;
    recording.end = first.tick;
    let at = format::clock(SimTime::from_micros(first.tick.saturating_mul(TICK.micros())));
    let input: String = first.input.label().chars().take(LETTERS).collect();
    let more = match crashes - 1 {
        0 => String::new(),
        more => format!(", with what came after it ({more} more)"),
    };
    Some(format!(
        "The simulation stopped on a fault of its own after the input \"{input}\" at {at} of \
         simulated time. It is left out{more}; the run goes on from there."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playground::Msg;
    use crate::playground::tests::{enter, pass, playground, scenario};
    use crate::playground::travel::Travel;
    use crate::run::playback::Playhead;
    use crate::run::recording::TimedInput;
    use crate::run::{Input, Playback};
    use std::cell::RefCell;
    use std::rc::Rc;

    fn recording(inputs: usize) -> Recording {
        let mut recording = Recording::new(Rc::new(scenario("followers")));
        let input = |n: usize| Input::Entered(format!("heroku ps {n}"));
        let timed = |n: usize| TimedInput { tick: n as u64 * 600, input: input(n) };
        recording.inputs = (0..inputs).map(timed).collect();
        recording.end = inputs as u64 * 600;
        recording
    }

    fn check(inputs: usize, crashes: u32, left: usize, end: u64, told: &str) {
        let mut recording = recording(inputs);
        let said = leave_out(&mut recording, crashes).unwrap_or_default();
        assert_eq!((recording.inputs.len(), recording.end), (left, end), "{crashes} of {inputs}");
        assert!(said.contains(told), "{said}");
    }

    #[test]
    fn one_input_more_is_left_out_each_time() {
        check(3, 0, 3, 1_800, "");
        check(3, 1, 2, 1_200, "after the input \"heroku ps 2\" at 00:02:00");
        check(3, 1, 2, 1_200, "It is left out; the run");
        check(3, 2, 1, 600, "\"heroku ps 1\" at 00:01:00 of simulated time. It is left out, with");
        check(3, 3, 0, 0, "(2 more)");
        check(3, 4, 0, 0, "also without its last inputs. The run begins again, without 3 inputs.");
        check(0, 1, 0, 0, "fault of its own. The run begins again");
        check(300, 10, 290, 290 * 600, "(9 more)");
        check(300, 11, 0, 0, "begins again, without 300 inputs.");
        check(300, u32::MAX, 0, 0, "begins again");
    }

    thread_local! {
        static TOLD: RefCell<Vec<Recording>> = const { RefCell::new(Vec::new()) };
    }

    fn told() -> Vec<Recording> {
        TOLD.with(RefCell::take)
    }

    #[test]
    fn what_is_told_ahead_plays_what_happened_then() {
        let mut playground = playground("followers");
        playground.on_input(|playground, input| {
            let recording = match input {
                Some(input) => playground.playback().recording_with(input),
                None => playground.playback().recording().clone(),
            };
            TOLD.with_borrow_mut(|told| told.push(recording));
        });
        pass(&mut playground, 30);
        enter(&mut playground, "heroku pg:promote WHITE");
        pass(&mut playground, 30);
        enter(&mut playground, "heroku maintenance:on");
        let before = told().remove(1);
        assert_eq!(before.inputs.len(), 2);
        assert_eq!(before.play().hash(), playground.playback().run().hash());

        // In the past it is of the branch that is begun.
        playground.update(Msg::Travelled(Travel::Before(1)));
        enter(&mut playground, "heroku ps");
        let mut ahead = told().remove(0);
        assert_eq!(ahead.inputs[1].input, Input::Entered("heroku ps".to_owned()));
        assert_eq!(ahead.play().hash(), playground.playback().run().hash());

        // The run without its last input is the one before it.
        leave_out(&mut ahead, 1);
        playground.update(Msg::Travelled(Travel::Before(1)));
        let left = Playback::open(ahead.clone(), Playhead::END);
        assert_eq!(left.run().hash(), playground.playback().run().hash());

        // Another run is told of as well.
        let saved = playground.saved();
        playground.update(Msg::RecordingRead(Rc::new(ahead), Rc::new(saved)));
        enter(&mut playground, "heroku ps");
        assert_eq!(told().len(), 1);
    }

    #[test]
    fn without_a_crash_nothing_is_said() {
        assert_eq!(leave_out(&mut recording(3), 0), None);
    }

    #[test]
    fn the_page_counts_to_the_same_figure() {
        let script = include_str!("../../static/keep.js");
        assert!(script.contains(&format!("const MOST_LEFT_OUT = {MOST};")));
    }
}
