//! Runbooks: a team's own Markdown, with its commands in fenced code blocks, becomes a plan.
//!
//! A block with `$` lines is a session: its `$` lines are commands, `> ` lines answers, `wait`
//! lines waits, and everything else is what was printed. A block without them that has a line
//! beginning with `heroku` or `wait` is a list of steps, all of it. Other blocks are something
//! else. Between blocks, list items that begin with `wait` and comments such as
//! `<!-- wait: 10m -->` are waits.

use super::markdown::Fence;
use super::script::{Plan, PlanError};

/// Reads the plan of a document.
///
/// # Errors
/// The first line that is no step where one should be, a block that is not closed, a document
/// without any step.
pub fn from_markdown(name: &str, text: &str) -> Result<Plan, PlanError> {
    let mut plan = Plan { name: name.to_owned(), steps: Vec::new() };
    let mut fence: Option<Fence> = None;
    let mut block: Vec<(u32, &str)> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let Some(open) = &fence else {
            fence = Fence::open(number, line);
            if fence.is_none()
                && let Some(wait) = wait_between(line)
            {
                plan.add(&wait).map_err(|why| (number, why))?;
            }
            continue;
        };
        let inside = open.inside(line);
        if open.is_closed_by(inside) {
            fence = None;
            add_block(&mut plan, &std::mem::take(&mut block))?;
        } else {
            block.push((number, inside));
        }
    }
    match fence {
        Some(open) => Err((open.line, "This block is not closed.".to_owned())),
        None => plan.not_empty(),
    }
}

/// The wait that a line outside of blocks is.
fn wait_between(line: &str) -> Option<String> {
    let line = line.trim();
    if let Some(comment) = line.strip_prefix("<!--") {
        let (key, value) = comment.strip_suffix("-->")?.split_once(':')?;
        return (key.trim() == "wait").then(|| format!("wait {}", value.trim()));
    }
    let (mark, item) = line.split_once(' ')?;
    let number = mark.strip_suffix(['.', ')']);
    let is_item = matches!(mark, "-" | "*" | "+")
        || number.is_some_and(|number| number.parse::<u32>().is_ok());
    let item = item.trim().replace('`', "");
    let item = item.strip_suffix('.').unwrap_or(&item);
    let (word, rest) = item.split_once(' ')?;
    (is_item && word.eq_ignore_ascii_case("wait")).then(|| format!("wait {rest}"))
}

fn add_block(plan: &mut Plan, block: &[(u32, &str)]) -> Result<(), PlanError> {
    let begins = |word: &str| block.iter().any(|(_, line)| line.trim_start().starts_with(word));
    let is_session = begins("$ ");
    if !is_session && !begins("heroku ") && !begins("wait ") {
        return Ok(());
    }
    for (number, line) in block {
        let line = line.trim();
        let is_step = ["$ ", "> ", "wait "].iter().any(|start| line.starts_with(start));
        if is_step || !is_session {
            plan.add(line).map_err(|why| (*number, why))?;
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
            Err((line, why)) => format!("{line}: {why}"),
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
        let none = "There is no step here: no line with a command, such as heroku pg:info.";
        check("# nothing\n\ntext\n", &format!("1: {none}"));
        let (line, why) =
            from_markdown("", "```\nheroku ps\n```\n\n- wait for it\n").expect_err("no");
        assert!(line == 5 && why.starts_with("`wait for it` is no wait."), "{why}");
    }
}
