//! The link that is the run: its text, packed and written in letters that may stand in an address.
//!
//! `run=1.` and then base64 as addresses have it. The number is the link's version: the way of
//! packing and the text it is trained by, `link/v1.txt`, both frozen, since a link opens in every
//! later version.
//!
//! Packing is our own (`pack`): over the links kept in `tests/it/links/v1` `miniz_oxide` with the
//! same text as its dictionary makes links a quarter longer, and costs 11 kB more of the download
//! (`docs/decisions.md#link-packer`). Random runs of 20 commands and 5 faults take at most 437
//! characters with an address of 60, of 200 and 30 at most 1,713.
//!
//! A line of input has four bits of a sum behind it: packed text goes on as plausible nonsense
//! after a damage, and so it is seen where.

mod pack;

use base64ct::{Base64UrlUnpadded, Encoding};
use percent_encoding::percent_decode_str;

use super::run_file::{self, ReadError, SavedRun, sum};

/// What the packing of version 1 is trained by. It may never change: a test holds its hash.
pub const V1: &str = include_str!("link/v1.txt");

/// What a link begins with, in the part of an address after `#`.
pub const START: &str = "run=";

/// Fragments that lead to a place on the page instead of a run.
const PLACES: [&str; 2] = ["#prompt", "#lesson"];

/// The link of a run: what stands in an address after the `#`.
pub fn link(saved: &SavedRun) -> String {
    let packed = pack::pack(&run_file::write(saved), V1);
    let mut link = format!("{START}1.{}", Base64UrlUnpadded::encode_string(&packed));
    if link.ends_with(['-', '_']) {
        // Chat programs leave such a letter out of an address. Packed text goes on with zeros
        // behind its end, and an A is one, in older versions of the page as well.
        link.push('A');
    }
    link
}

/// Whether the fragment of an address, with its `#`, is meant to be a run, whatever became of it.
pub fn is_meant_by(fragment: &str) -> bool {
    !matches!(fragment, "" | "#") && !PLACES.contains(&fragment)
}

/// A text without what programs on its way did to the letters of an address, perhaps twice.
fn decoded(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..3 {
        text = percent_decode_str(&text).decode_utf8_lossy().into_owned();
    }
    text
}

/// Reads a link: a whole address, or the part of it after the `#`.
///
/// # Errors
/// What is wrong with it, and what could be read of it.
pub fn read(text: &str) -> Result<SavedRun, ReadError> {
    let no_run = |why: &str| Err(ReadError { why: why.to_owned(), partial: None });
    let text = decoded(text);
    let mut parts = text.trim().split(['#', '&']);
    let Some(run) = parts.find_map(|part| part.strip_prefix(START)) else {
        return no_run(
            "This link is damaged: it has no part that begins with run=, so there is no run in \
             it. It may have been cut when it was copied.",
        );
    };
    let Some(letters) = run.strip_prefix("1.") else {
        return no_run(
            "This link is damaged at its start, or of a later version of the page: runs that this \
             one can read begin with run=1.",
        );
    };
    let (mut text, is_whole) = pack::unpack(&bytes(letters), V1);
    if is_whole {
        return run_file::read(&text);
    }
    // What marks a text as slanted may have been taken for a part of the link.
    let bare = letters.trim_end_matches(['-', '_']);
    if bare != letters
        && let (text, true) = pack::unpack(&bytes(bare), V1)
    {
        return run_file::read(&text);
    }
    // A line that was cut short may say something else.
    while text.pop().is_some_and(|c| c != '\n') {}
    let partial = run_file::read(&text).err().and_then(|error| error.partial);
    let why = match &partial {
        Some(run) => format!(
            "This link is damaged: what comes after the first {} of its inputs cannot be read.",
            run.inputs.len()
        ),
        None => "This link is damaged: nothing of it can be read.".to_owned(),
    };
    Err(ReadError { why, partial })
}

/// The bytes of letters, up to the first that is none. What a mail broke in two is put together.
fn bytes(letters: &str) -> Vec<u8> {
    let is_letter = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let letters = letters.chars().filter(|c| !c.is_ascii_whitespace());
    let mut letters: String = letters.take_while(is_letter).collect();
    let whole = letters.len() * 6 / 8;
    // A link may be cut inside of a group of four letters, which the library would refuse.
    while !letters.len().is_multiple_of(4) {
        letters.push('A');
    }
    let mut bytes = Base64UrlUnpadded::decode_vec(&letters).unwrap_or_default();
    bytes.truncate(whole);
    bytes
}
