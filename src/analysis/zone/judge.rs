//! A package of any choices, put together by hand: who refuses it, and what it breaks. Quick enough
//! for every drawing, and independent of the search.

use super::super::RedLine;
use super::super::packages::{Choice, Package};
use super::Question;

/// What stands against a package; nothing, where it is acceptable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgment {
    /// Who gets less than the walk-away, told by their place among the known partners.
    pub refused_by: Vec<usize>,
    /// The red lines that it breaks.
    pub red_lines: Vec<RedLine>,
    /// Positions in the map of the rules that it breaks.
    pub rules: Vec<usize>,
    /// Issues that need an answer and are left as they are.
    pub unsettled: Vec<usize>,
}

impl Judgment {
    /// Whether everyone known accepts it, and nothing is broken or left open.
    #[must_use]
    pub fn is_acceptable(&self) -> bool {
        self.keeps_rules() && self.red_lines.is_empty() && self.refused_by.is_empty()
    }

    /// The same in a few words, for a row.
    #[must_use]
    pub fn words(&self) -> String {
        let refused = match self.refused_by.len() {
            0 => None,
            count => Some(format!("refused by {count}")),
        };
        let said = |count: usize, words: &'static str| (count > 0).then(|| words.to_owned());
        let told = [
            refused,
            said(self.red_lines.len(), "breaks a red line"),
            said(self.rules.len(), "breaks a rule"),
            said(self.unsettled.len(), "leaves open what needs an answer"),
        ];
        let told: Vec<String> = told.into_iter().flatten().collect();
        if told.is_empty() { "acceptable".to_owned() } else { told.join(", ") }
    }

    /// Whether it is a package at all: the rules hold, and what needs an answer has one.
    #[must_use]
    pub fn keeps_rules(&self) -> bool {
        self.rules.is_empty() && self.unsettled.is_empty()
    }
}

impl Question {
    /// What stands against a package. What the person settled for now doesn't matter here: choosing by
    /// hand may differ from it.
    #[must_use]
    pub fn judge(&self, package: &Package) -> Judgment {
        let choices = &package.choices;
        let floors = self.problem.partners.iter().map(|partner| partner.floor);
        let refuses = |(at, (gain, floor)): (usize, (&i64, i64))| (*gain < floor).then_some(at);
        let issues = self.problem.issues.iter().zip(choices).enumerate();
        let is_left = |(at, (issue, choice)): (usize, (&super::Issue, &Choice))| {
            (choice.is_none() && !issue.may_stay).then_some(at)
        };
        let rules = self.problem.rules.iter().enumerate();
        Judgment {
            refused_by: package.gains.iter().zip(floors).enumerate().filter_map(refuses).collect(),
            red_lines: self
                .problem
                .broken(choices)
                .into_iter()
                .filter_map(|line| self.red_line(line))
                .collect(),
            rules: rules.filter(|(_, rule)| rule.is_broken_by(choices)).map(|(at, _)| at).collect(),
            unsettled: issues.filter_map(is_left).collect(),
        }
    }
}
