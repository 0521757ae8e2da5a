//! Plots of recordings: well-formed, with both curves.

use crate::traces::{PLAYED, played};
use follower_playground::traces::comparison_row::ComparisonRow;
use follower_playground::traces::plot;

/// What is wrong with a text as XML; enough for what is written here.
fn xml_faults(text: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut parts = text.split('<');
    if parts.next().is_some_and(|before| !before.trim().is_empty()) {
        return Some("text before the first tag".to_owned());
    }
    for part in parts {
        let (tag, after) = match part.split_once('>') {
            Some(both) => both,
            None => return Some(format!("a tag that never ends: {part}")),
        };
        let stray = |text: &str| {
            let mut after = text.split('&').skip(1);
            after.any(|rest| !["amp;", "lt;", "gt;", "quot;"].iter().any(|e| rest.starts_with(e)))
        };
        if stray(after) || stray(tag) || tag.matches('"').count() % 2 != 0 {
            return Some(format!("a stray character: <{part}"));
        }
        let name = tag.split([' ', '\n', '/']).find(|name| !name.is_empty()).unwrap_or_default();
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return Some(format!("</{name}> closes another"));
            }
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    open.first().map(|name| format!("<{name}> is never closed"))
}

#[test]
fn plots_are_well_formed_and_show_both_curves() {
    for broken in ["<a>", "<a></b>", "<a>&</a>", "<a b=\"1></a>", "<a"] {
        assert!(xml_faults(broken).is_some(), "{broken}");
    }
    let mut different = 0;
    let mut check = |row: &ComparisonRow| {
        let svg = plot::svg(row);
        assert_eq!(xml_faults(&svg), None, "{}", row.name);
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""), "{}", row.name);
        let mut shapes: Vec<&str> = Vec::new();
        for colour in ["#8a8f98", "#1f5fd0"] {
            let stroke = format!("stroke=\"{colour}\"");
            let paths: Vec<&str> = svg.lines().filter(|line| line.contains(&stroke)).collect();
            assert_eq!(paths.len(), row.followers.len(), "{}", row.name);
            for (path, follower) in paths.iter().zip(&row.followers) {
                let drawn = path.split("stroke").next().unwrap_or_default();
                assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{}", row.name);
                shapes.push(drawn);
                let points = drawn.matches(['M', 'L']).count();
                assert_eq!(points, follower.curve.len(), "{}", row.name);
            }
        }
        different += usize::from(shapes.first() != shapes.last());
    };
    PLAYED.iter().for_each(|played| check(&played.row));
    check(&ComparisonRow { name: "a <b> & \"c\"".to_owned(), ..played("a_upd50_r2").row.clone() });
    check(&ComparisonRow::default());
    assert!(different > 100, "{different} show two curves and not one twice");
}
