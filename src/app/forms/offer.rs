//! The form of something a partner brings or asks for.

use super::part::{Fault, Part};
use super::{Choices, Field, Sheet, Value};
use crate::app::error::UserError;
use crate::app::session::App;
use crate::edit::{Exchanged, Step, UsedIds, offer};
use crate::model::{Exchange, Map, Offer, OfferId, OfferKind, Text};

/// The fields of the file for words and kind.
fn edits(side: Exchange) -> [&'static str; 2] {
    match side {
        Exchange::Offer => ["partners.offers.says", "partners.offers.kind"],
        Exchange::Ask => ["partners.asks.says", "partners.asks.kind"],
    }
}

fn fresh() -> Offer {
    Offer { says: Text::default(), kind: OfferKind::default() }
}

pub(super) fn form(app: &App, of: &Exchanged, id: Option<&OfferId>) -> Result<Sheet, UserError> {
    let whose = app.map().partners.get(&of.partner).ok_or(UserError::NothingSelected)?;
    let fresh = fresh();
    let offer = match id {
        None => &fresh,
        Some(id) => whose.exchanged(of.side).get(id).ok_or(UserError::NothingSelected)?,
    };
    let [says, kind] = edits(of.side);
    let (verb, help) = match of.side {
        Exchange::Offer => ("brings", "what they can bring, in a few words"),
        Exchange::Ask => ("asks for", "what they want from others, in a few words"),
    };
    let at = OfferKind::ALL.iter().position(|kind| *kind == offer.kind).unwrap_or(0);
    let kinds = Choices::words(OfferKind::ALL.map(OfferKind::word), at);
    let fields = vec![
        Field::new(says, "Says", help, Value::line(&offer.says)),
        Field::new(kind, "Kind", "what is brought is matched with what is asked for by kind", {
            Value::Choice(kinds)
        }),
    ];
    let more = id.is_none() && !whose.exchanged(of.side).is_empty();
    Ok((format!("What {}{} {verb}", if more { "else " } else { "" }, whose.name), fields))
}

pub(super) fn step(
    part: Part<'_>,
    (map, used): (&Map, &UsedIds),
    of: &Exchanged,
    id: Option<&OfferId>,
) -> Result<Option<Step>, Fault> {
    let [says, kind] = edits(of.side);
    part.filled(says, ("This needs words", "write what it is, or Esc"))?;
    let Some(whose) = map.partners.get(&of.partner) else { return Ok(None) };
    let old = id.and_then(|id| whose.exchanged(of.side).get(id)).cloned();
    let mut offer = old.unwrap_or_else(fresh);
    part.text(says, &mut offer.says);
    part.word(kind, &OfferKind::ALL, &mut offer.kind);
    Ok(match id {
        Some(id) => offer::change(map, of, id, offer),
        None => offer::add(map, used, of, offer).map(|(_, step)| step),
    })
}
