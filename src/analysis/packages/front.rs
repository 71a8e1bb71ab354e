//! The front: gains that no acceptable package betters, issue by issue.
//!
//! Partial sums that another one of the same standing betters are dropped after each issue (Nemhauser
//! and Ullmann 1969), and those that can't reach a floor any more. Of the same standing are partial
//! packages that forbid the same choices on the issues to come.

use std::collections::BTreeMap;

use super::budget::Meter;
use super::merge::{Layer, Run, merge};
use super::problem::{Choice, Package, Problem};
use super::reduce::{Keep, Space};

/// Packages behind distinct gains that no acceptable package betters.
///
/// In order of gains, the largest first; where the front isn't complete, the solutions' first. Large
/// ones are kept small: a package is put together when it is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Front {
    /// How many points there are; at least so many where the front isn't complete.
    pub count: usize,
    /// Whether these are all.
    pub is_complete: bool,
    partners: usize,
    issues: usize,
    told: usize,
    gains: Vec<i64>,
    choices: Vec<u32>,
}

/// An issue that is left as it is.
const LEFT: u32 = u32::MAX;

impl Front {
    /// How many points are told.
    #[must_use]
    pub fn told(&self) -> usize {
        self.told
    }

    /// The gains at each point, in the partners' whole numbers.
    pub fn gains(&self) -> impl Iterator<Item = &[i64]> {
        (0..self.told).map(|at| &self.gains[at * self.partners..(at + 1) * self.partners])
    }

    /// One package for each point.
    pub fn packages(&self) -> impl Iterator<Item = Package> {
        let choice = |&choice: &u32| (choice != LEFT).then_some(choice as usize);
        self.gains().enumerate().map(move |(at, gains)| {
            let choices = &self.choices[at * self.issues..(at + 1) * self.issues];
            Package { choices: choices.iter().map(choice).collect(), gains: gains.to_vec() }
        })
    }

    fn push(&mut self, choices: &[Choice], gains: &[i64]) {
        let number = |choice: &Choice| choice.map_or(LEFT, |at| u32::try_from(at).unwrap_or(LEFT));
        self.choices.extend(choices.iter().map(number));
        self.gains.extend(gains);
        self.told += 1;
    }

    /// Puts proven packages first, and leaves no more than so many.
    pub(super) fn lead(&mut self, first: &[Package], most: usize) {
        let sizes = first.first().map(|package| (package.gains.len(), package.choices.len()));
        let (partners, issues) = sizes.unwrap_or((self.partners, self.issues));
        let mut front = Self { partners, issues, ..Self::default() };
        for package in first {
            if front.gains().all(|gains| gains != package.gains) {
                front.push(&package.choices, &package.gains);
            }
        }
        for package in self.packages() {
            if first.iter().all(|known| known.gains != package.gains) {
                front.push(&package.choices, &package.gains);
            }
        }
        front.count = self.count.max(front.told);
        front.told = front.told.min(most);
        front.gains.truncate(front.told * partners);
        front.choices.truncate(front.told * issues);
        *self = front;
    }
}

/// Partial packages of the same standing.
struct Group {
    /// The sums of gains, in falling order.
    sums: Vec<i64>,
    /// The number of the first one among the partial packages of its layer; the others follow it.
    first: u32,
}

/// The choices on issues to come that are forbidden.
type Standing = Vec<usize>;

struct Climb<'s> {
    space: &'s Space,
    order: Vec<usize>,
    /// From each level on, what must have been reached so that the floors can be.
    needs: Vec<Vec<i64>>,
    layers: Vec<Layer>,
    /// How many points end the last layer.
    most: usize,
}

/// The front, as far as the meter goes, or until more than `most` points are proven.
pub(super) fn front(problem: &Problem, most: usize, meter: &mut Meter<'_>) -> Front {
    let floors: Vec<i64> = problem.partners.iter().map(|partner| partner.floor).collect();
    let complete = Front { is_complete: true, ..Front::default() };
    let Some(space) = Space::new(problem, Keep { best: 1, floors: Some(&floors) }) else {
        return complete;
    };
    if space.n == 0 {
        return complete;
    }
    let mut climb = Climb::new(&space, &floors, most);
    let mut groups = BTreeMap::new();
    groups.insert(Standing::new(), Group { sums: vec![0; space.n], first: 0 });
    for level in 0..climb.order.len() {
        let Some(next) = climb.advance(level, &groups, meter) else { return Front::default() };
        groups = next;
    }
    // After the last issue nothing is forbidden any more, so there is one group at most.
    let Some((_, group)) = groups.pop_first() else { return complete };
    climb.told(problem, group, meter).unwrap_or_default()
}

impl<'s> Climb<'s> {
    fn new(space: &'s Space, floors: &[i64], most: usize) -> Self {
        let mut order: Vec<usize> = (0..space.cells.len()).collect();
        let widths = space.widths();
        order.sort_by_key(|&cell| (!space.cells[cell].is_bound, widths[cell], cell));
        let mut needs = vec![floors.to_vec()];
        for &cell in order.iter().rev() {
            let mut need = needs.last().cloned().unwrap_or_default();
            need.iter_mut().zip(space.extreme(cell, i64::max)).for_each(|(need, top)| *need -= top);
            needs.push(need);
        }
        needs.reverse();
        Self { space, order, needs, layers: Vec::new(), most }
    }

    /// All partial packages with one more choice, without those that are bettered; `None` when the
    /// meter ends it.
    fn advance(
        &mut self,
        level: usize,
        groups: &BTreeMap<Standing, Group>,
        meter: &mut Meter<'_>,
    ) -> Option<BTreeMap<Standing, Group>> {
        let mut runs: BTreeMap<Standing, Vec<Run<'_>>> = BTreeMap::new();
        for (standing, group) in groups {
            if !meter.step(1) {
                return None;
            }
            for choice in self.space.choices_of(self.order[level]) {
                if !standing.contains(&choice) {
                    let next = self.standing(level, standing, choice);
                    let gains = self.space.gains_of(choice);
                    let choice = u32::try_from(choice).ok()?;
                    let run = Run { sums: &group.sums, gains, first: group.first, choice };
                    runs.entry(next).or_default().push(run);
                }
            }
        }
        let is_last = level + 1 == self.order.len();
        let most = if is_last { self.most.saturating_add(1) } else { usize::MAX };
        let mut layer = Layer::new();
        let mut next = BTreeMap::new();
        for (standing, runs) in runs {
            let first = u32::try_from(layer.len()).ok()?;
            let sums = merge(&runs, &self.needs[level + 1], most, &mut layer, meter)?;
            if !sums.is_empty() {
                next.insert(standing, Group { sums, first });
            }
        }
        layer.shrink_to_fit();
        self.layers.push(layer);
        Some(next)
    }

    /// What is forbidden on the issues after a level, after one more choice.
    fn standing(&self, level: usize, before: &Standing, choice: usize) -> Standing {
        let is_to_come =
            |other: &usize| self.order[level + 1..].contains(&self.space.cell_of[*other]);
        let all = before.iter().chain(&self.space.forbids[choice]).copied();
        let mut standing: Standing = all.filter(is_to_come).collect();
        standing.sort_unstable();
        standing.dedup();
        standing
    }

    /// The front whose points end the last layer.
    fn told(&self, problem: &Problem, group: Group, meter: &mut Meter<'_>) -> Option<Front> {
        let (partners, issues) = (self.space.n, self.order.len());
        let count = group.sums.len() / partners;
        let mut choices = vec![LEFT; count * issues];
        let all: Vec<Vec<Choice>> = (0..issues).map(|issue| problem.choices(issue)).collect();
        for at in 0..count {
            let mut number = at;
            if !meter.step(1) {
                return None;
            }
            for (layer, &cell) in self.layers.iter().zip(&self.order).rev() {
                let (before, choice) = layer[number];
                let choice = all[cell][self.space.pick(choice as usize)];
                choices[at * issues + cell] =
                    choice.map_or(LEFT, |at| u32::try_from(at).unwrap_or(LEFT));
                number = before as usize;
            }
        }
        Some(Front {
            count,
            is_complete: count <= self.most,
            partners,
            issues,
            told: count,
            gains: group.sums,
            choices,
        })
    }
}
