//! The texts of a lesson: prose, and what is filled in in it.

use super::fields::{Fields, any};
use super::lesson_names::allowed;
use super::spec::{self, LONGEST_TEXT};
use crate::lessons::condition::{Figure, Flaw, KnownNames};
use crate::lessons::placeholder::{self, Placeholder};
use crate::lessons::prose::Prose;
use crate::terminal::suggestions::near_miss;

/// What is wrong with a part of a text.
struct TextFlaw {
    part: String,
    found: String,
    allowed: String,
    near: Option<String>,
}

/// What is allowed in a text in which nothing is filled in.
const AS_IT_IS: &str = "no braces: figures stand in texts of steps, questions and traps, and in \
    best";

/// A text for people.
pub fn prose(fields: &mut Fields, name: &'static str, names: &KnownNames) -> Prose {
    let Some(text) = fields.get(name, |value| any(value).filter(|text| is_said(text))) else {
        return Prose::default();
    };
    read_prose(text, Some(names)).unwrap_or_else(|flaw| {
        fields.wrong_part(name, &flaw.part, flaw.found, &flaw.allowed, flaw.near.as_deref());
        Prose::default()
    })
}

/// A list of texts for people; without names, nothing in them is filled in.
pub fn proses(fields: &mut Fields, name: &'static str, names: Option<&KnownNames>) -> Vec<Prose> {
    let mut read = Vec::new();
    for item in fields.texts(name) {
        if !is_said(item.text) {
            fields.wrong_text(&item, &spec::prose(), None);
            continue;
        }
        match read_prose(item.text, names) {
            Ok(prose) => read.push(prose),
            Err(flaw) => {
                fields.wrong_item(&item, flaw.found, &flaw.allowed, flaw.near.as_deref());
            }
        }
    }
    read
}

/// A text without marks, in which nothing is filled in.
pub fn sentence<'f>(fields: &mut Fields<'f>, name: &'static str) -> Option<&'f str> {
    let text = fields.sentence(name)?;
    if let Some(inside) = placeholder::in_text(text).next() {
        let found = format!("a text with {{{inside}}}");
        fields.wrong_part(name, inside, found, AS_IT_IS, None);
    }
    Some(text)
}

/// Whether a text says something, and is not too long.
pub fn is_said(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= LONGEST_TEXT
}

fn read_prose(text: &str, names: Option<&KnownNames>) -> Result<Prose, TextFlaw> {
    let prose = Prose::parse(text).map_err(|flaw| TextFlaw {
        found: format!("a text with {}", flaw.part),
        allowed: flaw.allowed.to_owned(),
        part: flaw.part,
        near: None,
    })?;
    for (at, part) in text.split('`').enumerate() {
        let is_code = at % 2 == 1;
        if let Some(flaw) = brace_flaw(part, is_code, names) {
            return Err(flaw);
        }
    }
    Ok(prose)
}

/// What is wrong with the first braces that are wrong in a part of a text. Code may have any.
fn brace_flaw(text: &str, is_code: bool, names: Option<&KnownNames>) -> Option<TextFlaw> {
    let flaw = |part: &str, found, allowed, near| {
        Some(TextFlaw { part: part.to_owned(), found, allowed, near })
    };
    let mut rest = text.split('{').skip(1);
    rest.find_map(|rest| {
        let Some((inside, _)) = rest.split_once('}') else {
            let found = "a text with one { that is never closed".to_owned();
            let allowed = "a figure such as {commits written since maintenance}".to_owned();
            return if is_code { None } else { flaw("{", found, allowed, None) };
        };
        let words = inside.split_whitespace().collect::<Vec<_>>().join(" ");
        let found = |why: &str| format!("a text with {{{words}}}{why}");
        let Some(names) = names else {
            let is_none = is_code && Placeholder::parse(&words).is_none();
            return if is_none { None } else { flaw(inside, found(""), AS_IT_IS.to_owned(), None) };
        };
        match Placeholder::parse(&words) {
            Some(placeholder) => match names.check_placeholder(&placeholder) {
                Err(Flaw::UnknownName(kind, name)) => {
                    let why = format!(", and there is no {} {name}", kind.label());
                    let near = near_miss(&name, names.of(kind).iter().copied());
                    let near = near.map(|near| format!("{{{}}}", words.replace(&name, near)));
                    flaw(inside, found(&why), allowed(names, kind, &name), near)
                }
                _ => None,
            },
            None if is_code => None,
            None => flaw(inside, found(", which is no figure"), figures(), near_figure(&words)),
        }
    })
}

/// What is allowed in the braces.
fn figures() -> String {
    let figures: Vec<&str> = Figure::all_words().collect();
    format!(
        "{{FIGURE since MOMENT}}, with one of {} as FIGURE, and the start, maintenance or \
         step NAME as MOMENT; or {{a follower of DATABASE}}, {{a fork of DATABASE}}, \
         {{a follower or fork of DATABASE}}, \
         {{the URL of DATABASE}} or {{the process id on DATABASE}}",
        figures.join(", ")
    )
}

/// The figure that was perhaps meant.
fn near_figure(text: &str) -> Option<String> {
    let (figure, moment) = text.split_once(" since ").unwrap_or((text, "the start"));
    let figure = near_miss(figure, Figure::all_words())?;
    let moments = ["the start", "maintenance"];
    let moment = match moment.starts_with("step ") {
        true => moment,
        false => near_miss(moment, moments.into_iter())?,
    };
    Some(format!("{{{figure} since {moment}}}"))
}
