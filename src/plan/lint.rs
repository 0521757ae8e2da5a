//! Lint: proves that a lesson can be solved, that its goals are worth something, and that its traps
//! are noticed, by playing the lines that its file has.

use std::rc::Rc;

use super::player::{PlanPlayer, PlayerMove};
use crate::lessons::Scenario;
use crate::lessons::lesson::{Lesson, WrongWay, all_hold};
use crate::lessons::placeholder;
use crate::lessons::progress::Progress;
use crate::lessons::prose::{Prose, ProseSpan};
use crate::lessons::script::Plan;
use crate::run::recording::TimedInput;
use crate::run::{Input, Simulation};
use crate::sim::{SimDuration, TICK};
use crate::terminal::commands::TABLE;
use crate::terminal::shell::{Prompt, is_well_formed};

/// How long a plan may take.
const LONGEST: SimDuration = SimDuration::from_secs(12 * 3_600);

/// How long after its last line the goal of a step may take.
const GRACE: SimDuration = SimDuration::from_secs(60);

/// Other chances under which a solution is played, and in how many of them it has to work.
const CHANCES: u32 = 10;
pub const LEAST_CHANCES: usize = 8;

/// What was found out about a lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LintReport {
    /// What is wrong, a sentence each.
    pub problems: Vec<String>,
    /// The solution without the lines that its goals do not need.
    pub needed: Vec<String>,
}

/// A run into which lines are played.
#[derive(Clone)]
struct Play {
    run: Simulation,
    inputs: Vec<TimedInput>,
    /// Commands that were refused.
    refused: Vec<String>,
    /// The questions that are settled, each with how many of its answers held then.
    settled: Vec<(usize, usize)>,
}

impl Play {
    fn begin(scenario: &Scenario) -> Play {
        let run = Simulation::begin(scenario);
        Play { run, inputs: Vec::new(), refused: Vec::new(), settled: Vec::new() }
    }

    fn progress(&self) -> &Progress {
        self.run.progress().expect("only lessons are played")
    }

    fn is_done(&self, step: usize) -> bool {
        self.progress().steps()[step].is_done
    }

    fn is_finished(&self) -> bool {
        self.progress().current().is_none()
    }

    fn tick(&mut self) {
        self.run.tick();
        self.note_settled();
    }

    fn apply(&mut self, input: Input) {
        let tick = self.run.world().now().ticks();
        input.apply(&mut self.run);
        let shell = self.run.shell();
        if matches!(input, Input::Entered(_))
            && shell.prompt() == Prompt::Command
            && !shell.succeeded()
        {
            self.refused.push(input.label());
        }
        self.inputs.push(TimedInput { tick, input });
        self.note_settled();
    }

    fn note_settled(&mut self) {
        let evidence = self.run.evidence();
        let progress = self.run.progress().expect("only lessons are played");
        for (at, (step, state)) in progress.iter().enumerate() {
            let is_new = !self.settled.iter().any(|(known, _)| *known == at);
            if let Some(question) = step.question.as_ref().filter(|_| is_new)
                && state.settled.is_some()
            {
                let held = question.answers.iter().filter(|it| all_hold(&it.when, evidence));
                self.settled.push((at, held.count()));
            }
        }
    }

    /// Plays lines, and then waits until `is_over` or for [`GRACE`]; says whether all were played.
    fn play(&mut self, plan: &Plan, is_over: impl Fn(&Play) -> bool) -> bool {
        let mut player = PlanPlayer::new(Rc::new(plan.clone()), &self.run);
        let mut ticks = LONGEST.micros() / TICK.micros();
        loop {
            while let Some(next) = player.next(&self.run) {
                if let PlayerMove::Input(input) = next {
                    self.apply(input);
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
    fn rewound(&self, scenario: &Scenario, inputs: usize) -> Play {
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

/// Proves a lesson.
pub fn lint(scenario: &Scenario, lesson: &Lesson) -> LintReport {
    let mut report = LintReport::default();
    check_solutions(scenario, lesson, &mut report);
    check_hints(lesson, &mut report);
    for way in &lesson.ways {
        check_way(scenario, lesson, &format!("the way {:?}", way.title), &way.lines, &mut report);
    }
    for wrong in &lesson.wrong_ways {
        check_wrong_way(scenario, lesson, wrong, &mut report);
    }
    for trap in &lesson.traps {
        if !lesson.wrong_ways.iter().any(|wrong| wrong.trap == trap.name) {
            report.problems.push(format!("No wrong_way leads into the trap {}.", trap.name));
        }
    }
    if report.problems.is_empty() {
        report.needed = needed_lines(scenario, lesson);
    }
    report
}

/// Plays the solutions of the steps, one after the other.
fn check_solutions(scenario: &Scenario, lesson: &Lesson, report: &mut LintReport) {
    let mut play = Play::begin(scenario);
    for (at, step) in lesson.steps.iter().enumerate() {
        let name = &step.name;
        if play.is_done(at) {
            let problem = format!("The goal of the step {name} is reached before the step begins.");
            report.problems.push(problem);
        }
        play.refused.clear();
        if !play.play(&step.solution, |play| play.is_done(at)) {
            report.problems.push(format!("The solution of the step {name} does not end."));
        }
        let is_of_refusal =
            |text: &str| text.contains(" was refused") || text.contains(" was not confirmed");
        let may_refuse = step.goal.iter().any(|check| is_of_refusal(&check.text));
        for line in play.refused.iter().filter(|_| !may_refuse) {
            report.problems.push(format!("In the solution of {name}, `{line}` is refused."));
        }
        if !play.is_done(at) {
            let evidence = play.run.evidence();
            let truths = step.goal.iter().filter_map(|check| {
                Some(format!("{:?} is not true: {}", check.text, check.contradiction(evidence)?))
            });
            let truths = truths.collect::<Vec<_>>().join("; ");
            report.problems.push(format!(
                "The solution of the step {name} does not reach its goal. {truths}."
            ));
            return;
        }
    }
    for (at, held) in &play.settled {
        if *held != 1 {
            let name = &lesson.steps[*at].name;
            report.problems.push(format!(
                "Of the answers to the question of {name}, {held} are right, and one has to be."
            ));
        }
    }
    for (at, step) in lesson.steps.iter().enumerate() {
        if !play.is_done(at) {
            let name = &step.name;
            report.problems.push(format!("The step {name} is not done any more in the end."));
        }
    }
    for check in play.progress().unmet(play.run.evidence()) {
        report.problems.push(format!("After the solution, {:?} is not true.", check.text));
    }
    check_chances(scenario, lesson, report);
}

/// The solution as a whole must not be a matter of luck.
fn check_chances(scenario: &Scenario, lesson: &Lesson, report: &mut LintReport) {
    let solution = lesson.solution_from(0);
    let works = (1..=CHANCES).filter(|n| {
        let mut play = Play::begin(scenario);
        play.run.take_chance(*n);
        play.play(&solution, Play::is_finished) && play.is_finished()
    });
    let works = works.count();
    if works < LEAST_CHANCES {
        report.problems.push(format!(
            "The solution is a matter of luck: under {CHANCES} other chances it works in {works}."
        ));
    }
}

/// The commands of hints must be such as the terminal takes.
fn check_hints(lesson: &Lesson, report: &mut LintReport) {
    for step in &lesson.steps {
        for hint in step.hints.iter().chain([&step.text, &step.why]) {
            for code in codes(hint).filter(|code| code.starts_with("heroku ")) {
                // A command that is only named needs no arguments.
                let is_named = code.split_whitespace().count() == 2
                    && code.split_whitespace().nth(1).is_some_and(|it| TABLE.find(it).is_some());
                if !(is_named || is_well_formed(&placeholder::in_general(code))) {
                    let name = &step.name;
                    let problem = format!("In the step {name}, `{code}` is no command.");
                    report.problems.push(problem);
                }
            }
        }
    }
}

fn codes(prose: &Prose) -> impl Iterator<Item = &str> {
    prose.paragraphs.iter().flatten().filter_map(|span| match span {
        ProseSpan::Code(code) => Some(code.as_str()),
        _ => None,
    })
}

fn check_way(
    scenario: &Scenario,
    lesson: &Lesson,
    what: &str,
    lines: &Plan,
    report: &mut LintReport,
) {
    let mut play = Play::begin(scenario);
    if !play.play(lines, Play::is_finished) {
        report.problems.push(format!("{what} does not end."));
    }
    if let Some(at) = play.progress().current() {
        let evidence = play.run.evidence();
        let step = &lesson.steps[at];
        let truths = step.goal.iter().filter_map(|check| check.contradiction(evidence));
        let truths = truths.collect::<Vec<_>>().join("; ");
        let problem = format!("{what} does not reach the goal of {}: {truths}.", step.name);
        report.problems.push(problem);
    }
    for check in play.progress().unmet(play.run.evidence()) {
        report.problems.push(format!("After {what}, {:?} is not true.", check.text));
    }
}

/// Plays into a trap and out again.
fn check_wrong_way(
    scenario: &Scenario,
    lesson: &Lesson,
    wrong: &WrongWay,
    report: &mut LintReport,
) {
    let (title, name) = (&wrong.title, &wrong.trap);
    let mut play = Play::begin(scenario);
    let is_noticed = |play: &Play| {
        play.progress().noticed().iter().any(|noticed| lesson.traps[noticed.trap].name == *name)
    };
    play.play(&wrong.lines, is_noticed);
    if !is_noticed(&play) {
        let problem = format!("The wrong way {title:?} does not lead into the trap {name}.");
        report.problems.push(problem);
        return;
    }
    let noticed = play.progress().noticed().iter();
    let mut noticed = noticed.filter(|it| lesson.traps[it.trap].name == *name);
    let inputs = noticed.next().map_or(0, |noticed| noticed.inputs);
    if let Some(out) = &wrong.out {
        play.play(out, Play::is_finished);
        if !play.is_finished() {
            report.problems.push(format!("What is to lead out of {title:?} does not."));
        }
    }
    let mut back = play.rewound(scenario, inputs.saturating_sub(1));
    let rest = lesson.solution_from(back.progress().current().unwrap_or_default());
    back.play(&rest, Play::is_finished);
    if !back.is_finished() {
        let current = back.progress().current().map(|at| lesson.steps[at].name.as_str());
        report.problems.push(format!(
            "After {title:?} and going back, the solution does not reach the end, but {}.",
            current.unwrap_or_default()
        ));
    }
}

/// The lines of the solution without which it does not reach its goals.
fn needed_lines(scenario: &Scenario, lesson: &Lesson) -> Vec<String> {
    let mut plan = lesson.solution_from(0);
    let mut at = plan.steps.len();
    while at > 0 {
        at -= 1;
        let mut shorter = plan.clone();
        shorter.steps.remove(at);
        let mut play = Play::begin(scenario);
        let ends = play.play(&shorter, Play::is_finished);
        if ends && play.is_finished() && play.progress().unmet(play.run.evidence()).is_empty() {
            plan = shorter;
        }
    }
    plan.steps.into_iter().map(|step| step.text).collect()
}
