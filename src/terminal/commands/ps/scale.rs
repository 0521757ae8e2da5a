//! `ps:scale`: how many dynos run.

use crate::platform::app::MOST_DYNOS;
use crate::platform::{AppId, Platform};
use crate::terminal::screen::{Line, Style};
use crate::terminal::spec::{Arg, Call, Command, Done, Failure, Kind, Need, Offer, Outcome, Usage};

/// The command.
pub static COMMAND: Command = Command {
    aliases: &["scale"],
    args: &[Arg { name: "DYNO=AMOUNT", kind: Kind::Scale, need: Need::Many }],
    summary: "scale processes by the given amount",
    notes: &["Examples: worker=0, web=2, web+1, web-1"],
    missing: "Must specify DYNO and AMOUNT to scale.",
    offer: Some(Offer::App("Scale the other dynos", other_dynos)),
    ..Command::named("ps:scale", run)
};

fn run(call: &mut Call) -> Outcome {
    let mut changes = Vec::new();
    for typed in call.args.all() {
        let (process, quantity) = change(call, typed)?;
        call.world.check_scale(call.app, &process, quantity)?;
        let after = changes.partition_point(|(other, _)| *other <= process);
        changes.insert(after, (process, quantity));
    }
    for (process, quantity) in changes {
        call.world.scale(call.app, &process, quantity)?;
        let line = Line::plain(format!("Scaling {process} processes... ")).and(Style::Good, "done");
        call.out.print(line.and(Style::Plain, format!(", now running {quantity}")));
    }
    Ok(Done::Finished)
}

/// What a word such as `worker=0` or `web+1` asks for.
fn change(call: &Call, typed: &str) -> Result<(String, u32), Failure> {
    let wanted = "a change such as worker=0, web+1 or web-1";
    let wrong = || Failure::from(Usage::NotA { typed: typed.to_owned(), wanted });
    let at = typed.find(['=', '+', '-']).ok_or_else(wrong)?;
    let (process, sign, number) = (&typed[..at], &typed[at..=at], &typed[at + 1..]);
    let number: u32 = number.parse().map_err(|_| wrong())?;
    let now = call.world.app(call.app).process(process).map_or(0, |kind| kind.dynos.len() as u32);
    let quantity = match sign {
        "+" => now.saturating_add(number),
        "-" => now.saturating_sub(number),
        _ => number,
    };
    // Far too many is refused as too many are, however the number was reached.
    Ok((process.to_owned(), quantity.min(MOST_DYNOS + 1)))
}

/// All process types but `web` to none, or back to one where they are at none.
fn other_dynos(world: &Platform, app: AppId) -> Option<String> {
    let others = world.app(app).formation.iter().filter(|process| !process.is_web());
    let running = others.clone().any(|process| !process.dynos.is_empty());
    let quantity = if running { 0 } else { 1 };
    let words: Vec<String> = others.map(|kind| format!("{}={quantity}", kind.name)).collect();
    (!words.is_empty()).then(|| words.join(" "))
}
