//! `pgbackups:capture`: dumps a database into a backup.

use super::about;
use crate::platform::pgbackups::{TransferKind, backup_name};
use crate::terminal::command::{
    Arg, Arity, Command, CommandError, CommandResult, Invocation, Next, ValueKind,
};
use crate::terminal::preview::{Intent, Preview};

/// The command.
pub static COMMAND: Command = Command {
    args: &[Arg { name: "DATABASE", kind: ValueKind::Database, arity: Arity::Optional }],
    summary: "capture a backup from a database id",
    notes: &[
        "If no DATABASE is specified, defaults to DATABASE_URL. The backup has what the database",
        "had when it began. Ctrl-C stops waiting, and the backup goes on.",
    ],
    preview: Some(preview),
    ..Command::named("pgbackups:capture", run)
};

fn kind(call: &Intent) -> Result<TransferKind, CommandError> {
    let of = match call.args.positional(0) {
        Some(typed) => call.world.resolve(call.app, typed)?,
        None => call.world.expect_primary(call.app)?,
    };
    Ok(TransferKind::Capture { of, backup: call.world.next_backup(call.app) })
}

fn preview(intent: &Intent, foreseen: &mut Preview) {
    let Ok(kind @ TransferKind::Capture { of, backup }) = kind(intent) else {
        return;
    };
    if super::foresee(intent, foreseen, kind) {
        let takes = about(kind.takes(intent.world.server(of).data_size()));
        let (backup, name) = (backup_name(backup), intent.colour(of));
        foreseen.says(format!("Backup {backup} gets all that {name} has now; that takes {takes}."));
    }
}

fn run(call: &mut Invocation) -> CommandResult {
    // The tool looks for the database first.
    let kind = kind(&call.intent())?;
    call.world.check_pgbackups(call.app)?;
    let transfer = call.world.begin_transfer(call.app, kind)?;
    if let TransferKind::Capture { of, backup } = kind {
        let (name, backup) = (call.world.display_name(of), backup_name(backup));
        call.print("");
        call.print(format!("{name}  ----backup--->  {backup}"));
        call.print("");
    }
    Ok(Next::Watch(transfer))
}
