//! `pg:wait`: holds the prompt until databases are there.

use super::info;
use crate::format;
use crate::platform::{DatabaseId, Platform, Status};
use crate::sim::server::{Phase, Power, Role};
use crate::sim::{SimDuration, law};
use crate::terminal::command::{Command, CommandResult, Invocation, Next, Offer};
use crate::terminal::screen::{Line, Screen, Style};

/// The command.
pub static COMMAND: Command = Command {
    args: &[super::DATABASE],
    summary: "monitor database creation, exit when complete",
    notes: &[
        "Without DATABASE it waits for each database that is not there yet. It holds the prompt;",
        "time can run faster meanwhile, and Ctrl-C stops waiting.",
    ],
    offer: Some(Offer::Database("Wait until it is ready", |world, id| {
        waits(world, id).then(|| world.database(id).colour.clone())
    })),
    ..Command::named("pg:wait", run)
};

fn run(call: &mut Invocation) -> CommandResult {
    let mut databases = info::named_databases(call)?;
    let named = databases.first().copied().filter(|_| databases.len() == 1);
    databases.retain(|id| waits(call.world, *id));
    if !databases.is_empty() {
        return Ok(Next::WaitFor(databases));
    }
    // The tool is silent then.
    let recovers = |id| matches!(call.world.server(id).power, Power::Recovering { .. });
    let text = match named.map(|id| (&call.world.database(id).colour, call.world.status(id))) {
        Some((name, Status::Available)) => format!("{name} is available: nothing to wait for."),
        Some((name, Status::Corrupt { .. })) => {
            format!("The files of {name} are damaged: there is nothing to wait for.")
        }
        Some((name, Status::Lost { .. })) => format!("{name} is lost and will not come back."),
        Some((name, _)) if named.is_some_and(recovers) => {
            format!("{name} is made. PostgreSQL on it recovers at the moment.")
        }
        Some((name, _)) => format!("{name} is made. It does not run at the moment."),
        None => "No database is being made: nothing to wait for.".to_owned(),
    };
    call.remark(&text);
    Ok(Next::Finished)
}

/// Whether there is something to wait for: a making, or the end of one's replay before it takes
/// writes.
fn waits(world: &Platform, id: DatabaseId) -> bool {
    let server = world.server(id);
    // A machine that is down goes on being made once it is up again; one that is lost never will.
    let making = server.phase != Phase::Ready || matches!(server.role, Role::LeavingRecovery);
    making && !server.is_lost()
}

/// Looks again; says whether all are there once nothing is left to wait for.
pub fn poll(
    world: &Platform,
    databases: &mut Vec<DatabaseId>,
    screen: &mut Screen,
) -> Option<bool> {
    while let Some(&id) = databases.first() {
        let database = world.database(id);
        let start = format!("Waiting for database {}... ", database.config_var());
        let start = Line::plain(start);
        if world.server(id).is_lost() {
            screen.redraw(None);
            screen.print(start.and(Style::Bad, "lost"));
            return Some(false);
        }
        if waits(world, id) {
            screen.redraw(Some(start.and(Style::Dim, progress(world, id))));
            return None;
        }
        screen.redraw(None);
        screen.print(start.and(Style::Good, "available"));
        databases.remove(0);
    }
    Some(true)
}

fn progress(world: &Platform, id: DatabaseId) -> String {
    let server = world.server(id);
    let spinner = ['/', '-', '\\', '|'][(world.now().secs() % 4) as usize];
    let text = match (world.status(id), server.phase) {
        (Status::Unavailable { .. } | Status::Lost { .. }, _) => "unavailable".to_owned(),
        (_, Phase::Creating { until }) => {
            format!("creating, about {} left", format::rough_length(until.since(world.now())))
        }
        (_, Phase::BaseBackup { copied, of, rate }) => {
            let left: SimDuration = law::time_for(of - copied, rate);
            let share = copied.saturating_mul(100) / of.max(1);
            format!("base backup {share}%, about {} left", format::rough_length(left))
        }
        (_, Phase::CatchUp) if world.fleet().is_disk_full(world.database(id).server) => {
            "its disk is full: it cannot catch up".to_owned()
        }
        (_, Phase::CatchUp) => match world.behind(id) {
            Some(behind) => format!("catching up, {} behind", format::commits(behind.commits())),
            None => "catching up, and its leader does not answer".to_owned(),
        },
        (_, Phase::Ready) => "replaying what it has received".to_owned(),
    };
    format!("{text} {spinner}")
}
