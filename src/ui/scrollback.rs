//! The printed lines of the terminal. A printed line never changes, so that an update renders only
//! lines that are new.

use std::rc::Rc;

use yew::prelude::*;

use super::render_count;
use crate::terminal::{Line, Screen, Style};

#[derive(Properties, Clone, PartialEq)]
pub struct ScrollbackProps {
    /// Shared with the screen: two handles to the same lines are equal at a glance.
    pub lines: Rc<Vec<Rc<Line>>>,
    /// The number of the first line, counted since the terminal was opened.
    pub first: u64,
}

impl ScrollbackProps {
    pub fn of(screen: &Screen) -> ScrollbackProps {
        let lines = screen.shared().clone();
        ScrollbackProps { first: screen.printed() - lines.len() as u64, lines }
    }
}

#[component]
pub fn Scrollback(props: &ScrollbackProps) -> Html {
    render_count::add("Scrollback");
    let numbered: Vec<(u64, &Rc<Line>)> = (props.first..).zip(props.lines.iter()).collect();
    html! {
        <div class="lines" role="log" aria-label="Output">
            for part in numbered.chunk_by(|(_, one), (_, next)| one.is_row && next.is_row) {
                { printed_part(part) }
            }
        </div>
    }
}

/// A line by itself, or the rows of a table, with their numbers.
fn printed_part(part: &[(u64, &Rc<Line>)]) -> Html {
    match part {
        [(number, line)] if !line.is_row => html! {
            <LineView key={*number} line={Rc::clone(line)} />
        },
        rows => html! {
            <div class="rows" key={rows.first().map_or(0, |(number, _)| *number)}>
                for (number, line) in rows {
                    <LineView key={*number} line={Rc::clone(line)} />
                }
            </div>
        },
    }
}

#[derive(Properties, PartialEq)]
pub struct LineViewProps {
    pub line: Rc<Line>,
}

#[component]
pub fn LineView(props: &LineViewProps) -> Html {
    render_count::add("LineView");
    html! {
        <div class="line">
            for span in &props.line.spans {
                <span class={class(span.style)}>{ &span.text }</span>
            }
        </div>
    }
}

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
