//! What is opened: scenarios by their names, and runs by their texts.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{RequestCache, RequestInit, Response};
use yew::Callback;

use super::address::{self, StorageScope};
use super::dom::window;
use super::page_msg::PageMsg;
use super::persistence::Persistence;
use super::release::NEW_VERSION;
use crate::lessons::{self, Mistake, Scenario};
use crate::playground::workshop::WorkshopMsg;
use crate::playground::{Msg, StopReason};
use crate::run::playback::Playhead;
use crate::run::{Pace, Recording};
use crate::share::options::ScenarioAddress;
use crate::share::run_file::{self, ReadError, SavedRun};
use crate::share::tab_runs::OpenResult;
use crate::share::{link, recovery};
use crate::ui::recovery_card::RecoveryCard;

/// Where a run comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum RunOrigin {
    /// The tab is to go on with it.
    Kept,
    File,
    Link,
}

/// Opens scenarios and runs for the page.
#[derive(Clone)]
pub struct Loader {
    pub persistence: Rc<Persistence>,
    pub tell: Callback<PageMsg>,
    /// The pace that the address asks for.
    pub pace: Option<Pace>,
    /// What is wrong with the address, to be told beside what came of it.
    pub mistakes: Vec<String>,
}

impl Loader {
    /// Opens a run, or as much of it as can be read, once its scenario is fetched.
    pub fn open_run(&self, text: String, origin: RunOrigin) {
        let loader = self.clone();
        spawn_local(async move { loader.load_run(&text, origin).await });
    }

    /// Opens the scenario that the address asks for.
    pub fn open_scenario(&self, address: ScenarioAddress) {
        let loader = self.clone();
        spawn_local(async move {
            let scenario = match address {
                ScenarioAddress::Shipped(name) => shipped(&name).await,
                ScenarioAddress::Path(path) => loader.own_at(&path).await,
            };
            match scenario {
                Ok(scenario) => loader.send(Msg::ScenarioRead(Rc::new(scenario))),
                Err(why) => {
                    loader.notify_beside(format!("{why} This is the front door instead."));
                }
            }
        });
    }

    /// Fetches the text of a scenario that comes with the page, for the workshop.
    pub fn read_text(&self, name: String) {
        let loader = self.clone();
        spawn_local(async move {
            let text = scenario_text(&name).await;
            loader.send(Msg::Workshop(WorkshopMsg::TextFetched(name, text)));
        });
    }

    /// Opens a scenario of somebody's own, as another run than the one that is open. Where it has
    /// mistakes, nothing changes.
    pub fn open_own(&self, name: &str, text: &str) {
        if let Ok(scenario) = self.own(name, text) {
            // Back leads to the run before.
            self.persistence.restarted();
            self.send(Msg::ScenarioRead(Rc::new(scenario)));
        }
    }

    /// The scenario of a text; its mistakes are listed on a card.
    fn own(&self, name: &str, text: &str) -> Result<Scenario, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Scenario::in_file(name, text).map_err(|mistakes| {
            let why = format!("{name} could not be opened.");
            let card = RecoveryCard::mistakes(&why, &mistakes);
            self.tell.emit(PageMsg::CardOffered(card));
            why
        })
    }

    /// The scenario in a file on the host of the page.
    async fn own_at(&self, path: &str) -> Result<Scenario, String> {
        // Its author changes it, and looks at it again.
        let text = fetch(path, RequestCache::NoCache).await?;
        self.own(path, &text)
    }

    async fn load_run(&self, text: &str, origin: RunOrigin) {
        let read = match origin {
            RunOrigin::Link => link::read(text),
            RunOrigin::Kept | RunOrigin::File => run_file::read(text),
        };
        let (saved, damage) = match read {
            Ok(saved) => (saved, None),
            Err(ReadError { why, partial }) => {
                let damage = damage(origin, &why);
                self.keep_unopened(origin, OpenResult::Unreadable);
                let Some(partial) = partial else {
                    self.notify_beside(damage);
                    return;
                };
                self.notify_beside(format!("{damage} This is what could be read."));
                (*partial, Some(damage))
            }
        };
        let text = scenario_text(saved.name().unwrap_or_default()).await;
        let opened = text.and_then(|text| {
            saved.open(&text).map_err(|mistakes| {
                let why = "The scenario of this run has mistakes.";
                self.tell.emit(PageMsg::CardOffered(RecoveryCard::mistakes(why, &mistakes)));
                why.to_owned()
            })
        });
        match opened {
            Ok(recording) => self.show(saved, recording, origin, damage.is_some()),
            Err(why) => {
                self.keep_unopened(origin, OpenResult::DifferentRun);
                self.notify(damage.map_or_else(|| why.clone(), |damage| format!("{damage} {why}")));
            }
        }
    }

    /// Shows a run whose scenario is there, without the inputs that ended the program.
    fn show(
        &self,
        mut saved: SavedRun,
        mut recording: Recording,
        origin: RunOrigin,
        is_damaged: bool,
    ) {
        let is_kept = origin == RunOrigin::Kept;
        let crashes = if is_kept && !is_damaged { self.persistence.crashes() } else { 0 };
        if let Some(message) = recovery::leave_out(&mut recording, crashes) {
            let link = format!("{}#{}", address::page(), link::link(&saved));
            self.tell.emit(PageMsg::CardOffered(RecoveryCard::LeftOut { message, link }));
            saved.shown = Playhead::END;
            saved.hash = None;
        }
        if is_damaged {
            saved.hash = None;
        }
        let is_left_last = self.persistence.opened(match origin {
            RunOrigin::Kept => OpenResult::Continued,
            RunOrigin::File => OpenResult::DifferentRun,
            RunOrigin::Link => OpenResult::FromLink,
        });
        let reason = match origin {
            RunOrigin::File => StopReason::File,
            RunOrigin::Kept if is_left_last => StopReason::LeftLast,
            RunOrigin::Kept if !self.persistence.is_from_link() => StopReason::Reloaded,
            RunOrigin::Kept | RunOrigin::Link => StopReason::Link,
        };
        self.send(Msg::RecordingRead(Rc::new(recording), Rc::new(saved), Some(reason)));
        // Who asks for a pace wants time to run: a part of the page in a frame of another's, above
        // all, also after a reload.
        let is_asked = match origin {
            RunOrigin::Link => true,
            RunOrigin::Kept => address::storage_scope() == StorageScope::Tab,
            RunOrigin::File => false,
        };
        if let Some(pace) = self.pace.filter(|_| is_asked) {
            self.send(Msg::PacePicked(pace));
        }
    }

    /// A kept run could not be opened. A file or a link that cannot be opened changes nothing.
    fn keep_unopened(&self, origin: RunOrigin, result: OpenResult) {
        if origin == RunOrigin::Kept {
            self.persistence.opened(result);
        }
    }

    fn send(&self, msg: Msg) {
        self.tell.emit(PageMsg::Playground(msg));
    }

    fn notify(&self, text: String) {
        self.send(Msg::Notified(text));
    }

    /// Tells what came of an address beside what else is wrong with it.
    fn notify_beside(&self, text: String) {
        let mut all = self.mistakes.clone();
        all.push(text);
        self.notify(all.join(" "));
    }
}

/// What is wrong with a run that could not be read, or not all of it.
fn damage(origin: RunOrigin, why: &str) -> String {
    match origin {
        RunOrigin::Kept => format!("The run that was kept is damaged. {why}"),
        RunOrigin::File => {
            format!("What Share saves as Run can be opened; this file is no whole run. {why}")
        }
        RunOrigin::Link => why.to_owned(),
    }
}

/// A scenario that comes with the page, or why it cannot be opened.
async fn shipped(name: &str) -> Result<Scenario, String> {
    let text = scenario_text(name).await.map_err(|why| {
        let known = lessons::SHIPPED.join(", ");
        format!(
            "The scenario {name} could not be opened: {why} Those that come with the page are \
             {known}."
        )
    })?;
    Scenario::shipped(name, &text).map_err(|mistakes| sentences(&mistakes))
}

/// The text of a scenario that comes with the page. A run with a scenario of its own has no name.
async fn scenario_text(name: &str) -> Result<String, String> {
    if name.is_empty() || name == lessons::FRONT_DOOR {
        return Ok(lessons::FRONT_DOOR_TEXT.to_owned());
    }
    // A name of letters, digits and dashes makes an address that can be asked for.
    let text = fetch(&format!("scenarios/{name}.toml"), RequestCache::Default).await?;
    // Its name has no version in it, as those of other files have.
    if lessons::is_of_this_version(name, &text) {
        Ok(text)
    } else {
        Err(format!("{NEW_VERSION} Reload it to open scenarios and runs."))
    }
}

/// Fetches the text of a file beside the page, or says for a person what went wrong.
async fn fetch(path: &str, cache: RequestCache) -> Result<String, String> {
    let init = RequestInit::new();
    init.set_cache(cache);
    let away = |_| format!("{path} could not be fetched. Is the network there?");
    let response =
        JsFuture::from(window().fetch_with_str_and_init(path, &init)).await.map_err(away)?;
    let response: Response = response.unchecked_into();
    if !response.ok() {
        return Err(format!("{path} is not there (status {}).", response.status()));
    }
    let text = JsFuture::from(response.text().map_err(away)?).await.map_err(away)?;
    Ok(text.as_string().unwrap_or_default())
}

fn sentences(mistakes: &[Mistake]) -> String {
    mistakes.iter().map(Mistake::to_string).collect::<Vec<_>>().join(" ")
}
