//! The list of what is lost: each place that still holds some of it, and what is gone.

use super::Playground;
use crate::format;
use crate::platform::losses::LostCommits;
use crate::platform::{AppId, Platform};
use crate::sim::SimTime;
use crate::sim::wal::TimelineId;

/// A part of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct LossGroup {
    /// Whether it is gone for good.
    pub gone: bool,
    /// `37 commits gone for good: 51,866 to 51,902`.
    pub head: String,
    /// The first few of them, described.
    pub named: Vec<String>,
}

/// Lost commits that are named in a part.
const NAMED: usize = 4;

impl Playground {
    /// What is lost, oldest first: a part for each app, each history and each set of databases
    /// that still hold it.
    pub fn loss_report(&self) -> Vec<LossGroup> {
        self.loss_report_of(self.world())
    }

    /// The same of a future of this run.
    pub(super) fn loss_report_of(&self, world: &Platform) -> Vec<LossGroup> {
        let mut parts = Vec::new();
        for (id, _) in world.apps() {
            let mut left = world.losses_decided(id);
            while !left.is_empty() {
                let (mut group, mut others): (Vec<LostCommits>, _) = (Vec::new(), Vec::new());
                for lost in left {
                    let alike = match group.first() {
                        Some(first) => {
                            lost.timeline == first.timeline && lost.held_by == first.held_by
                        }
                        None => true,
                    };
                    let list = if alike { &mut group } else { &mut others };
                    list.push(lost);
                }
                parts.push(self.lost_part(world, id, &group));
                left = others;
            }
        }
        parts
    }

    fn lost_part(&self, world: &Platform, app: AppId, group: &[LostCommits]) -> LossGroup {
        let first = &group[0];
        let all: u64 = group.iter().map(LostCommits::count).sum();
        let mut head = self.name_if_many(app).map(|name| name + ": ").unwrap_or_default();
        head += &format::commits(all);
        let gone = first.held_by.is_empty();
        head += if gone { " gone for good" } else { " left behind on " };
        for (at, id) in first.held_by.iter().enumerate() {
            head += if at > 0 { " and " } else { "" };
            head += &world.database(*id).colour;
        }
        let last = group.last().map_or(first.last, |lost| lost.last);
        // Another app's commits may lie between.
        head += if last - first.first < all { ": " } else { ", of " };
        head += &format::count(first.first);
        if all > 1 {
            head += " to ";
            head += &format::count(last);
        }
        let mut named = Vec::new();
        // Of what two apps wrote long ago, only how many there were is known.
        for lost in group.iter().filter(|lost| lost.is_each()) {
            for number in lost.first..=lost.last {
                if named.len() == NAMED {
                    break;
                }
                named.push(self.described_in(world, first.timeline, number));
            }
        }
        let more = all - named.len() as u64;
        if more > 0 && !named.is_empty() {
            named.push(format!("and {} more", format::count(more)));
        }
        LossGroup { gone, head, named }
    }

    /// A commit's number, when it was made and what it was.
    pub(super) fn described(&self, timeline: TimelineId, number: u64) -> String {
        self.described_in(self.world(), timeline, number)
    }

    fn described_in(&self, world: &Platform, timeline: TimelineId, number: u64) -> String {
        let timelines = world.fleet().timelines();
        let writer = timelines.get(timelines.writer_of(timeline, number)).writer;
        let written = self.start().databases.get(world.database_on(writer).0 as usize);
        let old = written.filter(|start| start.follows.is_none()).map_or(0, |start| start.commits);
        let meaning = world.meaning(timeline, number);
        // When the commits of before the run were made is not known.
        let (before, at) =
            if number <= old { ("before ", SimTime::ZERO) } else { ("", meaning.at) };
        let (number, time) = (format::count(number), world.calendar().time_of_day(at));
        format!("{number} {before}{time} {}", meaning.text)
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
        let (lost, scores) = (playground.loss_report(), playground.scores());
        let heads: Vec<_> = lost.iter().map(|part| part.head.as_str()).collect();
        let [sushi, tempura] = [&scores[0].lost, &scores[1].lost];
        assert_eq!(heads.len(), 2, "{heads:?}");
        let of_sushi = format!("sushi: {sushi} commits left behind on CHARCOAL, of ");
        assert!(heads[0].starts_with(&of_sushi), "{heads:?}");
        // What tempura had written to its own database before.
        let of_tempura = format!("tempura: {tempura} commits left behind on OLIVE: 1 to ");
        assert!(heads[1].starts_with(&of_tempura), "{heads:?}");
        assert!(lost[1].named[0].starts_with("1 before 10:00:00 "), "{lost:?}");
        let more = &lost[0].named[4];
        assert!(more.starts_with("and ") && lost[0].named.len() == 5, "{lost:?}");
        let names: Vec<_> = scores.iter().filter_map(|score| score.app.as_deref()).collect();
        assert_eq!(names, ["sushi", "tempura"]);
    }

    #[test]
    fn commits_from_before_the_run_have_no_time() {
        let mut playground = playground("charcoal-alone");
        enter(&mut playground, "heroku addons:remove CHARCOAL --confirm sushi");
        pass(&mut playground, 1);
        let lost = playground.loss_report();
        let first = lost.first().and_then(|part| part.named.first()).expect("all is lost");
        assert!(first.starts_with("1 before 10:00:00 "), "{first}");
        assert_eq!(playground.scores()[0].app, None);
    }
}
