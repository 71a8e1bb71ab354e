//! Names, shares and evidence as they stand in a sentence.

use crate::analysis::{OptionAnswer, Share};
use crate::model::{Content, Curtain, Direction, Evidence, IssueId, Map, Private, Text};

/// A criterion of which nothing may be shown.
pub(super) const PRIVATE_CRITERION: &str = "a private criterion";

/// How many names stand in one line before the rest is only counted.
const MOST_NAMES: usize = 6;

/// What is said of a figure that is more guess than knowledge.
pub const RESTS_ON_GUESSES: &str =
    "rests on guesses: more than half of it is guessed, or it is not said how we know";

/// The evidence where none is given.
const NOT_SAID: &str = "evidence not said";

/// A text in one line.
#[must_use]
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(in crate::analysis) fn partner(map: &Map, partner: usize) -> String {
    map.partners
        .get_index(partner)
        .map_or_else(String::new, |(id, record)| named(&record.name, id.as_str()))
}

/// An option's name in quotes, for it may be a whole sentence.
pub(in crate::analysis) fn option(map: &Map, answer: &OptionAnswer) -> String {
    let name = map.option(&answer.place).map(|option| &option.name);
    let id = answer.place.option.as_str();
    format!("\"{}\"", name.map_or_else(|| id.to_owned(), |name| named(name, id)))
}

/// An issue's name in quotes, for it is a question.
pub(super) fn named_issue(name: &Text, id: &IssueId) -> String {
    format!("\"{}\"", named(name, id.as_str()))
}

/// A name in one line, or the id where there is none.
#[must_use]
pub fn named(name: &Text, id: &str) -> String {
    let name = flat(name);
    if name.is_empty() { id.to_owned() } else { name }
}

/// "less waiting time": a theme's name begins small within a sentence, unless it looks like initials.
#[must_use]
pub fn wanted(map: &Map, theme: usize, wants: Direction) -> String {
    format!("{} {}", wants.word(), small(&theme_name(map, theme)))
}

pub(in crate::analysis) fn theme_name(map: &Map, theme: usize) -> String {
    map.themes
        .get_index(theme)
        .map_or_else(String::new, |(id, record)| named(&record.name, id.as_str()))
}

fn small(name: &str) -> String {
    let mut signs = name.chars();
    let Some(first) = signs.next() else { return String::new() };
    let is_article = name.starts_with("A ");
    if !is_article && signs.clone().next().is_none_or(|second| !second.is_lowercase()) {
        return name.to_owned();
    }
    first.to_lowercase().chain(signs).collect()
}

/// What a criterion says, in quotes.
pub(in crate::analysis) fn quoted(content: &Content) -> String {
    format!("\"{}\"", flat(&content.says))
}

/// At most one decimal: "0.2", "1", "under 0.1". Rounded down, so that it keeps to the step that it is
/// in: what is not yet 0.2 is little, and isn't told as 0.2.
pub(in crate::analysis) fn share(share: Share) -> String {
    match u128::from(share.part()) * 10 / u128::from(share.whole()) {
        0 if !share.is_zero() => "under 0.1".into(),
        0 => "0".into(),
        10 => "1".into(),
        tenths => format!("0.{tenths}"),
    }
}

/// "5 of 8".
pub(super) fn of(share: Share) -> String {
    format!("{} of {}", share.part(), share.whole())
}

/// "63 %": whole percent, and never all or nothing where it isn't.
pub(super) fn percent(share: Share) -> String {
    let (part, whole) = (u128::from(share.part()), u128::from(share.whole()));
    match (part * 200 + whole) / (whole * 2) {
        0 if !share.is_zero() => "under 1 %".into(),
        100 if !share.is_all() => "over 99 %".into(),
        hundredths => format!("{hundredths} %"),
    }
}

pub(super) fn evidence(evidence: Option<Evidence>) -> &'static str {
    evidence.map_or(NOT_SAID, Evidence::word)
}

/// How we know, and from where when that may be shown.
#[must_use]
pub fn known_from(how: Option<Evidence>, source: &Private<Text>, curtain: Curtain) -> String {
    match source.shown(curtain).map(|source| flat(source)).filter(|source| !source.is_empty()) {
        Some(source) => format!("{}: {source}", evidence(how)),
        None => evidence(how).to_owned(),
    }
}

/// "A, B and C"; of many "A, B, C, D, E, F and 7 more".
#[must_use]
pub fn list(mut words: impl Iterator<Item = String>) -> String {
    let mut shown: Vec<String> = words.by_ref().take(MOST_NAMES).collect();
    let last = words.next();
    match words.count() {
        0 => shown.extend(last), // "and 1 more" would be no shorter
        more => shown.push(format!("{} more", more + 1)),
    }
    joined(&shown)
}

/// "A, B and C".
pub(in crate::analysis) fn joined(words: &[String]) -> String {
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

pub(super) fn capitalized(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

/// A whole number with a comma after each three digits: 34,992.
#[must_use]
pub fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_one_decimal_and_keep_to_their_step() {
        assert_eq!(share(Share::new(1, 4)), "0.2");
        assert_eq!(share(Share::new(1, 2)), "0.5");
        assert_eq!(share(Share::new(199, 1000)), "0.1");
        assert_eq!(share(Share::new(0, 8)), "0");
        assert_eq!(share(Share::new(8, 8)), "1");
        assert_eq!(share(Share::new(1, 1000)), "under 0.1");
        assert_eq!(share(Share::new(999, 1000)), "0.9");
    }

    #[test]
    fn percents_are_whole() {
        assert_eq!(percent(Share::new(5, 8)), "63 %");
        assert_eq!(percent(Share::new(1, 1000)), "under 1 %");
        assert_eq!(percent(Share::new(999, 1000)), "over 99 %");
        assert_eq!(percent(Share::new(8, 8)), "100 %");
    }

    #[test]
    fn themes_begin_small_within_a_sentence() {
        assert_eq!(small("Waiting time"), "waiting time");
        assert_eq!(small("GDP"), "GDP");
        assert_eq!(small("A say in decisions"), "a say in decisions");
        assert_eq!(small("Ärztemangel"), "ärztemangel");
        assert_eq!(small("水"), "水");
    }

    #[test]
    fn long_lists_are_cut() {
        let names = |count: usize| list((1..=count).map(|at| at.to_string()));
        assert_eq!(names(0), "");
        assert_eq!(names(1), "1");
        assert_eq!(names(3), "1, 2 and 3");
        assert_eq!(names(7), "1, 2, 3, 4, 5, 6 and 7");
        assert_eq!(names(9), "1, 2, 3, 4, 5, 6 and 3 more");
    }

    #[test]
    fn large_numbers_have_commas() {
        assert_eq!(grouped("1"), "1");
        assert_eq!(grouped("999"), "999");
        assert_eq!(grouped("34992"), "34,992");
        assert_eq!(grouped("95367431640625"), "95,367,431,640,625");
    }
}
