//! Watching elements: whether their size changes, and whether they are on the screen.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, ResizeObserver};
use yew::{Callback, NodeRef};

/// Tells when the size of an element changes.
pub struct SizeObserver {
    observer: Option<ResizeObserver>,
    observed: Option<Element>,
    _callback: Closure<dyn FnMut()>,
}

impl SizeObserver {
    pub fn new(onresize: Callback<()>) -> SizeObserver {
        let callback = Closure::<dyn FnMut()>::new(move || onresize.emit(()));
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok();
        SizeObserver { observer, observed: None, _callback: callback }
    }

    /// Observes the element of a node, and no other any more.
    pub fn observe(&mut self, node: &NodeRef) {
        if let Some(observer) = &self.observer
            && is_another(&mut self.observed, node)
        {
            observer.disconnect();
            self.observed.iter().for_each(|element| observer.observe(element));
        }
    }
}

impl Drop for SizeObserver {
    fn drop(&mut self) {
        self.observer.iter().for_each(ResizeObserver::disconnect);
    }
}

/// Tells when an element comes onto the screen or leaves it: it was scrolled, or the page that
/// holds this one was.
pub struct SightObserver {
    observer: Option<IntersectionObserver>,
    observed: Option<Element>,
    _callback: Closure<dyn FnMut(Array)>,
}

impl SightObserver {
    pub fn new(onsight: Callback<bool>) -> SightObserver {
        let callback = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            for entry in entries.iter() {
                let entry: IntersectionObserverEntry = entry.unchecked_into();
                onsight.emit(entry.is_intersecting());
            }
        });
        let observer = IntersectionObserver::new(callback.as_ref().unchecked_ref()).ok();
        SightObserver { observer, observed: None, _callback: callback }
    }

    /// Observes the element of a node, and no other any more.
    pub fn observe(&mut self, node: &NodeRef) {
        if let Some(observer) = &self.observer
            && is_another(&mut self.observed, node)
        {
            observer.disconnect();
            self.observed.iter().for_each(|element| observer.observe(element));
        }
    }
}

impl Drop for SightObserver {
    fn drop(&mut self) {
        self.observer.iter().for_each(IntersectionObserver::disconnect);
    }
}

/// Takes note of a node's element, and says whether it is another one than before.
fn is_another(observed: &mut Option<Element>, node: &NodeRef) -> bool {
    let element = node.cast::<Element>();
    let before = std::mem::replace(observed, element);
    before != *observed
}
