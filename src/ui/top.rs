//! The top bar: time and its pace, what can be broken, what is told.

use yew::prelude::*;

use super::{click, each, pressed};
use crate::lab::{Lab, Msg, Pace, Picked};
use crate::view::figures;

/// The top bar.
pub fn bar(lab: &Lab, send: &Callback<Msg>) -> Html {
    let paused = lab.paused();
    let all: Vec<Pace> = Pace::all().collect();
    let paces = each(&all, &|&pace| {
        let on = pressed(pace == lab.pace() && !paused);
        html! {
            <button aria-pressed={on} onclick={click(send, Msg::PacePicked(pace))}>
                { pace.label() }
            </button>
        }
    });
    html! {
        <header class="top">
            <div class="bar">
                <h1 class="brand">{ "Follower Playground" }</h1>
                <div class="seg" role="group" aria-label="Time">
                    <button aria-pressed={pressed(paused)} aria-label="Pause" title="Pause"
                        onclick={click(send, Msg::PauseToggled)}>{ sign() }</button>
                    { paces }
                    <button onclick={click(send, Msg::EventStepped)}
                        title="Run until the next thing happens, an hour at most, then stop">
                        { "next event" }
                    </button>
                </div>
                <time class="clock" aria-label="Simulated time since the start">
                    { figures::clock(lab.world().now()) }
                </time>
                <span class="grow"></span>
                <button class="btn" aria-pressed={pressed(lab.picked() == Picked::Faults)}
                    onclick={click(send, Msg::Picked(Picked::Faults))}>
                    { "Break something" }
                </button>
                <button class="btn" onclick={click(send, Msg::Restarted)}>{ "Start again" }</button>
            </div>
            if let Some(text) = lab.notice() {
                <div class="notice" role="alert">
                    <p>{ text }</p>
                    <button onclick={click(send, Msg::NoticeClosed)}>{ "Close" }</button>
                </div>
            }
        </header>
    }
}

/// Two bars.
fn sign() -> Html {
    html! {
        <svg class="sign" viewBox="0 0 12 12" aria-hidden="true">
            <path d="M2 1h3v10h-3zM7 1h3v10h-3z" />
        </svg>
    }
}
