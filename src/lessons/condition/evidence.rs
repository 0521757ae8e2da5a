//! Evidence: what a condition is held against.

use super::LookupError;
use super::figure::FigureTotals;
use super::incident::IncidentLog;
use crate::platform::app::DATABASE_URL;
use crate::platform::{AppId, DatabaseId, Platform};
use crate::terminal::Shell;

/// A run at one moment: its world, what was typed, and the moments that count.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'r> {
    pub world: &'r Platform,
    pub shell: &'r Shell,
    pub moments: &'r Moments,
}

impl<'r> Evidence<'r> {
    /// The app that conditions are about when they name none.
    pub fn app(&self) -> AppId {
        self.shell.app()
    }

    /// The database of a colour, also one that has been removed; `DATABASE_URL` stands for the one
    /// that it names.
    ///
    /// # Errors
    /// There is none.
    pub fn database(&self, name: &str) -> Result<DatabaseId, LookupError> {
        if name == DATABASE_URL {
            let primary = self.world.primary(self.app());
            return primary.ok_or_else(|| LookupError::NoDatabase(name.to_owned()));
        }
        database(self.world, name)
    }

    /// The app of that name, or the one that conditions are about when they name none.
    ///
    /// # Errors
    /// There is none.
    pub fn app_named(&self, name: Option<&String>) -> Result<AppId, LookupError> {
        let Some(name) = name else {
            return Ok(self.app());
        };
        let found = self.world.apps().find(|(_, app)| app.name == *name);
        found.map(|(id, _)| id).ok_or_else(|| LookupError::NoApp(name.clone()))
    }

    pub fn colour(&self, id: DatabaseId) -> &'r str {
        &self.world.database(id).colour
    }
}

/// The database of a colour, also one that has been removed.
///
/// # Errors
/// There is none.
pub fn database(world: &Platform, colour: &str) -> Result<DatabaseId, LookupError> {
    let mut all = world.all_databases();
    let found = all.find(|(_, database)| database.colour == colour);
    found.map(|(id, _)| id).ok_or_else(|| LookupError::NoDatabase(colour.to_owned()))
}

/// A moment of a run that figures and commands can be counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    name: String,
    /// What the figures had come to.
    pub totals: FigureTotals,
    /// How many commands had been run.
    pub commands: u64,
}

/// The moments of a run, each with its name, and what befell the fleet in it.
#[derive(Clone, Debug)]
pub struct Moments {
    marks: Vec<Mark>,
    is_in_maintenance: bool,
    pub(super) incidents: IncidentLog,
}

/// The names of the moments that every run has.
pub const THE_START: &str = "the start";
pub const MAINTENANCE: &str = "maintenance";

impl Moments {
    /// Of a world in which no tick has passed.
    pub fn new(world: &Platform) -> Moments {
        let mut moments = Moments {
            marks: Vec::new(),
            is_in_maintenance: false,
            incidents: IncidentLog::default(),
        };
        moments.set(THE_START, world, 0);
        moments
    }

    /// Gives a name to this moment; an earlier one of the name is forgotten.
    pub fn set(&mut self, name: &str, world: &Platform, commands: u64) {
        self.marks.retain(|mark| mark.name != name);
        self.marks.push(Mark { name: name.to_owned(), totals: FigureTotals::of(world), commands });
    }

    /// Takes note of when maintenance mode was turned on, and of what happened.
    pub fn note(&mut self, world: &Platform, shell: &Shell) {
        let is_on = world.app(shell.app()).maintenance;
        if is_on && !self.is_in_maintenance {
            self.set(MAINTENANCE, world, shell.log().count());
        }
        self.is_in_maintenance = is_on;
        self.incidents.note(world);
    }

    /// The moment of that name, once it has come.
    pub fn get(&self, name: &str) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.name == name)
    }
}
