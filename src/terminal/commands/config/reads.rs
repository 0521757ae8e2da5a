//! What a change of config vars does to the reads of an app.

use crate::format;
use crate::platform::DatabaseId;
use crate::terminal::preview::{Intent, Preview};

/// What comes of it that an app reads from this database, or from none.
pub fn foresee(intent: &Intent, foreseen: &mut Preview, to: Option<DatabaseId>) {
    let (world, app) = (intent.world, intent.world.app(intent.app));
    let from = world.reads_from(intent.app);
    if !app.is_reading() || from == to {
        return;
    }
    let name = intent.app_name();
    let Some(to) = to else {
        return foreseen.warns(format!("Every read of {name} will fail."));
    };
    let (colour, rate) = (intent.colour(to), format::rate(app.reading().rate));
    foreseen.says(format!("Reads of {name} move to {colour}: {rate}."));
    let server = world.server(to);
    if !server.answers() {
        return foreseen.warns(format!("{colour} does not answer now: every read will fail."));
    }
    if world.primary(intent.app).is_some_and(|primary| world.never_gets(to, primary)) {
        foreseen.warns(format!("It never gets what {name} writes."));
    } else if let Some(behind) = world.reported_behind(to) {
        let behind = format::commits(behind.commits());
        foreseen.says(format!("It is behind by {behind}."));
    }
}
