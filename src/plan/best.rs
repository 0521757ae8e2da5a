//! The best that is possible in a lesson: of its own solution and ways, and of the plans that the
//! page suggests at its start.

use std::rc::Rc;

use super::player::{PlanPlayer, PlayerMove};
use super::suggestions;
use crate::lessons::condition::{Figure, FigureTotals};
use crate::lessons::lesson::Lesson;
use crate::lessons::script::Plan;
use crate::lessons::{Scenario, lesson};
use crate::run::Simulation;
use crate::sim::SimDuration;

/// How long a plan may take.
const LONGEST: SimDuration = SimDuration::from_secs(6 * 3_600);

/// How long after its last line a plan may still come to its end.
const GRACE: SimDuration = SimDuration::from_secs(60);

/// What is best comes first: commits lost, downtime, money.
type Merit = (u64, u64, u64);

/// The best plan that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Best {
    pub name: String,
    pub totals: FigureTotals,
}

/// A search for the best, in slices.
#[derive(Clone, Debug)]
pub struct BestSearch {
    scenario: Rc<Scenario>,
    lesson: Rc<Lesson>,
    plans: Vec<Rc<Plan>>,
    current: Option<(Simulation, PlanPlayer)>,
    best: Option<(Merit, Best)>,
}

impl BestSearch {
    /// The search for a scenario with a lesson.
    pub fn new(scenario: Rc<Scenario>) -> Option<BestSearch> {
        let lesson = scenario.lesson.clone()?;
        let start = Simulation::begin(&scenario);
        let suggested = suggestions::suggest(&start, "").into_iter().map(|it| it.plan);
        let named = |name: &str, plan: &Plan| Plan { name: name.to_owned(), ..plan.clone() };
        let ways = lesson.ways.iter().map(|way| named(&way.title, &way.lines));
        let own = std::iter::once(named("the solution of the lesson", &lesson.solution_from(0)));
        // What is looked at last is first in the list.
        let plans = own.chain(ways).chain(suggested).map(Rc::new);
        let plans: Vec<Rc<Plan>> = plans.collect::<Vec<_>>().into_iter().rev().collect();
        Some(BestSearch { scenario, lesson, plans, current: None, best: None })
    }

    /// The best, once all plans are played.
    pub fn best(&self) -> Option<&Best> {
        let is_done = self.plans.is_empty() && self.current.is_none();
        self.best.as_ref().filter(|_| is_done).map(|(_, best)| best)
    }

    pub fn is_done(&self) -> bool {
        self.plans.is_empty() && self.current.is_none()
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
        let Some((run, player)) = &mut self.current else {
            if let Some(plan) = self.plans.pop() {
                let run = Simulation::begin(&self.scenario);
                let player = PlanPlayer::new(plan, &run);
                self.current = Some((run, player));
            }
            return;
        };
        while let Some(next) = player.next(run) {
            if let PlayerMove::Input(input) = next {
                input.apply(run);
            }
        }
        let now = run.world().now();
        let is_over = player.is_done(run) && now.since(player.since()) >= GRACE;
        let evidence = run.evidence();
        let last = self.lesson.steps.last().map(|step| step.goal.as_slice());
        let holds = lesson::all_hold(&self.lesson.must, evidence)
            && last.is_none_or(|goal| lesson::all_hold(goal, evidence));
        let finish = run.progress().and_then(|progress| progress.finish());
        if player.is_done(run) && holds {
            let totals = finish.map_or(FigureTotals::of(run.world()), |finish| finish.totals);
            let figure = |figure: Figure| figure.at(&totals);
            let merit =
                (figure(Figure::CommitsLost), figure(Figure::Downtime), figure(Figure::MoneySpent));
            let name = player.plan().name.clone();
            if self.best.as_ref().is_none_or(|(best, _)| merit < *best) {
                self.best = Some((merit, Best { name, totals }));
            }
            self.current = None;
        } else if is_over || now.micros() >= LONGEST.micros() {
            self.current = None;
        } else {
            run.tick();
        }
    }
}
