//! `rollback`: the config vars of an earlier release, as a new one.

use crate::platform::app::DATABASE_URL;
use crate::platform::releases::Release;
use crate::platform::{DatabaseError, Refusal};
use crate::terminal::actions;
use crate::terminal::command::{Arg, Arity, Command, CommandResult, Invocation, Next, ValueKind};
use crate::terminal::commands::pg::promote;
use crate::terminal::messages;
use crate::terminal::preview::{Intent, Preview};

/// The command.
pub static COMMAND: Command = Command {
    aliases: &["releases:rollback"],
    args: &[Arg { name: "RELEASE", kind: ValueKind::Release, arity: Arity::Optional }],
    summary: "roll back to an older release",
    notes: &[
        "Without RELEASE it goes back to the one before the newest. Config vars are as they were",
        "then, DATABASE_URL too; data stay as they are.",
    ],
    preview: Some(preview),
    ..Command::named("rollback", run)
};

/// The release that is gone back to.
fn target<'a>(intent: &Intent<'a>) -> Result<&'a Release, Refusal> {
    match intent.args.positional(0) {
        Some(typed) => intent.world.find_release(intent.app, typed),
        None => intent.world.previous_release(intent.app),
    }
}

fn preview(intent: &Intent, foreseen: &mut Preview) {
    let (world, app) = (intent.world, intent.app);
    let target =
        target(intent).and_then(|target| world.check_rollback(app, target).map(|()| target));
    let target = match target {
        Ok(target) => target,
        Err(refusal) => {
            let refusal = messages::refusal(&refusal);
            return foreseen.warns(format!("It will be refused: {refusal}"));
        }
    };
    foreseen.says(format!("Config vars become those of release v{}.", target.version));
    let then = target.config.get(DATABASE_URL).and_then(|url| world.by_url(url));
    match then {
        Some(id) if !world.is_primary(id, app) => promote::foresee(intent, foreseen, id),
        None if world.primary(app).is_some() => {
            foreseen.warns(format!("{} could not write then.", intent.app_name()));
        }
        _ => {}
    }
    foreseen.says(intent.restart());
}

fn run(call: &mut Invocation) -> CommandResult {
    let action = format!("Rolling back {}... ", call.app_name());
    let target = target(&call.intent()).cloned();
    let done = target.and_then(|to| Ok((to.version, call.world.roll_back(call.app, &to)?)));
    let (version, release) = done.map_err(|refusal| call.failed(&action, refusal))?;
    // The tool prints the release that it went back to.
    call.done(&action, &format!(", v{version}"));
    let text = format!("This is release v{release}. Only config vars went back; no row did.");
    call.remark(&text);
    if let Some(trouble) = trouble(call) {
        call.remark(&trouble);
    }
    Ok(Next::Finished)
}

/// Why the app cannot write with the `DATABASE_URL` that it has now.
fn trouble(call: &Invocation) -> Option<String> {
    let (world, app) = (&call.world, call.app);
    let name = call.app_name();
    let error = world.write_target(app, DATABASE_URL).err()?;
    let why = world.why_not(app, DATABASE_URL, error);
    match error {
        DatabaseError::NoDatabase => Some(format!("{name} cannot write: {why}.")),
        DatabaseError::OldPassword(id) => {
            let line = actions::move_line(world, app, app, id);
            let elsewhere =
                if call.args.has("app") { format!(" --app {name}") } else { String::new() };
            Some(format!("{name} cannot write: {why}. {line}{elsewhere} sets the new one."))
        }
        DatabaseError::Server(_) => {
            let colour = &world.database(world.primary(app)?).colour;
            Some(format!("{name} cannot write now: {colour} takes no writes."))
        }
    }
}
