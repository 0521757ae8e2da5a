//! Follower Playground: a fleet of PostgreSQL servers under Heroku's control plane of May 2014,
//! alive in the browser, with a `heroku` terminal to learn followers and failover with.
//!
//! # Rooms
//!
//! ```text
//! browser ► ui ► playground ► view ► share ► plan ► run ► lessons ► terminal ► platform ► sim
//!
//! native only:  transcript (uses all of these but browser), traces (uses sim), bin/workbench
//! for all:      format (numbers, lengths of time, lists)
//! ```
//!
//! An arrow means "may use". A room may use every room to its right and none to its left; the test
//! `tests/it/tidy.rs` reads the sources and holds that.
//!
//! | room | what is in it | what it does not know |
//! |---|---|---|
//! | [`sim`] | commits, WAL, timelines, replay, links, ticks, chance | Heroku, English, clocks |
//! | [`platform`] | apps, releases, plans, bills, reads, failover, faults | how WAL moves |
//! | [`terminal`] | parsing, completion, help, commands, printed lines | lessons, colours |
//! | [`lessons`] | scenario and lesson files, conditions, progress | runs, drawing |
//! | [`run`] | a run in time: recording, playback, branches, telemetry, outcome | plans, links |
//! | [`plan`] | plans: suggested, written, tried, ranked, played; runbooks | links, the page |
//! | [`share`] | the run file, the link, kept runs, exports, recovery after a crash | the page |
//! | [`view`] | shapes, labels and places, as values that can be compared | who draws them |
//! | [`playground`] | the application's state, what is to be said of it | the browser |
//! | [`ui`] | Yew components; rendered in the browser and natively | storage, frames, canvas |
//! | `browser` | mounting, frames, canvas, storage; wasm32 only | what anything means |
//!
//! # How a key press becomes a picture
//!
//! A component in [`ui`] turns the event into a [`playground::Msg`]. `browser` owns the
//! [`playground::Playground`] and passes the message to `update`, which answers with a
//! [`playground::Change`]: nothing, what moves, or the page. Commands go through
//! [`terminal`] to [`platform`], which acts on the [`sim::fleet::Fleet`]. For a change of the page
//! the root makes view models from the state and Yew renders the components whose props changed.
//! What moves (tapes, commits in flight) is painted on a canvas, once a frame, without a render.
//!
//! # What holds everywhere
//!
//! - **Time and chance are arguments.** A tick is 100 ms of [`sim::SimTime`]; times inside a tick
//!   are computed. Chance is a function of seed, cause and the cause's own count
//!   ([`sim::chance::Chance`]), so nothing a learner does changes what else happens.
//! - **A commit is not an object.** A timeline is a list of batches of commits ([`sim::wal`]). Old
//!   batches are merged, so the model does not grow with time.
//! - **What happened is told twice, in two voices**: the page's sentences are the
//!   [`platform::journal`], lines as the real tools log them the [`platform::app_log`], which
//!   `heroku logs` prints. Both have what
//!   PostgreSQL answers to a refused write; else neither repeats the other.
//! - **A database is not a server.** It moves to its hidden standby when it fails over
//!   ([`platform::failover`]); its name, bill and followers go on.
//!   [`platform::Platform::database_on`] knows which database a server is, was or stands by for.
//! - **Behind by** is computed in [`sim::fleet::Fleet::behind`]: commits not received and commits
//!   not replayed. [`platform`] and [`view`] say when it is shown.
//! - **The state is integers**, the same natively and in the browser. `tests/pinned.rs` asserts one
//!   hash in both.
//! - **One function for each measured law** of replication ([`sim::law`], with figures and sources
//!   in `docs/replication.md`). No law has a switch: [`traces`] changes a law's input to show what
//!   the law is worth.
//! - **A slow command is state.** `pg:wait` leaves something pending; the terminal prints when a
//!   tick completes it ([`terminal::shell`]).
//! - **A run is its recording**: scenario, seed and timed inputs ([`run::recording`]). Going back
//!   is playing again from a checkpoint ([`run::playback`]). Links, recovery after a crash, what if
//!   and exports build on it.
//! - **A lesson checks itself.** It is part of a scenario's file ([`lessons::scenario`], where one
//!   list of fields serves the reader and the reference page). Its goals are
//!   [`lessons::condition`]s, held against world, shell and moments of a run after each tick and
//!   each command ([`lessons::progress`]). What a learner asks for or answers is an input of the
//!   run, and going back does not forget it. Its texts name what somebody has made
//!   ([`lessons::placeholder`]). `workbench lint` ([`plan::lint`]) plays its solutions.
//! - **One renderer.** The same components make the page, the first picture in `index.html`, and
//!   still pictures (`workbench picture`).
//! - **Nothing read from outside panics.** A typed line, a link, a scenario file, stored state:
//!   each is answered with what was wrong, where, and what to do.
//! - **JavaScript only where no Rust can run**: `static/start.js` starts the program,
//!   `static/panic.js` starts it again after a panic, `static/first.js` puts the reader's theme on
//!   before the program is there, and tells why it cannot start.
//! - **Others may change the page's elements**: translators, extensions of the browser. All that
//!   the page writes over again says `translate="no"` ([`ui::page`]); after any other change
//!   `browser` gives the page new elements.
//! - **One version at a time**: files have hashes in their names, scenarios are compared with those
//!   the program was built with, and a page that is open tells when its host has a new version.
//!
//! Why it is so stands in `docs/decisions.md`; what the words mean, in `docs/words.md`.

pub mod format;
pub mod lessons;
pub mod plan;
pub mod platform;
pub mod playground;
pub mod run;
pub mod share;
pub mod sim;
pub mod terminal;
#[cfg(not(target_arch = "wasm32"))]
pub mod traces;
#[cfg(not(target_arch = "wasm32"))]
pub mod transcript;
pub mod view;

#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod ui;
