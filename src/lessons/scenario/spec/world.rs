//! The tables of a starting world.

use super::FieldKind::{Count, Flag, List, Other, Sentence, Table, Tables, Text, Texts, Words};
use super::lesson::{LESSON, STEP, TRAP, WAY, WRONG_WAY};
use super::{FieldKind, FieldSpec, LENGTH, TableSpec, default, in_reference, optional, required};
use crate::lessons::lesson::{MOST_STEPS, MOST_TRAPS, MOST_WAYS};
use crate::platform::app::MOST_DYNOS;
use crate::platform::colours::COLOURS;
use crate::sim::SimDuration;

/// The most apps of a scenario, and process types of an app.
const MOST_APPS: usize = 10;

/// The most queries and faults that a scenario begins with or has on its schedule.
const MOST_EVENTS: usize = 200;

/// The most faults that chance draws one of.
const MOST_CHOICES: usize = 20;

/// What a read costs at most, so that every plan answers some in a tick.
const MOST_COST: u64 = 10_000;

/// A file as a whole.
pub static FILE: TableSpec = TableSpec {
    heading: "",
    about: in_reference("These stand above the first table. Everything else stands in tables."),
    fields: &[
        required("title", Sentence, "The name of the scenario, as the page shows it."),
        default("about", Text, "\"\"", "What the scenario is about, in a sentence or two."),
        required(
            "starts",
            Other("a date and time in UTC such as \"2013-12-05 10:00\""),
            "The calendar's time at which the scenario begins, as commands print it.",
        ),
        default(
            "seed",
            Count(0, i64::MAX as u64),
            "1",
            "The number that decides all chance. The same file with the same seed always does \
             the same.",
        ),
        default(
            "colours",
            Texts("different colours", 0, COLOURS.len()),
            "[]",
            "The names of the databases that will be added, in this order. After them chance \
             decides. Conditions and lines may name them.",
        ),
        required(
            "zones",
            Texts("different names of zones", 2, 6),
            "Zones with power and network of their own, such as \"us-east-1a\".",
        ),
        required(
            "app",
            Tables(&APP, MOST_APPS),
            "The apps. The terminal stands in the first, which is on Heroku.",
        ),
        optional("database", Tables(&DATABASE, COLOURS.len()), "none", "The databases."),
        optional("query", List(&QUERY, MOST_EVENTS), "none", "Queries that run from the start."),
        optional("fault", List(&FAULT, MOST_EVENTS), "none", "What will go wrong."),
        default(
            "replication_slots",
            Flag,
            "false",
            "Whether a leader keeps WAL for a follower that is away. Then it never has to be \
             made anew, and a full disk is possible.",
        ),
        default(
            "new_servers_take",
            LENGTH,
            "\"3m\"",
            "The least time that making a new server takes.",
        ),
        optional("pg_info", Table(&PG_INFO), "as Heroku's article has it", "How pg:info prints."),
        optional("lesson", Table(&LESSON), "no lesson: free play", "What the scenario teaches."),
        optional("step", List(&STEP, MOST_STEPS), "none; a lesson has one or more", "Its steps."),
        optional("trap", List(&TRAP, MOST_TRAPS), "none", "Wrong turns that are noticed."),
        optional("way", List(&WAY, MOST_WAYS), "none", "Other right ways, for lint to prove."),
        optional(
            "wrong_way",
            List(&WRONG_WAY, MOST_WAYS),
            "none",
            "Ways into traps, for lint to prove.",
        ),
    ],
};

static APP: TableSpec = TableSpec {
    heading: "[app.NAME]",
    about: in_reference("An app. NAME is of small letters, digits and dashes, the first a letter."),
    fields: &[
        default(
            "outside",
            Flag,
            "false",
            "Whether it runs outside Heroku and is told by hand where its database is. Then it \
             has no release, maintenance and config.",
        ),
        default("release", Count(1, 100_000), "1", "The number of its newest release."),
        default("maintenance", Flag, "false", "Whether maintenance mode is on."),
        default("pgbackups", Flag, "false", "Whether it has the add-on pgbackups."),
        optional(
            "primary",
            Other("the name of a database of the file"),
            "no DATABASE_URL",
            "The database that its DATABASE_URL names.",
        ),
        optional(
            "config",
            Other("a table of at most 100 names and texts"),
            "none",
            "Config vars beside those of its databases.",
        ),
        optional(
            "process",
            Tables(&PROCESS, MOST_APPS),
            "none",
            "Its process types. Visitors are served by the one that is named web.",
        ),
    ],
};

static PROCESS: TableSpec = TableSpec {
    heading: "[app.NAME.process.NAME]",
    about: in_reference(
        "A process type of an app, such as web or worker, and what its dynos write and read.",
    ),
    fields: &[
        required("dynos", Count(0, MOST_DYNOS as u64), "How many dynos run."),
        required(
            "writes",
            Other("a rate of at most 100000 a second, such as \"48/s\", \"30/min\" or \"5/h\""),
            "Commits that all its dynos together write. Writes times bytes are at most \
             10 MB a second.",
        ),
        default("bytes", Count(1, 100_000_000), "600", "Bytes of WAL of a commit."),
        optional("command", Text, "bin/ and its name", "What ps prints as its command."),
        default(
            "changes",
            Words(&["updates", "inserts"]),
            "\"updates\"",
            "Whether its commits change rows that are there, or add rows, so that the data grow.",
        ),
        default(
            "writes_to",
            Text,
            "\"DATABASE_URL\"",
            "The config var that names the database to which it writes.",
        ),
        optional(
            "every",
            LENGTH,
            "it always works",
            "It works once in each such time, as a job on a schedule does.",
        ),
        optional(
            "lasts",
            LENGTH,
            "it always works",
            "For how long it works then. Less than every.",
        ),
        default(
            "reads",
            Other("a rate of at most 100000 a second, such as \"240/s\" or \"30/min\""),
            "\"0/s\"",
            "Reads of all its dynos together. They go to READ_DATABASE_URL where that is set, \
             else to DATABASE_URL.",
        ),
        default(
            "read_cost",
            Count(1, MOST_COST),
            "1000",
            "How much work a read is: 1000 for one that is usual.",
        ),
        default(
            "returning",
            Count(0, 100),
            "20",
            "Reads of a hundred that look for what their visitor has just written.",
        ),
        default(
            "returns_within",
            FieldKind::Length(SimDuration::from_secs(1), SimDuration::from_secs(600)),
            "\"10s\"",
            "How soon after the write such a visitor comes back at the latest.",
        ),
        optional("report", Table(&REPORT), "none", "A long report that it runs now and then."),
    ],
};

static REPORT: TableSpec = TableSpec {
    heading: "[app.NAME.process.NAME.report]",
    about: in_reference(
        "A report that a process type runs where it reads. It can also be written in one line: \
            report = { every = \"10m\", lasts = \"2m\" }.",
    ),
    fields: &[
        required("every", LENGTH, "It begins once in each such time."),
        required("lasts", LENGTH, "How long it runs. More than 0s, and at most every."),
    ],
};

static DATABASE: TableSpec = TableSpec {
    heading: "[database.NAME]",
    about: in_reference("A database. NAME is one of the colours in the list below."),
    fields: &[
        required("app", Other("the name of an app of the file"), "The app whose add-on it is."),
        required("plan", Other("the name of a plan"), "Its plan; see the list below."),
        required("zone", Other("the name of a zone of the file"), "Where its server is."),
        optional(
            "standby_zone",
            Other("the name of another zone of the file"),
            "a zone other than its own",
            "Where its hidden standby is: a second server that takes over by itself. Only for \
             leaders on premium and enterprise plans.",
        ),
        optional(
            "follows",
            Other("the name of a database of the file"),
            "nothing: it takes writes",
            "Its leader, which follows nothing itself and is in another zone.",
        ),
        default(
            "size",
            Other("a size of at most 1000 TB, such as \"600 MB\" or \"14 GB\""),
            "\"600 MB\"",
            "How much data it has. Not for followers.",
        ),
        default("commits", COMMITS, "48000", "Commits in its history so far. Not for followers."),
        default(
            "age",
            LENGTH,
            "\"180d\"",
            "How long ago it was made. One that is younger than some minutes has no base backup.",
        ),
        default(
            "is_32_bit",
            Flag,
            "false",
            "Whether it is on an old 32-bit machine. Then only its own plan can follow it. Not \
             for followers.",
        ),
        default("not_received", COMMITS, "0", "Commits of its leader that it has not received."),
        default("not_replayed", COMMITS, "0", "Commits that it has received and not replayed."),
        default(
            "latency",
            FieldKind::Length(SimDuration::ZERO, SimDuration::from_secs(60)),
            "\"30ms\"",
            "How long each byte is on its way to it.",
        ),
        default(
            "bandwidth",
            Other("a bandwidth such as \"25 MB/s\" or \"60 kB/s\""),
            "\"25 MB/s\"",
            "The most that the link to it carries. Where its leader writes more, it falls behind.",
        ),
        default(
            "max_standby_streaming_delay",
            Other("a length of time such as \"30s\", or \"-1\" for as long as they run"),
            "\"-1\"",
            "How long replay waits for queries before it cancels them. Only for followers.",
        ),
        default(
            "hot_standby_feedback",
            Flag,
            "false",
            "Whether it tells its leader which rows its queries need, so that replay need not \
             wait for them. Only for followers.",
        ),
    ],
};

/// A number of commits.
const COMMITS: FieldKind = Count(0, 1_000_000_000);

static QUERY: TableSpec = TableSpec {
    heading: "[[query]]",
    about: in_reference(
        "A query that runs when the scenario begins. On a follower, replay may have to wait \
            for it.",
    ),
    fields: &[
        required("on", Other("the name of a database of the file"), "Where it runs."),
        default("source", Text, "\"monthly-report\"", "Who runs it, as pg:ps prints it."),
        optional("sql", Text, "a sum of orders by month", "What it asks, as pg:ps prints it."),
        default("ran", LENGTH, "\"0s\"", "How long it has run already."),
        optional("lasts", LENGTH, "until somebody ends it", "How long it runs from the start on."),
        default(
            "session",
            Words(&["running", "idle in transaction"]),
            "\"running\"",
            "Whether it runs, or its transaction was left open.",
        ),
    ],
};

static FAULT: TableSpec = TableSpec {
    heading: "[[fault]]",
    about: in_reference("Something that goes wrong. It has kind and on, or a list one_of."),
    fields: &[
        required(
            "at",
            Other("a moment such as \"3m\", or a range such as \"2m to 5m\", within 400 days"),
            "When it strikes, counted from the start. Of a range, chance draws the moment; it is \
             at most 49 days long.",
        ),
        optional(
            "one_of",
            List(&CHOICE, MOST_CHOICES),
            "the fault has kind and on",
            "Two or more faults, of which chance draws one. It can also be written in one line: \
             one_of = [{ kind = \"leader lost\", on = \"RED\" }, { kind = \"leader crash\", \
             on = \"RED\" }].",
        ),
        KIND,
        ON,
        LASTS,
        SIZE,
    ],
};

static CHOICE: TableSpec = TableSpec {
    heading: "[[fault.one_of]]",
    about: in_reference("One of the faults that chance draws from."),
    fields: &[KIND, ON, LASTS, SIZE],
};

const KIND: FieldSpec =
    required("kind", Other("the name of a fault"), "What goes wrong; see the list below.");

const ON: FieldSpec = required(
    "on",
    Other(
        "the name of a database, an app or a zone, as the kind of fault asks for; for a database \
         also \"DATABASE_URL of APP\", and for a follower \"the standby of DATABASE\"",
    ),
    "What it strikes.",
);

const LASTS: FieldSpec =
    optional("lasts", LENGTH, "as the list below says", "How long it lasts, where it can end.");

const SIZE: FieldSpec = optional(
    "size",
    Other("a whole number, as the kind of fault asks for"),
    "as the list below says",
    "How bad it is, where the fault has a size.",
);

static PG_INFO: TableSpec = TableSpec {
    heading: "[pg_info]",
    about: in_reference("How pg:info prints what Heroku's article prints in more than one way."),
    fields: &[
        default(
            "heading",
            Words(&["url_and_role", "url", "name"]),
            "\"url_and_role\"",
            "What the heading of a database says.",
        ),
        default(
            "following",
            Words(&["url_and_role", "name_and_role"]),
            "\"url_and_role\"",
            "What its row Following says.",
        ),
    ],
};
