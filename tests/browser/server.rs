//! A plain file server for `dist/`, below a path of its own, without any special header.

use std::path::Path;
use std::thread::JoinHandle;

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use tokio::sync::oneshot;
use tower_http::services::ServeDir;

/// The path below which the page is served: any path will do.
pub const PATH: &str = "/docs/fleet/";

/// A server; dropping it stops it.
pub struct Server {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    pub port: u16,
}

impl Server {
    /// Serves `dist/`, and `extra` files beside it.
    pub fn start(extra: &[(&str, &str)]) -> Server {
        assert!(Path::new("dist/index.html").exists(), "there is no dist/: run `make build`");
        let mut routes = Router::new().nest_service(PATH, ServeDir::new("dist"));
        for (name, text) in extra {
            let text = (*text).to_owned();
            let path = format!("{PATH}{name}");
            routes = match name.ends_with(".html") {
                true => routes.route(&path, get(async move || Html(text))),
                false => routes.route(&path, get(async move || text)),
            };
        }
        Server::serve(routes)
    }

    /// Serves these routes on a free port.
    pub fn serve(routes: Router) -> Server {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = listener.local_addr().expect("it has an address").port();
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime can be made").block_on(async {
                listener.set_nonblocking(true).expect("a socket can be set so");
                let listener = tokio::net::TcpListener::from_std(listener).expect("it is one");
                let serving = axum::serve(listener, routes).into_future();
                tokio::select! { _ = serving => {}, _ = stopped => {} }
            });
        });
        Server { stop: Some(stop), thread: Some(thread), port }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that has ended by itself hears nothing any more.
        let _ = self.stop.take().map(|stop| stop.send(()));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
