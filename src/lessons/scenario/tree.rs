//! The tree of a scenario file: tables, lists, texts, numbers and flags, each with its place.
//!
//! The format is a part of TOML: any editor knows it, and a test holds this reader against a full
//! one. What is left out (dotted and quoted keys, fractions, dates) no scenario needs; a full
//! reader would be a twelfth of the page's download, and this one is a hundredth.

/// A value and where it begins, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Where it begins.
    pub at: usize,
    /// What it is.
    pub node: Node,
    /// Whether a later heading may add to it: it was begun by one.
    open: bool,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// True or false.
    Flag(bool),
    /// A list.
    List(Vec<Value>),
    /// A table, in the order of the file.
    Table(Vec<Field>),
}

/// A field of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Where its name stands.
    pub at: usize,
    /// Its value.
    pub value: Value,
}

/// What is wrong with the format itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub at: usize,
    /// What was found.
    pub found: String,
    /// What is allowed.
    pub allowed: String,
}

/// Reads a file.
///
/// # Errors
/// The first thing that is not of the format.
pub fn read(text: &str) -> Result<Value, Fault> {
    let mut reader = Reader { text, at: 0 };
    if let Some(at) = control(text) {
        reader.at = at;
        return Err(reader.wrong("a text without control characters"));
    }
    let mut root = opened(0, Node::Table(Vec::new()));
    let mut here: Path = Vec::new();
    loop {
        reader.skip_lines();
        match reader.peek() {
            None => return Ok(root),
            Some('[') => here = reader.heading(&mut root)?,
            Some(_) => {
                let field = reader.field()?;
                let table = descend(&mut root, &here);
                add(table.ok_or_else(|| again(&field, "a table"))?, field)?;
            }
        }
        reader.end_of_line()?;
    }
}

/// Where the first control character stands that is no blank and no end of a line.
fn control(text: &str) -> Option<usize> {
    let is_wrong = |(at, c): &(usize, char)| match c {
        '\n' | '\t' => false,
        '\r' => !text[at + 1..].starts_with('\n'),
        c => c.is_ascii_control(),
    };
    text.char_indices().find(is_wrong).map(|(at, _)| at)
}

fn opened(at: usize, node: Node) -> Value {
    Value { at, node, open: true }
}

/// Names of tables, each with its place.
type Path = Vec<(String, usize)>;

const VALUE: &str = "a \"text\", a whole number, true, false, a [list] or a { table }";
const KEY: &str = "a name of letters, digits, - and _";

/// Lists and tables stand in each other no deeper than this.
const DEEPEST: u32 = 4;

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Goes past `sign` if it comes next.
    fn eat(&mut self, sign: &str) -> bool {
        let comes = self.text[self.at..].starts_with(sign);
        self.at += if comes { sign.len() } else { 0 };
        comes
    }

    fn skip_while(&mut self, skips: impl Fn(char) -> bool) -> &str {
        let rest = &self.text[self.at..];
        let length = rest.find(|c| !skips(c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn skip_blanks(&mut self) {
        self.skip_while(|c| matches!(c, ' ' | '\t'));
    }

    /// Goes past blanks, comments and ends of lines.
    fn skip_lines(&mut self) {
        loop {
            self.skip_while(|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
            if self.peek() != Some('#') {
                return;
            }
            self.skip_while(|c| c != '\n');
        }
    }

    /// What is wrong here.
    fn wrong(&self, allowed: &str) -> Fault {
        let rest = self.text[self.at..].lines().next().unwrap_or_default();
        let shown: String = rest.chars().take(30).collect();
        let found = if self.at >= self.text.len() {
            "the end of the file".to_owned()
        } else if shown.is_empty() {
            "the end of the line".to_owned()
        } else {
            shown
        };
        Fault { at: self.at, found, allowed: allowed.to_owned() }
    }

    fn expect(&mut self, sign: &str) -> Result<(), Fault> {
        if self.eat(sign) { Ok(()) } else { Err(self.wrong(sign)) }
    }

    fn end_of_line(&mut self) -> Result<(), Fault> {
        self.skip_blanks();
        match self.peek() {
            None | Some('\n' | '\r' | '#') => Ok(()),
            Some(_) => Err(self.wrong("the end of the line")),
        }
    }

    fn key(&mut self) -> Result<(String, usize), Fault> {
        self.skip_blanks();
        let at = self.at;
        let name = self.skip_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        let name = name.to_owned();
        self.skip_blanks();
        if name.is_empty() { Err(self.wrong(KEY)) } else { Ok((name, at)) }
    }

    fn field(&mut self) -> Result<Field, Fault> {
        self.field_at(0)
    }

    fn field_at(&mut self, depth: u32) -> Result<Field, Fault> {
        let (name, at) = self.key()?;
        self.expect("=")?;
        Ok(Field { name, at, value: self.value(depth)? })
    }

    /// `[a.b]` or `[[a.b]]`; says where fields belong from here on.
    fn heading(&mut self, root: &mut Value) -> Result<Path, Fault> {
        self.expect("[")?;
        let list = self.eat("[");
        let mut path = vec![self.key()?];
        while self.eat(".") {
            path.push(self.key()?);
        }
        self.expect(if list { "]]" } else { "]" })?;
        let (last, parents) = path.split_last().ok_or_else(|| self.wrong(KEY))?;
        let (name, at) = last.clone();
        let table = opened(at, Node::Table(Vec::new()));
        let parents = descend(root, parents);
        let fields = parents.ok_or_else(|| self.wrong("a name that is no field already"))?;
        match fields.iter_mut().find(|field| field.name == name) {
            Some(Field { value: Value { node: Node::List(items), open: true, .. }, .. })
                if list =>
            {
                items.push(table);
            }
            Some(field) => return Err(again(&Field { at, ..field.clone() }, "each table once")),
            None => {
                let node = if list { Node::List(vec![table]) } else { table.node };
                fields.push(Field { name, at, value: opened(at, node) });
            }
        }
        Ok(path)
    }

    fn value(&mut self, depth: u32) -> Result<Value, Fault> {
        self.skip_blanks();
        let at = self.at;
        let node = match self.peek() {
            Some('"') => Node::Text(self.text()?),
            Some('[') if depth < DEEPEST => self.list(depth + 1)?,
            Some('{') if depth < DEEPEST => self.table(depth + 1)?,
            _ => self.word()?,
        };
        Ok(Value { at, node, open: false })
    }

    /// A number or a flag.
    fn word(&mut self) -> Result<Node, Fault> {
        let at = self.at;
        let word = self
            .skip_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-' | '.' | ':'));
        let digits = word.strip_prefix('-').unwrap_or(word);
        // As in TOML: underscores stand between digits, and a number does not begin with 0.
        let parts = digits
            .split('_')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        let decimal = parts && (digits == "0" || !digits.starts_with('0'));
        let number = if decimal { word.replace('_', "").parse().ok() } else { None };
        match (word, number) {
            ("true", _) => Ok(Node::Flag(true)),
            ("false", _) => Ok(Node::Flag(false)),
            (_, Some(number)) => Ok(Node::Number(number)),
            _ => {
                self.at = at;
                Err(self.wrong(VALUE))
            }
        }
    }

    fn list(&mut self, depth: u32) -> Result<Node, Fault> {
        self.expect("[")?;
        let mut items = Vec::new();
        loop {
            self.skip_lines();
            if self.eat("]") {
                return Ok(Node::List(items));
            }
            items.push(self.value(depth)?);
            self.skip_lines();
            if !self.eat(",") && self.peek() != Some(']') {
                return Err(self.wrong(", or ]"));
            }
        }
    }

    fn table(&mut self, depth: u32) -> Result<Node, Fault> {
        self.expect("{")?;
        let mut fields = Vec::new();
        self.skip_blanks();
        if self.eat("}") {
            return Ok(Node::Table(fields));
        }
        loop {
            let field = self.field_at(depth)?;
            add(&mut fields, field)?;
            self.skip_blanks();
            if self.eat("}") {
                return Ok(Node::Table(fields));
            }
            self.expect(",").map_err(|_| self.wrong(", or }"))?;
        }
    }

    /// `"a text"`, or a text of several lines between `"""`.
    fn text(&mut self) -> Result<String, Fault> {
        let long = self.eat("\"\"\"");
        let end = if long { "\"\"\"" } else { "\"" };
        if long {
            // The first end of a line is no part of the text.
            let _ = self.eat("\r");
            let _ = self.eat("\n");
        } else {
            self.expect(end)?;
        }
        let mut text = String::new();
        loop {
            if self.eat(end) {
                return Ok(text);
            }
            match self.peek() {
                Some('\\') => self.escape(long, &mut text)?,
                Some('\n' | '\r') if !long => return Err(self.wrong("a closing quote")),
                Some(_) => text.extend(self.next()),
                None => return Err(self.wrong("a closing quote")),
            }
        }
    }

    fn escape(&mut self, long: bool, text: &mut String) -> Result<(), Fault> {
        let at = self.at;
        self.next();
        match self.next() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some(c @ ('"' | '\\')) => text.push(c),
            // At the end of a line, it takes away all blanks up to the next word.
            Some('\n' | '\r' | ' ' | '\t') if long => {
                self.skip_while(|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
                if !self.text[at..self.at].contains('\n') {
                    self.at = at;
                    return Err(self.wrong("the end of the line after \\"));
                }
            }
            _ => {
                self.at = at;
                return Err(self.wrong("one of \\\", \\\\, \\n, \\t"));
            }
        }
        Ok(())
    }
}

fn again(field: &Field, allowed: &str) -> Fault {
    let found = format!("{} a second time", field.name);
    Fault { at: field.at, found, allowed: allowed.to_owned() }
}

fn add(fields: &mut Vec<Field>, field: Field) -> Result<(), Fault> {
    if fields.iter().any(|other| other.name == field.name) {
        return Err(again(&field, "each field once"));
    }
    fields.push(field);
    Ok(())
}

/// The table at the end of a path, which is made as far as it is missing; `None` where something
/// on the way is no table. In a list of tables, the way goes on in the last.
fn descend<'v>(value: &'v mut Value, path: &[(String, usize)]) -> Option<&'v mut Vec<Field>> {
    let table = match &mut value.node {
        _ if !value.open => return None,
        Node::Table(fields) => fields,
        Node::List(items) => return descend(items.last_mut()?, path),
        _ => return None,
    };
    let Some(((name, at), rest)) = path.split_first() else {
        return Some(table);
    };
    let known = table.iter().position(|field| field.name == *name);
    let known = known.unwrap_or_else(|| {
        let value = opened(*at, Node::Table(Vec::new()));
        table.push(Field { name: name.clone(), at: *at, value });
        table.len() - 1
    });
    descend(&mut table[known].value, rest)
}

#[cfg(test)]
mod tests {
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
