//! All that a browser keeps of somebody in one file: results of lessons, runs, lines typed, theme.
//! Another browser takes it in beside its own, and loses nothing by that.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Theme;
use super::course::Course;
use super::run_file::{self, SavedRun};
use super::stored_runs::{self, LIMIT, StoredRun};
use crate::format::{plural, series};
use crate::terminal::history::History;

/// What the file says that it is.
const NAME: &str = "Everything of Follower Playground";

/// The version of its form. A reader of an older one says so.
const VERSION: u32 = 1;

/// The name of the file.
pub const FILE: &str = "follower-playground.json";

/// What the file begins with, in every version.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ArchiveHeader {
    name: String,
    version: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archive {
    name: String,
    version: u32,
    course: Course,
    /// Those in which somebody acted.
    runs: Vec<StoredRun>,
    /// Lines typed, the oldest first.
    lines: Vec<String>,
    /// The theme that was chosen, where one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    theme: Option<Theme>,
}

/// What a browser keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keepings {
    pub course: Course,
    pub runs: Vec<StoredRun>,
    pub lines: Vec<String>,
    pub theme: Option<Theme>,
}

/// What comes of taking in an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intake {
    /// All results, each the better one.
    pub course: Course,
    /// All lines, those of the file before the browser's own.
    pub lines: Vec<String>,
    /// The theme, where none was chosen before.
    pub theme: Option<Theme>,
    /// Runs to be stored.
    pub runs: Vec<StoredRun>,
    /// Stored runs in which nobody acted, which make room for them.
    pub idle: Vec<StoredRun>,
    /// Runs for which the storage had no room.
    pub not_stored: usize,
    results: usize,
    new_lines: usize,
    known_runs: usize,
    surplus_runs: usize,
    unreadable_runs: usize,
}

/// Whether the text of a file may be an archive: runs and scenarios do not begin like that.
pub fn is_archive(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

impl Archive {
    pub fn of(keepings: Keepings) -> Archive {
        let Keepings { course, mut runs, lines, theme } = keepings;
        runs.retain(StoredRun::can_go_on);
        Archive { name: NAME.to_owned(), version: VERSION, course, runs, lines, theme }
    }

    /// The archive that a file is, given what could be read of it.
    ///
    /// # Errors
    /// A sentence that says why it is none.
    pub fn read(
        header: Option<ArchiveHeader>,
        archive: Option<Archive>,
    ) -> Result<Archive, String> {
        let damaged = "This file is damaged, so nothing was taken in. If there is another copy of \
                       it, open that one.";
        match header {
            Some(header) if header.name != NAME => Err(
                "This file is not what \"Save everything as a file\" saves, so nothing was taken \
                 in."
                .to_owned(),
            ),
            Some(header) if header.version > VERSION => Err(
                "This file was saved by a newer version of this page, so nothing was taken in. \
                 Reload the page, then open the file again."
                    .to_owned(),
            ),
            _ => archive.ok_or_else(|| damaged.to_owned()),
        }
    }

    /// What there is to be stored so that a browser has what it keeps and this. Runs of these keys
    /// are open somewhere, and `new_id` makes names for runs whose own is taken.
    pub fn merge(
        self,
        kept: Keepings,
        held: &[String],
        mut new_id: impl FnMut() -> String,
    ) -> Intake {
        let mut intake = Intake { course: kept.course, ..Intake::default() };
        intake.results = intake.course.merge(self.course);
        intake.take_lines(&self.lines, &kept.lines);
        intake.theme = self.theme.filter(|_| kept.theme.is_none());
        intake.take_runs(self.runs, &kept.runs, held, &mut new_id);
        intake
    }
}

impl Intake {
    /// Puts lines before those that are kept; the oldest are forgotten where there are too many.
    fn take_lines(&mut self, lines: &[String], kept: &[String]) {
        let mut known = BTreeSet::new();
        known.extend(kept);
        let new = lines.iter().filter(|line| !known.contains(line));
        let own = History::of(kept.to_vec()).lines().len();
        self.lines = History::of(new.chain(kept).cloned().collect()).lines().to_vec();
        self.new_lines = self.lines.len().saturating_sub(own);
    }

    fn take_runs(
        &mut self,
        mut runs: Vec<StoredRun>,
        stored: &[StoredRun],
        held: &[String],
        new_id: &mut impl FnMut() -> String,
    ) {
        let is_idle = |run: &&StoredRun| run.inputs == 0 && !held.contains(&run.key());
        let idle: Vec<&StoredRun> = stored.iter().filter(is_idle).collect();
        let room = LIMIT.saturating_sub(stored.len() - idle.len());
        runs.retain(|run| run.inputs > 0);
        stored_runs::sort(&mut runs);
        // The newest first, which stay where there is room for some only.
        for mut run in runs.into_iter().rev() {
            let is_known = |known: &StoredRun| known.has_all_of(&run);
            if run_file::read(&run.text).is_err_and(|error| error.partial.is_none()) {
                self.unreadable_runs += 1;
            } else if stored.iter().chain(&self.runs).any(is_known) {
                self.known_runs += 1;
            } else if self.runs.len() == room {
                self.surplus_runs += 1;
            } else {
                let is_taken = |known: &StoredRun| known.id == run.id;
                if !is_id(&run.id) || stored.iter().chain(&self.runs).any(is_taken) {
                    run.id = new_id();
                }
                run.at = run.at.max(1);
                self.runs.push(run);
            }
        }
        let goes = (stored.len() + self.runs.len()).saturating_sub(LIMIT);
        self.idle = idle.into_iter().take(goes).cloned().collect();
    }

    /// What was taken in and what was not, in sentences.
    pub fn message(&self) -> String {
        let count = |number: usize, noun: &str| (number > 0).then(|| plural(number as u64, noun));
        let stored = self.runs.len() - self.not_stored;
        let mut taken = Vec::new();
        taken.extend(count(self.results, "result").map(|results| format!("{results} of lessons")));
        taken.extend(count(stored, "run"));
        taken.extend(count(self.new_lines, "typed line"));
        taken.extend(self.theme.map(|_| "the theme".to_owned()));
        let mut sentences = vec![match taken.as_slice() {
            [] => "Nothing of the file was taken in that was not here before.".to_owned(),
            taken => format!("Taken in from the file: {}.", series(taken)),
        }];
        let runs = |number: usize, what: &str, so: String| {
            count(number, "run").map(|runs| {
                let verb = if number == 1 { "is" } else { "are" };
                format!("{runs} {verb} {what}{so}")
            })
        };
        let limit = format!(", since this browser keeps {LIMIT} at most.");
        let full = ", since the browser's storage for this page is full.".to_owned();
        sentences.extend(runs(self.known_runs, "here already", ".".to_owned()));
        sentences.extend(runs(self.surplus_runs, "left out", limit));
        sentences.extend(runs(self.not_stored, "left out", full));
        sentences.extend(runs(self.unreadable_runs, "damaged in the file", ".".to_owned()));
        sentences.join(" ")
    }
}

impl StoredRun {
    /// Whether another run is this one, or this one as it was earlier.
    fn has_all_of(&self, other: &StoredRun) -> bool {
        let goes_on = |here: &SavedRun, there: &SavedRun| {
            here.seed == there.seed
                && here.scenario == there.scenario
                && here.inputs.starts_with(&there.inputs)
        };
        let read = |text: &str| run_file::read(text).ok();
        self.text == other.text
            || self.id == other.id
                && read(&self.text)
                    .zip(read(&other.text))
                    .is_some_and(|(here, there)| goes_on(&here, &there))
    }
}

/// Whether it can be the id of a stored run.
fn is_id(text: &str) -> bool {
    let is_sign = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
    (1..=40).contains(&text.len()) && text.bytes().all(is_sign)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::{FRONT_DOOR, FRONT_DOOR_TEXT, Scenario};
    use crate::run::playback::Playhead;
    use crate::run::recording::TimedInput;
    use crate::run::{Input, Outcome, Recording, UsageCounts};
    use crate::share::Options;
    use crate::share::course::{LessonResult, Solving};
    use std::rc::Rc;

    /// The text of a run in which these lines were typed.
    fn text(lines: &[&str]) -> String {
        let scenario = Scenario::shipped(FRONT_DOOR, FRONT_DOOR_TEXT).expect("it is right");
        let mut recording = Recording::new(Rc::new(scenario));
        let inputs = lines
            .iter()
            .map(|line| TimedInput { tick: 5, input: Input::Entered((*line).to_owned()) });
        recording.inputs.extend(inputs);
        recording.end = 20;
        let run = Recording { end: 0, inputs: Vec::new(), ..recording.clone() }.play();
        let (counts, options) = (UsageCounts::default(), Options::default());
        let saved = SavedRun::of(&recording, &run, Playhead::END, counts, options);
        run_file::write(&SavedRun { outcome: Outcome::default(), hash: None, ..saved })
    }

    fn run(id: &str, at: u64, lines: &[&str]) -> StoredRun {
        StoredRun { id: id.to_owned(), at, inputs: lines.len() as u32, text: text(lines) }
    }

    fn result(lesson: &str, solving: Solving, lost: u64) -> LessonResult {
        let lesson = lesson.to_owned();
        LessonResult { lesson, solving, hints: 0, downtime_ms: 9, lost }
    }

    fn course(results: &[LessonResult]) -> Course {
        let mut course = Course::default();
        results.iter().for_each(|result| {
            course.note(result.clone());
        });
        course
    }

    fn lines(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    fn ids(runs: &[StoredRun]) -> Vec<&str> {
        runs.iter().map(|run| run.id.as_str()).collect()
    }

    /// What a browser that keeps this takes in of another's runs.
    fn take_in(kept: &[StoredRun], held: &[String], runs: Vec<StoredRun>) -> Intake {
        let archive = Archive::of(Keepings { runs, ..Keepings::default() });
        let mut number = 0;
        let kept = Keepings { runs: kept.to_vec(), ..Keepings::default() };
        archive.merge(kept, held, || {
            number += 1;
            format!("new-{number}")
        })
    }

    /// Reads a file as the page does.
    fn read(text: &str) -> Result<Archive, String> {
        Archive::read(serde_json::from_str(text).ok(), serde_json::from_str(text).ok())
    }

    #[test]
    fn a_file_is_read_as_it_was_written_and_has_no_run_without_inputs() {
        let keepings = Keepings {
            course: course(&[result("unfollow", Solving::Solved, 0)]),
            runs: vec![run("a", 7, &["heroku ps"]), run("idle", 8, &[])],
            lines: lines(&["heroku ps"]),
            theme: Some(Theme::Dark),
        };
        let archive = Archive::of(keepings);
        assert_eq!(ids(&archive.runs), ["a"]);
        let text = serde_json::to_string(&archive).expect("it can be written");
        assert!(is_archive(&text) && text.contains("\"theme\":\"dark\""), "{text}");
        assert_eq!(read(&text), Ok(archive));
        assert!(!is_archive(&self::text(&[])) && !is_archive(FRONT_DOOR_TEXT));
    }

    #[test]
    fn a_file_that_is_none_says_why() {
        let archive = Archive::of(Keepings::default());
        let text = serde_json::to_string(&archive).expect("it can be written");
        let check = |text: &str, expected: &str| {
            let why = read(text).expect_err(text);
            assert!(why.contains(expected) && why.contains("nothing was taken in"), "{why}");
        };
        check(&text[..text.len() - 1], "damaged");
        check(&text.replace("\"runs\":[]", "\"runs\":[5]"), "damaged");
        check("{}", "damaged");
        check(&text.replace("Everything of", "Nothing of"), "is not what");
        check(&text.replace("\"version\":1", "\"version\":2,\"more\":1"), "newer version");
    }

    #[test]
    fn the_better_result_stays_and_own_lines_and_theme_come_last() {
        let archive = Archive::of(Keepings {
            course: course(&[
                result("unfollow", Solving::Solved, 5),
                result("lag", Solving::Solved, 0),
                result("promote", Solving::Failed, 0),
            ]),
            lines: lines(&["heroku ps", "heroku pg:info"]),
            theme: Some(Theme::Dark),
            ..Keepings::default()
        });
        let own =
            course(&[result("unfollow", Solving::Solved, 0), result("promote", Solving::Shown, 0)]);
        let kept = Keepings {
            course: own,
            lines: lines(&["heroku pg:info", "heroku config"]),
            ..Keepings::default()
        };
        let intake = archive.clone().merge(kept.clone(), &[], String::new);
        let lost = |lesson| intake.course.result(lesson).map(|result| result.lost);
        assert_eq!((lost("unfollow"), lost("lag")), (Some(0), Some(0)));
        assert_eq!(intake.course.result("promote").map(|it| it.solving), Some(Solving::Failed));
        assert_eq!(intake.lines, ["heroku ps", "heroku pg:info", "heroku config"]);
        assert_eq!(intake.theme, Some(Theme::Dark));
        assert_eq!(
            intake.message(),
            "Taken in from the file: 2 results of lessons, 1 typed line and the theme."
        );
        let intake =
            archive.merge(Keepings { theme: Some(Theme::Light), ..kept }, &[], String::new);
        assert_eq!(intake.theme, None);
    }

    #[test]
    fn runs_are_added_and_none_is_overwritten() {
        let kept = [
            run("same", 9, &["heroku ps"]),
            run("farther", 9, &["heroku ps", "heroku apps"]),
            run("other", 9, &["heroku config"]),
        ];
        let intake = take_in(
            &kept,
            &[],
            vec![
                run("renamed", 3, &["heroku ps"]),
                run("farther", 4, &["heroku ps"]),
                run("other", 5, &["heroku pg:wait"]),
                run("free", 6, &["heroku logs"]),
                run("../x", 7, &["heroku releases"]),
                StoredRun { text: "A run".to_owned(), ..run("noise", 8, &["x"]) },
            ],
        );
        assert_eq!(ids(&intake.runs), ["new-1", "free", "new-2"]);
        assert_eq!(intake.runs[2].text, text(&["heroku pg:wait"]));
        assert_eq!(
            intake.message(),
            "Taken in from the file: 3 runs. 2 runs are here already. 1 run is damaged in the file."
        );
        let again = take_in(&intake.runs, &[], intake.runs.clone());
        assert!(again.runs.is_empty());
        assert_eq!(
            again.message(),
            "Nothing of the file was taken in that was not here before. 3 runs are here already."
        );
    }

    #[test]
    fn the_limit_of_kept_runs_holds_and_only_idle_ones_make_room() {
        let names: Vec<String> = (0..18).map(|at| format!("heroku ps:scale web={at}")).collect();
        let mut kept: Vec<StoredRun> =
            names.iter().map(|name| run(&name[20..], 9, &[name])).collect();
        kept.extend([run("idle", 3, &[]), run("open", 4, &[])]);
        let held = [run("open", 4, &[]).key()];
        let new = vec![
            run("old", 1, &["heroku apps"]),
            run("newer", 8, &["heroku logs"]),
            run("new", 7, &["heroku config"]),
        ];
        let mut intake = take_in(&kept, &held, new.clone());
        assert_eq!((ids(&intake.runs), ids(&intake.idle)), (vec!["newer"], vec!["idle"]));
        assert!(kept.len() + intake.runs.len() - intake.idle.len() <= LIMIT);
        let left_out = "2 runs are left out, since this browser keeps 20 at most.";
        assert_eq!(intake.message(), format!("Taken in from the file: 1 run. {left_out}"));
        intake.not_stored = 1;
        let full = "1 run is left out, since the browser's storage for this page is full.";
        assert!(intake.message().ends_with(full), "{}", intake.message());
        assert_eq!(take_in(&kept[..18], &held, new).runs.len(), 2);
    }
}
