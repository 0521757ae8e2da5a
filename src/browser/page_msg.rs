//! What happens to the page, in its own elements and around them.

use super::files::FileResult;
use super::observers::ForeignChange;
use crate::playground::Msg;
use crate::share::archive::Intake;
use crate::share::kept_run::KeptRun;
use crate::ui::library::LibraryMsg;
use crate::ui::recovery_card::{CardMsg, RecoveryCard};

pub enum PageMsg {
    Playground(Msg),
    /// A frame, with the browser's time in milliseconds.
    Frame(f64),
    PaneResized,
    WindowResized,
    /// The page came onto the screen, or left it.
    PageSighted(bool),
    StageSighted(bool),
    /// The browser's tab was hidden or shown.
    TabTurned,
    SystemThemeChanged,
    /// Another tab has stored something.
    StorageChanged,
    /// Something else than the program changed the page's elements.
    DomChanged(ForeignChange),
    /// The pause after the page got new elements is over.
    MountingPaused,
    /// The host has a new version of the page.
    Released,
    /// A link to a run was followed within the page.
    LinkFollowed,
    /// A key was pressed while nothing had the focus.
    TypedAnywhere,
    /// Escape was pressed somewhere.
    Escaped,
    FileOpened(FileResult),
    /// A text was to be copied; whether it was.
    Copied(String, bool),
    /// What was told for a moment has been read.
    ToastEnded,
    /// The runs that are kept are found, for the list.
    LibraryFilled(Option<Vec<KeptRun>>),
    Library(LibraryMsg),
    LibraryClosed,
    /// A file with everything was taken in, or why it was not.
    ArchiveRead(Box<Result<Intake, String>>),
    CardOffered(RecoveryCard),
    Card(CardMsg),
}
