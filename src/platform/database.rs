//! A database: an add-on with a colour, a plan and a bill, on one server.

use super::addon_plan::AddonPlan;
use super::failover::HoldBack;
use super::ids::{AppId, DatabaseId};
use crate::sim::ids::ServerId;
use crate::sim::{LinkSpec, SimTime};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Database {
    /// Such as `WHITE`; unique among all databases of a run.
    pub colour: String,
    /// The app that pays for it.
    pub app: AppId,
    pub plan: &'static AddonPlan,
    /// Whether it runs on an old 32-bit machine, whose files no other plan can read (article, first
    /// callout).
    pub is_32_bit: bool,
    pub server: ServerId,
    /// The servers that it ran on before, oldest first: they are destroyed.
    pub former_servers: Vec<ServerId>,
    /// What keeps it available, on plans that have that.
    pub ha_standby: Option<HaStandby>,
    pub url: String,
    /// How often its URL changed: its credentials were reset, or it moved to another server.
    pub resets: u32,
    /// Seconds since 1970: it may be older than the run.
    pub created: i64,
    /// The links that its followers get.
    pub wire: LinkSpec,
    pub forked_from: Option<DatabaseId>,
    /// The database whose rows were restored into it.
    pub restored_from: Option<DatabaseId>,
    pub bill: Bill,
    /// Mean writes in a thousand seconds that apps made here before the run, for the age of the
    /// commits from that time.
    pub earlier_writes_per_1000_s: u64,
}

/// The hidden standby of a database, and what its health checks say
/// ([`super::failover`]).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct HaStandby {
    /// `None` until it is being built.
    pub server: Option<ServerId>,
    /// When the first of the health checks failed that have failed until now.
    pub checks_fail_since: Option<SimTime>,
    /// Why it did not take over when it was to.
    pub held_back: Option<HoldBack>,
    /// Whether it is taking over.
    pub takes_over: bool,
}

impl Database {
    /// The name of its add-on: `HEROKU_POSTGRESQL_WHITE`.
    pub fn addon(&self) -> String {
        format!("HEROKU_POSTGRESQL_{}", self.colour)
    }

    /// The name of its config var: `HEROKU_POSTGRESQL_WHITE_URL`.
    pub fn config_var(&self) -> String {
        format!("HEROKU_POSTGRESQL_{}_URL", self.colour)
    }

    pub fn is_removed(&self) -> bool {
        self.bill.until.is_some()
    }
}

/// What a database costs: its plan's price, to the second, until it is removed (article, second
/// callout; docs/heroku.md#plans).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bill {
    /// Dollars a month.
    pub dollars: u32,
    pub from: SimTime,
    /// When the database was removed.
    pub until: Option<SimTime>,
}

/// A month of billing: thirty days.
const MONTH_S: u64 = 30 * 86_400;

impl Bill {
    /// The amount so far, in millionths of a dollar.
    pub fn micro_dollars(&self, now: SimTime) -> u64 {
        let until = self.until.unwrap_or(now);
        u64::from(self.dollars) * until.since(self.from).secs() * 1_000_000 / MONTH_S
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bill_is_pro_rata_to_the_second_and_stops() {
        let mut bill = Bill { dollars: 200, from: SimTime::from_secs(100), until: None };
        assert_eq!(bill.micro_dollars(SimTime::from_secs(100)), 0);
        assert_eq!(bill.micro_dollars(SimTime::from_secs(100 + 12_960)), 1_000_000);
        bill.until = Some(SimTime::from_secs(101));
        assert_eq!(bill.micro_dollars(SimTime::from_secs(9_999)), 77);
    }
}
