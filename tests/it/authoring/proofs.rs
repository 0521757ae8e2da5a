//! What lint finds in the lesson: each slip is told once, with its place and what to do.

use std::process::Command;

use super::SHOP;
use follower_playground::lessons::Scenario;
use follower_playground::lessons::scenario::places::line_of;
use follower_playground::plan::lint::{Finding, LintReport, lint};

fn report(text: &str) -> LintReport {
    let scenario = Scenario::in_file("x.toml", text).unwrap_or_else(|all| panic!("{}", all[0]));
    let lesson = scenario.lesson.clone().expect("it is a lesson");
    lint(&scenario, &lesson)
}

/// Holds her lesson, when `from` stands as `to`, against all that lint finds.
fn prove(from: &str, to: &str, expected: &[&str]) {
    assert!(SHOP.contains(from), "{from}");
    let text = SHOP.replacen(from, to, 1);
    let report = report(&text);
    let told =
        |it: &Finding| format!("line {}, {it}", line_of(&text, &it.place.field, &it.place.part));
    let told: Vec<String> = report.problems.iter().map(told).collect();
    assert_eq!(told, expected, "{to}");
}

#[test]
fn one_cause_makes_one_problem() {
    prove("seed = 3", "seed = 3", &[]);
    prove(
        "[\"heroku pg:promote TEAL\"]",
        "[\"heroku pg:promoote TEAL\"]",
        &["line 113, step 5.solution: pg:promoote is no command. Perhaps you meant pg:promote."],
    );
    prove(
        "[\"heroku pg:promote TEAL\"]",
        "[]",
        &["line 113, step 5.solution: It stops at the step promote: \"DATABASE_URL is TEAL\" is \
           not true, but DATABASE_URL is CRIMSON."],
    );
    prove(
        "must = [\"DATABASE_URL is TEAL\"",
        "must = [\"DATABASE_URL is OLIVE\"",
        &["line 53, lesson.must: After the solution \"DATABASE_URL is OLIVE\" is not true, but \
           DATABASE_URL is TEAL."],
    );
    prove(
        "    \"heroku pg:promote TEAL\",\n    \"heroku maintenance:off\",",
        "    \"heroku maintenance:off\",",
        &["line 133, way 1.lines: The way \"The worker first, and the unfollow before the \
           maintenance\" stops at the step promote: \"DATABASE_URL is TEAL\" is not true, but \
           DATABASE_URL is CRIMSON."],
    );
    prove(
        "on = \"CRIMSON\"\n\n[lesson",
        "on = \"OLIVE\"\n\n[lesson",
        &["line 72, step 2.solution: It stops at the step loss: \"leader lost has struck \
           CRIMSON\" is not true, but leader lost has not struck CRIMSON yet. The time of `wait \
           until leader lost has struck CRIMSON, at most 10m` was over before that came."],
    );
    prove(
        "    \"heroku pg:promote OLIVE\",\n",
        "",
        &["line 150, wrong_way 1.lines: The wrong way \"Promote the follower that is far \
           behind\" does not lead into the trap far-behind: \"DATABASE_URL is OLIVE\" is not true, \
           but DATABASE_URL is CRIMSON."],
    );
}

#[test]
fn a_goal_that_is_true_before_its_step_is_told_with_what_to_do() {
    prove(
        "goal = \"leader lost has struck CRIMSON\"",
        "goal = \"visitors are served\"",
        &["line 70, step 2.goal: The goal is reached before the step loss begins, after look: \
           \"visitors are served\" has been true from the start. Choose a condition that only this \
           step makes true, or add one."],
    );
    let open =
        "goal = [\"worker runs 1\", \"maintenance is off\", \"visitors are served\"]\nholds = ";
    prove(
        &format!("{open}\"still\""),
        &format!("{open}\"once\""),
        &["line 120, step 6.goal: The goal is reached before the step open begins, after \
           promote: \"worker runs 1\", \"maintenance is off\" and \"visitors are served\" have \
           been true from the start. Write holds = \"still\", so that it has to be true again."],
    );
}

#[test]
fn a_question_and_a_trap_are_not_settled_from_the_start() {
    prove(
        "text = \"You cut TEAL loose. What does OLIVE do?\"",
        "text = \"x\"\nsettled = \"worker runs 0\"",
        &["line 96, step 4.question.settled: \"worker runs 0\" is true already when the question \
           is asked, so nobody can predict anything. Name what the step brings about, or leave \
           settled out: then it is the goal of the step."],
    );
    prove(
        "when = \"OLIVE follows CRIMSON\"",
        "when = \"OLIVE follows nothing\"",
        &["line 94, step 4.question: None of the answers is right when the question is settled, \
           and one has to be: look at their when."],
    );
    prove(
        "when = \"OLIVE follows TEAL\"",
        "when = \"TEAL follows nothing\"",
        &["line 94, step 4.question: 2 of the answers are right when the question is settled, \
           and one has to be: look at their when."],
    );
    let trap = |when: &str| {
        format!("[[trap]]\nname = \"second\"\nwhen = \"{when}\"\ntext = \"t\"\n\n[[wrong_way]]")
    };
    prove(
        "[[wrong_way]]",
        &trap("CRIMSON is writable"),
        &["line 149, trap 2.when: \"CRIMSON is writable\" is true from the start, so the trap \
           second is noticed before anybody has done anything. Add a condition that only the wrong \
           turn makes true, or name its step."],
    );
    prove(
        "[[wrong_way]]",
        &trap("OLIVE is removed"),
        &["line 147, trap 2: No wrong way leads into the trap second. Add a [[wrong_way]] with \
           trap = \"second\" and the lines that do."],
    );
}

#[test]
fn the_commands_of_all_texts_are_looked_at() {
    let near = "pg:promoote is no command. Perhaps you meant pg:promote.";
    for (from, to, place) in [
        ("Promote TEAL, so that", "`heroku pg:promoote TEAL`, that", "line 109, step 5.text"),
        ("[\"Before you", "[\"`heroku pg:promoote`. Before you", "line 54, lesson.remember 1"),
        ("Promote TEAL instead", "`heroku pg:promoote TEAL`", "line 129, trap 1.text"),
        ("Type `heroku pg:promote TEAL`.", "`pg:promoote`.", "line 112, step 5.hints 3"),
        ("Type `heroku pg:promote TEAL`.", "heroku pg:promoote.", "line 112, step 5.hints 3"),
        ("What the leader had", "`pg:promoote`: what it had", "line 55, lesson.best"),
        ("What does OLIVE do?", "`pg:promoote`?", "line 95, step 4.question.text"),
        ("It follows TEAL from", "`pg:promoote` from", "line 99, step 4.question.answer 1.text"),
        ("The processes restart", "`pg:promoote` restarts", "line 114, step 5.why"),
    ] {
        prove(from, to, &[&format!("{place}: {near}")]);
    }
    prove(
        "Type `heroku pg:promote TEAL`.",
        "Type `heroku pg:promote GRAY`.",
        &["line 112, step 5.hints 3: GRAY is no database of this file, which has CRIMSON, TEAL, \
           OLIVE, PINK."],
    );
    prove(
        "Type `heroku pg:promote TEAL`.",
        "Type `heroku pg:promote TEAL --force`.",
        &["line 112, step 5.hints 3: `heroku pg:promote TEAL --force` cannot be run. Unknown \
           flag: --force. Usage: heroku pg:promote DATABASE."],
    );
}

#[test]
fn signs_of_html_and_names_of_other_databases_are_noted() {
    let html = "why = \"<b>CRIMSON</b> and <script>alert(1)</script> its disk";
    let text = SHOP.replacen("why = \"CRIMSON and its disk", html, 1);
    let noted = report(&text.replacen("cut it loose", "cut it loose, as NAVY was", 1));
    assert!(noted.problems.is_empty());
    let notes: Vec<String> = noted.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "step 2.why: <b> is shown as it is written: nothing becomes HTML.",
            "step 4.text: NAVY is no database of this file.",
        ]
    );
}

#[test]
fn lint_prints_what_was_proved_with_answers_and_waits() {
    let lint = |file: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_workbench")).args(["lint", file]).output();
        let output = output.expect("the workbench runs");
        let (said, wrong) = (output.stdout, output.stderr);
        (String::from_utf8_lossy(&said).into_owned(), String::from_utf8_lossy(&wrong).into_owned())
    };
    let (said, _) = lint("tests/it/authoring/shop.toml");
    let expected = "tests/it/authoring/shop.toml: the lesson is proved. The goals of 6 steps are \
                    reached by the solution and by 1 other right way. 1 wrong way leads into its \
                    trap, which is noticed. 44 texts and 14 commands in them were looked at.\n\
                    The lines of the solution that are needed:\n  heroku pg:info\n";
    assert!(said.starts_with(expected), "{said}");
    assert!(said.contains("  heroku pg:unfollow TEAL\n  > shop\n  wait until TEAL is"), "{said}");
    let (_, wrong) = lint("nope.toml");
    assert_eq!(wrong, "nope.toml: there is no such file. Look at its name and its folder.\n");
    let (_, wrong) = lint("static/picture.png");
    assert!(wrong.starts_with("static/picture.png: "), "{wrong}");
    let (_, wrong) = lint("static");
    assert_eq!(wrong, "static: this is a folder. Name a file in it.\n");
}
