//! Heroku's control plane: apps, dynos, config vars, releases, add-ons, plans, bills, and what
//! Heroku refuses.
//!
//! This room knows which database an app writes to and what that costs. It does not know how WAL
//! moves (that is `sim`) nor how a command is spelled (that is `terminal`).

pub mod addon_plan;
pub mod addons;
pub mod app;
pub mod calendar;
pub mod colours;
pub mod config;
pub mod control;
pub mod database;
pub mod faults;
pub mod forecast;
pub mod journal;
pub mod ledger;
pub mod losses;
pub mod meaning;
pub mod names;
pub mod refusal;
mod reseed;
pub mod starting_world;
pub mod status;
mod tick;

pub use app::{App, AppId, Visitors};
pub use database::{Database, DatabaseId};
pub use refusal::Refusal;
pub use status::{ForkFollow, InfoRow, Status};

use std::rc::Rc;

use crate::sim::chance::{Cause, Chance, Key};
use crate::sim::server::{Hardware, Server, ServerId};
use crate::sim::{Fleet, SimTime};

use app::{DATABASE_URL, Dyno, ProcessType, Release};
use calendar::Calendar;
use database::Bill;
use faults::{DueFault, StruckFault};
use journal::{Journal, JournalEntry};
use names::Joined;
use starting_world::{PgInfo, StartingWorld};

/// Apps and databases over a fleet.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Platform {
    chance: Chance,
    calendar: Calendar,
    fleet: Fleet,
    /// Shared with the scenario and with every copy of the run, as is what else never changes.
    zones: Rc<Vec<String>>,
    colours: Rc<Vec<String>>,
    apps: Vec<App>,
    databases: Vec<Database>,
    schedule: Vec<DueFault>,
    struck: Vec<StruckFault>,
    journal: Journal,
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
            journal: Journal::default(),
            pg_info: world.pg_info,
        };
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
        platform
    }

    fn start_database(&mut self, start: &starting_world::DatabaseStart, world: &StartingWorld) {
        let hardware = Hardware {
            key: Key::of(&start.colour),
            zone: start.zone,
            replay_speed: start.plan.replay_speed(),
        };
        let server = match start.follows {
            Some(leader) => {
                let leader = self.database(leader).server;
                self.fleet.add_follower(hardware, leader, start.wire, start.behind)
            }
            None => {
                // The bytes of what was written before the run matter to nobody but a base backup,
                // so the app's own size of a commit serves for all of them.
                let app = &world.apps[start.app.0 as usize];
                let bytes = app.formation.first().map_or(600, |process| process.bytes_each);
                self.fleet.add_leader(hardware, start.commits, bytes, start.data_bytes)
            }
        };
        let settings = self.fleet.settings_mut(server);
        settings.max_standby_streaming_delay = start.max_standby_streaming_delay;
        settings.hot_standby_feedback = start.hot_standby_feedback;
        self.databases.push(Database {
            colour: start.colour.clone(),
            app: start.app,
            plan: start.plan,
            server,
            url: database::url(&start.colour),
            created: self.calendar.unix(SimTime::ZERO) - start.age.secs() as i64,
            wire: start.wire,
            forked_from: None,
            bill: Bill { dollars: start.plan.dollars, from: SimTime::ZERO, until: None },
        });
    }

    fn start_app(&mut self, start: &starting_world::AppStart) {
        let id = AppId(self.apps.len() as u32);
        let mut config = config::ConfigVars::default();
        start.config.iter().for_each(|(name, value)| config.set(name, value));
        for database in self.databases.iter().filter(|database| database.app == id) {
            config.set(&database.config_var(), &database.url);
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
        let dyno = Dyno { up_at: SimTime::ZERO, starts: 1, waiting: 0, rate: 0, refused: None };
        let formation = start.formation.iter().map(|process| ProcessType {
            key: Key::of(&format!("{}/{}", start.name, process.name)),
            name: process.name.clone(),
            command: process.command.clone(),
            writes_per_1000_s: process.writes_per_1000_s,
            bytes_each: process.bytes_each,
            inserts: process.inserts,
            writes_to: process.writes_to.clone(),
            dynos: vec![dyno.clone(); process.quantity as usize],
        });
        let commit = self.chance.draw(Cause::Making(Key::of(&start.name)), 0) >> 36;
        let what = format!("Deploy {commit:07x}");
        self.apps.push(App {
            name: start.name.clone(),
            config,
            formation: formation.collect(),
            releases: vec![Rc::new(Release { version: start.release, what, at: SimTime::ZERO })],
            maintenance: start.maintenance,
            ledger,
            arrived: 0,
            refused: 0,
            downtime: app::Downtime::default(),
            visitors: Visitors::Served,
            burst: None,
        });
    }

    /// The first entry of the journal: who leads whom.
    fn note_start(&mut self) {
        let mut text = String::new();
        for (id, app) in self.apps() {
            let Some(primary) = self.primary(id) else {
                continue;
            };
            let name = |id: DatabaseId| self.database(id).colour.as_str();
            let followers: Vec<&str> = self.followers_of(primary).into_iter().map(name).collect();
            text += &format!("{} writes to {}", app.name, name(primary));
            text += &match followers.as_slice() {
                [] => ", which nothing follows. ".to_owned(),
                [one] => format!(". {one} follows it. "),
                [most @ .., last] => format!(". {} and {last} follow it. ", most.joined(", ")),
            };
        }
        self.note(false, "heroku[api]", text.trim_end().to_owned());
    }

    /// The moment that the next tick begins at.
    pub fn now(&self) -> SimTime {
        self.fleet.now()
    }

    /// What date it is.
    pub fn calendar(&self) -> Calendar {
        self.calendar
    }

    /// The servers, links and histories.
    pub fn fleet(&self) -> &Fleet {
        &self.fleet
    }

    /// What happened so far.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Faults that struck, oldest first.
    pub fn struck(&self) -> &[StruckFault] {
        &self.struck
    }

    /// How `pg:info` words what the seed words in more than one way.
    pub fn pg_info(&self) -> PgInfo {
        self.pg_info
    }

    /// The zones' names; a zone's number is its place here.
    pub fn zones(&self) -> &[String] {
        &self.zones
    }

    /// All apps, with their numbers.
    pub fn apps(&self) -> impl Iterator<Item = (AppId, &App)> {
        self.apps.iter().enumerate().map(|(at, app)| (AppId(at as u32), app))
    }

    /// An app.
    pub fn app(&self, id: AppId) -> &App {
        &self.apps[id.0 as usize]
    }

    /// All databases there have been, removed ones included, with their numbers.
    pub fn all_databases(&self) -> impl Iterator<Item = (DatabaseId, &Database)> {
        self.databases.iter().enumerate().map(|(at, db)| (DatabaseId(at as u32), db))
    }

    /// The databases there are, with their numbers.
    pub fn databases(&self) -> impl Iterator<Item = (DatabaseId, &Database)> {
        self.all_databases().filter(|(_, database)| !database.is_removed())
    }

    /// A database.
    pub fn database(&self, id: DatabaseId) -> &Database {
        &self.databases[id.0 as usize]
    }

    /// The server of a database.
    pub fn server(&self, id: DatabaseId) -> &Server {
        self.fleet.server(self.database(id).server)
    }

    /// The database that stands on a server.
    pub fn database_on(&self, server: ServerId) -> DatabaseId {
        let at = self.databases.iter().position(|database| database.server == server);
        // Servers are made for databases and nothing else.
        DatabaseId(at.unwrap_or(0) as u32)
    }

    /// What is to be written down, told by a database.
    fn note_of(&mut self, id: DatabaseId, bad: bool, text: String) {
        let source = format!("postgres[{}]", self.database(id).colour);
        self.note(bad, &source, text);
    }

    /// What is to be written down, told by whom.
    fn note(&mut self, bad: bool, source: &str, text: String) {
        let at = self.now();
        self.journal.add(JournalEntry { at, bad, source: source.to_owned(), text });
    }
}
