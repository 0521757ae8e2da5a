//! Quantities: what a condition can count in a world.

use std::fmt;
use std::ops::RangeInclusive;

use super::figure::Figure;
use super::{Evidence, LookupError};
use crate::format;
use crate::platform::app::WEB;

/// What is counted; a database is named by its colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Commits that a follower is behind its leader.
    BehindBy(String),
    /// How busy a server is, in per cent of what it can do, rounded up.
    Load(String),
    Queries(String),
    Followers(String),
    /// Commits that a database has written since it went its own way.
    OwnCommits(String),
    /// Commits of the apps that use its origin, or what comes of that, which a database would not
    /// have if they used it from now on.
    Lacks(String),
    /// Dynos of a process type.
    Dynos(String),
    /// Dynos of all process types but web.
    OtherDynos,
    LeftBehind,
    Gone,
    Lost,
    StaleReads,
    FailedReads,
    /// By how much a figure has grown since the moment of this name.
    Since(Figure, String),
}

/// Reads how many: `3`, `at most 3`, `at least 3`; `value` reads the number.
pub fn range(words: &[&str], value: impl Fn(&str) -> Option<u64>) -> Option<RangeInclusive<u64>> {
    match words {
        ["at", "most", most] => Some(0..=value(most)?),
        ["at", "least", least] => Some(value(least)?..=u64::MAX),
        [count] => value(count).map(|count| count..=count),
        _ => None,
    }
}

impl Quantity {
    /// The figure whose growth it is.
    pub fn figure(&self) -> Option<Figure> {
        match self {
            Quantity::Since(figure, _) => Some(*figure),
            _ => None,
        }
    }

    /// How many there are; nothing of a follower whose leader does not answer.
    ///
    /// # Errors
    /// It is about a database, a process type or a moment that there is not.
    pub fn value(&self, evidence: Evidence) -> Result<Option<u64>, LookupError> {
        let (world, app) = (evidence.world, evidence.app());
        let count = |number: usize| Ok(Some(number as u64));
        match self {
            Quantity::BehindBy(colour) => {
                let behind = world.behind(evidence.database(colour)?);
                return Ok(behind.map(|behind| behind.commits()));
            }
            Quantity::Load(colour) => {
                let load = world.server(evidence.database(colour)?).load();
                return Ok(Some(load.total().div_ceil(10)));
            }
            Quantity::Queries(colour) => {
                return count(world.server(evidence.database(colour)?).queries.len());
            }
            Quantity::Followers(colour) => {
                return count(world.followers_of(evidence.database(colour)?).len());
            }
            Quantity::OwnCommits(colour) => {
                let id = evidence.database(colour)?;
                if world.leader_of(id).is_some() {
                    return Ok(Some(0));
                }
                let server = world.server(id);
                let timelines = world.fleet().timelines();
                let forked_at =
                    timelines.get(server.timeline).fork.map_or(0, |fork| fork.1.commits);
                let written = timelines.end(server.timeline).commits;
                return Ok(Some(written.saturating_sub(forked_at)));
            }
            Quantity::Lacks(colour) => {
                let id = evidence.database(colour)?;
                let uses = |app| world.primary(app).map(|primary| world.origin(primary));
                let apps = world.apps().map(|(app, _)| app);
                let apps = apps.filter(|app| uses(*app) == Some(world.origin(id)));
                return Ok(Some(apps.map(|app| world.loss_if_promoted(app, id)).sum()));
            }
            Quantity::Dynos(name) => {
                return match world.app(app).process(name) {
                    Some(process) => count(process.dynos.len()),
                    None => {
                        evidence.database(name)?;
                        Err(LookupError::NoProcess(name.clone()))
                    }
                };
            }
            Quantity::Since(figure, moment) => {
                let mark = evidence.moments.get(moment);
                let mark = mark.ok_or_else(|| LookupError::NotYet(moment.clone()))?;
                return Ok(Some(figure.since(&mark.totals, world)));
            }
            _ => {}
        }
        let app_now = world.app(app);
        Ok(Some(match self {
            Quantity::OtherDynos => {
                let others = app_now.formation.iter().filter(|process| process.name != WEB);
                others.map(|process| process.dynos.len() as u64).sum()
            }
            Quantity::LeftBehind => world.loss_count(app).left_behind,
            Quantity::Gone => world.loss_count(app).gone,
            Quantity::Lost => {
                let lost = world.loss_count(app);
                lost.left_behind + lost.gone
            }
            Quantity::StaleReads => app_now.reading().stale,
            _ => app_now.reading().failed,
        }))
    }

    /// What is true, as a sentence without its full stop.
    ///
    /// # Errors
    /// As for [`Quantity::value`].
    pub fn truth(&self, evidence: Evidence) -> Result<String, LookupError> {
        let value = self.value(evidence)?;
        Ok(match (self, value) {
            (Quantity::BehindBy(colour), None) => {
                format!("{colour} follows nothing that answers")
            }
            (Quantity::BehindBy(colour), Some(behind)) => {
                format!("{colour} is behind by {}", format::commits(behind))
            }
            (Quantity::Lacks(_), Some(lacking)) => format!("{self} {}", format::commits(lacking)),
            (Quantity::Load(colour), Some(load)) => format!("the load of {colour} is {load} %"),
            (Quantity::Since(figure, _), Some(value)) => {
                let truth = format!("{self} {} {}", figure.verb(), figure.describe(value));
                match figure {
                    Figure::CommitsLost => truth + &held_elsewhere(evidence),
                    _ => truth,
                }
            }
            (Quantity::Lost | Quantity::LeftBehind, Some(value)) => {
                format!("{self} {}{}", format::count(value), held_elsewhere(evidence))
            }
            (_, value) => format!("{self} {}", format::count(value.unwrap_or_default())),
        })
    }
}

/// Which other database still has what the app has lost, as the end of a sentence.
fn held_elsewhere(evidence: Evidence) -> String {
    match evidence.world.holder_of_losses(evidence.app()) {
        Some((id, held)) => {
            format!(", and {} has {} of them", evidence.colour(id), format::count(held))
        }
        None => String::new(),
    }
}

/// What stands before the number where it is told how many there are.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Quantity::BehindBy(colour) => write!(f, "{colour} is behind by"),
            Quantity::Load(colour) => write!(f, "the load of {colour} is"),
            Quantity::Queries(colour) => write!(f, "{colour} runs queries:"),
            Quantity::Followers(colour) => write!(f, "databases that follow {colour}:"),
            Quantity::OwnCommits(colour) => write!(f, "commits of its own on {colour}:"),
            Quantity::Lacks(colour) => write!(f, "{colour} lacks"),
            Quantity::Dynos(process) => write!(f, "{process} runs"),
            Quantity::OtherDynos => f.write_str("dynos but web:"),
            Quantity::LeftBehind => f.write_str("commits left behind:"),
            Quantity::Gone => f.write_str("commits gone:"),
            Quantity::Lost => f.write_str("commits lost:"),
            Quantity::StaleReads => f.write_str("stale reads:"),
            Quantity::FailedReads => f.write_str("failed reads:"),
            Quantity::Since(figure, moment) => write!(f, "{figure} since {moment}"),
        }
    }
}
