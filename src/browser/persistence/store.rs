//! Runs in the storage that all tabs share.

use super::locks;
use crate::browser::local_storage::{self, StoreError};
use crate::share::stored_runs::{self, StoredRun};

/// The stored runs, as they may go.
pub fn runs() -> Result<Vec<StoredRun>, StoreError> {
    let entries = local_storage::entries()?;
    let runs = entries.iter().filter_map(|(key, value)| StoredRun::read(key, value));
    let mut runs: Vec<StoredRun> = runs.collect();
    stored_runs::sort(&mut runs);
    Ok(runs)
}

pub fn save(run: &StoredRun) -> Result<(), StoreError> {
    local_storage::set(&run.key(), &run.to_string())
}

pub fn remove(run: &StoredRun) {
    local_storage::remove(&run.key());
}

/// The stored runs that no open tab has; this one has the run of this id.
async fn unheld_runs(id: &str) -> Result<Vec<StoredRun>, StoreError> {
    let mut held = locks::held().await;
    held.push(stored_runs::key(id));
    Ok(stored_runs::unheld(runs()?, &held))
}

/// Removes runs that are too many.
pub async fn remove_surplus(id: &str) -> Result<(), StoreError> {
    let surplus = stored_runs::surplus(runs()?.len());
    if surplus > 0 {
        unheld_runs(id).await?.iter().take(surplus).for_each(remove);
    }
    Ok(())
}

/// Removes the oldest runs until `is_saved`, and says whether that came to be. Other pages may have
/// filled the storage too: where removing all of them is not enough, they are put back, the newest
/// first.
pub async fn make_room(id: &str, is_saved: impl Fn() -> bool) -> bool {
    let mut removed = Vec::new();
    for run in unheld_runs(id).await.unwrap_or_default() {
        let value = local_storage::get(&run.key()).unwrap_or_default();
        remove(&run);
        removed.push((run.key(), value));
        if is_saved() {
            return true;
        }
    }
    for (key, value) in removed.iter().rev() {
        // Another page may have taken the room meanwhile.
        let _ = local_storage::set(key, value);
    }
    false
}
