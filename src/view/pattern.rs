//! Patterns tell two databases apart where their colours do not: by gaps in a mark and in a card's
//! spine, and by the shape of a dot.
//!
//! Two colours of one pattern differ by 12 or more (CIEDE2000) in every theme, for people with
//! usual sight and for the three common kinds of colour blindness; a test (`tests/it/colours.rs`)
//! holds that. With four patterns every colour stays what its name says.

use super::geometry::{Rect, pair};
use crate::platform::colours::COLOURS;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// No gap; a dot is a disc.
    Plain,
    /// One gap; a dot is a square.
    Split,
    /// Two gaps; a dot is a square that stands on its corner.
    Dashed,
    /// Three gaps; a dot is a triangle.
    Dotted,
}

use Pattern::{Dashed, Dotted, Plain, Split};

/// The patterns of the colours, row by row as [`COLOURS`] has them.
#[rustfmt::skip]
const PATTERNS: [Pattern; COLOURS.len()] = [
    Plain, Split, Plain, Split, Dotted, Split, Plain, Dotted, Split, Dotted,
    Dotted, Dotted, Plain, Split, Plain, Dashed, Plain, Dashed, Dashed, Split,
    Dotted, Split, Dotted, Split, Plain, Dashed, Dashed, Dashed, Dashed, Plain,
    Dashed,
];

/// A corner of a dot of size 1: how far from its middle, to the right and down.
type Corner = (f32, f32);

// The last corner of each shape is the first again.
const DISC: [Corner; 13] = [
    (1.0, 0.0),
    (0.866, 0.5),
    (0.5, 0.866),
    (0.0, 1.0),
    (-0.5, 0.866),
    (-0.866, 0.5),
    (-1.0, 0.0),
    (-0.866, -0.5),
    (-0.5, -0.866),
    (0.0, -1.0),
    (0.5, -0.866),
    (0.866, -0.5),
    (1.0, 0.0),
];
const SQUARE: [Corner; 5] = [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9), (-0.9, -0.9)];
const DIAMOND: [Corner; 5] = [(0.0, -1.35), (1.35, 0.0), (0.0, 1.35), (-1.35, 0.0), (0.0, -1.35)];
const TRIANGLE: [Corner; 4] = [(0.0, -1.35), (1.25, 0.9), (-1.25, 0.9), (0.0, -1.35)];

/// The pattern of a colour.
pub fn of(colour: &str) -> Pattern {
    let at = COLOURS.iter().position(|known| *known == colour);
    at.map_or(Plain, |at| PATTERNS[at])
}

impl Pattern {
    /// The middles of the gaps, as shares of the height.
    pub fn gaps(self) -> &'static [f32] {
        match self {
            Plain => &[],
            Split => &[0.5],
            Dashed => &[0.33, 0.67],
            Dotted => &[0.25, 0.5, 0.75],
        }
    }

    /// The corners of a dot, and the first again. A disc has so many that it looks round.
    pub fn corners(self) -> &'static [Corner] {
        match self {
            Plain => &DISC,
            Split => &SQUARE,
            Dashed => &DIAMOND,
            Dotted => &TRIANGLE,
        }
    }

    /// A dot of this size as the attribute `d` of a path.
    pub fn dot(self, x: f32, y: f32, size: f32) -> String {
        let corner = |(right, down): &Corner| pair(x + right * size, y + down * size) + " ";
        let corners: String = self.corners().iter().map(corner).collect();
        format!("M{corners}")
    }

    /// The gaps in the spine of a card as the attribute `d` of a path.
    pub fn cuts(self, card: &Rect) -> String {
        let cut = |gap: &f32| {
            let corner = pair(card.x, card.y + gap * card.h - 3.0);
            format!("M{corner}h12v6h-12z")
        };
        self.gaps().iter().map(cut).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_known_by_the_name_of_the_colour() {
        assert_eq!(
            [of("WHITE"), of("AQUA"), of("NAVY"), of("ORANGE")],
            [Plain, Split, Dashed, Dotted]
        );
        assert_eq!(of("none"), Plain);
    }

    #[test]
    fn a_dot_and_gaps_are_paths() {
        assert_eq!(Split.dot(10.0, 20.0, 3.0), "M7.3 17.3 12.7 17.3 12.7 22.7 7.3 22.7 7.3 17.3 ");
        let card = Rect { x: 1.0, y: 10.0, w: 320.0, h: 100.0 };
        assert_eq!(Split.cuts(&card), "M1.0 57.0h12v6h-12z");
        assert_eq!(Plain.cuts(&card), "");
    }
}
