//! The head of a card: its name and what stands beside and below it, cut to the room there is.

use super::Tone;
use super::card::CardText;
use super::card_layout::{CardLayout, CardSize};
use super::text::{LOW_NAME, NAME, SMALL, elide, width};

/// A low card narrower than this writes its name in smaller letters.
const NARROW_TAPE: f32 = 170.0;

/// The texts of a card's head; one without room is empty.
#[derive(Clone, Debug, PartialEq)]
pub struct CardHead {
    /// Whether the name is in smaller letters.
    pub small_name: bool,
    pub owner: String,
    pub owner_x: f32,
    /// The role in full, in the second row.
    pub role: String,
    /// At the right: the plan, or on a low card the role in a word.
    pub end: String,
    pub end_tone: Tone,
}

impl CardHead {
    pub fn of(words: &CardText, layout: &CardLayout) -> CardHead {
        let room = layout.tape.w;
        let is_low = layout.size != CardSize::Full;
        let small_name = layout.is_crowded() || is_low && room < NARROW_TAPE;
        // Big letters are wider than they are taken to be.
        let (letter, gap) = if small_name { (LOW_NAME, 8.0) } else { (NAME, 14.0) };
        let name_width = width(&words.name, letter) + gap;
        let owner = words.owner.as_deref().unwrap_or_default();
        // An ellipsis alone says nothing.
        let owner_room = room - name_width;
        let has_room = owner_room >= 3.0 * SMALL;
        let owner = if has_room { elide(owner, SMALL, owner_room) } else { String::new() };
        let (taken, end, end_tone) = if is_low {
            let brief = words.role.text.split('·').next().unwrap_or_default().trim_end();
            (name_width + width(&owner, SMALL), brief, words.role.tone)
        } else {
            (width(&words.role.text, SMALL), words.plan.as_str(), Tone::Plain)
        };
        let end_fits = taken + 2.0 + width(end, SMALL) <= room;
        CardHead {
            small_name,
            owner,
            owner_x: layout.tape.x + name_width,
            role: if is_low { String::new() } else { elide(&words.role.text, SMALL, room) },
            end: if end_fits { end.to_owned() } else { String::new() },
            end_tone,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::geometry::Rect;
    use crate::view::toned_text::TonedText;

    fn head(w: f32, h: f32) -> CardHead {
        let note = |text: &str| TonedText { tone: Tone::Dim, text: text.to_owned() };
        let words = CardText {
            name: "CHARCOAL".to_owned(),
            owner: Some("sushi".to_owned()),
            role: note("Leader · read/write"),
            plan: "Crane · $50/mo".to_owned(),
            line: note("commit 47,000"),
            summary: String::new(),
            small: false,
            figure: String::new(),
            cause: None,
            mark: None,
            badge: Some("DATABASE_URL".to_owned()),
            progress: None,
        };
        CardHead::of(&words, &CardLayout::of(&Rect { x: 0.0, y: 0.0, w, h }))
    }

    #[test]
    fn a_full_card_has_its_role_and_its_plan_in_a_second_row() {
        let head = head(320.0, 150.0);
        assert!(!head.small_name);
        assert_eq!(
            (head.owner.as_str(), head.role.as_str(), head.end.as_str()),
            ("sushi", "Leader · read/write", "Crane · $50/mo")
        );
    }

    #[test]
    fn a_low_card_has_its_role_in_a_word_if_that_fits() {
        let low = head(320.0, 100.0);
        assert_eq!((low.role.as_str(), low.end.as_str(), low.end_tone), ("", "Leader", Tone::Dim));
        let crowded = head(124.0, 50.0);
        assert!(crowded.small_name);
        assert_eq!((crowded.owner.as_str(), crowded.end.as_str()), ("su…", ""));
    }
}
