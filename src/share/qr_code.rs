//! A link as a QR code: which modules are dark.
//!
//! Of what the standard has (ISO/IEC 18004) this is what a link needs: bytes, the lowest level of
//! error correction, since a screen has no stains, and one mask. The standard tries eight masks
//! against even areas, of which packed text has none.
//!
//! The libraries that make such codes cost 8,200 (`qrcodegen`), 8,950 (`qrcodegen-no-heap`) and
//! 9,200 bytes (`fast_qr`) of the download; this costs 2,190. `tests/it/qr.rs` reads what is drawn
//! with a library that reads codes.

/// The most characters of a text.
pub const MOST: usize = 1_000;

/// Bytes of error correction in a block, and blocks, for each version from 1 up.
const BLOCKS: [(u8, u8); 22] = [
    (7, 1),
    (10, 1),
    (15, 1),
    (20, 1),
    (26, 1),
    (18, 2),
    (20, 2),
    (24, 2),
    (30, 2),
    (18, 4),
    (20, 4),
    (24, 4),
    (26, 4),
    (30, 4),
    (22, 6),
    (24, 6),
    (28, 6),
    (30, 6),
    (28, 7),
    (28, 8),
    (28, 8),
    (28, 9),
];

/// A module that is dark.
const DARK: u8 = 1;

/// A module that is the same whatever the text.
const FIXED: u8 = 2;

/// What says the level and the mask, with its own error correction.
const FORMAT: u32 = 0b111_0111_1100_0100;

/// A code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrCode {
    /// Modules in a row, without the margin of four that a reader needs around them.
    pub size: usize,
    modules: Vec<u8>,
}

impl QrCode {
    /// The code of a text.
    ///
    /// # Errors
    /// That the text is too long, and what to do.
    pub fn of(text: &str) -> Result<QrCode, String> {
        let too_long = || {
            format!(
                "The link has {} characters, and more than {MOST} make a code that no phone reads \
                 off a screen. Copy the link, or take the file.",
                text.len()
            )
        };
        let fits = |version: &usize| text.len() + 2 + usize::from(*version > 9) <= room(*version);
        let version = (1..=BLOCKS.len()).find(fits).filter(|_| text.len() <= MOST);
        let version = version.ok_or_else(too_long)?;
        let size = 17 + 4 * version;
        let mut code = QrCode { size, modules: vec![0; size * size] };
        code.draw_fixed(version);
        code.draw(&corrected(&bytes(text, version), version));
        Ok(code)
    }

    /// Whether the module in this column and row is dark.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        self.modules[y * self.size + x] & DARK > 0
    }

    /// The dark modules as a path of SVG, a module being one long.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for y in 0..self.size {
            let mut x = 0;
            while x < self.size {
                let from = x;
                while x < self.size && self.is_dark(x, y) {
                    x += 1;
                }
                if x > from {
                    path += &format!("M{from} {y}h{}v1H{from}z", x - from);
                }
                x += 1;
            }
        }
        path
    }

    fn set(&mut self, x: usize, y: usize, dark: bool) {
        self.modules[y * self.size + x] = FIXED | u8::from(dark);
    }

    /// Squares around a middle, dark and light in turn; two of them where it is a large one.
    fn draw_target(&mut self, x: usize, y: usize, reach: usize) {
        for down in 0..=2 * reach {
            for right in 0..=2 * reach {
                let (x, y) = ((x + right).wrapping_sub(reach), (y + down).wrapping_sub(reach));
                let away = right.abs_diff(reach).max(down.abs_diff(reach));
                if x < self.size && y < self.size {
                    self.set(x, y, away == 0 || (away % 2 == 1) == (reach == 4));
                }
            }
        }
    }

    /// What is the same for every text of this version.
    fn draw_fixed(&mut self, version: usize) {
        let last = self.size - 1;
        for at in 0..self.size {
            self.set(6, at, at % 2 == 0);
            self.set(at, 6, at % 2 == 0);
        }
        let places = alignments(version);
        let most = places.len().saturating_sub(1);
        for (across, x) in places.iter().enumerate() {
            for (down, y) in places.iter().enumerate() {
                // Three corners have larger squares.
                if across % most + down % most > 0 || across + down == 2 * most {
                    self.draw_target(*x, *y, 2);
                }
            }
        }
        self.draw_target(3, 3, 4);
        self.draw_target(last - 3, 3, 4);
        self.draw_target(3, last - 3, 4);
        for at in 0..15 {
            let dark = FORMAT >> at & 1 > 0;
            // Down the column at the left and along the row at the top, around the timing lines.
            match at {
                0..6 => self.set(8, at, dark),
                6..8 => self.set(8, at + 1, dark),
                8 => self.set(7, 8, dark),
                _ => self.set(14 - at, 8, dark),
            }
            if at < 8 {
                self.set(last - at, 8, dark);
            } else {
                self.set(8, last - 14 + at, dark);
            }
        }
        self.set(8, last - 7, true);
        if version >= 7 {
            let mut rest = version;
            for _ in 0..12 {
                rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
            }
            let told = version << 12 | rest;
            for at in 0..18 {
                let dark = told >> at & 1 > 0;
                let (far, near) = (last - 10 + at % 3, at / 3);
                self.set(far, near, dark);
                self.set(near, far, dark);
            }
        }
    }

    /// The bytes, in pairs of columns from the right, up and down in turn.
    fn draw(&mut self, bytes: &[u8]) {
        let mut bit = 0;
        let mut right = self.size - 1;
        loop {
            for step in 0..self.size {
                for x in [right, right - 1] {
                    let up = (right + 1) & 2 == 0;
                    let y = if up { self.size - 1 - step } else { step };
                    let module = &mut self.modules[y * self.size + x];
                    if *module == 0 {
                        let byte = bytes.get(bit >> 3).copied().unwrap_or(0);
                        let dark = byte >> (7 - (bit & 7)) & 1;
                        *module = dark ^ u8::from((x + y) % 2 == 0);
                        bit += 1;
                    }
                }
            }
            // The column of the timing line belongs to no pair.
            match right {
                8 => right = 5,
                1 => return,
                _ => right -= 2,
            }
        }
    }
}

/// Where the middles of the small squares are, along each side; none in the smallest version.
fn alignments(version: usize) -> Vec<usize> {
    if version == 1 {
        return Vec::new();
    }
    let count = version / 7 + 2;
    let step = (version * 8 + count * 3 + 5) / (count * 4 - 4) * 2;
    let mut places = vec![6];
    places.extend((0..count - 1).rev().map(|at| version * 4 + 10 - at * step));
    places
}

/// Bytes of all kinds that a version holds.
fn whole(version: usize) -> usize {
    let mut modules = (16 * version + 128) * version + 64;
    if version >= 2 {
        let count = version / 7 + 2;
        modules -= (25 * count - 10) * count - 55;
    }
    if version >= 7 {
        modules -= 36;
    }
    modules / 8
}

/// Bytes that a version holds without those of error correction.
fn room(version: usize) -> usize {
    let (correction, blocks) = BLOCKS[version - 1];
    whole(version) - usize::from(correction) * usize::from(blocks)
}

/// What a text is to a code: that it is bytes, how many, they, an end, and filling.
fn bytes(text: &str, version: usize) -> Vec<u8> {
    let (mut bytes, mut half) = (Vec::new(), 4);
    let mut add = |byte: u8| {
        bytes.push(half << 4 | byte >> 4);
        half = byte & 15;
    };
    if version > 9 {
        add((text.len() >> 8) as u8);
    }
    add(text.len() as u8);
    text.bytes().for_each(&mut add);
    add(0);
    let mut filling = 0xec;
    while bytes.len() < room(version) {
        bytes.push(filling);
        filling ^= 0xec ^ 0x11;
    }
    bytes
}

/// The bytes in blocks, each with its error correction, block by block in turn.
fn corrected(bytes: &[u8], version: usize) -> Vec<u8> {
    let (correction, blocks) = BLOCKS[version - 1];
    let (correction, blocks) = (usize::from(correction), usize::from(blocks));
    let short = bytes.len() / blocks;
    let longer = bytes.len() % blocks;
    let divisor = divisor(correction);
    let (mut parts, mut rests) = (Vec::new(), Vec::new());
    let mut left = bytes;
    for block in 0..blocks {
        let length = short + usize::from(block >= blocks - longer);
        let (part, others) = left.split_at_checked(length).unwrap_or((left, &[]));
        left = others;
        rests.push(remainder(part, &divisor));
        parts.push(part.to_vec());
    }
    let mut all = Vec::new();
    in_turn(&mut all, &parts, short + 1);
    in_turn(&mut all, &rests, correction);
    all
}

/// The first byte of each part, then the second of each, and so on.
fn in_turn(all: &mut Vec<u8>, parts: &[Vec<u8>], longest: usize) {
    for at in 0..longest {
        for part in parts {
            all.extend(part.get(at));
        }
    }
}

/// The product in the field of 256 elements that the code counts in.
fn times(one: u8, other: u8) -> u8 {
    let mut product = 0u8;
    for at in (0..8).rev() {
        product = (product << 1) ^ ((product >> 7) * 0x1d) ^ ((other >> at & 1) * one);
    }
    product
}

/// The polynomial by which so many bytes of correction are found, without its first 1.
fn divisor(correction: usize) -> Vec<u8> {
    let mut all = vec![0; correction];
    all[correction - 1] = 1;
    let mut root = 1;
    for _ in 0..correction {
        for at in 0..correction {
            let next = all.get(at + 1).copied().unwrap_or(0);
            all[at] = times(all[at], root) ^ next;
        }
        root = times(root, 2);
    }
    all
}

fn remainder(bytes: &[u8], divisor: &[u8]) -> Vec<u8> {
    let mut rest = vec![0; divisor.len()];
    for byte in bytes {
        let factor = byte ^ rest[0];
        rest.push(0);
        rest.remove(0);
        for (place, by) in rest.iter_mut().zip(divisor) {
            *place ^= times(*by, factor);
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_has_every_dark_module_once() {
        let code = QrCode::of("WHITE").expect("it fits");
        let mut drawn = vec![false; code.size * code.size];
        for part in code.path().split('M').skip(1) {
            let numbers: Vec<usize> = part
                .split(|c: char| !c.is_ascii_digit())
                .filter_map(|number| number.parse().ok())
                .collect();
            let [x, y, wide, 1, back] = numbers[..] else { panic!("{part}") };
            assert_eq!(x, back);
            (x..x + wide).for_each(|x| drawn[y * code.size + x] = true);
        }
        for (at, drawn) in drawn.iter().enumerate() {
            assert_eq!(*drawn, code.is_dark(at % code.size, at / code.size));
        }
    }

    #[test]
    fn what_is_too_long_is_told() {
        let why = QrCode::of(&"x".repeat(MOST + 1)).expect_err("it is too long");
        assert!(why.contains("1001 characters") && why.contains("file"), "{why}");
    }
}
