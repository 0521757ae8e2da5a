//! `config:unset`: takes config vars away.

use crate::platform::app::DATABASE_URL;
use crate::platform::reads::READ_DATABASE_URL;
use crate::terminal::command::{Arg, Arity, Command, CommandResult, Invocation, Next, ValueKind};
use crate::terminal::commands::config::reads;
use crate::terminal::preview::{Intent, Preview};

/// The command.
pub static COMMAND: Command = Command {
    aliases: &["config:remove"],
    args: &[Arg { name: "KEY", kind: ValueKind::ConfigVar, arity: Arity::Many }],
    summary: "unset one or more config vars",
    notes: &["It makes a release, and the dynos restart."],
    missing: "Must specify KEY to unset.",
    preview: Some(preview),
    ..Command::named("config:unset", run)
};

fn preview(intent: &Intent, foreseen: &mut Preview) {
    let app = intent.world.app(intent.app);
    for name in intent.args.all() {
        if name == READ_DATABASE_URL && app.config.get(name).is_some() {
            reads::foresee(intent, foreseen, intent.world.primary(intent.app));
        }
        match intent.world.named_by(app, name) {
            Some(_) if name == DATABASE_URL => foreseen
                .warns(format!("{} will have no database: every write will fail.", app.name)),
            Some(_) if name == READ_DATABASE_URL => {}
            Some(id) => foreseen.warns(format!(
                "Commands about {} will not find {} any more.",
                app.name,
                intent.colour(id)
            )),
            None if app.config.get(name).is_none() => {
                foreseen.says(format!("{name} is not set."));
            }
            None => foreseen.says(format!("Takes {name} away.")),
        }
    }
    foreseen.says(intent.restart());
}

fn run(call: &mut Invocation) -> CommandResult {
    for name in call.args.all() {
        let text = format!("Unsetting {name} and restarting {}... ", call.app_name());
        let release = call.world.unset_config(call.app, name);
        call.done(&text, &format!(", v{release}"));
    }
    Ok(Next::Finished)
}
