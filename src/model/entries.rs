//! Collections of the map: what stands in them by id, in the order of the file.

use std::fmt;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash};
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use indexmap::IndexMap;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

use super::Id;

/// What a collection holds, where it holds something. No secret is in its hashes: whoever writes a
/// map that is slow to read only delays those who open it.
type Table<K, V> = IndexMap<K, V, BuildHasherDefault<DefaultHasher>>;

/// A collection in the order of the file.
///
/// Of the collections of a map most are empty, and a partner has five of them: an empty one takes
/// no more than a pointer.
#[derive(Clone)]
pub struct Entries<K, V>(Option<Box<Table<K, V>>>);

impl<K, V> Entries<K, V> {
    /// An empty collection.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }
}

impl<K: 'static, V: 'static> Entries<K, V> {
    const NOTHING: &'static Table<K, V> = &Table::with_hasher(BuildHasherDefault::new());
}

impl<K, V> Default for Entries<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: 'static, V: 'static> Deref for Entries<K, V> {
    type Target = Table<K, V>;
    fn deref(&self) -> &Table<K, V> {
        self.0.as_deref().unwrap_or(Self::NOTHING)
    }
}

impl<K: 'static, V: 'static> DerefMut for Entries<K, V> {
    fn deref_mut(&mut self) -> &mut Table<K, V> {
        self.0.get_or_insert_default()
    }
}

impl<K: Hash + Eq + 'static, V: PartialEq + 'static> PartialEq for Entries<K, V> {
    /// Whether they hold the same; in which order doesn't matter.
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<K: Hash + Eq + 'static, V: Eq + 'static> Eq for Entries<K, V> {}

impl<K: fmt::Debug + 'static, V: fmt::Debug + 'static> fmt::Debug for Entries<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<K: Hash + Eq + 'static, V: 'static> FromIterator<(K, V)> for Entries<K, V> {
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
    type IntoIter = indexmap::map::IntoIter<K, V>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.map_or_else(Table::default, |table| *table).into_iter()
    }
}

impl<'a, K: 'static, V: 'static> IntoIterator for &'a Entries<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = indexmap::map::Iter<'a, K, V>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, K: 'static, V: 'static> IntoIterator for &'a mut Entries<K, V> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = indexmap::map::IterMut<'a, K, V>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<'de, K: 'static, V: Deserialize<'de> + 'static> Deserialize<'de> for Entries<Id<K>, V> {
    /// Refuses a key that stands twice: ron would silently keep the last one.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Unique(PhantomData))
    }
}

struct Unique<K, V>(PhantomData<(K, V)>);

impl<'de, K: 'static, V: Deserialize<'de> + 'static> Visitor<'de> for Unique<K, V> {
    type Value = Entries<Id<K>, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("entries in braces: { \"id\": …, }")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut entries = Entries::new();
        while let Some(id) = access.next_key::<Id<K>>()? {
            let value = access.next_value()?;
            if entries.contains_key(&id) {
                return Err(de::Error::custom(format!("the id `{id}` stands twice")));
            }
            entries.insert(id, value);
        }
        // most collections are small, and there are many of them
        if let Some(table) = &mut entries.0 {
            table.shrink_to_fit();
        }
        Ok(entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ThemeId;

    fn of(ids: &[&str]) -> Entries<ThemeId, u8> {
        ids.iter().map(|id| (ThemeId::new(id).unwrap(), 0)).collect()
    }

    #[test]
    fn a_collection_that_was_emptied_is_like_one_that_was_always_empty() {
        let mut emptied = of(&["a"]);
        assert_ne!(emptied, Entries::new());
        emptied.shift_remove("a");
        assert_eq!(emptied, Entries::new());
        assert_eq!(Entries::new(), emptied);
        assert_eq!((emptied.iter().len(), emptied.into_iter().len()), (0, 0));
        assert_eq!(Entries::<ThemeId, u8>::new().into_iter().len(), 0);
    }

    #[test]
    fn the_order_is_kept_and_makes_no_difference_to_what_is_in_it() {
        let (one, other) = (of(&["b", "a"]), of(&["a", "b"]));
        assert_eq!(one, other);
        let ids = |entries: &Entries<ThemeId, u8>| -> Vec<String> {
            entries.keys().map(ToString::to_string).collect()
        };
        assert_eq!([ids(&one), ids(&other)], [["b", "a"], ["a", "b"]]);
    }
}
