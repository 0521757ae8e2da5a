//! What is told for some seconds: that something which was asked for is done. It stands over the
//! page and moves nothing.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ToastProps {
    pub text: AttrValue,
}

#[component]
pub fn Toast(props: &ToastProps) -> Html {
    html! { <p class="toast" role="status">{ &props.text }</p> }
}
