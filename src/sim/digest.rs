//! The state hash: the same state gives the same 64 bits natively and in the browser.

use std::hash::{Hash, Hasher};

/// FNV-1a over fixed-width little-endian bytes. `usize`, which derived hashes use for the length
/// of a list, is widened first: it has 32 bits on wasm32.
pub struct Fnv1a(u64);

impl Default for Fnv1a {
    fn default() -> Fnv1a {
        Fnv1a(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv1a {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u16(&mut self, value: u16) {
        self.write(&value.to_le_bytes());
    }

    fn write_u32(&mut self, value: u32) {
        self.write(&value.to_le_bytes());
    }

    fn write_u64(&mut self, value: u64) {
        self.write(&value.to_le_bytes());
    }

    fn write_usize(&mut self, value: usize) {
        self.write(&(value as u64).to_le_bytes());
    }

    fn write_isize(&mut self, value: isize) {
        self.write(&(value as i64).to_le_bytes());
    }
}

/// The hash of a piece of state.
pub fn digest(state: &impl Hash) -> u64 {
    let mut hasher = Fnv1a::default();
    state.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_pinned() {
        // tests/web.rs asserts the same figure in a browser.
        assert_eq!(digest(&(vec![1u64, 2], "WHITE", Some(3u32), false)), SAMPLE);
    }

    const SAMPLE: u64 = 6_663_685_095_856_965_144;
}
