//! `config`: the config vars of an app.

use crate::terminal::print;
use crate::terminal::spec::{Call, Command, Done, Offer, Outcome};

/// The command.
pub static COMMAND: Command = Command {
    summary: "display the config vars for an app",
    offer: Some(Offer::App("Show config vars", |_, _| Some(String::new()))),
    ..Command::named("config", run)
};

fn run(call: &mut Call) -> Outcome {
    let app = call.world.app(call.app);
    let vars = app.config.all().to_vec();
    let name = app.name.clone();
    if vars.is_empty() {
        call.say(format!("{name} has no config vars."));
        return Ok(Done::Finished);
    }
    call.out.print(print::heading(&format!("{name} Config Vars")));
    call.out.print_all(print::aligned(&vars, ":"));
    Ok(Done::Finished)
}
