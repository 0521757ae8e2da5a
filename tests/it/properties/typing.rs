//! What a random hand types: every command, mostly in a way that makes sense.

use crate::dice::Dice;
use follower_playground::platform::{Database, Platform};
use follower_playground::terminal::command::Command;

/// A name for a database, mostly of one there is.
fn database(dice: &mut Dice, world: &Platform) -> String {
    let mut names: Vec<String> = world.databases().map(|(_, db)| db.colour.clone()).collect();
    names.push("NONSUCH".to_owned());
    match dice.below(20) {
        0 => "NONSUCH".to_owned(),
        1 => "DATABASE_URL".to_owned(),
        2 => "O".to_owned(),
        3..=5 => format!("HEROKU_POSTGRESQL_{}_URL", dice.pick(&names)),
        _ => dice.pick(&names).clone(),
    }
}

/// A line that calls a command, mostly in a way that makes sense.
pub fn line(dice: &mut Dice, world: &Platform, command: &Command) -> String {
    let others: Vec<&str> = command.names().skip(1).collect();
    let name =
        if others.is_empty() || dice.below(4) > 0 { command.name } else { *dice.pick(&others) };
    let some = |dice: &mut Dice| database(dice, world);
    let arguments = match command.name {
        "pg:info" | "pg:ps" | "pg:wait" => {
            if dice.below(2) == 0 {
                String::new()
            } else {
                some(dice)
            }
        }
        "pg:promote" | "pg:unfollow" => some(dice),
        "pg:killall" if dice.below(8) == 0 => some(dice),
        "pg:killall" => {
            let busy = world.databases().filter(|(id, _)| !world.server(*id).queries.is_empty());
            let name = |database: &Database| {
                format!("{}::{}", world.app(database.app).name, database.colour)
            };
            let names: Vec<_> = busy.map(|(_, database)| name(database)).collect();
            if names.is_empty() { String::new() } else { dice.pick(&names).clone() }
        }
        "pg:credentials" if dice.below(3) == 0 => some(dice),
        "pg:credentials" => format!("{} --reset", some(dice)),
        "pg:kill" => {
            let mut named = Vec::new();
            for (id, database) in world.databases() {
                let name = format!("{}::{}", world.app(database.app).name, database.colour);
                let queries = world.server(id).queries.iter();
                named.extend(queries.map(|query| format!("{} {name}", query.pid)));
            }
            if named.is_empty() { "99".to_owned() } else { dice.pick(&named).clone() }
        }
        "addons:add" => {
            let plan = *dice.pick(&["crane", "ronin", "standard-0", "hobby-dev", "nonsuch"]);
            match dice.below(10) {
                6 | 9 => "pgbackups".to_owned(),
                7 => format!("heroku-postgresql:{plan} --fork {} --fast", some(dice)),
                8 => {
                    let by = *dice.pick(&["2 minutes", "1 hour", "9 days", "soon"]);
                    format!("heroku-postgresql:{plan} --rollback {} --by '{by}'", some(dice))
                }
                0 => format!("heroku-postgresql:{plan}"),
                1 => format!("heroku-postgresql:{plan} --fork {}", some(dice)),
                2 => format!("heroku-postgresql -- --follow tempura::{}", some(dice)),
                _ => format!("heroku-postgresql:{plan} --follow {}", some(dice)),
            }
        }
        "addons:remove" if dice.below(2) == 0 => {
            if dice.below(6) == 0 {
                "pgbackups".to_owned()
            } else {
                "NONSUCH".to_owned()
            }
        }
        "pg:reset" | "pgbackups:capture" => some(dice),
        "pgbackups:transfer" => match dice.below(6) {
            0 => some(dice),
            1 => format!("{} {}", some(dice), some(dice)),
            2 | 3 => "tempura::OLIVE CHARCOAL".to_owned(),
            _ => format!("{} tempura::OLIVE", some(dice)),
        },
        "pgbackups:restore" => {
            let into = match dice.below(6) {
                0 => some(dice),
                1..=3 => "CHARCOAL".to_owned(),
                _ => "tempura::OLIVE".to_owned(),
            };
            format!("{into} {}", dice.pick(&["", "", "", "b001", "b999"]))
        }
        "addons:remove" => some(dice),
        "ps:scale" => {
            let kind = *dice.pick(&["web", "worker", "clock", "nonsuch"]);
            format!("{kind}{}{}", dice.pick(&["=", "=", "+", "-"]), dice.below(4))
        }
        "ps:restart" => {
            (*dice.pick(&["", "web", "worker", "web.1", "worker.1", "web.9", "nonsuch"])).to_owned()
        }
        "releases:info" | "rollback" => match dice.below(4) {
            0 => "current".to_owned(),
            1 => "v9999".to_owned(),
            _ => format!("v{}", 68 + dice.below(12)),
        },
        "addons:docs" => (*dice.pick(&["heroku-postgresql", "nonsuch"])).to_owned(),
        "config:get" | "config:unset" => {
            let names = ["A", "B", "DATABASE_URL", "READ_DATABASE_URL", "LANG"];
            (*dice.pick(&names)).to_owned()
        }
        "config:set" => match dice.below(6) {
            n @ 0..=1 => {
                let mut names: Vec<_> = world.databases().map(|(_, db)| db.url.clone()).collect();
                names.push("nonsense".to_owned());
                let var = if n == 0 { "DATABASE_URL" } else { "READ_DATABASE_URL" };
                format!("{var}={}", dice.pick(&names))
            }
            2 => "DATABASE_URL=postgres://nowhere".to_owned(),
            n => format!("{}={n}", dice.pick(&["A", "B"])),
        },
        "releases" | "logs" if dice.below(2) == 0 => format!("-n {}", dice.below(20)),
        "logs" => (*dice.pick(&["", "-p postgres", "-p web", "-s heroku", "-s x"])).to_owned(),
        "outside:set" => {
            let mut urls: Vec<_> = world.databases().map(|(_, db)| db.url.clone()).collect();
            urls.push("postgres://nowhere".to_owned());
            format!("{} {}", dice.pick(&["warehouse", "warehouse", "sushi"]), dice.pick(&urls))
        }
        "outside:stop" => (*dice.pick(&["warehouse", "warehouse", "sushi", "nonsuch"])).to_owned(),
        "help" => (*dice.pick(&["", "pg", "pg:wait", "nonsuch"])).to_owned(),
        // Commands without arguments; a new command that has some is to be added above.
        _ => {
            assert!(command.args.is_empty(), "{} needs arguments here", command.name);
            String::new()
        }
    };
    let app = if dice.below(12) == 0 && !command.builtin { " --app tempura" } else { "" };
    let prefix = if command.builtin { "" } else { "heroku " };
    format!("{prefix}{name} {arguments}{app}")
}
