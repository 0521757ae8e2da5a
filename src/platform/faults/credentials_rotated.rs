//! Heroku gives a database another user and password.

use super::{Fault, ResolvedStrike, TargetKind, database};
use crate::platform::Platform;

pub static FAULT: Fault = Fault {
    name: "credentials rotated",
    about: "Heroku changes the password. Whatever keeps a copy of the URL cannot connect.",
    target: TargetKind::Database,
    lasts: None,
    is_end_known: true,
    size: None,
    strike,
    // It is done in a moment.
    goes_on: |_, _| false,
    end: None,
};

fn strike(platform: &mut Platform, resolved: &ResolvedStrike) -> Option<String> {
    let (id, name) = database(platform, resolved)?;
    platform.rotate_credentials(id).ok()?;
    let app = &platform.app(platform.database(id).app).name;
    Some(format!("Heroku rotated the credentials of {name}. The config vars of {app} follow."))
}
