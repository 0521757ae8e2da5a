//! Every command that takes a database, in every state that a database can be in: what happens.
//! `SHOW_STATES=1 cargo test --test it states -- --nocapture` prints what each cell is now.

use crate::support::Fleet;

/// What a database is when a command names it. Corrupt disks and standbys come with what makes
/// them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Empty, and being made.
    Preparing,
    Leader,
    Follower,
    /// Its base backup is being restored.
    FollowerPreparing,
    /// Without a base backup of its own.
    ForkTooYoung,
    Fork,
    /// It replays what it has received, from a slow disk.
    LeavingRecovery,
    PromotedWhileFollowing,
    LeaderDown,
    LeaderLost,
    /// A leader whose files are damaged.
    Corrupt,
    /// A leader that has moved to its hidden standby, while the next one is being built.
    StandbyBuilding,
    /// A leader whose process was killed.
    InRecovery,
    /// A leader whose disk is full.
    DiskFull,
    /// A follower whose leader was removed.
    Orphan,
    /// A follower whose link is cut.
    CutOff,
    Removed,
    Hobby,
    Bits32,
}

const STATES: [State; 19] = [
    State::Preparing,
    State::Leader,
    State::Follower,
    State::FollowerPreparing,
    State::ForkTooYoung,
    State::Fork,
    State::LeavingRecovery,
    State::PromotedWhileFollowing,
    State::LeaderDown,
    State::LeaderLost,
    State::Corrupt,
    State::StandbyBuilding,
    State::InRecovery,
    State::DiskFull,
    State::Orphan,
    State::CutOff,
    State::Removed,
    State::Hobby,
    State::Bits32,
];

impl State {
    /// A fleet with a database in this state, and its name.
    pub fn fleet(self) -> (Fleet, &'static str) {
        let scenario = match self {
            State::Bits32 => "old-machine",
            State::StandbyBuilding => "ha",
            _ => "followers",
        };
        let mut fleet = Fleet::open(scenario);
        fleet.passes("5s");
        let name = match self {
            State::Preparing => {
                fleet.types("heroku addons:add heroku-postgresql:crane");
                "ORANGE"
            }
            State::Leader | State::Bits32 => "CHARCOAL",
            State::Follower => "WHITE",
            State::FollowerPreparing => {
                fleet.types("heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
                "ORANGE"
            }
            State::ForkTooYoung | State::Fork | State::LeavingRecovery => {
                if self == State::LeavingRecovery {
                    fleet.strikes("slow disk", "WHITE", "10m");
                    fleet.passes("1m");
                }
                fleet.types("heroku pg:unfollow WHITE --confirm sushi");
                fleet.passes(if self == State::Fork { "1h" } else { "5s" });
                "WHITE"
            }
            State::PromotedWhileFollowing => {
                fleet.types("heroku pg:promote WHITE");
                "WHITE"
            }
            State::LeaderDown => {
                fleet.strikes("leader crash", "CHARCOAL", "10m");
                "CHARCOAL"
            }
            State::LeaderLost => {
                fleet.strikes("leader lost", "CHARCOAL", "10m");
                "CHARCOAL"
            }
            State::Corrupt => {
                fleet.strikes("corruption", "CHARCOAL", "10m");
                "CHARCOAL"
            }
            State::StandbyBuilding => {
                fleet.strikes("leader lost", "CHARCOAL", "10m");
                fleet.passes("2m20s");
                "CHARCOAL"
            }
            State::InRecovery => {
                fleet.strikes("process killed", "CHARCOAL", "10m");
                "CHARCOAL"
            }
            State::DiskFull => {
                fleet.strikes("disk full", "CHARCOAL", "10m");
                "CHARCOAL"
            }
            State::Orphan => {
                fleet.types("heroku addons:remove CHARCOAL --confirm sushi");
                "WHITE"
            }
            State::CutOff => {
                fleet.strikes("link cut", "WHITE", "10m");
                fleet.passes("20s");
                "WHITE"
            }
            State::Removed => {
                fleet.types("heroku addons:remove WHITE --confirm sushi");
                "WHITE"
            }
            State::Hobby => {
                fleet.types("heroku addons:add heroku-postgresql:dev");
                fleet.passes("10m");
                "ORANGE"
            }
        };
        (fleet, name)
    }
}

/// The commands, each with `DB` where the name goes.
const COMMANDS: [&str; 12] = [
    "pg:info DB",
    "pg:wait DB",
    "pg:promote DB",
    "pg:unfollow DB --confirm sushi",
    "pg:ps DB",
    "pg:kill 1 DB",
    "pg:killall DB",
    "pg:credentials DB",
    "pg:credentials DB --reset",
    "addons:add heroku-postgresql:crane --follow DB",
    "addons:add heroku-postgresql:crane --fork DB",
    "addons:remove DB --confirm sushi",
];

/// What each command does in a state, in the order of `COMMANDS`: a text that is printed, after
/// `!` where the command is refused.
fn expected(state: State) -> [&'static str; COMMANDS.len()] {
    match state {
        State::Preparing => [
            "Fork/Follow: Temporarily Unavailable",
            "Waiting for database HEROKU_POSTGRESQL_ORANGE_URL... available",
            "Promoting HEROKU_POSTGRESQL_ORANGE_URL to DATABASE_URL... done",
            "!HEROKU_POSTGRESQL_ORANGE_URL is not following another database.",
            "!HEROKU_POSTGRESQL_ORANGE_URL is not available.",
            "!HEROKU_POSTGRESQL_ORANGE_URL is not available.",
            "!HEROKU_POSTGRESQL_ORANGE_URL is not available.",
            "Connection URL:",
            "!HEROKU_POSTGRESQL_ORANGE_URL is still being prepared.",
            "!HEROKU_POSTGRESQL_ORANGE cannot be followed yet: it has no base backup of its own.",
            "!HEROKU_POSTGRESQL_ORANGE cannot be forked yet: it has no base backup of its own.",
            "Removing HEROKU_POSTGRESQL_ORANGE from sushi... done, v72 ($50/mo)",
        ],
        State::Leader => [
            "Fork/Follow: Available",
            "CHARCOAL is available: nothing to wait for.",
            "DATABASE_URL named CHARCOAL already; the dynos restart all the same.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not following another database.",
            "(0 rows)",
            "WARNING:  PID 1 is not",
            "No query ran. The dynos connect again at once.",
            "Connection URL:",
            "Promoting HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL)... done",
            "done, v",
            "done, v",
            "Removing HEROKU_POSTGRESQL_CHARCOAL from sushi... done, v71 ($200/mo)",
        ],
        State::Follower => [
            "Fork/Follow: Unavailable on followers",
            "WHITE is available: nothing to wait for.",
            "Promoting HEROKU_POSTGRESQL_WHITE_URL to DATABASE_URL... done",
            "Unfollowing... done",
            "(0 rows)",
            "WARNING:  PID 1 is not",
            "Nothing was connected to WHITE.",
            "Connection URL:",
            "Resetting credentials for HEROKU_POSTGRESQL_WHITE_URL... done",
            "!HEROKU_POSTGRESQL_WHITE is a follower, and a follower cannot be followed.",
            "!HEROKU_POSTGRESQL_WHITE is a follower, and a follower cannot be forked.",
            "Removing HEROKU_POSTGRESQL_WHITE from sushi... done, v71 ($50/mo)",
        ],
        State::FollowerPreparing => [
            "Fork/Follow: Unavailable on followers",
            "Waiting for database HEROKU_POSTGRESQL_ORANGE_URL... available",
            "Promoting HEROKU_POSTGRESQL_ORANGE_URL to DATABASE_URL... done",
            "!HEROKU_POSTGRESQL_ORANGE_URL is still being prepared.",
            "!HEROKU_POSTGRESQL_ORANGE_URL is not available.",
            "!HEROKU_POSTGRESQL_ORANGE_URL is not available.",
            "!HEROKU_POSTGRESQL_ORANGE_URL is not available.",
            "Connection URL:",
            "!HEROKU_POSTGRESQL_ORANGE_URL is still being prepared.",
            "!HEROKU_POSTGRESQL_ORANGE is a follower, and a follower cannot be followed.",
            "!HEROKU_POSTGRESQL_ORANGE is a follower, and a follower cannot be forked.",
            "Removing HEROKU_POSTGRESQL_ORANGE from sushi... done, v72 ($50/mo)",
        ],
        State::ForkTooYoung => [
            "Fork/Follow: Temporarily Unavailable, ready in about 115s",
            "WHITE is available: nothing to wait for.",
            "Promoting HEROKU_POSTGRESQL_WHITE_URL to DATABASE_URL... done",
            "!HEROKU_POSTGRESQL_WHITE_URL is not following another database.",
            "(0 rows)",
            "WARNING:  PID 1 is not",
            "Nothing was connected to WHITE.",
            "Connection URL:",
            "Resetting credentials for HEROKU_POSTGRESQL_WHITE_URL... done",
            "!HEROKU_POSTGRESQL_WHITE cannot be followed yet: it has no base backup of its own.",
            "!HEROKU_POSTGRESQL_WHITE cannot be forked yet: it has no base backup of its own.",
            "Removing HEROKU_POSTGRESQL_WHITE from sushi... done, v71 ($50/mo)",
        ],
        State::Fork => [
            "Fork/Follow: Available",
            "WHITE is available: nothing to wait for.",
            "Promoting HEROKU_POSTGRESQL_WHITE_URL to DATABASE_URL... done",
            "!HEROKU_POSTGRESQL_WHITE_URL is not following another database.",
            "(0 rows)",
            "WARNING:  PID 1 is not",
            "Nothing was connected to WHITE.",
            "Connection URL:",
            "Resetting credentials for HEROKU_POSTGRESQL_WHITE_URL... done",
            "done, v",
            "done, v",
            "Removing HEROKU_POSTGRESQL_WHITE from sushi... done, v71 ($50/mo)",
        ],
        State::LeavingRecovery => [
            "Fork/Follow: Temporarily Unavailable",
            "Waiting for database HEROKU_POSTGRESQL_WHITE_URL... available",
            "Promoting HEROKU_POSTGRESQL_WHITE_URL to DATABASE_URL... done",
            "!HEROKU_POSTGRESQL_WHITE_URL is not following another database.",
            "(0 rows)",
            "WARNING:  PID 1 is not",
            "Nothing was connected to WHITE.",
            "Connection URL:",
            "Resetting credentials for HEROKU_POSTGRESQL_WHITE_URL... done",
            "!HEROKU_POSTGRESQL_WHITE cannot be followed yet: it has no base backup of its own.",
            "!HEROKU_POSTGRESQL_WHITE cannot be forked yet: it has no base backup of its own.",
            "Removing HEROKU_POSTGRESQL_WHITE from sushi... done, v71 ($50/mo)",
        ],
        State::PromotedWhileFollowing => [
            "Fork/Follow: Unavailable on followers",
            "WHITE is available: nothing to wait for.",
            "DATABASE_URL named WHITE already; the dynos restart all the same.",
            "Unfollowing... done",
            "(0 rows)",
            "WARNING:  PID 1 is not",
            "Nothing was connected to WHITE.",
            "Connection URL:",
            "Promoting HEROKU_POSTGRESQL_WHITE_URL (DATABASE_URL)... done",
            "!HEROKU_POSTGRESQL_WHITE is a follower, and a follower cannot be followed.",
            "!HEROKU_POSTGRESQL_WHITE is a follower, and a follower cannot be forked.",
            "Removing HEROKU_POSTGRESQL_WHITE from sushi... done, v72 ($50/mo)",
        ],
        State::LeaderDown => [
            "Fork/Follow: Temporarily Unavailable",
            "CHARCOAL is made. It does not run at the moment.",
            "DATABASE_URL named CHARCOAL already; the dynos restart all the same.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not following another database.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "Connection URL:",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL is not available.",
            "Removing HEROKU_POSTGRESQL_CHARCOAL from sushi... done, v71 ($200/mo)",
        ],
        State::LeaderLost => [
            "Fork/Follow: Unavailable\nCreated",
            "CHARCOAL is lost and will not come back.",
            "DATABASE_URL named CHARCOAL already; the dynos restart all the same.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not following another database.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "Connection URL:",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL is not available.",
            "Removing HEROKU_POSTGRESQL_CHARCOAL from sushi... done, v71 ($200/mo)",
        ],
        State::Corrupt => [
            "Status:      corrupt",
            "The files of CHARCOAL are damaged: there is nothing to wait for.",
            "DATABASE_URL named CHARCOAL already; the dynos restart all the same.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not following another database.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "Connection URL:",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL is not available.",
            "Removing HEROKU_POSTGRESQL_CHARCOAL from sushi... done, v71 ($200/mo)",
        ],
        State::StandbyBuilding => [
            "HA Status:   Temporarily Unavailable",
            "CHARCOAL is available: nothing to wait for.",
            "DATABASE_URL named CHARCOAL already; the dynos restart all the same.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not following another database.",
            "(0 rows)",
            "WARNING:  PID 1 is not",
            "No query ran. The dynos connect again at once.",
            "Connection URL:",
            "Promoting HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL)... done",
            "done, v",
            "done, v",
            "Removing HEROKU_POSTGRESQL_CHARCOAL from sushi... done, v72 ($350/mo)",
        ],
        State::InRecovery => [
            "Fork/Follow: Temporarily Unavailable",
            "CHARCOAL is made. PostgreSQL on it recovers at the moment.",
            "DATABASE_URL named CHARCOAL already; the dynos restart all the same.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not following another database.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "Connection URL:",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL is not available.",
            "Removing HEROKU_POSTGRESQL_CHARCOAL from sushi... done, v71 ($200/mo)",
        ],
        State::DiskFull => [
            "CHARCOAL: 100 % of its disk of 1000 GB is taken.",
            "CHARCOAL is available: nothing to wait for.",
            "DATABASE_URL named CHARCOAL already; the dynos restart all the same.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not following another database.",
            "(0 rows)",
            "WARNING:  PID 1 is not",
            "No query ran. The dynos connect again at once.",
            "Connection URL:",
            "Promoting HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL)... done",
            "done, v",
            "done, v",
            "Removing HEROKU_POSTGRESQL_CHARCOAL from sushi... done, v71 ($200/mo)",
        ],
        State::Orphan => [
            "Fork/Follow: Unavailable on followers",
            "WHITE is available: nothing to wait for.",
            "Promoting HEROKU_POSTGRESQL_WHITE_URL to DATABASE_URL... done",
            "Unfollowing... done",
            "(0 rows)",
            "WARNING:  PID 1 is not",
            "Nothing was connected to WHITE.",
            "Connection URL:",
            "Resetting credentials for HEROKU_POSTGRESQL_WHITE_URL... done",
            "!HEROKU_POSTGRESQL_WHITE is a follower, and a follower cannot be followed.",
            "!HEROKU_POSTGRESQL_WHITE is a follower, and a follower cannot be forked.",
            "Removing HEROKU_POSTGRESQL_WHITE from sushi... done, v72 ($50/mo)",
        ],
        State::CutOff => [
            "Fork/Follow: Unavailable on followers",
            "WHITE is available: nothing to wait for.",
            "Promoting HEROKU_POSTGRESQL_WHITE_URL to DATABASE_URL... done",
            "Unfollowing... done",
            "(0 rows)",
            "WARNING:  PID 1 is not",
            "Nothing was connected to WHITE.",
            "Connection URL:",
            "Resetting credentials for HEROKU_POSTGRESQL_WHITE_URL... done",
            "!HEROKU_POSTGRESQL_WHITE is a follower, and a follower cannot be followed.",
            "!HEROKU_POSTGRESQL_WHITE is a follower, and a follower cannot be forked.",
            "Removing HEROKU_POSTGRESQL_WHITE from sushi... done, v71 ($50/mo)",
        ],
        State::Removed => [
            "!Unknown database: WHITE.",
            "!Unknown database: WHITE.",
            "!Unknown database: WHITE.",
            "!Unknown database: WHITE.",
            "!Unknown database: WHITE.",
            "!Unknown database: WHITE.",
            "!Unknown database: WHITE.",
            "!Unknown database: WHITE.",
            "!Unknown database: WHITE.",
            "!Unknown database: WHITE.",
            "!Unknown database: WHITE.",
            "!WHITE not found",
        ],
        State::Hobby => [
            "Fork/Follow: Unsupported",
            "ORANGE is available: nothing to wait for.",
            "Promoting HEROKU_POSTGRESQL_ORANGE_URL to DATABASE_URL... done",
            "!HEROKU_POSTGRESQL_ORANGE_URL is not following another database.",
            "(0 rows)",
            "WARNING:  PID 1 is not",
            "Nothing was connected to ORANGE.",
            "Connection URL:",
            "Resetting credentials for HEROKU_POSTGRESQL_ORANGE_URL... done",
            "!Follow is only available on production databases.",
            "!Fork is only available on production databases.",
            "Removing HEROKU_POSTGRESQL_ORANGE from sushi... done, v72 (free)",
        ],
        State::Bits32 => [
            "Fork/Follow: Available",
            "CHARCOAL is available: nothing to wait for.",
            "DATABASE_URL named CHARCOAL already; the dynos restart all the same.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not following another database.",
            "(0 rows)",
            "WARNING:  PID 1 is not",
            "No query ran. The dynos connect again at once.",
            "Connection URL:",
            "Promoting HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL)... done",
            "done, v",
            "done, v",
            "Removing HEROKU_POSTGRESQL_CHARCOAL from sushi... done, v71 ($50/mo)",
        ],
    }
}

#[test]
fn every_command_does_in_every_state_what_the_table_says() {
    check_table(&COMMANDS, expected);
}

/// Types every command at the database of every state. What is printed has to contain what the
/// table says; a sign ! before it stands for a refusal.
pub fn check_table<const N: usize>(
    commands: &[&str; N],
    expected: impl Fn(State) -> [&'static str; N],
) {
    let mut differs = Vec::new();
    for state in STATES {
        let (fleet, name) = state.fleet();
        for (command, expected) in commands.iter().zip(expected(state)) {
            let mut fleet = Fleet { run: fleet.run.clone() };
            let line = format!("heroku {}", command.replace("DB", name));
            let printed = fleet.try_typing(&line);
            if std::env::var_os("SHOW_STATES").is_some() {
                println!("{state:?}\n$ {line}\n{printed}\n");
            }
            let (wanted, refused) = match expected.strip_prefix('!') {
                Some(text) => (text, true),
                None => (expected, false),
            };
            if !printed.contains(wanted) || fleet.run.shell().succeeded() == refused {
                differs.push(format!("{state:?}, {command}: {expected:?}\n{printed}"));
            }
        }
    }
    assert!(differs.is_empty(), "{}", differs.join("\n\n"));
}
