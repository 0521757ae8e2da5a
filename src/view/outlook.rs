//! The words for what is to be expected of a follower: not received and not replayed apart, why
//! replay waits, when it has caught up, what would be lost if its leader died now.

use super::{card, figures};
use crate::platform::outlook::Why;
use crate::platform::{DatabaseId, Fact, Platform};
use crate::sim::law::CAUGHT_UP_COMMITS;

/// Facts about a follower, by name; none for what follows nothing.
pub fn facts(world: &Platform, id: DatabaseId) -> Vec<Fact> {
    let Some(behind) = card::behind(world, id) else {
        return Vec::new();
    };
    let lost = world.lost_if_leader_died(id).unwrap_or_default();
    let mut facts = vec![
        ("Not received", vec![figures::commits(behind.not_received)]),
        ("Not replayed", vec![figures::commits(behind.not_replayed)]),
        ("Leader dies now", vec![format!("{} lost", figures::commits(lost))]),
    ];
    if behind.commits() > CAUGHT_UP_COMMITS {
        facts.push(("Catch-up", vec![catch_up(world, id)]));
    }
    if let Some(why) = world.why_behind(id).filter(|_| behind.not_replayed > CAUGHT_UP_COMMITS) {
        facts.push(("Why", vec![sentence(world, id, why)]));
    }
    facts
}

/// When a follower has caught up, as things are.
fn catch_up(world: &Platform, id: DatabaseId) -> String {
    let held = matches!(world.why_behind(id), Some(Why::Snapshot { .. } | Why::Lock { .. }));
    match world.catch_up(id) {
        None => "never, as things are".to_owned(),
        Some(length) if held => {
            format!("about {} after the query is gone", figures::length(length))
        }
        Some(length) => format!("at this speed in about {}", figures::length(length)),
    }
}

/// Why replay waits: the rule, in a sentence.
fn sentence(world: &Platform, id: DatabaseId, why: Why) -> String {
    let server = world.server(id);
    let until = match server.settings.max_standby_streaming_delay {
        Some(most) => format!("for {} at most", figures::length(most)),
        None => "until it ends".to_owned(),
    };
    match why {
        Why::Snapshot { pid } => {
            format!(
                "Process {pid} may still read rows that the next commits remove, so replay waits \
                 {until}."
            )
        }
        Why::Lock { pid } => {
            format!(
                "Process {pid} uses a table that the next commit changes, so replay waits {until}."
            )
        }
        Why::Asleep => "What held it is gone; replay looks again within a second.".to_owned(),
        Why::Speed => format!(
            "It replays as fast as its plan lets it, {} kB of WAL a second. That is a dial of this \
             simulation: real servers caught up 24 to 150 times faster than they wrote.",
            figures::count(server.replay_speed / 1_000)
        ),
    }
}
