//! A story that is told in a scenario, with pictures.

use std::collections::BTreeMap;
use std::fs;

use follower_playground::platform::DatabaseId;
use follower_playground::platform::faults::{self, FAULTS, Strike};
use follower_playground::playground::prompt::PromptEdit;
use follower_playground::playground::{Msg, Playground, Selection};
use follower_playground::share::Options;
use follower_playground::sim::SimDuration;
use similar::TextDiff;

use super::{DESK, FOLDER, Screen, markup};
use crate::support;

/// Every pane, as far as it is there, and what is printed.
pub const ALL: &[&str] = &["top", "what-if", "side", "stage", "terminal", "chart", "lines"];

/// The same without the chart, which is long.
pub const MOST: &[&str] = &["top", "what-if", "side", "stage", "terminal", "lines"];

/// Databases of a scenario that the side panel is about, at most.
const MOST_PANELS: usize = 5;

/// Lines of a difference that are told.
const MOST_TOLD: usize = 200;

/// A story.
pub struct ReplayLog {
    scenario: &'static str,
    pub playground: Playground,
    pub screen: Screen,
    /// The files so far: names and texts.
    files: Vec<(String, String)>,
    /// Pictures so far, and where they are.
    seen: BTreeMap<(String, String), String>,
}

impl ReplayLog {
    pub fn open(scenario: &'static str) -> ReplayLog {
        let (playground, screen) = (playground(scenario, Options::default()), DESK);
        ReplayLog { scenario, playground, screen, files: Vec::new(), seen: BTreeMap::new() }
    }

    /// What follows stands in this file.
    pub fn at(&mut self, moment: &str) {
        self.files.push((format!("{}-{moment}", self.scenario), String::new()));
    }

    /// Takes pictures of panes. One that is there already is only named.
    pub fn shows(&mut self, what: &str, panes: &[&str]) {
        let (file, text) = self.files.last_mut().expect("a moment");
        for name in panes {
            assert!(ALL.contains(name), "{name} is no pane");
            let Some(pane) = markup::pane(&self.playground, self.screen, name) else {
                continue;
            };
            let head = format!("{name}: {what}");
            *text += &format!("== {head}\n");
            match self.seen.get(&((*name).to_owned(), pane.clone())) {
                Some(place) => *text += &format!("as in {place}\n"),
                None => {
                    *text += &pane;
                    self.seen.insert(((*name).to_owned(), pane), format!("{file}, {head}"));
                }
            }
        }
    }

    /// Does something.
    pub fn does(&mut self, msg: Msg) {
        self.playground.update(msg);
    }

    /// Types a line, and leaves it at the prompt.
    pub fn types(&mut self, line: &str) {
        self.does(Msg::Prompted(PromptEdit::Typed(line.to_owned(), line.len())));
    }

    pub fn enters(&mut self, line: &str) {
        self.types(line);
        self.does(Msg::Entered);
    }

    /// Lets simulated time pass, at the pace that is picked.
    pub fn passes(&mut self, secs: u64) {
        if self.playground.paused() {
            self.does(Msg::PauseToggled);
        }
        let until = self.playground.world().now() + SimDuration::from_secs(secs);
        while self.playground.world().now() < until {
            self.does(Msg::FramePassed(SimDuration::from_millis(100)));
        }
    }

    /// Lets frames pass until there is nothing more to wait for.
    pub fn waits(&mut self) {
        for _ in 0..20_000 {
            if !self.playground.is_busy() {
                return;
            }
            self.does(Msg::FramePassed(SimDuration::from_millis(50)));
        }
        panic!("it goes on and on");
    }

    /// Breaks something that has this name.
    pub fn breaks(&mut self, fault: &str, on: &str) {
        let fault = faults::find(fault).expect("a fault");
        let world = self.playground.world();
        let targets = world.targets_of(FAULTS[fault as usize]);
        let target = targets.into_iter().find(|target| world.name_of(target) == on);
        let on = target.unwrap_or_else(|| panic!("{on} cannot be struck"));
        self.does(Msg::Broken(Strike { fault, on, lasts: None, size: None }));
    }

    /// The database of that colour, also one that was removed.
    pub fn id(&self, colour: &str) -> DatabaseId {
        let mut all = self.playground.world().all_databases();
        all.find(|(_, it)| it.colour == colour).expect("it is there").0
    }

    /// Pictures of the side panel about something, which is let go then.
    pub fn panel(&mut self, what: &str, picked: Selection) {
        if self.playground.selection() != picked {
            self.does(Msg::Picked(picked));
        }
        self.shows(what, &["side"]);
        self.does(Msg::Picked(picked));
    }

    /// Pictures of the side panel about all that the stage shows, and about what can be broken.
    pub fn panels(&mut self) {
        let world = self.playground.world();
        let databases: Vec<_> =
            world.databases().take(MOST_PANELS).map(|(id, it)| (id, it.colour.clone())).collect();
        let apps: Vec<_> = world.apps().map(|(id, it)| (id, it.name.clone())).collect();
        for (id, name) in databases {
            self.panel(&format!("about {name}"), Selection::Database(id));
            if self.playground.world().leader_of(id).is_some() {
                self.panel(&format!("about the link to {name}"), Selection::Link(id));
            }
        }
        for (id, name) in apps {
            self.panel(&format!("about {name}"), Selection::App(id));
        }
        self.panel("what can be broken", Selection::Faults);
    }

    /// Holds the pictures against those that are kept, or keeps them.
    pub fn ends(self) {
        let mut faults = Vec::new();
        for (name, text) in self.files {
            let path = format!("{FOLDER}/{name}.txt");
            if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
                fs::write(&path, text).unwrap_or_else(|error| panic!("{path}: {error}"));
                continue;
            }
            let kept = fs::read_to_string(&path).unwrap_or_default();
            if kept != text {
                faults.push(difference(&path, &kept, &text));
            }
        }
        let faults = faults.join("\n");
        assert!(faults.is_empty(), "\n{faults}\nUPDATE_SNAPSHOTS=1 keeps what is shown now.");
    }
}

/// The app in a scenario.
pub fn playground(scenario: &str, options: Options) -> Playground {
    Playground::new(support::scenario(scenario), options)
}

fn difference(path: &str, kept: &str, shown: &str) -> String {
    let diff = TextDiff::from_lines(kept, shown);
    let told = diff.unified_diff().context_radius(4).header(path, "what is shown now").to_string();
    let lines: Vec<&str> = told.lines().collect();
    match lines.len().checked_sub(MOST_TOLD) {
        Some(more @ 1..) => format!("{}\nand {more} lines more", lines[..MOST_TOLD].join("\n")),
        _ => told,
    }
}
