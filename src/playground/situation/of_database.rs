//! What is wrong with a database: why it has not everything, or does not run, or is not needed.

use super::{Situation, View, about};
use crate::format;
use crate::platform::failover::Failover;
use crate::platform::forecast::LagCause;
use crate::platform::{DatabaseId, Status};
use crate::sim::SimDuration;
use crate::sim::law::{self, CAUGHT_UP_COMMITS};
use crate::sim::server::{Phase, Power};
use crate::view::Tone;

impl View<'_> {
    /// The query that holds the replay of what a database has received.
    pub(super) fn held_by(self, id: DatabaseId) -> Option<u32> {
        let server = self.world.server(id);
        server
            .replay_held_by
            .filter(|pid| server.query(*pid).is_some() && server.replayed < server.end)
    }

    /// What keeps a database from having everything, and how bad that is: the least is the worst.
    pub(super) fn lag(self, id: DatabaseId) -> Option<(u8, Situation)> {
        let (world, server, colour) = (self.world, self.world.server(id), self.name(id));
        let topic = |what: &str| format!("{what} {colour}");
        let told = |rank: u8, tone: Tone, what: &str, text: String| {
            Some((rank, Situation::new(tone, topic(what), text)))
        };
        if let Power::Recovering { .. } = server.power {
            let back = self.back_in(id);
            let text = format!("PostgreSQL on {colour} recovers from a crash, for {back} more.");
            return told(3, Tone::Warn, "recovers", text);
        }
        if world.failover(id) == Some(Failover::TakingOver) {
            let text = format!("The hidden standby of {colour} takes over.");
            return told(3, Tone::Warn, "takes over", text);
        }
        if let Status::Unavailable { .. } = world.status(id) {
            let back = self.back_in(id);
            let text = format!("{colour} does not run. It comes back by itself in {back}.");
            return told(3, Tone::Warn, "down", text);
        }
        if let Status::Corrupt { .. } = world.status(id) {
            let text = format!("The files of {colour} are damaged: it answers nothing.");
            return told(3, Tone::Warn, "corrupt", text);
        }
        let following = server.following().filter(|_| server.phase == Phase::Ready)?;
        let leader = world.leader_of(id)?;
        let leader_name = self.name(leader);
        let owner = world.database(id).app;
        let behind = world.behind(id).unwrap_or_default();
        if let Some(pid) = self.held_by(id) {
            let text = format!("{colour} has stopped replaying: query {pid} still needs old rows.");
            let held = Situation::new(Tone::Warn, topic("held"), text);
            return Some((1, held.with("End it", self.kill(id, pid))));
        }
        if world.database(leader).is_removed() || world.server(leader).is_lost() {
            let text =
                format!("{colour} follows {leader_name}, which is gone: nothing more comes.");
            let remove = self.command(owner, format!("heroku addons:remove {colour}"));
            let orphan = Situation::new(Tone::Warn, topic("orphan"), text);
            if self.holds_what_is_lost(id) {
                let told = orphan.and("It still holds commits that are missing elsewhere.");
                return Some((4, told));
            }
            return Some((4, orphan.with("Remove it", remove)));
        }
        if following.slot_lost {
            let text = format!(
                "{colour} was away for too long: {leader_name} keeps no more WAL for it. Remove it \
                 and add a follower anew."
            );
            let remove = self.command(owner, format!("heroku addons:remove {colour}"));
            return Some((
                0,
                Situation::new(Tone::Bad, topic("slot"), text).with("Remove it", remove),
            ));
        }
        if world.fleet().is_disk_full(world.database(id).server) {
            let text = format!("The disk of {colour} is full: it can neither receive nor replay.");
            return told(2, Tone::Warn, "full", text);
        }
        let link = &following.link;
        let missing = format::commits(behind.not_received);
        if let Some(until) = link.cut_until.filter(|_| link.is_cut()) {
            let left = about(until.since(world.now()));
            let text = format!(
                "The link to {colour} is cut, for {left} more: {missing} have not arrived."
            );
            return told(2, Tone::Warn, "cut", text);
        }
        if !link.is_streaming() {
            let text = format!("{colour} has lost contact with {leader_name} and tries again.");
            return told(2, Tone::Warn, "silent", text);
        }
        if behind.commits() <= CAUGHT_UP_COMMITS {
            return None;
        }
        let count = format::commits(behind.commits());
        if let Some((_, until)) = link.slowed {
            let left = about(until.since(world.now()));
            let text = format!(
                "The link to {colour} is slow, for {left} more: {missing} have not arrived."
            );
            return told(5, Tone::Warn, "slow", text);
        }
        if let Some((_, until)) = world.server(id).disk_slowed {
            let left = about(until.since(world.now()));
            let waiting = format::commits(behind.not_replayed);
            let text = format!(
                "The disk of {colour} is slow, for {left} more: {waiting} wait to be replayed."
            );
            return told(5, Tone::Warn, "slow disk", text);
        }
        if let Some((_, until)) = world.server(id).cache_cold {
            let left = about(until.since(world.now()));
            let text = format!("The cache of {colour} is cold, for {left} more: {count} behind.");
            return told(7, Tone::Plain, "cold cache", text);
        }
        match world.catch_up(id) {
            None => {
                let plan = world.database(id).plan.title();
                let text = match world.why_behind(id) {
                    Some(LagCause::Reads) => format!(
                        "{colour} falls behind, by {count} now: the reads that it answers leave \
                         too little for replay."
                    ),
                    _ if world.is_link_too_narrow(id) => format!(
                        "{colour} falls behind, by {count} now: its link carries less than \
                         {leader_name} writes."
                    ),
                    _ => format!(
                        "{colour} falls behind, by {count} now: {plan} replays less than \
                         {leader_name} writes."
                    ),
                };
                told(6, Tone::Warn, "plan", text)
            }
            Some(left) => {
                let waits = matches!(world.why_behind(id), Some(LagCause::WaitsForRecheck));
                let left = about(left);
                let text = match waits {
                    true => format!("{colour} is {count} behind and looks again within a second."),
                    false => format!("{colour} is {count} behind and catches up in {left}."),
                };
                told(8, Tone::Plain, "catches up", text)
            }
        }
    }

    pub(super) fn making(self, id: DatabaseId) -> Option<Situation> {
        let Status::Preparing(_) = self.world.status(id) else {
            return None;
        };
        let (colour, owner) = (self.name(id), self.world.database(id).app);
        let made = match self.world.leader_of(id) {
            Some(leader) => {
                format!("{colour}, a follower of {}, is being made.", self.name(leader))
            }
            None => format!("{colour} is being made."),
        };
        let wait = self.command(owner, format!("heroku pg:wait {colour}"));
        let making = Situation::new(Tone::Plain, format!("making {colour}"), made);
        Some(making.and(&self.progress(id)).with("Wait for it", wait))
    }

    /// A leader that an app has left: it still costs.
    pub(super) fn unused(self, id: DatabaseId) -> Option<Situation> {
        let world = self.world;
        if !world.is_left(id) {
            return None;
        }
        let (colour, database) = (self.name(id), world.database(id));
        let text = format!(
            "No app writes to {colour} any more; it still costs ${} a month.",
            database.bill.dollars
        );
        let unused = Situation::new(Tone::Plain, format!("unused {colour}"), text);
        if self.holds_what_is_lost(id) {
            return Some(unused.and("It still holds commits that are missing elsewhere."));
        }
        // Its followers would have no leader any more, so they go first.
        let first = world.followers_of(id).into_iter().next();
        let (label, first) = first.map_or(("Remove it", id), |it| ("Remove its follower", it));
        let (owner, colour) = (world.database(first).app, self.name(first));
        Some(unused.with(label, self.command(owner, format!("heroku addons:remove {colour}"))))
    }

    /// When a database that does not run is back.
    pub(super) fn back_in(self, id: DatabaseId) -> String {
        match self.world.server(id).power {
            Power::Down { until, .. } | Power::Recovering { until, .. } => {
                about(until.since(self.world.now()))
            }
            Power::Up | Power::Lost { .. } => about(SimDuration::ZERO),
        }
    }

    /// How far the making of a database is.
    pub(super) fn progress(self, id: DatabaseId) -> String {
        match self.world.server(id).phase {
            Phase::Creating { until } => {
                format!("That takes {} more.", about(until.since(self.world.now())))
            }
            Phase::BaseBackup { copied, of, rate } => {
                let left = law::time_for(of - copied, rate);
                let done = copied.saturating_mul(100) / of.max(1);
                format!("Its base backup is restored to {done} %, {} to go.", about(left))
            }
            Phase::CatchUp => "It replays what was written meanwhile.".to_owned(),
            Phase::Ready => String::new(),
        }
    }
}
