//! The plans that What if suggests fit the moment, and nothing beats the one that is shown first.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::dice::Dice;
use crate::support::{Fleet, quickly, shipped};
use crate::what_if::worked;
use follower_playground::lessons::script::Plan;
use follower_playground::plan::player::{PlanPlayer, PlayerMove};
use follower_playground::plan::suggestions::{PlanKind, Suggestion, is_decision_near, suggest};
use follower_playground::plan::what_if::{Merit, SHOWN, WhatIf};
use follower_playground::platform::app::ProcessType;
use follower_playground::platform::faults::{FAULTS, Strike};
use follower_playground::run::Simulation;
use follower_playground::sim::SimDuration;

/// The suggested plans by name; each plan but one that does nothing can be read again, and each of
/// its commands is taken, in each of three continuations.
fn suggested(fleet: &Fleet, typed: &str) -> Vec<String> {
    let plans = suggest(&fleet.run, typed);
    for Suggestion { plan, .. } in &plans {
        if plan.steps.is_empty() {
            continue;
        }
        assert_eq!(Plan::read(&plan.name, &plan.text()).as_ref(), Ok(plan));
        for n in 1..=3 {
            let mut run = fleet.run.clone();
            run.continue_with(n);
            let mut player = PlanPlayer::new(Rc::new(plan.clone()), &run);
            for _ in 0..18_000 {
                while let Some(next) = player.next(&run) {
                    if let PlayerMove::Input(input) = next {
                        input.apply(&mut run);
                        assert!(run.shell().succeeded(), "{}: {input:?}", plan.name);
                    }
                }
                if player.is_done(&run) {
                    break;
                }
                run.tick();
            }
            assert!(player.is_done(&run), "{}: it is not done in half an hour", plan.name);
        }
    }
    plans.into_iter().map(|suggestion| suggestion.plan.name).collect()
}

#[test]
fn what_is_suggested_fits_the_state() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("30s");
    let changeover = |colour: &str| {
        [
            format!("Promote {colour} now"),
            format!("Wait until {colour} has almost caught up, then promote it"),
            format!("Stop the writes, then promote {colour} at once"),
            format!("Stop the writes, then promote {colour}"),
        ]
    };
    let mut own = suggested(&fleet, "heroku pg:unfollow WHITE");
    let healthy = [vec!["Do nothing".to_owned()], changeover("WHITE").to_vec()].concat();
    assert_eq!(own, [healthy, changeover("LAVENDER").to_vec()].concat());
    let asked_for: Vec<_> = suggest(&fleet.run, "heroku pg:unfollow WHITE")
        .into_iter()
        .filter(|suggestion| suggestion.is_asked_for)
        .map(|suggestion| suggestion.plan.name)
        .collect();
    assert_eq!(asked_for, ["Do nothing", "Promote WHITE now"]);
    assert!(
        !is_decision_near(&fleet.run, "")
            && !is_decision_near(&fleet.run, "heroku pg:promote WHITE")
    );
    // A healthy follower is a moment behind; one that is held is, whenever it is looked at.
    fleet.strikes("long query", "WHITE", "5m");
    fleet.passes("10s");
    assert!(is_decision_near(&fleet.run, "heroku pg:unfollow WHITE --confirm sushi"));
    assert!(!is_decision_near(&fleet.run, "heroku pg:info WHITE"));
    own = suggested(&fleet, "");
    assert_eq!(own.len(), 1 + 8 + 4);
    let pid = fleet.world().server(fleet.id("WHITE")).queries[0].pid;
    let ended = format!("End query {pid}, then promote WHITE");
    assert!(own.contains(&ended), "{own:?}");
    assert!(own.contains(&format!("Stop the writes, end query {pid}, then promote WHITE")));
    fleet.strikes("link cut", "WHITE", "5m");
    fleet.passes("10s");
    fleet.strikes("leader crash", "CHARCOAL", "4m");
    assert!(is_decision_near(&fleet.run, ""));
    let promoted = ["Promote WHITE now", &ended, "Promote LAVENDER now"];
    let crashed = [&["Do nothing", "Wait for CHARCOAL to come back"][..], &promoted].concat();
    assert_eq!(suggested(&fleet, ""), crashed);
    // One that is lost for good is not waited for.
    fleet.strikes("leader lost", "CHARCOAL", "1s");
    assert!(is_decision_near(&fleet.run, ""));
    assert_eq!(suggested(&fleet, ""), [&["Do nothing"][..], &promoted].concat());
    fleet.types("heroku pg:unfollow LAVENDER --confirm sushi && heroku maintenance:on");
    fleet.passes("5s");
    let plans = suggest(&fleet.run, "");
    let unfollowed = plans.iter().find(|it| it.kind == PlanKind::PromoteWritable).expect("it is");
    assert_eq!(unfollowed.plan.text(), "heroku pg:promote LAVENDER\nheroku maintenance:off\n");
    fleet.types("heroku addons:remove CHARCOAL --confirm sushi");
    assert_eq!(suggested(&fleet, "").len(), 4);
    // With nothing that could take over there is no choice.
    let mut alone = Fleet::open("charcoal-alone");
    alone.strikes("leader lost", "CHARCOAL", "1s");
    assert_eq!(suggested(&alone, ""), ["Do nothing"]);
    assert!(!is_decision_near(&alone.run, ""));
}

#[test]
fn what_keeps_the_app_alone_from_taking_writes_is_undone() {
    let mut fleet = Fleet::open("followers");
    fleet.types("heroku pg:promote WHITE");
    let of = |fleet: &Fleet, kind: PlanKind| -> Vec<String> {
        let plans = suggest(&fleet.run, "").into_iter().filter(|it| it.kind == kind);
        plans.map(|it| it.plan.text()).collect()
    };
    // A follower that DATABASE_URL names refuses every write, until it is unfollowed.
    let unfollow = "heroku pg:unfollow WHITE --confirm sushi\n";
    assert!(of(&fleet, PlanKind::PromoteNow).contains(&unfollow.to_owned()));
    assert_eq!(of(&fleet, PlanKind::PromoteWritable), ["heroku pg:promote CHARCOAL\n"]);
    assert!(of(&fleet, PlanKind::Reopen).is_empty());
    fleet.types("heroku pg:promote CHARCOAL && heroku maintenance:on && heroku ps:scale web=0");
    let reopened = ["heroku ps:scale web=1\nheroku maintenance:off\n"];
    assert_eq!(of(&fleet, PlanKind::Reopen), reopened);
    assert!(of(&fleet, PlanKind::StopWrites).iter().all(|text| text.ends_with(reopened[0])));
    let what_if = worked(&fleet.run, suggest(&fleet.run, ""));
    assert_eq!(what_if.ranked()[0].kind, PlanKind::Reopen);
}

/// A fleet in trouble: of any scenario and seed, after faults and what somebody did about them.
pub fn troubled_fleet(dice: &mut Dice) -> Simulation {
    const DEEDS: [&str; 5] = [
        "heroku maintenance:on",
        "heroku ps:scale worker=0",
        "heroku pg:unfollow WHITE --confirm sushi",
        "heroku pg:promote LAVENDER",
        "heroku ps:restart",
    ];
    let names = ["followers", "changeover", "report-on-white", "equally-behind", "two-apps"];
    let mut world = shipped(dice.pick::<&str>(&names));
    world.seed = dice.below(1 << 32);
    let mut run = Simulation::start(&world);
    for _ in 0..1 + dice.below(4) {
        if dice.below(5) == 0 {
            run.enter(dice.pick::<&str>(&DEEDS));
        } else {
            let fault = dice.below(FAULTS.len() as u64) as u32;
            let targets = run.world().targets_of(FAULTS[fault as usize]);
            if !targets.is_empty() {
                let (on, lasts) = (dice.pick(&targets).clone(), 20 + dice.below(300));
                let lasts = Some(SimDuration::from_secs(lasts));
                run.strike(&Strike { fault, on, lasts, size: None });
            }
        }
        (0..dice.below(150)).for_each(|_| run.tick());
    }
    run
}

/// All ways in which somebody who does not know better could change over: {end the queries or not}
/// times {stop the writers or not} times {wait or not} times each database.
fn every_way(run: &Simulation) -> Vec<Plan> {
    let (world, app) = (run.world(), run.shell().app());
    let owner = world.app(app);
    let others: Vec<_> =
        owner.formation.iter().filter(|it| it.name != "web" && !it.dynos.is_empty()).collect();
    let mut plans = Vec::new();
    for (id, database) in world.databases() {
        let colour = &database.colour;
        for way in 0..8 {
            let (ends, stops, waits) = (way & 1 > 0, way & 2 > 0, way & 4 > 0);
            let mut lines = Vec::new();
            if stops {
                lines.push("heroku maintenance:on".to_owned());
                lines.extend(others.iter().map(|it| format!("heroku ps:scale {}=0", it.name)));
            }
            if ends {
                let queries = world.server(id).queries.iter();
                lines.extend(
                    queries.map(|it| format!("heroku pg:kill {} {colour} --force", it.pid)),
                );
            }
            if waits {
                lines.push(format!("wait until {colour} is behind by 0 commits, at most 10m"));
            }
            lines.push(format!("heroku pg:unfollow {colour} --confirm {}", owner.name));
            lines.push(format!("heroku pg:promote {colour}"));
            if stops {
                let scale =
                    |it: &&ProcessType| format!("heroku ps:scale {}={}", it.name, it.dynos.len());
                lines.extend(others.iter().map(scale));
            }
            lines.push("heroku maintenance:off".to_owned());
            plans.extend(Plan::read(&format!("{colour} {way}"), &lines.join("\n")));
        }
    }
    plans
}

#[test]
fn nothing_that_can_be_done_beats_the_plan_that_is_shown_first() {
    /// Continuations that each plan is tried in, here and there.
    const TRIALS: u32 = 3;
    let (mut seen, mut tried) = (BTreeMap::new(), 0);
    for seed in 0..quickly(300) {
        let run = troubled_fleet(&mut Dice::new(77_000 + seed));
        let mut suggested = WhatIf::over(run.clone(), suggest(&run, ""), TRIALS);
        while !suggested.work(u32::MAX) {}
        let ranked = suggested.ranked();
        let (best, shown) = (ranked[0], suggested.shown_and_folded().0);
        assert_eq!(shown[0].id, best.id);
        assert!(shown.len() <= SHOWN && shown.iter().any(|it| it.kind == PlanKind::DoNothing));
        assert!(ranked.is_sorted_by_key(|stats| stats.merit()));
        let names: BTreeSet<_> = ranked.iter().map(|it| &it.plan.name).collect();
        assert_eq!(names.len(), ranked.len(), "{seed}: {names:?}");
        *seen.entry(format!("{:?}", best.kind)).or_insert(0) += 1;
        let own = every_way(&run).into_iter().map(Suggestion::own).collect();
        let mut others = WhatIf::over(run, own, TRIALS);
        while others.progress().0 < others.progress().1 {
            others.work(1_000);
        }
        for other in others.stats() {
            tried += 1;
            let (mine, its) = (best.merit(), other.merit());
            let counts = |it: &Merit| (it.not_back, it.gone, it.left_behind, it.downtime);
            assert!(
                counts(&mine) <= counts(&its),
                "{seed}: {} {mine:?} is beaten by {} {its:?}\n{}",
                best.plan.name,
                other.plan.name,
                other.plan.text()
            );
        }
    }
    // Each kind of plan is the best one somewhere.
    assert!(seen.len() >= 4 && tried > quickly(300) * 8, "{seen:?} {tried}");
}
