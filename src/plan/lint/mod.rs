//! Lint: proves that a lesson can be solved, that its goals are worth something, and that its traps
//! are noticed, by playing the lines that its file has.
//!
//! One cause makes one problem: what only follows from another is not told.

mod play;
mod texts;

use std::fmt;

use play::Play;

use crate::format;
use crate::lessons::Scenario;
use crate::lessons::lesson::{Check, Holding, Lesson, LessonStep, Trap, Way, WrongWay, all_hold};
use crate::lessons::scenario::known_names;
use crate::lessons::script::{Plan, StepKind};
use crate::sim::SimTime;

/// Other chances under which a solution is played, and in how many of them it has to work.
const CHANCES: u32 = 10;
pub const LEAST_CHANCES: usize = 8;

/// What was found out about a lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LintReport {
    /// What is wrong.
    pub problems: Vec<Finding>,
    /// What is perhaps not meant so.
    pub notes: Vec<Finding>,
    /// The solution without the lines that its goals do not need.
    pub needed: Vec<String>,
    pub counts: LintCounts,
}

/// How much was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LintCounts {
    pub texts: u64,
    /// Commands that the texts name.
    pub commands: u64,
}

/// Something that was found, in sentences, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub place: Place,
    pub message: String,
}

/// A place in a scenario file: a field as the reader names it, such as `step 2.goal`, and perhaps
/// the part of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub field: String,
    pub part: String,
}

impl Place {
    fn of(field: &str, part: &str) -> Place {
        Place { field: field.to_owned(), part: part.to_owned() }
    }

    fn field(field: impl Into<String>) -> Place {
        Place { field: field.into(), part: String::new() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}: {}", self.place.field, self.message)
    }
}

impl LintReport {
    fn problem(&mut self, place: Place, message: String) {
        self.problems.push(Finding { place, message });
    }

    fn problems_of(&mut self, place: Place, message: Option<String>) {
        self.problems.extend(message.map(|message| Finding { place, message }));
    }

    fn note(&mut self, place: Place, message: String) {
        self.notes.push(Finding { place, message });
    }
}

/// Proves a lesson.
pub fn lint(scenario: &Scenario, lesson: &Lesson) -> LintReport {
    let mut report = LintReport::default();
    let steps = lesson.steps.iter().map(|step| step.name.as_str()).collect();
    let names = known_names(&scenario.world, steps);
    texts::check_texts(lesson, &names, &mut report);
    let problems = report.problems.len();
    texts::check_lines(lesson, &mut report);
    // Lines that nobody can run lead nowhere.
    if report.problems.len() == problems {
        let mut proof = Proof { scenario, lesson, report, stop: None, unmet: Vec::new() };
        proof.play_all();
        report = proof.report;
    }
    report
}

/// A proof while it is made.
struct Proof<'l> {
    scenario: &'l Scenario,
    lesson: &'l Lesson,
    report: LintReport,
    /// The step at which the solution stops, where it does.
    stop: Option<usize>,
    /// What has to be true in the end and is not after the solution.
    unmet: Vec<String>,
}

impl Proof<'_> {
    fn play_all(&mut self) {
        let lesson = self.lesson;
        let at_once = self.traps_from_the_start();
        self.check_solutions();
        for (number, way) in (1..).zip(&lesson.ways) {
            self.check_way(number, way);
        }
        for (number, wrong) in (1..).zip(&lesson.wrong_ways) {
            if !at_once.contains(&wrong.trap) {
                self.check_wrong_way(number, wrong);
            }
        }
        for (number, trap) in (1..).zip(&lesson.traps) {
            let has_way = lesson.wrong_ways.iter().any(|wrong| wrong.trap == trap.name);
            if !has_way && !at_once.contains(&trap.name) {
                let place = Place::field(format!("trap {number}"));
                let message = format!(
                    "No wrong way leads into the trap {}. Add a [[wrong_way]] with trap = \"{}\" \
                     and the lines that do.",
                    trap.name, trap.name
                );
                self.report.problem(place, message);
            }
        }
        if self.report.problems.is_empty() {
            self.check_chances();
        }
        if self.report.problems.is_empty() {
            self.report.needed = needed_lines(self.scenario, lesson);
        }
    }

    /// Traps that are noticed before anybody has done anything, by name.
    fn traps_from_the_start(&mut self) -> Vec<String> {
        let mut play = Play::begin(self.scenario);
        play.tick();
        let mut found = Vec::new();
        for noticed in play.progress().noticed() {
            let trap = &self.lesson.traps[noticed.trap];
            found.push(trap.name.clone());
            let message = format!(
                "{} from the start, so the trap {} is noticed before anybody has done anything. \
                 Add a condition that only the wrong turn makes true, or name its step.",
                are_true(&trap.when),
                trap.name
            );
            let place = Place::field(format!("trap {}.when", noticed.trap + 1));
            self.report.problem(place, message);
        }
        found
    }

    /// Plays the solutions of the steps, one after the other.
    fn check_solutions(&mut self) {
        let mut play = Play::begin(self.scenario);
        for (at, step) in self.lesson.steps.iter().enumerate() {
            let number = at + 1;
            let is_early = play.is_done(at);
            if is_early {
                let message = early(step, at, &play, self.lesson);
                self.report.problem(Place::field(format!("step {number}.goal")), message);
            }
            self.check_question(at, step, &play);
            play.refused.clear();
            let ends = play.play(&step.solution, |play| play.is_done(at));
            let place = Place::field(format!("step {number}.solution"));
            let is_of_refusal =
                |text: &str| text.contains(" was refused") || text.contains(" was not confirmed");
            let may_refuse = step.goal.iter().any(|check| is_of_refusal(&check.text));
            let refused = play.refused.first().filter(|_| !may_refuse);
            if let Some((line, said)) = refused {
                let place = Place::of(&place.field, line);
                self.report.problem(place, format!("`{line}` is refused: {said}"));
            } else if !ends {
                self.report.problem(place, "It does not end within 12 hours.".to_owned());
            } else if !play.is_done(at) {
                let truths = untrue(&step.goal, &play);
                let message =
                    format!("It stops at the step {}: {truths}{}", step.name, vain(&play));
                self.report.problem(place, message);
            }
            if !play.is_done(at) {
                self.stop = Some(at);
                return;
            }
        }
        self.check_end(&play);
    }

    /// A question must not be settled before it is asked.
    fn check_question(&mut self, at: usize, step: &LessonStep, play: &Play) {
        let settled = step.question.as_ref().map_or(&[][..], |question| &question.settled);
        if !settled.is_empty() && all_hold(settled, play.run.evidence()) {
            let message = format!(
                "{} already when the question is asked, so nobody can predict anything. Name what \
                 the step brings about, or leave settled out: then it is the goal of the step.",
                are_true(settled)
            );
            self.report.problem(Place::field(format!("step {}.question.settled", at + 1)), message);
        }
    }

    /// What has to be true once all steps were solved.
    fn check_end(&mut self, play: &Play) {
        for (at, held) in play.settled.iter().filter(|(_, held)| *held != 1) {
            let message = match held {
                0 => "None of the answers is right when the question is settled, and one has to \
                      be: look at their when."
                    .to_owned(),
                held => format!(
                    "{held} of the answers are right when the question is settled, and one has to \
                     be: look at their when."
                ),
            };
            self.report.problem(Place::field(format!("step {}.question", at + 1)), message);
        }
        for (at, step) in self.lesson.steps.iter().enumerate() {
            if !play.is_done(at) {
                let message = format!(
                    "The step {} holds still, and after the whole solution its goal does not: {}",
                    step.name,
                    untrue(&step.goal, play)
                );
                self.report.problem(Place::field(format!("step {}.goal", at + 1)), message);
            }
        }
        for check in play.progress().unmet(play.run.evidence()) {
            self.unmet.push(check.text.clone());
            let message =
                format!("After the solution {}", untrue(std::slice::from_ref(check), play));
            self.report.problem(Place::of("lesson.must", &check.text), message);
        }
    }

    /// The solution as a whole must not be a matter of luck.
    fn check_chances(&mut self) {
        let solution = self.lesson.solution_from(0);
        let works = (1..=CHANCES).filter(|n| {
            let mut play = Play::begin(self.scenario);
            play.run.take_chance(*n);
            play.play(&solution, Play::is_finished) && play.is_finished()
        });
        let works = works.count();
        if works < LEAST_CHANCES {
            let message = format!(
                "The solution is a matter of luck: under {CHANCES} other chances it works in \
                 {works}."
            );
            self.report.problem(Place::field("step"), message);
        }
    }

    fn check_way(&mut self, number: usize, way: &Way) {
        let mut play = Play::begin(self.scenario);
        let ends = play.play(&way.lines, Play::is_finished);
        let field = format!("way {number}.lines");
        self.check_finish(&play, ends, &field, &format!("The way {:?}", way.title));
    }

    /// Whether lines that were played have led to the end.
    fn check_finish(&mut self, play: &Play, ends: bool, field: &str, what: &str) {
        if !ends {
            let message = format!("{what} does not end within 12 hours.");
            self.report.problem(Place::field(field), message);
            return;
        }
        if let Some(at) = play.progress().current() {
            // Where the solution stops as well, it is not for these lines.
            if self.stop != Some(at) {
                let step = &self.lesson.steps[at];
                let message = format!(
                    "{what} stops at the step {}: {}{}",
                    step.name,
                    untrue(&step.goal, play),
                    refusals(play)
                );
                self.report.problem(Place::field(field), message);
            }
            return;
        }
        for check in play.progress().unmet(play.run.evidence()) {
            if !self.unmet.contains(&check.text) {
                let message = format!(
                    "{what} reaches the end, but {}",
                    untrue(std::slice::from_ref(check), play)
                );
                self.report.problem(Place::field(field), message);
            }
        }
    }

    /// Plays into a trap and out again.
    fn check_wrong_way(&mut self, number: usize, wrong: &WrongWay) {
        let (lesson, title, name) = (self.lesson, &wrong.title, &wrong.trap);
        let mut play = Play::begin(self.scenario);
        let is_it = |at: usize| lesson.traps[at].name == *name;
        let is_noticed = |play: &Play| play.progress().noticed().iter().any(|it| is_it(it.trap));
        play.play(&wrong.lines, is_noticed);
        let field = format!("wrong_way {number}.lines");
        let Some(trap) = lesson.traps.iter().find(|trap| trap.name == *name) else {
            return;
        };
        let noticed = play.progress().noticed().iter().find(|noticed| is_it(noticed.trap));
        let Some(inputs) = noticed.map(|noticed| noticed.inputs) else {
            let message = format!(
                "The wrong way {title:?} does not lead into the trap {name}: {}",
                self.why_unnoticed(trap, &play)
            );
            self.report.problem(Place::field(field), message);
            return;
        };
        if let Some(out) = &wrong.out {
            let ends = play.play(out, Play::is_finished);
            let field = format!("wrong_way {number}.out");
            if !play.is_finished() || !ends {
                self.check_finish(&play, ends, &field, &format!("The way out of {title:?}"));
            }
        }
        if self.stop.is_some() {
            return;
        }
        let mut back = play.rewound(self.scenario, inputs.saturating_sub(1));
        let rest = lesson.solution_from(back.progress().current().unwrap_or_default());
        let ends = back.play(&rest, Play::is_finished);
        if !back.is_finished() {
            let what = format!("After {title:?} and going back, the solution");
            self.check_finish(&back, ends, &field, &what);
        }
    }

    /// Why a trap was not noticed: what is not true, or that it was another step.
    fn why_unnoticed(&self, trap: &Trap, play: &Play) -> String {
        if !all_hold(&trap.when, play.run.evidence()) {
            return untrue(&trap.when, play) + &refusals(play);
        }
        let current = play.progress().current().map(|at| self.lesson.steps[at].name.as_str());
        match (&trap.step, current) {
            (Some(step), Some(current)) => {
                format!("it is looked for in the step {step}, and the step is {current}.")
            }
            _ => "the lesson is over by then.".to_owned(),
        }
    }
}

/// Why a goal is no goal: since when it is true.
fn early(step: &LessonStep, at: usize, play: &Play, lesson: &Lesson) -> String {
    let since = play.held_since[at].iter().map(|since| since_when(since.unwrap_or_default()));
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for (since, check) in since.zip(&step.goal) {
        let text = format!("{:?}", check.text);
        match groups.iter_mut().find(|(other, _)| *other == since) {
            Some((_, texts)) => texts.push(text),
            None => groups.push((since, vec![text])),
        }
    }
    let since = groups.iter().map(|(since, texts)| {
        let verb = if texts.len() == 1 { "has" } else { "have" };
        format!("{} {verb} been true {since}", format::series(texts))
    });
    let since = since.collect::<Vec<_>>().join(", and ");
    let holds_now = all_hold(&step.goal, play.run.evidence());
    let during = match at.checked_sub(1).map(|before| &lesson.steps[before].name) {
        Some(before) => format!("before the step {} begins, after {before}", step.name),
        None => format!("before the step {} begins", step.name),
    };
    let advice = match step.holding {
        Holding::Once if !holds_now => "Write holds = \"still\", so that it has to be true again.",
        _ => "Choose a condition that only this step makes true, or add one.",
    };
    format!("The goal is reached {during}: {since}. {advice}")
}

fn since_when(at: SimTime) -> String {
    match at.ticks() {
        0 | 1 => "from the start".to_owned(),
        _ => format!("since {}", format::clock(at)),
    }
}

/// That conditions are true, as the beginning of a sentence.
fn are_true(checks: &[Check]) -> String {
    let texts: Vec<String> = checks.iter().map(|check| format!("{:?}", check.text)).collect();
    let verb = if texts.len() == 1 { "is" } else { "are" };
    format!("{} {verb} true", format::series(&texts))
}

/// What is not true, and what is instead, as the end of a sentence.
fn untrue(checks: &[Check], play: &Play) -> String {
    let evidence = play.run.evidence();
    let truths = checks.iter().filter_map(|check| {
        let truth = check.contradiction(evidence)?;
        Some(format!("{:?} is not true, but {}", check.text, truth.trim_end_matches('.')))
    });
    let truths: Vec<String> = truths.collect();
    match truths.is_empty() {
        true => "its question is not settled.".to_owned(),
        false => truths.join("; ") + ".",
    }
}

/// Waits that were in vain, as one more sentence.
fn vain(play: &Play) -> String {
    match play.vain_waits.first() {
        Some(wait) => format!(" The time of `{wait}` was over before that came."),
        None => String::new(),
    }
}

/// The first line that was refused, as one more sentence.
fn refusals(play: &Play) -> String {
    match play.refused.first() {
        Some((line, said)) => format!(" `{line}` was refused: {said}"),
        None => String::new(),
    }
}

/// The lines of the solution without the commands that its goals do not need. What answers and what
/// waits stays with the commands that do.
fn needed_lines(scenario: &Scenario, lesson: &Lesson) -> Vec<String> {
    let mut plan = lesson.solution_from(0);
    let mut at = plan.steps.len();
    while at > 0 {
        at -= 1;
        if !matches!(plan.steps[at].kind, StepKind::Command | StepKind::Break) {
            continue;
        }
        let shorter = without(&plan, at);
        let mut play = Play::begin(scenario);
        let ends = play.play(&shorter, Play::is_finished);
        if ends && play.is_finished() && play.progress().unmet(play.run.evidence()).is_empty() {
            plan = shorter;
        }
    }
    plan.steps.into_iter().map(|step| step.text).collect()
}

/// A plan without one of its commands, and without the answers to it.
fn without(plan: &Plan, at: usize) -> Plan {
    let mut shorter = plan.clone();
    shorter.steps.remove(at);
    while shorter.steps.get(at).is_some_and(|step| step.kind == StepKind::Answer) {
        shorter.steps.remove(at);
    }
    shorter
}
