//! `outside:stop`: stops an app outside Heroku, as for a changeover.

use super::APP;
use crate::terminal::command::{Command, CommandResult, Invocation, Next};
use crate::terminal::messages;
use crate::terminal::preview::{Intent, Preview};

/// The command.
pub static COMMAND: Command = Command {
    args: &[APP],
    summary: "stop an app outside Heroku",
    notes: &[
        "Maintenance mode is Heroku's and does not reach it; it goes on writing until somebody",
        "stops it where it runs. outside:set starts it again.",
    ],
    missing: "Must specify APP to stop.",
    builtin: true,
    preview: Some(preview),
    ..Command::named("outside:stop", run)
};

fn preview(intent: &Intent, foreseen: &mut Preview) {
    match intent.world.find_outside(intent.args.positional(0).unwrap_or_default()) {
        Ok(app) => {
            foreseen.app = Some(app);
            let name = &intent.world.app(app).name;
            foreseen.says(format!("{name} writes no more until outside:set starts it again."));
        }
        Err(refusal) => {
            foreseen.app = None;
            let refusal = messages::refusal(&refusal);
            foreseen.warns(format!("It will be refused: {refusal}"));
        }
    }
}

fn run(call: &mut Invocation) -> CommandResult {
    let app = call.world.find_outside(call.args.positional(0).unwrap_or_default())?;
    let name = call.world.app(app).name.clone();
    call.world.stop_outside(app);
    call.done(&format!("Stopping {name}... "), "");
    Ok(Next::Finished)
}
