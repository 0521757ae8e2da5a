//! Automated failover: databases on a premium or enterprise plan have a hidden standby, which
//! takes over by itself when health checks have failed for two minutes (docs/heroku.md#ha).

use super::Platform;
use super::addons::DEFAULT_LINK;
use super::database::{Database, HaStandby};
use super::faults::cold_cache::WARMS_UP;
use super::ids::DatabaseId;
use super::journal::FAILED_OVER;
use crate::format;
use crate::sim::chance::{Cause, Key};
use crate::sim::ids::{ServerId, Zone};
use crate::sim::server::{Hardware, Phase, Power, Server};
use crate::sim::{Behind, SimDuration, SimTime};

/// How often a leader's health is checked.
const CHECK_EVERY: SimDuration = SimDuration::from_secs(5);

/// How long the checks must have failed before a standby takes over.
pub const CHECKED_FOR: SimDuration = SimDuration::from_secs(120);

/// A standby that lacks more than this does not take over: ten segments of WAL.
pub const MOST_BYTES_BEHIND: u64 = 10 * 16 * 1_024 * 1_024;

/// Nor does one that lacks what was written over more time than this.
pub const MOST_TIME_BEHIND: SimDuration = SimDuration::from_secs(600);

/// Why a standby cannot take over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HoldBack {
    /// There is none yet: its leader has no base backup of its own.
    NotBegun,
    Building,
    Down,
    /// It lacks so many bytes of WAL.
    BytesBehind(u64),
    /// It lacks what was written in the last so long.
    TimeBehind(SimDuration),
}

/// How far an automated failover is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failover {
    /// Health checks fail; the standby takes over at this moment unless they pass again.
    Checking { acts_at: SimTime },
    /// The two minutes are over, and the standby cannot take over.
    HeldBack(HoldBack),
    /// The failed server is destroyed, and the standby replays what it has received.
    TakingOver,
}

impl Platform {
    /// Whether a database has a hidden standby, or will have one: a leader on a plan with high
    /// availability. A follower has none until it is unfollowed (docs/heroku.md#ha).
    pub fn has_ha_standby(&self, id: DatabaseId) -> bool {
        let (database, server) = (self.database(id), self.server(id));
        let is_made = server.is_leader() && server.phase == Phase::Ready;
        database.plan.tier.has_failover() && !database.is_removed() && is_made
    }

    /// The server of a database's hidden standby.
    pub fn ha_standby_of(&self, id: DatabaseId) -> Option<(ServerId, &Server)> {
        let standby = self.database(id).ha_standby.as_ref()?.server?;
        Some((standby, self.fleet.server(standby)))
    }

    /// Why a database's standby could not take over now; `None` where it could, or where the
    /// database has none to have.
    pub fn hold_back(&self, id: DatabaseId) -> Option<HoldBack> {
        if !self.has_ha_standby(id) {
            return None;
        }
        let Some((standby, server)) = self.ha_standby_of(id) else {
            return Some(HoldBack::NotBegun);
        };
        if server.phase != Phase::Ready {
            return Some(HoldBack::Building);
        }
        if !server.is_up() {
            return Some(HoldBack::Down);
        }
        let leader = self.server(id);
        let bytes = leader.end.0.saturating_sub(server.end.0);
        if bytes > MOST_BYTES_BEHIND {
            return Some(HoldBack::BytesBehind(bytes));
        }
        let received = self.fleet.commits_on_disk(standby);
        let timelines = self.fleet.timelines();
        let missing = timelines.time_of(leader.timeline, received + 1).filter(|_| bytes > 0)?;
        // Once the checks fail nothing more is written, so the age stays as it was then.
        let until = self.checks_fail_since(id).unwrap_or(self.now());
        let behind = until.since(missing);
        (behind > MOST_TIME_BEHIND).then_some(HoldBack::TimeBehind(behind))
    }

    fn checks_fail_since(&self, id: DatabaseId) -> Option<SimTime> {
        self.database(id).ha_standby.as_ref()?.checks_fail_since
    }

    /// How far the automated failover of a database is; `None` while its health checks pass.
    pub fn failover(&self, id: DatabaseId) -> Option<Failover> {
        let standby = self.database(id).ha_standby.as_ref()?;
        if standby.takes_over {
            return Some(Failover::TakingOver);
        }
        let acts_at = standby.checks_fail_since? + CHECKED_FOR;
        Some(match standby.held_back {
            Some(why) if acts_at <= self.now() => Failover::HeldBack(why),
            _ => Failover::Checking { acts_at },
        })
    }

    /// The commits that an automated failover now would lose; `None` where none would come.
    pub fn lost_by_failover(&self, id: DatabaseId) -> Option<u64> {
        let (standby, _) = self.ha_standby_of(id).filter(|_| self.hold_back(id).is_none())?;
        Some(self.fleet.behind(standby)?.not_received)
    }

    /// Whether the standby of a database that fails takes over, as far as can be seen now.
    pub fn will_fail_over(&self, id: DatabaseId) -> bool {
        let acts_at = match self.failover(id) {
            Some(Failover::TakingOver) => return true,
            Some(Failover::Checking { acts_at }) => acts_at,
            Some(Failover::HeldBack(_)) => self.now(),
            None => self.now() + CHECKED_FOR,
        };
        let stays_away = match self.server(id).power {
            Power::Lost { .. } => true,
            Power::Down { until, .. } => until > acts_at,
            Power::Up | Power::Recovering { .. } => self.server(id).corrupt_since.is_some(),
        };
        stays_away && self.has_ha_standby(id)
    }

    /// Gives a database the standby that it had before the run, with all that its leader has.
    pub(super) fn start_ha_standby(&mut self, id: DatabaseId, zone: Option<Zone>) {
        if !self.has_ha_standby(id) {
            return;
        }
        let zone = zone.unwrap_or_else(|| self.first_other_zone(self.server(id).zone));
        let (hardware, leader) = (self.ha_standby_hardware(id, zone), self.database(id).server);
        let server = self.fleet.add_follower(hardware, leader, DEFAULT_LINK, Behind::default());
        *self.fleet.settings_mut(server) = self.fleet.server(leader).settings.clone();
        self.databases[id.0 as usize].ha_standby =
            Some(HaStandby { server: Some(server), ..HaStandby::default() });
    }

    fn first_other_zone(&self, zone: Zone) -> Zone {
        Zone(u8::from(zone == Zone(0)))
    }

    fn ha_standby_hardware(&self, id: DatabaseId, zone: Zone) -> Hardware {
        let database = self.database(id);
        let key = Key::of(&format!("standby of {}", database.colour));
        let key = key.nth(database.former_servers.len() as u32);
        database.plan.hardware(key, zone)
    }

    /// A zone by chance, other than this one, for the next server of a database.
    fn zone_for_next(&self, id: DatabaseId, leaders: Zone, key: Key) -> Zone {
        let zones = (0..self.zones.len() as u8).map(Zone);
        let free = self.running_zones(zones.filter(|zone| *zone != leaders).collect());
        let count = self.database(id).former_servers.len() as u64;
        free[self.chance.below(Cause::Making(key), 1 << 32 | count, free.len() as u64) as usize]
    }

    /// Builds standbys that are missing, checks the health of leaders, and lets standbys take over.
    pub(super) fn keep_available(&mut self) {
        for at in 0..self.databases.len() {
            let id = DatabaseId(at as u32);
            if !self.has_ha_standby(id) {
                continue;
            }
            self.databases[at].ha_standby.get_or_insert_default();
            self.build_ha_standby(id);
            if self.failover(id) == Some(Failover::TakingOver) {
                continue;
            }
            if self.now().micros().is_multiple_of(CHECK_EVERY.micros()) {
                self.check_health(id);
            }
            if self.checks_fail_since(id).is_some()
                && let Some((standby, _)) = self.ha_standby_of(id)
            {
                self.fleet.read_archive(standby);
            }
        }
    }

    /// Begins to build a standby where there is none and a base backup to build it from.
    fn build_ha_standby(&mut self, id: DatabaseId) {
        let leader = self.server(id);
        if self.ha_standby_of(id).is_some() || leader.backup_bytes_left > 0 || !leader.answers() {
            return;
        }
        let key = Key::of(&format!("standby of {}", self.database(id).colour));
        let zone = self.zone_for_next(id, leader.zone, key);
        self.create_ha_standby(id, zone);
    }

    fn create_ha_standby(&mut self, id: DatabaseId, zone: Zone) {
        let (hardware, leader) = (self.ha_standby_hardware(id, zone), self.database(id).server);
        let server = self.fleet.create_follower(hardware, leader, DEFAULT_LINK, None);
        *self.fleet.settings_mut(server) = self.fleet.server(leader).settings.clone();
        if let Some(standby) = &mut self.databases[id.0 as usize].ha_standby {
            standby.server = Some(server);
        }
        let (name, zone) = (&self.database(id).colour, &self.zones[zone.0 as usize]);
        let text = format!("A hidden standby of {name} is being built in {zone}.");
        self.note_of(id, false, text);
    }

    fn check_health(&mut self, id: DatabaseId) {
        let (now, name) = (self.now(), self.database(id).colour.clone());
        let since = self.checks_fail_since(id);
        if self.is_healthy(id) {
            if since.is_some() {
                self.set_checks(id, None, None);
                let text = format!("{name} passes its health checks again: no failover.");
                self.note_of(id, false, text);
            }
            return;
        }
        let Some(since) = since else {
            self.set_checks(id, Some(now), None);
            let text = format!(
                "Health checks of {name} fail. If they still do in two minutes, its hidden standby \
                 takes over."
            );
            return self.note_of(id, true, text);
        };
        if now.since(since) < CHECKED_FOR {
            return;
        }
        match self.hold_back(id) {
            None => self.begin_failover(id),
            Some(why) => {
                let standby = self.database(id).ha_standby.as_ref();
                let before = standby.and_then(|standby| standby.held_back);
                self.set_checks(id, Some(since), Some(why));
                if before.is_none_or(|before| why.is_other_than(before)) {
                    let text = format!("No automated failover of {name}: {}.", why.reason());
                    self.note_of(id, true, text);
                }
            }
        }
    }

    /// Whether the machine of a database can be reached and its files are whole. A process that
    /// has died is started again and is no reason to act.
    fn is_healthy(&self, id: DatabaseId) -> bool {
        let server = self.server(id);
        let answers = matches!(server.power, Power::Up | Power::Recovering { .. });
        answers && server.corrupt_since.is_none()
    }

    fn set_checks(&mut self, id: DatabaseId, since: Option<SimTime>, why: Option<HoldBack>) {
        if let Some(standby) = &mut self.databases[id.0 as usize].ha_standby {
            (standby.checks_fail_since, standby.held_back) = (since, why);
        }
    }

    /// Destroys the failed server and lets its standby leave recovery.
    fn begin_failover(&mut self, id: DatabaseId) {
        let Some((standby, _)) = self.ha_standby_of(id) else {
            return;
        };
        let behind = self.fleet.behind(standby).unwrap_or_default();
        self.fleet.lose(self.database(id).server);
        self.fleet.leave_recovery(standby);
        if let Some(standby) = &mut self.databases[id.0 as usize].ha_standby {
            standby.takes_over = true;
        }
        let name = &self.database(id).colour;
        let mut text = format!(
            "Automated failover of {name}: its failed server is destroyed, its standby takes over."
        );
        if behind.not_received > 0 {
            let missing = format::commits(behind.not_received);
            text += &format!(" {missing} never reached the standby.");
        }
        self.note_of(id, true, text);
    }

    /// Whose hidden standby a server is.
    pub(super) fn ha_standby_owner(&self, server: ServerId) -> Option<DatabaseId> {
        let is_it = |database: &Database| {
            database.ha_standby.as_ref().is_some_and(|standby| standby.server == Some(server))
        };
        self.databases().find(|(_, database)| is_it(database)).map(|(id, _)| id)
    }

    /// The standby has left recovery: the database moves to it and gets another URL, and its
    /// followers are built anew, with their names and bills.
    pub(super) fn finish_failover(&mut self, id: DatabaseId) {
        let Some((standby, _)) = self.ha_standby_of(id) else {
            return;
        };
        let followers = self.followers_of(id);
        // Both servers put their WAL into one archive, and its base backups do for both.
        self.fleet.inherit_archive(standby, self.database(id).server);
        self.move_to(id, standby);
        self.fleet.cool_cache(standby, self.now() + WARMS_UP);
        self.databases[id.0 as usize].ha_standby = Some(HaStandby::default());
        let old = self.change_url(id);
        self.hand_out_url(id, &old);
        self.rebuild_followers(id, &followers);
        let (name, held) = (&self.database(id).colour, self.who_holds(&old));
        let text = format!("{name} {FAILED_OVER}{held}");
        self.note_of(id, false, text);
    }

    /// Destroys the followers of a database and builds them anew from where it runs now.
    fn rebuild_followers(&mut self, leader: DatabaseId, followers: &[DatabaseId]) {
        let source = self.database(leader).server;
        for &id in followers {
            self.fleet.lose(self.database(id).server);
            let database = self.database(id);
            let key = Key::of(&database.colour).nth(database.former_servers.len() as u32 + 1);
            let zone = self.zone_for_next(id, self.server(leader).zone, key);
            let hardware = database.plan.hardware(key, zone);
            let settings = self.server(id).settings.clone();
            let server = self.fleet.create_follower(hardware, source, database.wire, None);
            *self.fleet.settings_mut(server) = settings;
            self.move_to(id, server);
            let (name, leader) = (&self.database(id).colour, &self.database(leader).colour);
            let text = format!("{name} followed the failed server of {leader} and is built anew.");
            self.note_of(id, false, text);
        }
    }

    /// Lets a database run on another server from now on.
    fn move_to(&mut self, id: DatabaseId, server: ServerId) {
        let database = &mut self.databases[id.0 as usize];
        database.former_servers.push(database.server);
        database.server = server;
    }
}

impl HoldBack {
    /// What keeps the standby from taking over, in words.
    pub fn reason(self) -> String {
        let least = format::bytes(MOST_BYTES_BEHIND);
        match self {
            HoldBack::NotBegun => "a new standby waits for a base backup".to_owned(),
            HoldBack::Building => "its standby is still being built".to_owned(),
            HoldBack::Down => "its standby does not run either".to_owned(),
            HoldBack::BytesBehind(bytes) => {
                format!("its standby lacks {} of WAL, more than {least}", format::bytes(bytes))
            }
            HoldBack::TimeBehind(length) => format!(
                "its standby lacks the last {}, more than {}",
                format::length(length),
                format::length(MOST_TIME_BEHIND)
            ),
        }
    }

    /// The same in a few words, of a standby.
    pub fn brief(self) -> String {
        match self {
            HoldBack::NotBegun => "is not begun".to_owned(),
            HoldBack::Building => "is being built".to_owned(),
            HoldBack::Down => "does not run".to_owned(),
            HoldBack::BytesBehind(bytes) => format!("lacks {}", format::bytes(bytes)),
            HoldBack::TimeBehind(length) => format!("lacks the last {}", format::length(length)),
        }
    }

    /// Whether it is another reason, and not the same with another figure.
    fn is_other_than(self, other: HoldBack) -> bool {
        std::mem::discriminant(&self) != std::mem::discriminant(&other)
    }
}
