//! A tick renders the cards that it changed, and a printed line renders no other line.

use std::rc::Rc;

use follower_playground::lessons::{self, Scenario};
use follower_playground::platform::DatabaseId;
use follower_playground::playground::{Msg, Playground, Selection};
use follower_playground::share::Options;
use follower_playground::sim::SimDuration;
use follower_playground::ui::prompt::TextSelection;
use follower_playground::ui::{render_count, stage, terminal};
use follower_playground::view::layout::Size;
use follower_playground::view::stage::{Card, Stage, stage as set_stage};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::{document, rest};

const PANE: Size = Size { w: 1_136.0, h: 440.0 };

/// A page with nothing but the stage; it renders after every message.
struct StagePage {
    playground: Playground,
    stage: Stage,
    nodes: (NodeRef, NodeRef),
    onmsg: Callback<Msg>,
}

impl Component for StagePage {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let text = lessons::text_of("followers").expect("it ships");
        let scenario = Rc::new(Scenario::shipped("followers", text).expect("it is right"));
        let mut playground = Playground::new(scenario, Options::default());
        // Nobody writes, and a new follower restores its base backup.
        let commands = "heroku ps:scale web=0 worker=0\n\
            heroku addons:add heroku-postgresql:crane --follow CHARCOAL\n";
        playground.update(Msg::Pasted(commands.to_owned(), 0, 0));
        for _ in 0..600 {
            playground.update(Msg::FramePassed(SimDuration::from_millis(100)));
        }
        StagePage {
            stage: set_stage(playground.world(), playground.frame_of(PANE)),
            playground,
            nodes: Default::default(),
            onmsg: ctx.link().callback(|msg| msg),
        }
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        self.playground.update(msg);
        self.stage = set_stage(self.playground.world(), self.playground.frame_of(PANE));
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let (pane, canvas) = &self.nodes;
        stage::pane(&self.playground, &self.stage, (pane, canvas), &self.onmsg)
    }
}

/// How often one of the components was rendered since this was last asked.
fn renders(component: &str) -> usize {
    render_count::take().get(component).copied().unwrap_or_default() as usize
}

#[wasm_bindgen_test]
async fn a_tick_renders_the_cards_that_changed() {
    let root = document().create_element("div").expect("an element");
    document().body().expect("a body").append_child(&root).expect("it takes an element");
    // Other tests have rendered, too.
    render_count::take();
    let app = yew::Renderer::<StagePage>::with_root(root.clone()).render();
    rest(30).await;
    let cards =
        || -> Vec<Rc<Card>> { app.get_component().expect("it is mounted").stage.cards.clone() };
    assert_eq!(cards().len(), 4);
    assert_eq!(renders("CardView"), 4, "the first time all are rendered");

    let mut rendered = [0; 5];
    for tick in 0..40 {
        let before = cards();
        app.send_message(Msg::FramePassed(SimDuration::from_millis(100)));
        rest(0).await;
        let changed = before.iter().zip(cards()).filter(|(one, other)| **one != *other).count();
        assert_eq!(renders("CardView"), changed, "at tick {tick}");
        rendered[changed] += 1;
    }
    assert!(rendered[1] > 5, "only the base backup goes on: {rendered:?}");
    assert_eq!(rendered[2..], [0; 3]);

    app.send_message(Msg::Picked(Selection::Database(DatabaseId(1))));
    rest(0).await;
    let counts = render_count::take();
    assert_eq!(counts.get("CardView"), Some(&1), "the one that is selected");
    assert_eq!((counts.get("AppView"), counts.get("LinkView")), (None, None));
    app.destroy();
    root.remove();
}

/// A page with nothing but the terminal; it renders after every message.
struct TerminalPage {
    playground: Playground,
    nodes: (NodeRef, NodeRef),
    selection: TextSelection,
    onmsg: Callback<Msg>,
}

impl Component for TerminalPage {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let text = lessons::text_of("followers").expect("it ships");
        let scenario = Rc::new(Scenario::shipped("followers", text).expect("it is right"));
        let mut playground = Playground::new(scenario, Options::default());
        playground.update(Msg::Pasted("heroku help\n".repeat(60), 0, 0));
        TerminalPage {
            playground,
            nodes: Default::default(),
            selection: TextSelection::default(),
            onmsg: ctx.link().callback(|msg| msg),
        }
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        self.playground.update(msg);
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let (scroll, input) = &self.nodes;
        terminal::pane(&self.playground, (scroll, input), &self.selection, &self.onmsg)
    }
}

#[wasm_bindgen_test]
async fn a_printed_line_renders_no_other_line() {
    let root = document().create_element("div").expect("an element");
    document().body().expect("a body").append_child(&root).expect("it takes an element");
    // Other tests have rendered, too.
    render_count::take();
    let app = yew::Renderer::<TerminalPage>::with_root(root.clone()).render();
    rest(30).await;
    let printed =
        || app.get_component().expect("it is mounted").playground.shell().screen().printed();
    let shown = || root.query_selector_all(".lines .line").expect("a selector").length();
    let before = printed();
    assert!(before > 1_000, "{before}");
    assert_eq!((renders("LineView") as u64, u64::from(shown())), (before, before));

    app.send_message(Msg::Pasted("heroku maintenance\n".to_owned(), 0, 0));
    rest(0).await;
    let more = printed() - before;
    assert_eq!(more, 2, "the line that was typed, and its answer");
    assert_eq!((renders("LineView") as u64, u64::from(shown())), (more, before + more));

    for _ in 0..5 {
        app.send_message(Msg::FramePassed(SimDuration::from_millis(100)));
        rest(0).await;
    }
    let counts = render_count::take();
    assert_eq!((counts.get("Scrollback"), counts.get("LineView")), (None, None));

    app.send_message(Msg::ScreenCleared);
    rest(0).await;
    assert_eq!((renders("LineView"), shown()), (0, 0));
    app.destroy();
    root.remove();
}
