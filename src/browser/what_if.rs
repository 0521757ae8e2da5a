//! The plans that are compared: the nodes of their small stages, a painter for each, and the focus,
//! which goes into the pane and back to where it was.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::dom::{self, document};
use super::painter::Painter;
use super::stage::UNMEASURED;
use crate::playground::{Msg, Playground};
use crate::ui;
use crate::ui::page::plan_stages;
use crate::ui::what_if::WhatIfNodes;
use crate::view::motion::motion;
use crate::view::tape_view::TapeView;
use wasm_bindgen::JsCast;

#[derive(Default)]
pub struct LiveWhatIf {
    nodes: WhatIfNodes,
    painters: Vec<Painter>,
    /// Whether the pane stood in the document after the last render.
    is_shown: bool,
    /// What had the focus before the pane came.
    focused_before: Option<HtmlElement>,
}

impl LiveWhatIf {
    /// Takes note of the focus before a message that may open the pane.
    pub fn note_focus(&mut self) {
        if !self.is_shown {
            let element = document().active_element();
            self.focused_before = element.and_then(|element| element.dyn_into().ok());
        }
    }

    /// Lays the small stages out as the plans are now.
    pub fn lay_out(&mut self, playground: &Playground) {
        let (stages, columns) = plan_stages(playground, dom::page_width().unwrap_or(UNMEASURED.w));
        let count = stages.len();
        let old = std::mem::take(&mut self.nodes.stages).into_iter();
        let mut canvases = old.map(|(_, canvas)| canvas);
        let mut canvas = || canvases.next().unwrap_or_default();
        self.nodes.stages = stages.into_iter().map(|stage| (stage, canvas())).collect();
        self.painters.resize_with(count, Painter::default);
        self.nodes.columns = columns;
    }

    pub fn view(&self, playground: &Playground, send: &Callback<Msg>) -> Html {
        ui::what_if::pane(playground, &self.nodes, send)
    }

    /// After a render: gives the focus to the title of a pane that came, and back when it went.
    pub fn rendered(&mut self) {
        let title = self.nodes.title.cast::<HtmlElement>();
        let was_shown = std::mem::replace(&mut self.is_shown, title.is_some());
        let wanted = match (was_shown, title) {
            (false, Some(title)) => Some(title),
            (true, None) => self.focused_before.take(),
            _ => None,
        };
        if let Some(element) = wanted {
            let _ = element.focus();
        }
    }

    pub fn paint(&mut self, playground: &Playground) {
        let worlds = playground.plan_worlds();
        for ((world, (stage, canvas)), painter) in
            worlds.into_iter().zip(&self.nodes.stages).zip(&mut self.painters)
        {
            let Some(world) = world else { continue };
            let motion = motion(world, stage, world.now(), 0, &TapeView::default());
            painter.paint(canvas, world, stage.size, &motion);
        }
    }

    pub fn forget_colours(&mut self) {
        self.painters.iter_mut().for_each(Painter::forget_colours);
    }
}
