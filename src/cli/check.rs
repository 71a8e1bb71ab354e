//! `zopa check`: every mistake of a map with its place, or what would make a good map a better one.

use std::fmt::Write as _;

use super::args::{Check, Form};
use super::open::Source;
use super::out::{self, Failure};
use crate::analysis::{self, Answers};
use crate::format::{self, Finding, Locator, Problem, Quoter, Report, Severity};
use crate::model::{Curtain, Map, order_by_key};

/// Checks the maps one after the other; gives the gravest exit code of them.
pub(super) fn check(asked: &Check) -> Result<u8, Failure> {
    let curtain = if asked.private { Curtain::Open } else { Curtain::Drawn };
    let mut code = out::GOOD;
    let mut findings = Vec::new();
    for map in &asked.maps {
        let source = Source::of(Some(map));
        let bytes = match source.read() {
            Ok(bytes) => bytes,
            Err(failure) => {
                code = code.max(failure.complain());
                continue;
            }
        };
        let (text, name) = (String::from_utf8_lossy(&bytes), source.name());
        let checked = Checked { text: &text, name: &name, curtain };
        let found = match format::read(&bytes) {
            Ok(map) => checked.good(&map),
            Err(problems) => {
                code = code.max(out::BAD_MAP);
                if asked.format == Form::Text {
                    out::print(&checked.bad(&problems))?;
                }
                problems.iter().map(|problem| Finding::of(problem, &name)).collect()
            }
        };
        if asked.format == Form::Text {
            out::print(&checked.told(&found))?;
        }
        findings.extend(found);
    }
    if asked.format == Form::Json {
        out::print(&Report::new(findings).json())?;
    }
    Ok(code)
}

/// A text that is checked.
struct Checked<'a> {
    text: &'a str,
    name: &'a str,
    curtain: Curtain,
}

impl Checked<'_> {
    /// What a map without mistakes could still do with, in the order of the file.
    fn good(&self, map: &Map) -> Vec<Finding> {
        let answers = Answers::of(map);
        let locator = Locator::new(self.text);
        let found = analysis::findings(map, &answers, self.curtain);
        let mut findings: Vec<Finding> = found
            .into_iter()
            .map(|found| {
                let (line, column) = locator.locate(&found.place);
                Finding {
                    file: self.name.to_owned(),
                    line,
                    column,
                    severity: match found.severity {
                        analysis::Severity::Warning => Severity::Warning,
                        analysis::Severity::Advice => Severity::Advice,
                    },
                    id: found.id.to_owned(),
                    place: found.place.to_string(),
                    message: found.message,
                    help: Some(found.help.to_owned()),
                }
            })
            .collect();
        order_by_key(&mut findings, |finding| (finding.line, finding.column)); // stable
        findings
    }

    /// The mistakes with the lines they are in.
    fn bad(&self, problems: &[Problem]) -> String {
        let quoter = Quoter::new(self.text, self.curtain);
        let told = problems.iter().map(|problem| {
            // its name in brackets, at the end of the first line
            let id = format!(" [{}]\n", problem.id);
            quoter.render(problem, self.name).replacen('\n', &id, 1)
        });
        out::harmless(&told.collect::<String>())
    }

    /// What is found in words, mistakes left out, and how much of it there is.
    fn told(&self, findings: &[Finding]) -> String {
        let count = |severity| findings.iter().filter(|found| found.severity == severity).count();
        let mut told = String::new();
        for found in findings.iter().filter(|found| found.severity != Severity::Error) {
            let Finding { line, column, severity, id, message, help, .. } = found;
            let (name, severity) = (self.name, severity.word());
            // writing to a text can't fail
            let _ = writeln!(told, "{name}:{line}:{column}: {severity}: {message} [{id}]");
            if let Some(help) = help {
                let _ = writeln!(told, "     help: {help}");
            }
        }
        let sum = match (count(Severity::Error), count(Severity::Warning), count(Severity::Advice))
        {
            (0, 0, 0) => "nothing to remark".to_owned(),
            (0, warnings, advice) => {
                format!("no errors; {}, {advice} advice", out::counted(warnings, "warning"))
            }
            (errors, ..) => out::counted(errors, "error"),
        };
        out::harmless(&format!("{told}{}: {sum}\n", self.name))
    }
}
