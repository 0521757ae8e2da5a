//! Layout: where the apps, the zones and the cards stand in a stage of a given size.
//!
//! At the left stand the apps, then the first zone, where the first leader is, then all other
//! zones in one column, with as many cards side by side as make the cards high enough. A zone
//! never changes its side, whatever becomes a leader. Where cards would be too narrow, the stage
//! is a chain from top to bottom.

use super::card_layout::{LEAST_CARD_HEIGHT, MOST_CARD_HEIGHT, ROOMY_CARD_HEIGHT};
use super::geometry::Rect;

/// A size in pixels. On a phone, where the page scrolls, a stage may need more height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    pub w: f32,
    pub h: f32,
}

/// Where cards would be narrower than this, the stage is a chain from top to bottom.
const LEAST_CARD_WIDTH: f32 = 170.0;

/// Cards of a crowd may be as narrow as this: a name, a role and how far behind in 11 px.
const CROWDED_WIDTH: f32 = 158.0;

/// Cards of a crowd may be as narrow as this where the stage would scroll otherwise.
const LEAST_CROWDED_WIDTH: f32 = 116.0;

/// A stage narrower than this has less room between things.
const TIGHT: f32 = 1_000.0;

/// More databases than these are a crowd.
const CROWD: usize = 8;

const PAD: f32 = 10.0;
const ZONE_GAP: f32 = 8.0;
const MOST_CARD_WIDTH: f32 = 320.0;

/// On a very wide stage, the share of its width that a card has at most, and that is between a card
/// and the next besides the least gap.
const WIDE_CARD: f32 = 0.19;
const WIDE_GAP: f32 = 0.2;

const CHAIN_GUTTER: f32 = 30.0;

/// Between cards, where the routes to cards of further columns run.
pub(super) const CARD_GAP: f32 = 11.0;

/// How much of an app's box there is room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// A row for each dyno and each config var.
    All,
    /// A lower row for each dyno.
    Dynos,
    /// Its name and its state.
    Name,
}

/// The rows of an app's box: dynos, and config vars.
pub type Rows = (usize, usize);

/// Where everything stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Whether it is a chain from top to bottom.
    pub chain: bool,
    /// The height that it takes.
    pub height: f32,
    /// How much of each app is shown.
    pub detail: Detail,
    /// The apps, one above the other.
    pub apps: Vec<Rect>,
    /// The zones that have databases, in the order given.
    pub zones: Vec<Rect>,
    /// The height of the row with a zone's name.
    pub head: f32,
    /// The cards of each zone.
    pub cards: Vec<Vec<Rect>>,
    /// Cards side by side in the zones of the second column.
    pub(super) cards_per_row: usize,
}

/// Lays out apps of so many rows each and zones of so many databases each.
pub fn layout(size: Size, apps: &[Rows], zones: &[usize]) -> Layout {
    columns(size, apps, zones).unwrap_or_else(|| chain(size, apps, zones))
}

/// The height of an app's box.
fn app_height((dynos, vars): Rows, detail: Detail) -> f32 {
    match detail {
        Detail::All => 70.0 + dynos as f32 * 31.0 + vars as f32 * 19.0,
        Detail::Dynos => 52.0 + dynos as f32 * 25.0,
        Detail::Name => 46.0,
    }
}

/// Apps of so many rows each, one above the other, the first one at `place`.
fn stack(apps: &[Rows], detail: Detail, mut place: Rect, gap: f32) -> Vec<Rect> {
    let mut stack = Vec::new();
    for rows in apps {
        place.h = app_height(*rows, detail);
        stack.push(place);
        place.y = place.bottom() + gap;
    }
    stack
}

/// As much detail as fits into a height, and the height that all boxes take then.
fn fit(apps: &[Rows], height: f32) -> (Detail, f32) {
    let mut found = (Detail::All, 0.0);
    for detail in [Detail::All, Detail::Dynos, Detail::Name] {
        let boxes: f32 = apps.iter().map(|rows| app_height(*rows, detail)).sum();
        found = (detail, boxes);
        if boxes + (apps.len() as f32 + 1.0) * PAD <= height {
            break;
        }
    }
    found
}

/// Rows of cards that a zone needs.
fn rows(databases: usize, cards_per_row: usize) -> f32 {
    databases.max(1).div_ceil(cards_per_row) as f32
}

/// A column of zones.
struct CardColumn<'a> {
    zones: &'a [usize],
    cards_per_row: usize,
    head: f32,
}

impl CardColumn<'_> {
    /// The height that the zones take besides rows of cards, and how many such rows there are.
    fn needs(&self) -> (f32, f32) {
        let card_rows =
            self.zones.iter().map(|databases| rows(*databases, self.cards_per_row)).sum();
        let heads = self.zones.len() as f32 * self.head;
        let gaps = ZONE_GAP * self.zones.len().saturating_sub(1) as f32;
        (heads + gaps + 2.0 * PAD, card_rows)
    }

    /// The height of a card in a column of this height.
    fn card_height(&self, height: f32) -> f32 {
        let (fixed, rows) = self.needs();
        ((height - fixed) / rows.max(1.0) - CARD_GAP).min(MOST_CARD_HEIGHT)
    }

    fn least_height(&self) -> f32 {
        let (fixed, rows) = self.needs();
        fixed + rows * (LEAST_CARD_HEIGHT + CARD_GAP)
    }

    /// Places the zones and their cards of this width from `x` on.
    fn place(&self, x: f32, inset: f32, card_w: f32, height: f32, layout: &mut Layout) {
        let (fixed, rows_of_all) = self.needs();
        let card_h = self.card_height(height);
        // What is left over goes to the zones, so that they fill the column.
        let spare = height - fixed - rows_of_all * (card_h + CARD_GAP);
        let spare = spare / self.zones.len().max(1) as f32;
        let mut y = PAD;
        for &databases in self.zones {
            let h = self.head + rows(databases, self.cards_per_row) * (card_h + CARD_GAP) + spare;
            let top = y + self.head + spare / 2.0 - (spare / 2.0).min(self.head / 2.0);
            let mut cards = Vec::new();
            for at in 0..databases {
                let (row, column) = (at / self.cards_per_row, at % self.cards_per_row);
                cards.push(Rect {
                    x: x + inset + (card_w + inset) * column as f32,
                    y: top + (card_h + CARD_GAP) * row as f32,
                    w: card_w,
                    h: card_h,
                });
            }
            layout.cards.push(cards);
            let w = inset + (card_w + inset) * self.cards_per_row as f32;
            layout.zones.push(Rect { x, y, w, h });
            y += h + ZONE_GAP;
        }
    }
}

/// The first zone at the left, all others at the right; none where cards would be too narrow.
fn columns(size: Size, apps: &[Rows], zones: &[usize]) -> Option<Layout> {
    let (app_w, gap, inset) =
        if size.w < TIGHT { (176.0, 26.0, 10.0) } else { (176.0, 60.0, 14.0) };
    let head = if size.h < 320.0 { 19.0 } else { 24.0 };
    // A crowd gets what room there is.
    let app_w = if size.w < TIGHT && zones.iter().sum::<usize>() > CROWD { 140.0 } else { app_w };
    let (first, rest) = zones.split_at(zones.len().min(1));
    let sides = if rest.is_empty() { 1.0 } else { 2.0 };
    let left = PAD + app_w + gap;
    let room = size.w - left - PAD - (gap + inset) * (sides - 1.0) - inset;
    // Few columns, as long as the cards are high enough.
    let mut best: Option<(usize, f32, f32)> = None;
    for cards_per_row in 1..=rest.iter().copied().max().unwrap_or(1).min(4) {
        let w = room / (cards_per_row as f32 + sides - 1.0) - inset;
        let least = match best {
            None => LEAST_CARD_WIDTH,
            Some((.., h)) if h < LEAST_CARD_HEIGHT => LEAST_CROWDED_WIDTH,
            Some(_) => CROWDED_WIDTH,
        };
        if w < least {
            break;
        }
        let h = CardColumn { zones: rest, cards_per_row, head }.card_height(size.h);
        if best.is_none_or(|(_, _, before)| before < ROOMY_CARD_HEIGHT && h > before) {
            best = Some((cards_per_row, w, h));
        }
    }
    let (cards_per_row, card_w, _) = best?;
    let card_w = card_w.min(MOST_CARD_WIDTH.max(size.w * WIDE_CARD));
    let (one, other) = (
        CardColumn { zones: first, cards_per_row: 1, head },
        CardColumn { zones: rest, cards_per_row, head },
    );
    let height = size.h.max(one.least_height()).max(other.least_height());
    let (detail, boxes) = fit(apps, height);
    let height = height.max(boxes + (apps.len() as f32 + 1.0) * PAD);
    let between = (height - boxes) / (apps.len() as f32 + 1.0);
    // What is left over goes to the links and to the arrow alike.
    let cards = cards_per_row as f32 + sides - 1.0;
    let most_spare = (2.0 * gap).max(size.w * WIDE_GAP);
    let spare = ((room - (card_w + inset) * cards).max(0.0) / sides).min(most_spare);
    let apps = stack(apps, detail, Rect { x: PAD, y: between, w: app_w, h: 0.0 }, between);
    let (zones, cards) = (Vec::new(), Vec::new());
    let mut layout =
        Layout { chain: false, height, detail, apps, zones, head, cards, cards_per_row };
    one.place(left + spare, inset, card_w, height, &mut layout);
    let step = card_w + 2.0 * inset + gap + spare;
    other.place(left + spare + step, inset, card_w, height, &mut layout);
    Some(layout)
}

fn chain(size: Size, apps: &[Rows], zones: &[usize]) -> Layout {
    let (pad, card_h, head, detail) = (6.0, 54.0, 16.0, Detail::Name);
    // Several apps leave room at their left for the route down from each.
    let x = if apps.len() > 1 { pad + CHAIN_GUTTER + 10.0 } else { pad };
    let apps = stack(apps, detail, Rect { x, y: pad, w: size.w - x - pad, h: 0.0 }, pad);
    let mut y = apps.last().map_or(0.0, Rect::bottom) + 2.0 * pad;
    let (mut boxes, mut cards) = (Vec::new(), Vec::new());
    for &databases in zones {
        let x = pad + CHAIN_GUTTER;
        let h = head + databases as f32 * (card_h + CARD_GAP);
        let zone = Rect { x, y, w: size.w - x - pad, h };
        let card = |row: usize| Rect {
            x: zone.x + 10.0,
            y: zone.y + head + (card_h + CARD_GAP) * row as f32,
            w: zone.w - 20.0,
            h: card_h,
        };
        cards.push((0..databases).map(card).collect());
        boxes.push(zone);
        y = zone.bottom() + pad;
    }
    Layout { chain: true, height: y, detail, apps, zones: boxes, head, cards, cards_per_row: 1 }
}

/// A card alone, in a stage of this size.
pub fn alone(size: Size) -> Layout {
    let head = 24.0;
    let card = Rect { x: PAD, y: head, w: size.w - 2.0 * PAD, h: size.h - head - PAD };
    Layout {
        chain: true,
        height: size.h,
        detail: Detail::Name,
        apps: Vec::new(),
        zones: vec![Rect { x: 0.0, y: 0.0, w: size.w, h: size.h }],
        head,
        cards: vec![vec![Rect { h: card.h.min(MOST_CARD_HEIGHT), ..card }]],
        cards_per_row: 1,
    }
}

impl Layout {
    /// Where a row is in the box of its app: dynos first, then config vars.
    pub fn row(&self, app: &Rect, dynos: usize, at: usize) -> Rect {
        let (top, step, h) = match self.detail {
            Detail::All => (60.0, 31.0, 26.0),
            _ => (48.0, 25.0, 21.0),
        };
        let (rows, rest) = (at.min(dynos) as f32, at.saturating_sub(dynos) as f32);
        let y = app.y + top + rows * step + rest * 19.0;
        let h = if at < dynos { h } else { 17.0 };
        Rect { x: app.x + 10.0, y, w: app.w - 20.0, h }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(w: f32, h: f32, apps: &[usize], zones: &[usize]) {
        let size = Size { w, h };
        let rows: Vec<Rows> = apps.iter().map(|dynos| (*dynos, 2)).collect();
        let layout = layout(size, &rows, zones);
        let cards: Vec<Rect> =
            layout.apps.iter().chain(layout.cards.iter().flatten()).copied().collect();
        let whole = Rect { x: 0.0, y: 0.0, w, h: layout.height };
        assert_eq!(cards.len(), apps.len() + zones.iter().sum::<usize>());
        for (at, card) in cards.iter().enumerate() {
            assert!(whole.holds(card), "{card:?} is not within {whole:?}");
            assert!(card.h >= LEAST_CARD_HEIGHT - 0.1, "{card:?} is too low");
            assert!(card.w >= LEAST_CROWDED_WIDTH, "{card:?} is too narrow");
            for other in &cards[..at] {
                assert!(!card.overlaps(other), "{card:?} and {other:?}");
            }
        }
        for (zone, cards) in layout.zones.iter().zip(&layout.cards) {
            assert!(cards.iter().all(|card| zone.holds(card)), "{zone:?} holds {cards:?}");
        }
        for (app, rows) in layout.apps.iter().zip(&rows) {
            let shown = match layout.detail {
                Detail::All => rows.0 + rows.1,
                Detail::Dynos => rows.0,
                Detail::Name => 0,
            };
            for at in 0..shown {
                let row = layout.row(app, rows.0, at);
                assert!(app.holds(&row), "{row:?} in {app:?}");
                assert!(at == 0 || !row.overlaps(&layout.row(app, rows.0, at - 1)));
            }
        }
    }

    #[test]
    fn nothing_overlaps_at_any_size() {
        for (w, h) in [
            (2268.0, 840.0),
            (1136.0, 480.0),
            (988.0, 302.0),
            (800.0, 260.0),
            (390.0, 500.0),
            (360.0, 300.0),
            (320.0, 240.0),
        ] {
            for zones in
                [&[1][..], &[1, 1], &[1, 2], &[2, 1, 1], &[3, 3], &[1, 4, 4, 4], &[1, 1, 1, 1, 1]]
            {
                for apps in [&[1][..], &[2], &[4], &[2, 2], &[1, 3, 2]] {
                    check(w, h, apps, zones);
                }
            }
        }
    }

    #[test]
    fn twelve_followers_need_no_scrolling_on_a_small_screen() {
        let size = Size { w: 988.0, h: 302.0 };
        for zones in [&[1, 12][..], &[1, 6, 6], &[1, 4, 4, 4]] {
            let layout = layout(size, &[(2, 1)], zones);
            assert_eq!(layout.height, size.h, "{zones:?}");
        }
    }
}
