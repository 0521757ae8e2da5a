//! Reads: they move with `READ_DATABASE_URL`, share a server with writes and replay, and are stale
//! exactly where a visitor misses an own write.

use follower_playground::platform::reads::ReadTally;
use follower_playground::playground::situation::worst;
use follower_playground::run::Outcome;
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

    fn reading(&self) -> ReadTally {
        self.world().app(SUSHI).reading()
    }

    fn load(&self, colour: &str) -> Work {
        self.world().server(self.id(colour)).load()
    }

    /// The mean load of each of the servers in so many seconds, in thousandths.
    fn mean_loads(&mut self, colours: [&str; 2], secs: u64) -> [Work; 2] {
        let mut sums = [Work::default(); 2];
        for _ in 0..secs {
            self.passes("1s");
            for (sum, colour) in sums.iter_mut().zip(colours) {
                let Work { writes, reads, replay } = self.load(colour);
                (sum.writes, sum.reads, sum.replay) =
                    (sum.writes + writes, sum.reads + reads, sum.replay + replay);
            }
        }
        sums.map(|Work { writes, reads, replay }| Work {
            writes: writes / secs,
            reads: reads / secs,
            replay: replay / secs,
        })
    }

    fn told(&self) -> String {
        worst(self.world(), SUSHI).text
    }
}

/// A world in which reads fill what they are given, with a small follower and nothing scheduled.
fn world(plan: &str, reads: &str) -> Fleet {
    let text = std::fs::read_to_string("static/scenarios/reads.toml").expect("it is there");
    let (text, _) = text.split_once("[[fault]]").expect("it has a fault");
    let text = text.replace("300/s", reads);
    let (before, white) = text.split_once("[database.WHITE]").expect("it has a follower");
    let white = white.replace("\"ronin\"", &format!("\"{plan}\""));
    Fleet::of(&format!("{before}[database.WHITE]{white}"))
}

#[test]
fn the_load_of_the_leader_falls_by_the_reads_that_move() {
    let mut fleet = world("ronin", "300/s");
    fleet.passes("20s");
    let [before, idle] = fleet.mean_loads(["CHARCOAL", "WHITE"], 1_200);
    let printed = fleet.reads_from("WHITE");
    assert!(printed.contains("READ_DATABASE_URL:"), "{printed}");
    fleet.passes("60s");
    let [after, moved] = fleet.mean_loads(["CHARCOAL", "WHITE"], 1_200);
    let fell = before.total() - after.total();
    assert!(before.reads > 600 && idle.reads == 0 && after.reads == 0, "{before:?} {after:?}");
    assert!(fell.abs_diff(moved.reads) * 20 <= moved.reads, "{fell} instead of {moved:?}");
    assert_eq!((fleet.reading().failed, fleet.reading().stale), (0, 0), "WHITE keeps up");
    assert!(fleet.types("heroku config").contains("READ_DATABASE_URL"));
}

#[test]
fn dynos_that_read_from_a_follower_are_connected_to_it() {
    let mut fleet = Fleet::open("reads");
    let connections = |fleet: &mut Fleet, colour: &str| {
        let printed = fleet.types(&format!("heroku pg:info {colour}"));
        let row = printed.lines().find(|line| line.starts_with("Connections:"));
        row.expect("a row").split_whitespace().nth(1).expect("a figure").to_owned()
    };
    assert_eq!(connections(&mut fleet, "WHITE"), "0/500");
    fleet.reads_from("WHITE");
    fleet.passes("10s");
    assert_eq!(connections(&mut fleet, "WHITE"), "2/500", "the web dynos read");
    assert_eq!(connections(&mut fleet, "CHARCOAL"), "3/500", "all dynos write");
}

#[test]
fn a_stale_read_is_named_with_what_it_missed() {
    let mut fleet = Fleet::open("reads");
    fleet.reads_from("WHITE");
    fleet.passes("60s");
    assert_eq!(fleet.reading().stale, 0);
    fleet.strikes("long query", "WHITE", "60s");
    fleet.passes("20s");
    let app = fleet.world().app(SUSHI);
    let read = *app.stale_reads.latest().expect("a visitor came too early");
    assert!(read.commit > fleet.sees("WHITE") && read.commit <= fleet.holds("CHARCOAL"));
    let what = fleet.world().meaning(read.timeline, read.commit).text;
    let told = fleet.told();
    assert!(told.starts_with(&format!("Visitor {} of sushi did not see", read.visitor)), "{told}");
    assert!(told.contains(&what) && told.contains("WHITE had not replayed it yet"), "{told}");
    let logged = fleet.journal();
    assert!(logged.contains("of sushi did not see their own write"), "{logged}");
    assert_eq!(Outcome::of(&fleet.run).stale_reads, app_stale(&fleet));
    // On the leader every own write is there.
    fleet.types("heroku config:unset READ_DATABASE_URL");
    fleet.passes("5s");
    let stale = app_stale(&fleet);
    fleet.passes("20s");
    assert_eq!(app_stale(&fleet), stale);
}

fn app_stale(fleet: &Fleet) -> u64 {
    fleet.reading().stale
}

#[test]
fn a_commit_that_is_lost_is_lost_and_not_stale() {
    let mut fleet = world("ronin", "300/s");
    fleet.reads_from("WHITE");
    fleet.passes("30s");
    fleet.strikes("link cut", "WHITE", "60s");
    fleet.passes("5s");
    assert!(app_stale(&fleet) > 0, "what did not arrive can still come");
    fleet.strikes("leader lost", "CHARCOAL", "1s");
    fleet.passes("1s");
    let stale = app_stale(&fleet);
    fleet.passes("20s");
    assert_eq!(app_stale(&fleet), stale, "it never comes");
    let lost = fleet.world().losses(SUSHI);
    assert!(!lost.is_empty());
}

#[test]
fn reads_of_a_url_that_names_nothing_fail_and_say_so() {
    let mut fleet = Fleet::open("reads");
    fleet.types("heroku config:set READ_DATABASE_URL=postgres://nowhere");
    fleet.passes("10s");
    let failed = fleet.reading().failed;
    assert!(failed > 500, "{failed}");
    assert_eq!(fleet.told(), "sushi cannot read: READ_DATABASE_URL points to no database.");
    let remedy = worst(fleet.world(), SUSHI).remedy.expect("a way back").command;
    fleet.types(&remedy);
    fleet.passes("10s");
    let failed = fleet.reading().failed;
    fleet.passes("10s");
    assert_eq!(fleet.reading().failed, failed);
    assert!(fleet.journal().contains("sushi can read again."));
}

#[test]
fn an_old_password_is_told_as_one_and_the_new_url_offered() {
    let mut fleet = Fleet::open("reads");
    fleet.reads_from("WHITE");
    fleet.passes("5s");
    fleet.types("heroku pg:credentials WHITE --reset");
    fleet.passes("10s");
    let told = "sushi cannot read: READ_DATABASE_URL has an old password of WHITE.";
    assert_eq!(fleet.told(), told);
    let remedy = worst(fleet.world(), SUSHI).remedy.expect("the new URL").command;
    fleet.types(&remedy);
    fleet.passes("10s");
    assert!(!fleet.told().contains("cannot read"), "{}", fleet.told());
}

#[test]
fn a_damaged_database_is_not_said_to_be_created() {
    let mut fleet = Fleet::open("reads");
    fleet.passes("5s");
    fleet.strikes("corruption", "CHARCOAL", "1s");
    fleet.passes("2s");
    let refused = fleet.world().app(SUSHI).read_refused.expect("reads fail");
    let why = fleet.world().why_not(SUSHI, "DATABASE_URL", refused);
    assert_eq!(why, "the files of CHARCOAL are damaged");
}

#[test]
fn a_server_that_is_down_serves_no_read() {
    let mut fleet = Fleet::open("reads");
    fleet.passes("10s");
    fleet.strikes("leader crash", "CHARCOAL", "30s");
    fleet.passes("1s");
    let before = fleet.reading();
    fleet.passes("20s");
    let after = fleet.reading();
    assert_eq!(after.served, before.served);
    assert!(after.failed > before.failed + 3_000, "{after:?}");
    assert_eq!(fleet.load("CHARCOAL"), Work::default());
}

#[test]
fn where_there_are_too_many_reads_they_wait_and_some_fail_and_a_follower_lags() {
    let mut fleet = world("kappa", "500/s");
    fleet.passes("3m");
    let reading = fleet.reading();
    assert!(reading.waiting > 0 && fleet.load("CHARCOAL").total() > 900, "{reading:?}");
    let told = fleet.told();
    assert!(told.starts_with("Reads of sushi wait "), "{told}");
    assert!(told.ends_with("WHITE could answer them."), "{told}");
    fleet.passes("10m");
    assert!(fleet.reading().failed > 0, "a request waits 30 s at most");
    // A small follower answers reads first, and replays with what they leave.
    let mut small = world("kappa", "500/s");
    small.reads_from("WHITE");
    small.passes("2m");
    small.strikes("write burst", "sushi", "60s");
    small.passes("60s");
    assert!(small.behind("WHITE").not_replayed > 200, "{:?}", small.behind("WHITE"));
    assert!(app_stale(&small) > 0);
    let mut idle = world("kappa", "500/s");
    idle.passes("2m");
    idle.strikes("write burst", "sushi", "60s");
    idle.passes("60s");
    assert!(idle.behind("WHITE").not_replayed < 200, "{:?}", idle.behind("WHITE"));
}

#[test]
fn a_report_comes_again_and_holds_replay_where_it_reads() {
    let text = std::fs::read_to_string("static/scenarios/reads.toml").expect("it is there");
    let report = "[app.sushi.process.report]\ndynos = 1\nwrites = \"0/s\"\n\
                  report = { every = \"10m\", lasts = \"2m\" }\n\n[database.CHARCOAL]";
    let (text, _) = text.split_once("[[fault]]").expect("it has a fault");
    let mut fleet = Fleet::of(&text.replace("[database.CHARCOAL]", report));
    fleet.passes("10s");
    let runs = |fleet: &Fleet, colour: &str| -> Vec<String> {
        let queries = fleet.world().server(fleet.id(colour)).queries.iter();
        queries.map(|query| query.source.clone()).collect()
    };
    assert_eq!(runs(&fleet, "CHARCOAL"), ["report"], "from DATABASE_URL");
    fleet.passes("3m");
    assert!(runs(&fleet, "CHARCOAL").is_empty());
    fleet.reads_from("WHITE");
    fleet.passes("7m");
    assert_eq!(runs(&fleet, "WHITE"), ["report"]);
    assert!(fleet.world().server(fleet.id("WHITE")).replay_held_by.is_some());
    fleet.passes("3m");
    assert_eq!(fleet.behind("WHITE").not_replayed, 0);
}

#[test]
fn a_preview_says_where_reads_go() {
    use follower_playground::playground::prompt::PromptEdit;
    use follower_playground::playground::{Msg, Playground};
    use follower_playground::share::Options;
    let options = Options { paused: true, ..Options::default() };
    let mut playground = Playground::new(crate::support::scenario("reads"), options);
    let urls: Vec<String> =
        playground.world().databases().map(|(_, database)| database.url.clone()).collect();
    let mut told = |line: &str| {
        playground.update(Msg::Prompted(PromptEdit::Typed(line.to_owned(), line.len())));
        playground.preview().effect.map(|effect| effect.text).unwrap_or_default()
    };
    let moves = told(&format!("heroku config:set READ_DATABASE_URL={}", urls[1]));
    assert!(moves.contains("Reads of sushi move to WHITE"), "{moves}");
    assert!(moves.contains("It is behind by 0 commits."), "{moves}");
    let fails = told("heroku config:set READ_DATABASE_URL=nonsense");
    assert!(fails.contains("Every read of sushi will fail."), "{fails}");
}
