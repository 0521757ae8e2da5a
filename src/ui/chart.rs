//! The chart pane, in SVG.

use yew::prelude::*;

use super::each;
use super::tag::{all, disc, path, rect, tag, text, words};
use crate::view::chart::{Bar, Chart, Lane, Line};
use crate::view::geometry::px;
use crate::view::layout::Size;

/// The chart, in a pane to be measured.
pub fn pane(chart: &Chart, size: Size, pane: &NodeRef) -> Html {
    let (w, h) = (px(size.w), px(size.h));
    let view_box = format!("0 0 {w} {h}");
    let (left, right) = (chart.plot.x, chart.plot.right());
    let rule = |y: f32, class| path(class, &format!("M{} {}H{}", px(left), px(y), px(right)), "");
    let grid = each(&chart.grid, &|(y, figure)| {
        all(vec![rule(*y, "grid"), text(left - 8.0, y + 4.0, "tick", "end", figure)])
    });
    let (axis, from, to) = &chart.axis;
    let drawn = all(vec![
        grid,
        each(&chart.lines, &line),
        each(&chart.lanes, &lane),
        rule(axis - 4.0, "axis"),
        text(left, axis + 10.0, "tick", "start", from),
        text(right, axis + 10.0, "tick", "end", to),
    ]);
    const KEYS: &[&str] = &["width", "height", "viewBox", "role", "aria-label"];
    let svg = tag("svg", KEYS, &[&w, &h, &view_box, "img", &described(chart)], drawn);
    let title = "Behind by, commits";
    let pane = html! { <div class="chart-pane" ref={pane}>{ svg }</div> };
    let small = tag("small", &[], &[], words("dashed: not received"));
    let parts = all(vec![tag("h2", &[], &[], all(vec![words(title), small])), pane]);
    tag("section", &["class", "aria-label"], &["chart", title], parts)
}

/// The chart in a sentence.
fn described(chart: &Chart) -> String {
    let now: Vec<&str> =
        chart.lines.iter().map(|line| line.told.as_str()).filter(|l| !l.is_empty()).collect();
    if now.is_empty() {
        "Nothing follows anything.".to_owned()
    } else {
        format!("Commits behind now: {}", now.join("; "))
    }
}

fn line(line: &Line) -> Html {
    let ink = format!("var(--db-{})", line.name.to_ascii_lowercase());
    let series = tag("path", &["class", "d", "stroke"], &["series", &line.path, &ink], all(vec![]));
    let risk = tag("path", &["class", "d", "stroke"], &["risk", &line.risk, &ink], all(vec![]));
    let mut parts = vec![path("edge", &line.path, ""), series, risk];
    if !line.label.is_empty() {
        let (end, at) = (&line.end, &line.label_at);
        let lead = format!("M{} {}L{} {}", px(end.x), px(end.y), px(at.x), px(at.y));
        parts.push(path("axis", &lead, ""));
        parts.push(disc(at.x, at.y, "spine", &ink));
        parts.push(text(at.x + 8.0, at.y + 4.0, "mono", "start", &line.label));
    }
    all(parts)
}

fn lane(lane: &Lane) -> Html {
    let place = &lane.place;
    all(vec![
        rect(place, "lane", "3", &lane.name),
        text(place.x - 8.0, place.middle() + 4.0, "tick", "end", &lane.name),
        each(&lane.bars, &bar),
    ])
}

fn bar(bar: &Bar) -> Html {
    let place = &bar.place;
    let told = if bar.roomy { bar.text.as_str() } else { "" };
    all(vec![
        rect(place, bar.class, "3", &bar.text),
        text(place.x + 6.0, place.middle() + 4.0, "bar-text", "start", told),
    ])
}
