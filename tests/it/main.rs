//! Everything that needs no browser: transcripts, scenarios, losses, properties, the pinned hash,
//! and the house's own rules.

mod article_claims;
mod article_map;
mod asides;
mod authoring;
mod capabilities;
mod colours;
mod commands;
mod conditions;
mod continuations;
mod control;
#[path = "../damaged.rs"]
mod damaged;
mod dead_links;
#[path = "../dice.rs"]
mod dice;
mod disasters;
mod exports;
mod failover;
mod fault_pairs;
mod faults;
mod forecasts;
mod invariants;
mod laws;
mod lesson_attacks;
mod lesson_panel;
mod lessons;
mod links;
mod logs;
mod losses;
mod outside;
mod pgbackups;
#[path = "../pinned.rs"]
mod pinned;
mod plans;
mod plots;
mod previews;
mod properties;
mod qr;
mod readme;
mod reads;
mod recovery;
mod reference;
mod refusals;
mod scenario_limits;
mod scenarios;
mod sheets;
mod situations;
mod snapshots;
mod states;
mod states_of_copies;
mod stored_samples;
mod streams;
mod suggestions;
mod support;
mod tapes;
mod tidy;
mod traces;
mod transcripts;
mod unreadable;
mod what_if;
mod words;
mod workshop;
mod wrong_turns;

#[test]
fn the_pinned_hash_holds() {
    pinned::holds();
}
