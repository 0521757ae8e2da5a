//! Commands of the page's own shell, for apps outside Heroku: what one would do by hand on the
//! machines where they run (docs/heroku.md#outside).

pub mod set;
pub mod stop;

use crate::terminal::command::{Arg, Arity, ValueKind};

/// The app that a command is about.
const APP: Arg = Arg { name: "APP", kind: ValueKind::OutsideApp, arity: Arity::One };
