//! `releases:info`: what an app was configured with.

use crate::terminal::command::{Arg, Arity, Command, CommandResult, Invocation, Next, ValueKind};
use crate::terminal::commands::{addons, config};
use crate::terminal::formatting;

/// The command.
pub static COMMAND: Command = Command {
    args: &[Arg { name: "RELEASE", kind: ValueKind::Release, arity: Arity::One }],
    flags: &[config::SHELL],
    summary: "view detailed information for a release",
    notes: &["RELEASE is a number such as v71, or current."],
    ..Command::named("releases:info", run)
};

fn run(call: &mut Invocation) -> CommandResult {
    let typed = call.args.positional(0).unwrap_or_default();
    let release = call.world.find_release(call.app, typed)?.clone();
    let (now, calendar) = (call.world.now(), call.world.calendar());
    let addons = addons::plans_of(call.world, &release.addons, release.has_pgbackups);
    let rows = [
        ("Addons", addons),
        ("By", vec![release.author().to_owned()]),
        ("Change", vec![release.description.clone()]),
        ("When", vec![formatting::ago(calendar, release.at, now)]),
    ];
    let name = format!("v{}", release.version);
    call.out.print(formatting::heading(&format!("Release {name}")));
    call.out.print_all(formatting::key_values(&rows, formatting::plain));
    call.print("");
    let vars = || release.config.iter();
    if release.config.is_empty() {
        call.print(format!("{name} has no config vars."));
        return Ok(Next::Finished);
    }
    call.out.print(formatting::heading(&format!("{name} Config Vars")));
    call.out.print_all(config::vars(vars(), call.args.has(config::SHELL.long)));
    Ok(Next::Finished)
}
