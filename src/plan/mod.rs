//! Plans and runbooks: what to do in the fleet, step by step, tried out under ten continuations of
//! chance, or played on a run.

#[cfg(not(target_arch = "wasm32"))]
pub mod markdown;
pub mod player;
#[cfg(not(target_arch = "wasm32"))]
pub mod runbook;
pub mod script;
pub mod suggestions;
pub mod what_if;
