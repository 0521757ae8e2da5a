//! The forms in which somebody makes a world.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::form_field::{ChoiceField, TextField};
use crate::format;
use crate::lessons::draft::{
    AppDraft, DatabaseDraft, DraftEdit, DraftField, DraftPart, KeptField, ProcessDraft,
};
use crate::platform::addon_plan::{AddonPlan, PLANS};
use crate::playground::Msg;
use crate::playground::workshop::{BuilderView, WorkshopMsg};

#[derive(Properties, PartialEq)]
pub struct WorldBuilderProps {
    pub view: BuilderView,
    pub onmsg: Callback<Msg>,
}

#[component]
pub fn WorldBuilder(props: &WorldBuilderProps) -> Html {
    let forms = Forms { view: &props.view, onmsg: &props.onmsg };
    let BuilderView { draft, mistakes, is_edited, note } = forms.view;
    let world = DraftPart::World;
    let onsubmit = props.onmsg.reform(|event: SubmitEvent| {
        event.prevent_default();
        Msg::Workshop(WorkshopMsg::WorldBegun)
    });
    let onreset = props.onmsg.reform(|_: MouseEvent| Msg::Workshop(WorkshopMsg::RunningWorldTaken));
    let state = match mistakes.len() {
        0 => "The run that is open stays among your runs.".to_owned(),
        1 => "Something is wrong: it stands beside its field.".to_owned(),
        count => format!("{count} things are wrong: each stands beside its field."),
    };
    html! {
        <form class="workshop builder" {onsubmit}>
            if let Some(note) = note {
                <p role="status">{ note }</p>
            }
            if draft.is_without_lesson {
                <p>{ "The steps of the lesson stay behind: free play has none." }</p>
            }
            <div class="field-row">
                { forms.text(world.field("title"), "Title", &draft.title, None) }
                { forms.long_text(world.field("about"), "About", &draft.about) }
                { forms.text(world.field("starts"), "Starts, in UTC", &draft.starts, None) }
                { forms.text(world.field("seed"), "Seed of chance", &draft.seed, Some("1")) }
            </div>
            <fieldset>
                <legend>{ "Zones" }</legend>
                for (at, zone) in draft.zones.iter().enumerate() {
                    { forms.zone(at, zone) }
                }
                { forms.mistake(world.field("zones")) }
                { forms.button("Add a zone", DraftEdit::ZoneAdded) }
            </fieldset>
            for (at, app) in draft.apps.iter().enumerate() {
                { forms.app(at, app) }
            }
            { forms.button("Add an app", DraftEdit::AppAdded) }
            for (at, database) in draft.databases.iter().enumerate() {
                { forms.database(at, database) }
            }
            { forms.button("Add a database", DraftEdit::DatabaseAdded) }
            { forms.kept(world, &draft.kept) }
            <div class="field-row end">
                <button class="btn" type="submit" disabled={!mistakes.is_empty()}>
                    { "Begin this world" }
                </button>
                if *is_edited {
                    <button class="others" type="button" onclick={onreset}>
                        { "Back to the world that runs" }
                    </button>
                }
                <p role="status">{ state }</p>
            </div>
        </form>
    }
}

/// The forms of the parts of a draft.
struct Forms<'v> {
    view: &'v BuilderView,
    onmsg: &'v Callback<Msg>,
}

impl Forms<'_> {
    fn zone(&self, at: usize, zone: &str) -> Html {
        let part = DraftPart::Zone(at);
        html! {
            <div class="field-row">
                { self.text(part.field("name"), "Name of the zone", zone, None) }
                { self.remove(part, zone) }
            </div>
        }
    }

    fn app(&self, at: usize, app: &AppDraft) -> Html {
        let part = DraftPart::App(at);
        let outside = part.field("outside");
        let onoutside = self.edit(outside).reform(|event: Event| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            input.is_some_and(|input| input.checked()).to_string()
        });
        html! {
            <fieldset>
                <legend>{ format!("App {}", app.name) }</legend>
                <div class="field-row">
                    { self.text(part.field("name"), "Name", &app.name, None) }
                    { self.choice(
                        part.field("primary"),
                        "Its DATABASE_URL names",
                        app.primary,
                        self.databases(None),
                    ) }
                    <label class="check">
                        <input type="checkbox" checked={app.is_outside} onchange={onoutside} />
                        { "outside Heroku" }
                    </label>
                </div>
                for (inner, process) in app.processes.iter().enumerate() {
                    { self.process(DraftPart::Process(at, inner), process) }
                }
                { self.kept(part, &app.kept) }
                <div class="field-row end">
                    { self.button("Add a process type", DraftEdit::ProcessAdded(at)) }
                    { self.remove(part, &format!("app {}", app.name)) }
                </div>
            </fieldset>
        }
    }

    fn process(&self, part: DraftPart, process: &ProcessDraft) -> Html {
        let ProcessDraft { name, dynos, writes, reads, kept } = process;
        html! {
            <fieldset>
                <legend>{ format!("Process type {name}") }</legend>
                <div class="field-row">
                    { self.text(part.field("name"), "Name", name, None) }
                    { self.text(part.field("dynos"), "Dynos", dynos, None) }
                    { self.text(part.field("writes"), "Writes of each", writes, Some("48/s")) }
                    { self.text(part.field("reads"), "Reads of each", reads, Some("none")) }
                </div>
                { self.kept(part, kept) }
                { self.remove(part, &format!("process type {name}")) }
            </fieldset>
        }
    }

    fn database(&self, at: usize, database: &DatabaseDraft) -> Html {
        let (part, draft) = (DraftPart::Database(at), &self.view.draft);
        let free = draft.free_colours().map(str::to_owned);
        let colours = std::iter::once(database.colour.clone()).chain(free);
        let colours = colours.map(|colour| (colour.clone(), colour)).collect();
        let (name, plan) = (part.field("name"), part.field("plan"));
        let plans = PLANS.iter().map(|plan| (plan.name.to_owned(), plan_label(plan))).collect();
        let apps = numbered(draft.apps.iter().map(|app| app.name.as_str()));
        let zones = numbered(draft.zones.iter().map(String::as_str));
        let heading = match database.follows {
            Some(_) => format!("Database {}, a follower", database.colour),
            None => format!("Database {}", database.colour),
        };
        html! {
            <fieldset>
                <legend>{ heading }</legend>
                <div class="field-row">
                    { self.choice_of_text(name, "Colour", &database.colour, colours) }
                    { self.choice_of_text(plan, "Plan", &database.plan, plans) }
                    { self.choice(
                        part.field("follows"),
                        "Follows",
                        database.follows,
                        self.databases(Some(at)),
                    ) }
                    { self.choice(part.field("zone"), "Zone", Some(database.zone), zones) }
                    { self.choice(part.field("app"), "Add-on of", Some(database.app), apps) }
                    if database.follows.is_none() {
                        { self.text(part.field("size"), "Size", &database.size, Some("600 MB")) }
                    }
                </div>
                { self.kept(part, &database.kept) }
                { self.remove(part, &format!("database {}", database.colour)) }
            </fieldset>
        }
    }

    /// The databases as options, but for one of them, and none.
    fn databases(&self, but: Option<usize>) -> Vec<(String, String)> {
        let all = numbered(self.view.draft.databases.iter().map(|it| it.colour.as_str()));
        let others = all.into_iter().enumerate().filter(|(at, _)| but != Some(*at));
        let none = (String::new(), "none".to_owned());
        std::iter::once(none).chain(others.map(|(_, option)| option)).collect()
    }

    fn edit(&self, field: DraftField) -> Callback<String> {
        self.onmsg.reform(move |text| edit_msg(DraftEdit::Set(field, text)))
    }

    fn text(
        &self,
        field: DraftField,
        label: &'static str,
        value: &str,
        example: Option<&'static str>,
    ) -> Html {
        let (mistake, onedit) = (self.view.mistake(field), self.edit(field));
        let value = value.to_owned();
        html! { <TextField id={id_of(field)} {label} {value} {mistake} {example} {onedit} /> }
    }

    fn long_text(&self, field: DraftField, label: &'static str, value: &str) -> Html {
        let (mistake, onedit) = (self.view.mistake(field), self.edit(field));
        let value = value.to_owned();
        html! { <TextField id={id_of(field)} {label} {value} {mistake} is_long=true {onedit} /> }
    }

    /// A choice by place; `None` is the empty option.
    fn choice(
        &self,
        field: DraftField,
        label: &'static str,
        value: Option<usize>,
        options: Vec<(String, String)>,
    ) -> Html {
        let value = value.map(|at| at.to_string()).unwrap_or_default();
        self.choice_of_text(field, label, &value, options)
    }

    fn choice_of_text(
        &self,
        field: DraftField,
        label: &'static str,
        value: &str,
        options: Vec<(String, String)>,
    ) -> Html {
        let (mistake, onedit) = (self.view.mistake(field), self.edit(field));
        let value = value.to_owned();
        html! { <ChoiceField id={id_of(field)} {label} {value} {options} {mistake} {onedit} /> }
    }

    /// What is wrong with no field that has a form.
    fn mistake(&self, field: DraftField) -> Html {
        html! {
            if let Some(mistake) = self.view.mistake(field) {
                <p class="mistake">{ mistake }</p>
            }
        }
    }

    /// What is kept of a part without a form, and can be left out.
    fn kept(&self, part: DraftPart, kept: &[KeptField]) -> Html {
        let row = |(at, field): (usize, &KeptField)| {
            let text = format!("{} = {}", field.name, field.value);
            let label = format!("Leave out {}", format::excerpt(&text));
            let onclick = self.click(DraftEdit::KeptRemoved(part, at));
            html! {
                <li>
                    <code title={text.clone()}>{ &text }</code>
                    <button class="target" type="button" aria-label={label} {onclick}>
                        { "Leave out" }
                    </button>
                </li>
            }
        };
        html! {
            <>
                if !kept.is_empty() {
                    <p>{ "Also, as the file has it:" }</p>
                    <ul>{ for kept.iter().enumerate().map(row) }</ul>
                }
                { self.mistake(part.field("")) }
            </>
        }
    }

    fn click(&self, edit: DraftEdit) -> Callback<MouseEvent> {
        self.onmsg.reform(move |_| edit_msg(edit.clone()))
    }

    fn button(&self, label: &'static str, edit: DraftEdit) -> Html {
        html! {
            <button class="others" type="button" onclick={self.click(edit)}>{ label }</button>
        }
    }

    fn remove(&self, part: DraftPart, what: &str) -> Html {
        let onclick = self.click(DraftEdit::Removed(part));
        html! {
            <button class="others" type="button" aria-label={format!("Remove {what}")} {onclick}>
                { "Remove" }
            </button>
        }
    }
}

fn edit_msg(edit: DraftEdit) -> Msg {
    Msg::Workshop(WorkshopMsg::WorldEdited(edit))
}

/// Names as options by their places.
fn numbered<'n>(names: impl Iterator<Item = &'n str>) -> Vec<(String, String)> {
    names.enumerate().map(|(at, name)| (at.to_string(), name.to_owned())).collect()
}

fn plan_label(plan: &AddonPlan) -> String {
    format!("{}, ${} a month", plan.name, plan.dollars)
}

fn id_of(field: DraftField) -> String {
    let name = field.name;
    match field.part {
        DraftPart::World => format!("world-{name}"),
        DraftPart::Zone(at) => format!("world-zone-{at}-{name}"),
        DraftPart::App(at) => format!("world-app-{at}-{name}"),
        DraftPart::Process(app, at) => format!("world-app-{app}-{at}-{name}"),
        DraftPart::Database(at) => format!("world-database-{at}-{name}"),
    }
}
