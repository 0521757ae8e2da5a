//! JSON, by way of the browser's own reader and writer.

use js_sys::JSON;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What a text says; nothing where it is no JSON, or of something else.
pub fn parse<Value: DeserializeOwned>(text: &str) -> Option<Value> {
    serde_wasm_bindgen::from_value(JSON::parse(text).ok()?).ok()
}

pub fn write(value: &impl Serialize) -> Option<String> {
    let value = serde_wasm_bindgen::to_value(value).ok()?;
    JSON::stringify(&value).ok().map(String::from)
}
