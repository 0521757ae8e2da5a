//! `logs`: what an app, Heroku and the app's databases logged.

use crate::platform::DatabaseId;
use crate::platform::addon_plan::Tier;
use crate::platform::app_log::LogLine;
use crate::terminal::command::{Command, CommandResult, Flag, Invocation, Next, Offer, ValueKind};
use crate::terminal::screen::{Line, Style};

/// The name under which databases log.
const POSTGRES: &str = "postgres";

/// The command.
pub static COMMAND: Command = Command {
    flags: &[
        super::NUM,
        Flag {
            long: "ps",
            short: Some('p'),
            value: Some(("PS", ValueKind::Word)),
            summary: Some("only display logs from the given process"),
        },
        Flag {
            long: "source",
            short: Some('s'),
            value: Some(("SOURCE", ValueKind::Word)),
            summary: Some("only display logs from the given source"),
        },
        Flag {
            long: "tail",
            short: Some('t'),
            value: None,
            summary: Some("continually stream logs"),
        },
    ],
    summary: "display recent log output",
    notes: &["PS is web, web.1, api or postgres; SOURCE is app or heroku."],
    offer: Some(Offer::App("Show the log", |_, _| Some(String::new()))),
    ..Command::named("logs", run)
};

fn run(call: &mut Invocation) -> CommandResult {
    let count = super::rows(call, 100)?;
    let calendar = call.world.calendar();
    let (ps, source) = (call.args.value("ps"), call.args.value("source"));
    let wanted = call.world.app_log().of(call.app).filter(|line| is_wanted(line, ps, source));
    let mut lines: Vec<Line> = wanted
        .rev()
        .take(count)
        .map(|line| {
            let style = if line.bad { Style::Warn } else { Style::Plain };
            let start = format!("{} {}: ", calendar.iso(line.at), line.source);
            Line::of(Style::Dim, start).and(style, line.text.clone())
        })
        .collect();
    lines.reverse();
    let is_empty = lines.is_empty();
    call.out.print_all(lines);
    if is_empty && ps == Some(POSTGRES) {
        let own = call.world.addons_of(call.app);
        let is_hobby = |id: &DatabaseId| call.world.database(*id).plan.tier == Tier::Hobby;
        let why = match own.is_empty() {
            true => "The app owns no database: such lines are in the log of the app that does.",
            false if own.iter().all(is_hobby) => "Hobby plans have no such log.",
            false => "Nothing was logged yet.",
        };
        call.remark(why);
    }
    if call.args.has("tail") {
        call.remark("Here --tail ends at once. What happens next appears under the picture.");
    }
    Ok(Next::Finished)
}

/// Whether a line is of this process (`web.1`, or `web` for all of them) and of this source.
fn is_wanted(line: &LogLine, ps: Option<&str>, source: Option<&str>) -> bool {
    let (of, rest) = line.source.split_once('[').unwrap_or_default();
    let process = rest.trim_end_matches(']');
    let kind = process.split('.').next().unwrap_or_default();
    let is = |wanted: Option<&str>, names: &[&str]| {
        wanted.is_none_or(|wanted| names.iter().any(|name| name.eq_ignore_ascii_case(wanted)))
    };
    is(ps, &[process, kind]) && is(source, &[of])
}
