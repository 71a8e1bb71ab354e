//! The forms in which a name can be written, widest first, so that no two partners read alike.

use std::collections::BTreeMap;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::abbreviation::{Abbreviator, ELLIPSIS, Wording};
use super::lines::{Line, Lines};
use super::{Form, Mark};

/// Most cells of an abbreviation that leaves out words.
const PHRASE_CELLS: i32 = 18;
/// Cells of the two forms that are cut with an ellipsis.
const ELLIPSIS_CELLS: [i32; 2] = [14, 10];
/// What a form costs against the full name; [`UNNAMED`] is what it costs to have no label.
const SHORT_COST: i32 = 6;
const ABBREVIATION_COST: i32 = 14;
const PHRASE_COST: i32 = 22;
const ELLIPSIS_COST: [i32; 2] = [32, 40];
pub(super) const UNNAMED: i32 = 80;
/// What a name without any visible character is called.
const NO_NAME: &str = "no name";

/// One way to write a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) written: String,
    pub(super) cells: i32,
    pub(super) form: Form,
    pub(super) cost: i32,
}

/// The forms of every partner that is to be named.
///
/// Invariant: no text belongs to two marks, and none reads like another mark's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Texts {
    sources: Vec<(String, String)>,
    forms: Vec<Vec<Text>>,
    /// All names, where not all are to be named.
    names: Option<Names>,
    /// What the forms read that are as narrow as a key.
    narrow: Vec<String>,
}

/// The most cells of a key.
const KEY_CELLS: i32 = 2;

impl Texts {
    /// The forms of the `wanted` marks (ascending); the others have none.
    pub(super) fn of(marks: &[Mark<'_>], wanted: &[usize]) -> Self {
        let mut forms = vec![Vec::new(); marks.len()];
        let names = Names::of(marks);
        let is_all = wanted.len() == marks.len();
        let full: Vec<String> = wanted.iter().map(|mark| names.full(*mark)).collect();
        let abbreviator = Abbreviator::of(&full);
        let mut drafts = Drafts::default();
        for (mark, full) in wanted.iter().zip(&full) {
            let short = clean(marks[*mark].short);
            drafts.write(*mark, full, &short, &abbreviator.wording(full));
        }
        let claims = Claims::of(&drafts, &names);
        for ((mark, full), own) in wanted.iter().zip(&full).zip(drafts.by_mark()) {
            let is_alone = |draft: &Draft| {
                let start = draft.start.and_then(|start| full.get(..start));
                draft.form == Form::Full
                    || !claims.is_others(draft)
                        && start.is_none_or(|start| !names.shares_start(*mark, start))
                        && (is_all || !names.is_numbered(drafts.read(draft)))
            };
            forms[*mark] = drafts.choose(own, is_alone);
        }
        let sources = marks.iter().map(|mark| (mark.name.into(), mark.short.into())).collect();
        let narrow = forms.iter().flatten().filter(|text| text.cells <= KEY_CELLS);
        let narrow = narrow.map(|text| reading(&text.written)).collect();
        Self { sources, forms, names: (!is_all).then_some(names), narrow }
    }

    /// The whole name of a mark that has no forms.
    pub(super) fn full(&self, mark: usize) -> Option<Text> {
        let written = self.names.as_ref()?.full(mark);
        Some(Text { cells: cells(&written), written, form: Form::Full, cost: 0 })
    }

    /// Whether these are the forms of the same names.
    pub(super) fn are_of(&self, marks: &[Mark<'_>]) -> bool {
        self.sources.len() == marks.len()
            && marks
                .iter()
                .zip(&self.sources)
                .all(|(mark, (name, short))| mark.name == name && mark.short == short)
    }

    /// For each of these marks the number that the partner of its name had here.
    pub(super) fn origins(&self, marks: &[Mark<'_>]) -> Vec<Option<usize>> {
        let mut old: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (mark, (name, _)) in self.sources.iter().enumerate().rev() {
            old.entry(name).or_default().push(mark);
        }
        marks.iter().map(|mark| old.get_mut(mark.name)?.pop()).collect()
    }

    /// The forms for marks that had these numbers here.
    pub(super) fn moved(&self, origins: &[Option<usize>]) -> Self {
        let forms = |old: &Option<usize>| old.and_then(|old| self.forms.get(old).cloned());
        let forms = origins.iter().map(|old| forms(old).unwrap_or_default()).collect();
        Self { forms, ..Self::default() }
    }

    /// The forms of one mark, widest first.
    pub(super) fn forms(&self, mark: usize) -> &[Text] {
        self.forms.get(mark).map_or(&[], Vec::as_slice)
    }

    /// The same forms and their numbers.
    pub(super) fn numbered(&self, mark: usize) -> impl Iterator<Item = (u8, &Text)> {
        (0_u8..).zip(self.forms(mark))
    }

    /// Whether a form reads like this key.
    pub(super) fn read_like(&self, key: &str) -> bool {
        self.narrow.iter().any(|text| text == key)
    }
}

/// All names in the order of their readings, to find names alike and names with one beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Names {
    sorted: Vec<(String, usize)>,
    /// Where each mark stands among the sorted.
    places: Vec<usize>,
    clean: Vec<String>,
}

impl Names {
    pub(super) fn of(marks: &[Mark<'_>]) -> Self {
        let clean: Vec<String> = marks
            .iter()
            .map(|mark| clean(mark.name))
            .map(|name| if name.is_empty() { NO_NAME.into() } else { name })
            .collect();
        let mut sorted: Vec<(String, usize)> =
            clean.iter().enumerate().map(|(mark, name)| (reading(name), mark)).collect();
        sorted.sort_unstable();
        let mut places = vec![0; sorted.len()];
        for (place, (_, mark)) in sorted.iter().enumerate() {
            places[*mark] = place;
        }
        Self { sorted, places, clean }
    }

    /// The whole name; names that read alike are numbered in the order of the marks.
    pub(super) fn full(&self, mark: usize) -> String {
        let name = &self.clean[mark];
        let read = reading(name);
        let alike = self.with(|other| other.cmp(&read));
        if alike.len() < 2 {
            return name.clone();
        }
        let position = alike.iter().position(|(_, other)| *other == mark).unwrap_or_default();
        (1..)
            .map(|number| format!("{name} ·{number}"))
            .filter(|numbered| !self.has(numbered))
            .nth(position)
            .unwrap_or_default()
    }

    fn with(&self, order: impl Fn(&str) -> std::cmp::Ordering) -> &[(String, usize)] {
        let from = self.sorted.partition_point(|(name, _)| order(name).is_lt());
        let to = self.sorted.partition_point(|(name, _)| order(name).is_le());
        self.sorted.get(from..to).unwrap_or_default()
    }

    /// Whether a name reads like this.
    pub(super) fn has(&self, text: &str) -> bool {
        let read = reading(text);
        !self.with(|name| name.cmp(&read)).is_empty()
    }

    /// Whether a text reads like one of several names alike with a number.
    fn is_numbered(&self, text: &str) -> bool {
        let read = reading(text);
        read.rsplit_once(" ·").is_some_and(|(name, number)| {
            number.parse::<usize>().is_ok() && self.with(|other| other.cmp(name)).len() > 1
        })
    }

    /// Whether a mark other than `mark` has a name that reads like this.
    pub(super) fn is_others(&self, text: &str, mark: usize) -> bool {
        let read = reading(text);
        self.with(|name| name.cmp(&read)).iter().any(|(_, other)| *other != mark)
    }

    /// Whether another name begins like this start of the mark's own, so that a cut there would say
    /// too little.
    pub(super) fn shares_start(&self, mark: usize, start: &str) -> bool {
        let read = reading(start);
        let at = self.places[mark];
        if !self.sorted[at].0.starts_with(&read) {
            // the start of a name to which a number was added
            let from = self.sorted.partition_point(|(name, _)| *name < read);
            return self.sorted.get(from).is_some_and(|(name, _)| name.starts_with(&read));
        }
        // names with one beginning stand side by side
        let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let mut near = near.filter_map(|at| self.sorted.get(at));
        near.any(|(name, _)| name.starts_with(&read))
    }
}

/// A form that is used if it turns out to be nobody else's.
#[derive(Clone, Copy)]
struct Draft {
    mark: usize,
    line: Line,
    /// Of what it reads.
    hash: u64,
    form: Form,
    cost: i32,
    /// Bytes of the uncut beginning of the name, where the form is that and an ellipsis.
    start: Option<usize>,
}

/// What names could be written as, in the order in which it is tried.
#[derive(Default)]
struct Drafts {
    lines: Lines,
    all: Vec<Draft>,
}

impl Drafts {
    /// The drafts for one mark; its whole name is the first.
    fn write(&mut self, mark: usize, full: &str, short: &str, wording: &Wording<'_>) {
        let first = self.all.len();
        let mut add = |line: Line, form, cost, start| {
            if !line.is_empty() {
                self.all.push(Draft { mark, line, hash: 0, form, cost, start });
            }
        };
        let lines = &mut self.lines;
        let whole = lines.write(full);
        add(whole, Form::Full, 0, None);
        add(lines.write(short), Form::Short, SHORT_COST, None);
        if let Some(line) = wording.abbreviation(lines) {
            add(line, Form::Short, ABBREVIATION_COST, None);
        }
        for line in wording.distinctions(PHRASE_CELLS, lines) {
            if !has_ellipsis(lines.read(line)) {
                add(line, Form::Short, PHRASE_COST, None);
            }
        }
        let cuts = ELLIPSIS_CELLS.into_iter().zip(ELLIPSIS_COST);
        for (room, cost) in cuts.filter(|(room, _)| *room < whole.cells) {
            for line in wording.distinctions(room, lines) {
                let is_cut = has_ellipsis(lines.read(line));
                add(line, if is_cut { Form::Ellipsis } else { Form::Short }, cost, None);
            }
            let start = head(full, room - 1);
            let line = lines.write(start.trim_end());
            let line = lines.open(line);
            add(line, Form::Ellipsis, cost, Some(start.len()));
            let end = lines.write(tail(full, room - 1).trim_start());
            let line = lines.add([ELLIPSIS], Some(end));
            add(line, Form::Ellipsis, cost, None);
        }
        for draft in self.all.iter_mut().skip(first) {
            draft.hash = hash(self.lines.read(draft.line));
        }
    }

    /// The drafts of one mark after the other.
    fn by_mark(&self) -> impl Iterator<Item = &[Draft]> {
        self.all.chunk_by(|one, next| one.mark == next.mark)
    }

    /// The forms that are narrower the more they cost.
    fn choose(&self, own: &[Draft], is_alone: impl Fn(&Draft) -> bool) -> Vec<Text> {
        let mut forms: Vec<Text> = Vec::new();
        for draft in own {
            let Draft { line: Line { cells, .. }, form, cost, .. } = *draft;
            // The first draft of a cost that will do is the best of that cost.
            let useful = forms.last().is_none_or(|last| cells < last.cells && last.cost < cost);
            if useful && is_alone(draft) {
                forms.push(Text { written: self.read(draft).into(), cells, form, cost });
            }
        }
        forms
    }

    fn read(&self, draft: &Draft) -> &str {
        self.lines.read(draft.line)
    }
}

/// Who would like to be read how. Readings are compared by a hash: two that have the same by chance
/// only lose a form.
struct Claims(Vec<(u64, usize)>);

impl Claims {
    fn of(drafts: &Drafts, names: &Names) -> Self {
        let own = drafts.all.iter().map(|draft| (draft.hash, draft.mark));
        let names = names.clean.iter().enumerate().map(|(mark, name)| (hash(name), mark));
        let mut claims: Vec<(u64, usize)> = own.chain(names).collect();
        claims.sort_unstable();
        Self(claims)
    }

    /// Whether another mark has a form or a name that reads like this draft.
    fn is_others(&self, draft: &Draft) -> bool {
        let from = self.0.partition_point(|claim| claim.0 < draft.hash);
        let mut alike = self.0.iter().skip(from).take_while(|claim| claim.0 == draft.hash);
        alike.any(|claim| claim.1 != draft.mark)
    }
}

fn has_ellipsis(text: &str) -> bool {
    text.chars().any(|c| c == '…')
}

/// FNV-1a of the reading.
fn hash(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let start = 0xcbf2_9ce4_8422_2325;
    if text.is_ascii() || is_plain(text) {
        return text.bytes().fold(start, step);
    }
    reading(text).bytes().fold(start, step)
}

/// The name in one line: no control characters, no characters without width of their own, single
/// spaces.
pub(super) fn clean(name: &str) -> String {
    if is_plain(name) && !name.contains("  ") {
        return name.trim().into();
    }
    let mut line = String::with_capacity(name.len());
    for grapheme in name.graphemes(true) {
        if grapheme.chars().all(char::is_whitespace) {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if grapheme.width() > 0 && !grapheme.contains(char::is_control) {
            line.push_str(grapheme);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// What a reader sees of a text: texts with equal readings can't be told apart.
pub(super) fn reading(text: &str) -> String {
    if text.is_ascii() || is_plain(text) {
        return text.into();
    }
    let ignored = |c: &char| {
        matches!(*c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
            || matches!(*c, '\u{fe00}'..='\u{fe0f}')
    };
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text.chars().filter(|c| !ignored(c)).collect();
    }
    text.nfc().filter(|c| !ignored(c)).collect()
}

/// Whether every character takes one cell, stands for itself and is its own reading.
fn is_plain(text: &str) -> bool {
    let is_simple = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    is_simple || text.chars().all(|c| matches!(c, ' '..='~' | 'À'..='ž' | '…' | '·' | '’'))
}

/// Cells that a text takes, summed over its graphemes, as it is drawn.
pub(super) fn cells(text: &str) -> i32 {
    let cells = if is_plain(text) {
        text.chars().count()
    } else {
        text.graphemes(true).map(UnicodeWidthStr::width).sum()
    };
    i32::try_from(cells).unwrap_or(i32::MAX)
}

/// Cells of one grapheme.
fn width(grapheme: &str) -> i32 {
    i32::try_from(grapheme.width()).unwrap_or(i32::MAX)
}

/// The longest beginning of whole graphemes that takes at most `room` cells.
pub(super) fn head(text: &str, room: i32) -> &str {
    if is_plain(text) {
        let room = usize::try_from(room).unwrap_or_default();
        let end = text.char_indices().nth(room).map_or(text.len(), |(index, _)| index);
        return text.get(..end).unwrap_or_default();
    }
    let mut used = 0;
    for (index, grapheme) in text.grapheme_indices(true) {
        used += width(grapheme);
        if used > room {
            return text.get(..index).unwrap_or_default();
        }
    }
    text
}

/// The longest end of whole graphemes that takes at most `room` cells.
fn tail(text: &str, room: i32) -> &str {
    if is_plain(text) {
        let start =
            usize::try_from(room).unwrap_or_default().checked_sub(1).map_or(text.len(), |room| {
                text.char_indices().rev().nth(room).map_or(0, |(index, _)| index)
            });
        return text.get(start..).unwrap_or_default();
    }
    let mut used = 0;
    for (index, grapheme) in text.grapheme_indices(true).rev() {
        used += width(grapheme);
        if used > room {
            return text.get(index + grapheme.len()..).unwrap_or_default();
        }
    }
    text
}
