//! The page: the one owner of the app, its frame callback, and where everything stands.

mod sharing;

use std::mem::take;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::render::{AnimationFrame, request_animation_frame};
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::global_events::{is_reduced, listeners};
use super::loading::{self, RunOrigin};
use super::observers::{Visibility, Watch};
use super::painter::Painter;
use super::persistence::{self, OpenResult, SaveReason};
use super::share::SharedLink;
use super::{browser, chart, side_panel, stage, terminal, top_bar, what_if};
use crate::lessons::{self, Scenario};
use crate::playground::{Change, Msg, Playground, Selection};
use crate::share::{Options, Show, options};
use crate::sim::SimDuration;
use crate::view::layout::Size;
use crate::view::stage::{Stage, StageFrame, motion, stage as set_stage};
use crate::view::tape::TapeView;

/// What the page is told.
pub enum PageMsg {
    /// Something for the app.
    Playground(Msg),
    /// A frame, with the browser's time in milliseconds.
    Frame(f64),
    /// The panes have other sizes now.
    Resized,
    /// The page or the stage came into sight, or went out of it.
    Sighted(Visibility),
    /// The browser's tab was hidden or shown.
    TabTurned,
    /// The theme is another one now.
    ThemeChanged,
    /// The keeper of the run has something to say.
    Called,
    /// A link was followed within the page.
    Linked,
    /// A key was pressed while nothing had the focus.
    TypedAnywhere,
}

/// The page.
pub struct Page {
    playground: Playground,
    tell: Callback<PageMsg>,
    send: Callback<Msg>,
    painter: Painter,
    stage: Stage,
    /// The stages of the futures that are looked at, each with its painter.
    futures: Vec<(Stage, Painter)>,
    /// How many of them stand in a row.
    columns: usize,
    /// Where a plan is written.
    plan: NodeRef,
    /// What is shared, while the panel shows it.
    shared: Option<SharedLink>,
    stage_pane: NodeRef,
    chart_pane: NodeRef,
    screen: NodeRef,
    has_selection: Callback<(), bool>,
    input: NodeRef,
    title: NodeRef,
    /// Whether something has the focus that a render may take away.
    focused: bool,
    /// Whether the panel is about something else now.
    turned: bool,
    stage_size: Size,
    chart_size: Size,
    /// Whether the page and the stage are on the screen, as far as the browser says.
    sighted: (bool, bool),
    frame: Option<AnimationFrame>,
    last_frame: Option<f64>,
    /// What of the terminal has been brought into the DOM: its screen's and its prompt's revision.
    shown: (u64, u32),
    history: usize,
    /// Milliseconds of running that are not kept yet.
    unkept: f64,
    watch: Option<Watch>,
    listeners: Vec<EventListener>,
}

/// A pane before it has been measured.
const UNMEASURED: Size = Size { w: 800.0, h: 400.0 };

impl Component for Page {
    type Message = PageMsg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let asked = options::read(&browser::query());
        let front_door = Scenario::shipped(lessons::FRONT_DOOR, lessons::FRONT_DOOR_TEXT);
        // A test reads this very text.
        let scenario = front_door.unwrap_or_else(|_| unreachable!("the front door is right"));
        let theme = asked.options.theme.or_else(browser::stored_theme);
        let options = Options { theme, ..asked.options };
        let mut playground = Playground::new(Rc::new(scenario), options);
        playground.remember(browser::stored_history());
        if let Some(first) = asked.wrong.first() {
            playground.update(Msg::Notified(first.clone()));
        }
        let tell = ctx.link().callback(|told| told);
        let send = tell.reform(PageMsg::Playground);
        let mut listeners = listeners(&tell);
        playground.on_input(persistence::ahead);
        listeners.extend(match (persistence::left(), browser::linked(), asked.scenario) {
            (Some(text), ..) => loading::run(&text, RunOrigin::Kept, &send),
            (None, Some(link), _) => loading::run(&link, RunOrigin::Link, &send),
            (None, None, Some(name)) => loading::scenario(name, send.clone()),
            (None, None, None) => None,
        });
        tell.emit(PageMsg::Called);
        playground.update(Msg::MotionReduced(is_reduced()));
        browser::show_theme(playground.theme());
        Page {
            stage: set_stage(playground.world(), playground.frame_of(UNMEASURED)),
            history: playground.history().noted(),
            playground,
            tell,
            send,
            painter: Painter::default(),
            futures: Vec::new(),
            columns: 1,
            plan: NodeRef::default(),
            shared: None,
            stage_pane: NodeRef::default(),
            chart_pane: NodeRef::default(),
            screen: NodeRef::default(),
            has_selection: Callback::from(|()| browser::has_selection()),
            input: NodeRef::default(),
            title: NodeRef::default(),
            focused: false,
            turned: false,
            stage_size: UNMEASURED,
            chart_size: UNMEASURED,
            sighted: (true, true),
            frame: None,
            last_frame: None,
            shown: (0, 0),
            unkept: 0.0,
            watch: None,
            listeners,
        }
    }

    fn update(&mut self, _: &Context<Self>, told: PageMsg) -> bool {
        let change = match told {
            PageMsg::Playground(msg) => {
                let to_prompt = matches!(msg, Msg::CommandPicked(_));
                let picked = self.playground.selection();
                let themed = matches!(msg, Msg::ThemeTurned);
                let turned = matches!(
                    msg,
                    Msg::Restarted | Msg::Travelled(_) | Msg::RecordingRead(..) | Msg::PauseToggled
                );
                self.focused |= !browser::nothing_has_focus();
                if let Msg::Shared(what) = msg {
                    self.hand_over(what);
                }
                if matches!(msg, Msg::Restarted) {
                    // What was done until now stays kept.
                    persistence::opened(OpenResult::Other);
                }
                let change = self.playground.update(msg);
                if turned {
                    self.keep(SaveReason::Turned);
                }
                if themed {
                    browser::store_theme(self.playground.theme());
                    self.dress();
                }
                self.turned |= ![picked, Selection::Nothing].contains(&self.playground.selection());
                if to_prompt {
                    self.focus();
                }
                change
            }
            PageMsg::Frame(at) => {
                self.frame = None;
                let wall = self.last_frame.map_or(0.0, |last| (at - last).max(0.0));
                self.last_frame = Some(at);
                let micros = (wall * 1_000.0) as u64;
                self.unkept += if self.playground.paused() { 0.0 } else { wall };
                if self.unkept > KEEP_EVERY {
                    self.keep(SaveReason::Ran);
                }
                let was_on_the_way = self.playground.playback().is_on_the_way();
                let change =
                    self.playground.update(Msg::FramePassed(SimDuration::from_micros(micros)));
                if was_on_the_way {
                    self.keep(SaveReason::Turned);
                }
                change
            }
            PageMsg::Resized => self.measure(),
            PageMsg::Sighted(Visibility { stage, seen }) => {
                *(if stage { &mut self.sighted.1 } else { &mut self.sighted.0 }) = seen;
                if seen { Change::Motion } else { Change::Nothing }
            }
            PageMsg::TabTurned => {
                self.keep(SaveReason::Turned);
                Change::Nothing
            }
            PageMsg::Called => {
                self.hear();
                Change::Nothing
            }
            PageMsg::Linked => {
                if let Some(link) = browser::linked() {
                    self.keep(SaveReason::Turned);
                    self.listeners.extend(loading::run(&link, RunOrigin::Link, &self.send));
                }
                Change::Nothing
            }
            PageMsg::ThemeChanged => {
                self.dress();
                Change::Page
            }
            PageMsg::TypedAnywhere => {
                self.focus();
                Change::Nothing
            }
        };
        self.share();
        self.keep_history();
        self.ask_for_frame();
        match change {
            Change::Nothing => false,
            Change::Motion => {
                self.paint();
                false
            }
            Change::Page => {
                self.stage =
                    set_stage(self.playground.world(), self.playground.frame_of(self.stage_size));
                self.set_futures();
                true
            }
        }
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let (playground, send) = (&self.playground, &self.send);
        let (class, all, stage, terminal) = match playground.show() {
            Show::All => ("page", true, true, true),
            Show::Stage => ("page show-stage", false, true, false),
            Show::Card => ("page show-stage show-card", false, true, false),
            Show::Terminal => ("page show-terminal", false, false, true),
        };
        let mut panes = vec![top_bar::bar(playground, send)];
        // The run's own panes stay, unseen: they are watched and measured.
        let futures = playground
            .what_if()
            .map(|_| what_if::pane(playground, (&self.futures, self.columns), &self.plan, send));
        let class = if futures.is_some() { "page show-futures" } else { class };
        panes.push(futures.unwrap_or_default());
        if all {
            panes.push(side_panel::panel(playground, self.shared.as_ref(), &self.title, send));
        }
        if stage {
            let nodes = (&self.stage_pane, self.painter.canvas());
            panes.push(stage::pane(playground, &self.stage, nodes, send));
        }
        if terminal {
            panes.push(terminal::pane(
                playground,
                (&self.screen, &self.input),
                &self.has_selection,
                send,
            ));
        }
        if all {
            let end = playground.playback().end().run.world();
            let chart = crate::view::chart::chart(end, &playground.chart_data(), self.chart_size);
            panes.push(chart::pane(playground, &chart, self.chart_size, &self.chart_pane, send));
        }
        // The stage is the main part where it is there.
        let root = if stage { "div" } else { "main" };
        html! {
            <@{root} class={class}>
                if all {
                    <a class="skip" href="#prompt">{ "Skip to the terminal" }</a>
                }
                { for panes }
            </@>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        if first {
            let (stage, chart) = (self.stage_pane.cast(), self.chart_pane.cast());
            self.watch = Some(Watch::over(stage, chart, &self.tell));
            self.ask_for_frame();
        }
        self.show_terminal();
        self.keep_focus();
        self.paint();
    }
}

/// Pixels of the panel that are to be seen when it is about something else.
const OF_PANEL: i32 = 240;
/// Milliseconds of running after which the run is kept, though nobody acted.
const KEEP_EVERY: f64 = 5_000.0;

/// The height of the prompt.
const OF_PROMPT: i32 = 44;

impl Page {
    /// Asks for the next frame, if time runs and somebody can see it.
    fn ask_for_frame(&mut self) {
        if !self.playground.is_busy() || !self.sighted.0 || browser::document().hidden() {
            self.frame = None;
            self.last_frame = None;
        } else if self.frame.is_none() {
            let tell = self.tell.clone();
            self.frame = Some(request_animation_frame(move |at| tell.emit(PageMsg::Frame(at))));
        }
    }

    /// Measures the panes; the page changes if a size did.
    fn measure(&mut self) -> Change {
        let size = |pane: &NodeRef, before: Size| {
            pane.cast::<Element>().map_or(before, |element| {
                let (w, h) = browser::inner_size(&element);
                // What is not shown has no size.
                if w > 0.0 { Size { w, h } } else { before }
            })
        };
        let stage = size(&self.stage_pane, self.stage_size);
        let chart = size(&self.chart_pane, self.chart_size);
        let same = stage == self.stage_size && chart == self.chart_size;
        (self.stage_size, self.chart_size) = (stage, chart);
        if same { Change::Nothing } else { Change::Page }
    }

    /// Puts on the theme that is chosen.
    fn dress(&mut self) {
        browser::show_theme(self.playground.theme());
        self.painter.forget_inks();
        self.futures.iter_mut().for_each(|(_, painter)| painter.forget_inks());
    }

    /// Sets a small stage for each future that is looked at.
    fn set_futures(&mut self) {
        let worlds = self.playground.plan_worlds();
        // Less the space around them, and a scroll bar's.
        let room = document_width() - 40.0;
        self.columns = ((room / 350.0) as usize).clamp(1, worlds.len().max(1));
        // Two rows of two rather than one of three and another of one.
        if self.columns == 3 && worlds.len() == 4 {
            self.columns = 2;
        }
        // Less the space between them, and within each.
        let size = Size { w: (room / self.columns as f32 - 51.0).max(280.0), h: 260.0 };
        let app = self.playground.shell().app();
        self.futures.truncate(worlds.len());
        for (at, world) in worlds.into_iter().enumerate() {
            let world = world.unwrap_or(self.playground.world());
            let stage = set_stage(world, StageFrame { low: true, ..StageFrame::whole(app, size) });
            match self.futures.get_mut(at) {
                Some(future) => future.0 = stage,
                None => self.futures.push((stage, Painter::default())),
            }
        }
    }

    fn paint(&mut self) {
        let worlds = self.playground.plan_worlds();
        for (world, (stage, painter)) in worlds.into_iter().zip(&mut self.futures) {
            let world = world.unwrap_or(self.playground.world());
            let motion = motion(world, stage, world.now(), 0, &TapeView::default());
            painter.paint(world, stage.size, &motion);
        }
        if !self.sighted.1 {
            return;
        }
        let (world, at) = (self.playground.world(), self.playground.shown_at());
        let motion = motion(
            world,
            &self.stage,
            at,
            self.playground.pace().per_mille(),
            &self.playground.tape_view(),
        );
        self.painter.paint(world, self.stage.size, &motion);
    }

    /// After a render: the screen is scrolled to its end, and the prompt has the text and the
    /// cursor that were not typed into it.
    fn show_terminal(&mut self) {
        let editor = self.playground.editor();
        let now = (self.playground.shell().screen().revision(), editor.revision());
        if now.1 != self.shown.1
            && let Some(input) = self.input.cast::<HtmlInputElement>()
        {
            input.set_value(editor.text());
            // The browser counts in UTF-16.
            let before = editor.text().get(..editor.cursor()).unwrap_or_default();
            let before = before.encode_utf16().count() as u32;
            let _ = input.set_selection_range(before, before);
        }
        if now != self.shown
            && let Some(screen) = self.screen.cast::<HtmlElement>()
        {
            screen.set_scroll_top(screen.scroll_height());
            if let Some(input) = self.input.cast::<Element>()
                && browser::document().active_element().as_ref() == Some(&input)
            {
                browser::show(&input, OF_PROMPT, false);
            }
        }
        self.shown = now;
    }

    /// After a render: what had the focus may be gone, and the panel may be off the screen.
    fn keep_focus(&mut self) {
        let (focused, turned) = (take(&mut self.focused), take(&mut self.turned));
        if let Some(title) = self.title.cast::<HtmlElement>() {
            if focused && browser::nothing_has_focus() {
                let _ = title.focus();
            }
            if turned {
                browser::show(&title, OF_PANEL, true);
            }
        }
    }

    fn focus(&self) {
        if let Some(input) = self.input.cast::<HtmlElement>() {
            let _ = input.focus();
        }
    }
}

/// The width of the page.
fn document_width() -> f32 {
    browser::document().document_element().map_or(800.0, |root| browser::inner_size(&root).0)
}

/// Mounts the page in the document's body.
#[cfg(target_arch = "wasm32")]
pub fn mount() {
    yew::Renderer::<Page>::new().render();
}

/// Mounts the page in an element; dropping what comes back does not take it away.
#[cfg(target_arch = "wasm32")]
pub fn mount_in(root: Element) -> yew::AppHandle<Page> {
    yew::Renderer::<Page>::with_root(root).render()
}
