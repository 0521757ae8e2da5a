//! The painter: tapes and dots on the canvas above a stage. The colours are the style sheets'.

use std::collections::BTreeMap;
use std::f64::consts::TAU;

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};
use yew::NodeRef;

use super::dom;
use crate::platform::{DatabaseId, Platform};
use crate::view::geometry::Rect;
use crate::view::layout::Size;
use crate::view::motion::Motion;
use crate::view::pattern::{self, Pattern};
use crate::view::tape::{Fate, MARK_WIDTH, Tape};

/// Paints one canvas.
#[derive(Default)]
pub struct Painter {
    /// The style sheets' colours that have been looked up, by name.
    colours: BTreeMap<String, String>,
    /// The size of the canvas in pixels of the screen.
    size: Option<(u32, u32)>,
}

/// How opaque a commit is that is received and not replayed.
const RECEIVED_ALPHA: f64 = 0.3;

/// The size of a commit on its way: half its width.
const DOT: f32 = 3.0;

/// The height of a gap in a mark.
const GAP: f64 = 2.0;

fn pattern_of(world: &Platform, id: DatabaseId) -> Pattern {
    pattern::of(&world.database(id).colour)
}

impl Painter {
    /// Lets the colours be looked up again: the theme is another one.
    pub fn forget_colours(&mut self) {
        self.colours.clear();
    }

    /// Paints what moves on a stage of this size.
    pub fn paint(&mut self, canvas: &NodeRef, world: &Platform, size: Size, motion: &Motion) {
        let Some(context) = self.cleared(canvas, size) else {
            return;
        };
        for (place, tape) in &motion.tapes {
            self.marks(&context, world, place, tape);
            self.tears(&context, place, tape);
            self.positions(&context, place, tape);
        }
        context.set_stroke_style_str(&self.colour("bad"));
        context.set_line_width(1.5);
        for (at, opacity) in &motion.falling {
            context.set_global_alpha(f64::from(*opacity));
            context.begin_path();
            let _ = context.arc(f64::from(at.x), f64::from(at.y), 3.0, 0.0, TAU);
            context.stroke();
        }
        context.set_global_alpha(1.0);
        for dot in &motion.dots {
            context.set_fill_style_str(&self.mark_colour(world, dot.writer));
            context.begin_path();
            for (right, down) in pattern_of(world, dot.writer).corners() {
                let (x, y) = (dot.at.x + right * DOT, dot.at.y + down * DOT);
                context.line_to(f64::from(x), f64::from(y));
            }
            context.fill();
            context.set_stroke_style_str(&self.colour("edge"));
            context.set_line_width(0.75);
            context.stroke();
        }
    }

    /// The context of a canvas, with as many pixels as the screen shows, and nothing on it.
    fn cleared(&mut self, canvas: &NodeRef, size: Size) -> Option<CanvasRenderingContext2d> {
        let canvas = canvas.cast::<HtmlCanvasElement>()?;
        let context = canvas.get_context("2d").ok()??;
        let context = context.dyn_into::<CanvasRenderingContext2d>().ok()?;
        let (w, h) = (f64::from(size.w), f64::from(size.h));
        // A theme may show everything bigger than it is laid out.
        let zoom = canvas.get_bounding_client_rect().width() / w;
        let scale = dom::window().device_pixel_ratio() * zoom;
        let pixels = ((w * scale).round() as u32, (h * scale).round() as u32);
        if self.size != Some(pixels) || canvas.width() != pixels.0 {
            canvas.set_width(pixels.0);
            canvas.set_height(pixels.1);
            self.size = Some(pixels);
        }
        let _ = context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0);
        context.clear_rect(0.0, 0.0, w, h);
        Some(context)
    }

    /// The commits on a tape.
    fn marks(
        &mut self,
        context: &CanvasRenderingContext2d,
        world: &Platform,
        place: &Rect,
        tape: &Tape,
    ) {
        let mut last = None;
        for mark in &tape.marks {
            let (x, y, h) = (f64::from(mark.x), f64::from(mark.y), f64::from(mark.h));
            // Neighbours are mostly alike, and a style costs more than a mark.
            let is_new_style = last != Some((mark.writer, mark.fate));
            last = Some((mark.writer, mark.fate));
            match mark.fate {
                Fate::Replayed | Fate::Received => {
                    if is_new_style {
                        let is_replayed = mark.fate == Fate::Replayed;
                        context.set_global_alpha(if is_replayed { 1.0 } else { RECEIVED_ALPHA });
                        context.set_fill_style_str(&self.mark_colour(world, mark.writer));
                    }
                    context.fill_rect(x, y, f64::from(MARK_WIDTH), h);
                    for gap in pattern_of(world, mark.writer).gaps() {
                        let y = f64::from((place.y + gap * place.h).round()) - GAP / 2.0;
                        context.clear_rect(x, y, f64::from(MARK_WIDTH), GAP);
                    }
                }
                Fate::LeftBehind | Fate::Gone => {
                    let is_gone = mark.fate == Fate::Gone;
                    if is_new_style {
                        let colour = self.colour(if is_gone { "bad" } else { "warn" });
                        context.set_global_alpha(1.0);
                        context.set_stroke_style_str(&colour);
                        context.set_line_width(1.0);
                    }
                    // Along the middle of pixels. What is gone is broken in two.
                    let (x, y, w, h) = (x + 0.5, y + 0.5, f64::from(MARK_WIDTH), h - 1.0);
                    let part = if is_gone { (h / 2.0).floor() - 1.0 } else { h };
                    context.stroke_rect(x, y, w, part);
                    if is_gone {
                        context.stroke_rect(x, y + h - part, w, part);
                    }
                }
            }
        }
        context.set_global_alpha(1.0);
    }

    /// Where commits are left out of a tape.
    fn tears(&mut self, context: &CanvasRenderingContext2d, place: &Rect, tape: &Tape) {
        let (y, h) = (f64::from(place.y.round()), f64::from(place.h.round()));
        for x in &tape.tears {
            context.set_fill_style_str(&self.colour("card"));
            for step in 0..4 {
                let step = f64::from(step);
                let x = f64::from(*x) + 3.0 - step;
                context.fill_rect(x, y + (step * h / 4.0).round(), 4.0, (h / 4.0).round());
            }
        }
    }

    /// How far a database has received and replayed, and what is pointed at.
    fn positions(&mut self, context: &CanvasRenderingContext2d, place: &Rect, tape: &Tape) {
        let (y, h) = (f64::from(place.y.round()), f64::from(place.h.round()));
        let is_behind = tape.replayed < tape.received;
        let lines = [
            (tape.received, "ink3", 0.0, 1.0),
            (tape.replayed, if is_behind { "warn" } else { "ok" }, 5.0, 2.0),
            (tape.forked, "accent", 5.0, 2.0),
            (tape.named, "ink", 5.0, 1.0),
        ];
        for (x, colour, beyond, width) in lines {
            if let Some(x) = x {
                context.set_fill_style_str(&self.colour(colour));
                let x = (f64::from(x) - width / 2.0).floor();
                context.fill_rect(x, y - beyond, width, h + 2.0 * beyond);
            }
        }
    }

    /// The colour of a database's marks and dots: its own, or another where that would vanish.
    fn mark_colour(&mut self, world: &Platform, id: DatabaseId) -> String {
        let name = world.database(id).colour.to_ascii_lowercase();
        let mark = self.colour(&format!("mark-{name}"));
        if mark.is_empty() { self.colour(&format!("db-{name}")) } else { mark }
    }

    /// A colour of the style sheets; empty where they have none of this name.
    fn colour(&mut self, name: &str) -> String {
        let look_up = || {
            let root = dom::document().document_element()?;
            let style = dom::window().get_computed_style(&root).ok()??;
            Some(style.get_property_value(&format!("--{name}")).ok()?.trim().to_owned())
        };
        let colour = self.colours.entry(name.to_owned());
        colour.or_insert_with(|| look_up().unwrap_or_default()).clone()
    }
}
