//! What happens in a scenario file: queries that run already, faults that will strike.

use super::fields::{Fields, listed, number, text};
use super::names::Names;
use super::units;
use crate::platform::DatabaseId;
use crate::platform::faults::{
    FAULTS, FaultSize, HA_STANDBY_OF, ScheduledFault, Strike, Target, TargetKind, long_query,
};
use crate::platform::starting_world::QueryStart;
use crate::sim::server::{SessionState, Statement};

/// Reads `[[query]]`.
pub fn query(mut fields: Fields, names: &Names) -> QueryStart {
    let on = fields.one_of("on", &names.databases);
    let source = fields.text("source");
    let sql = fields.text("sql");
    let ran = fields.length("ran");
    let lasts = fields.length("lasts");
    let session = fields.word("session");
    fields.finish();
    let source = source.unwrap_or(long_query::SOURCE).to_owned();
    let sql = sql.unwrap_or(long_query::SQL).to_owned();
    let ran = ran.unwrap_or_default();
    let session =
        if session == Some(1) { SessionState::IdleWithSnapshot } else { SessionState::Running };
    let statement = Statement { ran, session, ..Statement::new(source, sql, lasts) };
    let on = DatabaseId(on.unwrap_or_default() as u32);
    QueryStart { on, statement }
}

/// Reads `[[fault]]`.
pub fn fault(mut fields: Fields, names: &Names) -> ScheduledFault {
    let at = fields.get("at", text(units::moments));
    let (from, to) = at.unwrap_or_default();
    let mut choices: Vec<Strike> = Vec::new();
    for choice in fields.list("one_of") {
        choices.push(strike(choice, names));
    }
    if choices.is_empty() {
        let strike = strike(fields, names);
        return ScheduledFault { from, to, strike, others: Vec::new() };
    }
    fields.none(&["kind", "on", "lasts", "size"], "nothing, since each of one_of has its own");
    if choices.len() == 1 {
        fields.wrong("one_of", "a single fault".to_owned(), "a list of two or more");
    }
    fields.finish();
    let strike = choices.remove(0);
    ScheduledFault { from, to, strike, others: choices }
}

/// Reads what a fault is, and finishes its table.
fn strike(mut fields: Fields, names: &Names) -> Strike {
    let kinds: Vec<&str> = FAULTS.iter().map(|fault| fault.name).collect();
    let kind = fields.one_of("kind", &kinds);
    // Where the kind is wrong, any target will do until it is mended.
    let target = kind.map(|kind| FAULTS[kind].target);
    let read = |word: &str| match target {
        Some(target) => read_target(target, names, word),
        None => Some(Target::default()),
    };
    let allowed = target.map(|target| allowed_targets(target, names)).unwrap_or_default();
    let targets = target.map(|target| names_of_targets(target, names)).unwrap_or_default();
    let on = fields.get_among("on", &allowed, &targets, text(read));
    let nothing = "nothing, since this kind of fault has none";
    if kind.is_some_and(|kind| FAULTS[kind].lasts.is_none()) {
        fields.none(&["lasts"], nothing);
    }
    let lasts = fields.length("lasts");
    let size = match kind.map(|kind| FAULTS[kind].size) {
        Some(Some(FaultSize { most, unit, .. })) => {
            let allowed = format!("a number of {unit} from 1 to {most}");
            fields.get_among("size", &allowed, &[], number(1..=most))
        }
        Some(None) => {
            fields.none(&["size"], nothing);
            None
        }
        // Of a kind that is wrong, nothing is known.
        None => fields.get("size", number(0..=u64::MAX)),
    };
    fields.finish();
    Strike { fault: kind.unwrap_or_default() as u32, on: on.unwrap_or_default(), lasts, size }
}

fn read_target(target: TargetKind, names: &Names, word: &str) -> Option<Target> {
    match target {
        TargetKind::Zone => names.zone(word).map(Target::Zone),
        TargetKind::App => names.app(word).map(Target::App),
        TargetKind::Follower if word.starts_with(HA_STANDBY_OF) => {
            names.database(word.strip_prefix(HA_STANDBY_OF)?).map(Target::HaStandby)
        }
        TargetKind::Leader | TargetKind::Follower | TargetKind::Database => {
            match names.database(word) {
                Some(id) => Some(Target::Database(id)),
                None => names.app(word.strip_prefix("DATABASE_URL of ")?).map(Target::PrimaryOf),
            }
        }
    }
}

/// The names of what such a fault can strike.
fn names_of_targets<'f>(target: TargetKind, names: &Names<'f>) -> Vec<&'f str> {
    match target {
        TargetKind::Zone => names.zones.clone(),
        TargetKind::App => names.apps.clone(),
        TargetKind::Leader | TargetKind::Follower | TargetKind::Database => names.databases.clone(),
    }
}

fn allowed_targets(target: TargetKind, names: &Names) -> String {
    match target {
        TargetKind::Zone => listed(&names.zones),
        TargetKind::App => listed(&names.apps),
        TargetKind::Leader | TargetKind::Follower | TargetKind::Database => format!(
            "{}, or \"DATABASE_URL of APP\" with {} as APP",
            listed(&names.databases),
            listed(&names.apps)
        ),
    }
}
