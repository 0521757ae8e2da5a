//! The terminal pane: printed lines, the prompt, and what goes on below it.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::keys::{is_ctrl, is_ctrl_c, types_a_letter};
use super::prompt::{PromptLine, TextSelection};
use super::scrollback::{LineView, Scrollback, ScrollbackProps};
use crate::playground::prompt::PromptEdit;
use crate::playground::{Msg, Playground};
use crate::run::Pace;
use crate::terminal::completion::Candidate;
use crate::terminal::preview::Effect;
use crate::terminal::shell::Prompt;
use crate::terminal::{Line, Style};

#[derive(Properties, PartialEq)]
pub struct TerminalPaneProps {
    pub scrollback: ScrollbackProps,
    /// The line that a running command still redraws.
    pub live_line: Option<Rc<Line>>,
    pub prompt: Prompt,
    /// What was entered and goes on at the prompt, as it is shown.
    pub open: Option<Rc<Line>>,
    /// What a command can do while it holds the prompt.
    pub wait: Option<Wait>,
    /// What the line at the prompt would do.
    pub effect: Option<Effect>,
    /// What Tab found.
    pub candidates: Option<Vec<Candidate>>,
    /// Where somebody is in a lesson, for a screen that does not show it beside the prompt.
    pub lesson: Option<String>,
    /// What a tap can add at the end of the line.
    pub taps: Vec<Candidate>,
    /// The length of the line at the prompt, in bytes.
    pub text_length: usize,
    pub scroll: NodeRef,
    pub input: NodeRef,
    pub selection: TextSelection,
    pub onmsg: Callback<Msg>,
}

/// A command that holds the prompt.
#[derive(Clone, Copy, PartialEq)]
pub struct Wait {
    /// Lines that are entered when the prompt is back.
    pub waiting_lines: usize,
    pub can_fast_forward: bool,
}

impl TerminalPaneProps {
    pub fn of(
        playground: &Playground,
        (scroll, input): (&NodeRef, &NodeRef),
        selection: &TextSelection,
        onmsg: &Callback<Msg>,
    ) -> TerminalPaneProps {
        let (shell, editor) = (playground.shell(), playground.editor());
        let wait = Wait {
            waiting_lines: playground.waiting_lines(),
            can_fast_forward: playground.pace() != Pace::FASTEST || playground.paused(),
        };
        TerminalPaneProps {
            scrollback: ScrollbackProps::of(shell.screen()),
            live_line: shell.screen().live().cloned(),
            prompt: shell.prompt(),
            open: editor.open().map(|open| {
                let typed = format!("{open}\\");
                Rc::new(Line::of(Style::Prompt, "$ ").and(Style::Typed, typed))
            }),
            wait: (shell.prompt() == Prompt::Held).then_some(wait),
            effect: playground.preview().effect,
            candidates: editor.completion().map(|found| found.candidates.clone()),
            lesson: playground.lesson_view().map(|lesson| lesson.line()),
            taps: playground.taps(),
            text_length: editor.text().len(),
            scroll: scroll.clone(),
            input: input.clone(),
            selection: selection.clone(),
            onmsg: onmsg.clone(),
        }
    }
}

#[component]
pub fn TerminalPane(props: &TerminalPaneProps) -> Html {
    let TerminalPaneProps { prompt, input, selection, onmsg, .. } = props;
    let onclick = {
        let (input, selection) = (input.clone(), selection.clone());
        move |_: MouseEvent| {
            // A click that ends the selection of a text leaves it there, to be copied.
            if !selection.exists.emit(()) {
                focus(&input);
            }
        }
    };
    let onkeydown = {
        let (input, selection, onmsg) = (input.clone(), selection.clone(), onmsg.clone());
        move |event: KeyboardEvent| key_beside_prompt(&event, &input, &selection, &onmsg)
    };
    html! {
        <section class="terminal" aria-label="Terminal">
            <div class="scroll" tabindex="-1" ref={&props.scroll} {onclick} {onkeydown}>
                <Scrollback ..props.scrollback.clone() />
                if let Some(line) = &props.live_line {
                    <LineView {line} />
                }
                if let Some(line) = &props.open {
                    <LineView {line} />
                }
                if let Some(lesson) = &props.lesson {
                    // The prompt would take the focus, and the page would stay at it.
                    <a
                        class="lesson-line"
                        href="#lesson"
                        onclick={|click: MouseEvent| click.stop_propagation()}
                    >
                        { lesson }
                    </a>
                }
                <PromptLine
                    prompt={*prompt}
                    goes_on={props.open.is_some()}
                    {input}
                    selection={selection.clone()}
                    {onmsg}
                />
                if let Some(wait) = props.wait {
                    <WaitNote {wait} {onmsg} />
                }
                <EffectNote effect={props.effect.clone()} />
                <div role="status">
                    if let Some(candidates) = &props.candidates {
                        <CandidateList candidates={candidates.clone()} {onmsg} />
                    }
                </div>
            </div>
            <TapBar candidates={props.taps.clone()} text_length={props.text_length} {onmsg} />
        </section>
    }
}

fn focus(input: &NodeRef) {
    if let Some(input) = input.cast::<HtmlInputElement>() {
        // Without the focus a learner clicks again.
        let _ = input.focus();
    }
}

/// A key while something of the terminal other than the prompt has the focus, as after text was
/// selected: it goes to the prompt, as in a terminal.
fn key_beside_prompt(
    event: &KeyboardEvent,
    input: &NodeRef,
    selection: &TextSelection,
    onmsg: &Callback<Msg>,
) {
    if event.target_dyn_into::<HtmlInputElement>().is_some() {
        return;
    }
    if types_a_letter(event) || is_ctrl(event, "v") {
        focus(input);
    } else if is_ctrl_c(event) && selection.exists.emit(()) {
        selection.clear.emit(());
    } else if is_ctrl_c(event) {
        event.prevent_default();
        onmsg.emit(Msg::Interrupted);
        focus(input);
    }
}

#[derive(Properties, PartialEq)]
pub struct EffectNoteProps {
    pub effect: Option<Effect>,
}

/// What Enter would do.
#[component]
pub fn EffectNote(props: &EffectNoteProps) -> Html {
    let warns = props.effect.as_ref().is_some_and(|effect| effect.is_warning);
    html! {
        <p class={classes!("foretold", warns.then_some("warn"))} role="status">
            { for props.effect.iter().map(|effect| &effect.text) }
        </p>
    }
}

#[derive(Properties, PartialEq)]
pub struct WaitNoteProps {
    pub wait: Wait,
    pub onmsg: Callback<Msg>,
}

/// What a learner can do while a command holds the prompt.
#[component]
pub fn WaitNote(props: &WaitNoteProps) -> Html {
    let WaitNoteProps { wait, onmsg } = props;
    let onfastforward = onmsg.reform(|_: MouseEvent| Msg::FastForwarded);
    let oninterrupt = onmsg.reform(|_: MouseEvent| Msg::Interrupted);
    let mut text = "The prompt comes back when this is done.".to_owned();
    if wait.waiting_lines > 0 {
        text += &format!(" Lines that wait for it: {}.", wait.waiting_lines);
    }
    html! {
        <p class="waiting">
            <span>{ text }</span>
            if wait.can_fast_forward {
                <button onclick={onfastforward}>{ "Fast-forward" }</button>
            }
            <button onclick={oninterrupt}>{ "Stop waiting (Ctrl-C)" }</button>
        </p>
    }
}

#[derive(Properties, PartialEq)]
pub struct TapBarProps {
    pub candidates: Vec<Candidate>,
    /// The length of the line at the prompt, in bytes.
    pub text_length: usize,
    pub onmsg: Callback<Msg>,
}

/// Buttons instead of a keyboard. A tap leaves the focus where it is, so that no keyboard comes up.
#[component]
pub fn TapBar(props: &TapBarProps) -> Html {
    let TapBarProps { candidates, text_length, onmsg } = props;
    let text_length = *text_length;
    let onenter = onmsg.reform(|_: MouseEvent| Msg::Entered);
    let onerase =
        onmsg.reform(move |_: MouseEvent| Msg::Prompted(PromptEdit::WordErased(text_length)));
    html! {
        <div class="taps">
            <button class="go" onclick={onenter}>{ "Enter" }</button>
            <button onclick={onerase}>{ "Delete word" }</button>
            <CandidateList candidates={candidates.clone()} {onmsg} />
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct CandidateListProps {
    pub candidates: Vec<Candidate>,
    pub onmsg: Callback<Msg>,
}

/// Words that may stand next in the line.
#[component]
pub fn CandidateList(props: &CandidateListProps) -> Html {
    let CandidateListProps { candidates, onmsg } = props;
    let row = |candidate: &Candidate| {
        let text = candidate.text.clone();
        let onclick =
            onmsg.reform(move |_: MouseEvent| Msg::Prompted(PromptEdit::Chosen(text.clone())));
        let note = Some(&candidate.note).filter(|note| !note.is_empty());
        html! {
            <li>
                <button tabindex="-1" title={note.cloned()} {onclick}>{ &candidate.text }</button>
            </li>
        }
    };
    html! {
        <ul class="offers" aria-label="Candidates">
            if candidates.is_empty() {
                <li class="none">{ "Nothing begins like that." }</li>
            }
            { for candidates.iter().map(row) }
        </ul>
    }
}

/// The terminal of the playground as it is now; with the nodes that scroll and take the text, and
/// the text that is selected on the page.
pub fn pane(
    playground: &Playground,
    nodes: (&NodeRef, &NodeRef),
    selection: &TextSelection,
    onmsg: &Callback<Msg>,
) -> Html {
    html! { <TerminalPane ..TerminalPaneProps::of(playground, nodes, selection, onmsg) /> }
}
