//! Why a command failed: Heroku refused, or it was typed wrongly.

use crate::platform::Refusal;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandError {
    Refused(Refusal),
    Usage(UsageError),
    /// The command has printed why itself.
    AlreadyReported,
}

/// How a command was typed wrongly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UsageError {
    MissingArgument {
        usage: String,
        /// What the command says of it.
        message: &'static str,
    },
    /// Words that `addons:add` does not take.
    Unexpected {
        extra: Vec<String>,
    },
    ExtraArguments {
        usage: String,
        extra: Vec<String>,
    },
    UnknownFlag {
        usage: String,
        typed: String,
    },
    /// A flag without its value.
    MissingValue {
        flag: &'static str,
        /// The value as usage names it.
        value: &'static str,
    },
    /// A value for a flag that takes none.
    ExtraValue {
        flag: &'static str,
    },
    /// An argument that is not what it should be.
    Invalid {
        typed: String,
        expected: &'static str,
    },
    /// `--confirm` named another app than the one that the command is about.
    ConfirmedOther {
        confirmed: String,
        selected: String,
    },
    /// A service that is not among the add-ons.
    UnknownService {
        typed: String,
    },
    Message(&'static str),
}

impl From<Refusal> for CommandError {
    fn from(refusal: Refusal) -> CommandError {
        CommandError::Refused(refusal)
    }
}

impl From<UsageError> for CommandError {
    fn from(error: UsageError) -> CommandError {
        CommandError::Usage(error)
    }
}
