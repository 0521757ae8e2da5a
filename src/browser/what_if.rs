//! The plans side by side: the nodes of their small stages, and a painter for each.

use yew::prelude::*;

use super::dom;
use super::painter::Painter;
use super::stage::UNMEASURED;
use crate::playground::{Msg, Playground};
use crate::ui;
use crate::ui::page::plan_stages;
use crate::view::motion::motion;
use crate::view::stage::Stage;
use crate::view::tape_view::TapeView;

#[derive(Default)]
pub struct LiveWhatIf {
    /// The stage of each plan, with its canvas.
    stages: Vec<(Stage, NodeRef)>,
    painters: Vec<Painter>,
    columns: usize,
    /// Where a plan is written.
    draft: NodeRef,
}

impl LiveWhatIf {
    /// Lays the small stages out as the plans are now.
    pub fn lay_out(&mut self, playground: &Playground) {
        let (stages, columns) = plan_stages(playground, dom::page_width().unwrap_or(UNMEASURED.w));
        let count = stages.len();
        let mut canvases = std::mem::take(&mut self.stages).into_iter().map(|(_, canvas)| canvas);
        let mut canvas = || canvases.next().unwrap_or_default();
        self.stages = stages.into_iter().map(|stage| (stage, canvas())).collect();
        self.painters.resize_with(count, Painter::default);
        self.columns = columns;
    }

    pub fn view(&self, playground: &Playground, send: &Callback<Msg>) -> Html {
        ui::what_if::pane(playground, (&self.stages, self.columns), &self.draft, send)
    }

    pub fn paint(&mut self, playground: &Playground) {
        let worlds = playground.plan_worlds();
        for ((world, (stage, canvas)), painter) in
            worlds.into_iter().zip(&self.stages).zip(&mut self.painters)
        {
            let world = world.unwrap_or(playground.world());
            let motion = motion(world, stage, world.now(), 0, &TapeView::default());
            painter.paint(canvas, world, stage.size, &motion);
        }
    }

    pub fn forget_colours(&mut self) {
        self.painters.iter_mut().for_each(Painter::forget_colours);
    }
}
