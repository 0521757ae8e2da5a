//! `pgbackups`: the backups of an app.

use crate::platform::pgbackups::backup_name;
use crate::terminal::command::{Command, CommandResult, Invocation, Next};
use crate::terminal::screen::Line;

/// The command.
pub static COMMAND: Command =
    Command { summary: "list captured backups", ..Command::named("pgbackups", run) };

const HEAD: [&str; 5] = ["ID", "Backup Time", "Status", "Size", "Database"];

fn run(call: &mut Invocation) -> CommandResult {
    call.world.check_pgbackups(call.app)?;
    let rows = rows(call);
    if rows.is_empty() {
        let text = "No backups. Capture one with `heroku pgbackups:capture`.";
        call.out.print(Line::error(text));
        return Ok(Next::Finished);
    }
    let width = |at: usize| rows.iter().map(|row| row[at].len()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..HEAD.len()).map(|at| width(at).max(HEAD[at].len())).collect();
    let head = HEAD.map(str::to_owned);
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    for row in [&head[..], &rule[..]].into_iter().chain(rows.iter().map(|row| &row[..])) {
        let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:width$}"));
        let text = cells.collect::<Vec<_>>().join("  ");
        call.out.print(Line::plain(text.trim_end()).row());
    }
    Ok(Next::Finished)
}

fn rows(call: &Invocation) -> Vec<[String; 5]> {
    let calendar = call.world.calendar();
    let mut rows = Vec::new();
    for (number, backup) in call.world.backups(call.app) {
        let status = match backup.ended {
            None => format!("Capturing @ {}", calendar.second(backup.began)),
            Some(ended) if ended.failure.is_some() => {
                format!("Capture Failed @ {}", calendar.second(ended.at))
            }
            Some(ended) => format!("Finished @ {}", calendar.second(ended.at)),
        };
        rows.push([
            backup_name(number),
            calendar.second(backup.began),
            status,
            super::size(backup.dump.bytes),
            call.world.database(backup.of).config_var(),
        ]);
    }
    rows
}
