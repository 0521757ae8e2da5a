//! Streams: at the slow paces a dot is where its commit is, and nothing on a stream contradicts a
//! tape.

use std::collections::BTreeMap;

use crate::support::{Fleet, SUSHI};
use follower_playground::platform::Platform;
use follower_playground::sim::{SimDuration, SimTime, TICK};
use follower_playground::view::Tone;
use follower_playground::view::geometry::Point;
use follower_playground::view::layout::Size;
use follower_playground::view::position::position;
use follower_playground::view::stage::{Stage, StageFrame, flows, stage};
use follower_playground::view::stream::{Dot, Flow, dots};

/// The stage, which lives as long as the test.
fn stage_of(world: &Platform) -> &'static Stage {
    Box::leak(Box::new(stage(world, StageFrame::whole(SUSHI, Size { w: 1_136.0, h: 480.0 }))))
}

fn all_flows(world: &Platform, at: SimTime) -> Vec<Flow<'static>> {
    flows(world, stage_of(world), at)
}

fn dots_of(world: &Platform, flow: &Flow, at: SimTime, per_mille: u64) -> Vec<Dot> {
    let mut all = Vec::new();
    dots(world, flow, at, per_mille, &mut all);
    all
}

/// The flow that leads to this follower now.
fn flow_to(fleet: &Fleet, colour: &str) -> Option<Flow<'static>> {
    let id = Some(fleet.id(colour));
    all_flows(fleet.world(), fleet.world().now()).into_iter().find(|flow| flow.to == id)
}

/// Moments within the last tick.
fn moments(world: &Platform) -> impl Iterator<Item = SimTime> {
    let from = SimTime::ZERO + (world.now().since(SimTime::ZERO) - TICK);
    (0..10).map(move |tenth| from + SimDuration::from_millis(tenth * 10 + 3))
}

/// Watches a fleet at 1/1000× for so many ticks, and says how many dots there were.
fn check(fleet: &mut Fleet, ticks: u64) -> usize {
    let mut seen = 0;
    let mut last: BTreeMap<(usize, u64), f32> = BTreeMap::new();
    for _ in 0..ticks {
        fleet.passes("100ms");
        let world = fleet.world();
        let stage = stage_of(world);
        for at in moments(world) {
            for (which, flow) in flows(world, stage, at).iter().enumerate() {
                let written = position(world, flow.writer, at).held;
                let dots = dots_of(world, flow, at, 1);
                let on_the_way: Vec<u64> = dots.iter().map(|dot| dot.commit).collect();
                let Some(follower) = flow.to else {
                    assert!(on_the_way.iter().all(|commit| *commit > written), "{flow:?}");
                    continue;
                };
                let held = position(world, follower, at).held;
                assert_eq!(flow.arrived, held, "the stream and the tape at {at:?}");
                assert!(held <= flow.sent && flow.sent <= written, "{held} {written} {flow:?}");
                // Every commit that was sent and has not arrived, and those next in the queue.
                let step = flow.per_dot(1);
                if step == 1 && on_the_way.len() < 100 {
                    let truly: Vec<u64> = (held + 1..=flow.sent).rev().collect();
                    let (queue, sent): (Vec<u64>, Vec<u64>) =
                        on_the_way.iter().partition(|commit| **commit > flow.sent);
                    assert_eq!(sent, truly, "{flow:?}");
                    assert!(queue.iter().all(|commit| *commit <= written), "{flow:?}");
                }
                // Each goes on and never back.
                let length = flow.curve.length();
                let shares = (0..=400_u16).map(|part| f32::from(part) / 400.0);
                let points: Vec<_> = shares.map(|share| (share, flow.curve.at(share))).collect();
                for dot in dots.iter().filter(|dot| dot.commit <= flow.sent) {
                    let off =
                        |point: &Point| (point.x - dot.at.x).powi(2) + (point.y - dot.at.y).powi(2);
                    let nearest = points.iter().min_by(|a, b| off(&a.1).total_cmp(&off(&b.1)));
                    let (to_go, _) = *nearest.expect("there are points");
                    let before = last.insert((which, dot.commit), to_go).unwrap_or(0.0);
                    assert!(to_go >= before - 6.0 / length, "{} of {flow:?}", dot.commit);
                }
                seen += dots.len();
            }
        }
    }
    seen
}

#[test]
fn nothing_on_a_stream_contradicts_a_tape() {
    let mut fleet = Fleet::open("followers");
    assert!(check(&mut fleet, 40) > 100, "there is something on the way");
    fleet.strikes("slow link", "WHITE", "1h");
    assert!(check(&mut fleet, 40) > 100);
    fleet.passes("20s");
    assert!(check(&mut fleet, 20) > 100, "long after the link became slow, too");
    fleet.strikes("write burst", "sushi", "2s");
    check(&mut fleet, 30);
    fleet.strikes("link cut", "LAVENDER", "2s");
    check(&mut fleet, 60);
    fleet.strikes("leader crash", "CHARCOAL", "2s");
    check(&mut fleet, 100);
}

#[test]
fn what_waits_stands_close_together_where_the_link_is_the_limit() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("5s");
    let free = flow_to(&fleet, "WHITE").expect("it flows");
    assert_eq!((free.waiting, free.limit), (0, None));
    fleet.strikes("slow link", "WHITE", "1h");
    fleet.passes("20s");
    let world = fleet.world();
    let full = flow_to(&fleet, "WHITE").expect("it flows");
    let behind = fleet.behind("WHITE");
    assert!(full.waiting > 50 && full.waiting <= behind.not_received, "{full:?} {behind:?}");
    for pace in [1, 1_000] {
        let queue: Vec<_> = dots_of(world, &full, world.now(), pace)
            .into_iter()
            .filter(|dot| dot.commit > full.sent)
            .collect();
        assert!(queue.len() >= 10, "{} wait at {pace}", queue.len());
        let (start, length) = (full.curve.at(0.0), full.curve.length());
        for dot in queue {
            let off = (dot.at.x - start.x).hypot(dot.at.y - start.y);
            assert!(off < length / 2.5, "at the sender's end: {off} of {length}");
        }
    }
}

#[test]
fn a_way_says_how_much_slower_its_dots_are() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("5s");
    let flow = flow_to(&fleet, "WHITE").expect("it flows");
    for pace in [1, 10] {
        assert_eq!(flow.slowed(pace), 1);
        let told = flow.about(pace);
        assert!(told.starts_with("CHARCOAL to WHITE, "), "{told}");
        assert!(told.ends_with(" ms on the way, a dot is 1 commit"), "{told}");
    }
    let by_eye = flow.curve.length() / 120.0 / (flow.latency.micros() as f32 / 1e6);
    let times = flow.slowed(1_000);
    assert!((times as f32 - by_eye).abs() <= 1.0, "{times} or {by_eye}");
    let told = flow.about(1_000);
    assert!(
        told.contains(&format!(", drawn {times} times slower than it is, a dot is ")),
        "{told}"
    );
    assert!(flow.slowed(60_000) > 59 * times && flow.per_dot(60_000) > 1);
}

#[test]
fn a_cut_link_is_broken_and_where_nobody_sends_the_way_is_whole() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("1s");
    let tones = |fleet: &Fleet| {
        let mut tones: Vec<_> =
            stage_of(fleet.world()).links.iter().map(|link| link.tone).collect();
        tones.dedup();
        tones
    };
    assert_eq!(tones(&fleet), [Tone::Good]);
    fleet.strikes("link cut", "WHITE", "2s");
    fleet.strikes("link cut", "LAVENDER", "2s");
    fleet.passes("200ms");
    assert_eq!(tones(&fleet), [Tone::Bad]);
    assert_eq!(flow_to(&fleet, "WHITE"), None, "nothing is on it");
    fleet.passes("10s");
    fleet.strikes("leader crash", "CHARCOAL", "1m");
    fleet.passes("200ms");
    assert_eq!(tones(&fleet), [Tone::Dim]);
    assert_eq!(flow_to(&fleet, "WHITE"), None, "nothing is on it either");
}
