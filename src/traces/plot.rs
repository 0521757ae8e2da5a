//! A picture of a recording: behind-by of the real follower and of the model's, over time.

use super::comparison_row::{ComparedFollower, ComparisonRow};
use std::fmt::Write;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 70.0;
const TOP: f64 = 34.0;

/// An SVG of a row, a panel for each follower.
pub fn svg(row: &ComparisonRow) -> String {
    let height = HEIGHT * row.followers.len() as f64;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fffefb\"/>"
    );
    for (at, follower) in row.followers.iter().enumerate() {
        let title = format!("{}, s{}", escaped(&row.name), at + 1);
        panel(&mut out, &title, follower, HEIGHT * at as f64);
    }
    out.push_str("</svg>\n");
    out
}

/// A text as it stands in XML: the name of a file may hold anything.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn panel(out: &mut String, title: &str, follower: &ComparedFollower, top: f64) {
    let last = follower.curve.last().map_or(1.0, |(t, _, _)| *t).max(1e-3);
    let most = |most: f64, (_, real, model): &(f64, f64, f64)| most.max(*real).max(*model);
    let most = follower.curve.iter().fold(1.0, most);
    let (width, height) = (WIDTH - LEFT - 20.0, HEIGHT - TOP - 40.0);
    let (x0, y0) = (LEFT, top + TOP + height);
    let place = |t: f64, y: f64| (x0 + t / last * width, y0 - y.max(0.0) / most * height);
    let _ = writeln!(
        out,
        "<text x=\"{x0}\" y=\"{}\" font-weight=\"bold\">{title}</text>\n\
         <path d=\"M{x0} {} V{y0} H{}\" fill=\"none\" stroke=\"#bbb\"/>\n\
         <text x=\"{}\" y=\"{}\" text-anchor=\"end\">{most:.0}</text>\n\
         <text x=\"{}\" y=\"{y0}\" text-anchor=\"end\">0</text>\n\
         <text x=\"{}\" y=\"{}\" text-anchor=\"end\">{last:.0} s</text>\n\
         <text x=\"{x0}\" y=\"{}\">behind by, commits: measured (grey), model (blue); \
         mean error {:.1}, limit {:.1}</text>",
        top + 20.0,
        top + TOP,
        x0 + width,
        x0 - 6.0,
        top + TOP + 4.0,
        x0 - 6.0,
        x0 + width,
        y0 + 16.0,
        y0 + 32.0,
        follower.error,
        follower.limit,
    );
    for (colour, dash, of_model) in [("#8a8f98", "", false), ("#1f5fd0", "5 3", true)] {
        let mut path = String::new();
        for (at, &(t, real, model)) in follower.curve.iter().enumerate() {
            let (x, y) = place(t, if of_model { model } else { real });
            let _ = write!(path, "{}{x:.1} {y:.1}", if at == 0 { 'M' } else { 'L' });
        }
        let _ = writeln!(
            out,
            "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\" \
             stroke-dasharray=\"{dash}\"/>"
        );
    }
}
