//! Steps that change what partners bring and ask for.

use super::step::{called, first_words};
use super::{Edit, Entry, EntryChange, Step, UsedIds};
use crate::model::{Entries, Exchange, Map, Offer, OfferId, PartnerId, Place};

/// What a partner brings, or what it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchanged {
    /// Whose it is.
    pub partner: PartnerId,
    /// Which of the two.
    pub side: Exchange,
}

/// Adds an entry at the end, under an id made from its words.
#[must_use]
pub fn add(map: &Map, used: &UsedIds, of: &Exchanged, offer: Offer) -> Option<(OfferId, Step)> {
    let id = new_id(map, used, of, &offer)?;
    let step = put(map, of, &id, ("add", EntryChange::to(entries(map, of)?, &id, Some(offer))?))?;
    Some((id, step))
}

/// Changes words and kind; nothing if they are so already.
#[must_use]
pub fn change(map: &Map, of: &Exchanged, id: &OfferId, offer: Offer) -> Option<Step> {
    entries(map, of)?.get(id)?;
    put(map, of, id, ("change", EntryChange::to(entries(map, of)?, id, Some(offer))?))
}

/// Deletes an entry.
#[must_use]
pub fn delete(map: &Map, of: &Exchanged, id: &OfferId) -> Option<Step> {
    put(map, of, id, ("delete", EntryChange::to(entries(map, of)?, id, None)?))
}

/// Adds the same once more right below.
#[must_use]
pub fn duplicate(
    map: &Map,
    used: &UsedIds,
    of: &Exchanged,
    id: &OfferId,
) -> Option<(OfferId, Step)> {
    let (at, _, offer) = entries(map, of)?.get_full(id)?;
    let new = new_id(map, used, of, offer)?;
    let after = Some(Entry { at: at + 1, value: offer.clone() });
    let step = put(map, of, &new, ("duplicate", EntryChange { before: None, after }))?;
    Some((new, step))
}

/// Moves an entry to another place in the order, counted from 0.
#[must_use]
pub fn reorder(map: &Map, of: &Exchanged, id: &OfferId, to: usize) -> Option<Step> {
    put(map, of, id, ("reorder", EntryChange::moved(entries(map, of)?, id, to)?))
}

fn entries<'m>(map: &'m Map, of: &Exchanged) -> Option<&'m Entries<OfferId, Offer>> {
    Some(map.partners.get(&of.partner)?.exchanged(of.side))
}

fn new_id(map: &Map, used: &UsedIds, of: &Exchanged, offer: &Offer) -> Option<OfferId> {
    let entries = entries(map, of)?;
    let collection = match of.side {
        Exchange::Offer => "offers",
        Exchange::Ask => "asks",
    };
    let place = Place::map().name("partners").name(of.partner.as_str()).name(collection);
    Some(OfferId::from_name(first_words(&offer.says), |text| {
        entries.contains_key(text) || used.contains(&place.clone().name(text))
    }))
}

fn put(
    map: &Map,
    of: &Exchanged,
    id: &OfferId,
    (does, change): (&str, EntryChange<Offer>),
) -> Option<Step> {
    let whose = map.partners.get(&of.partner)?;
    let what = match of.side {
        Exchange::Offer => "an offer of",
        Exchange::Ask => "a request of",
    };
    let label = format!("{does} {what} {}", called(&whose.name, of.partner.as_str()));
    let (partner, side, id) = (of.partner.clone(), of.side, id.clone());
    Some(Step::of(label, Edit::Offer { partner, side, id, change }))
}
