//! The prompt: an input whose keys edit the line as in a terminal.

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlInputElement};
use yew::prelude::*;

use super::keys::{composes, is_ctrl_c};
use crate::playground::Msg;
use crate::playground::prompt::PromptEdit;
use crate::terminal::shell::Prompt;

/// What the browser knows of the text that is selected on the page, and can do about it.
#[derive(Clone, PartialEq)]
pub struct TextSelection {
    /// Whether there is any.
    pub exists: Callback<(), bool>,
    /// Takes the selection away once the browser has done what it does with it.
    pub clear: Callback<()>,
}

impl Default for TextSelection {
    /// Where nothing can be selected.
    fn default() -> TextSelection {
        TextSelection { exists: Callback::from(|()| false), clear: Callback::noop() }
    }
}

#[derive(Properties, PartialEq)]
pub struct PromptLineProps {
    pub prompt: Prompt,
    /// Whether a line that was entered goes on here.
    pub goes_on: bool,
    pub input: NodeRef,
    pub selection: TextSelection,
    pub onmsg: Callback<Msg>,
}

#[component]
pub fn PromptLine(props: &PromptLineProps) -> Html {
    let PromptLineProps { prompt, goes_on, input, selection, onmsg } = props;
    let is_held = *prompt == Prompt::Held;
    // The text at which Esc was pressed. Keys ask for it here, as a render may come after the next.
    let escaped_at = use_mut_ref(|| None::<String>);
    let oninput = {
        let (onmsg, escaped_at) = (onmsg.clone(), escaped_at.clone());
        move |event: InputEvent| {
            escaped_at.take();
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                let (text, cursor) = text_and_cursor(&input);
                onmsg.emit(Msg::Prompted(PromptEdit::Typed(text, cursor)));
            }
        }
    };
    let onpaste = {
        let onmsg = onmsg.clone();
        move |event: Event| {
            if let Some(msg) = pasted(&event) {
                event.prevent_default();
                onmsg.emit(msg);
            }
        }
    };
    let onkeydown = {
        let (selection, onmsg) = (selection.clone(), onmsg.clone());
        move |event: KeyboardEvent| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
                return;
            };
            // The keys belong to the input method until it has made its text.
            if composes(&event) {
                return;
            }
            let value = input.value();
            let is_escaped = escaped_at.borrow().as_ref() == Some(&value);
            // With a selection, Ctrl-C copies, as everywhere else.
            let copies = selects(&input) || selection.exists.emit(());
            let context = KeyContext {
                tab_completes: !is_escaped && !value.trim().is_empty(),
                ctrl_c_interrupts: !copies,
            };
            if copies && is_ctrl_c(&event) {
                selection.clear.emit(());
            }
            if let Some(msg) = key_message(&event, &input, context) {
                event.prevent_default();
                match msg {
                    // What is typed next is another line, though this one is not yet drawn so.
                    Msg::Entered => input.set_value(""),
                    Msg::Prompted(PromptEdit::Escaped) => *escaped_at.borrow_mut() = Some(value),
                    _ => {}
                }
                onmsg.emit(msg);
            }
        }
    };
    html! {
        <div class={classes!("prompt", is_held.then_some("held"))}>
            <span class="sign" aria-hidden="true">{ sign(*prompt, *goes_on) }</span>
            <input
                id="prompt"
                type="text"
                autocomplete="off"
                autocapitalize="off"
                autocorrect="off"
                spellcheck="false"
                aria-label={aria_label(*prompt, *goes_on)}
                ref={input}
                {oninput}
                {onpaste}
                {onkeydown}
            />
        </div>
    }
}

fn sign(prompt: Prompt, goes_on: bool) -> &'static str {
    match prompt {
        Prompt::Command if goes_on => ">",
        Prompt::Command => "$",
        Prompt::Answer => ">",
        Prompt::Held => "",
    }
}

fn aria_label(prompt: Prompt, goes_on: bool) -> &'static str {
    match prompt {
        Prompt::Command if goes_on => "The rest of the command",
        Prompt::Command => "Command",
        Prompt::Answer => "The app's name, to go on",
        Prompt::Held => "A command is running; Ctrl-C stops waiting",
    }
}

fn pasted(event: &Event) -> Option<Msg> {
    let input = event.target_dyn_into::<HtmlInputElement>()?;
    let data = event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?;
    let (text, end) = text_and_cursor(&input);
    let start = byte_index(&text, input.selection_start().ok().flatten());
    Some(Msg::Pasted(data.get_data("text").unwrap_or_default(), start, end))
}

/// The text of an input, and the byte at which its cursor or the end of its selection stands.
fn text_and_cursor(input: &HtmlInputElement) -> (String, usize) {
    let text = input.value();
    let cursor = byte_index(&text, input.selection_end().ok().flatten());
    (text, cursor)
}

/// The byte at an index in units of UTF-16, in which the browser counts; without an index, the
/// end.
fn byte_index(text: &str, utf16_index: Option<u32>) -> usize {
    let utf16_index = utf16_index.map_or(usize::MAX, |index| index as usize);
    let mut units = 0;
    let before = text.chars().take_while(|c| {
        units += c.len_utf16();
        units <= utf16_index
    });
    before.map(char::len_utf8).sum()
}

fn selects(input: &HtmlInputElement) -> bool {
    input.selection_start().ok().flatten() != input.selection_end().ok().flatten()
}

/// What two keys mean at the moment.
#[derive(Clone, Copy)]
struct KeyContext {
    tab_completes: bool,
    ctrl_c_interrupts: bool,
}

/// What a key does at the prompt; the browser does the rest.
fn key_message(
    event: &KeyboardEvent,
    input: &HtmlInputElement,
    context: KeyContext,
) -> Option<Msg> {
    let (text, cursor) = text_and_cursor(input);
    let (before, after) = text.split_at_checked(cursor).unwrap_or_default();
    let mut key = event.key();
    if event.ctrl_key() && !event.shift_key() {
        // Capitals may be locked.
        key.make_ascii_lowercase();
    }
    let edit = match (event.ctrl_key(), event.alt_key(), key.as_str()) {
        (false, false, "Enter") => return Some(Msg::Entered),
        (true, false, "c") if context.ctrl_c_interrupts => return Some(Msg::Interrupted),
        (true, false, "l") => return Some(Msg::ScreenCleared),
        (false, false, "ArrowUp") => PromptEdit::Older,
        (false, false, "ArrowDown") => PromptEdit::Newer,
        (false, false, "Escape") => PromptEdit::Escaped,
        (false, false, "Tab") if !event.shift_key() && context.tab_completes => {
            PromptEdit::Completed(cursor)
        }
        (false, true, "Backspace") => PromptEdit::WordErased(cursor),
        // A window of its own leaves this key to the page; elsewhere it closes the tab.
        (true, false, "w") => PromptEdit::WordErased(cursor),
        (true, false, "a") => PromptEdit::Put(text, 0),
        (true, false, "e") => {
            let end = text.len();
            PromptEdit::Put(text, end)
        }
        (true, false, "u") => PromptEdit::Put(after.to_owned(), 0),
        (true, false, "k") => PromptEdit::Put(before.to_owned(), cursor),
        _ => return None,
    };
    Some(Msg::Prompted(edit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_of_the_browser_becomes_a_byte() {
        let check = |text, index, expected| assert_eq!(byte_index(text, index), expected, "{text}");
        check("heroku", Some(3), 3);
        check("heroku", Some(99), 6);
        check("heroku", None, 6);
        // ñ is one unit of UTF-16 and two bytes; the horse is two units and four bytes.
        check("añ b", Some(2), 3);
        check("🐎 b", Some(2), 4);
        // In the middle of a letter: before it.
        check("🐎 b", Some(1), 0);
    }
}
