//! Follower Playground.

pub mod lab;
pub mod lessons;
pub mod platform;
pub mod sim;
pub mod terminal;
pub mod view;

#[cfg(target_arch = "wasm32")]
pub mod ui;
