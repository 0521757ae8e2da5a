//! The stage's twin in words: a row for each app and each database, of what their boxes, their
//! cards and the side panel say.

use super::Playground;
use super::panel::pair;
use crate::platform::InfoRow;
use crate::platform::app::DATABASE_URL;
use crate::platform::names::Joined;
use crate::view::stage::Stage;

/// The columns: a name, what it is, facts of the side panel, and the card in words.
pub const COLUMNS: [&str; 13] = [
    "Name",
    "What it is",
    "Plan",
    "Zone",
    "Following",
    "Written",
    "Received",
    "Replayed",
    "Behind By",
    "Not received",
    "Link",
    "Dynos",
    "In words",
];

impl Playground {
    /// The rows.
    pub fn fleet_table(&self, stage: &Stage) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        for app in &stage.apps {
            let named = self.world().primary(app.id);
            let named = named.map_or("nothing", |id| &self.world().database(id).colour);
            let told = pair(DATABASE_URL, named);
            rows.push(row(&app.name, &app.line.text, &self.facts_of_app(app.id), &told));
        }
        for card in &stage.cards {
            let words = &card.words;
            rows.push(row(&words.name, &words.role.text, &self.facts_of(card.id), &words.told));
        }
        rows
    }
}

fn row(name: &str, what: &str, facts: &[InfoRow], told: &str) -> Vec<String> {
    let mut row = vec![name.to_owned(), what.to_owned()];
    for column in &COLUMNS[2..12] {
        let mut cell = String::new();
        for (name, values) in facts {
            if name == column {
                cell = values.joined(", ");
            }
        }
        row.push(cell);
    }
    row.push(told.to_owned());
    row
}
