//! What there is to learn: starting worlds and lessons, as files a person can write.
//!
//! This room reads scenario files and says what is wrong with them; it knows what a lesson asks
//! for, and how far somebody has come in one. It does not know how anything is drawn.

pub mod catalogue;
pub mod condition;
pub mod draft;
pub mod lesson;
pub mod placeholder;
pub mod progress;
pub mod prose;
pub mod scenario;
pub mod script;

pub use lesson::Lesson;
pub use scenario::{Mistake, read};

use std::rc::Rc;

use crate::platform::starting_world::StartingWorld;

/// A scenario: a starting world, perhaps with a lesson, and where it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    pub source: ScenarioSource,
    /// What a run of it begins with.
    pub world: StartingWorld,
    pub lesson: Option<Rc<Lesson>>,
}

/// Where a scenario comes from, and how it is found again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScenarioSource {
    /// It comes with the page: the name of its file, without the ending.
    Shipped(String),
    /// Somebody's own: its text.
    Own(String),
}

impl Scenario {
    /// Reads the text of one that comes with the page.
    ///
    /// # Errors
    /// Every mistake in it.
    pub fn shipped(name: &str, text: &str) -> Result<Scenario, Vec<Mistake>> {
        let file = format!("scenarios/{name}.toml");
        Scenario::read(ScenarioSource::Shipped(name.to_owned()), &file, text)
    }

    /// Reads the text of any other.
    ///
    /// # Errors
    /// Every mistake in it.
    pub fn own(text: &str) -> Result<Scenario, Vec<Mistake>> {
        Scenario::read(ScenarioSource::Own(text.to_owned()), "its scenario", text)
    }

    /// Reads the text of any other, in whose mistakes this name stands.
    ///
    /// # Errors
    /// Every mistake in it.
    pub fn in_file(file: &str, text: &str) -> Result<Scenario, Vec<Mistake>> {
        Scenario::read(ScenarioSource::Own(text.to_owned()), file, text)
    }

    fn read(source: ScenarioSource, file: &str, text: &str) -> Result<Scenario, Vec<Mistake>> {
        let (world, lesson) = scenario::read_file(file, text)?;
        Ok(Scenario { source, world, lesson: lesson.map(Rc::new) })
    }

    /// The name of one that comes with the page.
    pub fn name(&self) -> Option<&str> {
        self.source.name()
    }
}

impl ScenarioSource {
    /// The name of one that comes with the page.
    pub fn name(&self) -> Option<&str> {
        match self {
            ScenarioSource::Shipped(name) => Some(name),
            ScenarioSource::Own(_) => None,
        }
    }
}

/// The lesson that the page opens with.
pub const FRONT_DOOR: &str = "meet-the-fleet";

/// The text of the front door, which the page carries with it so that it always has a fleet.
pub const FRONT_DOOR_TEXT: &str = include_str!("../../static/scenarios/meet-the-fleet.toml");

/// A small scenario with all its parts, to be changed into another.
pub const SCENARIO_TEMPLATE: &str = include_str!("template.toml");

/// Makes the list and the texts of one row of names.
macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        /// The scenarios that come with the page; a test holds the list against the folder.
        pub const SHIPPED: &[&str] = &[$($name),*];

        /// The text of a scenario that comes with the page, for tools that have no folder of
        /// them. The page itself carries one and fetches the others.
        pub fn text_of(name: &str) -> Option<&'static str> {
            match name {
                $($name => {
                    Some(include_str!(concat!("../../static/scenarios/", $name, ".toml")))
                })*
                _ => None,
            }
        }

        /// Whether a text is what this version of the page has under the name of a scenario; a name
        /// that it does not know may have any. Its texts are not carried along for that.
        pub fn is_of_this_version(name: &str, text: &str) -> bool {
            match name {
                $($name => {
                    const SUM: u64 = sum_of(include_str!(concat!(
                        "../../static/scenarios/", $name, ".toml"
                    )));
                    SUM == sum_of(text)
                })*
                _ => true,
            }
        }
    };
}

/// FNV-1a of a text; the compiler works out those of texts that it knows.
const fn sum_of(text: &str) -> u64 {
    let (bytes, mut sum, mut at) = (text.as_bytes(), 0xcbf2_9ce4_8422_2325u64, 0);
    while at < bytes.len() {
        sum = (sum ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    sum
}

shipped![
    "meet-the-fleet",
    "create-a-follower",
    "read-from-it",
    "lag",
    "unfollow",
    "change-plan",
    "promote",
    "leader-gone",
    "what-was-lost",
    "automated-failover",
    "game-day",
    "followers",
    "charcoal-alone",
    "old-machine",
    "ha",
    "hobby",
    "big-data",
    "equally-behind",
    "changeover",
    "changeover-quiet",
    "purple-alone",
    "reads",
    "report-on-white",
    "twelve-followers",
    "outside",
    "shop-and-admin",
    "two-apps",
    "white-leads",
    "slots",
];

/// Whether a path leads to a scenario file of the same host: nothing that leads up or elsewhere.
pub fn is_scenario_path(path: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let is_part = |part: &str| part.chars().all(allowed) && !matches!(part, "" | "." | "..");
    // It may begin at the root of the host.
    let parts = path.strip_prefix('/').unwrap_or(path);
    path.ends_with(".toml") && path.len() <= 200 && parts.split('/').all(is_part)
}

/// Whether a text is meant as a whole scenario file: it has a title and an app.
pub fn is_scenario_text(text: &str) -> bool {
    let has_line = |is_so: fn(&str) -> bool| text.lines().any(|line| is_so(line.trim_start()));
    has_line(|line| line.strip_prefix("title").is_some_and(|rest| rest.trim().starts_with('=')))
        && has_line(|line| line.starts_with("[app."))
}

/// Whether a name could be that of a scenario file: nothing that leads out of the folder.
pub fn is_scenario_name(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !name.is_empty() && name.len() <= 60 && name.chars().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_on_its_host() {
        for path in ["lessons/mine.toml", "mine.toml", "/courses/a_b/My-lesson.2.toml"] {
            assert!(is_scenario_path(path), "{path}");
        }
        for path in [
            "",
            "mine",
            ".toml/x",
            "../mine.toml",
            "a/../b.toml",
            "a/./b.toml",
            "//evil.example/x.toml",
            "/\\evil.example/x.toml",
            "https://evil.example/x.toml",
            "a//b.toml",
            "a b.toml",
            "a%2f..%2fb.toml",
            "x.toml?y=.toml",
            "x.toml#.toml",
            &format!("{}.toml", "x".repeat(200)),
        ] {
            assert!(!is_scenario_path(path), "{path}");
        }
    }

    #[test]
    fn a_scenario_file_is_known_by_its_text() {
        assert!(is_scenario_text(FRONT_DOOR_TEXT));
        assert!(is_scenario_text("# mine\r\ntitle=\"x\"\r\n  [app.x]"));
        for text in ["", "heroku pg:info", "title = \"x\"", "[app.x]", "the title = [app.x]"] {
            assert!(!is_scenario_text(text), "{text}");
        }
    }
}
