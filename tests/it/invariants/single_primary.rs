//! An app has at most one `DATABASE_URL`.

use follower_playground::platform::Platform;

pub fn check(_: &Platform, now: &Platform) -> Result<(), String> {
    for (_, app) in now.apps() {
        let names: Vec<&str> = app.config.iter().map(|(name, _)| name).collect();
        if names.windows(2).any(|pair| pair[0] >= pair[1]) {
            return Err(format!(
                "config vars of {} stand twice or out of order: {names:?}",
                app.name
            ));
        }
    }
    Ok(())
}
