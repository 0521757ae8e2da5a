//! The native tool: checks documents against the simulation, plays runs that were sent and plans
//! that were written, and weighs what is downloaded.
//!
//! In a browser it is an empty program, so that the whole package builds there too.

#[cfg(not(target_arch = "wasm32"))]
mod finish;
#[cfg(not(target_arch = "wasm32"))]
mod picture;
#[cfg(not(target_arch = "wasm32"))]
mod plans;
#[cfg(not(target_arch = "wasm32"))]
mod run;
#[cfg(not(target_arch = "wasm32"))]
mod sizes;
#[cfg(not(target_arch = "wasm32"))]
mod traces;
#[cfg(not(target_arch = "wasm32"))]
mod transcripts;

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    const USAGE: &str = "\
Usage:
  workbench transcripts FILE...   check the term blocks of Markdown and .term files
  workbench run LINK              plays the run of a link or an exported file: its outcome
  workbench run --plan FILE...    plans, such as your runbook, against the odds;
      [--seeds N] [--at 10m]      where and when, and what goes wrong just before
      [--scenario NAME] [--fault \"leader lost on CHARCOAL\"]
  workbench traces DIR...         the model beside recordings of real PostgreSQL;
      [--laws] [--plot DIR]       what each law is worth, and a picture of each
  workbench picture [SCENARIO|LINK] [--at 10m] [--theme dark] [--size 1440x900]
      [--part stage|page]         a still picture: the stage as SVG, or the page as HTML
  workbench finish INDEX [SITE]   adds the first picture and the page's address to index.html
  workbench sizes DIR LIMITS      what the files of DIR weigh, against their limits";
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let fine = match args.as_slice() {
        ["transcripts", files @ ..] if !files.is_empty() => transcripts::check(files),
        ["run", link] if !link.starts_with("--") => run::run(link),
        ["traces", args @ ..] => traces::replay(args),
        ["run", args @ ..] if args.contains(&"--plan") => plans::run(args),
        ["finish", file] => finish::finish(file, None),
        ["finish", file, site] => finish::finish(file, Some(site)),
        ["picture", args @ ..] => picture::print(args),
        ["sizes", dir, limits] => sizes::weigh(dir, limits),
        _ => {
            eprintln!("{USAGE}");
            false
        }
    };
    if fine { std::process::ExitCode::SUCCESS } else { std::process::ExitCode::FAILURE }
}
