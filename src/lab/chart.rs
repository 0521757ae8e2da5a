//! What is picked on the chart: its unit, its scale, the moment that is looked at.

use super::{Change, Lab};
use crate::sim::SimTime;
use crate::view::chart::Unit;

/// What is picked on the chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// What the lines are measured in.
    pub unit: Unit,
    /// Whether their scale is logarithmic.
    pub log: bool,
    /// The moment that is looked at; none for the present.
    pub looked: Option<SimTime>,
}

/// What was done on the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charted {
    /// A unit was picked.
    Unit(Unit),
    /// The scale was switched between linear and logarithmic.
    Scale,
    /// A moment was pointed at, or none any more.
    Pointed(Option<SimTime>),
    /// So many samples on, or back, from the one that is looked at.
    Stepped(i32),
}

impl Lab {
    /// What is picked on the chart.
    pub fn chart(&self) -> Chart {
        self.chart
    }

    /// Takes note of what was done on the chart.
    pub(super) fn charted(&mut self, what: Charted) -> Change {
        match what {
            Charted::Unit(unit) => self.chart.unit = unit,
            Charted::Scale => self.chart.log = !self.chart.log,
            Charted::Pointed(at) => {
                self.chart.looked = at;
                // While time runs, the next page is never far.
                if !self.paused && !self.in_steps {
                    return Change::Nothing;
                }
            }
            Charted::Stepped(by) => {
                let data = self.series();
                let last = data.seen.len() as i32 - 1;
                let at = data.looked.map_or(last, |at| at as i32);
                let at = at.saturating_add(by).clamp(0, last);
                self.chart.looked = data.seen.get(at as usize).map(|seen| seen.at);
            }
        }
        Change::Page
    }
}
