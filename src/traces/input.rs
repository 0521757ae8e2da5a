//! What the model is given of a recording: what the leader wrote and what people did. There is no
//! field here for anything that a follower did, and a test replaces all follower columns by noise.

use super::trace::Trace;
use crate::sim::law::{SyncLevel, Synchronous};
use crate::sim::server::{ServerId, SessionState};
use crate::sim::{LinkSpec, SimDuration, SimTime};
use serde_json::Value;

/// Where the leader stood at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LeaderPosition {
    /// Seconds since the start of the recording.
    pub t: f64,
    /// Bytes since then.
    pub bytes: f64,
    /// Commits that are visible on it, since then.
    pub commits: f64,
    /// Commits in its WAL, since then: those that wait for a follower too (law H3).
    pub written: f64,
}

/// Something that people or their machines did; a follower is named by its place, from 0.
#[derive(Clone, Debug, PartialEq)]
pub enum Intervention {
    /// A session begins on the first follower.
    Begins {
        /// Its name in the recording.
        tag: String,
        /// What it keeps open.
        session: SessionState,
        /// The table it touches.
        table: Option<u32>,
        /// How long it means to last.
        lasts: Option<SimDuration>,
    },
    /// Its client ends it.
    Ends(String),
    /// Somebody cancels what runs on the first follower.
    Cancels,
    /// Somebody ends the sessions there.
    Terminates,
    /// A link is cut for so long.
    Cut(usize, SimDuration),
    /// A link is silent for so long.
    Silence(usize, SimDuration),
    /// A link carries so many bytes a second for so long.
    Slow(usize, u64, SimDuration),
    /// A follower's machine is down for so long.
    Stops(usize, SimDuration),
    /// Rows are deleted, once.
    Deletes,
    /// VACUUM removes what was deleted.
    Vacuums,
    /// A table is locked against everybody.
    Locks(u32),
    /// Replay is paused by hand.
    Pauses,
    /// It is resumed.
    Resumes,
    /// Replay may use so many millionths of its machine.
    Share(u64),
    /// The leader's machine is gone; what was on the wire arrives, or not.
    LeaderLost {
        /// Whether it arrives.
        delivered: bool,
    },
    /// A follower is promoted.
    Promotes(usize),
    /// The second follower is told to follow the first.
    Repoints,
}

/// What the model is given.
#[derive(Clone, Debug)]
pub struct TraceInput {
    /// The name of the recording.
    pub name: String,
    /// The leader's position at the start, in bytes.
    pub base: u64,
    /// Where the leader stood, by time.
    pub leader: Vec<LeaderPosition>,
    /// The links of the followers.
    pub links: Vec<LinkSpec>,
    /// `max_standby_streaming_delay`.
    pub delay: Option<SimDuration>,
    /// `hot_standby_feedback`.
    pub feedback: bool,
    /// Whether slots keep what followers need while they are away.
    pub slots: bool,
    /// `recovery_min_apply_delay`.
    pub apply_delay: SimDuration,
    /// `synchronous_commit` and `synchronous_standby_names`.
    pub synchronous: Option<Synchronous>,
    /// `max_slot_wal_keep_size` and `checkpoint_timeout`.
    pub keep: Option<(u64, SimDuration)>,
    /// How long the leader had written before the recording began, at the rate at which it began.
    pub before: SimDuration,
    /// Whether commits update rows.
    pub prunes: bool,
    /// What people did, by time.
    pub interventions: Vec<(SimTime, Intervention)>,
    /// How long it was recorded.
    pub length: SimTime,
    /// What is known neither as somebody's doing nor as a follower's behaviour.
    pub unknown: Vec<String>,
}

/// A link that is no limit.
pub const WIDE: u64 = 1 << 40;

/// Events that say what a follower did: they are compared, never given to the model.
pub const BEHAVIOUR: &[&str] = &[
    "pause_seen",
    "longq_end",
    "startup",
    "startup_wait",
    "lock_waiters",
    "caught_up_poll",
    "gone_from_pg_stat_replication",
    "standby_accepts_connections",
    "before_promote",
    "writable",
    "first_write_ok",
    "pg_promote_returned",
    "promoted",
    "ret",
    "sums",
    "caught",
    "s2_follows",
    "s2_NOT_following",
    "old_primary_started_as_primary",
    "cancel_had_no_effect",
];

/// Events that the leader's curve already shows, or that end what another began.
const SHOWN: &[&str] = &[
    "primary_stopped",
    "gen_end",
    "load_stop",
    "heavy_begin",
    "heavy_stmt_done",
    "heavy_commit",
    "heavy_rollback",
    "burst_begin",
    "burst_end",
    "ddl_done",
    "ddl_commit",
    "cancel_waiters",
    "fault_end",
];

/// Seconds that are longer than any recording.
const FOR_EVER: f64 = 1e6;
/// The longest that a leader is taken to have written before a recording, in seconds.
const BEFORE: f64 = 3_600.0;

/// A moment of a recording.
pub fn at(t: f64) -> SimTime {
    SimTime::ZERO + length(t)
}

/// A length of a recording.
pub fn length(seconds: f64) -> SimDuration {
    SimDuration::from_micros((seconds.clamp(0.0, FOR_EVER) * 1e6) as u64)
}

impl TraceInput {
    /// What the model may know of a recording.
    ///
    /// # Errors
    /// What is missing from it.
    pub fn of(recording: &Trace) -> Result<TraceInput, String> {
        let (leader, end) = leader(recording)?;
        let followers = if recording.column("s2_commits").is_some() { 2 } else { 1u32 };
        let word = |name: &str| recording.word(name).unwrap_or_default();
        let load = [word("load"), word("bg_load")].concat();
        let inserts = load == "ins" || word("scenario").contains("insert-only");
        let keep = recording.number("max_slot_wal_keep_size");
        let every = length(recording.number("checkpoint_every_s").unwrap_or(300.0));
        let apply_delay = recording.number("recovery_min_apply_delay_s").unwrap_or(0.0);
        let mut unknown = Vec::new();
        let mut input = TraceInput {
            name: recording.name.clone(),
            base: recording.base,
            leader,
            links: (1..=followers).map(|number| wire(recording, number)).collect(),
            delay: delay(&recording.params["max_standby_streaming_delay"])?,
            feedback: is_on(recording, "hot_standby_feedback"),
            slots: true,
            apply_delay: length(apply_delay),
            synchronous: synchronous(recording, followers, &mut unknown),
            keep: keep.map(|bytes| (bytes as u64, every)),
            before: length(apply_delay.min(BEFORE)),
            prunes: !inserts,
            interventions: Vec::new(),
            length: at(end),
            unknown,
        };
        input.read_events(recording);
        input.interventions.sort_by_key(|(at, _)| *at);
        Ok(input)
    }

    fn read_events(&mut self, recording: &Trace) {
        if recording.word("scenario").is_some_and(|text| text.contains("pg_wal_replay_pause")) {
            self.interventions.push((SimTime::ZERO, Intervention::Pauses));
        }
        let queries = recording.params["queries"].as_array();
        // A control run: the harness names a start, and no query comes.
        let none = queries.is_some_and(Vec::is_empty);
        for event in &recording.events {
            let (Some(t), Some(kind)) = (event["t"].as_f64(), event["ev"].as_str()) else {
                self.unknown.push(event.to_string());
                continue;
            };
            let mut does = |what: Intervention| self.interventions.push((at(t), what));
            match kind {
                "q_start" | "q_start2" if none => {}
                "q_start" | "q_start2" => {
                    let tag = event["tag"].as_str().unwrap_or("1").to_owned();
                    let place = tag.parse::<usize>().unwrap_or(1).saturating_sub(1);
                    let planned = queries.and_then(|queries| queries.get(place));
                    does(begins(recording, event, planned, tag));
                }
                // The client of an idle transaction comes back, and then ends it.
                "longq_probe" | "q_end" => {
                    does(Intervention::Ends(event["tag"].as_str().unwrap_or("1").to_owned()));
                }
                "admin_cancel" => does(Intervention::Cancels),
                "admin_terminate" | "terminate_longq" => does(Intervention::Terminates),
                "delete_committed" => does(Intervention::Deletes),
                "vacuum_done" => does(Intervention::Vacuums),
                "ddl_begin" => does(Intervention::Locks(table(recording.word("table")))),
                "fault_begin" => {
                    let until = recording.moments("fault_end").map(|(t, _)| t).find(|end| *end > t);
                    let lasts = length(until.unwrap_or(FOR_EVER) - t);
                    match fault(recording, event, lasts) {
                        Some(fault) => does(fault),
                        None if event["fault"] == "none" => {}
                        None => self.unknown.push(format!("{event}")),
                    }
                }
                "partition s1" => does(Intervention::Cut(0, length(FOR_EVER))),
                "paused" => does(Intervention::Pauses),
                "resume" => does(Intervention::Resumes),
                "slow_begin" => {
                    let share = recording.number("duty").unwrap_or(1.0) * 1e6;
                    does(Intervention::Share(share.round() as u64));
                }
                "slow_end" => does(Intervention::Share(1_000_000)),
                "primary_killed" | "fast_stop" => {
                    let dropped = ["inflight_dropped", "drop"]
                        .iter()
                        .any(|name| recording.params[*name].as_bool() == Some(true));
                    does(Intervention::LeaderLost { delivered: !dropped });
                }
                "promote" | "promote_begin" | "promote_while_paused" => {
                    does(Intervention::Promotes(0))
                }
                "repoint_s2" => does(Intervention::Repoints),
                other if BEHAVIOUR.contains(&other) || SHOWN.contains(&other) => {}
                other => self.unknown.push(other.to_owned()),
            }
        }
    }
}

/// The leader's curve, and how long was recorded. Between its last sample and its end it goes on
/// as in the second before.
fn leader(recording: &Trace) -> Result<(Vec<LeaderPosition>, f64), String> {
    let missing = |name: &str| format!("it has no column {name}");
    let times = recording.column("t").ok_or_else(|| missing("t"))?;
    let bytes = recording.column("p_lsn_b").ok_or_else(|| missing("p_lsn_b"))?;
    let commits = recording.column("p_commits").ok_or_else(|| missing("p_commits"))?;
    let waiting = recording.column("p_syncwait").unwrap_or_default();
    let stop = recording.moment("primary_killed").or(recording.moment("fast_stop"));
    let end = times.last().copied().unwrap_or(0.0);
    // Whatever happened to it after that was not recorded.
    let stop = stop.filter(|stop| *stop <= end).unwrap_or(f64::INFINITY);
    let mut stands: Vec<LeaderPosition> = Vec::new();
    for (row, &t) in times.iter().enumerate() {
        let (bytes, commits) = (bytes[row], commits[row]);
        if t > stop || !bytes.is_finite() || !commits.is_finite() {
            continue;
        }
        let waiting = waiting.get(row).copied().filter(|x| x.is_finite()).unwrap_or(0.0);
        let last = stands.last().copied().unwrap_or_default();
        let commits = commits.max(last.commits);
        let written = (commits + waiting).max(last.written);
        stands.push(LeaderPosition { t, bytes: bytes.max(last.bytes), commits, written });
    }
    let (Some(first), Some(last)) = (stands.first().copied(), stands.last().copied()) else {
        return Err("the leader was never seen".to_owned());
    };
    if stop.is_finite() && stop > last.t {
        let before = stands.iter().find(|position| position.t >= last.t - 1.0).copied();
        let before = before.unwrap_or(first);
        let share = (stop - last.t) / (last.t - before.t).max(1e-3);
        let on = |last: f64, before: f64| last + (last - before) * share;
        stands.push(LeaderPosition {
            t: stop,
            bytes: on(last.bytes, before.bytes),
            commits: on(last.commits, before.commits),
            written: on(last.written, before.written),
        });
    }
    Ok((stands, end))
}

fn wire(recording: &Trace, number: u32) -> LinkSpec {
    let own = format!("s{number}_oneway");
    let seconds = recording
        .number(&own)
        .or(recording.number("oneway_s"))
        .or(recording.number("oneway_ms").map(|ms| ms / 1e3))
        .unwrap_or(0.0);
    let bandwidth = recording.number("bw_bytes_s").map_or(WIDE, |rate| rate as u64);
    LinkSpec { latency: length(seconds), bandwidth }
}

/// `5s`, `30s`, `500ms`, `0`, `-1` or nothing; a figure is in milliseconds, as in PostgreSQL.
fn delay(setting: &Value) -> Result<Option<SimDuration>, String> {
    let wrong = || format!("max_standby_streaming_delay is {setting}; write 5s or -1");
    let text = match setting {
        Value::Null => return Ok(None),
        Value::String(text) => text.replace("min", "m"),
        Value::Number(millis) => format!("{millis}ms"),
        _ => return Err(wrong()),
    };
    match text.as_str() {
        "" | "-1" | "-1ms" => Ok(None),
        "0" => Ok(Some(SimDuration::ZERO)),
        text => SimDuration::parse(text).map(Some).ok_or_else(wrong),
    }
}

/// A switch: `on`, or `true`.
fn is_on(recording: &Trace, name: &str) -> bool {
    let value = &recording.params[name];
    value.as_bool().unwrap_or(value.as_str() == Some("on"))
}

/// A table's number: any, but the same for the same name.
fn table(name: Option<&str>) -> u32 {
    name.unwrap_or_default().bytes().fold(7, |sum, byte| sum.wrapping_mul(31) ^ u32::from(byte))
}

fn begins(recording: &Trace, event: &Value, planned: Option<&Value>, tag: String) -> Intervention {
    let word = |from: Option<&Value>, key: &str| from?[key].as_str().map(str::to_owned);
    let kind = word(Some(event), "kind").or_else(|| word(planned, "kind"));
    let kind = kind.or_else(|| recording.word("query_kind").map(str::to_owned));
    let session = match kind.as_deref() {
        Some("rr") => SessionState::IdleWithSnapshot,
        Some("rc") => SessionState::Idle,
        _ => SessionState::Running,
    };
    let touched = word(Some(event), "tbl").or_else(|| word(planned, "tbl"));
    let touched = touched.or_else(|| recording.word("query_table").map(str::to_owned));
    let lasts = planned.and_then(|planned| planned["secs"].as_f64());
    // An idle transaction ends when its client comes back, which is an event of its own.
    let lasts = lasts.or(recording.number("hold_s")).filter(|secs| *secs > 0.0);
    let lasts = lasts.filter(|_| session == SessionState::Running).map(length);
    Intervention::Begins { tag, session, table: Some(table(touched.as_deref())), lasts }
}

fn fault(recording: &Trace, event: &Value, lasts: SimDuration) -> Option<Intervention> {
    let action = event["action"].as_str().or(event["fault"].as_str())?;
    Some(match action {
        "cut" | "cut_s1" | "cancel" => Intervention::Cut(0, lasts),
        "cut_s2" => Intervention::Cut(1, lasts),
        "stall" | "stop_walreceiver" | "stop_walsender" => Intervention::Silence(0, lasts),
        "bw" => Intervention::Slow(0, recording.number("bw2")? as u64, lasts),
        "standby_stop" | "standby_kill9" | "stop_s1" => Intervention::Stops(0, lasts),
        "longq" => Intervention::Begins {
            tag: "1".to_owned(),
            session: SessionState::IdleWithSnapshot,
            table: None,
            lasts: Some(lasts),
        },
        _ => return None,
    })
}

/// `FIRST 1 (s1)`, `ANY 1 (s1,s2)`, of the followers that there are.
fn synchronous(
    recording: &Trace,
    followers: u32,
    unknown: &mut Vec<String>,
) -> Option<Synchronous> {
    let mode = recording.word("mode").or(recording.word("synchronous_commit"))?;
    let names = recording.word("names").or(recording.word("synchronous_standby_names"))?;
    let level = match mode {
        "on" | "remote_write" => SyncLevel::Received,
        "remote_apply" => SyncLevel::Replayed,
        _ => return None,
    };
    let (how_many, list) = names.split_once('(')?;
    let quorum = how_many.split_whitespace().last()?.parse().ok()?;
    // The leader is server 0, and so the followers' numbers are their names'.
    let number = |name: &str| name.trim().strip_prefix('s')?.parse().ok();
    let mut of = Vec::new();
    for name in list.trim_end_matches(')').split(',') {
        match number(name).filter(|number| (1..=followers).contains(number)) {
            Some(number) => of.push(ServerId(number)),
            None => unknown.push(format!("synchronous_standby_names: {name}")),
        }
    }
    Some(Synchronous { level, quorum, of })
}
