//! The form in which an app outside Heroku gets another URL.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::prose::Sentence;
use crate::playground::Msg;
use crate::playground::url_form::UrlForm;

#[derive(Properties, PartialEq)]
pub struct UrlFormViewProps {
    pub form: UrlForm,
    pub onmsg: Callback<Msg>,
}

/// The browser keeps what is typed here: it is of no use to anybody before it is sent.
#[component]
pub fn UrlFormView(props: &UrlFormViewProps) -> Html {
    let UrlFormViewProps { form, onmsg } = props;
    let input = use_node_ref();
    let onsubmit = {
        let (input, onmsg, app) = (input.clone(), onmsg.clone(), form.app);
        move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(input) = input.cast::<HtmlInputElement>() {
                onmsg.emit(Msg::UrlPasted { app, text: input.value() });
            }
        }
    };
    let is_wrong = form.note.is_some();
    html! {
        <form class="url-form" aria-label={format!("The file .env of {}", form.name)} {onsubmit}>
            <label for="pasted-url">{ "DATABASE_URL in its .env" }</label>
            <input
                id="pasted-url"
                type="text"
                autocomplete="off"
                autocapitalize="off"
                autocorrect="off"
                spellcheck="false"
                placeholder="postgres://"
                aria-invalid={is_wrong.then_some("true")}
                aria-describedby={is_wrong.then_some("url-note")}
                ref={input}
            />
            <button class="target" type="submit">
                { format!("Restart {} with it", form.name) }
            </button>
            <p id="url-note" role="alert">
                <Sentence text={form.note.clone().unwrap_or_default()} />
            </p>
        </form>
    }
}
