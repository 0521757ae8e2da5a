//! The chart's settings and its cursor.

use super::{Change, Playground, Travel};
use crate::run::reading::Unit;
use crate::sim::SimTime;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChartSettings {
    /// What the lines are measured in.
    pub unit: Unit,
    /// Whether their scale is logarithmic.
    pub log: bool,
    /// The moment under the cursor, if there is a cursor.
    pub cursor: Option<SimTime>,
    /// Whether the chart shows all of the run, and not only as much of its end as suits the pace.
    pub whole: bool,
}

/// What somebody does on the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartMsg {
    Unit(Unit),
    /// Switches the scale between linear and logarithmic.
    Scale,
    /// Switches the axis between all of the run and its end.
    Whole,
    /// Points at a moment, or at none any more.
    Pointed(Option<SimTime>),
    /// Travels to the moment under the cursor.
    Chosen,
    Stepped(ChartStep),
}

/// Where the cursor goes from its sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartStep {
    /// So many samples on, or back.
    By(i32),
    First,
    Last,
}

impl Playground {
    pub fn chart(&self) -> ChartSettings {
        self.view.chart
    }

    pub(super) fn charted(&mut self, msg: ChartMsg) -> Change {
        match msg {
            ChartMsg::Unit(unit) => self.view.chart.unit = unit,
            ChartMsg::Scale => self.view.chart.log = !self.view.chart.log,
            ChartMsg::Whole => self.view.chart.whole = !self.view.chart.whole,
            ChartMsg::Pointed(at) => {
                self.view.chart.cursor = at;
                // While time runs, the page is rendered soon enough.
                if !self.clock.paused() && !self.clock.reduced_motion {
                    return Change::Nothing;
                }
            }
            ChartMsg::Chosen => {
                if let Some(at) = self.view.chart.cursor {
                    let data = self.chart_data();
                    // The last sample stands for the end, which may be a little later.
                    let is_last =
                        data.cursor.is_some_and(|sample| sample + 1 == data.samples.len());
                    self.travel(if is_last { Travel::End } else { Travel::To(at) });
                }
            }
            ChartMsg::Stepped(step) => {
                let data = self.chart_data();
                let last = data.samples.len() - 1;
                let current = data.cursor.unwrap_or(data.present);
                let sample = match step {
                    ChartStep::By(by) => current.saturating_add_signed(by as isize).min(last),
                    ChartStep::First => 0,
                    ChartStep::Last => last,
                };
                self.view.chart.cursor = Some(data.samples[sample].at);
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
    use crate::view::chart::{Chart, LinePaths, chart};
    use crate::view::layout::Size;

    fn drawn(playground: &Playground) -> Chart {
        chart(playground.world(), &playground.chart_data(), Size { w: 440.0, h: 300.0 })
    }

    fn aria_label_after(playground: &mut Playground, msg: ChartMsg) -> String {
        playground.update(Msg::Charted(msg));
        drawn(playground).aria_label
    }

    #[test]
    fn the_line_moves_from_sample_to_sample_and_is_let_go() {
        let mut playground = playground("report-on-white");
        pass(&mut playground, 30);
        playground.update(Msg::PauseToggled);
        let samples = playground.chart_data().samples;
        let last = samples.len() - 1;
        for (step, sample) in [
            (ChartStep::By(-1), last - 1),
            (ChartStep::By(-2), last - 3),
            (ChartStep::By(1), last - 2),
            (ChartStep::By(i32::MIN), 0),
            (ChartStep::By(i32::MAX), last),
            (ChartStep::First, 0),
            (ChartStep::By(-1), 0),
            (ChartStep::Last, last),
        ] {
            assert_eq!(playground.update(Msg::Charted(ChartMsg::Stepped(step))), Change::Page);
            assert_eq!(playground.chart_data().cursor, Some(sample), "{step:?}");
            assert_eq!(playground.chart().cursor, Some(samples[sample].at));
        }
        playground.update(Msg::Charted(ChartMsg::Pointed(None)));
        assert_eq!(
            (playground.chart_data().cursor, drawn(&playground).time.as_str()),
            (None, "now")
        );
    }

    #[test]
    fn the_last_sample_leads_to_the_end_of_the_run() {
        let mut playground = playground("report-on-white");
        pass(&mut playground, 121);
        let end = playground.playback().place();
        for (step, is_live) in [(ChartStep::First, false), (ChartStep::Last, true)] {
            playground.update(Msg::Charted(ChartMsg::Stepped(step)));
            playground.update(Msg::Charted(ChartMsg::Chosen));
            assert_eq!(
                playground.playback().is_live(),
                is_live,
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
            let msg = ChartMsg::Pointed(Some(axis.time_at(x)));
            let label = aria_label_after(&mut playground, msg);
            let (data, drawn) = (playground.chart_data(), drawn(&playground));
            let sample = &data.samples[data.cursor.expect("a sample")];
            let late = sample.at.since(SimTime::from_secs(at));
            assert!(late <= data.sample_width, "{at}: {:?}", sample.at);
            assert!((drawn.cursor_x - x).abs() < 3.0, "{at}");
            for reading in &sample.readings {
                let name = &playground.world().database(reading.id).colour;
                let behind = crate::format::count(reading.gaps[0].all);
                assert!(label.contains(&format!("; {name} {behind}, ")), "{label}");
            }
            assert_eq!(label.contains("sushi: maintenance"), at > 30, "{label}");
            assert!(label.contains("queries: 4836 monthly-report on WHITE"), "{label}");
            assert!(label.ends_with("cost: $450/mo"), "{label}");
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
        let reading = playground.chart_data().samples.last().expect("the present").readings[0];
        assert_eq!(reading.id, white);
        let [replayed, received, written] = reading.lines(Unit::Positions);
        assert_eq!(
            (written - received, written - replayed),
            (behind.not_received, behind.commits())
        );
        assert_eq!(written, world.fleet().commits_on_disk(world.database(DatabaseId(0)).server));
        playground.update(Msg::Picked(Selection::Database(white)));
        let lines = drawn(&playground).lines;
        assert_eq!((lines.len(), lines[0].database), (1, white));
        let LinePaths { replayed, received, written } = &lines[0].paths;
        for path in [replayed, received, written] {
            assert!(path.matches('L').count() > 50, "{path}");
        }
    }

    #[test]
    fn a_follower_that_is_held_gets_a_second_older_each_second() {
        let mut playground = playground("report-on-white");
        let age = |playground: &Playground| {
            playground.chart_data().samples.last().expect("the present").readings[0].gaps[2]
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
        let step = ChartMsg::Stepped(ChartStep::By(-3));
        for msg in [ChartMsg::Unit(Unit::Bytes), ChartMsg::Scale, step] {
            playground.update(Msg::Charted(msg));
        }
        playground.update(Msg::Restarted);
        assert_eq!(
            playground.chart(),
            ChartSettings { unit: Unit::Bytes, log: true, ..ChartSettings::default() }
        );
    }
}
