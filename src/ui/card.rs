//! The card of a database.

use std::rc::Rc;

use yew::prelude::*;

use super::render_count;
use super::selectable::selectable;
use super::svg::{Anchor, colour_var, path, rect, text_in_row as text, title};
use super::tone::{tone_class, toned};
use crate::platform::app::DATABASE_URL;
use crate::playground::{Msg, Selection};
use crate::view::card_layout::spine_path;
use crate::view::geometry::{Rect, px};
use crate::view::stage::Card;
use crate::view::toned_text::TonedText;
use crate::view::{Tone, pattern};

#[derive(Properties, PartialEq)]
pub struct CardViewProps {
    pub card: Rc<Card>,
    pub is_selected: bool,
    /// The width of the tapes of the stage.
    pub tape_width: f32,
    pub onmsg: Callback<Msg>,
}

#[component]
pub fn CardView(props: &CardViewProps) -> Html {
    render_count::add("CardView");
    let card = &*props.card;
    let (layout, words) = (&card.layout, &card.words);
    let tape = &layout.tape;
    let line_face = if words.small || words.line.tone == Tone::Dim { "small" } else { "mono" };
    let line_class = toned(line_face, words.line.tone);
    let inner = html! {
        <>
            { rect(&card.place, "box", 12, None) }
            <path class="spine" d={spine_path(&card.place)} fill={colour_var(&words.name)} />
            { path("notch", pattern::of(&words.name).cuts(&card.place), None) }
            { head(card) }
            { rect(tape, "tape", 4, None) }
            { text(tape.x, layout.line_y, line_class, Anchor::Start, &words.line.text) }
            { words.progress.map(|done| rect(&layout.progress(done), "progress", 4, None)) }
            { words.badge.as_ref().map(|words| badge(card, words)) }
            if layout.is_crowded() {
                { cause_mark(card, tape.right() - 10.0, layout.line_y - 9.0) }
            } else {
                { text(tape.right(), layout.line_y, "mono", Anchor::End, &words.figure) }
                { words.cause.as_ref().map(|note| cause(card, note)) }
            }
        </>
    };
    selectable(
        classes!("card", card.down.then_some("down"), card.is_ha_standby.then_some("standby")),
        label(card),
        Selection::Database(card.id),
        props.is_selected,
        props.tape_width,
        &props.onmsg,
        inner,
    )
}

/// The card in words, and all that is read on it, as people say it who speak to a computer.
fn label(card: &Card) -> String {
    let (words, head) = (&card.words, &card.head);
    let mut parts = vec![&*words.name, &*head.owner, &*head.role, &*head.end, &*words.line.text];
    parts.extend(words.badge.as_deref());
    if !card.layout.is_crowded() {
        parts.push(&words.figure);
        parts.extend(words.cause.as_ref().map(|note| note.text.as_str()));
    }
    parts.retain(|part| !part.is_empty());
    let owner = match &words.owner {
        Some(owner) if card.is_ha_standby => format!(" {owner}"),
        Some(owner) => format!(" of {owner}"),
        None => String::new(),
    };
    let read = parts.join(" ");
    format!("{}{owner}, {}, {}. {read}", words.name, words.role.text, words.summary)
}

/// Name, owner, role and plan.
fn head(card: &Card) -> Html {
    let (layout, words, head) = (&card.layout, &card.words, &card.head);
    let (left, right) = (layout.tape.x, layout.tape.right());
    let name_class = classes!("name", head.small_name.then_some("low"));
    let role_class = toned("small", words.role.tone);
    let end_class = toned("small", head.end_tone);
    html! {
        <>
            { text(left, layout.name_y, name_class, Anchor::Start, &words.name) }
            { text(head.owner_x, layout.name_y, "small", Anchor::Start, &head.owner) }
            { text(left, layout.role_y, role_class, Anchor::Start, &head.role) }
            { text(right, layout.role_y, end_class, Anchor::End, &head.end) }
        </>
    }
}

/// Why a database is as it is, with its mark, in a frame if that is no good news.
fn cause(card: &Card, note: &TonedText) -> Html {
    let (frame, y) = (&card.layout.cause_frame, card.layout.cause_y);
    let (class, is_framed) = match note.tone {
        Tone::Warn => ("why warn", true),
        Tone::Bad => ("why bad", true),
        Tone::Plain | Tone::Dim | Tone::Good => ("small", false),
    };
    let x = if is_framed { frame.x + 6.0 } else { frame.x };
    let text_x = if card.words.mark.is_some() { x + 15.0 } else { x + 2.0 };
    html! {
        <>
            { is_framed.then(|| rect(frame, class, 4, None)) }
            { cause_mark(card, x, y - 9.0) }
            { text(text_x, y, class, Anchor::Start, &note.text) }
        </>
    }
}

/// The mark of a card's cause, with its upper left corner there.
fn cause_mark(card: &Card, x: f32, y: f32) -> Option<Html> {
    let (mark, note) = card.words.mark.zip(card.words.cause.as_ref())?;
    let moved = format!("translate({} {})", px(x), px(y));
    Some(html! {
        <path class={classes!("cause", tone_class(note.tone))} d={mark.outline()} transform={moved}>
            { title(&note.text) }
        </path>
    })
}

fn badge(card: &Card, words: &str) -> Html {
    /// The width of a letter, and of what is left and right of all.
    const LETTER: f32 = 20.0 / 3.0;
    const PADDING: f32 = 20.0;
    /// Left of it there may be the name of the zone.
    const ZONE: f32 = 90.0;
    let place = &card.layout.badge;
    let width = |words: &str| words.len() as f32 * LETTER + PADDING;
    let words = if width(words) <= card.place.w - ZONE { words } else { DATABASE_URL };
    let w = width(words);
    let place = Rect { x: place.right() - w, w, ..*place };
    let (right, y) = (place.right() - PADDING / 2.0, place.y + 12.0);
    html! {
        <>
            { rect(&place, "badge", 8, None) }
            { text(right, y, "badge-text", Anchor::End, words) }
        </>
    }
}
