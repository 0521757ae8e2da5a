//! Transcripts: documents whose `term` blocks are held against the simulation.
//!
//! A block's `$` lines are typed into a fresh terminal, and what they print must be exactly the
//! lines shown; `...` stands for any lines. Annotations on lines of their own set the scene and
//! say what must be true afterwards:
//!
//! ```text
//! <!-- scenario: NAME -->                      start there; otherwise go on from the last block
//! <!-- wait: 10m -->                           let simulated time pass
//! <!-- let: WORD = longest query on WHITE -->  WORD is its process id from here on
//! <!-- then: FACT -->                          see `lessons::condition`
//! <!-- seed: 7 -->                             start again with this seed
//! <!-- fault: leader lost on CHARCOAL -->      somebody breaks something
//! <!-- press: Ctrl-C -->                       or Ctrl-L
//! <!-- clock: stopped -->                      from here on only waits let time pass
//! ```
//!
//! A scenario of one's own stands in a file, `<!-- scenario: ./mine.toml -->`, or right under the
//! annotation, whatever that names it, each line after a `|`.
//!
//! As a rule a command that holds the prompt is waited for, and one that asks is answered with the
//! app's name, so that a document need not say when. Where the clock is stopped all is to the
//! tick: an answer is a line with `> ` of its own, and what is printed while time passes is shown
//! under the wait. There nothing may be printed that is not shown. So the page exports runs.

pub mod assertions;
pub mod checker;
pub mod diff;
pub mod document;

pub use checker::{Checked, Mismatch, check};
