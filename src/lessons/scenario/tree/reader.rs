//! Reading the format, from one character to the next.

use super::{Fault, Field, Node, Value, add, again, descend, opened};

/// Names of tables, each with its place.
pub type Path<'a> = Vec<(&'a str, usize)>;

pub const VALUE: &str = "a \"text\", a whole number, true, false, a [list] or a { table }";
pub const KEY: &str = "a name of letters, digits, - and _";

/// Lists and tables stand in each other no deeper than this.
const DEEPEST: u32 = 4;

/// Something that is not of the format: where, and what is allowed there. Where a name stands for
/// the second time, the name.
pub struct Wrong<'a> {
    pub at: usize,
    pub twice: &'a str,
    pub allowed: &'static str,
}

impl Wrong<'_> {
    /// With what was found there in the text.
    pub fn in_text(&self, text: &str) -> Fault {
        let rest = text.get(self.at..).unwrap_or_default();
        let shown: String = rest.lines().next().unwrap_or_default().chars().take(30).collect();
        let found = if !self.twice.is_empty() {
            format!("{} a second time", self.twice)
        } else if rest.is_empty() {
            "the end of the file".to_owned()
        } else if shown.is_empty() {
            "the end of the line".to_owned()
        } else {
            shown
        };
        Fault { at: self.at, found, allowed: self.allowed }
    }
}

pub struct Reader<'a> {
    pub text: &'a str,
    pub at: usize,
}

impl<'a> Reader<'a> {
    /// What is still to be read.
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Goes past `sign` if it comes next.
    fn eat(&mut self, sign: &str) -> bool {
        let comes = self.rest().starts_with(sign);
        self.at += if comes { sign.len() } else { 0 };
        comes
    }

    fn skip_while(&mut self, skips: &dyn Fn(char) -> bool) -> &'a str {
        let from = self.at;
        let rest = self.rest();
        self.at += rest.find(|c| !skips(c)).unwrap_or(rest.len());
        self.text.get(from..self.at).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        self.skip_while(&|c| matches!(c, ' ' | '\t'));
    }

    /// Goes past blanks, comments and ends of lines.
    pub fn skip_lines(&mut self) {
        loop {
            self.skip_while(&|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
            if self.peek() != Some('#') {
                return;
            }
            self.skip_while(&|c| c != '\n');
        }
    }

    /// What is wrong here.
    pub fn wrong(&self, allowed: &'static str) -> Wrong<'a> {
        Wrong { at: self.at, twice: "", allowed }
    }

    fn expect(&mut self, sign: &'static str) -> Result<(), Wrong<'a>> {
        if self.eat(sign) { Ok(()) } else { Err(self.wrong(sign)) }
    }

    pub fn end_of_line(&mut self) -> Result<(), Wrong<'a>> {
        self.skip_blanks();
        match self.peek() {
            None | Some('\n' | '\r' | '#') => Ok(()),
            Some(_) => Err(self.wrong("the end of the line")),
        }
    }

    fn key(&mut self) -> Result<(&'a str, usize), Wrong<'a>> {
        self.skip_blanks();
        let at = self.at;
        let name = self.skip_while(&|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        self.skip_blanks();
        if name.is_empty() { Err(self.wrong(KEY)) } else { Ok((name, at)) }
    }

    pub fn field(&mut self, depth: u32) -> Result<Field<'a>, Wrong<'a>> {
        let (name, at) = self.key()?;
        self.expect("=")?;
        Ok(Field { name, at, value: self.value(depth)? })
    }

    /// `[a.b]` or `[[a.b]]`; says where fields belong from here on.
    pub fn heading(&mut self, root: &mut Value<'a>) -> Result<Path<'a>, Wrong<'a>> {
        self.expect("[")?;
        let list = self.eat("[");
        let mut path = vec![self.key()?];
        while self.eat(".") {
            path.push(self.key()?);
        }
        self.expect(if list { "]]" } else { "]" })?;
        let (last, parents) = path.split_last().ok_or_else(|| self.wrong(KEY))?;
        let (name, at) = *last;
        let table = opened(at, Node::Table(Vec::new()));
        let parents = descend(root, parents);
        let fields = parents.ok_or_else(|| self.wrong("a name that is no field already"))?;
        match fields.iter_mut().find(|field| field.name == name) {
            Some(Field { value: Value { node: Node::List(items), open: true, .. }, .. })
                if list =>
            {
                items.push(table);
            }
            Some(_) => return Err(again(name, at, "each table once")),
            None => {
                let node = if list { Node::List(vec![table]) } else { table.node };
                fields.push(Field { name, at, value: opened(at, node) });
            }
        }
        Ok(path)
    }

    fn value(&mut self, depth: u32) -> Result<Value<'a>, Wrong<'a>> {
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
    fn word(&mut self) -> Result<Node<'a>, Wrong<'a>> {
        let at = self.at;
        let word = self
            .skip_while(&|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-' | '.' | ':'));
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

    fn list(&mut self, depth: u32) -> Result<Node<'a>, Wrong<'a>> {
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

    fn table(&mut self, depth: u32) -> Result<Node<'a>, Wrong<'a>> {
        self.expect("{")?;
        let mut fields = Vec::new();
        self.skip_blanks();
        if self.eat("}") {
            return Ok(Node::Table(fields));
        }
        loop {
            let field = self.field(depth)?;
            add(&mut fields, field)?;
            self.skip_blanks();
            if self.eat("}") {
                return Ok(Node::Table(fields));
            }
            if !self.eat(",") {
                return Err(self.wrong(", or }"));
            }
        }
    }

    /// `"a text"`, or a text of several lines between `"""`.
    fn text(&mut self) -> Result<String, Wrong<'a>> {
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

    fn escape(&mut self, long: bool, text: &mut String) -> Result<(), Wrong<'a>> {
        let at = self.at;
        self.next();
        match self.next() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some(c @ ('"' | '\\')) => text.push(c),
            // At the end of a line, it takes away all blanks up to the next word.
            Some(next @ ('\n' | '\r' | ' ' | '\t')) if long => {
                let more = self.skip_while(&|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
                if next != '\n' && !more.contains('\n') {
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
