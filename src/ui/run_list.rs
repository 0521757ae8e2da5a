//! The list of what was done in the run, each a way back to before it, and of futures put aside.

use yew::prelude::*;

use super::each;
use super::tag::{all, button, clicked, element, part, shown, tag, words};
use crate::playground::travel::{BranchSummary, RunListEntry};
use crate::playground::{Msg, Playground, Travel};

/// The lists.
pub fn list(playground: &Playground, send: &Callback<Msg>) -> Html {
    let step = |step: &RunListEntry| {
        let text = all(&[part("code", "", words(&step.text)), part("time", "", words(&step.at))]);
        entry(step.class, "Go back to before this", text, send, step.travel)
    };
    let aside = |(travel, aside): &(Travel, BranchSummary)| {
        let outcome = part("span", "", words(&aside.outcome));
        let text = all(&[part("code", "", words(&aside.title)), outcome]);
        entry("", "Take this future up again", text, send, *travel)
    };
    let (steps, asides) = (playground.run_list(), playground.branches());
    let titled = |title: &str, rows: Html| {
        let rows = tag("ol", &["class"], &["steps"], rows);
        all(&[part("h3", "", words(title)), rows])
    };
    let ahead = !playground.playback().is_live();
    let end = Msg::Travelled(Travel::End);
    let end = button("btn", [""; 3], words("To the end of the run"), send, end);
    let again = button("btn", [""; 3], words("Start again"), send, Msg::Restarted);
    all(&[
        shown(ahead, end),
        shown(!asides.is_empty(), titled("Futures put aside", each(&asides, &aside))),
        shown(!steps.is_empty(), titled("What was done", each(&steps, &step))),
        again,
    ])
}

fn entry(class: &str, title: &str, text: Html, send: &Callback<Msg>, travel: Travel) -> Html {
    let entry = element("button", &["class", "title"], &[class, title], text);
    tag("li", &[], &[], clicked(entry, send, Msg::Travelled(travel)).into())
}
