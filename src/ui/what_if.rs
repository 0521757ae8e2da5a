//! What if: the plans side by side, each with a small stage, and one axis of time below.

use std::rc::Rc;

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::scene::{Scene, SceneContext, SceneProps};
use super::{chart, side_panel};
use crate::format;
use crate::playground::what_if::{PlanCard, PlanCardStep, PlanFigure, WhatIfMsg};
use crate::playground::{Msg, Playground, Selection};
use crate::sim::{SimDuration, SimTime};
use crate::terminal::preview::Preview;
use crate::view::chart::{Lane, TimeAxis};
use crate::view::geometry::{Rect, px};
use crate::view::stage::Stage;

#[derive(Properties, PartialEq)]
pub struct WhatIfPaneProps {
    /// When the plans begin.
    pub from: SimTime,
    /// How long the axis is that they share.
    pub span: SimDuration,
    pub plans: Vec<PlanCardViewProps>,
    /// Plans in a row.
    pub columns: usize,
    /// The text area in which a plan is written.
    pub draft: NodeRef,
    pub onmsg: Callback<Msg>,
}

impl WhatIfPaneProps {
    pub fn of(
        playground: &Playground,
        (stages, columns): (&[(Stage, NodeRef)], usize),
        draft: &NodeRef,
        onmsg: &Callback<Msg>,
    ) -> WhatIfPaneProps {
        let worlds = playground.plan_worlds();
        let picture = |index: usize| {
            let (stage, canvas) = stages.get(index)?;
            let world = worlds.get(index).copied().flatten().unwrap_or(playground.world());
            let (selection, preview) = (Selection::Nothing, Preview::default());
            let context = SceneContext { world, at: world.now(), pace: 0, selection, preview };
            let scene = SceneProps::of(stage, context, onmsg);
            Some(PlanPicture { scene, canvas: canvas.clone() })
        };
        let plans = playground.plan_cards().into_iter().enumerate();
        let plans = plans.map(|(index, plan)| PlanCardViewProps {
            index,
            plan: Rc::new(plan),
            picture: picture(index),
            onmsg: onmsg.clone(),
        });
        let (from, span) = playground.plan_axis();
        let (draft, onmsg) = (draft.clone(), onmsg.clone());
        WhatIfPaneProps { from, span, plans: plans.collect(), columns, draft, onmsg }
    }
}

const ODDS: &str = "Each plan is run ahead ten times from this moment, each time under other \
    chance, and never under the run's own: these are the odds, not what is going to happen. \
    Figures are the median, and the worst after it; the picture is the median.";

const NONE: &str = "No follower could take over now, so no plan suggests itself. Write one below.";

#[component]
pub fn WhatIfPane(props: &WhatIfPaneProps) -> Html {
    let WhatIfPaneProps { from, span, plans, columns, draft, onmsg } = props;
    let plan = |plan: &PlanCardViewProps| {
        html! { <PlanCardView key={plan.index} ..plan.clone() /> }
    };
    let onclose = onmsg.reform(|_: MouseEvent| Msg::WhatIf(WhatIfMsg::Closed));
    let cards: Vec<Rc<PlanCard>> = plans.iter().map(|plan| plan.plan.clone()).collect();
    html! {
        <main class="futures" aria-label="What if">
            <div class="futures-head">
                <h2>{ format!("What if, from {}?", format::clock(*from)) }</h2>
                <p>{ if plans.is_empty() { NONE } else { ODDS } }</p>
                <button class="btn" onclick={onclose}>{ "Back to the run" }</button>
            </div>
            <div class={columns_class(*columns)}>{ for plans.iter().map(plan) }</div>
            if !plans.is_empty() {
                <PlanLanes plans={cards} from={*from} span={*span} />
            }
            <PlanDraft draft={draft} {onmsg} />
        </main>
    }
}

/// The class of so many columns; the style sheets know four.
fn columns_class(columns: usize) -> Classes {
    match columns {
        1 => classes!("columns"),
        2 => classes!("columns", "two"),
        3 => classes!("columns", "three"),
        4 => classes!("columns", "four"),
        _ => classes!(),
    }
}

#[derive(Properties, Clone, PartialEq)]
pub struct PlanCardViewProps {
    /// The place of the plan among the others.
    pub index: usize,
    pub plan: Rc<PlanCard>,
    pub picture: Option<PlanPicture>,
    pub onmsg: Callback<Msg>,
}

/// The stage as the plan leaves it.
#[derive(Clone, PartialEq)]
pub struct PlanPicture {
    pub scene: SceneProps,
    pub canvas: NodeRef,
}

#[component]
pub fn PlanCardView(props: &PlanCardViewProps) -> Html {
    let PlanCardViewProps { index, plan, picture, onmsg } = props;
    let step = |step: &PlanCardStep| {
        html! {
            <li>
                <time>{ step.after.as_deref().unwrap_or_default() }</time>
                <code>{ &step.text }</code>
            </li>
        }
    };
    let figure = |figure: &PlanFigure| {
        html! {
            <>
                <dt>{ figure.name }</dt>
                <dd class={classes!(figure.is_loss.then_some("bad"))}>{ &figure.median }</dd>
                <dd class="worst">{ &figure.worst }</dd>
            </>
        }
    };
    let index = *index;
    let onchoose = onmsg.reform(move |_: MouseEvent| Msg::WhatIf(WhatIfMsg::Chosen(index)));
    html! {
        <article aria-label={plan.name.clone()}>
            <h3>{ &plan.name }</h3>
            <ol class="plan">{ for plan.steps.iter().map(step) }</ol>
            if let Some(PlanPicture { scene, canvas }) = picture {
                <div class="stage-pane" inert=true>
                    <div class="stage-scene">
                        <Scene ..scene.clone() />
                        <canvas class="motion" ref={canvas} />
                    </div>
                </div>
            }
            <dl class="odds">{ for plan.figures.iter().map(figure) }</dl>
            <p role="status">{ &plan.progress }</p>
            <div>{ for plan.lost.iter().map(side_panel::loss_group) }</div>
            <button class="btn" onclick={onchoose}>{ "Continue with this one" }</button>
        </article>
    }
}

#[derive(Properties, PartialEq)]
pub struct PlanLanesProps {
    pub plans: Vec<Rc<PlanCard>>,
    pub from: SimTime,
    pub span: SimDuration,
}

/// Room for the names of the plans, and the height of a row.
const NAMES: f32 = 260.0;
const ROW: f32 = 26.0;
const WIDTH: f32 = 1_200.0;

/// How the app fares under each plan, on one axis.
#[component]
pub fn PlanLanes(props: &PlanLanesProps) -> Html {
    let PlanLanesProps { plans, from, span } = props;
    let axis = TimeAxis { left: NAMES, right: WIDTH - 40.0, now: *from + *span, span: *span };
    let row_y = |row: usize| 6.0 + row as f32 * ROW;
    let lane = |(row, plan): (usize, &Rc<PlanCard>)| {
        let place = Rect { x: NAMES, y: row_y(row), w: axis.right - NAMES, h: ROW - 8.0 };
        chart::lane(&Lane::alone(&plan.name, &plan.availability, &axis, place), WIDTH)
    };
    let bottom = row_y(plans.len());
    html! {
        <svg
            class="chart"
            viewBox={format!("0 0 {} {}", px(WIDTH), px(bottom + ROW))}
            role="img"
            aria-label="The app under each plan, from this moment on"
        >
            { plans.iter().enumerate().map(lane).collect::<Html>() }
            { chart::ticks(&axis.ticks(), bottom) }
        </svg>
    }
}

#[derive(Properties, PartialEq)]
pub struct PlanDraftProps {
    pub draft: NodeRef,
    pub onmsg: Callback<Msg>,
}

/// Where somebody writes a plan of their own.
#[component]
pub fn PlanDraft(props: &PlanDraftProps) -> Html {
    let onadd = {
        let (draft, onmsg) = (props.draft.clone(), props.onmsg.clone());
        move |_: MouseEvent| {
            if let Some(area) = draft.cast::<HtmlTextAreaElement>() {
                onmsg.emit(Msg::WhatIf(WhatIfMsg::Added(area.value())));
            }
        }
    };
    html! {
        <details class="own">
            <summary>{ "Add a plan" }</summary>
            <p>
                { "One step a line: a command, wait 30s, or wait until WHITE is behind by 0 \
                   commits, at most 10m." }
            </p>
            <textarea rows="4" aria-label="A plan, one step a line" ref={&props.draft} />
            <button class="btn" onclick={onadd}>{ "Add the plan" }</button>
        </details>
    }
}

pub fn pane(
    playground: &Playground,
    stages: (&[(Stage, NodeRef)], usize),
    draft: &NodeRef,
    onmsg: &Callback<Msg>,
) -> Html {
    html! { <WhatIfPane ..WhatIfPaneProps::of(playground, stages, draft, onmsg) /> }
}
