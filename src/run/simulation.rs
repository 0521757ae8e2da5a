//! The simulation: a world, the terminal that acts on it, and the lesson that looks on. It is
//! stepped tick by tick.

use crate::lessons::Scenario;
use crate::lessons::condition::{Evidence, Moments};
use crate::lessons::progress::{LessonInput, Progress};
use crate::platform::faults::{Strike, StruckFault};
use crate::platform::starting_world::StartingWorld;
use crate::platform::{AppId, Platform};
use crate::sim::digest::digest;
use crate::terminal::Shell;

#[derive(Clone, Debug)]
pub struct Simulation {
    world: Platform,
    shell: Shell,
    moments: Moments,
    /// How far somebody has come in the lesson of the scenario.
    progress: Option<Progress>,
}

impl Simulation {
    /// Starts a world, with an empty screen.
    pub fn start(world: &StartingWorld) -> Simulation {
        let world = Platform::start(world);
        let moments = Moments::new(&world);
        // A scenario has at least one app; its reader sees to that.
        Simulation { shell: Shell::new(AppId(0)), moments, world, progress: None }
    }

    pub fn world(&self) -> &Platform {
        &self.world
    }

    pub fn shell(&self) -> &Shell {
        &self.shell
    }

    /// Starts a scenario with a greeting on the screen, as every run of the page and every
    /// recording does.
    pub fn begin(scenario: &Scenario) -> Simulation {
        let mut run = Simulation::start(&scenario.world);
        if let Some(lesson) = &scenario.lesson {
            run.shell = run.shell.listing_first(&lesson.commands);
            run.progress = Some(Progress::new(lesson.clone()));
        }
        run.shell.greet();
        run.look();
        run
    }

    /// What conditions are held against.
    pub fn evidence(&self) -> Evidence<'_> {
        Evidence { world: &self.world, shell: &self.shell, moments: &self.moments }
    }

    pub fn progress(&self) -> Option<&Progress> {
        self.progress.as_ref()
    }

    /// Takes in what somebody asked the lesson for, or answered; says whether it took effect.
    pub fn enter_lesson(&mut self, input: &LessonInput) -> bool {
        self.progress.as_mut().is_some_and(|progress| progress.enter(input))
    }

    /// Takes note of an input that is about to be made.
    pub fn note_input(&mut self) {
        if let Some(progress) = &mut self.progress {
            progress.note_input();
        }
    }

    /// Looks which goals of the lesson are reached.
    pub fn look(&mut self) {
        let Simulation { world, shell, moments, progress } = self;
        moments.note(world, shell);
        if let Some(progress) = progress {
            progress.note(world, shell, moments);
        }
    }

    /// Enters a line at the prompt.
    pub fn enter(&mut self, line: &str) {
        self.shell.begin(&mut self.world, line);
        self.run_line();
    }

    /// Runs the line that was entered until a command holds the prompt. A lesson looks on after
    /// each command: what a line did and undid has been so.
    fn run_line(&mut self) {
        self.look();
        while self.shell.run_next(&mut self.world) {
            self.look();
        }
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
        self.shell.poll(&mut self.world);
        self.run_line();
    }

    /// Lets chance go on from here as in continuation number `n`, from 1.
    pub fn continue_with(&mut self, n: u32) {
        self.world.continue_with(n);
    }

    /// Lets chance go on as in continuation number `n`, with the schedule as it is.
    pub fn take_chance(&mut self, n: u32) {
        self.world.take_chance(n);
    }

    /// The state hash of the world.
    pub fn hash(&self) -> u64 {
        digest(&self.world)
    }
}
