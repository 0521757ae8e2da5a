//! The bar below the top bar: that a run is being opened, that the past is shown, or why time
//! stands still, with what can be done about it.

use yew::prelude::*;

use crate::playground::Msg;
use crate::playground::time_note::{TimeAction, TimeNote};

#[derive(Properties, PartialEq)]
pub struct TimeBarProps {
    pub note: TimeNote,
    pub onmsg: Callback<Msg>,
}

#[component]
pub fn TimeBar(props: &TimeBarProps) -> Html {
    let TimeNote { message, progress, is_news, actions } = &props.note;
    let button = |action: TimeAction| match (action.msg(), action.href()) {
        (Some(msg), _) => {
            let onclick = props.onmsg.reform(move |_: MouseEvent| msg.clone());
            html! { <button {onclick}>{ action.label() }</button> }
        }
        (None, href) => html! { <a class="btn" {href}>{ action.label() }</a> },
    };
    html! {
        <section
            class={classes!("time-bar", progress.map(|_| "opening"))}
            aria-label="The moment that is shown"
        >
            <p role={is_news.then_some("status")}>{ message }</p>
            if let Some((done, end)) = progress {
                <progress
                    aria-label="Opening the run"
                    value={done.to_string()}
                    max={end.to_string()}
                />
            }
            { for actions.iter().copied().map(button) }
        </section>
    }
}
