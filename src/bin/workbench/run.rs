//! `workbench run`: plays the run of a link or a file, and says what came of it.

use std::fmt::Write;

use follower_playground::lessons;
use follower_playground::run::{Outcome, Simulation};
use follower_playground::share::link;
use follower_playground::share::run_file::{self, ReadError, SavedRun};
use follower_playground::terminal::shell::Prompt;

/// Plays a link or a file, prints what came of it, and says whether that is what it says of
/// itself.
pub fn run(what: &str) -> bool {
    let (told, fine) = match read(what) {
        Ok(saved) => play(&saved),
        Err(ReadError { why, partial: partly }) => (told_partly(&why, partly.as_deref()), false),
    };
    print!("{told}");
    fine
}

/// A link, or a file with a run or a link in it.
fn read(what: &str) -> Result<SavedRun, ReadError> {
    if !std::path::Path::new(what).exists() {
        return link::read(what);
    }
    let nothing =
        |error: std::io::Error| ReadError { why: format!("{what}: {error}"), partial: None };
    let text = std::fs::read_to_string(what).map_err(nothing)?;
    if text.contains(link::START) && text.trim().lines().count() == 1 {
        link::read(&text)
    } else {
        run_file::read(&text)
    }
}

fn told_partly(why: &str, partly: Option<&SavedRun>) -> String {
    match partly {
        Some(partly) => format!("{why}\nWhat could be read:\n\n{}", run_file::write(partly)),
        None => format!("{why}\n"),
    }
}

fn play(saved: &SavedRun) -> (String, bool) {
    let ours = match saved.name() {
        Some(name) => match lessons::text_of(name) {
            Some(text) => text,
            None => {
                let known = lessons::SHIPPED.join(", ");
                let why = format!("Its scenario, {name}, is none of those there are: {known}.");
                return (told_partly(&why, Some(saved)), false);
            }
        },
        None => "",
    };
    let recording = match saved.open(ours) {
        Ok(recording) => recording,
        Err(mistakes) => {
            let all: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            return (told_partly(&all.join("\n"), Some(saved)), false);
        }
    };
    let run = recording.play();
    let (outcome, hash) = (Outcome::of(&run), run.hash());
    let mut told = String::new();
    let mut line = |text: &str| {
        // Writing to a text cannot fail.
        let _ = writeln!(told, "{text}");
    };
    line("A simulation, played again.");
    line(&format!("scenario  {}", saved.name().unwrap_or("its own")));
    line(&format!("seed      {}", saved.seed));
    line(&format!("inputs    {}", saved.inputs.len()));
    line(&format!("ticks     {}", saved.end));
    line(&format!("outcome   {}", outcome.summary()));
    line(&format!("hash      {hash}"));
    let difference = saved.told_of_difference(&outcome, hash);
    line(difference.as_deref().unwrap_or("That is what it says of itself."));
    line("");
    pg_info(run).iter().for_each(|text| line(text));
    let fine = difference.is_none() || saved.model != follower_playground::run::recording::MODEL;
    (told, fine)
}

/// What `heroku pg:info` prints at the end.
fn pg_info(mut run: Simulation) -> Vec<String> {
    if run.shell().prompt() != Prompt::Command {
        run.interrupt("");
    }
    let from = run.shell().screen().printed();
    run.enter("heroku pg:info");
    let lines = run.shell().screen().lines().filter(|(number, _)| *number >= from);
    lines.map(|(_, line)| line.text()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use follower_playground::run::Input;
    use follower_playground::run::recording::{MODEL, TimedInput};

    /// A run in which WHITE is promoted after a minute.
    fn promoted() -> SavedRun {
        let text = "A run of Follower Playground, a simulation.\nscenario followers\nseed 7\n\
                    end 700\n+600 $ heroku pg:promote WHITE\n";
        let mut saved = *run_file::read(text).expect_err("it has no sum").partial.expect("a run");
        let run = saved.open(lessons::FRONT_DOOR_TEXT).expect("it is right").play();
        (saved.hash, saved.outcome, saved.model) = (run.hash(), Outcome::of(&run), MODEL);
        saved
    }

    #[test]
    fn a_link_is_played_and_its_figures_are_held_against_it() {
        let mut saved = promoted();
        let read = read(&format!("https://example.org/#{}", link::link(&saved)));
        let (told, fine) = play(&read.expect("it is whole"));
        assert!(fine && told.contains("That is what it says of itself."), "{told}");
        assert!(told.contains("WHITE_URL (DATABASE_URL)"), "{told}");
        saved.inputs.push(TimedInput { tick: 650, input: Input::Entered("heroku ps".to_owned()) });
        assert!(play(&saved).1, "what only reads changes no state");
        saved.hash += 1;
        let (told, fine) = play(&saved);
        assert!(!fine && told.contains("What it says of itself is not"), "{told}");
    }

    #[test]
    fn what_cannot_be_read_is_told_with_what_could_be() {
        let saved = promoted();
        let link = link::link(&saved);
        let unread = read(&link[..link.len() / 2]).expect_err("it is cut off");
        assert!(unread.why.starts_with("This link is damaged: "), "{}", unread.why);
        let text = run_file::write(&saved);
        let (before, _) = text.split_once("sum ").expect("it ends with its sum");
        let ReadError { why, partial: partly } = run_file::read(before).expect_err("it is cut off");
        let told = told_partly(&why, partly.as_deref());
        assert!(told.starts_with("Its end is missing."), "{told}");
        assert!(told.contains("+600 $ heroku pg:promote WHITE\n"), "{told}");
        assert!(read("no link").is_err());
    }
}
