//! `ps:restart`: starts dynos again, without a release.

use crate::platform::app::WEB;
use crate::platform::control::Restart;
use crate::terminal::command::{Arg, Arity, Command, CommandResult, Invocation, Next, ValueKind};
use crate::terminal::messages;
use crate::terminal::preview::{Intent, Preview};

/// The command.
pub static COMMAND: Command = Command {
    aliases: &["restart"],
    later: &["dyno:restart"],
    args: &[Arg { name: "DYNO", kind: ValueKind::Dyno, arity: Arity::Optional }],
    summary: "restart an app dyno",
    notes: &["Examples: web.1, worker. Without DYNO all of them restart."],
    preview: Some(preview),
    ..Command::named("ps:restart", run)
};

fn preview(intent: &Intent, foreseen: &mut Preview) {
    let what = Restart::read(intent.args.positional(0));
    if let Err(refusal) = intent.world.check_restart(intent.app, &what) {
        return foreseen.warns(format!("It will be refused: {}", messages::refusal(&refusal)));
    }
    let app = intent.world.app(intent.app);
    if !intent.world.restarts(intent.app, &what) {
        return foreseen.says(NOTHING);
    }
    let waits = match what.is_of(WEB) && !app.maintenance {
        true => ": requests wait for some seconds",
        false => ", within some seconds",
    };
    foreseen.says(format!("{} restarts {what}{waits}.", app.name));
}

const NOTHING: &str = "None of these dynos runs: nothing restarts.";

fn run(call: &mut Invocation) -> CommandResult {
    let what = Restart::read(call.args.positional(0));
    let action = match &what {
        Restart::All => "Restarting dynos... ".to_owned(),
        Restart::Process(process) => format!("Restarting {process} dynos... "),
        Restart::Dyno { process, number } => format!("Restarting {process}.{number} dyno... "),
    };
    let restarted = call.world.restart(call.app, &what);
    restarted.map_err(|refusal| call.failed(&action, refusal))?;
    call.done(&action, "");
    if !call.world.restarts(call.app, &what) {
        call.remark(NOTHING);
    }
    Ok(Next::Finished)
}
