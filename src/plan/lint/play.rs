//! A run into which lines of a lesson are played, and what is noted of it.

use std::rc::Rc;

use crate::lessons::Scenario;
use crate::lessons::lesson::all_hold;
use crate::lessons::progress::Progress;
use crate::lessons::script::Plan;
use crate::plan::player::{PlanPlayer, PlayerMove};
use crate::run::recording::TimedInput;
use crate::run::{Input, Simulation};
use crate::sim::{SimDuration, SimTime, TICK};
use crate::terminal::shell::Prompt;

/// How long a plan may take.
const LONGEST: SimDuration = SimDuration::from_secs(12 * 3_600);

/// How long after its last line the goal of a step may take.
const GRACE: SimDuration = SimDuration::from_secs(60);

#[derive(Clone)]
pub struct Play {
    pub run: Simulation,
    pub inputs: Vec<TimedInput>,
    /// Commands that were refused, each with what was said of it.
    pub refused: Vec<(String, String)>,
    /// The questions that are settled, each with how many of its answers held then.
    pub settled: Vec<(usize, usize)>,
    /// Since when each condition of each goal holds, where it does.
    pub held_since: Vec<Vec<Option<SimTime>>>,
    /// Waits of the lines that were played last which ended without what they waited for.
    pub vain_waits: Vec<String>,
}

impl Play {
    pub fn begin(scenario: &Scenario) -> Play {
        let run = Simulation::begin(scenario);
        let steps = scenario.lesson.iter().flat_map(|lesson| &lesson.steps);
        let held_since = steps.map(|step| vec![None; step.goal.len()]).collect();
        let mut play = Play {
            run,
            inputs: Vec::new(),
            refused: Vec::new(),
            settled: Vec::new(),
            held_since,
            vain_waits: Vec::new(),
        };
        play.note();
        play
    }

    pub fn progress(&self) -> &Progress {
        self.run.progress().expect("only lessons are played")
    }

    pub fn is_done(&self, step: usize) -> bool {
        self.progress().steps()[step].is_done
    }

    pub fn is_finished(&self) -> bool {
        self.progress().current().is_none()
    }

    pub fn tick(&mut self) {
        self.run.tick();
        self.note();
    }

    fn apply(&mut self, input: Input) {
        let tick = self.run.world().now().ticks();
        let printed = self.run.shell().screen().printed();
        input.apply(&mut self.run);
        let shell = self.run.shell();
        let is_line = matches!(input, Input::Entered(_));
        if is_line && shell.prompt() == Prompt::Command && !shell.succeeded() {
            let new = shell.screen().lines().filter(|(number, _)| *number >= printed);
            let errors = new.map(|(_, line)| line.text());
            let errors = errors.filter_map(|line| Some(line.strip_prefix('!')?.trim().to_owned()));
            let said = errors.collect::<Vec<_>>().join(" ");
            self.refused.push((input.label(), said));
        }
        self.inputs.push(TimedInput { tick, input });
        self.note();
    }

    fn note(&mut self) {
        let (evidence, now) = (self.run.evidence(), self.run.world().now());
        let progress = self.run.progress().expect("only lessons are played");
        for (at, (step, state)) in progress.iter().enumerate() {
            let is_new = !self.settled.iter().any(|(known, _)| *known == at);
            if let Some(question) = step.question.as_ref().filter(|_| is_new)
                && state.settled.is_some()
            {
                let held = question.answers.iter().filter(|it| all_hold(&it.when, evidence));
                self.settled.push((at, held.count()));
            }
            if state.passed_at.is_none_or(|at| at == now) {
                for (check, since) in step.goal.iter().zip(&mut self.held_since[at]) {
                    *since = check.holds(evidence).then_some(since.unwrap_or(now));
                }
            }
        }
    }

    /// Plays lines, and then waits until `is_over` or for [`GRACE`]; says whether all were played.
    pub fn play(&mut self, plan: &Plan, is_over: impl Fn(&Play) -> bool) -> bool {
        self.vain_waits.clear();
        let mut player = PlanPlayer::new(Rc::new(plan.clone()), &self.run);
        let mut ticks = LONGEST.micros() / TICK.micros();
        loop {
            while let Some(next) = player.next(&self.run) {
                match next {
                    PlayerMove::Input(input) => self.apply(input),
                    PlayerMove::WaitEnded(wait) if !wait.is_reached => {
                        self.vain_waits.push(plan.steps[wait.step].text.clone());
                    }
                    PlayerMove::WaitEnded(_) => {}
                }
            }
            if player.is_done(&self.run) {
                break;
            }
            if ticks == 0 {
                return false;
            }
            ticks -= 1;
            self.tick();
        }
        for _ in 0..GRACE.micros() / TICK.micros() {
            if is_over(self) {
                break;
            }
            self.tick();
        }
        true
    }

    /// The same run up to the moment before one of its inputs.
    pub fn rewound(&self, scenario: &Scenario, inputs: usize) -> Play {
        let mut play = Play::begin(scenario);
        for timed in &self.inputs[..inputs] {
            while play.run.world().now().ticks() < timed.tick {
                play.tick();
            }
            play.apply(timed.input.clone());
        }
        let next = self.inputs.get(inputs).map_or(0, |timed| timed.tick);
        while play.run.world().now().ticks() < next {
            play.tick();
        }
        play
    }
}
