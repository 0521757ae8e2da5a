//! The side panel: what is selected, what is lost, and the scores.

use yew::prelude::*;

use super::caption;
use super::explained_word::ExplainedWord;
use super::lesson::{LessonPanel, LessonStrip};
use super::msg_button::msg_button;
use super::prose::Sentence;
use super::run_list::{RunList, RunListProps};
use super::share::{SharePanel, SharedLink};
use super::url_form::UrlFormView;
use super::workshop::{WorkshopPanel, WorkshopView};
use crate::platform::InfoRow;
use crate::platform::faults::Strike;
use crate::playground::lesson::LessonMsg;
use crate::playground::lesson_view::LessonView;
use crate::playground::loss_report::LossGroup;
use crate::playground::panel::{BreakableFault, OngoingFault, Panel, Score};
use crate::playground::{Msg, Playground, Selection, Show};
use crate::terminal::actions::Action;

#[derive(Properties, PartialEq)]
pub struct SidePanelProps {
    pub panel: Panel,
    pub lesson: Option<LessonView>,
    pub losses: Vec<LossGroup>,
    pub scores: Vec<Score>,
    pub selection: Selection,
    /// What happened in the run, while the panel is about it.
    pub run: Option<RunListProps>,
    /// What can be shared, while the panel is about it.
    pub shared: Option<SharedLink>,
    /// What somebody makes, while a panel for that is open.
    pub workshop: Option<WorkshopView>,
    /// Whether the workshop can be opened from here.
    pub has_workshop: bool,
    /// The title, which can take the focus.
    pub title: NodeRef,
    pub onmsg: Callback<Msg>,
}

impl SidePanelProps {
    pub fn of(
        playground: &Playground,
        shared: Option<&SharedLink>,
        title: &NodeRef,
        onmsg: &Callback<Msg>,
    ) -> SidePanelProps {
        let selection = playground.selection();
        SidePanelProps {
            panel: playground.panel(),
            lesson: playground.lesson_view(),
            losses: playground.loss_report(),
            scores: playground.scores(),
            selection,
            run: (selection == Selection::Run).then(|| RunListProps::of(playground, onmsg)),
            shared: shared.filter(|_| selection == Selection::Share).cloned(),
            workshop: WorkshopView::of(playground),
            has_workshop: playground.show() == Show::All,
            title: title.clone(),
            onmsg: onmsg.clone(),
        }
    }
}

#[component]
pub fn SidePanel(props: &SidePanelProps) -> Html {
    let SidePanelProps {
        panel, lesson, losses, scores, selection, run, shared, title, onmsg, ..
    } = props;
    let is_idle = *selection == Selection::Nothing;
    let shown = lesson.as_ref().filter(|_| is_idle);
    let aside = lesson.as_ref().filter(|_| !is_idle);
    let onlibrary = onmsg.reform(|_: MouseEvent| Msg::LibraryOpened);
    let panel_button =
        |label: &'static str, panel: Selection| msg_button(label, Msg::Picked(panel), onmsg);
    let onback = onmsg.reform(|_: MouseEvent| Msg::Picked(Selection::Nothing));
    html! {
        <aside class="side" aria-label="About">
            if let Some(lesson) = aside {
                <LessonStrip lesson={lesson.clone()} selection={*selection} {onmsg} />
            }
            <div class="about">
                if let Some(lesson) = shown {
                    <p class="kick">{ &lesson.kicker }</p>
                } else {
                    <ExplainedWord tag="p" class="kick" text={panel.kicker} />
                }
                <h2 tabindex="-1" ref={title}>{ &panel.title }</h2>
                if let Some(lesson) = shown {
                    <LessonPanel lesson={lesson.clone()} {onmsg} />
                }
                if let Some(trouble) = &panel.trouble {
                    <div class="situation">{ caption::situation(trouble, onmsg) }</div>
                }
                <OngoingFaults faults={panel.ongoing.clone()} {onmsg} />
                <LossReport groups={losses.clone()} />
                if let Some(text) = &panel.text {
                    <p class="text"><Sentence text={text.clone()} /></p>
                }
                if panel.is_broken() {
                    <details>
                        <summary>{ "Break something else" }</summary>
                        <FaultList faults={panel.breakable.clone()} {onmsg} />
                    </details>
                } else {
                    <FaultList faults={panel.breakable.clone()} {onmsg} />
                }
                if let Some(form) = &panel.url_form {
                    <UrlFormView form={form.clone()} {onmsg} />
                }
                if !panel.actions.is_empty() {
                    <ActionList actions={panel.actions.clone()} {onmsg} />
                }
                if !panel.facts.is_empty() {
                    <InfoRows rows={panel.facts.clone()} />
                }
                if let Some(run) = run {
                    <RunList ..run.clone() />
                }
                if let Some(shared) = shared {
                    <SharePanel shared={shared.clone()} {onmsg} />
                }
                if let Some(view) = &props.workshop {
                    <WorkshopPanel view={view.clone()} {onmsg} />
                }
                if panel.has_lesson_aside {
                    { msg_button("Go on with the lesson", Msg::Lesson(LessonMsg::Resumed), onmsg) }
                }
                if is_idle {
                    <button class="others" aria-haspopup="dialog" onclick={onlibrary}>
                        { "Other lessons and scenarios" }
                    </button>
                    if props.has_workshop && shown.is_none() {
                        { panel_button("Build your own world", Selection::Builder) }
                        { panel_button("Write a scenario or lesson", Selection::Editor) }
                    }
                } else {
                    <button class="back" onclick={onback}>{ "Close" }</button>
                }
            </div>
            <div class="scores">
                for (at, score) in scores.iter().enumerate() {
                    <ScoreView score={score.clone()} explains={at == 0} />
                }
            </div>
        </aside>
    }
}

#[derive(Properties, PartialEq)]
pub struct LossReportProps {
    pub groups: Vec<LossGroup>,
}

/// Has an element of its own also without losses: Yew 0.23 loses the place of a component that
/// renders nothing when what follows it is replaced.
#[component]
pub fn LossReport(props: &LossReportProps) -> Html {
    html! { <div class="losses">{ for props.groups.iter().map(loss_group) }</div> }
}

/// A group of lost commits, with the first few described.
pub fn loss_group(group: &LossGroup) -> Html {
    html! {
        <section class={classes!("lost", group.is_gone.then_some("gone"))}>
            <h3>{ &group.heading }</h3>
            <ul>
                for commit in &group.commits {
                    <li>{ commit }</li>
                }
            </ul>
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub struct InfoRowsProps {
    pub rows: Vec<InfoRow>,
}

/// Facts with their names, which explain themselves.
#[component]
pub fn InfoRows(props: &InfoRowsProps) -> Html {
    html! {
        <dl class="facts">
            for InfoRow { label, values } in &props.rows {
                <ExplainedWord tag="dt" text={*label} />
                for value in values {
                    <dd>{ value }</dd>
                }
            }
        </dl>
    }
}

#[derive(Properties, PartialEq)]
pub struct OngoingFaultsProps {
    pub faults: Vec<OngoingFault>,
    pub onmsg: Callback<Msg>,
}

/// Faults that go on, each with a button that ends it. Has an element of its own as `LossReport`
/// has.
#[component]
pub fn OngoingFaults(props: &OngoingFaultsProps) -> Html {
    let row = |OngoingFault { label, ends, fault }: &OngoingFault| {
        let fault = fault.clone();
        let onclick = props.onmsg.reform(move |_: MouseEvent| Msg::FaultEnded(fault.clone()));
        html! {
            <li>
                <span>{ format!("{label}: {ends}") }</span>
                <button class="btn" aria-label={format!("End it now: {label}")} {onclick}>
                    { "End it now" }
                </button>
            </li>
        }
    };
    html! { <ul class="ongoing">{ for props.faults.iter().map(row) }</ul> }
}

#[derive(Properties, PartialEq)]
pub struct FaultListProps {
    pub faults: Vec<BreakableFault>,
    pub onmsg: Callback<Msg>,
}

/// Faults, with a button for each target.
#[component]
pub fn FaultList(props: &FaultListProps) -> Html {
    let target = |fault: &'static str, (name, strike): &(String, Strike)| {
        let strike = strike.clone();
        let onclick = props.onmsg.reform(move |_: MouseEvent| Msg::Broken(strike.clone()));
        html! {
            <button class="target" aria-label={format!("{fault}: {name}")} {onclick}>
                { name }
            </button>
        }
    };
    html! {
        <div class="faults">
            for fault in &props.faults {
                <section class="fault" key={fault.name}>
                    <h3 translate="yes">{ fault.name }</h3>
                    <p translate="yes">{ fault.about }</p>
                    <div class="targets">
                        { for fault.targets.iter().map(|one| target(fault.name, one)) }
                    </div>
                </section>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct ActionListProps {
    pub actions: Vec<Action>,
    pub onmsg: Callback<Msg>,
}

/// Commands that a click writes into the prompt.
#[component]
pub fn ActionList(props: &ActionListProps) -> Html {
    let row = |action: &Action| {
        let command = action.command.clone();
        let onclick = props.onmsg.reform(move |_: MouseEvent| Msg::CommandPicked(command.clone()));
        let explanation = action.glossary.map(|entry| format!("word-{entry}"));
        html! {
            <li>
                <button class="action" aria-describedby={explanation} {onclick}>
                    <span>{ action.label }</span>
                    <code>{ &action.command }</code>
                </button>
            </li>
        }
    };
    html! {
        <ul class="actions" aria-label="Commands for the prompt">
            { for props.actions.iter().map(row) }
        </ul>
    }
}

#[derive(Properties, PartialEq)]
pub struct ScoreViewProps {
    pub score: Score,
    /// Whether its words explain themselves: those of one score are enough.
    pub explains: bool,
}

/// Downtime, commits lost and money spent; under the app's name where there are several apps.
#[component]
pub fn ScoreView(props: &ScoreViewProps) -> Html {
    let score = &props.score;
    let planned = format!("{} of it under maintenance mode", score.planned);
    let mut refused = format!("{} writes refused", score.refused_writes);
    if let Some(reads) = &score.reads {
        refused += &format!(", {reads}");
    }
    let word = |text: &'static str| match props.explains {
        true => html! { <ExplainedWord tag="dt" {text} /> },
        false => html! { <dt>{ text }</dt> },
    };
    html! {
        <>
            if let Some(app) = &score.app {
                <h3>{ app }</h3>
            }
            <dl class="score" aria-label="Score">
                <div title={planned}>
                    <dd>{ &score.downtime }</dd>
                    { word("downtime") }
                </div>
                <div title={refused}>
                    <dd class={classes!(score.is_any_lost.then_some("bad"))}>
                        { &score.commits_lost }
                    </dd>
                    { word("commits lost") }
                </div>
                <div>
                    <dd>{ &score.spent }</dd>
                    { word("spent") }
                </div>
            </dl>
        </>
    }
}

/// The side panel of the playground as it is now.
pub fn panel(
    playground: &Playground,
    shared: Option<&SharedLink>,
    title: &NodeRef,
    onmsg: &Callback<Msg>,
) -> Html {
    html! { <SidePanel ..SidePanelProps::of(playground, shared, title, onmsg) /> }
}
