//! What moves on a stage, as SVG: for still pictures. The live page paints the same on a canvas.

use std::fmt::Write;

use yew::prelude::*;

use crate::platform::{DatabaseId, Platform};
use crate::view::geometry::{Rect, px};
use crate::view::motion::Motion;
use crate::view::pattern::{self, Pattern};
use crate::view::stage::Stage;
use crate::view::tape::{Fate, MARK, Tape, TapeMark};

/// The height of a gap in a mark.
const GAP: f32 = 2.0;

/// The size of a commit on its way: half its width.
const DOT: f32 = 3.0;

/// Tapes, commits on their way and refused writes, above a stage of the same size.
pub fn svg(world: &Platform, stage: &Stage, motion: &Motion) -> Html {
    let (width, height) = (px(stage.size.w), px(stage.size.h));
    html! {
        <svg
            class="motion"
            width={width.clone()}
            height={height.clone()}
            viewBox={format!("0 0 {width} {height}")}
            aria-hidden="true"
        >
            { for motion.tapes.iter().map(|(place, tape)| self::tape(world, place, tape)) }
            { for motion.falling.iter().map(|(at, opacity)| html! {
                <circle
                    cx={px(at.x)}
                    cy={px(at.y)}
                    r="3"
                    fill="none"
                    stroke="var(--bad)"
                    stroke-width="1.5"
                    opacity={opacity.to_string()}
                />
            }) }
            { for motion.dots.iter().map(|dot| html! {
                <path
                    d={pattern_of(world, dot.writer).dot(dot.at.x, dot.at.y, DOT)}
                    fill={mark_colour(world, dot.writer)}
                    stroke="var(--edge)"
                    stroke-width="0.75"
                />
            }) }
        </svg>
    }
}

fn pattern_of(world: &Platform, id: DatabaseId) -> Pattern {
    pattern::of(&world.database(id).colour)
}

/// The colour of a database's commits, which some themes set apart from that of its card.
fn mark_colour(world: &Platform, id: DatabaseId) -> String {
    let name = world.database(id).colour.to_ascii_lowercase();
    format!("var(--mark-{name}, var(--db-{name}))")
}

fn tape(world: &Platform, place: &Rect, tape: &Tape) -> Html {
    let (top, height) = (place.y.round(), place.h.round());
    let is_held = tape.replayed < tape.received;
    let lines = [
        (tape.received, "var(--ink3)", 0.0, 1.0),
        (tape.replayed, if is_held { "var(--warn)" } else { "var(--ok)" }, 5.0, 2.0),
        (tape.forked, "var(--accent)", 5.0, 2.0),
        (tape.named, "var(--ink)", 5.0, 1.0),
    ];
    let line = |(x, colour, beyond, width): (Option<f32>, &'static str, f32, f32)| {
        let d = format!(
            "M{} {}h{width}v{}h-{width}z",
            (x? - width / 2.0).floor(),
            top - beyond,
            height + 2.0 * beyond
        );
        Some(html! { <path d={d} fill={colour} /> })
    };
    let tear = |x: &f32| {
        let step = |at: u8| {
            let at = f32::from(at);
            let (x, y) = (x + 3.0 - at, top + (at * height / 4.0).round());
            format!("M{x} {y}h4v{}h-4z", (height / 4.0).round())
        };
        html! { <path d={(0..4).map(step).collect::<String>()} fill="var(--card)" /> }
    };
    let runs =
        tape.marks.chunk_by(|one, other| (one.writer, one.fate) == (other.writer, other.fate));
    html! {
        <>
            { for runs.map(|marks| self::marks(world, place, marks)) }
            { for tape.tears.iter().map(tear) }
            { for lines.into_iter().filter_map(line) }
        </>
    }
}

/// Neighbours of one writer and one fate, as one path.
fn marks(world: &Platform, place: &Rect, marks: &[TapeMark]) -> Html {
    let Some(TapeMark { writer, fate, .. }) = marks.first() else {
        return Html::default();
    };
    let mut d = String::new();
    match fate {
        Fate::Replayed | Fate::Received => {
            let gaps = pattern_of(world, *writer).gaps();
            for mark in marks {
                for (from, to) in between_gaps(place, mark, gaps) {
                    let _ = write!(d, "M{} {from}h{MARK}v{}h-{MARK}z", mark.x, to - from);
                }
            }
            let opacity = (*fate == Fate::Received).then_some("0.3");
            html! { <path d={d} fill={mark_colour(world, *writer)} opacity={opacity} /> }
        }
        Fate::LeftBehind | Fate::Gone => {
            for mark in marks {
                // Along the middle of pixels. What is gone is broken in two.
                let (x, y, height) = (mark.x + 0.5, mark.y + 0.5, mark.h - 1.0);
                let part = if *fate == Fate::Gone { (height / 2.0).floor() - 1.0 } else { height };
                let _ = write!(d, "M{x} {y}h{MARK}v{part}h-{MARK}z");
                if *fate == Fate::Gone {
                    let _ = write!(d, "M{x} {}h{MARK}v{part}h-{MARK}z", y + height - part);
                }
            }
            let colour = if *fate == Fate::Gone { "var(--bad)" } else { "var(--warn)" };
            html! { <path d={d} fill="none" stroke={colour} /> }
        }
    }
}

/// The pieces of a mark from top to bottom, without the gaps that tell colours apart.
fn between_gaps(place: &Rect, mark: &TapeMark, gaps: &[f32]) -> Vec<(f32, f32)> {
    let mut pieces = Vec::new();
    let mut from = mark.y;
    for gap in gaps {
        let middle = (place.y + gap * place.h).round();
        let to = (middle - GAP / 2.0).min(mark.y + mark.h);
        if to > from {
            pieces.push((from, to));
        }
        from = from.max(middle + GAP / 2.0);
    }
    if mark.y + mark.h > from {
        pieces.push((from, mark.y + mark.h));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_cut_by_the_gaps_that_cross_it() {
        let place = Rect { x: 0.0, y: 10.0, w: 100.0, h: 20.0 };
        let mark = TapeMark {
            last: 1,
            x: 0.0,
            y: 12.0,
            h: 16.0,
            writer: DatabaseId(0),
            fate: Fate::Replayed,
        };
        assert_eq!(between_gaps(&place, &mark, &[]), [(12.0, 28.0)]);
        assert_eq!(between_gaps(&place, &mark, &[0.5]), [(12.0, 19.0), (21.0, 28.0)]);
        assert_eq!(between_gaps(&place, &mark, &[0.05, 0.97]), [(12.0, 28.0)]);
    }
}
