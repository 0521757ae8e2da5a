//! The words for what somebody deleted, on the card of each database that it is about.

use super::Tone;
use super::diagnosis::CauseIcon;
use super::toned_text::TonedText;
use crate::format::count;
use crate::platform::deletions::Orders;
use crate::platform::{DatabaseId, Platform};

type Reason = (Option<CauseIcon>, TonedText);

/// The cause that is found otherwise, or what became of its orders where that matters more.
pub(super) fn or_note(world: &Platform, id: DatabaseId, other: Option<Reason>) -> Option<Reason> {
    let Some((orders, deletion)) = world.orders(id).filter(|_| world.server(id).is_up()) else {
        return other;
    };
    // On a leader only what keeps it from writing matters more.
    let tone = other.as_ref().map_or(Tone::Dim, |(_, text)| text.tone);
    let is_calm = tone == Tone::Dim || tone != Tone::Bad && world.server(id).is_leader();
    let commit = count(deletion.commit);
    let (icon, tone, text) = match orders {
        Orders::Deleted if is_calm => {
            (CauseIcon::Lost, Tone::Bad, format!("orders deleted at {commit}"))
        }
        Orders::Kept if is_calm => {
            (CauseIcon::Holds, Tone::Good, "still has the orders".to_owned())
        }
        Orders::Received => {
            (CauseIcon::Holds, Tone::Warn, "orders deleted once it replays".to_owned())
        }
        Orders::OnTheWay => {
            (CauseIcon::Holds, Tone::Warn, "still has orders: unfollow it".to_owned())
        }
        Orders::Deleted | Orders::Kept => return other,
    };
    Some((Some(icon), TonedText::new(tone, text)))
}
