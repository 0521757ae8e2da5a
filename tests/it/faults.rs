//! Faults end by themselves, or by hand before that, and nothing of them is left.

use crate::support::{Fleet, SUSHI, scenario};
use follower_playground::lessons;
use follower_playground::platform::Visitors;
use follower_playground::platform::faults::FAULTS;
use follower_playground::platform::forecast::LagCause;
use follower_playground::run::{Input, Playback, UsageCounts};
use follower_playground::share::run_file::{self, SavedRun};
use follower_playground::share::{Options, link};
use follower_playground::sim::link::Link;

/// A fault, what it strikes in the scenario `followers`, and whether anything of it is to be seen.
type Endable = (&'static str, &'static str, fn(&Fleet) -> bool);

/// Every fault that can be ended.
fn endable() -> [Endable; 10] {
    fn link(fleet: &Fleet) -> &Link {
        let following = fleet.world().server(fleet.id("WHITE")).following();
        &following.expect("it follows").link
    }
    [
        ("leader crash", "CHARCOAL", |fleet| !fleet.world().server(fleet.id("CHARCOAL")).is_up()),
        ("zone outage", "us-east-1a", |fleet| {
            fleet.world().databases().any(|(id, _)| !fleet.world().server(id).is_up())
        }),
        ("link cut", "WHITE", |fleet| link(fleet).is_cut()),
        ("slow link", "WHITE", |fleet| link(fleet).slowed.is_some()),
        ("slow disk", "WHITE", |fleet| {
            fleet.world().server(fleet.id("WHITE")).disk_slowed.is_some()
        }),
        ("disk full", "CHARCOAL", |fleet| {
            fleet.world().server(fleet.id("CHARCOAL")).temporary_files.is_some()
        }),
        ("cold cache", "WHITE", |fleet| {
            fleet.world().server(fleet.id("WHITE")).cache_cold.is_some()
        }),
        ("bulk load", "sushi", |fleet| {
            fleet.world().faults_that_go_on().any(|fault| fault.kind().name == "bulk load")
        }),
        ("write burst", "sushi", |fleet| fleet.world().app(SUSHI).burst.is_some()),
        ("long query", "WHITE", |fleet| {
            !fleet.world().server(fleet.id("WHITE")).queries.is_empty()
        }),
    ]
}

fn end_of(fault: &str, on: &str) -> Input {
    Input::parse_fault(&format!("end of {fault} on {on}")).expect("it can be read")
}

#[test]
fn what_can_be_ended_ends_by_hand_long_before_its_time() {
    let named: Vec<&str> = endable().iter().map(|(fault, ..)| *fault).collect();
    let can_end = FAULTS.iter().filter(|fault| fault.end.is_some());
    assert!(can_end.clone().all(|fault| named.contains(&fault.name)), "each is tried here");
    assert_eq!(can_end.count(), named.len());
    for (fault, on, is_seen) in endable() {
        let mut fleet = Fleet::open("followers");
        fleet.passes("20s");
        assert!(!is_seen(&fleet), "{fault}");
        fleet.strikes(fault, on, "10m");
        fleet.passes("5s");
        assert!(is_seen(&fleet), "{fault}");
        assert_eq!(fleet.world().faults_that_go_on().count(), 1, "{fault}");
        assert!(end_of(fault, on).apply(&mut fleet.run), "{fault}");
        assert!(!end_of(fault, on).apply(&mut fleet.run), "{fault}: once is enough");
        // A machine that crashed recovers first.
        fleet.passes("30s");
        assert!(!is_seen(&fleet), "{fault}");
        assert_eq!(fleet.world().faults_that_go_on().count(), 0, "{fault}");
        fleet.passes("2m");
        assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served, "{fault}");
        assert_eq!(fleet.behind("WHITE").not_replayed, 0, "{fault}");
        let told = fleet.journal();
        assert_eq!(told.matches("was ended by hand").count(), 1, "{fault}: {told}");
    }
}

#[test]
fn what_is_lost_for_good_is_not_ended() {
    let mut fleet = Fleet::open("followers");
    fleet.strikes("leader lost", "CHARCOAL", "1s");
    fleet.passes("1s");
    assert!(!end_of("leader lost", "CHARCOAL").apply(&mut fleet.run));
    assert!(!end_of("link cut", "WHITE").apply(&mut fleet.run), "nothing of this goes on");
}

#[test]
fn a_zone_that_is_back_leaves_a_machine_stopped_that_crashed_for_longer() {
    let text = std::fs::read_to_string("static/scenarios/followers.toml").expect("it is there");
    // LAVENDER stands in the zone of WHITE.
    let mut fleet = Fleet::of(&text.replace("us-east-1d\"\nfollows", "us-east-1c\"\nfollows"));
    fleet.types("heroku pg:unfollow WHITE --confirm sushi");
    fleet.passes("10s");
    fleet.strikes("leader crash", "WHITE", "5m");
    fleet.strikes("zone outage", "us-east-1c", "2m");
    fleet.passes("1s");
    let is_up = |fleet: &Fleet, colour: &str| fleet.world().server(fleet.id(colour)).is_up();
    assert!(is_up(&fleet, "CHARCOAL") && !is_up(&fleet, "WHITE") && !is_up(&fleet, "LAVENDER"));
    assert!(end_of("zone outage", "us-east-1c").apply(&mut fleet.run));
    fleet.passes("1m");
    assert!(!is_up(&fleet, "WHITE") && is_up(&fleet, "LAVENDER"));
}

#[test]
fn a_fault_is_read_as_it_is_written() {
    for fault in FAULTS {
        for text in [format!("{} on WHITE", fault.name), format!("end of {} on WHITE", fault.name)]
        {
            assert_eq!(Input::parse_fault(&text).expect("it can be read").label(), text);
        }
    }
    for text in ["", "end of ", "link cut", "cut on WHITE", "end of end of link cut on WHITE"] {
        assert_eq!(Input::parse_fault(text), None, "{text:?}");
    }
}

#[test]
fn a_run_in_which_a_fault_was_ended_goes_through_a_link_and_a_file() {
    let mut playback = Playback::new(scenario("followers"));
    let pass = |playback: &mut Playback, ticks: u32| (0..ticks).for_each(|_| playback.tick());
    let cut = Input::parse_fault("link cut on WHITE").expect("it can be read");
    pass(&mut playback, 50);
    assert!(playback.act(&cut));
    pass(&mut playback, 100);
    assert!(playback.act(&end_of("link cut", "WHITE")));
    pass(&mut playback, 50);
    let (recording, end) = (playback.recording(), &playback.end().run);
    let counts = UsageCounts::default();
    let saved = SavedRun::of(recording, end, playback.place(), counts, Options::default());
    let shipped = lessons::text_of("followers").expect("it ships");
    let of_link = link::read(&link::link(&saved)).expect("it can be read");
    let of_file = run_file::read(&run_file::write(&saved)).expect("it can be read");
    for read in [of_link, of_file] {
        let run = read.open(shipped).expect("its scenario is right").play();
        assert_eq!(Some(run.hash()), saved.hash);
        assert_eq!(run.world().faults_that_go_on().count(), 0);
    }
}

#[test]
fn a_slow_disk_receives_all_and_replays_little() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("20s");
    fleet.strikes("slow disk", "WHITE", "2m");
    fleet.passes("1m");
    // 60 commits a second of 600 bytes come, 10 kB a second are replayed.
    let behind = fleet.behind("WHITE");
    assert!(behind.not_replayed > 1_500 && behind.not_received < 20, "{behind:?}");
    assert!(fleet.behind("LAVENDER").commits() < 30);
    assert_eq!(fleet.world().why_behind(fleet.id("WHITE")), Some(LagCause::SlowDisk));
    // Nothing is lost by promoting it, and it takes its time.
    assert_eq!(fleet.world().loss_if_promoted(SUSHI, fleet.id("WHITE")), behind.not_received);
    fleet.passes("70s");
    let log = fleet.journal();
    assert!(log.contains("The disk of WHITE is as fast as before."), "{log}");
    fleet.passes("30s");
    assert!(fleet.behind("WHITE").commits() < 30);
}

#[test]
fn a_bulk_load_takes_a_small_plan_longer() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("20s");
    let (before, size) = (fleet.holds("CHARCOAL"), |fleet: &Fleet| {
        fleet.world().server(fleet.id("CHARCOAL")).data_size()
    });
    let size_before = size(&fleet);
    fleet.strikes("bulk load", "sushi", "10s");
    fleet.passes("40s");
    // Half of the WAL is data (docs/heroku.md#sizes).
    assert!(size(&fleet) - size_before > 50_000_000, "{} bytes", size(&fleet) - size_before);
    assert!(fleet.holds("CHARCOAL") > before + 100);
    // WHITE is a Crane with 400 kB a second, LAVENDER a Ronin with 1,700.
    assert!(fleet.behind("WHITE").not_replayed > 500, "{:?}", fleet.behind("WHITE"));
    assert!(fleet.behind("WHITE").not_received < 30);
    fleet.passes("40s");
    assert!(fleet.behind("LAVENDER").commits() < 30, "{:?}", fleet.behind("LAVENDER"));
    assert!(fleet.behind("WHITE").not_replayed > 500);
    fleet.passes("5m");
    assert!(fleet.behind("WHITE").commits() < 30);
    // A load that the leader does not live to commit is over.
    fleet.strikes("bulk load", "sushi", "10s");
    fleet.passes("5s");
    fleet.strikes("leader lost", "CHARCOAL", "1s");
    fleet.passes("10s");
    assert_eq!(
        fleet.world().faults_that_go_on().filter(|it| it.kind().name == "bulk load").count(),
        0
    );
}
