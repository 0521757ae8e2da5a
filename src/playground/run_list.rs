//! The list of a run: what was done in it and what struck, and the branches beside it.

use super::{Playground, Travel, lesson_view};
use crate::format;
use crate::platform::faults::StruckFault;
use crate::run::Input;
use crate::run::playback::Branch;
use crate::sim::{SimTime, TICK};

/// An input or a fault of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunListEntry {
    /// `00:12:03`
    pub at: String,
    /// The line that was entered, with what it was answered, or the fault and what it struck.
    pub text: String,
    /// Leads to the moment right before it.
    pub travel: Travel,
    pub kind: RunListKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunListKind {
    Input,
    Fault,
    /// An input or a fault after the moment that is shown.
    Ahead,
}

/// A branch that is not played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchSummary {
    /// Where it parts, and what was done there: `From 00:12:03: heroku pg:promote WHITE`.
    pub title: String,
    /// Its end and its outcome: `To 00:20:00: 37 commits lost, 1:09 down, …`.
    pub outcome: String,
}

impl Playground {
    /// The inputs and the faults of the run, the latest first.
    pub fn run_list(&self) -> Vec<RunListEntry> {
        let playback = self.playback();
        let here = playback.place();
        let (world, answers) = (playback.end().run.world(), &playback.end().answers);
        let label =
            |fault: &StruckFault| format!("{} on {}", fault.kind().name, world.name_of(&fault.on));
        let entry = |at: SimTime, text: String, travel: Travel, is_fault: bool, is_ahead: bool| {
            let kind = match (is_ahead, is_fault) {
                (true, _) => RunListKind::Ahead,
                (false, true) => RunListKind::Fault,
                (false, false) => RunListKind::Input,
            };
            RunListEntry { at: format::clock(at), text, travel, kind }
        };
        let fault_entry = |fault: &StruckFault| {
            // What a scenario begins with is there at its first moment.
            let is_ahead = fault.from > SimTime::ZERO && fault.from.ticks() >= here.tick;
            entry(fault.from, label(fault), Travel::To(fault.from), true, is_ahead)
        };
        let mut faults = world.struck().iter().peekable();
        let mut entries: Vec<RunListEntry> = Vec::new();
        // What a scenario begins with struck before anybody could act.
        for _ in world.schedule().iter().filter(|due| due.at == SimTime::ZERO) {
            entries.extend(faults.next_if(|fault| fault.from == SimTime::ZERO).map(fault_entry));
        }
        for (index, timed) in playback.recording().inputs.iter().enumerate() {
            while let Some(fault) = faults.next_if(|fault| fault.from.ticks() < timed.tick) {
                entries.push(fault_entry(fault));
            }
            let text = self.label_of(&timed.input);
            if answers.contains(&index)
                && let Some(asked) = entries.last_mut()
            {
                // What was answered is part of what was done.
                asked.text += &format!(" · {text}");
                continue;
            }
            let is_fault = matches!(timed.input, Input::Broken { .. } | Input::FaultEnded { .. });
            // A fault that somebody caused is listed once, as the input. It is not among the
            // faults that struck if it had no effect.
            faults.next_if(|fault| {
                is_fault && fault.from.ticks() == timed.tick && label(fault) == text
            });
            let at = SimTime::ZERO + TICK * timed.tick;
            entries.push(entry(at, text, Travel::Before(index), is_fault, index >= here.done));
        }
        entries.extend(faults.map(fault_entry));
        entries.reverse();
        entries
    }

    fn label_of(&self, input: &Input) -> String {
        let lesson = self.playback().recording().scenario.lesson.as_ref();
        match (input, lesson) {
            (Input::Lesson(asked), Some(lesson)) => lesson_view::in_words(asked, lesson),
            _ => input.label(),
        }
    }

    /// The other branches, the latest first.
    pub fn branches(&self) -> Vec<(Travel, BranchSummary)> {
        let clock = |ticks: u64| format::clock(SimTime::ZERO + TICK * ticks);
        let summary = |branch: &Branch| {
            let input = branch.recording.inputs.get(branch.from.done);
            let input =
                input.map_or("nothing is done".to_owned(), |timed| self.label_of(&timed.input));
            let (from, to) = (clock(branch.from.tick), clock(branch.recording.end));
            BranchSummary {
                title: format!("From {from}: {input}"),
                outcome: format!("To {to}: {}", branch.outcome.summary()),
            }
        };
        let branches = self.playback().branches().iter().enumerate().rev();
        branches.map(|(index, branch)| (Travel::Branch(index), summary(branch))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playground::Msg;
    use crate::playground::tests::{enter, pass, playground};
    use crate::playground::travel::tests::go;
    use std::rc::Rc;

    /// The list, as texts.
    fn texts(playground: &Playground) -> Vec<String> {
        playground.run_list().into_iter().map(|entry| entry.text).collect()
    }

    #[test]
    fn an_answer_is_part_of_what_asked_for_it() {
        let mut playground = playground("followers");
        pass(&mut playground, 5);
        enter(&mut playground, "heroku ps");
        enter(&mut playground, "heroku pg:unfollow WHITE");
        enter(&mut playground, "wrong");
        enter(&mut playground, "heroku pg:unfollow WHITE");
        enter(&mut playground, "sushi");
        let all =
            ["heroku pg:unfollow WHITE · sushi", "heroku pg:unfollow WHITE · wrong", "heroku ps"];
        assert_eq!(texts(&playground), all);
        // Going back, one by one, it is no stop of its own.
        pass(&mut playground, 5);
        let mut stops = Vec::new();
        for _ in 0..20 {
            go(&mut playground, Travel::Back);
            stops.push(playground.playback().place().done);
        }
        assert!(!stops.contains(&2) && !stops.contains(&4), "{stops:?}");
        assert!(stops.contains(&3) && stops.contains(&1) && stops.ends_with(&[0]), "{stops:?}");
        let first = playground.run_list()[1].travel;
        go(&mut playground, first);
        assert_eq!((playground.playback().place().done, texts(&playground).len()), (1, 3));
    }

    #[test]
    fn what_a_scenario_begins_with_stands_before_what_was_done() {
        let mut playground = playground("equally-behind");
        enter(&mut playground, "heroku ps");
        assert_eq!(texts(&playground), ["heroku ps", "link cut on LAVENDER"]);
        // It is never ahead, not at the first moment either.
        go(&mut playground, Travel::Before(0));
        let kinds = playground.run_list().into_iter().map(|entry| entry.kind);
        assert_eq!(kinds.collect::<Vec<_>>(), [RunListKind::Ahead, RunListKind::Fault]);
    }

    #[test]
    fn what_was_done_and_what_struck_is_listed_and_leads_to_right_before_it() {
        let mut playground = playground("followers");
        pass(&mut playground, 5);
        enter(&mut playground, "heroku ps");
        let strike = playground.world().targets_of(crate::platform::faults::FAULTS[1]).remove(0);
        let fault =
            crate::platform::faults::Strike { fault: 1, on: strike, lasts: None, size: None };
        playground.update(Msg::Broken(fault));
        pass(&mut playground, 5);
        let listed = |playground: &Playground| -> Vec<(String, RunListKind)> {
            playground.run_list().into_iter().map(|entry| (entry.text, entry.kind)).collect()
        };
        let struck = "leader lost on CHARCOAL".to_owned();
        let typed = "heroku ps".to_owned();
        let expected = [(struck.clone(), RunListKind::Fault), (typed.clone(), RunListKind::Input)];
        assert_eq!(listed(&playground), expected);
        let before = playground.run_list()[0].travel;
        go(&mut playground, before);
        assert_eq!(
            listed(&playground),
            [(struck, RunListKind::Ahead), (typed, RunListKind::Input)]
        );
        assert!(playground.world().struck().is_empty());
        // Back, event by event, to the start.
        for _ in 0..20 {
            go(&mut playground, Travel::Back);
        }
        assert_eq!(
            (playground.world().now(), playground.shell().screen().printed()),
            (SimTime::ZERO, 1)
        );
    }

    #[test]
    fn what_had_no_effect_hides_nothing_that_struck() {
        let text = crate::lessons::text_of("twelve-followers").expect("it ships");
        let scenario = crate::lessons::Scenario::shipped("twelve-followers", text);
        let mut recording = crate::run::Recording::new(Rc::new(scenario.expect("it is right")));
        recording.end = 400;
        // What the schedule lets strike at 0 s and at 20 s, what nobody has, and what is there.
        for (tick, fault, on) in [
            (0, "leader lost", "NOPE"),
            (100, "link cut", "NOPE"),
            (200, "link cut", "NOPE"),
            (200, "link cut", "NAVY"),
            (300, "nonsuch", "NAVY"),
        ] {
            let input = Input::Broken { fault: fault.to_owned(), on: on.to_owned() };
            recording.inputs.push(crate::run::recording::TimedInput { tick, input });
        }
        let mut playground = playground("followers");
        let saved = playground.saved();
        playground.update(Msg::RecordingRead(Rc::new(recording), Rc::new(saved), None));
        let listed: Vec<String> = playground.run_list().into_iter().map(|step| step.text).collect();
        assert_eq!(
            listed,
            [
                "nonsuch on NAVY",
                "link cut on PINK",
                "link cut on NAVY",
                "link cut on NOPE",
                "link cut on NOPE",
                "leader lost on NOPE",
                "slow link on NAVY",
            ]
        );
    }
}
