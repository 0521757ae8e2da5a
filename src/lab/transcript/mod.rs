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
//! <!-- then: FACT -->                          see `facts` for the vocabulary
//! ```

pub mod check;
pub mod compare;
pub mod facts;
pub mod read;

pub use check::{Checked, Trouble, check};
