//! The catalogue of the lessons and worlds that come with the page: in the order in which somebody
//! learns, with what each is for. The page has it without fetching their files.

/// A scenario of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CatalogueEntry {
    /// The name of its file, without the ending.
    pub name: &'static str,
    /// The title that its file has.
    pub title: &'static str,
    /// What there is to do, in a line.
    pub goal: &'static str,
}

const fn entry(name: &'static str, title: &'static str, goal: &'static str) -> CatalogueEntry {
    CatalogueEntry { name, title, goal }
}

/// The course: scenarios with steps.
pub const LESSONS: [CatalogueEntry; 11] = [
    entry(
        "meet-the-fleet",
        "Meet the fleet",
        "Break the leader of a running app, then bring the app back with a follower.",
    ),
    entry(
        "create-a-follower",
        "Create a follower",
        "Give CHARCOAL a follower, and find out which databases can have one and which cannot.",
    ),
    entry(
        "read-from-it",
        "Read from it",
        "Move the reads of two apps to followers, so that no visitor sees an old page.",
    ),
    entry(
        "lag",
        "Lag and its causes",
        "Find out why a follower falls behind its leader, and let it catch up.",
    ),
    entry(
        "unfollow",
        "Unfollow makes a fork",
        "Turn the follower WHITE into a database of its own, and see what becomes of it.",
    ),
    entry(
        "change-plan",
        "Changeover to another plan",
        "Move the shop and the warehouse to another plan, without losing a commit.",
    ),
    entry(
        "promote",
        "Promote",
        "Move the app to WHITE, and find out what pg:promote moves and what it does not.",
    ),
    entry(
        "leader-gone",
        "The leader is gone",
        "The leader is about to be lost. Keep the downtime of the app under three minutes.",
    ),
    entry(
        "what-was-lost",
        "What was lost",
        "Fail over without losing a commit, and find out what a follower cannot save.",
    ),
    entry(
        "automated-failover",
        "Automated failover",
        "See what a premium plan does by itself when its leader fails, and what it leaves to you.",
    ),
    entry(
        "game-day",
        "Game day",
        "Bring sushi through twenty minutes of failures, with little downtime and next to no loss.",
    ),
];

/// Worlds without steps.
pub const CATALOGUE: [CatalogueEntry; 18] = [
    entry(
        "followers",
        "One leader, two followers",
        "Break the leader, then bring the app back without losing a commit.",
    ),
    entry(
        "charcoal-alone",
        "Create a first follower",
        "Give a database that stands alone a follower.",
    ),
    entry(
        "purple-alone",
        "Watch a new follower catch up",
        "Add one, and see the phases of its making.",
    ),
    entry(
        "report-on-white",
        "A report blocks replay",
        "See why one follower falls behind, and end what holds it.",
    ),
    entry(
        "equally-behind",
        "Two followers, equally far behind",
        "Find the follower that would lose nothing.",
    ),
    entry(
        "old-machine",
        "An old 32-bit database",
        "Find out which plan can follow a database on an old machine.",
    ),
    entry(
        "hobby",
        "A hobby database that is full",
        "Move an app off a plan that nothing can follow.",
    ),
    entry(
        "big-data",
        "Data that take hours to copy",
        "See how long a follower takes, and begin one in time.",
    ),
    entry(
        "white-leads",
        "Move one database to another plan",
        "Move the app to a database on another plan.",
    ),
    entry(
        "changeover",
        "Planned switch to another database, app busy",
        "Move a busy app without losing a commit.",
    ),
    entry(
        "changeover-quiet",
        "Planned switch, writes stopped",
        "Finish a switch for which everything is ready.",
    ),
    entry(
        "slots",
        "A follower away, a disk that fills",
        "Keep a follower that is away from filling its leader's disk.",
    ),
    entry(
        "reads",
        "Too many reads for one database",
        "Move the reads to the follower, and see who reads too early.",
    ),
    entry(
        "two-apps",
        "Two apps, each with its own database",
        "Let one app follow the database of another.",
    ),
    entry(
        "ha",
        "Automated failover",
        "Watch a hidden standby take over, and see when it does not.",
    ),
    entry(
        "shop-and-admin",
        "Two apps on one database",
        "Move two apps that share a database without losing a commit.",
    ),
    entry(
        "outside",
        "An app outside Heroku",
        "Move an app to another database, and by hand one outside Heroku.",
    ),
    entry(
        "twelve-followers",
        "Twelve followers",
        "Choose which of twelve to promote when the leader is lost.",
    ),
];

/// The lessons, then the worlds.
pub fn entries() -> impl Iterator<Item = &'static CatalogueEntry> {
    LESSONS.iter().chain(&CATALOGUE)
}

/// The number of a lesson, from 1.
pub fn lesson_number(name: &str) -> Option<usize> {
    LESSONS.iter().position(|entry| entry.name == name).map(|at| at + 1)
}

/// The title of a scenario that comes with the page.
pub fn title_of(name: &str) -> Option<&'static str> {
    entries().find(|entry| entry.name == name).map(|entry| entry.title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::{FRONT_DOOR, SHIPPED, Scenario, text_of};
    use std::collections::BTreeSet;

    #[test]
    fn each_scenario_stands_in_it_once_with_the_title_of_its_file() {
        let names: BTreeSet<&str> = entries().map(|entry| entry.name).collect();
        assert_eq!(names, SHIPPED.iter().copied().collect());
        assert_eq!((names.len(), LESSONS[0].name), (entries().count(), FRONT_DOOR));
        for CatalogueEntry { name, title, goal } in entries().copied() {
            let text = text_of(name).expect("it ships");
            let scenario = Scenario::shipped(name, text).expect("it is right");
            assert_eq!((title_of(name), scenario.world.title.as_str()), (Some(title), title));
            let lesson = scenario.lesson.as_ref().map(|lesson| lesson.goal.as_str());
            assert_eq!(lesson, lesson_number(name).map(|_| goal), "{name}");
            assert!(goal.ends_with('.') && goal.len() < 100, "{goal}");
        }
    }
}
