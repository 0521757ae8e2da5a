//! The world of a scenario file as a whole.

use super::fields::{Fields, TEXT, any, text, texts};
use super::names::Names;
use super::{app, database, events};
use crate::platform::calendar::Calendar;
use crate::platform::colours::COLOURS;
use crate::platform::start::{FollowingRow, Heading, PgInfo, StartingWorld};

/// Reads the whole file. What it says of a file with mistakes is of no use.
pub fn read(mut fields: Fields) -> StartingWorld {
    let title = fields.required("title", TEXT, &any);
    let about = fields.text("about").unwrap_or_default();
    let date = "a date and time in UTC such as \"2013-12-05 10:00\"";
    let calendar = fields.required("starts", date, &text(Calendar::parse));
    let seed = fields.count("seed", 0, i64::MAX as u64);
    let allowed = format!("a list of some of {}", COLOURS.join(", "));
    let colours = fields.optional("colours", &allowed, &|value| {
        texts(value).filter(|names| names.iter().all(|name| COLOURS.contains(&name.as_str())))
    });
    let zones = fields.required("zones", "a list of 2 to 6 different names of zones", &|value| {
        let differ = |zones: &Vec<String>| {
            zones.iter().enumerate().all(|(at, zone)| !zones[..at].contains(zone))
        };
        texts(value).filter(|zones| (2..=6).contains(&zones.len()) && differ(zones))
    });
    let apps = fields.tables("app", app::MOST);
    let databases = database::leaders_first(fields.tables("database", COLOURS.len()));
    let names = Names {
        apps: apps.iter().map(|(name, _)| name.clone()).collect(),
        databases: databases.iter().map(|part| part.name.clone()).collect(),
        zones: zones.clone(),
    };
    if names.apps.is_empty() {
        fields.wrong("app", "missing".to_owned(), "at least one table such as [app.sushi]");
    }
    let apps = apps.into_iter().map(|part| app::read(part, &names)).collect();
    let databases = database::read_all(databases, &names);
    let queries = fields.list("query").into_iter();
    let queries = queries.map(|part| events::query(part, &names)).collect();
    let faults = fields.list("fault").into_iter();
    let faults = faults.map(|part| events::fault(part, &names)).collect();
    let pg_info = fields.table("pg_info").map(pg_info).unwrap_or_default();
    fields.finish();
    StartingWorld {
        title,
        about,
        seed: seed.unwrap_or(1),
        calendar,
        colours: colours.unwrap_or_default(),
        zones,
        apps,
        databases,
        queries,
        faults,
        pg_info,
    }
}

/// Reads `[pg_info]`: how `pg:info` words what the seed words in more than one way.
fn pg_info(mut fields: Fields) -> PgInfo {
    let heading = fields.optional(
        "heading",
        "one of \"url_and_role\", \"url\", \"name\"",
        &text(|word| match word {
            "url_and_role" => Some(Heading::UrlAndRole),
            "url" => Some(Heading::Url),
            "name" => Some(Heading::Name),
            _ => None,
        }),
    );
    let following = fields.optional(
        "following",
        "one of \"url_and_role\", \"name_and_role\"",
        &text(|word| match word {
            "url_and_role" => Some(FollowingRow::UrlAndRole),
            "name_and_role" => Some(FollowingRow::NameAndRole),
            _ => None,
        }),
    );
    fields.finish();
    PgInfo { heading: heading.unwrap_or_default(), following: following.unwrap_or_default() }
}
