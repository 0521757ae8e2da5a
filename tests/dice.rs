//! The dice of a test, natively and in the browser.

use follower_playground::sim::chance::{Cause, Chance, Key};

/// The dice of a test: chance of its own, apart from the world's.
pub struct Dice {
    chance: Chance,
    thrown: u64,
}

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice { chance: Chance::new(!seed), thrown: 0 }
    }

    pub fn below(&mut self, below: u64) -> u64 {
        self.thrown += 1;
        self.chance.below(Cause::Making(Key::of("dice")), self.thrown, below.max(1))
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u64) as usize]
    }
}
