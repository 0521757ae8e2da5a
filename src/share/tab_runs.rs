//! The runs of a tab of the browser: the one that it shows, and others that wait until they can be
//! opened. A reload, also one after a crash, finds them in the tab's entry of the history.

use serde::{Deserialize, Deserializer, Serialize};

use super::stored_runs::StoredRun;

/// A run as the tab keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TabRun {
    /// Empty until it has one.
    #[serde(deserialize_with = "lenient")]
    pub id: String,
    /// When it was kept, in milliseconds since 1970.
    #[serde(deserialize_with = "lenient")]
    pub at: u64,
    /// Empty while nothing of it has been kept.
    #[serde(deserialize_with = "lenient")]
    pub text: String,
    #[serde(deserialize_with = "lenient")]
    pub inputs: u32,
    /// How often in a row it has ended the program.
    #[serde(deserialize_with = "lenient")]
    pub crashes: u32,
    /// Whether it came from a link and nobody has acted in it since: then it is nobody's own, and
    /// is not stored for other tabs.
    #[serde(deserialize_with = "lenient", skip_serializing_if = "is_false")]
    pub is_only_seen: bool,
}

/// The entry of a tab in its history.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TabEntry {
    #[serde(deserialize_with = "lenient")]
    pub run: Option<TabRun>,
    /// Runs that are not open.
    #[serde(deserialize_with = "lenient_list")]
    pub others: Vec<TabRun>,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// What is of another type than it should be counts as absent.
fn lenient<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    value: D,
) -> Result<T, D::Error> {
    Ok(T::deserialize(value).unwrap_or_default())
}

/// A list without what is no item of it.
fn lenient_list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    value: D,
) -> Result<Vec<T>, D::Error> {
    let items: Vec<Lenient<T>> = lenient(value)?;
    Ok(items.into_iter().filter_map(|item| item.0).collect())
}

/// A value, if it is of the type that it should be.
struct Lenient<T>(Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Lenient<T>, D::Error> {
        Ok(Lenient(T::deserialize(value).ok()))
    }
}

impl TabRun {
    fn stored(&self, at: u64) -> StoredRun {
        let (id, text) = (self.id.clone(), self.text.clone());
        StoredRun { id, at, inputs: self.inputs, text }
    }
}

/// How a run was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenResult {
    /// It goes on.
    Continued,
    /// It is another run than the one that was kept, which stays kept.
    DifferentRun,
    /// The same, and it came from a link.
    FromLink,
    /// What was kept cannot be read, and is set aside.
    Unreadable,
}

/// What there is to say of a run that was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenNotice {
    /// It is of a tab that was closed.
    Inherited,
    /// The run that was kept waits.
    OtherWaits,
}

/// Why a run is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveReason {
    /// It shows another moment, or this may be the last occasion.
    MomentChanged,
    /// It has run for five seconds.
    Interval,
    /// Somebody acts.
    Input,
}

impl SaveReason {
    /// How much it shows that the program came so far without a crash.
    fn evidence(self) -> u32 {
        match self {
            SaveReason::MomentChanged => 0,
            SaveReason::Interval => 1,
            SaveReason::Input => 2,
        }
    }
}

/// The evidence after which a run that crashed counts as well: an input, or ten seconds. Until
/// then it is kept as it was when it crashed.
const ENOUGH_EVIDENCE: u32 = 2;

/// The runs of a tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TabRuns {
    run: TabRun,
    others: Vec<TabRun>,
    /// Whether the page shows `run`: not while that is fetched or opened.
    is_open: bool,
    /// Whether the run is of a tab that was closed.
    is_inherited: bool,
    evidence: u32,
}

impl TabRuns {
    /// The runs of an entry; says also whether the tab had one.
    pub fn of(entry: TabEntry) -> (TabRuns, bool) {
        let TabEntry { mut run, mut others } = entry;
        others.retain(|other| !(other.id.is_empty() && other.text.is_empty()));
        let is_idle = run.as_ref().is_none_or(|run| run.inputs == 0 && run.crashes == 0);
        // Nobody acted in what was shown instead of a run, so that one is tried again.
        if is_idle && !others.is_empty() {
            run = Some(others.remove(0));
        }
        let had_one = run.is_some();
        (TabRuns { run: run.unwrap_or_default(), others, ..TabRuns::default() }, had_one)
    }

    pub fn run(&self) -> &TabRun {
        &self.run
    }

    /// What the tab's entry is to have.
    pub fn entry(&self) -> TabEntry {
        TabEntry { run: Some(self.run.clone()), others: self.others.clone() }
    }

    /// What all tabs are to find.
    pub fn stored(&self) -> StoredRun {
        self.run.stored(self.run.at)
    }

    /// The same, where no tab is to go on with it.
    pub fn set_aside(&self) -> StoredRun {
        self.run.stored(0)
    }

    /// Whether a run waits to be opened.
    pub fn has_others(&self) -> bool {
        !self.others.is_empty()
    }

    /// Takes what is stored of the run, if that is newer than the tab's entry: what was kept as
    /// the page was left came too late for the entry.
    pub fn take_stored(&mut self, stored: &StoredRun) {
        let StoredRun { at, inputs, text, .. } = stored.clone();
        if at > self.run.at {
            let id = self.run.id.clone();
            self.run = TabRun { id, at, inputs, text, ..TabRun::default() };
        } else if self.run.text.is_empty() {
            self.run.text = text;
        }
    }

    /// Goes on with a run of a tab that was closed.
    pub fn inherit(&mut self, stored: &StoredRun) {
        let StoredRun { id, inputs, text, .. } = stored.clone();
        self.run = TabRun { id, inputs, text, ..TabRun::default() };
        self.is_inherited = true;
    }

    /// Gives the run another name.
    pub fn rename(&mut self, id: String) {
        self.run.id = id;
    }

    /// The runs are found. A run that has no text is open as it is: it begins.
    pub fn found(&mut self) {
        self.is_open = self.run.text.is_empty();
    }

    /// The run is open, or another one is, which takes the new id. Returns what there is to say.
    pub fn opened(
        &mut self,
        result: OpenResult,
        new_id: impl FnOnce() -> String,
    ) -> Option<OpenNotice> {
        let was_inherited = std::mem::take(&mut self.is_inherited);
        let was_open = std::mem::replace(&mut self.is_open, true);
        if result == OpenResult::Continued {
            return was_inherited.then_some(OpenNotice::Inherited);
        }
        let is_only_seen = result == OpenResult::FromLink;
        let run = TabRun { id: new_id(), at: self.run.at, is_only_seen, ..TabRun::default() };
        let before = std::mem::replace(&mut self.run, run);
        let waits = result != OpenResult::Unreadable && !was_open;
        if waits {
            self.others.insert(0, before);
        }
        waits.then_some(OpenNotice::OtherWaits)
    }

    /// Keeps the run, and says whether it did: a run that crashed stays as it was then, until
    /// there is evidence that the program came farther.
    pub fn keep(&mut self, text: String, inputs: u32, at: u64, reason: SaveReason) -> bool {
        if !self.is_open {
            return false;
        }
        if self.run.crashes > 0 {
            self.evidence += reason.evidence();
            if self.evidence < ENOUGH_EVIDENCE {
                return false;
            }
        }
        let is_only_seen = self.run.is_only_seen && reason != SaveReason::Input;
        let id = self.run.id.clone();
        self.run = TabRun { id, at, text, inputs, crashes: 0, is_only_seen };
        true
    }

    /// Goes on with a run that was stored. The page is to be loaded again; the entry of the run
    /// that is open stays in the history.
    pub fn turn_to_stored(&mut self, stored: &StoredRun) {
        let StoredRun { id, at, inputs, text } = stored.clone();
        self.run = TabRun { id, at, inputs, text, ..TabRun::default() };
        self.others.clear();
        self.is_open = false;
    }

    /// Puts the first run that waits in the place of the one that is open, which waits then, if
    /// somebody acted in it. The page is to be loaded again.
    pub fn turn_to_other(&mut self) {
        if self.others.is_empty() {
            return;
        }
        let other = self.others.remove(0);
        let before = std::mem::replace(&mut self.run, other);
        if before.inputs > 0 {
            self.others.push(before);
        }
        self.is_open = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn run(id: &str, inputs: u32, crashes: u32) -> TabRun {
        let text = format!("text of {id}");
        TabRun { id: id.to_owned(), at: 5, text, inputs, crashes, is_only_seen: false }
    }

    fn entry(run: Option<TabRun>, others: &[TabRun]) -> TabEntry {
        TabEntry { run, others: others.to_vec() }
    }

    /// The runs of a tab that has just been loaded.
    fn found(entry: TabEntry) -> TabRuns {
        let (mut runs, _) = TabRuns::of(entry);
        runs.found();
        runs
    }

    fn new_id() -> String {
        "new".to_owned()
    }

    #[test]
    fn an_entry_is_read_as_it_was_written() {
        let mut run = json!({"id": "a", "at": 7, "text": "x", "inputs": 2, "crashes": 1});
        run["is_only_seen"] = json!(true);
        let state = json!({"run": run, "others": [run]});
        let read: TabEntry = serde_json::from_value(state.clone()).expect("it is one");
        assert_eq!(read.run.as_ref().expect("a run").inputs, 2);
        assert_eq!(serde_json::to_value(&read).expect("it can be written"), state);
    }

    #[test]
    fn what_is_odd_in_an_entry_counts_as_absent() {
        for (state, expected) in [
            (json!({}), entry(None, &[])),
            (json!({"run": null, "others": null}), entry(None, &[])),
            (json!({"run": 5, "others": {"a": 1}}), entry(None, &[])),
            (
                json!({"others": [null, 5, "x", run("waits", 4, 0)]}),
                entry(None, &[run("waits", 4, 0)]),
            ),
            (
                json!({"run": {"id": 5, "at": "x", "text": "t", "inputs": -1, "more": 1}}),
                entry(Some(TabRun { text: "t".to_owned(), ..TabRun::default() }), &[]),
            ),
        ] {
            let read: TabEntry = serde_json::from_value(state.clone()).expect("any object is one");
            assert_eq!(read, expected, "{state}");
        }
    }

    #[test]
    fn a_run_that_waits_is_tried_again_unless_somebody_acted_in_the_one_shown_instead() {
        let waits = run("waits", 3, 0);
        for (shown, first) in [
            (None, "waits"),
            (Some(run("idle", 0, 0)), "waits"),
            (Some(run("acted", 1, 0)), "acted"),
            (Some(run("crashed", 0, 1)), "crashed"),
        ] {
            let (runs, had_one) = TabRuns::of(entry(shown, std::slice::from_ref(&waits)));
            assert_eq!((runs.run().id.as_str(), had_one), (first, true));
            assert_eq!(runs.has_others(), first != "waits");
        }
        assert!(!TabRuns::of(entry(None, &[])).1);
        // What has neither a name nor a text is no run.
        assert!(!TabRuns::of(entry(None, &[TabRun::default()])).1);
    }

    #[test]
    fn the_newer_of_entry_and_storage_counts() {
        let stored =
            |at: u64| StoredRun { id: "a".to_owned(), at, inputs: 9, text: "stored".to_owned() };
        let mut runs = found(entry(Some(run("a", 2, 1)), &[]));
        runs.take_stored(&stored(5));
        assert_eq!(runs.run(), &run("a", 2, 1));
        runs.take_stored(&stored(6));
        assert_eq!((runs.run().at, runs.run().inputs, runs.run().crashes), (6, 9, 0));
        // The entry had no room for the text.
        let cut = TabRun { text: String::new(), ..run("a", 2, 1) };
        let mut runs = found(entry(Some(cut), &[]));
        runs.take_stored(&stored(5));
        assert_eq!((runs.run().text.as_str(), runs.run().crashes), ("stored", 1));
    }

    #[test]
    fn nothing_is_kept_until_the_run_is_open() {
        let mut runs = found(entry(Some(run("a", 2, 0)), &[]));
        assert!(!runs.keep("x".to_owned(), 3, 9, SaveReason::Input));
        assert_eq!(runs.opened(OpenResult::Continued, new_id), None);
        assert!(runs.keep("x".to_owned(), 3, 9, SaveReason::MomentChanged));
        let kept = TabRun { id: "a".to_owned(), at: 9, text: "x".to_owned(), ..run("a", 3, 0) };
        assert_eq!(runs.run(), &kept);
        // A tab without a run has one that is open and begins.
        assert!(found(entry(None, &[])).keep(String::new(), 0, 9, SaveReason::MomentChanged));
    }

    #[test]
    fn a_run_that_crashed_stays_as_it_was_until_the_program_came_farther() {
        for (reasons, kept) in [
            (vec![SaveReason::MomentChanged; 9], false),
            (vec![SaveReason::MomentChanged, SaveReason::Interval], false),
            (vec![SaveReason::Interval, SaveReason::Interval], true),
            (vec![SaveReason::Input], true),
        ] {
            let mut runs = found(entry(Some(run("a", 2, 1)), &[]));
            runs.opened(OpenResult::Continued, new_id);
            let mut last = false;
            for reason in &reasons {
                last = runs.keep("x".to_owned(), 2, 9, *reason);
            }
            assert_eq!((last, runs.run().crashes), (kept, u32::from(!kept)), "{reasons:?}");
        }
    }

    #[test]
    fn another_run_has_a_name_of_its_own() {
        let mut runs = found(entry(Some(run("a", 2, 1)), &[]));
        // The scenario of the run is away: it waits.
        assert_eq!(runs.opened(OpenResult::DifferentRun, new_id), Some(OpenNotice::OtherWaits));
        assert_eq!(runs.entry().others, [run("a", 2, 1)]);
        assert_eq!(runs.run(), &TabRun { id: new_id(), at: 5, ..TabRun::default() });
        // The run that was open is stored, so that it need not wait.
        assert_eq!(runs.opened(OpenResult::DifferentRun, || "newer".to_owned()), None);
        assert_eq!((runs.entry().others.len(), runs.run().id.as_str()), (1, "newer"));
        let mut runs = found(entry(Some(run("a", 2, 0)), &[]));
        assert_eq!(runs.set_aside().to_string(), "0 2\ntext of a");
        runs.opened(OpenResult::Unreadable, new_id);
        assert!(!runs.has_others() && runs.run().text.is_empty());
    }

    #[test]
    fn a_run_from_a_link_is_nobodys_own_until_somebody_acts_in_it() {
        let mut runs = found(entry(None, &[]));
        runs.opened(OpenResult::FromLink, new_id);
        for reason in [SaveReason::MomentChanged, SaveReason::Interval] {
            assert!(runs.keep("x".to_owned(), 3, 9, reason) && runs.run().is_only_seen);
        }
        let state = serde_json::to_value(runs.entry()).expect("it can be written");
        let read: TabEntry = serde_json::from_value(state).expect("it is one");
        assert!(read.run.expect("a run").is_only_seen);
        runs.keep("x".to_owned(), 4, 9, SaveReason::Input);
        assert!(!runs.run().is_only_seen);
    }

    #[test]
    fn a_stored_run_is_turned_to() {
        let mut runs = found(entry(Some(run("a", 2, 0)), &[run("b", 1, 0)]));
        runs.turn_to_stored(&run("c", 7, 0).stored(4));
        assert_eq!(runs.entry(), entry(Some(TabRun { at: 4, ..run("c", 7, 0) }), &[]));
        assert!(!runs.keep("x".to_owned(), 3, 9, SaveReason::Input), "it is not open yet");
    }

    #[test]
    fn an_inherited_run_is_announced_once_it_goes_on() {
        let stored = run("a", 2, 0).stored(7);
        for (results, expected) in [
            (
                vec![OpenResult::Continued, OpenResult::Continued],
                [Some(OpenNotice::Inherited), None],
            ),
            (vec![OpenResult::Unreadable, OpenResult::Continued], [None, None]),
        ] {
            let mut runs = found(entry(None, &[]));
            runs.inherit(&stored);
            runs.found();
            let notices = results.iter().map(|result| runs.opened(*result, new_id));
            assert_eq!(notices.collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn the_run_that_is_open_waits_if_somebody_acted_in_it() {
        for (inputs, others) in [(1, 1), (0, 0)] {
            let mut runs = found(entry(Some(run("a", inputs, 1)), &[run("b", 4, 0)]));
            runs.opened(OpenResult::Continued, new_id);
            runs.turn_to_other();
            assert_eq!((runs.run(), runs.entry().others.len()), (&run("b", 4, 0), others));
            assert!(!runs.keep("x".to_owned(), 3, 9, SaveReason::Input), "it is not open yet");
        }
    }
}
