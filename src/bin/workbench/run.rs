//! `workbench run`: plays the run of a link or a file, and says what came of it.

use follower_playground::lessons;
use follower_playground::run::recording::MODEL;
use follower_playground::run::{Outcome, Simulation};
use follower_playground::share::link;
use follower_playground::share::run_file::{self, ReadError, SavedRun};
use follower_playground::terminal::shell::Prompt;

use crate::text_file;
use crate::transcripts::list;

/// Plays a link or a file, prints what came of it, and says whether that is what it says of
/// itself.
pub fn run(link_or_file: &str) -> bool {
    let (report, is_fine) = match read(link_or_file) {
        Ok(saved) => play(&saved),
        Err(ReadError { why, partial }) => (report_of_partial(&why, partial.as_deref()), false),
    };
    print!("{report}");
    is_fine
}

/// A link, or a file with a run or a link in it.
fn read(link_or_file: &str) -> Result<SavedRun, ReadError> {
    let is_file =
        link_or_file == text_file::STANDARD_INPUT || std::path::Path::new(link_or_file).exists();
    if !is_file {
        return link::read(link_or_file);
    }
    let text = text_file::read(link_or_file).map_err(|why| ReadError { why, partial: None })?;
    if text.contains(link::START) && text.trim().lines().count() == 1 {
        link::read(&text)
    } else {
        run_file::read(&text)
    }
}

fn report_of_partial(why: &str, partial: Option<&SavedRun>) -> String {
    match partial {
        Some(saved) => format!("{why}\nWhat could be read:\n\n{}", run_file::write(saved)),
        None => format!("{why}\n"),
    }
}

/// The report of a run that is played, and whether it is the run that was saved.
fn play(saved: &SavedRun) -> (String, bool) {
    let not_played = |why: &str| (report_of_partial(why, Some(saved)), false);
    let name = saved.name();
    let Some(text) = name.map_or(Some(""), lessons::text_of) else {
        return not_played(&format!(
            "Its scenario, {}, is none of those there are: {}.",
            name.unwrap_or_default(),
            lessons::SHIPPED.join(", ")
        ));
    };
    let recording = match saved.open(text) {
        Ok(recording) => recording,
        Err(mistakes) => return not_played(&list(&mistakes)),
    };
    let run = recording.play();
    let (outcome, hash) = (Outcome::of(&run), run.hash());
    let difference = saved.difference_message(&outcome, hash);
    let is_fine = difference.is_none() || saved.model != MODEL;
    let report = format!(
        "A simulation, played again.\n\
         scenario  {}\n\
         seed      {}\n\
         inputs    {}\n\
         ticks     {}\n\
         outcome   {}\n\
         hash      {hash}\n\
         {}\n\
         \n\
         {}",
        name.unwrap_or("its own"),
        saved.seed,
        saved.inputs.len(),
        saved.end,
        outcome.summary(),
        difference.as_deref().unwrap_or("That is what it says of itself."),
        pg_info(run)
    );
    (report, is_fine)
}

/// What `heroku pg:info` prints at the end.
fn pg_info(mut run: Simulation) -> String {
    if run.shell().prompt() != Prompt::Command {
        run.interrupt("");
    }
    let from = run.shell().screen().printed();
    run.enter("heroku pg:info");
    let lines = run.shell().screen().lines().filter(|(number, _)| *number >= from);
    lines.map(|(_, line)| line.text() + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use follower_playground::run::Input;
    use follower_playground::run::recording::TimedInput;

    /// A run in which WHITE is promoted after a minute.
    fn promoted() -> SavedRun {
        let text = "A run of Follower Playground, a simulation.\nscenario followers\nseed 7\n\
                    end 700\n+600 $ heroku pg:promote WHITE\n";
        let mut saved = *run_file::read(text).expect_err("it has no sum").partial.expect("a run");
        let run = saved.open(lessons::FRONT_DOOR_TEXT).expect("it is right").play();
        (saved.hash, saved.outcome, saved.model) = (Some(run.hash()), Outcome::of(&run), MODEL);
        saved
    }

    #[test]
    fn a_link_is_played_and_its_figures_are_held_against_it() {
        let mut saved = promoted();
        let read = read(&format!("https://example.org/#{}", link::link(&saved)));
        let (report, is_fine) = play(&read.expect("it is whole"));
        assert!(is_fine && report.contains("That is what it says of itself."), "{report}");
        assert!(report.contains("WHITE_URL (DATABASE_URL)"), "{report}");
        saved.inputs.push(TimedInput { tick: 650, input: Input::Entered("heroku ps".to_owned()) });
        assert!(play(&saved).1, "what only reads changes no state");
        saved.hash = saved.hash.map(|hash| hash + 1);
        let (report, is_fine) = play(&saved);
        assert!(!is_fine && report.contains("What it says of itself is not"), "{report}");
    }

    #[test]
    fn what_cannot_be_read_is_reported_with_what_could_be() {
        let saved = promoted();
        let link = link::link(&saved);
        let error = read(&link[..link.len() / 2]).expect_err("it is cut off");
        assert!(error.why.starts_with("This link is damaged: "), "{}", error.why);
        let text = run_file::write(&saved);
        let (before, _) = text.split_once("sum ").expect("it ends with its sum");
        let ReadError { why, partial } = run_file::read(before).expect_err("it is cut off");
        let report = report_of_partial(&why, partial.as_deref());
        assert!(report.starts_with("Its end is missing."), "{report}");
        assert!(report.contains("+600 $ heroku pg:promote WHITE\n"), "{report}");
        assert!(read("no link").is_err());
    }
}
