//! Automated failover: the stories of docs/heroku.md#ha.

use crate::support::{Fleet, SUSHI};
use follower_playground::plan::suggestions::{PlanKind, is_decision_near, suggest};
use follower_playground::platform::failover::{Failover, HoldBack};
use follower_playground::platform::{Status, Visitors};
use follower_playground::playground::situation;

const STANDBY: &str = "the standby of CHARCOAL";

impl Fleet {
    fn failover(&self) -> Option<Failover> {
        self.world().failover(self.id("CHARCOAL"))
    }

    fn hold_back(&self) -> Option<HoldBack> {
        self.world().hold_back(self.id("CHARCOAL"))
    }

    fn database_url(&self) -> String {
        self.world().app(SUSHI).config.get("DATABASE_URL").unwrap_or_default().to_owned()
    }

    fn gone(&self) -> u64 {
        self.world().loss_count(SUSHI).gone
    }

    /// Lets time pass until CHARCOAL has moved to its standby; returns the seconds that took.
    fn fails_over(&mut self) -> u64 {
        let (before, from) = (self.database_url(), self.world().now().secs());
        while self.database_url() == before {
            self.passes("1s");
            assert!(self.world().now().secs() - from < 900, "no failover in 15 minutes");
        }
        self.world().now().secs() - from
    }
}

/// The automated failover, whose leader is not named `CHARCOAL_URL` by the app alone.
fn fleet() -> Fleet {
    let mut fleet = Fleet::open("ha");
    fleet.passes("10s");
    fleet
}

#[test]
fn a_standby_takes_over_within_the_limit() {
    let mut fleet = fleet();
    let (before, release) = (fleet.database_url(), fleet.world().app(SUSHI).version());
    fleet.passes("57s");
    fleet.strikes("leader lost", "CHARCOAL", "1s");
    fleet.passes("60s");
    assert!(matches!(fleet.failover(), Some(Failover::Checking { .. })), "{:?}", fleet.failover());
    assert!(fleet.refused("heroku pg:killall CHARCOAL").contains("is not available"));
    let took = 60 + fleet.fails_over();
    assert!((120..=130).contains(&took), "two minutes of checks, and no more: {took} s");
    // The names stay, the values are new, and the app starts again with them.
    let config = &fleet.world().app(SUSHI).config;
    assert_ne!(fleet.database_url(), before);
    assert_eq!(config.get("HEROKU_POSTGRESQL_CHARCOAL_URL"), Some(fleet.database_url().as_str()));
    let last = fleet.world().app(SUSHI).releases.last().expect("a release");
    assert_eq!(
        (last.version, &*last.description),
        (release + 1, "Update DATABASE by heroku-postgresql")
    );
    assert!(fleet.types("heroku releases").contains("Update DATABASE by heroku-postgr"));
    assert_eq!(fleet.primary().as_deref(), Some("CHARCOAL"));
    fleet.passes("10s");
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served);
    // Nothing is in its cache, whatever the plan.
    assert!(fleet.world().server(fleet.id("CHARCOAL")).cache_cold.is_some());
    // At most what was on the wire is gone.
    assert!(fleet.gone() < 20, "{}", fleet.gone());
    assert!(fleet.journal().contains("its failed server is destroyed, its standby takes over."));
}

#[test]
fn after_a_failover_all_is_built_anew_and_billed_as_before() {
    let mut fleet = fleet();
    let bills = |fleet: &Fleet| {
        let of = |name| fleet.world().database(fleet.id(name)).bill;
        [of("CHARCOAL"), of("WHITE")]
    };
    let before = bills(&fleet);
    fleet.strikes("leader lost", "CHARCOAL", "1s");
    fleet.fails_over();
    assert!(matches!(fleet.world().status(fleet.id("WHITE")), Status::Preparing(_)));
    assert!(matches!(fleet.hold_back(), Some(HoldBack::NotBegun | HoldBack::Building)));
    let info = fleet.types("heroku pg:info CHARCOAL");
    assert!(info.contains("HA Status:   Temporarily Unavailable"), "{info}");
    assert!(info.contains("Followers:   HEROKU_POSTGRESQL_WHITE"), "{info}");
    // Until the new standby is there, nothing can act again.
    fleet.passes("10s");
    fleet.strikes("leader crash", "CHARCOAL", "4m");
    fleet.passes("2m30s");
    assert!(matches!(fleet.failover(), Some(Failover::HeldBack(_))), "{:?}", fleet.failover());
    assert!(fleet.journal().contains("No automated failover of CHARCOAL: "));
    fleet.passes("10m");
    assert_eq!(fleet.hold_back(), None);
    let info = fleet.types("heroku pg:info CHARCOAL");
    assert!(info.contains("HA Status:   Available"), "{info}");
    assert_eq!(fleet.world().status(fleet.id("WHITE")), Status::Available);
    assert_eq!(bills(&fleet), before);
    assert_eq!(fleet.holds("WHITE").abs_diff(fleet.holds("CHARCOAL")) / 100, 0);
}

#[test]
fn a_leader_that_is_back_before_two_minutes_keeps_its_url() {
    let mut fleet = fleet();
    let before = fleet.database_url();
    fleet.strikes("leader crash", "CHARCOAL", "100s");
    fleet.passes("10s");
    assert!(matches!(fleet.failover(), Some(Failover::Checking { .. })));
    fleet.passes("5m");
    assert_eq!((fleet.failover(), fleet.database_url()), (None, before));
    assert!(fleet.journal().contains("CHARCOAL passes its health checks again: no failover."));
}

#[test]
fn a_process_that_is_killed_is_started_again_and_no_reason_to_act() {
    let mut fleet = fleet();
    let before = fleet.database_url();
    fleet.strikes("process killed", "CHARCOAL", "5m");
    fleet.passes("2m");
    assert_eq!(fleet.failover(), None);
    fleet.passes("8m");
    assert_eq!((fleet.failover(), fleet.database_url()), (None, before));
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served);
}

#[test]
fn corruption_is_failed_over_without_loss_and_not_replicated() {
    let mut fleet = fleet();
    fleet.strikes("corruption", "CHARCOAL", "1s");
    fleet.passes("5s");
    assert!(matches!(fleet.world().status(fleet.id("CHARCOAL")), Status::Corrupt { .. }));
    assert_eq!(fleet.world().status(fleet.id("WHITE")), Status::Available);
    assert!(fleet.types("heroku pg:info CHARCOAL").contains("Status:      corrupt"));
    assert!(fleet.journal().contains("ERROR:  invalid page in block"));
    fleet.fails_over();
    fleet.passes("20s");
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served);
    assert_eq!(fleet.gone(), 0);
}

/// A leader that writes a lot, and whose standby is cut off for so long before it is lost.
fn cut_off(megabytes: u64, cut: &str, before_loss: &str) -> Fleet {
    let text = std::fs::read_to_string("static/scenarios/ha.toml").expect("it is there");
    let fast = text.replace("writes = \"12/s\"", "writes = \"100/s\"\nbytes = BYTES");
    let bytes = (megabytes * 10_000).to_string();
    let mut fleet = Fleet::of(&fast.replace("BYTES", &bytes));
    fleet.passes("10s");
    fleet.strikes("link cut", STANDBY, cut);
    fleet.passes(before_loss);
    fleet
}

#[test]
fn a_standby_that_lacks_more_than_ten_segments_does_not_take_over() {
    // 2 MB a second for 100 s are 200 MB.
    let mut fleet = cut_off(2, "20m", "100s");
    let info = fleet.types("heroku pg:info CHARCOAL");
    assert!(info.contains("HA Status:   Temporarily Unavailable"), "{info}");
    fleet.strikes("leader lost", "CHARCOAL", "1s");
    fleet.passes("3m");
    let Some(Failover::HeldBack(HoldBack::BytesBehind(bytes))) = fleet.failover() else {
        panic!("{:?}", fleet.failover());
    };
    assert!((190_000_000..230_000_000).contains(&bytes), "{bytes}");
    assert!(fleet.journal().contains("MB of WAL, more than 167 MB."), "{}", fleet.journal());
    // What is archived is read once the link is back; then it takes over after all.
    fleet.passes("20m");
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served);
    assert!(fleet.gone() > 0, "what was written in the last minute at most was in no archive");
    assert!(fleet.gone() < 61 * 150, "{}", fleet.gone());
}

#[test]
fn a_standby_that_lacks_more_than_ten_minutes_does_not_take_over() {
    let mut fleet = fleet();
    fleet.strikes("link cut", STANDBY, "30m");
    fleet.passes("9m50s");
    assert_eq!(fleet.hold_back(), None);
    fleet.passes("20s");
    assert!(matches!(fleet.hold_back(), Some(HoldBack::TimeBehind(_))), "{:?}", fleet.hold_back());
    fleet.strikes("leader lost", "CHARCOAL", "1s");
    fleet.passes("3m");
    assert!(matches!(fleet.failover(), Some(Failover::HeldBack(HoldBack::TimeBehind(_)))));
    assert!(fleet.journal().contains("more than 10:00."), "{}", fleet.journal());
}

#[test]
fn archived_segments_are_read_before_it_takes_over() {
    let mut fleet = fleet();
    // The link breaks right after an archiving and is whole again while the checks run.
    fleet.passes("52s");
    fleet.strikes("link cut", STANDBY, "80s");
    fleet.passes("62s");
    let held = fleet.holds("CHARCOAL");
    fleet.strikes("leader lost", "CHARCOAL", "1s");
    fleet.fails_over();
    let saved = fleet.fork_of("CHARCOAL");
    assert!(saved > held - 60 * 8 && saved < held, "{saved} of {held}: up to the last archiving");
    assert_eq!(fleet.gone(), held - saved);
}

#[test]
fn both_zones_lost_together_leave_nothing_to_take_over() {
    let mut fleet = fleet();
    fleet.strikes("zone outage", "us-east-1a", "10m");
    fleet.strikes("zone outage", "us-east-1d", "6m");
    fleet.passes("3m");
    assert_eq!(fleet.failover(), Some(Failover::HeldBack(HoldBack::Down)));
    // The standby's zone is back first.
    fleet.passes("4m");
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served);
    assert!(fleet.journal().contains("CHARCOAL runs on what was its standby"));
}

#[test]
fn an_unfollowed_follower_gets_a_standby_and_a_follower_has_none() {
    let mut fleet = fleet();
    fleet.types("heroku addons:add heroku-postgresql:premium-yanari --follow CHARCOAL");
    fleet.types("heroku pg:wait ORANGE");
    let info = fleet.types("heroku pg:info ORANGE");
    assert!(!info.contains("HA Status"), "{info}");
    fleet.types("heroku pg:unfollow ORANGE --confirm sushi");
    fleet.passes("5s");
    let info = fleet.types("heroku pg:info ORANGE");
    assert!(info.contains("HA Status:   Temporarily Unavailable"), "{info}");
    fleet.passes("10m");
    let info = fleet.types("heroku pg:info ORANGE");
    assert!(info.contains("HA Status:   Available"), "{info}");
    let (leader, (_, standby)) = {
        let (world, id) = (fleet.world(), fleet.id("ORANGE"));
        (world.server(id).zone, world.ha_standby_of(id).expect("a standby"))
    };
    assert_ne!(leader, standby.zone);
    fleet.types("heroku addons:remove ORANGE --confirm sushi");
    assert!(fleet.world().ha_standby_of(fleet.id("ORANGE")).is_none_or(|(_, it)| it.is_lost()));
}

#[test]
fn the_sentence_of_state_and_what_if_know_of_it() {
    let mut fleet = fleet();
    let told = |fleet: &Fleet| situation::worst(fleet.world(), SUSHI).text;
    assert_eq!(told(&fleet), "sushi writes to CHARCOAL; WHITE keeps up.");
    fleet.strikes("leader lost", "CHARCOAL", "1s");
    fleet.passes("20s");
    let told_now = told(&fleet);
    assert!(told_now.contains("its hidden standby takes over"), "{told_now}");
    assert!(told_now.contains("and its followers are built anew."), "{told_now}");
    assert!(is_decision_near(&fleet.run, ""));
    let plans = suggest(&fleet.run, "");
    let wait = plans.iter().find(|it| it.kind == PlanKind::WaitForFailover).expect("it is there");
    assert_eq!(wait.plan.name, "Wait for CHARCOAL to fail over by itself");
    fleet.fails_over();
    fleet.passes("10s");
    let told = told(&fleet);
    let building = "CHARCOAL cannot fail over by itself: its standby is still being built.";
    assert!(told == building || told.contains("lost"), "{told}");
}

#[test]
fn what_a_failover_would_lose_is_told_and_not_what_a_follower_has() {
    let mut fleet = fleet();
    fleet.strikes("link cut", STANDBY, "10m");
    fleet.passes("60s");
    let id = fleet.id("CHARCOAL");
    let lost = fleet.world().lost_by_failover(id).expect("it could take over");
    assert!(lost > 2_000 && fleet.behind("WHITE").not_received < 20, "{lost}");
    fleet.strikes("leader lost", "CHARCOAL", "1s");
    fleet.passes("20s");
    assert!(fleet.journal().contains("that nothing else had received"), "{}", fleet.journal());
    let told = situation::worst(fleet.world(), SUSHI).text;
    assert!(told.contains("takes over without "), "{told}");
}

#[test]
fn new_servers_stand_in_zones_that_run() {
    let mut fleet = fleet();
    fleet.strikes("zone outage", "us-east-1a", "20m");
    fleet.fails_over();
    let zone_of = |fleet: &Fleet, name| fleet.world().server(fleet.id(name)).zone;
    assert_eq!(zone_of(&fleet, "WHITE").0, 1, "the first is out, the third is its leader's");
    fleet.types("heroku addons:add heroku-postgresql:standard-tengu --follow CHARCOAL");
    assert_eq!(zone_of(&fleet, "ORANGE").0, 1);
}

#[test]
fn a_promotion_during_the_take_over_misses_nothing() {
    let mut fleet = fleet();
    fleet.strikes("slow disk", STANDBY, "4m");
    fleet.passes("1m");
    fleet.strikes("leader lost", "CHARCOAL", "1s");
    while fleet.failover() != Some(Failover::TakingOver) {
        fleet.passes("1s");
    }
    let id = fleet.id("CHARCOAL");
    assert!(fleet.world().loss_if_promoted(SUSHI, id) < 20);
    let info = fleet.types("heroku pg:info CHARCOAL");
    assert!(info.contains("Status:      unavailable"), "{info}");
}
