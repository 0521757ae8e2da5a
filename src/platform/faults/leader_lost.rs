//! A leader's machine is lost for good, with its disk.

use super::{Fault, ResolvedStrike, StruckFault, TargetKind, database, is_on};
use crate::format;
use crate::platform::Platform;

pub static FAULT: Fault = Fault {
    name: "leader lost",
    about: "The leader and its disk are gone for good.",
    target: TargetKind::Leader,
    lasts: None,
    is_end_known: true,
    size: None,
    strike,
    goes_on,
    end: None,
};

fn strike(platform: &mut Platform, resolved: &ResolvedStrike) -> Option<String> {
    let (id, name) = database(platform, resolved)?;
    if !platform.server(id).is_leader() {
        return None;
    }
    let followers = platform.followers_of(id).into_iter();
    let followers = followers.map(|id| platform.database(id).server);
    let copies = followers.filter_map(|server| platform.fleet.behind(server));
    let least = copies.map(|behind| behind.not_received).min();
    // What takes over by itself does so whatever a follower has.
    let text = match platform.lost_by_failover(id).or(least) {
        None => format!("{name} is lost for good, and nothing followed it."),
        Some(0) => format!("{name} is lost for good. Every commit of it was received elsewhere."),
        Some(n) => {
            let commits = format::commits(n);
            format!("{name} is lost for good, with {commits} that nothing else had received.")
        }
    };
    let server = platform.database(id).server;
    platform.fleet.lose(server).then_some(text)
}

fn goes_on(platform: &Platform, fault: &StruckFault) -> bool {
    is_on(fault, |id| platform.server(id).is_lost())
}
