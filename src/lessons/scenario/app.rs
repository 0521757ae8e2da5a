//! The apps of a scenario file.

use super::fields::{Fields, listed, pairs, text};
use super::names::Names;
use super::{reads, units};
use crate::lessons::is_scenario_name;
use crate::platform::DatabaseId;
use crate::platform::app::{DATABASE_URL, Shift};
use crate::platform::starting_world::{AppStart, ProcessStart};
use crate::sim::SimDuration;
use crate::terminal::suggestions::near_miss;

/// Bytes of WAL of a commit, where nobody says otherwise.
const BYTES_EACH: u64 = 600;

/// The most config vars of an app.
const MOST_CONFIG: usize = 100;

/// The most bytes of WAL that one process type's `writes` may come to in a second. A burst and the
/// most dynos each make a hundred times as much of it, so a hundred such types fill no more than
/// a third of 64 bits in a year.
const MOST_WAL: u64 = 10_000_000;

/// Reads `[app.NAME]`.
pub fn read(mut fields: Fields, names: &Names) -> AppStart {
    check_name(&fields);
    check_table(&fields, names);
    let outside = fields.flag("outside");
    if outside {
        let on_heroku = ["release", "maintenance", "config"];
        fields.none(&on_heroku, "nothing, since Heroku knows nothing of this app");
    }
    let release = fields.count("release");
    let maintenance = fields.flag("maintenance");
    let has_pgbackups = fields.flag("pgbackups");
    let primary = fields.one_of("primary", &names.databases);
    let config = fields.get("config", |value| pairs(value).filter(|all| all.len() <= MOST_CONFIG));
    // By name, as the tool lists them.
    let mut formation: Vec<ProcessStart> = Vec::new();
    for process in fields.tables("process") {
        let process = read_process(process);
        let at = formation.partition_point(|other| other.name < process.name);
        formation.insert(at, process);
    }
    let name = fields.name.to_owned();
    fields.finish();
    AppStart {
        name,
        outside,
        release: release.unwrap_or(1) as u32,
        maintenance,
        has_pgbackups,
        primary: primary.map(|at| DatabaseId(at as u32)),
        config: config.unwrap_or_default(),
        formation,
    }
}

/// Names of apps, as Heroku has them, since people type them; those of process types likewise.
fn check_name(fields: &Fields) {
    let name = fields.name;
    let begins = name.starts_with(|c: char| c.is_ascii_lowercase());
    if !begins || !is_scenario_name(name) {
        let allowed = "lower-case letters, digits and dashes, the first a letter";
        fields.wrong("", format!("named {name}"), allowed);
    }
}

/// An app has a table of its own: one that is only named before its process types is a slip.
fn check_table(fields: &Fields, names: &Names) {
    let name = fields.name;
    if fields.is_only("process") && !fields.has_heading() {
        let others: Vec<&str> = names.apps.iter().copied().filter(|app| *app != name).collect();
        let found = format!("named before its process types alone, as [app.{name}.process…]");
        let allowed = match others.is_empty() {
            true => format!("a table [app.{name}] of its own"),
            false => format!("{}, or a table [app.{name}] of its own", listed(&others)),
        };
        fields.wrong_near(found, &allowed, near_miss(name, others.iter().copied()));
    }
}

fn read_process(mut fields: Fields) -> ProcessStart {
    check_name(&fields);
    let dynos = fields.count("dynos");
    let writes = fields.get("writes", text(units::rate)).unwrap_or_default();
    let bytes = fields.count("bytes");
    let command = fields.text("command");
    let changes = fields.word("changes");
    let writes_to = fields.text("writes_to");
    let bytes = bytes.unwrap_or(BYTES_EACH);
    let wal = writes * bytes / 1_000;
    if wal > MOST_WAL {
        let allowed = format!("at most {MOST_WAL}, which is a second's writes times bytes");
        fields.wrong("writes", format!("{wal} bytes of WAL a second"), &allowed);
    }
    let shift = read_shift(&mut fields);
    let reads = reads::read(&mut fields);
    let name = fields.name;
    fields.finish();
    ProcessStart {
        command: command.map_or_else(|| format!("bin/{name}"), str::to_owned),
        name: name.to_owned(),
        quantity: dynos.unwrap_or_default() as u32,
        writes_per_1000_s: writes,
        shift,
        bytes_each: bytes,
        inserts: changes == Some(1),
        writes_to: writes_to.unwrap_or(DATABASE_URL).to_owned(),
        reads,
    }
}

/// Reads `every` and `lasts`: a process type that works now and then.
fn read_shift(fields: &mut Fields) -> Option<Shift> {
    let (every, lasts) = (fields.length("every"), fields.length("lasts"));
    let wrong = |found: &str, allowed: &str| fields.wrong("every", found.to_owned(), allowed);
    match (every, lasts) {
        (Some(every), Some(lasts)) if SimDuration::ZERO < lasts && lasts < every => {
            Some(Shift { every, lasts })
        }
        (None, None) => None,
        (Some(_), Some(_)) => {
            wrong("no longer than lasts", "longer than lasts, which is more than nothing");
            None
        }
        _ => {
            wrong("alone, or missing beside lasts", "both every and lasts, or neither");
            None
        }
    }
}
