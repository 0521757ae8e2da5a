//! The top bar: the time and its pace, buttons for the side panel, and the notice.

use yew::prelude::*;

use super::svg;
use crate::format;
use crate::playground::what_if::WhatIfMsg;
use crate::playground::{Msg, Playground, Selection, Theme, Travel};
use crate::run::Pace;
use crate::sim::{SimTime, TICK};

#[derive(Properties, PartialEq)]
pub struct TopBarProps {
    pub clock: ClockFaceProps,
    pub is_paused: bool,
    pub pace: Pace,
    pub selection: Selection,
    pub theme: Theme,
    pub decision_is_near: bool,
    pub notice: Option<AttrValue>,
    pub onmsg: Callback<Msg>,
}

impl TopBarProps {
    pub fn of(playground: &Playground, onmsg: &Callback<Msg>) -> TopBarProps {
        TopBarProps {
            clock: ClockFaceProps::of(playground),
            is_paused: playground.paused(),
            pace: playground.pace(),
            selection: playground.selection(),
            theme: playground.theme(),
            decision_is_near: playground.decision_is_near(),
            notice: playground.notice().map(|text| AttrValue::from(text.to_owned())),
            onmsg: onmsg.clone(),
        }
    }
}

#[component]
pub fn TopBar(props: &TopBarProps) -> Html {
    let TopBarProps { is_paused, pace, selection, onmsg, .. } = props;
    let panel_button = |label: &'static str, panel: Selection| {
        let onclick = onmsg.reform(move |_: MouseEvent| Msg::Picked(panel));
        let is_open = (*selection == panel).to_string();
        html! { <button class="btn" aria-pressed={is_open} {onclick}>{ label }</button> }
    };
    let onask = onmsg.reform(|_: MouseEvent| Msg::WhatIf(WhatIfMsg::Opened));
    html! {
        <header class="top">
            <div class="bar">
                <h1 class="brand">{ "Follower Playground" }</h1>
                <PaceButtons is_paused={*is_paused} pace={*pace} {onmsg} />
                <ClockFace ..props.clock.clone() />
                <span class="grow" />
                <ThemeButton theme={props.theme} {onmsg} />
                { panel_button("Break something", Selection::Faults) }
                { panel_button("Rewind", Selection::Run) }
                <button
                    class={classes!("btn", props.decision_is_near.then_some("near"))}
                    onclick={onask}
                >
                    { "What if" }
                </button>
                { panel_button("Share", Selection::Share) }
            </div>
            if let Some(text) = &props.notice {
                <Notice {text} {onmsg} />
            }
        </header>
    }
}

#[derive(Properties, PartialEq)]
pub struct PaceButtonsProps {
    pub is_paused: bool,
    pub pace: Pace,
    pub onmsg: Callback<Msg>,
}

/// Stops time, moves it by one event, and sets its pace.
#[component]
pub fn PaceButtons(props: &PaceButtonsProps) -> Html {
    let PaceButtonsProps { is_paused, pace, onmsg } = props;
    let onpause = onmsg.reform(|_: MouseEvent| Msg::PauseToggled);
    let onback = onmsg.reform(|_: MouseEvent| Msg::Travelled(Travel::Back));
    let onstep = onmsg.reform(|_: MouseEvent| Msg::EventStepped);
    let pace_button = |button: Pace| {
        let onclick = onmsg.reform(move |_: MouseEvent| Msg::PacePicked(button));
        let is_on = (button == *pace && !is_paused).to_string();
        html! { <button aria-pressed={is_on} {onclick}>{ button.label() }</button> }
    };
    html! {
        <div class="seg" role="group" aria-label="Time">
            <button
                title="Pause"
                aria-label="Pause"
                aria-pressed={is_paused.to_string()}
                onclick={onpause}
            >
                <svg class="sign" viewBox="0 0 12 12" aria-hidden="true">
                    { svg::path(classes!(), "M2 1h3v10h-3zM7 1h3v10h-3z".to_owned(), None) }
                </svg>
            </button>
            <button title="Go back to before the last thing that happened" onclick={onback}>
                { "‹ event" }
            </button>
            { for Pace::all().map(pace_button) }
            <button
                title="Run until the next thing happens, an hour at most, then stop"
                onclick={onstep}
            >
                { "event ›" }
            </button>
        </div>
    }
}

#[derive(Properties, Clone, PartialEq)]
pub struct ClockFaceProps {
    pub now: AttrValue,
    /// The end of the run, while the page shows its past.
    pub end: Option<AttrValue>,
}

impl ClockFaceProps {
    fn of(playground: &Playground) -> ClockFaceProps {
        let playback = playground.playback();
        let end = SimTime::ZERO + TICK * playback.recording().end;
        ClockFaceProps {
            now: format::clock(playground.world().now()).into(),
            end: (!playback.is_live()).then(|| format::clock(end).into()),
        }
    }
}

#[component]
pub fn ClockFace(props: &ClockFaceProps) -> Html {
    let ClockFaceProps { now, end } = props;
    let text = match end {
        Some(end) => format!("{now} of {end}"),
        None => now.to_string(),
    };
    html! {
        <time
            class={classes!("clock", end.as_ref().map(|_| "past"))}
            role="timer"
            aria-label="Simulated time since the start"
        >
            { text }
        </time>
    }
}

#[derive(Properties, PartialEq)]
pub struct ThemeButtonProps {
    pub theme: Theme,
    pub onmsg: Callback<Msg>,
}

#[component]
pub fn ThemeButton(props: &ThemeButtonProps) -> Html {
    let onclick = props.onmsg.reform(|_: MouseEvent| Msg::ThemeTurned);
    html! { <button class="btn theme" title="Theme" {onclick}>{ props.theme.name() }</button> }
}

#[derive(Properties, PartialEq)]
pub struct NoticeProps {
    pub text: AttrValue,
    pub onmsg: Callback<Msg>,
}

#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    let onclose = props.onmsg.reform(|_: MouseEvent| Msg::NoticeClosed);
    html! {
        <div class="notice" role="alert">
            <p>{ &props.text }</p>
            <button onclick={onclose}>{ "Close" }</button>
        </div>
    }
}

/// The top bar of the playground as it is now.
pub fn bar(playground: &Playground, onmsg: &Callback<Msg>) -> Html {
    html! { <TopBar ..TopBarProps::of(playground, onmsg) /> }
}
