//! The texts of a lesson: prose, and what a trap says with its figures.

use super::fields::{Fields, any};
use super::spec::{self, LONGEST_TEXT};
use crate::lessons::condition::{Figure, Flaw, KnownNames, Quantity, parse_figure_since};
use crate::lessons::prose::Prose;
use crate::terminal::suggestions::near_miss;

/// What is wrong with a part of a text.
struct TextFlaw {
    part: String,
    found: String,
    allowed: String,
    near: Option<String>,
}

/// What is allowed in a text, for where it is not even a text.
const FIGURES_HERE: &str = "no braces: figures stand in the text of a trap alone";

/// A text for people.
pub fn prose(fields: &mut Fields, name: &'static str) -> Prose {
    let Some(text) = fields.get(name, |value| any(value).filter(|text| is_said(text))) else {
        return Prose::default();
    };
    read_prose(text).unwrap_or_else(|flaw| {
        fields.wrong_part(name, &flaw.part, flaw.found, &flaw.allowed, flaw.near.as_deref());
        Prose::default()
    })
}

/// A list of texts for people.
pub fn proses(fields: &mut Fields, name: &'static str) -> Vec<Prose> {
    let mut read = Vec::new();
    for item in fields.texts(name) {
        if !is_said(item.text) {
            fields.wrong_text(&item, &spec::prose(), None);
            continue;
        }
        match read_prose(item.text) {
            Ok(prose) => read.push(prose),
            Err(flaw) => {
                fields.wrong_item(&item, flaw.found, &flaw.allowed, flaw.near.as_deref());
            }
        }
    }
    read
}

/// What is said of a trap.
pub fn trap(fields: &mut Fields, names: &KnownNames) -> String {
    let Some(text) = fields.get("text", |value| any(value).filter(|text| is_said(text))) else {
        return String::new();
    };
    if let Some(flaw) = figure_flaw(text, names) {
        fields.wrong_part("text", &flaw.part, flaw.found, &flaw.allowed, flaw.near.as_deref());
    }
    text.to_owned()
}

/// Whether a text says something, and is not too long.
pub fn is_said(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= LONGEST_TEXT
}

fn read_prose(text: &str) -> Result<Prose, TextFlaw> {
    let prose = Prose::parse(text).map_err(|flaw| TextFlaw {
        found: format!("a text with {}", flaw.part),
        allowed: flaw.allowed.to_owned(),
        part: flaw.part,
        near: None,
    })?;
    match braces(text).next() {
        Some(figure) => Err(TextFlaw {
            found: format!("a text with {{{figure}}}"),
            allowed: FIGURES_HERE.to_owned(),
            part: figure.to_owned(),
            near: None,
        }),
        None => Ok(prose),
    }
}

/// What stands in braces in a text, outside of code.
fn braces(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').step_by(2).flat_map(|words| {
        words.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(in_it, _)| in_it))
    })
}

/// What is wrong with the first figure of a trap's text that is wrong.
fn figure_flaw(text: &str, names: &KnownNames) -> Option<TextFlaw> {
    text.split('{').skip(1).find_map(|rest| {
        let Some((figure, _)) = rest.split_once('}') else {
            return Some(TextFlaw {
                part: "{".to_owned(),
                found: "a text with one { that is never closed".to_owned(),
                allowed: "a figure such as {commits written since maintenance}".to_owned(),
                near: None,
            });
        };
        let words: Vec<&str> = figure.split_whitespace().collect();
        let figure_words = words.join(" ");
        let found = |why: &str| format!("a text with {{{figure_words}}}, {why}");
        let (found, allowed, near) = match parse_figure_since(&figure_words) {
            Some(quantity) => match flaw_of(&quantity, names)? {
                Flaw::UnknownName(kind, name) => (
                    found(&format!("and there is no {} {name}", kind.label())),
                    super::lesson_names::allowed(names, kind, &name),
                    near_miss(&name, names.of(kind).iter().copied())
                        .map(|near| format!("{{{}}}", figure_words.replace(&name, near))),
                ),
                Flaw::VainWord => return None,
            },
            None => (found("which is no figure"), figures(), near_figure(&figure_words)),
        };
        Some(TextFlaw { part: figure.to_owned(), found, allowed, near })
    })
}

fn flaw_of(quantity: &Quantity, names: &KnownNames) -> Option<Flaw> {
    quantity.check(names).err()
}

/// What is allowed in the braces.
fn figures() -> String {
    let figures: Vec<&str> = Figure::all_words().collect();
    format!(
        "{{FIGURE since MOMENT}}, with one of {} as FIGURE, and the start, maintenance or \
         step NAME as MOMENT",
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
