//! Luck: whether what somebody did in a step of a lesson would have reached its goal under other
//! chances as well.

use std::rc::Rc;

use crate::lessons::progress::StepProgress;
use crate::run::recording::TimedInput;
use crate::run::{Input, Recording, Simulation};
use crate::sim::{SimDuration, TICK};

/// Chances under which the lines are played again.
pub const CHANCES: u32 = 10;

/// With fewer than so many that reach the goal it was luck.
pub const LEAST: u32 = 8;

/// How much longer than it did the goal may take.
const GRACE: SimDuration = SimDuration::from_secs(60);

/// The inputs of one step, played again under other chances.
#[derive(Clone, Debug)]
pub struct LuckCheck {
    recording: Rc<Recording>,
    /// The place of the step in the lesson.
    pub step: usize,
    /// Inputs before the step and at its end.
    from: usize,
    to: usize,
    last_tick: u64,
    start: Start,
    /// The chance that is played, from 1, the run in it, and inputs done.
    current: Option<(u32, Simulation, usize)>,
    tried: u32,
    reached: u32,
}

/// The run as the step began.
#[derive(Clone, Debug)]
enum Start {
    /// It is still being played to there.
    OnTheWay {
        run: Box<Simulation>,
        done: usize,
        tick: u64,
    },
    Known(Box<Simulation>),
}

impl LuckCheck {
    /// A check of a step that has been passed; none where nothing was typed for it.
    pub fn of(recording: &Recording, steps: &[StepProgress], step: usize) -> Option<LuckCheck> {
        let passed = steps[step].passed_at?;
        let before = steps.iter().enumerate().filter(|(at, _)| *at != step);
        let before = before.filter_map(|(_, it)| Some((it.passed_at?, it.passed_after)));
        let before = before.filter(|moment| *moment < (passed, steps[step].passed_after));
        let (began, from) = before.max().map_or((0, 0), |(at, after)| (at.ticks(), after));
        let to = steps[step].passed_after;
        let own = recording.inputs.get(from..to)?;
        let has_acted = own.iter().any(|timed| !matches!(timed.input, Input::Lesson(_)));
        if !has_acted {
            return None;
        }
        let run = Box::new(Simulation::begin(&recording.scenario));
        Some(LuckCheck {
            recording: Rc::new(recording.clone()),
            step,
            from,
            to,
            last_tick: passed.ticks() + GRACE.micros() / TICK.micros(),
            start: Start::OnTheWay { run, done: 0, tick: began },
            current: None,
            tried: 0,
            reached: 0,
        })
    }

    /// Of how many chances the goal was reached in how many, once all are played.
    pub fn result(&self) -> Option<u32> {
        (self.tried == CHANCES).then_some(self.reached)
    }

    /// Works for so many ticks; says whether all is found out.
    pub fn work(&mut self, ticks: u32) -> bool {
        for _ in 0..ticks {
            if self.tried == CHANCES {
                return true;
            }
            self.work_tick();
        }
        false
    }

    fn work_tick(&mut self) {
        let inputs = &self.recording.inputs;
        let start = match &mut self.start {
            Start::OnTheWay { run, done, tick } => {
                play_due(run, inputs, done, self.from);
                if run.world().now().ticks() < *tick {
                    run.tick();
                    return;
                }
                play_due(run, inputs, done, self.from);
                self.start = Start::Known(run.clone());
                return;
            }
            Start::Known(run) => run,
        };
        let Some((_, run, done)) = &mut self.current else {
            let n = self.tried + 1;
            let mut run = Simulation::clone(start);
            run.take_chance(n);
            self.current = Some((n, run, self.from));
            return;
        };
        play_due(run, inputs, done, self.to);
        // Its question may be settled long after its goal.
        let passed = run.progress().and_then(|it| it.steps()[self.step].passed_at);
        let is_reached = passed.is_some();
        if is_reached || run.world().now().ticks() >= self.last_tick {
            self.reached += u32::from(is_reached);
            self.tried += 1;
            self.current = None;
        } else {
            run.tick();
        }
    }
}

/// Applies the inputs that are due, up to number `most`.
fn play_due(run: &mut Simulation, inputs: &[TimedInput], done: &mut usize, most: usize) {
    while *done < most
        && let Some(timed) = inputs.get(*done)
        && timed.tick <= run.world().now().ticks()
    {
        timed.input.apply(run);
        *done += 1;
    }
}
