//! What the chart is given: the samples and lanes of the stretch of time that suits the pace.

use super::track::{Available, Sample};
use super::{Lab, Pace};
use crate::platform::faults::On;
use crate::sim::{SimDuration, SimTime};
use crate::view::chart::{Data, Seen, Stretch};

/// How much time the chart shows: what passes at this pace in about a minute and a half of wall
/// time, between a minute and a half and twelve hours; in a fresh run no more than it is old.
fn span(pace: Pace, now: SimTime) -> SimDuration {
    let secs = (90 * pace.per_mille() / 1_000).clamp(90, 12 * 3_600);
    SimDuration::from_secs(secs).min(now.since(SimTime::ZERO).max(SimDuration::from_secs(20)))
}

impl Lab {
    /// What the chart shows now.
    pub fn series(&self) -> Data {
        let now = self.world().now();
        let span = span(self.pace(), now);
        let (samples, width) = self.track().samples(span);
        let start = SimTime::from_micros(now.micros().saturating_sub(span.micros()));
        let shown: Vec<_> = samples.iter().filter(|sample| sample.from + width >= start).collect();
        // What is over, and at the end what is so now: the figures of the cards.
        let over = shown.iter().filter(|sample| sample.from + width <= now);
        let mut seen: Vec<Seen> = over
            .map(|sample| Seen { from: sample.from + width, behind: sample.behind.clone() })
            .collect();
        seen.push(Seen { from: now, behind: Sample::now(self.world(), now).behind });
        let recent = |stretch: &Stretch| stretch.until.is_none_or(|until| until >= start);
        let clip = |stretch: Stretch| Stretch { from: stretch.from.max(start), ..stretch };
        let lane = |all: Vec<Stretch>| all.into_iter().filter(recent).map(clip).collect();
        let mut lanes = vec![
            ("queries".to_owned(), lane(self.queries())),
            ("faults".to_owned(), lane(self.faults())),
            ("commands".to_owned(), lane(self.command_marks())),
        ];
        for (at, (_, app)) in self.world().apps().enumerate() {
            let mut met: Vec<Stretch> = Vec::new();
            for sample in &shown {
                let (class, text) = match sample.apps[at] {
                    Available::Yes => ("yes", "taking writes"),
                    Available::Planned => ("planned", "maintenance"),
                    Available::No => ("no", "down"),
                };
                let until = Some((sample.from + width).min(now));
                match met.last_mut() {
                    Some(last) if last.class == class => last.until = until,
                    _ => met.push(Stretch {
                        from: sample.from.max(start),
                        until,
                        class,
                        text: text.to_owned(),
                    }),
                }
            }
            lanes.push((app.name.clone(), met));
        }
        Data { seen, lanes, span }
    }

    fn queries(&self) -> Vec<Stretch> {
        let stretch = |seen: &super::track::QuerySeen| Stretch {
            from: seen.from,
            until: seen.until,
            class: "query",
            text: format!("{} {}", seen.pid, seen.source),
        };
        self.track().queries().map(stretch).collect()
    }

    fn faults(&self) -> Vec<Stretch> {
        let world = self.world();
        let stretch = |struck: &crate::platform::faults::Struck| Stretch {
            from: struck.from,
            // A fault that lasts for good still struck at one moment; its lane says so to the end.
            until: struck.until.filter(|until| *until < world.now()),
            class: "fault",
            text: match &struck.on {
                On::PrimaryOf(_) => struck.kind().name.to_owned(),
                on => format!("{} {}", struck.kind().name, world.name_of(on)),
            },
        };
        world.struck().iter().map(stretch).collect()
    }

    fn command_marks(&self) -> Vec<Stretch> {
        let mark = |(at, line): &(SimTime, String)| Stretch {
            from: *at,
            until: Some(*at),
            class: "command",
            text: line.clone(),
        };
        self.commands().iter().map(mark).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::lab::tests::{enter, lab, pass};
    use crate::lab::{Msg, Pace};
    use crate::view::chart::chart;
    use crate::view::layout::Size;
    use crate::view::stage::stage;

    /// The labels of the chart, and what the cards say.
    fn told(lab: &crate::lab::Lab) -> (Vec<String>, Vec<String>) {
        let (world, size) = (lab.world(), Size { w: 440.0, h: 260.0 });
        let chart = chart(world, &lab.series(), world.now(), size);
        let mut labels: Vec<&crate::view::chart::Line> =
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
        let cards = stage(world, lab.frame_of(Size { w: 1136.0, h: 440.0 })).cards;
        let cards = cards.iter().filter_map(|card| {
            let behind = card.words.line.text.strip_prefix("behind by ")?;
            Some(format!("{} {}", card.words.name, behind.split([' ', ':']).next()?))
        });
        (labels.iter().map(|line| line.label.clone()).collect(), cards.collect())
    }

    fn check(lab: &crate::lab::Lab, followers: usize) {
        let (mut labels, mut cards) = told(lab);
        labels.sort();
        cards.sort();
        assert_eq!(labels, cards);
        assert_eq!(labels.len(), followers);
    }

    #[test]
    fn the_end_of_the_chart_says_what_the_cards_say() {
        let mut lab = lab("followers");
        pass(&mut lab, 3);
        check(&lab, 2);
        lab.update(Msg::PacePicked(Pace::FASTEST));
        for _ in 0..100 {
            lab.update(Msg::FramePassed(crate::sim::SimDuration::from_millis(17)));
            check(&lab, 2);
        }
        lab.update(Msg::PauseToggled);
        enter(&mut lab, "heroku pg:unfollow WHITE --confirm sushi");
        check(&lab, 1);
    }

    #[test]
    fn a_follower_that_has_no_copy_yet_is_not_on_the_chart() {
        let mut lab = lab("followers");
        enter(&mut lab, "heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
        enter(&mut lab, "heroku addons:add heroku-postgresql:ronin --follow CHARCOAL");
        pass(&mut lab, 20);
        check(&lab, 2);
        let caught_up = |lab: &crate::lab::Lab| {
            let seen = lab.series().seen;
            seen.iter().flat_map(|seen| &seen.behind).filter(|(id, _)| id.0 > 2).count()
        };
        assert_eq!(caught_up(&lab), 0);
        pass(&mut lab, 900);
        check(&lab, 4);
    }
}
