//! A run: a world, and the terminal that acts on it.

use crate::platform::faults::Strike;
use crate::platform::starting_world::StartingWorld;
use crate::platform::{AppId, Platform};
use crate::sim::digest::digest;
use crate::terminal::Shell;

/// A run.
#[derive(Clone, Debug)]
pub struct Simulation {
    world: Platform,
    shell: Shell,
}

impl Simulation {
    /// A run from the start of this world.
    pub fn start(world: &StartingWorld) -> Simulation {
        // A scenario has at least one app; its reader sees to that.
        Simulation { world: Platform::start(world), shell: Shell::new(AppId(0)) }
    }

    /// The world.
    pub fn world(&self) -> &Platform {
        &self.world
    }

    /// The terminal.
    pub fn shell(&self) -> &Shell {
        &self.shell
    }

    /// The same with what is printed for somebody who sees the terminal for the first time: every
    /// run of the page begins so, and every recording.
    pub fn begin(world: &StartingWorld) -> Simulation {
        let mut run = Simulation::start(world);
        run.shell.greet();
        run
    }

    /// A line is entered at the prompt.
    pub fn enter(&mut self, line: &str) {
        self.shell.enter(&mut self.world, line);
    }

    /// Ctrl-C, with what stood at the prompt.
    pub fn interrupt(&mut self, typed: &str) {
        self.shell.interrupt(typed);
    }

    /// Ctrl-L.
    pub fn clear_screen(&mut self) {
        self.shell.clear_screen();
    }

    /// A fault strikes now; says whether it took effect.
    pub fn strike(&mut self, strike: &Strike) -> bool {
        self.world.strike(strike)
    }

    /// One tick of 100 ms.
    pub fn tick(&mut self) {
        self.world.tick();
        self.shell.tick(&mut self.world);
    }

    /// From here on chance goes on as in the `n`th continuation, from 1.
    pub fn continue_with(&mut self, n: u32) {
        self.world.continue_with(n);
    }

    /// The state hash of the world.
    pub fn hash(&self) -> u64 {
        digest(&self.world)
    }
}
