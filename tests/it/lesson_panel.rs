//! What the panel of a lesson shows to somebody who plays it: names that depend on what they did,
//! steps by their numbers, the way back from a wrong turn, and no help that leads into one.

use crate::support;
use follower_playground::lessons::progress::{LessonInput, LessonInputKind};
use follower_playground::playground::lesson::LessonMsg;
use follower_playground::playground::lesson_view::{CurrentStep, LessonView};
use follower_playground::playground::prompt::PromptEdit;
use follower_playground::playground::what_if::WhatIfMsg;
use follower_playground::playground::{Msg, Playground};
use follower_playground::share::Options;
use follower_playground::sim::SimDuration;
use follower_playground::terminal::shell::Prompt;

/// Somebody in a lesson.
pub struct Learner(pub Playground);

impl Learner {
    pub fn open(lesson: &str) -> Learner {
        Learner(Playground::new(support::scenario(lesson), Options::default()))
    }

    pub fn types(&mut self, lines: &[&str]) {
        for line in lines {
            self.0.update(Msg::Prompted(PromptEdit::Typed((*line).to_owned(), line.len())));
            self.0.update(Msg::Entered);
        }
    }

    pub fn passes(&mut self, secs: u64) {
        for _ in 0..secs * 10 {
            self.0.update(Msg::FramePassed(SimDuration::from_millis(100)));
        }
    }

    pub fn view(&self) -> LessonView {
        self.0.lesson_view().expect("it is a lesson")
    }

    fn current(&self) -> (String, CurrentStep) {
        let steps = self.view().steps.into_iter();
        let mut current = steps.filter_map(|step| Some((step.name, step.current?)));
        current.next().expect("a step is left")
    }

    fn asks(&mut self, step: &str, kind: LessonInputKind) {
        let input = LessonInput { step: step.to_owned(), kind };
        self.0.update(Msg::Lesson(LessonMsg::Asked(input)));
    }

    /// Predicts the answer at a place, from 0.
    pub fn answers(&mut self, step: &str, answer: usize) {
        self.asks(step, LessonInputKind::Answer(answer));
    }

    fn hints(&mut self, step: &str) -> String {
        for _ in 0..3 {
            self.asks(step, LessonInputKind::Hint);
        }
        let (name, current) = self.current();
        assert_eq!(name, step);
        current.hints.iter().map(|hint| hint.plain() + "\n").collect()
    }
}

#[test]
fn a_text_names_the_database_that_somebody_has_made() {
    let follow = "heroku addons:add heroku-postgresql:crane --follow CHARCOAL";
    let mut learner = Learner::open("create-a-follower");
    learner.types(&["heroku pg:info", "heroku addons:add heroku-postgresql:crane", follow]);
    learner.passes(1);
    let (name, wait) = learner.current();
    assert_eq!(name, "wait");
    // WHITE was added without anything to follow.
    assert!(wait.text.plain().contains("heroku pg:ps NAVY"), "{:?}", wait.text);
    assert!(learner.view().wrong_turn.is_none());
    learner.answers("wait", 2);
    learner.passes(900);
    learner.types(&[
        "heroku addons:add heroku-postgresql:crane --follow shop::TEAL",
        "heroku addons:add heroku-postgresql:crane --follow shop::LAVENDER",
    ]);
    assert!(learner.hints("young-fork").contains("--follow PINK"), "the next is PINK");
    learner.types(&["heroku addons:add heroku-postgresql:crane", "heroku pg:info"]);
    learner.types(&["heroku addons:add heroku-postgresql:crane --fork CHARCOAL"]);
    assert!(learner.hints("young-fork").contains("--follow ROSE"), "PINK is empty");
    let goals: Vec<String> = learner.current().1.checks.into_iter().map(|it| it.text).collect();
    assert_eq!(goals[1], "pg:info has run since step 5");
}

#[test]
fn going_back_from_a_wrong_turn_is_to_before_its_command_and_another_way_from_there() {
    let mut learner = Learner::open("unfollow");
    learner.types(&["heroku pg:info"]);
    learner.passes(5);
    learner.types(&["heroku addons:remove HEROKU_POSTGRESQL_CHARCOAL", "sushi"]);
    assert!(learner.view().wrong_turn.is_some_and(|wrong| wrong.can_rewind));
    let (inputs, at) = (learner.0.playback().recording().inputs.len(), learner.0.world().now());
    learner.passes(5);
    learner.0.update(Msg::Lesson(LessonMsg::TrapLeft));
    // It was the answer that removed CHARCOAL, and the command that has to be another one.
    assert_eq!(learner.0.shell().prompt(), Prompt::Command);
    assert_eq!(learner.0.playback().recording().inputs.len(), inputs - 2);
    assert!(learner.0.playback().is_live() && learner.0.paused());
    assert_eq!(learner.0.world().now(), at);
    assert!(learner.view().wrong_turn.is_none());
    let note = learner.0.time_note().expect("time stands").message;
    assert!(note.contains("before the wrong turn"), "{note}");
    // Time goes on without what was wrong, which is kept beside it.
    learner.0.update(Msg::PauseToggled);
    learner.passes(5);
    assert!(learner.0.world().now() > at && learner.view().wrong_turn.is_none());
    assert_eq!(learner.0.branches().len(), 1);
}

#[test]
fn going_back_from_a_wrong_turn_that_time_brings_is_to_before_what_was_done_and_not_a_hint() {
    let mut learner = Learner::open("lag");
    learner.types(&["heroku pg:info", "heroku ps:scale import=1"]);
    learner.answers("burst", 0);
    learner.passes(20);
    learner.hints("catch-up");
    assert!(learner.view().wrong_turn.is_none());
    learner.passes(80);
    assert!(learner.view().wrong_turn.is_some_and(|wrong| wrong.can_rewind));
    learner.0.update(Msg::Lesson(LessonMsg::TrapLeft));
    assert!(learner.view().wrong_turn.is_none());
    assert!(learner.0.world().now().secs() < 1, "the import is not started");
}

#[test]
fn what_would_help_is_not_offered_where_the_lesson_calls_it_a_wrong_turn() {
    let mut learner = Learner::open("read-from-it");
    // The counter is not there from the start, and nobody misses it.
    assert_eq!(learner.0.situation().remedy, None);
    let set = "heroku config:set READ_DATABASE_URL=\
        postgres://u16fee3c9:peb8dc83c5f4a@white.postgres.example:5432/ddf2b9291";
    learner.types(&["heroku config", set]);
    learner.passes(20);
    learner.types(&["heroku ps:scale counter=1"]);
    learner.passes(10);
    learner.types(&["heroku logs -p postgres", "heroku ps:scale counter=0"]);
    learner.types(&[&format!("{set} --app reports")]);
    learner.answers("reports", 1);
    learner.passes(150);
    learner.types(&["heroku pg:info WHITE"]);
    let mut offered = 0;
    for _ in 0..180 {
        learner.passes(1);
        let remedy = learner.0.situation().remedy;
        offered += u32::from(remedy.is_some());
        let command = remedy.map(|remedy| remedy.command).unwrap_or_default();
        assert!(!command.contains("config:unset"), "the leader gets all the reads again");
    }
    assert!(offered > 0, "a report can be ended");
}

#[test]
fn what_was_asked_of_a_lesson_is_listed_in_words() {
    let mut learner = Learner::open("meet-the-fleet");
    learner.passes(1);
    learner.hints("watch");
    let listed = learner.0.run_list();
    assert_eq!(listed[0].text, "A hint for step 1");
}

#[test]
fn nothing_gives_a_prediction_away_and_a_hint_is_told_as_one() {
    let mut learner = Learner::open("change-plan");
    let line = "heroku pgbackups:transfer SILVER".to_owned();
    let length = line.len();
    learner.0.update(Msg::Prompted(PromptEdit::Typed(line, length)));
    let effect = |learner: &Learner| learner.0.preview().effect.expect("it does something").text;
    assert!(effect(&learner).starts_with("Predict first"), "{}", effect(&learner));
    // That CHARCOAL has no follower is as it should be here.
    assert_eq!(learner.0.situation().remedy, None);
    learner.0.update(Msg::WhatIf(WhatIfMsg::Opened));
    assert!(learner.0.notice().is_some_and(|text| text.contains("give the answer away")));
    learner.answers("measure", 2);
    assert!(effect(&learner).contains("30:00"), "{}", effect(&learner));
    learner.0.update(Msg::WhatIf(WhatIfMsg::Opened));
    assert!(learner.0.notice().is_some_and(|text| text.contains("counts as a hint")));
}
