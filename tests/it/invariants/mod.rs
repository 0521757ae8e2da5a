//! What always holds, an invariant a file and a line in the list each.

mod acknowledged;
mod bills;
mod chains;
mod order;
mod prefix;
mod reads;
mod refusers;
mod single_primary;
mod writes;
mod zones;

use follower_playground::platform::Platform;

/// Checks an invariant; says what breaks it. `before` is the world one tick earlier.
pub type Check = fn(before: &Platform, now: &Platform) -> Result<(), String>;

/// Every invariant.
pub const ALL: [(&str, Check); 11] = [
    ("a follower's history is a prefix of its leader's", prefix::check),
    ("replayed, received, sent and written stand in order", order::check),
    ("an acknowledged commit is kept, on its way, or told as lost", acknowledged::check),
    ("an app has at most one DATABASE_URL", single_primary::check),
    ("a follower takes no write", writes::check),
    ("what is full or recovers takes no write", refusers::check),
    ("a bill never goes down", bills::check),
    ("nothing follows a follower", chains::check),
    ("a follower is never in its leader's zone", zones::check),
    ("no read is served by a server that is down", reads::served),
    ("a stale read is counted exactly when defined so", reads::stale),
];
