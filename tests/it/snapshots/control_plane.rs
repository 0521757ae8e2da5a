//! The stories of the control plane: failover by itself, reads, other apps, hobby plans, disks that
//! fill.

use follower_playground::platform::AppId;
use follower_playground::playground::chart::ChartMsg;
use follower_playground::playground::what_if::WhatIfMsg;
use follower_playground::playground::{Msg, Selection};
use follower_playground::run::Pace;
use follower_playground::run::reading::UNITS;

use super::scripts::tell;
use super::story::{ALL, MOST};

#[test]
fn slots() {
    tell("slots", |story| {
        story.passes(420);
        story.shows("the disk is full", ALL);
        let charcoal = story.id("CHARCOAL");
        story.panel("a database with a full disk", Selection::Database(charcoal));
        story.enters("heroku pg:info CHARCOAL");
        story.enters("heroku addons:remove WHITE --confirm sushi");
        story.breaks("destructive statement", "CHARCOAL");
        story.passes(10);
        story.shows("there is room again, and the orders are deleted", MOST);
        story.panels();
    });
}

#[test]
fn ha() {
    tell("ha", |story| {
        story.enters("heroku pg:info");
        story.breaks("leader lost", "CHARCOAL");
        story.passes(30);
        story.shows("health checks fail", ALL);
        story.panels();
        story.does(Msg::WhatIf(WhatIfMsg::Opened));
        story.waits();
        story.shows("what if", &["top", "what-if"]);
        story.does(Msg::WhatIf(WhatIfMsg::Closed));
        story.passes(110);
        story.shows("it has failed over", MOST);
        story.enters("heroku pg:info");
        story.enters("heroku releases");
        story.breaks("corruption", "CHARCOAL");
        story.passes(150);
        story.shows("and cannot again", MOST);
        story.panels();
    });
}

#[test]
fn hobby() {
    tell("hobby", |story| {
        story.enters("heroku pg:info");
        story.enters("heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
        story.enters("heroku addons:add pgbackups");
        story.enters("heroku addons:add heroku-postgresql:standard-yanari");
        story.passes(300);
        story.types("heroku pgbackups:transfer PINK");
        story.shows("before a transfer with visitors", &["top", "stage", "terminal"]);
        story.enters("heroku maintenance:on");
        story.enters("heroku ps:scale worker=0");
        story.enters("heroku pgbackups:transfer PINK");
        story.enters("sushi");
        story.passes(60);
        story.shows("a transfer", MOST);
        story.does(Msg::PacePicked(Pace::FASTEST));
        story.passes(1_600);
        story.does(Msg::PacePicked(Pace::REAL));
        story.shows("a transfer that is done", MOST);
        story.panels();
        story.enters("heroku pg:promote PINK");
        story.enters("heroku ps:scale worker=1");
        story.enters("heroku maintenance:off");
        story.passes(10);
        story.enters("heroku pg:info");
        story.shows("the way out", ALL);
    });
}

#[test]
fn big_data() {
    tell("big-data", |story| {
        story.enters("heroku addons:add heroku-postgresql --follow CHARCOAL");
        story.types("heroku pgbackups:capture");
        story.shows("before a backup", &["top", "stage", "terminal"]);
        story.enters("heroku pgbackups:capture");
        story.passes(10);
        story.does(Msg::Interrupted);
        story.enters("heroku pgbackups");
        story.enters("heroku pg:wait");
        story.passes(5);
        story.shows("hours to go", MOST);
        story.panels();
    });
}

#[test]
fn outside() {
    tell("outside", |story| {
        story.types("heroku pg:promote WHITE");
        story.shows("what it leaves behind is foretold", &["terminal"]);
        story.enters("heroku pg:unfollow WHITE --confirm shop && heroku pg:promote WHITE");
        story.passes(40);
        story.shows("one app has moved", ALL);
        story.panels();
        story.does(Msg::Picked(Selection::App(AppId(1))));
        story.does(Msg::UrlPasted { app: AppId(1), text: "WHITE".to_owned() });
        story.shows("what is no URL is answered", &["side"]);
        story.enters("help outside");
        let world = story.playground.world();
        let white = world.databases().nth(1).map(|(_, database)| database.url.clone());
        let text = white.expect("WHITE");
        story.does(Msg::UrlPasted { app: AppId(1), text });
        story.passes(20);
        story.shows("both have moved", ALL);
        story.enters("outside:stop warehouse");
        story.passes(5);
        story.shows("it is stopped", MOST);
    });
}

#[test]
fn shop_and_admin() {
    tell("shop-and-admin", |story| {
        story.enters("heroku ps --app admin");
        story.enters("heroku config --app admin");
        story.enters("heroku pg:info --app admin");
        story.does(Msg::PacePicked(Pace::FASTEST));
        story.passes(180);
        story.does(Msg::PacePicked(Pace::REAL));
        story.shows("the scheduler works", ALL);
        story.enters("heroku pg:unfollow WHITE --confirm shop && heroku pg:promote WHITE");
        story.passes(20);
        story.shows("one app has moved", ALL);
        story.panels();
        story.enters("heroku logs");
        story.enters("heroku logs -p postgres");
        story.enters("heroku logs -s heroku --app admin");
        story.does(Msg::WhatIf(WhatIfMsg::Opened));
        story.waits();
        story.shows("what if", &["top", "what-if"]);
    });
}

#[test]
fn reads() {
    tell("reads", |story| {
        let white = story.id("WHITE");
        let url = story.playground.world().database(white).url.clone();
        story.types(&format!("heroku config:set READ_DATABASE_URL={url}"));
        story.shows("before the reads move", &["top", "stage", "terminal"]);
        story.enters(&format!("heroku config:set READ_DATABASE_URL={url}"));
        story.passes(30);
        story.does(Msg::Charted(ChartMsg::Unit(UNITS[4].0)));
        story.shows("the reads have moved", ALL);
        story.panels();
        story.breaks("long query", "WHITE");
        story.passes(30);
        story.shows("stale reads", &["top", "side", "stage", "chart", "lines"]);
        story.panels();
        story.does(Msg::Charted(ChartMsg::Unit(UNITS[0].0)));
        story.enters("heroku config:unset READ_DATABASE_URL");
        story.passes(15);
        story.shows("read from the leader again", &["top", "stage"]);
    });
}
