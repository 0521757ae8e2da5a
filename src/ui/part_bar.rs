//! The bar of a part of the page that stands alone, mostly in a frame of another's page: what time
//! it is, whether it runs, and the way to the whole page.

use yew::prelude::*;

use super::svg;
use crate::format;
use crate::playground::share::ShareMsg;
use crate::playground::{Msg, Playground};

#[derive(Properties, PartialEq)]
pub struct PartBarProps {
    pub now: AttrValue,
    pub is_paused: bool,
    pub onmsg: Callback<Msg>,
}

#[component]
pub fn PartBar(props: &PartBarProps) -> Html {
    let PartBarProps { now, is_paused, onmsg } = props;
    let button = |label: Html, msg: Msg| {
        let onclick = onmsg.reform(move |_: MouseEvent| msg.clone());
        html! { <button {onclick}>{ label }</button> }
    };
    // A small frame has room for the last words.
    let whole = html! { <span><span class="more">{ "Open the " }</span>{ "whole page" }</span> };
    let onpause = onmsg.reform(|_: MouseEvent| Msg::PauseToggled);
    let (sign, word) = if *is_paused {
        ("M3 1l8 5-8 5z", "Play")
    } else {
        ("M2 1h3v10h-3zM7 1h3v10h-3z", "Pause")
    };
    html! {
        <nav class="part" aria-label="This simulation">
            <button onclick={onpause}>
                <svg class="sign" viewBox="0 0 12 12" aria-hidden="true">
                    { svg::path(classes!(), sign.to_owned(), None) }
                </svg>
                { word }
            </button>
            <time>{ now }</time>
            { button(html! { "Start again" }, Msg::Restarted) }
            { button(whole, Msg::Shared(ShareMsg::OpenPage)) }
        </nav>
    }
}

/// The bar of the playground as it is now.
pub fn bar(playground: &Playground, onmsg: &Callback<Msg>) -> Html {
    let now = AttrValue::from(format::clock(playground.world().now()));
    html! { <PartBar {now} is_paused={playground.paused()} {onmsg} /> }
}
