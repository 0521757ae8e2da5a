//! Plans: what a database costs, has and may do.
//!
//! Prices, memory, connections and storage come from docs/heroku.md#plans. The prices of the
//! numbered plans are confirmed for standard-0, standard-2, premium-3 and essential-0
//! (docs/heroku.md#plans-numbered), the others are not. The enterprise tier had no public price:
//! those here are ours. The replay speed is a dial of ours (docs/heroku.md#replay-speed): real
//! servers replayed 24 to 150 times faster than they could write (docs/replication.md#a3), which
//! would hide what a small plan costs.

use crate::sim::SimDuration;
use crate::sim::chance::Key;
use crate::sim::ids::Zone;
use crate::sim::server::Hardware;

/// A plan of the add-on `heroku-postgresql`.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct AddonPlan {
    /// As it is typed: `standard-yanari`.
    pub name: &'static str,
    pub tier: Tier,
    /// Price in dollars a month.
    pub dollars: u32,
    /// 0 on shared plans, which state no figure.
    pub memory_mb: u32,
    /// The connection limit.
    pub connections: u32,
    /// 0 on shared plans, which count rows instead.
    pub storage_gb: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tier {
    /// Shared servers; cannot be followed or forked.
    Hobby,
    /// The production plans from before there were tiers.
    Production,
    Standard,
    /// Standard with automated failover.
    Premium,
    /// Premium with an agreement about its service.
    Enterprise,
}

impl Tier {
    /// Whether its databases can be followed and forked (article, first warning;
    /// docs/heroku.md#tiers).
    pub fn can_follow(self) -> bool {
        self != Tier::Hobby
    }

    /// Whether its leaders have a hidden standby (article, "High availability with followers";
    /// docs/heroku.md#ha).
    pub fn has_failover(self) -> bool {
        matches!(self, Tier::Premium | Tier::Enterprise)
    }

    /// How far back in time a database of it can be rolled back (docs/heroku.md#tiers).
    pub fn rollback_reach(self) -> Option<SimDuration> {
        match self {
            Tier::Hobby | Tier::Production => None,
            Tier::Standard => Some(SimDuration::from_secs(3_600)),
            Tier::Premium => Some(SimDuration::from_secs(7 * 86_400)),
            Tier::Enterprise => Some(SimDuration::from_secs(30 * 86_400)),
        }
    }
}

impl AddonPlan {
    /// Finds a plan by its name, in any case.
    pub fn find(name: &str) -> Option<&'static AddonPlan> {
        PLANS.iter().find(|plan| plan.name.eq_ignore_ascii_case(name))
    }

    /// As `pg:info` prints it: `Standard Yanari`, `Standard 0`, `Crane`, `Hobby-dev`.
    pub fn title(&self) -> String {
        let separator = if self.name.starts_with("hobby-") { ' ' } else { '-' };
        let words = self.name.split(separator).map(|word| {
            let (first, rest) = word.split_at_checked(1).unwrap_or_default();
            first.to_ascii_uppercase() + rest
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// The most rows that a database of it may have; `None` where only bytes count.
    pub fn row_limit(&self) -> Option<u64> {
        match self.name {
            "dev" | "hobby-dev" => Some(10_000),
            "basic" | "hobby-basic" => Some(10_000_000),
            _ => None,
        }
    }

    /// Bytes of WAL that its servers replay in a second: a kilobyte for each megabyte of memory,
    /// between 400 kB and 50 MB.
    pub fn replay_speed(&self) -> u64 {
        u64::from(self.memory_mb.clamp(400, 50_000)) * 1_000
    }

    /// Bytes of the disk of its servers; `None` on shared plans.
    pub fn disk_size(&self) -> Option<u64> {
        (self.storage_gb > 0).then(|| u64::from(self.storage_gb) * 1_000_000_000)
    }

    /// The machine of a server of its.
    pub fn hardware(&self, key: Key, zone: Zone) -> Hardware {
        let (replay_speed, disk_size) = (self.replay_speed(), self.disk_size());
        Hardware { key, zone, replay_speed, disk_size }
    }

    /// The price as the tool prints it: `$50/mo`, `free`.
    pub fn price(&self) -> String {
        if self.dollars == 0 { "free".to_owned() } else { format!("${}/mo", self.dollars) }
    }
}

const fn plan(
    name: &'static str,
    tier: Tier,
    dollars: u32,
    memory_mb: u32,
    connections: u32,
    storage_gb: u32,
) -> AddonPlan {
    AddonPlan { name, tier, dollars, memory_mb, connections, storage_gb }
}

/// Every plan, in the order in which completion lists them.
pub static PLANS: &[AddonPlan] = &[
    plan("dev", Tier::Hobby, 0, 0, 20, 0),
    plan("basic", Tier::Hobby, 9, 0, 20, 0),
    plan("hobby-dev", Tier::Hobby, 0, 0, 20, 0),
    plan("hobby-basic", Tier::Hobby, 9, 0, 20, 0),
    plan("crane", Tier::Production, 50, 400, 500, 1_000),
    plan("kappa", Tier::Production, 100, 800, 500, 1_000),
    plan("ronin", Tier::Production, 200, 1_700, 500, 1_000),
    plan("fugu", Tier::Production, 400, 3_750, 500, 1_000),
    plan("ika", Tier::Production, 800, 7_500, 500, 1_000),
    plan("zilla", Tier::Production, 1_600, 17_000, 500, 1_000),
    plan("baku", Tier::Production, 3_200, 34_000, 500, 1_000),
    plan("mecha", Tier::Production, 6_400, 64_000, 500, 1_000),
    plan("standard-yanari", Tier::Standard, 50, 400, 60, 64),
    plan("standard-tengu", Tier::Standard, 200, 1_700, 200, 256),
    plan("standard-ika", Tier::Standard, 750, 7_500, 400, 512),
    plan("standard-baku", Tier::Standard, 2_000, 34_000, 500, 1_000),
    plan("standard-mecha", Tier::Standard, 3_500, 64_000, 500, 1_000),
    plan("premium-yanari", Tier::Premium, 200, 400, 60, 64),
    plan("premium-tengu", Tier::Premium, 350, 1_700, 200, 256),
    plan("premium-ika", Tier::Premium, 1_200, 7_500, 400, 512),
    plan("premium-baku", Tier::Premium, 3_500, 34_000, 500, 1_000),
    plan("premium-mecha", Tier::Premium, 6_000, 68_000, 500, 1_000),
    plan("enterprise-mecha", Tier::Enterprise, 8_000, 68_000, 500, 1_000),
    plan("enterprise-ryu", Tier::Enterprise, 12_000, 244_000, 500, 1_000),
    plan("essential-0", Tier::Hobby, 5, 0, 20, 0),
    plan("standard-0", Tier::Standard, 50, 4_000, 120, 64),
    plan("standard-2", Tier::Standard, 200, 8_000, 400, 256),
    plan("standard-3", Tier::Standard, 400, 15_000, 500, 512),
    plan("standard-4", Tier::Standard, 750, 30_500, 500, 768),
    plan("standard-5", Tier::Standard, 1_400, 61_000, 500, 1_000),
    plan("standard-6", Tier::Standard, 2_000, 122_000, 500, 1_500),
    plan("standard-7", Tier::Standard, 3_500, 244_000, 500, 2_000),
    plan("standard-8", Tier::Standard, 4_500, 488_000, 500, 3_000),
    plan("standard-9", Tier::Standard, 9_000, 768_000, 500, 4_000),
    plan("premium-0", Tier::Premium, 200, 4_000, 120, 64),
    plan("premium-2", Tier::Premium, 350, 8_000, 400, 256),
    plan("premium-3", Tier::Premium, 750, 15_000, 500, 512),
    plan("premium-4", Tier::Premium, 1_200, 30_500, 500, 768),
    plan("premium-5", Tier::Premium, 2_500, 61_000, 500, 1_000),
    plan("premium-6", Tier::Premium, 3_500, 122_000, 500, 1_500),
    plan("premium-7", Tier::Premium, 6_000, 244_000, 500, 2_000),
    plan("premium-8", Tier::Premium, 8_500, 488_000, 500, 3_000),
    plan("premium-9", Tier::Premium, 18_000, 768_000, 500, 4_000),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_found_by_its_name_and_printed_as_the_tool_does() {
        let check = |name: &str, title: &str, price: &str| {
            let plan = AddonPlan::find(name).expect("a plan");
            assert_eq!((plan.title().as_str(), plan.price().as_str()), (title, price));
        };
        check("crane", "Crane", "$50/mo");
        check("RONIN", "Ronin", "$200/mo");
        check("standard-yanari", "Standard Yanari", "$50/mo");
        check("standard-0", "Standard 0", "$50/mo");
        check("hobby-dev", "Hobby-dev", "free");
        assert_eq!(AddonPlan::find("nonsuch"), None);
    }

    #[test]
    fn only_hobby_plans_cannot_be_followed() {
        let cannot: Vec<_> =
            PLANS.iter().filter(|plan| !plan.tier.can_follow()).map(|plan| plan.name).collect();
        assert_eq!(cannot, ["dev", "basic", "hobby-dev", "hobby-basic", "essential-0"]);
    }
}
