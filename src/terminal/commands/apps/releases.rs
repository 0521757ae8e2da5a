//! `releases`: the releases of an app.

use crate::terminal::command::{Command, CommandResult, Invocation, Next, Offer};
use crate::terminal::formatting;
use crate::terminal::screen::Line;

/// The command.
pub static COMMAND: Command = Command {
    flags: &[super::NUM],
    summary: "list releases",
    offer: Some(Offer::App("List releases", |_, _| Some(String::new()))),
    ..Command::named("releases", run)
};

/// The longest description, as in the tool.
const WIDTH: usize = 40;

fn run(call: &mut Invocation) -> CommandResult {
    let count = super::rows(call, 15)?;
    let (now, calendar) = (call.world.now(), call.world.calendar());
    let app = call.world.app(call.app);
    let mut rows: Vec<[String; 4]> = Vec::new();
    for release in app.releases.iter().rev().take(count) {
        let mut what = release.description.clone();
        if what.chars().count() > WIDTH {
            what = what.chars().take(WIDTH - 2).collect();
            what += "..";
        }
        let at = formatting::ago(calendar, release.at, now);
        rows.push([format!("v{}", release.version), what, release.author().to_owned(), at]);
    }
    let title = format!("{} Releases", app.name);
    call.out.print(formatting::heading(&title));
    let (mut version, mut what) = (0, 0);
    for [v, w, ..] in &rows {
        version = version.max(v.len());
        what = what.max(w.len());
    }
    for row in &rows {
        let [v, w, by, at] = row;
        let line = Line::plain(format!("{v:version$}  {w:what$}  {by}  {at}"));
        call.out.print(line.row());
    }
    Ok(Next::Finished)
}
