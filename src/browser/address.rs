//! The address of the page, and what it asks for.

use web_sys::UrlSearchParams;

use super::dom::window;
use crate::share::{Show, link, options};

/// Where the run is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageScope {
    /// Nowhere: in tests.
    Nothing,
    /// The tab alone.
    Tab,
    /// The tab, and once it is closed any other.
    Browser,
}

/// The names and values of the address's query.
pub fn query() -> Vec<(String, String)> {
    let search = window().location().search().unwrap_or_default();
    let pairs = UrlSearchParams::new_with_str(&search).map(|params| params.entries());
    let pairs = pairs.into_iter().flatten().flatten();
    pairs.filter_map(|pair| serde_wasm_bindgen::from_value(pair).ok()).collect()
}

/// The address without query and fragment.
pub fn page() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// The address's fragment, where it is a run, or was one before it was damaged.
pub fn linked_run() -> Option<String> {
    window().location().hash().ok().filter(|fragment| link::is_meant_by(fragment))
}

/// Whether the address asks for something that a stored run is not to take the place of.
pub fn names_a_run() -> bool {
    linked_run().is_some() || query().iter().any(|(name, _)| name == "scenario" || name == "lesson")
}

/// Where the run of this page is to be kept: a page that shows a part, mostly within another page,
/// shares nothing with other tabs.
pub fn storage_scope() -> StorageScope {
    let show = options::read(query()).options.show;
    if show == Show::All { StorageScope::Browser } else { StorageScope::Tab }
}
