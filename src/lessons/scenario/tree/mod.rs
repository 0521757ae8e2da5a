//! The tree of a scenario file: tables, lists, texts, numbers and flags, each with its place.
//!
//! The format is a part of TOML: any editor knows it, and a test holds this reader against a full
//! one. What is left out (dotted and quoted keys, fractions, dates) no scenario needs; a full
//! reader would be a twelfth of the page's download, and this one is a hundredth.

mod reader;

use reader::{Path, Reader, Wrong};

/// A value and where it begins, in bytes.
#[derive(Debug)]
pub struct Value<'a> {
    /// Where it begins.
    pub at: usize,
    /// What it is.
    pub node: Node<'a>,
    /// Whether a later heading may add to it: it was begun by one.
    open: bool,
}

/// What a value is.
#[derive(Debug)]
pub enum Node<'a> {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// True or false.
    Flag(bool),
    /// A list.
    List(Vec<Value<'a>>),
    /// A table, in the order of the file.
    Table(Vec<Field<'a>>),
}

/// A field of a table.
#[derive(Debug)]
pub struct Field<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where its name stands.
    pub at: usize,
    /// Its value.
    pub value: Value<'a>,
}

/// What is wrong with the format itself.
#[derive(Debug)]
pub struct Fault {
    /// Where.
    pub at: usize,
    /// What was found.
    pub found: String,
    /// What is allowed.
    pub allowed: &'static str,
}

/// Reads a file.
///
/// # Errors
/// The first thing that is not of the format.
pub fn read(text: &str) -> Result<Value<'_>, Fault> {
    let mut root = opened(0, Node::Table(Vec::new()));
    let mut reader = Reader { text, at: 0 };
    match read_into(&mut root, &mut reader) {
        Ok(()) => Ok(root),
        Err(wrong) => Err(wrong.in_text(text)),
    }
}

fn read_into<'a>(root: &mut Value<'a>, reader: &mut Reader<'a>) -> Result<(), Wrong<'a>> {
    if let Some(at) = control(reader.text) {
        reader.at = at;
        return Err(reader.wrong("a text without control characters"));
    }
    let mut here: Path = Vec::new();
    loop {
        reader.skip_lines();
        match reader.peek() {
            None => return Ok(()),
            Some('[') => here = reader.heading(root)?,
            Some(_) => {
                let field = reader.field(0)?;
                match descend(root, &here) {
                    Some(table) => add(table, field)?,
                    None => return Err(again(field.name, field.at, "a table")),
                }
            }
        }
        reader.end_of_line()?;
    }
}

/// Where the first control character stands that is no blank and no end of a line.
fn control(text: &str) -> Option<usize> {
    let is_wrong = |(at, c): &(usize, char)| match c {
        '\n' | '\t' => false,
        '\r' => text.as_bytes().get(at + 1) != Some(&b'\n'),
        c => c.is_ascii_control(),
    };
    text.char_indices().find(is_wrong).map(|(at, _)| at)
}

fn opened(at: usize, node: Node) -> Value {
    Value { at, node, open: true }
}

fn again<'a>(twice: &'a str, at: usize, allowed: &'static str) -> Wrong<'a> {
    Wrong { at, twice, allowed }
}

fn add<'a>(fields: &mut Vec<Field<'a>>, field: Field<'a>) -> Result<(), Wrong<'a>> {
    if fields.iter().any(|other| other.name == field.name) {
        return Err(again(field.name, field.at, "each field once"));
    }
    fields.push(field);
    Ok(())
}

/// The table at the end of a path, which is made as far as it is missing; `None` where something
/// on the way is no table. In a list of tables, the way goes on in the last.
fn descend<'v, 'a>(
    value: &'v mut Value<'a>,
    path: &[(&'a str, usize)],
) -> Option<&'v mut Vec<Field<'a>>> {
    let table = match &mut value.node {
        _ if !value.open => return None,
        Node::Table(fields) => fields,
        Node::List(items) => return descend(items.last_mut()?, path),
        _ => return None,
    };
    let Some((&(name, at), rest)) = path.split_first() else {
        return Some(table);
    };
    let known = table.iter().position(|field| field.name == name);
    let known = known.unwrap_or_else(|| {
        table.push(Field { name, at, value: opened(at, Node::Table(Vec::new())) });
        table.len() - 1
    });
    descend(&mut table[known].value, rest)
}

#[cfg(test)]
mod tests {
    use super::reader::{KEY, VALUE};
    use super::*;

    fn shown(node: &Node) -> String {
        match node {
            Node::Text(text) => format!("{text:?}"),
            Node::Number(number) => number.to_string(),
            Node::Flag(flag) => flag.to_string(),
            Node::List(items) => {
                let items = items.iter().map(|item| shown(&item.node));
                format!("[{}]", items.collect::<Vec<_>>().join(" "))
            }
            Node::Table(fields) => {
                let mut fields: Vec<String> =
                    fields.iter().map(|f| format!("{}={}", f.name, shown(&f.value.node))).collect();
                fields.sort();
                format!("{{{}}}", fields.join(" "))
            }
        }
    }

    fn check(text: &str, expected: &str) {
        let read = match read(text) {
            Ok(root) => shown(&root.node),
            Err(fault) => format!("{}: {}; {}", fault.at, fault.found, fault.allowed),
        };
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn a_file_becomes_a_tree() {
        check("a = 1\nb = \"x\" # c\n", "{a=1 b=\"x\"}");
        check("a = 48_000\nb = true\nc = -5", "{a=48000 b=true c=-5}");
        check("[t.u]\na = 1\n[t.v]\na = 2", "{t={u={a=1} v={a=2}}}");
        check("[[l]]\na = 1\n[[l]]\na = 2\n[l.m]\nb = 3", "{l=[{a=1} {a=2 m={b=3}}]}");
        check("a = [\n\"x\", # c\n\"y\",\n]\nb = { c = 2 }", "{a=[\"x\" \"y\"] b={c=2}}");
        check("a = \"\"\"\nx \\\n  y\n\"\"\"", "{a=\"x y\\n\"}");
        check("a = \"q \\\" \\\\ \\n\"", r#"{a="q \" \\ \n"}"#);
    }

    #[test]
    fn what_is_wrong_has_a_place_and_a_way_out() {
        check("a = 1\na = 2", "6: a a second time; each field once");
        check("[t]\n[t]", "5: t a second time; each table once");
        check("a = 1\n[a.b]", "11: the end of the file; a name that is no field already");
        check("a = ", &format!("4: the end of the file; {VALUE}"));
        check("a = 1.5", &format!("4: 1.5; {VALUE}"));
        check("a = yes", &format!("4: yes; {VALUE}"));
        check("a 1", "2: 1; =");
        check("a = \"x\nb = 1", "6: the end of the line; a closing quote");
        check("a = [\"x\" \"y\"]", "9: \"y\"]; , or ]");
        check("a = 1 b = 2", "6: b = 2; the end of the line");
        check("= 1", &format!("0: = 1; {KEY}"));
    }

    /// The same tree as a full reader of TOML sees it.
    fn as_toml(value: &toml::Value) -> Option<String> {
        Some(match value {
            toml::Value::String(text) => format!("{text:?}"),
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(flag) => flag.to_string(),
            toml::Value::Array(items) => {
                format!("[{}]", items.iter().map(as_toml).collect::<Option<Vec<_>>>()?.join(" "))
            }
            toml::Value::Table(fields) => {
                let field = |(name, value)| Some(format!("{name}={}", as_toml(value)?));
                let mut fields = fields.iter().map(field).collect::<Option<Vec<_>>>()?;
                fields.sort();
                format!("{{{}}}", fields.join(" "))
            }
            _ => return None,
        })
    }

    /// What this reader takes, a full reader of TOML takes too and sees the same in it; neither
    /// panics. Held on a shipped scenario, its beginnings, and thousands of damaged copies.
    #[test]
    fn what_it_reads_is_toml() {
        let whole = crate::lessons::FRONT_DOOR_TEXT;
        let signs: Vec<char> = "\"[]{}=,#\\\n .-_1a\t\r'".chars().collect();
        let chance = crate::sim::chance::Chance::new(1);
        let mut count = 0;
        let mut draw = |below: usize| {
            count += 1;
            chance.below(crate::sim::chance::Cause::Names, count, below as u64) as usize
        };
        let mut taken = 0;
        for _ in 0..20_000 {
            let mut text: Vec<char> = whole.chars().collect();
            for _ in 0..=draw(3) {
                let at = draw(text.len());
                match draw(3) {
                    0 => drop(text.remove(at)),
                    1 => text.insert(at, signs[draw(signs.len())]),
                    _ => text[at] = signs[draw(signs.len())],
                }
            }
            if draw(10) == 0 {
                text.truncate(draw(text.len()));
            }
            let text: String = text.into_iter().collect();
            if let Ok(root) = read(&text) {
                taken += 1;
                let table = text.parse::<toml::Table>();
                let table = table.unwrap_or_else(|error| panic!("{error}\n{text}"));
                let full = as_toml(&toml::Value::Table(table));
                assert_eq!(full, Some(shown(&root.node)), "{text}");
            }
        }
        assert!(taken > 2_000, "only {taken} were taken");
    }

    #[test]
    fn deep_nesting_is_refused() {
        for open in ["[", "{b=", "[["] {
            assert!(read(&format!("a = {}", open.repeat(5_000))).is_err());
        }
        assert!(read(&"[".repeat(5_000)).is_err());
    }
}
