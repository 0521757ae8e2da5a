//! What if: one table of figures for all plans on one axis of time, and below it each plan with
//! its steps and a small stage.

use std::rc::Rc;

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::chart_picture::interval_class;
use super::scene::{Scene, SceneContext, SceneProps};
use super::side_panel;
use crate::format;
use crate::lessons::script::PlanError;
use crate::playground::plan_view::{FIGURES, PlanFigure, PlanStepView, PlanView};
use crate::playground::what_if::{PlanDraft, WhatIfMsg};
use crate::playground::{Msg, Playground, Selection};
use crate::run::telemetry::{Interval, IntervalKind};
use crate::sim::{SimDuration, SimTime};
use crate::terminal::preview::Preview;
use crate::view::geometry::px;
use crate::view::stage::Stage;

/// The nodes that a browser keeps hold of.
#[derive(Clone, Default, PartialEq)]
pub struct WhatIfNodes {
    /// The title, which takes the focus.
    pub title: NodeRef,
    /// The small stage of each plan, with its canvas.
    pub stages: Vec<(Stage, NodeRef)>,
    /// Plans in a row.
    pub columns: usize,
}

#[derive(Properties, PartialEq)]
pub struct WhatIfPaneProps {
    /// When the plans begin.
    pub from: SimTime,
    /// How long the axis is that they share.
    pub span: SimDuration,
    /// Trials that are over, and all that are wanted, while they are run.
    pub progress: Option<(usize, usize)>,
    pub verdict: Vec<String>,
    pub plans: Vec<PlanCardProps>,
    /// Plans that are not among the best of their kind.
    pub folded: Vec<Rc<PlanView>>,
    pub draft: PlanDraft,
    pub title: NodeRef,
    /// Plans in a row.
    pub columns: usize,
    pub onmsg: Callback<Msg>,
}

impl WhatIfPaneProps {
    pub fn of(
        playground: &Playground,
        nodes: &WhatIfNodes,
        onmsg: &Callback<Msg>,
    ) -> WhatIfPaneProps {
        let worlds = playground.plan_worlds();
        let picture = |index: usize| {
            let (stage, canvas) = nodes.stages.get(index)?;
            let world = worlds.get(index).copied().flatten()?;
            let (selection, preview) = (Selection::Nothing, Preview::default());
            let context = SceneContext { world, at: world.now(), pace: 0, selection, preview };
            let scene = SceneProps::of(stage, context, onmsg);
            Some(PlanPicture { scene, canvas: canvas.clone() })
        };
        let (plans, folded) = playground.plan_views();
        let plans = plans.into_iter().enumerate().map(|(index, plan)| PlanCardProps {
            plan: Rc::new(plan),
            picture: picture(index),
            onmsg: onmsg.clone(),
        });
        let (from, span) = playground.plan_axis();
        WhatIfPaneProps {
            from,
            span,
            progress: playground.trial_progress(),
            verdict: playground.verdict(),
            plans: plans.collect(),
            folded: folded.into_iter().map(Rc::new).collect(),
            draft: playground.plan_draft().clone(),
            title: nodes.title.clone(),
            columns: nodes.columns,
            onmsg: onmsg.clone(),
        }
    }
}

const ODDS: &str = "Each plan is tried ten times from this moment, each time with other random \
    traffic than your run's; when a query ends differs, too. You see the middle result of the \
    ten, and the worst if it differs. Your own run may turn out differently.";

#[component]
pub fn WhatIfPane(props: &WhatIfPaneProps) -> Html {
    let WhatIfPaneProps { from, span, progress, verdict, plans, folded, onmsg, .. } = props;
    let card = |plan: &PlanCardProps| {
        html! { <PlanCard key={plan.plan.id} ..plan.clone() /> }
    };
    let onclose = onmsg.reform(|_: MouseEvent| Msg::WhatIf(WhatIfMsg::Closed));
    let shown: Vec<Rc<PlanView>> = plans.iter().map(|plan| plan.plan.clone()).collect();
    let table = |plans: Vec<Rc<PlanView>>| {
        html! { <PlanTable {plans} from={*from} span={*span} onmsg={onmsg.clone()} /> }
    };
    html! {
        <main class="what-if" aria-label="What if">
            <div class="what-if-head">
                <h2 tabindex="-1" ref={&props.title}>
                    { format!("What if, from {}?", format::clock(*from)) }
                </h2>
                <button class="btn" onclick={onclose}>{ "Back to the run" }</button>
            </div>
            <div class="verdict" role="status">
                if let Some((known, all)) = progress {
                    <p>{ format!("Trying the plans: {known} of {all} trials.") }</p>
                }
                { for verdict.iter().map(|sentence| html! { <p>{ sentence }</p> }) }
            </div>
            if !shown.is_empty() {
                { table(shown) }
            }
            if !folded.is_empty() {
                <details class="folded">
                    <summary>{ more_plans(folded.len()) }</summary>
                    { table(folded.clone()) }
                </details>
            }
            { lane_key() }
            <p class="odds">{ ODDS }</p>
            <PlanDraftForm draft={props.draft.clone()} {onmsg} />
            <div class={columns_class(props.columns)}>{ for plans.iter().map(card) }</div>
        </main>
    }
}

fn more_plans(count: usize) -> String {
    format!("{count} more plan{}", if count == 1 { "" } else { "s" })
}

/// The class of so many columns; the style sheets know four.
fn columns_class(columns: usize) -> Classes {
    match columns {
        2 => classes!("columns", "two"),
        3 => classes!("columns", "three"),
        4 => classes!("columns", "four"),
        _ => classes!("columns"),
    }
}

#[derive(Properties, PartialEq)]
pub struct PlanTableProps {
    pub plans: Vec<Rc<PlanView>>,
    pub from: SimTime,
    pub span: SimDuration,
    pub onmsg: Callback<Msg>,
}

/// The figures of plans, the best first, with how the app fares on one axis of time.
#[component]
pub fn PlanTable(props: &PlanTableProps) -> Html {
    let PlanTableProps { plans, from, span, onmsg } = props;
    let moment = |of: u64| format::length(SimDuration::from_micros(span.micros() * of / 2));
    let row = |plan: &Rc<PlanView>| {
        let (id, name) = (plan.id, &plan.name);
        let onchoose = onmsg.reform(move |_: MouseEvent| Msg::WhatIf(WhatIfMsg::Chosen(id)));
        html! {
            <tr key={id}>
                <th scope="row">{ name }</th>
                <td class="fares">
                    if !plan.availability.is_empty() {
                        { lane(&plan.availability, *from, *span) }
                    }
                </td>
                { for plan.figures.iter().zip(&FIGURES).map(|(it, kind)| figure(it, kind.name)) }
                <td class="choose">
                    if let Some(progress) = &plan.progress {
                        { progress }
                    } else {
                        <button
                            class="btn"
                            aria-label={format!("Do this: {name}")}
                            onclick={onchoose}
                        >
                            { "Do this" }
                        </button>
                    }
                </td>
            </tr>
        }
    };
    html! {
        <table class="plans" aria-label="The plans, the best first">
            <thead>
                <tr>
                    <th scope="col">{ "Plan" }</th>
                    <th scope="col" class="fares">
                        <span>{ "now" }</span>
                        <span>{ format!("+{}", moment(1)) }</span>
                        <span>{ format!("+{}", moment(2)) }</span>
                    </th>
                    { for FIGURES.iter().map(|kind| html! { <th scope="col">{ kind.name }</th> }) }
                    <td></td>
                </tr>
            </thead>
            <tbody>{ for plans.iter().map(row) }</tbody>
        </table>
    }
}

/// What the colours of the lanes mean.
const LANE_KEY: [(IntervalKind, &str); 4] = [
    (IntervalKind::Up, "takes writes"),
    (IntervalKind::Restart, "restarts: requests wait"),
    (IntervalKind::Maintenance, "maintenance"),
    (IntervalKind::Down, "down"),
];

fn lane_key() -> Html {
    let item = |(kind, text): (IntervalKind, &'static str)| {
        html! {
            <li>
                <svg class="lanes" viewBox="0 0 10 10" aria-hidden="true">
                    <rect class={interval_class(kind)} width="10" height="10" />
                </svg>
                { text }
            </li>
        }
    };
    html! { <ul class="lane-key">{ for LANE_KEY.into_iter().map(item) }</ul> }
}

fn figure(figure: &PlanFigure, name: &'static str) -> Html {
    html! {
        <td class={classes!(figure.is_bad.then_some("bad"))} data-name={name}>
            { &figure.median }
            if let Some(worst) = &figure.worst {
                <small>{ format!("worst {worst}") }</small>
            }
        </td>
    }
}

/// The width of a lane in its own units; it is stretched to its cell.
const LANE: f32 = 1_000.0;

/// What is short is still to be seen.
const LEAST: f32 = 6.0;

/// How the app fares, with the same in words for whoever does not see it.
fn lane(availability: &[Interval], from: SimTime, span: SimDuration) -> Html {
    let words = |interval: &Interval| {
        let until = interval.until.unwrap_or(from + span).min(from + span);
        format!("{} for {}", interval.text, format::length(until.since(interval.from)))
    };
    let label = availability.iter().map(words).collect::<Vec<_>>().join(", ");
    let x = |at: SimTime| {
        let part = at.since(from).micros() as f32 / span.micros().max(1) as f32;
        (part * LANE).min(LANE)
    };
    let bar = |interval: &Interval| {
        let left = x(interval.from);
        let width = (interval.until.map_or(LANE, x) - left).max(LEAST);
        let class = interval_class(interval.kind);
        html! {
            <rect {class} x={px(left)} width={px(width)} height="10">
                <title>{ &interval.text }</title>
            </rect>
        }
    };
    html! {
        <svg
            class="lanes"
            viewBox="0 0 1000 10"
            preserveAspectRatio="none"
            role="img"
            aria-label={label}
        >
            <rect class="lane" width="1000" height="10" />
            { for availability.iter().map(bar) }
        </svg>
    }
}

#[derive(Properties, Clone, PartialEq)]
pub struct PlanCardProps {
    pub plan: Rc<PlanView>,
    pub picture: Option<PlanPicture>,
    pub onmsg: Callback<Msg>,
}

/// The stage as the plan leaves it.
#[derive(Clone, PartialEq)]
pub struct PlanPicture {
    pub scene: SceneProps,
    pub canvas: NodeRef,
}

/// A plan's steps, the stage as it leaves it, and what it loses.
#[component]
pub fn PlanCard(props: &PlanCardProps) -> Html {
    let PlanCardProps { plan, picture, onmsg } = props;
    let id = plan.id;
    let button = |label: &'static str, msg: WhatIfMsg| {
        let onclick = onmsg.reform(move |_: MouseEvent| Msg::WhatIf(msg.clone()));
        let name = format!("{label}: {}", plan.name);
        html! { <button class="btn" aria-label={name} {onclick}>{ label }</button> }
    };
    html! {
        <article aria-label={plan.name.clone()}>
            <h3>{ &plan.name }</h3>
            <ol class="plan">{ for plan.steps.iter().map(step) }</ol>
            <div class="stage-pane" inert=true>
                if let Some(PlanPicture { scene, canvas }) = picture {
                    <div class="stage-scene">
                        <Scene ..scene.clone() />
                        <canvas class="motion" ref={canvas} />
                    </div>
                }
            </div>
            <div>
                { for plan.remarks.iter().map(|remark| html! { <p>{ remark }</p> }) }
                { for plan.lost.iter().map(side_panel::loss_group) }
            </div>
            <div class="choices">
                { button("Do this", WhatIfMsg::Chosen(id)) }
                if plan.is_own {
                    { button("Edit", WhatIfMsg::Edited(id)) }
                    { button("Remove", WhatIfMsg::Removed(id)) }
                } else {
                    { button("Edit a copy", WhatIfMsg::Edited(id)) }
                }
            </div>
        </article>
    }
}

fn step(step: &PlanStepView) -> Html {
    html! {
        <li>
            <time>{ step.after.as_deref().unwrap_or_default() }</time>
            <code>{ &step.text }</code>
            if let Some(ending) = &step.ending {
                <em class={classes!(step.is_bad.then_some("bad"))}>{ ending }</em>
            }
        </li>
    }
}

#[derive(Properties, PartialEq)]
pub struct PlanDraftFormProps {
    pub draft: PlanDraft,
    pub onmsg: Callback<Msg>,
}

/// Where somebody writes a plan of their own. A mistake is told beside its line.
#[component]
pub fn PlanDraftForm(props: &PlanDraftFormProps) -> Html {
    let PlanDraftFormProps { draft, onmsg } = props;
    let onadd = onmsg.reform(|_: MouseEvent| Msg::WhatIf(WhatIfMsg::Added));
    let oninput = onmsg.reform(|event: InputEvent| {
        let area: HtmlTextAreaElement = event.target_unchecked_into();
        Msg::WhatIf(WhatIfMsg::Drafted(area.value()))
    });
    let (title, add) = match draft.replaces {
        Some(_) => ("Change your plan", "Try the changed plan"),
        None => ("Write a plan of your own", "Try this plan"),
    };
    let rows = (draft.text.lines().count() + 1).max(4);
    html! {
        <details class="own" open={!draft.text.is_empty() || draft.mistake.is_some()}>
            <summary>{ title }</summary>
            <p id="plan-form">
                { "One step a line: a command, wait 30s, or wait until WHITE is behind by 0 \
                   commits, at most 10m. A first line that begins with # names the plan." }
            </p>
            <div class="draft">
                <textarea
                    rows={rows.to_string()}
                    wrap="off"
                    spellcheck="false"
                    aria-label="A plan, one step a line"
                    aria-describedby="plan-form plan-mistake"
                    aria-invalid={draft.mistake.is_some().to_string()}
                    value={draft.text.clone()}
                    {oninput}
                />
                { for draft.mistake.iter().map(mistake) }
            </div>
            <button class="btn" onclick={onadd}>{ add }</button>
        </details>
    }
}

/// The mistake of a plan, as far down as its line is.
fn mistake(PlanError { line, message }: &PlanError) -> Html {
    html! {
        <div class="mistake" role="alert" id="plan-mistake">
            { for (1..*line).map(|_| html! { <br /> }) }
            <p>{ format!("Line {line}: {message}") }</p>
        </div>
    }
}

pub fn pane(playground: &Playground, nodes: &WhatIfNodes, onmsg: &Callback<Msg>) -> Html {
    html! { <WhatIfPane ..WhatIfPaneProps::of(playground, nodes, onmsg) /> }
}
