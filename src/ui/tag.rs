//! Elements, made through functions: an element that is written out in the page's own macro costs
//! the download some hundred bytes, a call costs a tenth of that.

use std::rc::Rc;

use web_sys::Event;
use yew::prelude::*;
use yew::virtual_dom::{
    AttributeOrProperty, Attributes, Listener, ListenerKind, VList, VTag, VText,
};

use crate::playground::Msg;
use crate::view::geometry::{Rect, px};
use crate::view::pattern;

/// An element: its name, its attributes by name, and what is in it. An attribute that is empty is
/// left out.
pub fn tag(
    name: &'static str,
    keys: &'static [&'static str],
    values: &[&str],
    inner: Html,
) -> Html {
    element(name, keys, values, inner).into()
}

/// The same, to which a listener may be added.
pub fn element(
    name: &'static str,
    keys: &'static [&'static str],
    values: &[&str],
    inner: Html,
) -> VTag {
    let value = |value: &&str| {
        let given = (!value.is_empty()).then(|| AttrValue::from(*value));
        given.map(AttributeOrProperty::Attribute)
    };
    let values = values.iter().map(value).collect();
    let mut tag = VTag::new(name);
    tag.set_attributes(Attributes::Dynamic { keys, values });
    tag.add_child(inner);
    tag
}

/// An element with a class.
pub fn part(name: &'static str, class: &str, inner: Html) -> Html {
    tag(name, &["class"], &[class], inner)
}

/// A text.
pub fn words(text: &str) -> Html {
    VText::new(AttrValue::from(text)).into()
}

/// A word that index.html explains, and that can take the focus to be explained; what follows a
/// comma is not part of it.
pub fn word(name: &'static str, class: &str, text: &str) -> Html {
    let mut id = "word-".to_owned();
    for c in text.chars().take_while(|c| *c != ',') {
        id.push(if c.is_ascii_alphabetic() { c.to_ascii_lowercase() } else { '-' });
    }
    tag(name, &["class", "tabindex", "aria-describedby"], &[class, "0", &id], words(text))
}

/// Several things, one after the other. What may be there and may not is empty when it is not:
/// the page takes what stands at the same place for the same element.
pub fn all(parts: &[Html]) -> Html {
    VList::with_children(parts.to_vec(), None).into()
}

/// Something that is there or is not.
pub fn shown(there: bool, what: Html) -> Html {
    if there { what } else { Html::default() }
}

/// A text in a picture; `anchor` says which end of it is at `x`.
pub fn text(x: f32, y: f32, class: &str, anchor: &str, content: &str) -> Html {
    const KEYS: &[&str] = &["x", "y", "class", "text-anchor"];
    tag("text", KEYS, &[&px(x), &px(y), class, anchor], words(content))
}

/// A box in a picture, with round corners.
pub fn rect(place: &Rect, class: &str, round: &str, title: &str) -> Html {
    const KEYS: &[&str] = &["class", "x", "y", "width", "height", "rx"];
    let (x, y, w, h) = (px(place.x), px(place.y), px(place.w), px(place.h));
    tag("rect", KEYS, &[class, &x, &y, &w, &h, round], titled(title))
}

/// A disc in a picture, in an ink of its own or that of its class.
pub fn disc(x: f32, y: f32, class: &str, ink: &str) -> Html {
    const KEYS: &[&str] = &["cx", "cy", "r", "class", "fill"];
    tag("circle", KEYS, &[&px(x), &px(y), "4", class, ink], Html::default())
}

/// The dot of a database, in its colour and its shape.
pub fn dot(x: f32, y: f32, name: &str) -> Html {
    let shape = pattern::of(name).dot(x, y, 4.0);
    tag("path", &["class", "d", "fill"], &["spine", &shape, &ink(name)], Html::default())
}

/// The colour of a database, as the style sheets name it.
pub fn ink(name: &str) -> String {
    format!("var(--db-{})", name.to_ascii_lowercase())
}

/// A line in a picture.
pub fn path(class: &str, d: &str, title: &str) -> Html {
    tag("path", &["class", "d"], &[class, d], titled(title))
}

/// What a part of a picture says on hover.
pub fn titled(title: &str) -> Html {
    shown(!title.is_empty(), tag("title", &[], &[], words(title)))
}

/// A button: its class, what it says on hover, its name where it shows none, and whether it is in
/// where it stays so.
pub fn button(
    class: &str,
    [title, label, pressed]: [&str; 3],
    inner: Html,
    send: &Callback<Msg>,
    msg: Msg,
) -> Html {
    const KEYS: &[&str] = &["class", "title", "aria-label", "aria-pressed"];
    clicked(element("button", KEYS, &[class, title, label, pressed], inner), send, msg).into()
}

/// An element that tells something when it is clicked.
pub fn clicked(mut tag: VTag, send: &Callback<Msg>, msg: Msg) -> VTag {
    let send = send.clone();
    on(&mut tag, || ListenerKind::onclick, move |_| send.emit(msg.clone()));
    tag
}

/// Lets an element listen.
pub fn on(tag: &mut VTag, kind: fn() -> ListenerKind, does: impl Fn(Event) + 'static) {
    tag.add_listener(Rc::new(On { kind, does: Box::new(does) }));
}

/// A listener to any kind of event; the framework's own are a type for each kind.
struct On {
    kind: fn() -> ListenerKind,
    does: Box<dyn Fn(Event)>,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        (self.kind)()
    }

    fn handle(&self, event: Event) {
        (self.does)(event);
    }

    fn passive(&self) -> bool {
        false
    }
}

/// An element that the page keeps hold of.
pub fn held(mut tag: VTag, node: &NodeRef) -> Html {
    tag.node_ref = node.clone();
    tag.into()
}
