//! The stories: one for each scenario that comes with the page, and two of other views.

use follower_playground::playground::chart::ChartMsg;
use follower_playground::playground::prompt::PromptEdit;
use follower_playground::playground::tape_cursor::{TapeGesture, TapeStep, TapeZoom};
use follower_playground::playground::what_if::WhatIfMsg;
use follower_playground::playground::{Msg, Selection, Travel};
use follower_playground::run::Pace;
use follower_playground::run::reading::UNITS;
use follower_playground::share::{Options, Show, Theme};
use follower_playground::sim::SimTime;
use follower_playground::view::stage::stage as set_stage;

use super::PHONE;
use super::story::{ALL, MOST, ReplayLog, playground};

/// What every scenario shows at first and after half a minute, and then its own story.
pub(super) fn tell(scenario: &'static str, late: fn(&mut ReplayLog)) {
    let mut story = ReplayLog::open(scenario);
    story.at("0s");
    story.shows("at first", ALL);
    story.passes(30);
    story.at("30s");
    story.shows("after 30 s", MOST);
    story.panels();
    story.at("late");
    late(&mut story);
    story.ends();
}

/// The chart in each unit, on both scales, of all of the run, and at a moment.
fn charts(story: &mut ReplayLog) {
    for (unit, name) in UNITS {
        story.does(Msg::Charted(ChartMsg::Unit(unit)));
        story.shows(&format!("in {name}"), &["chart"]);
    }
    story.does(Msg::Charted(ChartMsg::Unit(UNITS[0].0)));
    story.does(Msg::Charted(ChartMsg::Scale));
    story.does(Msg::Charted(ChartMsg::Whole));
    story.shows("logarithmic, of all of the run", &["chart"]);
    story.does(Msg::Charted(ChartMsg::Scale));
    story.does(Msg::Charted(ChartMsg::Whole));
    story.does(Msg::PauseToggled);
    story.does(Msg::Charted(ChartMsg::Pointed(Some(SimTime::from_secs(12)))));
    story.shows("at 12 s", &["chart"]);
    story.does(Msg::Charted(ChartMsg::Pointed(None)));
}

/// The width of the tapes.
fn tapes(story: &ReplayLog) -> f32 {
    set_stage(story.playground.world(), story.playground.frame_of(story.screen.stage)).tape_width()
}

/// Something is done at a tape.
fn looks(story: &mut ReplayLog, gesture: TapeGesture) {
    let width = tapes(story);
    story.does(Msg::TapeGesture { tape_width: width, gesture });
}

#[test]
fn followers() {
    tell("followers", |story| {
        charts(story);
        story.passes(1);
        story.enters("heroku pg:info");
        story.breaks("link cut", "LAVENDER");
        story.passes(20);
        story.types("heroku pg:promote WHITE");
        story.shows("before a promotion", &["top", "stage", "terminal"]);
        story.enters("heroku maintenance:on");
        story.enters("heroku ps:scale worker=0");
        story.passes(5);
        story.enters("heroku pg:unfollow WHITE");
        story.shows("a question", &["terminal", "lines"]);
        story.types("heroku pg:promote");
        story.enters("sushi");
        story.enters("heroku pg:promote WHITE");
        story.passes(10);
        let white = story.id("WHITE");
        story.does(Msg::Picked(Selection::Database(white)));
        story.shows("after a changeover", ALL);
        story.panels();
        story.does(Msg::Picked(Selection::Run));
        story.shows("what was done", &["side"]);
        story.does(Msg::Travelled(Travel::Before(3)));
        story.shows("before the unfollowing", MOST);
        story.enters("heroku ps");
        story.passes(3);
        story.shows("with a future put aside", &["top", "side", "lines"]);
        story.does(Msg::Travelled(Travel::Branch(0)));
        story.shows("the other future", &["top", "side", "stage"]);
        story.panel("the run as a link", Selection::Share);
        story.does(Msg::Restarted);
        story.shows("begun again", &["top", "side", "terminal", "lines"]);
    });
}

#[test]
fn changeover_quiet() {
    tell("changeover-quiet", |story| {
        story.enters("heroku pg:unfollow WHITE --confirm sushi");
        story.passes(5);
        story.enters("heroku pg:promote WHITE");
        story.enters("heroku maintenance:off");
        story.enters("heroku ps:scale worker=2");
        story.passes(20);
        story.shows("changed over", ALL);
        story.panels();
        story.enters("heroku addons:remove LAVENDER --confirm sushi");
        story.passes(2);
        story.shows("the old leader removed", &["side", "stage", "chart", "lines"]);
        story.does(Msg::Travelled(Travel::Back));
        story.shows("back once", &["top", "stage", "chart"]);
        story.does(Msg::EventStepped);
        story.shows("on to the next event", &["top", "stage"]);
        story.enters("nonsense");
        story.enters("heroku nonsense");
        story.does(Msg::ScreenCleared);
        story.enters("history");
        story.shows("mistyped, cleared, and told again", &["terminal", "lines"]);
    });
}

#[test]
fn changeover() {
    tell("changeover", |story| {
        story.does(Msg::PacePicked(Pace::FASTEST));
        story.does(Msg::ThemeTurned);
        story.shows("at another pace, in another theme", &["top"]);
        story.does(Msg::PacePicked(Pace::REAL));
        story.enters("heroku pg:ps");
        story.types("heroku pg:unfollow WHITE");
        story.shows("before an unfollowing", &["top", "stage", "terminal"]);
        story.does(Msg::WhatIf(WhatIfMsg::Opened));
        story.shows("plans of which nothing is known", &["top", "what-if"]);
        story.waits();
        let own = "heroku maintenance:on\nwait until WHITE is behind by 0 commits, at most 10m\n\
                   heroku pg:unfollow WHITE\nheroku pg:promote WHITE";
        for text in [own, "heroku ps\nwaits"] {
            story.does(Msg::WhatIf(WhatIfMsg::Drafted(text.to_owned())));
            story.does(Msg::WhatIf(WhatIfMsg::Added));
        }
        story.waits();
        story.shows("a plan of one's own, and one with a mistake", &["top", "what-if"]);
        story.does(Msg::WhatIf(WhatIfMsg::Chosen(1)));
        story.shows("a plan is played", &["top", "terminal"]);
        story.passes(60);
        story.shows("a plan was played", ALL);
    });
}

#[test]
fn charcoal_alone() {
    tell("charcoal-alone", |story| {
        story.does(Msg::WhatIf(WhatIfMsg::Opened));
        story.shows("no plan suggests itself", &["what-if"]);
        story.does(Msg::WhatIf(WhatIfMsg::Closed));
        story.enters("heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
        story.passes(10);
        story.shows("a follower is being made", MOST);
        story.panels();
        let pasted = "heroku pg:wait\nheroku pg:info\nheroku ps\nheroku rel";
        story.does(Msg::Pasted(pasted.to_owned(), 0, 0));
        story.passes(2);
        story.shows("the prompt is held", &["terminal", "lines"]);
        story.does(Msg::FastForwarded);
        story.shows("and in haste", &["top", "terminal"]);
        story.passes(1_200);
        story.shows("the prompt is back", ALL);
        story.panels();
        story.does(Msg::EventStepped);
        story.shows("at the next event", &["top", "stage"]);
    });
}

#[test]
fn old_machine() {
    tell("old-machine", |story| {
        story.types("heroku addons:add heroku-postgresql:ronin follow=CHARCOAL");
        story.shows("what would be refused", &["terminal"]);
        story.enters("heroku addons:add heroku-postgresql:ronin follow=CHARCOAL");
        story.shows("it is refused", &["lines"]);
        story.enters("heroku addons:add heroku-postgresql --follow CHARCOAL");
        story.passes(1_800);
        story.shows("its own plan follows", MOST);
        story.panels();
    });
}

#[test]
fn equally_behind() {
    tell("equally-behind", |story| {
        story.breaks("leader lost", "CHARCOAL");
        story.passes(10);
        story.shows("the leader is lost", MOST);
        story.does(Msg::WhatIf(WhatIfMsg::Opened));
        story.waits();
        story.shows("what if", &["top", "what-if"]);
        story.does(Msg::WhatIf(WhatIfMsg::Closed));
        story.enters("heroku pg:unfollow LAVENDER --confirm sushi");
        story.enters("heroku pg:promote LAVENDER");
        story.enters("heroku maintenance:off");
        story.passes(20);
        story.shows("the wrong one is promoted", ALL);
        story.panels();
        looks(story, TapeGesture::Move(story.id("WHITE"), TapeStep::Newest));
        story.shows("a commit that is left behind is named", &["stage"]);
        story.enters("heroku addons:remove WHITE --confirm sushi");
        story.passes(2);
        story.shows("and what it left behind is gone", MOST);
        story.does(Msg::Picked(Selection::Share));
        story.shows("the run as a link", &["side"]);
    });
}

#[test]
fn purple_alone() {
    tell("purple-alone", |story| {
        story.enters("heroku addons:add heroku-postgresql:crane --follow PURPLE");
        story.does(Msg::PacePicked(Pace::FASTEST));
        story.passes(1_800);
        story.does(Msg::PacePicked(Pace::REAL));
        story.breaks("long query", "WHITE");
        story.breaks("leader crash", "PURPLE");
        story.passes(3);
        story.shows("the leader is down, and a query holds its follower", ALL);
        story.passes(300);
        story.shows("the leader is up again", MOST);
        story.panels();
        story.enters("heroku pg:ps WHITE");
        story.enters("heroku logs -n 20");
        story.shows("queries and logs", &["lines"]);
    });
}

#[test]
fn report_on_white() {
    tell("report-on-white", |story| {
        story.passes(5);
        story.enters("heroku pg:ps WHITE");
        story.breaks("slow link", "LAVENDER");
        story.passes(10);
        let white = story.id("WHITE");
        let pid = story.playground.world().server(white).queries[0].pid;
        story.enters(&format!("heroku pg:kill {pid}"));
        story.passes(3);
        story.shows("the report is ended", MOST);
        story.panel("about the link that is slow", Selection::Link(story.id("LAVENDER")));
        for (what, gesture) in [
            ("an older one is named", TapeGesture::Move(white, TapeStep::Older)),
            ("from farther away", TapeGesture::Zoom(TapeZoom::Out)),
            ("one is pointed at", TapeGesture::Point(white, 20.0)),
        ] {
            looks(story, gesture);
            story.shows(what, &["stage"]);
        }
        story.breaks("leader lost", "CHARCOAL");
        story.passes(5);
        story.enters("heroku pg:promote WHITE");
        story.passes(15);
        story.shows("a follower that was kept as one is promoted", MOST);
        story.panels();
        story.enters("heroku pg:unfollow WHITE --confirm sushi");
        story.passes(15);
        story.shows("and then unfollowed", ALL);
    });
}

#[test]
fn twelve_followers() {
    tell("twelve-followers", |story| {
        story.breaks("zone outage", "us-east-1c");
        story.passes(10);
        story.shows("half of them are away", &["top", "side", "stage", "chart"]);
        story.does(Msg::PauseToggled);
        story.types("heroku pg:promote ");
        story.does(Msg::Prompted(PromptEdit::Completed(18)));
        story.shows("all of them are offered", &["terminal"]);
        story.does(Msg::Prompted(PromptEdit::Chosen("AMBER".to_owned())));
        story.shows("one is chosen", &["top", "stage", "terminal"]);
        story.types("heroku pg:promote X");
        story.does(Msg::Prompted(PromptEdit::Completed(19)));
        story.shows("nothing begins like that", &["terminal"]);
        for name in ["WHITE", "NAVY", "PINK"] {
            let id = story.id(name);
            story.panel(&format!("about {name}"), Selection::Database(id));
            story.panel(&format!("about the link to {name}"), Selection::Link(id));
        }
    });
}

#[test]
fn two_apps() {
    tell("two-apps", |story| {
        story.enters("heroku addons:add heroku-postgresql:ronin --follow tempura::OLIVE");
        story.breaks("write burst", "tempura");
        story.passes(20);
        story.shows("a burst, and a follower of another app's", MOST);
        story.enters("heroku config --app tempura");
        story.enters("heroku config:set LANG=C A=1 --app tempura");
        story.enters("heroku releases --app tempura");
        story.enters("heroku pg:wait");
        story.does(Msg::PacePicked(Pace::FASTEST));
        story.passes(1_200);
        story.does(Msg::PacePicked(Pace::REAL));
        story.shows("all is made", ALL);
        story.panels();
        story.breaks("leader lost", "OLIVE");
        story.passes(5);
        story.does(Msg::WhatIf(WhatIfMsg::Opened));
        story.waits();
        story.shows("what if", &["top", "what-if"]);
    });
}

#[test]
fn white_leads() {
    tell("white-leads", |story| {
        story.types("heroku addons:add heroku-postgresql:");
        story.does(Msg::Prompted(PromptEdit::Completed(36)));
        story.shows("plans are offered", &["terminal"]);
        story.enters("heroku addons:add heroku-postgresql:ronin --fork WHITE");
        story.enters("heroku pg:wait LAVENDER");
        story.passes(5);
        story.shows("a fork is waited for", MOST);
        story.does(Msg::Interrupted);
        story.shows("and not waited for", &["terminal", "lines"]);
        story.does(Msg::PacePicked(Pace::FASTEST));
        story.passes(1_800);
        story.does(Msg::PacePicked(Pace::REAL));
        story.shows("a fork", MOST);
        story.panels();
        story.enters("help");
        story.enters("heroku help pg:promote");
        story.enters("heroku config:unset DATABASE_URL");
        story.passes(5);
        story.shows("no database", ALL);
        story.does(Msg::Notified("A sentence of the page's own.".to_owned()));
        story.shows("a notice", &["top"]);
        story.does(Msg::NoticeClosed);
        story.shows("a notice that is closed", &["top"]);
    });
}

#[test]
fn what_a_link_may_show_alone() {
    let mut story = ReplayLog::open("followers");
    story.at("shows");
    let card = |name: &str| Some(name.to_owned());
    for (what, show, card) in [
        ("the stage alone", Show::Stage, None),
        ("the terminal alone", Show::Terminal, None),
        ("a card", Show::Card, None),
        ("LAVENDER's card", Show::Card, card("LAVENDER")),
        ("a card that is not there", Show::Card, card("NONSUCH")),
    ] {
        let theme = Some(Theme::Projector);
        story.playground =
            playground("followers", Options { show, card, theme, ..Options::default() });
        story.passes(12);
        story.shows(what, ALL);
        story.types("heroku pg:promote LAVENDER");
        story.does(Msg::Picked(Selection::Database(story.id("WHITE"))));
        story.shows(&format!("{what}, with a line and a card picked"), ALL);
    }
    story.ends();
}

#[test]
fn on_a_phone() {
    let mut story = ReplayLog::open("followers");
    story.at("phone");
    story.screen = PHONE;
    story.shows("at first", &["stage", "chart"]);
    story.breaks("long query", "WHITE");
    story.passes(20);
    story.shows("a query holds WHITE", &["stage", "chart"]);
    story.does(Msg::WhatIf(WhatIfMsg::Opened));
    story.waits();
    story.shows("what if", &["what-if"]);
    story.ends();
}
