//! Automated failover under random faults: leaders fail for minutes and for good, links and zones
//! with them, and people go on typing.

use super::{Effects, Story, WORLD, command, start_world};
use crate::dice::Dice;
use crate::support::quickly;
use follower_playground::platform::failover::Failover;
use follower_playground::platform::faults::{self, Strike};
use follower_playground::sim::SimDuration;

/// Faults that health checks notice, or that keep a standby from taking over.
const KINDS: [&str; 6] =
    ["leader crash", "leader lost", "corruption", "zone outage", "link cut", "slow link"];

const TICKS: u64 = 9_000;

#[test]
fn every_invariant_holds_through_100_automated_failovers() {
    let world = WORLD.replace("plan = \"ronin\"", "plan = \"premium-2\"");
    let world = world.split("[[fault]]").next().unwrap_or_default();
    let (mut failovers, mut held_back) = (0, 0);
    for seed in 0..quickly(30) {
        let mut dice = Dice::new(seed);
        let mut run = start_world(world, seed);
        let mut story = Story { seed, told: Vec::new(), tells: false };
        while run.world().now().ticks() < TICKS {
            match dice.below(500) {
                0..2 => {
                    let kind: &&str = dice.pick(&KINDS);
                    let fault = faults::find(kind).expect("a fault");
                    let targets = run.world().targets_of(faults::FAULTS[fault as usize]);
                    if !targets.is_empty() {
                        let on = dice.pick(&targets).clone();
                        let lasts = Some(SimDuration::from_secs(10 + dice.below(400)));
                        let now = run.world().now().ticks();
                        story.tell(format!("{now} {fault} on {on:?} for {lasts:?}"));
                        run.strike(&Strike { fault, on, lasts, size: None });
                    }
                }
                2 => command(&mut dice, &mut run, &mut story, &mut Effects::default()),
                _ => {}
            }
            // A failover is looked at tick by tick, the minutes between in steps.
            let acts = run
                .world()
                .databases()
                .any(|(id, _)| matches!(run.world().failover(id), Some(Failover::TakingOver)));
            if acts || run.world().now().ticks().is_multiple_of(10) {
                story.tick(&mut run);
            } else {
                run.tick();
            }
        }
        let told: Vec<_> = run.world().journal().entries().iter().map(|it| &it.text).collect();
        failovers += told.iter().filter(|text| text.contains("runs on what was its")).count();
        held_back += told.iter().filter(|text| text.starts_with("No automated failover")).count();
    }
    println!("{failovers} failovers, {held_back} times none");
    assert!(failovers as u64 >= quickly(100), "{failovers} failovers");
    assert!(held_back as u64 >= quickly(20), "{held_back} times no failover");
}
