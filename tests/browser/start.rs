//! What is told where the page cannot start: a sentence of plain HTML, right for its cause.

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use tower_http::services::ServeDir;

use crate::browser::{Open, PLAIN, Page, visit_with};
use crate::server::{PATH, Server};

/// A host of `dist/` that answers some paths otherwise and adds a header to all.
pub fn host(
    answer: impl Fn(&str) -> Option<Response> + Clone + Send + Sync + 'static,
    added: Option<(header::HeaderName, &'static str)>,
) -> Server {
    let layer = middleware::from_fn(move |request: Request, next: Next| {
        let (answer, added) = (answer.clone(), added.clone());
        async move {
            let mut response = match answer(request.uri().path()) {
                Some(response) => response,
                None => next.run(request).await,
            };
            if let Some((name, value)) = added {
                response.headers_mut().insert(name, HeaderValue::from_static(value));
            }
            response
        }
    });
    let files = axum::Router::new().nest_service(PATH, ServeDir::new("dist"));
    Server::serve(files.layer(layer))
}

const UNSEEN: Open = Open { waits: false, ..PLAIN };

const TOLD: &str = "document.querySelector('.no-start:not(.late)')";

/// The address below which a host serves the page.
pub fn base_of(host: &Server) -> String {
    format!("http://127.0.0.1:{}{PATH}", host.port)
}

/// Opens the page of a host, and sees to it that this is told, and nothing else is shown.
async fn tells(page: &mut Page, host: &Server, expected: &[&str]) {
    page.base = base_of(host);
    page.goes_to("").await;
    page.until("it is told", TOLD).await;
    let told = page.value("document.body.textContent.trim()").await;
    let told = told.as_str().expect("a text");
    for expected in expected {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    assert!(told.starts_with("Follower Playground could not start.") && told.len() < 500, "{told}");
}

#[test]
fn a_browser_without_web_assembly() {
    let open = Open { before: "delete globalThis.WebAssembly", ..UNSEEN };
    visit_with(open, async |page: &mut Page| {
        let host = host(|_| None, None);
        tells(page, &host, &["no WebAssembly", "lockdown"]).await;
    });
}

#[test]
fn a_host_whose_policy_forbids_programs() {
    visit_with(UNSEEN, async |page: &mut Page| {
        let policy = (header::CONTENT_SECURITY_POLICY, "script-src 'self'");
        let host = host(|_| None, Some(policy));
        tells(page, &host, &["Content-Security-Policy", "'wasm-unsafe-eval'"]).await;
    });
}

/// Whether a path is that of a file: its whole name, or its beginning and its end.
fn is_of(path: &str, (start, end): (&str, &str)) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.starts_with(start) && name.ends_with(end))
}

const FILES: [(&str, &str); 5] =
    [("start", ".js"), ("panic", ".js"), ("page-", ".js"), ("page-", ".wasm"), ("stage-", ".css")];

#[test]
fn a_file_that_is_missing_or_answered_with_a_web_page() {
    visit_with(UNSEEN, async |page: &mut Page| {
        for file in FILES {
            let missing =
                move |path: &str| is_of(path, file).then(|| StatusCode::NOT_FOUND.into_response());
            let named = file.0;
            tells(page, &host(missing, None), &[named, "is not there (status 404)"]).await;
            let replaced = move |path: &str| {
                is_of(path, file).then(|| Html("<!doctype html><p>Log in.").into_response())
            };
            let expected = [named, "a web page came in its place"];
            tells(page, &host(replaced, None), &expected).await;
        }
    });
}

#[test]
fn the_first_script_is_missing_and_so_are_all_the_others() {
    visit_with(UNSEEN, async |page: &mut Page| {
        let scripts =
            |path: &str| path.ends_with(".js").then(|| StatusCode::NOT_FOUND.into_response());
        let host = host(scripts, None);
        page.base = base_of(&host);
        page.goes_to("").await;
        let late = "getComputedStyle(document.querySelector('.no-start.late')).visibility";
        page.until("it is told late", &format!("{late} == 'visible'")).await;
        let told = page.text(".no-start.late").await;
        assert!(told.contains("reload") && told.contains("missing"), "{told}");
    });
}

#[test]
fn a_page_of_the_version_before_names_files_that_are_gone() {
    visit_with(UNSEEN, async |page: &mut Page| {
        // The cache has the page of the version before; whoever asks anew gets today's.
        let asked = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let old = move |path: &str| {
            let is_page = path == PATH;
            let count = is_page.then(|| asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst));
            let index = std::fs::read_to_string("dist/index.html").expect("it is there");
            (count == Some(0)).then(|| Html(index.replace("page-", "page-0")).into_response())
        };
        let host = host(old, None);
        tells(page, &host, &["a new version of this page", "Reload the page"]).await;
        page.goes_to("").await;
        page.is_there().await;
    });
}

#[test]
fn a_page_that_was_opened_from_a_disk() {
    visit_with(UNSEEN, async |page: &mut Page| {
        let folder = std::fs::canonicalize("dist").expect("it is built");
        page.base = format!("file://{}/", folder.display());
        page.goes_to("index.html").await;
        page.until("it is told", TOLD).await;
        let told = page.text(".no-start").await;
        assert!(told.contains("from a file") && told.contains("web server"), "{told}");
    });
}

const FRAME: &str = "<!doctype html><iframe sandbox='allow-scripts' width=800 height=450 \
                     src='index.html?show=stage'></iframe>";

#[test]
fn a_sandboxed_frame_is_told_what_it_needs_and_is_styled_where_it_has_it() {
    let frame = |path: &str| path.ends_with("host.html").then(|| Html(FRAME).into_response());
    visit_with(UNSEEN, async |page: &mut Page| {
        let alone = host(frame, None);
        page.base = base_of(&alone);
        page.goes_to("host.html").await;
        page.client.enter_frame(0).await.expect("the frame is there");
        page.until("it is told", TOLD).await;
        let told = page.text(".no-start").await;
        assert!(told.contains("allow-same-origin"), "{told}");
        assert!(told.contains("Access-Control-Allow-Origin"), "{told}");
        let open = host(frame, Some((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")));
        page.client.enter_parent_frame().await.expect("there is one");
        page.base = base_of(&open);
        page.goes_to("host.html").await;
        page.client.enter_frame(0).await.expect("the frame is there");
        page.is_there().await;
        let is_styled = "getComputedStyle(document.querySelector('.page')).display == 'grid'";
        assert_eq!(page.value(is_styled).await, true);
    });
}
