//! `heroku logs`: the lines that Heroku, an app's dynos and PostgreSQL log.

use crate::support::Fleet;

/// The lines that were logged with these flags, without their times; PostgreSQL's without process
/// and number.
fn log(fleet: &mut Fleet, flags: &str) -> Vec<String> {
    let printed = fleet.types(&format!("heroku logs -n 1000 {flags}"));
    let line = |line: &str| {
        let (_, line) = line.split_once("+00:00 ").unwrap_or_else(|| panic!("{line}"));
        match line.split_once("]  [") {
            Some((_, rest)) => rest.replacen("] ", " ", 1),
            None => line.to_owned(),
        }
    };
    printed.lines().map(line).collect()
}

#[test]
fn heroku_logs_what_it_was_told_and_what_dynos_do() {
    let mut fleet = Fleet::open("followers");
    fleet.types("heroku ps:scale worker=0 web=3");
    fleet.passes("10s");
    fleet.types("heroku config:set LANG=C");
    fleet.passes("10s");
    fleet.types("heroku ps:restart web.2");
    fleet.passes("10s");
    let mut lines = log(&mut fleet, "");
    assert_eq!(lines.remove(0), "heroku[api]: Scale to web=3, worker=0 by you@example.com");
    let wanted = [
        "heroku[worker.1]: State changed from up to down",
        "heroku[api]: Set LANG config vars by you@example.com",
        "heroku[api]: Release v71 created by you@example.com",
        "heroku[web.1]: State changed from up to starting",
        "heroku[web.1]: State changed from starting to up",
        "heroku[web.3]: State changed from starting to up",
    ];
    for wanted in wanted {
        assert!(lines.iter().any(|line| line == wanted), "{wanted}: {lines:#?}");
    }
    let of = |dyno: &str, what: &str| {
        let line = format!("heroku[{dyno}]: State changed from {what}");
        lines.iter().filter(|other| **other == line).count()
    };
    // Two came by scaling, the second was restarted by hand, all of them by the release.
    let started = ["web.1", "web.2", "web.3"].map(|dyno| of(dyno, "up to starting"));
    let is_up = ["web.1", "web.2", "web.3"].map(|dyno| of(dyno, "starting to up"));
    assert_eq!(started[0] + 1, started[1]);
    assert_eq!((is_up[0], is_up[1], is_up[2]), (started[0], started[1] + 1, started[2] + 1));
    assert!(log(&mut fleet, "-p api").iter().all(|line| line.starts_with("heroku[api]: ")));
    assert!(log(&mut fleet, "-p web.2").iter().all(|line| line.starts_with("heroku[web.2]: ")));
    assert!(log(&mut fleet, "-p web").len() > log(&mut fleet, "-p web.2").len());
    assert_eq!(log(&mut fleet, "-s heroku").len(), lines.len() + 1);
    assert_eq!(fleet.types("heroku logs -s app"), "");
    assert_eq!(fleet.types("heroku logs -p postgres"), "     Nothing was logged yet.");
}

#[test]
fn postgresql_logs_how_following_is_lost_and_found_and_left() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("5s");
    fleet.strikes("leader crash", "CHARCOAL", "30s");
    fleet.passes("1m");
    let all = log(&mut fleet, "-p postgres");
    let of = |colour: &str| {
        let start = format!("{colour} ");
        all.iter().filter_map(|line| line.strip_prefix(start.as_str())).collect::<Vec<_>>()
    };
    assert_eq!(of("CHARCOAL"), ["LOG:  database system is ready to accept connections"]);
    let lost = "FATAL:  could not receive data from WAL stream: server closed the connection \
                unexpectedly";
    for follower in ["WHITE", "LAVENDER"] {
        let lines = of(follower);
        assert_eq!(lines[0], lost);
        let found = lines[lines.len() - 1];
        let start = "LOG:  started streaming WAL from primary at ";
        assert!(found.starts_with(start) && found.ends_with(" on timeline 1"), "{found}");
        // It begins again at the start of a segment of 16 MB.
        let at = found[start.len()..].split(' ').next().expect("a position");
        assert!(at.ends_with("000000"), "{at}");
    }
    fleet.types("heroku pg:unfollow WHITE --confirm sushi");
    fleet.passes("5s");
    let lines = log(&mut fleet, "-p postgres");
    assert_eq!(
        lines[lines.len() - 3..],
        [
            "WHITE LOG:  selected new timeline ID: 2",
            "WHITE LOG:  archive recovery complete",
            "WHITE LOG:  database system is ready to accept connections",
        ]
    );
}

#[test]
fn each_line_of_postgresql_has_its_process_and_its_number() {
    let mut fleet = Fleet::open("report-on-white");
    fleet.types("heroku pg:kill 4836 WHITE");
    fleet.passes("1s");
    fleet.types("heroku pg:promote WHITE");
    fleet.passes("20s");
    let printed = fleet.types("heroku logs -p postgres");
    let mut numbers = Vec::new();
    for line in printed.lines() {
        let (start, rest) = line.split_once(" app[postgres]: [").expect(line);
        assert!(start.starts_with("2013-12-05T10:00:") && start.ends_with("+00:00"), "{line}");
        let (id, text) = rest.split_once("]  [WHITE] ").expect(line);
        let (process, number) = id.split_once('-').expect(line);
        numbers.push((process.to_owned(), number.parse::<usize>().expect(line)));
        let words = ["ERROR:  canceling statement due to user request", "ERROR:  cannot execute "];
        assert!(words.iter().any(|words| text.starts_with(words)), "{line}");
    }
    let process = numbers[0].0.clone();
    let wanted: Vec<_> = (1..=numbers.len()).map(|number| (process.clone(), number)).collect();
    assert!(numbers.len() > 1 && numbers == wanted, "{numbers:?}");
}

#[test]
fn a_log_is_of_one_app_and_hobby_plans_have_none_of_their_database() {
    let text = std::fs::read_to_string("static/scenarios/two-apps.toml").expect("it is there");
    let mut fleet = Fleet::of(&text.replace("standard-yanari", "hobby-basic"));
    fleet.types("heroku config:set A=1 --app tempura");
    fleet.types("heroku pg:killall tempura::OLIVE");
    fleet.passes("10s");
    assert_eq!(fleet.types("heroku logs"), "");
    assert!(
        log(&mut fleet, "--app tempura")[1].ends_with("Release v13 created by you@example.com")
    );
    let printed = fleet.types("heroku logs -p postgres --app tempura");
    assert_eq!(printed, "     Hobby plans have no such log.");
}
