//! `pgbackups`: databases are dumped, and dumps restored (docs/heroku.md#pgbackups).

pub mod capture;
pub mod list;
pub mod restore;
pub mod transfer;

use crate::format;
use crate::platform::pgbackups::{Step, Transfer, TransferId, TransferKind};
use crate::platform::{DatabaseId, Platform};
use crate::sim::SimDuration;
use crate::terminal::messages;
use crate::terminal::preview::{Intent, Preview};
use crate::terminal::screen::{Line, Screen, Style};

/// A transfer that holds the prompt, and what of it is printed.
#[derive(Clone, Copy, Debug)]
pub struct Watch {
    transfer: TransferId,
    steps_told: usize,
}

impl Watch {
    pub fn new(transfer: TransferId) -> Watch {
        Watch { transfer, steps_told: 0 }
    }

    /// Looks again; says whether it succeeded once it is over.
    pub fn poll(&mut self, world: &Platform, screen: &mut Screen) -> Option<bool> {
        let transfer = world.transfer(self.transfer);
        let steps = transfer.kind.steps();
        let done = match transfer.ended {
            Some(ended) if ended.failure.is_none() => steps.len(),
            _ => steps.iter().position(|step| *step == transfer.step).unwrap_or_default(),
        };
        for step in steps.iter().take(done).skip(self.steps_told) {
            screen.redraw(None);
            screen.print(action(*step).and(Style::Good, "done"));
        }
        self.steps_told = self.steps_told.max(done);
        if transfer.is_running() {
            screen.redraw(Some(progress(world, transfer)));
            return None;
        }
        screen.redraw(None);
        if !transfer.has_succeeded() {
            screen.print(action(transfer.step).and(Style::Bad, "error"));
            let noun = match transfer.kind {
                TransferKind::Capture { .. } => "backup",
                TransferKind::Restore { .. } => "restore",
                TransferKind::Transfer { .. } => "transfer",
            };
            let text = format!("An error occurred and your {noun} did not finish.");
            screen.print(Line::error(text));
            screen.print(Line::aside("heroku logs has the reason."));
        }
        Some(transfer.has_succeeded())
    }
}

/// `Capturing... `.
fn action(step: Step) -> Line {
    Line::plain(match step {
        Step::Capturing => "Capturing... ",
        Step::Storing => "Storing... ",
        Step::Retrieving => "Retrieving... ",
        Step::Restoring => "Restoring... ",
    })
}

/// The line that is redrawn: `Capturing... 12.3MB /`.
fn progress(world: &Platform, transfer: &Transfer) -> Line {
    let spinner = ['/', '-', '\\', '|'][(world.now().secs() % 4) as usize];
    if transfer.began == world.now() {
        return Line::plain("Pending... ").and(Style::Dim, spinner);
    }
    let left = format::rough_length(transfer.left());
    let done = format!("{} {spinner} about {left} left", size(transfer.done));
    action(transfer.step).and(Style::Dim, done)
}

/// `12.3MB`, as the tool prints a size here.
fn size(bytes: u64) -> String {
    match bytes {
        1_000_000_000.. => format!("{}.{}GB", bytes / 1_000_000_000, bytes / 100_000_000 % 10),
        _ => format!("{}.{}MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

/// Foretells a transfer; says whether it would begin.
fn foresee(intent: &Intent, foreseen: &mut Preview, kind: TransferKind) -> bool {
    match intent.world.check_transfer(intent.app, kind) {
        Ok(()) => true,
        Err(refusal) => {
            foreseen.warns(format!("It will be refused: {}", messages::refusal(&refusal)));
            false
        }
    }
}

/// Foretells that a database loses what it has.
fn foresee_target(intent: &Intent, foreseen: &mut Preview, into: DatabaseId) {
    let (world, name) = (intent.world, intent.colour(into));
    foreseen.warns(format!("Everything that {name} has is dropped."));
    let followers: Vec<&str> =
        world.followers_of(into).into_iter().map(|id| intent.colour(id)).collect();
    if !followers.is_empty() {
        foreseen.warns(format!("So it is on {}.", format::series(&followers)));
    }
    for (app, _) in world.apps().filter(|(app, _)| world.is_primary(into, *app)) {
        foreseen.warns(format!(
            "{} uses {name}: what it writes until the end is lost.",
            world.app(app).name
        ));
    }
}

/// `about 3 m`.
fn about(length: SimDuration) -> String {
    format!("about {}", format::length(length))
}
