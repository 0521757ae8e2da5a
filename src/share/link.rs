//! The link that is the run: its text, packed and written in letters that may stand in an address.
//!
//! `run=1.` and then six bits a letter. The number is the link's version: the way of packing and
//! the text it is taught by, `link/v1.txt`, both frozen, since a link opens in every later version.
//!
//! Why packing is our own: the links kept in `tests/it/links/v1` (19 inputs and more, the figures
//! and a checksum) come to 243 characters on average and cost the download 2,890 bytes, 835 of
//! them the text. With that text as its dictionary `lz4_flex` makes links of 472 characters and
//! costs 3,730 bytes and the text; `miniz_oxide` 313, 13,250 and the text. Random runs of 20
//! commands and 5 faults take at most 437 characters with an address of 60, of 200 and 30 at most
//! 1,713.
//!
//! A line of input has four bits of a sum behind it: packed text goes on as plausible nonsense
//! after a damage, and so it is seen where.

mod pack;

use super::run_file::{self, ReadError, SavedRun, sum};

/// What the packing of version 1 is taught by. It may never change: a test holds its hash.
pub const V1: &str = include_str!("link/v1.txt");

/// What a link begins with, in the part of an address after `#`.
pub const START: &str = "run=";

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The link of a run: what stands in an address after the `#`.
pub fn link(saved: &SavedRun) -> String {
    let mut link = START.to_owned() + "1.";
    let (mut bits, mut count) = (0u32, 0);
    for byte in pack::pack(&run_file::write(saved), V1) {
        bits = bits << 8 | u32::from(byte);
        count += 8;
        while count >= 6 {
            count -= 6;
            link.push(letter(bits >> count));
        }
    }
    if count > 0 {
        link.push(letter(bits << (6 - count)));
    }
    link
}

/// The letter of the last six bits.
fn letter(bits: u32) -> char {
    char::from(LETTERS[(bits & 63) as usize])
}

/// Reads a link: a whole address, or the part of it after the `#`.
///
/// # Errors
/// What is wrong with it, and what could be read of it.
pub fn read(text: &str) -> Result<SavedRun, ReadError> {
    let nothing = |why: &str| Err(ReadError { why: why.to_owned(), partial: None });
    let mut parts = text.trim().split(['#', '&']);
    let Some(run) = parts.find_map(|part| part.strip_prefix(START)) else {
        return nothing("There is no run in this link: none of its parts begins with run=.");
    };
    let Some(letters) = run.strip_prefix("1.") else {
        return nothing(
            "This link is damaged at its start, or of a later version of the page: runs that this \
             one can read begin with run=1.",
        );
    };
    let (mut text, whole) = pack::unpack(&bytes(letters), V1);
    if whole {
        return run_file::read(&text);
    }
    // A line that was cut short may say something else.
    while text.pop().is_some_and(|c| c != '\n') {}
    let read = run_file::read(&text);
    let partly = read.err().and_then(|unread| unread.partial);
    let why = match &partly {
        Some(partly) => format!(
            "This link is damaged: what comes after the first {} of its inputs cannot be read.",
            partly.inputs.len()
        ),
        None => "This link is damaged: nothing of it can be read.".to_owned(),
    };
    Err(ReadError { why, partial: partly })
}

/// The bytes of letters, up to the first that is none. What a mail broke in two is put together.
fn bytes(letters: &str) -> Vec<u8> {
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0u32, 0);
    for letter in letters.bytes().filter(|letter| !letter.is_ascii_whitespace()) {
        let Some(six) = LETTERS.iter().position(|known| *known == letter) else {
            break;
        };
        bits = bits << 6 | six as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}
