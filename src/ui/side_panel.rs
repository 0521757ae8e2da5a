//! The side panel: what is picked, what is lost, and the three figures.

use yew::prelude::*;

use super::share::{self, SharedLink};
use super::tag::{all, button, clicked, element, held, part, shown, tag, word, words};
use super::{each, run_list};
use crate::lessons;
use crate::platform::InfoRow;
use crate::playground::loss_report::LossGroup;
use crate::playground::panel::{BreakableFault, Score};
use crate::playground::{Msg, Playground, Selection};
use crate::terminal::actions::Action;

/// The side panel, with its title, which can take the focus.
pub fn panel(
    playground: &Playground,
    shared: Option<&SharedLink>,
    title: &NodeRef,
    send: &Callback<Msg>,
) -> Html {
    let panel = playground.panel();
    let value = |value: &String| bare("dd", value);
    let fact = |row: &InfoRow| all(&[word("dt", "", row.label), each(&row.values, &value)]);
    let facts = part("dl", "facts", each(&panel.facts, &fact));
    let actions = each(&panel.actions, &|one| action(one, send));
    let values = ["actions", "Commands for the prompt"];
    let actions = tag("ul", &["class", "aria-label"], &values, actions);
    let parts = [
        word("p", "kick", &panel.kicker),
        held(element("h2", &["tabindex"], &["-1"], words(&panel.title)), title),
        each(&playground.loss_report(), &lost_part),
        shown(!panel.text.is_empty(), part("p", "text", words(&panel.text))),
        shown(!panel.facts.is_empty(), facts),
        each(&panel.breakable, &|fault| breakable(fault, send)),
        shown(!panel.actions.is_empty(), actions),
        match (playground.selection(), shared) {
            (Selection::Run, _) => run_list::list(playground, send),
            (Selection::Share, Some(shared)) => share::list(shared, send),
            _ => Html::default(),
        },
        if playground.selection() == Selection::Nothing {
            scenarios()
        } else {
            let text = words("Back to the scenario");
            button("back", [""; 3], text, send, Msg::Picked(Selection::Nothing))
        },
    ];
    let about = part("div", "about", all(&parts));
    let scores = part("div", "scores", each(&playground.scores(), &figures));
    tag("aside", &["class", "aria-label"], &["side", "About"], all(&[about, scores]))
}

/// An element with nothing but a text.
fn bare(name: &'static str, text: &str) -> Html {
    tag(name, &[], &[], words(text))
}

fn action(action: &Action, send: &Callback<Msg>) -> Html {
    let text = all(&[bare("span", action.label), bare("code", &action.command)]);
    let picked = Msg::CommandPicked(action.command.clone());
    let word = match action.label {
        "Unfollow" => "word-unfollow",
        "Promote to DATABASE_URL" => "word-promote",
        _ => "",
    };
    let action = element("button", &["class", "aria-describedby"], &["action", word], text);
    tag("li", &[], &[], clicked(action, send, picked).into())
}

fn breakable(fault: &BreakableFault, send: &Callback<Msg>) -> Html {
    let targets = each(&fault.targets, &|(name, strike)| {
        let label = format!("{}: {name}", fault.name);
        button("target", ["", &label, ""], words(name), send, Msg::Broken(strike.clone()))
    });
    let targets = part("div", "targets", targets);
    let text = all(&[bare("h3", fault.name), bare("p", fault.about), targets]);
    part("section", "fault", text)
}

/// A part of what is lost.
pub fn lost_part(lost: &LossGroup) -> Html {
    let named = each(&lost.named, &|line| bare("li", line));
    let text = all(&[bare("h3", &lost.head), tag("ul", &[], &[], named)]);
    part("section", if lost.gone { "lost gone" } else { "lost" }, text)
}

/// The other scenarios, each a link: what it opens is in the address.
fn scenarios() -> Html {
    let links = each(lessons::SHIPPED, &|name| {
        let href = format!("?scenario={name}");
        tag("li", &[], &[], tag("a", &["href"], &[&href], words(&name.replace('-', " "))))
    });
    let text = all(&[bare("summary", "Other scenarios"), tag("ul", &[], &[], links)]);
    part("details", "scenarios", text)
}

fn figures(score: &Score) -> Html {
    let figure = |value: &str, name: &'static str, title: &str, class: &'static str| {
        let value = part("dd", class, words(value));
        tag("div", &["title"], &[title], all(&[value, word("dt", "", name)]))
    };
    let planned = format!("{} of it under maintenance mode", score.planned);
    let refused = format!("{} writes refused", score.refused);
    let lost = if score.any_lost { "bad" } else { "" };
    let figures = all(&[
        figure(&score.downtime, "downtime", &planned, ""),
        figure(&score.lost, "commits lost", &refused, lost),
        figure(&score.spent, "spent", "", ""),
    ]);
    let figures = tag("dl", &["class", "aria-label"], &["score", "Score"], figures);
    match &score.app {
        Some(app) => all(&[bare("h3", app), figures]),
        None => figures,
    }
}
