//! Add-ons: databases are added, empty or as followers or forks, and removed.

use super::addon_plan::AddonPlan;
use super::app::{AppId, DATABASE_URL};
use super::database::{self, Bill, Database, DatabaseId};
use super::refusal::CopyKind;
use super::status::{ForkFollow, Status};
use super::{Platform, Refusal, colours};
use crate::sim::chance::{Cause, Key};
use crate::sim::server::{Hardware, Zone};
use crate::sim::{LinkSpec, SimDuration};

/// What a new database begins as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nothing.
    Empty,
    /// A follower of this one.
    Follow(DatabaseId),
    /// A copy of this one as it is now, that goes its own way.
    Fork(DatabaseId),
}

/// What came of adding or removing a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddonChange {
    /// The database.
    pub database: DatabaseId,
    /// The release it made.
    pub release: u32,
}

/// Bytes of a database with nothing in it, and of its base backup.
const EMPTY_BYTES: u64 = 8_000_000;

/// Links where no leader says otherwise: between zones of one region.
const USUAL_WIRE: LinkSpec =
    LinkSpec { latency: SimDuration::from_millis(30), bandwidth: 25_000_000 };

impl Platform {
    /// Adds a database to an app: prints nothing, prepares for a while, is billed from now on
    /// (seed, "Create a follower").
    ///
    /// # Errors
    /// A leader that cannot be followed, now or ever, and a plan that cannot follow.
    pub fn add_database(
        &mut self,
        app: AppId,
        plan: &'static AddonPlan,
        origin: Origin,
    ) -> Result<AddonChange, Refusal> {
        let source = match origin {
            Origin::Empty => None,
            Origin::Follow(leader) => Some((leader, CopyKind::Follow)),
            Origin::Fork(source) => Some((source, CopyKind::Fork)),
        };
        if let Some((source, wanted)) = source {
            self.check_source(source, plan, wanted)?;
        }
        let count = self.databases.len() as u64;
        let is_free = |name: &str| self.databases.iter().all(|db| db.colour != name);
        let colour = colours::choose(&self.colours, is_free, self.chance.own(), count)
            .ok_or(Refusal::NoColourLeft)?;
        let key = Key::of(&colour);
        let zone = self.choose_zone(origin, count);
        let hardware = Hardware { key, zone, replay_speed: plan.replay_speed() };
        let (server, wire) = match origin {
            Origin::Empty => {
                // "The database should be available in 3-5 minutes" (facts/heroku.md, 1.2).
                let secs = self.chance.between(Cause::Making(key), 0, 180, 300);
                let until = self.now() + SimDuration::from_secs(secs);
                (self.fleet.create_leader(hardware, EMPTY_BYTES, until), USUAL_WIRE)
            }
            Origin::Follow(leader) | Origin::Fork(leader) => {
                let source = self.database(leader);
                let (server, wire) = (source.server, source.wire);
                let fork = matches!(origin, Origin::Fork(_));
                (self.fleet.create_follower(hardware, server, wire, fork), wire)
            }
        };
        let id = DatabaseId(self.databases.len() as u32);
        let forked_from = if let Origin::Fork(source) = origin { Some(source) } else { None };
        self.databases.push(Database {
            url: database::url(&colour),
            colour,
            app,
            plan,
            server,
            created: self.calendar.unix(self.now()),
            wire,
            forked_from,
            bill: Bill { dollars: plan.dollars, from: self.now(), until: None },
        });
        let release = self.attach(app, id);
        self.note_added(id, origin);
        Ok(AddonChange { database: id, release })
    }

    /// Whether this database can be followed or forked with this plan now.
    fn check_source(
        &self,
        leader: DatabaseId,
        plan: &AddonPlan,
        wanted: CopyKind,
    ) -> Result<(), Refusal> {
        let source = self.database(leader);
        let name = source.addon();
        for plan in [source.plan, plan] {
            if !plan.tier.can_follow() {
                return Err(Refusal::PlanCannot { wanted, plan: plan.name.to_owned() });
            }
        }
        match self.status(leader) {
            Status::Unavailable { .. } | Status::Lost { .. } => {
                return Err(Refusal::NotAnswering { name });
            }
            Status::Preparing(_) | Status::Available => {}
        }
        match self.fork_follow(leader) {
            ForkFollow::Available => Ok(()),
            ForkFollow::UnavailableOnFollowers => {
                let its_leader =
                    self.leader_of(leader).filter(|id| !self.database(*id).is_removed());
                let its_leader = its_leader.map(|id| self.database(id).addon());
                Err(Refusal::SourceFollows { wanted, name, its_leader })
            }
            ForkFollow::TemporarilyUnavailable { ready_in } => {
                Err(Refusal::NoBaseBackup { wanted, name, ready_in })
            }
            ForkFollow::Unsupported => {
                Err(Refusal::PlanCannot { wanted, plan: source.plan.name.to_owned() })
            }
        }
    }

    /// A zone for a new database: never its leader's (seed, "High availability"), by chance else.
    fn choose_zone(&self, origin: Origin, count: u64) -> Zone {
        let taken = match origin {
            Origin::Empty => None,
            Origin::Follow(leader) | Origin::Fork(leader) => Some(self.server(leader).zone),
        };
        let mut free = Vec::new();
        for zone in (0..self.zones.len() as u8).map(Zone) {
            if Some(zone) != taken {
                free.push(zone);
            }
        }
        // A second stream of the same cause, apart from the colours'.
        let at = self.chance.below(Cause::Names, 1 << 32 | count, free.len() as u64);
        free[at as usize]
    }

    fn attach(&mut self, app: AppId, id: DatabaseId) -> u32 {
        let database = self.database(id);
        let (var, url) = (database.config_var(), database.url.clone());
        let what = format!("Attach {} resource", database.addon());
        self.configure(app, &[(&var, Some(&url))], what)
    }

    fn note_added(&mut self, id: DatabaseId, origin: Origin) {
        let name = self.database(id).colour.clone();
        let of = |source| &self.database(source).colour;
        let zone = &self.zones[self.server(id).zone.0 as usize];
        let text = match origin {
            Origin::Empty => format!("{name} is being made in {zone}, empty."),
            Origin::Follow(leader) => {
                format!("{name} begins in {zone} by restoring the base backup of {}.", of(leader))
            }
            Origin::Fork(source) => {
                format!(
                    "{name} begins in {zone} as a fork, from the base backup of {}.",
                    of(source)
                )
            }
        };
        self.note_of(id, false, text);
    }

    /// Removes a database: its disk is gone, its bill stops, config vars that name it go, its
    /// followers have no leader any more (seed, "Make application active").
    pub fn remove_database(&mut self, id: DatabaseId) -> AddonChange {
        let (name, addon) = (self.database(id).colour.clone(), self.database(id).addon());
        let (app, server) = (self.database(id).app, self.database(id).server);
        let orphans = self.followers_of(id);
        let url = self.database(id).url.clone();
        self.fleet.lose(server);
        let now = self.now();
        self.databases[id.0 as usize].bill.until = Some(now);
        let vars = self.app(app).config.all().iter().filter(|(_, value)| *value == url);
        let vars: Vec<String> = vars.map(|(name, _)| name.clone()).collect();
        let was_primary = vars.iter().any(|var| var == DATABASE_URL);
        let unset: Vec<(&str, Option<&str>)> =
            vars.iter().map(|var| (var.as_str(), None)).collect();
        let release = self.configure(app, &unset, format!("Detach {addon} resource"));
        let mut text = format!("{name} is removed; its bill stops.");
        if was_primary {
            text += " DATABASE_URL named it and is unset now.";
        }
        for orphan in &orphans {
            text += &format!(" {} has no leader any more.", self.database(*orphan).colour);
        }
        let bad = was_primary || !orphans.is_empty();
        self.note(bad, "heroku[api]", text);
        AddonChange { database: id, release }
    }

    /// What an app's databases have cost until now, removed ones included, in millionths of a
    /// dollar.
    pub fn spent(&self, app: AppId) -> u64 {
        let now = self.now();
        let own = self.databases.iter().filter(|database| database.app == app);
        own.map(|database| database.bill.micro_dollars(now)).sum()
    }
}
