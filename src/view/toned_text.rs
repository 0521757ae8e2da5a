//! A text, and how it is meant.

use super::Tone;

#[derive(Clone, Debug, PartialEq)]
pub struct TonedText {
    pub tone: Tone,
    pub text: String,
}

impl TonedText {
    pub fn new(tone: Tone, text: impl Into<String>) -> TonedText {
        TonedText { tone, text: text.into() }
    }
}
