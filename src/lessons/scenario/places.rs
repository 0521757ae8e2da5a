//! Where a field of a scenario file stands, for whoever has found something out about it.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The line of a field that is named as in a mistake, `step 2.hints 3`, and of a part of its text
/// where that stands in it as it is; of what it stands in where it is missing. From 1.
pub fn line_of(text: &str, field: &str, part: &str) -> u32 {
    let (root, _) = DeTable::parse_recoverable(text);
    let mut place = 0..0;
    let mut table = Some(root.get_ref());
    for name in field.split('.') {
        let (name, number) = match name.rsplit_once(' ') {
            Some((name, number)) => (name, number.parse::<usize>().ok()),
            None => (name, None),
        };
        let value = table.and_then(|table| {
            table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value)
        });
        let Some(value) = value.and_then(|value| item(value, number)) else {
            break;
        };
        place = value.span();
        table = value.get_ref().as_table();
    }
    let within = text.get(place.clone()).and_then(|value| {
        let first = part.split_whitespace().next().unwrap_or_default();
        value.find(part).or_else(|| value.find(first)).filter(|_| !part.is_empty())
    });
    let at = place.start + within.unwrap_or_default();
    text.get(..at).unwrap_or(text).matches('\n').count() as u32 + 1
}

/// The item of that number of a list, or the value that is no list.
fn item<'v, 'i>(
    value: &'v Spanned<DeValue<'i>>,
    number: Option<usize>,
) -> Option<&'v Spanned<DeValue<'i>>> {
    match (value.get_ref().as_array(), number) {
        (Some(list), Some(number)) => list.get(number.checked_sub(1)?),
        _ => Some(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found() {
        let text = "title = \"x\"\n[[step]]\nname = \"a\"\n[[step]]\nhints = [\n\"a\",\n\"b\"]\n\
                    text = \"\"\"\nwords\n`code`\n\"\"\"\n[step.question]\nwhy = \"x\"\n";
        let check = |field: &str, part: &str, line: u32| {
            assert_eq!(line_of(text, field, part), line, "{field} {part}");
        };
        check("title", "", 1);
        check("step 1.name", "", 3);
        check("step 2", "", 4);
        check("step 2.hints 2", "", 7);
        check("step 2.hints", "b", 7);
        check("step 2.text", "code", 10);
        check("step 2.text", "not there", 8);
        check("step 2.question.why", "", 13);
        check("step 2.solution", "", 4);
        check("step", "", 2);
        check("nothing", "", 1);
    }
}
