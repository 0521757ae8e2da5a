//! What can happen on the page, and how much of it a thing that happened changed.

use std::rc::Rc;

use super::chart::ChartMsg;
use super::lesson::LessonMsg;
use super::panes::PaneMsg;
use super::prompt::PromptEdit;
use super::share::ShareMsg;
use super::tape_cursor::TapeGesture;
use super::what_if::WhatIfMsg;
use super::workshop::WorkshopMsg;
use super::{Pace, Recording, Selection, StopReason, Travel};
use crate::lessons::Scenario;
use crate::platform::AppId;
use crate::platform::faults::{Strike, StruckFault};
use crate::share::run_file::SavedRun;
use crate::sim::SimDuration;

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
    /// Another moment of the run is to be shown.
    Travelled(Travel),
    /// Time is to run fast until the prompt is back.
    FastForwarded,
    /// Whether things are to move, or to be elsewhere a second later.
    MotionReduced(bool),
    /// The text at the prompt was edited.
    Prompted(PromptEdit),
    /// A text was pasted at the prompt, in the place of what stands between these bytes.
    Pasted(String, usize, usize),
    /// What stands at the prompt was entered.
    Entered,
    /// Ctrl-C.
    Interrupted,
    /// Ctrl-L.
    ScreenCleared,
    /// A command was picked somewhere on the page, for the prompt.
    CommandPicked(String),
    /// A URL was pasted for an app outside Heroku, which is to restart with it.
    UrlPasted { app: AppId, text: String },
    /// Something on the stage was picked, or nothing.
    Picked(Selection),
    /// Something was done on the chart.
    Charted(ChartMsg),
    /// The pointer or a key acted on a tape; tapes are `tape_width` pixels wide.
    TapeGesture { tape_width: f32, gesture: TapeGesture },
    /// A pane was sized, folded or shown alone.
    Paned(PaneMsg),
    /// Somebody breaks something.
    Broken(Strike),
    /// A fault is to end before its time.
    FaultEnded(StruckFault),
    /// A scenario file arrived.
    ScenarioRead(Rc<Scenario>),
    /// A recording arrived, with what it says of itself and of how it was looked at. Time stands
    /// still in it; why is said where somebody is to go on.
    RecordingRead(Rc<Recording>, Rc<SavedRun>, Option<StopReason>),
    /// Something was asked of the lesson, or answered in it.
    Lesson(LessonMsg),
    /// Something was done about what if.
    WhatIf(WhatIfMsg),
    /// The run is to be shared: nothing of it changes.
    Shared(ShareMsg),
    /// Something is to be told at the top of the page.
    Notified(String),
    /// What was told has been read.
    NoticeClosed,
    /// The next theme is wanted.
    ThemeTurned,
    /// The run is to begin again.
    Restarted,
    /// The list of scenarios and kept runs is wanted.
    LibraryOpened,
    /// Something was done in the workshop.
    Workshop(WorkshopMsg),
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
