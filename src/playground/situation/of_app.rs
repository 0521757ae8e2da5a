//! What keeps an app from writing, and the next step of a changeover or a failover.

use super::{Situation, View, about};
use crate::format;
use crate::plan::suggestions::successors;
use crate::platform::app::{DATABASE_URL, WEB};
use crate::platform::failover::Failover;
use crate::platform::{AppId, DatabaseError, DatabaseId, Status, Visitors};
use crate::sim::{ServerError, SimDuration, law};
use crate::terminal::commands::pg::kill;
use crate::view::Tone;

impl View<'_> {
    /// Why an app cannot write, where nobody wanted that.
    pub(super) fn down(self, app: AppId) -> Option<Situation> {
        let world = self.world;
        let name = &world.app(app).name;
        let cannot = |topic: &str, why: String| {
            Situation::new(Tone::Bad, topic, format!("{name} cannot write: {why}"))
        };
        // Behind the maintenance page, too, the database may be gone.
        let error = match world.visitors(app) {
            Visitors::Served => return None,
            Visitors::Maintenance => world.write_target(app, DATABASE_URL).err()?,
            Visitors::CannotWrite(error) => error,
            Visitors::NoWebDyno => {
                let start = self.command(app, format!("heroku ps:scale {WEB}=1"));
                return Some(
                    cannot("no web dyno", "it runs no web dyno.".to_owned())
                        .with("Start one", start),
                );
            }
        };
        let why = format!("{}.", world.why_not(app, DATABASE_URL, error));
        let error = match error {
            DatabaseError::NoDatabase => {
                return Some(self.with_successor(app, cannot("no database", why)));
            }
            DatabaseError::OldPassword(id) => {
                let down = cannot("no database", why);
                return Some(down.with("Set the new one", self.move_to(app, id)));
            }
            DatabaseError::Server(error) => error,
        };
        let primary = world.primary(app)?;
        let colour = self.name(primary);
        let failover = self.failover(primary);
        Some(match error {
            ServerError::Gone if world.failover(primary) == Some(Failover::TakingOver) => {
                let why = format!("the failed server of {colour} is destroyed.");
                cannot("takes over", why).and(&failover)
            }
            ServerError::Corrupt => {
                let why = format!("the files of {colour} are damaged.");
                self.with_successor(app, cannot("corrupt", why).and(&failover))
            }
            ServerError::Gone => {
                let why = format!("{colour} is lost for good, with its disk.");
                self.with_successor(app, cannot("lost", why).and(&failover))
            }
            ServerError::Down => {
                let back = self.back_in(primary);
                let why = format!("{colour} does not run. It comes back by itself in {back}.");
                let down = cannot("down", why).and(&failover);
                match self.successor(app) {
                    Some((best, 0)) => down
                        .and(&format!("{} has every commit.", self.name(best)))
                        .with("Take over", self.take_over(app, best)),
                    Some((best, lost)) => down
                        .and(&format!(
                            "Waiting loses nothing; promoting {} now loses {}.",
                            self.name(best),
                            format::commits(lost)
                        ))
                        .with("Take over instead", self.take_over(app, best)),
                    None => down,
                }
            }
            ServerError::InRecovery => {
                let back = self.back_in(primary);
                cannot("recovers", format!("PostgreSQL on {colour} recovers, for {back} more."))
            }
            ServerError::DiskFull => self.full(app, primary),
            ServerError::NotReady => cannot("not made", format!("{colour} is not made yet."))
                .and(&self.progress(primary)),
            ServerError::ReadOnly => self.read_only(primary, cannot),
        })
    }

    /// What automated failover does about a leader that fails; nothing where it has none.
    fn failover(self, id: DatabaseId) -> String {
        match self.world.failover(id) {
            None => String::new(),
            Some(Failover::Checking { acts_at }) => {
                let left = about(acts_at.since(self.world.now()));
                let lost = match self.world.lost_by_failover(id) {
                    None | Some(0) => String::new(),
                    Some(lost) => format!(" without {}", format::commits(lost)),
                };
                let anew = match self.world.followers_of(id).is_empty() {
                    true => "",
                    false => ", and its followers are built anew",
                };
                format!(
                    "If its health checks fail for {left} more, its hidden standby takes \
                     over{lost}{anew}."
                )
            }
            Some(Failover::HeldBack(why)) => format!("No automated failover: {}.", why.reason()),
            Some(Failover::TakingOver) => {
                let left = self.world.ha_standby_of(id).map_or(SimDuration::ZERO, |(_, server)| {
                    let bytes = server.end.0.saturating_sub(server.replayed.0);
                    law::time_for(bytes, server.speed().max(1))
                });
                let left = about(left);
                format!("Its standby replays what it has received, then takes over, in {left}.")
            }
        }
    }

    fn read_only(
        self,
        primary: DatabaseId,
        cannot: impl Fn(&str, String) -> Situation,
    ) -> Situation {
        let (world, colour) = (self.world, self.name(primary));
        if let Some(leader) = world.leader_of(primary) {
            let why = format!("{colour} still follows {}, so it is read-only.", self.name(leader));
            let owner = world.database(primary).app;
            let unfollow = self.command(owner, format!("heroku pg:unfollow {colour}"));
            return cannot("follows", why).with("Make it writable", unfollow);
        }
        match self.held_by(primary) {
            Some(pid) => {
                let why = format!(
                    "{colour} takes writes once it has replayed what it received, and query {pid} \
                     keeps it from that."
                );
                cannot("held", why).with("End it", self.kill(primary, pid))
            }
            None if world.fleet().is_disk_full(world.database(primary).server) => {
                let why = format!("{colour} has to replay what it received, and its disk is full.");
                cannot("full", why)
            }
            None => {
                let left = world.server(primary);
                let left = left.end.0.saturating_sub(left.replayed.0);
                let speed = world.server(primary).speed();
                let why = format!(
                    "{colour} replays what it has received, then takes writes, in {}.",
                    about(law::time_for(left, speed.max(1)))
                );
                cannot("replays", why)
            }
        }
    }

    /// Adds which database could take an app over best, judged by what it has received.
    pub(super) fn with_successor(self, app: AppId, down: Situation) -> Situation {
        let Some((best, lost)) = self.successor(app) else {
            let primary = self.world.primary(app);
            if primary.is_some_and(|id| self.world.failover(id).is_some()) {
                return down;
            }
            return down.and("No other database has its data.").and(&self.backup_of(app));
        };
        let colour = self.name(best);
        let down = match lost {
            0 => down.and(&format!("{colour} has received all that can be saved.")),
            lost => down.and(&format!(
                "{colour} has received most: promoting it loses {}.",
                format::commits(lost)
            )),
        };
        match self.held_by(best) {
            Some(pid) => down
                .and(&format!("Query {pid} keeps it from replaying them."))
                .with("End it first", self.kill(best, pid)),
            None => down.with("Take over", self.take_over(app, best)),
        }
    }

    /// The database that could take an app over with the least loss, and that loss.
    fn successor(self, app: AppId) -> Option<(DatabaseId, u64)> {
        let primary = self.world.primary(app);
        let owner = self.owner(app);
        let all = successors(self.world, owner).chain(self.world.primary(owner));
        let others = all.filter(|id| Some(*id) != primary);
        let available = others.filter(|id| self.world.status(*id) == Status::Available);
        let loss = available.map(|id| (id, self.world.loss_if_promoted(app, id)));
        loss.min_by_key(|(id, lost)| (*lost, self.world.leader_of(*id).is_some()))
    }

    /// The next command by which a database takes an app over.
    fn take_over(self, app: AppId, id: DatabaseId) -> String {
        if self.world.leader_of(id).is_none() {
            return self.move_to(app, id);
        }
        let owner = self.world.database(id).app;
        self.command(owner, format!("heroku pg:unfollow {}", self.name(id)))
    }

    pub(super) fn kill(self, id: DatabaseId, pid: u32) -> String {
        self.command(self.world.database(id).app, kill::line(self.world, id, pid))
    }

    /// Maintenance mode, and the next step of a changeover.
    pub(super) fn maintenance(self, app: AppId) -> Option<Situation> {
        let world = self.world;
        if world.visitors(app) != Visitors::Maintenance || world.app(app).outside {
            return None;
        }
        let owner = world.app(app);
        let on = Situation::new(
            Tone::Warn,
            "maintenance",
            format!("{} is in maintenance mode: visitors cannot write.", owner.name),
        );
        let primary = world.primary(app);
        let takes_writes = |id| world.fleet().takes_writes(world.database(id).server).is_ok();
        let follower = primary.and_then(|primary| {
            let all = world.followers_of(primary).into_iter();
            all.filter_map(|id| Some((id, world.reported_behind(id)?.commits())))
                .min_by_key(|(_, behind)| *behind)
        });
        let writers: Vec<&str> =
            owner.running_workers().map(|process| process.name.as_str()).collect();
        let open = || self.command(app, "heroku maintenance:off".to_owned());
        // What has been unfollowed and holds everything is to be promoted.
        let fork = self.successor(app).filter(|(id, lost)| {
            *lost == 0
                && world.leader_of(*id).is_none()
                && world.database(*id).forked_from == primary
        });
        if let Some((fork, _)) = fork {
            let colour = self.name(fork);
            let told = on.topic("promote").and(&format!("{colour} has every commit."));
            return Some(told.with("Promote it", self.take_over(app, fork)));
        }
        let Some((follower, behind)) = follower.filter(|_| primary.is_some_and(takes_writes))
        else {
            return Some(on.with("Turn it off", open()));
        };
        let colour = self.name(follower);
        if !writers.is_empty() {
            let scale: Vec<_> = writers.iter().map(|name| format!("{name}=0")).collect();
            let scale = self.command(app, format!("heroku ps:scale {}", scale.join(" ")));
            let (verb, stop) = match writers.len() {
                1 => ("writes", "Stop it too"),
                _ => ("write", "Stop them too"),
            };
            let told = format!("{} still {verb}.", format::series(&writers));
            return Some(on.topic("writers").and(&told).with(stop, scale));
        }
        if let Some((subject, stop)) = self.fellow_writer(app) {
            let told = format!("{subject} still writes to its database.");
            return Some(on.topic("fellow writer").and(&told).with("Stop it too", stop));
        }
        if behind > 0 {
            let lags = world.reported_behind(follower).unwrap_or_default();
            let is_cut = || world.server(follower).following().is_some_and(|it| it.link.is_cut());
            let told = match lags.not_received {
                0 => format!("{colour} still has to replay {}", format::commits(behind)),
                missing => {
                    let why = if is_cut() { ": its link is cut" } else { "" };
                    format!("{colour} has not received {}{why}", format::commits(missing))
                }
            };
            let told = on.topic("catches up").and(&format!("Nobody writes, and {told}."));
            return Some(match self.held_by(follower) {
                Some(pid) => told
                    .and(&format!("Query {pid} keeps it from that."))
                    .with("End it", self.kill(follower, pid)),
                None => told,
            });
        }
        let told = format!("Nobody writes, and {colour} has every commit.");
        let unfollow = self.command(app, format!("heroku pg:unfollow {colour}"));
        Some(on.topic("caught up").and(&told).with("Change over", unfollow))
    }

    pub(super) fn restarting(self, app: AppId) -> Option<Situation> {
        let up_in = self.world.restart_ends_in(app)?;
        let name = &self.world.app(app).name;
        let text = match self.world.app(app).outside {
            true => format!("{name} restarts: requests wait for {}.", about(up_in)),
            false => format!("The dynos of {name} restart: requests wait for {}.", about(up_in)),
        };
        Some(Situation::new(Tone::Warn, "restart", text))
    }
}
