//! Everything that this browser keeps of somebody: saved as a file, and taken in from one.

use super::persistence::Persistence;
use super::{files, json, settings};
use crate::playground::Playground;
use crate::share::archive::{Archive, FILE, Intake, Keepings};

/// Saves all that is kept as a file. What the browser does not store is of this visit.
pub fn save(playground: &Playground, persistence: &Persistence) {
    let mut course = settings::course();
    course.merge(playground.course().clone());
    let mut lines = settings::history();
    if lines.is_empty() {
        lines = playground.history().lines().to_vec();
    }
    let (runs, theme) = (persistence.runs(), settings::theme());
    let archive = Archive::of(Keepings { course, runs, lines, theme });
    if let Some(text) = json::write(&archive) {
        files::save(FILE, &text);
    }
}

/// Takes in the text of a file beside what is kept.
///
/// # Errors
/// A sentence that says why nothing of it was taken in.
pub async fn take_in(text: String, persistence: &Persistence) -> Result<Intake, String> {
    let archive = Archive::read(json::parse(&text), json::parse(&text))?;
    let intake = persistence.take_in(archive).await?;
    settings::store_course(&intake.course);
    settings::replace_history(&intake.lines);
    if let Some(theme) = intake.theme {
        settings::store_theme(theme);
    }
    Ok(intake)
}
