//! What drops, dumps, restores and rolls back a database, in every state that a database can be in.
//! `SHOW_STATES=1 cargo test --test it states_of_copies -- --nocapture` prints what each cell is.

use crate::states::{State, check_table};

/// The commands, each with `DB` where the name goes.
const COMMANDS: [&str; 4] = [
    "pg:reset DB --confirm sushi",
    "addons:add pgbackups && heroku pgbackups:capture DB",
    "addons:add pgbackups && heroku pgbackups:transfer DB --confirm sushi",
    "addons:add heroku-postgresql:standard-yanari --rollback DB --by '1 minute'",
];

/// What each command does in a state, in the order of `COMMANDS`: a text that is printed, after
/// `!` where the command is refused.
fn expected(state: State) -> [&'static str; COMMANDS.len()] {
    match state {
        State::Preparing => [
            "!HEROKU_POSTGRESQL_ORANGE_URL is still being prepared.",
            "!HEROKU_POSTGRESQL_ORANGE_URL is still being prepared.",
            "!HEROKU_POSTGRESQL_ORANGE_URL is still being prepared.",
            "!HEROKU_POSTGRESQL_ORANGE cannot be rolled back yet: it has no base backup",
        ],
        State::Leader => [
            "Resetting HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL)... done",
            "Capturing... done\nStoring... done",
            "!CHARCOAL_URL (DATABASE_URL) cannot be copied into itself.",
            "!HEROKU_POSTGRESQL_CHARCOAL cannot be rolled back: its plan ronin keeps no history.",
        ],
        State::Follower => [
            "!HEROKU_POSTGRESQL_WHITE_URL is read-only: nothing can be changed in it.",
            "Capturing... done\nStoring... done",
            "!HEROKU_POSTGRESQL_WHITE_URL is read-only: nothing can be changed in it.",
            "!HEROKU_POSTGRESQL_WHITE is a follower, and a follower cannot be rolled back.",
        ],
        State::FollowerPreparing => [
            "!HEROKU_POSTGRESQL_ORANGE_URL is still being prepared.",
            "!HEROKU_POSTGRESQL_ORANGE_URL is still being prepared.",
            "!HEROKU_POSTGRESQL_ORANGE_URL is still being prepared.",
            "!HEROKU_POSTGRESQL_ORANGE is a follower, and a follower cannot be rolled back.",
        ],
        State::ForkTooYoung => [
            "Resetting HEROKU_POSTGRESQL_WHITE_URL... done",
            "Capturing... done\nStoring... done",
            "Capturing... done\nRestoring... done",
            "!HEROKU_POSTGRESQL_WHITE cannot be rolled back yet: it has no base backup",
        ],
        State::Fork => [
            "Resetting HEROKU_POSTGRESQL_WHITE_URL... done",
            "Capturing... done\nStoring... done",
            "Capturing... done\nRestoring... done",
            "!HEROKU_POSTGRESQL_WHITE cannot be rolled back: its plan crane keeps no history.",
        ],
        State::LeavingRecovery => [
            "!HEROKU_POSTGRESQL_WHITE_URL is read-only: nothing can be changed in it.",
            "Capturing... done\nStoring... done",
            "!HEROKU_POSTGRESQL_WHITE_URL is read-only: nothing can be changed in it.",
            "!HEROKU_POSTGRESQL_WHITE cannot be rolled back yet: it has no base backup",
        ],
        State::PromotedWhileFollowing => [
            "!WHITE_URL (DATABASE_URL) is read-only: nothing can be changed in it.",
            "Capturing... done\nStoring... done",
            "!HEROKU_POSTGRESQL_WHITE_URL (DATABASE_URL) cannot be copied into itself.",
            "!HEROKU_POSTGRESQL_WHITE is a follower, and a follower cannot be rolled back.",
        ],
        State::LeaderDown => [
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!CHARCOAL_URL (DATABASE_URL) cannot be copied into itself.",
            "!HEROKU_POSTGRESQL_CHARCOAL is not available.",
        ],
        State::LeaderLost => [
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!CHARCOAL_URL (DATABASE_URL) cannot be copied into itself.",
            "!HEROKU_POSTGRESQL_CHARCOAL is not available.",
        ],
        State::Corrupt => [
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!CHARCOAL_URL (DATABASE_URL) cannot be copied into itself.",
            "!HEROKU_POSTGRESQL_CHARCOAL is not available.",
        ],
        State::StandbyBuilding => [
            "Resetting HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL)... done",
            "Capturing... done\nStoring... done",
            "!CHARCOAL_URL (DATABASE_URL) cannot be copied into itself.",
            "Database will become available after it completes rolling back",
        ],
        State::InRecovery => [
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not available.",
            "!CHARCOAL_URL (DATABASE_URL) cannot be copied into itself.",
            "!HEROKU_POSTGRESQL_CHARCOAL is not available.",
        ],
        State::DiskFull => [
            "!The disk of HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is full",
            "Capturing... done\nStoring... done",
            "!CHARCOAL_URL (DATABASE_URL) cannot be copied into itself.",
            "!HEROKU_POSTGRESQL_CHARCOAL cannot be rolled back: its plan ronin keeps no history.",
        ],
        State::Orphan => [
            "!HEROKU_POSTGRESQL_WHITE_URL is read-only: nothing can be changed in it.",
            "Capturing... done\nStoring... done",
            "!Unknown database: DATABASE_URL.",
            "!HEROKU_POSTGRESQL_WHITE is a follower, and a follower cannot be rolled back.",
        ],
        State::CutOff => [
            "!HEROKU_POSTGRESQL_WHITE_URL is read-only: nothing can be changed in it.",
            "Capturing... done\nStoring... done",
            "!HEROKU_POSTGRESQL_WHITE_URL is read-only: nothing can be changed in it.",
            "!HEROKU_POSTGRESQL_WHITE is a follower, and a follower cannot be rolled back.",
        ],
        State::Removed => [
            "!Unknown database: WHITE.",
            "!Unknown database: WHITE.",
            "!Unknown database: WHITE.",
            "!Unknown database: WHITE.",
        ],
        State::Hobby => [
            "Resetting HEROKU_POSTGRESQL_ORANGE_URL... done",
            "Capturing... done\nStoring... done",
            "Capturing... done\nRestoring... done",
            "!rollback is only available on production databases.",
        ],
        State::Bits32 => [
            "Resetting HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL)... done",
            "Capturing... done\nStoring... done",
            "!CHARCOAL_URL (DATABASE_URL) cannot be copied into itself.",
            "!This database does not support forking and following to",
        ],
    }
}

#[test]
fn rows_are_dropped_and_copied_in_every_state_as_the_table_says() {
    check_table(&COMMANDS, expected);
}
