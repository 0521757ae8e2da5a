//! The printed lines of the terminal: in the snapshots they have a section of their own, shorter
//! than their markup.

use follower_playground::playground::Playground;
use follower_playground::terminal::{Line, Style};

/// The element that holds the printed lines, as `markup::normal` writes it.
const LOG: &str = "  <div aria-label=\"Output\" class=\"lines\" role=\"log\">";

/// The printed lines, each piece with its style.
pub fn lines(playground: &Playground) -> String {
    let mut text = String::new();
    for (number, line) in playground.shell().screen().lines() {
        text += &number.to_string();
        for span in &line.spans {
            text += &format!(" {}:{:?}", class(span.style), span.text);
        }
        text += "\n";
    }
    text
}

/// The terminal's markup without the printed lines, which it has to show as they were printed.
pub fn take_out(playground: &Playground, terminal: &str) -> String {
    let (mut kept, mut shown, mut is_within) = (String::new(), String::new(), false);
    for line in terminal.lines() {
        is_within &= line.starts_with("   ");
        let part = if is_within { &mut shown } else { &mut kept };
        *part += &format!("{line}\n");
        is_within |= line == LOG;
    }
    assert_eq!(shown, markup(playground));
    kept
}

/// The markup that the printed lines have to have: the rows of a table stand together.
fn markup(playground: &Playground) -> String {
    let lines: Vec<&Line> = playground.shell().screen().lines().map(|(_, line)| line).collect();
    let parts = lines.chunk_by(|one, next| one.is_row && next.is_row);
    let part = |lines: &[&Line]| match lines {
        [line] if !line.is_row => line_markup(line, "   "),
        rows => {
            let rows = rows.iter().map(|line| line_markup(line, "    "));
            "   <div class=\"rows\">\n".to_owned() + &rows.collect::<String>()
        }
    };
    parts.map(part).collect()
}

fn line_markup(line: &Line, indent: &str) -> String {
    let mut text = format!("{indent}<div class=\"line\">\n");
    for span in &line.spans {
        text += &format!("{indent} <span class=\"{}\">\n", class(span.style));
        let escaped = span.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        if !escaped.trim().is_empty() {
            text += &format!("{indent}  \"{escaped}\"\n");
        }
    }
    text
}

/// The class of a style, which the style sheets know.
fn class(style: Style) -> &'static str {
    match style {
        Style::Plain => "plain",
        Style::Dim => "dim",
        Style::Heading => "heading",
        Style::Good => "good",
        Style::Warn => "warn",
        Style::Bad => "bad",
        Style::Prompt => "sign",
        Style::Typed => "typed",
    }
}
