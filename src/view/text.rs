//! How wide a text is, near enough: the mean width of a letter of its face.

/// Pixels of a letter of the face of databases' names.
pub const NAME: f32 = 10.2;

/// The same on the card of a crowd.
pub const LOW_NAME: f32 = 8.4;

/// Pixels of a letter of small type.
pub const SMALL: f32 = 6.7;

/// The same where all are capitals.
pub const CAPS: f32 = 8.2;

/// Pixels of a letter of the face of figures, where all are alike.
pub const MONO: f32 = 7.3;

/// Pixels of a letter of a cause, in the same face and smaller.
pub const WHY: f32 = 7.0;

/// The width of a text.
pub fn width(text: &str, letter: f32) -> f32 {
    text.chars().count() as f32 * letter
}

/// Whether two texts fit beside each other.
pub fn fits(one: &str, one_letter: f32, other: &str, other_letter: f32, room: f32) -> bool {
    width(one, one_letter) + width(other, other_letter) + 10.0 <= room
}

/// The text, or as much of its beginning as fits, with dots for the rest.
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
    fn a_long_text_ends_in_dots() {
        assert_eq!(elide("worker.1", MONO, 60.0), "worker.1");
        assert_eq!(elide("scheduler.1", MONO, 60.0), "schedul…");
        assert_eq!(elide("x", MONO, 0.0), "…");
    }
}
