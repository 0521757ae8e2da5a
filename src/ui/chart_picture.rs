//! The picture of the chart, in SVG.

use yew::prelude::*;

use super::svg::{Anchor, database_dot, disc, mark_var, path, rect, text};
use crate::view::chart::{Bar, Chart, ChartLine, IntervalKind, Lane, LineLabel, NOTE_STEP};
use crate::view::geometry::px;
use crate::view::layout::Size;

#[derive(Properties, PartialEq)]
pub struct ChartPictureProps {
    pub chart: Chart,
    pub size: Size,
}

#[component]
pub fn ChartPicture(props: &ChartPictureProps) -> Html {
    let ChartPictureProps { chart, size } = props;
    let Chart { plot, axis, axis_y, cursor_x, present_x, .. } = chart;
    let (width, height) = (px(size.w), px(size.h));
    let gutter = axis.right + 8.0;
    html! {
        <svg
            width={width.clone()}
            height={height.clone()}
            viewBox={format!("0 0 {width} {height}")}
            tabindex="0"
            role="slider"
            aria-label={chart.aria_label.clone()}
            aria-description="Arrow keys look at other moments, Enter goes to the one looked at."
            aria-valuenow={px((cursor_x - axis.left) / plot.w * 100.0)}
            aria-valuetext={chart.aria_value.clone()}
        >
            <>{ for chart.bands.iter().map(|band| bar(band, plot.y + 12.0, "down")) }</>
            <Grid lines={chart.grid.clone()} left={axis.left} right={axis.right} />
            <>
                for line in &chart.lines {
                    <ChartLineView line={line.clone()} right={axis.right} />
                }
            </>
            <>
                for lane in &chart.lanes {
                    <LaneView lane={lane.clone()} {gutter} />
                }
            </>
            { segment("axis", [axis.left, *axis_y, axis.right, *axis_y]) }
            { ticks(&chart.ticks, *axis_y) }
            // What comes later, while the page shows the past.
            { rect(&chart.ahead, "ahead", 0, None) }
            { segment("looked", [*cursor_x, plot.y, *cursor_x, *axis_y]) }
            { segment("playhead", [*present_x, plot.y, *present_x, *axis_y]) }
            { disc(*present_x, *axis_y, "playhead") }
            { text(gutter, axis_y + 17.0, "told", Anchor::Start, &chart.time) }
            if let Some(blank) = chart.blank {
                { text(plot.x + 12.0, plot.middle() + 4.0, "tick", Anchor::Start, blank) }
            }
            if let Some(more) = &chart.more {
                { text(gutter + 16.0, axis_y - 4.0, "tick", Anchor::Start, more) }
            }
        </svg>
    }
}

#[derive(Properties, PartialEq)]
pub struct GridProps {
    /// Heights with their figures.
    pub lines: Vec<(f32, String)>,
    pub left: f32,
    pub right: f32,
}

#[component]
pub fn Grid(props: &GridProps) -> Html {
    let GridProps { lines, left, right } = props;
    html! {
        for (y, figure) in lines {
            { segment("grid", [*left, *y, *right, *y]) }
            { text(left - 8.0, y + 4.0, "tick", Anchor::End, figure) }
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct ChartLineViewProps {
    pub line: ChartLine,
    /// Where the lines end.
    pub right: f32,
}

/// A follower's lines, and its label beside them.
#[component]
pub fn ChartLineView(props: &ChartLineViewProps) -> Html {
    let ChartLineViewProps { line, right } = props;
    let (paths, colour) = (&line.paths, mark_var(&line.name));
    html! {
        <>
            { path("axis line", paths.written.clone(), None) }
            { path("edge", format!("{}{}", paths.replayed, paths.received), None) }
            <path class="series" d={paths.replayed.clone()} stroke={colour.clone()} />
            <path class="risk" d={paths.received.clone()} stroke={colour} />
            if let Some(label) = &line.label {
                { line_label(label, &line.name, *right) }
            }
        </>
    }
}

fn line_label(label: &LineLabel, name: &str, right: f32) -> Html {
    let place = label.place;
    let (x, y) = (place.x + 8.0, place.y + 4.0);
    let note = |(note, row): (&String, u8)| {
        text(x, y + f32::from(row) * NOTE_STEP, "tick", Anchor::Start, note)
    };
    html! {
        <>
            { segment("axis", [right, label.line_y, place.x, place.y]) }
            { database_dot(place.x, place.y, name) }
            { text(x, y, "mono", Anchor::Start, &label.text) }
            if label.has_room_for_notes {
                { for label.notes.iter().zip(1..).map(note) }
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct LaneViewProps {
    pub lane: Lane,
    /// Where the summary begins.
    pub gutter: f32,
}

#[component]
pub fn LaneView(props: &LaneViewProps) -> Html {
    let LaneViewProps { lane, gutter } = props;
    let place = &lane.place;
    let baseline = place.middle() + 4.0;
    html! {
        <>
            { rect(place, "lane", 3, None) }
            { text(place.x - 8.0, baseline, "tick", Anchor::End, &lane.name) }
            <>{ for lane.bars.iter().map(|one| bar(one, baseline, interval_class(one.kind))) }</>
            { text(*gutter, baseline, "told", Anchor::Start, &lane.summary) }
        </>
    }
}

fn bar(bar: &Bar, baseline: f32, class: &'static str) -> Html {
    html! {
        <>
            { rect(&bar.place, class, 3, None) }
            { text(bar.place.x + 5.0, baseline, "bar-text", Anchor::Start, &bar.text) }
        </>
    }
}

/// The class of a bar in a lane, which the style sheets colour.
pub fn interval_class(kind: IntervalKind) -> &'static str {
    match kind {
        IntervalKind::Query => "query",
        IntervalKind::Fault => "fault",
        IntervalKind::Command => "command",
        IntervalKind::Up => "yes",
        IntervalKind::Restart => "waits",
        IntervalKind::Maintenance => "planned",
        IntervalKind::Down => "no",
        IntervalKind::Cost => "cost",
    }
}

/// A straight line, from x and y to x and y.
fn segment(class: &'static str, ends: [f32; 4]) -> Html {
    let [x, y, to_x, to_y] = ends.map(px);
    path(class, format!("M{x} {y}L{to_x} {to_y}"), None)
}

/// Moments below a time axis at this height.
fn ticks(ticks: &[(f32, String)], axis_y: f32) -> Html {
    html! {
        <>
            for (x, time) in ticks {
                { segment("axis", [*x, axis_y, *x, axis_y + 4.0]) }
                { text(*x, axis_y + 17.0, "tick", Anchor::Middle, time) }
            }
        </>
    }
}
