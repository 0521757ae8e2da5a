//! `workbench reference`: the reference page of scenario files, made of the list through which they
//! are read.

mod tables;

use std::fmt::Write;

use follower_playground::lessons::condition::VOCABULARY;
use follower_playground::lessons::scenario::LONGEST_FILE;
use follower_playground::lessons::scenario::spec::{
    FILE, FieldKind, FieldSpec, LONGEST_TEXT, Presence, TableSpec,
};

/// A small file, and one with every field.
const SMALL: &str = include_str!("../../../../static/examples/small.toml");
const COMPLETE: &str = include_str!("../../../../static/examples/complete.toml");

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
    page += &section("words", "Words", &tables::words());
    page += &section("figures", "Braces in texts", FIGURES);
    page += &section("plans", "Lines of plans", &lines());
    page += &section("commands", "Commands", &tables::commands());
    page += &section("faults", "Faults", &tables::faults());
    page += &section("names", "Plans and colours", &tables::names());
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
The path is one of the same host, ends in <code>.toml</code>, and leads to no folder above.</li>
<li>Share a run of it: the link carries the whole text.</li>
</ul>
<h3>How to prove a lesson</h3>
<p><code>workbench lint FILE</code> plays the file, and says what is wrong with file, line and
field. One cause makes one sentence: mend it, and run it again.</p>
<ul>
<li>The solution reaches every goal, and does so under eight of ten other chances. No command of it
is refused, other than where a goal wants that.</li>
<li>No goal is true before its step begins. A goal that was true before, and has to become true
again, says <code>holds = "still"</code>.</li>
<li>A question is not settled before it is asked, and one of its answers is right.</li>
<li>Each <code>[[way]]</code> leads to the end.</li>
<li>Each trap has a <code>[[wrong_way]]</code> that leads into it, and holds for nobody from the
start. The lines <code>out</code> lead out again, and so does going back.</li>
<li>What <code>must</code> be true is true in the end.</li>
<li>Commands in lines and in all texts are such as there are: in goal, title, text, hints, why,
questions, answers, traps, remember and best, with signs <code>`</code> around them or after the
word heroku. Names in them are such as the file has.</li>
</ul>
<p>Signs of HTML and names of other databases in a text are noted, and nothing is wrong with that.
Then lint prints the solution without the commands that the goals do not need.</p>
</section>
"#;

const FIGURES: &str = r#"<p>Texts of steps (text, hints, why), of questions, answers and traps, and
best may have in braces what is filled in when they are read:</p>
<ul>
<li><code>{commits written since maintenance}</code>: a figure, the word since, and a moment, as in
conditions.</li>
<li><code>{a fork of CHARCOAL}</code> or <code>{a follower of CHARCOAL}</code>: the name of the
newest one; while there is none, the name that the next database will get.
<code>{a follower or fork of CHARCOAL}</code>: the newest of both, so that it stays when somebody
unfollows.</li>
<li><code>{the URL of DATABASE_URL}</code>: the URL of a database, named by its colour or as
above.</li>
<li><code>{the process id on WHITE}</code>: that of the query that has run there for the
longest.</li>
</ul>
<p>Lines may have names, URLs and process ids too.</p>
<p>Code may have other braces. In goal, title and remember nothing is filled in, and braces are a
mistake.</p>
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
        ("words", "Words"),
        ("figures", "Braces in texts"),
        ("plans", "Lines of plans"),
        ("commands", "Commands"),
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
         Nothing holds of a database that does not exist yet.</p>\n\
         <p>Names of apps, zones, steps and process types are those of the file; of process types \
         those of its first app, in which the terminal stands. Names of databases are those of the \
         file, and those that <code>colours</code> has for databases which are added.</p>\n"
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
