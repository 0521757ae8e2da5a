//! The run as a link, a QR code and files.

use yew::prelude::*;

use super::svg;
use crate::playground::Msg;
use crate::playground::share::{ExportFormat, ShareMsg};
use crate::share::qr_code::QrCode;

/// The run as it was when somebody asked to share it.
#[derive(Clone, PartialEq)]
pub struct SharedLink {
    /// A whole address.
    pub link: AttrValue,
    /// The link as a QR code, or why there is none.
    pub code: Result<QrCode, String>,
}

impl SharedLink {
    pub fn of(link: String) -> SharedLink {
        SharedLink { code: QrCode::of(&link), link: link.into() }
    }
}

/// A frame for somebody's own page: the stage and the terminal of a run, from the page at this
/// address.
pub fn frame_html(page: &str, run: &str) -> String {
    format!(
        "<iframe src=\"{page}?show=stage,terminal&amp;pace=1x#{run}\" width=\"900\" height=\"560\" \
         title=\"Follower Playground\"></iframe>"
    )
}

#[derive(Properties, PartialEq)]
pub struct SharePanelProps {
    pub shared: SharedLink,
    pub onmsg: Callback<Msg>,
}

#[component]
pub fn SharePanel(props: &SharePanelProps) -> Html {
    let SharePanelProps { shared, onmsg } = props;
    let button = |label: &'static str, msg: ShareMsg| {
        let onclick = onmsg.reform(move |_: MouseEvent| Msg::Shared(msg));
        html! { <button class="target" {onclick}>{ label }</button> }
    };
    let document = |name: &'static str, format: ExportFormat| {
        html! {
            <div class="targets">
                <span>{ name }</span>
                { button("Copy", ShareMsg::Copy(format)) }
                { button("Save as file", ShareMsg::Save(format)) }
            </div>
        }
    };
    html! {
        <>
            <input class="share-link" value={&shared.link} readonly=true aria-label="Link" />
            <div class="targets">
                <span>{ "Link" }</span>
                { button("Copy", ShareMsg::Copy(ExportFormat::Link)) }
            </div>
            { qr_code(&shared.code) }
            <div class="targets">
                <span>{ "Frame" }</span>
                { button("Copy the HTML", ShareMsg::CopyFrame) }
            </div>
            { document("Runbook", ExportFormat::Runbook) }
            { document("Transcript", ExportFormat::Transcript) }
            <div class="targets">
                <span>{ "Run" }</span>
                { button("Save as file", ShareMsg::Save(ExportFormat::File)) }
                { button("Open a file", ShareMsg::Open) }
            </div>
        </>
    }
}

fn qr_code(code: &Result<QrCode, String>) -> Html {
    let code = match code {
        Ok(code) => code,
        Err(why) => return html! { <p>{ why }</p> },
    };
    // A reader needs a margin of four modules.
    let side = code.size() + 8;
    html! {
        // Open, it fills the window: a room reads it off the wall.
        <details class="code">
            <summary>
                <svg
                    class="qr"
                    viewBox={format!("-4 -4 {side} {side}")}
                    role="img"
                    aria-label="The link as a QR code"
                >
                    { svg::path(classes!(), code.path(), None) }
                </svg>
                <span>{ "Make it big, or small again" }</span>
            </summary>
        </details>
    }
}
