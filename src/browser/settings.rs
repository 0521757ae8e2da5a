//! What the browser keeps of a person's settings: lines typed, the theme, and the panes.

use super::{json, local_storage};
use crate::playground::panes::PaneLayout;
use crate::share::Theme;
use crate::share::course::{Course, LessonResult};
use crate::terminal::history::History;

const HISTORY: &str = "follower-playground.history";
const COURSE: &str = "follower-playground.course";
const PANES: &str = "follower-playground.panes";
const THEME: &str = "follower-playground.theme";
const TEXT: &str = "follower-playground.text";

/// Lines typed on an earlier visit, or in another tab.
pub fn history() -> Vec<String> {
    local_storage::get(HISTORY).unwrap_or_default().lines().map(str::to_owned).collect()
}

/// Stores lines for the next visit, after those that other tabs have stored meanwhile.
pub fn store_history(new: &[String]) {
    let mut lines = History::of(history());
    new.iter().for_each(|line| lines.note(line));
    replace_history(lines.lines());
}

/// Stores these lines and no others.
pub fn replace_history(lines: &[String]) {
    // Where storage is full or forbidden, the lines end with the visit.
    let _ = local_storage::set(HISTORY, &lines.join("\n"));
}

/// What of the course was finished, on earlier visits and in other tabs. What cannot be read is as
/// if nothing was.
pub fn course() -> Course {
    let mut course = Course::default();
    let stored = local_storage::get(COURSE).and_then(|text| json::parse(&text));
    course.merge(stored.unwrap_or_default());
    course
}

/// Stores a result beside what other tabs have stored meanwhile; what comes back is all of it.
pub fn store_result(result: LessonResult) -> Course {
    let mut course = course();
    course.note(result);
    store_course(&course);
    course
}

pub fn store_course(course: &Course) {
    if let Some(text) = json::write(course) {
        let _ = local_storage::set(COURSE, &text);
    }
}

/// The theme that was chosen on an earlier visit.
pub fn theme() -> Option<Theme> {
    Theme::parse(&local_storage::get(THEME)?)
}

/// Stores the theme for the next visit.
pub fn store_theme(theme: Theme) {
    let _ = local_storage::set(THEME, theme.name());
}

/// The panes as they were on an earlier visit.
pub fn panes() -> PaneLayout {
    PaneLayout::read(&local_storage::get(PANES).unwrap_or_default())
}

/// Stores the panes for the next visit.
pub fn store_panes(panes: &PaneLayout) {
    let _ = local_storage::set(PANES, &panes.to_string());
}

/// The text of a scenario that somebody wrote on an earlier visit.
pub fn own_text() -> Option<String> {
    local_storage::get(TEXT)
}

/// Stores the text of a scenario for the next visit, or forgets it.
pub fn store_own_text(text: Option<&str>) {
    match text {
        Some(text) => {
            let _ = local_storage::set(TEXT, text);
        }
        None => local_storage::remove(TEXT),
    }
}
