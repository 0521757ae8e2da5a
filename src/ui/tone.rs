//! How a tone shows: as the class of an element.

use yew::{Classes, classes};

use crate::view::Tone;

pub fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Dim => "dim",
        Tone::Good => "good",
        Tone::Warn => "warn",
        Tone::Bad => "bad",
    }
}

/// The class of a text, which shows in its colour if something is wrong.
pub fn toned(face: &'static str, tone: Tone) -> Classes {
    let colour = matches!(tone, Tone::Warn | Tone::Bad).then(|| tone_class(tone));
    classes!(face, colour)
}
