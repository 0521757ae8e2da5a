//! What is wrong with an app's reads: none is answered, they wait, or they come too early.

use super::{Situation, View};
use crate::format;
use crate::platform::reads::READ_DATABASE_URL;
use crate::platform::{AppId, DatabaseError, DatabaseId};
use crate::view::{Tone, load};

impl View<'_> {
    /// Why none of an app's reads is answered. Where writes fail for the same reason, that is told.
    pub(super) fn cannot_read(self, app: AppId) -> Option<Situation> {
        let (world, owner) = (self.world, self.world.app(app));
        let (var, error) = (owner.read_var(), owner.read_refused?);
        let why = world.why_not(app, var, error);
        let text = format!("{} cannot read: {why}.", owner.name);
        let told = Situation::new(Tone::Bad, "no reads", text);
        Some(match error {
            DatabaseError::OldPassword(id) if var == READ_DATABASE_URL => {
                let url = &world.database(id).url;
                let set = format!("heroku config:set {READ_DATABASE_URL}={url}");
                told.with("Set the new one", self.command(app, set))
            }
            _ => self.with_way_back(app, told),
        })
    }

    /// Offers to read from what `DATABASE_URL` names again.
    fn with_way_back(self, app: AppId, told: Situation) -> Situation {
        if self.world.app(app).read_var() != READ_DATABASE_URL {
            return told;
        }
        let unset = self.command(app, format!("heroku config:unset {READ_DATABASE_URL}"));
        told.with("Read from DATABASE_URL", unset)
    }

    /// A visitor who did not see their own write a moment ago.
    pub(super) fn stale(self, app: AppId) -> Option<Situation> {
        let (world, owner) = (self.world, self.world.app(app));
        let read = owner.stale_reads.current(world.now())?;
        let (name, on) = (&owner.name, self.name(read.on));
        let (visitor, commit) = (read.visitor, format::count(read.commit));
        let what = world.meaning(read.timeline, read.commit).text;
        let all = format::count(owner.reading().stale);
        let text = format!(
            "Visitor {visitor} of {name} did not see their own write ({what}, commit {commit}): \
             {on} had not replayed it yet. Stale reads so far: {all}."
        );
        let stale = Situation::new(Tone::Warn, format!("stale {on}"), text);
        Some(match self.held_by(read.on) {
            Some(pid) => stale
                .and(&format!("Query {pid} keeps it from replaying."))
                .with("End it", self.kill(read.on, pid)),
            None => self.with_way_back(app, stale),
        })
    }

    /// Reads that wait because their database does all it can, and who could answer some of them.
    pub(super) fn slow_reads(self, app: AppId) -> Option<Situation> {
        let world = self.world;
        let from = world.reads_from(app)?;
        let wait = format::length(load::wait(world, from)?);
        let (name, colour) = (&world.app(app).name, self.name(from));
        let text = format!("Reads of {name} wait {wait}: {colour} does all that it can.");
        let slow = Situation::new(Tone::Warn, format!("slow {colour}"), text);
        let mut followers = world.followers_of(from).into_iter();
        let free = followers.find(|id| {
            let server = world.server(*id);
            server.answers() && server.load().total() < 500
        });
        Some(match free {
            Some(follower) => {
                let url = &world.database(follower).url;
                let set = format!("heroku config:set {READ_DATABASE_URL}={url}");
                slow.and(&format!("{} could answer them.", self.name(follower)))
                    .with("Move the reads", self.command(app, set))
            }
            None => slow,
        })
    }

    /// Reads from a database that never gets what the app writes.
    pub(super) fn strange_reads(self, app: AppId) -> Option<Situation> {
        let world = self.world;
        let (from, primary) = (world.reads_from(app)?, world.primary(app)?);
        if !world.never_gets(from, primary) {
            return None;
        }
        let (name, from, primary) = (&world.app(app).name, self.name(from), self.name(primary));
        let text =
            format!("{name} reads from {from}, which never gets what it writes to {primary}.");
        let strange = Situation::new(Tone::Warn, format!("strange {from}"), text);
        Some(self.with_way_back(app, strange))
    }

    /// What is wrong with the reads that a database answers or should answer.
    pub(super) fn reads_on(self, id: DatabaseId) -> Option<Situation> {
        let apps = self.world.apps().map(|(app, _)| app);
        let mut readers = apps.filter(|app| self.world.reads_from(*app) == Some(id));
        readers.find_map(|app| {
            let cannot = self.cannot_read(app);
            cannot.or_else(|| self.stale(app)).or_else(|| self.slow_reads(app))
        })
    }
}
