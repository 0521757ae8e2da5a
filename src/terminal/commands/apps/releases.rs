//! `releases`: the releases of an app.

use crate::terminal::print;
use crate::terminal::spec::{Call, Command, Done, Offer, Outcome};

/// The command.
pub static COMMAND: Command = Command {
    flags: &[super::NUM],
    summary: "list releases",
    offer: Some(Offer::App("List releases", |_, _| Some(String::new()))),
    ..Command::named("releases", run)
};

/// The longest description, as in the tool.
const WIDTH: usize = 40;

fn run(call: &mut Call) -> Outcome {
    let count = super::rows(call, 15)?;
    let (now, calendar) = (call.world.now(), call.world.calendar());
    let app = call.world.app(call.app);
    let rows: Vec<[String; 4]> = app
        .releases
        .iter()
        .rev()
        .take(count)
        .map(|release| {
            let what = match release.what.char_indices().nth(WIDTH) {
                Some(_) => {
                    let cut: String = release.what.chars().take(WIDTH - 2).collect();
                    cut + ".."
                }
                None => release.what.clone(),
            };
            let at = print::ago(calendar, release.at, now);
            [format!("v{}", release.version), what, "you@example.com".to_owned(), at]
        })
        .collect();
    let title = format!("{} Releases", app.name);
    call.out.print(print::heading(&title));
    let width = |at: usize| rows.iter().map(|row| row[at].len()).max().unwrap_or(0);
    let (version, what) = (width(0), width(1));
    for row in &rows {
        let [v, w, by, at] = row;
        call.say(format!("{v:version$}  {w:what$}  {by}  {at}"));
    }
    Ok(Done::Finished)
}
