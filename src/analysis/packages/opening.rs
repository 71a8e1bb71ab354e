//! What would open the zone: one rule, one red line or one settled issue less.

use super::budget::{Limits, Meter, Stage};
use super::problem::Problem;
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
}

/// All single openings: settled issues first, then rules, then red lines, each in order. What could
/// not be decided within the limits is not among them.
pub(super) fn openings(problem: &Problem, limits: &Limits, meter: &mut Meter<'_>) -> Vec<Opening> {
    meter.begin(Stage::Openings, limits.search);
    let offers = || problem.issues.iter().flat_map(|issue| &issue.options);
    let mut lines: Vec<usize> = offers().flat_map(|offer| &offer.breaks).copied().collect();
    lines.sort_unstable();
    lines.dedup();
    let settled = (0..problem.issues.len()).filter(|at| problem.issues[*at].settled.is_some());
    let candidates = settled.map(Opening::Settled);
    let candidates = candidates.chain((0..problem.rules.len()).map(Opening::Rule));
    let candidates = candidates.chain(lines.into_iter().map(Opening::RedLine));
    let mut opens = Vec::new();
    for opening in candidates {
        let changed = without(problem, opening);
        if Zone::new(&changed, *limits, meter).find() == Some(true) {
            opens.push(opening);
        }
        if meter.is_stopped() {
            break;
        }
    }
    opens
}

/// The problem with one thing less.
pub(super) fn without(problem: &Problem, opening: Opening) -> Problem {
    let mut changed = problem.clone();
    match opening {
        Opening::Rule(at) => _ = changed.rules.remove(at),
        Opening::Settled(issue) => changed.issues[issue].settled = None,
        Opening::RedLine(line) => {
            for offer in changed.issues.iter_mut().flat_map(|issue| &mut issue.options) {
                offer.breaks.retain(|broken| *broken != line);
            }
        }
    }
    changed
}
