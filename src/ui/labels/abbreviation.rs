//! Shorter ways to write a name: the words that partners share shrink, the one that differs stays.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation;

use super::lines::{Line, Lines, Part};
use super::text::cells;

/// An abbreviation stops shrinking when it is this narrow.
const ABBREVIATION_CELLS: i32 = 20;
/// So many of its words are tried to tell a name apart.
const WORDS_TRIED: usize = 3;
/// A part of a name says too little alone when it takes fewer cells.
const SHORTEST_PART: i32 = 4;
/// What stands for what is left out.
pub(super) const ELLIPSIS: Part<'_> = ("…", 1);
/// Words of fewer letters are not worth a full stop.
const SHORTEST_WORD: usize = 7;
/// Most letters left of a shortened word.
const MOST_LETTERS: usize = 5;
/// Words that a name of three and more words can do without.
const FILLERS: [&str; 24] = [
    "a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "&", "de", "des", "du",
    "et", "la", "le", "les", "der", "die", "das", "und", "für",
];

/// Knows the words of all names.
pub(super) struct Abbreviator<'n> {
    words: BTreeMap<&'n str, Known>,
}

/// What is known of a word.
struct Known {
    /// How many names have it.
    count: usize,
    /// The last of these names.
    last: usize,
    /// Cells of the word.
    cells: i32,
    /// Cells of the shorter form, and the form.
    shorter: Option<(i32, String)>,
}

/// The words of one name, without those that it can do without.
pub(super) struct Wording<'a> {
    words: Vec<Word<'a>>,
    /// Indexes of the words, those in the fewest names first.
    by_rarity: Vec<usize>,
}

/// A word of a name, how many names have it, and how it is written shorter.
struct Word<'a> {
    whole: Part<'a>,
    count: usize,
    shorter: Option<Part<'a>>,
}

impl<'n> Abbreviator<'n> {
    pub(super) fn of(names: &'n [String]) -> Self {
        let mut words: BTreeMap<&str, Known> = BTreeMap::new();
        for (name, text) in names.iter().enumerate() {
            for word in text.split(' ').map(core) {
                let shorter = || shorten(word).map(|shorter| (cells(&shorter), shorter));
                let new = || Known { count: 1, last: name, cells: cells(word), shorter: shorter() };
                let known = words.entry(word).or_insert_with(new);
                if known.last != name {
                    known.count += 1;
                    known.last = name;
                }
            }
        }
        Self { words }
    }

    /// The words of one of the names.
    pub(super) fn wording<'a>(&'a self, name: &'a str) -> Wording<'a> {
        let long = name.split(' ').nth(2).is_some();
        let words = name.split(' ').filter(|word| !(long && FILLERS.contains(word)));
        let words: Vec<Word<'_>> = words
            .map(|whole| {
                let word = core(whole);
                let known = self.words.get(word);
                let width = match known {
                    Some(known) if word.len() == whole.len() => known.cells,
                    _ => cells(whole),
                };
                let shorter = known.and_then(|known| known.shorter.as_ref());
                Word {
                    whole: (whole, width),
                    count: known.map_or(1, |known| known.count),
                    shorter: shorter.map(|(cells, shorter)| (shorter.as_str(), *cells)),
                }
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
    pub(super) fn abbreviation(&self, lines: &mut Lines) -> Option<Line> {
        let words = &self.words;
        let rarest = *self.by_rarity.first()?;
        let mut order: Vec<usize> = (0..words.len()).filter(|word| *word != rarest).collect();
        order.sort_by_key(|word| std::cmp::Reverse(words[*word].count));
        let mut written: Vec<Part<'_>> = words.iter().map(|word| word.whole).collect();
        let mut line = lines.join(written.iter().copied());
        for index in order {
            if line.cells <= ABBREVIATION_CELLS {
                break;
            }
            if let Some(shorter) = words[index].shorter {
                written[index] = shorter;
                line = lines.join(written.iter().copied());
            }
        }
        Some(line)
    }

    /// Forms of at most `room` cells around each word that could tell the name apart, the rarest
    /// word first: "Res. Old Town", "Northgate…", "…Secondary".
    pub(super) fn distinctions(&self, room: i32, lines: &mut Lines) -> Vec<Line> {
        let words = &self.words;
        let mut forms = Vec::new();
        for index in self.by_rarity.iter().copied().take(WORDS_TRIED) {
            if index == 0 {
                let whole = lines.join(words.iter().map(|word| word.whole));
                let rest = words.iter().skip(1).map(Word::shorter);
                let shorter = lines.join(words.iter().take(1).map(|word| word.whole).chain(rest));
                forms.extend([whole, shorter].map(|line| lines.cut(line, room)));
                continue;
            }
            let phrase = phrase(words, index);
            let alone = (phrase != (index..=index)).then_some(index..=index);
            for part in [Some(phrase), alone].into_iter().flatten() {
                forms.extend(self.around(index, part, lines).into_iter().flatten());
            }
            forms.retain(|form| form.cells <= room);
            let (whole, width) = words[index].whole;
            if width >= room {
                let word = lines.write(core(whole));
                if word.cells >= room {
                    let line = lines.add([ELLIPSIS], Some(word));
                    forms.push(lines.cut(line, room));
                }
            }
        }
        forms
    }

    /// The part of the name that has the word of this index: after the first word, if only what
    /// more names have is left out, and after an ellipsis, if it says enough.
    fn around(
        &self,
        index: usize,
        part: std::ops::RangeInclusive<usize>,
        lines: &mut Lines,
    ) -> [Option<Line>; 2] {
        let words = &self.words;
        let mut omitted = (1..words.len()).filter(|other| !part.contains(other));
        // Left out without an ellipsis is only what more names have.
        let is_telling = omitted.all(|other| words[other].count > words[index].count);
        let is_end = part.contains(&(words.len() - 1));
        let inner = lines.join(words[part].iter().map(|word| word.whole));
        let inner = lines.trimmed(inner, is_punctuation);
        let says_enough = inner.cells >= SHORTEST_PART;
        let telling = is_telling.then(|| {
            let line = lines.add([words[0].if_shared(), (" ", 1)], Some(inner));
            if is_end { line } else { lines.open(line) }
        });
        [telling, says_enough.then(|| lines.add([ELLIPSIS], Some(inner)))]
    }
}

impl Word<'_> {
    fn shorter(&self) -> Part<'_> {
        self.shorter.unwrap_or(self.whole)
    }

    /// Shorter, if other names have the word too.
    fn if_shared(&self) -> Part<'_> {
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
    word.trim_matches(is_punctuation)
}

fn is_punctuation(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ':' | '(' | ')' | '"' | '“' | '”')
}

/// The first syllable or two of a long word and a full stop, where that saves two cells: "Univ.",
/// "Assoc.", "Res.".
fn shorten(word: &str) -> Option<String> {
    if word.len() < SHORTEST_WORD {
        return None;
    }
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
