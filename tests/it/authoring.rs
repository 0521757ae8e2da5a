//! What whoever writes a lesson is told: a lesson of somebody who had the reference page alone,
//! with each of the slips that she made or tried.

mod proofs;

use follower_playground::lessons::scenario::read_file;

/// Her lesson, which is right.
const SHOP: &str = include_str!("authoring/shop.toml");

/// What the reader says of it when `from` stands as `to`.
fn mistakes(from: &str, to: &str) -> String {
    assert!(SHOP.contains(from), "{from}");
    let text = SHOP.replacen(from, to, 1);
    let mistakes = read_file("x.toml", &text).map(|_| ()).err().unwrap_or_default();
    mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Holds it against all that is to be said: one slip, one sentence or two.
fn check(from: &str, to: &str, expected: &str) {
    assert_eq!(mistakes(from, to), expected, "{to}");
}

#[test]
fn a_name_that_the_file_does_not_have_is_a_mistake_wherever_it_stands() {
    let databases = "allowed is one of CRIMSON, TEAL, OLIVE, PINK";
    let gray = format!("{databases}; databases that are added are named by colours, which lists");
    check(
        "must = [\"DATABASE_URL is TEAL\"",
        "must = [\"DATABASE_URL is GRAY\"",
        &format!(
            "x.toml, line 53: lesson.must 1 is \"DATABASE_URL is GRAY\", and GRAY is no database \
             here; {gray} no GRAY."
        ),
    );
    check(
        "\"worker runs 0\"]",
        "\"wrker runs 0\"]",
        "x.toml, line 79: step 3.goal 2 is \"wrker runs 0\", and wrker is no process type here; \
         allowed is one of web, worker. Perhaps you meant worker runs 0.",
    );
    check(
        "when = \"OLIVE follows TEAL\"",
        "when = \"OLIVE follows TEEL\"",
        &format!(
            "x.toml, line 100: step 4.question.answer 1.when is \"OLIVE follows TEEL\", and TEEL \
             is no database here; {databases}. Perhaps you meant OLIVE follows TEAL."
        ),
    );
    check(
        "text = \"You cut TEAL loose. What does OLIVE do?\"",
        "text = \"x\"\nsettled = \"visitors of shp are served\"",
        "x.toml, line 96: step 4.question.settled is \"visitors of shp are served\", and shp is no \
         app here; allowed is one of shop. Perhaps you meant visitors of shop are served.",
    );
    check(
        "when = \"DATABASE_URL is OLIVE\"",
        "when = \"pg:info has run since step lok\"",
        "x.toml, line 128: trap 1.when is \"pg:info has run since step lok\", and lok is no step \
         here; allowed is one of look, loss, stop, unfollow, promote, open. Perhaps you meant \
         pg:info has run since step look.",
    );
    check(
        "wait until leader lost has struck CRIMSON, at most 10m",
        "wait until leader lost has struck CRIMSN, at most 10m",
        &format!(
            "x.toml, line 72: step 2.solution 1 is \"wait until leader lost has struck CRIMSN, at \
             most 10m\", and CRIMSN is no database here; {databases}. Perhaps you meant wait until \
             leader lost has struck CRIMSON, at most 10m."
        ),
    );
    check(
        "\"wait 6m\"",
        "\"break link cut on OLIV\"",
        &format!(
            "x.toml, line 135: way 1.lines 2 is \"break link cut on OLIV\", and OLIV is no \
             database here; {databases}. Perhaps you meant break link cut on OLIVE."
        ),
    );
}

#[test]
fn a_name_in_a_command_is_one_that_the_file_has() {
    let databases = "allowed is one of CRIMSON, TEAL, OLIVE, PINK";
    check(
        "[\"heroku pg:promote TEAL\"]",
        "[\"heroku pg:promote GRAY\"]",
        &format!(
            "x.toml, line 113: step 5.solution 1 is \"heroku pg:promote GRAY\", and GRAY is no \
             database here; {databases}; databases that are added are named by colours, which \
             lists no GRAY."
        ),
    );
    check(
        "[\"heroku pg:promote TEAL\"]",
        "[\"heroku pg:promote HEROKU_POSTGRESQL_TEEL_URL\"]",
        &format!(
            "x.toml, line 113: step 5.solution 1 is \"heroku pg:promote \
             HEROKU_POSTGRESQL_TEEL_URL\", and TEEL is no database here; {databases}. Perhaps you \
             meant heroku pg:promote HEROKU_POSTGRESQL_TEAL_URL."
        ),
    );
    check(
        "[\"heroku maintenance:on\", \"heroku ps:scale worker=0\"]",
        "[\"heroku maintenance:on --app shp\", \"heroku ps:scale wrker=0\"]",
        "x.toml, line 81: step 3.solution 1 is \"heroku maintenance:on --app shp\", and shp is no \
         app here; allowed is one of shop. Perhaps you meant heroku maintenance:on --app shop.\n\
         x.toml, line 81: step 3.solution 2 is \"heroku ps:scale wrker=0\", and wrker is no \
         process type here; allowed is one of web, worker. Perhaps you meant heroku ps:scale \
         worker=0.",
    );
    // A part of a name, the app of a database, one that is to be added, and what is to be refused.
    for command in ["pg:promote TEA", "pg:promote teal", "pg:promote shop::TEAL", "pg:promote PINK"]
    {
        check("[\"heroku pg:promote TEAL\"]", &format!("[\"heroku {command}\"]"), "");
    }
    let refused = "when = \"pg:unfollow was refused\"";
    let with = SHOP.replacen("when = \"DATABASE_URL is OLIVE\"", refused, 1);
    let with = with.replacen("heroku pg:unfollow OLIVE", "heroku pg:unfollow GRAY", 1);
    assert!(read_file("x.toml", &with).is_ok());
}

#[test]
fn an_app_that_is_named_before_its_process_types_alone_is_a_slip() {
    check(
        "[app.shop.process.worker]",
        "[app.shp.process.worker]",
        "x.toml, line 20: app.shp is named before its process types alone, as \
         [app.shp.process…]; allowed is one of shop, or a table [app.shp] of its own. Perhaps you \
         meant shop.",
    );
    check("[app.shop.process.worker]", "[app.admin]\n[app.shop.process.worker]", "");
}

#[test]
fn a_near_miss_has_no_names_but_those_of_the_file() {
    let said = mistakes("when = \"OLIVE follows TEAL\"", "when = \"OLIVE folows \"");
    assert!(said.contains("answer 1.when is \"OLIVE folows \"; allowed is a condition"), "{said}");
    assert!(!said.contains("CHARCOAL") && !said.contains("Perhaps"), "{said}");
    // A name that is wrong where it is given is told of there, and not wherever it is used.
    let gold = SHOP.replace("OLIVE", "GOLD");
    let mistakes = read_file("x.toml", &gold).expect_err("there is no such colour");
    assert_eq!(mistakes.len(), 1, "{mistakes:?}");
}

#[test]
fn what_is_filled_in_is_such_as_there_is_and_stands_where_it_is_filled_in() {
    for right in ["{downtime since the start}", "{a fork of CRIMSON}", "`{ braces }` in code"] {
        check("after {downtime since the start} of", right, "");
    }
    check(
        "heroku pg:unfollow TEAL\", \"> shop",
        "heroku pg:unfollow {a follower of CRIMSON}\", \"> shop",
        "",
    );
    let elsewhere = "allowed is no braces: figures stand in texts of steps, questions and traps, \
                     and in best.";
    check(
        "Before you choose a follower",
        "After {downtime since the start}",
        &format!(
            "x.toml, line 54: lesson.remember 1 is a text with {{downtime since the start}}; \
             {elsewhere}"
        ),
    );
    check(
        "title = \"Stop the writers\"",
        "title = \"Stop {a follower}\"",
        &format!("x.toml, line 77: step 3.title is a text with {{a follower}}; {elsewhere}"),
    );
    let gray = mistakes("{downtime since the start}", "{a fork of GRAY}");
    assert!(
        gray.contains("why is a text with {a fork of GRAY}, and there is no database GRAY; all")
    );
    let figure = |figure: &str| mistakes("{commits lost since the start}", figure);
    let lots = figure("{commits lots since the start}");
    let expected = "x.toml, line 129: trap 1.text is a text with {commits lots since the start}, \
                    which is no figure; allowed is {FIGURE since MOMENT}, with one of time, \
                    downtime, commits written, commits lost, writes refused, stale reads, failed \
                    reads, money spent as FIGURE, and the start, maintenance or step NAME as \
                    MOMENT; or {a follower of DATABASE}, {a fork of DATABASE}, {a follower or \
                    fork of DATABASE}, {the URL of DATABASE} or {the process id on DATABASE}. \
                    Perhaps you meant {commits lost since the start}.";
    assert_eq!(lots, expected);
    assert!(figure("{commits lost}").ends_with("meant {commits lost since the start}."));
    assert!(figure("{a}").contains("with {a}, which is no figure; allowed is {FIGURE since"));
    assert!(figure("{ many").contains("a text with one { that is never closed; allowed is a"));
    assert!(figure("{commits lost since step nope}").ends_with(
        "with {commits lost since step nope}, and there is no step nope; allowed is one of look, \
         loss, stop, unfollow, promote, open."
    ));
}

#[test]
fn the_part_of_a_text_that_is_wrong_is_named() {
    let text = |to: &str| mistakes("so that `DATABASE_URL` names", to);
    let link = "allowed is a link such as [words](https://example.org/page).";
    assert_eq!(
        text("read [this](http://example.org), so that `DATABASE_URL` names"),
        format!("x.toml, line 109: step 5.text is a text with [this](http://example.org); {link}")
    );
    let script = text("read [this](javascript:alert(1)) names");
    assert!(script.ends_with(&format!("with [this](javascript:alert(1); {link}")), "{script}");
    let open = text("so that `DATABASE_URL names");
    assert!(
        open.ends_with("with `DATABASE_URL names it.; allowed is two signs ` around code."),
        "{open}"
    );
}

#[test]
fn a_wait_for_what_somebody_has_to_do_is_a_mistake() {
    check(
        "[\"heroku maintenance:on\", \"heroku ps:scale worker=0\"]",
        "[\"wait until maintenance is on, at most 5m\", \"heroku ps:scale worker=0\"]",
        "x.toml, line 81: step 3.solution 1 is \"wait until maintenance is on, at most 5m\", which \
         does not come by itself; allowed is the command that brings it about, or a wait for what \
         the fleet does by itself, such as wait until WHITE is behind by 0 commits.",
    );
}

#[test]
fn a_length_of_time_in_words_is_mended() {
    let said = mistakes("at = \"5m\"", "at = \"5 minutes\"");
    assert!(said.starts_with("x.toml, line 45: fault 1.at is \"5 minutes\""), "{said}");
    assert!(said.ends_with(" Perhaps you meant 5m."), "{said}");
    let said = mistakes("\"wait 6m\"", "\"wait 6 minutes\"");
    assert!(said.ends_with(" Perhaps you meant wait 6m."), "{said}");
}

#[test]
fn a_slip_of_toml_is_told_where_it_is() {
    let not_toml =
        |line: u32, column: u32| format!("x.toml, line {line}, column {column}: this is not TOML:");
    check(
        "is far behind.\n\"\"\"",
        "is far behind.\n",
        &format!(
            "{} a text that begins with \"\"\" and does not end; allowed is \"\"\" at its end.",
            not_toml(3, 9)
        ),
    );
    // The next such text begins before it ends.
    let long = "text = \"Soon the disk of the leader fails. Let time pass until then.\"";
    check(
        "[[step]]\nname = \"look\"",
        "[[step]]\nname = \"look\"\nabout = \"\"\"\nx\ntitle = \"\"\"\ny\"\"\"\n",
        &format!(
            "{} a text that begins with \"\"\" and does not end; allowed is \"\"\" at its end.",
            not_toml(59, 9)
        ),
    );
    check(long, "text = \"\"\"\nSoon.\"\"\"", "");
    check(
        "kind = \"leader lost\"",
        "kind = “leader lost”",
        &format!(
            "{} quotes of a word processor at “leader lost”; allowed is straight quotes: \"text\".",
            not_toml(46, 8)
        ),
    );
    check(
        "title = \"Stop the writers\"",
        "title = \"Stop the writers",
        &format!(
            "{} no closing quote at the end of the line; allowed is \" at the end of the text.",
            not_toml(77, 26)
        ),
    );
    check(
        "name = \"loss\"",
        "name = \"look\"",
        "x.toml, line 67: step 2.name is \"look\", as in line 58; allowed is a name that no other \
         has.",
    );
    check(
        "name = \"loss\"",
        "name = \"Loss\"",
        "x.toml, line 67: step 2.name is \"Loss\"; allowed is a name of small letters, digits and \
         dashes. Perhaps you meant loss.",
    );
    let seed =
        mistakes("title = \"Promote the follower that is far behind\"", "seed = 4\ntitle = \"x\"");
    assert!(
        seed.ends_with("seed is no field of this table; allowed is seed above the first table.")
    );
}

#[test]
fn too_many_tables_are_told_at_the_first_that_is_too_many() {
    let step = "[[step]]\nname = \"s\"\n";
    let text = format!("{SHOP}{}", step.repeat(26));
    let mistakes = read_file("x.toml", &text).expect_err("there are 32 steps");
    let lines = SHOP.lines().count() as u32;
    let many = mistakes.iter().find(|it| it.to_string().contains("step is 32 tables"));
    assert_eq!(many.map(|mistake| mistake.line), Some(lines + 2 * 24 + 1));
}

#[test]
fn steps_need_a_lesson_and_a_lesson_needs_steps() {
    let (from, to) = (SHOP.find("[lesson]"), SHOP.find("[[step]]"));
    let (from, to) = (from.expect("it has one"), to.expect("it has some"));
    let said = |text: &str| {
        let mistakes = read_file("x.toml", text).expect_err("it has a mistake");
        mistakes.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let without_lesson = said(&format!("{}{}", &SHOP[..from], &SHOP[to..]));
    assert_eq!(
        without_lesson,
        ["x.toml, line 49: step 1 is in a file without a table [lesson]; allowed is a table \
          [lesson] above it, which steps need."]
    );
    let without_step = said(&SHOP[..to]);
    assert_eq!(
        without_step,
        ["x.toml, line 49: lesson is without a step; allowed is at least one table [[step]] \
          after it."]
    );
}
