//! Watching elements: whether their size changes, whether they are on the screen, and whether
//! somebody else changes them.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, IntersectionObserver, IntersectionObserverEntry, MutationObserver,
    MutationObserverInit, MutationRecord, Node, NodeList, ResizeObserver,
};
use yew::{Callback, NodeRef};

use super::dom::document;

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

/// What a translator or an extension of the browser did to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignChange {
    /// It put something in between: no text of the page gets old by that.
    Inserted,
    /// It took away what the page goes on changing, or wrote over it.
    Replaced,
}

/// Tells when something else than the program changes the page's elements. What happens between
/// [`ChangeObserver::rendering`] and [`ChangeObserver::rendered`] is the program's, unless it is
/// what translators do: Yew may let the browser go on in between.
pub struct ChangeObserver {
    observer: Option<MutationObserver>,
    is_rendering: Rc<Cell<bool>>,
    is_observing: bool,
    _callback: Closure<dyn FnMut(Array)>,
}

impl ChangeObserver {
    pub fn new(onchange: Callback<ForeignChange>) -> ChangeObserver {
        let is_rendering = Rc::new(Cell::new(false));
        let is_own = is_rendering.clone();
        let callback = Closure::<dyn FnMut(Array)>::new(move |records: Array| {
            let records = records.iter().map(JsCast::unchecked_into::<MutationRecord>);
            let records = records.filter(|record| !is_own.get() || has_font(record));
            let changes = records.filter_map(|record| foreign(&record));
            if let Some(worst) = changes.max_by_key(|it| *it == ForeignChange::Replaced) {
                onchange.emit(worst);
            }
        });
        let observer = MutationObserver::new(callback.as_ref().unchecked_ref()).ok();
        ChangeObserver { observer, is_rendering, is_observing: false, _callback: callback }
    }

    /// The program begins to change the page.
    pub fn rendering(&self) {
        self.is_rendering.set(true);
    }

    /// After a render: what has changed until now was changed by the program.
    pub fn rendered(&mut self) {
        let (Some(observer), Some(body)) = (&self.observer, document().body()) else {
            return;
        };
        self.is_rendering.set(false);
        observer.take_records();
        if !std::mem::replace(&mut self.is_observing, true) {
            let init = MutationObserverInit::new();
            init.set_child_list(true);
            init.set_character_data(true);
            init.set_subtree(true);
            // A body can be observed.
            let _ = observer.observe_with_options(&body, &init);
        }
    }
}

impl Drop for ChangeObserver {
    fn drop(&mut self) {
        self.observer.iter().for_each(MutationObserver::disconnect);
    }
}

/// Whether somebody put in what translators wrap texts in; the page has no such element.
fn has_font(record: &MutationRecord) -> bool {
    elements(&record.added_nodes()).any(|element| element.local_name() == "font")
}

fn elements(nodes: &NodeList) -> impl Iterator<Item = Element> {
    (0..nodes.length()).filter_map(|at| nodes.item(at)?.dyn_into().ok())
}

/// What a change is, if it concerns the page. Prose that may be translated is written anew in an
/// element of its own whenever it changes, so that a translator may wrap it.
fn foreign(record: &MutationRecord) -> Option<ForeignChange> {
    let target: Node = record.target()?;
    let element = target.dyn_ref::<Element>().cloned().or_else(|| target.parent_element())?;
    if !element.is_connected() {
        return None;
    }
    let (added, removed) = (record.added_nodes(), record.removed_nodes());
    // Around the page anybody may put what they like.
    if element.closest(".page").ok()?.is_none() {
        let is_page = |element: Element| element.matches(".page").is_ok_and(|it| it);
        return elements(&removed).any(is_page).then_some(ForeignChange::Replaced);
    }
    let is_prose = element.closest("[translate]").ok()??.get_attribute("translate")? == "yes";
    let is_translators = |element: &Element| is_prose && element.local_name() == "font";
    if elements(&removed).any(|element| !is_translators(&element)) {
        Some(ForeignChange::Replaced)
    } else if is_prose {
        None
    } else if removed.length() > 0 || record.type_() == "characterData" {
        Some(ForeignChange::Replaced)
    } else {
        elements(&added).next().map(|_| ForeignChange::Inserted)
    }
}

/// Takes note of a node's element, and says whether it is another one than before.
fn is_another(observed: &mut Option<Element>, node: &NodeRef) -> bool {
    let element = node.cast::<Element>();
    let before = std::mem::replace(observed, element);
    before != *observed
}
