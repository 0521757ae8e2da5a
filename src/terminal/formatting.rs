//! Shapes that several commands print: headings, aligned rows, tables of `psql`, how long ago.

use super::screen::{Line, Style};
use crate::format;
use crate::platform::calendar::Calendar;
use crate::sim::{SimDuration, SimTime};

/// `=== sushi Config Vars`.
pub fn heading(text: &str) -> Line {
    Line::of(Style::Heading, format!("=== {text}"))
}

/// Lines of a name, a sign and a value, with the values in one column. A value may be a URL that is
/// copied: what is too long for the terminal is wrapped, and not cut as a row of a table.
pub fn aligned(rows: &[(String, String)], sign: &str) -> Vec<Line> {
    let longest = rows.iter().map(|(name, _)| name.len() + sign.len()).max();
    let width = longest.unwrap_or_default() + 1;
    let line = |(name, value): &(String, String)| {
        let name = format!("{name}{sign}");
        Line::plain(format!("{name:width$}")).and(Style::Plain, value.clone())
    };
    rows.iter().map(line).collect()
}

/// Rows of a name and its values, one below the other, in the order in which they come; a blank
/// line after several values, and no row for none (docs/heroku.md#common).
pub fn key_values(rows: &[(&str, Vec<String>)], style: fn(&str, &str) -> Style) -> Vec<Line> {
    let longest = rows.iter().filter(|(_, values)| !values.is_empty()).map(|(name, _)| name.len());
    let width = longest.max().unwrap_or_default() + 2;
    let mut lines = Vec::new();
    for (name, values) in rows {
        for (at, value) in values.iter().enumerate() {
            let label = if at == 0 { format!("{name}:") } else { String::new() };
            let line = Line::plain(format!("{label:width$}"));
            lines.push(line.and(style(name, value), value.clone()).row());
        }
        if values.len() > 1 {
            lines.push(Line::default());
        }
    }
    lines
}

/// The style of values that need none.
pub fn plain(_: &str, _: &str) -> Style {
    Style::Plain
}

/// A column of a table of `psql`.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub name: &'static str,
    /// Whether it is aligned to the right, as numbers are.
    pub right: bool,
}

/// A table as `psql` prints it, with its count of rows.
pub fn table(columns: &[Column], rows: &[Vec<String>]) -> Vec<Line> {
    let width = |(at, column): (usize, &Column)| {
        let cells = rows.iter().map(|row| row[at].chars().count());
        cells.max().unwrap_or_default().max(column.name.len())
    };
    let widths: Vec<usize> = columns.iter().enumerate().map(width).collect();
    let head =
        columns.iter().zip(&widths).map(|(column, width)| format!(" {:^width$} ", column.name));
    let rule = widths.iter().map(|width| "-".repeat(width + 2));
    let mut lines = vec![
        Line::plain(head.collect::<Vec<_>>().join("|")).row(),
        Line::plain(rule.collect::<Vec<_>>().join("+")).row(),
    ];
    for row in rows {
        let cells = row.iter().zip(columns).zip(&widths).map(|((cell, column), &width)| {
            if column.right { format!(" {cell:>width$} ") } else { format!(" {cell:width$} ") }
        });
        lines.push(Line::plain(cells.collect::<Vec<_>>().join("|").trim_end()).row());
    }
    lines.push(Line::plain(format!("({})", format::plural(rows.len() as u64, "row"))));
    lines
}

/// `2013/12/05 10:21:06 (~ 2m ago)`.
pub fn ago(calendar: Calendar, at: SimTime, now: SimTime) -> String {
    format!("{} (~ {} ago)", calendar.second(at), format::rough_length(now.since(at)))
}

/// A length of time as PostgreSQL prints an interval: `00:06:12.480113`.
pub fn interval(length: SimDuration) -> String {
    format!("{}.{:06}", format::hours(length.secs()), length.micros() % 1_000_000)
}

/// `5.9 MB`, `1.20 GB`.
pub fn size(bytes: u64) -> String {
    if bytes >= 1_000_000_000 {
        format!("{}.{:02} GB", bytes / 1_000_000_000, bytes / 10_000_000 % 100)
    } else {
        format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_looks_like_psql() {
        let columns =
            [Column { name: "pid", right: true }, Column { name: "source", right: false }];
        let rows = [vec!["4711".to_owned(), "report".to_owned()]];
        let text: Vec<_> = table(&columns, &rows).iter().map(Line::text).collect();
        assert_eq!(text, [" pid  | source ", "------+--------", " 4711 | report", "(1 row)"]);
    }

    #[test]
    fn figures_are_printed_as_the_tools_print_them() {
        assert_eq!(size(5_900_000), "5.9 MB");
        assert_eq!(size(1_530_000_000), "1.53 GB");
        assert_eq!(interval(SimDuration::from_micros(372_480_113)), "00:06:12.480113");
    }
}
