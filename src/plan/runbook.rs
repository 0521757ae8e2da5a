//! Runbooks: a team's own Markdown, with its commands in fenced code blocks, becomes a plan.
//!
//! A block with `$` lines is a session: its `$` lines are commands, `> ` lines answers, `wait`
//! lines waits, and everything else is what was printed. A block without them that has a line
//! beginning with `heroku` or `wait` is a list of steps, all of it. Other blocks are something
//! else. Between blocks, list items that begin with `wait` and comments such as
//! `<!-- wait: 10m -->` are waits.

use super::markdown::{CodeBlock, Part, parts};
use crate::lessons::script::{Plan, PlanError, is_command};

/// Reads the plan of a document.
///
/// # Errors
/// The first line that is no step where one should be, a block that is not closed, a document
/// without any step.
pub fn from_markdown(name: &str, text: &str) -> Result<Plan, PlanError> {
    let mut plan = Plan { name: name.to_owned(), steps: Vec::new() };
    for part in parts(text) {
        match part {
            Part::Block(block) => add_block(&mut plan, &block)?,
            Part::Comment { line, text } => {
                if is_open_wait(text) {
                    let message = "An annotation stands alone on its line: <!-- wait: ... -->.";
                    return Err(PlanError { line, message: message.to_owned() });
                }
                if let Some(wait) = wait_of_comment(text) {
                    plan.add(line, &wait)?;
                }
            }
            Part::ListItem { line, text } => {
                if let Some(wait) = wait_of_item(text) {
                    plan.add(line, &wait)?;
                }
            }
        }
    }
    plan.not_empty()
}

/// The wait that a comment such as `<!-- wait: 10m -->` is.
fn wait_of_comment(text: &str) -> Option<String> {
    let comment = text.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    let (key, value) = comment.split_once(':')?;
    (key.trim() == "wait").then(|| format!("wait {}", value.trim()))
}

/// Whether a wait is not closed in its line. All that follows would be part of the comment.
fn is_open_wait(text: &str) -> bool {
    let key = text.trim().strip_prefix("<!--").and_then(|comment| comment.split_once(':'));
    !text.contains("-->") && key.is_some_and(|(key, _)| key.trim() == "wait")
}

/// The wait that a list item such as ``Wait until `WHITE is writable`.`` is.
fn wait_of_item(text: &str) -> Option<String> {
    let text = text.trim().replace('`', "");
    let text = text.strip_suffix('.').unwrap_or(&text);
    let (word, rest) = text.split_once(' ')?;
    word.eq_ignore_ascii_case("wait").then(|| format!("wait {rest}"))
}

fn add_block(plan: &mut Plan, block: &CodeBlock) -> Result<(), PlanError> {
    if !block.is_closed {
        return Err(PlanError {
            line: block.line,
            message: "This block is not closed.".to_owned(),
        });
    }
    let has_line = |is_it: fn(&str) -> bool| block.lines.iter().any(|(_, line)| is_it(line.trim()));
    let is_session = has_line(|line| line.starts_with("$ "));
    if !is_session && !has_line(|line| is_command(line) || line.starts_with("wait ")) {
        return Ok(());
    }
    for (number, line) in &block.lines {
        let line = line.trim();
        let is_step = ["$ ", "> ", "wait "].iter().any(|start| line.starts_with(start));
        if is_step || !is_session {
            plan.add(*number, line)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, steps: &str) {
        let read = match from_markdown("a runbook", text) {
            Ok(plan) => plan.text().trim_end().replace('\n', "; "),
            Err(error) => error.to_string(),
        };
        assert_eq!(read, steps, "{text}");
    }

    #[test]
    fn commands_answers_and_waits_are_found() {
        check("```\nheroku ps\n# stop\n\nwait 5s\n```", "heroku ps; wait 5s");
        check("```term\n$ heroku ps\nweb.1: up\nwait 5s\n```", "heroku ps; wait 5s");
        check(
            "1. stop\n   ```sh\n   $ heroku pg:unfollow WHITE\n    !    x\n   > sushi\n   ```\n\
             2. Wait until `WHITE is writable`, at most 5m.\n3. go\n\
             <!-- wait: 10m -->\n<!-- wait: for the prompt -->\n",
            "heroku pg:unfollow WHITE; > sushi; wait until WHITE is writable, at most 5m; \
             wait 10m; wait for the prompt",
        );
        check(
            "```sql\nSELECT 1;\n```\n~~~\nheroku ps\n~~~\nWait 5s.\n- waiting is fine\n",
            "heroku ps",
        );
        check("> ```\n> heroku ps\n> ```\n", "heroku ps");
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_line() {
        let no_step = "Commands begin with heroku, waits with wait.";
        check("x\n```\nheroku ps\npsql\n```", &format!("4: `psql` is no step. {no_step}"));
        check("```\n$ git push\n```", &format!("2: `git push` is no step. {no_step}"));
        check("x\n```\nheroku ps\n", "2: This block is not closed.");
        let alone = "An annotation stands alone on its line: <!-- wait: ... -->.";
        check("x\n<!-- wait: 5s --\n\n```\nheroku ps\n```\n", &format!("2: {alone}"));
        let none = "There is no step here: no line with a command, such as heroku pg:info.";
        check("# nothing\n\ntext\n", &format!("1: {none}"));
        let error = from_markdown("", "```\nheroku ps\n```\n\n- wait for it\n").expect_err("no");
        assert!(error.to_string().starts_with("5: `wait for it` is no wait."), "{error}");
    }
}
