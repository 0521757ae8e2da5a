//! The release build in browsers: what a person would see, type and click.

mod article;
mod axe;
mod bad_input;
mod browser;
mod calm;
mod chart;
mod crash;
mod driver;
mod facts;
mod foresight;
mod ink;
mod keep;
mod keyboard;
mod layout;
mod outlook;
mod picture;
mod pixels;
mod rewind;
mod server;
mod share;
mod stage;
mod tape;
mod themes;
mod touch;
mod words;
