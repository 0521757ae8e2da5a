//! The page: which panes it shows, and in which order they stand.

use yew::prelude::*;

use crate::playground::Playground;
use crate::playground::panes::{Divider, PaneLayout};
use crate::share::Show;
use crate::view::layout::Size;
use crate::view::stage::{Stage, StageFrame, stage};

/// The panes of the page. A browser renders them with the sizes that it measured and the nodes that
/// it keeps hold of; natively they are rendered without.
pub trait Panes {
    fn top_bar(&self) -> Html;
    fn side_panel(&self) -> Html;
    fn stage(&self) -> Html;
    fn terminal(&self) -> Html;
    fn chart(&self) -> Html;
    /// The plans side by side, while they are compared.
    fn what_if(&self) -> Option<Html>;
    /// What there is to press where a part of the page stands alone.
    fn part_bar(&self) -> Html;
    /// How big the panes are, and what changes it.
    fn pane_layout(&self) -> (PaneLayout, Html);
}

/// The page, with its root's node. `mounting` is another figure where all elements are to be new.
///
/// All of it is `translate="no"`: a program that translates pages puts elements of its own in the
/// place of texts, and then what the page writes there is not seen any more. Prose that is written
/// anew with an element of its own (a `key`) says `translate="yes"`.
pub fn page(show: Show, (root, mounting): (&NodeRef, u32), panes: &impl Panes) -> Html {
    let is_whole = show == Show::All;
    let (has_stage, has_terminal) = (show.has_stage(), show.has_terminal());
    let what_if = panes.what_if();
    let (layout, controls) = panes.pane_layout();
    // While plans are compared, the run's own panes stay, unseen: they are observed and measured.
    let class = match show {
        _ if what_if.is_some() => "page show-what-if",
        Show::All => "page",
        Show::Stage => "page show-stage",
        Show::Card => "page show-stage show-card",
        Show::Terminal => "page show-terminal",
        Show::StageAndTerminal => "page show-stage show-both",
    };
    let mut class = classes!(class);
    if is_whole && what_if.is_none() {
        let folded = Divider::ALL.into_iter().filter(|divider| layout.is_folded(*divider));
        class.extend(folded.map(|divider| format!("fold-{}", divider.name())));
        if let Some(pane) = layout.alone {
            class.push("only");
            class.push(format!("only-{}", pane.name()));
        }
    }
    // The stage is the main part where it is there.
    let element = if has_stage { "div" } else { "main" };
    html! {
        <@{element} key={mounting} ref={root} {class} translate="no">
            if is_whole {
                <a class="skip" href="#prompt">{ "Skip to the terminal" }</a>
            }
            { panes.top_bar() }
            { what_if.unwrap_or_default() }
            if is_whole {
                { panes.side_panel() }
            }
            if has_stage {
                { panes.stage() }
            }
            if has_terminal {
                { panes.terminal() }
            }
            if is_whole {
                { panes.chart() }
                { controls }
            } else {
                { panes.part_bar() }
            }
        </@>
    }
}

/// The width of a small stage, with the space around it.
const PLAN_WIDTH: f32 = 350.0;

/// Small stages in a row at most.
const MOST_COLUMNS: usize = 4;

/// A small stage for each plan, laid out for a page of this width, and how many stand in a row.
pub fn plan_stages(playground: &Playground, page_width: f32) -> (Vec<Stage>, usize) {
    let worlds = playground.plan_worlds();
    // Less the space around them, and a scroll bar's.
    let room = page_width - 40.0;
    let most = ((room / PLAN_WIDTH) as usize).clamp(1, MOST_COLUMNS);
    // Rows of the same length: two of three rather than one of four and another of two.
    let rows = worlds.len().div_ceil(most).max(1);
    let columns = worlds.len().div_ceil(rows).max(1);
    // Less the space between them, and within each.
    let size = Size { w: (room / columns as f32 - 51.0).max(280.0), h: 260.0 };
    let app = playground.shell().app();
    let frame = StageFrame::whole(app, size);
    let world = |world: Option<_>| world.unwrap_or(playground.world());
    (worlds.into_iter().map(|it| stage(world(it), frame)).collect(), columns)
}
