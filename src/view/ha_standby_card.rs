//! The card of a hidden standby, which is there while automated failover matters.

use super::Tone;
use super::card::CardText;
use super::text;
use super::toned_text::TonedText;
use crate::format;
use crate::platform::failover::Failover;
use crate::platform::{DatabaseId, Platform};
use crate::sim::law;
use crate::sim::server::{Phase, Role, Server};

/// What a hidden standby is called beside the name of its database.
pub const HA_STANDBY: &str = "standby";

/// Whether the hidden standby of a database has a card: while it could not take over, and from the
/// first health check that fails until the database has moved to it.
pub fn is_shown(world: &Platform, id: DatabaseId) -> bool {
    let matters = world.hold_back(id).is_some() || world.failover(id).is_some();
    matters && world.ha_standby_of(id).is_some()
}

/// The words of its card, with a tape of this width; `None` where there is none.
pub fn words(world: &Platform, id: DatabaseId, width: f32) -> Option<CardText> {
    let (standby, server) = world.ha_standby_of(id)?;
    let behind = world.fleet().behind(standby);
    let missing = behind.map_or(0, |behind| behind.not_received);
    let forms = match server.phase {
        Phase::BaseBackup { copied, of, rate } => {
            let left = format::length(law::time_for(of - copied, rate));
            let done = format!("base backup {} %", copied.saturating_mul(100) / of.max(1));
            vec![format!("{done}, about {left} left"), done]
        }
        _ if behind.is_none() => {
            let left = server.end.0.saturating_sub(server.replayed.0);
            vec![format!("{} to replay", format::bytes(left))]
        }
        _ => vec![
            format!("{} not received", format::commits(missing)),
            format!("{} missing", format::count(missing)),
        ],
    };
    let small = text::width(&forms[0], text::MONO) > width;
    let fits = |form: &&String| text::width(form, text::SMALL) <= width;
    let line = forms.iter().find(fits).or(forms.last()).cloned().unwrap_or_default();
    let (role, cause) = (role(server), cause(world, id));
    let summary = format!("{}. {}", forms[0], cause.text);
    let progress = match server.phase {
        Phase::BaseBackup { copied, of, .. } => Some(copied.saturating_mul(1_000) / of.max(1)),
        _ => None,
    };
    Some(CardText {
        name: world.database(id).colour.clone(),
        owner: Some(HA_STANDBY.to_owned()),
        role,
        plan: "no extra cost".to_owned(),
        line: TonedText::new(Tone::Plain, line),
        summary,
        small,
        figure: String::new(),
        cause: Some(cause),
        mark: None,
        badge: None,
        progress,
    })
}

fn role(server: &Server) -> TonedText {
    let (tone, text) = match (&server.role, server.phase) {
        _ if !server.is_up() => (Tone::Bad, "Hidden standby · unavailable"),
        (Role::LeavingRecovery, _) => (Tone::Warn, "Hidden standby · takes over"),
        (_, Phase::Ready) => (Tone::Dim, "Hidden standby"),
        _ => (Tone::Warn, "Hidden standby · being built"),
    };
    TonedText::new(tone, text)
}

/// Whether it takes over, when, and what keeps it from that.
fn cause(world: &Platform, id: DatabaseId) -> TonedText {
    let why = match (world.failover(id), world.hold_back(id)) {
        (Some(Failover::Checking { acts_at }), None) => {
            let left = format::length(acts_at.since(world.now()));
            return TonedText::new(Tone::Warn, format!("takes over in {left}"));
        }
        (Some(Failover::TakingOver), _) => {
            return TonedText::new(Tone::Warn, "replays, then takes writes");
        }
        (Some(Failover::HeldBack(why)), _) | (_, Some(why)) => why,
        (None, None) => return TonedText::new(Tone::Dim, "could take over"),
    };
    let tone = if world.failover(id).is_some() { Tone::Bad } else { Tone::Warn };
    let text = format!("cannot take over: it {}", why.brief());
    TonedText::new(tone, text)
}
