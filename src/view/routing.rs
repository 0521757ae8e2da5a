//! Routing: how links and arrows run between what the layout has placed, and cross no card.

use super::geometry::{Curve, Point, Rect};
use super::layout::{CARD_GAP, Layout};

/// How far left of the cards a chain's links run, and its arrows.
const LINK_OFFSET: f32 = 24.0;
const ARROW_OFFSET: f32 = 34.0;

/// How far left of the cards of a column the routes among them run.
const ROUTE_OFFSET: f32 = 7.0;

/// How far from a stage's edge an arrow passes the first zone.
const EDGE: f32 = 5.0;

impl Layout {
    /// The route from one card to another.
    pub fn link(&self, from: &Rect, to: &Rect) -> Curve {
        if self.chain {
            return around(from, to, LINK_OFFSET);
        }
        if from.x == to.x && self.cards_per_row == 1 {
            // In the same column: out on the right and back.
            let out = |card: &Rect| Point { x: card.right(), y: card.middle() };
            let bulge = |card: &Rect| Point { x: card.right() + 34.0, y: card.middle() };
            return Curve { parts: vec![[out(from), bulge(from), bulge(to), out(to)]] };
        }
        let (mut start, mut end) = (self.port(from), self.port(to));
        if self.is_beyond(from) && self.is_beyond(to) {
            // Along the left of the column that both stand in.
            let x = self.second_column() - ROUTE_OFFSET;
            for part in [&mut start, &mut end] {
                part.extend(part.last().map(|last| Point { x, ..*last }));
            }
        }
        start.extend(end.into_iter().rev());
        Curve::through(&start)
    }

    /// The route from an app to a card: straight to one of the first zone, above or below that
    /// zone to one beyond.
    pub fn arrow(&self, app: &Rect, to: &Rect) -> Curve {
        if self.chain && self.apps.len() > 1 {
            return around(app, to, ARROW_OFFSET);
        }
        if self.chain {
            // Down from under the app and into the card.
            let start = Point { x: app.x + 12.0, y: app.bottom() };
            let end = Point { x: to.x, y: to.middle() };
            let (down, into) = (Point { y: end.y, ..start }, Point { x: end.x - 14.0, ..end });
            return Curve { parts: vec![[start, down, into, end]] };
        }
        let mut route = vec![Point { x: app.right(), y: app.middle() }];
        match self.zones.first().filter(|zone| to.x > zone.right()) {
            Some(first) => {
                let above = app.middle() + to.middle() < self.height;
                let y = if above { EDGE } else { self.height - EDGE };
                route.extend([Point { x: first.x, y }, Point { x: first.right(), y }]);
                route.extend(self.port(to).into_iter().rev());
            }
            None => route.push(Point { x: to.x, y: to.middle() }),
        }
        Curve::through(&route)
    }

    /// The first points of the routes from a card: its right edge in the first zone, its left edge
    /// in the column beyond, and from further right along the gap below the card's row.
    fn port(&self, card: &Rect) -> Vec<Point> {
        let first = self.second_column();
        if !self.is_beyond(card) {
            return vec![Point { x: card.right(), y: card.middle() }];
        }
        if card.x <= first {
            return vec![Point { x: card.x, y: card.middle() }];
        }
        let y = card.bottom() + CARD_GAP / 2.0;
        vec![
            Point { x: card.x + 18.0, y: card.bottom() },
            Point { x: card.x + 4.0, y },
            Point { x: first - ROUTE_OFFSET, y },
        ]
    }

    /// Where the cards of the second column of zones begin.
    fn second_column(&self) -> f32 {
        self.cards.iter().skip(1).flatten().next().map_or(f32::INFINITY, |card| card.x)
    }

    fn is_beyond(&self, card: &Rect) -> bool {
        card.x >= self.second_column()
    }
}

/// Down the gutter, `out` pixels left of the cards.
fn around(from: &Rect, to: &Rect, out: f32) -> Curve {
    let start = Point { x: from.x, y: from.middle() };
    let end = Point { x: to.x, y: to.middle() };
    // A curve reaches three quarters of the way out to its control points.
    let x = to.x - out * 4.0 / 3.0;
    Curve { parts: vec![[start, Point { x, y: start.y }, Point { x, y: end.y }, end]] }
}

#[cfg(test)]
mod tests {
    use crate::view::geometry::{Curve, Rect};
    use crate::view::layout::{Layout, Size, layout};

    /// Asserts that a route keeps off all cards but those it joins.
    fn keeps_off(layout: &Layout, route: &Curve, joined: &[Rect]) {
        let others: Vec<&Rect> =
            layout.cards.iter().flatten().filter(|card| !joined.contains(card)).collect();
        for step in 0..=400_u16 {
            let at = route.at(f32::from(step) / 400.0);
            let dot = Rect { x: at.x - 3.0, y: at.y - 3.0, w: 6.0, h: 6.0 };
            let met = others.iter().find(|other| other.overlaps(&dot));
            assert!(met.is_none(), "{at:?} is on {met:?}, from or to {joined:?} in {layout:?}");
        }
    }

    fn check(w: f32, h: f32, apps: &[usize], zones: &[usize]) {
        let rows: Vec<_> = apps.iter().map(|dynos| (*dynos, 1)).collect();
        let layout = layout(Size { w, h }, &rows, zones);
        let cards: Vec<Rect> = layout.cards.iter().flatten().copied().collect();
        for to in &cards {
            for app in &layout.apps {
                // In one zone of several rows the arrow goes straight.
                keeps_off(&layout, &layout.arrow(app, to), &[*to]);
            }
            for from in cards.iter().filter(|from| *from != to) {
                let zone = |card| layout.cards.iter().position(|zone| zone.contains(card));
                // Nothing follows a database of its own zone.
                if !layout.chain && zone(from) != zone(to) {
                    keeps_off(&layout, &layout.link(from, to), &[*from, *to]);
                }
            }
        }
    }

    #[test]
    fn routes_cross_no_card_that_they_do_not_join() {
        for (w, h) in [(1136.0, 260.0), (1136.0, 480.0), (988.0, 302.0), (800.0, 260.0)] {
            for zones in [&[1, 1][..], &[1, 2], &[3, 3], &[1, 4], &[2, 1, 1], &[1, 4, 4, 4]] {
                check(w, h, &[2], zones);
                check(w, h, &[1, 3], zones);
            }
        }
    }
}
