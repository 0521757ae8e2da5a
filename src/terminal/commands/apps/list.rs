//! `apps`: the apps there are.

use crate::terminal::print;
use crate::terminal::spec::{Call, Command, Done, Outcome};

/// The command.
pub static COMMAND: Command =
    Command { aliases: &["list"], summary: "list your apps", ..Command::named("apps", run) };

fn run(call: &mut Call) -> Outcome {
    call.out.print(print::heading("My Apps"));
    let names: Vec<String> = call.world.apps().map(|(_, app)| app.name.clone()).collect();
    names.into_iter().for_each(|name| call.say(name));
    Ok(Done::Finished)
}
