//! The page in a browser: mounting, frames, the canvas, storage, focus, clipboard, files.
//!
//! [`Page`] owns the [`Playground`](crate::playground::Playground). What only a browser has stands
//! around it in small parts: [`stage`], [`chart`], [`terminal`], [`side_panel`] and [`what_if`]
//! have the nodes, sizes and painters of their panes; `persistence` has the runs of the tab. This
//! room knows what a browser does, and nothing of what the page means.

mod address;
mod archive;
mod chart;
mod clipboard;
mod dom;
mod files;
mod frame_loop;
mod global_events;
mod glossary;
mod json;
mod library;
mod loading;
mod local_storage;
mod media_query;
mod mounting;
mod observers;
mod page;
mod page_msg;
mod painter;
mod panes;
mod persistence;
mod release;
mod settings;
mod side_panel;
mod stage;
mod terminal;
mod theme;
mod what_if;

pub use page::{Page, PageProps};

use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::{AppHandle, Callback, Renderer};

use glossary::Glossary;
use persistence::Persistence;

/// Mounts the page in the document's body, with the run that the tab is to go on with.
pub fn mount() {
    spawn_local(async {
        let persistence = Persistence::find(address::storage_scope()).await;
        let glossary = Glossary::take();
        let onmounted = Callback::from(move |()| glossary.iter().for_each(Glossary::put_back));
        Renderer::<Page>::with_props(PageProps { persistence, onmounted }).render();
    });
}

/// Mounts the page in an element, where no run is kept; dropping the handle does not unmount it.
pub fn mount_in(root: Element) -> AppHandle<Page> {
    let props = PageProps { persistence: Persistence::nothing(), onmounted: Callback::noop() };
    Renderer::with_root_and_props(root, props).render()
}
