//! The words of a statement as they are compared, and those that tell a direction.
//!
//! Accents, capitals and English endings are taken off, and English words without a meaning of their
//! own are left out. Other languages lose nothing by it: their words are compared as they are.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::Direction;

/// English words that say nothing of what a statement is about.
const EMPTY: &[&str] = &[
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been",
    "before", "being", "between", "both", "but", "by", "can", "come", "comes", "do", "does",
    "down", "during", "each", "every", "everyone", "for", "from", "get", "gets", "go", "goes",
    "had", "has", "have", "how", "in", "into", "is", "it", "its", "keep", "kept", "like", "may",
    "must", "nobody", "no", "none", "not", "of", "on", "one", "only", "or", "other", "others",
    "our", "out", "over", "own", "see", "shall", "should", "so", "some", "stay", "stays", "such",
    "take", "takes", "than", "that", "the", "their", "them", "there", "they", "this", "to",
    "under", "until", "up", "us", "was", "we", "what", "when", "where", "which", "while", "who",
    "whose", "will", "with", "within", "without", "would", "you", "your",
];

/// English words for numbers and amounts.
const AMOUNTS: &[&str] = &[
    "amount", "double", "eight", "enough", "few", "first", "five", "four", "full", "half",
    "hundred", "last", "least", "lot", "many", "most", "much", "nine", "number", "percent",
    "second", "seven", "six", "ten", "third", "thirty", "thousand", "three", "twelve", "twenty",
    "twice", "two", "zero",
];

/// Words that ask for more of something.
const MORE: &[&str] = &[
    "better",
    "expand",
    "faster",
    "gain",
    "grow",
    "grows",
    "higher",
    "improve",
    "improves",
    "increase",
    "increases",
    "larger",
    "longer",
    "more",
    "quicker",
    "raise",
    "raised",
    "raises",
    "rise",
    "rises",
    "safer",
    "stronger",
];

/// Words that ask for less of something.
const LESS: &[&str] = &[
    "avoid",
    "avoided",
    "cheaper",
    "cut",
    "cuts",
    "decrease",
    "decreases",
    "drop",
    "drops",
    "end",
    "ended",
    "ends",
    "fall",
    "falls",
    "fewer",
    "halve",
    "halved",
    "less",
    "limit",
    "limited",
    "lower",
    "lowered",
    "minimize",
    "reduce",
    "reduced",
    "reduces",
    "shorter",
    "shrink",
    "shrinks",
    "slower",
    "smaller",
    "stop",
    "stopped",
    "stops",
];

/// Endings of English words, the longest first, with the letters that have to be left of the word.
const ENDINGS: &[(&str, usize)] = &[
    ("isation", 3),
    ("ization", 3),
    ("ation", 4),
    ("ments", 4),
    ("ment", 4),
    ("ness", 4),
    ("able", 4),
    ("ible", 4),
    ("ings", 3),
    ("ing", 3),
    ("ance", 4),
    ("ence", 4),
    ("ive", 4),
    ("ity", 4),
    ("ers", 4),
    ("ed", 3),
    ("er", 4),
    ("ly", 4),
    ("al", 4),
];

/// The words of a text that tell what it is about, without their endings.
pub(super) fn stems(text: &str) -> BTreeSet<String> {
    let words = words(text).into_iter();
    let telling = words.filter(|word| {
        let word = word.as_str();
        let is_long = word.len() > 1 && !word.bytes().all(|byte| byte.is_ascii_digit());
        is_long && ![EMPTY, AMOUNTS, MORE, LESS].iter().any(|list| list.contains(&word))
    });
    telling.map(|word| stem(&word)).collect()
}

/// The way that the words of a statement seem to ask for, as "fewer" or "rise" do; nothing where none
/// of them tells one, or several disagree. A question to the person, not an answer: in "Nobody waits
/// longer" it is wrong.
#[must_use]
pub fn direction(text: &str) -> Option<Direction> {
    let words = words(text);
    let says = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    match (says(MORE), says(LESS)) {
        (true, false) => Some(Direction::More),
        (false, true) => Some(Direction::Less),
        _ => None,
    }
}

/// All words of a text, in small letters without accents.
fn words(text: &str) -> Vec<String> {
    let plain: String =
        text.nfkd().filter(|sign| !is_combining_mark(*sign)).flat_map(char::to_lowercase).collect();
    let words = plain.split(|sign: char| !sign.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The word without its English ending: "waiting" and "waits" are both "wait".
fn stem(word: &str) -> String {
    if !word.is_ascii() || word.len() < 4 {
        return word.to_owned();
    }
    let single = singular(word);
    let cut = ENDINGS.iter().find_map(|(ending, least)| {
        single.strip_suffix(ending).filter(|rest| rest.len() >= *least && has_vowel(rest))
    });
    let Some(rest) = cut else { return single.trim_end_matches('e').to_owned() };
    // "stopping" is "stop"
    let mut letters = rest.chars().rev();
    let (last, before) = (letters.next(), letters.next());
    let doubled = last == before && last.is_some_and(|letter| !"aeiouls".contains(letter));
    let rest = if doubled { rest.get(..rest.len() - 1).unwrap_or(rest) } else { rest };
    rest.trim_end_matches('e').to_owned()
}

fn singular(word: &str) -> String {
    if let Some(rest) = word.strip_suffix("ies").filter(|rest| rest.len() > 2) {
        return format!("{rest}y");
    }
    let hissing = ["sses", "xes", "ches", "shes"].iter().any(|ending| word.ends_with(ending));
    if hissing {
        return word.strip_suffix("es").unwrap_or(word).to_owned();
    }
    let keeps = ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending));
    if keeps { word.to_owned() } else { word.strip_suffix('s').unwrap_or(word).to_owned() }
}

fn has_vowel(word: &str) -> bool {
    word.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_stem_are_the_same() {
        let same = [
            ("waiting", "waits"),
            ("jobs", "job"),
            ("costs", "costing"),
            ("stopping", "stopped"),
            ("families", "family"),
            ("wages", "wage"),
            ("trained", "training"),
            ("worker", "works"),
            ("classes", "class"),
        ];
        for (one, other) in same {
            assert_eq!(stem(one), stem(other));
        }
        assert_eq!(stem("water"), "water");
        assert_eq!(stem("bus"), "bus");
        assert_eq!(stem("straße"), "straße");
    }

    #[test]
    fn only_words_with_a_meaning_are_compared() {
        let told = |text: &str| stems(text).into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(
            told("Nobody waits more than 4 hours for the nurses' café"),
            "caf hour nurs wait"
        );
        assert_eq!(told("Más empleos para la región"), "empleo la mas para region");
        assert_eq!(told("更多工作"), "更多工作");
    }

    #[test]
    fn words_tell_a_direction_unless_they_disagree() {
        assert_eq!(direction("Fewer cars in the city center"), Some(Direction::Less));
        assert_eq!(direction("Rents RISE"), Some(Direction::More));
        assert_eq!(direction("The mine stays open"), None);
        assert_eq!(direction("Fewer closures, more jobs"), None);
    }
}
