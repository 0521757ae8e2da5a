//! The themes of the page, and which one is chosen.

use serde::{Deserialize, Serialize};

/// A theme, or that of the system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Light or dark, as the system is.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// For the last row: bigger, and with as much contrast as there is.
    Projector,
}

impl Theme {
    /// All, in the order in which a button goes round.
    pub const ALL: [Theme; 4] = [Theme::Auto, Theme::Light, Theme::Dark, Theme::Projector];

    /// Its name in a link, in storage and on the page.
    pub fn name(self) -> &'static str {
        ["auto", "light", "dark", "projector"][self as usize]
    }

    /// The theme of a name.
    pub fn parse(name: &str) -> Option<Theme> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// The next one in the round.
    #[must_use]
    pub fn next(self) -> Theme {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_is_known_by_its_name_and_all_have_their_turn() {
        let mut theme = Theme::default();
        for expected in Theme::ALL {
            assert_eq!(theme, expected);
            assert_eq!(Theme::parse(theme.name()), Some(theme));
            theme = theme.next();
        }
        assert_eq!(theme, Theme::Auto);
        assert_eq!(Theme::parse("Dark"), None);
    }
}
