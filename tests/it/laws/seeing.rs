//! What can be seen of a fleet.

use super::*;

impl Fleet {
    pub(super) fn id(&self, name: &str) -> ServerId {
        let at = self.names.iter().position(|known| *known == name);
        ServerId(at.unwrap_or_else(|| panic!("there is no {name}")) as u32)
    }

    pub(super) fn server(&self, name: &str) -> &Server {
        self.sim.server(self.id(name))
    }

    pub(super) fn behind(&self, name: &str) -> Behind {
        self.sim.behind(self.id(name)).unwrap_or_else(|| panic!("{name} follows nobody"))
    }

    /// What `pg:info` shows.
    pub(super) fn behind_by(&self, name: &str) -> u64 {
        self.behind(name).commits()
    }

    pub(super) fn bytes_behind(&self, name: &str) -> u64 {
        self.server("LAVENDER").end.0 - self.server(name).replayed.0
    }

    /// Commits on a server's disk.
    pub(super) fn held(&self, name: &str) -> u64 {
        self.sim.commits_on_disk(self.id(name))
    }

    /// Commits that a query on a server sees.
    pub(super) fn seen(&self, name: &str) -> u64 {
        self.sim.commits_visible(self.id(name))
    }

    /// Commits of the leader that their clients know of.
    pub(super) fn acknowledged(&self) -> u64 {
        self.sim.acknowledged(self.writer)
    }

    /// Commits that are written and not acknowledged: their clients wait.
    pub(super) fn waiting(&self) -> u64 {
        self.held("LAVENDER") - self.acknowledged()
    }

    pub(super) fn waits(&self, name: &str) -> bool {
        self.server(name).replay_conflict.is_some()
    }

    pub(super) fn hold(&self, name: &str) -> &ReplayConflict {
        let hold = self.server(name).replay_conflict.as_ref();
        hold.unwrap_or_else(|| panic!("replay on {name} waits for nobody"))
    }

    pub(super) fn has(&self, name: &str, pid: u32) -> bool {
        self.server(name).queries.iter().any(|query| query.pid == pid)
    }

    pub(super) fn timeline(&self, name: &str) -> TimelineId {
        self.server(name).timeline
    }

    /// When this happened first.
    pub(super) fn when(&self, event: Event) -> Option<SimTime> {
        self.happened.iter().find(|(_, other)| *other == event).map(|(at, _)| *at)
    }

    /// How long a query lived that came to its own end, and one that was cancelled, to the tick.
    pub(super) fn lived(&self, name: &str, pid: u32) -> (Option<SimDuration>, Option<SimDuration>) {
        let id = self.id(name);
        let begun = self.begun.iter().find(|(other, _)| *other == pid).map(|(_, at)| *at);
        let begun = begun.unwrap_or_else(|| panic!("nobody began {pid}"));
        let after = |event| self.when(event).map(|at| at.since(begun));
        (after(Event::QueryEnded(id, pid)), after(Event::QueryCancelled(id, pid)))
    }
}
