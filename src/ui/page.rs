//! The page: which panes it shows, and in which order they stand.

use yew::prelude::*;

use crate::playground::Playground;
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
}

/// The page, with its root's node.
pub fn page(show: Show, root: &NodeRef, panes: &impl Panes) -> Html {
    let is_whole = show == Show::All;
    let has_stage = show != Show::Terminal;
    let has_terminal = matches!(show, Show::All | Show::Terminal);
    let what_if = panes.what_if();
    // While plans are compared, the run's own panes stay, unseen: they are observed and measured.
    let class = match show {
        _ if what_if.is_some() => "page show-futures",
        Show::All => "page",
        Show::Stage => "page show-stage",
        Show::Card => "page show-stage show-card",
        Show::Terminal => "page show-terminal",
    };
    // The stage is the main part where it is there.
    let element = if has_stage { "div" } else { "main" };
    html! {
        <@{element} ref={root} {class}>
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
    let frame = StageFrame { low: true, ..StageFrame::whole(app, size) };
    let world = |world: Option<_>| world.unwrap_or(playground.world());
    (worlds.into_iter().map(|it| stage(world(it), frame)).collect(), columns)
}
