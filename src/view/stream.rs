//! Streams: dots for commits on their way, along a curve.
//!
//! A dot stands for one commit, or for as many as the curve's label says. At a pace of up to 1/100
//! a dot is where its commit truly is: it sets out when the commit's last byte has left, and it is
//! gone when that has arrived, which is when the tape at the end shows it. Faster than that a
//! flight is shorter than a frame. Then dots keep their true distance in time, so that they are as
//! dense as commits are, and they travel slower than their commits; the label says how many times.
//!
//! Where the link is the limit, what waits for it stands close together at the sender's end.

use super::axis::round_up;
use super::geometry::{Curve, Point};
use crate::format;
use crate::platform::{DatabaseId, Platform};
use crate::sim::wal::{Lsn, TimelineId};
use crate::sim::{SimDuration, SimTime};

/// Pixels a second at which dots travel for the eye, more or less.
const EYE_SPEED: f32 = 120.0;

/// Dots stand so many pixels apart, or more, while traffic is as usual.
const DOT_SPACING: f32 = 11.0;

/// How far apart dots stand that wait.
const WAITING_DOT_SPACING: f32 = 5.0;

/// The least distance between dots.
const LEAST_DOT_SPACING: f32 = 2.0;

/// The fastest pace at which dots are where their commits are, in thousandths.
const FASTEST_EXACT_PACE: u64 = 10;

/// What flows along a curve at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow<'a> {
    pub curve: &'a Curve,
    /// What the curve stands for.
    pub about: &'a str,
    /// The follower that it leads to; none for an app's writes.
    pub to: Option<DatabaseId>,
    /// The timeline of the commits.
    pub timeline: TimelineId,
    /// The database that wrote them.
    pub writer: DatabaseId,
    /// The last commit that has arrived.
    pub arrived: u64,
    /// The last commit that has been sent.
    pub sent: u64,
    /// How far WAL has been sent.
    pub sent_lsn: Lsn,
    /// Commits that wait for the link, where it is the limit.
    pub waiting: u64,
    /// How long a commit travels.
    pub latency: SimDuration,
    /// Bytes a second that the link can take, where it is the limit.
    pub limit: Option<u64>,
    /// Commits a thousand seconds, more or less.
    pub rate: u64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    pub at: Point,
    /// The last of its commits.
    pub commit: u64,
    /// The database that wrote its commits.
    pub writer: DatabaseId,
}

impl Flow<'_> {
    /// How many times slower than their commits dots travel at this pace (in thousandths).
    pub fn slowed(&self, per_mille: u64) -> u64 {
        if per_mille <= FASTEST_EXACT_PACE {
            return 1;
        }
        let eye_us = (self.curve.length() / EYE_SPEED * 1e3) as u64 * per_mille;
        (eye_us / self.latency.micros().max(1)).max(1)
    }

    /// How many commits a dot stands for.
    pub fn per_dot(&self, per_mille: u64) -> u64 {
        let slowed = self.slowed(per_mille);
        let mut commits = self.rate * self.latency.micros() * slowed / 1_000_000_000;
        let mut apart = DOT_SPACING;
        // What is in flight is known, and each commit of it is shown where there is room.
        if slowed == 1 && self.to.is_some() {
            commits = self.sent.saturating_sub(self.arrived);
            apart = LEAST_DOT_SPACING;
        }
        round_up(commits.div_ceil(((self.curve.length() / apart) as u64).max(1)))
    }

    /// The label: `CHARCOAL to WHITE, 30 ms on the way, drawn 69 times slower than it is, a dot is
    /// 1 commit`.
    pub fn about(&self, per_mille: u64) -> String {
        let slowed = format::count(self.slowed(per_mille));
        let dot = format::commits(self.per_dot(per_mille));
        let about = &self.about;
        if per_mille <= FASTEST_EXACT_PACE {
            return format!("{about}, a dot is {dot}");
        }
        format!("{about}, drawn {slowed} times slower than it is, a dot is {dot}")
    }
}

/// Adds the dots on the curve at `at`.
pub fn dots(world: &Platform, flow: &Flow, at: SimTime, per_mille: u64, dots: &mut Vec<Dot>) {
    let (slowed, per_dot) = (flow.slowed(per_mille), flow.per_dot(per_mille));
    let length = flow.curve.length().max(1.0);
    // What waits takes no more than a third of the curve: a burst may bring many more, which would
    // be one thick line.
    let waiting = (flow.waiting / per_dot).min((length / WAITING_DOT_SPACING / 3.0) as u64);
    let gate = waiting as f32 * WAITING_DOT_SPACING / length;
    let mut mark = flow.sent / per_dot + waiting;
    for place in 0..=waiting + (length / LEAST_DOT_SPACING) as u64 {
        if mark == 0 {
            break;
        }
        let commit = mark * per_dot;
        mark -= 1;
        let share = if place < waiting {
            (place + 1) as f32 * WAITING_DOT_SPACING / length
        } else {
            let share = share(world, flow, commit, at, slowed);
            if share < 0.0 {
                continue;
            }
            if share >= 1.0 || slowed == 1 && commit <= flow.arrived {
                break;
            }
            gate + share * (1.0 - gate)
        };
        dots.push(Dot { at: flow.curve.at(share), commit, writer: flow.writer });
    }
}

/// The share of the curve that the dot of a commit has behind it; negative before it sets out.
fn share(world: &Platform, flow: &Flow, commit: u64, at: SimTime, slowed: u64) -> f32 {
    let timelines = world.fleet().timelines();
    let micros = |at: SimTime| at.micros() as f64;
    let transit = (flow.latency.micros() * slowed).max(1) as f64;
    let lsn = timelines.end_of(flow.timeline, commit);
    let written = timelines.time_of(flow.timeline, commit).unwrap_or_default();
    // What was written before the run was sent then, too.
    if written == SimTime::ZERO {
        return 1.0;
    }
    let mut age = micros(at) - micros(written);
    if let Some(limit) = flow.limit {
        // Commits leave one after the other, as fast as the link can take them.
        age = flow.sent_lsn.0.saturating_sub(lsn.0) as f64 * 1e6 / limit.max(1) as f64;
    }
    if slowed > 1 {
        return (age / transit) as f32;
    }
    let Some(following) = flow.to.and_then(|follower| world.server(follower).following()) else {
        // The writer has a commit when it is acknowledged.
        return (1.0 + age / transit) as f32;
    };
    for flight in &following.link.flights {
        if flight.from < lsn && lsn <= flight.to {
            let part = (lsn.0 - flight.from.0) as f64 / (flight.to.0 - flight.from.0) as f64;
            let sent = part * (micros(flight.sent_to) - micros(flight.sent_from));
            let age = micros(at) - micros(flight.sent_from) - sent;
            return (age / micros(SimTime::ZERO + flight.latency)).clamp(0.0, 0.999) as f32;
        }
    }
    1.0
}
