//! `config`: the config vars of an app.

use crate::terminal::print;
use crate::terminal::spec::{Call, Command, Done, Outcome};

/// The command.
pub static COMMAND: Command =
    Command { summary: "display the config vars for an app", ..Command::named("config", run) };

fn run(call: &mut Call) -> Outcome {
    let app = call.world.app(call.app);
    let vars: Vec<_> =
        app.config.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    let name = app.name.clone();
    if vars.is_empty() {
        call.say(format!("{name} has no config vars."));
        return Ok(Done::Finished);
    }
    call.out.print(print::heading(&format!("{name} Config Vars")));
    print::aligned(&vars, ":").into_iter().for_each(|line| call.out.print(line));
    Ok(Done::Finished)
}
