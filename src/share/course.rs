//! The course: what somebody has finished of it, as it is kept, exported and imported.

use serde::{Deserialize, Serialize};

use crate::format;
use crate::sim::SimDuration;

/// How a lesson ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Solving {
    /// A solution was shown in it.
    Shown,
    /// All steps were done, and something that had to be true was not.
    Failed,
    Solved,
}

/// What came of a lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonResult {
    pub lesson: String,
    pub solving: Solving,
    /// Hints that were taken, the page's own among them.
    pub hints: u32,
    pub downtime_ms: u64,
    pub lost: u64,
}

impl LessonResult {
    /// `0 commits lost, 0:12 down, 2 hints`
    pub fn summary(&self) -> String {
        format!(
            "{} lost, {} down, {}",
            format::commits(self.lost),
            format::length(SimDuration::from_millis(self.downtime_ms)),
            format::plural(u64::from(self.hints), "hint")
        )
    }

    /// What makes one result better than another: solved, without losses, hints and downtime.
    fn merit(&self) -> impl Ord + use<> {
        use std::cmp::Reverse;
        (self.solving, Reverse((self.lost, self.hints, self.downtime_ms)))
    }
}

/// The best result of each lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    results: Vec<LessonResult>,
}

/// Results that are kept at most: of more lessons than anybody has.
const MOST: usize = 500;

impl Course {
    /// Takes in a result, where it is better than the one of before; says whether it is.
    pub fn note(&mut self, result: LessonResult) -> bool {
        match self.results.iter_mut().find(|known| known.lesson == result.lesson) {
            Some(known) if known.merit() < result.merit() => *known = result,
            Some(_) => return false,
            None => self.results.push(result),
        }
        true
    }

    /// Takes in the results of another, such as one that was stored or imported; says how many
    /// were better.
    pub fn merge(&mut self, other: Course) -> usize {
        let results = other.results.into_iter().take(MOST);
        results.map(|result| self.note(result)).filter(|is_better| *is_better).count()
    }

    pub fn result(&self, lesson: &str) -> Option<&LessonResult> {
        self.results.iter().find(|result| result.lesson == lesson)
    }

    /// Whether a lesson was solved by the learner.
    pub fn has_solved(&self, lesson: &str) -> bool {
        self.result(lesson).is_some_and(|result| result.solving == Solving::Solved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(solving: Solving, lost: u64, hints: u32) -> LessonResult {
        LessonResult { lesson: "unfollow".into(), solving, hints, downtime_ms: 5_000, lost }
    }

    #[test]
    fn the_best_result_stays_whichever_tab_comes_last() {
        let mut course = Course::default();
        course.note(result(Solving::Shown, 0, 0));
        assert!(!course.has_solved("unfollow"));
        course.note(result(Solving::Solved, 0, 2));
        course.note(result(Solving::Failed, 0, 0));
        course.note(result(Solving::Solved, 0, 3));
        assert_eq!(course.result("unfollow"), Some(&result(Solving::Solved, 0, 2)));
        let mut other = Course::default();
        other.note(result(Solving::Solved, 0, 0));
        course.merge(other);
        let text = serde_json::to_string(&course).expect("it can be written");
        assert_eq!(serde_json::from_str::<Course>(&text).expect("it can be read"), course);
        assert!(course.has_solved("unfollow"));
        assert_eq!(course.result("unfollow").map(|it| it.hints), Some(0));
    }
}
