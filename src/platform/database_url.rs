//! URLs of databases: `postgres://USER:PASSWORD@HOST:PORT/NAME`, of which we know every part.

use crate::sim::chance::Key;
use crate::sim::digest::digest;

/// The parts of a URL, empty where it lacks them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DatabaseUrl<'a> {
    pub user: &'a str,
    pub password: &'a str,
    /// `HOST:PORT/NAME`: what stays when the credentials are reset.
    pub place: &'a str,
    pub host: &'a str,
    pub port: &'a str,
    /// The name of the database on its server.
    pub name: &'a str,
}

impl<'a> DatabaseUrl<'a> {
    /// Takes a URL apart; `None` if it is none of a database.
    pub fn parse(url: &'a str) -> Option<Self> {
        let (login, place) = without_scheme(url)?.split_once('@')?;
        let (user, password) = login.split_once(':').unwrap_or((login, ""));
        let (address, name) = place.split_once('/').unwrap_or((place, ""));
        let (host, port) = address.split_once(':').unwrap_or((address, ""));
        Some(Self { user, password, place, host, port, name })
    }
}

/// What follows `postgres://` or, as libpq takes it too, `postgresql://`.
pub fn without_scheme(url: &str) -> Option<&str> {
    url.strip_prefix("postgres://").or_else(|| url.strip_prefix("postgresql://"))
}

/// Whether two URLs are of one database with one user and password, whichever scheme they have.
pub fn is_same(one: &str, other: &str) -> bool {
    without_scheme(one).is_some_and(|rest| without_scheme(other) == Some(rest))
}

/// The URL of a database, made of its colour and of how often its credentials were reset
/// (docs/heroku.md#urls). The domain is one that is reserved for examples.
pub fn database_url(colour: &str, resets: u32) -> String {
    let host = colour.to_ascii_lowercase();
    let word = |part: u32, length: usize| {
        let mut word = format!("{:x}", digest(&Key::of(colour).nth(part)));
        word.truncate(length);
        word
    };
    // Of three words the first two change.
    let (user, password, name) = (word(1 + 3 * resets, 8), word(2 + 3 * resets, 12), word(3, 8));
    format!("postgres://u{user}:p{password}@{host}.postgres.example:5432/d{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_the_same_every_time_and_another_for_each_colour() {
        assert_eq!(database_url("WHITE", 0), database_url("WHITE", 0));
        assert_ne!(database_url("WHITE", 0), database_url("BLACK", 0));
    }

    #[test]
    fn a_reset_changes_user_and_password_and_leaves_the_place() {
        let (before, after) = (database_url("WHITE", 0), database_url("WHITE", 1));
        let (before, after) = (DatabaseUrl::parse(&before), DatabaseUrl::parse(&after));
        let (before, after) = (before.expect("it is one"), after.expect("it is one"));
        assert_ne!((before.user, before.password), (after.user, after.password));
        assert_eq!(before.place, after.place);
        assert_eq!((before.host, before.port), ("white.postgres.example", "5432"));
        assert!(before.name.starts_with('d'), "{before:?}");
    }

    #[test]
    fn urls_are_the_same_whichever_scheme_they_have() {
        let url = database_url("WHITE", 0);
        assert!(is_same(&url, &url.replace("postgres://", "postgresql://")));
        assert!(!is_same(&url, &database_url("WHITE", 1)));
        assert!(!is_same("", ""));
    }

    #[test]
    fn a_url_that_lacks_parts_has_them_empty() {
        let parts = |url| DatabaseUrl::parse(url).map(|url| (url.user, url.password, url.place));
        assert_eq!(parts("postgresql://u@h"), Some(("u", "", "h")));
        assert_eq!(parts("postgres://@"), Some(("", "", "")));
        assert_eq!(parts("postgres://h/d"), None);
        assert_eq!(parts("mysql://u:p@h/d"), None);
        assert_eq!(parts(""), None);
    }
}
