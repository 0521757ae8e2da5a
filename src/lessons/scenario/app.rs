//! The apps of a scenario file.

use super::fields::{Fields, TEXT, any, flag, number, pairs, text};
use super::names::Names;
use super::units;
use crate::platform::app::{DATABASE_URL, MOST_DYNOS};
use crate::platform::start::{AppStart, ProcessStart};

/// Bytes of WAL of a commit, where nobody says otherwise.
const BYTES_EACH: u64 = 600;

/// Reads `[app.NAME]`.
pub fn read((name, mut fields): (String, Fields), names: &Names) -> AppStart {
    let count = "a whole number from 1 to 100000";
    let release = fields.optional("release", count, &number(1..=100_000));
    let maintenance = fields.optional("maintenance", "true or false", &flag);
    let allowed = Names::one_of(&names.databases);
    let primary = fields.optional("primary", &allowed, &text(|name| names.database(name)));
    let config = fields.optional("config", "a table of names and texts", &pairs);
    // By name, as the tool lists them.
    let mut formation: Vec<ProcessStart> = Vec::new();
    for process in fields.tables("process").into_iter().map(process) {
        let at = formation.partition_point(|other| other.name < process.name);
        formation.insert(at, process);
    }
    fields.finish();
    AppStart {
        name,
        release: release.unwrap_or(1) as u32,
        maintenance: maintenance.unwrap_or(false),
        primary,
        config: config.unwrap_or_default(),
        formation,
    }
}

fn process((name, mut fields): (String, Fields)) -> ProcessStart {
    let allowed = format!("a whole number from 0 to {MOST_DYNOS}");
    let dynos = fields.required("dynos", &allowed, &number(0..=u64::from(MOST_DYNOS)));
    let allowed = "a rate of at most a million a second, such as \"48/s\", \"30/min\" or \"5/h\"";
    let writes = fields.required("writes", allowed, &text(units::rate));
    let count = "a whole number from 1 to 100000000";
    let bytes = fields.optional("bytes", count, &number(1..=100_000_000));
    let command = fields.optional("command", TEXT, &any);
    let writes_to = fields.optional("writes_to", "the name of a config var", &any);
    fields.finish();
    ProcessStart {
        command: command.unwrap_or_else(|| format!("bin/{name}")),
        name,
        quantity: dynos as u32,
        writes_per_1000_s: writes,
        bytes_each: bytes.unwrap_or(BYTES_EACH),
        writes_to: writes_to.unwrap_or_else(|| DATABASE_URL.to_owned()),
    }
}
