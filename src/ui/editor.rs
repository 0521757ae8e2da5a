//! The editor: the text of a scenario or lesson, and what is wrong with it.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::keys::composes;
use super::msg_button::msg_button;
use crate::format;
use crate::playground::share::ShareMsg;
use crate::playground::workshop::{EditorView, TextMistake, WorkshopMsg};
use crate::playground::{Msg, Selection};

/// The id of the element with the text, by which the browser finds it.
pub const TEXT_ID: &str = "editor-text";

/// The text of a scenario, and what can be done with it.
pub fn editor(view: &EditorView, onmsg: &Callback<Msg>) -> Html {
    let is_right = view.mistakes.is_empty();
    let oninput = {
        let onmsg = onmsg.clone();
        move |event: InputEvent| {
            if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
                onmsg.emit(Msg::Workshop(WorkshopMsg::TextEdited(area.value())));
            }
        }
    };
    let onkeydown = {
        let onmsg = onmsg.clone();
        move |event: KeyboardEvent| {
            let is_run = event.key() == "Enter" && (event.ctrl_key() || event.meta_key());
            if is_run && !composes(&event) {
                event.prevent_default();
                onmsg.emit(Msg::Workshop(WorkshopMsg::TextRun));
            }
        }
    };
    let button =
        |label: &'static str, msg: WorkshopMsg| msg_button(label, Msg::Workshop(msg), onmsg);
    let onrun = onmsg.reform(|_: MouseEvent| Msg::Workshop(WorkshopMsg::TextRun));
    html! {
        <div class="workshop editor">
            if let Some(note) = &view.note {
                <p role="status">{ note }</p>
            }
            <label for={TEXT_ID}>{ "The text of the scenario" }</label>
            <textarea
                id={TEXT_ID}
                wrap="off"
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                autocorrect="off"
                value={AttrValue::from(view.text.clone())}
                aria-invalid={(!is_right).then_some("true")}
                aria-describedby="editor-state"
                {oninput}
                {onkeydown}
            />
            <p id="editor-state" role="status">{ state(view) }</p>
            if !is_right {
                <ol class="mistakes" aria-label="Mistakes">
                    { for view.mistakes.iter().map(|mistake| mistake_row(mistake, onmsg)) }
                </ol>
            }
            if view.more_mistakes > 0 {
                <p>{ format!("And {} more.", view.more_mistakes) }</p>
            }
            if let Some(steps) = view.steps {
                <p>
                    { format!("The lesson has {}. ", format::plural(steps as u64, "step")) }
                    <code>{ "workbench lint" }</code>
                    { ", with the saved file, proves that it can be solved." }
                </p>
            }
            <div class="field-row">
                <button class="btn" disabled={!is_right} title="Ctrl+Enter" onclick={onrun}>
                    { "Run it" }
                </button>
                if view.is_running {
                    { msg_button("Share as a link", Msg::Picked(Selection::Share), onmsg) }
                }
                { button("Save as a file", WorkshopMsg::TextSaved) }
                { msg_button("Open a file", Msg::Shared(ShareMsg::Open), onmsg) }
            </div>
            <div class="field-row">
                if view.is_edited {
                    { button("Take the text of what runs", WorkshopMsg::RunningTextTaken) }
                }
                { button("Take a small template", WorkshopMsg::TemplateTaken) }
                if view.has_replaced {
                    { button("Back to the text before", WorkshopMsg::TextReturned) }
                }
            </div>
            <p>
                <a href="scenario-file.html" target="_blank">
                    { "What can stand in a scenario file" }
                </a>
            </p>
        </div>
    }
}

/// How the text is, in a sentence.
fn state(view: &EditorView) -> String {
    match view.mistakes.len() + view.more_mistakes {
        0 if view.is_running => "This text is what runs.".to_owned(),
        0 => "The text is right. Run it with Ctrl+Enter; then it can be shared.".to_owned(),
        count => format!("{} in the text:", format::plural(count as u64, "mistake")),
    }
}

fn mistake_row(mistake: &TextMistake, onmsg: &Callback<Msg>) -> Html {
    let TextMistake { line, sentence } = mistake;
    let at = *line;
    let onclick = onmsg.reform(move |_: MouseEvent| Msg::Workshop(WorkshopMsg::LinePicked(at)));
    html! {
        <li>
            <button type="button" {onclick}>
                <b>{ format!("Line {line}") }</b>
                { format!(" {sentence}") }
            </button>
        </li>
    }
}
