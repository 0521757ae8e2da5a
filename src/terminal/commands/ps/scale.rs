//! `ps:scale`: how many dynos run.

use crate::format::plural;
use crate::platform::app::{MOST_DYNOS, WEB};
use crate::platform::{AppId, Platform};
use crate::terminal::command::{
    Arg, Arity, Command, CommandResult, Invocation, Next, Offer, UsageError, ValueKind,
};
use crate::terminal::messages;
use crate::terminal::preview::{Intent, Preview};

/// The command.
pub static COMMAND: Command = Command {
    aliases: &["scale"],
    args: &[Arg { name: "DYNO=AMOUNT", kind: ValueKind::Scale, arity: Arity::Many }],
    summary: "scale processes by the given amount",
    notes: &["Examples: worker=0, web=2, web+1, web-1, web=2:1X"],
    missing: "Must specify DYNO and AMOUNT to scale.",
    offer: Some(Offer::App("Stop or start the other dynos", other_dynos)),
    preview: Some(preview),
    ..Command::named("ps:scale", run)
};

fn preview(intent: &Intent, foreseen: &mut Preview) {
    let (world, app) = (intent.world, intent.app);
    for typed in intent.args.all() {
        let Some((process, quantity, _)) = change(world, app, typed) else {
            return;
        };
        if let Err(refusal) = world.check_scale(app, &process, quantity) {
            return foreseen.warns(format!("It will be refused: {}", messages::refusal(&refusal)));
        }
        let now = world.app(app).process(&process).map_or(0, |kind| kind.dynos.len() as u32);
        let name = intent.app_name();
        let dynos = |number: u32| plural(u64::from(number), &format!("{process} dyno"));
        match (now, quantity) {
            (now, then) if now == then => {
                foreseen.says(format!("{name} runs {} already.", dynos(now)));
            }
            (now, 0) if process == WEB => foreseen
                .warns(format!("Stops {}: no visitor of {name} will be served.", dynos(now))),
            (now, 0) => foreseen.says(format!("Stops {}, which will write no more.", dynos(now))),
            (now, then) if then < now => {
                foreseen.says(format!("Stops {}: {} will run.", dynos(now - then), then));
            }
            (now, then) => foreseen.says(format!(
                "Starts {}, within some seconds: {then} will run.",
                dynos(then - now)
            )),
        }
    }
}

fn run(call: &mut Invocation) -> CommandResult {
    let mut changes: Vec<(String, u32)> = Vec::new();
    let mut other_size = false;
    for typed in call.args.all() {
        let Some((process, quantity, other)) = change(call.world, call.app, typed) else {
            let expected = "a change such as worker=0, web+1 or web-1";
            return Err(UsageError::Invalid { typed: typed.to_owned(), expected }.into());
        };
        other_size |= other;
        let checked = call.world.check_scale(call.app, &process, quantity);
        checked.map_err(|refusal| call.failed(&action(&process), refusal))?;
        let after = changes.partition_point(|(other, _)| *other <= process);
        changes.insert(after, (process, quantity));
    }
    call.world.log_scale(call.app, &changes);
    for (process, quantity) in changes {
        call.world.scale(call.app, &process, quantity)?;
        call.done(&action(&process), &format!(", now running {quantity}"));
    }
    if other_size {
        call.remark("Dynos have one size here, 1X.");
    }
    Ok(Next::Finished)
}

fn action(process: &str) -> String {
    format!("Scaling {process} processes... ")
}

/// What a word such as `worker=0`, `web+1` or `web=2:2X` asks for; the last, whether of dynos of a
/// size that there is not.
fn change(world: &Platform, app: AppId, typed: &str) -> Option<(String, u32, bool)> {
    let (change, size) = typed.split_once(':').unwrap_or((typed, "1X"));
    let size = ["1X", "2X", "PX"].iter().position(|known| *known == size)?;
    // A process type's own name may have dashes.
    let (mut bytes, sign) = (change.bytes(), |c| c == b'+' || c == b'-');
    let at = bytes.position(|c| c == b'=').or_else(|| change.bytes().rposition(sign))?;
    let (process, rest) = change.split_at_checked(at).filter(|(process, _)| !process.is_empty())?;
    let mut rest = rest.chars();
    let sign = rest.next();
    let number: u32 = rest.as_str().parse().ok()?;
    let now = world.app(app).process(process).map_or(0, |kind| kind.dynos.len() as u32);
    let quantity = match sign {
        Some('+') => now.saturating_add(number),
        Some('-') => now.saturating_sub(number),
        _ => number,
    };
    // Far too many is refused as too many are, however the number was reached.
    Some((process.to_owned(), quantity.min(MOST_DYNOS + 1), size > 0))
}

/// All process types but `web` to none, or back to one where they are at none.
fn other_dynos(world: &Platform, app: AppId) -> Option<String> {
    let app = world.app(app);
    let quantity = if app.running_workers().next().is_some() { 0 } else { 1 };
    let others = app.formation.iter().filter(|process| !process.is_web());
    let words: Vec<_> = others.map(|process| format!("{}={quantity}", process.name)).collect();
    (!words.is_empty()).then(|| words.join(" "))
}
