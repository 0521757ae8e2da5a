//! How wide a text is, near enough: its letters times their mean width in pixels, since nobody
//! measures fonts natively.

/// The name of a database.
pub const NAME: f32 = 10.2;

/// The name of a database on a small card.
pub const LOW_NAME: f32 = 8.4;

/// Small type.
pub const SMALL: f32 = 6.7;

/// Small type, all in capitals.
pub const CAPS: f32 = 8.2;

/// Figures, in a face with letters of one width.
pub const MONO: f32 = 7.3;

/// The cause on a card, in the face of figures but smaller.
pub const WHY: f32 = 7.0;

pub fn width(text: &str, letter: f32) -> f32 {
    text.chars().count() as f32 * letter
}

/// Whether two texts fit beside each other.
pub fn fits(one: &str, one_letter: f32, other: &str, other_letter: f32, room: f32) -> bool {
    width(one, one_letter) + width(other, other_letter) + 10.0 <= room
}

/// The text, or as much of its beginning as fits, with an ellipsis for the rest.
pub fn elide(text: &str, letter: f32, room: f32) -> String {
    if width(text, letter) <= room {
        return text.to_owned();
    }
    let letters = (room / letter) as usize;
    let kept: String = text.chars().take(letters.saturating_sub(1)).collect();
    kept + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_ends_in_an_ellipsis() {
        assert_eq!(elide("worker.1", MONO, 60.0), "worker.1");
        assert_eq!(elide("scheduler.1", MONO, 60.0), "schedul…");
        assert_eq!(elide("x", MONO, 0.0), "…");
    }
}
