//! A context-mixing arithmetic coder for short texts, in the manner of PAQ: several contexts
//! predict each bit together, and an arithmetic coder writes the bit in as little room as its odds
//! allow. A text of the same kind trains the contexts beforehand.
//!
//! A change of the figures or of that text makes existing links unreadable.

use std::cell::Cell;

/// Contexts: the letters right before, from none to five of them, and the letters of the word.
const ORDERS: usize = 7;

/// Each context has two to the power of so many predictions.
const SLOT_BITS: u32 = 17;

/// Even odds; odds are of 4096.
const EVEN: u32 = 2_048;

/// A prediction learns more slowly with each bit, up to so many.
const LIMIT: u8 = 30;

/// The most letters that are unpacked: more than a run of 20,000 commands has.
const MOST: usize = 1 << 20;

/// What a context expects of the next bit.
#[derive(Clone, Copy)]
struct Prediction {
    /// The odds of a one, of 65,536.
    odds: u16,
    /// The bits it has learnt from, up to [`LIMIT`].
    count: u8,
}

/// Predicts each bit of a text from what came before, and learns from it.
struct ContextModel {
    /// The predictions of all contexts, one context after the other.
    predictions: Vec<Prediction>,
    stretches: Vec<i32>,
    /// How much the contexts count, for each number of them that know something.
    weights: [[i32; ORDERS]; ORDERS + 1],
    /// The letters before, the last one lowest.
    before: u64,
    /// The word before the letter that is coded, hashed.
    word: u32,
    /// The contexts of the letter that is coded, hashed.
    contexts: [u32; ORDERS],
}

/// Odds of 4096 from how far they are from even; the steps between are straight.
fn squash(x: i32) -> u32 {
    const CURVE: [i32; 33] = [
        1, 2, 3, 6, 10, 16, 27, 45, 73, 120, 194, 310, 488, 747, 1101, 1546, 2047, 2549, 2994,
        3348, 3607, 3785, 3901, 3975, 4022, 4050, 4068, 4079, 4085, 4089, 4092, 4093, 4094,
    ];
    let x = x.clamp(-2_047, 2_047) + 2_048;
    let (at, part) = ((x >> 7) as usize, x & 127);
    ((CURVE[at] * (128 - part) + CURVE[at + 1] * part + 64) >> 7) as u32
}

/// How far from even each of the odds of 4096 is: [`squash`] the other way round.
fn stretches() -> Vec<i32> {
    let mut x = -2_047;
    let least = |odds| {
        while x < 2_047 && squash(x) < odds {
            x += 1;
        }
        x
    };
    (0..4_096).map(least).collect()
}

impl ContextModel {
    /// A model that has learnt from a text.
    fn trained(text: &str) -> ContextModel {
        let mut model = ContextModel {
            predictions: vec![Prediction { odds: 1 << 15, count: 0 }; ORDERS << SLOT_BITS],
            stretches: stretches(),
            weights: [[20_000; ORDERS]; ORDERS + 1],
            before: 0,
            word: 0,
            contexts: [0; ORDERS],
        };
        for letter in text.bytes() {
            model.letter(&mut |bit, _| bit, letter);
        }
        model
    }

    /// Codes a letter, bit by bit. `code` gets the bit of `letter`, which packing has and unpacking
    /// has not, with the odds of a one, and returns the bit.
    fn letter(&mut self, code: &mut dyn FnMut(bool, u32) -> bool, letter: u8) -> u8 {
        for order in 0..ORDERS {
            let context = match order {
                6 => u64::from(self.word) << 8 | 255,
                order => self.before & ((1 << (8 * order)) - 1),
            };
            self.contexts[order] = hashed(context + 1, order as u32);
        }
        let mut bits = 1;
        for place in (0..8).rev() {
            let proposed = letter >> place & 1 == 1;
            bits = bits << 1 | u32::from(self.bit(code, proposed, bits));
        }
        let letter = bits as u8;
        self.before = self.before << 8 | u64::from(letter);
        self.word = if letter.is_ascii_alphanumeric() {
            hashed(u64::from(self.word) << 8 | u64::from(letter), 9)
        } else {
            u32::from(letter)
        };
        letter
    }

    fn bit(&mut self, code: &mut dyn FnMut(bool, u32) -> bool, proposed: bool, bits: u32) -> bool {
        let mut slots = [0; ORDERS];
        let mut inputs = [0; ORDERS];
        let mut known = 0;
        for order in 0..ORDERS {
            let hash = hashed(u64::from(self.contexts[order]) << 8 | u64::from(bits), 0);
            slots[order] = order << SLOT_BITS | (hash >> (32 - SLOT_BITS)) as usize;
            let Prediction { odds, count } = self.predictions[slots[order]];
            inputs[order] = self.stretches[usize::from(odds >> 4)];
            known += usize::from(count > 0);
        }
        let weights = &mut self.weights[known];
        let mut sum = 0;
        for order in 0..ORDERS {
            sum += i64::from(weights[order]) * i64::from(inputs[order]);
        }
        let odds = squash((sum >> 16).clamp(-2_047, 2_047) as i32).clamp(1, 4_095);
        let bit = code(proposed, odds);
        let error = (i32::from(bit) << 12) - odds as i32;
        for order in 0..ORDERS {
            let learnt = (inputs[order] * error + (1 << 9)) >> 10;
            weights[order] = weights[order].wrapping_add(learnt);
            let Prediction { odds, count } = &mut self.predictions[slots[order]];
            let target = if bit { 65_535 } else { 0 };
            let step = (target - i32::from(*odds)) * 2 / (2 * i32::from(*count) + 3);
            *odds = (i32::from(*odds) + step) as u16;
            *count = (*count + 1).min(LIMIT);
        }
        bit
    }
}

fn hashed(context: u64, salt: u32) -> u32 {
    let mixed = (context + u64::from(salt)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as u32 ^ mixed as u32 >> 15
}

/// The range of an arithmetic coder: every number in it stands for the text so far.
struct CodeRange {
    low: u32,
    high: u32,
}

impl CodeRange {
    const ALL: CodeRange = CodeRange { low: 0, high: u32::MAX };

    /// The number at which the part of a one ends and that of a zero begins.
    fn split(&self, odds: u32) -> u32 {
        self.low + ((u64::from(self.high - self.low) * u64::from(odds)) >> 12) as u32
    }

    /// Takes the part of a bit; `emit` gets each byte that is settled by it.
    fn take(&mut self, bit: bool, split: u32, emit: &mut dyn FnMut(u8)) {
        if bit {
            self.high = split;
        } else {
            self.low = split + 1;
        }
        while (self.low ^ self.high) >> 24 == 0 {
            emit((self.high >> 24) as u8);
            self.low <<= 8;
            self.high = self.high << 8 | 255;
        }
    }
}

/// Lines that begin so have four bits of the sum behind them.
const CHECKED: u8 = b'+';

/// Packs a text whose last line is the only one that begins with `sum `.
pub fn pack(text: &str, dictionary: &str) -> Vec<u8> {
    let mut model = ContextModel::trained(dictionary);
    let mut packed = Vec::new();
    let mut range = CodeRange::ALL;
    let mut code = |bit, odds| {
        let split = range.split(odds);
        range.take(bit, split, &mut |byte| packed.push(byte));
        bit
    };
    let mut check = 0;
    for line in text.split_inclusive('\n') {
        for letter in line.bytes() {
            model.letter(&mut code, letter);
        }
        check = super::sum(check, line);
        if line.as_bytes().first() == Some(&CHECKED) {
            (0..4).for_each(|bit| {
                code(check >> bit & 1 == 1, EVEN);
            });
        }
    }
    // The shortest number that is in the range.
    packed.push((range.low >> 24) as u8 + 1);
    packed
}

/// Unpacks a text, and says whether it is whole; where it is not, it ends before the damage.
pub fn unpack(packed: &[u8], dictionary: &str) -> (String, bool) {
    let mut model = ContextModel::trained(dictionary);
    let mut bytes = packed.iter().copied();
    let mut value = 0;
    for _ in 0..4 {
        value = value << 8 | u32::from(bytes.next().unwrap_or(0));
    }
    // A whole text ends soon after its last byte.
    let bytes_past_end = Cell::new(0);
    let mut range = CodeRange::ALL;
    let mut code = |_, odds| {
        let split = range.split(odds);
        let bit = value <= split;
        range.take(bit, split, &mut |_| {
            let next = bytes.next();
            bytes_past_end.set(bytes_past_end.get() + u32::from(next.is_none()));
            value = value << 8 | u32::from(next.unwrap_or(0));
        });
        bit
    };
    let (mut text, mut line) = (String::new(), Vec::new());
    let mut check = 0;
    while text.len() + line.len() < MOST && bytes_past_end.get() < 8 {
        let letter = model.letter(&mut code, 0);
        line.push(letter);
        if letter != b'\n' {
            continue;
        }
        let Ok(whole) = std::str::from_utf8(&line) else {
            break;
        };
        check = super::sum(check, whole);
        let mut is_right = true;
        if line.first() == Some(&CHECKED) {
            for bit in 0..4 {
                is_right &= code(false, EVEN) == (check >> bit & 1 == 1);
            }
        }
        if !is_right {
            break;
        }
        text += whole;
        if whole.starts_with("sum ") {
            return (text, true);
        }
        line.clear();
    }
    (text, false)
}
