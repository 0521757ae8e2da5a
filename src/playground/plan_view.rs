//! Plans beside each other, as they are shown: figures, steps, what is lost.

use super::Playground;
use super::loss_report::LossGroup;
use crate::format;
use crate::plan::suggestions::PlanKind;
use crate::plan::trial::{HORIZON, Trial, TrialResult, TrialStep};
use crate::plan::what_if::{CONTINUATIONS, Metric, PlanStats, downtime};
use crate::run::telemetry::Interval;
use crate::sim::{SimDuration, SimTime};

/// A plan beside others, as it is shown. Its median trial stands for all of them.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanView {
    pub id: u32,
    pub name: String,
    /// Whether somebody wrote it here.
    pub is_own: bool,
    /// How far it has been tried, until it has been.
    pub progress: Option<String>,
    pub figures: Vec<PlanFigure>,
    /// What is not as the figures let one think: `The app takes no writes in 3 of 10 trials.`
    pub remarks: Vec<String>,
    /// How the steps went in the median trial; before that is known, the steps of the plan.
    pub steps: Vec<PlanStepView>,
    /// What is lost in the median trial.
    pub lost: Vec<LossGroup>,
    /// How the app fares in the median trial, to the end of the axis.
    pub availability: Vec<Interval>,
}

/// A step of a plan, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanStepView {
    /// How long after the plan's beginning, once that is known: `+0:12`.
    pub after: Option<String>,
    pub text: String,
    /// How it ended, where that is worth a word: `reached after 0:12`.
    pub ending: Option<String>,
    /// Whether it was refused, given up or never begun.
    pub is_bad: bool,
}

/// A figure of a plan's trials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanFigure {
    /// `1:09`
    pub median: String,
    /// The worst, where it is another one.
    pub worst: Option<String>,
    /// Whether the median is a loss of commits, or a downtime without an end.
    pub is_bad: bool,
}

impl Playground {
    /// The plans that are shown, and the names and figures of the others, the best first.
    pub fn plan_views(&self) -> (Vec<PlanView>, Vec<PlanView>) {
        let Some(what_if) = &self.what_if else {
            return Default::default();
        };
        let (shown, mut folded) = what_if.shown_and_folded();
        // Until all are tried nobody knows which of them are the best.
        if !folded.iter().all(|stats| what_if.is_tried(stats)) {
            folded.clear();
        }
        let (from, span) = self.plan_axis();
        let view = |stats: &PlanStats| self.plan_view(stats, from + span);
        let views = |plans: Vec<&PlanStats>| plans.into_iter().map(view).collect();
        (views(shown), views(folded))
    }

    fn plan_view(&self, stats: &PlanStats, axis_end: SimTime) -> PlanView {
        let trial = stats.median_trial.as_ref();
        let steps = match trial {
            Some(trial) => trial.steps().iter().map(|step| played_step(stats, step)).collect(),
            None => stats.plan.steps.iter().map(|step| PlanStepView::plain(&step.text)).collect(),
        };
        let (known, all) = (stats.results.len(), CONTINUATIONS as usize);
        let mut availability = trial.map_or(&[][..], Trial::intervals).to_vec();
        if let Some(last) = availability.last_mut() {
            // What comes after the trial is as it was at its end.
            last.until = last.until.max(Some(axis_end));
        }
        PlanView {
            id: stats.id,
            name: stats.plan.name.clone(),
            is_own: stats.kind == PlanKind::Own,
            progress: (known < all).then(|| format!("tried {known} of {all} times")),
            figures: FIGURES.iter().map(|figure| figure.of(stats)).collect(),
            remarks: remarks(stats),
            steps,
            lost: trial.map_or(Vec::new(), |trial| self.loss_report_of(trial.run().world())),
            availability,
        }
    }
}

impl PlanStepView {
    fn plain(text: &str) -> PlanStepView {
        PlanStepView { after: None, text: text.to_owned(), ending: None, is_bad: false }
    }
}

fn played_step(stats: &PlanStats, step: &TrialStep) -> PlanStepView {
    let mut ending = step.ending.words();
    let (never, all) = (step.wait.map_or(0, |at| stats.never_reached(at)), stats.results.len());
    if let Some(ending) = &mut ending
        && never > 0
    {
        *ending += &format!("; never in {never} of {all} trials");
    }
    let after = step.after.map(|after| format!("+{}", format::length(after)));
    PlanStepView { after, text: step.text.clone(), ending, is_bad: step.ending.is_bad() }
}

fn remarks(stats: &PlanStats) -> Vec<String> {
    let all = stats.results.len();
    let down = all - stats.count(|result| result.is_back);
    let open = all - stats.count(|result| result.is_finished);
    let of = |count: usize| match count == all {
        true => "in none of the trials".to_owned(),
        false => format!("in {} of {all} trials only", all - count),
    };
    let horizon = format::length(HORIZON);
    let mut remarks = Vec::new();
    if down > 0 {
        remarks.push(format!("The app takes writes within {horizon} {}.", of(down)));
    }
    if open > 0 {
        remarks.push(format!("All steps are done {}.", of(open)));
    }
    let reads: [(Metric, &str); 2] =
        [(|result| result.failed_reads, "fail"), (|result| result.stale_reads, "are stale")];
    for (metric, are) in reads {
        if let Some(count) = stats.median(metric).map(metric).filter(|count| *count > 0) {
            remarks.push(format!("{} reads {are}.", format::count(count)));
        }
    }
    remarks
}

/// A figure that plans are compared by.
pub struct FigureKind {
    /// What it is: `downtime`.
    pub name: &'static str,
    metric: Metric,
    format: FigureFormat,
    /// Whether any at all is a loss of commits.
    is_loss: bool,
}

#[derive(Clone, Copy)]
enum FigureFormat {
    Length,
    Count,
    DollarsAMonth,
}

/// The figures of a plan, in the order of the table.
pub const FIGURES: [FigureKind; 5] = [
    FigureKind::plain("downtime", downtime, FigureFormat::Length),
    FigureKind::loss("left behind", TrialResult::left_behind),
    FigureKind::loss("gone", TrialResult::gone),
    FigureKind::plain("refused writes", |result| result.refused, FigureFormat::Count),
    FigureKind::plain("cost", |result| result.monthly_cost, FigureFormat::DollarsAMonth),
];

impl FigureKind {
    const fn plain(name: &'static str, metric: Metric, format: FigureFormat) -> FigureKind {
        FigureKind { name, metric, format, is_loss: false }
    }

    const fn loss(name: &'static str, metric: Metric) -> FigureKind {
        FigureKind { name, metric, format: FigureFormat::Count, is_loss: true }
    }

    fn of(&self, stats: &PlanStats) -> PlanFigure {
        let (median, worst) = (stats.median(self.metric), stats.worst(self.metric));
        let is_endless =
            |result: &TrialResult| matches!(self.format, FigureFormat::Length) && !result.is_back;
        let is_bad = median
            .is_some_and(|result| is_endless(result) || self.is_loss && (self.metric)(result) > 0);
        let (median, worst) = (self.text(median), self.text(worst));
        let worst = Some(worst).filter(|worst| *worst != median);
        PlanFigure { median, worst, is_bad }
    }

    fn text(&self, result: Option<&TrialResult>) -> String {
        let Some(result) = result else {
            return "…".to_owned();
        };
        let value = (self.metric)(result);
        match self.format {
            FigureFormat::Length if !result.is_back => {
                format!("not back in {}", format::length(HORIZON))
            }
            FigureFormat::Length => format::lag(SimDuration::from_micros(value)),
            FigureFormat::Count => format::count(value),
            FigureFormat::DollarsAMonth => format!("${}/mo", format::count(value)),
        }
    }
}
