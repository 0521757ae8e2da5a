//! What is left out of a run whose replay, or whose last input, made the program panic.

use crate::format::{self, plural};
use crate::run::Recording;

/// After so many crashes in a row no more inputs are left out one by one: the run begins again.
/// `static/panic.js` has the same figure.
const MOST: usize = 10;

/// Leaves out the last input after one crash, and one more for each that came right after it.
/// Returns a message that names what was left out.
pub fn leave_out(recording: &mut Recording, crashes: u32) -> Option<String> {
    let (count, crashes) = (recording.inputs.len(), crashes as usize);
    if crashes == 0 {
        return None;
    }
    if crashes > count.min(MOST) {
        recording.inputs.clear();
        recording.end = 0;
        let times = if crashes == 1 { "" } else { ", also without its last inputs" };
        return Some(format!(
            "The simulation stopped on a fault of its own{times}. The run begins again, \
             without {}.",
            plural(count as u64, "input")
        ));
    }
    let left_out = recording.inputs.split_off(count - crashes);
    let first = left_out.first()?;
    recording.end = first.tick;
    let at = format::clock_at_tick(first.tick);
    let input = format::quoted(&first.input.label());
    let more = match crashes - 1 {
        0 => String::new(),
        more => format!(", with what came after it ({more} more)"),
    };
    Some(format!(
        "The simulation stopped on a fault of its own after the input {input} at {at} of \
         simulated time. It is left out{more}; the run goes on from there."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::{FRONT_DOOR, FRONT_DOOR_TEXT, Scenario};
    use crate::run::Input;
    use crate::run::recording::TimedInput;
    use std::rc::Rc;

    fn recording(inputs: usize) -> Recording {
        let scenario = Scenario::shipped(FRONT_DOOR, FRONT_DOOR_TEXT).expect("it is right");
        let mut recording = Recording::new(Rc::new(scenario));
        let input = |n: usize| Input::Entered(format!("heroku ps {n}"));
        let timed = |n: usize| TimedInput { tick: n as u64 * 600, input: input(n) };
        recording.inputs = (0..inputs).map(timed).collect();
        recording.end = inputs as u64 * 600;
        recording
    }

    fn check(inputs: usize, crashes: u32, left: usize, end: u64, expected: &str) {
        let mut recording = recording(inputs);
        let message = leave_out(&mut recording, crashes).unwrap_or_default();
        assert_eq!((recording.inputs.len(), recording.end), (left, end), "{crashes} of {inputs}");
        assert!(message.contains(expected), "{message}");
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

    #[test]
    fn without_a_crash_nothing_is_said() {
        assert_eq!(leave_out(&mut recording(3), 0), None);
    }

    #[test]
    fn the_page_counts_to_the_same_figure() {
        let script = include_str!("../../static/panic.js");
        assert!(script.contains(&format!("const MOST_LEFT_OUT = {MOST};")));
    }
}
