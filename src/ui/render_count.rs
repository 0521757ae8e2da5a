//! How often components were rendered, for tests; a release build counts nothing.

use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    static COUNTS: RefCell<BTreeMap<&'static str, u32>> = const { RefCell::new(BTreeMap::new()) };
}

/// Notes that a component is rendered.
pub fn add(component: &'static str) {
    if cfg!(debug_assertions) {
        COUNTS.with_borrow_mut(|counts| *counts.entry(component).or_default() += 1);
    }
}

/// How often each component was rendered since this was last asked.
pub fn take() -> BTreeMap<&'static str, u32> {
    COUNTS.take()
}
