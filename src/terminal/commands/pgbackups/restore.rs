//! `pgbackups:restore`: puts a backup in the place of all that a database has.

use super::about;
use crate::platform::pgbackups::{TransferKind, backup_name};
use crate::terminal::command::{
    Arg, Arity, Command, CommandError, CommandResult, Invocation, Next, ValueKind,
};
use crate::terminal::preview::{Intent, Preview};
use crate::terminal::screen::Line;

/// The command.
pub static COMMAND: Command = Command {
    args: &[
        Arg { name: "DATABASE", kind: ValueKind::Database, arity: Arity::Optional },
        Arg { name: "BACKUP_ID", kind: ValueKind::Backup, arity: Arity::Optional },
    ],
    summary: "restore a backup to a database",
    notes: &[
        "If no DATABASE is specified, defaults to DATABASE_URL and the latest backup. If DATABASE",
        "is specified but no BACKUP_ID, defaults to the latest backup. Its data are dropped first.",
    ],
    confirms: true,
    preview: Some(preview),
    ..Command::named("pgbackups:restore", run)
};

fn kind(call: &Intent) -> Result<TransferKind, CommandError> {
    let into = match call.args.positional(0) {
        Some(typed) => call.world.resolve(call.app, typed)?,
        None => call.world.expect_primary(call.app)?,
    };
    let backup = call.world.find_backup(call.app, call.args.positional(1))?;
    Ok(TransferKind::Restore { backup, into })
}

fn preview(intent: &Intent, foreseen: &mut Preview) {
    let Ok(kind @ TransferKind::Restore { backup, into }) = kind(intent) else {
        return;
    };
    if !super::foresee(intent, foreseen, kind) {
        return;
    }
    super::foresee_target(intent, foreseen, into);
    if let Some((_, kept)) = intent.world.backups(intent.app).find(|(it, _)| *it == backup) {
        let (of, takes) = (intent.colour(kept.of), about(kind.takes(kept.dump.bytes)));
        let began = intent.world.calendar().second(kept.began);
        foreseen.says(format!("It gets what {of} had at {began}; that takes {takes}."));
    }
}

fn run(call: &mut Invocation) -> CommandResult {
    // The tool looks for the database first, then for the add-on.
    if let Some(name) = call.args.positional(0) {
        call.world.resolve(call.app, name)?;
    }
    call.world.check_pgbackups(call.app)?;
    let kind = kind(&call.intent())?;
    call.world.check_transfer(call.app, kind)?;
    let (app, is_confirmed) = (call.app, call.is_confirmed(call.app)?);
    if call.confirmed.is_none() || call.args.has("confirm") {
        let lead = lead(call, kind);
        if !is_confirmed {
            return Ok(call.ask(app, lead));
        }
        call.out.print_all(lead);
    }
    Ok(Next::Watch(call.world.begin_transfer(app, kind)?))
}

/// What is restored where.
fn lead(call: &Invocation, kind: TransferKind) -> Vec<Line> {
    let TransferKind::Restore { backup, into } = kind else {
        return Vec::new();
    };
    let world = &call.world;
    let recent = if call.args.positional(1).is_none() { " (most recent)" } else { "" };
    let arrow = format!("{}  <---restore---  ", world.display_name(into));
    let mut lines = vec![Line::default()];
    lines.push(Line::plain(format!("{arrow}{}{recent}", backup_name(backup))));
    if let Some((_, kept)) = world.backups(call.app).find(|(number, _)| *number == backup) {
        let rows = [
            world.database(kept.of).config_var(),
            world.calendar().second(kept.began),
            super::size(kept.dump.bytes),
        ];
        let width = arrow.len();
        lines.extend(rows.map(|row| Line::plain(format!("{:width$}{row}", "")).row()));
    }
    lines.push(Line::default());
    lines
}
