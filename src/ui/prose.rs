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
        for spans in props.prose.paragraphs.iter() {
            <p translate="yes">{ inline(spans) }</p>
        }
    }
}

/// Prose in a line: its paragraphs one after the other.
pub fn line(prose: &Prose) -> Html {
    html! {
        for spans in prose.paragraphs.iter() {
            <span translate="yes">{ inline(spans) }</span>
        }
    }
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
