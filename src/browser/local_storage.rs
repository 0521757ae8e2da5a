//! The storage that all tabs of this origin share.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, Storage};

use super::dom::window;

/// Why nothing can be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreError {
    Full,
    /// The browser lets the page have no storage.
    Forbidden,
}

impl From<JsValue> for StoreError {
    fn from(error: JsValue) -> StoreError {
        let name = error.dyn_ref::<DomException>().map(DomException::name).unwrap_or_default();
        // QuotaExceededError; Firefox said NS_ERROR_DOM_QUOTA_REACHED.
        let is_quota = name.to_ascii_lowercase().contains("quota");
        if is_quota { StoreError::Full } else { StoreError::Forbidden }
    }
}

fn storage() -> Result<Storage, StoreError> {
    window().local_storage().ok().flatten().ok_or(StoreError::Forbidden)
}

pub fn get(key: &str) -> Option<String> {
    storage().ok()?.get_item(key).ok()?
}

pub fn set(key: &str, value: &str) -> Result<(), StoreError> {
    Ok(storage()?.set_item(key, value)?)
}

pub fn remove(key: &str) {
    if let Ok(storage) = storage() {
        // Where that is forbidden, nothing was stored.
        let _ = storage.remove_item(key);
    }
}

/// All that is stored, by key.
pub fn entries() -> Result<Vec<(String, String)>, StoreError> {
    let storage = storage()?;
    let keys = (0..storage.length()?).filter_map(|index| storage.key(index).ok().flatten());
    let entry = |key: String| Some((key.clone(), storage.get_item(&key).ok()??));
    Ok(keys.filter_map(entry).collect())
}
