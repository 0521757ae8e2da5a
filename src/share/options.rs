//! What a link may ask of the page: `?scenario=NAME&pace=60x`, `&pace=0` for a still one,
//! `&show=stage`, `&show=terminal`, `&show=card&card=WHITE` for a part of it,
//! `&theme=projector`.

use super::Theme;
use crate::run::Pace;

/// Options of a link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether time stands still at first.
    pub paused: bool,
    /// The pace.
    pub pace: Option<Pace>,
    /// The theme.
    pub theme: Option<Theme>,
    /// What of the page is shown.
    pub show: Show,
    /// The database whose card is shown, where it is one.
    pub card: Option<String>,
}

/// What of the page is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// All of it.
    #[default]
    All,
    /// The stage alone.
    Stage,
    /// The terminal alone.
    Terminal,
    /// One card.
    Card,
}

impl Show {
    const ALL: [Show; 4] = [Show::All, Show::Stage, Show::Terminal, Show::Card];

    /// Its name in a link.
    fn name(self) -> &'static str {
        ["all", "stage", "terminal", "card"][self as usize]
    }
}

/// What was read of a link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressOptions {
    /// The options.
    pub options: Options,
    /// The scenario.
    pub scenario: Option<String>,
    /// What could not be read, a sentence each.
    pub wrong: Vec<String>,
}

impl AddressOptions {
    /// Takes note of a value that is none.
    fn none(&mut self, what: &str, value: &str, known: &str) {
        self.wrong.push(format!("The link asks for the {what} \"{value}\". {known}."));
    }
}

/// The options as a link says them, for [`read`].
pub fn write(options: &Options) -> String {
    let Options { paused, pace, theme, show, card } = options;
    let mut query = String::new();
    let mut say = |key: &str, value: &str| {
        if !query.is_empty() {
            query.push('&');
        }
        query += key;
        query += value;
    };
    if let Some(pace) = pace {
        say("pace=", pace.label().trim_end_matches('×'));
    }
    if *paused {
        say("pace=", "0");
    }
    if let Some(theme) = theme {
        say("theme=", theme.name());
    }
    if *show != Show::All {
        say("show=", show.name());
    }
    // It may come from an address; colours are of capital letters.
    if let Some(card) = card.as_ref().filter(|card| card.bytes().all(|c| c.is_ascii_uppercase())) {
        say("card=", card);
    }
    query
}

/// Reads the part of a link after the question mark.
pub fn read(query: &str) -> AddressOptions {
    let mut asked = AddressOptions::default();
    for part in query.trim_start_matches('?').split('&').filter(|part| !part.is_empty()) {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        match key {
            "scenario" if crate::lessons::is_scenario_name(value) => {
                asked.scenario = Some(value.to_owned());
            }
            "scenario" => asked.wrong.push(format!(
                "The link asks for the scenario \"{value}\", which is no name of one. Names are of \
                 small letters, digits and dashes."
            )),
            "pace" if value == "0" => asked.options.paused = true,
            "pace" => {
                // A browser writes × as %C3%97 and a slash as %2F.
                let text = value.strip_suffix("%C3%97").unwrap_or(value);
                let slash = text.split_once('%');
                let slash = slash.and_then(|(one, rest)| Some((one, rest.strip_prefix("2F")?)));
                asked.options.pace = match slash {
                    Some((one, parts)) => Pace::parse(&format!("{one}/{parts}")),
                    None => Pace::parse(text),
                };
                if asked.options.pace.is_none() {
                    let all: Vec<_> = Pace::all().map(Pace::label).collect();
                    asked.none("pace", value, &("Paces are 0, ".to_owned() + &all.join(", ")));
                }
            }
            "theme" => {
                asked.options.theme = Theme::parse(value);
                if asked.options.theme.is_none() {
                    asked.none("theme", value, "Themes are auto, light, dark, projector");
                }
            }
            "show" => match Show::ALL.into_iter().find(|show| show.name() == value) {
                Some(show) => asked.options.show = show,
                None => asked.none("part", value, "Shown alone are stage, terminal, card"),
            },
            "card" => asked.options.card = Some(value.to_ascii_uppercase()),
            // What other versions of the page understand is no mistake.
            _ => {}
        }
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_read() {
        let asked = read("?scenario=report-on-white&pace=60x&utm=1");
        assert_eq!(asked.scenario.as_deref(), Some("report-on-white"));
        assert_eq!(asked.options.pace, Pace::parse("60x"));
        assert!(asked.wrong.is_empty());
        assert!(read("?pace=0").options.paused);
        let card = read("?show=card&card=white").options;
        assert_eq!((card.show, card.card.as_deref()), (Show::Card, Some("WHITE")));
        assert_eq!(read("?theme=projector").options.theme, Some(Theme::Projector));
        assert_eq!(read("pace=1%2F100%C3%97").options.pace, Pace::parse("1/100x"));
    }

    #[test]
    fn options_are_written_as_they_are_read() {
        for query in ["", "pace=60&pace=0&theme=dark&show=card&card=WHITE", "show=stage"] {
            let options = read(query).options;
            assert_eq!(write(&options), query);
        }
        let pace = Pace::parse("1/100x");
        assert_eq!(read(&write(&Options { pace, ..Options::default() })).options.pace, pace);
    }

    #[test]
    fn what_is_wrong_in_a_link_is_told() {
        let asked = read("?scenario=../../etc&pace=fast&theme=neon&show=everything");
        assert_eq!((asked.scenario, asked.wrong.len()), (None, 4));
        assert!(Theme::ALL.into_iter().all(|theme| asked.wrong[2].contains(theme.name())));
        assert_eq!(read(""), AddressOptions::default());
    }
}
