//! Help, all of it read off the table of commands.

use super::command::{Arity, Command, Flag};
use super::commands::COMMANDS;
use super::screen::{Line, Style};
use crate::platform::names::Joined;

/// The usage line of a command: `heroku pg:promote DATABASE`.
pub fn usage(command: &Command) -> String {
    let mut text = command.typed();
    for arg in command.args {
        let name = arg.name;
        text += &match arg.arity {
            Arity::One => format!(" {name}"),
            Arity::Optional => format!(" [{name}]"),
            Arity::Many => format!(" {name} [{name} ...]"),
        };
    }
    for flag in command.flags {
        text += &format!(" [--{}]", with_value(flag));
    }
    text
}

fn with_value(flag: &Flag) -> String {
    match flag.value {
        Some((name, _)) => format!("{} {name}", flag.long),
        None => flag.long.to_owned(),
    }
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
    let mut lines = Vec::new();
    let mut shown = Vec::new();
    let mut width = 0;
    for command in COMMANDS {
        if command.name == topic {
            lines = of_command(command);
        } else if command.topic() == topic {
            let usage = usage(command);
            width = width.max(usage.len());
            shown.push((usage, command.summary));
        }
    }
    if !shown.is_empty() {
        lines.push(Line::default());
        lines.push(Line::plain("Commands, type \"heroku help COMMAND\" for more details:"));
        lines.push(Line::default());
    }
    for (usage, summary) in shown {
        lines.push(row(&usage, width, summary));
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
        for flag in command.all_flags() {
            if flag.long != "help" && !flag.summary.is_empty() {
                lines.push(row(&format!("--{}", with_value(&flag)), 20, flag.summary));
            }
        }
    }
    if !command.aliases.is_empty() {
        lines.push(Line::default());
        lines.push(Line::plain(format!(" Also: {}", command.aliases.joined(", "))));
    }
    if !command.notes.is_empty() {
        lines.push(Line::default());
        for note in command.notes {
            lines.push(Line::plain(format!(" {note}")));
        }
    }
    lines
}

fn row(left: &str, width: usize, right: &str) -> Line {
    Line::plain(format!("  {left:width$}  # ")).and(Style::Dim, right)
}
