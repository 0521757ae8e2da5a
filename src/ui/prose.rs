//! Prose of scenario files: paragraphs with code and links.

use yew::prelude::*;

use crate::lessons::prose::{Prose, ProseSpan};

#[derive(Properties, PartialEq)]
pub struct ProseViewProps {
    pub prose: Prose,
}

/// The paragraphs. Nothing of them is read as HTML.
#[component]
pub fn ProseView(props: &ProseViewProps) -> Html {
    html! {
        for (at, spans) in props.prose.paragraphs.iter().enumerate() {
            <p key={key(at, spans)} translate="yes">{ inline(spans) }</p>
        }
    }
}

/// Prose in a line: its paragraphs one after the other.
pub fn line(prose: &Prose) -> Html {
    html! {
        for (at, spans) in prose.paragraphs.iter().enumerate() {
            <span key={key(at, spans)} translate="yes">{ inline(spans) }</span>
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct SentenceProps {
    pub text: AttrValue,
}

/// A text without marks. Each text gets an element of its own, so that a translator may take it
/// apart.
#[component]
pub fn Sentence(props: &SentenceProps) -> Html {
    let text = &props.text;
    html! { <span key={text.as_str()} translate="yes">{ text }</span> }
}

/// What makes a new element of a paragraph that changes, for the same reason.
fn key(at: usize, spans: &[ProseSpan]) -> String {
    let texts: String = spans.iter().map(ProseSpan::text).collect();
    format!("{at} {texts}")
}

fn inline(spans: &[ProseSpan]) -> Html {
    let span = |span: &ProseSpan| match span {
        ProseSpan::Text(text) => html! { { text } },
        ProseSpan::Code(text) => html! { <code translate="no">{ text }</code> },
        ProseSpan::Link { text, url } => html! {
            <a href={url.clone()} target="_blank" rel="noopener noreferrer">{ text }</a>
        },
    };
    html! { { for spans.iter().map(span) } }
}
