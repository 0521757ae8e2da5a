//! What somebody does to a draft. An edit of what is not there changes nothing.

use super::{AppDraft, DatabaseDraft, DraftField, DraftPart, KeptField, ProcessDraft, WorldDraft};
use crate::platform::addon_plan::AddonPlan;
use crate::platform::colours::COLOURS;

/// The plan of a database that is added where no other has one to follow.
const PLAN: &str = "ronin";

/// What the writes of a process type are that is added.
const WRITES: &str = "10/s";

#[derive(Clone, Debug, PartialEq)]
pub enum DraftEdit {
    /// A field gets this text; a reference, the place of what it leads to among its kind.
    Set(DraftField, String),
    ZoneAdded,
    AppAdded,
    /// To the app at this place.
    ProcessAdded(usize),
    DatabaseAdded,
    Removed(DraftPart),
    /// A field that no form shows is left out.
    KeptRemoved(DraftPart, usize),
}

impl WorldDraft {
    pub fn edit(&mut self, edit: DraftEdit) {
        match edit {
            DraftEdit::Set(field, text) => self.set(field, text),
            DraftEdit::ZoneAdded => {
                let letters = ('a'..='z').map(|letter| format!("us-east-1{letter}"));
                self.zones.extend(free(letters, |name| self.zones.iter().any(|it| it == name)));
            }
            DraftEdit::AppAdded => {
                let names = (self.apps.len() + 1..).map(|number| format!("app-{number}"));
                let name = free(names, |name| self.apps.iter().any(|app| app.name == name));
                let processes = vec![process("web".to_owned())];
                self.apps.extend(name.map(|name| AppDraft {
                    name,
                    is_outside: false,
                    primary: None,
                    processes,
                    kept: Vec::new(),
                }));
            }
            DraftEdit::ProcessAdded(at) => {
                if let Some(app) = self.apps.get_mut(at) {
                    let names = ["web", "worker", "clock"].map(str::to_owned).into_iter();
                    let names = names.chain((2..).map(|number| format!("worker-{number}")));
                    let name = free(names, |name| app.processes.iter().any(|it| it.name == name));
                    app.processes.extend(name.map(process));
                }
            }
            DraftEdit::DatabaseAdded => self.add_database(),
            DraftEdit::Removed(part) => self.remove(part),
            DraftEdit::KeptRemoved(part, at) => {
                if let Some(kept) = self.kept_of(part).filter(|kept| at < kept.len()) {
                    kept.remove(at);
                }
            }
        }
    }

    fn set(&mut self, field: DraftField, text: String) {
        let place = |count: usize| text.parse().ok().filter(|at| *at < count);
        let (apps, zones) = (place(self.apps.len()), place(self.zones.len()));
        let database = place(self.databases.len());
        match (field.part, field.name) {
            (DraftPart::App(at), "primary" | "outside") => {
                if let Some(app) = self.apps.get_mut(at) {
                    match field.name {
                        "primary" => app.primary = database,
                        _ => app.is_outside = text == "true",
                    }
                }
            }
            (DraftPart::Database(at), "app" | "zone" | "follows") => {
                if let Some(it) = self.databases.get_mut(at) {
                    match field.name {
                        "app" => it.app = apps.unwrap_or(it.app),
                        "zone" => it.zone = zones.unwrap_or(it.zone),
                        _ => it.follows = database,
                    }
                }
            }
            _ => {
                if let Some(old) = self.text_of(field) {
                    *old = text;
                }
            }
        }
    }

    /// The text of a field that is one.
    fn text_of(&mut self, field: DraftField) -> Option<&mut String> {
        Some(match (field.part, field.name) {
            (DraftPart::World, "title") => &mut self.title,
            (DraftPart::World, "about") => &mut self.about,
            (DraftPart::World, "starts") => &mut self.starts,
            (DraftPart::World, "seed") => &mut self.seed,
            (DraftPart::Zone(at), "name") => self.zones.get_mut(at)?,
            (DraftPart::App(at), "name") => &mut self.apps.get_mut(at)?.name,
            (DraftPart::Process(app, at), name) => {
                let process = self.apps.get_mut(app)?.processes.get_mut(at)?;
                match name {
                    "name" => &mut process.name,
                    "dynos" => &mut process.dynos,
                    "writes" => &mut process.writes,
                    "reads" => &mut process.reads,
                    _ => return None,
                }
            }
            (DraftPart::Database(at), name) => {
                let database = self.databases.get_mut(at)?;
                match name {
                    "name" => &mut database.colour,
                    "plan" => &mut database.plan,
                    "size" => &mut database.size,
                    _ => return None,
                }
            }
            _ => return None,
        })
    }

    /// What no form shows of a part.
    fn kept_of(&mut self, part: DraftPart) -> Option<&mut Vec<KeptField>> {
        Some(match part {
            DraftPart::World => &mut self.kept,
            DraftPart::Zone(_) => return None,
            DraftPart::App(at) => &mut self.apps.get_mut(at)?.kept,
            DraftPart::Process(app, at) => &mut self.apps.get_mut(app)?.processes.get_mut(at)?.kept,
            DraftPart::Database(at) => &mut self.databases.get_mut(at)?.kept,
        })
    }

    /// Adds a follower of the first database that can have one, or else a leader.
    fn add_database(&mut self) {
        let Some(colour) = self.free_colours().next() else {
            return;
        };
        let can_lead = |database: &DatabaseDraft| {
            let plan = AddonPlan::find(&database.plan);
            database.follows.is_none() && plan.is_some_and(|plan| plan.tier.can_follow())
        };
        let leader = self.databases.iter().position(can_lead);
        let (app, plan, zone) = match leader.and_then(|at| self.databases.get(at)) {
            Some(leader) => (leader.app, leader.plan.clone(), usize::from(leader.zone == 0)),
            None => {
                let app = self.apps.iter().position(|app| !app.is_outside);
                (app.unwrap_or_default(), PLAN.to_owned(), 0)
            }
        };
        let (size, kept) = (String::new(), Vec::new());
        self.databases.push(DatabaseDraft {
            colour: colour.to_owned(),
            app,
            plan,
            zone,
            size,
            follows: leader,
            kept,
        });
    }

    /// The colours that no database has.
    pub fn free_colours(&self) -> impl Iterator<Item = &'static str> {
        COLOURS.into_iter().filter(|colour| self.databases.iter().all(|it| it.colour != *colour))
    }

    fn remove(&mut self, part: DraftPart) {
        match part {
            DraftPart::World => {}
            DraftPart::Zone(at) => {
                if cut(&mut self.zones, at) {
                    let zones = self.databases.iter_mut().map(|it| &mut it.zone);
                    zones.for_each(|zone| *zone = after_removal(*zone, at).unwrap_or_default());
                }
            }
            DraftPart::App(at) => {
                if cut(&mut self.apps, at) {
                    // Its databases go to the first that is left.
                    let apps = self.databases.iter_mut().map(|it| &mut it.app);
                    apps.for_each(|app| *app = after_removal(*app, at).unwrap_or_default());
                }
            }
            DraftPart::Process(app, at) => {
                if let Some(app) = self.apps.get_mut(app) {
                    cut(&mut app.processes, at);
                }
            }
            DraftPart::Database(at) => {
                if cut(&mut self.databases, at) {
                    let primaries = self.apps.iter_mut().map(|it| &mut it.primary);
                    let leaders = self.databases.iter_mut().map(|it| &mut it.follows);
                    let references = primaries.chain(leaders);
                    references.for_each(|it| *it = it.and_then(|it| after_removal(it, at)));
                }
            }
        }
    }
}

fn process(name: String) -> ProcessDraft {
    ProcessDraft {
        name,
        dynos: "1".to_owned(),
        writes: WRITES.to_owned(),
        reads: String::new(),
        kept: Vec::new(),
    }
}

/// The first name that is not taken.
fn free(
    mut names: impl Iterator<Item = String>,
    is_taken: impl Fn(&str) -> bool,
) -> Option<String> {
    names.find(|name| !is_taken(name))
}

/// Removes what is at a place, and says whether something was.
fn cut<T>(all: &mut Vec<T>, at: usize) -> bool {
    let is_there = at < all.len();
    if is_there {
        all.remove(at);
    }
    is_there
}

/// The place of what was at this one, once another is removed; none of what was removed.
fn after_removal(place: usize, removed: usize) -> Option<usize> {
    match place.cmp(&removed) {
        std::cmp::Ordering::Less => Some(place),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(place - 1),
    }
}
