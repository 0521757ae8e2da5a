//! The fleet as a table: a row for each app and each database, of what their boxes, their cards
//! and the side panel say.

use super::Playground;
use super::panel::pair;
use crate::format;
use crate::platform::DatabaseId;
use crate::platform::InfoRow;
use crate::platform::app::DATABASE_URL;
use crate::view::HA_STANDBY;
use crate::view::stage::Stage;

/// The columns: a name, a role, a summary, and facts of the side panel.
pub const COLUMNS: [&str; 15] = [
    "Name",
    "What it is",
    "In words",
    "Plan",
    "Zone",
    "Following",
    "Written",
    "Received",
    "Replayed",
    "Behind By",
    "Not received",
    "Link",
    "Load",
    "Dynos",
    "Reads",
];

impl Playground {
    /// The rows: a cell for each column.
    pub fn fleet_table(&self, stage: &Stage) -> Vec<Vec<String>> {
        let apps = stage.apps.iter().map(|app| {
            let primary = self.world().primary(app.id);
            let primary = primary.map_or("nothing", |id| &self.world().database(id).colour);
            let summary = pair(DATABASE_URL, primary);
            row(&app.name, &app.line.text, &self.facts_of_app(app.id), &summary)
        });
        let databases = stage.cards.iter().map(|card| {
            let words = &card.words;
            let facts = match card.is_ha_standby {
                true => self.facts_of_ha_standby(card.id),
                false => self.facts_of(card.id),
            };
            let name = match card.is_ha_standby {
                true => format!("{} {HA_STANDBY}", words.name),
                false => words.name.clone(),
            };
            row(&name, &words.role.text, &facts, &words.summary)
        });
        apps.chain(databases).collect()
    }

    fn facts_of_ha_standby(&self, id: DatabaseId) -> Vec<InfoRow> {
        let world = self.world();
        let Some((standby, server)) = world.ha_standby_of(id) else {
            return Vec::new();
        };
        let zone = world.zones()[server.zone.0 as usize].clone();
        let mut facts = vec![InfoRow::new("Zone", zone)];
        facts.push(InfoRow::new("Following", world.database(id).addon()));
        if let Some(behind) = world.fleet().behind(standby) {
            let count = |commits| format::count(commits);
            // In the plural for one as well, as in pg:info.
            let behind_by = format!("{} commits", behind.commits());
            facts.push(InfoRow::new("Behind By", behind_by));
            facts.push(InfoRow::new("Not received", count(behind.not_received)));
        }
        facts
    }
}

fn row(name: &str, role: &str, facts: &[InfoRow], summary: &str) -> Vec<String> {
    let fact = |column: &&str| {
        let fact = facts.iter().rfind(|row| row.label == *column);
        fact.map_or(String::new(), |row| row.values.join(", "))
    };
    let texts = [name, role, summary].map(str::to_owned);
    texts.into_iter().chain(COLUMNS[3..].iter().map(fact)).collect()
}
