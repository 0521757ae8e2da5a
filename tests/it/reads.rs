//! Reads: they move with `READ_DATABASE_URL`, share a server with writes and replay, and are stale
//! exactly where a visitor misses what he has just written.

use follower_playground::platform::reads::Reading;
use follower_playground::sim::work::Work;

use crate::support::{Fleet, SUSHI};

impl Fleet {
    fn url(&self, colour: &str) -> String {
        self.world().database(self.id(colour)).url.clone()
    }

    fn reads_from(&mut self, colour: &str) -> String {
        let url = self.url(colour);
        self.types(&format!("heroku config:set READ_DATABASE_URL={url}"))
    }

    fn reading(&self) -> Reading {
        self.world().app(SUSHI).reading()
    }

    fn load(&self, colour: &str) -> Work {
        self.world().server(self.id(colour)).load()
    }

    /// The mean load of a server in so many seconds, in thousandths.
    fn mean_load(&mut self, colour: &str, secs: u64) -> u64 {
        let mut sum = 0;
        for _ in 0..secs {
            self.passes("1s");
            sum += self.load(colour).total();
        }
        sum / secs
    }
}

#[test]
fn the_load_of_the_leader_falls_by_the_reads_that_move() {
    let mut fleet = Fleet::open("reads");
    fleet.passes("20s");
    let before = fleet.mean_load("CHARCOAL", 100);
    fleet.reads_from("WHITE");
    fleet.passes("30s");
    let (served, end) = (fleet.reading().served, fleet.world().now());
    let after = fleet.mean_load("CHARCOAL", 80);
    let moved = fleet.load("WHITE").reads;
    println!("{before} {after} {moved} {:?} {served} {end:?}", fleet.reading());
    println!("{:?}", fleet.world().app(SUSHI).stale_reads);
}
