//! What if: the plans side by side, each with a small stage, and one axis of time below.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

use super::painter::Painter;
use super::stage::{SceneContext, scene};
use super::tag::{all, button, element, held, on, part, shown, tag, words};
use super::{chart, each, side_panel};
use crate::format;
use crate::platform::names::Joined;
use crate::playground::what_if::{PlanCard, PlanFigure, WhatIfMsg};
use crate::playground::{Msg, Playground, Selection};
use crate::view::chart::{Lane, TimeAxis};
use crate::view::geometry::{Rect, px};
use crate::view::stage::Stage;

/// The pane.
pub fn pane(
    playground: &Playground,
    (stages, in_a_row): (&[(Stage, Painter)], usize),
    written: &NodeRef,
    send: &Callback<Msg>,
) -> Html {
    let futures = playground.plan_cards();
    let closed = Msg::WhatIf(WhatIfMsg::Closed);
    let now = format::clock(playground.world().now());
    let head = all(&[
        tag("h2", &[], &[], words(&["What if, from ", &now, "?"].joined(""))),
        tag("p", &[], &[], words(if futures.is_empty() { NONE } else { ODDS })),
        button("btn", [""; 3], words("Back to the run"), send, closed),
    ]);
    let mut columns = Vec::new();
    for (at, future) in futures.iter().enumerate() {
        columns.push(column(playground, at, future, stages.get(at), send));
    }
    let parts = [
        part("div", "futures-head", head),
        part("div", IN_A_ROW.get(in_a_row).copied().unwrap_or_default(), all(&columns)),
        shown(!futures.is_empty(), axis(playground, &futures)),
        own(written, send),
    ];
    tag("main", &["class", "aria-label"], &["futures", "What if"], all(&parts))
}

/// The class of so many in a row.
const IN_A_ROW: [&str; 5] = ["", "columns", "columns two", "columns three", "columns four"];

const ODDS: &str = "Each plan is run ahead ten times from this moment, each time under other \
    chance, and never under the run's own: these are the odds, not what is going to happen. \
    Figures are the median, and the worst after it; the picture is the median.";

const NONE: &str = "No follower could take over now, so no plan suggests itself. Write one below.";

fn column(
    playground: &Playground,
    at: usize,
    future: &PlanCard,
    stage: Option<&(Stage, Painter)>,
    send: &Callback<Msg>,
) -> Html {
    let step = |(after, line): &(String, String)| {
        let text = all(&[part("time", "", words(after)), part("code", "", words(line))]);
        tag("li", &[], &[], text)
    };
    let figure = |figure: &PlanFigure| {
        let worst = part("dd", "worst", words(&figure.worst));
        let median = part("dd", figure.class, words(&figure.median));
        all(&[part("dt", "", words(figure.name)), median, worst])
    };
    let small = stage.map(|(stage, painter)| {
        let world = playground.plan_worlds().swap_remove(at).unwrap_or(playground.world());
        let (picked, foreseen) = (Selection::Nothing, Default::default());
        let svg =
            scene(stage, SceneContext { world, at: world.now(), pace: 0, picked, foreseen }, send);
        let canvas = element("canvas", &["class"], &["motion"], Html::default());
        let canvas = held(canvas, painter.canvas());
        let scene = part("div", "stage-scene", all(&[svg, canvas]));
        tag("div", &["class", "inert"], &["stage-pane", "true"], scene)
    });
    let chosen = Msg::WhatIf(WhatIfMsg::Chosen(at));
    let inner = all(&[
        tag("h3", &[], &[], words(&future.name)),
        part("ol", "plan", each(&future.steps, &step)),
        small.unwrap_or_default(),
        part("dl", "odds", each(&future.figures, &figure)),
        tag("p", &["role"], &["status"], words(&future.known)),
        part("div", "", each(&future.lost, &side_panel::lost_part)),
        button("btn", [""; 3], words("Continue with this one"), send, chosen),
    ]);
    tag("article", &["aria-label"], &[&future.name], inner)
}

/// Room for the names of the plans, and the height of a row.
const NAMES: f32 = 260.0;
const ROW: f32 = 26.0;
const WIDTH: f32 = 1_200.0;

/// How the app fares under each plan, on one axis.
fn axis(playground: &Playground, futures: &[PlanCard]) -> Html {
    let (from, span) = playground.ahead();
    let axis = TimeAxis { left: NAMES, right: WIDTH - 40.0, now: from + span, span };
    let mut rows = Vec::new();
    let mut place = Rect { x: NAMES, y: 6.0, w: axis.right - NAMES, h: ROW - 8.0 };
    for future in futures {
        let lane = Lane::alone(&future.name, &future.stretches, &axis, place);
        rows.push(chart::lane(&lane, WIDTH));
        place.y += ROW;
    }
    rows.push(chart::ticks(&axis.ticks(), place.y));
    let view_box = ["0 0 ", &px(WIDTH), " ", &px(place.y + ROW)].joined("");
    let values = ["chart", &view_box, "img", "The app under each plan, from this moment on"];
    tag("svg", &["class", "viewBox", "role", "aria-label"], &values, all(&rows))
}

/// Where a plan of one's own is written.
fn own(written: &NodeRef, send: &Callback<Msg>) -> Html {
    let (text, send) = (written.clone(), send.clone());
    let mut button = element("button", &["class"], &["btn"], words("Add the plan"));
    on(
        &mut button,
        || ListenerKind::onclick,
        move |_| {
            if let Some(area) = text.cast::<HtmlTextAreaElement>() {
                send.emit(Msg::WhatIf(WhatIfMsg::Added(area.value())));
            }
        },
    );
    let area = &["4", "A plan, one step a line"];
    let area = held(element("textarea", &["rows", "aria-label"], area, Html::default()), written);
    let help = "One step a line: a command, wait 30s, or wait until WHITE is behind by 0 commits, \
        at most 10m.";
    let inner = [
        part("summary", "", words("Add a plan")),
        tag("p", &[], &[], words(help)),
        area,
        button.into(),
    ];
    part("details", "own", all(&inner))
}
