//! Ids: short names that never change, by which records refer to each other.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer};
use unicode_normalization::UnicodeNormalization;

use super::text::made_of;

/// What an id names. Only the type tells ids of different kinds apart.
pub trait Kind {
    /// The word for one such thing, as in "unknown partner".
    const NOUN: &'static str;
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident, $id:ident, $noun:literal;)*) => {$(
        #[doc = concat!("Marks ids of the kind \"", $noun, "\".")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $kind {}
        impl Kind for $kind { const NOUN: &'static str = $noun; }
        $(#[$doc])*
        pub type $id = Id<$kind>;
    )*};
}

kinds! {
    /// Names a theme, unique in the map.
    OfTheme, ThemeId, "theme";
    /// Names a partner, unique in the map.
    OfPartner, PartnerId, "partner";
    /// Names a criterion, unique among those of its partner.
    OfCriterion, CriterionId, "criterion";
    /// Names a concern, unique among those of its partner.
    OfConcern, ConcernId, "concern";
    /// Names an offer or an ask, unique among those of its partner.
    OfOffer, OfferId, "offer";
    /// Names an issue, unique in the map.
    OfIssue, IssueId, "issue";
    /// Names an option, unique in the whole map.
    OfOption, OptionId, "option";
}

/// The id of one record: 1 to 40 of `a-z`, `0-9` and `-`, starting with a letter.
///
/// Ids are made from a name once and stay when the name changes, so that comments, rules and other
/// people's scripts keep pointing at the same thing.
pub struct Id<K> {
    letters: Letters,
    kind: PhantomData<fn() -> K>,
}

/// The text of an id, filled up with zeros. A large map has many ids and most are short; and each
/// drawing copies hundreds, to note whom its cells stand for.
#[derive(Clone, PartialEq, Eq)]
enum Letters {
    /// As much as takes no more room than a pointer and a length.
    Few([u8; 15]),
    /// More than that.
    Many(Arc<[u8; LONGEST]>),
}

impl Letters {
    /// The letters of a text of at most [`LONGEST`] bytes, without zeros.
    fn of(text: &str) -> Self {
        fn filled<const N: usize>(text: &str) -> Option<[u8; N]> {
            let mut letters = [0; N];
            letters.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
            Some(letters)
        }
        let many = || Self::Many(Arc::new(filled(text).unwrap_or([0; LONGEST])));
        filled(text).map_or_else(many, Self::Few)
    }

    fn as_str(&self) -> &str {
        let letters: &[u8] = match self {
            Self::Few(letters) => letters,
            Self::Many(letters) => &**letters,
        };
        let text = letters.split(|letter| *letter == 0).next();
        text.and_then(|text| str::from_utf8(text).ok()).unwrap_or("")
    }
}

/// Why a text is no id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id is 1 to 40 of a-z, 0-9 and -, starting with a letter")]
pub struct IdError;

/// The most characters an id has.
const LONGEST: usize = 40;

impl<K> Id<K> {
    /// The id with this text.
    pub fn new(text: &str) -> Result<Self, IdError> {
        let starts = text.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
        let rest = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if starts && rest && text.len() <= LONGEST {
            Ok(Self { letters: Letters::of(text), kind: PhantomData })
        } else {
            Err(IdError)
        }
    }

    /// The text of the id.
    pub fn as_str(&self) -> &str {
        self.letters.as_str()
    }
}

impl<K: Kind> Id<K> {
    /// A new id for something of this name that is not `taken`.
    ///
    /// A long name is cut after a word. Accents are dropped and other signs become `-`: "Nurses' union" gives `nurses-union`. Where
    /// nothing is left of the name (another script), the noun and a number: `partner-7`.
    #[must_use]
    pub fn from_name(name: &str, taken: impl Fn(&str) -> bool) -> Self {
        let slug = slug(name);
        let free = |text: &str| (!taken(text)).then(|| Self::new(text).ok()).flatten();
        let numbered = |stem: &str, number: u64| {
            let tail = format!("-{number}");
            let room = LONGEST.saturating_sub(tail.len());
            let head: String = stem.chars().take(room).collect();
            free(&format!("{}{tail}", head.trim_end_matches('-')))
        };
        let (stem, first) = if slug.is_empty() { (K::NOUN, 1) } else { (slug.as_str(), 2) };
        let plain = if slug.is_empty() { None } else { free(&slug) };
        plain
            .or_else(|| (first..=u64::MAX).find_map(|number| numbered(stem, number)))
            .unwrap_or_else(
                || Self { letters: Letters::of(K::NOUN), kind: PhantomData }, // after 2^64 tries
            )
    }
}

/// The part of a name that can stand in an id.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for sign in name.nfkd().flat_map(char::to_lowercase) {
        if sign.is_ascii_lowercase() || (sign.is_ascii_digit() && !slug.is_empty()) {
            slug.push(sign);
        } else if matches!(sign, '\'' | '’') || unicode_normalization::char::is_combining_mark(sign)
        {
            // "Nurses' union" is nurses-union, "don't" is dont
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        // one sign more tells whether a word ends where the room does
        if slug.len() > LONGEST {
            let end = slug.rfind('-').filter(|end| *end > LONGEST / 2).unwrap_or(LONGEST);
            slug.truncate(end);
            break;
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        Self { letters: self.letters.clone(), kind: PhantomData }
    }
}

impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.letters == other.letters
    }
}

impl<K> Eq for Id<K> {}

impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl<K> Borrow<str> for Id<K> {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<'de, K> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        made_of(deserializer, Self::new)
    }
}

/// Whether an entry stands under what a partner offers or under what it asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
pub enum Exchange {
    /// What the partner brings.
    Offer,
    /// What the partner wants from others.
    Ask,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(name: &str, taken: &[&str]) -> String {
        PartnerId::from_name(name, |text| taken.contains(&text)).to_string()
    }

    #[test]
    fn ids_are_made_from_names() {
        assert_eq!(made("Nurses' union", &[]), "nurses-union");
        assert_eq!(made("Zürich–Ouest", &[]), "zurich-ouest");
        assert_eq!(made("  3rd   Way & Co. ", &[]), "rd-way-co");
        assert_eq!(made("水资源", &["partner-1"]), "partner-2");
        assert_eq!(made("Mayor", &["mayor", "mayor-2"]), "mayor-3");
        assert_eq!(made(&"a".repeat(60), &[&"a".repeat(40)]), format!("{}-2", "a".repeat(38)));
    }

    #[test]
    fn long_names_are_cut_after_a_word() {
        let fits = "Whatever prices do, three percent at most";
        assert_eq!(made(fits, &[]), "whatever-prices-do-three-percent-at-most");
        let longer = "Whatever prices do, three percent at mostly";
        assert_eq!(made(longer, &[]), "whatever-prices-do-three-percent-at");
        assert_eq!(made(&format!("{fits}, if that"), &[]), made(fits, &[]));
    }

    #[test]
    fn ids_of_every_length_are_equal_and_ordered_as_their_texts_are() {
        let texts: Vec<String> =
            (1..=LONGEST).map(|length| "a-b9".chars().cycle().take(length).collect()).collect();
        for (one, other) in texts.iter().flat_map(|one| texts.iter().map(move |two| (one, two))) {
            let ids = [one, other].map(|text| ThemeId::new(text).unwrap());
            assert_eq!(ids[0].as_str(), one);
            assert_eq!(ids[0] == ids[1], one == other, "{one} {other}");
            assert_eq!(ids[0].cmp(&ids[1]), one.cmp(other), "{one} {other}");
        }
    }

    #[test]
    fn ids_hold_to_their_grammar() {
        for good in ["a", "a-b", "a1", "x--", &"a".repeat(40)] {
            assert_eq!(PartnerId::new(good).map(|id| id.to_string()), Ok(good.to_owned()));
        }
        for bad in ["", "1a", "-a", "A", "a_b", "a b", "ä", &"a".repeat(41)] {
            assert!(PartnerId::new(bad).is_err(), "{bad}");
        }
    }
}
