//! A lesson in the side panel: its steps with the current one open, and the card at its end.

use yew::prelude::*;

use super::prose::{self, ProseView, Sentence};
use super::svg;
use crate::lessons::progress::LessonInput;
use crate::playground::lesson::LessonMsg;
use crate::playground::lesson_view::{
    AnswerView, CheckView, Closing, CostRow, CurrentStep, HelpOffer, LessonView, PastStep,
    QuestionView, StepView, WrongTurn,
};
use crate::playground::{Msg, Selection};

#[derive(Properties, PartialEq)]
pub struct LessonPanelProps {
    pub lesson: LessonView,
    pub onmsg: Callback<Msg>,
}

const DONE_SIGN: &str = "M2 6.5l3 3 5-7";
const FAILED_SIGN: &str = "M2.5 2.5l7 7M9.5 2.5l-7 7";

/// What the panel shows of a lesson below its title.
#[component]
pub fn LessonPanel(props: &LessonPanelProps) -> Html {
    let LessonPanelProps { lesson, onmsg } = props;
    let onend = say(onmsg, LessonMsg::Ended);
    html! {
        <div class="lesson" id="lesson">
            <p class="goal"><Sentence text={lesson.goal.clone()} /></p>
            <p class="heard" role="status">{ &lesson.news }</p>
            if let Some(closing) = &lesson.closing {
                <ClosingCard closing={closing.clone()} {onmsg} />
            }
            if let Some(wrong) = &lesson.wrong_turn {
                { wrong_turn(wrong, onmsg) }
            }
            <ol class="steps" aria-label="Steps">
                { for lesson.steps.iter().map(|step| step_row(step, onmsg)) }
            </ol>
            if lesson.closing.is_none() {
                <button
                    class="back"
                    title="The world stays as it is. Esc does the same."
                    onclick={onend}
                >
                    { "End the lesson" }
                </button>
            }
        </div>
    }
}

/// A click that says something to the lesson.
fn say(onmsg: &Callback<Msg>, msg: LessonMsg) -> Callback<MouseEvent> {
    onmsg.reform(move |_: MouseEvent| Msg::Lesson(msg.clone()))
}

fn ask(onmsg: &Callback<Msg>, input: &LessonInput) -> Callback<MouseEvent> {
    say(onmsg, LessonMsg::Asked(input.clone()))
}

fn sign(path: &'static str) -> Html {
    html! {
        <svg class="sign" viewBox="0 0 12 12" aria-hidden="true">
            { svg::path(classes!(), path.to_owned(), None) }
        </svg>
    }
}

fn step_row(step: &StepView, onmsg: &Callback<Msg>) -> Html {
    let is_current = step.current.is_some();
    let state = if step.is_done { "done" } else { "open" };
    html! {
        <li
            key={step.name.clone()}
            class={classes!("step", step.is_done.then_some("done"), is_current.then_some("now"))}
            aria-current={is_current.then_some("step")}
        >
            <h3>
                if step.is_done {
                    { sign(DONE_SIGN) }
                }
                <Sentence text={step.title.clone()} />
                <span class="heard">{ format!(", {state}") }</span>
            </h3>
            if let Some(current) = &step.current {
                { current_step(current, onmsg) }
            }
            if let Some(past) = &step.past {
                { past_step(past, onmsg) }
            }
        </li>
    }
}

fn current_step(step: &CurrentStep, onmsg: &Callback<Msg>) -> Html {
    html! {
        <div class="step-body">
            <ProseView prose={step.text.clone()} />
            if let Some(question) = &step.question {
                { question_box(question, onmsg) }
            }
            <ul class="checks" aria-label="The goal of this step">
                { for step.checks.iter().map(check_row) }
            </ul>
            if !step.hints.is_empty() {
                <ol class="hints" aria-label="Hints">
                    for hint in step.hints.iter() {
                        <li>{ prose::line(hint) }</li>
                    }
                </ol>
            }
            if step.is_typing {
                <button class="btn" onclick={say(onmsg, LessonMsg::TypingSkipped)}>
                    { "Skip the typing" }
                </button>
            } else {
                { offer(&step.offer, onmsg) }
            }
        </div>
    }
}

/// A condition and whether it holds, in a sign, in words, and with what is true instead.
fn check_row(check: &CheckView) -> Html {
    html! {
        <li class={classes!(check.holds.then_some("holds"))}>
            <code>{ &check.text }</code>
            if check.holds {
                { sign(DONE_SIGN) }
                <span class="heard">{ ": true" }</span>
            } else if let Some(truth) = &check.truth {
                <small>{ format!("now: {truth}") }</small>
            }
        </li>
    }
}

fn offer(offer: &HelpOffer, onmsg: &Callback<Msg>) -> Html {
    match offer {
        HelpOffer::AfterAnswer => html! {
            <p class="note">{ "Hints come after your prediction. You can go on without one." }</p>
        },
        HelpOffer::Hint { number, of, input } => html! {
            <button class="btn" onclick={ask(onmsg, input)}>
                { format!("Hint {number} of {of}") }
            </button>
        },
        HelpOffer::Solution(input) => html! {
            <button class="btn" onclick={ask(onmsg, input)}>{ "Show the solution" }</button>
        },
        HelpOffer::Again(input) => html! {
            <button class="btn" onclick={ask(onmsg, input)}>{ "Type the solution again" }</button>
        },
    }
}

fn question_box(question: &QuestionView, onmsg: &Callback<Msg>) -> Html {
    let answer = |answer: &AnswerView| answer_row(question, answer, onmsg);
    html! {
        <fieldset class="question">
            <legend>{ "Predict, then see" }</legend>
            <ProseView prose={question.text.clone()} />
            <ul>{ for question.answers.iter().map(answer) }</ul>
            if let Some(verdict) = &question.verdict {
                <p class="verdict"><b>{ verdict }</b></p>
            } else if !question.is_open {
                <p class="note">{ "The simulation will tell." }</p>
            }
            if let Some(why) = &question.why {
                <ProseView prose={why.clone()} />
            }
        </fieldset>
    }
}

fn answer_row(question: &QuestionView, answer: &AnswerView, onmsg: &Callback<Msg>) -> Html {
    let text = prose::line(&answer.text);
    if question.is_open {
        let onclick = ask(onmsg, &answer.input);
        return html! { <li><button class="answer" {onclick}>{ text }</button></li> };
    }
    let class = classes!(answer.is_given.then_some("given"), answer.is_right.then_some("right"));
    html! {
        <li {class}>
            { text }
            if answer.is_given {
                <i>{ " your prediction" }</i>
            }
            if answer.is_right {
                { sign(DONE_SIGN) }
                <i>{ " what happened" }</i>
            }
        </li>
    }
}

fn past_step(past: &PastStep, onmsg: &Callback<Msg>) -> Html {
    let more = html! {
        <>
            <ProseView prose={past.why.clone()} />
            if let Some(luck) = &past.luck {
                <p class="luck">{ luck }</p>
            }
            if let Some(question) = &past.question {
                { question_box(question, onmsg) }
            }
        </>
    };
    html! {
        <>
            if let Some(help) = &past.help {
                <p class="note">{ help }</p>
            }
            if past.is_newest {
                <div class="step-body">{ more }</div>
            } else {
                <details>
                    <summary>{ "Text and why" }</summary>
                    <ProseView prose={past.text.clone()} />
                    { more }
                </details>
            }
        </>
    }
}

fn wrong_turn(wrong: &WrongTurn, onmsg: &Callback<Msg>) -> Html {
    html! {
        <section class="wrong-turn" role="alert">
            <h3>{ "A wrong turn" }</h3>
            <ProseView prose={wrong.text.clone()} />
            if wrong.can_rewind {
                <button class="btn" onclick={say(onmsg, LessonMsg::TrapLeft)}>
                    { "Go back to before it" }
                </button>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub struct ClosingCardProps {
    pub closing: Closing,
    pub onmsg: Callback<Msg>,
}

/// What somebody did in a lesson, what it cost, and what would have been possible. That it went
/// well, or did not, is told by heading, sign and role.
#[component]
pub fn ClosingCard(props: &ClosingCardProps) -> Html {
    let ClosingCardProps { closing, onmsg } = props;
    let (role, class, path) = match closing.went_well {
        true => ("status", "well", DONE_SIGN),
        false => ("alert", "badly", FAILED_SIGN),
    };
    let onagain = onmsg.reform(|_: MouseEvent| Msg::Restarted);
    let onmore = onmsg.reform(|_: MouseEvent| Msg::LibraryOpened);
    let unmet = |(wanted, truth): &(String, String)| {
        html! { <li><code>{ wanted }</code><small>{ format!("but {truth}") }</small></li> }
    };
    html! {
        <section class={classes!("closing", class)} {role}>
            <h3>{ sign(path) }<span>{ &closing.heading }</span></h3>
            if !closing.unmet.is_empty() {
                <ul class="checks" aria-label="What should be true">
                    { for closing.unmet.iter().map(unmet) }
                </ul>
            }
            <p>{ closing.deeds.join(" ") }</p>
            <table>
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{ "You" }</th>
                        <th scope="col">{ "Best" }</th>
                    </tr>
                </thead>
                <tbody>{ for closing.costs.iter().map(cost_row) }</tbody>
            </table>
            if let Some(best) = &closing.best {
                <p class="note">
                    { format!("Best: {best}. Fewer lost commits count first, then less downtime.") }
                </p>
            }
            <ProseView prose={closing.why_best.clone()} />
            if !closing.remember.is_empty() {
                <h4>{ "To take along" }</h4>
                <ul class="remember">
                    for sentence in closing.remember.iter() {
                        <li>{ prose::line(sentence) }</li>
                    }
                </ul>
            }
            <p class="closing-next">
                if let Some((name, title)) = closing.next {
                    <a class="btn next" href={format!("?lesson={name}")}>
                        { format!("Next: {title}") }
                    </a>
                }
                <button class="btn" onclick={onagain}>{ "Try again" }</button>
                if let Some(name) = &closing.lesson {
                    <a class="btn" href={format!("cheat-sheet.html#{name}")} target="_blank">
                        { "Cheat-sheet" }
                    </a>
                }
                <button class="btn" aria-haspopup="dialog" onclick={onmore}>
                    { "All lessons" }
                </button>
            </p>
        </section>
    }
}

fn cost_row(row: &CostRow) -> Html {
    html! {
        <tr>
            <th scope="row">{ row.name }</th>
            <td class={classes!(row.is_worse.then_some("bad"))}>{ &row.own }</td>
            <td>{ row.best.as_deref().unwrap_or("…") }</td>
        </tr>
    }
}

#[derive(Properties, PartialEq)]
pub struct LessonStripProps {
    pub lesson: LessonView,
    pub selection: Selection,
    pub onmsg: Callback<Msg>,
}

/// The current step in a line, while the panel is about something else: it leads back to it.
#[component]
pub fn LessonStrip(props: &LessonStripProps) -> Html {
    let LessonStripProps { lesson, selection, onmsg } = props;
    let selection = *selection;
    let onclick = onmsg.reform(move |_: MouseEvent| Msg::Picked(selection));
    let class = classes!("lesson-strip", lesson.wrong_turn.is_some().then_some("bad"));
    html! {
        <>
            <button {class} {onclick}>{ lesson.line() }</button>
            <p class="heard" role="status">{ &lesson.news }</p>
        </>
    }
}
