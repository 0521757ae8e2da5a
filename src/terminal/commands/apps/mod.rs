//! Apps: which there are, their releases, and what happened.

pub mod info;
pub mod list;
pub mod logs;
pub mod release;
pub mod releases;
pub mod rollback;

use crate::terminal::command::{CommandError, Flag, Invocation, UsageError, ValueKind};

/// The flag that says how many rows.
const NUM: Flag = Flag {
    long: "num",
    short: Some('n'),
    value: Some(("NUM", ValueKind::Number)),
    summary: Some("how many rows to show"),
};

/// How many rows are asked for.
fn rows(call: &Invocation, usual: usize) -> Result<usize, CommandError> {
    let Some(typed) = call.args.value("num") else {
        return Ok(usual);
    };
    let wrong = |_| UsageError::Invalid { typed: typed.to_owned(), expected: "a number of rows" };
    Ok(typed.parse().map_err(wrong)?)
}
