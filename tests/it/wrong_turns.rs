//! Wrong turns that somebody took in the lessons 7 to 11: what is told of them stays true until
//! they have gone back, nothing offered makes them worse, and no step is done by them.

use crate::lesson_panel::Learner;
use follower_playground::platform::faults::{self, Strike, Target};
use follower_playground::playground::Msg;
use follower_playground::playground::lesson::LessonMsg;
use follower_playground::sim::SimDuration;
use follower_playground::sim::ids::Zone;

/// The name of the wrong turn that is told.
fn told(learner: &Learner) -> String {
    let (_, progress) = learner.0.lesson().expect("it is a lesson");
    progress.trap().map_or_else(String::new, |(trap, _)| trap.name.clone())
}

fn is_done(learner: &Learner, step: &str) -> bool {
    let (lesson, progress) = learner.0.lesson().expect("it is a lesson");
    progress.steps()[lesson.step(step).expect(step)].is_done
}

/// An outage of a zone, or of the database of a colour for good.
fn strike(learner: &mut Learner, fault: &str, on: &str) {
    let zone = learner.0.world().zones().iter().position(|zone| zone == on);
    let database = || {
        let mut all = learner.0.world().databases();
        all.find(|(_, it)| it.colour == on).map(|(id, _)| Target::Database(id))
    };
    let on = zone.map(|at| Target::Zone(Zone(at as u8))).or_else(database).expect("it is there");
    let fault = faults::find(fault).expect("a fault");
    learner.0.update(Msg::Broken(Strike { fault, on, lasts: None, size: None }));
}

/// The verdict on the question of a step.
fn verdict(learner: &Learner, step: &str) -> Option<String> {
    let steps = learner.view().steps;
    let step = steps.into_iter().find(|it| it.name == step).expect(step);
    let past = step.past.and_then(|past| past.question);
    past.or_else(|| step.current?.question)?.verdict
}

#[test]
fn a_follower_that_was_cut_loose_is_told_until_somebody_goes_back() {
    let mut learner = Learner::open("promote");
    learner.types(&["heroku config", "heroku pg:promote LAVENDER"]);
    learner.answers("promote", 2);
    for _ in 0..10 {
        learner.passes(1);
        assert_eq!(learner.0.situation().remedy, None, "it would cut LAVENDER loose");
    }
    assert_eq!(told(&learner), "wrong-follower");
    learner.types(&["heroku pg:unfollow LAVENDER --confirm sushi"]);
    learner.passes(30);
    assert_eq!(told(&learner), "lavender-loose");
    learner.types(&["heroku pg:promote WHITE"]);
    learner.passes(10);
    learner.types(&["heroku logs", "heroku pg:unfollow WHITE --confirm sushi", "heroku pg:info"]);
    learner.passes(5);
    assert!(!is_done(&learner, "unfollow") && !is_done(&learner, "not-moved"));
    assert_eq!(told(&learner), "lost");
    for _ in 0..3 {
        learner.0.update(Msg::Lesson(LessonMsg::TrapLeft));
    }
    assert_eq!(told(&learner), "");
}

#[test]
fn a_question_that_somebody_has_decided_is_no_prediction() {
    let mut learner = Learner::open("leader-gone");
    learner.types(&["heroku ps", "heroku pg:promote LAVENDER"]);
    learner.answers("watch", 0);
    assert_eq!(told(&learner), "promoted-early");
    learner.passes(70);
    assert!(is_done(&learner, "watch"));
    let verdict = verdict(&learner, "watch");
    assert!(verdict.is_some_and(|text| text.starts_with("What you did has decided it")));
}

#[test]
fn of_wrong_turns_noticed_at_once_the_first_of_the_file_is_told() {
    let mut learner = Learner::open("leader-gone");
    learner.types(&["heroku ps"]);
    learner.passes(10);
    learner.types(&["heroku pg:unfollow LAVENDER --confirm sushi"]);
    assert_eq!(learner.0.lesson().map(|(_, progress)| progress.noticed().len()), Some(2));
    assert_eq!(told(&learner), "too-early", "and not laggard");
}

#[test]
fn a_question_that_nobody_answered_counts_as_asked() {
    let mut learner = Learner::open("promote");
    let (lesson, _) = learner.0.lesson().expect("it is a lesson");
    let lines: Vec<String> = lesson.ways[0].lines.steps.iter().map(|it| it.text.clone()).collect();
    for line in lines {
        match line.strip_prefix("wait ").and_then(SimDuration::parse) {
            Some(length) => learner.passes(length.secs()),
            None => learner.types(&[&line]),
        }
    }
    let closing = learner.view().closing.expect("it is over");
    assert!(closing.deeds.contains(&"0 of 2 predictions right.".to_owned()), "{closing:?}");
}

#[test]
fn the_follower_that_received_less_is_told_before_it_is_promoted_and_after() {
    let mut learner = Learner::open("leader-gone");
    learner.types(&["heroku ps"]);
    learner.passes(60);
    learner.types(&["heroku pg:info", "heroku pg:unfollow LAVENDER --confirm sushi"]);
    assert_eq!(told(&learner), "laggard");
    learner.passes(5);
    learner.types(&["heroku pg:promote LAVENDER"]);
    learner.passes(10);
    assert_eq!(told(&learner), "laggard", "the missing maintenance mode matters less");
    learner.0.update(Msg::Lesson(LessonMsg::TrapLeft));
    assert_eq!(told(&learner), "");
    let lavender = learner.0.world().databases().find(|(_, it)| it.colour == "LAVENDER");
    let (id, _) = lavender.expect("it is there");
    assert!(learner.0.world().leader_of(id).is_some(), "it follows again");
}

#[test]
fn an_app_that_is_closed_again_opens_its_step_again() {
    let mut learner = Learner::open("leader-gone");
    learner.types(&["heroku ps"]);
    learner.passes(60);
    learner.types(&["heroku pg:unfollow WHITE --confirm sushi", "heroku pg:promote WHITE"]);
    learner.passes(10);
    assert!(is_done(&learner, "open") && told(&learner) == "without-maintenance");
    learner.types(&["heroku maintenance:on", "heroku ps:scale worker=0"]);
    learner.passes(5);
    assert!(is_done(&learner, "stop") && !is_done(&learner, "open"));
}

#[test]
fn the_outage_of_another_zone_is_a_wrong_turn_that_lasts() {
    let mut learner = Learner::open("what-was-lost");
    learner.types(&["heroku pg:info"]);
    strike(&mut learner, "zone outage", "us-east-1c");
    learner.passes(2);
    assert_eq!(told(&learner), "report-ended");
    let text = learner.0.situation().text;
    assert!(text.ends_with("LAVENDER has not received 6,000 commits: its link is cut."), "{text}");
    learner.passes(400);
    strike(&mut learner, "zone outage", "us-east-1a");
    learner.types(&["heroku pg:unfollow LAVENDER --confirm sushi", "heroku pg:promote LAVENDER"]);
    learner.passes(5);
    learner.types(&["heroku pg:unfollow WHITE --confirm sushi"]);
    learner.passes(30);
    assert!(!is_done(&learner, "better") && !is_done(&learner, "kill"));
    assert_eq!(told(&learner), "report-ended");
}

#[test]
fn what_sushi_wrote_to_the_worse_follower_is_told_after_the_better_one_is_promoted() {
    let mut learner = Learner::open("what-was-lost");
    learner.types(&["heroku pg:info"]);
    strike(&mut learner, "zone outage", "us-east-1a");
    learner.types(&["heroku pg:unfollow LAVENDER --confirm sushi", "heroku pg:promote LAVENDER"]);
    learner.passes(5);
    learner.types(&["heroku pg:unfollow WHITE --confirm sushi"]);
    learner.passes(25);
    learner.types(&["heroku pg:kill 5337 WHITE"]);
    learner.passes(20);
    learner.answers("open", 1);
    learner.types(&["heroku maintenance:off"]);
    learner.passes(20);
    learner.types(&["heroku pg:promote WHITE", "heroku ps:scale worker=1"]);
    learner.passes(20);
    assert_eq!(told(&learner), "opened-on-laggard");
    assert!(!is_done(&learner, "open") && verdict(&learner, "open").is_none());
}

#[test]
fn a_fault_does_not_say_what_a_question_asks() {
    let fault = faults::find("destructive statement").expect("a fault");
    let about = faults::FAULTS[fault as usize].about;
    assert!(!about.contains("ollower") && !about.contains("replay"), "{about}");
}

#[test]
fn a_standby_that_took_over_too_early_is_told_and_its_new_one_is_no_other_cause() {
    let mut learner = Learner::open("automated-failover");
    learner.types(&["heroku pg:info"]);
    learner.passes(60);
    strike(&mut learner, "leader lost", "OLIVE");
    learner.passes(900);
    assert_eq!(told(&learner), "too-early");
}

#[test]
fn a_failover_by_hand_is_no_failover_by_itself() {
    let mut learner = Learner::open("automated-failover");
    learner.types(&["heroku pg:info"]);
    learner.passes(660);
    learner.types(&["heroku pg:info --app tempura"]);
    strike(&mut learner, "leader lost", "CHARCOAL");
    strike(&mut learner, "leader lost", "OLIVE");
    learner.answers("two-minutes", 1);
    learner.types(&["heroku pg:unfollow WHITE --confirm sushi", "heroku pg:promote WHITE"]);
    learner.passes(200);
    assert!(!is_done(&learner, "two-minutes") && told(&learner) == "white-unfollowed");
}

#[test]
fn who_takes_the_better_follower_late_is_not_sent_back_to_the_worse() {
    let mut learner = Learner::open("game-day");
    learner.types(&["heroku pg:info", "heroku ps"]);
    learner.passes(240);
    learner.types(&["heroku pg:unfollow WHITE --confirm sushi", "heroku pg:promote WHITE"]);
    learner.passes(20);
    assert_eq!(told(&learner), "laggard");
    let text = learner.0.situation().text;
    assert!(text.contains("LAVENDER still has "), "CHARCOAL is damaged: {text}");
    learner.types(&["heroku pg:killall LAVENDER", "heroku pg:unfollow LAVENDER --confirm sushi"]);
    learner.passes(20);
    learner.types(&["heroku pg:promote LAVENDER"]);
    learner.passes(20);
    let wrong = learner.view().wrong_turn.expect("commits are lost");
    let text = wrong.text.plain();
    assert!(text.contains("with LAVENDER you lose least") && !text.contains("other"), "{text}");
}
