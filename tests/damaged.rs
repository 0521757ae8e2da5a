//! Links and kept runs that were damaged, natively and in the browser: whatever is left of them is
//! told and can be opened.

use crate::dice::Dice;
use follower_playground::lessons;
use follower_playground::run::{Playback, Recording};
use follower_playground::share::link;
use follower_playground::share::run_file::{self, ReadError, SavedRun};

/// What may happen to a link or a file on its way.
fn mutated(dice: &mut Dice, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let foreign: Vec<char> = "A7 _+\n%ä&#=.0".chars().collect();
    for _ in 0..=dice.below(3) {
        let at = dice.below(letters.len() as u64) as usize;
        let other = dice.below(letters.len() as u64) as usize;
        match dice.below(7) {
            0 => letters.truncate(at.max(1)),
            1 => letters[at] = *dice.pick(&foreign),
            2 => letters.insert(at, *dice.pick(&foreign)),
            3 => letters.swap(at, other),
            4 if letters.len() > 1 => drop(letters.remove(at)),
            5 => drop(letters.splice(at..at, "18446744073709551615".chars())),
            _ => letters = [&letters[at..], &letters[..at]].concat(),
        }
    }
    letters.into_iter().collect()
}

/// Damages a run so many times as a link and as a text, and sees to it that each is told; says of
/// how many links nothing was read that was not done. A text has one sum, at its end.
pub fn are_told(dice: &mut Dice, whole: &SavedRun, times: u32) -> u32 {
    let (link, text) = (link::link(whole), run_file::write(whole));
    let mut clean = 0;
    for _ in 0..times {
        clean += u32::from(is_told(link::read(&mutated(dice, &link)), whole));
        is_told(run_file::read(&mutated(dice, &text)), whole);
    }
    clean
}

/// That what came of a damaged text is the run, or says what is wrong with it, and can be opened
/// as far as it was read; says whether only what was done was read.
fn is_told(read: Result<SavedRun, ReadError>, whole: &SavedRun) -> bool {
    let saved = match read {
        Ok(read) => {
            assert_eq!(&read, whole, "a checksum lets it pass");
            return true;
        }
        Err(ReadError { why, partial: partly }) => {
            assert!(why.ends_with('.') || why.ends_with("run=1.") || why.ends_with('"'), "{why}");
            partly
        }
    };
    let Some(saved) = saved else {
        return true;
    };
    let ours = saved.name().map_or(Some(""), lessons::text_of);
    if let Some(Ok(mut recording)) = ours.map(|text| saved.open(text)) {
        // All that was read is done, and soon.
        recording.inputs.iter_mut().for_each(|timed| timed.tick = timed.tick.min(50));
        let done = recording.inputs.len();
        let playback = Playback::open(Recording { end: 50, ..recording }, saved.shown);
        assert_eq!((playback.end().ticks(), playback.end().done), (50, done));
    }
    whole.inputs.starts_with(&saved.inputs)
}
