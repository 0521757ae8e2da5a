//! The tables of the reference page that are not of the file's fields: words, commands, faults,
//! plans.

use super::escape;
use follower_playground::format::{count, exact_length};
use follower_playground::platform::addon_plan::{AddonPlan, PLANS};
use follower_playground::platform::colours::COLOURS;
use follower_playground::platform::faults::{FAULTS, Fault, TargetKind};
use follower_playground::terminal::command::Command;
use follower_playground::terminal::commands::TABLE;

/// Words of conditions and texts, and what each means.
const WORDS: [(&str, &str); 10] = [
    (
        "begins",
        "A step begins when all steps before it are done. The first one begins with the scenario.",
    ),
    (
        "behind by",
        "Commits between the last of a leader and the last that its follower has replayed.",
    ),
    (
        "lost",
        "Of commits: they were acknowledged, and the database that DATABASE_URL names does not \
         have them and can no longer get them. They are left behind or gone. Of a database: its \
         server and its disk are gone for good.",
    ),
    ("left behind", "Commits that are lost to the app, and that another server still holds."),
    ("gone", "Commits that are lost, and that no server holds."),
    (
        "unavailable",
        "The server of a database does not answer, and its data is safe. It comes back.",
    ),
    ("corrupt", "The files of a database are damaged."),
    ("has failed", "A database is unavailable, corrupt or lost."),
    (
        "hidden standby",
        "A second server of a leader on a premium or enterprise plan. It is in no list of \
         databases and takes no reads. When checks of the leader have failed for two minutes, it \
         takes over by itself.",
    ),
    (
        "fork",
        "A database with the rows of another that goes its own way: made as one, or a follower \
         that was unfollowed.",
    ),
];

pub fn words() -> String {
    let rows = WORDS.map(|(word, about)| {
        format!("<tr><td>{word}</td><td>{}</td></tr>\n", code_names(&escape(about)))
    });
    format!(
        "<table>\n<thead><tr><th>Word</th><th>What it means</th></tr></thead>\n<tbody>\n{}\
         </tbody>\n</table>\n",
        rows.concat()
    )
}

fn code_names(text: &str) -> String {
    text.replace("DATABASE_URL", "<code>DATABASE_URL</code>")
}

pub fn commands() -> String {
    let rows: String = TABLE.commands.iter().map(|command| command_row(command)).collect();
    format!(
        "<p>The commands that lines can type and texts can name. Each takes <code>--app APP</code> \
         where it is about an app, and those that ask take <code>--confirm APP</code>. A database \
         is named by its colour, by its config var, or by <code>DATABASE_URL</code>, and one of \
         another app as <code>APP::NAME</code>.</p>\n\
         <table>\n<thead><tr><th>Name</th><th>Usage</th><th>What it does</th></tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n"
    )
}

fn command_row(command: &Command) -> String {
    format!(
        "<tr><td><code>{}</code></td><td><code>{}</code></td><td>{}</td></tr>\n",
        command.name,
        escape(&command.usage()),
        escape(command.summary)
    )
}

pub fn faults() -> String {
    let rows: String = FAULTS.iter().map(|fault| fault_row(fault)).collect();
    format!(
        "<table>\n<thead><tr><th>kind</th><th>on</th><th>lasts</th><th>size</th>\
         <th>What happens</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n\
         <p>A fault strikes at most once. Where it cannot take effect, because its database is \
         removed by then, nothing happens.</p>\n"
    )
}

fn fault_row(fault: &Fault) -> String {
    let on = match fault.target {
        TargetKind::Leader => "a leader",
        TargetKind::Follower => "a follower, or the standby of a leader",
        TargetKind::Database => "a database",
        TargetKind::Zone => "a zone",
        TargetKind::App => "an app",
    };
    let lasts = match fault.lasts {
        Some(lasts) => format!("<code>\"{}\"</code>", exact_length(lasts)),
        None => "for good".to_owned(),
    };
    let size = match fault.size {
        Some(size) => {
            format!("{} {}, at most {}", count(size.usual), size.unit, count(size.most))
        }
        None => "none".to_owned(),
    };
    format!(
        "<tr><td><code>{}</code></td><td>{on}</td><td>{lasts}</td><td>{size}</td>\
         <td>{}</td></tr>\n",
        fault.name,
        escape(fault.about)
    )
}

pub fn names() -> String {
    let rows: String = PLANS.iter().map(plan_row).collect();
    let colours: Vec<String> = COLOURS.iter().map(|name| format!("<code>{name}</code>")).collect();
    format!(
        "<p>What a plan is in the simulation. Its servers replay so much WAL a second, less what \
         reads take; its disk is full when data and WAL come to its size; a follower of a bigger \
         leader may fall behind.</p>\n\
         <table>\n<thead><tr><th>Plan</th><th>A month</th><th>Followers</th>\
         <th>Hidden standby</th><th>Connections</th><th>Disk</th><th>Replays</th></tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n<p>Colours: {}.</p>\n",
        colours.join(" ")
    )
}

fn plan_row(plan: &AddonPlan) -> String {
    let yes = |is_so: bool| if is_so { "yes" } else { "no" };
    let price = match plan.dollars {
        0 => "free".to_owned(),
        dollars => format!("${}", count(u64::from(dollars))),
    };
    let disk = match plan.storage_gb {
        0 => "shared".to_owned(),
        gb => format!("{} GB", count(u64::from(gb))),
    };
    let speed = plan.replay_speed();
    let speed = match speed % 1_000_000 {
        _ if !plan.tier.can_follow() => "nothing".to_owned(),
        0 => format!("{} MB/s", speed / 1_000_000),
        _ => format!("{} kB/s", count(speed / 1_000)),
    };
    format!(
        "<tr><td><code>{}</code></td><td>{price}</td><td>{}</td><td>{}</td><td>{}</td>\
         <td>{disk}</td><td>{speed}</td></tr>\n",
        plan.name,
        yes(plan.tier.can_follow()),
        yes(plan.tier.has_failover()),
        plan.connections,
    )
}
