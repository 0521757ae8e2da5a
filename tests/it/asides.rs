//! What the terminal adds in dim lines where the real tool is silent or would mislead, and names
//! in full.

use crate::support::{Fleet, SUSHI};

#[test]
fn killing_without_a_database_says_where_the_real_tool_looks() {
    let mut fleet = Fleet::open("report-on-white");
    let printed = fleet.types("heroku pg:kill 4836");
    assert!(printed.contains(" t\n"), "{printed}");
    let aside = "     It ran on WHITE. The real tool looks only where DATABASE_URL points: f.";
    assert!(printed.ends_with(aside), "{printed}");
    let mut fleet = Fleet::open("report-on-white");
    assert!(!fleet.types("heroku pg:kill 4836 WHITE").contains("real tool"));
    assert_eq!(fleet.refused("heroku pg:kill 0"), "!    procpid to kill is required");
}

#[test]
fn a_name_of_later_tools_works_and_is_named() {
    let mut fleet = Fleet::open("followers");
    let printed = fleet.types("heroku addons:create heroku-postgresql:crane --follow CHARCOAL");
    assert!(
        printed.starts_with("     In May 2014 this was heroku addons:add.\nAdding"),
        "{printed}"
    );
    let printed = fleet.types("heroku addons:destroy LAVENDER --confirm sushi");
    assert!(printed.starts_with("     In May 2014 this was heroku addons:remove."), "{printed}");
    for (command, later) in [("add", "create"), ("remove", "destroy")] {
        let help = fleet.types(&format!("heroku help addons:{command}"));
        assert!(help.contains(&format!("Later tools call it addons:{later}")), "{help}");
        assert!(!fleet.types("heroku help ps:scale").contains("Later tools"));
    }
    assert!(!fleet.types("heroku scale web=1").contains("In May 2014"));
}

#[test]
fn unfollowing_what_is_promoted_says_that_it_is() {
    let mut fleet = Fleet::open("followers");
    fleet.types("heroku pg:promote WHITE");
    let printed = fleet.types("heroku pg:unfollow WHITE");
    let lead = "!    HEROKU_POSTGRESQL_WHITE_URL (DATABASE_URL) will become writable and no longer";
    assert!(printed.starts_with(lead), "{printed}");
}

#[test]
fn a_follower_whose_leader_was_removed_says_so() {
    let mut fleet = Fleet::open("followers");
    fleet.types("heroku addons:remove CHARCOAL");
    let info = fleet.types("heroku pg:info LAVENDER");
    assert!(!info.contains("Following") && !info.contains("Behind By"), "{info}");
    let aside = "     Its leader CHARCOAL was removed. It stays read-only until heroku pg:unfollow \
                 LAVENDER.";
    assert!(info.ends_with(aside), "{info}");
}

#[test]
fn an_empty_name_is_called_one() {
    let mut fleet = Fleet::open("followers");
    for line in ["heroku pg:info ''", "heroku pg:promote \"\"", "heroku pg:kill 1 ''"] {
        let printed = fleet.refused(line);
        assert!(printed.ends_with("\n     The name that was typed is empty."), "{line}: {printed}");
    }
    for line in ["--follow=", "--follow ''", "--follow"] {
        let printed = fleet.refused(&format!("heroku addons:add heroku-postgresql {line}"));
        assert!(printed.starts_with("!    --follow requires a database argument."), "{printed}");
    }
    assert!(fleet.refused("heroku ps --app=").starts_with("!    --app requires a value."));
}

#[test]
fn a_leader_of_another_app_is_named_by_where_it_is() {
    let mut fleet = Fleet::open("two-apps");
    fleet.types("heroku addons:add heroku-postgresql:crane --follow tempura::OLIVE");
    fleet.types("heroku pg:wait");
    let place = "Database on olive.postgres.example:5432/d";
    let follower = fleet.world().databases().find(|(id, database)| {
        database.app == SUSHI && fleet.world().leader_of(*id) == Some(fleet.id("OLIVE"))
    });
    let follower = follower.expect("it follows OLIVE").1.colour.clone();
    let info = fleet.types(&format!("heroku pg:info {follower}"));
    assert!(info.contains(&format!("Following:   {place}")), "{info}");
    assert!(!info.contains("HEROKU_POSTGRESQL_OLIVE"), "{info}");
    let asked = fleet.types(&format!("heroku pg:unfollow {follower}"));
    assert!(asked.contains(&format!("follow {place}")), "{asked}");
    // Its own app knows it by name.
    let info = fleet.types("heroku pg:info tempura::OLIVE");
    assert!(info.starts_with("=== HEROKU_POSTGRESQL_OLIVE_URL (DATABASE_URL)"), "{info}");
}

#[test]
fn what_changes_nothing_says_so() {
    let mut fleet = Fleet::open("followers");
    for (line, aside) in [
        ("pg:wait", "No database is being made: nothing to wait for."),
        ("pg:wait WHITE", "WHITE is available: nothing to wait for."),
        ("pg:promote CHARCOAL", "DATABASE_URL named CHARCOAL already; the dynos restart all the"),
    ] {
        let printed = fleet.types(&format!("heroku {line}"));
        assert!(printed.contains(&format!("     {aside}")), "{line}: {printed}");
    }
    fleet.passes("5s");
    fleet.strikes("leader lost", "CHARCOAL", "1s");
    let printed = fleet.types("heroku pg:wait CHARCOAL");
    assert_eq!(printed, "     CHARCOAL is lost and will not come back.");
    assert!(fleet.types("heroku help pg:info").contains("in 2013 it was 9.2"));
    assert!(fleet.types("help").contains("Esc, then Tab, leaves the terminal"));
}

#[test]
fn what_only_a_shell_has_is_named_with_what_to_do() {
    let mut fleet = Fleet::open("followers");
    for (line, expected) in [
        ("heroku config:set A=$(date)", "!    This shell has no $(. It knows quotes, # comments"),
        ("heroku config:set A=$HOME", "!    This shell has no $HOME. "),
        ("heroku ps | grep web", "!    This shell has no |. "),
        (
            "heroku pg:unfollow WHITE —confirm sushi",
            "!    —confirm has a typographic dash. Type --",
        ),
        ("heroku config:set A=“x y”", "!    “ is a typographic quote. Type \" instead."),
        ("echo hi", "!    echo: command not found\n     Only heroku works here."),
        ("Heroku ps", "!    Heroku: command not found\n     Type heroku in small letters."),
        ("pg:info", "!    pg:info: command not found\n     Type heroku pg:info."),
    ] {
        let printed = fleet.refused(line);
        assert!(printed.starts_with(expected), "{line}: {printed}");
    }
    fleet.types("heroku\u{200b} pg:\u{ad}info WHITE\u{feff}");
    fleet.run.enter("heroku pg:unfollow WHITE");
    fleet.run.enter("\u{feff}sushi\u{200b}");
    assert!(fleet.run.shell().succeeded());
}
