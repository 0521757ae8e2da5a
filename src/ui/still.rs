//! Still pictures: the page, or its stage alone, rendered once, with nobody to act in it. The same
//! components as on the live page; what moves is SVG instead of a canvas.

use yew::prelude::*;

use super::page::{self, Panes};
use super::prompt::TextSelection;
use super::scene::Scene;
use super::stage::{StagePane, StagePaneProps};
use super::{chart, motion, panes, part_bar, side_panel, terminal, top_bar};
use crate::playground::Playground;
use crate::playground::panes::PaneLayout;
use crate::view::geometry::px;
use crate::view::layout::Size;
use crate::view::motion::motion as view_motion;
use crate::view::stage::{Stage, stage};

/// Sizes of panes, as the style sheets lay them out in a window of a size. A picture of the page
/// is laid out for them; `tests/browser/picture.rs` holds them against the live page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PaneSizes {
    pub stage: Size,
    pub chart: Size,
}

/// Windows up to so wide show one column, as on a phone.
pub const NARROW: f32 = 700.0;

impl PaneSizes {
    pub fn in_window(window: Size) -> PaneSizes {
        /// The bar at the top; what stands below the stage; what stands above the chart.
        const TOP: f32 = 47.0;
        const BELOW_STAGE: f32 = 82.0;
        const ABOVE_CHART: f32 = 57.0;
        const SIDE: f32 = 292.0;
        const CHART: f32 = 440.0;
        // What is a part of a pixel too big would scroll.
        let inner = |w: f32, h: f32| Size { w: w - 1.0, h: h - 1.0 };
        if window.w <= NARROW {
            // As the style sheets have it: a part of the window, less what is told below.
            const PART: f32 = 0.56;
            const HIGHEST: f32 = 480.0;
            const TOLD: f32 = 134.0;
            return PaneSizes {
                stage: inner(window.w, (window.h * PART).min(HIGHEST) - TOLD),
                chart: inner(window.w, 230.0),
            };
        }
        let lower = (window.h * 0.38).max(220.0);
        PaneSizes {
            stage: inner(window.w - SIDE, window.h - TOP - lower - BELOW_STAGE),
            chart: inner(CHART, lower - ABOVE_CHART),
        }
    }
}

/// What the stage shows, laid out for a pane of this size.
fn set_stage(playground: &Playground, size: Size) -> Stage {
    stage(playground.world(), playground.frame_of(size))
}

/// The stage's pane, with what moves as SVG.
fn stage_props(playground: &Playground, stage: &Stage) -> StagePaneProps {
    let (world, at) = (playground.world(), playground.shown_at());
    let pace = playground.pace().per_mille();
    let motion = view_motion(world, stage, at, pace, &playground.tape_view());
    let nodes = (&NodeRef::default(), &NodeRef::default());
    StagePaneProps {
        still_motion: Some(motion::svg(world, stage, &motion)),
        ..StagePaneProps::of(playground, stage, nodes, &Callback::noop())
    }
}

/// The stage alone, as a picture of SVG of its own.
pub fn stage_picture(playground: &Playground, size: Size) -> Html {
    let set = set_stage(playground, size);
    let props = stage_props(playground, &set);
    let (width, height) = (px(set.size.w), px(set.size.h));
    html! {
        <svg
            xmlns="http://www.w3.org/2000/svg"
            width={width.clone()}
            height={height.clone()}
            viewBox={format!("0 0 {width} {height}")}
        >
            <rect width="100%" height="100%" fill="var(--paper)" />
            <Scene ..props.scene />
            { for props.still_motion }
        </svg>
    }
}

/// The page as it is laid out in a window of this size.
pub fn page(playground: &Playground, window: Size) -> Html {
    let still = StillPage { playground, sizes: PaneSizes::in_window(window) };
    page::page(playground.show(), (&NodeRef::default(), 0), &still)
}

/// The panes of a picture of the page.
struct StillPage<'p> {
    playground: &'p Playground,
    sizes: PaneSizes,
}

impl Panes for StillPage<'_> {
    fn top_bar(&self) -> Html {
        top_bar::bar(self.playground, &Callback::noop())
    }

    fn side_panel(&self) -> Html {
        side_panel::panel(self.playground, None, &NodeRef::default(), &Callback::noop())
    }

    fn stage(&self) -> Html {
        let stage = set_stage(self.playground, self.sizes.stage);
        html! { <StagePane ..stage_props(self.playground, &stage) /> }
    }

    fn terminal(&self) -> Html {
        let (send, node) = (Callback::noop(), NodeRef::default());
        terminal::pane(self.playground, (&node, &node), &TextSelection::default(), &send)
    }

    fn chart(&self) -> Html {
        let (send, node) = (Callback::noop(), NodeRef::default());
        let world = self.playground.playback().end().run.world();
        let size = self.sizes.chart;
        let chart = crate::view::chart::chart(world, &self.playground.chart_data(), size);
        chart::pane(self.playground, &chart, size, &node, &send)
    }

    /// A picture shows the run.
    fn what_if(&self) -> Option<Html> {
        None
    }

    fn pane_layout(&self) -> (PaneLayout, Html) {
        (PaneLayout::default(), panes::controls(self.playground, &Callback::noop()))
    }

    fn part_bar(&self) -> Html {
        part_bar::bar(self.playground, &Callback::noop())
    }
}
