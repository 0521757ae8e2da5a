//! The theme of the page: an attribute of its root, which the style sheets read.

use super::dom::document;
use super::media_query::MediaQuery;
use crate::share::Theme;

/// Puts a theme on the page.
pub fn show(theme: Theme) {
    let shown = match theme {
        Theme::Auto if MediaQuery::dark().matches() => Theme::Dark,
        Theme::Auto => Theme::Light,
        theme => theme,
    };
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", shown.name());
    }
}
