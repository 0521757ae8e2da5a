//! Learners who do odd things in every lesson: random commands, faults, hints, answers, rewinds and
//! branches. What a lesson knows of them stays true, and nothing that they were told is forgotten.

use std::rc::Rc;

use crate::dice::Dice;
use crate::properties::recordings;
use crate::support;
use follower_playground::lessons::catalogue::LESSONS;
use follower_playground::lessons::lesson::all_hold;
use follower_playground::lessons::progress::{
    Finish, Help, LessonInput, LessonInputKind, Progress,
};
use follower_playground::lessons::script::{ANSWER, BREAK, PlanStep, StepKind};
use follower_playground::lessons::{Lesson, text_of};
use follower_playground::playground::lesson::LessonMsg;
use follower_playground::playground::prompt::PromptEdit;
use follower_playground::playground::{Msg, Pace, Playground, Travel};
use follower_playground::run::playback::Playhead;
use follower_playground::run::{Input, Playback, Simulation, UsageCounts};
use follower_playground::share::course::Solving;
use follower_playground::share::run_file::{self, SavedRun};
use follower_playground::share::{Options, link};
use follower_playground::sim::SimDuration;
use follower_playground::terminal::shell::Prompt;

/// What a hand does in a lesson.
const ACTIONS: u64 = 120;

/// What somebody was told in a step, and the answer that they gave.
type Told = (Help, Option<usize>);

fn progress(run: &Simulation) -> &Progress {
    run.progress().expect("it is a lesson")
}

fn told(run: &Simulation) -> Vec<Told> {
    progress(run).steps().iter().map(|step| (step.help, step.answer)).collect()
}

/// A line that the lesson's file has somewhere, so that steps are done and traps are met.
fn scripted(dice: &mut Dice, lesson: &Lesson, current: Option<usize>) -> Option<PlanStep> {
    let plans: Vec<_> = match current {
        Some(at) if dice.below(3) > 0 => vec![&lesson.steps[at].solution],
        _ => {
            let ways = lesson.ways.iter().map(|way| &way.lines);
            let wrong = lesson.wrong_ways.iter();
            let wrong = wrong.flat_map(|way| std::iter::once(&way.lines).chain(&way.out));
            ways.chain(wrong).collect()
        }
    };
    let steps = &dice.pick(&plans).steps;
    (!steps.is_empty()).then(|| dice.pick(steps).clone())
}

fn asked(dice: &mut Dice, lesson: &Lesson, current: Option<usize>) -> Input {
    let at = match current {
        Some(at) if dice.below(4) > 0 => at,
        _ => dice.below(lesson.steps.len() as u64) as usize,
    };
    let kind = match dice.below(8) {
        0..=2 => LessonInputKind::Hint,
        3 => LessonInputKind::Solution,
        4 => *dice.pick(&[LessonInputKind::Remedy, LessonInputKind::WhatIf]),
        _ => LessonInputKind::Answer(dice.below(5) as usize),
    };
    Input::Lesson(LessonInput { step: lesson.steps[at].name.clone(), kind })
}

/// What an odd learner does now, where it is not to wait.
fn input(dice: &mut Dice, run: &Simulation) -> Option<Input> {
    let (lesson, current) = (progress(run).lesson(), progress(run).current());
    match dice.below(10) {
        0..=2 => Some(asked(dice, lesson, current)),
        3..=6 if run.shell().prompt() == Prompt::Command => {
            let PlanStep { text, kind } = scripted(dice, lesson, current)?;
            match kind {
                StepKind::Command => Some(Input::Entered(text)),
                StepKind::Answer => {
                    Some(Input::Entered(text.trim_start_matches(ANSWER).to_owned()))
                }
                StepKind::Break => Input::parse_fault(text.trim_start_matches(BREAK)),
                StepKind::Wait(..) | StepKind::WaitForPrompt(_) => None,
            }
        }
        _ => Some(recordings::input(dice, run)),
    }
}

/// A learner, and what they must never get rid of.
struct Learner {
    dice: Dice,
    playback: Playback,
    told: Vec<Told>,
    finish: Option<Finish>,
    what: String,
}

impl Learner {
    fn new(lesson: &str, seed: u64) -> Learner {
        let playback = Playback::new(support::scenario(lesson));
        let told = told(playback.run());
        let what = format!("{lesson}, seed {seed}");
        Learner { dice: Dice::new(seed), playback, told, finish: None, what }
    }

    /// Looks whether what the lesson says is true at this moment.
    fn check(&self) {
        let (run, what) = (self.playback.run(), &self.what);
        let progress = progress(run);
        let is_done: Vec<bool> = progress.steps().iter().map(|step| step.is_done).collect();
        let current = progress.current();
        assert_eq!(current, is_done.iter().position(|done| !done), "{what}");
        assert!(progress.finish().is_some() || current.is_some(), "{what}: a lesson without end");
        let name = current.map(|at| progress.lesson().steps[at].name.as_str());
        for (at, trap) in progress.lesson().traps.iter().enumerate() {
            let is_here =
                current.is_some() && (trap.step.is_none() || trap.step.as_deref() == name);
            let holds = is_here && all_hold(&trap.when, run.evidence());
            let mut open = progress.noticed().iter().filter(|it| it.trap == at && it.is_open);
            assert_eq!(open.next().is_some(), holds, "{what}: the trap {}", trap.name);
            let message = trap.message(run.evidence()).plain();
            assert!(!message.contains(['{', '}']), "{what}: {message}");
        }
        let is_open = progress.noticed().iter().any(|noticed| noticed.is_open);
        assert_eq!(progress.trap().is_some(), is_open, "{what}");
        for (step, state) in progress.iter() {
            assert!(state.help.hints <= step.hints.len(), "{what}");
            assert!(!state.is_done || state.passed_at.is_some(), "{what}: {}", step.name);
            for check in &step.goal {
                let truth = check.contradiction(run.evidence());
                assert_eq!(truth.is_none(), check.holds(run.evidence()), "{}", check.text);
            }
        }
    }

    /// Holds what is known at the end of the run against what was known before.
    fn check_memory(&mut self) {
        let now = told(self.playback.run());
        for (at, ((help, answer), (old, old_answer))) in now.iter().zip(&self.told).enumerate() {
            let is_kept = help.hints >= old.hints
                && help.remedy >= old.remedy
                && help.what_if >= old.what_if
                && help.solution >= old.solution
                && (old_answer.is_none() || answer == old_answer);
            assert!(is_kept, "{}: step {at} had {old:?} {old_answer:?}, has {now:?}", self.what);
        }
        self.told = now;
    }

    /// Time passes; an end that is reached does not change.
    fn wait(&mut self) {
        let ticks = if self.dice.below(8) == 0 { 3_000 } else { 60 };
        let ticks = self.dice.below(ticks);
        self.finish = progress(self.playback.run()).finish().cloned();
        for _ in 0..ticks {
            self.playback.tick();
            if let Some(finish) = &self.finish {
                let now = progress(self.playback.run()).finish();
                assert_eq!(now, Some(finish), "{}", self.what);
            }
        }
    }

    fn act(&mut self) {
        if let Some(input) = input(&mut self.dice, self.playback.run()) {
            let is_live = self.playback.is_live();
            if self.playback.act(&input) || is_live {
                self.check_memory();
            }
        }
    }

    fn travel(&mut self) {
        let inputs = self.playback.recording().inputs.len() as u64;
        match self.dice.below(4) {
            0 => self.playback.seek(self.dice.below(self.playback.recording().end + 1)),
            1 if inputs > 0 => self.playback.rewind(self.dice.below(inputs) as usize),
            2 if !self.playback.branches().is_empty() => {
                let branches = self.playback.branches().len() as u64;
                self.playback.switch_to_branch(self.dice.below(branches) as usize);
                self.playback.finish_seek();
                self.check_memory();
            }
            _ => self.playback.seek(u64::MAX),
        }
        self.playback.finish_seek();
    }

    /// Sends the run as a file and as a link, and takes up what arrives.
    fn send(&mut self) {
        let end = self.playback.end().run.clone();
        let counts = UsageCounts::default();
        let recording = self.playback.recording();
        let shown = self.playback.place();
        let saved = SavedRun::of(recording, &end, shown, counts, Options::default());
        let written = run_file::read(&run_file::write(&saved)).expect("it was written");
        let linked = link::read(&link::link(&saved)).expect("it is a link");
        for arrived in [written, linked] {
            let text = text_of(arrived.name().expect("it ships")).expect("it ships");
            let recording = arrived.open(text).expect("it is right");
            let mut opened = Playback::open(recording, Playhead::END);
            opened.finish_seek();
            let (sent, known) = (progress(&end), progress(opened.run()));
            assert_eq!(known.steps(), sent.steps(), "{}", self.what);
            assert_eq!(known.noticed(), sent.noticed(), "{}", self.what);
            assert_eq!(known.finish(), sent.finish(), "{}", self.what);
        }
    }

    fn play(&mut self) {
        for _ in 0..ACTIONS {
            match self.dice.below(12) {
                0..=7 => self.act(),
                8 | 9 => self.wait(),
                _ => self.travel(),
            }
            self.check();
        }
        self.send();
    }
}

#[test]
fn nothing_that_was_told_is_forgotten_whatever_a_learner_does() {
    let mut finished = 0;
    for entry in LESSONS {
        for seed in 0..support::quickly(60) {
            let mut learner = Learner::new(entry.name, seed);
            learner.play();
            finished += u32::from(progress(learner.playback.run()).finish().is_some());
        }
    }
    println!("{finished} were finished");
}

/// Plays the lines of all solutions on the page, as fast as they go.
fn play_to_the_end(playground: &mut Playground) {
    let recording = playground.playback().recording().clone();
    let lesson = recording.scenario.lesson.clone().expect("it is a lesson");
    playground.update(Msg::PacePicked(Pace::FASTEST));
    for step in &lesson.steps {
        let Some(at) = progress(playground.playback().run()).current() else {
            return;
        };
        let name = &lesson.steps[at].name;
        let ask = |kind| Msg::Lesson(LessonMsg::Asked(LessonInput { step: name.clone(), kind }));
        playground.update(ask(LessonInputKind::Answer(0)));
        playground.update(ask(LessonInputKind::Solution));
        assert!(playground.is_typing() || lesson.steps[at].solution.steps.is_empty());
        playground.update(Msg::Lesson(LessonMsg::TypingSkipped));
        for _ in 0..40_000 {
            let is_over = progress(playground.playback().run()).current() != Some(at);
            if is_over && !playground.is_typing() {
                break;
            }
            playground.update(Msg::FramePassed(SimDuration::from_millis(100)));
        }
        assert_ne!(progress(playground.playback().run()).current(), Some(at), "{}", step.name);
    }
}

#[test]
fn a_lesson_whose_solution_was_shown_once_is_never_solved() {
    for entry in LESSONS {
        let mut playground = Playground::new(support::scenario(entry.name), Options::default());
        play_to_the_end(&mut playground);
        let result = playground.take_lesson_result().expect("it has ended");
        assert_eq!(result.solving, Solving::Shown, "{}", entry.name);
        let before = told(playground.playback().run());
        // Going back to the start and doing something else makes nothing of that forgotten.
        playground.update(Msg::Travelled(Travel::Before(0)));
        type_line(&mut playground, "heroku ps");
        assert!(!playground.playback().branches().is_empty(), "{}", entry.name);
        assert_eq!(told(playground.playback().run()), before, "{}", entry.name);
    }
}

fn type_line(playground: &mut Playground, line: &str) {
    playground.update(Msg::Prompted(PromptEdit::Typed(line.to_owned(), line.len())));
    playground.update(Msg::Entered);
}

#[test]
fn a_run_that_somebody_sent_solves_nothing_for_whoever_opens_it() {
    let scenario = support::scenario("unfollow");
    let mut playground = Playground::new(scenario, Options::default());
    play_to_the_end(&mut playground);
    let sent = playground.playback().recording().clone();
    let end = playground.playback().end().run.clone();
    for tick in [0, sent.end / 2, u64::MAX] {
        let shown = Playhead { tick, done: usize::MAX };
        let (counts, options) = (UsageCounts::default(), Options::default());
        let saved = SavedRun::of(&sent, &end, shown, counts, options);
        let mut other = Playground::new(support::scenario("lag"), Options::default());
        other.update(Msg::RecordingRead(Rc::new(sent.clone()), Rc::new(saved), None));
        for _ in 0..50 {
            other.update(Msg::FramePassed(SimDuration::from_millis(100)));
        }
        other.update(Msg::Travelled(Travel::End));
        assert!(progress(other.playback().run()).finish().is_some());
        assert_eq!(other.take_lesson_result(), None, "shown at {tick}");
    }
}

#[test]
fn what_somebody_was_told_in_a_future_they_are_told_again_and_not_once_more() {
    let mut playback = Playback::new(support::scenario("unfollow"));
    let ask = |playback: &mut Playback, text: &str| {
        playback.act(&Input::Lesson(LessonInput::parse(text).expect(text)))
    };
    playback.tick();
    assert!(!ask(&mut playback, "hint of fork"), "the answer comes first");
    assert!(ask(&mut playback, "hint of look") && ask(&mut playback, "answer 2 of fork"));
    assert!(ask(&mut playback, "solution of fork"));
    playback.rewind(0);
    playback.finish_seek();
    assert_eq!(told(playback.run())[0].0.hints, 0);
    assert!(ask(&mut playback, "hint of look"), "it is shown again");
    let (look, fork) = (told(playback.run())[0], told(playback.run())[1]);
    assert_eq!((look.0.hints, fork.0.solution, fork.1), (1, true, Some(1)));
    playback.rewind(0);
    playback.finish_seek();
    assert!(ask(&mut playback, "answer 1 of fork"), "the answer of before is shown");
    assert_eq!(told(playback.run())[1].1, Some(1));
    // A solution that was asked for once the question was settled is remembered before it, too.
    let mut playback = Playback::new(support::scenario("unfollow"));
    playback.act(&Input::Entered("heroku pg:unfollow WHITE --confirm sushi".to_owned()));
    (0..100).for_each(|_| playback.tick());
    assert!(ask(&mut playback, "solution of fork"));
    assert!(!ask(&mut playback, "answer 1 of fork"), "it is settled");
    playback.rewind(0);
    playback.finish_seek();
    playback.act(&Input::Entered("heroku pg:info".to_owned()));
    assert!(told(playback.run())[1].0.solution);
}

#[test]
fn who_goes_back_over_a_hint_and_asks_for_it_again_is_at_the_end() {
    let mut playback = Playback::new(support::scenario("meet-the-fleet"));
    let hint = LessonInput { step: "watch".to_owned(), kind: LessonInputKind::Hint };
    let hint = Input::Lesson(hint);
    playback.tick();
    assert!(playback.act(&hint));
    playback.rewind(0);
    playback.finish_seek();
    assert!(playback.act(&hint) && playback.is_live());
    for _ in 0..9 {
        playback.tick();
    }
    assert_eq!(playback.end().ticks(), playback.recording().end, "the end goes on with time");
}
