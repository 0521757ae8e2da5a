//! What the side panel says: of the scenario, a database, an app, a link, or of what can be broken.

use super::{Playground, Selection};
use crate::format;
use crate::platform::faults::{FAULTS, Strike};
use crate::platform::{AppId, DatabaseId, InfoRow, Status};
use crate::sim::server::Role;
use crate::terminal::actions::{self, Action};
use crate::terminal::commands::pg::info;
use crate::view::{self, forecast};

/// The side panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// What kind of thing it is about, in small letters above the title.
    pub kicker: String,
    /// What it is about.
    pub title: String,
    /// A paragraph.
    pub text: String,
    /// Facts, by name.
    pub facts: Vec<InfoRow>,
    /// Commands for the prompt.
    pub actions: Vec<Action>,
    /// What can be broken.
    pub breakable: Vec<BreakableFault>,
}

/// A fault and what it can strike.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakableFault {
    /// Its name.
    pub name: &'static str,
    /// What it does.
    pub about: &'static str,
    /// What it can strike, by name.
    pub targets: Vec<(String, Strike)>,
}

/// The three figures at the foot, of one app.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// The app, where there is another.
    pub app: Option<String>,
    /// How long visitors' writes would have failed.
    pub downtime: String,
    /// How much of that was planned.
    pub planned: String,
    /// Commits lost.
    pub lost: String,
    /// Whether any are.
    pub any_lost: bool,
    /// Writes that were refused.
    pub refused: String,
    /// What its databases have cost.
    pub spent: String,
}

impl Playground {
    /// What the side panel says now.
    pub fn panel(&self) -> Panel {
        let world = self.world();
        match self.selection() {
            Selection::Database(id) if !world.database(id).is_removed() => self.of_database(id),
            Selection::Link(id) if !world.database(id).is_removed() => self.of_link(id),
            Selection::App(id) => self.of_app(id),
            Selection::Faults => self.of_faults(),
            Selection::Run => self.of_run(),
            Selection::Share => self.of_share(),
            Selection::Nothing | Selection::Database(_) | Selection::Link(_) => self.of_scenario(),
        }
    }

    fn of_scenario(&self) -> Panel {
        let start = self.start();
        let actions = actions::to_begin(self.world(), self.shell().app());
        about("Scenario", &start.title, start.about.trim(), vec![], actions)
    }

    /// What `pg:info` prints of a database, and what it does not.
    pub(super) fn facts_of(&self, id: DatabaseId) -> Vec<InfoRow> {
        let world = self.world();
        let database = world.database(id);
        let spent = database.bill.micro_dollars(world.now());
        let mut facts = info::rows(world, database.app, id);
        facts.push(InfoRow::new("Zone", world.zones()[world.server(id).zone.0 as usize].clone()));
        facts.push(InfoRow::new("Spent", format::dollars(spent)));
        if database.plan.memory_mb > 0 {
            let memory = format::count(u64::from(database.plan.memory_mb));
            facts.push(InfoRow::new("Memory", memory + " MB"));
        }
        facts.extend(forecast::facts(world, id));
        facts
    }

    fn of_database(&self, id: DatabaseId) -> Panel {
        let world = self.world();
        let database = world.database(id);
        let role = match world.status(id) {
            Status::Available => match world.server(id).role {
                Role::Leader => "Leader",
                Role::LeavingRecovery => "Unfollowing",
                Role::Follower(_) => "Follower",
            },
            Status::Preparing(_) => "Database, being made",
            Status::Unavailable { .. } => "Database, unavailable",
            Status::Lost { .. } => "Database, lost",
        };
        about(
            role,
            &database.colour,
            "",
            self.facts_of(id),
            actions::of_database(world, self.shell().app(), id),
        )
    }

    /// What there is to know of an app.
    pub(super) fn facts_of_app(&self, id: AppId) -> Vec<InfoRow> {
        let world = self.world();
        let app = world.app(id);
        let (mut config, mut dynos, mut releases) = (Vec::new(), Vec::new(), Vec::new());
        for (name, value) in app.config.iter() {
            let names = world.by_url(value).map(|id| world.database(id).colour.as_str());
            config.push(pair(name, names.unwrap_or(value)));
        }
        let (rows, count) = view::app::rows(world, app);
        for row in rows.iter().take(count) {
            dynos.push(pair(&row.name, &row.text));
        }
        for release in app.releases.iter().rev().take(RELEASES) {
            releases.push(pair(&("v".to_owned() + &release.version.to_string()), &release.description));
        }
        let mut facts: Vec<InfoRow> =
            [("Config vars", config), ("Dynos", dynos), ("Releases", releases)]
                .map(|(label, values)| InfoRow { label, values })
                .into();
        let maintenance = if app.maintenance { "on" } else { "off" };
        facts.push(InfoRow::new("Maintenance", maintenance.to_owned()));
        facts.push(InfoRow::new("Commits", format::count(app.ledger.total())));
        facts.push(InfoRow::new("Refused writes", format::count(app.refused)));
        facts
    }

    fn of_app(&self, id: AppId) -> Panel {
        let world = self.world();
        about(
            "App",
            &world.app(id).name,
            "",
            self.facts_of_app(id),
            actions::of_app(world, self.shell().app(), id),
        )
    }

    fn of_link(&self, id: DatabaseId) -> Panel {
        let world = self.world();
        let following = world.server(id).following();
        let Some((following, leader)) = following.zip(world.leader_of(id)) else {
            return self.of_scenario();
        };
        let link = &following.link;
        let mut facts = Vec::new();
        facts.push(InfoRow::new("Latency", format::count(link.latency.micros() / 1_000) + " ms"));
        facts.push(InfoRow::new("Bandwidth", forecast::rate(link.bandwidth)));
        facts.push(InfoRow::new("Link", forecast::link(link)));
        let name = |id: DatabaseId| world.database(id).colour.as_str();
        about(
            "Link",
            &format!("{} to {}", name(leader), name(id)),
            "",
            facts,
            actions::of_database(world, self.shell().app(), id),
        )
    }

    fn of_run(&self) -> Panel {
        let text = if self.playback().is_live() {
            "Each line goes back to right before it. What is done there begins another future; \
             this one is kept below."
        } else {
            "You are in the past. What is done here begins another future; the one that was is \
             kept."
        };
        about("This run", "Rewind", text, vec![], vec![])
    }

    fn of_share(&self) -> Panel {
        let text = "The link holds all of this simulation as it was when you asked for it, and \
            opens at the moment that was shown. Nothing is sent anywhere.";
        about("This run", "Share", text, vec![], vec![])
    }

    fn of_faults(&self) -> Panel {
        let world = self.world();
        let mut panel = about("Break something", "What should go wrong?", "", vec![], vec![]);
        for (at, fault) in FAULTS.iter().enumerate() {
            let mut targets = Vec::new();
            for on in world.targets_of(fault) {
                let name = world.name_of(&on).to_owned();
                targets.push((name, Strike { fault: at as u32, on, lasts: None, size: None }));
            }
            if !targets.is_empty() {
                panel.breakable.push(BreakableFault {
                    name: fault.name,
                    about: fault.about,
                    targets,
                });
            }
        }
        panel
    }

    /// An app's name, where there is another app.
    pub(super) fn name_if_many(&self, id: AppId) -> Option<String> {
        let world = self.world();
        (world.apps().count() > 1).then(|| world.app(id).name.clone())
    }

    /// The figures at the foot, of each app.
    pub fn scores(&self) -> Vec<Score> {
        let world = self.world();
        let mut scores = Vec::new();
        for (id, app) in world.apps() {
            let mut lost = 0;
            for part in world.losses_decided(id) {
                lost += part.count();
            }
            scores.push(Score {
                app: self.name_if_many(id),
                downtime: format::length(app.downtime.total()),
                planned: format::length(app.downtime.planned),
                lost: format::count(lost),
                any_lost: lost > 0,
                refused: format::count(app.refused),
                spent: format::dollars(world.spent(id)),
            });
        }
        scores
    }
}

/// A panel of a paragraph, of facts and of commands.
fn about(
    kicker: &str,
    title: &str,
    text: &str,
    facts: Vec<InfoRow>,
    actions: Vec<Action>,
) -> Panel {
    Panel {
        kicker: kicker.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
        facts,
        actions,
        breakable: Vec::new(),
    }
}

/// Releases that are shown of an app.
const RELEASES: usize = 3;

/// A name and its value.
pub(super) fn pair(name: &str, value: &str) -> String {
    format!("{name}: {value}")
}
