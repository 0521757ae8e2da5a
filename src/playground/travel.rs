//! Travel in time: what a person asks for, and what it counts as.

use std::rc::Rc;

use super::{Playground, Selection};
use crate::format;
use crate::platform::faults::StruckFault;
use crate::run::playback::Branch;
use crate::run::{Input, Outcome, Recording, UsageCounts};
use crate::share::run_file::SavedRun;
use crate::share::{Options, Show};
use crate::sim::{SimTime, TICK};
use crate::terminal::shell::Prompt;
use crate::view::tape::TapeView;

/// Which moment of the run is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Travel {
    /// The one at this time.
    To(SimTime),
    /// The same, on the way to another.
    Drag(SimTime),
    /// The one right before an input.
    Before(usize),
    /// The one before the last thing that happened.
    Back,
    /// The end of the run.
    End,
    /// The end of a future that was put aside.
    Branch(usize),
}

/// Something that was done in the run or struck it, to go back to right before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunListEntry {
    /// When: `00:12:03`.
    pub at: String,
    /// The line that was entered, or the fault and what it struck.
    pub text: String,
    /// What shows the moment before it.
    pub travel: Travel,
    /// `fault` for one, `ahead` for what comes after the moment that is shown.
    pub class: &'static str,
}

/// A future that was put aside, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchSummary {
    /// Where it parts, and what was done there: `From 00:12:03: heroku pg:promote WHITE`.
    pub title: String,
    /// Its end and its outcome: `To 00:20:00: 37 commits lost, 1:09 down, …`.
    pub outcome: String,
}

impl Playground {
    /// Shows another moment of the run, and stops there.
    pub(super) fn travel(&mut self, travel: Travel) {
        self.clock.end_haste();
        self.clock.pause();
        self.end_plan();
        // An answer belongs to its question.
        if self.shell().prompt() == Prompt::Answer {
            self.editor.set(String::new());
        }
        self.clock.settle();
        self.counts.seeks += u32::from(!matches!(travel, Travel::Drag(_)));
        let waiting = self.take_pasted();
        if !waiting.is_empty() {
            self.editor.set(waiting);
        }
        let end = self.playback.recording().end;
        match travel {
            Travel::To(at) | Travel::Drag(at) => self.playback.seek(at.ticks()),
            Travel::Before(input) => self.playback.rewind(input),
            Travel::Back => self.step_back(),
            Travel::End => self.playback.seek(end),
            Travel::Branch(at) => self.playback.take_up(at),
        }
        self.arrive();
        self.show_whole_run_if_before_window();
        self.tape_view = TapeView::default();
        self.chart.looked = None;
        if let Selection::Database(id) | Selection::Link(id) = self.selection
            && !self.world().all_databases().any(|(there, _)| there == id)
        {
            self.selection = Selection::Nothing;
        }
    }

    /// Takes over how a run was looked at, and keeps in mind what it says of itself.
    pub(super) fn take_over(&mut self, saved: Rc<SavedRun>) {
        let Options { pace, theme, show, card, .. } = &saved.options;
        self.counts = saved.counts;
        for aside in &saved.asides {
            let scenario = self.playback.recording().scenario.clone();
            let recording = Recording { scenario, inputs: aside.inputs.clone(), end: aside.end };
            let (from, outcome) = (aside.shown, aside.outcome);
            self.playback.keep_branch(Branch { recording, from, outcome });
        }
        self.clock.adopt_pace(pace.unwrap_or(self.clock.pace()));
        self.theme = theme.unwrap_or(self.theme);
        if *show != Show::All {
            (self.show, self.card) = (*show, card.clone());
        }
        self.claims = Some(saved);
        self.arrive();
    }

    /// Another moment is there, unless the way to it is long: says which, and whether the run is
    /// what it says it is.
    pub(super) fn arrive(&mut self) {
        if self.playback.is_on_the_way() {
            return;
        }
        self.announce_moment();
        // Of one that is damaged, that has been told.
        if let Some(saved) = self.claims.take().filter(|saved| saved.hash != 0) {
            let end = &self.playback.end().run;
            self.notice = saved.told_of_difference(&Outcome::of(end), end.hash());
        }
    }

    /// Goes to right before the last thing that happened: an entry of the journal or an input.
    fn step_back(&mut self) {
        let now = self.world().now().ticks();
        let done = self.playback.place().done;
        let entries = self.world().journal().entries();
        let happened = entries.iter().rev().map(|entry| entry.at.ticks()).find(|at| *at < now);
        let input = self.playback.recording().inputs.get(done.wrapping_sub(1));
        match (happened, input) {
            (at, Some(input)) if input.tick >= at.unwrap_or(0) => self.playback.rewind(done - 1),
            (at, _) => self.playback.seek(at.unwrap_or(0)),
        }
    }

    /// What was done in the run and what struck it, the latest first.
    pub fn run_list(&self) -> Vec<RunListEntry> {
        let (playback, mut steps) = (self.playback(), Vec::new());
        let here = playback.place();
        let inputs = &playback.recording().inputs;
        let world = playback.end().run.world();
        let mut struck = world.struck().iter().peekable();
        let text = |one: &StruckFault| format!("{} on {}", one.kind().name, world.name_of(&one.on));
        let mut add = |at: SimTime, text: String, travel, fault: bool, ahead: bool| {
            let class = match (ahead, fault) {
                (true, _) => "ahead",
                (false, true) => "fault",
                (false, false) => "",
            };
            steps.push(RunListEntry { at: format::clock(at), text, travel, class });
        };
        for at in 0..=inputs.len() {
            let input = inputs.get(at);
            let due = input.map_or(u64::MAX, |timed| timed.tick);
            // What the schedule let strike before; what somebody broke is an input.
            while let Some(fault) = struck.next_if(|fault| fault.from.ticks() < due) {
                let ahead = fault.from.ticks() >= here.tick;
                add(fault.from, text(fault), Travel::To(fault.from), true, ahead);
            }
            if let Some(timed) = input {
                let told = timed.input.label();
                let fault = matches!(timed.input, Input::Broken { .. });
                // One that had no effect is not among those that struck.
                struck.next_if(|one| fault && one.from.ticks() == due && text(one) == told);
                let time = SimTime::ZERO + TICK * timed.tick;
                add(time, told, Travel::Before(at), fault, at >= here.done);
            }
        }
        steps.reverse();
        steps
    }

    /// The futures that were put aside, the latest first.
    pub fn branches(&self) -> Vec<(Travel, BranchSummary)> {
        let clock = |ticks: u64| format::clock(SimTime::ZERO + TICK * ticks);
        let mut asides = Vec::new();
        for (at, branch) in self.playback().branches().iter().enumerate().rev() {
            let done = branch.recording.inputs.get(branch.from.done);
            let done = done.map_or("nothing is done".to_owned(), |timed| timed.input.label());
            let title = format!("From {}: {done}", clock(branch.from.tick));
            let end = clock(branch.recording.end);
            let outcome = format!("To {end}: {}", branch.outcome.summary());
            asides.push((Travel::Branch(at), BranchSummary { title, outcome }));
        }
        asides
    }

    /// What was done that is no input, counted.
    pub fn counts(&self) -> UsageCounts {
        self.counts
    }

    /// Whether frames are needed: time runs, the way to a moment is a long one, or plans are run
    /// ahead.
    pub fn is_busy(&self) -> bool {
        !self.clock.paused() || self.playback.is_on_the_way() || self.is_looking_ahead()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::playground::Msg;
    use crate::playground::tests::{enter, pass, playground};
    use crate::run::playback::Playhead;
    use crate::run::{Pace, Playback};
    use crate::sim::SimDuration;

    pub fn go(playground: &mut Playground, travel: Travel) {
        playground.update(Msg::Travelled(travel));
    }

    /// What there is to see of the run.
    pub fn seen(playground: &Playground) -> (u64, Vec<String>) {
        let lines = playground.shell().screen().lines().map(|(_, line)| line.text());
        (playground.playback().run().hash(), lines.collect())
    }

    /// A run of four minutes in which WHITE becomes a fork.
    pub fn forked() -> Playground {
        let mut playground = playground("followers");
        pass(&mut playground, 20);
        enter(&mut playground, "heroku pg:info WHITE");
        pass(&mut playground, 20);
        enter(&mut playground, "heroku pg:unfollow WHITE --confirm sushi");
        pass(&mut playground, 200);
        playground
    }

    #[test]
    fn the_past_is_shown_and_the_end_is_kept() {
        let mut playground = forked();
        let end = seen(&playground);
        go(&mut playground, Travel::Before(1));
        assert_eq!((playground.world().now().secs(), playground.paused()), (40, true));
        assert!(playground.world().databases().all(|(id, db)| {
            db.colour != "WHITE" || playground.world().leader_of(id).is_some()
        }));
        go(&mut playground, Travel::To(SimTime::from_secs(100)));
        assert_eq!(playground.world().now().secs(), 100);
        // Time that passes in the past is the recording's.
        playground.update(Msg::PauseToggled);
        pass(&mut playground, 140);
        assert_eq!(seen(&playground), end);
        assert!(playground.playback().is_live() && playground.playback().branches().is_empty());
    }

    #[test]
    fn acting_in_the_past_puts_the_future_aside_and_it_can_be_taken_up() {
        let mut playground = forked();
        let end = seen(&playground);
        go(&mut playground, Travel::Before(1));
        enter(&mut playground, "heroku maintenance:on");
        playground.update(Msg::PauseToggled);
        pass(&mut playground, 30);
        let (travel, aside) = playground.branches().remove(0);
        assert_eq!(aside.title, "From 00:00:40: heroku pg:unfollow WHITE --confirm sushi");
        assert!(
            aside.outcome.starts_with("To 00:04:00: 0 commits lost, 0 s down, "),
            "{}",
            aside.outcome
        );
        let other = seen(&playground);
        go(&mut playground, travel);
        assert_eq!(seen(&playground), end);
        let (travel, aside) = playground.branches().remove(0);
        assert_eq!(aside.title, "From 00:00:40: heroku maintenance:on");
        assert!(
            aside.outcome.starts_with("To 00:01:10: 0 commits lost, 30 s down, "),
            "{}",
            aside.outcome
        );
        go(&mut playground, travel);
        assert_eq!(seen(&playground), other);
        assert_eq!(playground.branches().len(), 1);
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
        let told = |playground: &Playground| -> Vec<(String, &str)> {
            playground.run_list().into_iter().map(|step| (step.text, step.class)).collect()
        };
        let struck = "leader lost on CHARCOAL".to_owned();
        let typed = "heroku ps".to_owned();
        assert_eq!(told(&playground), [(struck.clone(), "fault"), (typed.clone(), "")]);
        let before = playground.run_list()[0].travel;
        go(&mut playground, before);
        assert_eq!(told(&playground), [(struck, "ahead"), (typed, "")]);
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
        playground.update(Msg::RecordingRead(Rc::new(recording), Rc::new(saved)));
        let listed: Vec<String> = playground.run_list().into_iter().map(|step| step.text).collect();
        assert_eq!(
            listed,
            [
                "nonsuch on NAVY",
                "link cut on PINK",
                "link cut on NAVY",
                "link cut on NOPE",
                "link cut on NOPE",
                "slow link on NAVY",
                "leader lost on NOPE",
            ]
        );
    }

    #[test]
    fn a_run_is_the_same_at_any_rate_of_frames() {
        let play = |frame: u64| {
            let mut playground = playground("report-on-white");
            playground.update(Msg::PacePicked(Pace::parse("60x").expect("a pace")));
            for (tick, line) in [(700, "heroku pg:kill 4836 WHITE"), (2_000, "heroku pg:wait")] {
                while playground.world().now().ticks() < tick {
                    playground.update(Msg::FramePassed(SimDuration::from_millis(frame)));
                }
                // A frame may end later: what counts is the tick of the input.
                playground.update(Msg::PauseToggled);
                go(&mut playground, Travel::To(SimTime::from_micros(tick * 100_000)));
                enter(&mut playground, line);
                playground.update(Msg::PauseToggled);
            }
            while playground.world().now().secs() < 400 {
                playground.update(Msg::FramePassed(SimDuration::from_millis(frame)));
            }
            go(&mut playground, Travel::To(SimTime::from_secs(400)));
            seen(&playground)
        };
        assert_eq!(play(16), play(49));
    }

    #[test]
    fn looking_at_what_is_not_there_yet_ends_with_the_journey() {
        let mut playground = playground("followers");
        pass(&mut playground, 5);
        enter(&mut playground, "heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
        pass(&mut playground, 300);
        let (newest, _) = playground.world().databases().last().expect("it was added");
        playground.update(Msg::Picked(Selection::Database(newest)));
        go(&mut playground, Travel::To(SimTime::ZERO));
        assert_eq!(playground.selection(), Selection::Nothing);
        assert!(playground.chart_data().seen.len() > 10);
        assert_eq!(playground.counts().seeks, 1);
    }

    #[test]
    fn a_place_that_is_none_of_the_recording_becomes_the_nearest_one() {
        let recording = forked().playback().recording().clone();
        for (tick, done, then) in
            [(u64::MAX, 0, (2_400, 2)), (0, 9, (0, 0)), (200, 5, (200, 1)), (300, 0, (300, 1))]
        {
            let mut playback = Playback::open(recording.clone(), Playhead { tick, done });
            playback.settle();
            let place = playback.place();
            assert_eq!((place.tick, place.done), then, "{tick} after {done}");
        }
    }

    #[test]
    fn what_the_run_was_at_first_stays_however_often_the_past_is_changed() {
        let mut playground = forked();
        for at in 0..30 {
            go(&mut playground, Travel::Before(0));
            enter(&mut playground, &format!("heroku apps {at}"));
        }
        let asides = playground.branches();
        assert_eq!(asides.len(), 20);
        assert!(asides[19].1.title.ends_with("pg:info WHITE"), "{:?}", asides[19]);
        assert!(asides[18].1.title.ends_with("heroku apps 10"), "{:?}", asides[18]);
    }

    #[test]
    fn an_answer_half_typed_is_no_command_elsewhere() {
        let mut playground = forked();
        enter(&mut playground, "heroku addons:remove HEROKU_POSTGRESQL_LAVENDER");
        playground.update(Msg::Prompted(crate::playground::prompt::PromptEdit::Typed(
            "sus".to_owned(),
            3,
        )));
        go(&mut playground, Travel::Before(0));
        assert_eq!(playground.editor().text(), "");
        playground.update(Msg::Prompted(crate::playground::prompt::PromptEdit::Typed(
            "heroku ps".to_owned(),
            9,
        )));
        go(&mut playground, Travel::Before(1));
        assert_eq!(playground.editor().text(), "heroku ps");
    }
}
