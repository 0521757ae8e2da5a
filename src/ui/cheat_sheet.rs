//! Cheat-sheets to print: a page for the whole course, and one for each lesson.

use std::rc::Rc;

use yew::prelude::*;

use super::prose::{self, ProseView};
use crate::lessons::catalogue::{CatalogueEntry, LESSONS};
use crate::lessons::lesson::{Lesson, LessonStep};
use crate::lessons::placeholder;
use crate::lessons::script::{BREAK, PlanStep, StepKind};
use crate::terminal::command::Command;
use crate::terminal::commands::COMMANDS;

/// A lesson that comes with the page, with what its file says.
#[derive(Clone, Debug, PartialEq)]
pub struct CourseLesson {
    pub entry: &'static CatalogueEntry,
    /// From 1.
    pub number: usize,
    pub lesson: Rc<Lesson>,
}

#[derive(Properties, PartialEq)]
pub struct CheatSheetsProps {
    pub course: Vec<CourseLesson>,
}

/// All cheat-sheets: what is in the address after `#` is the only one that is shown and printed.
#[component]
pub fn CheatSheets(props: &CheatSheetsProps) -> Html {
    let CheatSheetsProps { course } = props;
    html! {
        <main>
            { whole_course(course) }
            { for course.iter().map(sheet) }
        </main>
    }
}

fn whole_course(course: &[CourseLesson]) -> Html {
    let commands = course.iter().flat_map(|lesson| &lesson.lesson.commands);
    let commands: Vec<&str> = commands.map(String::as_str).collect();
    let is_taught = |command: &&&Command| commands.contains(&command.name);
    html! {
        <section class="sheet course" id="course">
            <h1>{ "Followers of Heroku Postgres: the course on a page" }</h1>
            <p class="screen">
                { "Print this page: each lesson follows on a sheet of its own. The title of a \
                   lesson leads to its sheet alone." }
            </p>
            <ol class="lessons">
                { for course.iter().map(lesson_row) }
            </ol>
            <h2>{ "Commands" }</h2>
            <dl class="commands">
                { for COMMANDS.iter().filter(is_taught).map(|command| command_row(command)) }
            </dl>
            <p class="screen"><a href="./">{ "Back to Follower Playground" }</a></p>
        </section>
    }
}

fn lesson_row(lesson: &CourseLesson) -> Html {
    let CourseLesson { entry, number, lesson } = lesson;
    let title = format!("{number}. {}", entry.title);
    html! {
        <li>
            <h2><a href={format!("#{}", entry.name)}>{ title }</a></h2>
            { remember(lesson) }
        </li>
    }
}

fn remember(lesson: &Lesson) -> Html {
    html! {
        <ul class="remember">
            for sentence in lesson.remember.iter() {
                <li>{ prose::line(sentence) }</li>
            }
        </ul>
    }
}

fn command_row(command: &Command) -> Html {
    html! {
        <div>
            <dt>{ typed(&command.usage()) }</dt>
            <dd>{ command.summary }</dd>
        </div>
    }
}

fn sheet(lesson: &CourseLesson) -> Html {
    let CourseLesson { entry, number, lesson } = lesson;
    html! {
        <section class="sheet" id={entry.name}>
            <p class="place">{ format!("Lesson {number} of {}", LESSONS.len()) }</p>
            <h2>{ entry.title }</h2>
            <p class="goal">{ &lesson.goal }</p>
            <ol class="steps">
                { for lesson.steps.iter().map(step) }
            </ol>
            <h3>{ "To take along" }</h3>
            { remember(lesson) }
            <p class="screen">
                <a href={format!("./?lesson={}", entry.name)}>{ "Open the lesson" }</a>
                <a href="#">{ "All cheat-sheets" }</a>
            </p>
        </section>
    }
}

fn step(step: &LessonStep) -> Html {
    html! {
        <li>
            <h3>{ &step.title }</h3>
            <ul class="lines">
                { for step.solution.steps.iter().map(line) }
            </ul>
            <ProseView prose={step.why.map(placeholder::in_general)} />
        </li>
    }
}

/// A line of a solution: what is typed as code, what is done on the page in words.
fn line(line: &PlanStep) -> Html {
    let text = placeholder::in_general(&line.text);
    let text = text.as_str();
    match line.kind {
        StepKind::Command | StepKind::Answer => html! { <li>{ typed(text) }</li> },
        StepKind::Break => {
            let fault = text.strip_prefix(BREAK).unwrap_or(text);
            html! { <li>{ format!("Break something: {fault}") }</li> }
        }
        StepKind::WaitForPrompt(_) | StepKind::Wait(..) => {
            // How long a plan waits at most says nothing to somebody who watches.
            let until = text.split_once(", at most").map_or(text, |(until, _)| until);
            html! { <li>{ until.replacen("wait", "Wait", 1) }</li> }
        }
    }
}

/// What is typed. A line may end before or after a flag, and not within its hyphens.
fn typed(text: &str) -> Html {
    let word = |(at, word): (usize, &str)| {
        let blank = if at > 0 { " " } else { "" };
        match word.starts_with('-') || word.starts_with("[-") {
            true => html! { <>{ blank }<span>{ word.to_owned() }</span></> },
            false => format!("{blank}{word}").into(),
        }
    };
    html! { <code>{ for text.split(' ').enumerate().map(word) }</code> }
}
