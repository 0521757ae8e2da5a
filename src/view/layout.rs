//! Layout: where the apps, the zones and the cards stand in a stage of a given size.

use super::geometry::{Curve, Point, Rect};

/// The size of a stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Its width.
    pub w: f32,
    /// Its height; less than the picture needs on a phone, where the page scrolls.
    pub h: f32,
}

/// Where cards would be narrower than this, the stage is a chain from top to bottom.
const LEAST_CARD_WIDTH: f32 = 150.0;

/// A stage narrower than this has less room between things.
const TIGHT: f32 = 960.0;

const PAD: f32 = 10.0;
const ZONE_HEAD: f32 = 24.0;
const ZONE_GAP: f32 = 8.0;
const CARD_GAP: f32 = 11.0;
const MOST_CARD_WIDTH: f32 = 320.0;
const MOST_CARD_HEIGHT: f32 = 150.0;
const LEAST_CARD_HEIGHT: f32 = 80.0;
const CHAIN_GUTTER: f32 = 30.0;

/// Where everything stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Whether it is a chain from top to bottom.
    pub chain: bool,
    /// The height that it takes.
    pub height: f32,
    /// The apps, one above the other.
    pub apps: Vec<Rect>,
    /// The zones that have databases, in the order given.
    pub zones: Vec<Rect>,
    /// The cards of each zone.
    pub cards: Vec<Vec<Rect>>,
}

/// Lays out apps of so many rows each and zones of so many databases each.
pub fn layout(size: Size, apps: &[usize], zones: &[usize]) -> Layout {
    let widths = Widths::of(size.w, if zones.len() > 1 { 2 } else { 1 });
    if widths.card() < LEAST_CARD_WIDTH {
        chain(size, apps, zones)
    } else {
        columns(size, apps, zones, &widths)
    }
}

/// The widths of a stage with columns.
struct Widths {
    app: f32,
    zone: f32,
    /// Between a zone's edge and its cards.
    inset: f32,
    /// From the left edge of a column to that of the next.
    step: f32,
    left: f32,
}

impl Widths {
    fn of(stage: f32, columns: u8) -> Widths {
        let (app, gap, inset) =
            if stage < TIGHT { (158.0, 32.0, 10.0) } else { (176.0, 64.0, 14.0) };
        let count = f32::from(columns);
        let left = PAD + app + gap;
        let room = (stage - left - PAD - gap * (count - 1.0)) / count;
        let zone = room.min(MOST_CARD_WIDTH + 2.0 * inset);
        // What is left over goes to the links and to the arrow alike.
        let spare = (stage - left - PAD - zone * count - gap * (count - 1.0)).max(0.0) / count;
        let spare = spare.min(2.0 * gap);
        Widths { app, zone, inset, step: zone + gap + spare, left: left + spare }
    }

    fn card(&self) -> f32 {
        self.zone - 2.0 * self.inset
    }
}

/// The height of an app's box.
fn app_height(rows: &usize) -> f32 {
    74.0 + *rows as f32 * 31.0
}

/// Apps of so many rows each, one above the other, the first one at `place`.
fn stack(apps: &[usize], mut place: Rect, gap: f32) -> Vec<Rect> {
    let next = |rows| {
        let app = Rect { h: app_height(rows), ..place };
        place.y = app.bottom() + gap;
        app
    };
    apps.iter().map(next).collect()
}

/// The height of a zone with so many cards of this height.
fn zone_height(databases: usize, card: f32) -> f32 {
    ZONE_HEAD + databases.max(1) as f32 * (card + CARD_GAP)
}

/// Two columns of zones: the first ones left, the rest right.
fn columns(size: Size, apps: &[usize], zones: &[usize], widths: &Widths) -> Layout {
    let split = (zones.len() / 2).max(1).min(zones.len());
    let (first, second) = zones.split_at(split);
    let fixed = |column: &[usize]| {
        let cards: usize = column.iter().map(|n| *n.max(&1)).sum();
        let between = ZONE_GAP * column.len().saturating_sub(1) as f32;
        (column.len() as f32 * ZONE_HEAD + between, cards as f32)
    };
    let least = [first, second].map(|column| {
        let (fixed, cards) = fixed(column);
        fixed + cards * (LEAST_CARD_HEIGHT + CARD_GAP) + 2.0 * PAD
    });
    let (stacked, gaps) = (apps.iter().map(app_height).sum::<f32>(), apps.len() as f32 + 1.0);
    let height = size.h.max(least[0]).max(least[1]).max(stacked + gaps * PAD);
    let gap = (height - stacked) / gaps;
    let apps = stack(apps, Rect { x: PAD, y: gap, w: widths.app, h: 0.0 }, gap);
    let mut boxes = Vec::new();
    let mut cards = Vec::new();
    for (at, column) in [first, second].into_iter().enumerate() {
        let (fixed, count) = fixed(column);
        let room = height - 2.0 * PAD - fixed;
        let card_h = (room / count.max(1.0) - CARD_GAP).min(MOST_CARD_HEIGHT);
        // What is left over goes to the zones, so that they fill the column.
        let spare = (room - count * (card_h + CARD_GAP)) / column.len().max(1) as f32;
        let x = widths.left + widths.step * at as f32;
        let mut y = PAD;
        for &databases in column {
            let h = zone_height(databases, card_h) + spare;
            let zone = Rect { x, y, w: widths.zone, h };
            let top = y + ZONE_HEAD + spare / 2.0 - (spare / 2.0).min(ZONE_HEAD / 2.0);
            let card = |row: usize| Rect {
                x: x + widths.inset,
                y: top + (card_h + CARD_GAP) * row as f32,
                w: widths.card(),
                h: card_h,
            };
            cards.push((0..databases).map(card).collect());
            boxes.push(zone);
            y += h + ZONE_GAP;
        }
    }
    Layout { chain: false, height, apps, zones: boxes, cards }
}

fn chain(size: Size, apps: &[usize], zones: &[usize]) -> Layout {
    let pad = 12.0;
    // Several leave room at their left for the way down from each.
    let x = if apps.len() > 1 { pad + CHAIN_GUTTER + 10.0 } else { pad };
    let apps = stack(apps, Rect { x, y: pad, w: size.w - x - pad, h: 0.0 }, pad);
    let mut y = apps.last().map_or(0.0, Rect::bottom) + 26.0;
    let mut boxes = Vec::new();
    let mut cards = Vec::new();
    for &databases in zones {
        let x = pad + CHAIN_GUTTER;
        let h = MOST_CARD_HEIGHT;
        let n = databases as f32;
        let zone_h = ZONE_HEAD + n * (h + CARD_GAP);
        let zone = Rect { x, y, w: size.w - x - pad, h: zone_h };
        let card = |row: usize| Rect {
            x: zone.x + 10.0,
            y: zone.y + ZONE_HEAD + (h + CARD_GAP) * row as f32,
            w: zone.w - 20.0,
            h,
        };
        cards.push((0..databases).map(card).collect());
        boxes.push(zone);
        y = zone.bottom() + 16.0;
    }
    Layout { chain: true, height: y, apps, zones: boxes, cards }
}

impl Layout {
    /// The way from one card to another.
    pub fn link(&self, from: &Rect, to: &Rect) -> Curve {
        if self.chain {
            return self.around(from, to, CHAIN_GUTTER - 6.0);
        }
        if (from.x - to.x).abs() < 1.0 {
            // In the same column: out on the right and back.
            let (start, end) = (
                Point { x: from.right(), y: from.middle() },
                Point { x: to.right(), y: to.middle() },
            );
            let (out, back) =
                (Point { x: start.x + 34.0, ..start }, Point { x: end.x + 34.0, ..end });
            return Curve { parts: vec![[start, out, back, end]] };
        }
        let (start, end) = if to.x > from.x {
            (Point { x: from.right(), y: from.middle() }, Point { x: to.x, y: to.middle() })
        } else {
            (Point { x: from.x, y: from.middle() }, Point { x: to.right(), y: to.middle() })
        };
        Curve::through(&[start, end])
    }

    /// The way from an app to a card: straight to one in the first column, above or below that
    /// column to one beyond.
    pub fn arrow(&self, app: &Rect, to: &Rect) -> Curve {
        if self.chain && self.apps.len() > 1 {
            return self.around(app, to, CHAIN_GUTTER + 4.0);
        }
        if self.chain {
            // Down from under the app and into the card.
            let start = Point { x: app.x + 12.0, y: app.bottom() };
            let end = Point { x: to.x, y: to.middle() };
            let (down, into) = (Point { y: end.y, ..start }, Point { x: end.x - 14.0, ..end });
            return Curve { parts: vec![[start, down, into, end]] };
        }
        let mut way = vec![Point { x: app.right(), y: app.middle() }];
        if let Some(first) = self.zones.first().filter(|zone| to.x > zone.right()) {
            let above = app.middle() + to.middle() < self.height;
            let y = if above { PAD / 2.0 } else { self.height - PAD / 2.0 };
            way.extend([Point { x: first.x, y }, Point { x: first.right(), y }]);
        }
        way.push(Point { x: to.x, y: to.middle() });
        Curve::through(&way)
    }

    /// Down the gutter, `out` pixels left of the cards.
    fn around(&self, from: &Rect, to: &Rect, out: f32) -> Curve {
        let start = Point { x: from.x, y: from.middle() };
        let end = Point { x: to.x, y: to.middle() };
        // A curve reaches three quarters of the way out to its control points.
        let x = to.x - out * 4.0 / 3.0;
        Curve { parts: vec![[start, Point { x, y: start.y }, Point { x, y: end.y }, end]] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(w: f32, h: f32, apps: &[usize], zones: &[usize]) {
        let size = Size { w, h };
        let layout = layout(size, apps, zones);
        let cards: Vec<Rect> =
            layout.apps.iter().chain(layout.cards.iter().flatten()).copied().collect();
        let whole = Rect { x: 0.0, y: 0.0, w, h: layout.height };
        assert_eq!(cards.len(), apps.len() + zones.iter().sum::<usize>());
        for (at, card) in cards.iter().enumerate() {
            assert!(whole.holds(card), "{card:?} is not within {whole:?}");
            assert!(card.h >= LEAST_CARD_HEIGHT - 0.1, "{card:?} is too low");
            assert!(card.w >= LEAST_CARD_WIDTH, "{card:?} is too narrow");
            for other in &cards[..at] {
                assert!(!card.overlaps(other), "{card:?} and {other:?}");
            }
        }
        for (zone, cards) in layout.zones.iter().zip(&layout.cards) {
            assert!(cards.iter().all(|card| zone.holds(card)), "{zone:?} holds {cards:?}");
        }
    }

    /// Whether a way to the last card keeps off all others.
    fn check_arrow(h: f32, apps: &[usize], zones: &[usize]) {
        let layout = layout(Size { w: 1136.0, h }, apps, zones);
        let cards: Vec<Rect> = layout.cards.iter().flatten().copied().collect();
        let (to, others) = cards.split_last().expect("there are cards");
        for app in &layout.apps {
            let way = layout.arrow(app, to);
            for step in 0..=200_u8 {
                let at = way.at(f32::from(step) / 200.0);
                let dot = Rect { x: at.x - 3.0, y: at.y - 3.0, w: 6.0, h: 6.0 };
                let met = others.iter().find(|other| other.overlaps(&dot));
                assert!(met.is_none(), "{h} {apps:?} {zones:?}: {at:?} is on {met:?}");
            }
        }
    }

    #[test]
    fn the_arrow_crosses_no_other_card() {
        for h in [260.0, 480.0] {
            for zones in [&[1, 1][..], &[1, 2], &[3, 3], &[1, 4], &[2, 1, 1], &[4]] {
                check_arrow(h, &[2], zones);
                check_arrow(h, &[1, 3], zones);
            }
        }
    }

    #[test]
    fn nothing_overlaps_at_any_size() {
        for (w, h) in
            [(1136.0, 480.0), (976.0, 300.0), (800.0, 260.0), (390.0, 500.0), (360.0, 300.0)]
        {
            for zones in
                [&[1][..], &[1, 1], &[1, 2], &[2, 1, 1], &[3, 3], &[1, 4], &[1, 1, 1, 1, 1, 1]]
            {
                for apps in [&[1][..], &[2], &[4], &[2, 2], &[1, 3, 2]] {
                    check(w, h, apps, zones);
                }
            }
        }
    }
}
