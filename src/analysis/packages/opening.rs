//! What would open the zone: one rule, one red line or one settled issue less, or one lower floor; and
//! what can't hold together.

use super::budget::{Limits, Meter, Stage};
use super::problem::{Offer, Partner, Problem};
use super::solve::Zone;

/// One thing whose removal makes at least one package acceptable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Opening {
    /// Without the rule at this position.
    Rule(usize),
    /// Without this red line.
    RedLine(usize),
    /// With this settled issue open again.
    Settled(usize),
    /// With one partner's floor lower, all others as they are.
    Floor {
        /// The partner.
        partner: usize,
        /// By how much, in the partner's whole numbers; above 0.
        by: i64,
    },
}

/// All single openings: settled issues first, then rules, red lines and floors, each in order; and
/// whether these are all. What could not be decided within the limits is not among them.
pub(super) fn openings(
    problem: &Problem,
    limits: &Limits,
    meter: &mut Meter<'_>,
) -> (Vec<Opening>, bool) {
    meter.begin(Stage::Openings, limits.search);
    let offers = || problem.issues.iter().flat_map(|issue| &issue.options);
    let mut lines: Vec<usize> = offers().flat_map(|offer| &offer.breaks).copied().collect();
    lines.sort_unstable();
    lines.dedup();
    let settled = (0..problem.issues.len()).filter(|at| problem.issues[*at].settled.is_some());
    let candidates = settled.map(Opening::Settled);
    let candidates = candidates.chain((0..problem.rules.len()).map(Opening::Rule));
    let candidates = candidates.chain(lines.into_iter().map(Opening::RedLine));
    let (mut opens, mut are_all) = (Vec::new(), true);
    for opening in candidates {
        if meter.is_stopped() {
            return (opens, false);
        }
        match Zone::new(&without(problem, opening), *limits, meter).find() {
            Some(true) => opens.push(opening),
            Some(false) => {}
            None => are_all = false,
        }
    }
    for partner in 0..problem.partners.len() {
        if meter.is_stopped() {
            return (opens, false);
        }
        let (opening, is_certain) = floor(problem, partner, limits, meter);
        opens.extend(opening);
        are_all &= is_certain;
    }
    (opens, are_all)
}

/// How much lower one floor must be, if that is enough; and whether that is certain.
fn floor(
    problem: &Problem,
    partner: usize,
    limits: &Limits,
    meter: &mut Meter<'_>,
) -> (Option<Opening>, bool) {
    let mut changed = problem.clone();
    let least = |issue| {
        problem.choices(issue).into_iter().map(|choice| problem.gain(issue, choice, partner)).min()
    };
    let lowest: i64 = (0..problem.issues.len()).filter_map(least).sum();
    changed.partners[partner].floor = lowest;
    let (most, is_certain) = Zone::new(&changed, *limits, meter).most(partner);
    let by = most.map(|most| problem.partners[partner].floor - lowest - most);
    (by.filter(|by| *by > 0).map(|by| Opening::Floor { partner, by }), is_certain)
}

/// The rules and settled issues that can't hold together, where no package keeps them all: without any
/// one of these there would be packages that keep the others of these.
///
/// One after the other is left out, as long as what remains still collides (Chinneck and Dravnieks 1991).
pub(super) fn collision(problem: &Problem, limits: &Limits, meter: &mut Meter<'_>) -> Vec<Opening> {
    let mut bare = problem.clone();
    bare.partners = vec![Partner { unit: 1, floor: 0 }];
    for offer in bare.issues.iter_mut().flat_map(|issue| &mut issue.options) {
        *offer = Offer { gains: vec![0], breaks: Vec::new() };
    }
    let settled = (0..bare.issues.len()).filter(|at| bare.issues[*at].settled.is_some());
    let settled: Vec<Opening> = settled.map(Opening::Settled).collect();
    let mut kept = Vec::new();
    // from the last rule on, so that the positions of those before stay
    for opening in (0..bare.rules.len()).rev().map(Opening::Rule).chain(settled) {
        let less = without(&bare, opening);
        if Zone::new(&less, *limits, meter).find() == Some(false) {
            bare = less;
        } else {
            kept.push(opening);
        }
        if meter.is_stopped() {
            return Vec::new();
        }
    }
    kept.sort_unstable();
    kept
}

/// The problem with one thing less.
pub(super) fn without(problem: &Problem, opening: Opening) -> Problem {
    let mut changed = problem.clone();
    match opening {
        Opening::Rule(at) => _ = changed.rules.remove(at),
        Opening::Settled(issue) => changed.issues[issue].settled = None,
        Opening::Floor { partner, by } => changed.partners[partner].floor -= by,
        Opening::RedLine(line) => {
            for offer in changed.issues.iter_mut().flat_map(|issue| &mut issue.options) {
                offer.breaks.retain(|broken| *broken != line);
            }
        }
    }
    changed
}
