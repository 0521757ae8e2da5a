//! What the chart is given: the samples and lanes of the stretch of time that suits the pace.

use super::{Playground, Selection};
use crate::run::Pace;
use crate::run::reading::Unit;
use crate::run::telemetry::{Sample, read};
use crate::sim::{SimDuration, SimTime};
use crate::view::chart::ChartData;

/// How much time the chart shows: what passes at this pace in about a minute and a half of wall
/// time, at least a minute and a half, and a day at the fastest; in a fresh run no more than it is
/// old.
fn span(pace: Pace, now: SimTime) -> SimDuration {
    let secs = if pace == Pace::FASTEST { 86_400 } else { 90 * pace.per_mille() / 1_000 };
    let old = now.since(SimTime::ZERO).max(SimDuration::from_secs(20));
    SimDuration::from_secs(secs.max(90)).min(old)
}

impl Playground {
    /// Whoever goes back farther than the chart shows has all of the run in hand from then on: an
    /// axis must not move under a finger.
    pub(super) fn show_whole_run_if_before_window(&mut self) {
        let now = self.world().now();
        let until = self.playback.end().run.world().now();
        self.chart.whole |= now + span(self.pace(), until) < until;
    }

    /// What the chart shows now.
    pub fn chart_data(&self) -> ChartData {
        let (now, chart) = (self.world().now(), self.chart);
        let until = self.playback().end().run.world().now().max(now);
        let latest = span(self.pace(), until);
        let all = until.since(SimTime::ZERO).max(latest);
        let span = if chart.whole { all } else { latest };
        let start = SimTime::from_micros(until.micros().saturating_sub(span.micros()));
        let (samples, width) = self.telemetry().samples(start);
        // What is over, and what is so at the moment that is shown: the figures of the cards.
        let (mut seen, mut present) = (Vec::new(), 0);
        for sample in samples {
            let at = sample.at + width;
            if at >= start && at < until && at != now {
                seen.push(Sample { at, readings: sample.readings.clone() });
                present += usize::from(at < now);
            }
        }
        seen.insert(present, Sample { at: now, readings: read(self.world()) });
        // Three lines each are many: of the follower that is picked, where one is.
        if let (Unit::Positions, Selection::Database(id)) = (chart.unit, self.selection())
            && self.world().leader_of(id).is_some()
        {
            for seen in &mut seen {
                seen.readings.retain(|reading| reading.id == id);
            }
        }
        let mut lanes = Vec::new();
        for (name, stretches) in self.telemetry().lanes() {
            let mut shown = Vec::new();
            for stretch in stretches {
                if stretch.until.is_none_or(|until| until >= start) {
                    shown.push(stretch.clone());
                }
            }
            lanes.push((name.clone(), shown));
        }
        let looked = chart.looked.filter(|at| *at >= start);
        // A sample is of the time before it.
        let looked = looked.map(|at| seen.partition_point(|one| one.at < at).min(seen.len() - 1));
        let (unit, log) = (chart.unit, chart.log);
        ChartData { seen, present, width, lanes, until, span, unit, log, looked }
    }
}

#[cfg(test)]
mod tests {
    use crate::playground::Msg;
    use crate::playground::tests::{enter, pass, playground};
    use crate::run::Pace;
    use crate::view::chart::chart;
    use crate::view::layout::Size;
    use crate::view::stage::stage;

    /// The labels of the chart, and what the cards say.
    fn told(playground: &crate::playground::Playground) -> (Vec<String>, Vec<String>) {
        let (world, size) = (playground.world(), Size { w: 440.0, h: 260.0 });
        let chart = chart(world, &playground.chart_data(), size);
        let mut labels: Vec<&crate::view::chart::ChartLine> =
            chart.lines.iter().filter(|line| !line.label.is_empty()).collect();
        labels.sort_by(|a, b| a.label_at.y.total_cmp(&b.label_at.y));
        for pair in labels.windows(2) {
            assert!(pair[1].label_at.y - pair[0].label_at.y > 13.0, "{labels:?}");
        }
        for line in &labels {
            let right = line.label_at.x + 8.0 + line.label.len() as f32 * 7.3;
            assert!(line.label_at.x > chart.plot.right() && right <= size.w, "{line:?}");
            assert!((10.0..size.h - 10.0).contains(&line.label_at.y), "{line:?}");
        }
        let cards = stage(world, playground.frame_of(Size { w: 1136.0, h: 440.0 })).cards;
        let cards = cards.iter().filter_map(|card| {
            let behind = card.words.line.text.strip_prefix("behind by ")?;
            Some(format!("{} {}", card.words.name, behind.split([' ', ':']).next()?))
        });
        (labels.iter().map(|line| line.label.clone()).collect(), cards.collect())
    }

    fn check(playground: &crate::playground::Playground, followers: usize) {
        let (mut labels, mut cards) = told(playground);
        labels.sort();
        cards.sort();
        assert_eq!(labels, cards);
        assert_eq!(labels.len(), followers);
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
        let caught_up = |playground: &crate::playground::Playground| {
            let seen = playground.chart_data().seen;
            seen.iter().flat_map(|seen| &seen.readings).filter(|one| one.id.0 > 2).count()
        };
        assert_eq!(caught_up(&playground), 0);
        pass(&mut playground, 900);
        check(&playground, 4);
    }
}
