//! `apps:info`: what an app is.

use crate::platform::OWNER_EMAIL;
use crate::terminal::command::{Command, CommandResult, Flag, Invocation, Next};
use crate::terminal::commands::addons;
use crate::terminal::formatting;

/// The command.
pub static COMMAND: Command = Command {
    aliases: &["info"],
    flags: &[Flag {
        long: "shell",
        short: Some('s'),
        value: None,
        summary: Some("output more shell friendly key/value pairs"),
    }],
    summary: "show detailed app information",
    ..Command::named("apps:info", run)
};

fn run(call: &mut Invocation) -> CommandResult {
    let has_pgbackups = call.world.app(call.app).has_pgbackups;
    let addons = addons::plans_of(call.world, &call.world.addons_of(call.app), has_pgbackups);
    let name = call.app_name().to_owned();
    let one = |value: String| vec![value];
    // Sizes are left out: there is no code here (docs/heroku.md#apps).
    let rows = [
        ("Addons", addons),
        ("Git URL", one(format!("git@heroku.com:{name}.git"))),
        ("Owner Email", one(OWNER_EMAIL.to_owned())),
        ("Region", one("US".to_owned())),
        ("Stack", one("cedar".to_owned())),
        ("Web URL", one(format!("http://{name}.herokuapp.com/"))),
    ];
    if call.args.has("shell") {
        for (key, values) in rows {
            let key = key.to_ascii_lowercase().replace(' ', "_");
            call.print(format!("{key}={}", values.join(",")));
        }
        return Ok(Next::Finished);
    }
    call.out.print(formatting::heading(&name));
    call.out.print_all(formatting::key_values(&rows, formatting::plain));
    Ok(Next::Finished)
}
