//! What somebody deleted, and whether a database still has it.

use super::{Situation, View};
use crate::format;
use crate::platform::deletions::Orders;
use crate::platform::{AppId, DatabaseId, Status};
use crate::view::Tone;

impl View<'_> {
    /// Orders that were deleted and can still be saved.
    pub(super) fn rescue(self, app: AppId) -> Option<Situation> {
        let (world, told) = (self.world, self.deleted_on(app)?);
        if let Some(id) = self.with_orders(app, Orders::OnTheWay) {
            let colour = self.name(id);
            let text =
                format!("{told} {colour} has not received that: unfollow it before it does.");
            let owner = world.database(id).app;
            let unfollow = self.command(owner, format!("heroku pg:unfollow {colour}"));
            let rescue = Situation::new(Tone::Bad, "rescue", text);
            return Some(rescue.with("Save them", unfollow));
        }
        let id = self.with_orders(app, Orders::Kept)?;
        let colour = self.name(id);
        let lost = format::commits(world.loss_if_promoted(app, id));
        let text = format!("{told} {colour} still has them; promoting it loses {lost}.");
        let kept = Situation::new(Tone::Warn, "orders kept", text);
        if world.fleet().takes_writes(world.database(id).server).is_err() {
            return Some(kept);
        }
        Some(kept.with("Use it", self.move_to(app, id)))
    }

    /// Orders that no database has any more, or none that can be made to keep them.
    pub(super) fn deleted(self, app: AppId) -> Option<Situation> {
        let told = self.deleted_on(app)?;
        let text = match self.with_orders(app, Orders::Received) {
            Some(id) => {
                let colour = self.name(id);
                format!("{told} {colour} shows them until it replays that, unfollowed or not.")
            }
            None => format!("{told} What follows it replays that, too: a follower is no backup."),
        };
        Some(Situation::new(Tone::Bad, super::LOSSES, text))
    }

    /// That the orders of an app were deleted where it writes.
    fn deleted_on(self, app: AppId) -> Option<String> {
        let primary = self.world.primary(app)?;
        let (orders, deletion) = self.world.orders(primary)?;
        let (colour, commit) = (self.name(primary), format::count(deletion.commit));
        let told = format!("All orders of {colour} were deleted at commit {commit}.");
        (orders == Orders::Deleted).then_some(told)
    }

    /// A database that comes from the same as that of an app, and whose orders are so.
    fn with_orders(self, app: AppId, wanted: Orders) -> Option<DatabaseId> {
        let world = self.world;
        let origin = world.origin(world.primary(app)?);
        let mut all = world.databases().map(|(id, _)| id);
        all.find(|id| {
            world.origin(*id) == origin
                && world.status(*id) == Status::Available
                && world.orders(*id).is_some_and(|(orders, _)| orders == wanted)
        })
    }
}
