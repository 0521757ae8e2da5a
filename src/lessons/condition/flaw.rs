//! Flaws: what keeps a condition from ever holding, such as a name that its file does not have.

use super::{Condition, Databases, Incident, Property, Quantity, RanCommand, STATUSES};
use crate::lessons::placeholder::Placeholder;
use crate::lessons::script::{PlanStep, StepKind};
use crate::platform::addon_plan::AddonPlan;
use crate::platform::app::DATABASE_URL;
use crate::platform::faults::{self, FAULTS, HA_STANDBY_OF, TargetKind};

/// The names that there are, or can come to be, in the runs of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownNames<'f> {
    pub apps: Vec<&'f str>,
    /// Of the app in which the terminal stands.
    pub processes: Vec<&'f str>,
    /// Also those of databases that are still to be added.
    pub databases: Vec<&'f str>,
    pub zones: Vec<&'f str>,
    pub steps: Vec<&'f str>,
}

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    App,
    Process,
    Database,
    Zone,
    Step,
}

/// Why a condition can never hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// There is no such name, whatever happens.
    UnknownName(NameKind, String),
    /// It has a word that no world has, such as a status that there is not.
    VainWord,
}

impl NameKind {
    pub fn label(self) -> &'static str {
        match self {
            NameKind::App => "app",
            NameKind::Process => "process type",
            NameKind::Database => "database",
            NameKind::Zone => "zone",
            NameKind::Step => "step",
        }
    }
}

impl<'f> KnownNames<'f> {
    pub fn of(&self, kind: NameKind) -> &[&'f str] {
        match kind {
            NameKind::App => &self.apps,
            NameKind::Process => &self.processes,
            NameKind::Database => &self.databases,
            NameKind::Zone => &self.zones,
            NameKind::Step => &self.steps,
        }
    }

    /// Whether a name is known; `DATABASE_URL` stands for a database.
    pub fn check(&self, kind: NameKind, name: &str) -> Result<(), Flaw> {
        let stands_for_one = kind == NameKind::Database && name == DATABASE_URL;
        match stands_for_one || self.of(kind).contains(&name) {
            true => Ok(()),
            false => Err(Flaw::UnknownName(kind, name.to_owned())),
        }
    }

    /// Whether a fault of this kind can strike what has this name.
    pub fn check_target(&self, target: TargetKind, name: &str) -> Result<(), Flaw> {
        match target {
            TargetKind::Zone => self.check(NameKind::Zone, name),
            TargetKind::App => self.check(NameKind::App, name),
            TargetKind::Leader | TargetKind::Follower | TargetKind::Database => {
                let name = name.strip_prefix(HA_STANDBY_OF).unwrap_or(name);
                self.check(NameKind::Database, name)
            }
        }
    }

    /// Whether the condition or the fault of a line of a plan is such as there can be.
    pub fn check_line(&self, step: &PlanStep) -> Result<(), Flaw> {
        match &step.kind {
            StepKind::Wait(Some(condition), _) => condition.check(self),
            StepKind::Break => {
                let fault = step.text.strip_prefix(crate::lessons::script::BREAK);
                let named = fault.and_then(faults::named).ok_or(Flaw::VainWord)?;
                let kind = FAULTS.iter().find(|kind| kind.name == named.fault);
                let target = kind.ok_or(Flaw::VainWord)?.target;
                self.check_target(target, named.on)
            }
            _ => Ok(()),
        }
    }

    /// Whether what stands in braces in a text can be filled in.
    pub fn check_placeholder(&self, placeholder: &Placeholder) -> Result<(), Flaw> {
        match placeholder {
            Placeholder::Figure(quantity) => quantity.check(self),
            Placeholder::Newest(databases) | Placeholder::Url(databases) => {
                databases.iter().try_for_each(|databases| databases.check(self))
            }
            Placeholder::ProcessId(database) => database.check(self),
        }
    }

    /// Whether a moment of this name can come: `the start`, `maintenance`, `step outage`.
    pub fn check_moment(&self, moment: &str) -> Result<(), Flaw> {
        match moment.strip_prefix("step ") {
            Some(step) => self.check(NameKind::Step, step),
            None => Ok(()),
        }
    }
}

impl Condition {
    /// Whether it could hold in some run of a file with these names.
    ///
    /// # Errors
    /// What keeps it from that.
    pub fn check(&self, names: &KnownNames) -> Result<(), Flaw> {
        match self {
            Condition::Equals { property, wanted } => {
                property.check(names)?;
                property.check_value(wanted, names)
            }
            Condition::Counts { quantity, .. } => quantity.check(names),
            Condition::Ran(ran) => ran.check(names),
            Condition::Happened(incident) => incident.check(names),
            Condition::OfOne { databases, text } => {
                databases.check(names)?;
                let Some(colour) = names.databases.first() else {
                    return Ok(());
                };
                Condition::parse(&format!("{colour} {text}")).map_or(Ok(()), |it| it.check(names))
            }
            Condition::AnyOf(all) => all.iter().try_for_each(|condition| condition.check(names)),
        }
    }
}

impl Databases {
    fn check(&self, names: &KnownNames) -> Result<(), Flaw> {
        match self {
            Databases::Named(name)
            | Databases::Followers(Some(name))
            | Databases::Forks(Some(name)) => names.check(NameKind::Database, name),
            Databases::Followers(None) | Databases::Forks(None) => Ok(()),
        }
    }
}

impl RanCommand {
    fn check(&self, names: &KnownNames) -> Result<(), Flaw> {
        self.on.as_ref().map_or(Ok(()), |on| on.check(names))?;
        self.since.as_ref().map_or(Ok(()), |moment| names.check_moment(moment))
    }
}

impl Incident {
    fn check(&self, names: &KnownNames) -> Result<(), Flaw> {
        match self {
            Incident::Struck { fault, on } => {
                names.check_target(FAULTS[*fault as usize].target, on)
            }
            Incident::Shown(_) => Ok(()),
            Incident::FailedOver(name) | Incident::QueryCancelled(name) => {
                names.check(NameKind::Database, name)
            }
        }
    }
}

impl Property {
    /// Whether what it is of has a known name.
    fn check(&self, names: &KnownNames) -> Result<(), Flaw> {
        match self {
            Property::DatabaseUrl
            | Property::Maintenance
            | Property::Release
            | Property::Visitors(None)
            | Property::ReadsFrom(None) => Ok(()),
            Property::Step(step) => names.check(NameKind::Step, step),
            Property::Uses(app)
            | Property::Visitors(Some(app))
            | Property::ReadsFrom(Some(app)) => names.check(NameKind::App, app),
            Property::Use { app, of } => {
                names.check(NameKind::App, app)?;
                names.check(NameKind::Database, of)
            }
            Property::Plan(colour)
            | Property::Status(colour)
            | Property::Owner(colour)
            | Property::Writes(colour)
            | Property::Writers(colour)
            | Property::Leader(colour)
            | Property::ForkedFrom(colour)
            | Property::RestoredFrom(colour)
            | Property::Followable(colour)
            | Property::Failover(colour)
            | Property::Bill(colour)
            | Property::Orders(colour) => names.check(NameKind::Database, colour),
        }
    }

    /// Whether it can have this value; those that the grammar has as words of its own can.
    fn check_value(&self, wanted: &str, names: &KnownNames) -> Result<(), Flaw> {
        let can_be = match self {
            Property::DatabaseUrl if wanted == "unset" => true,
            Property::Uses(_)
            | Property::ReadsFrom(_)
            | Property::Leader(_)
            | Property::ForkedFrom(_)
            | Property::RestoredFrom(_)
                if wanted == "nothing" =>
            {
                true
            }
            // As in `DATABASE_URL is writeable`, where it stands for its database.
            Property::DatabaseUrl if wanted.starts_with(|c: char| c.is_ascii_lowercase()) => false,
            Property::DatabaseUrl
            | Property::Uses(_)
            | Property::ReadsFrom(_)
            | Property::Leader(_)
            | Property::ForkedFrom(_)
            | Property::RestoredFrom(_) => return names.check(NameKind::Database, wanted),
            Property::Owner(_) => return names.check(NameKind::App, wanted),
            Property::Maintenance => matches!(wanted, "on" | "off"),
            Property::Release => {
                wanted.strip_prefix('v').is_some_and(|number| number.parse::<u32>().is_ok())
            }
            Property::Plan(_) => AddonPlan::find(wanted).is_some_and(|plan| plan.name == wanted),
            Property::Status(_) => STATUSES.contains(&wanted),
            Property::Bill(_) => matches!(wanted, "runs" | "has stopped"),
            Property::Visitors(_)
            | Property::Writes(_)
            | Property::Writers(_)
            | Property::Use { .. }
            | Property::Followable(_)
            | Property::Failover(_)
            | Property::Orders(_)
            | Property::Step(_) => true,
        };
        if can_be { Ok(()) } else { Err(Flaw::VainWord) }
    }
}

impl Quantity {
    /// Whether what it is of has a known name.
    fn check(&self, names: &KnownNames) -> Result<(), Flaw> {
        match self {
            Quantity::BehindBy(colour)
            | Quantity::Load(colour)
            | Quantity::Queries(colour)
            | Quantity::OwnCommits(colour)
            | Quantity::Lacks(colour)
            | Quantity::Followers(colour) => names.check(NameKind::Database, colour),
            Quantity::Dynos(process) => names.check(NameKind::Process, process),
            Quantity::Since(_, moment) => names.check_moment(moment),
            Quantity::OtherDynos
            | Quantity::LeftBehind
            | Quantity::Gone
            | Quantity::Lost
            | Quantity::StaleReads
            | Quantity::FailedReads => Ok(()),
        }
    }
}

/// The names that the vocabulary and its tests use.
#[cfg(test)]
pub fn of_the_vocabulary() -> KnownNames<'static> {
    KnownNames {
        apps: vec!["sushi", "tempura", "warehouse", "reports"],
        processes: vec!["web", "worker"],
        databases: vec!["CHARCOAL", "WHITE", "TEAL", "NAVY"],
        zones: vec!["us-east-1a", "us-east-1c"],
        steps: vec!["outage"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::condition::VOCABULARY;

    fn check(text: &str) -> Result<(), Flaw> {
        Condition::parse(text).expect(text).check(&of_the_vocabulary())
    }

    #[test]
    fn what_no_world_has_is_found() {
        for text in VOCABULARY {
            assert_eq!(check(text), Ok(()), "{text}");
        }
        for text in [
            "WHITE is round",
            "DATABASE_URL is writeable",
            "maintenance is maybe",
            "release is 71",
            "WHITE is on plan roning",
            "the bill of WHITE ended",
            "a follower of CHARCOAL is round",
            "WHITE is lost or WHITE is round",
        ] {
            assert_eq!(check(text), Err(Flaw::VainWord), "{text}");
        }
    }

    #[test]
    fn a_name_that_the_file_does_not_have_is_told_with_what_it_should_be() {
        let check = |text: &str, kind: NameKind, name: &str| {
            assert_eq!(check(text), Err(Flaw::UnknownName(kind, name.to_owned())), "{text}");
        };
        for (text, name) in [
            ("white is writable", "white"),
            ("WHTE is writable", "WHTE"),
            ("GRAY is writable", "GRAY"),
            ("DATABASE_URL is GRAY", "GRAY"),
            ("WHITE follows GRAY", "GRAY"),
            ("GRAY is behind by 0 commits", "GRAY"),
            ("pg:info has run on GRAY", "GRAY"),
            ("a follower of GRAY is lost", "GRAY"),
            ("addons:add was refused on a fork of GRAY", "GRAY"),
            ("leader lost has struck GRAY", "GRAY"),
            ("link cut has struck the standby of GRAY", "GRAY"),
            ("GRAY has failed over by itself", "GRAY"),
            ("GRAY belongs to sushi", "GRAY"),
            ("GRAY has failed", "GRAY"),
            ("sushi does not use GRAY", "GRAY"),
            ("nobody writes to GRAY", "GRAY"),
            ("GRAY lacks 0 commits", "GRAY"),
            ("the load of GRAY is at most 9 %", "GRAY"),
        ] {
            check(text, NameKind::Database, name);
        }
        check("wrker runs 0", NameKind::Process, "wrker");
        check("WHITE belongs to shop", NameKind::App, "shop");
        check("visitors of shop are served", NameKind::App, "shop");
        check("reads of shop come from WHITE", NameKind::App, "shop");
        check("shop uses WHITE", NameKind::App, "shop");
        check("shop does not use WHITE", NameKind::App, "shop");
        check("write burst has struck shop", NameKind::App, "shop");
        check("zone outage has struck us-east-1b", NameKind::Zone, "us-east-1b");
        check("pg:info has run since step nope", NameKind::Step, "nope");
        check("downtime since step nope is at most 2m", NameKind::Step, "nope");
        check("step nope is open", NameKind::Step, "nope");
    }
}
