//! The top bar: the time and its pace, buttons for the side panel, and below it what there is to
//! say of time, and the notice.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::svg;
use super::time_bar::TimeBar;
use crate::format;
use crate::playground::time_note::TimeNote;
use crate::playground::what_if::WhatIfMsg;
use crate::playground::{Msg, Playground, Selection, Theme, Travel};
use crate::run::Pace;

#[derive(Properties, PartialEq)]
pub struct TopBarProps {
    pub clock: ClockFaceProps,
    pub is_paused: bool,
    pub pace: Pace,
    pub selection: Selection,
    pub theme: Theme,
    pub decision_is_near: bool,
    pub time_note: Option<TimeNote>,
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
            time_note: playground.time_note(),
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
    let onlibrary = onmsg.reform(|_: MouseEvent| Msg::LibraryOpened);
    html! {
        <header class="top">
            <div class="bar">
                <h1 class="brand">{ "Follower Playground" }</h1>
                <button
                    class="btn"
                    title="Lessons and scenarios to begin with, and the runs that were kept (F2)"
                    aria-haspopup="dialog"
                    aria-keyshortcuts="F2"
                    onclick={onlibrary}
                >
                    { "Lessons" }
                </button>
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
            if let Some(note) = &props.time_note {
                <TimeBar note={note.clone()} {onmsg} />
            }
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

const PLAY_SIGN: &str = "M3 1l8 5-8 5z";
const PAUSE_SIGN: &str = "M2 1h3v10h-3zM7 1h3v10h-3z";

/// The button that stops time or lets it run, and says which of the two it does.
pub fn play_button(is_paused: bool, onmsg: &Callback<Msg>) -> Html {
    let onclick = onmsg.reform(|_: MouseEvent| Msg::PauseToggled);
    let (sign, word) = if is_paused { (PLAY_SIGN, "Play") } else { (PAUSE_SIGN, "Pause") };
    html! {
        <button class="play" {onclick}>
            <svg class="sign" viewBox="0 0 12 12" aria-hidden="true">
                { svg::path(classes!(), sign.to_owned(), None) }
            </svg>
            { word }
        </button>
    }
}

/// Stops time, moves it by one event, and sets its pace. The button says what a press does.
#[component]
pub fn PaceButtons(props: &PaceButtonsProps) -> Html {
    let PaceButtonsProps { is_paused, pace, onmsg } = props;
    let onback = onmsg.reform(|_: MouseEvent| Msg::Travelled(Travel::Back));
    let onstep = onmsg.reform(|_: MouseEvent| Msg::EventStepped);
    let pace_button = |button: Pace| {
        let onclick = onmsg.reform(move |_: MouseEvent| Msg::PacePicked(button));
        let is_on = (button == *pace && !is_paused).to_string();
        html! { <button aria-pressed={is_on} {onclick}>{ button.label() }</button> }
    };
    html! {
        <div class="seg" role="group" aria-label="Time">
            { play_button(*is_paused, onmsg) }
            <button title="Go back to before the last thing that happened" onclick={onback}>
                { "Previous" }<span class="wide">{ " event" }</span>
            </button>
            <button
                title="Run until the next thing happens, an hour at most, then stop"
                onclick={onstep}
            >
                { "Next" }<span class="wide">{ " event" }</span>
            </button>
            { for Pace::all().filter(|pace| !pace.is_slow()).map(pace_button) }
            <SlowPaces pace={*pace} {onmsg} />
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct SlowPacesProps {
    pub pace: Pace,
    pub onmsg: Callback<Msg>,
}

/// The menu of the paces below real time, which few people need.
#[component]
pub fn SlowPaces(props: &SlowPacesProps) -> Html {
    let SlowPacesProps { pace, onmsg } = props;
    let menu = use_node_ref();
    let shown = if pace.is_slow() { pace.label() } else { "" };
    // An attribute no longer changes a menu that somebody has used.
    use_effect_with(shown, {
        let menu = menu.clone();
        move |shown| {
            if let Some(menu) = menu.cast::<HtmlSelectElement>() {
                menu.set_value(shown);
            }
        }
    });
    let onchange = {
        let (menu, onmsg) = (menu.clone(), onmsg.clone());
        move |_: Event| {
            let value = menu.cast::<HtmlSelectElement>().map(|menu| menu.value());
            if let Some(pace) = value.and_then(|value| Pace::parse(&value)) {
                onmsg.emit(Msg::PacePicked(pace));
            }
        }
    };
    let option = |option: Pace| {
        let label = option.label();
        html! { <option value={label} selected={label == shown}>{ label }</option> }
    };
    html! {
        <select
            class={classes!(pace.is_slow().then_some("on"))}
            ref={menu}
            aria-label="Slower"
            {onchange}
        >
            <option value="" selected={shown.is_empty()}>{ "slower" }</option>
            { for Pace::all().rev().filter(|pace| pace.is_slow()).map(option) }
        </select>
    }
}

#[derive(Properties, Clone, PartialEq)]
pub struct ClockFaceProps {
    pub now: AttrValue,
    pub is_past: bool,
    /// What there is to say of time beside it: `paused`.
    pub state: Option<&'static str>,
}

impl ClockFaceProps {
    fn of(playground: &Playground) -> ClockFaceProps {
        let playback = playground.playback();
        // At a slow pace whole seconds would seem to stand.
        let now = if playground.pace().is_slow() {
            format::exact_clock(playground.shown_at())
        } else {
            format::clock(playground.world().now())
        };
        let state = match (playback.is_opening(), playground.paused()) {
            (true, _) => Some("opening"),
            (false, true) => Some("paused"),
            (false, false) => None,
        };
        ClockFaceProps { now: now.into(), is_past: !playback.is_live(), state }
    }
}

#[component]
pub fn ClockFace(props: &ClockFaceProps) -> Html {
    let ClockFaceProps { now, is_past, state } = props;
    html! {
        <>
            <time
                class={classes!("clock", is_past.then_some("past"))}
                role="timer"
                aria-label="Simulated time since the start"
                tabindex="0"
                aria-describedby="word-clock"
            >
                { now }
            </time>
            if let Some(state) = state {
                <span class="time-state">{ *state }</span>
            }
        </>
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
    let label = format!("Theme: {}", props.theme.name());
    html! { <button class="btn theme" title="The next theme" {onclick}>{ label }</button> }
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
