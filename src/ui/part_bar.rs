//! The bar of a part of the page that stands alone, mostly in a frame of another's page: what time
//! it is, whether it runs, and the way to the whole page.

use yew::prelude::*;

use super::top_bar::play_button;
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
    html! {
        <nav class="part" aria-label="This simulation">
            { play_button(*is_paused, onmsg) }
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
