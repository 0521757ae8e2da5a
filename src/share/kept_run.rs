//! Runs that the browser keeps, as the list of them shows them.

use super::run_file;
use super::stored_runs::{self, StoredRun};
use crate::format::{self, plural};
use crate::lessons::catalogue::title_of;
use crate::lessons::{Scenario, ScenarioSource};
use crate::run::Outcome;
use crate::sim::SimDuration;

/// A run of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRun {
    pub id: String,
    /// The scenario's title.
    pub title: String,
    /// What happened to its apps: `37 commits lost, 1:12 down`.
    pub outcome: String,
    pub is_any_lost: bool,
    /// `3 inputs until 00:20:00, 5 minutes ago`
    pub extent: String,
    pub is_from_link: bool,
    pub place: KeptPlace,
}

/// Where a run that is kept is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptPlace {
    Nowhere,
    /// In this tab.
    Here,
    OtherTab,
}

/// The runs that are kept, the newest first: those in which somebody acted and which can be opened.
/// It is `now`, in milliseconds since 1970; this tab has the run of the id `mine`, and tabs hold
/// the runs of these keys.
pub fn kept_runs(
    mut stored: Vec<StoredRun>,
    now: u64,
    mine: &str,
    held: &[String],
) -> Vec<KeptRun> {
    stored_runs::sort(&mut stored);
    let place = |run: &StoredRun| match () {
        () if run.id == mine => KeptPlace::Here,
        () if held.contains(&run.key()) => KeptPlace::OtherTab,
        () => KeptPlace::Nowhere,
    };
    let kept = stored_runs::candidates(&stored);
    kept.filter_map(|run| KeptRun::of(run, now, place(run))).collect()
}

impl KeptRun {
    fn of(stored: &StoredRun, now: u64, place: KeptPlace) -> Option<KeptRun> {
        let read = run_file::read(&stored.text);
        // Of a damaged run the page opens what can be read.
        let run = read.or_else(|error| error.partial.map(|run| *run).ok_or(())).ok()?;
        let Outcome { downtime_ms, .. } = run.outcome;
        let down = format::length(SimDuration::from_millis(downtime_ms));
        let extent = format!(
            "{} until {}, {}",
            plural(u64::from(stored.inputs), "input"),
            format::clock_at_tick(run.end),
            ago(SimDuration::from_millis(now.saturating_sub(stored.at)))
        );
        Some(KeptRun {
            id: stored.id.clone(),
            title: title(&run.scenario)?,
            outcome: format!("{} lost, {down} down", format::commits(run.outcome.lost())),
            is_any_lost: run.outcome.lost() > 0,
            extent,
            is_from_link: stored_runs::is_from_link(&stored.id),
            place,
        })
    }
}

fn title(scenario: &ScenarioSource) -> Option<String> {
    match scenario {
        ScenarioSource::Shipped(name) => Some(title_of(name).unwrap_or(name).to_owned()),
        ScenarioSource::Own(text) => Some(Scenario::own(text).ok()?.world.title),
    }
}

/// How long ago something was, in words.
fn ago(length: SimDuration) -> String {
    match length.secs() {
        0..60 => "just now".to_owned(),
        secs @ 60..3_600 => format!("{} ago", plural(secs / 60, "minute")),
        secs @ 3_600..86_400 => format!("{} ago", plural(secs / 3_600, "hour")),
        secs => format!("{} ago", plural(secs / 86_400, "day")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::{FRONT_DOOR, FRONT_DOOR_TEXT};
    use crate::run::playback::Playhead;
    use crate::run::{Recording, UsageCounts};
    use crate::share::Options;
    use crate::share::run_file::SavedRun;
    use std::rc::Rc;

    fn text(scenario: Scenario, outcome: Outcome) -> String {
        let mut recording = Recording::new(Rc::new(scenario));
        recording.end = 12_000;
        let run = Recording { end: 0, ..recording.clone() }.play();
        let (counts, options) = (UsageCounts::default(), Options::default());
        let saved = SavedRun::of(&recording, &run, Playhead::END, counts, options);
        run_file::write(&SavedRun { outcome, ..saved })
    }

    fn stored(id: &str, at: u64, inputs: u32, text: &str) -> StoredRun {
        StoredRun { id: id.to_owned(), at, inputs, text: text.to_owned() }
    }

    #[test]
    fn a_kept_run_is_listed_with_what_happened_to_its_app() {
        let ours = Scenario::shipped(FRONT_DOOR, FRONT_DOOR_TEXT).expect("it is right");
        let lost = Outcome { gone: 2, left_behind: 35, downtime_ms: 72_000, ..Outcome::default() };
        let ours = text(ours, lost);
        let own = FRONT_DOOR_TEXT.replace("Meet the fleet", "Mine");
        let own = text(Scenario::own(&own).expect("it is right"), Outcome::default());
        let all = vec![
            stored("a", 1_000, 3, &ours),
            stored("link-b", 301_000, 1, &own),
            stored("idle", 400_000, 0, &ours),
            stored("aside", 0, 4, &ours),
            stored("noise", 200_000, 4, "x"),
            stored("cut", 100_000, 2, &ours[..ours.len() - 5]),
        ];
        let held = vec![stored_runs::key("a"), stored_runs::key("link-b")];
        let runs = kept_runs(all, 7_500_000, "a", &held);
        let ids: Vec<&str> = runs.iter().map(|run| run.id.as_str()).collect();
        assert_eq!(ids, ["link-b", "cut", "a"], "the newest first");
        let KeptRun { title, outcome, extent, .. } = &runs[2];
        assert_eq!(title, "Meet the fleet");
        assert_eq!((outcome.as_str(), runs[2].is_any_lost), ("37 commits lost, 1:12 down", true));
        assert_eq!(extent, "3 inputs until 00:20:00, 2 hours ago");
        assert_eq!((runs[2].place, runs[2].is_from_link), (KeptPlace::Here, false));
        assert_eq!((runs[0].title.as_str(), runs[0].is_any_lost), ("Mine", false));
        assert_eq!(runs[0].extent, "1 input until 00:20:00, 1 hour ago");
        assert_eq!((runs[0].place, runs[0].is_from_link), (KeptPlace::OtherTab, true));
        assert_eq!(runs[1].place, KeptPlace::Nowhere);
    }

    #[test]
    fn how_long_ago_is_said_in_words() {
        for (secs, words) in [
            (0, "just now"),
            (59, "just now"),
            (60, "1 minute ago"),
            (3_599, "59 minutes ago"),
            (7_200, "2 hours ago"),
            (86_400, "1 day ago"),
            (8_640_000, "100 days ago"),
        ] {
            assert_eq!(ago(SimDuration::from_secs(secs)), words);
        }
    }
}
