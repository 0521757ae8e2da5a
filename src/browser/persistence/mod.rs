//! The run is kept outside of the program's memory: with what outlives the program, in the tab's
//! entry of the history, and in the storage that all tabs share. So it is found again after a
//! reload, a crash, or a tab that was closed. What is kept when stands in
//! [`tab_runs`](crate::share::tab_runs) and [`stored_runs`](crate::share::stored_runs).

mod crash_guard;
mod history_entry;
mod locks;
mod store;

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::{Date, Math, Number};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::PopStateEvent;
use yew::Callback;

use super::address::{self, StorageScope};
use super::dom::{document, window};
use super::local_storage::StoreError;
use super::page_msg::PageMsg;
use super::settings;
use crate::playground::{Msg, Playground};
use crate::run::Input;
use crate::share::archive::{Archive, Intake, Keepings};
use crate::share::kept_run::kept_runs;
use crate::share::run_file::SavedRun;
use crate::share::stored_runs::{self, StoredRun};
use crate::share::tab_runs::{OpenNotice, OpenResult, SaveReason, TabRuns};
use crate::ui::recovery_card::RecoveryCard;
use history_entry::EntryWriter;
use locks::IfHeld;

const FULL: &str = "The browser's storage for this page is full: the run outlives a reload, but \
    not its tab. Copy its link, or save it as a file.";

const FORBIDDEN: &str = "This browser lets the page store nothing: the run outlives a reload, but \
    not its tab. Copy its link, or save it as a file.";

/// Keeps the run of this tab. It is shared by the page and by the hook that every input passes.
pub struct Persistence {
    scope: StorageScope,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    runs: TabRuns,
    entry: EntryWriter,
    /// The ids of all runs that this page has had.
    own: Vec<String>,
    is_leaving: bool,
    /// Whether the tab's entry is of another run now: somebody went back in the history.
    has_moved: bool,
    is_making_room: bool,
    /// Notices that are not shown again.
    noticed: Vec<&'static str>,
    tell: Callback<PageMsg>,
    listeners: Vec<EventListener>,
}

impl PartialEq for Persistence {
    fn eq(&self, other: &Persistence) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Persistence {
    /// Keeps nothing.
    pub fn nothing() -> Rc<Persistence> {
        Rc::new(Persistence { scope: StorageScope::Nothing, state: RefCell::default() })
    }

    /// Finds the run that this tab is to go on with.
    pub async fn find(scope: StorageScope) -> Rc<Persistence> {
        let (mut runs, had_one) = TabRuns::of(history_entry::read());
        if scope == StorageScope::Browser {
            // Storage that is forbidden is told when there is something to store.
            let _ = find_stored(&mut runs, had_one).await;
        }
        if runs.run().id.is_empty() {
            runs.rename(new_id(false));
        }
        runs.found();
        history_entry::hand_over(&runs.entry());
        let state = RefCell::new(State { runs, ..State::default() });
        let persistence = Rc::new(Persistence { scope, state });
        persistence.state.borrow_mut().listeners = persistence.listeners();
        persistence
    }

    /// What happens to the page: it is left, comes back, or shows another entry.
    fn listeners(self: &Rc<Self>) -> Vec<EventListener> {
        let listen = |kind: &'static str, onevent: fn(&Rc<Persistence>, &JsValue)| {
            let this = self.clone();
            EventListener::new(&window(), kind, move |event| onevent(&this, event))
        };
        vec![
            listen("pagehide", |this, _| {
                this.state.borrow_mut().is_leaving = true;
                if this.state.borrow().entry.is_pending() {
                    this.write_entry();
                }
            }),
            listen("pageshow", |this, _| this.state.borrow_mut().is_leaving = false),
            listen("popstate", |this, event| {
                let event: &PopStateEvent = event.unchecked_ref();
                this.entry_shown(history_entry::run_id_in(&event.state()));
            }),
        ]
    }

    /// The history shows another entry, as after Back: if it is of another run, nothing of this run
    /// is written any more, and the page is loaded again.
    fn entry_shown(&self, id: Option<String>) {
        if id.is_some_and(|id| id != self.state.borrow().runs.run().id) {
            self.state.borrow_mut().has_moved = true;
            crash_guard::keep(&JsValue::NULL);
            reload();
        }
    }

    /// Sets who shows what there is to say.
    pub fn connect(&self, tell: Callback<PageMsg>) {
        self.state.borrow_mut().tell = tell;
    }

    fn tell(&self, msg: PageMsg) {
        let tell = self.state.borrow().tell.clone();
        tell.emit(msg);
    }

    fn notify(&self, text: &str) {
        self.tell(PageMsg::Playground(Msg::Notified(text.to_owned())));
    }

    fn notify_once(&self, text: &'static str) {
        let is_new = !self.state.borrow().noticed.contains(&text);
        if is_new {
            self.state.borrow_mut().noticed.push(text);
            self.notify(text);
        }
    }

    /// The text of the run to go on with.
    pub fn text(&self) -> Option<String> {
        let state = self.state.borrow();
        Some(state.runs.run().text.clone()).filter(|text| !text.is_empty())
    }

    /// How often in a row the run has ended the program.
    pub fn crashes(&self) -> u32 {
        self.state.borrow().runs.run().crashes
    }

    /// Whether another run of this tab waits to be opened.
    pub fn has_others(&self) -> bool {
        self.state.borrow().runs.has_others()
    }

    /// A run is open; says whether it is of a tab that was closed.
    pub fn opened(self: &Rc<Self>, result: OpenResult) -> bool {
        if self.scope == StorageScope::Nothing {
            return false;
        }
        if result == OpenResult::Unreadable && self.scope == StorageScope::Browser {
            // Where it cannot be stored, there is nothing to set aside.
            let _ = store::save(&self.state.borrow().runs.set_aside());
        }
        let is_from_link = result == OpenResult::FromLink;
        let notice = self.state.borrow_mut().runs.opened(result, || new_id(is_from_link));
        self.hand_over();
        if notice == Some(OpenNotice::OtherWaits) {
            self.tell(PageMsg::CardOffered(RecoveryCard::OtherRun));
        }
        notice == Some(OpenNotice::Inherited)
    }

    /// Whether the run of this id is open here.
    pub fn has_open(&self, id: &str) -> bool {
        self.state.borrow().runs.run().id == id
    }

    /// Whether the run that is open came from a link.
    pub fn is_from_link(&self) -> bool {
        stored_runs::is_from_link(&self.state.borrow().runs.run().id)
    }

    /// The run begins again, as another one, in an entry of its own: Back finds the one before.
    /// Says whether the list of runs has that, too.
    pub fn restarted(self: &Rc<Self>) -> bool {
        if self.scope == StorageScope::Nothing {
            return false;
        }
        let id = self.state.borrow().runs.run().id.clone();
        let is_listed = store::runs().is_ok_and(|runs| runs.iter().any(|run| run.id == id));
        self.write_entry();
        self.opened(OpenResult::DifferentRun);
        let state = self.state.borrow();
        history_entry::push(&state.runs.entry());
        is_listed
    }

    /// Finds the runs that are kept, and tells the page.
    pub fn list(self: &Rc<Self>) {
        let this = self.clone();
        spawn_local(async move {
            let held = locks::held().await;
            let id = this.state.borrow().runs.run().id.clone();
            // Runs that this page had before are open no more, though it holds them.
            let held: Vec<String> = held.into_iter().filter(|key| !this.is_own(key)).collect();
            let stored = store::runs().ok();
            let runs = stored.map(|it| kept_runs(it, Date::now() as u64, &id, &held));
            this.tell(PageMsg::LibraryFilled(runs));
        });
    }

    fn is_own(&self, key: &str) -> bool {
        self.state.borrow().own.iter().any(|id| stored_runs::key(id) == key)
    }

    /// The runs that are kept, or that of this tab where the browser keeps none.
    pub fn runs(&self) -> Vec<StoredRun> {
        store::runs().unwrap_or_else(|_| vec![self.state.borrow().runs.stored()])
    }

    /// Stores the runs of an archive beside those that are kept, and says what of the rest of it
    /// there is to be stored.
    ///
    /// # Errors
    /// A sentence that says why nothing can be taken in.
    pub async fn take_in(&self, archive: Archive) -> Result<Intake, String> {
        if self.scope != StorageScope::Browser {
            return Err("A part of the page takes in no file of everything.".to_owned());
        }
        let mut held = locks::held().await;
        held.push(stored_runs::key(&self.state.borrow().runs.run().id));
        let runs = store::runs().map_err(|_| {
            "This browser lets the page store nothing, so nothing was taken in.".to_owned()
        })?;
        let (course, lines) = (settings::course(), settings::history());
        let kept = Keepings { course, runs, lines, theme: settings::theme() };
        let mut intake = archive.merge(kept, &held, || fresh_id(false));
        intake.idle.iter().for_each(store::remove);
        intake.not_stored = intake.runs.iter().filter(|run| store::save(run).is_err()).count();
        Ok(intake)
    }

    /// Opens a run that is stored, in an entry of its own.
    pub fn open_stored(&self, id: &str) {
        let stored = store::runs().unwrap_or_default().into_iter().find(|run| run.id == id);
        let Some(stored) = stored else {
            self.notify("This run is kept no more: another tab made room.");
            return;
        };
        self.write_entry();
        self.state.borrow_mut().runs.turn_to_stored(&stored);
        if self.hand_over() {
            history_entry::push(&self.state.borrow().runs.entry());
            self.state.borrow_mut().has_moved = true;
            reload();
        }
    }

    /// The run that is open waits then, if somebody acted in it.
    pub fn open_other(&self) {
        self.state.borrow_mut().runs.turn_to_other();
        if self.hand_over() {
            self.write_entry();
            reload();
        }
    }

    /// Keeps the run, and what of it is shown; not while that is on its way, and nobody knows.
    pub fn keep(self: &Rc<Self>, playground: &Playground, reason: SaveReason) {
        if !playground.playback().is_on_the_way() {
            self.keep_saved(playground, playground.saved(), reason);
        }
    }

    /// Keeps the run with an input that is about to be done: should that be the program's end, the
    /// next one knows why.
    pub fn keep_ahead(self: &Rc<Self>, playground: &Playground, input: Option<&Input>) {
        let saved = input.map_or_else(|| playground.saved(), |it| playground.saved_with(it));
        self.keep_saved(playground, saved, SaveReason::Input);
    }

    fn keep_saved(self: &Rc<Self>, playground: &Playground, saved: SavedRun, reason: SaveReason) {
        let inputs = saved.inputs.len() as u32;
        // A part of the page in which nobody acts has nothing to be found again.
        let is_idle_part = self.scope == StorageScope::Tab && inputs == 0;
        if self.scope == StorageScope::Nothing || is_idle_part {
            return;
        }
        let text = playground.text_of(saved);
        let is_kept = self.state.borrow_mut().runs.keep(text, inputs, Date::now() as u64, reason);
        if !is_kept || !self.hand_over() {
            return;
        }
        self.enter();
        let is_only_seen = self.state.borrow().runs.run().is_only_seen;
        if self.scope == StorageScope::Browser && !is_only_seen {
            self.store();
        }
    }

    /// Hands the runs over to what outlives the program; says whether this one is alive.
    fn hand_over(&self) -> bool {
        let state = self.state.borrow();
        if state.has_moved { false } else { history_entry::hand_over(&state.runs.entry()) }
    }

    /// Writes the tab's entry, at once where that is the last occasion.
    fn enter(self: &Rc<Self>) {
        let state = &mut *self.state.borrow_mut();
        let id = &state.runs.run().id;
        // A reload must not find another run's name in the entry.
        if !state.own.contains(id) {
            state.own.push(id.clone());
        }
        let is_of_another = history_entry::run_id().is_none_or(|entered| entered != *id);
        let entry = state.runs.entry();
        if state.is_leaving || document().hidden() || is_of_another {
            state.entry.write(&entry);
        } else {
            let this = self.clone();
            state.entry.write_in_time(&entry, move || this.write_entry());
        }
    }

    fn write_entry(&self) {
        if self.hand_over() {
            let state = &mut *self.state.borrow_mut();
            state.entry.write(&state.runs.entry());
        }
    }

    fn save(&self) -> Result<(), StoreError> {
        store::save(&self.state.borrow().runs.stored())
    }

    /// Stores the run for all tabs.
    fn store(self: &Rc<Self>) {
        match self.save() {
            Ok(()) => {}
            // Nothing is lost that could not be had again.
            Err(_) if self.state.borrow().runs.run().inputs == 0 => {}
            Err(StoreError::Full) => self.make_room(),
            Err(StoreError::Forbidden) => self.notify_once(FORBIDDEN),
        }
    }

    fn make_room(self: &Rc<Self>) {
        if std::mem::replace(&mut self.state.borrow_mut().is_making_room, true) {
            return;
        }
        let this = self.clone();
        spawn_local(async move {
            let id = this.state.borrow().runs.run().id.clone();
            if !store::make_room(&id, || this.save().is_ok()).await {
                this.notify_once(FULL);
            }
            this.state.borrow_mut().is_making_room = false;
        });
    }
}

/// Finds the run of this tab in the storage, or one of a tab that was closed.
async fn find_stored(runs: &mut TabRuns, had_one: bool) -> Result<(), StoreError> {
    let stored = store::runs()?;
    if had_one {
        let id = runs.run().id.clone();
        let mine = stored.into_iter().find(|run| run.id == id);
        if let Some(mine) = &mine {
            runs.take_stored(mine);
        }
        if !locks::hold(&id, IfHeld::WaitShortly).await {
            // Without locks nobody knows whose it was; it goes on under the new name.
            let mine = mine.filter(|mine| mine.text == runs.run().text);
            if let Some(mine) = mine.filter(|_| !locks::are_there()) {
                store::remove(&mine);
            }
            runs.rename(new_id(stored_runs::is_from_link(&id)));
        }
    } else if !address::names_a_run() {
        for run in stored_runs::candidates(&stored) {
            let is_free = locks::hold(&run.id, IfHeld::GiveUp).await;
            if is_free || !locks::are_there() {
                runs.inherit(run);
                if !is_free {
                    runs.rename(new_id(stored_runs::is_from_link(&run.id)));
                }
                break;
            }
        }
    }
    store::remove_surplus(&runs.run().id).await
}

/// A name for a new run, which this page holds.
fn new_id(is_from_link: bool) -> String {
    let id = fresh_id(is_from_link);
    let held = id.clone();
    spawn_local(async move {
        locks::hold(&held, IfHeld::Wait).await;
    });
    id
}

/// A name that no run has.
fn fresh_id(is_from_link: bool) -> String {
    let digits = |number: f64| Number::from(number).to_string_with_radix(36).map(String::from);
    let time = digits(Date::now()).unwrap_or_default();
    let random = digits(Math::random()).unwrap_or_default();
    let origin = if is_from_link { stored_runs::FROM_LINK } else { "" };
    format!("{origin}{time}{}", random.get(2..7).unwrap_or(&random))
}

fn reload() {
    let _ = window().location().reload();
}
