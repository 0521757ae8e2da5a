//! What a line would touch and do is what it then does.

use std::collections::BTreeSet;

use follower_playground::playground::prompt::PromptEdit;
use follower_playground::playground::{Msg, Playground};
use follower_playground::run::Simulation;
use follower_playground::share::Options;
use follower_playground::sim::SimDuration;
use follower_playground::terminal::command::{Command, ValueKind};
use follower_playground::terminal::commands::COMMANDS;
use follower_playground::terminal::completion::complete;
use follower_playground::terminal::preview::Preview;
use follower_playground::view::layout::Size;
use follower_playground::view::stage::{motion, stage};

use crate::support::{Fleet, scenario};

fn playground(name: &str) -> Playground {
    Playground::new(scenario(name), Options { paused: true, ..Options::default() })
}

fn typed(playground: &mut Playground, line: &str) -> Preview {
    playground.update(Msg::Prompted(PromptEdit::Typed(line.to_owned(), line.len())));
    playground.preview()
}

/// What the page says that a line would do, or nothing.
fn told(playground: &mut Playground, line: &str) -> String {
    typed(playground, line).effect.map(|effect| effect.text).unwrap_or_default()
}

/// The names of what a line would touch.
fn names(playground: &Playground, foreseen: &Preview) -> Vec<String> {
    foreseen.databases.iter().map(|id| playground.world().database(*id).colour.clone()).collect()
}

#[test]
fn what_a_line_names_is_what_it_touches() {
    let mut playground = playground("followers");
    let mut check = |line: &str, wanted: &[&str]| {
        let foreseen = typed(&mut playground, line);
        assert_eq!(names(&playground, &foreseen), wanted, "{line}");
    };
    check("heroku pg:unfollow WHITE", &["WHITE"]);
    check("heroku pg:info && heroku pg:promote HEROKU_POSTGRESQL_WHITE_URL", &["WHITE"]);
    check("heroku addons:add heroku-postgresql:crane --follow CHARCOAL", &["CHARCOAL"]);
    check("heroku addons:add heroku-postgresql:crane --fork=sushi::LAVENDER", &["LAVENDER"]);
    check("heroku addons:remove WHITE LAVENDER", &["WHITE", "LAVENDER"]);
    check("heroku addons:remove WHITE", &["WHITE"]);
    check("heroku pg:unfollow NOBODY", &[]);
    check("heroku pg:unfollow", &[]);
    check("pg:unfollow WHITE", &[]);
    check("heroku pg:unfollow WHITE --help", &[]);
    check("heroku pg:unfollow 'WHITE", &[]);
    check("", &[]);
}

#[test]
fn a_line_about_an_app_touches_that_app() {
    let mut playground = playground("two-apps");
    let own = playground.shell().app();
    assert_eq!(typed(&mut playground, "heroku maintenance:on").app, Some(own));
    let other = typed(&mut playground, "heroku ps:scale worker=0 --app tempura").app;
    assert!(other.is_some_and(|app| app != own));
    assert_eq!(typed(&mut playground, "heroku maintenance:on --app nobody").app, None);
    assert_eq!(typed(&mut playground, "help").app, None);
    assert_eq!(typed(&mut playground, "heroku nonsense").app, None);
}

#[test]
fn an_unfollow_forks_where_it_said_it_would() {
    let mut playground = playground("equally-behind");
    let line = "heroku pg:unfollow LAVENDER --confirm sushi";
    let foreseen = typed(&mut playground, line);
    let told = foreseen.effect.clone().expect("it does much");
    let independent = "LAVENDER becomes independent and writable after commit 47,000 and can ";
    assert!(told.is_warning && told.text.starts_with(independent), "{told:?}");
    let missing = " The 6,000 newest commits of CHARCOAL will not be on it.";
    assert!(told.text.ends_with(missing), "{told:?}");
    // The fork is marked on the tape before it is made.
    let size = Size { w: 1_136.0, h: 440.0 };
    let picture = stage(playground.world(), playground.frame_of(size));
    let moving =
        motion(playground.world(), &picture, playground.shown_at(), 1_000, &playground.tape_view());
    let marked = moving.tapes.iter().filter(|(_, tape)| tape.forked.is_some()).count();
    assert_eq!((foreseen.would_fork.is_some(), marked), (true, 1));
    playground.update(Msg::Entered);
    for _ in 0..3 {
        playground.update(Msg::EventStepped);
    }
    let (id, _) =
        playground.world().databases().find(|(_, it)| it.colour == "LAVENDER").expect("it");
    let fork =
        playground.world().fleet().timelines().get(playground.world().server(id).timeline).fork;
    assert_eq!(fork.map(|(_, point)| point.commits), Some(47_000));
}

#[test]
fn a_promotion_says_what_stays_behind_and_what_would_be_refused() {
    let mut playground = playground("equally-behind");
    let text = told(&mut playground, "heroku pg:promote WHITE");
    assert!(text.contains("read-only"), "{text}");
    typed(&mut playground, "heroku pg:unfollow LAVENDER --confirm sushi");
    playground.update(Msg::Entered);
    for _ in 0..3 {
        playground.update(Msg::EventStepped);
    }
    let text = told(&mut playground, "heroku pg:promote LAVENDER");
    assert!(text.contains(" 6,000 commits on CHARCOAL will be missing there."), "{text}");
    assert!(text.contains(" WHITE goes on following CHARCOAL."), "{text}");
    playground.update(Msg::Entered);
    let lost = &playground.scores()[0].commits_lost;
    assert_eq!(lost, "6,000");
}

#[test]
fn refused_writes_fall_off_the_arrow_and_none_do_while_they_are_taken() {
    let mut playground = playground("followers");
    let falling = |playground: &Playground| {
        let picture = stage(playground.world(), playground.frame_of(Size { w: 1_136.0, h: 440.0 }));
        motion(playground.world(), &picture, playground.shown_at(), 1_000, &playground.tape_view())
            .falling
    };
    for _ in 0..2 {
        playground.update(Msg::EventStepped);
    }
    assert!(falling(&playground).is_empty());
    typed(&mut playground, "heroku pg:promote WHITE");
    playground.update(Msg::Entered);
    // While the dynos start, writes wait; then PostgreSQL's first error is logged.
    playground.update(Msg::EventStepped);
    assert!(falling(&playground).is_empty());
    playground.update(Msg::EventStepped);
    let falling = falling(&playground);
    assert!((1..=9).contains(&falling.len()), "{falling:?}");
    assert!(falling.iter().all(|(_, seen)| (0.0..=1.0).contains(seen)));
}

/// Ways to type a command in a run: each word is one that completion offers there.
fn lines_of(command: &Command, run: &Simulation) -> Vec<String> {
    let words = |line: &str, kind: ValueKind| -> Vec<String> {
        let found = complete(run.world(), run.shell().app(), &format!("{line} ")).candidates;
        let found = found.into_iter().map(|found| found.text);
        match kind {
            ValueKind::Plan => vec!["heroku-postgresql:crane".to_owned()],
            ValueKind::ConfigPair => found.map(|name| name + "x").collect(),
            ValueKind::Scale => found.flat_map(|of| [format!("{of}0"), format!("{of}3")]).collect(),
            _ => found.filter(|word| !word.starts_with('-')).collect(),
        }
    };
    let mut lines = vec![command.typed()];
    for arg in command.args {
        let longer = |line: &String| {
            let longer = words(line, arg.kind).into_iter();
            longer.map(|word| format!("{line} {word}")).collect::<Vec<_>>()
        };
        lines = lines.iter().flat_map(longer).collect();
    }
    for flag in command.flags {
        let more: Vec<String> = match flag.value {
            Some((_, ValueKind::Database)) => ["CHARCOAL", "WHITE"]
                .iter()
                .flat_map(|name| lines.iter().map(move |line| (line, name)))
                .map(|(line, name)| format!("{line} --{} {name}", flag.long))
                .collect(),
            Some(_) => Vec::new(),
            None => lines.iter().map(|line| format!("{line} --{}", flag.long)).collect(),
        };
        lines.extend(more);
    }
    lines
}

#[test]
fn every_command_that_changes_something_says_so_before_enter() {
    let mut changing = BTreeSet::new();
    let mut tried = 0;
    let with_backup = "heroku addons:add pgbackups; heroku addons:add heroku-postgresql:dev; \
                       heroku pgbackups:capture";
    for (scenario, before) in [
        ("report-on-white", "heroku apps"),
        ("report-on-white", "heroku maintenance:on; heroku config:set OTHER=1"),
        ("report-on-white", with_backup),
        ("outside", "heroku apps"),
    ] {
        let mut start = Fleet::open(scenario);
        start.types(before);
        let start = start.run;
        for command in COMMANDS {
            for line in lines_of(command, &start) {
                let mut run = start.clone();
                let effect = run.shell().preview(run.world(), &line).effect;
                run.enter(&line);
                if let Some(name) = run.shell().asks_for(run.world()).map(str::to_owned) {
                    run.enter(&name);
                }
                tried += 1;
                if run.hash() != start.hash() {
                    changing.insert(command.name);
                    assert!(effect.is_some_and(|effect| effect.text.len() > 10), "{line}");
                }
            }
        }
    }
    let foretold = COMMANDS.iter().filter(|command| command.preview.is_some());
    assert_eq!(changing, foretold.map(|command| command.name).collect());
    assert!(changing.len() >= 9 && tried > 100, "{tried}: {changing:?}");
}

#[test]
fn what_would_be_done_is_said_in_a_sentence_that_fits_the_moment() {
    let mut playground = playground("report-on-white");
    playground.update(Msg::PauseToggled);
    for _ in 0..20 {
        playground.update(Msg::FramePassed(SimDuration::from_millis(100)));
    }
    let mut check = |line: &str, expected: &[&str]| {
        let text = told(&mut playground, &format!("heroku {line}"));
        for part in expected {
            assert!(text.contains(part), "{line}: {text}");
        }
        assert_eq!(text.is_empty(), expected.is_empty(), "{line}: {text}");
    };
    let restart = "It makes release v72, and the dynos of sushi restart.";
    check(
        "addons:add heroku-postgresql:crane",
        &["A new, empty database: it follows nothing.", "It costs $50/mo from now on.", restart],
    );
    check("addons:add heroku-postgresql", &["empty database", "It costs nothing."]);
    check("addons:add heroku-postgresql:cra", &[]);
    check(
        "addons:add heroku-postgresql:ronin --follow CHARCOAL",
        &["A new follower of CHARCOAL, read-only; copying it takes about ", "It costs $200/mo"],
    );
    check("addons:create heroku-postgresql --fork CHARCOAL", &["A copy of CHARCOAL as it is now"]);
    check(
        "addons:add heroku-postgresql:crane --follow WHITE",
        &["It will be refused: HEROKU_POSTGRESQL_WHITE is a follower"],
    );
    check(
        "addons:remove CHARCOAL",
        &[
            "CHARCOAL and everything that only it has will be deleted for good.",
            "WHITE will have no leader. LAVENDER will have no leader. sushi will have no database.",
            restart,
        ],
    );
    check(
        "maintenance:on",
        &["Visitors of sushi will see the maintenance page. worker dynos go on writing; heroku \
         ps:scale worker=0 stops them."],
    );
    check("maintenance:off", &["off already: nothing changes."]);
    check("ps:scale worker=0", &["Stops 1 worker dyno, which will write no more."]);
    check("ps:scale web=0", &["no visitor of sushi will be served."]);
    check("ps:scale web+2", &["Starts 2 web dynos"]);
    check("ps:scale wroker=0", &["It will be refused: No such process type as wroker."]);
    check("config:set A=1 B=2", &["Sets A and B.", restart]);
    check("config:set DATABASE_URL=x", &["No database here has that URL: sushi could not write."]);
    check("config:set HEROKU_POSTGRESQL_WHITE_URL=x", &["will not name WHITE any more."]);
    check("config:unset DATABASE_URL", &["sushi will have no database: every write will fail."]);
    check("config:unset NONSUCH", &["NONSUCH is not set."]);
    check("pg:kill 4836", &["Ends the query of ", " on WHITE", "Replay on WHITE waits for it."]);
    check("pg:kill 99 WHITE", &["No process 99 runs on WHITE: nothing would end."]);
    check("pg:kill x", &[]);
    check("pg:unfollow CHARCOAL", &["It will be refused: ", "is not following another database."]);
    check("pg:promote CHARCOAL", &["DATABASE_URL names CHARCOAL already."]);
    check("pg:info WHITE", &[]);
    check("pg:unfollow WHITE --help", &[]);
}

#[test]
fn of_several_commands_each_says_what_it_does_after_those_before() {
    let mut playground = playground("followers");
    let line = "heroku maintenance:on && heroku pg:unfollow WHITE && heroku pg:promote WHITE";
    let text = told(&mut playground, line);
    for part in ["the maintenance page", "WHITE becomes independent", "sushi will write to WHITE"] {
        assert!(text.contains(part), "{text}");
    }
    assert!(!text.contains("every write will fail"), "{text}");
    let text = told(&mut playground, "heroku pg:unfollow WHITE; heroku pg:info");
    assert!(text.contains("WHITE becomes independent"), "{text}");
    let add = "heroku addons:add heroku-postgresql:crane --follow CHARCOAL; heroku pg:wait; ";
    let text = told(&mut playground, &format!("{add} heroku pg:unfollow WHITE"));
    assert!(text.contains("A new follower") && !text.contains("independent"), "{text}");
}

#[test]
fn what_is_left_behind_by_a_promotion_is_named_before_it() {
    let mut outside = playground("outside");
    outside.update(Msg::Prompted(PromptEdit::Typed(String::new(), 0)));
    let line = "heroku pg:unfollow WHITE && heroku pg:promote WHITE";
    let text = told(&mut outside, line);
    assert!(text.contains("warehouse, outside Heroku, goes on writing to CHARCOAL."), "{text}");
    let text = told(&mut outside, "outside:stop warehouse");
    assert_eq!(text, "warehouse writes no more until outside:set starts it again.");
    let url = outside.world().databases().next().expect("CHARCOAL").1.url.clone();
    let text = told(&mut outside, &format!("outside:set warehouse {url}"));
    assert_eq!(text, "warehouse writes to CHARCOAL already. warehouse restarts.");
    let text = told(&mut outside, "outside:set warehouse WHITE");
    assert_eq!(text, "It will be refused: \"WHITE\" is not the URL of a database.");
    let mut shared = playground("shop-and-admin");
    let text = told(&mut shared, line);
    assert!(text.contains("admin goes on writing to CHARCOAL."), "{text}");
    let url = shared.world().databases().nth(1).expect("WHITE").1.url.clone();
    let moved = format!("{line} && heroku config:set DATABASE_URL={url} --app admin");
    assert!(told(&mut shared, &moved).ends_with("the dynos of admin restart."), "{moved}");
}
