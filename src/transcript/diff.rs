//! Comparing: printed lines against shown ones, and the difference for a person.

use similar::{Algorithm, capture_diff_slices};

/// Whether the printed lines are those shown; `...` stands for any lines, also none.
pub fn fits(shown: &[String], printed: &[String]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((dots, rest)) if dots == "..." => {
            (0..=printed.len()).any(|skip| fits(rest, &printed[skip..]))
        }
        Some((line, rest)) => {
            printed.split_first().is_some_and(|(first, others)| first == line && fits(rest, others))
        }
    }
}

/// The difference: lines with `-` are shown and not printed, lines with `+` printed and not shown.
pub fn difference(shown: &[String], printed: &[String]) -> Vec<String> {
    capture_diff_slices(Algorithm::Myers, shown, printed)
        .iter()
        .flat_map(|change| change.iter_changes(shown, printed))
        .map(|change| format!("{} {}", change.tag(), change.value()))
        .collect()
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
        assert_eq!(difference(&[], &lines("a")), ["+ a"]);
    }
}
