//! What is wrong with a map, where, and what to do about it; and its form for machines.

use std::ops::Range;

use serde::Serialize;

use crate::model::Place;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The map can't be read.
    Error,
    /// The map can be read, but something in it is likely a mistake.
    Warning,
    /// The map would be better for it.
    Advice,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// One mistake in a map file.
///
/// Nothing private is in it, whatever the curtain: private words are only in the quoted line, which
/// a [`Quoter`](super::Quoter) masks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How bad it is.
    pub severity: Severity,
    /// A name for this kind of problem, such as `unknown-field`.
    pub id: &'static str,
    /// The path to it, as far as it isn't private.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The bytes of the text (without a byte order mark) that are wrong.
    pub span: Range<usize>,
}

/// A problem or a finding of the analysis, as `zopa check --format json` gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The file as the person named it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How bad it is.
    pub severity: Severity,
    /// Which kind of finding.
    pub id: String,
    /// The path to it: `partners.ministry`.
    #[serde(rename = "where")]
    pub place: String,
    /// What is found.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Finding {
    /// The finding that a problem of a file is.
    #[must_use]
    pub fn of(problem: &Problem, file: &str) -> Self {
        Self {
            file: file.to_owned(),
            line: problem.line,
            column: problem.column,
            severity: problem.severity,
            id: problem.id.to_owned(),
            place: problem.place.to_string(),
            message: problem.message.clone(),
            help: problem.help.clone(),
        }
    }
}

/// What `zopa check --format json` puts out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The version of this form: 1.
    pub format: u32,
    /// How many of the findings are errors.
    pub errors: usize,
    /// All findings, in the order of the files and of the places in them.
    pub findings: Vec<Finding>,
}

impl Report {
    /// The report of some findings, in the order given.
    #[must_use]
    pub fn new(findings: Vec<Finding>) -> Self {
        let errors = findings.iter().filter(|found| found.severity == Severity::Error).count();
        Self { format: 1, errors, findings }
    }

    /// The report as one JSON object with a final line feed.
    #[must_use]
    pub fn json(&self) -> String {
        let text = serde_json::to_string_pretty(self).unwrap_or_default(); // plain text can't fail
        format!("{text}\n")
    }
}

/// Turns byte offsets into lines and columns.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// Line and column of an offset, both from 1, the column in characters.
    pub(super) fn place(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start..offset.min(self.text.len())).unwrap_or("");
        (line, before.chars().count() + 1)
    }

    /// The bytes of a line, without its line end.
    pub(super) fn range(&self, line: usize) -> Range<usize> {
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len());
        let end = self.starts.get(line).map_or(self.text.len(), |next| next - 1);
        let text = self.text.get(start..end).unwrap_or("");
        start..start + text.trim_end_matches('\r').len()
    }
}
