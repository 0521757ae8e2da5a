//! Follower Playground: a fleet of PostgreSQL servers under Heroku's control plane of May 2014,
//! alive in the browser, with a `heroku` terminal to learn followers and failover with.
//!
//! # Rooms
//!
//! ```text
//!      ┌──────────────── browser ─────────────────┐
//!      │ ui     Yew, canvas, frame, storage        │
//!      └────┬───────────────────────────▲──────────┘
//!       Msg │                    Change │ pictures
//!      ┌────▼───────────────────────────┴──────────┐    ┌──────────────────────┐
//!      │ lab    the whole app minus the browser    ├───►│ view   pictures as   │
//!      └────┬──────────────────────────────────────┘    │        plain data    │
//!           ▼                                           └──────┬───────────────┘
//!        lessons ──► terminal ──► platform ──► sim ◄───────────┘ reads platform and sim
//! ```
//!
//! An arrow is "may use". Anything may use what is to its right, nothing to its left; a test
//! (`tests/it/tidy.rs`) reads the sources and holds that, and that none but `ui` names a browser
//! crate. All of it compiles natively, where Yew renders the panes to text; only mounting the
//! page needs a browser.
//!
//! | room | knows | does not know |
//! |---|---|---|
//! | [`sim`] | commits, WAL, timelines, replay, links, ticks, chance | Heroku, sentences, clocks |
//! | [`platform`] | apps, releases, plans, bills, faults, refusals, losses | how WAL moves |
//! | [`terminal`] | words, flags, prompts, completion, printed lines as spans | lessons, colours |
//! | [`lessons`] | scenario files and what is wrong with them | how anything is drawn |
//! | [`view`] | shapes, labels and places as values that can be compared | who draws them |
//! | [`lab`] | one `Msg`, one `update`: run, pace, prompt, panel, transcripts | the browser |
//! | [`traces`] | recordings of real PostgreSQL, and how near the model comes | the platform |
//! | [`ui`] | Yew, the canvas, the one frame callback, storage | any rule of either |
//!
//! # What holds everywhere
//!
//! - **Time and chance are arguments.** A tick is 100 ms of [`sim::SimTime`]; inside it times are
//!   computed. Chance is a function of seed, cause and the cause's own count
//!   ([`sim::chance::Chance`]), so that nothing a learner does changes what else happens.
//! - **A commit is not an object.** A timeline is a list of runs of commits ([`sim::wal`]);
//!   old runs are folded together so that the model does not grow with time. What a commit *is*
//!   follows
//!   from its number and the seed ([`platform`]'s `meaning`).
//! - **The state is integers**, the same natively and in the browser: `tests/pinned.rs` asserts one
//!   hash in both.
//! - **A slow command is state.** `pg:wait` leaves something pending; the terminal prints when
//!   ticks complete it ([`terminal::shell`]).
//! - **A frame is not a render.** [`lab::Lab::update`] says whether nothing, the canvas or the page
//!   changed. Streams, tapes and the chart are painted; cards, panes and the terminal are Yew.
//! - **Nothing read from outside panics.** A typed line, a link, a scenario file, stored state:
//!   each is answered with what was wrong, where, and what to do.
//!
//! # The law
//!
//! [`sim::law`] has one function for each rule of replication that was measured on PostgreSQL 15,
//! and one table of its figures ([`sim::law::Figures`]). The fleet asks these functions and has no
//! physics of its own, so whoever wants to see what a rule is worth gives a fleet other figures or
//! another input; that is how [`traces`] switches a law off, and no rule has a switch in it.
//! [`traces`] is native: it feeds a fleet with what a recorded leader wrote and what people did
//! ([`traces::input::Input`] has no field for anything a follower did) and compares. What chance
//! decided in a recording (the phase of a look that comes every second, of a try that comes every
//! five, the speed of a follower that was slowed by hand) is taken from it only to explain a row
//! that is past its limit ([`traces::unknown`]).
//!
//! A scenario that says nothing gets what the seed describes: a query on a follower holds replay
//! for as long as it runs. `max_standby_streaming_delay`, `hot_standby_feedback`, `session` and
//! `changes` are fields of scenario files. Synchronous commit, slots that are given up and replay
//! paused by hand are in the model and not in scenario files, since Heroku offered none of them.
//!
//! # What is lost
//!
//! [`platform::Platform::losses`] is the definition to the letter: each acknowledged commit of an
//! app that the database its `DATABASE_URL` names does not have and can no longer get by
//! replication, with who still holds it. The score on the page counts
//! [`platform::Platform::losses_decided`]: while `DATABASE_URL` names nothing that is alive, what
//! another database holds is one promotion away, and a score of 47,000 lost commits that shrinks to
//! 2 at the promotion taught the wrong thing. The cost: an app that changes its database many times
//! keeps one range of its ledger per change.
//!
//! # Time in your hands
//!
//! A run is scenario, seed and timed inputs ([`lab::recording`]); pace, pauses and journeys are not
//! inputs, and only counted. Going back is playing again from a checkpoint
//! ([`lab::playback`]): at most 128 of them, every other one forgotten when there are more, so that
//! a seek runs at most a fiftieth of a day of it and memory is bounded. What is long on its way is
//! run in slices, one a frame; until the end of a run that is opened is known, nobody can act in
//! it. Acting in the past puts the future aside as its recording and outcome, without its
//! checkpoints: taking it up again plays it from where the two part.
//!
//! [`lab::saved`] is the one text of a run: the file, what is kept between visits and, packed by
//! [`lab::link`], the link. Packing is our own coder of a hundred lines since a library's links
//! are half as long again; the link's version 1 is frozen with the text that teaches it, and kept
//! links open in every later version (`tests/it/links`). [`lab::recording::MODEL`] grows with the
//! pinned hash. `static/keep.js` keeps the text outside of the program's memory, in the tab's own
//! history entry and in the storage that tabs share, each input right before it is done: a panic
//! ends the program, the page starts another, and [`lab::crash`] says what is left out. Futures
//! that were put aside follow the run in that text and in the file, and are not in the link.
//!
//! # What if
//!
//! [`platform::Platform::continue_with`] lets chance go on otherwise from a moment on: what was
//! drawn and has not happened is drawn again, how long something under way still lasts evenly from
//! a tick to twice what was left, and a fault that strikes at one moment whatever the seed is left
//! out, being the plot. Names stay, so that a plan can be written once: commits, colours, process
//! ids. [`lab::what_if`] plays [`lab::plan`]s over ten such continuations; [`lab::playing`] is the
//! same code for whoever takes a plan up, and `workbench run --plan` for a team's own runbook.
//!
//! # The stage
//!
//! [`view::layout`] puts the first zone left and all others right, in as many columns of cards as
//! leave them high enough; a zone never changes its side. [`view::ways`](view) routes links and
//! arrows so that they cross no card, which a test samples. [`view::axis`] says which commits the
//! tapes show: one axis for each history, in whole marks, from which what lies between old forks
//! and the present is torn out. [`view::cause`] says why a database is as it is, once for the card,
//! the table and whoever hears it. [`view::pattern`] tells colours apart where hues do not;
//! `tests/it/colours.rs` reads the style sheets and holds every pair apart in every theme and for
//! three kinds of colour blindness. [`terminal::foresee`] says what a line would touch before it is
//! entered, by the rows of the same table that runs it. What a word means is text in `index.html`
//! and shown by a style sheet alone: it costs the program nothing.
//!
//! `tests/browser/ink.rs` sets up the same world here and in the page, and looks for every card,
//! label and mark on the screen where `view` says it is, in its colour.
//!
//! # Where this differs from the first design, and why
//!
//! - **Panes are functions of the [`lab::Lab`]**, not components with props: each Yew component
//!   costs 1 to 2 kB of the download, and [`lab`] already says when the page changed. Lines that
//!   are printed, which are many and never change, the page puts into its document itself
//!   (`ui::printed`).
//! - **Elements are made through functions** (`ui::tag`): written out in the page's macro each
//!   costs some hundred bytes.
//! - **Scenario files are read by our own reader of a part of TOML** (`lessons::scenario`): the
//!   smallest library that keeps places for messages cost 12 kB of a 150 kB page, the usual one 43.
//!   A test holds it against the `toml` crate.
//! - **The page looks for letters in a text, never for a text** (`platform::names::has` aside):
//!   the standard library's `contains`, `split` and `replace` with a text, or with a letter that is
//!   no constant, cost 1 % of the download.
//! - **No text is cut by a range** (`text[a..b]`), which can panic: a part is asked for, and may
//!   not be there. So the tables by which a wrong cut is reported are not downloaded.
//! - **The page's code is made without two features of WebAssembly** that the compiler turns on by
//!   itself, and without two optimisations for machines that have registers (`SMALLER` in the
//!   Makefile); Yew has a level of optimisation of its own (`Cargo.toml`), the page a small
//!   allocator (`src/main.rs`): 5 % of the download.
//! - **What is downloaded is repacked** (`workbench slim`): names that only script and program know
//!   are numbers, and functions stand beside those they are like, which compresses better: 3 %.
//! - **Dates are worked out by our own two functions** (`platform::calendar`): the library cost
//!   half a kilobyte more. A test holds them against the `time` crate.
//! - **The workbench is a folder** (`src/bin/workbench`), a file per command.
//! - **A replaced machine takes its unsent WAL along**: what was under way on a link when its
//!   sender was lost for good is dropped with it.
//! - **Dynos that restart on a release queue their visitors' writes**: a restart alone is no
//!   downtime.
//! - **The enterprise tier is not among the plans**: no price of it is known.

pub mod lab;
pub mod lessons;
pub mod platform;
pub mod sim;
pub mod terminal;
#[cfg(not(target_arch = "wasm32"))]
pub mod traces;
pub mod view;

pub mod ui;
