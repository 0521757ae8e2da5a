//! What the browser keeps of a person's settings: lines typed, the theme, and the panes.

use super::local_storage;
use crate::playground::panes::PaneLayout;
use crate::share::Theme;
use crate::terminal::history::History;

const HISTORY: &str = "follower-playground.history";
const PANES: &str = "follower-playground.panes";
const THEME: &str = "follower-playground.theme";

/// Lines typed on an earlier visit, or in another tab.
pub fn history() -> Vec<String> {
    local_storage::get(HISTORY).unwrap_or_default().lines().map(str::to_owned).collect()
}

/// Stores lines for the next visit, after those that other tabs have stored meanwhile.
pub fn store_history(new: &[String]) {
    let mut lines = History::of(history());
    new.iter().for_each(|line| lines.note(line));
    // Where storage is full or forbidden, the lines end with the visit.
    let _ = local_storage::set(HISTORY, &lines.lines().join("\n"));
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
