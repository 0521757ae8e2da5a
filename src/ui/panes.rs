//! What changes the sizes of the panes, by pointer and by keyboard, and shows one of them alone.

use web_sys::Element;
use yew::prelude::*;

use super::svg;
use crate::playground::panes::{Divider, Pane, PaneLayout, PaneMsg};
use crate::playground::{Msg, Playground};

/// Pixels that an arrow key moves a divider by.
const STEP: i32 = 24;

#[derive(Properties, PartialEq)]
pub struct PaneControlsProps {
    pub layout: PaneLayout,
    pub onmsg: Callback<Msg>,
}

/// Stands in the page, whose grid has the panes.
#[component]
pub fn PaneControls(props: &PaneControlsProps) -> Html {
    let PaneControlsProps { layout, onmsg } = props;
    html! {
        <nav class="panes" aria-label="Panes">
            for divider in Divider::ALL {
                <DividerView {divider} size={layout.size(divider)} {onmsg} />
            }
            { for Pane::ALL.into_iter().map(|pane| alone_button(pane, layout.alone, onmsg)) }
        </nav>
    }
}

/// A pane, as people call it.
fn label(pane: Pane) -> &'static str {
    ["panel", "stage", "terminal", "chart"][pane as usize]
}

fn alone_button(pane: Pane, alone: Option<Pane>, onmsg: &Callback<Msg>) -> Html {
    let is_alone = alone == Some(pane);
    let title = format!("Show the {} alone", label(pane));
    let onclick = onmsg.reform(move |_: MouseEvent| Msg::Paned(PaneMsg::Alone(pane)));
    let sign = if is_alone { "M1 5h4V1M7 11V7h4" } else { "M7 1h4v4M5 11H1V7" };
    html! {
        <button
            class={classes!("alone", pane.name())}
            aria-label={title.clone()}
            {title}
            aria-pressed={is_alone.to_string()}
            {onclick}
        >
            <svg viewBox="0 0 12 12" aria-hidden="true">
                { svg::path(classes!(), sign.to_owned(), None) }
            </svg>
        </button>
    }
}

#[derive(Properties, PartialEq)]
struct DividerViewProps {
    divider: Divider,
    size: Option<u16>,
    onmsg: Callback<Msg>,
}

/// A divider that is being dragged: where the pointer took it, how big the pane was then, and
/// whether the pane grows as the pointer goes on to the right or down.
#[derive(Clone, Copy)]
struct Grip {
    at: i32,
    size: i32,
    sign: i32,
}

impl Grip {
    /// The pane beside a divider, taken at a point.
    fn of(divider: Divider, element: &Element, at: i32) -> Option<Grip> {
        let pane = match divider {
            Divider::Side => ".side",
            Divider::Lower => ".terminal",
            Divider::Chart => ".chart",
        };
        let pane =
            element.closest(".page").ok()??.query_selector(&format!(".page > {pane}")).ok()??;
        let (line, shown) = (element.get_bounding_client_rect(), pane.get_bounding_client_rect());
        let (size, is_after) = if divider.is_horizontal() {
            (pane.client_height(), line.top() > shown.top() + shown.height() / 2.0)
        } else {
            (pane.client_width(), line.left() > shown.left() + shown.width() / 2.0)
        };
        // Folded, the panel has no middle.
        let is_after = if size == 0 { divider == Divider::Side } else { is_after };
        Some(Grip { at, size, sign: if is_after { 1 } else { -1 } })
    }

    fn moved_to(self, at: i32) -> i32 {
        self.size + self.sign * (at - self.at)
    }
}

#[component]
fn DividerView(props: &DividerViewProps) -> Html {
    let DividerViewProps { divider, size, onmsg } = props;
    let divider = *divider;
    let grip = use_mut_ref(|| None::<Grip>);
    let coordinate = move |event: &PointerEvent| {
        if divider.is_horizontal() { event.client_y() } else { event.client_x() }
    };
    let onpointerdown = {
        let grip = grip.clone();
        move |event: PointerEvent| {
            if let Some(element) = event.target_dyn_into::<Element>() {
                // Capture can fail only for a pointer that has just gone.
                let _ = element.set_pointer_capture(event.pointer_id());
                *grip.borrow_mut() = Grip::of(divider, &element, coordinate(&event));
            }
        }
    };
    let onpointermove = {
        let (grip, onmsg) = (grip.clone(), onmsg.clone());
        move |event: PointerEvent| {
            if let Some(grip) = *grip.borrow() {
                let size = grip.moved_to(coordinate(&event));
                onmsg.emit(Msg::Paned(PaneMsg::Sized(divider, size)));
            }
        }
    };
    let onlostpointercapture = {
        let grip = grip.clone();
        move |_: PointerEvent| *grip.borrow_mut() = None
    };
    let ondblclick = onmsg.reform(move |_: MouseEvent| Msg::Paned(PaneMsg::Unsized(divider)));
    let onkeydown = {
        let onmsg = onmsg.clone();
        move |event: KeyboardEvent| {
            if let Some(msg) = key_message(&event, divider) {
                event.prevent_default();
                onmsg.emit(Msg::Paned(msg));
            }
        }
    };
    let (what, orientation) = match divider {
        Divider::Side => ("Width of the panel", "vertical"),
        Divider::Lower => ("Height of the terminal and the chart", "horizontal"),
        Divider::Chart => ("Width of the chart", "vertical"),
    };
    let value = match size {
        None => "as the window has it".to_owned(),
        Some(0) => "folded".to_owned(),
        Some(size) => format!("{size} pixels"),
    };
    html! {
        <div
            class={classes!("split", divider.name())}
            role="separator"
            tabindex="0"
            aria-label={what}
            aria-orientation={orientation}
            aria-valuenow={size.unwrap_or(300).to_string()}
            aria-valuemin="0"
            aria-valuemax="4000"
            aria-valuetext={value}
            title={format!("{what}: drag it, or use the arrow keys. Enter folds it.")}
            {onpointerdown}
            {onpointermove}
            {onlostpointercapture}
            {ondblclick}
            {onkeydown}
        />
    }
}

fn key_message(event: &KeyboardEvent, divider: Divider) -> Option<PaneMsg> {
    let by = match (event.key().as_str(), divider.is_horizontal()) {
        ("Enter", _) => return Some(PaneMsg::Folded(divider)),
        ("Home", _) => return Some(PaneMsg::Sized(divider, 0)),
        ("Escape", _) => return Some(PaneMsg::Unsized(divider)),
        ("ArrowLeft", false) | ("ArrowUp", true) => -STEP,
        ("ArrowRight", false) | ("ArrowDown", true) => STEP,
        _ => return None,
    };
    let grip = Grip::of(divider, &event.target_dyn_into::<Element>()?, 0)?;
    // Out of a fold in one step.
    let grip = if grip.size == 0 { Grip { size: 120, ..grip } } else { grip };
    Some(PaneMsg::Sized(divider, grip.moved_to(by)))
}

/// The controls of the playground as it is now.
pub fn controls(playground: &Playground, onmsg: &Callback<Msg>) -> Html {
    html! { <PaneControls layout={playground.panes()} {onmsg} /> }
}
