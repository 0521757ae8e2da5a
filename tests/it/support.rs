//! A thin vocabulary in which tests tell stories about a fleet.

use std::rc::Rc;

use follower_playground::lessons::{self, Scenario};
use follower_playground::platform::faults::{self, HA_STANDBY_OF, Strike, Target};
use follower_playground::platform::starting_world::StartingWorld;
use follower_playground::platform::{AppId, DatabaseId, Platform};
use follower_playground::run::Simulation;
use follower_playground::sim::server::Zone;
use follower_playground::sim::{Behind, SimDuration, TICK};
use follower_playground::terminal::shell::Prompt;

/// How many of so many random runs a test tries: a tenth under `make check`, which sets `QUICK`.
/// Of what all of them show together, a tenth is expected then, too.
pub fn quickly(count: u64) -> u64 {
    if std::env::var_os("QUICK").is_some() { count.div_ceil(10) } else { count }
}

/// A fleet with a terminal.
pub struct Fleet {
    pub run: Simulation,
}

/// The app that the tests are about.
pub const SUSHI: AppId = AppId(0);

/// The world of a scenario that comes with the page.
pub fn shipped(name: &str) -> StartingWorld {
    let path = format!("static/scenarios/{name}.toml");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    world(&path, &text)
}

/// A scenario that comes with the page.
pub fn scenario(name: &str) -> Rc<Scenario> {
    let text = lessons::text_of(name).expect("it ships");
    Rc::new(Scenario::shipped(name, text).expect("it is right"))
}

/// The world of a scenario's text.
pub fn world(name: &str, text: &str) -> StartingWorld {
    lessons::read(name, text).unwrap_or_else(|mistakes| {
        let all: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        panic!("{}", all.join("\n"))
    })
}

impl Fleet {
    /// A scenario that comes with the page.
    pub fn open(name: &str) -> Fleet {
        Fleet { run: Simulation::start(&shipped(name)) }
    }

    /// A scenario's text.
    pub fn of(text: &str) -> Fleet {
        Fleet { run: Simulation::start(&world("a test", text)) }
    }

    pub fn world(&self) -> &Platform {
        self.run.world()
    }

    /// The database of that colour, also one that was removed.
    pub fn id(&self, colour: &str) -> DatabaseId {
        let found = self.world().all_databases().find(|(_, database)| database.colour == colour);
        found.map(|(id, _)| id).unwrap_or_else(|| panic!("there is no {colour}"))
    }

    /// Types a line, answers with the app's name, waits for what holds the prompt, and returns
    /// what was printed.
    pub fn try_typing(&mut self, line: &str) -> String {
        let from = self.run.shell().screen().printed() + 1;
        self.run.enter(line);
        let mut ticks = 0;
        loop {
            match self.run.shell().prompt() {
                Prompt::Command => break,
                Prompt::Answer => {
                    let name = self.run.shell().asks_for(self.world()).expect("it asks").to_owned();
                    self.run.enter(&name);
                }
                Prompt::Held => {
                    self.run.tick();
                    ticks += 1;
                    assert!(ticks < 864_000, "`{line}` holds the prompt for a day");
                }
            }
        }
        let lines = self.run.shell().screen().lines().filter(|(number, _)| *number >= from);
        lines.map(|(_, line)| line.text()).collect::<Vec<_>>().join("\n")
    }

    /// Types a line that must succeed.
    pub fn types(&mut self, line: &str) -> String {
        let printed = self.try_typing(line);
        assert!(self.run.shell().succeeded(), "`{line}` failed:\n{printed}");
        printed
    }

    /// Types a line that must be refused.
    pub fn refused(&mut self, line: &str) -> String {
        let printed = self.try_typing(line);
        assert!(!self.run.shell().succeeded(), "`{line}` should be refused:\n{printed}");
        printed
    }

    /// Lets time pass.
    pub fn passes(&mut self, length: &str) {
        let length = SimDuration::parse(length).expect("a length of time");
        for _ in 0..length.micros() / TICK.micros() {
            self.run.tick();
        }
    }

    /// A fault strikes a database, a zone or the app, for as long as is said.
    pub fn strikes(&mut self, fault: &str, on: &str, lasts: &str) {
        let lasts = Some(SimDuration::parse(lasts).expect("a length of time"));
        let fault = faults::find(fault).expect("a fault");
        let zone = self.world().zones().iter().position(|zone| zone == on);
        let on = match zone {
            Some(at) => Target::Zone(Zone(at as u8)),
            None if on == "sushi" => Target::App(SUSHI),
            None if on.starts_with(HA_STANDBY_OF) => {
                Target::HaStandby(self.id(on.trim_start_matches(HA_STANDBY_OF)))
            }
            None => Target::Database(self.id(on)),
        };
        assert!(self.run.strike(&Strike { fault, on, lasts, size: None }), "it had no effect");
    }

    /// How far a follower is behind.
    pub fn behind(&self, colour: &str) -> Behind {
        let behind = self.world().behind(self.id(colour));
        behind.unwrap_or_else(|| panic!("{colour} follows nothing that answers"))
    }

    /// Commits on a database's disk.
    pub fn holds(&self, colour: &str) -> u64 {
        self.world().fleet().commits_on_disk(self.world().database(self.id(colour)).server)
    }

    /// Commits that a query on a database sees.
    pub fn sees(&self, colour: &str) -> u64 {
        self.world().fleet().commits_visible(self.world().database(self.id(colour)).server)
    }

    /// The commit after which a database went its own way.
    pub fn fork_of(&self, colour: &str) -> u64 {
        let timeline = self.world().server(self.id(colour)).timeline;
        let fork = self.world().fleet().timelines().get(timeline).fork;
        fork.unwrap_or_else(|| panic!("{colour} was never a follower")).1.commits
    }

    /// What the page tells of what happened, a sentence a line.
    pub fn journal(&self) -> String {
        let entries = self.world().journal().entries().iter();
        entries.map(|entry| format!("{}\n", entry.text)).collect()
    }

    /// What `DATABASE_URL` names.
    pub fn primary(&self) -> Option<String> {
        self.world().primary(SUSHI).map(|id| self.world().database(id).colour.clone())
    }

    /// Whether a database takes writes.
    pub fn is_writable(&self, colour: &str) -> bool {
        let server = self.world().database(self.id(colour)).server;
        self.world().fleet().takes_writes(server).is_ok()
    }
}
