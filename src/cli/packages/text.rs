//! The zone of possible agreement in words: solutions, who gets what, and the best packages.

use std::fmt::{self, Write as _};

use unicode_width::UnicodeWidthStr as _;

use crate::analysis::explain::{self, Explanation, chosen};
use crate::analysis::packages::{Answer, Package, Wanted};
use crate::analysis::zone::{Question, packages_of_solutions};
use crate::model::{Curtain, Map};

/// What is told about, and what was told so far.
pub(super) struct Teller<'a> {
    pub(super) map: &'a Map,
    pub(super) question: &'a Question,
    pub(super) answer: &'a Answer,
    pub(super) wanted: &'a Wanted,
    pub(super) curtain: Curtain,
    pub(super) told: String,
}

impl Teller<'_> {
    /// All of it.
    pub(super) fn text(mut self) -> String {
        let Self { map, question, answer, curtain, .. } = self;
        self.line(&explain::flat(&map.heading.title));
        self.counts();
        if answer.is_open == Some(true) {
            self.add(&explain::solutions(map, question, answer, curtain));
            self.solutions();
            self.top();
        } else {
            self.add(&explain::what_it_takes(map, question, answer, curtain));
            if let Some(nearest) = &answer.nearest {
                self.line("\nThe nearest package");
                self.choices(&nearest.package, None);
                self.gains(&[&nearest.package]);
            }
        }
        self.unknown();
        if answer.is_partial {
            self.line("\nTime ran out before all was found. --time-limit gives more of it.");
        }
        self.told
    }

    fn line(&mut self, line: &str) {
        self.told.push_str(line.trim_end());
        self.told.push('\n');
    }

    fn add(&mut self, why: &Explanation) {
        self.line(&format!("\n{}", capitalized(&why.heading)));
        for line in &why.lines {
            self.line(&format!("  {line}"));
        }
    }

    /// "3,600 packages; 812 acceptable to all 6; 16 of them can't be bettered without hurting someone".
    fn counts(&mut self) {
        let Answer { count, front, is_open, .. } = self.answer;
        let space = self.question.space().to_string();
        let space = if space == "1" {
            "1 package"
        } else {
            &format!("{} packages", explain::grouped(&space))
        };
        let (many, those) = (explain::grouped(&count.packages.to_string()), self.question.those());
        let at_least = |is_all: bool| if is_all { "" } else { "at least " };
        let points = match (front.count, at_least(front.is_complete)) {
            (0, _) => String::new(),
            (count, at_least) => {
                format!(
                    "; {at_least}{} of them can't be bettered without hurting someone",
                    explain::grouped(&count.to_string())
                )
            }
        };
        self.line(&match is_open {
            Some(true) => {
                format!("{space}; {}{many} acceptable to {those}{points}", at_least(count.is_exact))
            }
            Some(false) => space.to_owned(),
            None => format!("{space}; whether one is acceptable to {those} is not known"),
        });
    }

    /// The packages of the solutions: who gets what, and what is chosen.
    fn solutions(&mut self) {
        let packages = packages_of_solutions(self.answer);
        let all: Vec<&Package> = packages.iter().map(|(_, package)| *package).collect();
        self.gains(&all);
        for (at, (criteria, package)) in packages.iter().enumerate() {
            let names = criteria.iter().map(|by| explain::solution_name(*by).to_owned());
            let like = if at > 0 { ": like A, but for" } else { "" };
            let letter = explain::package_letter(at);
            self.line(&format!("\nPackage {letter}, by {}{like}", explain::list(names)));
            self.choices(package, all.first().filter(|_| at > 0).copied());
        }
    }

    /// Who gets what by each package; with the curtain open what they need.
    fn gains(&mut self, packages: &[&Package]) {
        let names: Vec<String> =
            self.question.partners().map(|at| partner_name(self.map, at)).collect();
        let width = names.iter().map(|name| name.width()).max().unwrap_or(0);
        let mut head = format!("\n{:width$}", "");
        for at in 0..packages.len() {
            let letter = if packages.len() > 1 { explain::package_letter(at) } else { ' ' };
            add(&mut head, &letter, 7);
        }
        let needs = |at| self.question.floor(at).shown(self.curtain).map(|gain| gain.short());
        if needs(0).is_some() {
            add(&mut head, &"needs", 9);
        }
        let mut lines = vec![head];
        for (at, name) in names.iter().enumerate() {
            let mut line = format!("{name}{:1$}", "", width - name.width());
            for package in packages {
                add(&mut line, &self.question.gain(package, at).short(), 7);
            }
            if let Some(needs) = needs(at) {
                add(&mut line, &needs, 9);
            }
            lines.push(line);
        }
        for line in lines {
            self.line(&line);
        }
    }

    /// What is chosen on each issue, or only where that differs from another package.
    fn choices(&mut self, package: &Package, than: Option<&Package>) {
        for line in differing(self.map, package, than) {
            self.line(&format!("  {line}"));
        }
    }

    /// The best packages by the wanted criterion, each by what sets it apart from the first solution.
    fn top(&mut self) {
        let top = &self.answer.top;
        let best = top.packages.iter().take(self.wanted.top).map(|(package, _)| package);
        let solutions = packages_of_solutions(self.answer);
        let Some((_, first)) = solutions.first().filter(|_| best.len() > 0) else { return };
        let by = explain::solution_name(self.wanted.by);
        let proof = if top.is_proven { "" } else { ", as far as is known" };
        self.line(&format!("\nThe best by {by}{proof}, each by what sets it apart from A"));
        for (at, package) in best.enumerate() {
            let letter = solutions.iter().position(|(_, solution)| *solution == package);
            let told = letter.map_or_else(
                || differing(self.map, package, Some(first)).join("; "),
                |letter| format!("Package {}", explain::package_letter(letter)),
            );
            self.line(&format!("  {}  {told}", at + 1));
        }
    }

    fn unknown(&mut self) {
        let is_known = |at: &usize| self.question.partners().any(|known| known == *at);
        let unknown = (0..self.map.partners.len()).filter(|at| !is_known(at));
        let names = explain::list(unknown.map(|at| partner_name(self.map, at)));
        if !names.is_empty() {
            let told = format!("\nLeft out, for what success means to them is not known: {names}");
            self.line(&told);
        }
    }
}

/// "Site: At Riverside", for each issue where another package chooses differently.
fn differing(map: &Map, package: &Package, than: Option<&Package>) -> Vec<String> {
    let mut lines = Vec::new();
    for (at, choice) in package.choices.iter().enumerate() {
        let is_told = than.is_none_or(|than| than.choices.get(at) != Some(choice));
        if let Some((id, issue)) = map.issues.get_index(at).filter(|_| is_told) {
            let name = explain::named(&issue.name, id.as_str());
            lines.push(format!("{name}: {}", chosen(map, at, *choice)));
        }
    }
    lines
}

/// Adds a cell of a table, to the right end of its column.
fn add(line: &mut String, cell: &dyn fmt::Display, width: usize) {
    // writing to a text can't fail
    let _ = write!(line, "{:>width$}", cell.to_string());
}

fn partner_name(map: &Map, at: usize) -> String {
    let partner = map.partners.get_index(at);
    partner.map_or_else(String::new, |(id, partner)| explain::named(&partner.name, id.as_str()))
}

fn capitalized(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}
