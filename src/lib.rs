//! Follower Playground.
pub mod lab;
pub mod lessons;
pub mod platform;
pub mod sim;
pub mod terminal;
