//! Comparing: printed lines against shown ones, and the difference for a person.

/// Whether the printed lines are those shown; `...` stands for any lines, also none.
pub fn fits(shown: &[String], printed: &[String]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((first, rest)) if first == "..." => {
            (0..=printed.len()).any(|skip| fits(rest, &printed[skip..]))
        }
        Some((first, rest)) => match printed.split_first() {
            Some((line, others)) => line == first && fits(rest, others),
            None => false,
        },
    }
}

/// The difference: lines with `-` are shown and not printed, lines with `+` printed and not shown.
pub fn difference(shown: &[String], printed: &[String]) -> Vec<String> {
    // Line by line from the front as far as they fit, and from the back likewise; what is between
    // is the difference.
    let mut front = 0;
    while front < shown.len().min(printed.len()) && shown[front] == printed[front] {
        front += 1;
    }
    let mut back = 0;
    while back < shown.len().min(printed.len()) - front
        && shown[shown.len() - 1 - back] == printed[printed.len() - 1 - back]
    {
        back += 1;
    }
    let same = |line: &String| format!("  {line}");
    let mut lines: Vec<String> = shown[..front].iter().map(same).collect();
    lines.extend(shown[front..shown.len() - back].iter().map(|line| format!("- {line}")));
    lines.extend(printed[front..printed.len() - back].iter().map(|line| format!("+ {line}")));
    lines.extend(shown[shown.len() - back..].iter().map(same));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    fn check(shown: &str, printed: &str, expected: bool) {
        assert_eq!(fits(&lines(shown), &lines(printed)), expected, "{shown} and {printed}");
    }

    #[test]
    fn lines_must_be_exactly_those_shown() {
        check("a b", "a b", true);
        check("a b", "a", false);
        check("a", "a b", false);
        check("a b", "b a", false);
    }

    #[test]
    fn dots_stand_for_any_lines() {
        check("a ... d", "a b c d", true);
        check("a ... d", "a d", true);
        check("... d", "d", true);
        check("a ...", "a", true);
        check("a ... d", "a b c", false);
        check("... a ... b", "x a a y b b", true);
        check("... a ... b ...", "b a", false);
    }

    #[test]
    fn the_difference_names_both_sides() {
        assert_eq!(difference(&lines("a b d"), &lines("a c d")), ["  a", "- b", "+ c", "  d"]);
    }
}
