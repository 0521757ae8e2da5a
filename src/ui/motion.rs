//! What moves on a stage, as SVG: for still pictures. The live page paints the same on a canvas.

use yew::prelude::*;

use crate::platform::{DatabaseId, Platform};
use crate::view::geometry::{Point, Rect, px};
use crate::view::layout::Size;
use crate::view::motion::Motion;
use crate::view::pattern;
use crate::view::stage::Stage;
use crate::view::stream::Dot;
use crate::view::tape::{Fate, MARK_WIDTH, Tape, TapeMark};

/// The height of a gap in a mark.
const GAP: f32 = 2.0;

/// The size of a commit on its way: half its width.
const DOT: f32 = 3.0;

/// How pale a commit is that is received and not replayed.
const PALE: &str = "0.3";

/// What moves on a stage, above a picture of the same size.
pub fn svg(world: &Platform, stage: &Stage, motion: &Motion) -> Html {
    let colours: Vec<String> =
        world.all_databases().map(|(_, database)| database.colour.clone()).collect();
    html! { <MotionView size={stage.size} motion={motion.clone()} {colours} /> }
}

#[derive(Properties, PartialEq)]
pub struct MotionViewProps {
    pub size: Size,
    pub motion: Motion,
    /// The colours of all databases, by their number.
    pub colours: Vec<String>,
}

/// Tapes, commits on their way and refused writes.
#[component]
pub fn MotionView(props: &MotionViewProps) -> Html {
    let MotionViewProps { size, motion, colours } = props;
    let (width, height) = (px(size.w), px(size.h));
    let falling = |(at, opacity): &(Point, f32)| {
        html! {
            <circle
                cx={px(at.x)}
                cy={px(at.y)}
                r="3"
                fill="none"
                stroke="var(--bad)"
                stroke-width="1.5"
                opacity={opacity.to_string()}
            />
        }
    };
    let dot = |dot: &Dot| {
        let colour = colour_of(colours, dot.writer);
        html! {
            <path
                d={pattern::of(colour).dot(dot.at.x, dot.at.y, DOT)}
                fill={mark_colour(colour)}
                stroke="var(--edge)"
                stroke-width="0.75"
            />
        }
    };
    html! {
        <svg
            class="motion"
            width={width.clone()}
            height={height.clone()}
            viewBox={format!("0 0 {width} {height}")}
            aria-hidden="true"
        >
            { for motion.tapes.iter().map(|(place, tape)| self::tape(colours, place, tape)) }
            { for motion.falling.iter().map(falling) }
            { for motion.dots.iter().map(dot) }
        </svg>
    }
}

fn colour_of(colours: &[String], id: DatabaseId) -> &str {
    colours.get(id.0 as usize).map_or("", String::as_str)
}

/// The colour of a database's commits, which some themes set apart from that of its card.
fn mark_colour(colour: &str) -> String {
    let name = colour.to_ascii_lowercase();
    format!("var(--mark-{name}, var(--db-{name}))")
}

fn tape(colours: &[String], place: &Rect, tape: &Tape) -> Html {
    let (top, height) = (place.y.round(), place.h.round());
    let is_held = tape.replayed < tape.received;
    let line = |x: Option<f32>, colour: &'static str, beyond: f32, width: f32| {
        let x = (x? - width / 2.0).floor();
        let place = Rect { x, y: top - beyond, w: width, h: height + 2.0 * beyond };
        Some(html! { <path d={box_path(&place)} fill={colour} /> })
    };
    let tear = |x: &f32| {
        let step = |step: u8| {
            let step = f32::from(step);
            let y = top + (step * height / 4.0).round();
            box_path(&Rect { x: x + 3.0 - step, y, w: 4.0, h: (height / 4.0).round() })
        };
        html! { <path d={(0..4).map(step).collect::<String>()} fill="var(--card)" /> }
    };
    let alike =
        |one: &TapeMark, other: &TapeMark| (one.writer, one.fate) == (other.writer, other.fate);
    html! {
        <>
            { for tape.marks.chunk_by(alike).map(|marks| self::marks(colours, place, marks)) }
            { for tape.tears.iter().map(tear) }
            { line(tape.received, "var(--ink3)", 0.0, 1.0) }
            { line(tape.replayed, if is_held { "var(--warn)" } else { "var(--ok)" }, 5.0, 2.0) }
            { line(tape.forked, "var(--accent)", 5.0, 2.0) }
            { line(tape.named, "var(--ink)", 5.0, 1.0) }
        </>
    }
}

/// A rectangle as the attribute `d` of a path.
fn box_path(Rect { x, y, w, h }: &Rect) -> String {
    format!("M{x} {y}h{w}v{h}h-{w}z")
}

/// Neighbours of one writer and one fate, as one path.
fn marks(colours: &[String], place: &Rect, marks: &[TapeMark]) -> Html {
    let Some(TapeMark { writer, fate, .. }) = marks.first() else {
        return Html::default();
    };
    let colour = colour_of(colours, *writer);
    let gaps = pattern::of(colour).gaps();
    let filled = |mark: &TapeMark| -> String {
        let pieces = between_gaps(place, mark, gaps).into_iter();
        let piece = |(from, to)| Rect { x: mark.x, y: from, w: MARK_WIDTH, h: to - from };
        pieces.map(|ends| box_path(&piece(ends))).collect()
    };
    // A hollow mark is drawn along the middle of its pixels.
    let hollow = |mark: &TapeMark| {
        let place = Rect { x: mark.x + 0.5, y: mark.y + 0.5, w: MARK_WIDTH, h: mark.h - 1.0 };
        box_path(&place)
    };
    let broken = |mark: &TapeMark| {
        let (x, y, height) = (mark.x + 0.5, mark.y + 0.5, mark.h - 1.0);
        let half = Rect { x, y, w: MARK_WIDTH, h: (height / 2.0).floor() - 1.0 };
        let lower = Rect { y: y + height - half.h, ..half };
        box_path(&half) + &box_path(&lower)
    };
    match fate {
        Fate::Replayed | Fate::Received => {
            let d: String = marks.iter().map(filled).collect();
            let opacity = (*fate == Fate::Received).then_some(PALE);
            html! { <path d={d} fill={mark_colour(colour)} opacity={opacity} /> }
        }
        Fate::LeftBehind => {
            let d: String = marks.iter().map(hollow).collect();
            html! { <path d={d} fill="none" stroke="var(--warn)" /> }
        }
        Fate::Gone => {
            let d: String = marks.iter().map(broken).collect();
            html! { <path d={d} fill="none" stroke="var(--bad)" /> }
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
    async fn rendered(motion: Motion) -> String {
        let colours = vec!["WHITE".to_owned(), "AQUA".to_owned()];
        let props = MotionViewProps { size: Size { w: 100.0, h: 40.0 }, motion, colours };
        let renderer = yew::LocalServerRenderer::<MotionView>::with_props(props);
        let html = renderer.hydratable(false).render();
        tokio::task::LocalSet::new().run_until(html).await
    }

    #[tokio::test]
    async fn what_has_become_of_a_commit_shows_in_its_mark() {
        let place = Rect { x: 0.0, y: 10.0, w: 100.0, h: 20.0 };
        let marks = [Fate::Replayed, Fate::Received, Fate::LeftBehind, Fate::Gone];
        let mark = |(at, fate): (u8, Fate)| TapeMark {
            last: 1,
            x: f32::from(at) * 4.0,
            y: 12.0,
            h: 16.0,
            writer: DatabaseId(1),
            fate,
        };
        let marks = (0..).zip(marks).map(mark).collect();
        let tape = Tape { marks, received: Some(8.0), replayed: Some(4.0), ..Tape::default() };
        let tapes = vec![(place, tape)];
        let html = rendered(Motion { tapes, dots: Vec::new(), falling: Vec::new() }).await;
        let aqua = r#"fill="var(--mark-aqua, var(--db-aqua))""#;
        let expected = [
            format!(r#""M0 12h2v7h-2zM0 21h2v7h-2z" {aqua}>"#),
            format!(r#""M4 12h2v7h-2zM4 21h2v7h-2z" {aqua} opacity="0.3">"#),
            r#""M8.5 12.5h2v15h-2z" fill="none" stroke="var(--warn)">"#.to_owned(),
            r#""M12.5 12.5h2v6h-2zM12.5 21.5h2v6h-2z" fill="none" stroke="var(--bad)">"#.to_owned(),
            r#""M7 10h1v20h-1z" fill="var(--ink3)">"#.to_owned(),
            // What is received and not replayed makes the line of replay a warning.
            r#""M3 5h2v30h-2z" fill="var(--warn)">"#.to_owned(),
        ];
        for part in &expected {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert_eq!(html.matches("<path").count(), expected.len());
    }

    #[tokio::test]
    async fn commits_on_their_way_and_refused_writes_are_drawn() {
        let at = Point { x: 50.0, y: 20.0 };
        let dots = vec![Dot { at, commit: 1, writer: DatabaseId(1) }];
        let html = rendered(Motion { tapes: Vec::new(), dots, falling: vec![(at, 0.5)] }).await;
        let square = pattern::of("AQUA").dot(50.0, 20.0, DOT);
        assert!(html.contains(&format!(r#"<path d="{square}""#)), "{html}");
        assert!(html.contains(r#"<circle cx="50.0" cy="20.0" r="3""#), "{html}");
        assert!(html.contains(r#"opacity="0.5""#), "{html}");
    }
}
