//! The command line.

use clap::{Args, Parser, ValueEnum};
use follower_playground::lessons;
use follower_playground::lessons::condition::VOCABULARY;
use follower_playground::plan::what_if;
use follower_playground::share::Theme;
use follower_playground::sim::SimDuration;
use follower_playground::view::layout::Size;

/// The native tool of Follower Playground.
#[derive(Debug, Parser)]
#[command(name = "workbench")]
pub enum Command {
    /// Checks the term blocks of Markdown and .term files
    Transcripts(TranscriptsArgs),
    /// Plays the run of a link or an exported file, or your own plans against the odds
    Run(RunArgs),
    /// Proves that lessons can be solved and that their traps are noticed
    Lint(LintArgs),
    /// Holds the model against recordings of real PostgreSQL
    Traces(TracesArgs),
    /// Draws a still picture of a scenario or a run
    Picture(PictureArgs),
    /// Prints the reference page of scenario files
    Reference,
    /// Prints the cheat-sheets of the lessons
    Sheets,
    /// Adds the first picture, and the page's address, to index.html
    Finish(FinishArgs),
    /// Prints what the files of a folder weigh, against their limits
    Sizes(SizesArgs),
}

#[derive(Debug, Args)]
#[command(after_help = vocabulary())]
pub struct TranscriptsArgs {
    /// Documents; - is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
}

fn vocabulary() -> String {
    format!(
        "What `<!-- then: ... -->` can say, for example:\n  {}\n\n\
         Exit status: 0 if all documents say what the simulation does, 1 otherwise.",
        VOCABULARY.join("\n  ")
    )
}

#[derive(Debug, Args)]
#[command(after_help = LINT_STATUS)]
pub struct LintArgs {
    /// Scenario files; - is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
}

/// What the exit status of `lint` says.
const LINT_STATUS: &str =
    "Exit status: 0 if all files are right and all their lessons can be solved, 1 otherwise.";

/// What the exit status of `run` says.
const EXIT_STATUS: &str = "\
    Exit status of a link or a file: 0 if the run is what it says of itself, 1 otherwise.\n\
    Of plans: 0 if every command was accepted, 2 if one was refused, 1 if something could not be \
    read.";

#[derive(Debug, Args)]
#[command(after_help = EXIT_STATUS)]
pub struct RunArgs {
    /// The link of a run, or an exported file; - is standard input
    #[arg(value_name = "LINK|FILE", required_unless_present = "plans", conflicts_with = "plans")]
    pub run: Option<String>,
    #[command(flatten)]
    pub trials: TrialArgs,
}

/// Which plans are tried out, and from which moment on.
#[derive(Debug, Args)]
pub struct TrialArgs {
    /// A plan, such as your runbook: a .md file, or one with a step a line; - is standard input
    #[arg(long = "plan", value_name = "FILE")]
    pub plans: Vec<String>,
    /// Continuations of chance for each plan
    #[arg(
        long,
        value_name = "N",
        default_value_t = what_if::CONTINUATIONS,
        value_parser = parse_seeds,
        conflicts_with = "run"
    )]
    pub seeds: u32,
    /// The moment at which the plans begin, such as 10m [default: the first]
    #[arg(long, value_name = "LENGTH", value_parser = parse_moment, conflicts_with = "run")]
    pub at: Option<SimDuration>,
    /// What goes wrong just before, such as "leader lost on CHARCOAL"
    #[arg(long = "fault", value_name = "FAULT", conflicts_with = "run")]
    pub faults: Vec<String>,
    /// A scenario that ships, or the path of a file
    #[arg(long, value_name = "NAME", default_value = lessons::FRONT_DOOR, conflicts_with = "run")]
    pub scenario: String,
}

#[derive(Debug, Args)]
pub struct TracesArgs {
    /// Folders of NAME.csv with NAME.json
    #[arg(required = true, value_name = "DIR")]
    pub folders: Vec<String>,
    /// Switches each law off in turn
    #[arg(long)]
    pub laws: bool,
    /// Draws both curves of each recording
    #[arg(long, value_name = "DIR")]
    pub plot: Option<String>,
}

#[derive(Debug, Args)]
pub struct PictureArgs {
    /// A scenario that ships, the path of a file, or the link of a run
    #[arg(value_name = "SCENARIO|LINK", default_value = lessons::FRONT_DOOR)]
    pub run: String,
    /// The moment that is shown, such as 10m [default: the link's own, or the beginning]
    #[arg(long, value_name = "LENGTH", value_parser = parse_moment)]
    pub at: Option<SimDuration>,
    /// light, dark or projector
    #[arg(long, default_value = "light", value_parser = parse_theme)]
    pub theme: Theme,
    /// Pixels: of the stage, or of the window that shows the page
    #[arg(long, value_name = "WxH", default_value = "1440x900", value_parser = parse_size)]
    pub size: Size,
    /// The stage as SVG, or the page as HTML
    #[arg(long, value_enum, default_value_t = Part::Stage)]
    pub part: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    Stage,
    Page,
}

#[derive(Debug, Args)]
pub struct FinishArgs {
    /// The index.html of a build
    #[arg(value_name = "INDEX")]
    pub page: String,
    /// The address at which the page will stand
    #[arg(value_name = "SITE")]
    pub site: Option<String>,
}

#[derive(Debug, Args)]
pub struct SizesArgs {
    #[arg(value_name = "DIR")]
    pub folder: String,
    /// A file with a pattern and a number of bytes a line
    #[arg(value_name = "LIMITS")]
    pub limits: String,
}

/// The most continuations of a plan.
const MOST_SEEDS: u32 = 10_000;

/// The latest moment that plans can begin at.
const LATEST: SimDuration = SimDuration::from_secs(7 * 86_400);

fn parse_seeds(text: &str) -> Result<u32, String> {
    let seeds = text.parse().ok().filter(|seeds| (1..=MOST_SEEDS).contains(seeds));
    seeds.ok_or_else(|| format!("{text:?} is no number of seeds from 1 to {MOST_SEEDS}."))
}

fn parse_moment(text: &str) -> Result<SimDuration, String> {
    let moment = SimDuration::parse(text).filter(|moment| *moment <= LATEST);
    moment.ok_or_else(|| format!("{text:?} is no moment in a run's first week, as 10m is."))
}

fn parse_theme(text: &str) -> Result<Theme, String> {
    let theme = Theme::parse(text).filter(|theme| *theme != Theme::Auto);
    theme.ok_or_else(|| format!("{text:?} is no theme: light, dark and projector are."))
}

fn parse_size(text: &str) -> Result<Size, String> {
    let side = |text: &str| text.parse().ok().filter(|side| (200.0..=10_000.0).contains(side));
    let sides = text.split_once('x').and_then(|(w, h)| Some((side(w)?, side(h)?)));
    let (w, h) = sides.ok_or_else(|| format!("{text:?} is no size, as 1440x900 is."))?;
    Ok(Size { w, h })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn check(line: &str, expected: bool) {
        let words = std::iter::once("workbench").chain(line.split_whitespace());
        let parsed = Command::try_parse_from(words);
        assert_eq!(parsed.is_ok(), expected, "{line}: {parsed:?}");
    }

    #[test]
    fn command_lines_are_read() {
        Command::command().debug_assert();
        check("transcripts a.md b.term", true);
        check("transcripts", false);
        check("run https://example.org/#run=1.A", true);
        check("run --plan a.md --plan b.plan --seeds 10 --at 10m --fault x --fault y", true);
        check("run --plan a.md --scenario two-apps", true);
        check("run --plan -", true);
        check("run -", true);
        check("transcripts -", true);
        check("run", false);
        check("run a.txt --plan a.md", false);
        check("run a.txt --seeds 10", false);
        check("traces a b --laws --plot out", true);
        check("traces --plot out a", true);
        check("traces --laws", false);
        check("sizes dist limits.txt", true);
        check("sizes dist", false);
        check("sheets", true);
        check("sheets unfollow", false);
        check("picture", true);
        check("picture two-apps --at 10m --theme dark --size 800x450 --part page", true);
        check("picture --size 800", false);
        check("picture --theme auto", false);
        check("finish dist/index.html https://example.org/", true);
        check("finish", false);
        check("reference", true);
        check("", false);
    }
}
