//! The painter: tapes and dots on the canvas above the stage. The colours are the style sheets'.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};
use yew::NodeRef;

use super::browser;
use crate::platform::{DatabaseId, Platform};
use crate::view::geometry::Rect;
use crate::view::layout::Size;
use crate::view::pattern::{self, Pattern};
use crate::view::stage::Motion;
use crate::view::tape::{Fate, MARK, Tape};

/// The painter.
#[derive(Default)]
pub struct Painter {
    canvas: NodeRef,
    inks: Vec<(String, String)>,
    size: Option<(u32, u32)>,
}

/// How pale a commit is that is received and not replayed.
const PALE: f64 = 0.3;

/// The size of a dot: half its width.
const DOT: f32 = 3.0;

/// The height of a gap in a mark.
const GAP: f64 = 2.0;

fn pattern_of(world: &Platform, id: DatabaseId) -> Pattern {
    pattern::of(&world.database(id).colour)
}

impl Painter {
    /// The canvas.
    pub fn canvas(&self) -> &NodeRef {
        &self.canvas
    }

    /// The theme changed: colours are to be looked up again.
    pub fn forget_inks(&mut self) {
        self.inks.clear();
    }

    /// Paints what moves, on a stage of this size.
    pub fn paint(&mut self, world: &Platform, size: Size, motion: &Motion) {
        let Some(canvas) = self.canvas.cast::<HtmlCanvasElement>() else {
            return;
        };
        let context = canvas.get_context("2d").ok().flatten();
        let Some(context) = context.and_then(|c| c.dyn_into::<CanvasRenderingContext2d>().ok())
        else {
            return;
        };
        let (w, h) = (f64::from(size.w), f64::from(size.h));
        // A theme may show everything bigger than it is laid out.
        let zoom = canvas.get_bounding_client_rect().width() / w;
        let dots = browser::window().device_pixel_ratio() * zoom;
        let pixels = ((w * dots).round() as u32, (h * dots).round() as u32);
        if self.size != Some(pixels) || canvas.width() != pixels.0 {
            canvas.set_width(pixels.0);
            canvas.set_height(pixels.1);
            self.size = Some(pixels);
        }
        let _ = context.set_transform(dots, 0.0, 0.0, dots, 0.0, 0.0);
        context.clear_rect(0.0, 0.0, w, h);
        for (place, tape) in &motion.tapes {
            self.tape(&context, world, place, tape);
        }
        context.set_stroke_style_str(&self.ink("bad"));
        context.set_line_width(1.5);
        for (at, seen) in &motion.falling {
            context.set_global_alpha(f64::from(*seen));
            context.begin_path();
            let _ = context.arc(f64::from(at.x), f64::from(at.y), 3.0, 0.0, std::f64::consts::TAU);
            context.stroke();
        }
        context.set_global_alpha(1.0);
        for dot in &motion.dots {
            context.set_fill_style_str(&self.mark_of(world, dot.writer));
            context.begin_path();
            for (right, down) in pattern_of(world, dot.writer).corners() {
                let (x, y) = (dot.at.x + right * DOT, dot.at.y + down * DOT);
                context.line_to(f64::from(x), f64::from(y));
            }
            context.fill();
            context.set_stroke_style_str(&self.ink("edge"));
            context.set_line_width(0.75);
            context.stroke();
        }
    }

    fn tape(
        &mut self,
        context: &CanvasRenderingContext2d,
        world: &Platform,
        place: &Rect,
        tape: &Tape,
    ) {
        let (y, h) = (f64::from(place.y.round()), f64::from(place.h.round()));
        let mut inked = None;
        for mark in &tape.marks {
            let (x, y, h) = (f64::from(mark.x), f64::from(mark.y), f64::from(mark.h));
            // Neighbours are mostly alike.
            let like = Some((mark.writer, mark.fate));
            let other = inked != like;
            inked = like;
            match mark.fate {
                Fate::Replayed | Fate::Received => {
                    if other {
                        let pale = mark.fate == Fate::Received;
                        context.set_global_alpha(if pale { PALE } else { 1.0 });
                        context.set_fill_style_str(&self.mark_of(world, mark.writer));
                    }
                    context.fill_rect(x, y, f64::from(MARK), h);
                    for gap in pattern_of(world, mark.writer).gaps() {
                        let y = f64::from((place.y + gap * place.h).round()) - GAP / 2.0;
                        context.clear_rect(x, y, f64::from(MARK), GAP);
                    }
                }
                Fate::LeftBehind | Fate::Gone => {
                    let gone = mark.fate == Fate::Gone;
                    if other {
                        context.set_global_alpha(1.0);
                        context.set_stroke_style_str(&self.ink(if gone { "bad" } else { "warn" }));
                        context.set_line_width(1.0);
                    }
                    // Along the middle of pixels. What is gone is broken in two.
                    let (x, y, w, h) = (x + 0.5, y + 0.5, f64::from(MARK), h - 1.0);
                    let part = if gone { (h / 2.0).floor() - 1.0 } else { h };
                    context.stroke_rect(x, y, w, part);
                    if gone {
                        context.stroke_rect(x, y + h - part, w, part);
                    }
                }
            }
        }
        context.set_global_alpha(1.0);
        for x in &tape.tears {
            context.set_fill_style_str(&self.ink("card"));
            for step in 0..4 {
                let step = f64::from(step);
                let x = f64::from(*x) + 3.0 - step;
                context.fill_rect(x, y + (step * h / 4.0).round(), 4.0, (h / 4.0).round());
            }
        }
        let held = tape.replayed < tape.received;
        let lines = [
            (tape.received, "ink3", 0.0, 1.0),
            (tape.replayed, if held { "warn" } else { "ok" }, 5.0, 2.0),
            (tape.forked, "accent", 5.0, 2.0),
            (tape.named, "ink", 5.0, 1.0),
        ];
        for (x, ink, beyond, width) in lines {
            if let Some(x) = x {
                context.set_fill_style_str(&self.ink(ink));
                let x = (f64::from(x) - width / 2.0).floor();
                context.fill_rect(x, y - beyond, width, h + 2.0 * beyond);
            }
        }
    }

    /// The colour of a database's marks and dots: its own, or another where that would vanish.
    fn mark_of(&mut self, world: &Platform, id: DatabaseId) -> String {
        let name = world.database(id).colour.to_ascii_lowercase();
        let mark = self.ink(&format!("mark-{name}"));
        if mark.is_empty() { self.ink(&format!("db-{name}")) } else { mark }
    }

    /// A colour of the style sheets.
    fn ink(&mut self, name: &str) -> String {
        if let Some((_, ink)) = self.inks.iter().find(|(known, _)| known == name) {
            return ink.clone();
        }
        let root = browser::document().document_element();
        let style =
            root.and_then(|root| browser::window().get_computed_style(&root).ok().flatten());
        let value = style.and_then(|style| style.get_property_value(&format!("--{name}")).ok());
        let ink = value.unwrap_or_default().trim().to_owned();
        self.inks.push((name.to_owned(), ink.clone()));
        ink
    }
}
