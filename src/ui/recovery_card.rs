//! A card over the page: what was left out after a crash, a run that waits, a text that could not
//! be copied, or what is wrong with a scenario.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::prose::Sentence;
use crate::format::plural;
use crate::lessons::Mistake;
use crate::lessons::scenario::MOST_LISTED;

#[derive(Clone, Debug, PartialEq)]
pub enum RecoveryCard {
    /// Inputs were left out after a crash.
    LeftOut {
        message: String,
        /// The run with all of its inputs.
        link: String,
    },
    /// Another run of this tab waits.
    OtherRun,
    /// The browser does not let the page copy this text.
    Uncopied { text: String },
    /// The browser does not let this frame open the page at this address.
    Unopened { link: String },
    /// A scenario has mistakes, in sentences.
    Mistakes { message: String, mistakes: Vec<String> },
}

/// What somebody does with a card.
#[derive(Clone, Debug, PartialEq)]
pub enum CardMsg {
    Closed,
    Copied(String),
    OtherRunOpened,
}

impl RecoveryCard {
    /// What is wrong with a scenario that could not be opened.
    pub fn mistakes(why: &str, mistakes: &[Mistake]) -> RecoveryCard {
        let listed = mistakes.iter().take(MOST_LISTED).map(Mistake::to_string).collect();
        let count = plural(mistakes.len() as u64, "mistake");
        let message = match mistakes.len() {
            0..=MOST_LISTED => format!("{why} {count}:"),
            _ => format!("{why} {count}, of which these are the first {MOST_LISTED}:"),
        };
        RecoveryCard::Mistakes { message, mistakes: listed }
    }

    fn message(&self) -> &str {
        match self {
            RecoveryCard::LeftOut { message, .. } | RecoveryCard::Mistakes { message, .. } => {
                message
            }
            RecoveryCard::OtherRun => "This tab keeps a run that is not open.",
            RecoveryCard::Uncopied { .. } => {
                "The browser does not let the page copy. This is marked: Ctrl-C copies it."
            }
            RecoveryCard::Unopened { .. } => {
                "This frame may not open another page. Its address is marked: Ctrl-C copies it."
            }
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct RecoveryCardViewProps {
    pub card: RecoveryCard,
    pub onmsg: Callback<CardMsg>,
}

#[component]
pub fn RecoveryCardView(props: &RecoveryCardViewProps) -> Html {
    let RecoveryCardViewProps { card, onmsg } = props;
    let button = |label: &'static str, msg: CardMsg| {
        let onclick = onmsg.reform(move |_: MouseEvent| msg.clone());
        html! { <button {onclick}>{ label }</button> }
    };
    let offer = match card {
        RecoveryCard::LeftOut { link, .. } => {
            button("Copy the link of the whole run", CardMsg::Copied(link.clone()))
        }
        RecoveryCard::OtherRun => button("Open it", CardMsg::OtherRunOpened),
        RecoveryCard::Uncopied { text } | RecoveryCard::Unopened { link: text } => {
            html! { <MarkedText text={text.clone()} /> }
        }
        RecoveryCard::Mistakes { mistakes, .. } => html! {
            <>
                <ol>
                    for mistake in mistakes.iter() {
                        <li><Sentence text={mistake.clone()} /></li>
                    }
                </ol>
                { button("Copy the list", CardMsg::Copied(mistakes.join("\n"))) }
                <a href="scenario-file.html" target="_blank">
                    { "What can stand in a scenario file" }
                </a>
            </>
        },
    };
    html! {
        <section class="kept" role="alert">
            <p>{ card.message() }</p>
            { offer }
            { button("Close", CardMsg::Closed) }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct MarkedTextProps {
    text: String,
}

/// A text, marked so that a key copies it.
#[component]
fn MarkedText(props: &MarkedTextProps) -> Html {
    let area = use_node_ref();
    use_effect_with(props.text.clone(), {
        let area = area.clone();
        move |_| {
            if let Some(area) = area.cast::<HtmlTextAreaElement>() {
                area.select();
            }
        }
    });
    html! { <textarea ref={area} readonly=true value={props.text.clone()} /> }
}
