//! Streams: dots for commits on their way, along a curve.
//!
//! A dot stands for one commit, or for so many that it says. Up to 1/100× it is where the commit
//! truly is between being sent and being received. Faster than that a flight is shorter than a
//! frame, so dots keep their true distance in time but travel at a speed for the eye.

use super::geometry::{Curve, Point};
use super::tape::round_up;
use crate::platform::DatabaseId;
use crate::sim::wal::{TimelineId, Timelines};
use crate::sim::{SimDuration, SimTime};

/// Pixels a second at which dots travel for the eye.
const EYE_SPEED: f32 = 120.0;

/// Dots stand so many pixels apart, or more, while traffic is as usual.
const APART: f32 = 11.0;

/// The fastest pace at which dots are where their commits are, in thousandths.
const TRUE_UP_TO: u64 = 10;

/// What flows along a curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// The way.
    pub curve: Curve,
    /// The history the commits belong to.
    pub timeline: TimelineId,
    /// The last commit that has been sent.
    pub sent: u64,
    /// The database that wrote them.
    pub writer: DatabaseId,
    /// How long a commit is on the way.
    pub latency: SimDuration,
    /// Commits in a thousand seconds that the way can take, where it is the limit.
    pub limit: Option<u64>,
    /// Commits in a thousand seconds that come, more or less.
    pub rate: u64,
}

/// A dot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Where it is.
    pub at: Point,
    /// The database that wrote its commits.
    pub writer: DatabaseId,
}

/// How long, in simulated time, a dot travels at this pace (in thousandths).
fn transit(flow: &Flow, per_mille: u64) -> SimDuration {
    if per_mille <= TRUE_UP_TO {
        return flow.latency;
    }
    let wall_us = flow.curve.length() / EYE_SPEED * 1e6;
    SimDuration::from_micros(wall_us as u64 * per_mille / 1_000)
}

/// How many commits a dot stands for.
pub fn per_dot(flow: &Flow, per_mille: u64) -> u64 {
    let on_the_way = flow.rate * transit(flow, per_mille).micros() / 1_000_000_000;
    let room = (flow.curve.length() / APART) as u64;
    round_up(on_the_way.div_ceil(room.max(1)))
}

/// The dots on the curve at `at`.
pub fn dots(timelines: &Timelines, flow: &Flow, at: SimTime, per_mille: u64) -> Vec<Dot> {
    let transit = transit(flow, per_mille).micros().max(1);
    let per_dot = per_dot(flow, per_mille);
    // A burst may bring many; more than this would be one thick line.
    let most = (flow.curve.length() / 2.0) as usize;
    let mut dots = Vec::new();
    for mark in (0..=flow.sent / per_dot).rev() {
        let commit = mark * per_dot;
        let Some(age) = age(timelines, flow, commit, at) else {
            break;
        };
        if age > transit || dots.len() > most {
            break;
        }
        dots.push(Dot { at: flow.curve.at(age as f32 / transit as f32), writer: flow.writer });
    }
    dots
}

/// How long ago, in microseconds, a commit was sent; `None` for one there is not.
fn age(timelines: &Timelines, flow: &Flow, commit: u64, at: SimTime) -> Option<u64> {
    match flow.limit {
        // Where the way is the limit, commits leave one after the other at its rate.
        Some(limit) => Some((flow.sent - commit) * 1_000_000_000 / limit.max(1)),
        None => Some(at.since(timelines.time_of(flow.timeline, commit)?).micros()),
    }
}
