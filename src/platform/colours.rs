//! The colours that databases are named by.

use crate::sim::chance::{Cause, Chance};

/// Every colour that was seen in use (docs/heroku.md#colours).
pub const COLOURS: [&str; 31] = [
    "AMBER", "AQUA", "BLACK", "BLUE", "BRONZE", "BROWN", "CHARCOAL", "COBALT", "COPPER", "CRIMSON",
    "CYAN", "GRAY", "GREEN", "IVORY", "LAVENDER", "MAROON", "MAUVE", "NAVY", "OLIVE", "ONYX",
    "ORANGE", "PINK", "PUCE", "PURPLE", "RED", "ROSE", "SILVER", "TEAL", "VIOLET", "WHITE",
    "YELLOW",
];

/// The colour of the `count`th database of a run: the first free one of the scenario's list, else
/// any free one by chance; `None` when all are taken.
pub fn choose(
    listed: &[String],
    is_free: impl Fn(&str) -> bool,
    chance: Chance,
    count: u64,
) -> Option<String> {
    if let Some(colour) = listed.iter().find(|colour| is_free(colour)) {
        return Some(colour.clone());
    }
    let free: Vec<&str> = COLOURS.into_iter().filter(|colour| is_free(colour)).collect();
    let at = chance.below(Cause::Names, count, free.len().max(1) as u64);
    free.get(at as usize).map(|colour| (*colour).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_comes_first_and_then_chance() {
        let listed = ["WHITE".to_owned(), "LAVENDER".to_owned()];
        let choose =
            |taken: &[&str]| choose(&listed, |colour| !taken.contains(&colour), Chance::new(1), 3);
        assert_eq!(choose(&[]).as_deref(), Some("WHITE"));
        assert_eq!(choose(&["WHITE"]).as_deref(), Some("LAVENDER"));
        let other = choose(&["WHITE", "LAVENDER"]).expect("29 are free");
        assert!(COLOURS.contains(&other.as_str()) && other != "WHITE");
        assert_eq!(choose(&COLOURS), None);
    }
}
