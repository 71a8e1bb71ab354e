//! Collections of the map: what stands in them by id, in the order of the file.

#[cfg(test)]
mod tests;

use std::borrow::Borrow;
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};
use std::{fmt, iter, mem, slice, vec};

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

use super::Id;
use super::order::sorted;

/// A collection in the order of the file; no id stands twice in it.
///
/// Of the collections of a map most are empty, and nearly all others are small: an empty one takes no
/// more than a pointer, and only a large one has an index beside its list.
#[derive(Clone)]
pub struct Entries<K, V>(Option<Box<Listed<K, V>>>);

/// The entries of a collection that has some, or had.
#[derive(Clone)]
struct Listed<K, V> {
    list: Vec<(K, V)>,
    /// The places of the entries in the order of their ids. Empty as long as there are few: then
    /// each is looked at.
    by_id: Vec<u32>,
}

/// The most entries without an index.
const FEW: usize = 8;

/// Goes through a collection in its order.
pub type Each<'a, K, V, T> = iter::Map<slice::Iter<'a, (K, V)>, fn(&'a (K, V)) -> T>;

impl<K, V> Listed<K, V> {
    fn id(&self, place: u32) -> &K {
        &self.list[place as usize].0
    }
}

impl<K: Ord, V> Listed<K, V> {
    /// Makes the index, where one is needed.
    fn index(&mut self) {
        if self.list.len() > FEW {
            let list = &self.list;
            let places = sorted(list.len(), &|one, other| list[one].0.cmp(&list[other].0));
            self.by_id = places.into_iter().map(narrow).collect();
        }
    }

    /// An id that stands twice.
    fn repeated(&self) -> Option<&K> {
        if self.by_id.is_empty() {
            let ids = self.list.iter().map(|(id, _)| id);
            let mut seen = ids.clone().enumerate();
            return seen
                .find(|(at, id)| ids.clone().take(*at).any(|one| one == *id))
                .map(|it| it.1);
        }
        let mut pairs = self.by_id.windows(2).map(|pair| (self.id(pair[0]), self.id(pair[1])));
        pairs.find(|(one, other)| one == other).map(|(one, _)| one)
    }

    fn insert(&mut self, at: usize, id: K, value: V) {
        self.list.insert(at, (id, value));
        if self.by_id.is_empty() {
            return self.index();
        }
        let at = narrow(at);
        self.renumber(|place| if place < at { place } else { place + 1 });
        let rank = self.by_id.partition_point(|place| self.id(*place) < self.id(at));
        self.by_id.insert(rank, at);
    }

    fn remove(&mut self, at: usize) -> (K, V) {
        let removed = self.list.remove(at);
        let at = narrow(at);
        self.by_id.retain(|place| *place != at);
        self.renumber(|place| if place < at { place } else { place - 1 });
        removed
    }

    fn renumber(&mut self, number: impl Fn(u32) -> u32) {
        self.by_id.iter_mut().for_each(|place| *place = number(*place));
    }
}

/// Places fit: a map has far fewer entries than 2^32.
fn narrow(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl<K, V> Entries<K, V> {
    /// An empty collection.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    fn list(&self) -> &[(K, V)] {
        self.0.as_ref().map_or(&[], |listed| &listed.list)
    }

    fn list_mut(&mut self) -> &mut [(K, V)] {
        self.0.as_mut().map_or(&mut [], |listed| &mut listed.list)
    }

    fn listed(&mut self) -> &mut Listed<K, V> {
        self.0.get_or_insert_with(|| Box::new(Listed { list: Vec::new(), by_id: Vec::new() }))
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list().len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list().is_empty()
    }

    /// The entry at a place, from 0.
    #[must_use]
    pub fn get_index(&self, at: usize) -> Option<(&K, &V)> {
        self.list().get(at).map(|(id, value)| (id, value))
    }

    /// The same, to change it.
    #[must_use]
    pub fn get_index_mut(&mut self, at: usize) -> Option<(&K, &mut V)> {
        self.list_mut().get_mut(at).map(|(id, value)| (&*id, value))
    }

    /// The entries.
    pub fn iter(&self) -> Each<'_, K, V, (&K, &V)> {
        self.list().iter().map(|(id, value)| (id, value))
    }

    /// The ids.
    pub fn keys(&self) -> Each<'_, K, V, &K> {
        self.list().iter().map(|(id, _)| id)
    }

    /// What stands under the ids.
    pub fn values(&self) -> Each<'_, K, V, &V> {
        self.list().iter().map(|(_, value)| value)
    }

    /// The same, to change it.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut V> {
        self.list_mut().iter_mut().map(|(_, value)| value)
    }
}

impl<K: Ord, V> Entries<K, V> {
    /// Where the entry of an id stands.
    #[must_use]
    pub fn get_index_of<Q: Ord + ?Sized>(&self, id: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        let listed = self.0.as_ref()?;
        if listed.by_id.is_empty() {
            return listed.list.iter().position(|(one, _)| one.borrow() == id);
        }
        let found = listed.by_id.binary_search_by(|place| listed.id(*place).borrow().cmp(id));
        found.ok().and_then(|rank| listed.by_id.get(rank)).map(|place| *place as usize)
    }

    /// The entry of an id and where it stands.
    #[must_use]
    pub fn get_full<Q: Ord + ?Sized>(&self, id: &Q) -> Option<(usize, &K, &V)>
    where
        K: Borrow<Q>,
    {
        let at = self.get_index_of(id)?;
        self.get_index(at).map(|(id, value)| (at, id, value))
    }

    /// The entry of an id.
    #[must_use]
    pub fn get_key_value<Q: Ord + ?Sized>(&self, id: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
    {
        self.get_index(self.get_index_of(id)?)
    }

    /// What stands under an id.
    #[must_use]
    pub fn get<Q: Ord + ?Sized>(&self, id: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.get_key_value(id).map(|(_, value)| value)
    }

    /// The same, to change it.
    #[must_use]
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, id: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let at = self.get_index_of(id)?;
        self.get_index_mut(at).map(|(_, value)| value)
    }

    /// Whether something stands under an id.
    #[must_use]
    pub fn contains_key<Q: Ord + ?Sized>(&self, id: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.get_index_of(id).is_some()
    }

    /// Puts a value under an id: in the place of what stands there, or at the end. What stood there
    /// comes back.
    pub fn insert(&mut self, id: K, value: V) -> Option<V> {
        if let Some(held) = self.get_mut(&id) {
            return Some(mem::replace(held, value));
        }
        self.insert_at(self.len(), id, value);
        None
    }

    /// What stands under an id, to change it; what is usual, at the end, where nothing stood there.
    pub fn or_default(&mut self, id: K) -> &mut V
    where
        V: Default,
    {
        let at = self.get_index_of(&id).unwrap_or_else(|| {
            self.insert_at(self.len(), id, V::default());
            self.len() - 1
        });
        &mut self[at]
    }

    /// Puts a new entry at a place, or at the end where that lies beyond it.
    pub fn insert_at(&mut self, at: usize, id: K, value: V) {
        debug_assert!(!self.contains_key(&id), "no id stands twice");
        let at = at.min(self.len());
        self.listed().insert(at, id, value);
    }

    /// Takes the entry of an id out; those after it move up.
    pub fn remove<Q: Ord + ?Sized>(&mut self, id: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let at = self.get_index_of(id)?;
        self.remove_index(at).map(|(_, value)| value)
    }

    /// Takes the entry at a place out; those after it move up.
    pub fn remove_index(&mut self, at: usize) -> Option<(K, V)> {
        (at < self.len()).then(|| self.listed().remove(at))
    }

    /// Moves the entry at one place to another, if both are there.
    pub fn move_index(&mut self, from: usize, to: usize) -> Option<()> {
        if from.max(to) >= self.len() {
            return None;
        }
        let (id, value) = self.remove_index(from)?;
        self.insert_at(to, id, value);
        Some(())
    }
}

impl<K, V> Default for Entries<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Ord, V: PartialEq> PartialEq for Entries<K, V> {
    /// Whether they hold the same; in which order doesn't matter.
    fn eq(&self, other: &Self) -> bool {
        let same = || self.iter().all(|(id, value)| other.get(id) == Some(value));
        self.list() == other.list() || (self.len() == other.len() && same())
    }
}

impl<K: Ord, V: Eq> Eq for Entries<K, V> {}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Entries<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<K, V> Index<usize> for Entries<K, V> {
    type Output = V;
    fn index(&self, at: usize) -> &V {
        &self.list()[at].1
    }
}

impl<K, V> IndexMut<usize> for Entries<K, V> {
    fn index_mut(&mut self, at: usize) -> &mut V {
        &mut self.list_mut()[at].1
    }
}

impl<K: Ord + Borrow<Q>, Q: Ord + ?Sized, V> Index<&Q> for Entries<K, V> {
    type Output = V;
    fn index(&self, id: &Q) -> &V {
        &self[self.get_index_of(id).unwrap_or(self.len())]
    }
}

impl<K: Ord + Borrow<Q>, Q: Ord + ?Sized, V> IndexMut<&Q> for Entries<K, V> {
    fn index_mut(&mut self, id: &Q) -> &mut V {
        let at = self.get_index_of(id).unwrap_or(self.len());
        &mut self[at]
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Entries<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut all = Self::new();
        for (id, value) in entries {
            all.insert(id, value);
        }
        all
    }
}

impl<K, V> IntoIterator for Entries<K, V> {
    type Item = (K, V);
    type IntoIter = vec::IntoIter<(K, V)>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.map_or_else(Vec::new, |listed| listed.list).into_iter()
    }
}

impl<'a, K, V> IntoIterator for &'a Entries<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Each<'a, K, V, Self::Item>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'de, K, V: Deserialize<'de>> Deserialize<'de> for Entries<Id<K>, V> {
    /// Refuses an id that stands twice: ron would silently keep the last one.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reader(PhantomData))
    }
}

struct Reader<K, V>(PhantomData<(K, V)>);

impl<'de, K, V: Deserialize<'de>> Visitor<'de> for Reader<K, V> {
    type Value = Entries<Id<K>, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("entries in braces: { \"id\": …, }")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = access.next_entry()? {
            list.push(entry);
        }
        if list.is_empty() {
            return Ok(Entries::new());
        }
        // most collections are small, and there are many of them
        list.shrink_to_fit();
        let mut listed = Listed { list, by_id: Vec::new() };
        listed.index();
        match listed.repeated() {
            Some(id) => Err(de::Error::custom(format!("the id `{id}` stands twice"))),
            None => Ok(Entries(Some(Box::new(listed)))),
        }
    }
}
