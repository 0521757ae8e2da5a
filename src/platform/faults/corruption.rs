//! The data files of a leader are damaged. That is not replicated: its followers are whole.

use super::{Fault, ResolvedStrike, StruckFault, TargetKind, database, is_on};
use crate::platform::Platform;

pub static FAULT: Fault = Fault {
    name: "corruption",
    about: "The data files of the leader are damaged for good. Its followers' are not.",
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
    let server = platform.database(id).server;
    platform.fleet.corrupt(server).then(|| {
        format!("The files of {name} are damaged: it answers nothing. Its followers are whole.")
    })
}

fn goes_on(platform: &Platform, fault: &StruckFault) -> bool {
    is_on(fault, |id| platform.server(id).corrupt_since.is_some())
}
