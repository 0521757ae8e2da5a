//! Apps that share a database: who still writes to an old one, and who has to be stopped.

use super::{Situation, View};
use crate::format;
use crate::platform::{AppId, DatabaseId, Visitors};
use crate::terminal::actions;
use crate::terminal::commands::outside;
use crate::view::Tone;

impl<'w> View<'w> {
    /// `warehouse`, or `warehouse, outside Heroku,`.
    fn subject(self, app: AppId) -> String {
        let app = self.world.app(app);
        match app.outside {
            true => format!("{}, outside Heroku,", app.name),
            false => app.name.clone(),
        }
    }

    /// An app that still writes to a database that another app has left.
    pub(super) fn straggles(self, app: AppId) -> Option<Situation> {
        let world = self.world;
        let it = world.straggler(app)?;
        let (old, new, mover) = (self.name(it.old), self.name(it.new), world.app(it.mover));
        let subject = self.subject(app);
        let text = format!("{subject} still writes to {old}; {} uses {new} now.", mover.name);
        let missing = match world.loss_if_promoted(app, it.new) {
            0 => String::new(),
            missing => format!("{} of it are missing there.", format::commits(missing)),
        };
        let topic = format!("straggler {}", world.app(app).name);
        let straggles = Situation::new(Tone::Warn, topic, text).and(&missing);
        Some(straggles.with("Give it the new URL", self.move_to(app, it.new)))
    }

    /// The line that lets an app write to a database.
    pub(super) fn move_to(self, app: AppId, id: DatabaseId) -> String {
        actions::move_line(self.world, self.here, app, id)
    }

    /// An app outside Heroku that is stopped.
    pub(super) fn stopped(self, app: AppId) -> Option<Situation> {
        let world = self.world;
        let is_stopped = world.app(app).outside && world.visitors(app) == Visitors::Maintenance;
        let primary = world.primary(app).filter(|_| is_stopped)?;
        let to = world.straggler(app).map_or(primary, |it| it.new);
        let text = format!("{} is stopped.", self.subject(app));
        let stopped = Situation::new(Tone::Warn, "stopped outside", text);
        let label = if to == primary { "Start it" } else { "Start it with the new URL" };
        Some(stopped.with(label, self.move_to(app, to)))
    }

    /// Another app that writes to the database that an app is about to leave, and what stops it.
    pub(super) fn fellow_writer(self, app: AppId) -> Option<(String, String)> {
        let world = self.world;
        world.sharers(app).into_iter().find_map(|other| {
            let fellow = world.app(other);
            let workers: Vec<_> = fellow.running_workers().collect();
            let stop = match (fellow.outside, fellow.maintenance) {
                (true, true) => return None,
                (true, false) => format!("{} {}", outside::stop::COMMAND.name, fellow.name),
                (false, false) => self.command(other, "heroku maintenance:on".to_owned()),
                (false, true) if workers.is_empty() => return None,
                (false, true) => {
                    let scale: Vec<_> = workers.iter().map(|it| format!("{}=0", it.name)).collect();
                    self.command(other, format!("heroku ps:scale {}", scale.join(" ")))
                }
            };
            Some((self.subject(other), stop))
        })
    }

    /// The app that owns the database of an app: databases are named by its config vars.
    pub(super) fn owner(self, app: AppId) -> AppId {
        let world = self.world;
        let fallback = if world.app(app).outside { self.here } else { app };
        world.primary(app).map_or(fallback, |id| world.database(id).app)
    }
}
