//! The stage: the apps, the zones, a card per database, the links and the arrows.
//!
//! Its parts are shared, so that a picture keeps those that are the same a moment later.

use std::rc::Rc;

use super::app::{AppBox, app_box, rows};
use super::card::{self, CardText};
use super::card_head::CardHead;
use super::card_layout::{CAUSE_ICON_WIDTH, CardLayout};
use super::geometry::{Curve, Rect};
use super::layout::{self, Layout, Size};
pub use super::motion::{Motion, flows, motion};
use super::{Tone, ha_standby_card, tape, text};
use crate::platform::losses::LostCommits;
use crate::platform::{AppId, DatabaseId, Platform, Visitors};

/// The stage at a moment, without what moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// The width of the pane, and the height that the stage takes.
    pub size: Size,
    pub apps: Vec<Rc<AppBox>>,
    pub zones: Vec<Rc<ZoneBox>>,
    pub cards: Vec<Rc<Card>>,
    pub links: Vec<Rc<StageLink>>,
    /// The arrow of each app's `DATABASE_URL`.
    pub arrows: Vec<Rc<Arrow>>,
    /// The database whose history would fork at what it has received.
    pub(super) would_fork: Option<DatabaseId>,
    /// What the apps have lost, as far as a tape shows it.
    pub lost: Vec<LostCommits>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ZoneBox {
    pub place: Rect,
    /// The height of the row with its name.
    pub head: f32,
    pub name: String,
}

/// The card of a database, or of its hidden standby.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    pub id: DatabaseId,
    /// Whether it is that of the hidden standby.
    pub is_ha_standby: bool,
    pub place: Rect,
    pub layout: CardLayout,
    pub head: CardHead,
    pub words: CardText,
    /// Whether the database is lost or does not run.
    pub down: bool,
}

/// The link to a follower.
#[derive(Clone, Debug, PartialEq)]
pub struct StageLink {
    pub follower: DatabaseId,
    pub curve: Curve,
    /// How it is: good while WAL flows.
    pub tone: Tone,
    /// What it is, in words: `CHARCOAL to WHITE, 30 ms on the way`.
    pub about: String,
}

/// The arrow of an app's `DATABASE_URL`.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    pub app: AppId,
    /// The database that it points at.
    pub to: DatabaseId,
    pub curve: Curve,
    /// How it is: good while writes are taken.
    pub tone: Tone,
}

/// What of the fleet a stage shows, and from where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StageFrame {
    /// The app that it is seen from.
    pub app: AppId,
    /// The size of the pane.
    pub size: Size,
    /// The one database whose card is shown.
    pub only: Option<DatabaseId>,
    /// The database whose history would fork at what it has received.
    pub would_fork: Option<DatabaseId>,
}

impl StageFrame {
    /// The whole fleet, seen from an app in a pane of this size.
    pub fn whole(app: AppId, size: Size) -> StageFrame {
        StageFrame { app, size, only: None, would_fork: None }
    }
}

/// Sets the stage: every app and every database, or one card alone.
pub fn stage(world: &Platform, frame: StageFrame) -> Stage {
    let zones = zones(world, frame.only);
    let app_rows: Vec<_> = world.apps().map(|(_, app)| rows(world, app)).collect();
    let lost: Vec<_> = world.apps().map(|(id, _)| world.losses(id)).collect();
    let layout = if frame.only.is_some() {
        layout::alone(frame.size)
    } else {
        let row_counts: Vec<_> =
            app_rows.iter().map(|(rows, dynos)| (*dynos, rows.len() - dynos)).collect();
        let card_counts: Vec<_> = zones.iter().map(|(_, databases)| databases.len()).collect();
        layout::layout(frame.size, &row_counts, &card_counts)
    };
    let apps = (world.apps().zip(&layout.apps).zip(app_rows))
        .map(|(((id, _), place), rows)| Rc::new(app_box(world, id, *place, rows, &layout)));
    let boxes = zones.iter().zip(&layout.zones).map(|((name, _), place)| {
        Rc::new(ZoneBox { place: *place, head: layout.head, name: (*name).clone() })
    });
    let cards: Vec<Rc<Card>> = (zones.iter().zip(&layout.cards))
        .flat_map(|((_, subjects), places)| subjects.iter().zip(places))
        .filter_map(|(subject, place)| card(world, frame.app, &lost, *subject, *place))
        .map(Rc::new)
        .collect();
    Stage {
        size: Size { w: frame.size.w, h: layout.height },
        apps: apps.collect(),
        zones: boxes.collect(),
        links: links(world, &layout, &cards),
        arrows: arrows(world, &layout, &cards),
        cards,
        would_fork: frame.would_fork,
        lost: tape::lost(world),
    }
}

/// What a card is about: a database, or its hidden standby.
#[derive(Clone, Copy)]
enum CardSubject {
    Database(DatabaseId),
    HaStandby(DatabaseId),
}

/// The zones that have a card, by name, with what has a card in each.
fn zones(world: &Platform, only: Option<DatabaseId>) -> Vec<(&String, Vec<CardSubject>)> {
    let mut zones: Vec<_> = world.zones().iter().map(|name| (name, Vec::new())).collect();
    let shown = world.databases().map(|(id, _)| id);
    for id in shown.filter(|id| only.is_none_or(|only| only == *id)) {
        zones[world.server(id).zone.0 as usize].1.push(CardSubject::Database(id));
        if let Some((_, server)) = world.ha_standby_of(id).filter(|_| only.is_none())
            && ha_standby_card::is_shown(world, id)
        {
            zones[server.zone.0 as usize].1.push(CardSubject::HaStandby(id));
        }
    }
    zones.retain(|(_, subjects)| !subjects.is_empty());
    zones
}

fn card(
    world: &Platform,
    app: AppId,
    lost: &[Vec<LostCommits>],
    subject: CardSubject,
    place: Rect,
) -> Option<Card> {
    let layout = CardLayout::of(&place);
    let room = layout.tape.w;
    // On a crowded card the mark of the cause stands at the end of the line.
    let line_room = if layout.is_crowded() { room - CAUSE_ICON_WIDTH } else { room };
    let (id, is_up, mut words) = match subject {
        CardSubject::Database(id) => {
            (id, world.server(id).is_up(), card::words(world, app, lost, id, line_room))
        }
        CardSubject::HaStandby(id) => {
            let (_, server) = world.ha_standby_of(id)?;
            (id, server.is_up(), ha_standby_card::words(world, id, line_room)?)
        }
    };
    let is_ha_standby = matches!(subject, CardSubject::HaStandby(_));
    let figure = text::width(&words.figure, text::MONO);
    if text::width(&words.line.text, text::MONO) + figure + 8.0 > room {
        words.figure.clear();
    }
    if let Some(cause) = &mut words.cause {
        let (letter, frame) =
            if cause.tone == Tone::Dim { (text::SMALL, 2.0) } else { (text::WHY, 10.0) };
        let mark = if words.mark.is_some() { CAUSE_ICON_WIDTH } else { 0.0 };
        let cause_room = room - frame - mark;
        match words.mark {
            // Of what is lost the number stays.
            Some(mark)
                if mark.brief().is_some() && text::width(&cause.text, letter) > cause_room =>
            {
                cause.text = mark.brief().unwrap_or_default().to_owned();
            }
            _ => cause.text = text::shorten(&cause.text, letter, cause_room),
        }
    }
    let head = CardHead::of(&words, &layout);
    Some(Card { id, is_ha_standby, place, layout, head, words, down: !is_up })
}

fn place_of(cards: &[Rc<Card>], id: DatabaseId) -> Option<&Rect> {
    cards.iter().find(|card| card.id == id && !card.is_ha_standby).map(|card| &card.place)
}

fn links(world: &Platform, layout: &Layout, cards: &[Rc<Card>]) -> Vec<Rc<StageLink>> {
    cards.iter().filter_map(|card| link(world, layout, cards, card)).map(Rc::new).collect()
}

fn link(world: &Platform, layout: &Layout, cards: &[Rc<Card>], card: &Card) -> Option<StageLink> {
    let (leader, server) = match card.is_ha_standby {
        true => (card.id, world.ha_standby_of(card.id)?.1),
        false => (world.leader_of(card.id)?, world.server(card.id)),
    };
    let from = place_of(cards, leader)?;
    let link = &server.following()?.link;
    // A link that is cut is broken; one along which nobody sends is whole.
    let tone = if link.is_cut() {
        Tone::Bad
    } else if !link.is_streaming() {
        Tone::Dim
    } else if link.slowed.is_some() {
        Tone::Warn
    } else {
        Tone::Good
    };
    let leader = &world.database(leader).colour;
    let follower = if card.is_ha_standby { "its standby" } else { &card.words.name };
    let millis = link.latency.micros() / 1_000;
    let silent = if tone == Tone::Dim { ", silent" } else { "" };
    let about = format!("{leader} to {follower}, {millis} ms on the way{silent}");
    Some(StageLink { follower: card.id, curve: layout.link(from, &card.place), tone, about })
}

fn arrows(world: &Platform, layout: &Layout, cards: &[Rc<Card>]) -> Vec<Rc<Arrow>> {
    let arrow = |((app, _), from): ((AppId, _), &Rect)| {
        let to = world.primary(app)?;
        let place = place_of(cards, to)?;
        let tone = match world.visitors(app) {
            Visitors::Served => Tone::Good,
            Visitors::Maintenance | Visitors::NoWebDyno => Tone::Dim,
            Visitors::CannotWrite(_) => Tone::Bad,
        };
        Some(Rc::new(Arrow { app, to, curve: layout.arrow(from, place), tone }))
    };
    world.apps().zip(&layout.apps).filter_map(arrow).collect()
}

impl Stage {
    /// The width of the narrowest tape.
    pub fn tape_width(&self) -> f32 {
        self.cards.iter().map(|card| card.layout.tape.w).fold(4_000.0, f32::min)
    }
}
