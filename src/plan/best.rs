//! The best that is possible in a lesson: of its own solution and ways, and of the plans that What
//! if suggests at the decisions on the way.

use std::collections::VecDeque;
use std::rc::Rc;

use super::player::{PlanPlayer, PlayerMove};
use super::suggestions;
use crate::lessons::Scenario;
use crate::lessons::condition::{Figure, FigureTotals};
use crate::lessons::lesson::{Lesson, LessonStep};
use crate::lessons::progress::Progress;
use crate::lessons::script::Plan;
use crate::run::Simulation;
use crate::sim::SimDuration;

/// How long a run through the lesson may take.
const LONGEST: SimDuration = SimDuration::from_secs(6 * 3_600);

/// How long after its last line a plan may still come to what it is for.
const GRACE: SimDuration = SimDuration::from_secs(60);

/// Runs that are played at most.
const MOST: usize = 40;

/// What is best comes first: commits lost, downtime, money.
type BestMerit = (u64, u64, u64);

/// The best run through the lesson that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Best {
    pub name: String,
    pub totals: FigureTotals,
}

impl Best {
    /// Whether another run was better.
    pub fn is_beaten_by(&self, totals: &FigureTotals) -> bool {
        merit(totals) < merit(&self.totals)
    }
}

/// Whether no wrong turn was noticed.
fn is_straight(progress: &Progress) -> bool {
    progress.noticed().is_empty()
}

fn merit(totals: &FigureTotals) -> BestMerit {
    let figure = |figure: Figure| figure.at(totals);
    (figure(Figure::CommitsLost), figure(Figure::Downtime), figure(Figure::MoneySpent))
}

/// A run through the lesson that is still to be played, part after part.
#[derive(Clone, Debug)]
struct Attempt {
    name: String,
    run: Simulation,
    parts: VecDeque<Part>,
    /// Whether other attempts begin at its decisions.
    explores: bool,
}

/// Lines for one step of the lesson, which are left out where that step is done already; or a plan
/// that is played in any case.
#[derive(Clone, Debug)]
struct Part {
    step: Option<usize>,
    plan: Rc<Plan>,
}

/// A search for the best, in slices.
#[derive(Clone, Debug)]
pub struct BestSearch {
    lesson: Rc<Lesson>,
    waiting: VecDeque<Attempt>,
    current: Option<(Attempt, Option<PlanPlayer>)>,
    played: usize,
    best: Option<(BestMerit, Best)>,
}

impl BestSearch {
    /// The search for a scenario with a lesson.
    pub fn new(scenario: &Scenario) -> Option<BestSearch> {
        let lesson = scenario.lesson.clone()?;
        let run = Simulation::begin(scenario);
        let solution = Attempt {
            name: "the solution of the lesson".to_owned(),
            run: run.clone(),
            parts: solutions_from(&lesson, 0),
            explores: true,
        };
        let ways = lesson.ways.iter().map(|way| Attempt {
            name: way.title.clone(),
            run: run.clone(),
            parts: [Part { step: None, plan: Rc::new(way.lines.clone()) }].into(),
            explores: false,
        });
        let waiting = std::iter::once(solution).chain(ways).collect();
        Some(BestSearch { lesson, waiting, current: None, played: 0, best: None })
    }

    /// The best, once all attempts are played.
    pub fn best(&self) -> Option<&Best> {
        self.best.as_ref().filter(|_| self.is_done()).map(|(_, best)| best)
    }

    pub fn is_done(&self) -> bool {
        self.waiting.is_empty() && self.current.is_none()
    }

    /// Works for so many ticks; says whether all is found out.
    pub fn work(&mut self, ticks: u32) -> bool {
        for _ in 0..ticks {
            if self.is_done() {
                return true;
            }
            self.work_tick();
        }
        false
    }

    fn work_tick(&mut self) {
        let Some((mut attempt, mut player)) = self.current.take() else {
            let next = self.waiting.pop_front().filter(|_| self.played < MOST);
            match next {
                Some(attempt) => {
                    self.played += 1;
                    self.current = Some((attempt, None));
                }
                None => self.waiting.clear(),
            }
            return;
        };
        if player.is_none() {
            if let Some(part) = attempt.parts.pop_front() {
                player = self.begin(&attempt, part);
                self.current = Some((attempt, player));
                return;
            }
        } else if let Some(playing) = &mut player {
            while let Some(next) = playing.next(&attempt.run) {
                if let PlayerMove::Input(input) = next {
                    input.apply(&mut attempt.run);
                }
            }
        }
        let progress = attempt.run.progress();
        if let Some(finish) = progress.and_then(|progress| progress.finish()) {
            // Who takes a wrong turn may come out better by not doing what the lesson is about.
            if finish.unmet.is_empty() && attempt.run.progress().is_some_and(is_straight) {
                self.note(&attempt.name, finish.totals);
            }
            return;
        }
        let now = attempt.run.world().now();
        let is_over = player.as_ref().is_none_or(|playing| {
            playing.is_done(&attempt.run) && now.since(playing.since()) >= GRACE
        });
        let is_last = attempt.parts.is_empty();
        if is_over && is_last || now.micros() >= LONGEST.micros() {
            return;
        }
        // A part is over as soon as its step is done and nothing holds the prompt.
        let is_played = player.as_ref().is_some_and(|playing| playing.is_done(&attempt.run));
        let is_next_due = is_over || is_played && self.is_step_done(&attempt);
        if is_next_due && !is_last {
            player = None;
        } else {
            attempt.run.tick();
        }
        self.current = Some((attempt, player));
    }

    /// Whether the step before the next part is done.
    fn is_step_done(&self, attempt: &Attempt) -> bool {
        let next = attempt.parts.front().and_then(|part| part.step);
        let before = next.unwrap_or(self.lesson.steps.len()).checked_sub(1);
        let progress = attempt.run.progress();
        before.is_none_or(|at| progress.is_some_and(|it| it.steps()[at].is_done))
    }

    /// Begins a part, unless its step is done. At a decision, each plan that the page suggests is
    /// another way to go on from there.
    fn begin(&mut self, attempt: &Attempt, part: Part) -> Option<PlanPlayer> {
        let run = &attempt.run;
        let progress = run.progress()?;
        if part.step.is_some_and(|at| progress.steps()[at].is_done) {
            return None;
        }
        if let Some(at) = part.step.filter(|_| attempt.explores)
            && suggestions::is_decision_near(run, "")
        {
            for suggestion in suggestions::suggest(run, "") {
                let plan = Rc::new(suggestion.plan);
                let name = plan.name.clone();
                let mut parts = solutions_from(&self.lesson, at);
                parts.push_front(Part { step: None, plan });
                let run = run.clone();
                self.waiting.push_back(Attempt { name, run, parts, explores: false });
            }
        }
        Some(PlanPlayer::new(part.plan, run))
    }

    fn note(&mut self, name: &str, totals: FigureTotals) {
        let merit = merit(&totals);
        if self.best.as_ref().is_none_or(|(best, _)| merit < *best) {
            self.best = Some((merit, Best { name: name.to_owned(), totals }));
        }
    }
}

/// The solutions of the steps from this one on.
fn solutions_from(lesson: &Lesson, step: usize) -> VecDeque<Part> {
    let steps = lesson.steps.iter().enumerate().skip(step);
    let part = |(at, step): (usize, &LessonStep)| Part {
        step: Some(at),
        plan: Rc::new(step.solution.clone()),
    };
    steps.map(part).collect()
}
