//! The side panel: what is picked, what is lost, and the three figures.

use yew::prelude::*;

use super::{click, each};
use crate::lab::lost::LostPart;
use crate::lab::panel::{Breakable, Score};
use crate::lab::{Lab, Msg, Picked};
use crate::lessons;
use crate::terminal::actions::Action;

/// The side panel, with its title, which can take the focus.
pub fn panel(lab: &Lab, title: &NodeRef, send: &Callback<Msg>) -> Html {
    let panel = lab.panel();
    let facts = each(&panel.facts, &|(name, value)| {
        html! { <><dt>{ name }</dt><dd>{ value }</dd></> }
    });
    html! {
        <aside class="side" aria-label="About">
            <div class="about">
                <p class="kick">{ panel.kicker }</p>
                <h2 tabindex="-1" ref={title}>{ panel.title }</h2>
                { each(&lab.lost(), &lost_part) }
                if !panel.text.is_empty() {
                    <p class="text">{ panel.text }</p>
                }
                if !panel.facts.is_empty() {
                    <dl class="facts">{ facts }</dl>
                }
                { each(&panel.breakable, &|fault| breakable(fault, send)) }
                if !panel.actions.is_empty() {
                    <ul class="actions" aria-label="Commands for the prompt">
                        { each(&panel.actions, &|one| action(one, send)) }
                    </ul>
                }
                if lab.picked() == Picked::Nothing {
                    { scenarios() }
                } else {
                    <button class="back" onclick={click(send, Msg::Picked(Picked::Nothing))}>
                        { "Back to the scenario" }
                    </button>
                }
            </div>
            <div class="scores">{ each(&lab.scores(), &figures) }</div>
        </aside>
    }
}

fn action(action: &Action, send: &Callback<Msg>) -> Html {
    let picked = Msg::CommandPicked(action.command.clone());
    html! {
        <li>
            <button class="action" onclick={click(send, picked)}>
                <span>{ action.label }</span>
                <code>{ &action.command }</code>
            </button>
        </li>
    }
}

fn breakable(fault: &Breakable, send: &Callback<Msg>) -> Html {
    let targets = each(&fault.targets, &|(name, strike)| {
        let label = format!("{}: {name}", fault.name);
        html! {
            <button class="target" aria-label={label}
                onclick={click(send, Msg::Broken(strike.clone()))}>{ name }</button>
        }
    });
    html! {
        <section class="fault">
            <h3>{ fault.name }</h3>
            <p>{ fault.about }</p>
            <div class="targets">{ targets }</div>
        </section>
    }
}

fn lost_part(lost: &LostPart) -> Html {
    let named = each(&lost.named, &|line| html! { <li>{ line }</li> });
    html! {
        <section class={if lost.gone { "lost gone" } else { "lost" }}>
            <h3>{ &lost.head }</h3>
            <ul>{ named }</ul>
        </section>
    }
}

/// The other scenarios, each a link: what it opens is in the address.
fn scenarios() -> Html {
    let links = each(lessons::SHIPPED, &|name| {
        let href = format!("?scenario={name}");
        html! { <li><a href={href}>{ name.replace('-', " ") }</a></li> }
    });
    html! {
        <details class="scenarios">
            <summary>{ "Other scenarios" }</summary>
            <ul>{ links }</ul>
        </details>
    }
}

fn figures(score: &Score) -> Html {
    let figure = |value: &str, name: &'static str, title: String, class: &'static str| {
        html! { <div title={title}><dd class={class}>{ value }</dd><dt>{ name }</dt></div> }
    };
    let planned = format!("{} of it under maintenance mode", score.planned);
    let refused = format!("{} writes refused", score.refused);
    let lost = if score.any_lost { "bad" } else { "" };
    html! {
        <>
        if let Some(app) = &score.app {
            <h3>{ app }</h3>
        }
        <dl class="score" aria-label="Score">
            { figure(&score.downtime, "downtime", planned, "") }
            { figure(&score.lost, "commits lost", refused, lost) }
            { figure(&score.spent, "spent", String::new(), "") }
        </dl>
        </>
    }
}
