//! The simulation: a world, and the terminal that acts on it. It is stepped tick by tick.

use crate::platform::faults::{Strike, StruckFault};
use crate::platform::starting_world::StartingWorld;
use crate::platform::{AppId, Platform};
use crate::sim::digest::digest;
use crate::terminal::Shell;

#[derive(Clone, Debug)]
pub struct Simulation {
    world: Platform,
    shell: Shell,
}

impl Simulation {
    /// Starts a world, with an empty screen.
    pub fn start(world: &StartingWorld) -> Simulation {
        // A scenario has at least one app; its reader sees to that.
        Simulation { world: Platform::start(world), shell: Shell::new(AppId(0)) }
    }

    pub fn world(&self) -> &Platform {
        &self.world
    }

    pub fn shell(&self) -> &Shell {
        &self.shell
    }

    /// Starts a world with a greeting on the screen, as every run of the page and every recording
    /// does.
    pub fn begin(world: &StartingWorld) -> Simulation {
        let mut run = Simulation::start(world);
        run.shell.greet();
        run
    }

    /// Enters a line at the prompt.
    pub fn enter(&mut self, line: &str) {
        self.shell.enter(&mut self.world, line);
    }

    /// Presses Ctrl-C; `typed` stands at the prompt.
    pub fn interrupt(&mut self, typed: &str) {
        self.shell.interrupt(typed);
    }

    /// Presses Ctrl-L.
    pub fn clear_screen(&mut self) {
        self.shell.clear_screen();
    }

    /// Strikes with a fault now; says whether it took effect.
    pub fn strike(&mut self, strike: &Strike) -> bool {
        self.world.strike(strike)
    }

    /// Ends a fault that goes on before its time; says whether it could be ended.
    pub fn end_fault(&mut self, fault: &StruckFault) -> bool {
        self.world.end_fault(fault)
    }

    /// Runs one tick of 100 ms.
    pub fn tick(&mut self) {
        self.world.tick();
        self.shell.tick(&mut self.world);
    }

    /// Lets chance go on from here as in continuation number `n`, from 1.
    pub fn continue_with(&mut self, n: u32) {
        self.world.continue_with(n);
    }

    /// The state hash of the world.
    pub fn hash(&self) -> u64 {
        digest(&self.world)
    }
}
