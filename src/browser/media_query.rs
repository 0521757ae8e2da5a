//! What the browser is asked about the person's system.

use gloo::events::EventListener;
use web_sys::MediaQueryList;

use super::dom::window;

/// A media query.
pub struct MediaQuery(Option<MediaQueryList>);

impl MediaQuery {
    pub fn dark() -> MediaQuery {
        MediaQuery::new("(prefers-color-scheme: dark)")
    }

    pub fn reduced_motion() -> MediaQuery {
        MediaQuery::new("(prefers-reduced-motion: reduce)")
    }

    /// Whether the system sets the colours.
    pub fn forced_colours() -> MediaQuery {
        MediaQuery::new("(forced-colors: active)")
    }

    fn new(query: &str) -> MediaQuery {
        MediaQuery(window().match_media(query).ok().flatten())
    }

    pub fn matches(&self) -> bool {
        self.0.as_ref().is_some_and(MediaQueryList::matches)
    }

    /// Tells when the answer changes, as long as the listener is kept.
    pub fn on_change(&self, mut onchange: impl FnMut() + 'static) -> Option<EventListener> {
        Some(EventListener::new(self.0.as_ref()?, "change", move |_| onchange()))
    }
}
