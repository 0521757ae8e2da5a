//! A button of a panel that sends a message.

use yew::prelude::*;

use crate::playground::Msg;

pub fn msg_button(label: &'static str, msg: Msg, onmsg: &Callback<Msg>) -> Html {
    let onclick = onmsg.reform(move |_: MouseEvent| msg.clone());
    html! { <button class="others" type="button" {onclick}>{ label }</button> }
}
