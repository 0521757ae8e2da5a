//! The databases of a scenario file.

use super::fields::{Fields, any, listed, text};
use super::names::Names;
use super::units;
use crate::format::quoted;
use crate::platform::AppId;
use crate::platform::addon_plan::{AddonPlan, PLANS};
use crate::platform::colours::COLOURS;
use crate::platform::starting_world::DatabaseStart;
use crate::sim::server::Zone;
use crate::sim::{Behind, LinkSpec, SimDuration};

/// Links where nobody says otherwise: between zones of one region.
const WIRE: LinkSpec = LinkSpec { latency: SimDuration::from_millis(30), bandwidth: 25_000_000 };
const AGE: SimDuration = SimDuration::from_secs(180 * 86_400);
const DATA_BYTES: u64 = 600_000_000;
const COMMITS: u64 = 48_000;

/// A table `[database.NAME]` and what it follows.
pub struct DatabaseTable<'f> {
    /// What else it says, and its colour.
    pub fields: Fields<'f>,
    follows: Option<&'f str>,
}

/// The tables, those that follow nothing first: a leader is made before its followers.
pub fn leaders_first(tables: Vec<Fields>) -> Vec<DatabaseTable> {
    let mut parts = Vec::new();
    let mut leaders = 0;
    for mut fields in tables {
        let follows = fields.get("follows", any);
        let at = if follows.is_none() { leaders } else { parts.len() };
        leaders += usize::from(follows.is_none());
        parts.insert(at, DatabaseTable { fields, follows });
    }
    parts
}

/// Reads the databases.
pub fn read_all(parts: Vec<DatabaseTable>, names: &Names) -> Vec<DatabaseStart> {
    let mut read = Vec::new();
    for part in parts {
        let database = read_one(part, names, &read);
        read.push(database);
    }
    read
}

fn read_one(part: DatabaseTable, names: &Names, before: &[DatabaseStart]) -> DatabaseStart {
    let DatabaseTable { mut fields, follows } = part;
    let name = fields.name;
    if !COLOURS.contains(&name) {
        fields.wrong_name(&COLOURS);
    }
    let app = fields.one_of("app", &names.apps);
    let plans: Vec<&str> = PLANS.iter().map(|plan| plan.name).collect();
    let plan = fields.get_among("plan", &listed(&plans), &plans, text(AddonPlan::find));
    let plan = plan.unwrap_or(&PLANS[0]);
    let zone = Zone(fields.one_of("zone", &names.zones).unwrap_or_default() as u8);
    if follows.is_some() || !plan.tier.has_failover() {
        let expected = "nothing, since only a leader on a premium or enterprise plan has a standby";
        fields.none(&["standby_zone"], expected);
    }
    let others = names.zones.iter().filter(|name| names.zone(name) != Some(zone));
    let others: Vec<&str> = others.copied().collect();
    let other = |name: &str| names.zone(name).filter(|other| *other != zone);
    let standby_zone = fields.get_among("standby_zone", &listed(&others), &others, text(other));
    if follows.is_some() {
        let of_leaders = ["size", "commits", "is_32_bit"];
        fields.none(&of_leaders, "nothing, since a follower has what its leader has");
    } else {
        let of_followers =
            ["not_received", "not_replayed", "max_standby_streaming_delay", "hot_standby_feedback"];
        fields.none(&of_followers, "nothing, since it follows none");
    }
    let size = fields.get("size", text(units::size));
    let is_32_bit = fields.flag("is_32_bit");
    let (commits, not_received, not_replayed) =
        (fields.count("commits"), fields.count("not_received"), fields.count("not_replayed"));
    let age = fields.length("age");
    let latency = fields.length("latency");
    let bandwidth = fields.get("bandwidth", text(units::bandwidth));
    let delay = |word: &str| match word {
        "-1" => Some(None),
        word => SimDuration::parse(word).map(Some),
    };
    let delay = fields.get("max_standby_streaming_delay", text(delay));
    let feedback = fields.flag("hot_standby_feedback");
    let leader = follows.and_then(|leader| names.database(leader));
    if let Some(follows) = follows {
        let leader = leader.and_then(|leader| before.get(leader.0 as usize));
        // What depends on several fields is looked at only where each of them is right.
        if fields.are_right() {
            check_leader(&fields, follows, leader, zone, plan, names);
        }
    }
    fields.finish();
    DatabaseStart {
        colour: name.to_owned(),
        app: AppId(app.unwrap_or_default() as u32),
        plan,
        zone,
        standby_zone,
        is_32_bit,
        data_bytes: size.unwrap_or(DATA_BYTES),
        commits: commits.unwrap_or(COMMITS),
        age: age.unwrap_or(AGE),
        follows: leader,
        behind: Behind {
            not_received: not_received.unwrap_or(0),
            not_replayed: not_replayed.unwrap_or(0),
        },
        wire: LinkSpec {
            latency: latency.unwrap_or(WIRE.latency),
            bandwidth: bandwidth.unwrap_or(WIRE.bandwidth),
        },
        max_standby_streaming_delay: delay.flatten(),
        hot_standby_feedback: feedback,
    }
}

/// What the platform would refuse when the database were added, a scenario cannot begin with.
fn check_leader(
    fields: &Fields,
    follows: &str,
    leader: Option<&DatabaseStart>,
    zone: Zone,
    plan: &AddonPlan,
    names: &Names,
) {
    let found = quoted(follows);
    let Some(leader) = leader else {
        return fields.wrong_word("follows", follows, &names.databases);
    };
    if leader.follows.is_some() {
        fields.wrong("follows", found.clone(), "a database that follows nothing itself");
    }
    if zone == leader.zone {
        let zone = quoted(names.zones[leader.zone.0 as usize]);
        let zone = format!("{zone}, the zone of {follows}");
        fields.wrong("zone", zone, "a zone other than its leader's");
    }
    if leader.is_32_bit && leader.plan != plan {
        let expected =
            format!("{}, the plan of {follows}, which is a 32-bit database", leader.plan.name);
        fields.wrong("plan", quoted(plan.name), &expected);
    }
    for (whose, plan) in [("plan", plan), ("follows", leader.plan)] {
        if !plan.tier.can_follow() {
            let found = format!("of plan {}", plan.name);
            fields.wrong(whose, found, "a plan that can be followed");
        }
    }
}
