//! The situation: the worst thing that is true now, why, and what would help, in a sentence with
//! the command that does it.

mod of_app;
mod of_database;
mod of_deletion;
mod of_disk;
mod of_reads;
mod of_straggler;
mod of_transfer;

use super::Playground;
use crate::format;
use crate::platform::starting_world::StartingWorld;
use crate::platform::{AppId, DatabaseId, ForkFollow, Platform, Status};
use crate::sim::SimDuration;
use crate::terminal::actions::line_of_app;
use crate::view::Tone;

/// Something that is true now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Situation {
    pub tone: Tone,
    /// What is wrong, and why, in sentences.
    pub text: String,
    pub remedy: Option<Remedy>,
    /// What it is about, which stays the same while figures change.
    pub topic: String,
}

/// The topic of what is lost.
const LOSSES: &str = "losses";

/// What would help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// What the command is for: `End it`.
    pub label: &'static str,
    pub command: String,
    /// Whether it gives something away that a lesson asks for, and so counts as a hint.
    pub is_hint: bool,
}

impl Situation {
    fn new(tone: Tone, topic: impl Into<String>, text: String) -> Situation {
        Situation { tone, text, remedy: None, topic: topic.into() }
    }

    /// Whether something goes wrong that can still be helped; what is lost is told elsewhere.
    pub fn needs_action(&self) -> bool {
        matches!(self.tone, Tone::Warn | Tone::Bad) && self.topic != LOSSES
    }

    fn with(self, label: &'static str, command: String) -> Situation {
        Situation { remedy: Some(Remedy { label, command, is_hint: false }), ..self }
    }
}

impl Playground {
    /// The worst that is true now.
    pub fn situation(&self) -> Situation {
        let view = self.view_of_world();
        self.as_hint(view.known_to_heroku(view.worst()))
    }

    /// The same as a lesson tells it: its remedy is a hint for the current step until it has been
    /// taken. It is not there while a question waits for its answer, where nothing goes wrong, and
    /// where it would be a wrong turn.
    fn as_hint(&self, situation: Situation) -> Situation {
        let Some(help) = self.current_help() else {
            return situation;
        };
        let is_hidden = self.awaits_prediction() || !situation.needs_action();
        let remedy = situation.remedy.filter(|_| !is_hidden);
        let remedy = remedy.filter(|remedy| !self.is_wrong_turn(&remedy.command));
        let remedy = remedy.map(|remedy| Remedy { is_hint: !help.remedy, ..remedy });
        Situation { remedy, ..situation }
    }

    /// What is wrong with a database, if anything is.
    pub fn trouble_of(&self, id: DatabaseId) -> Option<Situation> {
        let view = self.view_of_world();
        let mut apps = view.world.apps().map(|(app, _)| app);
        let app = apps.find(|app| view.world.is_primary(id, *app));
        app.and_then(|app| view.down(app))
            .or_else(|| view.reads_on(id))
            .or_else(|| view.lag(id).map(|(_, trouble)| trouble))
            .or_else(|| app.and_then(|app| view.rescue(app)))
            .or_else(|| app.and_then(|app| view.filling(app)))
            .or_else(|| view.making(id))
            .or_else(|| view.unused(id))
            .map(|trouble| self.as_hint(trouble))
    }

    fn view_of_world(&self) -> View<'_> {
        View { world: self.world(), here: self.shell().app(), start: Some(self.start()) }
    }
}

/// The worst that is true now, seen from the shell of an app.
pub fn worst(world: &Platform, here: AppId) -> Situation {
    let view = View { world, here, start: None };
    view.known_to_heroku(view.worst())
}

/// The world, seen from the shell of an app.
#[derive(Clone, Copy)]
struct View<'w> {
    world: &'w Platform,
    here: AppId,
    /// How the world began, where that is known.
    start: Option<&'w StartingWorld>,
}

impl<'w> View<'w> {
    fn worst(self) -> Situation {
        let apps = || {
            let others = self.world.apps().map(|(id, _)| id).filter(|id| *id != self.here);
            std::iter::once(self.here).chain(others)
        };
        let databases = || self.world.databases().map(|(id, _)| id);
        let worst_lag = |is_used: bool| {
            let those = databases().filter(|id| self.is_used(*id) == is_used);
            let troubles = those.filter_map(|id| self.lag(id));
            troubles.min_by_key(|(rank, _)| *rank).map(|(_, trouble)| trouble)
        };
        apps()
            .find_map(|app| self.down(app))
            .or_else(|| apps().find_map(|app| self.transfer(app)))
            .or_else(|| apps().find_map(|app| self.cannot_read(app)))
            .or_else(|| apps().find_map(|app| self.maintenance(app)))
            .or_else(|| apps().find_map(|app| self.straggles(app)))
            .or_else(|| apps().find_map(|app| self.stopped(app)))
            .or_else(|| apps().find_map(|app| self.restarting(app)))
            .or_else(|| apps().find_map(|app| self.rescue(app)))
            .or_else(|| apps().find_map(|app| self.filling(app)))
            .or_else(|| apps().find_map(|app| self.stale(app)))
            .or_else(|| apps().find_map(|app| self.slow_reads(app)))
            .or_else(|| worst_lag(true))
            .or_else(|| apps().find_map(|app| self.losses(app)))
            .or_else(|| apps().find_map(|app| self.deleted(app)))
            .or_else(|| apps().find_map(|app| self.strange_reads(app)))
            .or_else(|| databases().find_map(|id| self.making(id)))
            .or_else(|| apps().find_map(|app| self.idle(app)))
            .or_else(|| apps().find_map(|app| self.unprotected(app)))
            .or_else(|| apps().find_map(|app| self.outgrown(app)))
            .or_else(|| apps().find_map(|app| self.alone(app)))
            .or_else(|| worst_lag(false))
            .or_else(|| databases().find_map(|id| self.unused(id)))
            .unwrap_or_else(|| self.calm())
    }

    /// Whether an app uses a database, or one that it follows.
    fn is_used(self, id: DatabaseId) -> bool {
        let leader = self.world.leader_of(id).unwrap_or(id);
        self.world.apps().any(|(app, _)| self.world.is_primary(leader, app))
    }

    fn name(self, id: DatabaseId) -> &'w str {
        &self.world.database(id).colour
    }

    /// Whether a database still holds commits that an app has lost: with it they would be gone.
    fn holds_what_is_lost(self, id: DatabaseId) -> bool {
        let lost = |(app, _)| self.world.losses(app);
        self.world.apps().flat_map(lost).any(|lost| lost.held_by.contains(&id))
    }

    /// The same without a remedy that Heroku cannot give: a command of an app outside it.
    fn known_to_heroku(self, situation: Situation) -> Situation {
        let outside = || self.world.apps().filter(|(_, app)| app.outside);
        let is_known = |remedy: &Remedy| {
            !outside().any(|(_, app)| remedy.command.ends_with(&format!(" --app {}", app.name)))
        };
        Situation { remedy: situation.remedy.filter(is_known), ..situation }
    }

    /// A command of an app, typed in the shell of `here`.
    fn command(self, app: AppId, command: String) -> String {
        line_of_app(self.world, self.here, app, command)
    }

    /// What an app has lost by now, which no waiting brings back.
    fn losses(self, app: AppId) -> Option<Situation> {
        let (world, name) = (self.world, &self.world.app(app).name);
        let lost = world.loss_count(app);
        let primary = world.primary(app).map(|id| self.name(id))?;
        let are = |count: u64| {
            let verb = if count == 1 { "is" } else { "are" };
            format!("{} of {name} {verb}", format::commits(count))
        };
        let text = match (lost.left_behind, lost.gone) {
            (0, 0) => return None,
            (0, gone) => format!("{name} has lost {} for good.", format::commits(gone)),
            (left, 0) => {
                let (holder, held) = world.holder_of_losses(app)?;
                let what = match held == left {
                    true => "what is missing".to_owned(),
                    false => format!("{} of them", format::count(held)),
                };
                let damaged = match world.status(holder) {
                    Status::Corrupt { .. } => ", and its files are damaged",
                    _ => "",
                };
                let holder = self.name(holder);
                format!("{} not on {primary}; {holder} still has {what}{damaged}.", are(left))
            }
            (left, gone) => format!(
                "{} not on {primary}, and {} more lost for good.",
                are(left),
                format::count(gone)
            ),
        };
        let lost = Situation::new(Tone::Bad, LOSSES, text);
        // What can be done about it is not to lose more.
        Some(match self.alone(app).filter(|alone| alone.remedy.is_some()) {
            Some(alone) => {
                let told = lost.topic("losses, and alone").and(&alone.text);
                Situation { remedy: alone.remedy, ..told }
            }
            None => lost,
        })
    }

    /// A process type of which no dyno runs, as after a changeover. One that ran none from the
    /// start is meant to be so.
    fn idle(self, app: AppId) -> Option<Situation> {
        let owner = self.world.app(app);
        let apps = self.start.map_or(&[][..], |start| &start.apps);
        let began = apps.iter().find(|it| it.name == owner.name);
        let formation = began.map_or(&[][..], |it| &it.formation);
        let rests = |name: &str| formation.iter().any(|it| it.name == name && it.quantity == 0);
        let mut idle = owner.formation.iter().filter(|process| process.dynos.is_empty());
        let idle = idle.find(|process| !rests(&process.name))?;
        let (name, process) = (&owner.name, &idle.name);
        let start = self.command(app, format!("heroku ps:scale {process}=1"));
        let text = format!("{name} runs no {process} dyno.");
        Some(Situation::new(Tone::Plain, "idle", text).with("Start one", start))
    }

    /// A database whose hidden standby could not take over now.
    fn unprotected(self, app: AppId) -> Option<Situation> {
        let primary = self.world.primary(app)?;
        let why = self.world.hold_back(primary)?;
        let text = format!("{} cannot fail over by itself: {}.", self.name(primary), why.reason());
        Some(Situation::new(Tone::Plain, "unprotected", text))
    }

    /// A database that nothing follows: with it everything would be lost.
    fn alone(self, app: AppId) -> Option<Situation> {
        let world = self.world;
        let primary = world.primary(app).filter(|id| !world.server(*id).is_lost())?;
        let is_safe = !world.followers_of(primary).is_empty() || world.has_ha_standby(primary);
        if world.app(app).outside || is_safe {
            return None;
        }
        let (colour, database) = (self.name(primary), world.database(primary));
        let text = format!("{colour} has no follower: what only it has would be lost with it.");
        let alone = Situation::new(Tone::Plain, "alone", text);
        match world.fork_follow(primary) {
            ForkFollow::Available => {}
            ForkFollow::TemporarilyUnavailable { ready_in: Some(length) } => {
                return Some(alone.and(&format!("It can get one in {}.", about(length))));
            }
            _ => return Some(alone),
        }
        let plan = database.plan.name;
        let add = self.command(
            database.app,
            format!("heroku addons:add heroku-postgresql:{plan} --follow {colour}"),
        );
        Some(alone.with("Add a follower", add))
    }

    fn calm(self) -> Situation {
        let world = self.world;
        let name = &world.app(self.here).name;
        let primary = world.primary(self.here);
        let followers = primary.map(|primary| world.followers_of(primary)).unwrap_or_default();
        let text = match (primary, &followers[..]) {
            (Some(primary), [one]) => {
                format!("{name} writes to {}; {} keeps up.", self.name(primary), self.name(*one))
            }
            (Some(primary), []) => {
                format!("{name} writes to {}; its standby keeps up.", self.name(primary))
            }
            (Some(primary), many) => {
                let (primary, count) = (self.name(primary), many.len());
                format!("{name} writes to {primary}; its {count} followers keep up.")
            }
            (None, _) => format!("{name} has no database."),
        };
        Situation::new(Tone::Plain, "calm", text)
    }
}

impl Situation {
    /// The same with another sentence.
    fn and(mut self, sentence: &str) -> Situation {
        if !sentence.is_empty() {
            self.text += " ";
            self.text += sentence;
        }
        self
    }

    fn topic(self, topic: &str) -> Situation {
        Situation { topic: topic.to_owned(), ..self }
    }
}

/// A length of time as one tells it: `about 3 s`.
fn about(length: SimDuration) -> String {
    format!("about {}", format::length(length.max(SimDuration::from_secs(1))))
}
