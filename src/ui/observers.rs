//! Watching: whether panes have other sizes now, and whether anybody can see them.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::js_sys::Array;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, ResizeObserver};
use yew::Callback;

use super::browser;
use super::page::PageMsg;

/// The page or the stage came into sight, or went out of it: it was scrolled there, or the page
/// that holds this one was.
pub struct Visibility {
    /// Whether it is the stage, and not the whole page.
    pub stage: bool,
    /// Whether it is to be seen.
    pub seen: bool,
}

/// What watches, as long as it is kept.
pub struct Watch {
    _sizes: Option<ResizeObserver>,
    _sight: Option<IntersectionObserver>,
    _resized: Closure<dyn FnMut()>,
    _sighted: Closure<dyn FnMut(Array)>,
}

impl Watch {
    /// Watches the sizes of two panes, and whether the stage and the page are on the screen.
    pub fn over(stage: Option<Element>, chart: Option<Element>, tell: &Callback<PageMsg>) -> Watch {
        let watched = stage.clone();
        let (resized, sighted) = (tell.clone(), tell.clone());
        let resized = Closure::<dyn FnMut()>::new(move || resized.emit(PageMsg::Resized));
        let sighted = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            for entry in entries.iter() {
                let entry: IntersectionObserverEntry = entry.unchecked_into();
                let stage = Some(entry.target()) == watched;
                let seen = entry.is_intersecting();
                sighted.emit(PageMsg::Sighted(Visibility { stage, seen }));
            }
        });
        let sizes = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
        let sight = IntersectionObserver::new(sighted.as_ref().unchecked_ref()).ok();
        // Not the body: on a phone that is as high as the screen, and what it holds is higher.
        let page = browser::document().query_selector(".page").ok().flatten();
        if let Some(sizes) = &sizes {
            stage.iter().chain(&chart).for_each(|pane| sizes.observe(pane));
        }
        if let Some(sight) = &sight {
            stage.iter().chain(&page).for_each(|pane| sight.observe(pane));
        }
        Watch { _sizes: sizes, _sight: sight, _resized: resized, _sighted: sighted }
    }
}
