//! The report of lost commits: which databases still hold them, and which are gone for good.

use super::Playground;
use crate::format;
use crate::platform::losses::LostCommits;
use crate::platform::{AppId, Platform};
use crate::sim::wal::TimelineId;

/// Lost commits of one app and one timeline that the same databases hold.
#[derive(Clone, Debug, PartialEq)]
pub struct LossGroup {
    /// Whether no database holds them any more.
    pub is_gone: bool,
    /// `37 commits gone for good: 51,866 to 51,902`.
    pub heading: String,
    /// Descriptions of the first few, and how many more there are.
    pub commits: Vec<String>,
}

/// Lost commits that a group describes at most.
const DESCRIBED: usize = 4;

impl Playground {
    /// All lost commits, the oldest group first.
    pub fn loss_report(&self) -> Vec<LossGroup> {
        self.loss_report_of(self.world())
    }

    /// The same for the world of a trial.
    pub(super) fn loss_report_of(&self, world: &Platform) -> Vec<LossGroup> {
        let mut groups = Vec::new();
        for (id, _) in world.apps() {
            let mut left = world.permanent_losses(id);
            while let Some(first) = left.first().cloned() {
                let (group, others) = left.into_iter().partition(|lost| {
                    lost.timeline == first.timeline && lost.held_by == first.held_by
                });
                groups.push(self.loss_group(world, id, &first, group));
                left = others;
            }
        }
        groups
    }

    /// A group of lost commits, `first` of which is the oldest.
    fn loss_group(
        &self,
        world: &Platform,
        app: AppId,
        first: &LostCommits,
        group: Vec<LostCommits>,
    ) -> LossGroup {
        let count: u64 = group.iter().map(LostCommits::count).sum();
        let is_gone = first.held_by.is_empty();
        let mut heading = self.name_if_many(app).map(|name| name + ": ").unwrap_or_default();
        heading += &format::commits(count);
        if is_gone {
            heading += " gone for good";
        } else {
            let holders = first.held_by.iter().map(|id| world.database(*id).colour.as_str());
            let holders = format::series(&holders.collect::<Vec<_>>());
            heading += &format!(" left behind on {holders}");
        }
        let last = group.last().map_or(first.last, |lost| lost.last);
        // Another app's commits may lie between.
        heading += if last - first.first < count { ": " } else { ", of " };
        heading += &format::count(first.first);
        if count > 1 {
            heading += &format!(" to {}", format::count(last));
        }
        // The ledger merges what two apps wrote long ago: then only the count is known.
        let exact = group.iter().filter(|lost| lost.is_complete());
        let numbers = exact.flat_map(|lost| lost.first..=lost.last).take(DESCRIBED);
        let mut commits: Vec<String> =
            numbers.map(|number| self.described_in(world, first.timeline, number)).collect();
        let more = count - commits.len() as u64;
        if more > 0 && !commits.is_empty() {
            commits.push(format!("and {} more", format::count(more)));
        }
        LossGroup { is_gone, heading, commits }
    }

    /// A commit's number, its time and its meaning.
    pub(super) fn described(&self, timeline: TimelineId, number: u64) -> String {
        self.described_in(self.world(), timeline, number)
    }

    fn described_in(&self, world: &Platform, timeline: TimelineId, number: u64) -> String {
        let timelines = world.fleet().timelines();
        let writer = timelines.get(timelines.writer_of(timeline, number)).writer;
        let written = self.start().databases.get(world.database_on(writer).0 as usize);
        let old = written.filter(|start| start.follows.is_none()).map_or(0, |start| start.commits);
        let meaning = world.meaning(timeline, number);
        // Nobody knows when the commits from before the run were made.
        let time =
            if number <= old { "before the run".to_owned() } else { format::clock(meaning.at) };
        format!("{} {time} {}", format::count(number), meaning.text)
    }
}

#[cfg(test)]
mod tests {
    use crate::playground::tests::{enter, pass, playground};

    #[test]
    fn what_the_same_databases_hold_is_one_part_that_counts_all_of_it() {
        let mut playground = playground("two-apps");
        // Both apps write to CHARCOAL, one of them with a follower that is cut off.
        enter(&mut playground, "heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
        pass(&mut playground, 900);
        enter(&mut playground, "heroku config:get DATABASE_URL");
        let url = playground.shell().screen().lines().last().expect("it is printed").1.text();
        enter(&mut playground, &format!("heroku config:set DATABASE_URL={url} --app tempura"));
        enter(&mut playground, "heroku pg:unfollow WHITE --confirm sushi");
        pass(&mut playground, 60);
        enter(&mut playground, "heroku pg:promote WHITE");
        pass(&mut playground, 5);
        let (groups, scores) = (playground.loss_report(), playground.scores());
        let headings: Vec<_> = groups.iter().map(|group| group.heading.as_str()).collect();
        let [sushi, tempura] = [&scores[0].commits_lost, &scores[1].commits_lost];
        assert_eq!(headings.len(), 2, "{headings:?}");
        let of_sushi = format!("sushi: {sushi} commits left behind on CHARCOAL, of ");
        assert!(headings[0].starts_with(&of_sushi), "{headings:?}");
        // What tempura had written to its own database before.
        let of_tempura = format!("tempura: {tempura} commits left behind on OLIVE: 1 to ");
        assert!(headings[1].starts_with(&of_tempura), "{headings:?}");
        assert!(groups[1].commits[0].starts_with("1 before the run "), "{groups:?}");
        let more = &groups[0].commits[4];
        assert!(more.starts_with("and ") && groups[0].commits.len() == 5, "{groups:?}");
        let names: Vec<_> = scores.iter().filter_map(|score| score.app.as_deref()).collect();
        assert_eq!(names, ["sushi", "tempura"]);
    }

    #[test]
    fn commits_from_before_the_run_have_no_time() {
        let mut playground = playground("charcoal-alone");
        enter(&mut playground, "heroku addons:remove CHARCOAL --confirm sushi");
        pass(&mut playground, 1);
        let groups = playground.loss_report();
        let first = groups.first().and_then(|group| group.commits.first()).expect("all is lost");
        assert!(first.starts_with("1 before the run "), "{first}");
        assert_eq!(playground.scores()[0].app, None);
    }
}
