//! The way from bytes to a map: checks everything first, then lets ron and serde make the values.

use std::ops::Range;

use serde::Deserialize;

use super::check::{self, Found};
use super::parse::{self, Parsed};
use super::problem::{Lines, Problem, Severity};
use super::schema::{self, FORMAT};
use super::tree::Kind;
use crate::model::{
    Entries, Form, Heading, Issue, IssueId, Map, Partner, PartnerId, Place, Relation, Rule, Stage,
    Text, Theme, ThemeId, order_by_key,
};

/// The largest file: 64 MiB.
pub const LARGEST: usize = 64 << 20;

/// The byte order mark that some editors put before a text.
pub(super) const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// The map in a file, or everything that is wrong with the file, in its order.
///
/// A newer format gives that one problem and no other.
pub fn read(bytes: &[u8]) -> Result<Map, Vec<Problem>> {
    text_of(bytes).and_then(read_text)
}

/// The text of a file, without a byte order mark.
pub(super) fn text_of(bytes: &[u8]) -> Result<&str, Vec<Problem>> {
    if bytes.len() > LARGEST {
        let message = "this file is larger than 64 MiB; no map is".to_owned();
        return Err(vec![single("too-large", (1, 1), 0..0, message)]);
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).unwrap_or(&[]);
            let good = String::from_utf8_lossy(good);
            let good = good.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&good);
            let place = Lines::of(good).place(good.len());
            let message = "this is not UTF-8 text".to_owned();
            let mut problem = single("not-utf8", place, good.len()..good.len(), message);
            problem.help = Some("save the file as UTF-8".to_owned());
            return Err(vec![problem]);
        }
    };
    Ok(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text))
}

/// The map in a text without a byte order mark.
pub(super) fn read_text(text: &str) -> Result<Map, Vec<Problem>> {
    let problems = problems(text);
    if !problems.is_empty() {
        return Err(problems);
    }
    values(text)
}

/// Everything that the checker finds in a text.
pub(super) fn problems(text: &str) -> Vec<Problem> {
    let markers = conflict_markers(text);
    if !markers.is_empty() {
        return markers;
    }
    let parsed = parse::parse(text);
    if let Some(newer) = newer_format(&parsed) {
        return vec![newer];
    }
    let mut found = check::check(&parsed.tree);
    if let Some(lost) = parsed.lost {
        found.retain(|found| found.at.end <= lost && !rests_on_the_rest(found.id));
    }
    if found.is_empty() && parsed.faults.is_empty() {
        return Vec::new();
    }
    sorted(text, parsed, found)
}

/// Takes words of the file out of a finding, where they may be something else than they seem.
fn without_words(found: Found) -> Found {
    let hide = |message: &str| -> String {
        let parts = message
            .split('`')
            .enumerate()
            .map(|(at, part)| if at % 2 == 0 || schema::is_word(part) { part } else { "····" });
        parts.collect::<Vec<_>>().join("`")
    };
    let help = found.help.map(|help| hide(&help));
    Found { message: hide(&found.message), help, place: Place::map(), ..found }
}

/// Whether a finding may only be there because a later part of the file could not be read.
fn rests_on_the_rest(id: &str) -> bool {
    matches!(
        id,
        "missing-field"
            | "unknown-theme"
            | "unknown-partner"
            | "unknown-option"
            | "unknown-criterion"
    )
}

fn sorted(text: &str, parsed: Parsed<'_>, found: Vec<Found>) -> Vec<Problem> {
    let lines = Lines::of(text);
    let mut problems: Vec<Problem> = Vec::with_capacity(parsed.faults.len() + found.len());
    let unsound = parsed.has_wrong_brackets();
    for found in found {
        let (line, column) = lines.place(found.at.start);
        let doubted = parsed.doubts(&lines.range(line));
        if doubted && matches!(found.id, "missing-id" | "missing-field-name") {
            continue; // what stands in between is most likely a part of the other mistake
        }
        let found = if doubted { without_words(found) } else { found };
        let Found { id, at, message, help, mut place } = found;
        if unsound {
            place.0.truncate(1); // a field of the map: an id may be that of a private criterion
        }
        let severity = Severity::Error;
        problems.push(Problem { line, column, severity, id, place, message, help, span: at });
    }
    for fault in parsed.faults {
        let mut problem = single(fault.id, lines.place(fault.at.start), fault.at, fault.message);
        problem.help = fault.help.map(str::to_owned);
        problems.push(problem);
    }
    order_by_key(&mut problems, |problem| problem.span.start);
    problems
}

fn single(
    id: &'static str,
    (line, column): (usize, usize),
    span: Range<usize>,
    message: String,
) -> Problem {
    let (severity, place) = (Severity::Error, Place::map());
    Problem { line, column, severity, id, place, message, help: None, span }
}

/// How git begins the first side of a conflict.
const OURS: &str = "<<<<<<< ";

/// The lines at which a merge of git stopped, if there are any.
fn conflict_markers(text: &str) -> Vec<Problem> {
    let mut at = 0;
    let mut open = Vec::new();
    let mut markers = Vec::new();
    if !text.contains(OURS) {
        return markers;
    }
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if line.starts_with(OURS) {
            open.push((number + 1, at));
        } else if line.starts_with(">>>>>>> ")
            && let Some((line, start)) = open.pop()
        {
            let message = "git left a conflict here: both sides are in the file".to_owned();
            let mut problem = single("conflict-marker", (line, 1), start..start + 7, message);
            let help = "keep one side and delete the lines with <<<<<<<, ======= and >>>>>>>";
            problem.help = Some(help.to_owned());
            markers.push(problem);
        }
        at += line.len();
    }
    order_by_key(&mut markers, |problem| problem.line);
    markers
}

/// The one sentence for a map that a newer program wrote.
fn newer_format(parsed: &Parsed<'_>) -> Option<Problem> {
    let tree = &parsed.tree;
    let at = tree.field(0, "format")?;
    let node = tree.node(at);
    let number = super::numbers::whole(tree.source(at)).ok()?;
    if node.kind != Kind::Number || number <= i64::from(FORMAT) {
        return None;
    }
    let message = format!(
        "this map is written in format {number}, and this zopa reads up to format {FORMAT}: a newer zopa can open it"
    );
    let place = Lines::of(tree.text).place(node.start as usize);
    let problem = single("newer-format", place, node.range(), message);
    Some(Problem { place: Place::map().name("format"), ..problem })
}

#[derive(Deserialize)]
#[serde(rename = "Map", deny_unknown_fields)]
struct MapFile {
    #[serde(rename = "format")]
    _format: u32,
    title: Text,
    #[serde(default)]
    purpose: Text,
    #[serde(default)]
    serves: Text,
    #[serde(default)]
    situation: Text,
    #[serde(default)]
    form: Option<Form>,
    #[serde(default)]
    stage: Option<Stage>,
    #[serde(default)]
    themes: Entries<ThemeId, Theme>,
    #[serde(default)]
    partners: Entries<PartnerId, Partner>,
    #[serde(default)]
    issues: Entries<IssueId, Issue>,
    #[serde(default)]
    rules: Vec<Rule>,
    #[serde(default)]
    relations: Vec<Relation>,
}

impl From<MapFile> for Map {
    fn from(file: MapFile) -> Self {
        let MapFile { title, purpose, serves, situation, form, stage, .. } = file;
        Self {
            heading: Heading { title, purpose, serves, situation, form, stage },
            themes: file.themes,
            partners: file.partners,
            issues: file.issues,
            rules: file.rules,
            relations: file.relations,
        }
    }
}

/// The map that ron and serde make of a text in which the checker found nothing.
///
/// Their own message is not passed on: it could quote what is private.
fn values(text: &str) -> Result<Map, Vec<Problem>> {
    let options =
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str::<MapFile>(text).map(Map::from).map_err(|error| {
        let (line, column) = (error.span.end.line, error.span.end.col);
        let lines = Lines::of(text);
        let at = lines.range(line).start;
        let message = "this can't be read as a map".to_owned();
        vec![single("not-read", (line, column), at..at, message)]
    })
}

/// Whether serde alone reads a text; for the test that the checker and serde agree.
#[cfg(test)]
pub(super) fn serde_reads(text: &str) -> bool {
    values(text).is_ok()
}
