//! What happened in the run, each entry a way back to before it, and the other branches.

use yew::prelude::*;

use crate::playground::run_list::{BranchSummary, RunListEntry, RunListKind};
use crate::playground::{Msg, Playground, Travel};

#[derive(Properties, Clone, PartialEq)]
pub struct RunListProps {
    /// The latest first.
    pub entries: Vec<RunListEntry>,
    /// The latest first.
    pub branches: Vec<(Travel, BranchSummary)>,
    pub onmsg: Callback<Msg>,
}

impl RunListProps {
    pub fn of(playground: &Playground, onmsg: &Callback<Msg>) -> RunListProps {
        RunListProps {
            entries: playground.run_list(),
            branches: playground.branches(),
            onmsg: onmsg.clone(),
        }
    }
}

#[component]
pub fn RunList(props: &RunListProps) -> Html {
    let RunListProps { entries, branches, onmsg } = props;
    let onrestart = onmsg.reform(|_: MouseEvent| Msg::Restarted);
    // New entries come first; counted from the oldest, an entry keeps its number.
    let entry_keys = (0..entries.len()).rev();
    let branch_keys = (0..branches.len()).rev();
    html! {
        <>
            <p class="restart">
                <button class="btn" onclick={onrestart}>{ "Start again" }</button>
                <span>{ "The list of runs (F2) keeps those in which you did something." }</span>
            </p>
            if !branches.is_empty() {
                <h3>{ "Other branches" }</h3>
                <ol class="run-list">
                    for (key, (travel, branch)) in branch_keys.zip(branches) {
                        <TravelButton
                            {key}
                            hint="Go on with this branch"
                            travel={*travel}
                            {onmsg}
                        >
                            <code>{ &branch.title }</code>
                            <span>{ &branch.outcome }</span>
                        </TravelButton>
                    }
                </ol>
            }
            if !entries.is_empty() {
                <h3>{ "What you did" }</h3>
                <ol class="run-list">
                    for (key, entry) in entry_keys.zip(entries) {
                        <TravelButton
                            {key}
                            class={class(entry.kind)}
                            hint={hint(entry.kind)}
                            travel={entry.travel}
                            {onmsg}
                        >
                            <code>{ &entry.text }</code>
                            <time>{ &entry.at }</time>
                        </TravelButton>
                    }
                </ol>
            }
        </>
    }
}

fn class(kind: RunListKind) -> Classes {
    match kind {
        RunListKind::Input => classes!(),
        RunListKind::Fault => classes!("fault"),
        RunListKind::Ahead => classes!("ahead"),
    }
}

fn hint(kind: RunListKind) -> &'static str {
    match kind {
        RunListKind::Input | RunListKind::Fault => "Go back to before this",
        RunListKind::Ahead => "Go on to right before this",
    }
}

#[derive(Properties, PartialEq)]
pub struct TravelButtonProps {
    #[prop_or_default]
    pub class: Classes,
    /// What the button says on hover.
    pub hint: AttrValue,
    pub travel: Travel,
    pub onmsg: Callback<Msg>,
    pub children: Html,
}

/// A row of a list that leads to another moment of the run.
#[component]
pub fn TravelButton(props: &TravelButtonProps) -> Html {
    let travel = props.travel;
    let onclick = props.onmsg.reform(move |_: MouseEvent| Msg::Travelled(travel));
    html! {
        <li>
            <button class={props.class.clone()} title={&props.hint} {onclick}>
                { props.children.clone() }
            </button>
        </li>
    }
}
