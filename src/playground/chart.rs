//! What is picked on the chart: its unit, its scale, the moment that is looked at.

use super::{Change, Playground, Travel};
use crate::run::reading::Unit;
use crate::sim::SimTime;

/// What is picked on the chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChartSettings {
    /// What the lines are measured in.
    pub unit: Unit,
    /// Whether their scale is logarithmic.
    pub log: bool,
    /// The moment that is looked at; none for the one that is shown.
    pub looked: Option<SimTime>,
    /// Whether all of the run is shown, and not the last of it that suits the pace.
    pub whole: bool,
}

/// What was done on the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartMsg {
    /// A unit was picked.
    Unit(Unit),
    /// The scale was switched between linear and logarithmic.
    Scale,
    /// The axis was switched between all of the run and the last of it.
    Whole,
    /// A moment was pointed at, or none any more.
    Pointed(Option<SimTime>),
    /// The moment that is looked at is to be shown.
    Chosen,
    /// So many samples on, or back, from the one that is looked at.
    Stepped(i32),
}

impl Playground {
    /// What is picked on the chart.
    pub fn chart(&self) -> ChartSettings {
        self.chart
    }

    /// Takes note of what was done on the chart.
    pub(super) fn charted(&mut self, what: ChartMsg) -> Change {
        match what {
            ChartMsg::Unit(unit) => self.chart.unit = unit,
            ChartMsg::Scale => self.chart.log = !self.chart.log,
            ChartMsg::Whole => self.chart.whole = !self.chart.whole,
            ChartMsg::Pointed(at) => {
                self.chart.looked = at;
                // While time runs, the next page is never far.
                if !self.clock.paused() && !self.clock.reduced_motion {
                    return Change::Nothing;
                }
            }
            ChartMsg::Chosen => {
                if let Some(at) = self.chart.looked {
                    let data = self.chart_data();
                    // The last sample stands for the end, which may be a little later.
                    let is_last = data.looked.is_some_and(|at| at + 1 == data.seen.len());
                    self.travel(if is_last { Travel::End } else { Travel::To(at) });
                }
            }
            ChartMsg::Stepped(by) => {
                let data = self.chart_data();
                let last = data.seen.len() as i32 - 1;
                let at = data.looked.unwrap_or(data.present) as i32;
                let at = at.saturating_add(by).min(last).max(0);
                self.chart.looked = data.seen.get(at as usize).map(|seen| seen.at);
            }
        }
        Change::Page
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::DatabaseId;
    use crate::playground::tests::{enter, pass, playground};
    use crate::playground::{Msg, Selection};
    use crate::view::chart::{Chart as Drawn, chart};
    use crate::view::layout::Size;

    fn drawn(playground: &Playground) -> Drawn {
        chart(playground.world(), &playground.chart_data(), Size { w: 440.0, h: 300.0 })
    }

    fn told(playground: &mut Playground, what: ChartMsg) -> String {
        playground.update(Msg::Charted(what));
        drawn(playground).told
    }

    #[test]
    fn the_line_moves_from_sample_to_sample_and_is_let_go() {
        let mut playground = playground("report-on-white");
        pass(&mut playground, 30);
        playground.update(Msg::PauseToggled);
        let seen = playground.chart_data().seen;
        let steps = [(-1, seen.len() - 2), (-2, seen.len() - 4), (1, seen.len() - 3)];
        for (by, at) in
            steps.into_iter().chain([(i32::MIN, 0), (-1, 0), (i32::MAX, seen.len() - 1)])
        {
            assert_eq!(playground.update(Msg::Charted(ChartMsg::Stepped(by))), Change::Page);
            assert_eq!(playground.chart_data().looked, Some(at), "{by}");
            assert_eq!(playground.chart().looked, Some(seen[at].at));
        }
        playground.update(Msg::Charted(ChartMsg::Pointed(None)));
        assert_eq!(
            (playground.chart_data().looked, drawn(&playground).time.as_str()),
            (None, "now")
        );
    }

    #[test]
    fn the_last_sample_leads_to_the_end_of_the_run() {
        let mut playground = playground("report-on-white");
        pass(&mut playground, 121);
        let end = playground.playback().place();
        for by in [i32::MIN, i32::MAX] {
            playground.update(Msg::Charted(ChartMsg::Stepped(by)));
            playground.update(Msg::Charted(ChartMsg::Chosen));
            assert_eq!(
                playground.playback().is_live(),
                by > 0,
                "{:?} of {end:?}",
                playground.playback().place()
            );
        }
        assert_eq!(playground.playback().place(), end);
    }

    #[test]
    fn the_moment_under_the_pointer_is_told_exactly() {
        let mut playground = playground("report-on-white");
        pass(&mut playground, 30);
        enter(&mut playground, "heroku maintenance:on");
        pass(&mut playground, 10);
        playground.update(Msg::PauseToggled);
        let axis = drawn(&playground).axis;
        for at in [3, 17, 29, 33] {
            let x = axis.x_of(SimTime::from_secs(at));
            let told = told(&mut playground, ChartMsg::Pointed(Some(axis.time_at(x))));
            let (data, drawn) = (playground.chart_data(), drawn(&playground));
            let seen = &data.seen[data.looked.expect("a sample")];
            assert!(seen.at.since(SimTime::from_secs(at)) <= data.width, "{at}: {:?}", seen.at);
            assert!((drawn.looked - x).abs() < 3.0, "{at}");
            for reading in &seen.readings {
                let name = &playground.world().database(reading.id).colour;
                let behind = crate::format::count(reading.gaps[0].all);
                assert!(told.contains(&format!("; {name} {behind}, ")), "{told}");
            }
            assert_eq!(told.contains("sushi: maintenance"), at > 30, "{told}");
            assert!(told.contains("queries: 4836 monthly-report on WHITE"), "{told}");
            assert!(told.ends_with("cost: $450/mo"), "{told}");
        }
    }

    #[test]
    fn while_time_runs_a_pointer_waits_for_the_next_page() {
        let mut playground = playground("followers");
        pass(&mut playground, 5);
        let pointed = Msg::Charted(ChartMsg::Pointed(Some(SimTime::from_secs(2))));
        assert_eq!(playground.update(pointed.clone()), Change::Nothing);
        playground.update(Msg::PauseToggled);
        assert_eq!(playground.update(pointed), Change::Page);
    }

    #[test]
    fn positions_are_of_the_follower_that_is_picked_and_stand_apart_by_what_it_lacks() {
        let mut playground = playground("report-on-white");
        pass(&mut playground, 30);
        playground.update(Msg::Charted(ChartMsg::Unit(Unit::Positions)));
        assert_eq!(drawn(&playground).lines.len(), 2);
        let (world, white) = (playground.world(), DatabaseId(1));
        let behind = world.behind(white).expect("it follows");
        let reading = playground.chart_data().seen.last().expect("the present").readings[0];
        assert_eq!(reading.id, white);
        let [replayed, received, written] = reading.lines(Unit::Positions);
        assert_eq!(
            (written - received, written - replayed),
            (behind.not_received, behind.commits())
        );
        assert_eq!(written, world.fleet().commits_held(world.database(DatabaseId(0)).server));
        playground.update(Msg::Picked(Selection::Database(white)));
        let lines = drawn(&playground).lines;
        assert_eq!((lines.len(), lines[0].database), (1, white));
        assert!(lines[0].paths.iter().all(|path| path.matches('L').count() > 50));
    }

    #[test]
    fn a_follower_that_is_held_gets_a_second_older_each_second() {
        let mut playground = playground("report-on-white");
        let age = |playground: &Playground| {
            playground.chart_data().seen.last().expect("the present").readings[0].gaps[2]
        };
        pass(&mut playground, 10);
        let first = age(&playground);
        pass(&mut playground, 20);
        let second = age(&playground);
        assert_eq!(second.all - first.all, 20_000_000);
        assert!(second.not_received < 500_000, "{second:?}");
    }

    #[test]
    fn what_is_picked_outlives_a_run_and_the_moment_does_not() {
        let mut playground = playground("followers");
        pass(&mut playground, 5);
        for what in [ChartMsg::Unit(Unit::Bytes), ChartMsg::Scale, ChartMsg::Stepped(-3)] {
            playground.update(Msg::Charted(what));
        }
        playground.update(Msg::Restarted);
        assert_eq!(
            playground.chart(),
            ChartSettings { unit: Unit::Bytes, log: true, ..ChartSettings::default() }
        );
    }
}
