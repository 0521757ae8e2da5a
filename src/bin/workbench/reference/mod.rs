//! `workbench reference`: the reference page of scenario files, made of the list through which they
//! are read.

use std::fmt::Write;

use follower_playground::format::{count, exact_length};
use follower_playground::lessons::condition::VOCABULARY;
use follower_playground::lessons::scenario::LONGEST_FILE;
use follower_playground::lessons::scenario::spec::{
    FILE, FieldKind, FieldSpec, LONGEST_TEXT, Presence, TableSpec,
};
use follower_playground::platform::addon_plan::PLANS;
use follower_playground::platform::colours::COLOURS;
use follower_playground::platform::faults::{FAULTS, Fault, TargetKind};

/// A small file, and one with every field.
const SMALL: &str = include_str!("../../../static/examples/small.toml");
const COMPLETE: &str = include_str!("../../../static/examples/complete.toml");

/// Prints the page.
pub fn print() -> bool {
    print!("{}", page());
    true
}

fn page() -> String {
    let mut page = HEAD.to_owned();
    page += &contents();
    page += INTRODUCTION;
    page += &section("small", "A small file", &example(SMALL, "small"));
    page += &section(
        "complete",
        "A complete file",
        &format!("{COMPLETE_NOTE}{}", example(COMPLETE, "complete")),
    );
    page += &section("fields", "All fields", &fields());
    page += &section("conditions", "Conditions", &conditions());
    page += &section("plans", "Lines of plans", &lines());
    page += &section("faults", "Faults", &faults());
    page += &section("names", "Plans and colours", &names());
    page += &section("limits", "Limits", &limits());
    page += "</main>\n</body>\n</html>\n";
    page
}

const HEAD: &str = r#"<!doctype html>
<!-- Made by `workbench reference`; `make reference` writes it anew. -->
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta name="description" content="Every field of a scenario file of Follower Playground." />
<title>The scenario file: Follower Playground</title>
<link rel="stylesheet" href="scenario-file.css" />
</head>
<body>
<header>
<p><a href="./">Follower Playground</a></p>
<h1>The scenario file</h1>
</header>
<main>
"#;

const INTRODUCTION: &str = r#"<section id="what">
<h2>What it is</h2>
<p>A scenario file is a text in <a href="https://toml.io/en/">TOML</a> that describes a starting
world: apps, databases, and what is going to happen to them. With a table <code>[lesson]</code> and
steps it is a lesson. The lessons and worlds that come with the page are such files, and have no
privilege: whatever they can do, yours can.</p>
<p>Nothing in a file becomes HTML. A mistake is told with its line, its field, what was found and
what is allowed; all mistakes of a file are told at once.</p>
<h3>How to open one</h3>
<ul>
<li>Drop the file on the page, or choose Share and then Open a file.</li>
<li>Paste its whole text onto the page.</li>
<li>Put it on the host of the page, and name it in the address:
<code>?scenario=lessons/mine.toml</code>.
The path is one of the same host, ends in <code>.toml</code>, and leads up nowhere.</li>
<li>Share a run of it: the link carries the whole text.</li>
</ul>
<h3>How to prove a lesson</h3>
<p><code>workbench lint FILE</code> plays the file. Its solution has to reach every goal, and no
goal may hold before its step begins. The lines of each wrong way have to lead into its trap, and
out of it again. It prints the solution without the lines that the goals do not need.</p>
</section>
"#;

const COMPLETE_NOTE: &str = "<p>Every field is in use here, and lint proves the lesson.</p>\n";

/// Lines of plans, and what each does.
const LINES: [(&str, &str); 7] = [
    ("heroku pg:info", "Types a command. Commands of an app outside Heroku begin with outside:."),
    (
        "> sushi",
        "Answers what a command asks. Without such a line the name of the app is answered.",
    ),
    ("wait 30s", "Lets time pass, at most a day."),
    (
        "wait until WHITE is behind by 0 commits, at most 10m",
        "Waits for a condition. When the time is over, the plan goes on. It can be what the fleet \
         does by itself, and not what somebody has to do.",
    ),
    (
        "wait for the prompt, at most 10m",
        "Waits until no command holds the prompt, and presses Ctrl-C when the time is over.",
    ),
    ("break leader lost on WHITE", "Lets a fault strike."),
    ("break end of link cut on WHITE", "Ends a fault by hand."),
];

const PLANS_NOTE: &str = "<p>In What if, which tries plans ahead, faults that the file has at a \
    fixed moment are left out: nobody who decides knows of them.</p>\n";

fn contents() -> String {
    let parts = [
        ("what", "What it is"),
        ("small", "A small file"),
        ("complete", "A complete file"),
        ("fields", "All fields"),
        ("conditions", "Conditions"),
        ("plans", "Lines of plans"),
        ("faults", "Faults"),
        ("names", "Plans and colours"),
        ("limits", "Limits"),
    ];
    let links = parts.map(|(id, title)| format!("<li><a href=\"#{id}\">{title}</a></li>\n"));
    format!("<nav aria-label=\"On this page\">\n<ul>\n{}</ul>\n</nav>\n", links.concat())
}

fn section(id: &str, title: &str, body: &str) -> String {
    format!("<section id=\"{id}\">\n<h2>{title}</h2>\n{body}</section>\n")
}

fn example(text: &str, name: &str) -> String {
    format!(
        "<pre>{}</pre>\n<p><a href=\"./?scenario=examples/{name}.toml\">Open it on the page</a>, \
         or <a href=\"examples/{name}.toml\">as a file</a>.</p>\n",
        escape(text)
    )
}

fn fields() -> String {
    FILE.all().into_iter().map(table).collect()
}

fn table(table: &TableSpec) -> String {
    let (id, heading) = match table.heading {
        "" => ("file".to_owned(), "Above all tables".to_owned()),
        heading => {
            let id = heading.trim_matches(['[', ']']).to_lowercase().replace('.', "-");
            (format!("table-{id}"), format!("<code>{}</code>", escape(heading)))
        }
    };
    let rows: String = table.fields.iter().map(row).collect();
    format!(
        "<h3 id=\"{id}\">{heading}</h3>\n<p>{}</p>\n<table>\n<thead><tr><th>Field</th>\
         <th>Allowed</th><th>Where it is missing</th><th>Meaning</th></tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n",
        escape(table.about)
    )
}

fn row(field: &FieldSpec) -> String {
    let missing = match field.presence {
        Presence::Required => "<b>required</b>".to_owned(),
        Presence::Default(value) => format!("<code>{}</code>", escape(value)),
        Presence::Optional(words) => escape(words),
    };
    let allowed = match field.kind {
        FieldKind::Table(table) | FieldKind::Tables(table, _) => {
            format!("{}: <code>{}</code>", escape(&field.allowed()), escape(table.heading))
        }
        _ => escape(&field.allowed()),
    };
    format!(
        "<tr><td><code>{}</code></td><td>{allowed}</td><td>{missing}</td><td>{}</td></tr>\n",
        field.name,
        escape(field.meaning)
    )
}

fn conditions() -> String {
    let rows = VOCABULARY.iter().map(|text| format!("<li><code>{}</code></li>\n", escape(text)));
    let rows: String = rows.collect();
    format!(
        "<p>Goals, must, settled and when are conditions. In a list, all have to hold. Each of \
         these is an example: another name, number or moment may stand in its place.</p>\n\
         <ul class=\"conditions\">\n{rows}</ul>\n\
         <p>How many may be a number, <code>at least</code> one, or <code>at most</code> one. \
         Between several conditions <code>or</code> may stand. <code>DATABASE_URL</code> stands \
         for the database that it names. A moment is <code>the start</code>, \
         <code>maintenance</code>, when maintenance mode was last turned on, or \
         <code>step NAME</code>, when that step was done. Figures are time, downtime, commits \
         written, commits lost, writes refused, stale reads, failed reads and money spent. \
         Nothing holds of a database that does not exist yet.</p>\n"
    )
}

fn lines() -> String {
    let row = |(line, about): (&str, &str)| {
        format!("<tr><td><code>{}</code></td><td>{}</td></tr>\n", escape(line), escape(about))
    };
    let rows = LINES.map(row).concat();
    format!(
        "<p>Solutions, ways and wrong ways are lists of lines. What begins with a number sign is \
         for people.</p>\n<table>\n<thead><tr><th>Line</th><th>What it does</th></tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n{PLANS_NOTE}"
    )
}

fn faults() -> String {
    let rows: String = FAULTS.iter().map(|fault| fault_row(fault)).collect();
    format!(
        "<table>\n<thead><tr><th>kind</th><th>on</th><th>lasts</th><th>size</th>\
         <th>What happens</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n\
         <p>A fault strikes at most once. Where it cannot take effect, because its database is \
         removed by then, nothing happens.</p>\n"
    )
}

fn fault_row(fault: &Fault) -> String {
    let on = match fault.target {
        TargetKind::Leader => "a leader",
        TargetKind::Follower => "a follower, or the standby of a leader",
        TargetKind::Database => "a database",
        TargetKind::Zone => "a zone",
        TargetKind::App => "an app",
    };
    let lasts = match fault.lasts {
        Some(lasts) => format!("<code>\"{}\"</code>", exact_length(lasts)),
        None => "for good".to_owned(),
    };
    let size = match fault.size {
        Some(size) => {
            format!("{} {}, at most {}", count(size.usual), size.unit, count(size.most))
        }
        None => "none".to_owned(),
    };
    format!(
        "<tr><td><code>{}</code></td><td>{on}</td><td>{lasts}</td><td>{size}</td>\
         <td>{}</td></tr>\n",
        fault.name,
        escape(fault.about)
    )
}

fn names() -> String {
    let codes = |names: Vec<&str>| {
        let names: Vec<String> =
            names.into_iter().map(|name| format!("<code>{name}</code>")).collect();
        names.join(" ")
    };
    let plans = codes(PLANS.iter().map(|plan| plan.name).collect());
    let leaders = PLANS.iter().filter(|plan| plan.tier.has_failover());
    let leaders = codes(leaders.map(|plan| plan.name).collect());
    let unfollowed = PLANS.iter().filter(|plan| !plan.tier.can_follow());
    let unfollowed = codes(unfollowed.map(|plan| plan.name).collect());
    format!(
        "<p>Plans: {plans}.</p>\n<p>With a hidden standby: {leaders}.</p>\n\
         <p>Nothing can follow or be followed on: {unfollowed}.</p>\n\
         <p>Colours: {}.</p>\n",
        codes(COLOURS.to_vec())
    )
}

/// What limits a file, so that none can freeze the tab.
fn limits() -> String {
    let mut rows = String::new();
    let mut row = |what: &str, most: &str| {
        let written = writeln!(rows, "<tr><td>{what}</td><td>{most}</td></tr>");
        written.expect("a text takes all");
    };
    row("A file", &format!("{LONGEST_FILE} bytes"));
    row("A text", &format!("{LONGEST_TEXT} letters"));
    row("A condition", "300 letters");
    row("A length of time", "1000 days");
    row("The latest moment of a fault", "400 days");
    for table in FILE.all() {
        for field in table.fields {
            let whole = format!("<code>{}</code>", escape(&path(table, field)));
            match field.kind {
                FieldKind::Tables(_, most) | FieldKind::List(_, most) => {
                    row(&whole, &format!("{most} tables"));
                }
                FieldKind::Texts(_, _, most) => row(&whole, &format!("{most} texts")),
                FieldKind::Conditions(most) => row(&whole, &format!("{most} conditions")),
                _ => {}
            }
        }
    }
    format!(
        "<p>A file that goes past a limit is not opened, and a sentence says which.</p>\n\
         <table>\n<thead><tr><th>What</th><th>At most</th></tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n"
    )
}

/// The full name of a field.
fn path(table: &TableSpec, field: &FieldSpec) -> String {
    match table.heading.trim_matches(['[', ']']) {
        "" => field.name.to_owned(),
        heading => format!("{heading}.{}", field.name),
    }
}

/// A text in which nothing is HTML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
