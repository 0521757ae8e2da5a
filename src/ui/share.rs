//! The run as a link, a QR code and files.

use yew::prelude::*;

use super::tag::{all, button, part, path, tag, words};
use crate::platform::names::Joined;
use crate::playground::Msg;
use crate::playground::share::{Export, Share};
use crate::share::qr_code::Code;

/// The run as it was when sharing was asked for.
pub struct Shared {
    /// The link: a whole address.
    pub link: String,
    /// The same as a QR code, or why not.
    pub code: Result<Code, String>,
}

impl Shared {
    /// What is to be shared by this link.
    pub fn of(link: String) -> Shared {
        Shared { code: Code::of(&link), link }
    }
}

/// What the panel shows of it.
pub fn list(shared: &Shared, send: &Callback<Msg>) -> Html {
    let act =
        |label: &str, what: Share| button("target", [""; 3], words(label), send, Msg::Shared(what));
    let field = ["share-link", &shared.link, "true", "Link"];
    let field = tag("input", &["class", "value", "readonly", "aria-label"], &field, words(""));
    let code = match &shared.code {
        Ok(code) => {
            // A reader needs a margin of four modules.
            let around = (code.size + 8).to_string();
            let view_box = ["-4 -4 ", &around, " ", &around].joined("");
            let values = ["qr", &view_box, "img", "The link as a QR code"];
            let keys = &["class", "viewBox", "role", "aria-label"];
            tag("svg", keys, &values, path("", &code.path(), ""))
        }
        Err(why) => tag("p", &[], &[], words(why)),
    };
    let row = |name: &str, buttons: Vec<Html>| {
        part("div", "targets", all(&[part("span", "", words(name)), all(&buttons)]))
    };
    let both = |name: &str, what: Export| {
        row(name, vec![act("Copy", Share::Copy(what)), act("Save as file", Share::Save(what))])
    };
    all(&[
        field,
        row("Link", vec![act("Copy", Share::Copy(Export::Link))]),
        code,
        both("Runbook", Export::Runbook),
        both("Transcript", Export::Transcript),
        row(
            "Run",
            vec![act("Save as file", Share::Save(Export::File)), act("Open a file", Share::Open)],
        ),
    ])
}
