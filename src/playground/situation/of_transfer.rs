//! Rows that are on their way from one database into another, and plans that only this way leaves.

use super::{Situation, View, about};
use crate::format;
use crate::platform::pgbackups::{TransferKind, backup_name};
use crate::platform::{AppId, DatabaseId, Status, Visitors};
use crate::view::Tone;

impl View<'_> {
    /// A copy of the database of an app that is under way, or one that has come and is to be
    /// promoted.
    pub(super) fn transfer(self, app: AppId) -> Option<Situation> {
        let world = self.world;
        let primary = world.primary(app)?;
        let owner = world.app(app);
        let is_closed = world.visitors(app) == Visitors::Maintenance;
        let workers: Vec<&str> = owner.running_workers().map(|kind| kind.name.as_str()).collect();
        let found = world.running().filter(|transfer| transfer.of == primary);
        let mut found = found.filter_map(|transfer| Some((transfer, transfer.kind.into()?)));
        if let Some((transfer, into)) = found.next() {
            let (into, left) = (self.name(into), about(transfer.left()));
            let what = match transfer.kind {
                TransferKind::Restore { backup, .. } => format!("backup {}", backup_name(backup)),
                _ => format!("the rows of {}", self.name(primary)),
            };
            let text = format!("{into} gets {what}, {left} left.");
            let told = Situation::new(Tone::Warn, "transfer", text);
            if is_closed && workers.is_empty() {
                return Some(told.and("Nobody writes meanwhile."));
            }
            let told = told.and(&format!("What {} writes meanwhile is not on it.", owner.name));
            return Some(match workers.as_slice() {
                _ if !is_closed => {
                    told.with("Stop visitors", self.command(app, "heroku maintenance:on".into()))
                }
                workers => {
                    let scale: Vec<_> = workers.iter().map(|name| format!("{name}=0")).collect();
                    let scale = format!("heroku ps:scale {}", scale.join(" "));
                    told.with("Stop the others", self.command(app, scale))
                }
            });
        }
        if !is_closed {
            return None;
        }
        let copy = self.copy_of(app, primary)?;
        let text = format!(
            "{} is in maintenance mode, and {} has every row of {}.",
            owner.name,
            self.name(copy),
            self.name(primary)
        );
        let copied = Situation::new(Tone::Warn, "copied", text);
        Some(copied.with("Promote it", self.move_to(app, copy)))
    }

    /// The newest backup of an app, in a sentence; nothing without any.
    pub(super) fn backup_of(self, app: AppId) -> String {
        let backups = self.world.backups(app).filter(|(_, backup)| backup.has_succeeded());
        let Some((number, backup)) = backups.last() else {
            return String::new();
        };
        let (name, at) = (backup_name(number), format::clock(backup.began));
        format!("Backup {name} has what {} had at {at}.", self.name(backup.of))
    }

    /// A database that has all of an app's rows because they were restored into it.
    fn copy_of(self, app: AppId, primary: DatabaseId) -> Option<DatabaseId> {
        let world = self.world;
        let copies = world.databases().filter(|(id, database)| {
            database.restored_from == Some(primary)
                && world.status(*id) == Status::Available
                && world.transfer_into(*id).is_none()
        });
        let mut copies = copies.map(|(id, _)| id);
        copies.find(|id| world.loss_if_promoted(app, *id) == 0)
    }

    /// A database with more rows than its plan allows, and the next step out of it.
    pub(super) fn outgrown(self, app: AppId) -> Option<Situation> {
        let world = self.world;
        let primary = world.primary(app)?;
        let (name, plan) = (self.name(primary), world.database(primary).plan);
        let limit = plan.row_limit().filter(|limit| world.row_count(primary) > *limit)?;
        let text = format!(
            "{name} has more rows than the {} of plan {}, and nothing can follow it.",
            format::count(limit),
            plan.name
        );
        let told = Situation::new(Tone::Plain, "outgrown", text);
        let mut others =
            world.databases().filter(|(_, it)| it.app == app && it.plan.tier.can_follow());
        let Some((target, _)) = others.next() else {
            let add = "heroku addons:add heroku-postgresql:standard-yanari".to_owned();
            return Some(told.with("Add another", self.command(app, add)));
        };
        if !world.app(app).has_pgbackups {
            let add = "heroku addons:add pgbackups".to_owned();
            return Some(told.with("Get copies", self.command(app, add)));
        }
        let kind = TransferKind::Transfer { from: primary, into: target };
        if world.check_transfer(app, kind).is_err() {
            return Some(told);
        }
        let copy = format!("heroku pgbackups:transfer {}", self.name(target));
        Some(told.with("Copy it", self.command(app, copy)))
    }
}
