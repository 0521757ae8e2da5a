//! The rows of servers: what each has, what it had, and how they are replaced.

use super::{Fleet, ServerError};
use crate::sim::ids::ServerId;
use crate::sim::time::TICK;
use crate::sim::wal::{Lineage, Lsn, WalWrite};

/// The rows of a server at one moment, as `pg_dump` writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dump {
    pub rows: Lineage,
    pub bytes: u64,
}

impl Fleet {
    /// The commits whose rows a server has on its disk; on a follower, those it has received.
    pub fn rows(&self, id: ServerId) -> Lineage {
        self.timelines.rows(self.server(id).timeline, self.commits_on_disk(id))
    }

    /// What a query on a server sees now.
    pub fn dump(&self, id: ServerId) -> Dump {
        let server = self.server(id);
        let rows = self.timelines.rows(server.timeline, self.commits_visible(id));
        Dump { rows, bytes: server.data_size() }
    }

    /// Whether a query on a server sees no row: nothing was written, or nothing since all rows were
    /// dropped.
    pub fn is_empty(&self, id: ServerId) -> bool {
        let visible = self.commits_visible(id);
        let timeline = self.timelines.get(self.server(id).timeline);
        let dropped = timeline.replaced_by.as_ref().is_some_and(Vec::is_empty);
        visible == 0 || dropped && timeline.fork.is_some_and(|(_, at)| visible == at.commits + 1)
    }

    /// Puts a dump in the place of all rows of a leader, in one commit of so many bytes of
    /// WAL. Its followers receive and replay that like any other.
    ///
    /// # Errors
    /// As `takes_writes`.
    pub fn replace_rows(
        &mut self,
        id: ServerId,
        by: Dump,
        wal_bytes: u64,
    ) -> Result<(), ServerError> {
        self.takes_writes(id)?;
        let (from, to) = (self.now, self.now + TICK);
        let (timeline, at) = (self.server(id).timeline, self.server(id).end);
        let timeline = self.timelines.replace(timeline, by.rows, id);
        let write = WalWrite { commits: 1, bytes: wal_bytes.max(1), prunes: false };
        let end = self.timelines.append(timeline, write, from, to);
        for (place, server) in self.servers.iter_mut().enumerate() {
            let follows = server.following().is_some_and(|following| following.leader == id);
            if follows || place == id.0 as usize {
                server.replace_after(at, by.bytes);
                server.timeline = timeline;
            }
        }
        let server = self.server_mut(id);
        server.end = end.lsn;
        server.replayed = end.lsn;
        Ok(())
    }

    /// Where a commit ends in the history of a server.
    pub fn end_of(&self, id: ServerId, commit: u64) -> Lsn {
        self.timelines.end_of(self.server(id).timeline, commit)
    }
}
