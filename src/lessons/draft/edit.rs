//! What somebody does to a draft. An edit of what is not there changes nothing.

use super::{DraftField, PartDraft, PartId, PartKind, WorldDraft};
use crate::platform::addon_plan::AddonPlan;
use crate::platform::colours::COLOURS;

/// The plan of a database that is added where no other has one to follow.
const PLAN: &str = "ronin";

#[derive(Clone, Debug, PartialEq)]
pub enum DraftEdit {
    /// A field gets this text; a reference, the id of what it leads to.
    Set(DraftField, String),
    /// A part is added; a process type, to this app.
    Added(PartKind, PartId),
    Removed(PartId),
    /// A field that no form shows is left out.
    KeptRemoved(PartId, usize),
}

impl WorldDraft {
    pub fn edit(&mut self, edit: DraftEdit) {
        let place = |id: PartId| self.parts.iter().position(|part| part.id == id);
        match edit {
            DraftEdit::Set(field, text) => {
                if let Some(at) = place(field.part) {
                    self.parts[at].set(field.name, text);
                }
            }
            DraftEdit::Added(kind, id) => self.add(kind, place(id)),
            DraftEdit::Removed(id) => {
                if let Some(at) = place(id).filter(|at| self.parts[*at].kind != PartKind::World) {
                    self.parts.drain(at..self.end_of(at));
                }
            }
            DraftEdit::KeptRemoved(id, field) => {
                let kept = place(id).map(|at| &mut self.parts[at].kept);
                if let Some(kept) = kept.filter(|kept| field < kept.len()) {
                    kept.remove(field);
                }
            }
        }
    }

    /// The place behind a part and, for an app, behind its process types.
    fn end_of(&self, at: usize) -> usize {
        let is_app = self.parts[at].kind == PartKind::App;
        let behind = self.parts[at + 1..].iter();
        at + 1 + behind.take_while(|part| is_app && part.kind == PartKind::Process).count()
    }

    fn add(&mut self, kind: PartKind, app: Option<usize>) {
        let before = |is_behind: fn(PartKind) -> bool| {
            self.parts.iter().position(|part| is_behind(part.kind)).unwrap_or(self.parts.len())
        };
        match kind {
            PartKind::World => {}
            PartKind::Zone => {
                let at = before(|kind| !matches!(kind, PartKind::World | PartKind::Zone));
                self.insert(at, kind, free(&self.parts, zone_name), Vec::new());
            }
            PartKind::App => {
                let at = before(|kind| kind == PartKind::Database);
                self.insert(at, kind, free(&self.parts, app_name), vec![String::new(); 2]);
                self.add(PartKind::Process, Some(at));
            }
            PartKind::Process => {
                if let Some(app) = app.filter(|at| self.parts[*at].kind == PartKind::App) {
                    let at = self.end_of(app);
                    let name = free(&self.parts[app..at], process_name);
                    let values = ["1", "10/s", ""].map(str::to_owned).to_vec();
                    self.insert(at, kind, name, values);
                }
            }
            PartKind::Database => self.add_database(),
        }
    }

    /// Adds a follower of the first database that can have one, or else a leader.
    fn add_database(&mut self) {
        let kind = PartKind::Database;
        let is_free = |colour: &&&str| self.of_kind(kind).all(|it| it.name != **colour);
        let Some(colour) = COLOURS.iter().find(is_free) else {
            return;
        };
        let can_lead = |it: &&PartDraft| {
            let plan = AddonPlan::find(it.value("plan"));
            it.value("follows").is_empty() && plan.is_some_and(|plan| plan.tier.can_follow())
        };
        let leader = self.of_kind(kind).find(can_lead);
        let of_leader = |name: &str| leader.map_or("", |leader| leader.value(name)).to_owned();
        let other_than = |kind: PartKind, id: &str| {
            let mut ids = self.of_kind(kind).map(|part| part.id.to_string());
            ids.find(|other| other != id).unwrap_or_default()
        };
        let zone = other_than(PartKind::Zone, &of_leader("zone"));
        let values = match leader {
            Some(it) => vec![of_leader("plan"), it.id.to_string(), zone, of_leader("app")],
            None => vec![PLAN.to_owned(), String::new(), zone, other_than(PartKind::App, "")],
        };
        let app = leader.is_none().then(|| values[3].clone());
        let values = values.into_iter().chain([String::new()]).collect();
        let id = self.next;
        self.insert(self.parts.len(), kind, (*colour).to_owned(), values);
        // The first leader is what its app has waited for.
        let app = app.and_then(|app| self.referred(&app));
        if let Some(app) = app.filter(|app| self.referred(app.value("primary")).is_none()) {
            self.edit(DraftEdit::Set(app.field("primary"), id.to_string()));
        }
    }
}

impl PartDraft {
    fn set(&mut self, name: &str, text: String) {
        let at = self.kind.fields().iter().position(|field| field.name == name);
        match at.and_then(|at| self.values.get_mut(at)) {
            Some(value) => *value = text,
            None if name == "name" => self.name = text,
            None => {}
        }
    }
}

/// The first of such names that none of the parts has, counted from 0.
fn free(parts: &[PartDraft], name: fn(usize) -> String) -> String {
    let is_taken = |count: &usize| parts.iter().any(|part| part.name == name(*count));
    // One more than there are parts is enough to find one.
    name((0..parts.len()).find(|count| !is_taken(count)).unwrap_or(parts.len()))
}

fn zone_name(count: usize) -> String {
    format!("us-east-{}{}", count / 26 + 1, char::from(b'a' + (count % 26) as u8))
}

fn app_name(count: usize) -> String {
    format!("app-{}", count + 2)
}

fn process_name(count: usize) -> String {
    match count {
        0 => "web".to_owned(),
        1 => "worker".to_owned(),
        count => format!("worker-{count}"),
    }
}
