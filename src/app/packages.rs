//! The Packages screen: its list of packages, the one that is looked at, and the choices in it.

use super::session::App;
use super::view::Screen;
use crate::analysis::packages::{Answer, Choice, Criterion, Opening, Package};
use crate::analysis::zone::{Question, Settled};
use crate::model::{IssueId, Map};

/// Which part of the Packages screen has the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list of packages.
    #[default]
    Packages,
    /// What the package that is looked at chooses on each issue.
    Choices,
    /// Who gets what from it.
    Partners,
}

/// A row of the list of packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackageRow {
    /// The best package by a criterion.
    Solution(Criterion),
    /// The n-th best package, from 0, by the criterion by which they are ranked.
    Ranked(usize),
    /// The package that comes nearest, where none is acceptable.
    Nearest,
    /// The package put together by hand.
    Hand,
    /// The n-th package that is better than another for someone without hurting anyone.
    Better(usize),
    /// Lower walk-aways, which together make the nearest package acceptable.
    Together,
    /// The n-th change that alone would open the zone.
    Opening(usize),
}

/// What is looked at on the Packages screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackagesView {
    /// Which part of it has the keys.
    pub pane: Pane,
    /// The row under the cursor of the list; where there is none such, it counts as the first.
    pub row: PackageRow,
    /// The issue under the cursor of the choices.
    pub issue: Option<IssueId>,
    /// What is settled for now.
    pub settled: Settled,
    /// By what packages are ranked.
    pub by: Criterion,
    /// The package put together by hand; an issue that isn't in it is left as it is.
    pub hand: Option<Settled>,
    /// The package that was looked at last, to go on from while nothing is found.
    pub(super) seen: Settled,
}

impl Default for PackagesView {
    fn default() -> Self {
        Self {
            pane: Pane::Packages,
            row: PackageRow::Solution(Criterion::Nash),
            issue: None,
            settled: Settled::new(),
            by: Criterion::Nash,
            hand: None,
            seen: Settled::new(),
        }
    }
}

impl PackagesView {
    /// Brings what is looked at in line with the map, after it changed.
    pub(super) fn refresh(&mut self, map: &Map) {
        let there = |id: &IssueId| map.issues.contains_key(id);
        if !self.issue.as_ref().is_some_and(there) {
            self.issue = map.issues.keys().next().cloned();
        }
        self.settled.retain(|id, choice| {
            let issue = map.issues.get(id);
            issue.is_some_and(|issue| match choice {
                Some(option) => issue.options.contains_key(option),
                None => !issue.must_settle,
            })
        });
    }
}

/// Choices by position as choices by name.
pub(super) fn by_name(map: &Map, choices: &[Choice]) -> Settled {
    let named = map.issues.iter().zip(choices).map(|((id, issue), choice)| {
        let option = choice.and_then(|at| issue.options.get_index(at));
        (id.clone(), option.map(|(option, _)| option.clone()))
    });
    named.collect()
}

/// Choices by name as choices by position; what the map doesn't have is left as it is.
fn by_position(map: &Map, choices: &Settled) -> Vec<Choice> {
    let at = |(id, issue): (&IssueId, &crate::model::Issue)| {
        issue.options.get_index_of(choices.get(id)?.as_ref()?)
    };
    map.issues.iter().map(at).collect()
}

impl App {
    /// The rows of the list of packages, from top to bottom. While solutions are searched, those
    /// that are still to come have their rows.
    #[must_use]
    pub fn package_rows(&self) -> Vec<PackageRow> {
        let mut rows = Vec::new();
        let answer = self.search.answer();
        let is_open = answer.and_then(|answer| answer.is_open);
        if is_open == Some(true) || answer.is_none() && self.search.runs() {
            let comes = |by: &Criterion| {
                self.search.runs() || answer.is_some_and(|answer| answer.solution(*by).is_some())
            };
            rows.extend(Criterion::ALL.into_iter().filter(comes).map(PackageRow::Solution));
            // the first of them is a solution
            let ranked = answer.map_or(0, |answer| answer.top.packages.len());
            rows.extend((1..ranked).map(PackageRow::Ranked));
        } else if answer.is_some_and(|answer| answer.nearest.is_some()) {
            rows.push(PackageRow::Nearest);
        }
        rows.extend(self.view.packages.hand.is_some().then_some(PackageRow::Hand));
        let better = self.search.better().and_then(|better| better.found.as_ref());
        let better = better.map_or(0, |found| found.packages.len());
        rows.extend((0..better).map(PackageRow::Better));
        if let Some(answer) = answer {
            rows.extend(lowers_together(answer).then_some(PackageRow::Together));
            rows.extend((0..answer.openings.len()).map(PackageRow::Opening));
        }
        rows
    }

    /// The row under the cursor of the list; none while it is empty.
    #[must_use]
    pub fn package_row(&self) -> Option<PackageRow> {
        let rows = self.package_rows();
        let wanted = self.view.packages.row;
        if rows.contains(&wanted) { Some(wanted) } else { rows.first().copied() }
    }

    /// The package of a row, where it has one that is known already.
    #[must_use]
    pub fn package_of(&self, row: PackageRow) -> Option<Package> {
        let answer = self.search.answer();
        match row {
            PackageRow::Solution(by) => Some(answer?.solution(by)?.package.clone()),
            PackageRow::Ranked(at) => Some(answer?.top.packages.get(at)?.0.clone()),
            PackageRow::Hand => {
                let choices = by_position(self.map(), self.view.packages.hand.as_ref()?);
                Some(self.search.question()?.package(&choices))
            }
            PackageRow::Better(at) => {
                let found = self.search.better()?.found.as_ref()?;
                Some(found.packages.get(at)?.0.clone())
            }
            PackageRow::Nearest | PackageRow::Together | PackageRow::Opening(_) => {
                Some(answer?.nearest.as_ref()?.package.clone())
            }
        }
    }

    /// The package that is looked at: that of the row under the cursor; while that is searched, the
    /// one looked at before. None where the map asks nothing.
    #[must_use]
    pub fn package(&self) -> Option<Package> {
        let here = self.package_row().and_then(|row| self.package_of(row));
        here.or_else(|| {
            let choices = by_position(self.map(), &self.view.packages.seen);
            Some(self.search.question()?.package(&choices))
        })
    }

    /// Notes the package that is looked at, to go on from while the next one is searched.
    pub(super) fn note_package(&mut self) {
        // elsewhere the map may have changed since packages were searched
        if self.view.screen != Screen::Packages {
            return;
        }
        let Some(package) = self.package_row().and_then(|row| self.package_of(row)) else { return };
        self.view.packages.seen = by_name(self.map(), &package.choices);
    }

    /// The partners in the order in which who gets what is told: those known first. Only those listed.
    #[must_use]
    pub fn in_profile_order(&self) -> Vec<usize> {
        let (mut order, unknown): (Vec<usize>, Vec<usize>) =
            self.listed().iter().partition(|index| self.answers().is_known(**index));
        order.extend(unknown);
        order
    }

    /// The place of a partner among those who take part in packages.
    #[must_use]
    pub fn party(&self, partner: usize) -> Option<usize> {
        self.search.question().and_then(|question| place_of(question, partner))
    }

    /// The opening of a row, if it is one.
    #[must_use]
    pub fn opening(&self, row: PackageRow) -> Option<Opening> {
        match row {
            PackageRow::Opening(at) => self.search.answer()?.openings.get(at).copied(),
            _ => None,
        }
    }
}

fn place_of(question: &Question, partner: usize) -> Option<usize> {
    question.partners().position(|position| position == partner)
}

/// Whether lowering walk-aways of several partners together would do: the nearest package breaks no
/// red line, and more than one of them refuses it.
fn lowers_together(answer: &Answer) -> bool {
    answer.nearest.as_ref().is_some_and(|nearest| {
        let short = nearest.shortfalls.iter().filter(|short| **short > 0).count();
        nearest.red_lines.is_empty() && short > 1
    })
}
