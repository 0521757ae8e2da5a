//! A disk that fills, and one that is full.

use super::{Situation, View, about};
use crate::format;
use crate::platform::addon_plan::{AddonPlan, PLANS};
use crate::platform::{AppId, DatabaseId, ForkFollow};
use crate::sim::law::CAUGHT_UP_COMMITS;
use crate::view::Tone;

impl View<'_> {
    /// An app cannot write because the disk of its database is full.
    pub(super) fn full(self, app: AppId, primary: DatabaseId) -> Situation {
        let (world, colour) = (self.world, self.name(primary));
        let text = format!("{} cannot write: the disk of {colour} is full.", world.app(app).name);
        let down = Situation::new(Tone::Bad, "full", text);
        if let Some((_, until)) = world.server(primary).temporary_files {
            let left = about(until.since(world.now()));
            return down.and(&format!("Temporary files fill it, for {left} more."));
        }
        match self.away(primary) {
            Some(away) => self.with_removal(down, primary, away),
            None => self.with_successor(app, down),
        }
    }

    /// The disk of an app's database is nearly full.
    pub(super) fn filling(self, app: AppId) -> Option<Situation> {
        let world = self.world;
        let primary = world.primary(app)?;
        let percent = world.nearly_full(primary)?;
        let text = format!("The disk of {} is {percent} % full.", self.name(primary));
        let filling = Situation::new(Tone::Warn, "filling", text);
        if let Some(away) = self.away(primary) {
            return Some(self.with_removal(filling, primary, away));
        }
        let size = world.server(primary).disk_size;
        let has_room = |id: &DatabaseId| world.server(*id).disk_size > size;
        if let Some(roomy) = world.followers_of(primary).into_iter().find(has_room) {
            let roomy = self.name(roomy);
            return Some(filling.and(&format!("{roomy} has a bigger one: change over to it.")));
        }
        let plan = world.database(primary).plan;
        let bigger = bigger(plan).filter(|_| world.fork_follow(primary) == ForkFollow::Available);
        let filling = filling.and("A follower on a bigger plan is the way out.");
        let Some(plan) = bigger else {
            return Some(filling);
        };
        let (plan, colour) = (plan.name, self.name(primary));
        let add = format!("heroku addons:add heroku-postgresql:{plan} --follow {colour}");
        Some(filling.with("Add one", self.command(world.database(primary).app, add)))
    }

    /// A follower that its leader keeps WAL for, because it is away.
    fn away(self, leader: DatabaseId) -> Option<DatabaseId> {
        let world = self.world;
        let kept = world.fleet().wal_kept_by(world.database(leader).server);
        let missing = |id: &DatabaseId| world.behind(*id).map_or(0, |behind| behind.not_received);
        let followers = world.followers_of(leader).into_iter();
        let worst = followers.max_by_key(|id| missing(id))?;
        (kept > 0 && missing(&worst) > CAUGHT_UP_COMMITS).then_some(worst)
    }

    /// Adds what a follower that is away costs its leader, and how to be rid of that.
    fn with_removal(self, told: Situation, leader: DatabaseId, away: DatabaseId) -> Situation {
        let world = self.world;
        let kept = world.fleet().wal_kept_by(world.database(leader).server);
        let (name, owner) = (self.name(away), world.database(away).app);
        let kept = format::bytes(kept);
        let remove = self.command(owner, format!("heroku addons:remove {name}"));
        told.and(&format!("It keeps {kept} of WAL for {name}, which is away."))
            .with("Remove it", remove)
    }
}

/// The next plan of the same tier with a bigger disk.
fn bigger(plan: &AddonPlan) -> Option<&'static AddonPlan> {
    let others = PLANS.iter().filter(|other| other.tier == plan.tier);
    others.filter(|other| other.storage_gb > plan.storage_gb).min_by_key(|other| other.dollars)
}
