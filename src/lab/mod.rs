//! The whole app minus the browser: a run, its pace, what is selected, what stands at the prompt.
//!
//! One `Msg`, one `update`. Whoever shows the page sends what happened and learns how much of the
//! page changed. Between frames nothing runs.

pub mod options;
pub mod pace;
pub mod panel;
pub mod prompt;
pub mod run;
mod series;
pub mod track;
pub mod transcript;

pub use options::Options;
pub use pace::Pace;
pub use run::Run;

use std::rc::Rc;

use pace::Owed;
use prompt::{Edit, Editor};
use track::Track;

use crate::platform::faults::Strike;
use crate::platform::start::StartingWorld;
use crate::platform::{AppId, DatabaseId, Platform};
use crate::sim::{SimDuration, SimTime, TICK};
use crate::terminal::Shell;
use crate::terminal::shell::Prompt;

/// What happened on the page.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A frame was shown after this much wall time.
    FramePassed(SimDuration),
    /// Time was stopped or let run.
    PauseToggled,
    /// A pace was picked.
    PacePicked(Pace),
    /// Time is to run until the next thing happens.
    EventStepped,
    /// The text at the prompt was edited.
    Prompted(Edit),
    /// What stands at the prompt was entered.
    Entered,
    /// Ctrl-C.
    Interrupted,
    /// Ctrl-L.
    ScreenCleared,
    /// A command was picked somewhere on the page, for the prompt.
    CommandPicked(String),
    /// Something on the stage was picked, or nothing.
    Picked(Picked),
    /// Somebody breaks something.
    Broken(Strike),
    /// A scenario file arrived.
    ScenarioRead(Rc<StartingWorld>),
    /// Something is to be told at the top of the page.
    Told(String),
    /// What was told has been read.
    NoticeClosed,
    /// The run is to begin again.
    Restarted,
}

/// How much of the page a message changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Nothing that can be seen.
    Nothing,
    /// What moves: streams and tapes.
    Motion,
    /// The page.
    Page,
}

/// What is picked on the stage; the side panel is about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Picked {
    /// Nothing: the panel is about the scenario.
    #[default]
    Nothing,
    /// A database.
    Database(DatabaseId),
    /// An app.
    App(AppId),
    /// What can be broken.
    Faults,
}

/// Wall time between two pages that show only that time has passed: ten a second.
const PAGE_EVERY: SimDuration = SimDuration::from_millis(100);

/// The most ticks of one frame, so that a slow machine stays awake: 600× at 20 frames a second.
const MOST_TICKS: u64 = 300;

/// How far a step to the next event goes when nothing happens.
const LONGEST_STEP: u64 = 36_000;

/// The app.
#[derive(Clone, Debug)]
pub struct Lab {
    world: Rc<StartingWorld>,
    run: Run,
    track: Track,
    commands: Vec<(SimTime, String)>,
    paused: bool,
    pace: Pace,
    owed: Owed,
    since_page: SimDuration,
    editor: Editor,
    picked: Picked,
    notice: Option<String>,
}

impl Lab {
    /// The app with a run of this world.
    pub fn new(world: Rc<StartingWorld>, options: Options) -> Lab {
        let mut run = Run::start(&world);
        run.greet();
        Lab {
            track: Track::new(run.shell().app()),
            run,
            world,
            commands: Vec::new(),
            paused: options.paused,
            pace: options.pace.unwrap_or(Pace::REAL),
            owed: Owed::default(),
            since_page: SimDuration::ZERO,
            editor: Editor::default(),
            picked: Picked::Nothing,
            notice: None,
        }
    }

    /// Takes note of what happened, and says how much of the page that changes.
    pub fn update(&mut self, msg: Msg) -> Change {
        match msg {
            Msg::FramePassed(wall) => return self.frame(wall),
            Msg::PauseToggled => self.paused = !self.paused,
            Msg::PacePicked(pace) => {
                self.pace = pace;
                self.paused = false;
            }
            Msg::EventStepped => self.step_to_event(),
            Msg::Prompted(edit) => self.editor.edit(edit, &self.run),
            Msg::Entered => self.enter(),
            Msg::Interrupted => {
                self.run.interrupt(self.editor.text());
                self.editor.set(String::new());
            }
            Msg::ScreenCleared => self.run.clear_screen(),
            Msg::CommandPicked(command) => {
                if self.run.shell().prompt() == Prompt::Command {
                    self.editor.set(command);
                }
            }
            Msg::Picked(picked) => {
                self.picked = if self.picked == picked { Picked::Nothing } else { picked };
            }
            Msg::Broken(strike) => {
                if !self.run.strike(&strike) {
                    self.notice = Some("That had no effect: there is nothing to break.".to_owned());
                }
            }
            Msg::ScenarioRead(world) => self.open(world),
            Msg::Told(text) => self.notice = Some(text),
            Msg::NoticeClosed => self.notice = None,
            Msg::Restarted => self.open(self.world.clone()),
        }
        Change::Page
    }

    /// Opens another run. History, pace and what was told stay.
    fn open(&mut self, world: Rc<StartingWorld>) {
        let history = self.run.shell().history().to_vec();
        let options = Options { paused: self.paused, pace: Some(self.pace) };
        let notice = self.notice.take();
        *self = Lab::new(world, options);
        self.run.remember(history);
        self.notice = notice;
    }

    fn frame(&mut self, wall: SimDuration) -> Change {
        if self.paused {
            return Change::Nothing;
        }
        let ticks = self.owed.add(self.pace.worth(wall));
        // What a slow machine cannot do in time it does not do at all: time runs slower there.
        for _ in 0..ticks.min(MOST_TICKS) {
            self.tick();
        }
        self.since_page += wall;
        if self.since_page < PAGE_EVERY {
            return Change::Motion;
        }
        self.since_page = SimDuration::ZERO;
        Change::Page
    }

    fn tick(&mut self) {
        self.run.tick();
        self.track.note(self.run.world());
    }

    /// Runs until something is written into the journal, or an hour if nothing is.
    fn step_to_event(&mut self) {
        self.paused = true;
        self.owed.settle();
        let before = self.run.world().journal().total();
        for _ in 0..LONGEST_STEP {
            self.tick();
            if self.run.world().journal().total() > before {
                break;
            }
        }
    }

    fn enter(&mut self) {
        if self.run.shell().prompt() == Prompt::Held {
            return;
        }
        let line = self.editor.take();
        // An answer is no command.
        if self.run.shell().prompt() == Prompt::Command && !line.trim().is_empty() {
            self.commands.push((self.run.world().now(), line.clone()));
        }
        self.run.enter(&line);
    }

    /// Puts back the lines typed on an earlier visit.
    pub fn remember(&mut self, lines: Vec<String>) {
        self.run.remember(lines);
    }

    // What the page shows.

    /// The world it began with.
    pub fn start(&self) -> &StartingWorld {
        &self.world
    }

    /// The world.
    pub fn world(&self) -> &Platform {
        self.run.world()
    }

    /// The terminal.
    pub fn shell(&self) -> &Shell {
        self.run.shell()
    }

    /// What stands at the prompt.
    pub fn editor(&self) -> &Editor {
        &self.editor
    }

    /// What the chart shows.
    pub fn track(&self) -> &Track {
        &self.track
    }

    /// Commands that were entered, and when.
    pub fn commands(&self) -> &[(SimTime, String)] {
        &self.commands
    }

    /// Whether time stands still.
    pub fn paused(&self) -> bool {
        self.paused
    }

    /// How fast time runs.
    pub fn pace(&self) -> Pace {
        self.pace
    }

    /// What is picked.
    pub fn picked(&self) -> Picked {
        self.picked
    }

    /// What is told at the top of the page.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// The moment that is shown: within the last tick that was run.
    pub fn shown_at(&self) -> SimTime {
        let now = self.run.world().now();
        let rest = self.owed.rest().micros();
        SimTime::from_micros(now.micros().saturating_sub(TICK.micros()) + rest)
    }
}
