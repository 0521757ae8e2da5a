//! What the side panel says: about the scenario, a database, an app, a link, this run, or what can
//! be broken.

use super::situation::Situation;
use super::url_form::UrlForm;
use super::{Playground, Selection};
use crate::format;
use crate::platform::failover::HoldBack;
use crate::platform::faults::{FAULTS, Strike, StruckFault, Target};
use crate::platform::losses::LostCommits;
use crate::platform::reads::ReadTally;
use crate::platform::{App, AppId, DatabaseId, InfoRow, Status};
use crate::sim::server::Role;
use crate::terminal::actions::{self, Action};
use crate::terminal::commands::pg::{info, notes};
use crate::view::{self, Tone, forecast};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// The kind of thing it is about, in small letters above the title.
    pub kicker: &'static str,
    pub title: String,
    /// What is wrong now with what it is about, and what would help.
    pub trouble: Option<Situation>,
    /// A paragraph.
    pub text: Option<String>,
    pub facts: Vec<InfoRow>,
    /// Where an app outside Heroku gets another URL.
    pub url_form: Option<UrlForm>,
    /// Commands for the prompt.
    pub actions: Vec<Action>,
    pub breakable: Vec<BreakableFault>,
    /// What goes on and can be ended by hand.
    pub ongoing: Vec<OngoingFault>,
    /// Whether somebody has put the lesson of the scenario aside.
    pub has_lesson_aside: bool,
}

/// A fault that goes on.
#[derive(Clone, Debug, PartialEq)]
pub struct OngoingFault {
    /// `Link cut on WHITE`
    pub label: String,
    /// When it ends by itself, as far as that can be known: `ends by itself in 0:42`.
    pub ends: String,
    pub fault: StruckFault,
}

/// A fault and what it can strike.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakableFault {
    pub name: &'static str,
    pub about: &'static str,
    /// What it can strike, by name.
    pub targets: Vec<(String, Strike)>,
}

/// The three figures at the foot, for one app.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// The app's name, where there is more than one app.
    pub app: Option<String>,
    pub downtime: String,
    /// The part of the downtime that was under maintenance mode.
    pub planned: String,
    pub commits_lost: String,
    pub is_any_lost: bool,
    pub refused_writes: String,
    /// `12 reads stale, 0 failed`, of an app that reads.
    pub reads: Option<String>,
    pub spent: String,
}

impl Panel {
    /// Whether it lists what can be broken while an app is down already.
    pub fn is_broken(&self) -> bool {
        let is_bad = self.trouble.as_ref().is_some_and(|trouble| trouble.tone == Tone::Bad);
        is_bad && !self.breakable.is_empty()
    }
}

impl Playground {
    /// What the side panel says now.
    pub fn panel(&self) -> Panel {
        let world = self.world();
        match self.selection() {
            Selection::Database(id) if !world.database(id).is_removed() => self.database_panel(id),
            Selection::Link(id) if !world.database(id).is_removed() => {
                self.link_panel(id).unwrap_or_else(|| self.scenario_panel())
            }
            Selection::App(id) => self.app_panel(id),
            Selection::Faults => self.faults_panel(),
            Selection::Run => self.run_panel(),
            Selection::Share => share_panel(),
            Selection::Builder => Panel {
                kicker: "Scenario",
                title: "Build your own world".to_owned(),
                ..Panel::default()
            },
            Selection::Editor => Panel {
                kicker: "Lesson",
                title: "Write a scenario or lesson".to_owned(),
                ..Panel::default()
            },
            Selection::Nothing | Selection::Database(_) | Selection::Link(_) => {
                self.scenario_panel()
            }
        }
    }

    fn scenario_panel(&self) -> Panel {
        let start = self.start();
        if self.lesson().is_some() {
            return Panel { kicker: "Lesson", title: start.title.clone(), ..Panel::default() };
        }
        let about = start.about.trim();
        Panel {
            kicker: "Scenario",
            has_lesson_aside: self.playback().run().progress().is_some(),
            title: start.title.clone(),
            trouble: self.disaster(),
            text: (!about.is_empty()).then(|| about.to_owned()),
            actions: actions::to_begin(self.world(), self.shell().app()),
            ..Panel::default()
        }
    }

    /// What `pg:info` prints about a database, and more.
    pub(super) fn facts_of(&self, id: DatabaseId) -> Vec<InfoRow> {
        let world = self.world();
        let database = world.database(id);
        let spent = database.bill.micro_dollars(world.now());
        let mut facts = info::rows(world, database.app, id);
        facts.retain(|row| !info::ASIDE.contains(&row.label));
        if let Some(size) = facts.iter_mut().find(|row| row.label == "Data Size") {
            size.values.extend(notes::of(world, id));
        }
        facts.push(InfoRow::new("Zone", world.zones()[world.server(id).zone.0 as usize].clone()));
        if let Some((_, server)) = world.ha_standby_of(id) {
            let zone = &world.zones()[server.zone.0 as usize];
            let state = world.hold_back(id).map(HoldBack::brief);
            let state = state.unwrap_or_else(|| "is ready to take over".to_owned());
            facts.push(InfoRow::new("Standby", format!("in {zone}; {state}")));
        }
        facts.push(InfoRow::new("Spent", format::dollars(spent)));
        if database.plan.memory_mb > 0 {
            let memory = format::count(u64::from(database.plan.memory_mb));
            facts.push(InfoRow::new("Memory", format!("{memory} MB")));
        }
        facts.splice(0..0, forecast::facts(world, self.shell().app(), id));
        facts
    }

    fn database_panel(&self, id: DatabaseId) -> Panel {
        let world = self.world();
        let kicker = match world.status(id) {
            Status::Available => match world.server(id).role {
                Role::Leader => "Leader",
                Role::LeavingRecovery => "Unfollowing",
                Role::Follower(_) => "Follower",
            },
            Status::Preparing(_) => "Database, being made",
            Status::Unavailable { .. } => "Database, unavailable",
            Status::Corrupt { .. } => "Database, damaged",
            Status::Lost { .. } => "Database, lost",
        };
        Panel {
            kicker,
            title: world.database(id).colour.clone(),
            trouble: self.trouble_of(id),
            facts: self.facts_of(id),
            actions: actions::of_database(world, self.shell().app(), id),
            ongoing: self.ongoing_at(id),
            ..Panel::default()
        }
    }

    pub(super) fn facts_of_app(&self, id: AppId) -> Vec<InfoRow> {
        let world = self.world();
        let app = world.app(id);
        // A database's name says more than its URL.
        let config = app.config.iter().map(|(name, value)| {
            let database = world.by_url(value).map(|id| world.database(id).colour.as_str());
            pair(name, database.unwrap_or(value))
        });
        let (rows, count) = view::app::rows(world, app);
        let dynos = rows.iter().take(count).map(|row| pair(&row.name, &row.text));
        let releases = app.releases.iter().rev().take(RELEASES);
        let releases =
            releases.map(|release| pair(&format!("v{}", release.version), &release.description));
        let mut facts = vec![
            InfoRow { label: "Config vars", values: config.collect() },
            InfoRow { label: "Dynos", values: dynos.collect() },
        ];
        facts.extend(view::load::of_app(world, id));
        // Outside Heroku there are neither releases nor maintenance mode.
        if !app.outside {
            facts.push(InfoRow { label: "Releases", values: releases.collect() });
            let maintenance = if app.maintenance { "on" } else { "off" };
            facts.push(InfoRow::new("Maintenance", maintenance.to_owned()));
        }
        let mut commits = vec![format::count(app.ledger.total())];
        match world.rows_deleted(id) {
            0 => {}
            rows => commits.push(format!("{} rows deleted", format::count(rows))),
        }
        facts.push(InfoRow { label: "Commits", values: commits });
        facts.push(InfoRow::new("Refused writes", format::count(app.refused)));
        facts
    }

    fn app_panel(&self, id: AppId) -> Panel {
        let world = self.world();
        Panel {
            kicker: if world.app(id).outside { "App, outside Heroku" } else { "App" },
            title: world.app(id).name.clone(),
            trouble: self.disaster(),
            facts: self.facts_of_app(id),
            url_form: self.url_form(id),
            actions: actions::of_app(world, self.shell().app(), id),
            ongoing: self.ongoing(|on| *on == Target::App(id)),
            ..Panel::default()
        }
    }

    /// About the link to a follower, or to the hidden standby of a leader; nothing where there is
    /// none.
    fn link_panel(&self, id: DatabaseId) -> Option<Panel> {
        let world = self.world();
        let name = |id: DatabaseId| world.database(id).colour.as_str();
        let (title, server) = match world.leader_of(id) {
            Some(leader) => (format!("{} to {}", name(leader), name(id)), world.server(id)),
            None => (format!("{} to its standby", name(id)), world.ha_standby_of(id)?.1),
        };
        let link = &server.following()?.link;
        let mut facts = Vec::new();
        let latency = format::count(link.latency.micros() / 1_000);
        facts.push(InfoRow::new("Latency", format!("{latency} ms")));
        facts.push(InfoRow::new("Bandwidth", forecast::rate(link.bandwidth)));
        facts.push(InfoRow::new("Link", forecast::link(link)));
        Some(Panel {
            kicker: "Link",
            title,
            trouble: self.trouble_of(id),
            facts,
            actions: actions::of_database(world, self.shell().app(), id),
            ongoing: self.ongoing_at(id),
            ..Panel::default()
        })
    }

    fn run_panel(&self) -> Panel {
        let text = if self.playback().is_live() {
            "Click a line to go back to just before it. If you do something else there, a new \
             branch begins; this one is kept."
        } else {
            "You are in the past. Acting here begins a new branch; the old one is kept."
        };
        Panel {
            kicker: "This run",
            title: "Rewind".to_owned(),
            text: Some(text.to_owned()),
            ..Panel::default()
        }
    }

    fn faults_panel(&self) -> Panel {
        let world = self.world();
        let breakable = FAULTS.iter().zip(0..).map(|(fault, index)| {
            let targets = world.targets_of(fault).into_iter().map(|on| {
                let name = world.name_of(&on).into_owned();
                (name, Strike { fault: index, on, lasts: None, size: None })
            });
            let targets = targets.collect();
            BreakableFault { name: fault.name, about: fault.about, targets }
        });
        Panel {
            kicker: "Break something",
            title: "What should go wrong?".to_owned(),
            trouble: self.disaster(),
            ongoing: self.ongoing(|_| true),
            breakable: breakable.filter(|fault| !fault.targets.is_empty()).collect(),
            ..Panel::default()
        }
    }

    /// The faults that go on and can be ended by hand, of those that strike such a target.
    fn ongoing(&self, is_on: impl Fn(&Target) -> bool) -> Vec<OngoingFault> {
        let world = self.world();
        let ongoing = |fault: &StruckFault| {
            let until = fault.until.filter(|_| fault.kind().end.is_some())?;
            let left = format::length(until.since(world.now()));
            Some(OngoingFault {
                label: format!("{} on {}", fault.kind().name, world.name_of(&fault.on)),
                ends: match fault.kind().is_end_known {
                    true => format!("ends by itself in {left}"),
                    false => "ends by itself, nobody knows when".to_owned(),
                },
                fault: fault.clone(),
            })
        };
        world.faults_that_go_on().filter(|fault| is_on(&fault.on)).filter_map(ongoing).collect()
    }

    /// The same of a database, its link and its zone.
    fn ongoing_at(&self, id: DatabaseId) -> Vec<OngoingFault> {
        let zone = Target::Zone(self.world().server(id).zone);
        let own = [Target::Database(id), Target::HaStandby(id), zone];
        self.ongoing(|on| own.contains(on))
    }

    /// What is wrong and can be helped: what to do next comes before anything else.
    fn disaster(&self) -> Option<Situation> {
        Some(self.situation()).filter(|situation| situation.needs_action())
    }

    /// An app's name, where there is more than one app.
    pub(super) fn name_if_many(&self, id: AppId) -> Option<String> {
        let world = self.world();
        (world.apps().count() > 1).then(|| world.app(id).name.clone())
    }

    /// The figures at the foot, for each app.
    pub fn scores(&self) -> Vec<Score> {
        let world = self.world();
        let score = |(id, app): (AppId, &App)| {
            let lost = world.permanent_losses(id).iter().map(LostCommits::count).sum();
            Score {
                app: self.name_if_many(id),
                downtime: format::length(app.downtime.total()),
                planned: format::length(app.downtime.planned),
                commits_lost: format::count(lost),
                is_any_lost: lost > 0,
                refused_writes: format::count(app.refused),
                reads: app.is_reading().then(|| {
                    let ReadTally { stale, failed, .. } = app.reading();
                    let (stale, failed) = (format::count(stale), format::count(failed));
                    format!("{stale} reads stale, {failed} failed")
                }),
                spent: format::dollars(world.spent(id)),
            }
        };
        world.apps().map(score).collect()
    }
}

fn share_panel() -> Panel {
    let text = "This link contains the whole run so far and opens, paused, at the moment you see. \
                Nothing is sent anywhere.";
    Panel {
        kicker: "This run",
        title: "Share".to_owned(),
        text: Some(text.to_owned()),
        ..Panel::default()
    }
}

/// Releases of an app that are shown.
const RELEASES: usize = 3;

/// A name and its value.
pub(super) fn pair(name: &str, value: &str) -> String {
    format!("{name}: {value}")
}
