//! The world of a scenario file as a whole.

use std::rc::Rc;

use super::fields::{Fields, text};
use super::names::Names;
use super::{app, database, events};
use crate::platform::calendar::Calendar;
use crate::platform::colours::COLOURS;
use crate::platform::starting_world::{
    AppStart, DatabaseStart, FollowingRow, Heading, PgInfo, StartingWorld,
};
use crate::sim::SimDuration;

/// How long a follower or a fork takes at least: "3-5 minutes", as the tool says
/// (docs/heroku.md#provisioning).
const LEAST_MAKING: SimDuration = SimDuration::from_secs(180);

/// The longest name of a zone, in letters.
const LONGEST_ZONE: usize = 60;

/// Reads all of the file but its lesson. What it says of a file with mistakes is of no use.
pub fn read(fields: &mut Fields) -> StartingWorld {
    let title = fields.sentence("title");
    let about = fields.text("about").unwrap_or_default();
    let calendar = fields.get("starts", text(Calendar::parse));
    let seed = fields.count("seed");
    let colours = fields.words_among("colours", &COLOURS);
    let zones = zones(fields);
    let app_tables = fields.tables("app");
    let parts = database::leaders_first(fields.tables("database"));
    let names = Names {
        apps: app_tables.iter().map(|table| table.name).collect(),
        databases: parts.iter().map(|part| part.fields.name).collect(),
        zones,
    };
    if names.apps.is_empty() {
        fields.wrong("app", "missing".to_owned(), "at least one table such as [app.sushi]");
    }
    let (mut apps, mut queries, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    for table in app_tables {
        apps.push(app::read(table, &names));
    }
    let databases = database::read_all(parts, &names);
    check_outside(fields, &apps, &databases);
    for table in fields.list("query") {
        queries.push(events::query(table, &names));
    }
    for table in fields.list("fault") {
        faults.push(events::fault(table, &names));
    }
    let replication_slots = fields.flag("replication_slots");
    let least_making = fields.length("new_servers_take").unwrap_or(LEAST_MAKING);
    let pg_info = fields.table("pg_info").map(pg_info).unwrap_or_default();
    StartingWorld {
        title: title.unwrap_or_default().to_owned(),
        about: about.to_owned(),
        seed: seed.unwrap_or(1),
        calendar: calendar.unwrap_or_default(),
        colours: Rc::new(owned(&colours)),
        zones: Rc::new(owned(&names.zones)),
        apps,
        databases,
        queries,
        faults,
        replication_slots,
        least_making,
        pg_info,
    }
}

/// The names of the zones.
fn zones<'f>(fields: &mut Fields<'f>) -> Vec<&'f str> {
    let mut zones = Vec::new();
    for item in fields.texts("zones") {
        let length = item.text.chars().count();
        if !(1..=LONGEST_ZONE).contains(&length) || zones.contains(&item.text) {
            let allowed = format!("a name of 1 to {LONGEST_ZONE} letters that no other zone has");
            fields.wrong_text(&item, &allowed, None);
        }
        zones.push(item.text);
    }
    zones
}

/// An app outside Heroku has no add-ons, and a terminal of Heroku does not stand in it.
fn check_outside(fields: &Fields, apps: &[AppStart], databases: &[DatabaseStart]) {
    if let Some(first) = apps.first().filter(|app| app.outside) {
        let found = format!("{}, which is outside Heroku, before any other", first.name);
        fields.wrong("app", found, "an app on Heroku first, in which the terminal stands");
    }
    for database in databases {
        let owner = apps.get(database.app.0 as usize).filter(|app| app.outside);
        if let Some(owner) = owner {
            let found = format!("of {}, which is outside Heroku", owner.name);
            let at = format!("database.{}.app", database.colour);
            fields.wrong(&at, found, "an app on Heroku, whose add-on it is");
        }
    }
}

/// Reads `[pg_info]`: how `pg:info` says what the article says in more than one way.
fn pg_info(mut fields: Fields) -> PgInfo {
    let heading = fields.word("heading");
    let following = fields.word("following");
    fields.finish();
    PgInfo {
        heading: match heading {
            Some(1) => Heading::Url,
            Some(2) => Heading::Name,
            _ => Heading::UrlAndRole,
        },
        following: match following {
            Some(1) => FollowingRow::NameAndRole,
            _ => FollowingRow::UrlAndRole,
        },
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
