//! Add-ons: databases are added, empty or as followers or forks, and removed.

use super::addon_plan::{AddonPlan, Tier};
use super::app::DATABASE_URL;
use super::database::{Bill, Database};
use super::database_url::database_url;
use super::ids::{AppId, DatabaseId};
use super::refusal::CopyKind;
use super::status::{ForkFollow, Status};
use super::{Platform, Refusal, colours};

use crate::sim::chance::{Cause, Key};
use crate::sim::ids::Zone;
use crate::sim::{LinkSpec, SimDuration};

/// What a new database starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Empty,
    Follow(DatabaseId),
    Fork(DatabaseId),
    /// A fork of its last base backup.
    FastFork(DatabaseId),
    /// A fork of what a database was at a moment, in seconds since 1970.
    Rollback(DatabaseId, i64),
}

impl Origin {
    /// The database that is copied, and what for.
    fn source(self) -> Option<(DatabaseId, CopyKind)> {
        match self {
            Origin::Empty => None,
            Origin::Follow(leader) => Some((leader, CopyKind::Follow)),
            Origin::Fork(source) | Origin::FastFork(source) => Some((source, CopyKind::Fork)),
            Origin::Rollback(source, _) => Some((source, CopyKind::Rollback)),
        }
    }
}

/// A database that was added or removed, and the release that this made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddonChange {
    pub database: DatabaseId,
    pub release: u32,
}

/// Size of an empty database and of its base backup.
pub(super) const EMPTY_BYTES: u64 = 8_000_000;

/// The link of a follower where nothing else is set: between two zones of one region
/// (docs/heroku.md#zones).
pub const DEFAULT_LINK: LinkSpec =
    LinkSpec { latency: SimDuration::from_millis(30), bandwidth: 25_000_000 };

impl Platform {
    /// The name of the next database that is added, to whichever app; none where all are taken.
    pub fn next_colour(&self) -> Option<String> {
        let is_free = |name: &str| self.databases.iter().all(|db| db.colour != name);
        let count = self.databases.len() as u64;
        colours::choose(&self.colours, is_free, self.chance.own(), count)
    }

    /// Adds a database to an app. It is prepared for a while and billed from now on (article,
    /// "Create a follower"; docs/heroku.md#addons-add).
    ///
    /// # Errors
    /// A source that cannot be copied, now or ever; a plan that cannot follow.
    pub fn add_database(
        &mut self,
        app: AppId,
        plan: &'static AddonPlan,
        origin: Origin,
    ) -> Result<AddonChange, Refusal> {
        self.check_add(plan, origin)?;
        let count = self.databases.len() as u64;
        let colour = self.next_colour().ok_or(Refusal::NoColourLeft)?;
        let key = Key::of(&colour);
        let zone = self.choose_zone(origin, count);
        let hardware = plan.hardware(key, zone);
        let (server, wire) = match origin.source() {
            None => {
                // "The database should be available in 3-5 minutes" (docs/heroku.md#addons-add).
                let secs = match plan.tier {
                    Tier::Hobby => 0,
                    _ => self.chance.between(Cause::Making(key), 0, 180, 300),
                };
                let until = self.now() + SimDuration::from_secs(secs);
                (self.fleet.create_leader(hardware, EMPTY_BYTES, until), DEFAULT_LINK)
            }
            Some((source, purpose)) => {
                let Database { server, wire, .. } = *self.database(source);
                let fork_at = match origin {
                    _ if purpose == CopyKind::Follow => None,
                    Origin::FastFork(_) => {
                        Some(self.position_at(source, self.last_base_backup(source)))
                    }
                    Origin::Rollback(_, at) => Some(self.position_at(source, at)),
                    _ => Some(self.server(source).end),
                };
                (self.fleet.create_follower(hardware, server, wire, fork_at), wire)
            }
        };
        let id = DatabaseId(self.databases.len() as u32);
        let source = origin.source().map(|(source, _)| source);
        self.databases.push(Database {
            url: database_url(&colour, 0),
            resets: 0,
            colour,
            app,
            plan,
            is_32_bit: source.is_some_and(|source| self.database(source).is_32_bit),
            server,
            former_servers: Vec::new(),
            ha_standby: None,
            created: self.calendar.unix(self.now()),
            wire,
            forked_from: source.filter(|_| !matches!(origin, Origin::Follow(_))),
            restored_from: None,
            bill: Bill { dollars: plan.dollars, from: self.now(), until: None },
            earlier_writes_per_1000_s: 0,
        });
        let release = self.attach(app, id);
        self.note_added(id, origin);
        Ok(AddonChange { database: id, release })
    }

    /// Checks whether a database with this plan can begin so.
    ///
    /// # Errors
    /// As `add_database`.
    pub fn check_add(&self, plan: &AddonPlan, origin: Origin) -> Result<(), Refusal> {
        match origin.source() {
            Some((source, purpose)) => self.check_source(source, plan, purpose)?,
            None => return Ok(()),
        }
        match origin {
            Origin::Rollback(source, at) => self.check_rollback_to(source, at),
            _ => Ok(()),
        }
    }

    /// Checks whether the plan of what is copied lets it be copied.
    ///
    /// # Errors
    /// A plan that cannot be copied so.
    pub fn check_source_plan(&self, origin: Origin) -> Result<(), Refusal> {
        match origin.source() {
            Some((source, purpose)) => self.check_source_plan_of(source, purpose),
            None => Ok(()),
        }
    }

    fn check_source_plan_of(&self, id: DatabaseId, purpose: CopyKind) -> Result<(), Refusal> {
        let source = self.database(id);
        match source.plan.tier.can_follow() {
            true => Ok(()),
            false => Err(plan_cannot(purpose, source.plan, Some(source.addon()))),
        }
    }

    /// Whether this database can be followed or forked with this plan now.
    fn check_source(
        &self,
        id: DatabaseId,
        plan: &AddonPlan,
        purpose: CopyKind,
    ) -> Result<(), Refusal> {
        let source = self.database(id);
        let name = source.addon();
        self.check_source_plan_of(id, purpose)?;
        match self.status(id) {
            Status::Unavailable { .. } | Status::Corrupt { .. } | Status::Lost { .. } => {
                return Err(Refusal::NotAnswering { name });
            }
            Status::Preparing(_) | Status::Available => {}
        }
        match self.fork_follow(id) {
            ForkFollow::Available if source.is_32_bit && source.plan != plan => {
                let (plan, own) = (plan.name.to_owned(), source.plan.name.to_owned());
                Err(Refusal::Is32Bit { name, plan, own })
            }
            ForkFollow::Available if !plan.tier.can_follow() => {
                Err(plan_cannot(purpose, plan, None))
            }
            ForkFollow::Available => Ok(()),
            ForkFollow::UnavailableOnFollowers => {
                let leader = self.leader_of(id).map(|leader| self.database(leader));
                let leader = leader.filter(|leader| !leader.is_removed());
                Err(Refusal::SourceFollows { purpose, name, leader: leader.map(Database::addon) })
            }
            ForkFollow::TemporarilyUnavailable { ready_in } => {
                Err(Refusal::NoBaseBackup { purpose, name, ready_in })
            }
            ForkFollow::Unsupported => Err(plan_cannot(purpose, source.plan, Some(name))),
        }
    }

    /// The zone of a new database: never its leader's (article, "High availability with
    /// followers"; docs/heroku.md#zones), otherwise by chance.
    fn choose_zone(&self, origin: Origin, count: u64) -> Zone {
        let taken = origin.source().map(|(source, _)| self.server(source).zone);
        let zones = (0..self.zones.len() as u8).map(Zone);
        let free = self.running_zones(zones.filter(|zone| Some(*zone) != taken).collect());
        // The high bit keeps this apart from the draws of colours, which have the same cause.
        let at = self.chance.below(Cause::Names, 1 << 32 | count, free.len() as u64);
        free[at as usize]
    }

    /// Those of these zones that are not out, or all where each is.
    pub(super) fn running_zones(&self, zones: Vec<Zone>) -> Vec<Zone> {
        let run = zones.iter().copied().filter(|zone| !self.fleet.is_zone_out(*zone));
        let run: Vec<Zone> = run.collect();
        if run.is_empty() { zones } else { run }
    }

    fn attach(&mut self, app: AppId, id: DatabaseId) -> u32 {
        let database = self.database(id);
        let (var, url) = (database.config_var(), database.url.clone());
        let description = format!("Attach {} resource", database.addon());
        self.configure(app, &[(&var, Some(&url))], description)
    }

    fn note_added(&mut self, id: DatabaseId, origin: Origin) {
        let name = self.database(id).colour.as_str();
        let colour = |source| &self.database(source).colour;
        let zone = &self.zones[self.server(id).zone.0 as usize];
        let text = match origin {
            Origin::Empty => format!("{name} is being created in {zone}, empty."),
            Origin::Follow(leader) => {
                let leader = colour(leader);
                format!("{name} is being built in {zone} from the base backup of {leader}.")
            }
            Origin::Fork(source) => {
                let source = colour(source);
                format!(
                    "{name} is being built in {zone} as a fork, from the base backup of {source}."
                )
            }
            Origin::FastFork(source) => {
                let at = self.calendar.minute(self.last_base_backup(source));
                let source = colour(source);
                format!("{name} is being built in {zone} from the base backup of {source} of {at}.")
            }
            Origin::Rollback(source, at) => {
                let (source, at) = (colour(source), self.calendar.minute(at));
                format!("{name} is being built in {zone} as what {source} was at {at}.")
            }
        };
        self.note_of(id, false, text);
    }

    /// Removes a database: its disk is gone, its bill stops, config vars that name it go, its
    /// followers have no leader any more (article, "Make application active";
    /// docs/heroku.md#dead-leader).
    pub fn remove_database(&mut self, id: DatabaseId) -> AddonChange {
        let (name, addon) = (self.database(id).colour.clone(), self.database(id).addon());
        let (app, server) = (self.database(id).app, self.database(id).server);
        let orphans = self.followers_of(id);
        let was_primary = self.is_primary(id, app);
        let standby = self.ha_standby_of(id).map(|(standby, _)| standby);
        for server in standby.into_iter().chain([server]) {
            self.fleet.lose(server);
        }
        let now = self.now();
        self.databases[id.0 as usize].bill.until = Some(now);
        let mut vars = vec![self.database(id).config_var()];
        vars.extend(was_primary.then(|| DATABASE_URL.to_owned()));
        let unset: Vec<_> = vars.iter().map(|var| (var.as_str(), None)).collect();
        let release = self.configure(app, &unset, format!("Detach {addon} resource"));
        let mut sentences = vec![format!("{name} is removed; its bill stops.")];
        if was_primary {
            sentences.push("DATABASE_URL pointed to it and is unset now.".to_owned());
        }
        let orphaned = |id| format!("{} has no leader any more.", self.database(id).colour);
        sentences.extend(orphans.iter().copied().map(orphaned));
        self.note(was_primary || !orphans.is_empty(), "heroku[api]", sentences.join(" "));
        AddonChange { database: id, release }
    }

    /// What the databases of an app cost a month, in dollars.
    pub fn monthly_cost(&self, app: AppId) -> u64 {
        let own = self.databases().filter(|(_, database)| database.app == app);
        own.map(|(_, database)| u64::from(database.bill.dollars)).sum()
    }

    /// What an app's databases have cost until now, removed ones included, in millionths of a
    /// dollar.
    pub fn spent(&self, app: AppId) -> u64 {
        let own = self.databases.iter().filter(|database| database.app == app);
        own.map(|database| database.bill.micro_dollars(self.now())).sum()
    }
}

/// A plan that can neither follow nor be followed nor forked: that of `source`, or a new one.
fn plan_cannot(purpose: CopyKind, plan: &AddonPlan, source: Option<String>) -> Refusal {
    Refusal::PlanCannot { purpose, plan: plan.name.to_owned(), source }
}
