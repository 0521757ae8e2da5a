//! The terminal pane: printed lines, the prompt, and what goes on below it.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::prompt::PromptLine;
use super::scrollback::{LineView, Scrollback, ScrollbackProps};
use crate::playground::prompt::PromptEdit;
use crate::playground::{Msg, Playground};
use crate::run::Pace;
use crate::terminal::Line;
use crate::terminal::completion::Candidate;
use crate::terminal::shell::Prompt;

#[derive(Properties, PartialEq)]
pub struct TerminalPaneProps {
    pub scrollback: ScrollbackProps,
    /// The line that a running command still redraws.
    pub live_line: Option<Rc<Line>>,
    pub prompt: Prompt,
    /// What a command can do while it holds the prompt.
    pub wait: Option<Wait>,
    /// What the line at the prompt would do that nobody can undo.
    pub warning: Option<AttrValue>,
    /// What Tab found.
    pub candidates: Option<Vec<Candidate>>,
    /// What a tap can add at the end of the line.
    pub taps: Vec<Candidate>,
    /// The length of the line at the prompt, in bytes.
    pub text_length: usize,
    pub scroll: NodeRef,
    pub input: NodeRef,
    /// Whether some text of the page is selected.
    pub has_selection: Callback<(), bool>,
    pub onmsg: Callback<Msg>,
}

/// A command that holds the prompt.
#[derive(Clone, Copy, PartialEq)]
pub struct Wait {
    /// Pasted lines that are entered when the prompt is back.
    pub pasted_lines: usize,
    pub can_fast_forward: bool,
}

impl TerminalPaneProps {
    pub fn of(
        playground: &Playground,
        (scroll, input): (&NodeRef, &NodeRef),
        has_selection: &Callback<(), bool>,
        onmsg: &Callback<Msg>,
    ) -> TerminalPaneProps {
        let (shell, editor) = (playground.shell(), playground.editor());
        let wait = Wait {
            pasted_lines: playground.pasted_lines(),
            can_fast_forward: playground.pace() != Pace::FASTEST || playground.paused(),
        };
        TerminalPaneProps {
            scrollback: ScrollbackProps::of(shell.screen()),
            live_line: shell.screen().live().cloned(),
            prompt: shell.prompt(),
            wait: (shell.prompt() == Prompt::Held).then_some(wait),
            warning: playground.preview().warning.map(AttrValue::from),
            candidates: editor.completion().map(|found| found.candidates.clone()),
            taps: playground.taps(),
            text_length: editor.text().len(),
            scroll: scroll.clone(),
            input: input.clone(),
            has_selection: has_selection.clone(),
            onmsg: onmsg.clone(),
        }
    }
}

#[component]
pub fn TerminalPane(props: &TerminalPaneProps) -> Html {
    let TerminalPaneProps { prompt, input, has_selection, onmsg, .. } = props;
    let onclick = {
        let (input, has_selection) = (input.clone(), has_selection.clone());
        move |_: MouseEvent| focus_unless_selecting(&input, &has_selection)
    };
    html! {
        <section class="terminal" aria-label="Terminal">
            <div class="scroll" tabindex="-1" ref={&props.scroll} {onclick}>
                <Scrollback ..props.scrollback.clone() />
                if let Some(line) = &props.live_line {
                    <LineView {line} />
                }
                <PromptLine
                    prompt={*prompt}
                    {input}
                    {has_selection}
                    {onmsg}
                />
                if let Some(wait) = props.wait {
                    <WaitNote {wait} {onmsg} />
                }
                <p class="foretold" role="status">{ for &props.warning }</p>
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

/// A click gives the prompt the focus, unless it ends the selection of a text.
fn focus_unless_selecting(input: &NodeRef, has_selection: &Callback<(), bool>) {
    if let Some(input) = input.cast::<HtmlInputElement>()
        && !has_selection.emit(())
    {
        // Without the focus a learner clicks again.
        let _ = input.focus();
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
    if wait.pasted_lines > 0 {
        text += &format!(" Lines that were pasted and wait for it: {}.", wait.pasted_lines);
    }
    html! {
        <p class="waiting">
            <span>{ text }</span>
            if wait.can_fast_forward {
                <button onclick={onfastforward}>{ "Run time at 600×" }</button>
            }
            <button onclick={oninterrupt}>{ "Leave it (Ctrl-C)" }</button>
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
            <button onclick={onerase}>{ "Take back" }</button>
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
/// whether some text of the page is selected.
pub fn pane(
    playground: &Playground,
    nodes: (&NodeRef, &NodeRef),
    has_selection: &Callback<(), bool>,
    onmsg: &Callback<Msg>,
) -> Html {
    html! { <TerminalPane ..TerminalPaneProps::of(playground, nodes, has_selection, onmsg) /> }
}
