//! Heroku's control plane: apps, dynos, config vars, releases, add-ons, plans, bills, and what
//! Heroku refuses.
//!
//! This room knows which database an app writes to and what that costs. How WAL moves is `sim`'s
//! business, how a command is spelled `terminal`'s.

pub mod addon_plan;
pub mod addons;
pub mod app;
pub mod app_log;
pub mod calendar;
pub mod colours;
pub mod config;
mod connection;
mod continuation;
pub mod control;
mod credentials;
pub mod database;
mod database_url;
pub mod deletions;
mod disk;
pub mod failover;
pub mod faults;
pub mod forecast;
pub mod ids;
pub mod journal;
pub mod ledger;
pub mod losses;
pub mod meaning;
pub mod names;
pub mod outside;
pub mod pgbackups;
pub mod reads;
pub mod refusal;
pub mod releases;
pub mod reset;
pub mod rollback;
pub mod starting_world;
pub mod status;
mod tick;

pub use app::{App, Visitors};
pub use connection::DatabaseError;
pub use database::Database;
pub use database_url::{DatabaseUrl, database_url};
pub use ids::{AppId, DatabaseId};
pub use refusal::Refusal;
pub use status::{ForkFollow, InfoRow, Status};

use std::rc::Rc;

use crate::format;
use crate::sim::chance::{Cause, Chance, Key};
use crate::sim::ids::ServerId;
use crate::sim::server::Server;
use crate::sim::{Fleet, SimTime};

use app::{DATABASE_URL, Dyno, ProcessType};
use app_log::AppLog;
use calendar::Calendar;
use database::Bill;
use database_url::is_same;
use deletions::Deletion;
use faults::bulk_load::BulkLoad;
use faults::{DueFault, StruckFault};
use journal::{Journal, JournalEntry};
use pgbackups::Transfer;
use releases::Release;
use starting_world::{PgInfo, StartingWorld};

/// The person who types.
pub const OWNER_EMAIL: &str = "you@example.com";

/// Bytes of WAL of a commit, if nothing else is set.
pub const BYTES_PER_COMMIT: u64 = 600;

/// Apps and databases over a fleet.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Platform {
    chance: Chance,
    calendar: Calendar,
    fleet: Fleet,
    /// What never changes is shared with the scenario and with every copy of the run.
    zones: Rc<Vec<String>>,
    colours: Rc<Vec<String>>,
    apps: Vec<App>,
    databases: Vec<Database>,
    schedule: Vec<DueFault>,
    struck: Vec<StruckFault>,
    /// Loads that go on.
    loads: Vec<BulkLoad>,
    /// All there have been; what is not over goes on with every tick.
    transfers: Vec<Transfer>,
    /// Oldest first.
    deletions: Vec<Deletion>,
    journal: Journal,
    app_log: AppLog,
    pg_info: PgInfo,
}

impl Platform {
    /// The world as it is at the start of a run.
    pub fn start(world: &StartingWorld) -> Platform {
        let chance = Chance::new(world.seed);
        let mut platform = Platform {
            chance,
            calendar: world.calendar,
            fleet: Fleet::new(chance),
            zones: world.zones.clone(),
            colours: world.colours.clone(),
            apps: Vec::new(),
            databases: Vec::new(),
            schedule: faults::draw_schedule(&world.faults, chance),
            struck: Vec::new(),
            loads: Vec::new(),
            transfers: Vec::new(),
            deletions: Vec::new(),
            journal: Journal::default(),
            app_log: AppLog::default(),
            pg_info: world.pg_info,
        };
        platform.fleet.set_least_making(world.least_making);
        if world.replication_slots {
            platform.fleet.use_slots();
        }
        for database in &world.databases {
            platform.start_database(database, world);
        }
        for app in &world.apps {
            platform.start_app(app);
        }
        platform.note_start();
        for query in &world.queries {
            let server = platform.database(query.on).server;
            platform.fleet.begin_query(server, query.statement.clone());
        }
        // What the scenario begins with is there at its first instant.
        faults::strike_due(&mut platform);
        platform
    }

    fn start_database(&mut self, start: &starting_world::DatabaseStart, world: &StartingWorld) {
        let hardware = start.plan.hardware(Key::of(&start.colour), start.zone);
        let server = match start.follows {
            Some(leader) => {
                let leader = self.database(leader).server;
                self.fleet.add_follower(hardware, leader, start.wire, start.behind)
            }
            None => {
                // Only a base backup depends on the bytes of commits from before the run, so one
                // size serves for all of them.
                let app = &world.apps[start.app.0 as usize];
                let process = app.formation.first();
                let bytes = process.map_or(BYTES_PER_COMMIT, |process| process.bytes_each);
                self.fleet.add_leader(hardware, start.commits, bytes, start.data_bytes)
            }
        };
        let settings = self.fleet.settings_mut(server);
        settings.max_standby_streaming_delay = start.max_standby_streaming_delay;
        settings.hot_standby_feedback = start.hot_standby_feedback;
        let id = DatabaseId(self.databases.len() as u32);
        self.databases.push(Database {
            colour: start.colour.clone(),
            app: start.app,
            plan: start.plan,
            is_32_bit: match start.follows {
                Some(leader) => self.database(leader).is_32_bit,
                None => start.is_32_bit,
            },
            server,
            former_servers: Vec::new(),
            ha_standby: None,
            url: database_url(&start.colour, 0),
            resets: 0,
            created: self.calendar.unix(SimTime::ZERO) - start.age.secs() as i64,
            wire: start.wire,
            forked_from: None,
            restored_from: None,
            bill: Bill { dollars: start.plan.dollars, from: SimTime::ZERO, until: None },
            earlier_writes_per_1000_s: 0,
        });
        self.start_ha_standby(id, start.standby_zone);
    }

    fn start_app(&mut self, start: &starting_world::AppStart) {
        let id = AppId(self.apps.len() as u32);
        let mut config = config::ConfigVars::default();
        start.config.iter().for_each(|(name, value)| config.set(name, value));
        for database in self.databases.iter().filter(|database| database.app == id) {
            config.set(&database.config_var(), &database.url);
        }
        if start.has_pgbackups {
            config.set(pgbackups::CONFIG_VAR, &pgbackups::url(&start.name));
        }
        let mut ledger = ledger::Ledger::default();
        if let Some(primary) = start.primary {
            let server = self.server(primary);
            config.set(DATABASE_URL, &self.database(primary).url);
            let end = self.fleet.timelines().end(server.timeline);
            if end.commits > 0 {
                ledger.add(server.timeline, 1, end.commits);
            }
        }
        for process in &start.formation {
            let url = config.get(&process.writes_to).unwrap_or_default().to_owned();
            let writers = if process.name == app::WEB { 1 } else { u64::from(process.quantity) };
            for database in self.databases.iter_mut().filter(|it| is_same(&it.url, &url)) {
                let rate = process.writes_per_1000_s;
                let rate = process.shift.map_or(rate, |shift| shift.mean(rate));
                database.earlier_writes_per_1000_s += rate * writers;
            }
        }
        let dyno = Dyno { up_at: SimTime::ZERO, starts: 1, waiting: 0, rate: 0, refused: None };
        let formation = start.formation.iter().map(|process| ProcessType {
            key: Key::of(&format!("{}/{}", start.name, process.name)),
            name: process.name.clone(),
            command: process.command.clone(),
            writes_per_1000_s: process.writes_per_1000_s,
            shift: process.shift,
            bytes_each: process.bytes_each,
            inserts: process.inserts,
            writes_to: process.writes_to.clone(),
            reads: process.reads,
            reading: reads::ReadTally::default(),
            dynos: vec![dyno.clone(); process.quantity as usize],
        });
        let commit = self.chance.draw(Cause::Making(Key::of(&start.name)), 0) >> 36;
        let description = format!("Deploy {commit:07x}");
        let (version, at, config_then) = (start.release, SimTime::ZERO, config.clone());
        let addons = self.addons_of(id);
        let has_pgbackups = start.has_pgbackups;
        let release =
            Release { version, description, at, config: config_then, addons, has_pgbackups };
        self.apps.push(App {
            name: start.name.clone(),
            outside: start.outside,
            config,
            formation: formation.collect(),
            // Releases are Heroku's.
            releases: if start.outside { Vec::new() } else { vec![Rc::new(release)] },
            has_pgbackups,
            maintenance: start.maintenance,
            ledger,
            arrived: 0,
            refused: 0,
            downtime: app::Downtime::default(),
            visitors: Visitors::Served,
            burst: None,
            read_refused: None,
            stale_reads: reads::StaleReads::default(),
        });
    }

    /// Writes the first entry of the journal: who follows whom.
    fn note_start(&mut self) {
        let colour = |id: DatabaseId| self.database(id).colour.as_str();
        let sentence = |(id, app): (AppId, &App)| {
            let primary = self.primary(id)?;
            if app.outside {
                let (name, colour) = (&app.name, colour(primary));
                return Some(format!("{name}, outside Heroku, writes to {colour}."));
            }
            let start = format!("{} writes to {}", app.name, colour(primary));
            let followers: Vec<&str> = self.followers_of(primary).into_iter().map(colour).collect();
            Some(match followers.as_slice() {
                [] => format!("{start}, which nothing follows."),
                [follower] => format!("{start}. {follower} follows it."),
                several => format!("{start}. {} follow it.", format::series(several)),
            })
        };
        let sentences: Vec<String> = self.apps().filter_map(sentence).collect();
        self.note(false, "heroku[api]", sentences.join(" "));
    }

    /// The seed of the run.
    pub fn seed(&self) -> u64 {
        self.chance.seed()
    }

    /// The moment that the next tick begins at.
    pub fn now(&self) -> SimTime {
        self.fleet.now()
    }

    pub fn calendar(&self) -> Calendar {
        self.calendar
    }

    pub fn fleet(&self) -> &Fleet {
        &self.fleet
    }

    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Faults that struck, oldest first.
    pub fn struck(&self) -> &[StruckFault] {
        &self.struck
    }

    /// How `pg:info` words what the article words in more than one way (docs/heroku.md#headings).
    pub fn pg_info(&self) -> PgInfo {
        self.pg_info
    }

    /// The zones' names; a zone's number is its place here.
    pub fn zones(&self) -> &[String] {
        &self.zones
    }

    pub fn apps(&self) -> impl Iterator<Item = (AppId, &App)> {
        self.apps.iter().enumerate().map(|(at, app)| (AppId(at as u32), app))
    }

    pub fn app(&self, id: AppId) -> &App {
        &self.apps[id.0 as usize]
    }

    /// All databases there have been, removed ones included.
    pub fn all_databases(&self) -> impl Iterator<Item = (DatabaseId, &Database)> {
        self.databases.iter().enumerate().map(|(at, db)| (DatabaseId(at as u32), db))
    }

    /// The databases that have not been removed.
    pub fn databases(&self) -> impl Iterator<Item = (DatabaseId, &Database)> {
        self.all_databases().filter(|(_, database)| !database.is_removed())
    }

    pub fn database(&self, id: DatabaseId) -> &Database {
        &self.databases[id.0 as usize]
    }

    pub fn server(&self, id: DatabaseId) -> &Server {
        self.fleet.server(self.database(id).server)
    }

    /// The database that a server is, was, or is the hidden standby of.
    pub fn database_on(&self, server: ServerId) -> DatabaseId {
        let is_on = |database: &Database| {
            let standby = database.ha_standby.as_ref().and_then(|standby| standby.server);
            database.server == server
                || standby == Some(server)
                || database.former_servers.contains(&server)
        };
        let (id, _) = self
            .all_databases()
            .find(|(_, database)| is_on(database))
            .expect("servers are made for databases only");
        id
    }

    /// Adds an entry of a database to the journal.
    fn note_of(&mut self, id: DatabaseId, bad: bool, text: String) {
        let source = format!("postgres[{}]", self.database(id).colour);
        self.note(bad, &source, text);
    }

    /// Adds an entry to the journal.
    fn note(&mut self, bad: bool, source: &str, text: String) {
        let at = self.now();
        self.journal.add(JournalEntry { at, bad, source: source.to_owned(), text });
    }
}
