//! `ps:scale`: how many dynos run.

use crate::platform::app::MOST_DYNOS;
use crate::terminal::screen::{Line, Style};
use crate::terminal::spec::{Arg, Call, Command, Done, Failure, Kind, Need, Outcome, Usage};

/// The command.
pub static COMMAND: Command = Command {
    aliases: &["scale"],
    args: &[Arg { name: "DYNO=AMOUNT", kind: Kind::Scale, need: Need::Many }],
    summary: "scale processes by the given amount",
    notes: &["Examples: worker=0, web=2, web+1, web-1"],
    missing: "Must specify DYNO and AMOUNT to scale.",
    ..Command::named("ps:scale", run)
};

fn run(call: &mut Call) -> Outcome {
    let mut changes = Vec::new();
    for typed in call.args.all() {
        let (process, quantity) = change(call, typed)?;
        call.world.check_scale(call.app, &process, quantity)?;
        changes.push((process, quantity));
    }
    changes.sort();
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
