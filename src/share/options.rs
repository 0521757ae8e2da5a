//! What a link may ask of the page: `?lesson=NAME`, `?scenario=NAME&pace=60x`,
//! `?scenario=lessons/mine.toml`, `&pace=0` for a still one, `&show=stage`, `&show=terminal`,
//! `&show=stage,terminal`, `&show=card&card=WHITE` for a part of it, `&theme=projector`.

use super::Theme;
use crate::format::quoted;
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
    /// The stage, and the terminal below it.
    StageAndTerminal,
}

impl Show {
    const ALL: [Show; 5] =
        [Show::All, Show::Stage, Show::Terminal, Show::Card, Show::StageAndTerminal];

    /// Its name in a link.
    fn name(self) -> &'static str {
        ["all", "stage", "terminal", "card", "stage,terminal"][self as usize]
    }

    /// The part of a name; of two parts, either may come first.
    fn parse(name: &str) -> Option<Show> {
        let name = if name == "terminal,stage" { "stage,terminal" } else { name };
        Show::ALL.into_iter().find(|show| show.name() == name)
    }

    pub fn has_stage(self) -> bool {
        self != Show::Terminal
    }

    pub fn has_terminal(self) -> bool {
        matches!(self, Show::All | Show::Terminal | Show::StageAndTerminal)
    }
}

/// The scenario that a link asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScenarioAddress {
    /// One that comes with the page.
    Shipped(String),
    /// A file on the host of the page.
    Path(String),
}

/// What was read of a link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressOptions {
    /// The options.
    pub options: Options,
    /// The scenario.
    pub scenario: Option<ScenarioAddress>,
    /// What could not be read, a sentence each.
    pub mistakes: Vec<String>,
}

impl AddressOptions {
    fn read(&mut self, key: &str, value: &str) {
        match key {
            // A lesson is a scenario with steps, and the later of the two words wins.
            "scenario" | "lesson" if crate::lessons::is_scenario_name(value) => {
                self.scenario = Some(ScenarioAddress::Shipped(value.to_owned()));
            }
            "scenario" if crate::lessons::is_scenario_path(value) => {
                self.scenario = Some(ScenarioAddress::Path(value.to_owned()));
            }
            "scenario" if value.contains(['/', '.', '\\']) => self.mistakes.push(format!(
                "The link asks for the scenario {}, {}.",
                quoted(value),
                path_flaw(value)
            )),
            "scenario" | "lesson" => self.mistakes.push(format!(
                "The link asks for the {key} {}, which is no name of one. Names are of small \
                 letters, digits and dashes.{}",
                quoted(value),
                match key {
                    "scenario" => " A file on this host is named such as lessons/mine.toml.",
                    _ => "",
                }
            )),
            "pace" if value == "0" => self.options.paused = true,
            "pace" => {
                self.options.pace = Pace::parse(value);
                if self.options.pace.is_none() {
                    let all: Vec<&str> = Pace::all().map(Pace::label).collect();
                    self.mistake("pace", value, &format!("Paces are 0, {}", all.join(", ")));
                }
            }
            "theme" => {
                self.options.theme = Theme::parse(value);
                if self.options.theme.is_none() {
                    self.mistake("theme", value, "Themes are auto, light, dark, projector");
                }
            }
            "show" => match Show::parse(value) {
                Some(show) => self.options.show = show,
                None => {
                    let known = "Shown alone are stage, terminal, card, or stage,terminal together";
                    self.mistake("part", value, known);
                }
            },
            "card" => self.options.card = Some(value.to_ascii_uppercase()),
            // What other versions of the page understand is no mistake.
            _ => {}
        }
    }

    fn mistake(&mut self, what: &str, value: &str, known: &str) {
        self.mistakes.push(format!("The link asks for the {what} {}. {known}.", quoted(value)));
    }
}

/// What is wrong with the path of a scenario, and what to do.
fn path_flaw(path: &str) -> &'static str {
    let is_up = |part: &str| matches!(part, "." | "..");
    if path.contains(':') || path.starts_with("//") || path.contains('\\') {
        "which is on another host. Files on the host of the page are opened; save that one, and \
         drop it on the page"
    } else if path.split('/').any(is_up) {
        "whose path leads to a folder above. Name it from the folder of the page on, such as \
         lessons/mine.toml, or from the root of the host, such as /lessons/mine.toml"
    } else if !path.ends_with(".toml") {
        "which does not end in .toml. A file on this host is named such as lessons/mine.toml"
    } else {
        "whose path has more than 200 letters, or others than letters, digits, dashes, dots and \
         slashes. Rename the file, such as lessons/mine.toml"
    }
}

/// The options as a link says them, for [`pairs`] and [`read`].
pub fn write(options: &Options) -> String {
    let Options { paused, pace, theme, show, card } = options;
    let mut pairs = Vec::new();
    if let Some(pace) = pace {
        pairs.push(format!("pace={}", pace.label().trim_end_matches('×')));
    }
    if *paused {
        pairs.push("pace=0".to_owned());
    }
    if let Some(theme) = theme {
        pairs.push(format!("theme={}", theme.name()));
    }
    if *show != Show::All {
        pairs.push(format!("show={}", show.name()));
    }
    // It may come from an address; colours are of capital letters.
    if let Some(card) = card.as_ref().filter(|card| card.bytes().all(|c| c.is_ascii_uppercase())) {
        pairs.push(format!("card={card}"));
    }
    pairs.join("&")
}

/// The names and values of a text that [`write()`] made. An address is taken apart by the
/// browser.
pub fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// Reads the names and values of an address.
pub fn read(pairs: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>) -> AddressOptions {
    let mut address = AddressOptions::default();
    for (key, value) in pairs {
        address.read(key.as_ref(), value.as_ref());
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads an address as a browser does.
    fn read_query(query: &str) -> AddressOptions {
        let address = format!("http://playground.example/{query}");
        let address = url::Url::parse(&address).expect("it is an address");
        read(address.query_pairs())
    }

    #[test]
    fn a_link_is_read() {
        let address = read_query("?scenario=report-on-white&pace=60x&utm=1");
        let named = ScenarioAddress::Shipped("report-on-white".to_owned());
        assert_eq!(address.scenario, Some(named));
        for path in ["lessons/mine.toml", "/lessons/mine.toml", "mine.toml"] {
            let scenario = read_query(&format!("?scenario={path}")).scenario;
            assert_eq!(scenario, Some(ScenarioAddress::Path(path.to_owned())));
            let lesson = read_query(&format!("?lesson={path}"));
            assert_eq!((lesson.scenario, lesson.mistakes.len()), (None, 1));
        }
        assert_eq!(address.options.pace, Pace::parse("60x"));
        assert!(address.mistakes.is_empty());
        assert!(read_query("?pace=0").options.paused);
        let card = read_query("?show=card&card=white").options;
        assert_eq!((card.show, card.card.as_deref()), (Show::Card, Some("WHITE")));
        for both in ["stage,terminal", "terminal,stage", "stage%2Cterminal"] {
            let show = read_query(&format!("?show={both}")).options.show;
            assert_eq!(show, Show::StageAndTerminal, "{both}");
            assert!(show.has_stage() && show.has_terminal());
        }
        assert_eq!(read_query("?theme=projector").options.theme, Some(Theme::Projector));
        let slow = Pace::parse("1/100x");
        assert!(slow.is_some());
        for pace in ["1%2F100%C3%97", "1/100×", "1/100x", "1/100"] {
            assert_eq!(read_query(&format!("?pace={pace}")).options.pace, slow);
        }
    }

    #[test]
    fn options_are_written_as_they_are_read() {
        let pace = Pace::parse("1/100x");
        let slow = Options { pace, ..Options::default() };
        for text in [
            "",
            "pace=60&pace=0&theme=dark&show=card&card=WHITE",
            "show=stage",
            "show=stage,terminal",
        ] {
            let options = read(pairs(text)).options;
            assert_eq!(write(&options), text);
            assert_eq!(read_query(&format!("?{text}")).options, options);
        }
        assert_eq!(read(pairs(&write(&slow))).options, slow);
    }

    #[test]
    fn what_is_wrong_in_a_link_is_told() {
        let address = read_query("?scenario=../../etc&pace=fast&theme=neon&show=everything");
        assert_eq!((address.scenario, address.mistakes.len()), (None, 4));
        assert!(Theme::ALL.into_iter().all(|theme| address.mistakes[2].contains(theme.name())));
        assert_eq!(
            address.mistakes[1].split('.').next(),
            Some("The link asks for the pace \"fast\"")
        );
        let long = read_query(&format!("?scenario={}&theme={0}", "A".repeat(5_000)));
        assert!(long.mistakes.iter().all(|mistake| mistake.len() < 300), "{long:?}");
        for (path, said) in [
            ("../mine.toml", "whose path leads to a folder above. Name it from the folder of"),
            ("lessons/mine.txt", "which does not end in .toml. A file on this host is named"),
            ("https://evil.example/x.toml", "which is on another host."),
            ("my lesson.toml", "whose path has more than 200 letters, or others than letters,"),
        ] {
            let mistakes = read_query(&format!("?scenario={path}")).mistakes;
            let told = format!("The link asks for the scenario \"{path}\", {said}");
            assert!(mistakes.iter().all(|it| it.starts_with(&told)), "{mistakes:?}");
        }
        assert_eq!(read_query("?"), AddressOptions::default());
        assert_eq!(read_query("?&&==&pace").mistakes.len(), 1);
    }
}
