//! The stage's pane: its nodes and its size, and the painter of what moves on it.

use web_sys::Element;
use yew::prelude::*;

use super::dom;
use super::observers::{SightObserver, SizeObserver};
use super::painter::Painter;
use crate::platform::DatabaseId;
use crate::playground::{Msg, Playground};
use crate::ui;
use crate::view::geometry::Rect;
use crate::view::layout::Size;
use crate::view::motion::motion;
use crate::view::stage::{Stage, stage};

/// The size of a pane until it is measured.
pub const UNMEASURED: Size = Size { w: 800.0, h: 400.0 };

pub struct LiveStage {
    pane: NodeRef,
    canvas: NodeRef,
    painter: Painter,
    stage: Stage,
    /// Where the card is that came with the last layout, until it is scrolled to.
    new_card: Option<Rect>,
    size: Size,
    is_in_sight: bool,
    sizes: SizeObserver,
    sight: SightObserver,
}

impl LiveStage {
    pub fn new(
        playground: &Playground,
        onresize: Callback<()>,
        onsight: Callback<bool>,
    ) -> LiveStage {
        LiveStage {
            pane: NodeRef::default(),
            canvas: NodeRef::default(),
            painter: Painter::default(),
            stage: stage(playground.world(), playground.frame_of(UNMEASURED)),
            new_card: None,
            size: UNMEASURED,
            is_in_sight: true,
            sizes: SizeObserver::new(onresize),
            sight: SightObserver::new(onsight),
        }
    }

    /// Lays the stage out as the page is now.
    pub fn lay_out(&mut self, playground: &Playground) {
        let before = std::mem::replace(
            &mut self.stage,
            stage(playground.world(), playground.frame_of(self.size)),
        );
        let is_new = |id: DatabaseId| before.cards.iter().all(|card| card.id != id);
        let mut new = self.stage.cards.iter().filter(|card| is_new(card.id));
        // Of another world all cards are new, and in the past nobody has added one.
        if let (Some(card), None) = (new.next(), new.next())
            && playground.playback().is_live()
        {
            self.new_card = Some(card.place);
        }
    }

    pub fn view(&self, playground: &Playground, send: &Callback<Msg>) -> Html {
        ui::stage::pane(playground, &self.stage, (&self.pane, &self.canvas), send)
    }

    pub fn rendered(&mut self) {
        self.sizes.observe(&self.pane);
        self.sight.observe(&self.pane);
        if let Some(place) = self.new_card.take()
            && let Some(pane) = self.pane.cast::<Element>()
        {
            // On a phone it may be below the edge, and what somebody did would not be seen.
            let hidden = place.bottom() as i32 - pane.scroll_top() - pane.client_height();
            if hidden > 0 {
                pane.set_scroll_top(pane.scroll_top() + hidden);
            }
        }
    }

    /// Measures the pane, and says whether its size is another one.
    pub fn measure(&mut self) -> bool {
        dom::measure(&self.pane, &mut self.size)
    }

    pub fn set_in_sight(&mut self, is_in_sight: bool) {
        self.is_in_sight = is_in_sight;
    }

    /// Paints what moves, if somebody can see it.
    pub fn paint(&mut self, playground: &Playground) {
        if !self.is_in_sight {
            return;
        }
        let (world, at) = (playground.world(), playground.shown_at());
        let (pace, view) = (playground.pace().per_mille(), playground.tape_view());
        let motion = motion(world, &self.stage, at, pace, &view);
        self.painter.paint(&self.canvas, world, self.stage.size, &motion);
    }

    pub fn forget_colours(&mut self) {
        self.painter.forget_colours();
    }
}
