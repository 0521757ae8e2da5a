//! View models: what stands where on the stage and on the chart, and what moves.
//!
//! This room reads the platform and the fleet and says where things are, in CSS pixels. It does
//! not know who draws them, nor in which colours: a colour is a database's name here.

pub mod app;
pub mod axis;
pub mod card;
pub mod card_head;
pub mod card_layout;
pub mod chart;
mod deletion;
pub mod diagnosis;
pub mod forecast;
pub mod load;
pub mod position;
mod routing;

pub mod geometry;
mod ha_standby_card;
pub mod layout;
pub mod motion;
pub mod pattern;
pub mod stage;
pub mod stream;
pub mod tape;
pub mod tape_view;
pub mod text;
pub mod toned_text;

pub use ha_standby_card::HA_STANDBY;

/// How a part of the picture is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    /// Of less weight.
    Dim,
    Good,
    /// Worth a look.
    Warn,
    Bad,
}
