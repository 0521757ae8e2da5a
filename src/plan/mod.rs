//! Plans and runbooks: steps that are played on a run, or tried out under ten continuations of
//! chance.

pub mod best;
#[cfg(not(target_arch = "wasm32"))]
pub mod lint;
pub mod luck;
#[cfg(not(target_arch = "wasm32"))]
pub mod markdown;
pub mod player;
#[cfg(not(target_arch = "wasm32"))]
pub mod runbook;
pub mod suggestions;
pub mod trial;
pub mod what_if;
