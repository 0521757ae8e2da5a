//! The one frame callback of the page.

use gloo::render::{AnimationFrame, request_animation_frame};
use yew::Callback;

/// Asks for a frame at a time, and knows how long the one before is ago.
pub struct FrameLoop {
    onframe: Callback<f64>,
    next: Option<AnimationFrame>,
    /// The browser's time of the last frame, in milliseconds.
    last: Option<f64>,
}

impl FrameLoop {
    pub fn new(onframe: Callback<f64>) -> FrameLoop {
        FrameLoop { onframe, next: None, last: None }
    }

    /// Asks for the next frame, unless it is asked for already.
    pub fn request(&mut self) {
        if self.next.is_none() {
            let onframe = self.onframe.clone();
            self.next = Some(request_animation_frame(move |at| onframe.emit(at)));
        }
    }

    /// No frame is wanted: time stands still, or nobody sees the page.
    pub fn stop(&mut self) {
        (self.next, self.last) = (None, None);
    }

    /// A frame has come. Returns the milliseconds since the one before.
    pub fn passed(&mut self, at: f64) -> f64 {
        self.next = None;
        self.last.replace(at).map_or(0.0, |last| (at - last).max(0.0))
    }
}
