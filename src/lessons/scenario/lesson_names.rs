//! The names that a lesson may use: those of its file, and those that databases will get.

use super::fields::{Fields, TextItem, listed};
use crate::format::quoted;
use crate::lessons::condition::{Flaw, KnownNames, NameKind};
use crate::lessons::placeholder::{self, Placeholder};
use crate::lessons::script::{PlanStep, StepKind};
use crate::platform::app::DATABASE_URL;
use crate::platform::colours::COLOURS;
use crate::platform::starting_world::{AppStart, StartingWorld};
use crate::terminal::command::ValueKind;
use crate::terminal::command_line::{CommandLine, TypedName};
use crate::terminal::suggestions::near_miss;

/// The names of a world. Databases that are added are named by `colours`; after these chance
/// decides, and no text can know.
pub fn known<'f>(world: &'f StartingWorld, steps: Vec<&'f str>) -> KnownNames<'f> {
    let mut databases: Vec<&str> = world.databases.iter().map(|it| it.colour.as_str()).collect();
    let added = world.colours.iter().map(String::as_str);
    databases.extend(added.filter(|name| !world.databases.iter().any(|it| it.colour == *name)));
    let names = |app: &'f AppStart| app.formation.iter().map(|process| process.name.as_str());
    let mut processes: Vec<&str> = world.apps.first().into_iter().flat_map(names).collect();
    // An app whose name is a slip is told of, and its process types are not told of again.
    let first = || world.apps.first().map(|app| app.name.as_str()).into_iter();
    for app in world.apps.iter().skip(1).filter(|app| app.primary.is_none()) {
        if near_miss(&app.name, first()).is_some() {
            processes.extend(names(app));
        }
    }
    KnownNames {
        apps: world.apps.iter().map(|app| app.name.as_str()).collect(),
        processes,
        databases,
        zones: world.zones.iter().map(String::as_str).collect(),
        steps,
    }
}

/// Notes that a text of a list has a name that the file does not have.
pub fn wrong_name(
    fields: &Fields,
    item: &TextItem,
    names: &KnownNames,
    (kind, name): (NameKind, &str),
    near: Option<&str>,
) {
    let found = format!("{}, and {name} is no {} here", quoted(item.text), kind.label());
    fields.wrong_item(item, found, &allowed(names, kind, name), near);
}

/// What is allowed in place of a name.
pub fn allowed(names: &KnownNames, kind: NameKind, name: &str) -> String {
    let all = match names.of(kind) {
        [] => format!("the name of a {}, and the file has none", kind.label()),
        all => listed(all),
    };
    // It may be meant for a database that is still to be added.
    match kind == NameKind::Database && COLOURS.contains(&name) {
        true => {
            format!("{all}; databases that are added are named by colours, which lists no {name}")
        }
        false => all,
    }
}

/// A name in the commands of a line that nothing has, and the line with the name that was perhaps
/// meant.
pub fn unknown_in(
    step: &PlanStep,
    names: &KnownNames,
) -> Option<(NameKind, String, Option<String>)> {
    if !matches!(step.kind, StepKind::Command) {
        return None;
    }
    let (kind, name) = typed_name_flaw(&step.text, names)?;
    let near = near_miss(&name, names.of(kind).iter().copied());
    let near = near.map(|near| step.text.replacen(&name, near, 1));
    Some((kind, name, near))
}

/// A name in the commands of a line that nothing has.
pub fn typed_name_flaw(line: &str, names: &KnownNames) -> Option<(NameKind, String)> {
    for inside in placeholder::in_text(line) {
        let flaw = Placeholder::parse(inside).map(|it| names.check_placeholder(&it));
        if let Some(Err(Flaw::UnknownName(kind, name))) = flaw {
            return Some((kind, name));
        }
    }
    let line = CommandLine::read(&placeholder::with_name(line, DATABASE_URL)).ok()?;
    let app = line.names.iter().find(|name| name.kind == ValueKind::App);
    let is_elsewhere = app.is_some_and(|app| names.apps.first() != Some(&app.text.as_str()));
    let unknown = line.names.iter().find_map(|name| check_typed(name, is_elsewhere, names).err());
    match unknown? {
        Flaw::UnknownName(kind, name) => Some((kind, name)),
        Flaw::VainWord => None,
    }
}

fn check_typed(
    TypedName { kind, text }: &TypedName,
    is_elsewhere: bool,
    names: &KnownNames,
) -> Result<(), Flaw> {
    match kind {
        ValueKind::App | ValueKind::OutsideApp => names.check(NameKind::App, text),
        ValueKind::Database | ValueKind::Addon => match text.split_once("::") {
            Some((app, name)) => {
                names.check(NameKind::App, app)?;
                check_database(name, names)
            }
            None => check_database(text, names),
        },
        ValueKind::Scale | ValueKind::Dyno if !is_elsewhere => {
            let end = text.find(['=', '+', '.']).or(text.rfind('-'));
            names.check(NameKind::Process, &text[..end.unwrap_or(text.len())])
        }
        _ => Ok(()),
    }
}

/// Whether a word may be the name of a database, which may be a part of one. What does not look so
/// may be a URL or another add-on.
fn check_database(typed: &str, names: &KnownNames) -> Result<(), Flaw> {
    let wanted = typed.strip_prefix("HEROKU_POSTGRESQL_").unwrap_or(typed);
    let wanted = wanted.strip_suffix("_URL").unwrap_or(wanted);
    let upper = wanted.to_ascii_uppercase();
    let looks_so = wanted.len() > 1 && wanted.chars().all(|c| c.is_ascii_uppercase());
    let is_part = |name: &str| name.contains(&upper);
    let is_known = names.databases.iter().any(|name| is_part(name))
        || is_part(DATABASE_URL)
        || is_part("HEROKU_POSTGRESQL");
    match is_known || !(looks_so || COLOURS.contains(&upper.as_str())) {
        true => Ok(()),
        false => names.check(NameKind::Database, wanted),
    }
}
