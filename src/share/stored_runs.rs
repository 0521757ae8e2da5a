//! Runs as a browser stores them, for all tabs: one value for each run, and no more than twenty.
//!
//! The value's first line has the time at which the run was stored and the number of its inputs;
//! the run's own text follows.

use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

/// What the name of a stored run begins with; its id follows.
pub const PREFIX: &str = "follower-playground.run.";

/// The most runs that are stored.
pub const LIMIT: usize = 20;

/// What the id of a run begins with that came from a link. The first line of the value has no room
/// that builds of before would understand.
pub const FROM_LINK: &str = "link-";

/// A stored run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredRun {
    pub id: String,
    /// Milliseconds since 1970. A run that was set aside, since it cannot be opened, has 0.
    pub at: u64,
    pub inputs: u32,
    pub text: String,
}

impl StoredRun {
    /// Reads what stands under a key; `None` for a key of something else. A value that has no such
    /// first line is an old run, which somebody acted in.
    pub fn read(key: &str, value: &str) -> Option<StoredRun> {
        let id = key.strip_prefix(PREFIX)?.to_owned();
        let (at, inputs, text) = split(value).unwrap_or((1, 1, value));
        Some(StoredRun { id, at, inputs, text: text.to_owned() })
    }

    /// The name under which it is stored.
    pub fn key(&self) -> String {
        key(&self.id)
    }

    /// Whether a new tab may go on with it: somebody acted in it, and it can be opened.
    pub fn can_go_on(&self) -> bool {
        self.at > 0 && self.inputs > 0
    }
}

/// The value that is stored.
impl Display for StoredRun {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        write!(f, "{} {}\n{}", self.at, self.inputs, self.text)
    }
}

/// The name under which the run of this id is stored.
pub fn key(id: &str) -> String {
    format!("{PREFIX}{id}")
}

fn split(value: &str) -> Option<(u64, u32, &str)> {
    let (head, text) = value.split_once('\n')?;
    let (at, inputs) = head.split_once(' ')?;
    Some((digits(at, 15)?.parse().ok()?, digits(inputs, 9)?.parse().ok()?, text))
}

fn digits(text: &str, most: usize) -> Option<&str> {
    (text.len() <= most && text.bytes().all(|c| c.is_ascii_digit())).then_some(text)
}

/// Whether the run of this id came from a link.
pub fn is_from_link(id: &str) -> bool {
    id.starts_with(FROM_LINK)
}

/// Sorts runs as they may go: first those in which nobody acted, then the oldest.
pub fn sort(runs: &mut [StoredRun]) {
    runs.sort_unstable_by_key(|run| (run.inputs > 0, run.at));
}

/// The runs that a new tab may go on with, the newest first, out of sorted ones.
pub fn candidates(sorted: &[StoredRun]) -> impl Iterator<Item = &StoredRun> {
    sorted.iter().rev().take_while(|run| run.can_go_on())
}

/// The runs that no tab holds, out of sorted ones.
pub fn unheld(sorted: Vec<StoredRun>, held: &[String]) -> Vec<StoredRun> {
    sorted.into_iter().filter(|run| !held.contains(&run.key())).collect()
}

/// How many runs are too many.
pub fn surplus(count: usize) -> usize {
    count.saturating_sub(LIMIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, at: u64, inputs: u32, text: &str) {
        let run = StoredRun::read("follower-playground.run.abc", value).expect("its key is right");
        let text = text.to_owned();
        assert_eq!(run, StoredRun { id: "abc".to_owned(), at, inputs, text });
    }

    #[test]
    fn a_value_is_a_time_a_number_and_a_text() {
        check("1700000000000 3\nA run\nof two lines", 1_700_000_000_000, 3, "A run\nof two lines");
        check("0 6\n", 0, 6, "");
        // Whatever else stands there is a text.
        for odd in ["", "\u{0}", "9 1", "1 2 3\nx", " 1\nx", "-1 1\nx", "+1 1\nx", "1 x\ny", "1 \n"]
        {
            check(odd, 1, 1, odd);
        }
        let long = format!("{} 1\nx", "9".repeat(16));
        check(&long, 1, 1, &long);
        assert_eq!(StoredRun::read("follower-playground.theme", "dark"), None);
    }

    #[test]
    fn a_run_is_written_as_it_is_read() {
        let value = "1700000000000 3\nA run";
        let run = StoredRun::read("follower-playground.run.abc", value).expect("its key is right");
        assert_eq!((run.key().as_str(), run.to_string().as_str()), (&*key("abc"), value));
    }

    fn runs(values: &[(&str, u64, u32)]) -> Vec<StoredRun> {
        let run = |(id, at, inputs): &(&str, u64, u32)| StoredRun {
            id: (*id).to_owned(),
            at: *at,
            inputs: *inputs,
            text: String::new(),
        };
        let mut runs: Vec<StoredRun> = values.iter().map(run).collect();
        sort(&mut runs);
        runs
    }

    fn ids<'a>(runs: impl IntoIterator<Item = &'a StoredRun>) -> Vec<&'a str> {
        runs.into_iter().map(|run| run.id.as_str()).collect()
    }

    #[test]
    fn runs_in_which_nobody_acted_go_first_then_the_oldest() {
        let runs = runs(&[("new", 9, 1), ("idle", 8, 0), ("aside", 0, 4), ("old", 3, 2)]);
        assert_eq!(ids(&runs), ["idle", "aside", "old", "new"]);
        let held = [key("aside"), "another page's".to_owned()];
        assert_eq!(ids(&unheld(runs, &held)), ["idle", "old", "new"]);
        assert_eq!((surplus(3), surplus(20), surplus(23)), (0, 0, 3));
    }

    #[test]
    fn a_new_tab_goes_on_with_the_newest_run_in_which_somebody_acted() {
        let runs = runs(&[("old", 3, 2), ("aside", 0, 4), ("idle", 11, 0), ("new", 9, 1)]);
        assert_eq!(ids(candidates(&runs)), ["new", "old"]);
        assert_eq!(candidates(&runs[..2]).count(), 0);
    }
}
