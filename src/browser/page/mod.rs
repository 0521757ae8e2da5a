//! The page's root: the one owner of the application's state.

mod escape;
mod files;
mod keeping;
mod sharing;
mod workshop;

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use web_sys::Element;
use yew::prelude::*;

use crate::browser::chart::LiveChart;
use crate::browser::dom::{document, window};
use crate::browser::files::FileOpener;
use crate::browser::frame_loop::FrameLoop;
use crate::browser::global_events::listeners;
use crate::browser::library::LiveLibrary;
use crate::browser::loading::{Loader, RunOrigin};
use crate::browser::media_query::MediaQuery;
use crate::browser::mounting::{CHANGED_BY_OTHERS, Mounting};
use crate::browser::observers::{ChangeObserver, SightObserver};
use crate::browser::page_msg::PageMsg;
use crate::browser::persistence::Persistence;
use crate::browser::release::{NOTICE, ReleaseWatch};
use crate::browser::side_panel::LiveSidePanel;
use crate::browser::stage::LiveStage;
use crate::browser::terminal::LiveTerminal;
use crate::browser::what_if::LiveWhatIf;
use crate::browser::{address, panes, settings, theme};
use crate::lessons::{FRONT_DOOR, FRONT_DOOR_TEXT, Scenario};
use crate::playground::lesson::LessonMsg;
use crate::playground::panes::{PaneLayout, PaneMsg};
use crate::playground::{Change, Msg, Playground};
use crate::share::Show;
use crate::share::options::{self, AddressOptions};
use crate::share::tab_runs::SaveReason;
use crate::sim::SimDuration;
use crate::ui::page::{Panes, page};
use crate::ui::recovery_card::{CardMsg, RecoveryCard, RecoveryCardView};
use crate::ui::share::SharedLink;
use crate::ui::toast::Toast;
use crate::ui::{self, part_bar, top_bar};

/// Milliseconds of running after which the run is kept, though nobody acted.
const KEEP_PERIOD: f64 = 5_000.0;

#[derive(Properties, PartialEq)]
pub struct PageProps {
    pub persistence: Rc<Persistence>,
    /// Called once the page stands in the document.
    pub onmounted: Callback<()>,
}

pub struct Page {
    playground: Playground,
    persistence: Rc<Persistence>,
    loader: Loader,
    send_page_msg: Callback<PageMsg>,
    send_msg: Callback<Msg>,
    frames: FrameLoop,
    stage: LiveStage,
    chart: LiveChart,
    what_if: LiveWhatIf,
    terminal: LiveTerminal,
    side_panel: LiveSidePanel,
    files: FileOpener,
    card: Option<RecoveryCard>,
    library: LiveLibrary,
    /// What is told for a moment, and when it ends.
    toast: Option<(&'static str, Timeout)>,
    /// What is shared, while the panel shows it.
    shared: Option<SharedLink>,
    root: NodeRef,
    sight: SightObserver,
    is_in_sight: bool,
    changes: ChangeObserver,
    mounting: Mounting,
    releases: ReleaseWatch,
    /// Changes of the lesson that are kept.
    kept_lesson: u32,
    /// Lines of the history that are stored.
    stored_lines: usize,
    /// Milliseconds that the run has run since it was last kept.
    ms_since_save: f64,
    _listeners: Vec<EventListener>,
}

impl Component for Page {
    type Message = PageMsg;
    type Properties = PageProps;

    fn create(ctx: &Context<Self>) -> Self {
        let tell = ctx.link().callback(|msg| msg);
        let send = tell.reform(PageMsg::Playground);
        let persistence = ctx.props().persistence.clone();
        persistence.connect(tell.clone());
        let address = options::read(address::query());
        let loader = Loader {
            persistence: persistence.clone(),
            tell: tell.clone(),
            pace: address.options.pace,
            mistakes: address.mistakes.clone(),
        };
        let playground = begin(address, &persistence, &loader);
        theme::show(playground.theme());
        panes::show(&playground.panes());
        let onresize = tell.reform(|()| PageMsg::PaneResized);
        let card = persistence.has_others().then_some(RecoveryCard::OtherRun);
        Page {
            stage: LiveStage::new(
                &playground,
                onresize.clone(),
                tell.reform(PageMsg::StageSighted),
            ),
            chart: LiveChart::new(onresize),
            what_if: LiveWhatIf::default(),
            terminal: LiveTerminal::new(),
            side_panel: LiveSidePanel::default(),
            files: FileOpener::new(tell.reform(PageMsg::FileOpened)),
            frames: FrameLoop::new(tell.reform(PageMsg::Frame)),
            stored_lines: playground.history().noted(),
            playground,
            persistence,
            loader,
            card,
            library: LiveLibrary::default(),
            toast: None,
            shared: None,
            root: NodeRef::default(),
            sight: SightObserver::new(tell.reform(PageMsg::PageSighted)),
            is_in_sight: true,
            changes: ChangeObserver::new(tell.reform(PageMsg::DomChanged)),
            mounting: Mounting::default(),
            releases: ReleaseWatch::new(tell.reform(|()| PageMsg::Released)),
            kept_lesson: 0,
            ms_since_save: 0.0,
            _listeners: listeners(&tell),
            send_page_msg: tell,
            send_msg: send,
        }
    }

    fn update(&mut self, _: &Context<Self>, msg: PageMsg) -> bool {
        let change = self.change(msg);
        self.keep_lesson();
        self.update_shared_link();
        self.feed_workshop();
        self.store_history();
        self.request_frame();
        match change {
            Change::Nothing => false,
            Change::Motion => {
                self.paint();
                false
            }
            Change::Page => {
                self.stage.lay_out(&self.playground);
                self.what_if.lay_out(&self.playground);
                true
            }
        }
    }

    fn view(&self, _: &Context<Self>) -> Html {
        self.changes.rendering();
        let onmsg = self.send_page_msg.reform(PageMsg::Card);
        html! {
            <>
                { page(self.playground.show(), (&self.root, self.mounting.count), self) }
                if let Some(card) = &self.card {
                    <RecoveryCardView card={card.clone()} {onmsg} />
                }
                { self.library.view(&self.playground, &self.send_page_msg) }
                if let Some((text, _)) = &self.toast {
                    <Toast text={*text} />
                }
            </>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, is_first: bool) {
        self.stage.rendered();
        self.chart.rendered();
        self.sight.observe(&self.root);
        if self.mounting.is_new() {
            // What stands behind the page does so again.
            ctx.props().onmounted.emit(());
        }
        if is_first {
            self.request_frame();
        }
        self.terminal.rendered(&self.playground);
        if std::mem::take(&mut self.mounting.had_focus) {
            self.terminal.focus();
        }
        self.side_panel.rendered();
        self.what_if.rendered();
        self.library.rendered(&self.send_page_msg);
        self.paint();
        self.changes.rendered();
    }
}

/// The panes, with the browser's sizes and nodes.
impl Panes for Page {
    fn top_bar(&self) -> Html {
        top_bar::bar(&self.playground, &self.send_msg)
    }

    fn side_panel(&self) -> Html {
        self.side_panel.view(&self.playground, self.shared.as_ref(), &self.send_msg)
    }

    fn stage(&self) -> Html {
        self.stage.view(&self.playground, &self.send_msg)
    }

    fn terminal(&self) -> Html {
        self.terminal.view(&self.playground, &self.send_msg)
    }

    fn chart(&self) -> Html {
        self.chart.view(&self.playground, &self.send_msg)
    }

    fn what_if(&self) -> Option<Html> {
        self.playground.what_if()?;
        Some(self.what_if.view(&self.playground, &self.send_msg))
    }

    fn pane_layout(&self) -> (PaneLayout, Html) {
        let controls = ui::panes::controls(&self.playground, &self.send_msg);
        (self.playground.panes(), controls)
    }

    fn part_bar(&self) -> Html {
        part_bar::bar(&self.playground, &self.send_msg)
    }
}

/// The state that the page begins with, as the address asks; what has to be fetched comes later.
fn begin(address: AddressOptions, persistence: &Rc<Persistence>, loader: &Loader) -> Playground {
    let AddressOptions { options, scenario: asked, mut mistakes } = address;
    let front_door = Scenario::shipped(FRONT_DOOR, FRONT_DOOR_TEXT);
    let scenario = front_door.expect("a test reads this very text");
    let mut playground = Playground::new(Rc::new(scenario), options);
    playground.prefer_theme(settings::theme());
    playground.remember(settings::history());
    if let Some(performance) = window().performance() {
        playground.set_stopwatch(move || performance.now());
    }
    playground.put_panes(settings::panes());
    playground.put_course(settings::course());
    settings::own_text().iter().for_each(|text| playground.put_own_text(text));
    playground.update(Msg::MotionReduced(MediaQuery::reduced_motion().matches()));
    if persistence.text().is_none() && !address::names_a_run() {
        mistakes.extend(playground.missing_card());
    }
    if !mistakes.is_empty() {
        playground.update(Msg::Notified(mistakes.join(" ")));
    }
    let keeper = persistence.clone();
    playground.on_input(move |playground, input| keeper.keep_ahead(playground, input));
    match (persistence.text(), address::linked_run(), asked) {
        (Some(text), ..) => loader.open_run(text, RunOrigin::Kept),
        (None, Some(link), _) => loader.open_run(link, RunOrigin::Link),
        (None, None, Some(address)) => loader.open_scenario(address),
        (None, None, None) => {}
    }
    playground
}

impl Page {
    fn change(&mut self, msg: PageMsg) -> Change {
        match msg {
            PageMsg::Playground(msg) => return self.change_playground(msg),
            PageMsg::Frame(at) => return self.frame(at),
            PageMsg::PaneResized => {
                // Both are measured.
                if self.stage.measure() | self.chart.measure() {
                    return Change::Page;
                }
            }
            PageMsg::WindowResized if self.playground.what_if().is_some() => return Change::Page,
            PageMsg::WindowResized => {}
            PageMsg::PageSighted(is_in_sight) => {
                self.is_in_sight = is_in_sight;
                return if is_in_sight { Change::Motion } else { Change::Nothing };
            }
            PageMsg::StageSighted(is_in_sight) => {
                self.stage.set_in_sight(is_in_sight);
                return if is_in_sight { Change::Motion } else { Change::Nothing };
            }
            PageMsg::TabTurned => {
                self.keep(SaveReason::MomentChanged);
                if !document().hidden() {
                    self.releases.look();
                }
            }
            PageMsg::Released => self.send_msg.emit(Msg::Notified(NOTICE.to_owned())),
            PageMsg::DomChanged(change) => {
                if self.mounting.is_due_after(change) {
                    return self.mount_anew();
                }
            }
            PageMsg::MountingPaused => {
                if self.mounting.is_due_after_pause() {
                    return self.mount_anew();
                }
            }
            PageMsg::SystemThemeChanged => {
                self.show_theme();
                return Change::Page;
            }
            PageMsg::StorageChanged => {
                self.playground.put_course(settings::course());
                return if self.library.is_open() { Change::Page } else { Change::Nothing };
            }
            PageMsg::LinkFollowed => {
                if let Some(link) = address::linked_run() {
                    self.keep(SaveReason::MomentChanged);
                    self.loader.open_run(link, RunOrigin::Link);
                }
            }
            PageMsg::Escaped => return self.escape(),
            PageMsg::TypedAnywhere => {
                let change = self.change_playground(Msg::Paned(PaneMsg::TerminalWanted));
                self.terminal.focus();
                return change;
            }
            PageMsg::FileOpened(file) => return self.open_file(file),
            PageMsg::ArchiveRead(result) => return self.show_intake(*result),
            PageMsg::Copied(_, true) => {
                self.show_toast("Copied.");
                return Change::Page;
            }
            PageMsg::ToastEnded => {
                self.toast = None;
                return Change::Page;
            }
            PageMsg::LibraryFilled(runs) => {
                self.library.open(runs);
                return Change::Page;
            }
            PageMsg::Library(msg) => return self.change_library(msg),
            PageMsg::LibraryClosed => {
                self.library.closed();
                return Change::Page;
            }
            PageMsg::Copied(text, false) => {
                self.card = Some(RecoveryCard::Uncopied { text });
                return Change::Page;
            }
            PageMsg::CardOffered(card) => {
                self.card = Some(card);
                return Change::Page;
            }
            PageMsg::Card(msg) => {
                match msg {
                    CardMsg::Closed => self.card = None,
                    CardMsg::Copied(text) => self.copy(text),
                    CardMsg::OtherRunOpened => self.persistence.open_other(),
                }
                return Change::Page;
            }
        }
        Change::Nothing
    }

    fn change_playground(&mut self, msg: Msg) -> Change {
        self.side_panel.note_focus();
        self.what_if.note_focus();
        let (selection, theme) = (self.playground.selection(), self.playground.theme());
        let is_for_prompt =
            matches!(msg, Msg::CommandPicked(_) | Msg::Lesson(LessonMsg::RemedyPicked(_)));
        let turns_theme = matches!(msg, Msg::ThemeTurned);
        let panes_before = self.playground.panes();
        let is_of_workshop = matches!(msg, Msg::Workshop(_));
        let turns_run = self.turns_run(&msg);
        match &msg {
            Msg::Shared(msg) => self.share_run(*msg),
            // A part of the page begins again with what its address names.
            Msg::Restarted if self.playground.show() != Show::All => {
                if let Some(link) = address::linked_run() {
                    self.loader.open_run(link, RunOrigin::Link);
                    return Change::Nothing;
                }
            }
            Msg::Restarted => self.leave_run(),
            Msg::Workshop(msg) => self.before_workshop(msg),
            Msg::LibraryOpened
                if self.playground.show() == Show::All && !self.library.is_open() =>
            {
                self.keep(SaveReason::MomentChanged);
                self.persistence.list();
            }
            _ => {}
        }
        let change = self.playground.update(msg);
        if turns_run {
            self.keep(SaveReason::MomentChanged);
        }
        if self.playground.theme() != theme {
            self.show_theme();
        }
        // The theme of a run that is opened is not the reader's choice.
        if turns_theme {
            settings::store_theme(self.playground.theme());
        }
        if self.playground.panes() != panes_before {
            panes::show(&self.playground.panes());
            settings::store_panes(&self.playground.panes());
        }
        if is_of_workshop {
            settings::store_own_text(self.playground.own_text());
        }
        self.side_panel.note_selection(selection, self.playground.selection());
        if is_for_prompt {
            self.terminal.focus();
        }
        change
    }

    fn frame(&mut self, at: f64) -> Change {
        let wall = self.frames.passed(at);
        if !self.playground.paused() {
            self.ms_since_save += wall;
        }
        if self.ms_since_save > KEEP_PERIOD {
            self.keep(SaveReason::Interval);
        }
        let was_on_the_way = self.playground.playback().is_on_the_way();
        let wall = SimDuration::from_micros((wall * 1_000.0) as u64);
        let change = self.playground.update(Msg::FramePassed(wall));
        if was_on_the_way {
            self.keep(SaveReason::MomentChanged);
        }
        change
    }

    /// Asks for the next frame, if time runs and somebody can see it.
    fn request_frame(&mut self) {
        if self.playground.is_busy() && self.is_in_sight && !document().hidden() {
            self.frames.request();
        } else {
            self.frames.stop();
        }
    }

    fn paint(&mut self) {
        self.what_if.paint(&self.playground);
        self.stage.paint(&self.playground);
    }

    /// Gives the page new elements: those that it has may be changed no more by what it writes.
    fn mount_anew(&mut self) -> Change {
        if self.mounting.begin(self.terminal.has_focus(), &self.send_page_msg) {
            self.send_msg.emit(Msg::Notified(CHANGED_BY_OTHERS.to_owned()));
        }
        if let Some(root) = self.root.cast::<Element>() {
            // Wherever it has been put.
            root.remove();
        }
        self.terminal.forget_shown();
        Change::Page
    }

    fn show_theme(&mut self) {
        theme::show(self.playground.theme());
        self.stage.forget_colours();
        self.what_if.forget_colours();
    }
}
