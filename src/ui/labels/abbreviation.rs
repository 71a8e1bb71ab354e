//! Shorter ways to write a name: the words that partners share shrink, the one that differs stays.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation;

use super::text::{cells, head};

/// An abbreviation stops shrinking when it is this narrow.
const ABBREVIATION_CELLS: i32 = 20;
/// So many of its words are tried to tell a name apart.
const WORDS_TRIED: usize = 3;
/// A part of a name says too little alone when it takes fewer cells.
const SHORTEST_PART: i32 = 4;
/// Words of fewer letters are not worth a full stop.
const SHORTEST_WORD: usize = 7;
/// Most letters left of a shortened word.
const MOST_LETTERS: usize = 5;
/// Words that a name of three and more words can do without.
const FILLERS: [&str; 24] = [
    "a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "&", "de", "des", "du",
    "et", "la", "le", "les", "der", "die", "das", "und", "für",
];

/// Knows how many names each word is in.
pub(super) struct Abbreviator {
    counts: BTreeMap<String, usize>,
}

/// The words of one name, without those that it can do without.
pub(super) struct Wording<'a> {
    words: Vec<Word<'a>>,
    /// Indexes of the words, those in the fewest names first.
    by_rarity: Vec<usize>,
}

/// A word of a name, how many names have it, and how it is written shorter.
struct Word<'a> {
    whole: &'a str,
    count: usize,
    shorter: Option<String>,
}

impl Abbreviator {
    pub(super) fn of(names: &[String]) -> Self {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for name in names {
            let mut words: Vec<&str> = name.split(' ').map(core).collect();
            words.sort_unstable();
            words.dedup();
            for word in words {
                if let Some(count) = counts.get_mut(word) {
                    *count += 1;
                } else {
                    counts.insert(word.into(), 1);
                }
            }
        }
        Self { counts }
    }

    /// The words of a name.
    pub(super) fn wording<'a>(&self, name: &'a str) -> Wording<'a> {
        let all: Vec<&str> = name.split(' ').collect();
        let long = all.len() > 2;
        let words: Vec<Word<'_>> = all
            .into_iter()
            .filter(|word| !(long && FILLERS.contains(word)))
            .map(|whole| Word {
                whole,
                count: self.counts.get(core(whole)).copied().unwrap_or(1),
                shorter: shorten(core(whole)),
            })
            .collect();
        let mut by_rarity: Vec<usize> = (0..words.len()).collect();
        by_rarity.sort_by_key(|index| words[*index].count);
        Wording { words, by_rarity }
    }
}

impl Wording<'_> {
    /// The name with its most shared words shortened, one after the other, until it is narrow; the
    /// rarest word stays whole.
    pub(super) fn abbreviation(&self) -> String {
        let words = &self.words;
        let Some(&rarest) = self.by_rarity.first() else { return String::new() };
        let mut order: Vec<usize> = (0..words.len()).filter(|word| *word != rarest).collect();
        order.sort_by_key(|word| std::cmp::Reverse(words[*word].count));
        let mut written: Vec<&str> = words.iter().map(|word| word.whole).collect();
        for index in order {
            if cells(&written.join(" ")) <= ABBREVIATION_CELLS {
                break;
            }
            if let Some(shorter) = &words[index].shorter {
                written[index] = shorter;
            }
        }
        written.join(" ")
    }

    /// Forms of at most `room` cells around each word that could tell the name apart, the rarest
    /// word first: "Res. Old Town", "Northgate…", "…Secondary".
    pub(super) fn distinctions(&self, room: i32) -> Vec<String> {
        let words = &self.words;
        let whole: Vec<&str> = words.iter().map(|word| word.whole).collect();
        let mut forms = Vec::new();
        for index in self.by_rarity.iter().copied().take(WORDS_TRIED) {
            if index == 0 {
                let shorter = words.iter().skip(1).map(Word::shorter);
                let line: Vec<&str> = whole.iter().take(1).copied().chain(shorter).collect();
                forms.extend([cut(&whole.join(" "), room), cut(&line.join(" "), room)]);
                continue;
            }
            let word = core(whole[index]);
            let phrase = phrase(words, index);
            for part in [phrase, index..=index] {
                let mut omitted = (1..words.len()).filter(|other| !part.contains(other));
                // Left out without an ellipsis is only what more names have.
                let is_telling = omitted.all(|other| words[other].count > words[index].count);
                let end = if part.contains(&(words.len() - 1)) { "" } else { "…" };
                let part = whole[part].join(" ");
                let part = core(&part);
                if is_telling {
                    forms.push(format!("{} {part}{end}", words[0].if_shared()));
                }
                if cells(part) >= SHORTEST_PART {
                    forms.push(format!("…{part}"));
                }
            }
            forms.retain(|form| cells(form) <= room);
            if cells(word) >= room {
                forms.push(cut(&format!("…{word}"), room));
            }
        }
        forms
    }
}

impl Word<'_> {
    fn shorter(&self) -> &str {
        self.shorter.as_deref().unwrap_or(self.whole)
    }

    /// Shorter, if other names have the word too.
    fn if_shared(&self) -> &str {
        if self.count > 1 { self.shorter() } else { self.whole }
    }
}

/// The words around `index` that are about as rare: "Old Town", "Station Quarter".
fn phrase(words: &[Word<'_>], index: usize) -> std::ops::RangeInclusive<usize> {
    let is_rare = |word: &&Word<'_>| word.count <= words[index].count.max(2);
    let before = words[1..index].iter().rev().take_while(is_rare).count();
    let after = words[index + 1..].iter().take_while(is_rare).count();
    index - before..=index + after
}

/// The word without the punctuation around it.
fn core(word: &str) -> &str {
    word.trim_matches(|c: char| matches!(c, ',' | '.' | ';' | ':' | '(' | ')' | '"' | '“' | '”'))
}

/// The text, with an ellipsis for what doesn't fit in `room` cells: after a whole word, if that is
/// not much shorter.
fn cut(text: &str, room: i32) -> String {
    if cells(text) <= room {
        return text.into();
    }
    let start = head(text, room - 1);
    let rest = text.get(start.len()..).unwrap_or_default();
    let words = start.rsplit_once(' ').map(|(words, _)| words);
    let start = words
        .filter(|words| !rest.starts_with(' ') && cells(words) * 2 >= room - 1)
        .unwrap_or(start);
    format!("{}…", start.trim_end_matches([' ', ',', '.']))
}

/// The first syllable or two of a long word and a full stop, where that saves two cells: "Univ.",
/// "Assoc.", "Res.".
fn shorten(word: &str) -> Option<String> {
    let letters: Vec<&str> = word.graphemes(true).collect();
    let is_word = word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'));
    if letters.len() < SHORTEST_WORD
        || !is_word
        || cells(word) != i32::try_from(letters.len()).ok()?
    {
        return None;
    }
    let vowels: Vec<bool> = letters.iter().map(|letter| is_vowel(letter)).collect();
    let first = if vowels[0] { 4 } else { 3 };
    let mut end = (first..letters.len())
        .find(|index| vowels[*index] && !vowels[index - 1])
        .unwrap_or(MOST_LETTERS)
        .min(MOST_LETTERS)
        .min(letters.len() - 3);
    while end > 3 && vowels[end - 1] {
        end -= 1;
    }
    Some(format!("{}.", letters[..end].concat()))
}

fn is_vowel(letter: &str) -> bool {
    letter.chars().next().is_some_and(|c| {
        "aeiouyäöüàáâãåèéêëìíîïòóôõøùúûýæœаеёиоуыэюя".contains(c.to_ascii_lowercase())
    })
}
