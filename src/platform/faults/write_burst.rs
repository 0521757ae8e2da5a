//! An app's visitors write many times as much for a while.

use super::{Blow, Fault, On, Size, Target};
use crate::platform::Platform;
use crate::sim::SimDuration;

/// The fault.
pub static FAULT: Fault = Fault {
    name: "write burst",
    about: "Visitors write many times as much.",
    target: Target::App,
    lasts: Some(SimDuration::from_secs(60)),
    size: Some(Size { usual: 20, unit: "times" }),
    strike,
};

fn strike(platform: &mut Platform, blow: &Blow) -> Option<String> {
    let On::App(id) = blow.on else {
        return None;
    };
    let app = &mut platform.apps[id.0 as usize];
    // More than a thousand times is not a burst but another app.
    let times = blow.size.clamp(1, 1_000);
    app.burst = Some((times * 1_000, blow.until?));
    Some(format!("Visitors of {} write {times} times as much as usual.", app.name))
}
