//! Did-you-mean: names near to what was typed, and commands of the real tool that are not here.

use super::commands::{COMMANDS, NOT_SIMULATED};

/// Names at most this many letters away are near, as in the real tool.
const NEAR: usize = 3;

/// Those of the names that are nearest to what was typed, if they are near.
pub fn nearest<'a>(typed: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut best = NEAR + 1;
    let mut found: Vec<&str> = Vec::new();
    for name in names {
        let distance = strsim::osa_distance(typed, name);
        if distance < best && distance < name.chars().count() {
            best = distance;
            found.clear();
        }
        if distance == best && distance <= NEAR && !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// Commands near to what was typed.
pub fn commands(typed: &str) -> Vec<&'static str> {
    let aliases = COMMANDS.iter().flat_map(|command| command.aliases.iter().copied());
    nearest(typed, COMMANDS.iter().map(|command| command.name).chain(aliases))
}

/// What to say of what is no command here and is one of the real tool, or is of one of its topics.
pub fn not_simulated(typed: &str) -> Option<&'static str> {
    let is_part = |name: &str| {
        let rest = typed.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    };
    NOT_SIMULATED.iter().find(|(name, _)| is_part(name)).map(|(_, instead)| *instead)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: &[&str]) {
        assert_eq!(commands(typed), expected, "{typed}");
    }

    #[test]
    fn a_slip_is_recognised() {
        check("aps", &["ps", "apps"]);
        check("pg:unfolow", &["pg:unfollow"]);
        check("pg:wiat", &["pg:wait"]);
        check("maintenence:on", &["maintenance:on"]);
        check("zzzzzzzz", &[]);
    }

    #[test]
    fn a_command_of_the_real_tool_is_known_by_name() {
        for name in [
            "pgbackups",
            "pgbackups:destroy",
            "pg:backups:schedule",
            "pg:credentials:rotate",
            "auth:login",
            "plugins:install",
            "run:detached",
            "apps:info",
            "releases:info",
        ] {
            assert!(not_simulated(name).is_some(), "{name}");
        }
        for name in ["pg:info", "pg:infos", "runs", "pg:backupsx", "addons:remov"] {
            assert!(not_simulated(name).is_none(), "{name}");
        }
    }
}
