//! What a slot held and what it holds after an edit, and an entry with its place in its collection.

use serde::Deserialize;

use crate::model::{Entries, Id, Private};

/// What a slot held and what it holds after the edit.
///
/// Both sides are kept, so an edit can be turned round without looking at the map, and applying it
/// to the wrong map is noticed instead of silently accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<T> {
    /// The value that the slot must hold now.
    pub before: T,
    /// The value that it will hold.
    pub after: T,
}

/// An entry of an ordered collection, with its place in it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry<V> {
    /// How many entries stand before it.
    pub at: usize,
    /// The whole entry.
    pub value: V,
}

/// What happens to one entry: it comes (nothing before), goes (nothing after), or is changed or
/// moved (another value, another place).
pub type EntryChange<V> = Change<Option<Entry<V>>>;

impl<T: PartialEq> Change<T> {
    /// The change between two values, unless they are the same.
    pub fn between(before: T, after: T) -> Option<Self> {
        (before != after).then_some(Self { before, after })
    }

    /// The change that leads back.
    #[must_use]
    pub fn inverse(self) -> Self {
        Self { before: self.after, after: self.before }
    }

    pub(super) fn turn(&mut self) {
        std::mem::swap(&mut self.before, &mut self.after);
    }

    /// Makes this the change from its own start to the end of `next`.
    pub(super) fn extend(&mut self, next: &Self)
    where
        T: Clone,
    {
        self.after = next.after.clone();
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.before == self.after
    }

    /// Puts the new value into the slot, if it holds the old one.
    pub(super) fn put(&self, slot: &mut T) -> Option<()>
    where
        T: Clone,
    {
        if *slot != self.before {
            return None;
        }
        *slot = self.after.clone();
        Some(())
    }
}

impl<V: Clone + PartialEq> EntryChange<V> {
    /// Sets, adds (at the end) or, with no value, removes the entry `id`; nothing if that is how it is.
    #[must_use]
    pub fn to<K>(entries: &Entries<Id<K>, V>, id: &Id<K>, value: Option<V>) -> Option<Self> {
        let before = entries.get_full(id).map(|(at, _, value)| Entry { at, value: value.clone() });
        let at = before.as_ref().map_or(entries.len(), |entry| entry.at);
        Self::between(before, value.map(|value| Entry { at, value }))
    }

    /// Moves the entry `id` to another place, the last one if `to` lies beyond it.
    #[must_use]
    pub fn moved<K>(entries: &Entries<Id<K>, V>, id: &Id<K>, to: usize) -> Option<Self> {
        let (at, _, value) = entries.get_full(id)?;
        let to = to.min(entries.len().saturating_sub(1));
        let entry = |at| Some(Entry { at, value: value.clone() });
        Self::between(entry(at), entry(to))
    }

    /// Removes the n-th of a list.
    #[must_use]
    pub fn removed(list: &[V], at: usize) -> Option<Self> {
        let value = list.get(at)?.clone();
        Some(Self { before: Some(Entry { at, value }), after: None })
    }

    /// Sets the n-th of a list, or adds it where the list ends.
    #[must_use]
    pub fn set(list: &[V], at: usize, value: V) -> Option<Self> {
        let before = list.get(at).map(|value| Entry { at, value: value.clone() });
        let at = at.min(list.len());
        Self::between(before, Some(Entry { at, value }))
    }

    /// Moves the n-th of a list to another place, the last one if `to` lies beyond it.
    #[must_use]
    pub fn shifted(list: &[V], at: usize, to: usize) -> Option<Self> {
        let value = list.get(at)?;
        let entry = |at| Some(Entry { at, value: value.clone() });
        Self::between(entry(at), entry(to.min(list.len().saturating_sub(1))))
    }

    /// Where the entry stands, or will stand.
    pub(super) fn at(&self) -> Option<usize> {
        self.before.as_ref().or(self.after.as_ref()).map(|entry| entry.at)
    }

    pub(super) fn put_entry<K>(&self, entries: &mut Entries<Id<K>, V>, id: &Id<K>) -> Option<()> {
        let found = entries.get_full(id).map(|(at, _, value)| (at, value));
        let expected = self.before.as_ref().map(|entry| (entry.at, &entry.value));
        if found != expected {
            return None;
        }
        match (&self.before, &self.after) {
            (None, None) => {}
            (None, Some(new)) if new.at > entries.len() => return None,
            (None, Some(new)) => {
                entries.insert_at(new.at, id.clone(), new.value.clone());
            }
            (Some(_), None) => {
                entries.remove(id);
            }
            (Some(old), Some(new)) => {
                entries.move_index(old.at, new.at)?;
                *entries.get_mut(id)? = new.value.clone();
            }
        }
        Some(())
    }

    /// The same for a list, which must not come to hold two entries that are for the `same`.
    pub(super) fn put_listed(
        &self,
        list: &mut Vec<V>,
        same: impl Fn(&V, &V) -> bool,
    ) -> Option<()> {
        if let Some(old) = &self.before
            && list.get(old.at) != Some(&old.value)
        {
            return None;
        }
        let old_at = self.before.as_ref().map(|old| old.at);
        let left = list.len() - usize::from(old_at.is_some());
        if let Some(new) = &self.after {
            let mut others = list.iter().enumerate().filter(|(at, _)| Some(*at) != old_at);
            if new.at > left || others.any(|(_, other)| same(other, &new.value)) {
                return None;
            }
        }
        if let Some(old) = &self.before {
            list.remove(old.at);
        }
        if let Some(new) = &self.after {
            list.insert(new.at, new.value.clone());
        }
        Some(())
    }
}

impl<V: Clone> EntryChange<Private<V>> {
    /// The same change as the map holds the entries: there the whole collection is private.
    pub(super) fn opened(&self) -> EntryChange<V> {
        let open = |side: &Option<Entry<Private<V>>>| {
            side.as_ref().map(|Entry { at, value }| Entry { at: *at, value: value.inner().clone() })
        };
        Change { before: open(&self.before), after: open(&self.after) }
    }
}
