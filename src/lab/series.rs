//! What the chart is given: the samples and lanes of the stretch of time that suits the pace.

use super::track::Available;
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
        let seen = shown.iter().map(|sample| Seen {
            from: (sample.from + width).min(now),
            behind: sample.behind.clone(),
        });
        let mut app: Vec<Stretch> = Vec::new();
        for sample in &shown {
            let (class, text) = match sample.app {
                Available::Yes => ("yes", "taking writes"),
                Available::Planned => ("planned", "maintenance"),
                Available::No => ("no", "down"),
            };
            let until = Some((sample.from + width).min(now));
            match app.last_mut() {
                Some(last) if last.class == class => last.until = until,
                _ => app.push(Stretch {
                    from: sample.from.max(start),
                    until,
                    class,
                    text: text.to_owned(),
                }),
            }
        }
        let recent = |stretch: &Stretch| stretch.until.is_none_or(|until| until >= start);
        let clip = |stretch: Stretch| Stretch { from: stretch.from.max(start), ..stretch };
        let lane = |all: Vec<Stretch>| all.into_iter().filter(recent).map(clip).collect();
        Data {
            seen: seen.collect(),
            lanes: vec![
                ("queries", lane(self.queries())),
                ("faults", lane(self.faults())),
                ("commands", lane(self.command_marks())),
                ("app", app),
            ],
            span,
        }
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
