//! The picture of the fleet in SVG, without what moves on it.

use std::rc::Rc;

use yew::prelude::*;

use super::app::AppView;
use super::card::CardView;
use super::render_count;
use super::selectable::selectable;
use super::svg::{Anchor, disc, path, rect, text};
use super::tone::tone_class;
use crate::platform::Platform;
use crate::playground::{Msg, Selection};
use crate::sim::SimTime;
use crate::terminal::preview::Preview;
use crate::view::Tone;
use crate::view::app::AppBox;
use crate::view::geometry::{Curve, Point, Rect, px};
use crate::view::motion::FlowLabels;
use crate::view::stage::{Arrow, Card, Stage, StageLink, ZoneBox};

#[derive(Properties, Clone, PartialEq)]
pub struct SceneProps {
    pub stage: Rc<Stage>,
    pub labels: FlowLabels,
    pub selection: Selection,
    /// What the line at the prompt would touch; it is outlined.
    pub preview: Preview,
    pub onmsg: Callback<Msg>,
}

/// What of a world, and when, a stage shows.
pub struct SceneContext<'w> {
    pub world: &'w Platform,
    pub at: SimTime,
    /// How fast time runs, in thousandths.
    pub pace: u64,
    pub selection: Selection,
    /// What the line at the prompt would touch.
    pub preview: Preview,
}

impl SceneProps {
    pub fn of(stage: &Stage, context: SceneContext, onmsg: &Callback<Msg>) -> SceneProps {
        SceneProps {
            stage: Rc::new(stage.clone()),
            labels: FlowLabels::of(context.world, stage, context.at, context.pace),
            selection: context.selection,
            preview: context.preview,
            onmsg: onmsg.clone(),
        }
    }
}

#[component]
pub fn Scene(props: &SceneProps) -> Html {
    let SceneProps { stage, labels, selection, preview, onmsg } = props;
    let tape_width = stage.tape_width();
    let zone = |zone: &Rc<ZoneBox>| {
        html! { <ZoneView key={zone.name.as_str()} {zone} /> }
    };
    let link = |(link, label): (&Rc<StageLink>, &Rc<str>)| {
        let is_selected = *selection == Selection::Link(link.follower);
        html! {
            <LinkView key={link.follower.0} {link} label={label.clone()} {is_selected} {onmsg} />
        }
    };
    let arrow = |(arrow, label): (&Rc<Arrow>, &Rc<str>)| {
        html! { <ArrowView key={arrow.app.0} {arrow} label={label.clone()} /> }
    };
    let app = |app: &Rc<AppBox>| {
        let is_selected = *selection == Selection::App(app.id);
        html! { <AppView key={app.id.0} {app} {is_selected} {tape_width} {onmsg} /> }
    };
    let card = |card: &Rc<Card>| {
        let is_selected = !card.is_ha_standby && *selection == Selection::Database(card.id);
        let key = format!("{}{}", card.id.0, card.is_ha_standby);
        html! { <CardView {key} {card} {is_selected} {tape_width} {onmsg} /> }
    };
    let (w, h) = (px(stage.size.w), px(stage.size.h));
    // Each list is collected, for `for` would put all of them into one list of keys.
    html! {
        <svg
            class="stage"
            width={w.clone()}
            height={h.clone()}
            viewBox={format!("0 0 {w} {h}")}
            role="group"
            aria-label="The fleet"
        >
            { stage.zones.iter().map(zone).collect::<Html>() }
            { stage.links.iter().zip(&labels.links).map(link).collect::<Html>() }
            { stage.arrows.iter().zip(&labels.arrows).map(arrow).collect::<Html>() }
            // Beneath what stands on a card's edge.
            { outlines(stage, preview) }
            { stage.apps.iter().map(app).collect::<Html>() }
            { stage.cards.iter().map(card).collect::<Html>() }
        </svg>
    }
}

/// Outlines around the databases that a command would touch or, without any, around its app.
fn outlines(stage: &Stage, preview: &Preview) -> Html {
    let outline = |place: &Rect| rect(&place.grown(3.0), "touched", 14, None);
    if preview.databases.is_empty() {
        let app = stage.apps.iter().find(|app| preview.app == Some(app.id));
        app.into_iter().map(|app| outline(&app.place)).collect()
    } else {
        let cards = stage.cards.iter().filter(|card| preview.databases.contains(&card.id));
        cards.map(|card| outline(&card.place)).collect()
    }
}

#[derive(Properties, PartialEq)]
pub struct ZoneViewProps {
    pub zone: Rc<ZoneBox>,
}

#[component]
pub fn ZoneView(props: &ZoneViewProps) -> Html {
    let ZoneBox { place, head, name } = &*props.zone;
    html! {
        <>
            { rect(place, "zone", 14, None) }
            { text(place.x + 16.0, place.y + head - 6.0, "small", Anchor::Start, name) }
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct LinkViewProps {
    pub link: Rc<StageLink>,
    pub label: AttrValue,
    pub is_selected: bool,
    pub onmsg: Callback<Msg>,
}

/// A link. One that is cut has a gap with a cross in it.
#[component]
pub fn LinkView(props: &LinkViewProps) -> Html {
    render_count::add("LinkView");
    let LinkViewProps { link, label, is_selected, onmsg } = props;
    let tone = match link.tone {
        Tone::Warn | Tone::Bad | Tone::Dim => Some(tone_class(link.tone)),
        Tone::Plain | Tone::Good => None,
    };
    let gap = (link.tone == Tone::Bad).then(|| {
        let Point { x, y } = link.curve.at(0.5);
        html! { <>{ disc(x, y, "cut") }{ text(x, y + 5.0, "bad", Anchor::Middle, "×") }</> }
    });
    let inner = html! {
        <>
            // The line is thin; what takes the pointer is wider.
            { path("hit", link.curve.path(), Some(label)) }
            { path(Classes::new(), link.curve.path(), None) }
            { gap }
        </>
    };
    let target = Selection::Link(link.follower);
    selectable(
        classes!("link", tone),
        format!("Link {label}"),
        target,
        *is_selected,
        0.0,
        onmsg,
        inner,
    )
}

#[derive(Properties, PartialEq)]
pub struct ArrowViewProps {
    pub arrow: Rc<Arrow>,
    pub label: AttrValue,
}

/// The arrow of an app's `DATABASE_URL`.
#[component]
pub fn ArrowView(props: &ArrowViewProps) -> Html {
    let ArrowViewProps { arrow, label } = props;
    html! {
        <g class={classes!("arrow", tone_class(arrow.tone))}>
            { path("hit", arrow.curve.path(), Some(label)) }
            { path("shaft", arrow.curve.path(), None) }
            { path("head", arrow_head(&arrow.curve), None) }
        </g>
    }
}

fn arrow_head(curve: &Curve) -> String {
    let (tip, before) = (curve.at(1.0), curve.at(0.96));
    let (dx, dy) = (tip.x - before.x, tip.y - before.y);
    let length = dx.hypot(dy).max(0.1);
    let (dx, dy) = (dx / length * 8.0, dy / length * 8.0);
    let corner = |sign: f32| {
        format!("{} {}", px(tip.x - dx - sign * dy * 0.55), px(tip.y - dy + sign * dx * 0.55))
    };
    format!("M{} {} L{} L{} Z", px(tip.x), px(tip.y), corner(1.0), corner(-1.0))
}
