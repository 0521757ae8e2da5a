//! Where the parts of a card stand. A low card has one row above its tape, and a crowded one shows
//! why it is as it is by a mark alone.

use super::geometry::{Rect, pair, px};

pub const LEAST_CARD_HEIGHT: f32 = 46.0;
pub const MOST_CARD_HEIGHT: f32 = 150.0;

/// From this height on a card has a line for its cause.
pub const ROOMY_CARD_HEIGHT: f32 = 76.0;

/// From this height on the two lines below the tape have more room.
const LOOSE_CARD_HEIGHT: f32 = 98.0;

/// From this height on there are two rows above the tape.
const FULL_CARD_HEIGHT: f32 = 132.0;

/// The place that a mark takes beside a text.
pub const CAUSE_ICON_WIDTH: f32 = 13.0;

/// How much a card has room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardSize {
    Full,
    Low,
    Crowded,
}

/// The places of a card's parts. Texts are placed by their baselines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CardLayout {
    pub size: CardSize,
    pub tape: Rect,
    pub name_y: f32,
    /// The row with the role and the plan; on a low card the role stands at the name's right.
    pub role_y: f32,
    pub line_y: f32,
    pub cause_y: f32,
    /// The frame around a cause that is no good news.
    pub cause_frame: Rect,
    /// The badge sits on the card's upper edge, above every text.
    pub badge: Rect,
}

impl CardLayout {
    pub fn of(card: &Rect) -> CardLayout {
        let size = if card.h < ROOMY_CARD_HEIGHT {
            CardSize::Crowded
        } else if card.h < FULL_CARD_HEIGHT {
            CardSize::Low
        } else {
            CardSize::Full
        };
        let tape = tape(card, size);
        let (name_y, role_y) = match size {
            CardSize::Full => (27.0, 46.0),
            CardSize::Low => (19.0, 19.0),
            CardSize::Crowded => (15.0, 15.0),
        };
        let (line_y, cause_y, frame_h) =
            if card.h < LOOSE_CARD_HEIGHT { (14.0, 28.0, 15.0) } else { (18.0, 39.0, 20.0) };
        let cause_y = tape.bottom() + cause_y;
        let badge_right = card.right() - 10.0;
        CardLayout {
            size,
            tape,
            name_y: card.y + name_y,
            role_y: card.y + role_y,
            line_y: tape.bottom() + line_y,
            cause_y,
            cause_frame: Rect { y: cause_y - 4.0 - frame_h / 2.0, h: frame_h, ..tape },
            badge: Rect { x: badge_right - 100.0, y: card.y - 14.0, w: 100.0, h: 16.0 },
        }
    }

    pub fn is_crowded(&self) -> bool {
        self.size == CardSize::Crowded
    }

    /// The part of the tape that is filled while a base backup is restored.
    pub fn progress(&self, per_mille: u64) -> Rect {
        Rect { w: self.tape.w * per_mille as f32 / 1_000.0, ..self.tape }
    }
}

fn tape(card: &Rect, size: CardSize) -> Rect {
    let (top, h, left, right) = match size {
        CardSize::Full => (58.0, 22.0, 24.0, 14.0),
        CardSize::Low => (26.0, (card.h - 62.0).min(22.0), 24.0, 14.0),
        CardSize::Crowded => (20.0, (card.h - 39.0).clamp(7.0, 22.0), 19.0, 8.0),
    };
    Rect { x: card.x + left, y: card.y + top, w: card.w - left - right, h }
}

/// The coloured edge of a card as the attribute `d` of a path.
pub fn spine_path(card: &Rect) -> String {
    let (start, h) = (pair(card.x + 12.0, card.y), px(card.h - 24.0));
    format!("M{start} a12 12 0 0 0 -12 12 v{h} a12 12 0 0 0 12 12 z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_card_stand_one_below_the_other() {
        let check = |h, size| {
            let card = Rect { x: 10.0, y: 20.0, w: 300.0, h };
            let layout = CardLayout::of(&card);
            assert_eq!(layout.size, size, "{h}");
            assert!(card.holds(&layout.tape), "{layout:?}");
            assert!(layout.role_y <= layout.tape.y && layout.tape.bottom() < layout.line_y);
            assert!(layout.line_y < layout.cause_y && layout.line_y < card.bottom());
            assert!(layout.is_crowded() || card.holds(&layout.cause_frame), "{layout:?}");
            assert_eq!(layout.progress(500).w * 2.0, layout.tape.w);
        };
        check(LEAST_CARD_HEIGHT, CardSize::Crowded);
        check(75.9, CardSize::Crowded);
        check(ROOMY_CARD_HEIGHT, CardSize::Low);
        check(131.9, CardSize::Low);
        check(132.0, CardSize::Full);
        check(MOST_CARD_HEIGHT, CardSize::Full);
    }

    #[test]
    fn a_spine_is_a_path() {
        let card = Rect { x: 1.0, y: 2.0, w: 300.0, h: 100.0 };
        assert_eq!(spine_path(&card), "M13.0 2.0 a12 12 0 0 0 -12 12 v76.0 a12 12 0 0 0 12 12 z");
    }
}
