//! The native tool: checks documents against the simulation, plays runs that were sent and plans
//! that were written, draws still pictures, and finishes and weighs the page.
//!
//! In a browser it is an empty program, so that the whole package builds there too.

#[cfg(not(target_arch = "wasm32"))]
mod arguments;
#[cfg(not(target_arch = "wasm32"))]
mod finish;
#[cfg(not(target_arch = "wasm32"))]
mod lint;
#[cfg(not(target_arch = "wasm32"))]
mod picture;
#[cfg(not(target_arch = "wasm32"))]
mod plans;
#[cfg(not(target_arch = "wasm32"))]
mod reference;
#[cfg(not(target_arch = "wasm32"))]
mod run;
#[cfg(not(target_arch = "wasm32"))]
mod sheets;
#[cfg(not(target_arch = "wasm32"))]
mod sizes;
#[cfg(not(target_arch = "wasm32"))]
mod text_file;
#[cfg(not(target_arch = "wasm32"))]
mod traces;
#[cfg(not(target_arch = "wasm32"))]
mod transcripts;

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use arguments::Command;
    use clap::Parser;

    // Whoever reads only the beginning of what is printed ends the program, as with other tools.
    sigpipe::reset();
    let is_fine = match Command::try_parse() {
        Ok(Command::Transcripts(args)) => transcripts::check(&args),
        Ok(Command::Run(args)) => match &args.run {
            Some(link) => run::run(link),
            None => return plans::run(&args.trials),
        },
        Ok(Command::Lint(args)) => lint::lint_files(&args),
        Ok(Command::Traces(args)) => traces::run(&args),
        Ok(Command::Picture(args)) => picture::print(&args),
        Ok(Command::Reference) => reference::print(),
        Ok(Command::Sheets) => sheets::print(),
        Ok(Command::Finish(args)) => finish::finish(&args.page, args.site.as_deref()),
        Ok(Command::Sizes(args)) => sizes::weigh(&args.folder, &args.limits),
        Err(error) => {
            // Where it cannot be printed, the exit code still tells.
            let _ = error.print();
            !error.use_stderr()
        }
    };
    if is_fine { std::process::ExitCode::SUCCESS } else { std::process::ExitCode::FAILURE }
}
