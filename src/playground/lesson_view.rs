//! What the panel shows of a lesson: its steps, the current one in full, and its end.

use super::Playground;
use crate::format;
use crate::lessons::catalogue::{self, LESSONS};
use crate::lessons::condition::{Evidence, Figure, FigureTotals};
use crate::lessons::lesson::{Check, Lesson, LessonStep};
use crate::lessons::progress::{Help, LessonInput, LessonInputKind, Progress, StepProgress};
use crate::lessons::prose::Prose;
use crate::plan::luck::{CHANCES, LEAST};
use crate::sim::SimDuration;

#[derive(Clone, Debug, PartialEq)]
pub struct LessonView {
    /// `Lesson 5 of 11`, or `Lesson` of somebody's own.
    pub kicker: String,
    pub title: String,
    /// What there is to do, in a sentence.
    pub goal: String,
    pub steps: Vec<StepView>,
    pub wrong_turn: Option<WrongTurn>,
    pub closing: Option<Closing>,
    /// What a screen reader is to say.
    pub news: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct StepView {
    pub name: String,
    pub title: String,
    pub is_done: bool,
    /// The current step in full.
    pub current: Option<CurrentStep>,
    /// What a step that is done has shown, and how it was done.
    pub past: Option<PastStep>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CurrentStep {
    pub text: Prose,
    pub checks: Vec<CheckView>,
    pub question: Option<QuestionView>,
    /// Hints that were taken.
    pub hints: Vec<Prose>,
    pub offer: HelpOffer,
    pub is_typing: bool,
}

/// A condition of a goal, as it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckView {
    pub text: String,
    pub holds: bool,
    /// What is true instead.
    pub truth: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct QuestionView {
    pub text: Prose,
    pub answers: Vec<AnswerView>,
    /// What there is to say once it is settled.
    pub verdict: Option<String>,
    pub why: Option<Prose>,
    pub is_open: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AnswerView {
    pub text: Prose,
    pub is_given: bool,
    pub is_right: bool,
    /// What a click on it says to the lesson.
    pub input: LessonInput,
}

/// What help there is next in a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpOffer {
    /// Not before the question is answered.
    AfterAnswer,
    Hint {
        number: usize,
        of: usize,
        input: LessonInput,
    },
    Solution(LessonInput),
    /// All has been shown; the solution can be typed once more.
    Again(LessonInput),
}

#[derive(Clone, Debug, PartialEq)]
pub struct PastStep {
    /// What there was to do.
    pub text: Prose,
    pub why: Prose,
    pub question: Option<QuestionView>,
    /// `with 2 hints`, where help was taken.
    pub help: Option<String>,
    /// That it was luck, where it was.
    pub luck: Option<String>,
    /// Whether it was the last to be done.
    pub is_newest: bool,
}

/// A wrong turn that was noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongTurn {
    pub text: Prose,
    /// Whether there is a moment before it to go back to.
    pub can_rewind: bool,
}

/// The card at the end of a lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Closing {
    pub went_well: bool,
    pub heading: String,
    /// What had to be true, and what was true instead.
    pub unmet: Vec<(String, String)>,
    /// What somebody did, a sentence each.
    pub deeds: Vec<String>,
    /// What it cost, and what it would have cost at best: name, own, best.
    pub costs: Vec<CostRow>,
    /// Which plan is the best that is known.
    pub best: Option<String>,
    pub why_best: Prose,
    pub remember: Vec<Prose>,
    /// The lesson that comes next: its name and its title.
    pub next: Option<(&'static str, &'static str)>,
    /// The name of the lesson, where it comes with the page.
    pub lesson: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostRow {
    pub name: &'static str,
    pub own: String,
    pub best: Option<String>,
    pub is_worse: bool,
}

/// What a lesson costs, in the order in which it matters.
const COSTS: [(Figure, &str); 3] = [
    (Figure::CommitsLost, "commits lost"),
    (Figure::Downtime, "downtime"),
    (Figure::MoneySpent, "spent"),
];

impl LessonView {
    /// Where somebody is in it, in a line.
    pub fn line(&self) -> String {
        let of = self.steps.len();
        let current = self.steps.iter().enumerate().find(|(_, step)| step.current.is_some());
        match (&self.wrong_turn, current) {
            (Some(_), _) => "A wrong turn: see the lesson".to_owned(),
            (None, Some((at, step))) => format!("Step {} of {of}: {}", at + 1, step.title),
            (None, None) => format!("{}: done", self.title),
        }
    }
}

impl Playground {
    /// What the panel shows of the lesson; nothing without one.
    pub fn lesson_view(&self) -> Option<LessonView> {
        let (lesson, progress) = self.lesson()?;
        let scenario = &self.playback().recording().scenario;
        let number = scenario.name().and_then(catalogue::lesson_number);
        let kicker = match number {
            Some(number) => format!("Lesson {number} of {}", LESSONS.len()),
            None => "Lesson".to_owned(),
        };
        let current = progress.current();
        let newest = progress.steps().iter().enumerate().filter(|(_, state)| state.is_done);
        let newest = newest.max_by_key(|(at, state)| (state.passed_at, *at)).map(|(at, _)| at);
        let steps = progress.iter().enumerate().map(|(at, (step, state))| StepView {
            name: step.name.clone(),
            title: step.title.clone(),
            is_done: state.is_done,
            current: (current == Some(at)).then(|| self.current_step(at, step, progress)),
            past: state.is_done.then(|| self.past_step(at, step, state, newest == Some(at))),
        });
        Some(LessonView {
            kicker,
            title: self.start().title.clone(),
            goal: lesson.goal.clone(),
            steps: steps.collect(),
            wrong_turn: progress.trap().map(|(trap, _)| WrongTurn {
                text: trap.message(self.evidence()),
                can_rewind: self.input_before_trap().is_some(),
            }),
            closing: self.closing(),
            news: self.lesson_news().to_owned(),
        })
    }

    fn evidence(&self) -> Evidence<'_> {
        self.playback.run().evidence()
    }

    fn filled(&self, prose: &Prose) -> Prose {
        prose.filled(self.evidence())
    }

    fn current_step(&self, at: usize, step: &LessonStep, progress: &Progress) -> CurrentStep {
        let lesson = progress.lesson();
        let state = &progress.steps()[at];
        let taken = state.help.hints;
        let input = |kind| LessonInput { step: step.name.clone(), kind };
        let offer = if progress.asks(at) {
            HelpOffer::AfterAnswer
        } else if taken < step.hints.len() {
            let (number, of) = (taken + 1, step.hints.len());
            HelpOffer::Hint { number, of, input: input(LessonInputKind::Hint) }
        } else if state.help.solution {
            HelpOffer::Again(input(LessonInputKind::Solution))
        } else {
            HelpOffer::Solution(input(LessonInputKind::Solution))
        };
        CurrentStep {
            text: self.filled(&step.text),
            checks: step.goal.iter().map(|check| self.check_view(check, lesson)).collect(),
            question: self.question_view(step, state),
            hints: step.hints.iter().take(taken).map(|hint| self.filled(hint)).collect(),
            offer,
            is_typing: self.is_typing(),
        }
    }

    fn check_view(&self, check: &Check, lesson: &Lesson) -> CheckView {
        let truth = check.contradiction(self.evidence());
        let holds = truth.is_none();
        let truth = truth.map(|truth| with_numbers(difference(&check.text, &truth), lesson));
        CheckView { text: with_numbers(&check.text, lesson), holds, truth }
    }

    fn past_step(
        &self,
        at: usize,
        step: &LessonStep,
        state: &StepProgress,
        is_newest: bool,
    ) -> PastStep {
        let reached = self.desk.luck_of(at).filter(|reached| *reached < LEAST);
        PastStep {
            text: self.filled(&step.text),
            why: self.filled(&step.why),
            question: self.question_view(step, state),
            help: help_in_words(state.help),
            luck: reached.map(|reached| {
                format!(
                    "This was luck: under {CHANCES} other chances the same lines reach it in \
                     {reached}."
                )
            }),
            is_newest,
        }
    }

    fn question_view(&self, step: &LessonStep, state: &StepProgress) -> Option<QuestionView> {
        let question = step.question.as_ref()?;
        let right = state.settled.flatten();
        let answers = question.answers.iter().enumerate().map(|(at, answer)| AnswerView {
            text: self.filled(&answer.text),
            is_given: state.answer == Some(at),
            is_right: right == Some(at),
            input: LessonInput { step: step.name.clone(), kind: LessonInputKind::Answer(at) },
        });
        let verdict = state.settled.map(|_| {
            match state.answer {
                _ if right.is_none() => "What you did has decided it, so none of these came true.",
                None => "It happened before you answered.",
                answer if answer == right => "You were right.",
                Some(_) => "It went another way.",
            }
            .to_owned()
        });
        Some(QuestionView {
            text: self.filled(&question.text),
            answers: answers.collect(),
            why: state.settled.map(|_| self.filled(&question.why)),
            is_open: state.answer.is_none() && state.settled.is_none(),
            verdict,
        })
    }

    fn closing(&self) -> Option<Closing> {
        let (lesson, progress) = self.lesson()?;
        let finish = progress.finish()?;
        let went_well = finish.unmet.is_empty();
        let shown = progress.steps().iter().filter(|step| step.help.solution).count();
        let heading = match (went_well, shown) {
            (false, _) => "The end is reached, but not as it should be",
            (true, 0) => "Done",
            (true, _) => "Done, with a solution shown",
        };
        let unmet = finish.unmet.iter();
        let unmet = unmet.filter_map(|(at, truth)| {
            let text = &lesson.must.get(*at)?.text;
            Some((with_numbers(text, lesson), with_numbers(truth, lesson)))
        });
        let own = &finish.totals;
        let best = self.desk.best().map(|best| match went_well && best.is_beaten_by(own) {
            true => ("your own run", own),
            false => (best.name.as_str(), &best.totals),
        });
        let name = self.playback().recording().scenario.name();
        let number = name.and_then(catalogue::lesson_number);
        let next = number.and_then(|number| LESSONS.get(number));
        Some(Closing {
            went_well,
            heading: heading.to_owned(),
            unmet: unmet.collect(),
            deeds: self.deeds(progress),
            costs: costs(own, best.map(|(_, totals)| totals), went_well),
            best: best.map(|(name, _)| name.to_owned()),
            why_best: self.filled(&lesson.best),
            remember: lesson.remember.clone(),
            next: next.map(|entry| (entry.name, entry.title)),
            lesson: name.map(str::to_owned),
        })
    }

    /// What somebody did in the lesson, a sentence each.
    fn deeds(&self, progress: &Progress) -> Vec<String> {
        let steps = progress.steps();
        let all = steps.len();
        let alone = steps.iter().filter(|step| step.help.is_none()).count();
        let shown = steps.iter().filter(|step| step.help.solution).count();
        let hints: usize = steps.iter().map(|step| hints_of(step.help)).sum();
        let mut deeds = vec![format!("{alone} of {all} steps without help.")];
        if hints > 0 {
            deeds.push(format!("{} taken.", format::plural(hints as u64, "hint")));
        }
        if shown > 0 {
            deeds.push(format!("{} shown.", format::plural(shown as u64, "solution")));
        }
        // One that what somebody did has decided is none; one that was not answered is.
        let asked = steps.iter().filter(|step| step.settled.flatten().is_some());
        let right = asked.clone().filter(|step| step.settled.flatten() == step.answer);
        let (asked, right) = (asked.count(), right.count());
        if asked > 0 {
            deeds.push(format!("{right} of {} right.", format::plural(asked as u64, "prediction")));
        }
        let lucky = (0..all).filter_map(|at| self.desk.luck_of(at));
        let lucky = lucky.filter(|reached| *reached < LEAST).count();
        if lucky > 0 {
            deeds.push(format!("{} by luck.", format::plural(lucky as u64, "step")));
        }
        let wrong = progress.noticed().len();
        if wrong > 0 {
            deeds.push(format!("{} noticed.", format::plural(wrong as u64, "wrong turn")));
        }
        deeds
    }
}

/// What it cost, and what it would have cost at best. How many commits die with a leader depends on
/// the moment: where as few were lost as should be, that is not told as a fault.
fn costs(own: &FigureTotals, best: Option<&FigureTotals>, went_well: bool) -> Vec<CostRow> {
    let row = |(figure, name): (Figure, &'static str)| {
        let text = |totals: &FigureTotals| match (figure, figure.at(totals)) {
            (Figure::Downtime, micros) => format::length(SimDuration::from_micros(micros)),
            (_, value) => figure.describe(value),
        };
        let (own_text, best_text) = (text(own), best.map(text));
        // What is shown alike is not told apart.
        let is_worse = best.is_some_and(|best| figure.at(own) > figure.at(best))
            && best_text.as_ref() != Some(&own_text)
            && !(went_well && figure == Figure::CommitsLost);
        CostRow { name, own: own_text, best: best_text, is_worse }
    };
    COSTS.into_iter().map(row).collect()
}

/// Hints that were taken, the page's own among them.
fn hints_of(help: Help) -> usize {
    help.hints + usize::from(help.remedy) + usize::from(help.what_if)
}

fn help_in_words(help: Help) -> Option<String> {
    match (help.solution, hints_of(help)) {
        (true, _) => Some("solution shown".to_owned()),
        (false, 0) => None,
        (false, hints) => Some(format!("with {}", format::plural(hints as u64, "hint"))),
    }
}

/// A condition with the numbers of steps, as the page shows them, for their names: `pg:info has run
/// since step 5`.
fn with_numbers(condition: &str, lesson: &Lesson) -> String {
    let mut words: Vec<String> = condition.split(' ').map(str::to_owned).collect();
    for at in 1..words.len() {
        if words[at - 1] == "step"
            && let Some(step) = lesson.step(words[at].trim_end_matches(','))
        {
            let comma = if words[at].ends_with(',') { "," } else { "" };
            words[at] = format!("{}{comma}", step + 1);
        }
    }
    words.join(" ")
}

/// What somebody asked a lesson for, or answered it, in words: `A hint for step 3`.
pub fn in_words(input: &LessonInput, lesson: &Lesson) -> String {
    let step = match lesson.step(&input.step) {
        Some(at) => format!("step {}", at + 1),
        None => input.step.clone(),
    };
    match input.kind {
        LessonInputKind::Hint => format!("A hint for {step}"),
        LessonInputKind::Remedy => format!("What would help in {step}"),
        LessonInputKind::WhatIf => format!("What if in {step}"),
        LessonInputKind::Solution => format!("The solution of {step}"),
        LessonInputKind::Answer(answer) => format!("Answer {} in {step}", answer + 1),
    }
}

/// What is true instead of a condition, without the words that it begins with as well, where the
/// rest says enough: `CHARCOAL` instead of `DATABASE_URL is CHARCOAL`.
fn difference<'t>(condition: &str, truth: &'t str) -> &'t str {
    /// The longest rest, in words, such as `1,200 commits`.
    const LONGEST_REST: usize = 2;
    let same = condition.split(' ').zip(truth.split(' ')).take_while(|(one, other)| one == other);
    let same = same.count();
    let words: Vec<&str> = truth.splitn(same + 1, ' ').collect();
    match words.get(same) {
        Some(rest) if same > 1 && rest.split(' ').count() <= LONGEST_REST => rest,
        _ => truth,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_true_is_told_without_what_stands_above_it() {
        let check = |condition, truth, told| assert_eq!(difference(condition, truth), told);
        check("DATABASE_URL is WHITE", "DATABASE_URL is CHARCOAL", "CHARCOAL");
        check(
            "commits written since the start are at least 300",
            "commits written since the start are 162",
            "162",
        );
        check(
            "WHITE is behind by at most 200 commits",
            "WHITE is behind by 1,200 commits",
            "1,200 commits",
        );
        check("pg:info has run", "pg:info has not run yet", "pg:info has not run yet");
        check("WHITE is writable", "WHITE is preparing", "preparing");
        check("worker runs 1", "worker runs 0", "0");
        check("0 commits are lost", "commits lost: 3", "commits lost: 3");
        check("", "", "");
    }
}
