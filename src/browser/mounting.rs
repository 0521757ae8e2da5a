//! When the page gets new elements: something else than the program, such as a translator or an
//! extension of the browser, changed those that it had. Whatever it did, no figure of the page
//! stays as it was.

use gloo::timers::callback::Timeout;
use yew::Callback;

use super::observers::ForeignChange;
use super::page_msg::PageMsg;

/// Elements of others between the page's own after which it gets new ones; further ones stay.
const MOST_INSERTIONS: u32 = 3;

/// Milliseconds between two mountings, should something change the page again and again.
const PERIOD: u32 = 1_000;

/// After so many mountings it is told why.
const TOLD_AT: u32 = 5;

pub const CHANGED_BY_OTHERS: &str = "A translator or an extension of this browser keeps changing \
    what this page shows, and each time the page is written anew. Switch it off for this page.";

#[derive(Default)]
pub struct Mounting {
    /// How often the page got new elements.
    pub count: u32,
    /// The mounting that was rendered last, from 1.
    rendered: u32,
    insertions: u32,
    /// Set for a while after each mounting.
    pause: Option<Timeout>,
    is_due: bool,
    /// Whether the prompt has the focus, and is to have it afterwards.
    pub had_focus: bool,
}

impl Mounting {
    /// Whether the page is to get new elements at once; if not, it may be later.
    pub fn is_due_after(&mut self, change: ForeignChange) -> bool {
        self.insertions += u32::from(change == ForeignChange::Inserted);
        let is_tolerated = change == ForeignChange::Inserted && self.insertions > MOST_INSERTIONS;
        self.is_due |= !is_tolerated && self.pause.is_some();
        !is_tolerated && self.pause.is_none()
    }

    /// After a render: whether the page has new elements.
    pub fn is_new(&mut self) -> bool {
        std::mem::replace(&mut self.rendered, self.count + 1) != self.count + 1
    }

    /// The pause is over; whether the page is to get new elements now.
    pub fn is_due_after_pause(&mut self) -> bool {
        self.pause = None;
        std::mem::take(&mut self.is_due)
    }

    /// The page gets new elements; whether it is time to tell why.
    pub fn begin(&mut self, had_focus: bool, tell: &Callback<PageMsg>) -> bool {
        self.had_focus = had_focus;
        self.count += 1;
        let again = tell.clone();
        self.pause = Some(Timeout::new(PERIOD, move || again.emit(PageMsg::MountingPaused)));
        self.count == TOLD_AT
    }
}
