//! What drops, dumps, restores and rolls back a database, in every state that a database can be in.
//! `SHOW_STATES=1 cargo test --test it states_of_copies -- --nocapture` prints what each cell is.

use crate::states::{STATES, State};
use crate::support::Fleet;

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
        _ => ["", "", "", ""],
    }
}

#[test]
fn rows_are_dropped_and_copied_in_every_state_as_the_table_says() {
    let mut differs = Vec::new();
    for state in STATES {
        let (fleet, name) = state.fleet();
        for (command, expected) in COMMANDS.iter().zip(expected(state)) {
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
