//! A built page, served compressed as a content delivery network would, and counted.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use crate::file_server::Server;

/// What has been sent.
#[derive(Default)]
struct Sent {
    requests: AtomicU64,
    bytes: AtomicU64,
}

/// A server for the files of one folder; dropping it stops it.
pub struct CompressedSite {
    server: Server,
    sent: Arc<Sent>,
}

impl CompressedSite {
    /// Compresses a folder's files, and serves them.
    pub fn start(folder: &str) -> Result<CompressedSite, String> {
        let mut files = BTreeMap::new();
        compress(Path::new(folder), "/", &mut files)
            .map_err(|error| format!("{folder}: {error}"))?;
        let sent = Arc::new(Sent::default());
        let counted = Arc::clone(&sent);
        let routes = Router::new()
            .fallback(async move |uri: Uri| answer(&files, uri.path(), &counted).into_response());
        Ok(CompressedSite { server: Server::serve(routes), sent })
    }

    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.server.port)
    }

    /// Requests and bytes so far.
    pub fn sent(&self) -> (u64, u64) {
        let Sent { requests, bytes } = &*self.sent;
        (requests.load(Ordering::Relaxed), bytes.load(Ordering::Relaxed))
    }
}

fn answer(files: &BTreeMap<String, Vec<u8>>, path: &str, sent: &Sent) -> Response {
    let path = if path == "/" { "/index.html" } else { path };
    sent.requests.fetch_add(1, Ordering::Relaxed);
    let Some(bytes) = files.get(path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    sent.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
    let headers = [(CONTENT_TYPE, content_type(path)), (CONTENT_ENCODING, "br")];
    (headers, bytes.clone()).into_response()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        _ => "text/plain; charset=utf-8",
    }
}

/// Compresses all files below a folder, by the paths at which they are served.
fn compress(folder: &Path, at: &str, files: &mut BTreeMap<String, Vec<u8>>) -> std::io::Result<()> {
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            compress(&path, &format!("{at}{name}/"), files)?;
        } else {
            let mut compressed = Vec::new();
            brotli::BrotliCompress(&mut std::fs::File::open(&path)?, &mut compressed, &params)?;
            files.insert(format!("{at}{name}"), compressed);
        }
    }
    Ok(())
}
