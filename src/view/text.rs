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

/// The text, or where that is too long the same in fewer words, as much of it as fits: what a card
/// counts are commits, whether that is said or not.
pub fn shorten(text: &str, letter: f32, room: f32) -> String {
    if width(text, letter) <= room {
        return text.to_owned();
    }
    let fewer = [
        (" commits", ""),
        (" commit", ""),
        (" never got", " lacks"),
        ("promoting it", "promoting"),
    ];
    let short = fewer.iter().fold(text.to_owned(), |text, (long, short)| text.replace(long, short));
    let first = short.split(" · ").next().unwrap_or_default();
    elide(if width(&short, letter) <= room { &short } else { first }, letter, room)
}

/// The text, or as many of its first words as fit, with an ellipsis for the rest: nothing where
/// that is less than half of it.
pub fn elide_words(text: &str, letter: f32, room: f32) -> String {
    if width(text, letter) <= room {
        return text.to_owned();
    }
    let ends = text.match_indices([' ', ',']).map(|(at, _)| &text[..at]);
    let fits = ends.take_while(|words| width(words, letter) + letter <= room);
    let most = fits.last().filter(|words| words.len() * 2 >= text.len());
    most.map_or(String::new(), |words| words.trim_end_matches([' ', ',', ':']).to_owned() + "…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_without_room_says_the_same_in_fewer_words() {
        let check = |text: &str, shortened: &str| {
            assert_eq!(shorten(text, WHY, 27.0 * WHY), shortened);
        };
        check("3 commits lost with it", "3 commits lost with it");
        check("53,247 commits lost if it died now", "53,247 lost if it died now");
        check("holds 6,000 commits LAVENDER never got", "holds 6,000 LAVENDER lacks");
        check("promoting it loses 188,721 commits", "promoting loses 188,721");
        check("promoting it loses 281 commits · can get followers in 4:00", "promoting loses 281");
        check("postgres reads too little for replay", "postgres reads too little …");
    }

    #[test]
    fn a_long_text_ends_in_an_ellipsis() {
        assert_eq!(elide("worker.1", MONO, 60.0), "worker.1");
        assert_eq!(elide("scheduler.1", MONO, 60.0), "schedul…");
        assert_eq!(elide("x", MONO, 0.0), "…");
    }

    #[test]
    fn no_word_is_cut_in_two() {
        let check = |room, expected| {
            assert_eq!(elide_words("2: taking writes, down", 10.0, room), expected);
        };
        check(220.0, "2: taking writes, down");
        check(219.0, "2: taking writes…");
        check(160.0, "");
        check(20.0, "");
    }
}
