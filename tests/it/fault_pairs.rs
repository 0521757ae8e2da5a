//! Two faults at once: every pair goes together, every invariant holds, and each ends.

use crate::invariants;
use crate::support::Fleet;
use follower_playground::lessons;
use follower_playground::platform::faults::{FAULTS, Fault, Strike};
use follower_playground::sim::SimDuration;

/// A small fleet in which everything takes seconds.
const WORLD: &str = r#"
title = "Pairs"
starts = "2013-12-05 10:00"
zones = ["a", "b", "c"]

[app.sushi]
primary = "CHARCOAL"

[app.sushi.process.web]
dynos = 1
writes = "60/s"

[database.CHARCOAL]
app = "sushi"
plan = "standard-tengu"
zone = "a"
size = "20 MB"
commits = 500

[database.WHITE]
app = "sushi"
plan = "standard-yanari"
zone = "b"
follows = "CHARCOAL"
"#;

/// Strikes the first or the last thing that a fault can strike; returns whether it took effect.
fn strike(fleet: &mut Fleet, fault: &Fault, is_last: bool) -> bool {
    let mut targets = fleet.world().targets_of(fault);
    let on = if is_last { targets.pop() } else { targets.into_iter().next() };
    let at = FAULTS.iter().position(|other| other.name == fault.name).expect("it is one") as u32;
    let lasts = Some(SimDuration::from_secs(4));
    on.is_some_and(|on| fleet.run.strike(&Strike { fault: at, on, lasts, size: None }))
}

fn passes(fleet: &mut Fleet, ticks: u32, told: &str) {
    for _ in 0..ticks {
        let before = fleet.world().clone();
        fleet.run.tick();
        for (name, check) in invariants::ALL {
            if let Err(why) = check(&before, fleet.world()) {
                panic!("{told}: {name}, but {why}");
            }
        }
    }
}

#[test]
fn any_two_faults_go_together() {
    let mut together = 0;
    for one in FAULTS {
        for other in FAULTS {
            for is_last in [false, true] {
                let told = format!("{} and {}, {is_last}", one.name, other.name);
                let mut fleet = Fleet::of(WORLD);
                passes(&mut fleet, 10, &told);
                assert!(strike(&mut fleet, one, false), "{told}");
                passes(&mut fleet, 10, &told);
                together += u32::from(strike(&mut fleet, other, is_last));
                passes(&mut fleet, 150, &told);
                let goes_on = fleet.world().faults_that_go_on().find(|it| it.until.is_some());
                assert!(goes_on.is_none(), "{told}: {goes_on:?}");
            }
        }
    }
    let pairs = 2 * (FAULTS.len() * FAULTS.len()) as u32;
    assert!(together * 3 > pairs * 2, "{together} of {pairs} took effect together");
}

#[test]
fn one_of_several_faults_is_drawn_from_the_seed() {
    let text = format!(
        "{WORLD}\n[[fault]]\nat = \"1s to 3s\"\none_of = [{{ kind = \"process killed\", on = \
         \"CHARCOAL\" }}, {{ kind = \"link cut\", on = \"WHITE\", lasts = \"9s\" }}, \
         {{ kind = \"cold cache\", on = \"WHITE\" }}]\n"
    );
    let struck = |seed: u32| {
        let mut fleet = Fleet::of(&text.replacen("starts", &format!("seed = {seed}\nstarts"), 1));
        fleet.passes("4s");
        let struck: Vec<_> = fleet.world().struck().iter().map(|it| it.kind().name).collect();
        assert_eq!(struck.len(), 1, "{struck:?}");
        struck[0]
    };
    let drawn: Vec<&str> = (1..40).map(struck).collect();
    for name in ["process killed", "link cut", "cold cache"] {
        let count = drawn.iter().filter(|other| **other == name).count();
        assert!(count > 4, "{name} {count} times of {}", drawn.len());
    }
    assert_eq!(struck(5), struck(5));
}

#[test]
fn a_choice_of_faults_with_mistakes_says_what_is_wrong() {
    let check = |fault: &str, expected: &str| {
        let text = format!("{WORLD}\n[[fault]]\nat = \"1s\"\n{fault}\n");
        let mistakes = lessons::read("x.toml", &text).map(|_| ()).expect_err("it has mistakes");
        let told: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        assert!(told.iter().any(|told| told.contains(expected)), "{told:#?}");
    };
    let one = "{ kind = \"link cut\", on = \"WHITE\" }";
    let single = "fault 1.one_of is a single fault; allowed is a list of two or more.";
    check(&format!("one_of = [{one}]"), single);
    let twice =
        "fault 1.kind is \"disk full\"; allowed is nothing, since each of one_of has its own";
    check(&format!("kind = \"disk full\"\none_of = [{one}, {one}]"), twice);
    let wrong = "{ kind = \"link cat\", on = \"WHITE\" }";
    check(
        &format!("one_of = [{one}, {wrong}]"),
        "fault 1.one_of 2.kind is \"link cat\"; allowed is",
    );
    check("one_of = []", "fault 1.kind is missing; allowed is");
}
