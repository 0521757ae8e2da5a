//! Fields of a form, each with its label and what is wrong with it.

use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct TextFieldProps {
    /// Of its element: no other on the page has it.
    pub id: String,
    pub label: &'static str,
    pub value: String,
    pub mistake: Option<String>,
    /// What may stand there, where nothing does.
    #[prop_or_default]
    pub example: Option<&'static str>,
    /// Whether it is a text of several lines.
    #[prop_or_default]
    pub is_long: bool,
    pub onedit: Callback<String>,
}

/// A field for any text.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let TextFieldProps { id, label, value, mistake, example, is_long, onedit } = props;
    let oninput = {
        let onedit = onedit.clone();
        move |event: InputEvent| {
            let area = event.target_dyn_into::<HtmlTextAreaElement>().map(|area| area.value());
            let input = || event.target_dyn_into::<HtmlInputElement>().map(|input| input.value());
            if let Some(text) = area.or_else(input) {
                onedit.emit(text);
            }
        }
    };
    let value = AttrValue::from(value.clone());
    let is_wrong = mistake.is_some().then_some("true");
    let note = mistake.is_some().then(|| note_id(id));
    html! {
        <div class={classes!("field", is_long.then_some("long"))}>
            <label for={id.clone()}>{ *label }</label>
            if *is_long {
                <textarea
                    id={id.clone()}
                    rows="3"
                    {value}
                    aria-invalid={is_wrong}
                    aria-describedby={note}
                    {oninput}
                />
            } else {
                <input
                    id={id.clone()}
                    type="text"
                    autocomplete="off"
                    autocapitalize="off"
                    autocorrect="off"
                    spellcheck="false"
                    placeholder={*example}
                    {value}
                    aria-invalid={is_wrong}
                    aria-describedby={note}
                    {oninput}
                />
            }
            { mistake_note(id, mistake.as_deref()) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct ChoiceFieldProps {
    pub id: String,
    pub label: &'static str,
    /// The value of the option that is chosen.
    pub value: String,
    /// Values, and what is shown of each.
    pub options: Vec<(String, String)>,
    pub mistake: Option<String>,
    pub onedit: Callback<String>,
}

/// A field for one of several values.
#[component]
pub fn ChoiceField(props: &ChoiceFieldProps) -> Html {
    let ChoiceFieldProps { id, label, value, options, mistake, onedit } = props;
    let menu = use_node_ref();
    // An attribute no longer changes a menu that somebody has used.
    use_effect_with((value.clone(), options.clone()), {
        let menu = menu.clone();
        move |(value, _)| {
            if let Some(menu) = menu.cast::<HtmlSelectElement>() {
                menu.set_value(value);
            }
        }
    });
    let onchange = {
        let (menu, onedit) = (menu.clone(), onedit.clone());
        move |_: Event| {
            if let Some(menu) = menu.cast::<HtmlSelectElement>() {
                onedit.emit(menu.value());
            }
        }
    };
    let note = mistake.is_some().then(|| note_id(id));
    html! {
        <div class="field">
            <label for={id.clone()}>{ *label }</label>
            <select
                id={id.clone()}
                ref={menu}
                aria-invalid={mistake.is_some().then_some("true")}
                aria-describedby={note}
                {onchange}
            >
                for (option, shown) in options {
                    <option value={option.clone()} selected={option == value}>{ shown }</option>
                }
            </select>
            { mistake_note(id, mistake.as_deref()) }
        </div>
    }
}

fn note_id(id: &str) -> String {
    format!("{id}-note")
}

fn mistake_note(id: &str, mistake: Option<&str>) -> Html {
    html! {
        if let Some(mistake) = mistake {
            <p class="mistake" id={note_id(id)}>{ mistake }</p>
        }
    }
}
