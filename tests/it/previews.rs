//! What a line would touch and do is what it then does.

use follower_playground::playground::prompt::PromptEdit;
use follower_playground::playground::{Msg, Playground};
use follower_playground::share::Options;
use follower_playground::terminal::preview::Preview;
use follower_playground::view::layout::Size;
use follower_playground::view::stage::{motion, stage};

use crate::support::scenario;

fn playground(name: &str) -> Playground {
    Playground::new(scenario(name), Options { paused: true, ..Options::default() })
}

fn typed(playground: &mut Playground, line: &str) -> Preview {
    playground.update(Msg::Prompted(PromptEdit::Typed(line.to_owned(), line.len())));
    playground.preview()
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
    let told = foreseen.warning.clone().expect("it cannot be undone");
    assert!(told.starts_with("LAVENDER forks after commit 47000 "), "{told}");
    assert!(told.ends_with(" 6000 commits of CHARCOAL are not here."), "{told}");
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
    let told =
        typed(&mut playground, "heroku pg:promote WHITE").warning.expect("WHITE still follows");
    assert!(told.contains("read-only"), "{told}");
    typed(&mut playground, "heroku pg:unfollow LAVENDER --confirm sushi");
    playground.update(Msg::Entered);
    for _ in 0..3 {
        playground.update(Msg::EventStepped);
    }
    let told =
        typed(&mut playground, "heroku pg:promote LAVENDER").warning.expect("commits stay behind");
    assert!(told.contains(" 6000 commits of CHARCOAL stay behind"), "{told}");
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
    playground.update(Msg::EventStepped);
    let falling = falling(&playground);
    assert!((1..=9).contains(&falling.len()), "{falling:?}");
    assert!(falling.iter().all(|(_, seen)| (0.0..=1.0).contains(seen)));
}
