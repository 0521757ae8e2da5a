//! The run as a link, a QR code and files.

use yew::prelude::*;

use super::tag::{all, button, part, path, tag, words};
use crate::playground::Msg;
use crate::playground::share::{ExportFormat, ShareMsg};
use crate::share::qr_code::QrCode;

/// The run as it was when sharing was asked for.
pub struct SharedLink {
    /// The link: a whole address.
    pub link: String,
    /// The same as a QR code, or why not.
    pub code: Result<QrCode, String>,
}

impl SharedLink {
    /// What is to be shared by this link.
    pub fn of(link: String) -> SharedLink {
        SharedLink { code: QrCode::of(&link), link }
    }
}

/// What the panel shows of it.
pub fn list(shared: &SharedLink, send: &Callback<Msg>) -> Html {
    let act = |label: &str, what: ShareMsg| {
        button("target", [""; 3], words(label), send, Msg::Shared(what))
    };
    let field = ["share-link", &shared.link, "true", "Link"];
    let field = tag("input", &["class", "value", "readonly", "aria-label"], &field, words(""));
    let code = match &shared.code {
        Ok(code) => {
            // A reader needs a margin of four modules.
            let around = (code.size() + 8).to_string();
            let view_box = format!("-4 -4 {around} {around}");
            let values = ["qr", &view_box, "img", "The link as a QR code"];
            let keys = &["class", "viewBox", "role", "aria-label"];
            tag("svg", keys, &values, path("", &code.path(), ""))
        }
        Err(why) => tag("p", &[], &[], words(why)),
    };
    let row = |name: &str, buttons: Vec<Html>| {
        part("div", "targets", all(&[part("span", "", words(name)), all(&buttons)]))
    };
    let both = |name: &str, what: ExportFormat| {
        row(
            name,
            vec![act("Copy", ShareMsg::Copy(what)), act("Save as file", ShareMsg::Save(what))],
        )
    };
    all(&[
        field,
        row("Link", vec![act("Copy", ShareMsg::Copy(ExportFormat::Link))]),
        code,
        both("Runbook", ExportFormat::Runbook),
        both("Transcript", ExportFormat::Transcript),
        row(
            "Run",
            vec![
                act("Save as file", ShareMsg::Save(ExportFormat::File)),
                act("Open a file", ShareMsg::Open),
            ],
        ),
    ])
}
