//! Which tab has which run: each holds a lock with its run's name for as long as its page lives.

use js_sys::{Function, Object, Promise, Reflect};
use serde::Deserialize;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortSignal;

use crate::share::stored_runs;

/// Milliseconds after which a run that another page holds is given up. A page that is loaded again
/// holds its run for a moment; a tab that was duplicated goes on holding it.
const PATIENCE: u32 = 1_000;

// `web-sys` has the type among its unstable ones, which ask for a compiler switch.
#[wasm_bindgen]
extern "C" {
    type LockManager;

    /// Old browsers, and pages that were not fetched safely, have none.
    #[wasm_bindgen(thread_local_v2, js_namespace = navigator, js_name = locks)]
    static LOCKS: Option<LockManager>;

    #[wasm_bindgen(method)]
    fn request(this: &LockManager, name: &str, options: &Object, onlock: &Function) -> Promise;

    #[wasm_bindgen(method)]
    fn query(this: &LockManager) -> Promise;
}

/// What to do while another page holds the lock.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum IfHeld {
    GiveUp,
    /// Wait a second.
    WaitShortly,
    Wait,
}

/// Whether the browser has locks.
pub fn are_there() -> bool {
    LOCKS.with(Option::is_some)
}

/// Holds a run for as long as this page lives, and says whether it does.
pub async fn hold(id: &str, if_held: IfHeld) -> bool {
    let held = LOCKS.with(|locks| locks.as_ref().map(|locks| request(locks, id, if_held)));
    match held {
        Some(held) => JsFuture::from(held).await.is_ok_and(|held| held.is_truthy()),
        None => false,
    }
}

/// Requests a lock. What comes back is fulfilled as soon as it is known whether there is one; the
/// browser's own promise is fulfilled when it is released, which is never.
fn request(locks: &LockManager, id: &str, if_held: IfHeld) -> Promise {
    let options = Object::new();
    let set = |key: &str, value: &JsValue| Reflect::set(&options, &key.into(), value);
    // Setting a new key of a plain object cannot fail.
    let _ = match if_held {
        IfHeld::GiveUp => set("ifAvailable", &JsValue::TRUE),
        IfHeld::WaitShortly => set("signal", &AbortSignal::timeout_with_u32(PATIENCE)),
        IfHeld::Wait => Ok(true),
    };
    Promise::new(&mut |resolve, _| {
        let refused = resolve.clone();
        let onlock = Closure::once_into_js(move |lock: JsValue| {
            let is_held = lock.is_truthy();
            let _ = resolve.call1(&JsValue::NULL, &is_held.into());
            let never = || Promise::new(&mut |_, _| {}).into();
            if is_held { never() } else { JsValue::UNDEFINED }
        });
        let request = locks.request(&stored_runs::key(id), &options, onlock.unchecked_ref());
        spawn_local(async move {
            if JsFuture::from(request).await.is_err() {
                let _ = refused.call1(&JsValue::NULL, &JsValue::FALSE);
            }
        });
    })
}

/// The names of all locks that are held, in any tab.
pub async fn held() -> Vec<String> {
    #[derive(Deserialize)]
    struct LockManagerSnapshot {
        held: Vec<Lock>,
    }
    #[derive(Deserialize)]
    struct Lock {
        name: String,
    }
    let Some(query) = LOCKS.with(|locks| locks.as_ref().map(LockManager::query)) else {
        return Vec::new();
    };
    let snapshot = JsFuture::from(query).await.ok();
    let snapshot =
        snapshot.and_then(|it| serde_wasm_bindgen::from_value::<LockManagerSnapshot>(it).ok());
    snapshot.map_or_else(Vec::new, |it| it.held.into_iter().map(|lock| lock.name).collect())
}
