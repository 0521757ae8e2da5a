//! The whole app minus the browser: a run, its pace, what is selected, what stands at the prompt.
//!
//! One `Msg`, one `update`. Whoever shows the page sends what happened and learns how much of the
//! page changed. Between frames nothing runs.

mod announcer;
pub mod chart;
mod chart_data;
pub mod clock;
pub mod fleet_table;
mod input;
pub mod lesson;
pub mod lesson_view;
pub mod loss_report;
pub mod msg;
pub mod panel;
pub mod panes;
pub mod plan_view;
pub mod prompt;
pub mod run_list;
pub mod share;
pub mod situation;
mod stopwatch;
pub mod tape_cursor;
pub mod time_note;
pub mod travel;
pub mod url_form;
pub mod verdict;
mod view_state;
pub mod what_if;
pub mod workshop;

pub use crate::run::Outcome;
pub use crate::run::Pace;
pub use crate::run::Playback;
pub use crate::run::Simulation;
pub use crate::run::UsageCounts;
pub use crate::run::{Input, Recording};
pub use crate::share::Theme;
pub use crate::share::{Options, Show};
pub use clock::StopReason;
pub use msg::{Change, Msg};
pub use travel::Travel;

use std::rc::Rc;

use crate::plan::player::PlanPlayer;
use crate::plan::what_if::WhatIf;
use crate::run::telemetry::Telemetry;
use crate::share::course::Course;
use crate::share::run_file::SavedRun;
use announcer::Announcer;
use clock::Clock;
use input::InputHook;
use lesson::LessonDesk;
use panes::{Divider, Pane, PaneLayout, PaneMsg};
use prompt::{LineEditor, PromptState};
use stopwatch::Stopwatch;
use view_state::ViewState;
use what_if::PlanDraft;
use workshop::Workshop;

use crate::lessons::Scenario;
use crate::platform::starting_world::StartingWorld;
use crate::platform::{AppId, DatabaseId, Platform};
use crate::sim::{SimDuration, SimTime};
use crate::terminal::Shell;
use crate::terminal::completion::Candidate;
use crate::terminal::history::History;
use crate::terminal::preview::{Effect, Preview};
use crate::terminal::shell::Prompt;
use crate::view::layout::Size;
use crate::view::stage::StageFrame;

/// What is picked on the stage; the side panel is about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// Nothing: the panel is about the scenario.
    #[default]
    Nothing,
    /// A database.
    Database(DatabaseId),
    /// An app.
    App(AppId),
    /// The link to this follower.
    Link(DatabaseId),
    /// What can be broken.
    Faults,
    /// The run: what was done in it, to go back there, and its other branches.
    Run,
    /// The run as a link and as files.
    Share,
    /// Forms in which a world is made.
    Builder,
    /// The text of a scenario.
    Editor,
}

/// The app.
#[derive(Clone, Debug)]
pub struct Playground {
    playback: Playback,
    counts: UsageCounts,
    /// The saved outcome of a run that was opened, compared once it is played to its end.
    expected: Option<Rc<SavedRun>>,
    what_if: Option<WhatIf>,
    plan_draft: PlanDraft,
    /// The plan that was chosen, while it is played.
    player: Option<PlanPlayer>,
    before_input: InputHook,
    stopwatch: Stopwatch,
    prompt: PromptState,
    view: ViewState,
    clock: Clock,
    /// When a step to the next event last ended without one.
    empty_step_ended_at: Option<SimTime>,
    notice: Option<String>,
    announcer: Announcer,
    desk: LessonDesk,
    /// What of the course was finished, on earlier visits too.
    course: Course,
    workshop: Workshop,
}

impl Playground {
    /// The app with a run of this world.
    pub fn new(scenario: Rc<Scenario>, options: Options) -> Playground {
        Playground {
            playback: Playback::new(scenario),
            counts: UsageCounts::default(),
            expected: None,
            what_if: None,
            plan_draft: PlanDraft::default(),
            player: None,
            before_input: InputHook::default(),
            stopwatch: Stopwatch::default(),
            prompt: PromptState::default(),
            view: ViewState::of(&options),
            clock: Clock::new(options.pace.unwrap_or(Pace::REAL), options.paused),
            empty_step_ended_at: None,
            notice: None,
            announcer: Announcer::default(),
            desk: LessonDesk::default(),
            course: Course::default(),
            workshop: Workshop::default(),
        }
    }

    /// Takes note of what happened, and says how much of the page that changes.
    pub fn update(&mut self, msg: Msg) -> Change {
        if self.playback.is_opening() && msg.needs_the_end() {
            self.notice = Some(input::OPENING.to_owned());
            self.prompt.editor.restore();
            return Change::Page;
        }
        if msg.is_typing() {
            // Who types takes over from a solution that types itself.
            self.desk.typist = None;
        }
        match msg {
            Msg::FramePassed(wall) => return self.frame(wall),
            Msg::TapeGesture { tape_width, gesture } => {
                return self.apply_tape_gesture(tape_width, gesture);
            }
            Msg::PauseToggled => {
                if self.clock.paused() {
                    if self.playback.is_live() {
                        self.clock.return_to_now();
                    }
                    self.clock.run();
                } else {
                    self.counts.pauses += 1;
                    self.clock.pause();
                }
            }
            Msg::PacePicked(pace) => {
                self.counts.paces += u32::from(pace != self.clock.pace());
                self.clock.set_pace(pace);
            }
            Msg::FastForwarded => self.clock.fast_forward(),
            Msg::MotionReduced(reduced) => self.clock.reduced_motion = reduced,
            Msg::EventStepped => self.step_to_event(),
            Msg::Travelled(travel) => self.travel(travel),
            Msg::Prompted(edit) => {
                self.prompt.editor.edit(edit, self.playback.run(), self.prompt.history.lines());
            }
            Msg::Pasted(text, from, to) => self.paste(&text, from, to),
            Msg::Entered => self.enter(),
            Msg::Interrupted => self.interrupt(),
            Msg::ScreenCleared => {
                self.act(&Input::Cleared);
            }
            Msg::UrlPasted { app, text } => self.paste_url(app, &text),
            Msg::CommandPicked(command) => self.pick_command(command),
            Msg::Lesson(msg) => self.lesson_msg(msg),
            Msg::Picked(picked) => {
                self.view.pick(picked);
                // What was asked for is to be seen.
                if self.view.selection != Selection::Nothing {
                    self.view.panes.show(Pane::Side, Divider::Side);
                }
            }
            Msg::Paned(what) => self.view.panes.update(what),
            Msg::Charted(what) => return self.charted(what),
            Msg::Broken(strike) => {
                let input = Input::of_strike(self.world(), &strike);
                if !input.is_some_and(|input| self.act(&input)) && !self.playback.is_opening() {
                    self.notice = Some("That had no effect: there is nothing to break.".to_owned());
                }
            }
            Msg::FaultEnded(fault) => {
                let input = Input::end_of(self.world(), &fault);
                if !self.act(&input) && !self.playback.is_opening() {
                    self.notice = Some("That had no effect: it is over already.".to_owned());
                }
            }
            Msg::ScenarioRead(scenario) => {
                self.open(Playback::new(scenario));
                self.notice = self.missing_card().or(self.notice.take());
            }
            Msg::RecordingRead(recording, saved, reason) => {
                self.open(Playback::open(Recording::clone(&recording), saved.shown));
                self.clock.pause();
                reason.into_iter().for_each(|reason| self.clock.stop(reason));
                self.take_over(saved);
            }
            Msg::WhatIf(what) => self.what_if_msg(what),
            Msg::Shared(_) | Msg::LibraryOpened => return Change::Nothing,
            Msg::Notified(text) => self.notice = Some(text),
            Msg::ThemeTurned => self.view.turn_theme(),
            Msg::NoticeClosed => self.notice = None,
            Msg::Restarted => self.restart(),
            Msg::Workshop(msg) => self.workshop_msg(msg),
        }
        self.fill_workshop();
        self.after_step();
        self.announce(SimDuration::ZERO);
        Change::Page
    }

    /// Puts a command into the prompt; while another holds it, it can be typed ahead.
    fn pick_command(&mut self, command: String) {
        if self.shell().prompt() != Prompt::Answer {
            self.prompt.editor.set(command);
            self.view.panes.update(PaneMsg::TerminalWanted);
        }
    }

    /// Begins the scenario again. The panel stays open, where what it is about is there.
    fn restart(&mut self) {
        let selection = self.view.selection;
        self.begin(self.playback.recording().scenario.clone());
        self.view.selection = selection;
        self.deselect_what_is_absent();
    }

    /// Begins a run of a scenario.
    fn begin(&mut self, scenario: Rc<Scenario>) {
        self.clock.end_fast_forward();
        self.clock.return_to_now();
        self.open(Playback::new(scenario));
        self.clock.run();
    }

    /// Sets what measures how long a frame works: it says how many milliseconds have passed.
    pub fn set_stopwatch(&mut self, passed: impl Fn() -> f64 + 'static) {
        self.stopwatch = Stopwatch::new(passed);
    }

    /// Opens another run. History, pace, what was told and how the chart is drawn stay.
    fn open(&mut self, playback: Playback) {
        self.playback = playback;
        self.counts = UsageCounts::default();
        (self.what_if, self.player) = (None, None);
        self.clock.reset();
        self.empty_step_ended_at = None;
        self.prompt.clear();
        self.view.clear();
        self.announcer = Announcer::default();
        self.desk = LessonDesk::default();
        self.look_at_lesson();
    }

    /// Puts back the lines typed on an earlier visit.
    pub fn remember(&mut self, lines: Vec<String>) {
        self.prompt.history = History::of(lines);
    }

    /// Puts in what of the course was finished, also in other tabs.
    pub fn put_course(&mut self, course: Course) {
        self.course = course;
    }

    /// What of the course was finished, on earlier visits too.
    pub fn course(&self) -> &Course {
        &self.course
    }

    /// Lines typed, on earlier visits too.
    pub fn history(&self) -> &History {
        &self.prompt.history
    }

    // What the page shows.

    /// The world it began with.
    pub fn start(&self) -> &StartingWorld {
        &self.playback.recording().scenario.world
    }

    /// The run and the way through it.
    pub fn playback(&self) -> &Playback {
        &self.playback
    }

    /// The world.
    pub fn world(&self) -> &Platform {
        self.playback.run().world()
    }

    /// The terminal.
    pub fn shell(&self) -> &Shell {
        self.playback.run().shell()
    }

    /// What stands at the prompt.
    pub fn editor(&self) -> &LineEditor {
        &self.prompt.editor
    }

    /// What a tap can put at the end of what stands at the prompt: for an answer, the name.
    pub fn taps(&self) -> Vec<Candidate> {
        let shell = self.shell();
        match (shell.prompt(), shell.asks_for(self.world())) {
            (Prompt::Held, _) => Vec::new(),
            (_, Some(name)) => vec![Candidate { text: name.to_owned(), note: String::new() }],
            _ => self.prompt.editor.completion_at_end(self.playback.run()).candidates,
        }
    }

    /// What the chart shows: of the whole run.
    pub fn telemetry(&self) -> &Telemetry {
        &self.playback.end().telemetry
    }

    /// Whether time stands still.
    pub fn paused(&self) -> bool {
        self.clock.paused()
    }

    /// Why time stands still, where nobody pressed a button for that.
    pub fn stop_reason(&self) -> Option<StopReason> {
        self.clock.stop_reason()
    }

    /// How fast time runs.
    pub fn pace(&self) -> Pace {
        self.clock.pace()
    }

    /// What is picked.
    pub fn selection(&self) -> Selection {
        self.view.selection
    }

    /// What the line at the prompt would touch if it were entered now. What it would do is not told
    /// while a lesson waits for a prediction.
    pub fn preview(&self) -> Preview {
        let preview = self.shell().preview(self.world(), &self.prompt.editor.line());
        let effect = preview.effect.map(|effect| match self.awaits_prediction() {
            true => Effect {
                text: "Predict first: what this would do may be the answer.".to_owned(),
                is_warning: false,
            },
            false => effect,
        });
        Preview { effect, ..preview }
    }

    /// What of the page is shown.
    pub fn show(&self) -> Show {
        self.view.show
    }

    /// How big the panes are, and which is shown alone.
    pub fn panes(&self) -> PaneLayout {
        self.view.panes
    }

    /// Puts the panes as they were on an earlier visit.
    pub fn put_panes(&mut self, panes: PaneLayout) {
        self.view.panes = panes;
    }

    /// What the stage shows in a pane of this size.
    pub fn frame_of(&self, size: Size) -> StageFrame {
        let app = self.shell().app();
        let only = if self.view.show == Show::Card { self.shown_card() } else { None };
        let would_fork = self.preview().would_fork;
        StageFrame { only, would_fork, ..StageFrame::whole(app, size) }
    }

    /// The database of the one card that is shown: the one that was asked for, or a follower.
    fn shown_card(&self) -> Option<DatabaseId> {
        let world = self.world();
        let named = |name: &String| world.databases().find(|(_, it)| it.colour == *name);
        let asked = self.view.card.as_ref().and_then(named);
        let follows = || world.databases().find(|(id, _)| world.leader_of(*id).is_some());
        Some(asked.or_else(follows).or_else(|| world.databases().next())?.0)
    }

    /// That the card which is asked for is of no database here, and which there are.
    pub fn missing_card(&self) -> Option<String> {
        let asked = self.view.card.as_ref().filter(|_| self.view.show == Show::Card)?;
        let world = self.world();
        let names: Vec<&str> = world.databases().map(|(_, it)| it.colour.as_str()).collect();
        if names.contains(&asked.as_str()) {
            return None;
        }
        let (asked, shown) = (crate::format::quoted(asked), self.shown_card());
        let shown = shown.map_or("none", |id| world.database(id).colour.as_str());
        Some(format!(
            "The link asks for the card {asked}. There are {}; this is {shown}.",
            names.join(", ")
        ))
    }

    /// The theme that is chosen.
    pub fn theme(&self) -> Theme {
        self.view.theme
    }

    /// Puts on the theme of earlier visits, unless the address asks for one.
    pub fn prefer_theme(&mut self, theme: Option<Theme>) {
        self.view.prefer_theme(theme);
    }

    /// What is told at the top of the page.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// The moment that is shown: within the last tick that was run.
    pub fn shown_at(&self) -> SimTime {
        self.clock.shown_at(self.world().now())
    }

    /// Lines that wait to be entered.
    pub fn waiting_lines(&self) -> usize {
        self.prompt.waiting_lines()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::prompt::PromptEdit;
    use super::*;
    use crate::lessons;

    /// The app with a scenario that comes with it, at real pace.
    pub fn playground(name: &str) -> Playground {
        Playground::new(Rc::new(scenario(name)), Options::default())
    }

    /// A scenario that comes with it.
    pub fn scenario(name: &str) -> Scenario {
        let text = lessons::text_of(name).expect("it ships");
        Scenario::shipped(name, text).expect("it is right")
    }

    pub fn enter(playground: &mut Playground, line: &str) {
        playground.update(Msg::Prompted(PromptEdit::Typed(line.to_owned(), line.len())));
        playground.update(Msg::Entered);
    }

    /// The commands that the chart shows.
    pub fn commands(playground: &Playground) -> Vec<String> {
        playground.telemetry().commands().iter().map(|command| command.text.clone()).collect()
    }

    /// Lets simulated time pass.
    pub fn pass(playground: &mut Playground, secs: u64) {
        let until = playground.world().now() + SimDuration::from_secs(secs);
        while playground.world().now() < until {
            playground.update(Msg::FramePassed(SimDuration::from_millis(100)));
        }
    }
}
