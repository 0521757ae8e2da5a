//! What if: plans run ahead give what playing them by hand gives, and looking changes nothing.

use std::rc::Rc;

use crate::dice::Dice;
use crate::properties::typing::line;
use crate::support::{Fleet, SUSHI, quickly, shipped};
use follower_playground::lessons::script::Plan;
use follower_playground::plan::player::{PlanPlayer, PlayerMove};
use follower_playground::plan::suggestions::{Suggestion, suggest};
use follower_playground::plan::trial::{HORIZON, QUIET_PERIOD, StepEnding, TrialResult};
use follower_playground::plan::what_if::{self, CONTINUATIONS, PlanStats, WhatIf};
use follower_playground::platform::faults::{self, FAULTS, Strike};
use follower_playground::platform::{DatabaseError, DatabaseId, Status, Visitors};
use follower_playground::run::Simulation;
use follower_playground::run::telemetry::IntervalKind;
use follower_playground::sim::server::Role;
use follower_playground::sim::{ServerError, SimDuration, TICK};
use follower_playground::terminal::commands::COMMANDS;
use follower_playground::terminal::shell::Prompt;

/// A step of a plan as this test knows it.
enum By {
    Command(String),
    Length(u64),
    Behind(String, u64, u64),
    Available(String, u64),
    Prompt,
}

impl By {
    fn text(&self) -> String {
        match self {
            By::Command(line) => line.clone(),
            By::Length(secs) => format!("wait {secs}s"),
            By::Behind(name, most, secs) => {
                format!("wait until {name} is behind by at most {most} commits, at most {secs}s")
            }
            By::Available(name, secs) => format!("wait until {name} is available, at most {secs}s"),
            By::Prompt => "wait for the prompt".to_owned(),
        }
    }
}

/// What playing a plan by hand in a continuation gives.
#[derive(Debug, PartialEq)]
struct Played {
    ticks: u64,
    downtime: u64,
    /// Commits lost, by the databases that hold them; with none, they are gone.
    lost: Vec<(Vec<DatabaseId>, u64)>,
    refused: u64,
    monthly_cost: u64,
    is_back: bool,
    is_finished: bool,
    hash: u64,
}

fn by_hand(from: &Simulation, steps: &[By], n: u32) -> Played {
    let mut run = from.clone();
    run.continue_with(n);
    let app = run.shell().app();
    let (mut at, mut waited, mut quiet, mut ticks) = (0, 0, 0, 0);
    let tick = TICK.micros();
    // What holds the prompt is in the way of every plan but one that waits for the prompt.
    if run.shell().prompt() != Prompt::Command && !matches!(steps.first(), Some(By::Prompt)) {
        run.interrupt("");
    }
    loop {
        loop {
            if let Some(name) = run.shell().asks_for(run.world()).map(str::to_owned) {
                run.enter(&name);
                continue;
            }
            let held = run.shell().prompt() == Prompt::Held;
            let id = |name: &str| {
                run.world().all_databases().find(|(_, it)| it.colour == name).map(|(id, _)| id)
            };
            let over = |secs: &u64| waited * tick >= secs * 1_000_000;
            match steps.get(at) {
                None => break,
                Some(_) if held => {
                    waited = 0;
                    break;
                }
                Some(By::Command(line)) => run.enter(line),
                Some(By::Length(secs)) if !over(secs) => break,
                Some(By::Behind(name, most, secs)) => {
                    let behind = id(name).and_then(|id| run.world().behind(id));
                    let near = behind.is_some_and(|b| b.not_received + b.not_replayed <= *most);
                    if !near && !over(secs) {
                        break;
                    }
                }
                Some(By::Available(name, secs)) => {
                    let there = id(name).is_some_and(|id| {
                        run.world().status(id) == Status::Available
                            && run.world().databases().any(|(other, _)| other == id)
                    });
                    if !there && !over(secs) {
                        break;
                    }
                }
                Some(By::Length(_) | By::Prompt) => {}
            }
            at += 1;
            waited = 0;
        }
        let world = run.world();
        let done = at == steps.len() && run.shell().prompt() == Prompt::Command;
        let server = || world.server(world.primary(app).expect("it refuses"));
        let passes = match world.visitors(app) {
            Visitors::CannotWrite(DatabaseError::Server(error)) => match error {
                ServerError::Down | ServerError::NotReady | ServerError::InRecovery => true,
                ServerError::DiskFull => server().temporary_files.is_some(),
                ServerError::ReadOnly => match &server().role {
                    Role::LeavingRecovery => true,
                    Role::Follower(following) => following.stop_following_at.is_some(),
                    Role::Leader => panic!("a leader takes writes"),
                },
                ServerError::Corrupt | ServerError::Gone => false,
            },
            _ => false,
        };
        quiet = if done && !passes { quiet } else { 0 };
        if quiet * tick >= QUIET_PERIOD.micros() || ticks * tick >= HORIZON.micros() {
            let (own, then) = (world.app(app), from.world().app(app));
            let lost = world.permanent_losses(app).into_iter();
            let lost = lost.map(|lost| (lost.held_by.clone(), lost.count())).collect();
            return Played {
                ticks,
                downtime: own.downtime.total().micros() - then.downtime.total().micros(),
                lost,
                refused: own.refused - then.refused,
                monthly_cost: world
                    .databases()
                    .filter(|(_, database)| database.app == app)
                    .map(|(_, database)| u64::from(database.bill.dollars))
                    .sum(),
                is_back: world.visitors(app) == Visitors::Served,
                is_finished: done,
                hash: run.hash(),
            };
        }
        run.tick();
        (ticks, waited, quiet) = (ticks + 1, waited + 1, quiet + 1);
    }
}

/// Commits lost that are held so.
fn of(played: &Played, held_so: fn(&[DatabaseId]) -> bool) -> u64 {
    played.lost.iter().filter(|(held_by, _)| held_so(held_by)).map(|(_, count)| count).sum()
}

fn agrees(result: &TrialResult, played: &Played) -> bool {
    result.length.micros() == played.ticks * TICK.micros()
        && result.downtime.micros() == played.downtime
        && result.lost.iter().map(|it| (it.held_by.clone(), it.count())).eq(played.lost.clone())
        && result.gone() == of(played, |held_by| held_by.is_empty())
        && result.left_behind() == of(played, |held_by| !held_by.is_empty())
        && (result.refused == played.refused || !result.is_back && result.refused > played.refused)
        && result.monthly_cost == played.monthly_cost
        && result.is_back == played.is_back
        && result.is_finished == played.is_finished
}

/// A run at a random moment: of any scenario and seed, after random commands and faults.
fn random_moment(dice: &mut Dice) -> Simulation {
    let names = ["followers", "changeover", "report-on-white", "equally-behind", "two-apps"];
    let mut world = shipped(dice.pick::<&str>(&names));
    world.seed = dice.below(1 << 32);
    let mut run = Simulation::start(&world);
    for _ in 0..2 + dice.below(6) {
        match dice.below(3) {
            0 => {
                let command = *dice.pick(COMMANDS);
                let typed = line(dice, run.world(), command);
                run.enter(&typed);
            }
            _ => {
                // What is lost for good is what plans differ by most.
                let lost = faults::find("leader lost").filter(|_| dice.below(5) == 0);
                let fault = lost.unwrap_or_else(|| dice.below(FAULTS.len() as u64) as u32);
                let targets = run.world().targets_of(FAULTS[fault as usize]);
                if !targets.is_empty() {
                    let (on, lasts) = (dice.pick(&targets).clone(), 20 + dice.below(200));
                    let lasts = Some(SimDuration::from_secs(lasts));
                    run.strike(&Strike { fault, on, lasts, size: None });
                }
            }
        }
        (0..dice.below(200)).for_each(|_| run.tick());
    }
    run
}

/// A plan that changes over, mostly in a way that makes sense.
fn random_plan(dice: &mut Dice, run: &Simulation) -> Vec<By> {
    let names: Vec<String> = run.world().databases().map(|(_, it)| it.colour.clone()).collect();
    let name = dice.pick(&names).clone();
    let mut steps = Vec::new();
    if dice.below(3) == 0 {
        steps.push(By::Command("heroku maintenance:on && heroku ps:scale worker=0".to_owned()));
    }
    steps.push(match dice.below(4) {
        0 => By::Length(dice.below(90)),
        1 => By::Behind(name.clone(), dice.below(100), 5 + dice.below(100)),
        2 => By::Available(name.clone(), 5 + dice.below(200)),
        _ => By::Prompt,
    });
    let confirm = if dice.below(2) == 0 { " --confirm sushi" } else { "" };
    steps.push(By::Command(format!("heroku pg:unfollow {name}{confirm}")));
    if dice.below(3) == 0 {
        steps.push(By::Command(format!("heroku pg:wait {name}")));
        steps.push(By::Length(dice.below(5)));
    }
    steps.push(By::Command(format!("heroku pg:promote {name}")));
    if dice.below(4) > 0 {
        steps.push(By::Command("heroku maintenance:off; heroku ps:scale worker=1".to_owned()));
    }
    steps
}

fn plan(name: &str, steps: &[By]) -> Plan {
    let text: Vec<String> = steps.iter().map(By::text).collect();
    Plan::read(name, &text.join("\n")).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn for_50_random_moments_three_plans_give_what_playing_them_by_hand_gives() {
    let mut seen = (0, 0, 0, 0);
    for seed in 0..quickly(50) {
        let mut dice = Dice::new(9_000 + seed);
        let run = random_moment(&mut dice);
        let (hash, screen) = (run.hash(), run.shell().screen().printed());
        let plans: Vec<Vec<By>> = (0..3).map(|_| random_plan(&mut dice, &run)).collect();
        let read = plans.iter().map(|steps| Suggestion::own(plan("a plan", steps))).collect();
        let mut what_if = WhatIf::new(run.clone(), read);
        while !what_if.work(1 + dice.below(900) as u32) {}
        assert_eq!((run.hash(), run.shell().screen().printed()), (hash, screen));
        assert_eq!(what_if.from().hash(), hash);
        for (steps, stats) in plans.iter().zip(what_if.stats()) {
            assert_eq!(stats.results.len(), CONTINUATIONS as usize);
            let mut by_downtime = Vec::new();
            for n in 1..=CONTINUATIONS {
                let played = by_hand(&run, steps, n);
                let result = &stats.results[n as usize - 1];
                assert!(agrees(result, &played), "{seed}, {n}: {result:#?}\n{played:#?}");
                seen.0 += u32::from(played.downtime > 0);
                seen.1 += u32::from(result.left_behind() > 0);
                seen.2 += u32::from(result.gone() > 0);
                seen.3 += u32::from(played.is_back && played.is_finished);
                let lost = of(&played, |_| true);
                by_downtime.push((played.downtime, lost, n, played.hash));
            }
            by_downtime.sort_unstable();
            let (median, worst) = (by_downtime[5], by_downtime[9]);
            let length = |result: &TrialResult| result.downtime.micros();
            let told = |result: Option<&TrialResult>| length(result.expect("ten"));
            assert_eq!(told(stats.median(length)), median.0);
            assert_eq!(told(stats.worst(length)), worst.0);
            let shown = stats.median_trial.as_ref().expect("it is kept");
            assert_eq!(shown.run().hash(), median.3, "{seed}: the median is kept");
            // While its dynos restart requests wait, and none fails.
            let is_down = |kind| matches!(kind, IntervalKind::Down | IntervalKind::Maintenance);
            let down = shown.intervals().iter().filter(|one| is_down(one.kind));
            let down = down.map(|one| one.until.expect("it ended").since(one.from).micros());
            assert_eq!(down.sum::<u64>(), median.0, "{seed}: the axis shows its downtime");
        }
    }
    // Nothing that is compared is always nothing.
    let most = |count| quickly(count) as u32;
    let (down, left, gone, back) = seen;
    let is_varied = down > most(300) && left > most(100) && gone > most(50) && back > most(300);
    assert!(is_varied, "{seen:?}");
}

#[test]
fn the_size_of_the_slices_changes_nothing() {
    for seed in 0..3 {
        let mut dice = Dice::new(100 + seed);
        let run = random_moment(&mut dice);
        let plans = || {
            let plans = [plan("wait", &[By::Length(40)]), plan("look", &[By::Prompt])];
            plans.map(Suggestion::own).to_vec()
        };
        let all = |slice: &mut dyn FnMut() -> u32| {
            let mut what_if = WhatIf::new(run.clone(), plans());
            while !what_if.work(slice()) {}
            let stats = what_if.stats().iter().map(|stats| {
                let shown = stats.median_trial.as_ref().expect("it is kept");
                (stats.results.clone(), shown.run().hash(), shown.steps())
            });
            (stats.collect::<Vec<_>>(), what_if.longest())
        };
        let whole = all(&mut || u32::MAX);
        assert_eq!(whole, all(&mut || 1));
        assert_eq!(whole, all(&mut || 1 + dice.below(500) as u32));
    }
}

/// What if, all worked out.
pub fn worked(run: &Simulation, plans: Vec<Suggestion>) -> WhatIf {
    let mut what_if = WhatIf::new(run.clone(), plans);
    while !what_if.work(10_000) {}
    what_if
}

#[test]
fn the_plans_of_a_changeover_differ_in_what_they_cost() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("30s");
    fleet.strikes("link cut", "WHITE", "40s");
    fleet.passes("10s");
    let hash = fleet.run.hash();
    let mut plans = suggest(&fleet.run, "heroku pg:unfollow WHITE");
    plans.retain(|it| it.plan.name.contains("WHITE") && !it.plan.name.contains("at once"));
    let what_if = worked(&fleet.run, plans);
    assert_eq!(fleet.run.hash(), hash);
    let [now, caught_up, stopped] = what_if.stats() else { panic!("three plans") };
    let left = |stats: &PlanStats| {
        let median = stats.median(TrialResult::left_behind).expect("ten");
        let worst = stats.worst(TrialResult::left_behind).expect("ten");
        assert!(median.left_behind() <= worst.left_behind());
        assert_eq!((stats.count(|it| it.is_back), stats.count(|it| it.is_finished)), (10, 10));
        assert!(median.lost.iter().all(|it| it.held_by[0] == fleet.id("CHARCOAL")));
        median.left_behind()
    };
    assert!(left(now) > 300 && left(caught_up) < 100 && left(stopped) == 0);
    let down = |stats: &PlanStats| stats.median(what_if::downtime).expect("ten").downtime.secs();
    assert!(down(now) < 2 && down(caught_up) < 2 && down(stopped) > 10);
    let names: Vec<_> = what_if.ranked().iter().map(|stats| stats.id).collect();
    assert_eq!(names, [stopped.id, caught_up.id, now.id], "what loses least is first");
    // What was entered, and when: the writes are stopped at once, the rest waits for the link.
    let steps = stopped.median_trial.as_ref().expect("it is kept").steps();
    assert_eq!(
        (steps[0].after, &*steps[0].text),
        (Some(SimDuration::ZERO), "heroku maintenance:on")
    );
    let StepEnding::Reached(waited) = steps[2].ending else { panic!("{steps:?}") };
    assert!(steps.len() == 7 && waited.secs() > 10, "{steps:?}");
    assert_eq!(steps[3].after, steps[2].after.map(|after| after + waited));
    let ends = what_if.stats().iter().map(|stats| stats.median_trial.as_ref().expect("kept").run());
    let longest = ends.map(|run| run.world().now().since(fleet.world().now())).max();
    assert_eq!(Some(what_if.longest()), longest);
}

#[test]
fn a_wait_is_a_step_that_says_how_it_ended() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("30s");
    fleet.strikes("link cut", "WHITE", "2m");
    fleet.passes("5s");
    let text = "wait 5s\nwait until WHITE is behind by 0 commits, at most 20s\nheroku ps\n\
                wait until WHITE is behind by at most 9 commits\nwait until WHITE is lost\n\
                heroku apps";
    let plan = Plan::read("a plan", text).expect("it is right");
    let what_if = worked(&fleet.run, vec![Suggestion::own(plan)]);
    let stats = &what_if.stats()[0];
    let steps = stats.median_trial.as_ref().expect("it is kept").steps();
    let endings: Vec<_> = steps.iter().map(|step| step.ending).collect();
    let secs = SimDuration::from_secs;
    assert_eq!(endings[0], StepEnding::Reached(secs(5)));
    assert_eq!(endings[1], StepEnding::GivenUp(secs(20)));
    assert_eq!(endings[2], StepEnding::Done);
    let StepEnding::Reached(waited) = endings[3] else { panic!("{endings:?}") };
    assert!(waited > secs(80), "{waited:?}");
    let rest = HORIZON - secs(25) - waited;
    assert_eq!(endings[4..], [StepEnding::Unfinished(rest), StepEnding::NotBegun]);
    assert_eq!(steps[4].after, Some(secs(25) + waited));
    let never: Vec<usize> = (0..5).map(|at| stats.never_reached(at)).collect();
    assert_eq!(never, [0, 10, 10, 0, 10], "what is no wait is never reached");
    let words = endings.iter().filter_map(|ending| ending.words()).collect::<Vec<_>>();
    assert_eq!(words[..2], ["reached after 5 s", "given up after 20 s"]);
    assert!(words[3].starts_with("not reached after ") && words[4] == "not begun", "{words:?}");
}

#[test]
fn what_is_refused_in_a_plan_is_told() {
    let fleet = Fleet::open("followers");
    let text = "heroku pg:promote NONSUCH\nheroku pg:unfollow WHITE\n> ramen\nheroku ps\n\
                heroku addons:add heroku-postgresql:crane\nheroku pg:wait\n\
                wait for the prompt, at most 5s";
    let plan = Plan::read("a plan", text).expect("it is right");
    let what_if = worked(&fleet.run, vec![Suggestion::own(plan)]);
    let steps = what_if.stats()[0].median_trial.as_ref().expect("it is kept").steps();
    let told: Vec<(&str, bool)> =
        steps.iter().map(|step| (&*step.text, step.ending == StepEnding::Refused)).collect();
    assert_eq!(
        told,
        [
            ("heroku pg:promote NONSUCH", true),
            ("heroku pg:unfollow WHITE", false),
            ("ramen", true),
            ("heroku ps", false),
            ("heroku addons:add heroku-postgresql:crane", false),
            ("heroku pg:wait", false),
            ("Ctrl-C", false),
        ]
    );
}

#[test]
fn a_lost_leader_that_is_waited_for_never_comes_back() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("30s");
    fleet.strikes("leader lost", "CHARCOAL", "1s");
    let wait = "wait until CHARCOAL is available";
    let patient = Plan::read("wait", wait).expect("it is right");
    let short = Plan::read("wait", &format!("{wait}, at most 1m")).expect("it is right");
    let what_if = worked(&fleet.run, vec![Suggestion::own(patient), Suggestion::own(short)]);
    let lengths = |at: usize| what_if.stats()[at].results[0].length;
    assert_eq!(lengths(0), HORIZON);
    assert_eq!(lengths(1), SimDuration::from_secs(60) + QUIET_PERIOD - TICK);
    for stats in what_if.stats() {
        assert!(stats.results.iter().all(|it| !it.is_back && it.downtime == it.length));
        // A downtime without an end counts as the whole look-ahead, however short the trial.
        let worst = stats.worst(what_if::downtime).map(what_if::downtime);
        assert_eq!(worst, Some(HORIZON.micros()));
    }
    let finished = |at: usize| what_if.stats()[at].count(|it| it.is_finished);
    assert_eq!((finished(0), finished(1)), (0, 10));
}

#[test]
fn a_plan_answers_waits_for_the_prompt_and_gives_up_when_it_is_told_to() {
    let mut fleet = Fleet::open("followers");
    let play = |fleet: &mut Fleet, text: &str| {
        let plan = Plan::read("a plan", text).expect("it is right");
        let mut player = PlanPlayer::new(Rc::new(plan), &fleet.run);
        let (mut done, began) = (Vec::new(), fleet.world().now());
        while !player.is_done(&fleet.run) {
            while let Some(next) = player.next(&fleet.run) {
                let PlayerMove::Input(input) = next else { continue };
                input.apply(&mut fleet.run);
                let at = fleet.world().now().since(began).secs();
                done.push(format!("{at} {}", input.label()));
            }
            fleet.run.tick();
        }
        done
    };
    // Ctrl-C comes after the time that is said, and what comes after a held prompt waits for it.
    let added = "heroku addons:add heroku-postgresql:crane\nheroku pg:wait ORANGE\n";
    let text = format!("{added}wait for the prompt, at most 5s\nheroku ps\nwait 3s\nheroku ps");
    let expected = ["0 heroku pg:wait ORANGE", "5 Ctrl-C", "5 heroku ps", "8 heroku ps"];
    assert_eq!(play(&mut fleet, &text)[1..], expected);
    let held = play(&mut fleet, "heroku pg:wait ORANGE\nwait 2s\n> nobody asked\nheroku ps");
    let at: u64 = held[1].split_once(' ').expect("a moment").0.parse().expect("a number");
    assert!(held.len() == 2 && at > 100, "{held:?}");
    // Ours is the answer where the plan has none, and the plan's own where it has one.
    let refused = play(&mut fleet, "heroku pg:unfollow WHITE\n> tofu\nheroku pg:unfollow WHITE");
    let expected =
        ["0 heroku pg:unfollow WHITE", "0 tofu", "0 heroku pg:unfollow WHITE", "0 sushi"];
    assert_eq!(refused, expected);
    assert!(fleet.is_writable("WHITE"));
    assert_eq!(fleet.world().app(SUSHI).downtime.total(), SimDuration::ZERO);
}
