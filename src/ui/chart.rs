//! The chart pane, in SVG.

use yew::prelude::*;

use super::each;
use crate::view::chart::{Bar, Chart, Lane, Line};
use crate::view::geometry::{Rect, px};
use crate::view::layout::Size;

/// The chart, in a pane to be measured.
pub fn pane(chart: &Chart, size: Size, pane: &NodeRef) -> Html {
    let (w, h) = (px(size.w), px(size.h));
    let view_box = format!("0 0 {w} {h}");
    let plot = &chart.plot;
    let (left, right) = (plot.x, plot.right());
    let grid = each(&chart.grid, &|(y, figure)| {
        html! {
            <>
                { rule(plot, *y, "grid") }
                { text(left - 8.0, y + 4.0, "tick", "end", figure) }
            </>
        }
    });
    let (axis, from, to) = &chart.axis;
    html! {
        <section class="chart" aria-label="Behind by, commits">
            <h2>{ "Behind by, commits" }</h2>
            <div class="chart-pane" ref={pane}>
                <svg width={w} height={h} viewBox={view_box} role="img"
                    aria-label={described(chart)}>
                    { grid }
                    { each(&chart.lines, &line) }
                    { each(&chart.lanes, &lane) }
                    { rule(plot, axis - 4.0, "axis") }
                    { text(left, axis + 10.0, "tick", "start", from) }
                    { text(right, axis + 10.0, "tick", "end", to) }
                </svg>
            </div>
        </section>
    }
}

fn rule(plot: &Rect, y: f32, class: &'static str) -> Html {
    let path = format!("M{} {}H{}", px(plot.x), px(y), px(plot.right()));
    html! { <path class={class} d={path} /> }
}

fn text(x: f32, y: f32, class: &'static str, anchor: &'static str, content: &str) -> Html {
    html! { <text x={px(x)} y={px(y)} class={class} text-anchor={anchor}>{ content }</text> }
}

fn rect(place: &Rect, class: &'static str, title: &str) -> Html {
    html! {
        <rect class={class} x={px(place.x)} y={px(place.y)} width={px(place.w)}
            height={px(place.h)} rx="3"><title>{ title }</title></rect>
    }
}

/// The chart in a sentence.
fn described(chart: &Chart) -> String {
    let now: Vec<&str> =
        chart.lines.iter().map(|line| line.label.as_str()).filter(|l| !l.is_empty()).collect();
    if now.is_empty() {
        "Nothing follows anything.".to_owned()
    } else {
        format!("Commits behind now: {}", now.join(", "))
    }
}

fn line(line: &Line) -> Html {
    let ink = format!("var(--db-{})", line.name.to_ascii_lowercase());
    let (end, at) = (&line.end, &line.label_at);
    let lead = format!("M{} {}L{} {}", px(end.x), px(end.y), px(at.x), px(at.y));
    html! {
        <>
            <path class="edge" d={line.path.clone()} />
            <path class="series" d={line.path.clone()} stroke={ink.clone()} />
            if !line.label.is_empty() {
                <path class="axis" d={lead} />
                <circle class="spine" cx={px(at.x)} cy={px(at.y)} r="4" fill={ink} />
                { text(at.x + 8.0, at.y + 4.0, "mono", "start", &line.label) }
            }
        </>
    }
}

fn lane(lane: &Lane) -> Html {
    let place = &lane.place;
    html! {
        <>
            { rect(place, "lane", &lane.name) }
            { text(place.x - 8.0, place.middle() + 4.0, "tick", "end", &lane.name) }
            { each(&lane.bars, &bar) }
        </>
    }
}

fn bar(bar: &Bar) -> Html {
    let place = &bar.place;
    html! {
        <>
            { rect(place, bar.class, &bar.text) }
            if bar.roomy {
                { text(place.x + 6.0, place.middle() + 4.0, "bar-text", "start", &bar.text) }
            }
        </>
    }
}
