//! `maintenance:on`.

use crate::format;
use crate::terminal::command::{Command, Offer};
use crate::terminal::preview::{Intent, Preview};

/// The command.
pub static COMMAND: Command = Command {
    summary: "put the app into maintenance mode",
    notes: &[
        "Visitors get the maintenance page. Every other dyno goes on, and goes on writing:",
        "scale workers down as well before a changeover.",
    ],
    offer: Some(Offer::App("Maintenance mode on", |world, app| {
        (!world.app(app).maintenance).then(String::new)
    })),
    preview: Some(preview),
    ..Command::named("maintenance:on", |call| super::set(call, true))
};

fn preview(intent: &Intent, foreseen: &mut Preview) {
    let app = intent.world.app(intent.app);
    if app.maintenance {
        return foreseen.says("Maintenance mode is on already: nothing changes.");
    }
    foreseen.says(format!("Visitors of {} will see the maintenance page.", app.name));
    let names: Vec<&str> = app.running_workers().map(|process| process.name.as_str()).collect();
    if !names.is_empty() {
        let stop: Vec<String> = names.iter().map(|name| format!("{name}=0")).collect();
        foreseen.says(format!(
            "{} dynos go on writing; heroku ps:scale {} stops them.",
            format::series(&names),
            stop.join(" ")
        ));
    }
}
