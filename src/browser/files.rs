//! Files: saved, picked, or dropped on the page.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use js_sys::{Array, Error};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, DragEvent, File, HtmlAnchorElement, HtmlInputElement, Url};
use yew::Callback;

use super::dom::{document, window};
use crate::share::archive::is_archive;

/// The most bytes of a file that is read: of all that a browser can store for the page.
const LIMIT: f64 = 12_000_000.0;

/// The most bytes of a file with one run.
const RUN_LIMIT: usize = 2_000_000;

/// Milliseconds after which a browser has read what it saves.
const SAVED_AFTER: u32 = 60_000;

/// A file that is opened.
pub struct OpenedFile {
    pub name: String,
    pub text: String,
}

/// A file, or why it cannot be opened.
pub type FileResult = Result<OpenedFile, String>;

/// Saves a text as a file. Where the browser cannot do so, nothing happens.
pub fn save(name: &str, text: &str) {
    let _ = try_save(name, text);
}

fn try_save(name: &str, text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type("text/plain");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Timeout::new(SAVED_AFTER, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}

/// Opens files: those that are dropped on the page, and those that somebody picks.
pub struct FileOpener {
    onopen: Callback<FileResult>,
    /// The input that shows the browser's list of files, while one is picked.
    input: Option<(HtmlInputElement, EventListener)>,
    _drop: [EventListener; 2],
}

impl FileOpener {
    pub fn new(onopen: Callback<FileResult>) -> FileOpener {
        let options = EventListenerOptions::enable_prevent_default();
        let hover = EventListener::new_with_options(&window(), "dragover", options, |event| {
            let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
            if data.is_some_and(|data| data.types().includes(&"Files".into(), 0)) {
                event.prevent_default();
            }
        });
        let dropped = onopen.clone();
        let drop = EventListener::new_with_options(&window(), "drop", options, move |event| {
            let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
            let files = data.and_then(|data| data.files());
            if let Some(file) = files.and_then(|files| files.get(0)) {
                event.prevent_default();
                read(file, dropped.clone());
            }
        });
        FileOpener { onopen, input: None, _drop: [hover, drop] }
    }

    /// Lets somebody pick a file.
    pub fn pick(&mut self) {
        let Ok(element) = document().create_element("input") else {
            return;
        };
        let input: HtmlInputElement = element.unchecked_into();
        input.set_type("file");
        let (picked, onopen) = (input.clone(), self.onopen.clone());
        let listener = EventListener::new(&input, "change", move |_| {
            if let Some(file) = picked.files().and_then(|files| files.get(0)) {
                read(file, onopen.clone());
            }
        });
        input.click();
        self.input = Some((input, listener));
    }
}

fn read(file: File, onopen: Callback<FileResult>) {
    spawn_local(async move {
        let name = file.name();
        onopen.emit(match text_of(&file).await {
            Ok(text) => Ok(OpenedFile { name, text }),
            Err(why) => Err(format!("{name} cannot be opened: {why}.")),
        });
    });
}

async fn text_of(file: &File) -> Result<String, String> {
    const TOO_BIG: &str = "it is too big for a run or a scenario";
    if file.size() > LIMIT {
        return Err(TOO_BIG.to_owned());
    }
    let text = JsFuture::from(file.text()).await.map_err(|error| {
        let message = error.dyn_ref::<Error>().map(Error::message);
        message.map_or_else(|| "it cannot be read".to_owned(), String::from)
    })?;
    let text = text.as_string().unwrap_or_default();
    if text.len() > RUN_LIMIT && !is_archive(&text) { Err(TOO_BIG.to_owned()) } else { Ok(text) }
}
