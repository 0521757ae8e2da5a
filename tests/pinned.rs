//! A run of ten minutes with 30 commands and 8 faults, and what its state must be after it:
//! natively and in the browser, in every build.

use follower_playground::lessons;
use follower_playground::platform::faults::{self, Strike};
use follower_playground::run::Simulation;
use follower_playground::sim::digest::digest;

/// Hashes of the state after every 100 ticks, hashed together. Where it changes, recordings give
/// other runs: `run::recording::MODEL` grows with it.
pub const PINNED: u64 = 13_048_057_020_368_547_488;

const TICKS: u64 = 6_000;

/// Commands, each at its tick.
const COMMANDS: [(u64, &str); 30] = [
    (50, "heroku pg:info"),
    (120, "heroku addons:add heroku-postgresql:kappa --follow CHARCOAL"),
    (200, "heroku config:set LANG=de_DE.UTF-8"),
    (330, "heroku ps:scale web=3 worker+1"),
    (400, "heroku ps"),
    (510, "heroku pg:ps WHITE"),
    (640, "heroku releases"),
    (700, "heroku maintenance:on"),
    (730, "heroku ps:scale worker=0"),
    (800, "heroku maintenance:off && heroku ps:scale worker=2"),
    (950, "heroku addons:add heroku-postgresql:crane --fork CHARCOAL"),
    (1_100, "heroku pg:unfollow WHITE --confirm sushi"),
    (1_130, "heroku pg:promote WHITE"),
    (1_300, "heroku pg:info WHITE"),
    (1_500, "heroku config:get DATABASE_URL"),
    (1_700, "heroku addons:add heroku-postgresql:ronin --follow WHITE"),
    (1_900, "heroku addons"),
    (2_100, "heroku addons:remove LAVENDER --confirm sushi"),
    (2_400, "heroku pg:wait TEAL"),
    (2_700, "heroku logs -n 5"),
    (3_000, "heroku config:unset LANG"),
    (3_200, "heroku pg:promote CHARCOAL; heroku maintenance"),
    (3_500, "heroku addons:add heroku-postgresql:standard-0 --follow CHARCOAL"),
    (3_900, "heroku ps:scale web=1"),
    (4_200, "heroku nonsense"),
    (4_500, "heroku addons:add heroku-postgresql"),
    (4_800, "heroku pg:promote NONSUCH"),
    (5_000, "heroku pg:unfollow CRIMSON --confirm sushi"),
    (5_400, "heroku apps && heroku config"),
    (5_800, "heroku help pg"),
];

/// Faults, each at its tick: which, and the place of its target among those it can strike.
const FAULTS: [(u64, &str, usize); 8] = [
    (300, "long query", 1),
    (600, "slow link", 0),
    (900, "link cut", 1),
    (1_600, "write burst", 0),
    (2_200, "leader crash", 0),
    (3_300, "zone outage", 1),
    (4_000, "long query", 0),
    (5_200, "leader lost", 0),
];

/// Plays the run and hashes its state.
pub fn play() -> u64 {
    let world = lessons::read("front door", lessons::FRONT_DOOR_TEXT).expect("it is right");
    let mut run = Simulation::start(&world);
    let mut hashes = Vec::new();
    for tick in 0..TICKS {
        for (_, line) in COMMANDS.iter().filter(|(at, _)| *at == tick) {
            run.enter(line);
        }
        for (_, name, at) in FAULTS.iter().filter(|(due, ..)| *due == tick) {
            let fault = faults::find(name).expect("a fault");
            let targets = run.world().targets_of(faults::FAULTS[fault as usize]);
            let on = targets[at % targets.len()].clone();
            assert!(run.strike(&Strike { fault, on, lasts: None, size: None }), "{name} at {tick}");
        }
        run.tick();
        if tick % 100 == 99 {
            hashes.push(run.hash());
        }
    }
    digest(&hashes)
}

/// The test, for whoever has this file.
pub fn holds() {
    assert_eq!(play(), PINNED, "the pinned hash of the run in tests/pinned.rs");
}
