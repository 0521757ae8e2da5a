//! The list of lessons and scenarios to begin with and of runs that are kept, in a dialog.

use yew::prelude::*;

use crate::lessons::catalogue::{CATALOGUE, CatalogueEntry, LESSONS};
use crate::playground::Selection;
use crate::share::course::{Course, Solving};
use crate::share::kept_run::{KeptPlace, KeptRun};
use crate::share::stored_runs::LIMIT;

#[derive(Properties, PartialEq)]
pub struct LibraryProps {
    /// The newest first; `None` where the browser keeps none.
    pub runs: Option<Vec<KeptRun>>,
    /// The scenario of the run that is open, where it comes with the page.
    pub scenario: Option<AttrValue>,
    pub course: Course,
    /// What the words mean, as index.html lists it.
    pub words: Option<AttrValue>,
    /// The dialog, which the browser opens and closes.
    pub dialog: NodeRef,
    /// What came of a file that was opened here.
    pub news: AttrValue,
    pub onmsg: Callback<LibraryMsg>,
}

/// What somebody does in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LibraryMsg {
    /// A run was picked, by its id.
    RunPicked(String),
    /// Something of somebody's own is to be made, in this panel.
    WorkshopPicked(Selection),
    /// All that is kept is to be saved as a file.
    AllSaved,
    /// A file is to be picked and opened.
    FileWanted,
}

#[component]
pub fn Library(props: &LibraryProps) -> Html {
    let LibraryProps { runs, scenario, course, words, dialog, news, onmsg } = props;
    let is_open = |entry: &CatalogueEntry| scenario.as_deref() == Some(entry.name);
    html! {
        <dialog class="library" ref={dialog} aria-labelledby="library-title">
            <form method="dialog" class="library-head">
                <h2 id="library-title">{ "Lessons, scenarios and runs" }</h2>
                <button class="btn">{ "Close" }</button>
            </form>
            <p class="library-news" role="status">{ news }</p>
            <div class="library-lists">
                <section aria-labelledby="library-lessons">
                    <h3 id="library-lessons">{ "Lessons" }</h3>
                    <ol>
                        for (at, entry) in LESSONS.iter().enumerate() {
                            { lesson_row(at + 1, entry, is_open(entry), course) }
                        }
                    </ol>
                    <a href="cheat-sheet.html" target="_blank">
                        <b>{ "Cheat-sheets" }</b>
                        <span>{ "To print: the course on a page, and each lesson on one." }</span>
                    </a>
                </section>
                <section aria-labelledby="library-scenarios">
                    <h3 id="library-scenarios">{ "Free play: worlds without steps" }</h3>
                    <ol>
                        for entry in CATALOGUE.iter() {
                            { scenario_row(entry, is_open(entry)) }
                        }
                    </ol>
                </section>
                <section aria-labelledby="library-runs">
                    <h3 id="library-runs">{ "Your runs" }</h3>
                    { run_rows(runs.as_deref(), onmsg) }
                    { file_buttons(onmsg) }
                </section>
                <section aria-labelledby="library-own">
                    <h3 id="library-own">{ "Make your own" }</h3>
                    <ol>
                        { panel_row(
                            "Build your own world",
                            "Free play with the apps, databases, plans and traffic you choose.",
                            Selection::Builder,
                            onmsg,
                        ) }
                        { panel_row(
                            "Write a scenario or lesson",
                            "In a text, with its mistakes as you type and the fleet beside it.",
                            Selection::Editor,
                            onmsg,
                        ) }
                    </ol>
                    <p class="note">
                        { "Or drop a scenario file on the page, or paste its text. " }
                        <a href="scenario-file.html" target="_blank">
                            { "What can stand in one" }
                        </a>
                    </p>
                </section>
            </div>
            if let Some(words) = words {
                <details class="library-words">
                    <summary>{ "What the words mean" }</summary>
                    <dl translate="yes">{ Html::from_html_unchecked(words.clone()) }</dl>
                </details>
            }
        </dialog>
    }
}

fn run_rows(runs: Option<&[KeptRun]>, onmsg: &Callback<LibraryMsg>) -> Html {
    let note = format!(
        "This browser keeps the newest {LIMIT} runs in which you did something; the oldest goes \
         for a new one. A link that you only looked at is not kept."
    );
    match runs {
        None => html! {
            <p>
                { "This browser lets the page store nothing, so no run is kept here. Copy its \
                   link, or save it as a file." }
            </p>
        },
        Some([]) => html! {
            <>
                <p>{ "None yet. A run is kept as soon as you do something in it." }</p>
                <p class="note">{ note }</p>
            </>
        },
        Some(runs) => html! {
            <>
                <ol>{ for runs.iter().map(|run| run_row(run, onmsg)) }</ol>
                <p class="note">{ note }</p>
            </>
        },
    }
}

/// What takes everything from one browser to another.
fn file_buttons(onmsg: &Callback<LibraryMsg>) -> Html {
    let onsave = onmsg.reform(|_: MouseEvent| LibraryMsg::AllSaved);
    let onopen = onmsg.reform(|_: MouseEvent| LibraryMsg::FileWanted);
    html! {
        <>
            <h3>{ "To another browser" }</h3>
            <p class="library-files">
                <button class="btn" onclick={onsave}>{ "Save everything as a file" }</button>
                <button class="btn" onclick={onopen}>{ "Open a file" }</button>
            </p>
            <p class="note">
                { "The file has your results, runs, typed lines and theme. Opened elsewhere, it \
                   adds to what is kept there; of two results the better stays." }
            </p>
        </>
    }
}

/// A lesson, with how it went.
fn lesson_row(number: usize, entry: &CatalogueEntry, is_current: bool, course: &Course) -> Html {
    let result = course.result(entry.name);
    let mark = result.map(|result| match result.solving {
        Solving::Solved => "done",
        Solving::Failed => "done, not as it should be",
        Solving::Shown => "shown",
    });
    html! {
        <li key={entry.name}>
            <a
                href={format!("?lesson={}", entry.name)}
                aria-current={is_current.then_some("true")}
            >
                <b>{ format!("{number}. {}", entry.title) }</b>
                if is_current {
                    <i>{ "open now" }</i>
                }
                if let Some(mark) = mark {
                    <i class={classes!(course.has_solved(entry.name).then_some("ok"))}>{ mark }</i>
                }
                <span>{ entry.goal }</span>
                if let Some(result) = result {
                    <span>{ result.summary() }</span>
                }
            </a>
        </li>
    }
}

/// What opens a panel.
fn panel_row(
    label: &'static str,
    about: &'static str,
    panel: Selection,
    onmsg: &Callback<LibraryMsg>,
) -> Html {
    let onclick = onmsg.reform(move |_: MouseEvent| LibraryMsg::WorkshopPicked(panel));
    html! {
        <li>
            <button {onclick}><b>{ label }</b><span>{ about }</span></button>
        </li>
    }
}

fn scenario_row(entry: &CatalogueEntry, is_current: bool) -> Html {
    html! {
        <li key={entry.name}>
            <a
                href={format!("?scenario={}", entry.name)}
                aria-current={is_current.then_some("true")}
            >
                <b>{ entry.title }</b>
                if is_current {
                    <i>{ "open now" }</i>
                }
                <span>{ entry.goal }</span>
            </a>
        </li>
    }
}

fn run_row(run: &KeptRun, onmsg: &Callback<LibraryMsg>) -> Html {
    let onclick = {
        let id = run.id.clone();
        onmsg.reform(move |_: MouseEvent| LibraryMsg::RunPicked(id.clone()))
    };
    let mark = match run.place {
        KeptPlace::Here => Some("open now"),
        KeptPlace::OtherTab => Some("open in another tab"),
        KeptPlace::Nowhere => None,
    };
    html! {
        <li key={run.id.clone()}>
            <button
                disabled={run.place == KeptPlace::OtherTab}
                aria-current={(run.place == KeptPlace::Here).then_some("true")}
                {onclick}
            >
                <b>{ &run.title }</b>
                if let Some(mark) = mark {
                    <i>{ mark }</i>
                }
                <span class={classes!(run.is_any_lost.then_some("bad"))}>{ &run.outcome }</span>
                <span>
                    { &run.extent }
                    if run.is_from_link {
                        { ", from a link" }
                    }
                </span>
            </button>
        </li>
    }
}
