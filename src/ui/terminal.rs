//! The terminal pane: printed lines, the prompt, what Tab offers, what holds the prompt.

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlInputElement};
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

use super::each;
use super::scrollback::Printed;
use super::tag::{all, button, clicked, element, held, on, part, tag, words};
use crate::playground::prompt::{LineEditor, PromptEdit};
use crate::playground::{Msg, Playground};
use crate::run::Pace;
use crate::terminal::completion::Candidate;
use crate::terminal::shell::Prompt;
use crate::terminal::{Line, Style};

/// The terminal, with what is scrolled and the prompt's input.
pub fn pane(
    playground: &Playground,
    (scroll, input): (&NodeRef, &NodeRef),
    printed: &Printed,
    send: &Callback<Msg>,
) -> Html {
    let (screen, prompt, editor) =
        (playground.shell().screen(), playground.shell().prompt(), playground.editor());
    let holds = prompt == Prompt::Held;
    let live = screen.live().map(|line| part("div", "line", spans(line)));
    let sign = tag("span", &["class", "aria-hidden"], &["sign", "true"], words(sign(prompt)));
    const KEYS: &[&str] = &[
        "id",
        "type",
        "autocomplete",
        "autocapitalize",
        "autocorrect",
        "spellcheck",
        "aria-label",
        "readonly",
    ];
    let (class, readonly) = if holds { ("prompt held", "readonly") } else { ("prompt", "") };
    let values = ["prompt", "text", "off", "off", "off", "false", label(prompt), readonly];
    let mut field = element("input", KEYS, &values, Html::default());
    on(&mut field, || ListenerKind::oninput, typed(send));
    on(&mut field, || ListenerKind::onpaste, pasted(send));
    on(&mut field, || ListenerKind::onkeydown, keys(send, editor, prompt));
    let field = held(field, input);
    let found = editor.completion().map(|found| offers(&found.candidates, send));
    // What is not there leaves its place empty, so that the prompt stays the element it is.
    let parts = all(&[
        printed.pane(),
        live.unwrap_or_default(),
        part("div", class, all(&[sign, field])),
        if holds { waiting(playground, send) } else { Html::default() },
        foretold(playground),
        tag("div", &["role"], &["status"], found.unwrap_or_default()),
    ]);
    let mut scrolled = element("div", &["class", "tabindex"], &["scroll", "-1"], parts);
    on(&mut scrolled, || ListenerKind::onclick, focus(input));
    let scrolled = held(scrolled, scroll);
    let values = ["terminal", "Terminal"];
    tag("section", &["class", "aria-label"], &values, all(&[scrolled, taps(playground, send)]))
}

/// What nobody could undo of the line at the prompt, before it is entered.
fn foretold(playground: &Playground) -> Html {
    let told = playground.preview().warning.unwrap_or_default();
    tag("p", &["class", "role"], &["foretold", "status"], words(&told))
}

/// A click gives the prompt the focus, unless it ends a selection.
fn focus(input: &NodeRef) -> impl Fn(Event) + use<> {
    let input = input.clone();
    move |_| {
        if let Some(input) = input.cast::<HtmlInputElement>().filter(|_| !selects_text()) {
            let _ = input.focus();
        }
    }
}

fn selects_text() -> bool {
    let selection = super::browser::window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}

fn spans(line: &Line) -> Html {
    let span = |span: &crate::terminal::Span| part("span", class(span.style), words(&span.text));
    each(&line.spans, &span)
}

/// The class of a piece of a line.
pub fn class(style: Style) -> &'static str {
    match style {
        Style::Plain => "plain",
        Style::Dim => "dim",
        Style::Heading => "heading",
        Style::Good => "good",
        Style::Warn => "warn",
        Style::Bad => "bad",
        Style::Prompt => "sign",
        Style::Typed => "typed",
    }
}

fn sign(prompt: Prompt) -> &'static str {
    match prompt {
        Prompt::Command => "$",
        Prompt::Answer => ">",
        Prompt::Held => "",
    }
}

fn label(prompt: Prompt) -> &'static str {
    match prompt {
        Prompt::Command => "Command",
        Prompt::Answer => "The app's name, to go on",
        Prompt::Held => "A command is running; Ctrl-C leaves it",
    }
}

fn typed(send: &Callback<Msg>) -> impl Fn(Event) + use<> {
    let send = send.clone();
    move |event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            let (text, cursor) = text_and_cursor(&input);
            send.emit(Msg::Prompted(PromptEdit::Typed(text, cursor)));
        }
    }
}

fn pasted(send: &Callback<Msg>) -> impl Fn(Event) + use<> {
    let send = send.clone();
    move |event| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        let event = event.dyn_ref::<ClipboardEvent>();
        if let (Some(input), Some(event)) = (input, event)
            && let Some(data) = event.clipboard_data()
        {
            event.prevent_default();
            let (text, to) = text_and_cursor(&input);
            let from = bytes(&text, input.selection_start().ok().flatten());
            send.emit(Msg::Pasted(data.get_data("text").unwrap_or_default(), from, to));
        }
    }
}

/// The text of an input, and where its cursor stands in bytes.
fn text_and_cursor(input: &HtmlInputElement) -> (String, usize) {
    let text = input.value();
    let cursor = bytes(&text, input.selection_end().ok().flatten());
    (text, cursor)
}

/// So many units of UTF-16, in which the browser counts, in bytes.
fn bytes(text: &str, units: Option<u32>) -> usize {
    let units = units.unwrap_or(u32::MAX) as usize;
    let mut seen = 0;
    let before = text.chars().take_while(|c| {
        seen += c.len_utf16();
        seen <= units
    });
    before.map(char::len_utf8).sum()
}

fn keys(send: &Callback<Msg>, editor: &LineEditor, prompt: Prompt) -> impl Fn(Event) + use<> {
    let send = send.clone();
    let moves_on = editor.tab_moves_on();
    move |event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
            return;
        };
        if let Some(msg) = key(event.unchecked_ref(), &input, moves_on, prompt) {
            event.prevent_default();
            send.emit(msg);
        }
    }
}

/// What a key means at the prompt; `None` leaves it to the browser.
fn key(
    event: &KeyboardEvent,
    input: &HtmlInputElement,
    tab_moves_on: bool,
    prompt: Prompt,
) -> Option<Msg> {
    let (text, cursor) = text_and_cursor(input);
    let (before, after) = text.split_at_checked(cursor).unwrap_or_default();
    let typed = |text: String, cursor: usize| Some(Msg::Prompted(PromptEdit::Put(text, cursor)));
    match (event.ctrl_key(), event.alt_key(), event.key().as_str()) {
        (false, false, "Enter") => Some(Msg::Entered),
        (false, false, "ArrowUp") => Some(Msg::Prompted(PromptEdit::Older)),
        (false, false, "ArrowDown") => Some(Msg::Prompted(PromptEdit::Newer)),
        (false, false, "Escape") => Some(Msg::Prompted(PromptEdit::Escaped)),
        (false, false, "Tab") if !event.shift_key() && !tab_moves_on => {
            Some(Msg::Prompted(PromptEdit::Completed(cursor)))
        }
        (false, true, "Backspace") => Some(Msg::Prompted(PromptEdit::WordErased(cursor))),
        (true, false, "a") => typed(text, 0),
        (true, false, "e") => {
            let end = text.len();
            typed(text, end)
        }
        (true, false, "u") => typed(after.to_owned(), 0),
        (true, false, "k") => typed(before.to_owned(), cursor),
        (true, false, "l") => Some(Msg::ScreenCleared),
        // With a selection, Ctrl-C copies, as everywhere else.
        (true, false, "c") if !selects(input) || prompt == Prompt::Held => Some(Msg::Interrupted),
        _ => None,
    }
}

fn selects(input: &HtmlInputElement) -> bool {
    let (start, end) = (input.selection_start(), input.selection_end());
    start.ok().flatten() != end.ok().flatten() || selects_text()
}

/// What can be done while a command holds the prompt.
fn waiting(playground: &Playground, send: &Callback<Msg>) -> Html {
    let mut told = "The prompt comes back when this is done.".to_owned();
    if playground.pasted() > 0 {
        told += &format!(" Lines that were pasted and wait for it: {}.", playground.pasted());
    }
    let choice = |text, msg| button("", [""; 3], words(text), send, msg);
    let mut parts = vec![tag("span", &[], &[], words(&told))];
    if playground.pace() != Pace::FASTEST || playground.paused() {
        parts.push(choice("Run time at 600×", Msg::Hastened));
    }
    parts.push(choice("Leave it (Ctrl-C)", Msg::Interrupted));
    part("p", "waiting", all(&parts))
}

/// What goes on where the text at the prompt ends, to be tapped; shown where typing is a burden.
/// A tap leaves the focus where it is, so that no keyboard comes up.
fn taps(playground: &Playground, send: &Callback<Msg>) -> Html {
    let erased = Msg::Prompted(PromptEdit::WordErased(playground.editor().text().len()));
    part(
        "div",
        "taps",
        all(&[
            button("go", [""; 3], words("Enter"), send, Msg::Entered),
            button("", [""; 3], words("Take back"), send, erased),
            offers(&playground.taps(), send),
        ]),
    )
}

fn offers(candidates: &[Candidate], send: &Callback<Msg>) -> Html {
    let offer = |candidate: &Candidate| {
        let chosen = Msg::Prompted(PromptEdit::Chosen(candidate.text.clone()));
        let values = ["-1", candidate.note.as_str()];
        let button = element("button", &["tabindex", "title"], &values, words(&candidate.text));
        tag("li", &[], &[], clicked(button, send, chosen).into())
    };
    let mut offers = each(candidates, &offer);
    if candidates.is_empty() {
        offers = part("li", "none", words("Nothing begins like that."));
    }
    tag("ul", &["class", "aria-label"], &["offers", "Candidates"], offers)
}
