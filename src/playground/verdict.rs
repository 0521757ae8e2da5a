//! The verdict on the plans of What if: which is the best, why, and which other one is worth a
//! thought, in sentences.

use super::Playground;
use crate::format;
use crate::plan::suggestions::PlanKind;
use crate::plan::trial::HORIZON;
use crate::plan::what_if::{Merit, PlanStats};
use crate::platform::Visitors;
use crate::sim::SimDuration;

/// A downtime that is less than half as long, and shorter by this, may be worth some commits.
const MUCH_SHORTER: SimDuration = SimDuration::from_secs(5);

/// Commits left behind that a shorter downtime may be worth.
const FEW_COMMITS: u64 = 1_000;

impl Playground {
    /// What to make of the plans; nothing until the suggested ones are tried.
    pub fn verdict(&self) -> Vec<String> {
        let Some(what_if) = self.what_if() else {
            return Vec::new();
        };
        let from = what_if.from();
        let is_down = from.world().visitors(from.shell().app()) != Visitors::Served;
        let ranked = what_if.ranked();
        let is_suggestion = |stats: &&&PlanStats| stats.kind != PlanKind::Own;
        if !ranked.iter().filter(is_suggestion).all(|stats| what_if.is_tried(stats)) {
            return Vec::new();
        }
        let ranked: Vec<&PlanStats> =
            ranked.into_iter().filter(|stats| what_if.is_tried(stats)).collect();
        match ranked.split_first() {
            Some((best, others)) if best.kind == PlanKind::DoNothing && is_fine(best) => {
                let mut told = vec!["The app takes writes: nothing has to be done.".to_owned()];
                if let Some((best, others)) = others.split_first() {
                    told.push(format!("To change over anyway: {}.", summary(best, is_down)));
                    told.extend(shorter(best, others));
                } else {
                    told.push("No other database could take over.".to_owned());
                }
                told
            }
            Some((best, _)) if best.merit().not_back == best.results.len() => {
                vec!["With none of these plans does the app take writes again.".to_owned()]
            }
            Some((best, others)) => {
                let mut told = vec![format!("Best: {}.", summary(best, is_down))];
                // The reader's choice is told once.
                let choice = shorter(best, others);
                if choice.is_none() {
                    told.extend(others.iter().find_map(|other| worse(best, other)));
                }
                told.extend(choice);
                told
            }
            None => Vec::new(),
        }
    }
}

/// Whether the app is not down at all; what is lost already is not asked.
fn is_fine(stats: &PlanStats) -> bool {
    let Merit { not_back, downtime, .. } = stats.merit();
    (not_back, downtime) == (0, 0)
}

/// A plan and what comes of it: `Promote WHITE now. The app is down for 0:02, and no commit is
/// lost`.
fn summary(stats: &PlanStats, is_down: bool) -> String {
    let merit = stats.merit();
    let down = match merit.downtime {
        0 => "The app is never down".to_owned(),
        downtime if downtime >= HORIZON.micros() => {
            format!("The app is down until the look-ahead ends after {}", length(HORIZON.micros()))
        }
        downtime if is_down => format!("The app is down for {} more", length(downtime)),
        downtime => format!("The app is down for {}", length(downtime)),
    };
    let lost = match (merit.gone, merit.left_behind) {
        (0, 0) => "no commit is lost".to_owned(),
        (0, left) => format!("{} left behind", are(left)),
        (gone, 0) => format!("{} gone", are(gone)),
        (gone, left) => format!("{} gone and {} left behind", are(gone), format::count(left)),
    };
    format!("{}. {down}, and {lost}", stats.plan.name)
}

/// What is worse about another plan; nothing where nothing that counts is.
fn worse(best: &PlanStats, other: &PlanStats) -> Option<String> {
    let (best, name, other) = (best.merit(), &other.plan.name, other.merit());
    let more = |count: u64, of: u64| match count - of {
        1 => "1 more commit".to_owned(),
        count => format!("{} more commits", format::count(count)),
    };
    Some(if other.not_back > best.not_back {
        format!("With “{name}” the app may take no writes in the end.")
    } else if other.gone > best.gone {
        format!("“{name}” loses {} for good.", more(other.gone, best.gone))
    } else if other.left_behind > best.left_behind {
        format!("“{name}” leaves {} behind.", more(other.left_behind, best.left_behind))
    } else if other.downtime >= HORIZON.micros() && best.downtime < HORIZON.micros() {
        format!("With “{name}” the app is down for {} or longer.", length(HORIZON.micros()))
    } else if other.downtime > best.downtime {
        let (longer, than) = (length(other.downtime), length(best.downtime));
        format!("“{name}” is down for {longer} instead of {than}.")
    } else {
        return None;
    })
}

/// A plan that is down for a much shorter time and leaves a few commits behind.
fn shorter(best: &PlanStats, others: &[&PlanStats]) -> Option<String> {
    let merit = best.merit();
    let is_worth_a_thought = |stats: &&&PlanStats| {
        let other = stats.merit();
        let saved = merit.downtime.saturating_sub(other.downtime);
        other.not_back <= merit.not_back
            && other.gone == merit.gone
            && other.left_behind > merit.left_behind
            && other.left_behind - merit.left_behind <= FEW_COMMITS
            && other.downtime * 2 <= merit.downtime
            && saved >= MUCH_SHORTER.micros()
    };
    let other = others.iter().filter(is_worth_a_thought).min_by_key(|stats| stats.merit())?;
    let (name, other) = (&other.plan.name, other.merit());
    let (shorter, longer) = (length(other.downtime), length(merit.downtime));
    let left = format::commits(other.left_behind - merit.left_behind);
    Some(format!(
        "With “{name}” it is down for {shorter} instead of {longer}, but leaves {left} behind: \
         that choice is yours."
    ))
}

fn length(micros: u64) -> String {
    format::lag(SimDuration::from_micros(micros))
}

fn are(count: u64) -> String {
    let verb = if count == 1 { "is" } else { "are" };
    format!("{} {verb}", format::commits(count))
}
