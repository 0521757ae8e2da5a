//! The release build in browsers: what a person would see, type and click.

mod article;
mod axe;
mod bad_input;
mod browser;
mod chart;
mod crash;
mod drawing;
mod driver;
mod facts;
mod foresight;
mod idle;
mod keyboard;
mod layout;
mod library;
mod outlook;
mod picture;
mod pixels;
mod recovery;
mod rewind;
mod server;
mod share;
mod stage;
mod tape;
mod themes;
mod touch;
mod words;
