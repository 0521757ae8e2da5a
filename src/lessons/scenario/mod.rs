//! Scenario files: TOML that describes a starting world.

mod app;
mod database;
mod events;
mod fields;
mod names;
mod tree;
pub mod units;
mod world;

pub use fields::Mistake;

use fields::{Fields, File};

use crate::platform::starting_world::StartingWorld;

/// Reads a scenario file.
///
/// # Errors
/// Every mistake in it: where, what was found, what is allowed.
pub fn read(name: &str, text: &str) -> Result<StartingWorld, Vec<Mistake>> {
    let file = File::new(name, text);
    let root = match tree::read(text) {
        Ok(root) => root,
        Err(fault) => {
            file.mistake(fault.at, "this line", fault.found, fault.allowed);
            return Err(file.mistakes());
        }
    };
    let world = world::read(Fields::of(&file, String::new(), &root));
    let mistakes = file.mistakes();
    if mistakes.is_empty() { Ok(world) } else { Err(mistakes) }
}
