//! Shapes that several commands print: rows of a heading, tables of `psql`, how long ago.

use super::screen::{Line, Style};
use crate::platform::calendar::Calendar;
use crate::sim::{SimDuration, SimTime};

/// A heading: `=== sushi Config Vars`.
pub fn heading(text: &str) -> Line {
    Line::of(Style::Heading, format!("=== {text}"))
}

/// Rows of names and values, the values in one column two blanks after the longest name's end.
pub fn aligned(rows: &[(String, String)], sign: &str) -> Vec<Line> {
    let width = rows.iter().map(|(name, _)| name.len() + sign.len()).max().unwrap_or(0) + 1;
    let line = |(name, value): &(String, String)| {
        let name = format!("{name}{sign}");
        Line::plain(format!("{name:width$}")).and(Style::Plain, value.clone())
    };
    rows.iter().map(line).collect()
}

/// A column of a table of `psql`.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Whether it stands to the right, as numbers do.
    pub right: bool,
}

/// A table as `psql` prints it, with its count of rows.
pub fn table(columns: &[Column], rows: &[Vec<String>]) -> Vec<Line> {
    let (mut heads, mut rule) = (String::new(), String::new());
    let mut widths = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let mut width = column.name.len();
        for row in rows {
            width = width.max(row[at].chars().count());
        }
        let (bar, cross) = if at > 0 { ("|", "+") } else { ("", "") };
        heads += &format!("{bar} {:^width$} ", column.name);
        rule += &format!("{cross}{:-<1$}", "", width + 2);
        widths.push(width);
    }
    let mut lines = vec![Line::plain(heads), Line::plain(rule)];
    for row in rows {
        let mut cells = String::new();
        for (at, cell) in row.iter().enumerate() {
            let (bar, width) = (if at > 0 { "|" } else { "" }, widths[at]);
            cells += &if columns[at].right {
                format!("{bar} {cell:>width$} ")
            } else {
                format!("{bar} {cell:width$} ")
            };
        }
        lines.push(Line::plain(cells.trim_end()));
    }
    let count =
        if rows.len() == 1 { "(1 row)".to_owned() } else { format!("({} rows)", rows.len()) };
    lines.push(Line::plain(count));
    lines
}

/// `2013/12/05 10:21:06 (~ 2m ago)`.
pub fn ago(calendar: Calendar, at: SimTime, now: SimTime) -> String {
    format!("{} (~ {} ago)", calendar.second(at), roughly(now.since(at)))
}

/// A length of time in its largest whole unit: `42s`, `6m`, `3h`, `2d`.
pub fn roughly(length: SimDuration) -> String {
    match length.secs() {
        secs @ 0..=119 => format!("{secs}s"),
        secs @ 120..=7_199 => format!("{}m", secs / 60),
        secs @ 7_200..=172_799 => format!("{}h", secs / 3_600),
        secs => format!("{}d", secs / 86_400),
    }
}

/// A length of time as PostgreSQL prints an interval: `00:06:12.480113`.
pub fn interval(length: SimDuration) -> String {
    let (secs, micros) = (length.secs(), length.micros() % 1_000_000);
    format!("{:02}:{:02}:{:02}.{micros:06}", secs / 3_600, secs / 60 % 60, secs % 60)
}

/// A size: `5.9 MB`, `1.20 GB`.
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
        assert_eq!(roughly(SimDuration::from_secs(200)), "3m");
    }
}
