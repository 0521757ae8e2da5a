//! Did-you-mean: names near to what was typed, and commands of the real tool that are not here.

use super::command::CommandTable;

/// Names at most this many letters away are near, as in the real tool (docs/heroku.md#common).
const NEAR: usize = 3;

/// The names that are nearest to what was typed, if any is near.
pub fn nearest<'a>(typed: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut best = NEAR + 1;
    let mut nearest: Vec<&str> = Vec::new();
    for name in names {
        let distance = strsim::osa_distance(typed, name);
        // A short name of which no letter is right is not near.
        if distance < best && distance < name.chars().count() {
            best = distance;
            nearest.clear();
        }
        if distance == best && distance <= NEAR && !nearest.contains(&name) {
            nearest.push(name);
        }
    }
    nearest.sort_unstable();
    nearest
}

/// The word that was most likely meant, in any case of its letters: one of which about a third is
/// wrong at most. A word that is there is its own.
pub fn near_miss<'a>(typed: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed_length = typed.chars().count();
    let distance = |word: &str| {
        let most = ((word.chars().count() + 1) / 3).max(1);
        // What is much longer or shorter need not be compared.
        let is_like = typed_length.abs_diff(word.chars().count()) <= most;
        let compare =
            || strsim::osa_distance(&typed.to_ascii_lowercase(), &word.to_ascii_lowercase());
        is_like.then(compare).filter(|it| *it <= most && *it < word.chars().count())
    };
    let near = words.filter_map(|word| Some((distance(word)?, word)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, word)| word)
}

/// Commands that people expect, and what does it here. What is near to their letters may be
/// something else, and do harm.
const EXPECTED: [(&str, &str); 15] = [
    ("pg:remove", "addons:remove"),
    ("pg:destroy", "addons:remove"),
    ("pg:delete", "addons:remove"),
    ("pg:drop", "addons:remove"),
    ("addons:delete", "addons:remove"),
    ("pg:create", "addons:add"),
    ("pg:add", "addons:add"),
    ("pg:follow", "addons:add"),
    ("pg:fork", "addons:add"),
    ("pg:list", "pg:info"),
    ("pg:status", "pg:info"),
    ("pg:queries", "pg:ps"),
    ("pg:cancel", "pg:kill"),
    ("maintenance:start", "maintenance:on"),
    ("maintenance:stop", "maintenance:off"),
];

/// The commands that were most likely meant: what does what was expected, or else those that are
/// nearest to what was typed.
pub fn commands(typed: &str, table: &CommandTable) -> Vec<&'static str> {
    let typed = typed.to_ascii_lowercase();
    let expected = EXPECTED.iter().find(|(name, _)| *name == typed);
    if let Some((_, instead)) = expected {
        return vec![instead];
    }
    let commands = || table.commands.iter().filter(|command| !command.builtin);
    let own = commands().map(|command| command.name);
    let others = commands().flat_map(|command| command.names().skip(1));
    nearest(&typed, own.chain(others))
}

/// What to do instead of a command of the real tool that is not here.
pub fn not_simulated(typed: &str, table: &CommandTable) -> Option<&'static str> {
    let is_part_of = |name: &str| {
        let rest = typed.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    };
    let found = table.not_simulated.iter().find(|(name, _)| is_part_of(name));
    found.map(|(_, instead)| *instead)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::commands::TABLE;

    #[test]
    fn a_slip_is_recognised() {
        let check = |typed: &str, expected: &[&str]| {
            assert_eq!(commands(typed, &TABLE), expected, "{typed}");
        };
        check("aps", &["apps", "ps"]);
        check("pg:unfolow", &["pg:unfollow"]);
        check("pg:wiat", &["pg:wait"]);
        check("maintenence:on", &["maintenance:on"]);
        check("PG:Info", &["pg:info"]);
        check("zzzzzzzz", &[]);
    }

    #[test]
    fn what_people_expect_leads_to_what_does_it() {
        for (expected, instead) in EXPECTED {
            assert_eq!(commands(expected, &TABLE), [instead]);
            assert!(TABLE.find(instead).is_some(), "{instead}");
            assert!(TABLE.find(expected).is_none(), "{expected} is there");
            assert!(not_simulated(expected, &TABLE).is_none(), "{expected} is spoken of");
        }
        assert_eq!(commands("PG:Remove", &TABLE), ["addons:remove"]);
    }

    #[test]
    fn a_near_miss_is_a_word_with_a_slip_or_two() {
        let check = |typed: &str, words: &[&str], expected: Option<&str>| {
            assert_eq!(near_miss(typed, words.iter().copied()), expected, "{typed}");
        };
        check("witer", &["write", "water"], Some("water"));
        check("white", &["CHARCOAL", "WHITE"], Some("WHITE"));
        check("crain", &["basic", "crane", "kappa"], Some("crane"));
        check("databse", &["app", "database"], Some("database"));
        check("c", &["a", "b"], None);
        check("owner", &["primary", "outside"], None);
        check("", &["a", ""], None);
        check(&"x".repeat(100_000), &["write"], None);
    }

    #[test]
    fn a_command_of_the_real_tool_is_known_by_name() {
        for name in [
            "pgbackups:url",
            "pgbackups:destroy",
            "pg:backups:schedule",
            "pg:credentials:rotate",
            "auth:login",
            "plugins:install",
            "run:detached",
            "apps:info",
            "releases:info",
        ] {
            assert!(not_simulated(name, &TABLE).is_some(), "{name}");
        }
        for name in ["pg:info", "pg:infos", "runs", "pg:backupsx", "addons:remov"] {
            assert!(not_simulated(name, &TABLE).is_none(), "{name}");
        }
    }
}
