//! Steps that change what partners fear. Concerns are private, so labels only tell whose they are.

use super::step::called;
use super::{Edit, Entry, EntryChange, Step, UsedIds};
use crate::model::{Concern, ConcernId, Entries, Map, PartnerId, Place, Private};

/// Adds a concern at the end. Its id is not made from its words: they are private.
#[must_use]
pub fn add(
    map: &Map,
    used: &UsedIds,
    partner: &PartnerId,
    concern: Concern,
) -> Option<(ConcernId, Step)> {
    let id = new_id(map, used, partner)?;
    let step = put(map, partner, &id, ("add", Some(concern)))?;
    Some((id, step))
}

/// Changes what a concern says; nothing if it says so already.
#[must_use]
pub fn change(map: &Map, partner: &PartnerId, id: &ConcernId, concern: Concern) -> Option<Step> {
    of(map, partner)?.get(id)?;
    put(map, partner, id, ("reword", Some(concern)))
}

/// Deletes a concern.
#[must_use]
pub fn delete(map: &Map, partner: &PartnerId, id: &ConcernId) -> Option<Step> {
    put(map, partner, id, ("delete", None))
}

/// Adds a concern with the same words right below.
#[must_use]
pub fn duplicate(
    map: &Map,
    used: &UsedIds,
    partner: &PartnerId,
    id: &ConcernId,
) -> Option<(ConcernId, Step)> {
    let (at, _, concern) = of(map, partner)?.get_full(id)?;
    let new = new_id(map, used, partner)?;
    let value = Private::new(concern.clone());
    let change = EntryChange { before: None, after: Some(Entry { at: at + 1, value }) };
    let step = labeled(map, partner, "duplicate")?;
    let edit = Edit::Concern { partner: partner.clone(), id: new.clone(), change };
    Some((new, Step::of(step, edit)))
}

/// Moves a concern to another place in its partner's order, counted from 0.
#[must_use]
pub fn reorder(map: &Map, partner: &PartnerId, id: &ConcernId, to: usize) -> Option<Step> {
    let change = EntryChange::moved(of(map, partner)?, id, to)?;
    let change = closed(change);
    let label = labeled(map, partner, "reorder")?;
    Some(Step::of(label, Edit::Concern { partner: partner.clone(), id: id.clone(), change }))
}

fn of<'m>(map: &'m Map, partner: &PartnerId) -> Option<&'m Entries<ConcernId, Concern>> {
    Some(map.partners.get(partner)?.concerns.inner())
}

fn labeled(map: &Map, partner: &PartnerId, does: &str) -> Option<String> {
    let whose = map.partners.get(partner)?;
    Some(format!("{does} a concern of {}", called(&whose.name, partner.as_str())))
}

fn new_id(map: &Map, used: &UsedIds, partner: &PartnerId) -> Option<ConcernId> {
    let concerns = of(map, partner)?;
    let place = Place::map().name("partners").name(partner.as_str()).name("concerns");
    Some(ConcernId::from_name("", |text| {
        concerns.contains_key(text) || used.contains(&place.clone().name(text))
    }))
}

fn put(
    map: &Map,
    partner: &PartnerId,
    id: &ConcernId,
    (does, concern): (&str, Option<Concern>),
) -> Option<Step> {
    let change = closed(EntryChange::to(of(map, partner)?, id, concern)?);
    let label = labeled(map, partner, does)?;
    Some(Step::of(label, Edit::Concern { partner: partner.clone(), id: id.clone(), change }))
}

/// The same change with its values closed in again: the map holds the whole collection closed.
fn closed(change: EntryChange<Concern>) -> EntryChange<Private<Concern>> {
    let close = |side: Option<Entry<Concern>>| {
        side.map(|Entry { at, value }| Entry { at, value: Private::new(value) })
    };
    EntryChange { before: close(change.before), after: close(change.after) }
}
