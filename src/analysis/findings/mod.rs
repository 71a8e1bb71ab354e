//! What would make a good map of this one: warnings and advice, without anything private behind a drawn curtain.

mod map;
mod option;
mod partner;
#[cfg(test)]
mod tests;

pub(super) use option::unscored;
pub(super) use partner::{is_heard, lacks_walk_away};

use crate::analysis::Answers;
use crate::analysis::explain::joined;
use crate::model::{Curtain, Map, Place, order_by_key};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Likely to lead to a wrong conclusion.
    Warning,
    /// The map would be better for it.
    Advice,
}

/// Something that a good map would have, or wouldn't.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which kind of finding, for scripts: small letters and hyphens.
    pub id: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What is found, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
}

/// So many findings of one kind stand for themselves; more are told in one.
const MOST_OF_A_KIND: usize = 3;

/// A kind of finding, in words with a gap for whom or what it is about.
struct Rule {
    id: &'static str,
    severity: Severity,
    /// About one; `{}` is the gap.
    one: &'static str,
    /// About many; `{}` is the gap for a list.
    many: &'static str,
    help: &'static str,
}

/// One thing that a rule is about.
struct Case {
    subject: String,
    place: Place,
}

/// What a rule is about: the first few in words, the others counted.
#[derive(Default)]
struct Cases {
    told: Vec<Case>,
    more: usize,
}

impl Cases {
    /// Adds a case, which is put into words only if it will be told.
    fn add(&mut self, make: impl FnOnce() -> Case) {
        if self.told.len() <= MOST_OF_A_KIND {
            self.told.push(make());
        } else {
            self.more += 1;
        }
    }
}

impl Rule {
    /// The findings on these cases: one each, or one for all where there are many.
    fn findings(&self, cases: &Cases, shared: &Place) -> Vec<Finding> {
        let finding = |message: String, place: &Place| Finding {
            id: self.id,
            severity: self.severity,
            place: place.clone(),
            message,
            help: self.help,
        };
        if cases.told.len() <= MOST_OF_A_KIND {
            let one = |case: &Case| finding(self.one.replacen("{}", &case.subject, 1), &case.place);
            return cases.told.iter().map(one).collect();
        }
        let mut names: Vec<String> = cases.told.iter().map(|case| case.subject.clone()).collect();
        if cases.more > 0 {
            names.truncate(MOST_OF_A_KIND);
            names.push(format!("{} more", cases.more + 1));
        }
        vec![finding(self.many.replacen("{}", &joined(&names), 1), shared)]
    }
}

/// What would make this map a better one: warnings first, then advice, each kind in its own rank and
/// within it the most influential first. Where many are alike they are told in one.
///
/// With the curtain drawn, nothing that is private is said, nor that it is missing: nothing on
/// walk-aways, stances and private criteria.
#[must_use]
pub fn findings(map: &Map, answers: &Answers, curtain: Curtain) -> Vec<Finding> {
    let mut findings = partner::findings(map, answers, curtain);
    findings.extend(option::findings(map, answers, curtain));
    findings.extend(map::findings(map, answers));
    order_by_key(&mut findings, |finding| finding.severity); // stable
    findings
}
