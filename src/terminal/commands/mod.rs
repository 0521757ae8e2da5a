//! Every command, a file each and a line in this table each.

pub mod addons;
pub mod apps;
pub mod config;
pub mod maintenance;
pub mod outside;
pub mod pg;
pub mod pgbackups;
pub mod ps;
pub mod session;

use super::command::{Command, CommandTable};

/// Every command, and what the real tool has besides.
pub static TABLE: CommandTable = CommandTable { commands: COMMANDS, not_simulated: NOT_SIMULATED };

/// The commands, in the order in which `help` lists topics and their commands.
pub static COMMANDS: &[&Command] = &[
    &pg::info::COMMAND,
    &pg::wait::COMMAND,
    &pg::promote::COMMAND,
    &pg::unfollow::COMMAND,
    &pg::ps::COMMAND,
    &pg::kill::COMMAND,
    &pg::killall::COMMAND,
    &pg::credentials::COMMAND,
    &pg::reset::COMMAND,
    &pgbackups::list::COMMAND,
    &pgbackups::capture::COMMAND,
    &pgbackups::restore::COMMAND,
    &pgbackups::transfer::COMMAND,
    &addons::list::COMMAND,
    &addons::add::COMMAND,
    &addons::remove::COMMAND,
    &addons::available::COMMAND,
    &addons::docs::COMMAND,
    &maintenance::show::COMMAND,
    &maintenance::on::COMMAND,
    &maintenance::off::COMMAND,
    &ps::list::COMMAND,
    &ps::scale::COMMAND,
    &ps::restart::COMMAND,
    &config::list::COMMAND,
    &config::get::COMMAND,
    &config::set::COMMAND,
    &config::unset::COMMAND,
    &apps::list::COMMAND,
    &apps::info::COMMAND,
    &apps::releases::COMMAND,
    &apps::release::COMMAND,
    &apps::rollback::COMMAND,
    &apps::logs::COMMAND,
    &outside::set::COMMAND,
    &outside::stop::COMMAND,
    &session::help::COMMAND,
    &session::history::COMMAND,
    &session::clear::COMMAND,
];

/// Commands and topics of the real tool that are not here, each with what to do instead. What is
/// said of a name is said of all that begin with it and a colon.
static NOT_SIMULATED: &[(&str, &str)] = &[
    ("run", "Nothing runs inside a dyno here; heroku ps:scale changes how many there are."),
    ("pg:psql", "There is no SQL prompt yet; heroku pg:info and heroku pg:ps show a database."),
    ("pg:credentials", "heroku pg:credentials DATABASE --reset gives it another password."),
    ("pg:upgrade", "Change plans with a follower: add one, wait, unfollow it, promote it."),
    ("pg:maintenance", "Heroku's own maintenance does not happen here."),
    ("pg:diagnose", "heroku pg:info and heroku pg:ps show what there is to see."),
    ("pg:backups", "In May 2014 this was heroku pgbackups."),
    ("pg:copy", "heroku addons:add --fork makes a copy of a database."),
    ("pg:push", "Data stays in the fleet here."),
    ("pg:pull", "Data stays in the fleet here."),
    ("pgbackups:destroy", "Backups are kept here until heroku addons:remove pgbackups."),
    ("pgbackups:url", "Backups cannot be downloaded here; heroku pgbackups lists them."),
    ("ps:stop", "heroku ps:scale TYPE=0 stops the dynos of a process type."),
    ("ps:resize", "Dynos have one size here."),
    ("releases", "heroku releases shows what each release was."),
    ("addons:upgrade", "Change plans with a follower: add one, wait, unfollow it, promote it."),
    ("addons:downgrade", "Change plans with a follower: add one, wait, unfollow it, promote it."),
    ("addons:attach", "heroku config:set NAME=URL lets a config var name a database."),
    ("addons:detach", "heroku config:unset NAME takes a config var away."),
    ("addons:info", "heroku pg:info shows a database."),
    ("addons:plans", "Tab after heroku addons:add heroku-postgresql: lists the plans."),
    ("addons:wait", "heroku pg:wait waits for a database."),
    ("apps", "The scenario says which apps there are; heroku ps and heroku config show one."),
    ("create", "The scenario says which apps there are."),
    ("login", "Nobody needs to log in to a simulation."),
    ("logout", "Nobody needs to log in to a simulation."),
    ("auth", "Nobody needs to log in to a simulation."),
    ("plugins", "heroku pg:ps and heroku pg:kill need no plugin."),
    ("open", "The app has no pages of its own here; the stage shows what its visitors meet."),
    ("domains", "The app has no domains here."),
    ("status", "Break something shows what can go wrong here."),
    ("version", "This is a simulation of the tool of May 2014."),
    ("update", "There is nothing to update here."),
];
