//! What the page shows, as text that can be compared: its panes are rendered natively, at
//! moments
//! of stories that are told in every scenario, and held against the files in `tests/it/snapshots`.
//! `UPDATE_SNAPSHOTS=1 cargo test --test it snapshots` writes these files anew.
//!
//! | file | what it has |
//! |---|---|
//! | `SCENARIO-0s.txt` | every pane as the scenario begins |
//! | `SCENARIO-30s.txt` | all but the chart after 30 s; the panel about what the stage shows |
//! | `SCENARIO-late.txt` | every pane after a story that suits the scenario, and panes on its way |
//! | `followers-shows.txt` | `show=` stage, terminal, and card with and without a card's name |
//! | `followers-phone.txt` | stage and chart in panes as narrow as a phone |
//!
//! On their way the stories show: a held prompt, with pasted lines and in haste; a question; a
//! completion list, an empty one; a line that would touch databases; a notice; the chart in each
//! unit, logarithmic, whole, with a moment that is looked at; a commit that is named and other
//! scales of the tapes; the list of what was done, in the past and with other branches; what
//! can be broken; the run as a link; plans side by side, known and unknown, none, and one's own;
//! losses of both kinds; other paces and themes. A pane that a scenario has shown before is only
//! named again.
//!
//! Not here: listeners, what is painted on the canvas, the class of the page's root, what the
//! page does after a render (focus, scrolling, the prompt's own text). Printed lines stand in a
//! section of their own, `lines`, which is shorter than their markup.

mod control_plane;
mod markup;
mod printed;
mod scripts;
mod story;

pub use markup::html;

use std::collections::BTreeSet;

use follower_playground::lessons::catalogue::{CATALOGUE, CatalogueEntry};
use follower_playground::playground::share::ExportFormat;
use follower_playground::playground::{Playground, Selection};
use follower_playground::share::Show;
use follower_playground::ui::page::plan_stages;
use follower_playground::ui::prompt::TextSelection;
use follower_playground::ui::share::SharedLink;
use follower_playground::ui::what_if::WhatIfNodes;
use follower_playground::ui::{chart, side_panel, stage, terminal, top_bar, what_if};
use follower_playground::view;
use follower_playground::view::layout::Size;
use follower_playground::view::stage::stage as set_stage;
use yew::prelude::*;

/// Where the snapshots are.
const FOLDER: &str = "tests/it/snapshots";

/// What each scenario has, and what only one has.
const MOMENTS: [&str; 3] = ["0s", "30s", "late"];
const OTHERS: [&str; 2] = ["followers-phone", "followers-shows"];

/// How much room the page has.
#[derive(Clone, Copy)]
struct Screen {
    width: f32,
    stage: Size,
    chart: Size,
}

const DESK: Screen = Screen {
    width: 1_280.0,
    stage: Size { w: 830.0, h: 460.0 },
    chart: Size { w: 440.0, h: 300.0 },
};

const PHONE: Screen =
    Screen { width: 390.0, stage: Size { w: 360.0, h: 420.0 }, chart: Size { w: 360.0, h: 240.0 } };

/// The panes that the page shows now, by their names.
fn panes(playground: &Playground, screen: Screen) -> Vec<(&'static str, Html)> {
    let (send, node) = (Callback::noop(), NodeRef::default());
    let mut panes = vec![("top", top_bar::bar(playground, &send))];
    if playground.what_if().is_some() {
        let (stages, columns) = plan_stages(playground, screen.width);
        let stages = stages.into_iter().map(|stage| (stage, NodeRef::default())).collect();
        let nodes = WhatIfNodes { title: node.clone(), stages, columns };
        panes.push(("what-if", what_if::pane(playground, &nodes, &send)));
    }
    if playground.show() == Show::All {
        let address =
            || format!("https://playground.example/#{}", playground.export(ExportFormat::Link));
        let shared =
            (playground.selection() == Selection::Share).then(|| SharedLink::of(address()));
        panes.push(("side", side_panel::panel(playground, shared.as_ref(), &node, &send)));
    }
    if playground.show() != Show::Terminal {
        let set = set_stage(playground.world(), playground.frame_of(screen.stage));
        panes.push(("stage", stage::pane(playground, &set, (&node, &node), &send)));
    }
    if matches!(playground.show(), Show::All | Show::Terminal) {
        let nothing_selected = TextSelection::default();
        let terminal = terminal::pane(playground, (&node, &node), &nothing_selected, &send);
        panes.push(("terminal", terminal));
    }
    if playground.show() == Show::All {
        let end = playground.playback().end().run.world();
        let drawn = view::chart::chart(end, &playground.chart_data(), screen.chart);
        panes.push(("chart", chart::pane(playground, &drawn, screen.chart, &node, &send)));
    }
    panes
}

#[test]
fn each_snapshot_is_of_a_story() {
    let of = |entry: &CatalogueEntry| MOMENTS.map(|moment| format!("{}-{moment}", entry.name));
    let mut told: BTreeSet<String> = CATALOGUE.iter().flat_map(of).collect();
    told.extend(OTHERS.map(str::to_owned));
    let mut files = Vec::new();
    crate::tidy::files_under(FOLDER, &mut files);
    let name = |path: &str| {
        let name = path.strip_prefix(FOLDER)?.trim_start_matches('/').strip_suffix(".txt")?;
        Some(name.to_owned())
    };
    let there: BTreeSet<String> = files.iter().filter_map(|(path, _)| name(path)).collect();
    assert_eq!(there, told);
}
