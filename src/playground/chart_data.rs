//! What the chart is drawn from: the samples and the lanes of a span of time that suits the pace.

use super::{Playground, Selection};
use crate::run::Pace;
use crate::run::reading::Unit;
use crate::run::telemetry::Sample;
use crate::sim::{SimDuration, SimTime};
use crate::view::chart::ChartData;

/// How much time the chart shows: what passes at this pace in 90 s of wall time, at least 90 s, and
/// a day at the fastest pace; no more than the age of the run. The pace is the one of before
/// somebody travelled, so that no axis moves under a finger.
fn span(pace: Pace, now: SimTime) -> SimDuration {
    let secs = if pace == Pace::FASTEST { 86_400 } else { 90 * pace.per_mille() / 1_000 };
    let age = now.since(SimTime::ZERO).max(SimDuration::from_secs(20));
    SimDuration::from_secs(secs.max(90)).min(age)
}

impl Playground {
    /// Switches the chart to the whole run once the moment that is shown leaves it: rescaling
    /// during a drag would move the axis under the finger.
    pub(super) fn show_whole_run_if_before_window(&mut self) {
        let now = self.world().now();
        let until = self.playback.end().run.world().now();
        self.view.chart.whole |= now + span(self.clock.pace_before_travel(), until) < until;
    }

    pub fn chart_data(&self) -> ChartData {
        let (now, chart) = (self.world().now(), self.view.chart);
        let until = self.playback().end().run.world().now().max(now);
        let latest = span(self.clock.pace_before_travel(), until);
        let all = until.since(SimTime::ZERO).max(latest);
        let span = if chart.whole { all } else { latest };
        let start = SimTime::from_micros(until.micros().saturating_sub(span.micros()));
        let (samples, width) = self.telemetry().samples(start);
        let samples = samples.iter().map(|sample| (sample.at + width, sample));
        let samples = samples.filter(|(at, _)| *at >= start && *at < until && *at != now);
        let mut samples: Vec<Sample> =
            samples.map(|(at, sample)| Sample { at, ..Sample::clone(sample) }).collect();
        // The moment that is shown has a sample of its own, with the figures of the cards.
        let present = samples.partition_point(|sample| sample.at < now);
        samples.insert(present, Sample::now(self.world(), now));
        // Three lines for each follower are too many: a selected follower has the chart for itself.
        if let (Unit::Positions, Selection::Database(id)) = (chart.unit, self.selection())
            && self.world().leader_of(id).is_some()
        {
            for sample in &mut samples {
                sample.readings.retain(|reading| reading.id == id);
            }
        }
        let lanes = self.telemetry().lanes().map(|(name, intervals)| {
            let visible = intervals.iter().filter(|one| one.until.is_none_or(|end| end >= start));
            (name.to_owned(), visible.cloned().collect())
        });
        // A sample is of the time before it.
        let sample_of =
            |at| samples.partition_point(|sample| sample.at < at).min(samples.len() - 1);
        let cursor = chart.cursor.filter(|at| *at >= start).map(sample_of);
        ChartData {
            present,
            sample_width: width,
            lanes: lanes.collect(),
            until,
            span,
            unit: chart.unit,
            log: chart.log,
            cursor,
            samples,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lessons::Scenario;
    use crate::playground::Msg;
    use crate::playground::Travel;
    use crate::playground::chart::ChartMsg;
    use crate::playground::tests::{enter, pass, playground};
    use crate::run::Pace;
    use crate::run::reading::{UNITS, Unit};
    use crate::sim::SimTime;
    use crate::view::chart::{LineLabel, chart};
    use crate::view::layout::Size;
    use crate::view::stage::stage;
    use std::rc::Rc;

    /// The labels of the chart, and what the cards say.
    fn labels_and_cards(playground: &crate::playground::Playground) -> (Vec<String>, Vec<String>) {
        let (world, size) = (playground.world(), Size { w: 440.0, h: 260.0 });
        let chart = chart(world, &playground.chart_data(), size);
        let labels = chart.lines.iter().filter_map(|line| line.label.as_ref());
        let mut labels: Vec<&LineLabel> = labels.collect();
        labels.sort_by(|a, b| a.place.y.total_cmp(&b.place.y));
        for pair in labels.windows(2) {
            assert!(pair[1].place.y - pair[0].place.y > 13.0, "{labels:?}");
        }
        for label in &labels {
            let right = label.place.x + 8.0 + label.text.len() as f32 * 7.3;
            assert!(label.place.x > chart.plot.right() && right <= size.w, "{label:?}");
            assert!((10.0..size.h - 10.0).contains(&label.place.y), "{label:?}");
        }
        let cards = stage(world, playground.frame_of(Size { w: 1136.0, h: 440.0 })).cards;
        let cards = cards.iter().filter_map(|card| {
            let behind = card.words.line.text.strip_prefix("behind by ")?;
            Some(format!("{} {}", card.words.name, behind.split([' ', ':']).next()?))
        });
        (labels.iter().map(|label| label.text.clone()).collect(), cards.collect())
    }

    #[test]
    fn the_greatest_lag_that_a_scenario_may_begin_with_is_drawn() {
        let text = std::fs::read_to_string("static/scenarios/equally-behind.toml");
        let text = text.expect("it is there");
        // A thousand million commits, four an hour: thirty thousand years.
        let text = text.replace("48/s", "4/h").replace("12/s", "4/h");
        let text = text.replace("53_000", "1_000_000_000").replace("6_000", "999_999_999");
        let scenario = Scenario::own(&text).expect("it is right");
        let mut playground = playground("followers");
        playground.update(Msg::ScenarioRead(Rc::new(scenario)));
        for (unit, _) in UNITS {
            playground.update(Msg::Charted(ChartMsg::Unit(unit)));
            pass(&mut playground, 2);
            let size = Size { w: 440.0, h: 260.0 };
            let chart = chart(playground.world(), &playground.chart_data(), size);
            // Of its load the leader has a line, too.
            let lines = if unit == Unit::Load { 3 } else { 2 };
            assert_eq!(chart.lines.iter().filter(|line| line.label.is_some()).count(), lines);
            assert!(!format!("{:?}", chart.lines).contains("NaN"));
        }
    }

    #[test]
    fn a_pane_without_height_is_drawn_all_the_same() {
        let mut playground = playground("followers");
        pass(&mut playground, 10);
        for h in [0.0, 10.0, 60.0, 100.0] {
            let size = Size { w: 440.0, h };
            let chart = chart(playground.world(), &playground.chart_data(), size);
            let bars = chart.lanes.iter().flat_map(|lane| &lane.bars).map(|bar| bar.place);
            for place in bars.chain([chart.plot, chart.ahead]) {
                assert!(place.w >= 0.0 && place.h >= 0.0, "{h}: {place:?}");
            }
        }
    }

    fn check(playground: &crate::playground::Playground, followers: usize) {
        let (mut labels, mut cards) = labels_and_cards(playground);
        labels.sort();
        cards.sort();
        assert_eq!(labels, cards);
        assert_eq!(labels.len(), followers);
    }

    #[test]
    fn the_axis_keeps_its_span_while_somebody_travels() {
        let mut playground = playground("followers");
        playground.update(Msg::PacePicked(Pace::parse("10x").expect("a pace")));
        pass(&mut playground, 200);
        let span = playground.chart_data().span;
        playground.update(Msg::Travelled(Travel::Drag(SimTime::from_secs(150))));
        assert_eq!((playground.pace(), playground.chart_data().span), (Pace::REAL, span));
        assert!(span.secs() >= 200, "{span:?}");
    }

    #[test]
    fn the_end_of_the_chart_says_what_the_cards_say() {
        let mut playground = playground("followers");
        pass(&mut playground, 3);
        check(&playground, 2);
        playground.update(Msg::PacePicked(Pace::FASTEST));
        for _ in 0..100 {
            playground.update(Msg::FramePassed(crate::sim::SimDuration::from_millis(17)));
            check(&playground, 2);
        }
        playground.update(Msg::PauseToggled);
        enter(&mut playground, "heroku pg:unfollow WHITE --confirm sushi");
        check(&playground, 1);
    }

    #[test]
    fn a_follower_that_has_no_copy_yet_is_not_on_the_chart() {
        let mut playground = playground("followers");
        enter(&mut playground, "heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
        enter(&mut playground, "heroku addons:add heroku-postgresql:ronin --follow CHARCOAL");
        pass(&mut playground, 20);
        check(&playground, 2);
        let samples = playground.chart_data().samples;
        let mut readings = samples.iter().flat_map(|sample| &sample.readings);
        assert!(readings.all(|reading| reading.id.0 <= 2));
        pass(&mut playground, 900);
        check(&playground, 4);
    }

    fn drawn(playground: &crate::playground::Playground) -> crate::view::chart::Chart {
        chart(playground.world(), &playground.chart_data(), Size { w: 440.0, h: 260.0 })
    }

    #[test]
    fn in_the_past_the_figures_are_of_the_moment_that_is_shown() {
        let mut playground = playground("followers");
        pass(&mut playground, 30);
        assert_eq!(drawn(&playground).time, "now");
        for (to, time) in [(Travel::To(SimTime::from_secs(10)), "00:00:10"), (Travel::End, "now")] {
            playground.update(Msg::Travelled(to));
            let (mut labels, mut cards) = labels_and_cards(&playground);
            labels.sort();
            cards.sort();
            assert_eq!((drawn(&playground).time.as_str(), labels), (time, cards));
        }
    }

    #[test]
    fn a_chart_without_a_follower_says_so() {
        assert_eq!(drawn(&playground("followers")).blank, None);
        let mut alone = playground("charcoal-alone");
        pass(&mut alone, 5);
        assert!(drawn(&alone).blank.is_some_and(|why| why.starts_with("No follower")));
    }
}
