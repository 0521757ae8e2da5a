//! The chart pane: the chart as SVG, the buttons above it, and what the pointer and keys do.

use web_sys::Element;
use yew::prelude::*;

use super::chart_picture::ChartPicture;
use super::render_count;
use crate::playground::chart::{ChartMsg, ChartStep};
use crate::playground::{Msg, Playground, Travel};
use crate::run::reading::{UNITS, Unit};
use crate::sim::SimTime;
use crate::view::chart::{Chart, TimeAxis};
use crate::view::layout::Size;

#[derive(Properties, PartialEq)]
pub struct ChartPaneProps {
    pub chart: Chart,
    pub size: Size,
    pub unit: Unit,
    pub is_log: bool,
    pub shows_whole_run: bool,
    /// The pane, to be measured.
    pub pane: NodeRef,
    pub onmsg: Callback<Msg>,
}

impl ChartPaneProps {
    pub fn of(
        playground: &Playground,
        chart: &Chart,
        size: Size,
        pane: &NodeRef,
        onmsg: &Callback<Msg>,
    ) -> ChartPaneProps {
        let settings = playground.chart();
        ChartPaneProps {
            chart: chart.clone(),
            size,
            unit: settings.unit,
            is_log: settings.log,
            shows_whole_run: settings.whole,
            pane: pane.clone(),
            onmsg: onmsg.clone(),
        }
    }
}

#[component]
pub fn ChartPane(props: &ChartPaneProps) -> Html {
    render_count::add("ChartPane");
    let ChartPaneProps { chart, size, unit, is_log, shows_whole_run, pane, onmsg } = props;
    let onpointer = {
        let (axis, width, pane, onmsg) = (chart.axis, size.w, pane.clone(), onmsg.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(pane) = pane.cast::<Element>() {
                let at = moment_under(&event, &pane, &axis, width);
                if let Some(msg) = pointer_message(&event, &pane, at) {
                    onmsg.emit(msg);
                }
            }
        })
    };
    let onkeydown = {
        let onmsg = onmsg.clone();
        move |event: KeyboardEvent| {
            if let Some(msg) = key_message(&event.key()) {
                event.prevent_default();
                onmsg.emit(Msg::Charted(msg));
            }
        }
    };
    let title = match unit {
        Unit::Positions => "Commits",
        Unit::Load => "Load",
        Unit::Commits | Unit::Bytes | Unit::Seconds => "Behind by",
    };
    html! {
        <section class="chart" aria-label="Chart">
            <div class="chart-head">
                <h2>{ title }</h2>
                <ChartControls
                    unit={*unit}
                    is_log={*is_log}
                    shows_whole_run={*shows_whole_run}
                    {onmsg}
                />
            </div>
            <div
                class="chart-pane"
                ref={pane}
                {onkeydown}
                onpointerdown={&onpointer}
                onpointermove={&onpointer}
                onpointerup={&onpointer}
                onpointerleave={&onpointer}
            >
                <ChartPicture chart={chart.clone()} size={*size} />
            </div>
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub struct ChartControlsProps {
    pub unit: Unit,
    pub is_log: bool,
    pub shows_whole_run: bool,
    pub onmsg: Callback<Msg>,
}

/// What the lines are measured in, their scale, and how much time the axis shows.
#[component]
pub fn ChartControls(props: &ChartControlsProps) -> Html {
    let ChartControlsProps { unit, is_log, shows_whole_run, onmsg } = props;
    let button = |label: &'static str, is_on: bool, msg: ChartMsg| {
        let onclick = onmsg.reform(move |_: MouseEvent| Msg::Charted(msg));
        html! { <button aria-pressed={is_on.to_string()} {onclick}>{ label }</button> }
    };
    html! {
        <div class="seg" role="group" aria-label="Unit">
            { for UNITS.iter().map(|(other, label)| {
                button(label, other == unit, ChartMsg::Unit(*other))
            }) }
            // Positions are not counted from 0.
            if *unit != Unit::Positions {
                { button("log", *is_log, ChartMsg::Scale) }
            }
            { button("whole run", *shows_whole_run, ChartMsg::Whole) }
        </div>
    }
}

/// The moment under the pointer. A theme may show the chart larger than it is laid out.
fn moment_under(event: &PointerEvent, pane: &Element, axis: &TimeAxis, width: f32) -> SimTime {
    let shown = pane.get_bounding_client_rect();
    let scale = width / (shown.width() as f32).max(1.0);
    axis.time_at((event.client_x() as f32 - shown.left() as f32) * scale)
}

/// What a pointer does at a moment. A finger may be about to scroll the page: it has to be lifted,
/// or to move along the axis.
fn pointer_message(event: &PointerEvent, pane: &Element, at: SimTime) -> Option<Msg> {
    let pointer = event.pointer_id();
    let is_finger = event.pointer_type() == "touch";
    // Capture can fail only for a pointer that has just gone.
    match (event.type_().as_str(), is_finger) {
        ("pointerdown", true) => {
            // The browser captures a finger by itself.
            let _ = pane.release_pointer_capture(pointer);
            None
        }
        ("pointerdown", false) if event.button() == 0 => {
            let _ = pane.set_pointer_capture(pointer);
            Some(Msg::Travelled(Travel::To(at)))
        }
        ("pointermove", _) if pane.has_pointer_capture(pointer) => {
            Some(Msg::Travelled(Travel::Drag(at)))
        }
        ("pointermove", true) => {
            // If the finger scrolls the page, this is its last move: the drag begins at the next.
            let _ = pane.set_pointer_capture(pointer);
            None
        }
        ("pointermove", false) => Some(Msg::Charted(ChartMsg::Pointed(Some(at)))),
        ("pointerup", true) => Some(Msg::Travelled(Travel::To(at))),
        ("pointerleave", _) => Some(Msg::Charted(ChartMsg::Pointed(None))),
        _ => None,
    }
}

fn key_message(key: &str) -> Option<ChartMsg> {
    match key {
        "Enter" => Some(ChartMsg::Chosen),
        "ArrowLeft" => Some(ChartMsg::Stepped(ChartStep::By(-1))),
        "ArrowRight" => Some(ChartMsg::Stepped(ChartStep::By(1))),
        "Home" => Some(ChartMsg::Stepped(ChartStep::First)),
        "End" => Some(ChartMsg::Stepped(ChartStep::Last)),
        "Escape" => Some(ChartMsg::Pointed(None)),
        _ => None,
    }
}

/// The chart of the playground as it is now, laid out for a pane of this size.
pub fn pane(
    playground: &Playground,
    chart: &Chart,
    size: Size,
    pane: &NodeRef,
    onmsg: &Callback<Msg>,
) -> Html {
    html! { <ChartPane ..ChartPaneProps::of(playground, chart, size, pane, onmsg) /> }
}
