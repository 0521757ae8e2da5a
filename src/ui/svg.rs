//! Small parts of pictures: texts, rectangles, lines, and the dot of a database.

use yew::prelude::*;

use crate::view::geometry::{Rect, px};
use crate::view::pattern;

/// Which end of a text stands at its `x`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn attribute(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

pub fn text(x: f32, y: f32, class: impl Into<Classes>, anchor: Anchor, content: &str) -> Html {
    html! {
        <text x={px(x)} y={px(y)} class={class} text-anchor={anchor.attribute()}>
            { content }
        </text>
    }
}

/// A text among others of one thing: the space behind it is not seen, and keeps its last word apart
/// from the next text for those who get them in a row.
pub fn text_in_row(
    x: f32,
    y: f32,
    class: impl Into<Classes>,
    anchor: Anchor,
    content: &str,
) -> Html {
    html! { <>{ text(x, y, class, anchor, content) }{ " " }</> }
}

/// A rectangle with round corners; `hint` is what it says on hover.
pub fn rect(place: &Rect, class: impl Into<Classes>, radius: u32, hint: Option<&str>) -> Html {
    html! {
        <rect
            class={class}
            x={px(place.x)}
            y={px(place.y)}
            width={px(place.w)}
            height={px(place.h)}
            rx={radius.to_string()}
        >
            { for hint.map(title) }
        </rect>
    }
}

pub fn disc(x: f32, y: f32, class: impl Into<Classes>) -> Html {
    html! { <circle cx={px(x)} cy={px(y)} r="4" class={class} /> }
}

/// A line or a shape; `hint` is what it says on hover.
pub fn path(class: impl Into<Classes>, d: String, hint: Option<&str>) -> Html {
    html! { <path class={class} d={d}>{ for hint.map(title) }</path> }
}

/// The dot of a database, in its colour and its shape.
pub fn database_dot(x: f32, y: f32, name: &str) -> Html {
    let shape = pattern::of(name).dot(x, y, 4.0);
    html! { <path class="spine" d={shape} fill={colour_var(name)} /> }
}

/// The colour of a database, as the style sheets name it.
pub fn colour_var(name: &str) -> String {
    format!("var(--db-{})", name.to_ascii_lowercase())
}

/// The colour of a database's marks and lines, where its own would vanish on the ground.
pub fn mark_var(name: &str) -> String {
    format!("var(--mark-{}, {})", name.to_ascii_lowercase(), colour_var(name))
}

/// What a part of a picture says on hover.
pub fn title(text: &str) -> Html {
    html! { <title>{ text }</title> }
}
