//! Prose: what a scenario file says to people, with `code` and [links](https://example.org).
//!
//! Nothing of it ever becomes HTML: it is taken apart here, and shown as texts.

use crate::format::excerpt;

/// Paragraphs of prose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    pub paragraphs: Vec<Vec<ProseSpan>>,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProseSpan {
    Text(String),
    Code(String),
    Link { text: String, url: String },
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProseFlaw {
    /// The part of the text.
    pub part: String,
    pub allowed: &'static str,
}

impl Prose {
    /// Reads prose. Paragraphs have an empty line between them; other ends of lines are blanks.
    ///
    /// # Errors
    /// The part that is wrong, and what is allowed instead.
    pub fn parse(text: &str) -> Result<Prose, ProseFlaw> {
        let text = text.replace("\r\n", "\n");
        let paragraphs = text.split("\n\n").map(|part| {
            let words: Vec<&str> = part.split_whitespace().collect();
            words.join(" ")
        });
        let paragraphs = paragraphs.filter(|paragraph| !paragraph.is_empty());
        let paragraphs = paragraphs.map(|paragraph| spans(&paragraph)).collect::<Result<_, _>>()?;
        Ok(Prose { paragraphs })
    }

    /// Without its marks, paragraphs on lines of their own.
    pub fn plain(&self) -> String {
        let paragraph = |spans: &Vec<ProseSpan>| spans.iter().map(ProseSpan::text).collect();
        self.paragraphs.iter().map(paragraph).collect::<Vec<String>>().join("\n")
    }

    /// The same with other words and other code; links stay.
    pub fn map(&self, change: impl Fn(&str) -> String) -> Prose {
        let span = |span: &ProseSpan| match span {
            ProseSpan::Text(text) => ProseSpan::Text(change(text)),
            ProseSpan::Code(text) => ProseSpan::Code(change(text)),
            link => link.clone(),
        };
        let paragraphs = self.paragraphs.iter();
        Prose { paragraphs: paragraphs.map(|spans| spans.iter().map(span).collect()).collect() }
    }

    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }
}

impl ProseSpan {
    pub fn text(&self) -> &str {
        match self {
            ProseSpan::Text(text) | ProseSpan::Code(text) | ProseSpan::Link { text, .. } => text,
        }
    }
}

pub const OPEN_CODE: &str = "two signs ` around code";
pub const BAD_LINK: &str = "a link such as [words](https://example.org/page)";

fn spans(mut rest: &str) -> Result<Vec<ProseSpan>, ProseFlaw> {
    let flaw = |part: &str, allowed| ProseFlaw { part: excerpt(part), allowed };
    let mut spans = Vec::new();
    while let Some(at) = rest.find(['`', '[']) {
        let (before, from) = rest.split_at(at);
        if !before.is_empty() {
            spans.push(ProseSpan::Text(before.to_owned()));
        }
        if let Some(code) = from.strip_prefix('`') {
            let (code, after) = code.split_once('`').ok_or_else(|| flaw(from, OPEN_CODE))?;
            spans.push(ProseSpan::Code(code.to_owned()));
            rest = after;
        } else {
            let parts = from[1..].split_once("](");
            let parts = parts.and_then(|(text, link)| Some((text, link.split_once(')')?)));
            let (text, (url, after)) = parts.ok_or_else(|| flaw(from, BAD_LINK))?;
            let is_safe = url.starts_with("https://") && !url.contains(char::is_whitespace);
            if !is_safe || text.is_empty() {
                return Err(flaw(&from[..from.len() - after.len()], BAD_LINK));
            }
            spans.push(ProseSpan::Link { text: text.to_owned(), url: url.to_owned() });
            rest = after;
        }
    }
    if !rest.is_empty() {
        spans.push(ProseSpan::Text(rest.to_owned()));
    }
    Ok(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_links_are_told_apart() {
        let prose =
            Prose::parse("Type `pg:info`,\nthen read [the article](https://x.org/a).\n\nEnd");
        let text = |text: &str| ProseSpan::Text(text.to_owned());
        let link = ProseSpan::Link { text: "the article".into(), url: "https://x.org/a".into() };
        let first = vec![
            text("Type "),
            ProseSpan::Code("pg:info".into()),
            text(", then read "),
            link,
            text("."),
        ];
        assert_eq!(prose, Ok(Prose { paragraphs: vec![first, vec![text("End")]] }));
        let plain = "Type pg:info, then read the article.\nEnd";
        assert_eq!(prose.map(|prose| prose.plain()).as_deref(), Ok(plain));
        assert_eq!(Prose::parse("  \n\n "), Ok(Prose::default()));
    }

    #[test]
    fn html_is_text_and_other_links_are_refused() {
        let html = "<script>alert(1)</script>";
        let prose = Prose::parse(html).expect("it is text");
        assert_eq!(prose.paragraphs, [[ProseSpan::Text(html.to_owned())]]);
        let flaw = |part: &str, allowed| Err(ProseFlaw { part: part.to_owned(), allowed });
        assert_eq!(Prose::parse("an `open one"), flaw("`open one", OPEN_CODE));
        for link in
            ["[x](javascript:alert(1)", "[x](http://x.org)", "[x](https://x y)", "[](https://x)"]
        {
            let text = format!("a {link}).");
            assert_eq!(Prose::parse(&text), flaw(link, BAD_LINK), "{link}");
        }
        assert_eq!(Prose::parse("a [x], b"), flaw("[x], b", BAD_LINK));
    }
}
