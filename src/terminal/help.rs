//! Help, all of it read off the table of commands.

use super::command::{Command, CommandTable};
use super::screen::{Line, Style};

/// The topics, each with the summary of its first command.
pub fn topics(table: &CommandTable) -> Vec<(&'static str, &'static str)> {
    let mut topics: Vec<(&str, &str)> = Vec::new();
    for command in table.commands.iter().filter(|command| !is_of_page(command)) {
        if topics.iter().all(|(topic, _)| *topic != command.topic()) {
            topics.push((command.topic(), command.summary));
        }
    }
    topics
}

/// Whether a command is neither of the tool nor of any shell, but of this page.
fn is_of_page(command: &Command) -> bool {
    command.builtin && command.name.contains(':')
}

/// What `heroku help` prints, with these commands before the topics.
pub fn everything(table: &CommandTable, first: &[String]) -> Vec<Line> {
    let mut lines = vec![
        Line::plain("Usage: heroku COMMAND [--app APP] [command-specific-options]"),
        Line::default(),
    ];
    let of_lesson: Vec<_> = first.iter().filter_map(|name| table.find(name)).collect();
    if !of_lesson.is_empty() {
        lines.push(Line::of(Style::Dim, "The commands of this lesson:"));
        lines.push(Line::default());
        let usages = of_lesson.iter().map(|command| command.usage().len());
        let width = usages.max().unwrap_or_default();
        lines.extend(of_lesson.iter().map(|it| row(&it.usage(), width, it.summary)));
        lines.push(Line::default());
    }
    lines.extend([
        Line::plain("Help topics, type \"heroku help TOPIC\" for more details:"),
        Line::default(),
    ]);
    let topics = topics(table);
    let width = topics.iter().map(|(topic, _)| topic.len()).max().unwrap_or_default();
    lines.extend(topics.iter().map(|(topic, summary)| row(topic, width, summary)));
    lines.push(Line::default());
    let hints = [
        "This is a simulation; nothing reaches Heroku.",
        "help outside tells what this page can do with apps that are not on Heroku.",
        "Tab completes; Esc, then Tab, leaves the terminal; Ctrl-C interrupts.",
    ];
    lines.extend(hints.map(|hint| Line::of(Style::Dim, hint)));
    lines
}

/// The help of a topic: of the command that has its name, then a list of the others.
pub fn topic(topic: &str, table: &CommandTable) -> Vec<Line> {
    let own = table.commands.iter().find(|command| command.name == topic);
    let mut lines = own.map(|command| of_command(command)).unwrap_or_default();
    let others = table.commands.iter().filter(|command| command.name != topic);
    let others = others.filter(|command| command.topic() == topic);
    let rows: Vec<_> = others.map(|command| (command.usage(), command.summary)).collect();
    if !rows.is_empty() {
        lines.push(Line::default());
        lines.push(Line::plain("Commands, type \"heroku help COMMAND\" for more details:"));
        lines.push(Line::default());
    }
    let width = rows.iter().map(|(usage, _)| usage.len()).max().unwrap_or_default();
    lines.extend(rows.iter().map(|(usage, summary)| row(usage, width, summary)));
    lines
}

/// The help of a command.
pub fn of_command(command: &Command) -> Vec<Line> {
    let mut lines = vec![
        Line::of(Style::Heading, format!("Usage: {}", command.usage())),
        Line::default(),
        Line::plain(format!(" {}", command.summary)),
    ];
    if !command.flags.is_empty() || command.confirms {
        lines.push(Line::default());
        for flag in command.all_flags().iter().filter(|flag| flag.long != "help") {
            lines.extend(flag.summary.map(|summary| row(&flag.usage(), 20, summary)));
        }
    }
    if !command.aliases.is_empty() {
        lines.push(Line::default());
        lines.push(Line::plain(format!(" Also: {}", command.aliases.join(", "))));
    }
    if !command.later.is_empty() {
        lines.push(Line::default());
        let names = command.later.join(", ");
        lines.push(Line::plain(format!(" Later tools call it {names}, which works here, too.")));
    }
    if !command.notes.is_empty() {
        lines.push(Line::default());
        lines.extend(command.notes.iter().map(|note| Line::plain(format!(" {note}"))));
    }
    lines
}

fn row(left: &str, width: usize, right: &str) -> Line {
    Line::plain(format!("  {left:width$}  # ")).and(Style::Dim, right).row()
}
