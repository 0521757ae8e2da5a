//! The stage in words: what happened last, all that happened, and the fleet as a table.

use yew::prelude::*;

use super::explained_word::ExplainedWord;
use super::tone::tone_class;
use crate::format;
use crate::playground::lesson::LessonMsg;
use crate::playground::situation::{Remedy, Situation};
use crate::playground::{Msg, Playground, fleet_table};
use crate::sim::SimTime;

/// Something that happened.
#[derive(Clone, PartialEq)]
pub struct StoryLine {
    pub at: SimTime,
    pub is_bad: bool,
    pub text: AttrValue,
}

#[derive(Properties, Clone, PartialEq)]
pub struct CaptionProps {
    pub situation: Situation,
    /// What happened last.
    pub last: StoryLine,
    pub story: Vec<StoryLine>,
    pub onmsg: Callback<Msg>,
}

impl CaptionProps {
    pub fn of(playground: &Playground, onmsg: &Callback<Msg>) -> CaptionProps {
        let line = |at: SimTime, is_bad: bool, text: &str| {
            let text = AttrValue::from(text.to_owned());
            StoryLine { at, is_bad, text }
        };
        let (at, is_bad, text) = playground.last_happening();
        let entries = playground.recent_entries().iter();
        CaptionProps {
            situation: playground.situation(),
            last: line(at, is_bad, text),
            story: entries.map(|entry| line(entry.at, entry.bad, &entry.text)).collect(),
            onmsg: onmsg.clone(),
        }
    }
}

/// The worst that is true now, and what would help; below it what happened last, or opened all that
/// happened of late.
#[component]
pub fn Caption(props: &CaptionProps) -> Html {
    let line = |line: &StoryLine| {
        html! { <li>{ sentence(line) }</li> }
    };
    html! {
        <>
            <div class="situation">{ situation(&props.situation, &props.onmsg) }</div>
            <Drawer class="caption" line={sentence(&props.last)}>
                <ol aria-label="What happened">{ for props.story.iter().map(line) }</ol>
            </Drawer>
        </>
    }
}

/// What is true now, with the command that would help, which a click writes into the prompt.
pub fn situation(situation: &Situation, onmsg: &Callback<Msg>) -> Html {
    let remedy = |remedy: &Remedy| {
        let (command, is_hint) = (remedy.command.clone(), remedy.is_hint);
        let onclick = onmsg.reform(move |_: MouseEvent| match is_hint {
            true => Msg::Lesson(LessonMsg::RemedyPicked(command.clone())),
            false => Msg::CommandPicked(command.clone()),
        });
        html! {
            <button class="remedy" {onclick}>
                if is_hint {
                    <span>{ "Show what would help (counts as a hint)" }</span>
                } else {
                    <span>{ remedy.label }</span>
                    { " " }
                    <code>{ &remedy.command }</code>
                }
            </button>
        }
    };
    html! {
        <>
            <p class={tone_class(situation.tone)}>{ &situation.text }</p>
            { for situation.remedy.iter().map(remedy) }
        </>
    }
}

fn sentence(line: &StoryLine) -> Html {
    html! {
        <>
            <time>{ format::clock(line.at) }</time>
            <span class={classes!(line.is_bad.then_some("bad"))}>{ &line.text }</span>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct FleetTableProps {
    /// Rows of cells, one for each of [`fleet_table::COLUMNS`].
    pub rows: Vec<Vec<String>>,
}

/// The fleet as a table.
#[component]
pub fn FleetTable(props: &FleetTableProps) -> Html {
    let column = |name: &&'static str| {
        html! { <th scope="col">{ *name }</th> }
    };
    let cell = |text: &String| {
        html! { <td>{ text }</td> }
    };
    let row = |cells: &Vec<String>| {
        html! { <tr>{ for cells.iter().map(cell) }</tr> }
    };
    html! {
        <Drawer class="twin" line="As a table">
            <table>
                <caption>{ "The fleet now" }</caption>
                <tr>{ for fleet_table::COLUMNS.iter().map(column) }</tr>
                { for props.rows.iter().map(row) }
            </table>
        </Drawer>
    }
}

#[derive(Properties, PartialEq)]
struct DrawerProps {
    class: &'static str,
    /// What stands there while the drawer is closed.
    line: Html,
    children: Html,
}

/// Something that opens above its line; only one of them is open at a time.
#[component]
fn Drawer(props: &DrawerProps) -> Html {
    html! {
        <details class={props.class} name="told">
            <summary>{ props.line.clone() }</summary>
            <div class="drawer" tabindex="0">{ props.children.clone() }</div>
        </details>
    }
}

const LEGEND: [(&str, &str); 4] = [
    ("replayed", "replayed"),
    ("received", "received, not replayed"),
    ("behind", "left behind"),
    ("gone", "gone"),
];

const LEGEND_MARKS: &str =
    "M1 2h2.5v11h-2.5zM6.5 3h2.5v9h-2.5zM12 1h2.5v11h-2.5zM17.5 3h2.5v8h-2.5z";

/// What the marks on a tape mean.
#[component]
pub fn Legend() -> Html {
    let item = |(class, text): (&'static str, &'static str)| {
        html! {
            <li>
                <svg class={classes!("key", class)} viewBox="0 0 22 14" aria-hidden="true">
                    <path d={LEGEND_MARKS} />
                </svg>
                <ExplainedWord tag="span" text={text} />
            </li>
        }
    };
    html! {
        <ul class="legend" aria-label="What the marks on a tape mean" translate="yes">
            { for LEGEND.into_iter().map(item) }
        </ul>
    }
}
