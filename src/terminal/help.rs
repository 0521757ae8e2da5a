//! Help, all of it read off the table of commands.

use super::commands::COMMANDS;
use super::screen::{Line, Style};
use super::spec::{Command, Flag, Need};

/// The usage line of a command: `heroku pg:promote DATABASE`.
pub fn usage(command: &Command) -> String {
    let mut text = command.typed();
    for arg in command.args {
        let name = arg.name;
        text += &match arg.need {
            Need::One => format!(" {name}"),
            Need::Optional => format!(" [{name}]"),
            Need::Many => format!(" {name} [{name} ...]"),
        };
    }
    for flag in command.flags {
        let value = flag.value.map_or(String::new(), |(name, _)| format!(" {name}"));
        text += &format!(" [--{}{value}]", flag.long);
    }
    text
}

/// The topics, each with its first command's summary.
pub fn topics() -> Vec<(&'static str, &'static str)> {
    let mut topics: Vec<(&str, &str)> = Vec::new();
    for command in COMMANDS {
        if topics.iter().all(|(topic, _)| *topic != command.topic()) {
            topics.push((command.topic(), command.summary));
        }
    }
    topics
}

/// The help of everything.
pub fn everything() -> Vec<Line> {
    let mut lines = vec![
        Line::plain("Usage: heroku COMMAND [--app APP] [command-specific-options]"),
        Line::default(),
        Line::plain("Help topics, type \"heroku help TOPIC\" for more details:"),
        Line::default(),
    ];
    let topics = topics();
    let width = topics.iter().map(|(topic, _)| topic.len()).max().unwrap_or(0);
    for (topic, summary) in topics {
        lines.push(row(topic, width, summary));
    }
    lines.push(Line::default());
    let hint = "This is a simulation: no command reaches Heroku. Tab completes; Ctrl-C interrupts.";
    lines.push(Line::of(Style::Dim, hint));
    lines
}

/// The help of a topic.
pub fn topic(topic: &str) -> Vec<Line> {
    let of_topic: Vec<_> = COMMANDS
        .iter()
        .filter(|command| command.topic() == topic && command.name != topic)
        .collect();
    let mut lines = Vec::new();
    if let Some(command) = COMMANDS.iter().find(|command| command.name == topic) {
        lines.extend(of_command(command));
    }
    if !of_topic.is_empty() {
        lines.push(Line::default());
        lines.push(Line::plain("Commands, type \"heroku help COMMAND\" for more details:"));
        lines.push(Line::default());
        let shown: Vec<_> =
            of_topic.iter().map(|command| (usage(command), command.summary)).collect();
        let width = shown.iter().map(|(usage, _)| usage.len()).max().unwrap_or(0);
        lines.extend(shown.iter().map(|(usage, summary)| row(usage, width, summary)));
    }
    lines
}

/// The help of a command.
pub fn of_command(command: &Command) -> Vec<Line> {
    let mut lines = vec![
        Line::of(Style::Heading, format!("Usage: {}", usage(command))),
        Line::default(),
        Line::plain(format!(" {}", command.summary)),
    ];
    if !command.flags.is_empty() || command.confirms {
        lines.push(Line::default());
        let told = |flag: &&Flag| flag.long != "help" && !flag.summary.is_empty();
        for flag in command.all_flags().iter().filter(told) {
            let value = flag.value.map_or(String::new(), |(name, _)| format!(" {name}"));
            lines.push(row(&format!("--{}{value}", flag.long), 20, flag.summary));
        }
    }
    if !command.aliases.is_empty() {
        lines.push(Line::default());
        lines.push(Line::plain(format!(" Also: {}", command.aliases.join(", "))));
    }
    if !command.notes.is_empty() {
        lines.push(Line::default());
        lines.extend(command.notes.iter().map(|note| Line::plain(format!(" {note}"))));
    }
    lines
}

fn row(left: &str, width: usize, right: &str) -> Line {
    Line::plain(format!("  {left:width$}  # ")).and(Style::Dim, right)
}
