//! The forms in which somebody makes a world.

use wasm_bindgen::JsCast;
use web_sys::{EventTarget, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::msg_button::msg_button;
use crate::format;
use crate::lessons::draft::{
    DraftEdit, DraftField, FieldForm, FormField, KeptField, PartDraft, PartKind,
};
use crate::platform::addon_plan::PLANS;
use crate::platform::colours::COLOURS;
use crate::playground::Msg;
use crate::playground::workshop::{BuilderView, WorkshopMsg};

/// The forms of a world.
pub fn forms(view: &BuilderView, onmsg: &Callback<Msg>) -> Html {
    let forms = Forms { view, onmsg };
    let BuilderView { draft, mistakes, generation, is_edited, note } = view;
    let onsubmit = onmsg.reform(|event: SubmitEvent| {
        event.prevent_default();
        Msg::Workshop(WorkshopMsg::WorldBegun)
    });
    let button =
        |label: &'static str, msg: WorkshopMsg| msg_button(label, Msg::Workshop(msg), onmsg);
    let state = match mistakes.len() {
        0 => "The run that is open stays among your runs.".to_owned(),
        count => format!("{}, beside the fields.", format::plural(count as u64, "mistake")),
    };
    let is_of_app = |part: &PartDraft| matches!(part.kind, PartKind::App | PartKind::Process);
    html! {
        <form class="workshop" key={*generation} {onsubmit}>
            if let Some(note) = note {
                <p role="status">{ note }</p>
            }
            if draft.is_without_lesson {
                <p>{ "The steps of the lesson stay behind: free play has none." }</p>
            }
            { forms.parts(|part| part.kind == PartKind::World) }
            { forms.parts(|part| part.kind == PartKind::Zone) }
            { forms.add("Add a zone", PartKind::Zone, 0) }
            { forms.parts(is_of_app) }
            { forms.add("Add an app", PartKind::App, 0) }
            { forms.parts(|part| part.kind == PartKind::Database) }
            { forms.add("Add a database", PartKind::Database, 0) }
            <div class="field-row">
                <button class="btn" type="submit" disabled={!mistakes.is_empty()}>
                    { "Begin this world" }
                </button>
                if *is_edited {
                    { button("Back to the world that runs", WorkshopMsg::RunningWorldTaken) }
                }
                { button("Take an empty world", WorkshopMsg::EmptyWorldTaken) }
                <p role="status">{ state }</p>
            </div>
        </form>
    }
}

/// Values, and what is shown of each.
type ChoiceList = Vec<(String, String)>;

/// What a field is filled in with.
enum Control {
    Line,
    Lines,
    Flag,
    Choice(ChoiceList),
}

/// The forms of the parts of a draft.
struct Forms<'v> {
    view: &'v BuilderView,
    onmsg: &'v Callback<Msg>,
}

impl Forms<'_> {
    fn parts(&self, is_wanted: impl Fn(&PartDraft) -> bool) -> Html {
        let parts = self.view.draft.parts.iter().filter(|part| is_wanted(part));
        html! { <>{ for parts.map(|part| self.part(part)) }</> }
    }

    fn part(&self, part: &PartDraft) -> Html {
        let PartDraft { id, kind, name, .. } = part;
        let is_colour = *kind == PartKind::Database;
        let label = match kind {
            PartKind::World => "World",
            PartKind::Zone => "Zone",
            PartKind::App => "App",
            PartKind::Process => "Process type",
            PartKind::Database => "Database",
        };
        let control = if is_colour { Control::Choice(self.colours(name)) } else { Control::Line };
        let removal = DraftEdit::Removed(*id);
        let inner = (*kind == PartKind::Process).then_some("inner");
        let fields = part.kind.fields().iter().zip(&part.values);
        // The size of a follower is its leader's.
        let fields = fields.filter(|(field, _)| {
            field.name != "size" || self.view.draft.referred(part.value("follows")).is_none()
        });
        html! {
            <fieldset key={*id} class={inner}>
                <legend>{ format!("{label} {name}") }</legend>
                if *kind != PartKind::World {
                    { self.field(part.field("name"), "Name", name, control) }
                }
                { for fields.map(|(field, value)| self.of_kind(part, field, value)) }
                { self.note(part.field("zones")) }
                { self.kept(part) }
                <div class="field-row">
                    if *kind == PartKind::App {
                        { self.add("Add a process type", PartKind::Process, *id) }
                    }
                    if *kind != PartKind::World {
                        { self.button("Remove", format!("Remove {label} {name}"), removal) }
                    }
                </div>
            </fieldset>
        }
    }

    /// A field of a kind of parts.
    fn of_kind(&self, part: &PartDraft, kind: &FormField, value: &str) -> Html {
        let control = match kind.form {
            FieldForm::Text | FieldForm::Number => Control::Line,
            FieldForm::LongText => Control::Lines,
            FieldForm::Flag => Control::Flag,
            FieldForm::Plan => {
                let option =
                    |price: u32, name: &str| (name.to_owned(), format!("{name}, ${price}"));
                Control::Choice(PLANS.iter().map(|it| option(it.dollars, it.name)).collect())
            }
            FieldForm::Reference(of) => Control::Choice(self.referred(part, of, value)),
        };
        self.field(part.field(kind.name), kind.label, value, control)
    }

    /// The parts that a field can refer to; none, where it may or does.
    fn referred(&self, part: &PartDraft, kind: PartKind, value: &str) -> ChoiceList {
        let draft = &self.view.draft;
        let is_none = kind == PartKind::Database || draft.referred(value).is_none();
        let mut options = Vec::new();
        if is_none {
            options.push((String::new(), "none".to_owned()));
        }
        for other in draft.of_kind(kind).filter(|other| other.id != part.id) {
            options.push((other.id.to_string(), other.name.clone()));
        }
        options
    }

    /// The colours that are free, and a database's own.
    fn colours(&self, own: &str) -> ChoiceList {
        let parts = &self.view.draft.parts;
        let is_free = |colour: &str| colour == own || parts.iter().all(|it| it.name != colour);
        let colours = COLOURS.iter().filter(|colour| is_free(colour));
        colours.map(|colour| ((*colour).to_owned(), (*colour).to_owned())).collect()
    }

    fn field(&self, field: DraftField, label: &str, value: &str, control: Control) -> Html {
        let id = format!("world-{}-{}", field.part, field.name);
        let note_id = format!("{id}-note");
        let mistake = self.view.mistake(field);
        let is_wrong = mistake.is_some().then_some("true");
        let described = mistake.is_some().then(|| note_id.clone());
        let class = matches!(control, Control::Lines).then_some("wide");
        let onvalue = {
            let onmsg = self.onmsg.clone();
            move |target: Option<EventTarget>| {
                let text = target.map(|target| value_of(&target)).unwrap_or_default();
                onmsg.emit(edit_msg(DraftEdit::Set(field, text)));
            }
        };
        let id_of = id.clone();
        let control = match control {
            Control::Line => html! {
                <input
                    id={id_of}
                    type="text"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    value={value.to_owned()}
                    aria-invalid={is_wrong}
                    aria-describedby={described}
                    oninput={move |event: InputEvent| onvalue(event.target())}
                />
            },
            Control::Lines => html! {
                <textarea
                    id={id_of}
                    rows="3"
                    value={value.to_owned()}
                    aria-invalid={is_wrong}
                    aria-describedby={described}
                    oninput={move |event: InputEvent| onvalue(event.target())}
                />
            },
            Control::Flag => html! {
                <input
                    id={id_of}
                    type="checkbox"
                    checked={value == "true"}
                    aria-describedby={described}
                    onchange={move |event: Event| onvalue(event.target())}
                />
            },
            // Each with a key: an attribute no longer changes a menu that somebody has used, but
            // an option that goes takes its choice with it.
            Control::Choice(options) => html! {
                <select
                    id={id_of}
                    aria-invalid={is_wrong}
                    aria-describedby={described}
                    onchange={move |event: Event| onvalue(event.target())}
                >
                    for (option, shown) in options {
                        <option
                            key={option.clone()}
                            selected={option == value}
                            value={option.clone()}
                        >
                            { shown }
                        </option>
                    }
                </select>
            },
        };
        html! {
            <div class={classes!("field", class)}>
                <label for={id}>{ label.to_owned() }</label>
                { control }
                if let Some(mistake) = mistake {
                    <p class="mistake" id={note_id}>{ mistake }</p>
                }
            </div>
        }
    }

    /// What is wrong with what has no field here.
    fn note(&self, field: DraftField) -> Html {
        html! {
            if let Some(mistake) = self.view.mistake(field) {
                <p class="mistake">{ mistake }</p>
            }
        }
    }

    /// What is kept of a part without a form, and can be left out.
    fn kept(&self, part: &PartDraft) -> Html {
        let row = |(at, field): (usize, &KeptField)| {
            let text = format!("{} = {}", field.name, field.value);
            let label = format!("Leave out {}", format::excerpt(&text));
            let edit = DraftEdit::KeptRemoved(part.id, at);
            html! {
                <li>
                    <code title={text.clone()}>{ text }</code>
                    { self.button("Leave out", label, edit) }
                </li>
            }
        };
        html! {
            <>
                if !part.kept.is_empty() {
                    <p>{ "Also, as the file has it:" }</p>
                    <ul>{ for part.kept.iter().enumerate().map(row) }</ul>
                }
                { self.note(part.field("")) }
            </>
        }
    }

    fn add(&self, label: &'static str, kind: PartKind, app: u32) -> Html {
        self.button(label, label.to_owned(), DraftEdit::Added(kind, app))
    }

    /// A button; what it is about may be said at length to those who do not see where it stands.
    fn button(&self, text: &'static str, label: String, edit: DraftEdit) -> Html {
        let onclick = self.onmsg.reform(move |_: MouseEvent| edit_msg(edit.clone()));
        html! {
            <button class="others" type="button" aria-label={label} {onclick}>{ text }</button>
        }
    }
}

fn edit_msg(edit: DraftEdit) -> Msg {
    Msg::Workshop(WorkshopMsg::WorldEdited(edit))
}

/// What a control is filled in with.
fn value_of(target: &EventTarget) -> String {
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        if input.type_() == "checkbox" {
            return if input.checked() { "true".to_owned() } else { String::new() };
        }
        return input.value();
    }
    let area = target.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value);
    let menu = || target.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value);
    area.or_else(menu).unwrap_or_default()
}
