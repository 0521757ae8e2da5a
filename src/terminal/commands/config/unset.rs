//! `config:unset`: takes config vars away.

use crate::terminal::command::{Arg, Call, Command, Done, Kind, Need, Outcome};

/// The command.
pub static COMMAND: Command = Command {
    aliases: &["config:remove"],
    args: &[Arg { name: "KEY", kind: Kind::ConfigVar, need: Need::Many }],
    summary: "unset one or more config vars",
    notes: &["It makes a release, and the dynos restart."],
    missing: "Must specify KEY to unset.",
    ..Command::named("config:unset", run)
};

fn run(call: &mut Call) -> Outcome {
    for name in call.args.all() {
        let text = format!("Unsetting {name} and restarting {}... ", call.app_name());
        let release = call.world.unset_config(call.app, name);
        call.done(&text, &format!(", v{release}"));
    }
    Ok(Done::Finished)
}
