//! The texts that the tool is given: files, or standard input where a dash stands for one.

use std::io::{Error, ErrorKind};

/// What stands for standard input.
pub const STANDARD_INPUT: &str = "-";

/// The text of a file, without the mark of byte order that some editors begin it with.
///
/// # Errors
/// Why it cannot be read, after its name.
pub fn read(file: &str) -> Result<String, String> {
    let text = match file {
        STANDARD_INPUT => std::io::read_to_string(std::io::stdin()),
        _ => std::fs::read_to_string(file),
    };
    let text = text.map_err(|error| format!("{file}: {}", describe(&error)))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Why a file cannot be read, and what to do.
fn describe(error: &Error) -> String {
    let what = match error.kind() {
        ErrorKind::NotFound => "there is no such file. Look at its name and its folder.",
        ErrorKind::IsADirectory => "this is a folder. Name a file in it.",
        ErrorKind::InvalidData => {
            "this is no text in UTF-8. Name a text file, or save it as UTF-8."
        }
        ErrorKind::PermissionDenied => "you may not read it. Look at its permissions.",
        _ => return error.to_string(),
    };
    what.to_owned()
}

/// Whether a text is Markdown: by the ending of its file, and on standard input by whether it has
/// a block of code.
pub fn is_markdown(file: &str, text: &str) -> bool {
    if file == STANDARD_INPUT {
        return text.contains("```") || text.contains("~~~");
    }
    let ending = std::path::Path::new(file).extension().and_then(|ending| ending.to_str());
    matches!(ending, Some("md" | "markdown"))
}
