//! The chart's pane: its node and its size.

use yew::prelude::*;

use super::dom;
use super::observers::SizeObserver;
use super::stage::UNMEASURED;
use crate::playground::{Msg, Playground};
use crate::ui;
use crate::view::chart::chart;
use crate::view::layout::Size;

pub struct LiveChart {
    pane: NodeRef,
    size: Size,
    sizes: SizeObserver,
}

impl LiveChart {
    pub fn new(onresize: Callback<()>) -> LiveChart {
        let sizes = SizeObserver::new(onresize);
        LiveChart { pane: NodeRef::default(), size: UNMEASURED, sizes }
    }

    pub fn view(&self, playground: &Playground, send: &Callback<Msg>) -> Html {
        let world = playground.playback().end().run.world();
        let chart = chart(world, &playground.chart_data(), self.size);
        ui::chart::pane(playground, &chart, self.size, &self.pane, send)
    }

    pub fn rendered(&mut self) {
        self.sizes.observe(&self.pane);
    }

    /// Measures the pane, and says whether its size is another one.
    pub fn measure(&mut self) -> bool {
        dom::measure(&self.pane, &mut self.size)
    }
}
