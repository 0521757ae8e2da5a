//! A word that index.html explains: it can take the focus, and names its explanation.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ExplainedWordProps {
    /// The element that holds the word, such as `dt`.
    pub tag: AttrValue,
    #[prop_or_default]
    pub class: Classes,
    pub text: AttrValue,
}

#[component]
pub fn ExplainedWord(props: &ExplainedWordProps) -> Html {
    let ExplainedWordProps { tag, class, text } = props;
    html! {
        <@{tag.to_string()}
            class={class.clone()}
            tabindex="0"
            aria-describedby={explanation_id(text)}
        >
            { text }
        </@>
    }
}

/// The id of the explanation in index.html. What follows a comma is not part of the word.
fn explanation_id(text: &str) -> String {
    let word = text.split(',').next().unwrap_or_default();
    let letters = word.chars().map(|c| if c.is_ascii_alphabetic() { c } else { '-' });
    format!("word-{}", letters.collect::<String>().to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_names_its_explanation() {
        assert_eq!(explanation_id("Behind By"), "word-behind-by");
        assert_eq!(explanation_id("received, not replayed"), "word-received");
    }
}
