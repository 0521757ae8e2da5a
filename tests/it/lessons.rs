//! The lessons that come with the page: each can be solved, and each of its traps is noticed.

use std::rc::Rc;

use follower_playground::lessons::catalogue::LESSONS;
use follower_playground::lessons::condition::Figure;
use follower_playground::lessons::progress::{LessonInput, LessonInputKind, Progress};
use follower_playground::lessons::script::Plan;
use follower_playground::lessons::{Lesson, Scenario, text_of};
use follower_playground::plan::best::BestSearch;
use follower_playground::plan::lint::lint;
use follower_playground::plan::luck::{CHANCES, LEAST, LuckCheck};
use follower_playground::plan::player::{PlanPlayer, PlayerMove};
use follower_playground::run::recording::TimedInput;
use follower_playground::run::{Input, Playback, Recording, Simulation};

fn scenario(name: &str) -> Scenario {
    let text = text_of(name).expect("it ships");
    Scenario::shipped(name, text).expect("it is right")
}

fn lesson_of(scenario: &Scenario) -> Rc<Lesson> {
    scenario.lesson.clone().expect("it is a lesson")
}

#[test]
fn every_lesson_can_be_solved_and_its_traps_are_noticed() {
    for entry in LESSONS {
        let scenario = scenario(entry.name);
        let lesson = lesson_of(&scenario);
        let report = lint(&scenario, &lesson);
        assert!(report.problems.is_empty(), "{}: {:#?}", entry.name, report.problems);
        assert!(!report.needed.is_empty(), "{}", entry.name);
    }
}

#[test]
fn every_lesson_has_another_right_way_and_three_wrong_ones() {
    for (number, entry) in (1..).zip(LESSONS) {
        let lesson = lesson_of(&scenario(entry.name));
        assert!(!lesson.ways.is_empty() && lesson.wrong_ways.len() >= 3, "{}", entry.name);
        let asks = lesson.steps.iter().any(|step| step.question.is_some());
        assert!(number < 4 || asks, "{} has no question", entry.name);
        assert!(lesson.steps.iter().all(|step| step.hints.len() == 3), "{}", entry.name);
        assert!((5..=10).contains(&lesson.minutes), "{}", entry.name);
    }
}

fn enter(run: &mut Simulation, line: &str) {
    Input::Entered(line.to_owned()).apply(run);
}

fn ask(run: &mut Simulation, step: &str, kind: LessonInputKind) -> bool {
    Input::Lesson(LessonInput { step: step.to_owned(), kind }).apply(run)
}

fn done(run: &Simulation) -> Vec<bool> {
    let progress = run.progress().expect("it is a lesson");
    progress.steps().iter().map(|step| step.is_done).collect()
}

fn progress(run: &Simulation) -> &Progress {
    run.progress().expect("it is a lesson")
}

#[test]
fn steps_are_done_in_any_order_and_the_first_that_is_not_is_the_current_one() {
    let mut run = Simulation::begin(&scenario("unfollow"));
    assert_eq!((done(&run), progress(&run).current()), (vec![false; 5], Some(0)));
    enter(&mut run, "heroku pg:unfollow WHITE --confirm sushi");
    for _ in 0..100 {
        run.tick();
    }
    assert_eq!(
        (done(&run)[..3].to_vec(), progress(&run).current()),
        (vec![false, true, true], Some(0))
    );
    enter(&mut run, "heroku pg:info");
    assert_eq!(progress(&run).current(), Some(3));
}

#[test]
fn a_question_hides_what_gives_it_away_and_is_answered_once() {
    let mut run = Simulation::begin(&scenario("unfollow"));
    assert!(progress(&run).asks(1));
    for kind in [LessonInputKind::Hint, LessonInputKind::Solution, LessonInputKind::WhatIf] {
        let input = LessonInput { step: "fork".to_owned(), kind };
        assert!(!progress(&run).accepts(&input), "{kind:?} comes after the answer");
    }
    assert!(!ask(&mut run, "fork", LessonInputKind::Answer(9)));
    assert!(ask(&mut run, "fork", LessonInputKind::Answer(0)));
    assert!(!ask(&mut run, "fork", LessonInputKind::Answer(1)), "it is given once");
    let other = LessonInput { step: "fork".to_owned(), kind: LessonInputKind::Answer(1) };
    assert!(!progress(&run).accepts(&other));
    assert!(ask(&mut run, "fork", LessonInputKind::Hint));
    assert!(!ask(&mut run, "no-such-step", LessonInputKind::Hint));
    enter(&mut run, "heroku pg:unfollow WHITE --confirm sushi");
    (0..100).for_each(|_| run.tick());
    let step = &progress(&run).steps()[1];
    assert_eq!((step.answer, step.help.hints), (Some(0), 1));
    let right = step.settled.flatten();
    assert!(right.is_some_and(|right| right != 0), "{right:?}");
}

#[test]
fn a_trap_is_noticed_with_its_figures_and_forgotten_when_it_is_over() {
    let mut run = Simulation::begin(&scenario("unfollow"));
    enter(&mut run, "heroku pg:unfollow WHITE --confirm sushi");
    (0..50).for_each(|_| run.tick());
    enter(&mut run, "heroku pg:promote WHITE");
    let (trap, noticed) = progress(&run).trap().expect("it is noticed");
    assert_eq!((trap.name.as_str(), noticed.inputs), ("promoted", 2));
    let message = trap.message(run.evidence()).plain();
    assert!(!message.contains('{') && message.chars().any(|c| c.is_ascii_digit()), "{message}");
    enter(&mut run, "heroku pg:promote CHARCOAL");
    assert!(progress(&run).trap().is_none());
    assert_eq!(progress(&run).noticed().len(), 1, "it happened all the same");
}

#[test]
fn help_is_a_part_of_the_run() {
    let scenario = Rc::new(scenario("unfollow"));
    let mut recording = Recording::new(scenario);
    for (tick, text) in [(5, "hint of look"), (9, "solution of look"), (9, "answer 2 of fork")] {
        let input = Input::Lesson(LessonInput::parse(text).expect(text));
        assert_eq!(input.label(), text);
        recording.inputs.push(TimedInput { tick, input });
    }
    recording.end = 20;
    let run = recording.play();
    let steps = progress(&run).steps();
    assert!(steps[0].help.solution && steps[0].help.hints == 1);
    assert_eq!(steps[1].answer, Some(1));
    for text in ["hint", "hint of ", "hints of x", "answer 0 of x", "answer x of y", "hint of ../x"]
    {
        assert_eq!(LessonInput::parse(text), None, "{text}");
    }
}

#[test]
fn the_best_of_a_lesson_is_found_and_is_as_it_should_be() {
    for (lesson, most_lost) in [("meet-the-fleet", 20), ("unfollow", 0), ("leader-gone", 12)] {
        let mut search = BestSearch::new(&scenario(lesson)).expect("it is a lesson");
        assert_eq!(search.best(), None, "nobody knows yet");
        while !search.work(10_000) {}
        let best = search.best().unwrap_or_else(|| panic!("{lesson} has no best"));
        assert!(Figure::CommitsLost.at(&best.totals) <= most_lost, "{lesson}: {best:?}");
    }
}

#[test]
fn a_step_reached_by_luck_is_told_from_one_that_any_chance_reaches() {
    let mut recording = Recording::new(Rc::new(scenario("unfollow")));
    let line = |tick, line: &str| TimedInput { tick, input: Input::Entered(line.to_owned()) };
    recording.inputs.push(line(20, "heroku pg:info"));
    recording.inputs.push(line(40, "heroku pg:unfollow WHITE --confirm sushi"));
    recording.end = 200;
    let run = recording.play();
    let steps = progress(&run).steps();
    let mut check = LuckCheck::of(&recording, steps, 1).expect("something was typed for it");
    assert_eq!((check.step, check.result()), (1, None));
    while !check.work(1_000) {}
    assert_eq!(check.result(), Some(CHANCES), "an unfollow is no luck");
    // Nobody typed for what time alone brings.
    assert!(LuckCheck::of(&recording, steps, 2).is_none());
}

#[test]
fn who_does_what_a_lesson_says_needs_no_luck() {
    for entry in LESSONS {
        let scenario = Rc::new(scenario(entry.name));
        let lesson = lesson_of(&scenario);
        let mut playback = Playback::new(scenario);
        let mut player = PlanPlayer::new(Rc::new(lesson.solution_from(0)), playback.run());
        while progress(playback.run()).finish().is_none() {
            while let Some(next) = player.next(playback.run()) {
                if let PlayerMove::Input(input) = next {
                    playback.act(&input);
                }
            }
            playback.tick();
        }
        let steps = progress(playback.run()).steps();
        for (at, step) in lesson.steps.iter().enumerate() {
            let Some(mut check) = LuckCheck::of(playback.recording(), steps, at) else {
                continue;
            };
            while !check.work(10_000) {}
            let reached = check.result().expect("all is found out");
            assert!(reached >= LEAST, "{}, {}: {reached} of {CHANCES}", entry.name, step.name);
        }
    }
}

#[test]
fn what_a_line_does_and_undoes_has_been_so() {
    let mut run = Simulation::begin(&scenario("leader-gone"));
    for _ in 0..700 {
        run.tick();
    }
    enter(
        &mut run,
        "heroku maintenance:on && heroku ps:scale worker=0 && heroku pg:info && \
         heroku pg:unfollow WHITE --confirm sushi && heroku pg:promote WHITE && \
         heroku ps:scale worker=2 && heroku maintenance:off",
    );
    run.tick();
    let done = done(&run);
    assert!(done[1] && done[2] && done[3], "{done:?}");
    let step = &progress(&run).steps()[1];
    assert_eq!(step.passed_after, 1, "by the line, and not before it");
}

/// Plays the solution of a lesson under a chance; says which answer to each question was right.
fn right_answers(scenario: &Scenario, chance: u32) -> Vec<Option<usize>> {
    let mut run = Simulation::begin(scenario);
    if chance > 0 {
        run.take_chance(chance);
    }
    let mut player = PlanPlayer::new(Rc::new(lesson_of(scenario).solution_from(0)), &run);
    // Half a day of simulated time is more than any lesson takes.
    for _ in 0..432_000 {
        while let Some(next) = player.next(&run) {
            if let PlayerMove::Input(input) = next {
                input.apply(&mut run);
            }
        }
        if progress(&run).current().is_none() {
            break;
        }
        run.tick();
    }
    progress(&run).steps().iter().filter_map(|step| step.settled).collect()
}

#[test]
fn a_prediction_comes_out_alike_under_other_chances() {
    for entry in LESSONS {
        let scenario = scenario(entry.name);
        let usual = right_answers(&scenario, 0);
        assert!(usual.iter().all(Option::is_some), "{}: {usual:?}", entry.name);
        let alike = (1..=CHANCES).filter(|chance| right_answers(&scenario, *chance) == usual);
        assert!(alike.count() as u32 >= LEAST, "{}", entry.name);
    }
}

/// A run into which these lines were played, one after the other.
fn after(name: &str, lines: &str) -> Simulation {
    let mut run = Simulation::begin(&scenario(name));
    let plan = Plan::read(name, lines).expect("it is a plan");
    let mut player = PlanPlayer::new(Rc::new(plan), &run);
    while !player.is_done(&run) {
        while let Some(next) = player.next(&run) {
            if let PlayerMove::Input(input) = next {
                input.apply(&mut run);
            }
        }
        run.tick();
    }
    run
}

fn is_done(run: &Simulation, step: &str) -> bool {
    let at = progress(run).lesson().step(step).expect("there is such a step");
    progress(run).steps()[at].is_done
}

#[test]
fn a_goal_is_reached_by_what_it_speaks_of_alone() {
    let lag = "heroku pg:info\nheroku ps:scale import=1\nwait 10s\nheroku ps:scale import=0\n\
               wait until WHITE is behind by at most 200 commits, at most 5m\n\
               break long query on WHITE\n";
    // A list without a row, a log without the line.
    let run = after("lag", &format!("{lag}wait 10s\nheroku pg:kill 4600\nheroku pg:ps WHITE\n"));
    assert!(is_done(&run, "query") && !is_done(&run, "find"));
    let by_hand = "wait 10s\nheroku pg:ps WHITE\nheroku pg:kill 4600 WHITE\nwait 3s\n\
                   break long query on LAVENDER\nwait 5s\nheroku pg:killall LAVENDER\n\
                   heroku logs -p postgres\nwait 1m\n";
    let run = after("lag", &format!("{lag}{by_hand}"));
    assert!(is_done(&run, "kill") && !is_done(&run, "compare") && !is_done(&run, "words"));
    // Ten seconds have to pass.
    assert!(!is_done(&after("lag", lag), "query"));
    // The app has moved: CHARCOAL gets no commit.
    let run = after("unfollow", "heroku pg:promote WHITE\nheroku pg:unfollow WHITE\nwait 20s\n");
    assert!(!is_done(&run, "fork") && !is_done(&run, "divergence"));
    // The warehouse has its old URL once more, and writes.
    let changeover = "heroku addons:add heroku-postgresql:standard-tengu --follow CHARCOAL\n\
                      heroku pg:wait\nheroku maintenance:on\nheroku ps:scale worker=0 clock=0\n";
    let old = format!("{changeover}outside:set warehouse {{the URL of CHARCOAL}}\nwait 1s\n");
    assert!(!is_done(&after("change-plan", &old), "stop"));
    let early = "wait 1s\noutside:stop warehouse\nheroku pg:unfollow WHITE\n\
                 heroku pg:promote WHITE\nwait 5s\n";
    let behind = "wait until WHITE is behind by at least 250 commits, at most 5m\n";
    let changeover =
        changeover.replace("heroku maintenance", &format!("{behind}heroku maintenance"));
    let run = after("change-plan", &format!("{changeover}{early}"));
    assert!(is_done(&run, "stop") && !is_done(&run, "promote"));
    // The way back from there leads to before the database was unfollowed.
    let (trap, _) = progress(&run).trap().expect("it is noticed");
    assert_eq!(trap.name, "left-behind");
}
