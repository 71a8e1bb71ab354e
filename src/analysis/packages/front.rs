//! The front: gains that no acceptable package betters, issue by issue.
//!
//! Partial sums that another one of the same standing betters are dropped after each issue (Nemhauser
//! and Ullmann 1969), and those that can't reach a floor any more. Of the same standing are partial
//! packages that forbid the same choices on the issues to come.

use std::collections::BTreeMap;

use super::budget::Meter;
use super::problem::{Package, Problem};
use super::reduce::{Keep, Space};
use super::sweep::sweep;
use super::tree::Tree;

/// Packages behind distinct gains that no acceptable package betters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Front {
    /// One package for each point, by gains, the largest first; where the front isn't complete, the
    /// solutions' first.
    pub packages: Vec<Package>,
    /// How many points there are; at least so many where the front isn't complete.
    pub count: usize,
    /// Whether these are all.
    pub is_complete: bool,
}

impl Front {
    /// Puts proven packages first, and leaves no more than so many.
    pub(super) fn lead(&mut self, first: &[Package], most: usize) {
        let rest = std::mem::take(&mut self.packages);
        for package in first.iter().cloned().chain(rest) {
            if self.packages.iter().all(|kept| kept.gains != package.gains) {
                self.packages.push(package);
            }
        }
        self.count = self.count.max(self.packages.len());
        self.packages.truncate(most);
    }
}

/// Partial packages of the same standing.
#[derive(Default)]
struct Group {
    /// The sums of gains.
    sums: Vec<i64>,
    /// The number of each among the partial packages of its layer.
    numbers: Vec<u32>,
}

/// From where each partial package of a layer comes: the one before, and the choice.
type Layer = Vec<(u32, u32)>;

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
    groups.insert(Standing::new(), Group { sums: vec![0; space.n], numbers: vec![0] });
    for level in 0..climb.order.len() {
        let Some(next) = climb.advance(level, &groups, meter) else { return Front::default() };
        groups = next;
    }
    let numbers: Vec<u32> = groups.into_values().flat_map(|group| group.numbers).collect();
    let mut packages: Vec<Package> =
        numbers.iter().map(|&number| climb.package(problem, number)).collect();
    packages.sort_by(|a, b| b.gains.cmp(&a.gains));
    Front { count: packages.len(), is_complete: packages.len() <= most, packages }
}

impl<'s> Climb<'s> {
    fn new(space: &'s Space, floors: &[i64], most: usize) -> Self {
        let mut order: Vec<usize> = (0..space.cells.len()).collect();
        order.sort_by_key(|&cell| {
            (!space.cells[cell].is_bound, space.cells[cell].picks.len(), cell)
        });
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
        let mut runs: BTreeMap<Standing, Vec<(&Group, usize)>> = BTreeMap::new();
        for (standing, group) in groups {
            for choice in self.space.choices_of(self.order[level]) {
                if !standing.contains(&choice) {
                    let next = self.standing(level, standing, choice);
                    runs.entry(next).or_default().push((group, choice));
                }
            }
        }
        let is_last = level + 1 == self.order.len();
        let most = if is_last { self.most.saturating_add(1) } else { usize::MAX };
        let mut layer = Layer::new();
        let mut next = BTreeMap::new();
        for (standing, runs) in runs {
            let merge =
                Merge { space: self.space, needs: &self.needs[level + 1], runs: &runs, most };
            let kept = if self.space.n <= 3 { merge.swept(meter) } else { merge.asked(meter) }?;
            let mut group = Group::default();
            for (run, at) in kept {
                let (from, choice) = runs[run];
                group.numbers.push(u32::try_from(layer.len()).ok()?);
                layer.push((from.numbers[at], u32::try_from(choice).ok()?));
                merge.extend(&mut group.sums, (run, at));
            }
            if !group.numbers.is_empty() {
                next.insert(standing, group);
            }
        }
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

    /// The package behind a number of the last layer.
    fn package(&self, problem: &Problem, number: u32) -> Package {
        let mut choices = vec![None; self.order.len()];
        let mut number = number;
        for (layer, &cell) in self.layers.iter().zip(&self.order).rev() {
            let (before, choice) = layer[number as usize];
            choices[cell] = problem.choices(cell)[self.space.pick(choice as usize)];
            number = before;
        }
        problem.package(choices)
    }
}

/// Partial packages of one standing, each a run: a group with one more choice.
struct Merge<'m> {
    space: &'m Space,
    needs: &'m [i64],
    runs: &'m [(&'m Group, usize)],
    most: usize,
}

impl Merge<'_> {
    /// Adds the sums of the point at a place of a run.
    fn extend(&self, sums: &mut Vec<i64>, (run, at): (usize, usize)) {
        let (group, choice) = self.runs[run];
        let n = self.space.n;
        let before = &group.sums[at * n..(at + 1) * n];
        sums.extend(before.iter().zip(self.space.gains_of(choice)).map(|(sum, gain)| sum + gain));
    }

    /// Calls for each point that can still reach the floors; false when the meter ends it.
    fn each(
        &self,
        meter: &mut Meter<'_>,
        mut take: impl FnMut((usize, usize), &[i64]) -> u64,
    ) -> bool {
        let mut point = Vec::with_capacity(self.space.n);
        for (run, (group, _)) in self.runs.iter().enumerate() {
            for at in 0..group.numbers.len() {
                point.clear();
                self.extend(&mut point, (run, at));
                let can_reach = point.iter().zip(self.needs).all(|(have, need)| have >= need);
                let steps = if can_reach { take((run, at), &point) } else { 0 };
                if !meter.step(1 + steps) {
                    return false;
                }
            }
        }
        true
    }

    /// For few partners: all points sorted, then one pass.
    fn swept(&self, meter: &mut Meter<'_>) -> Option<Vec<(usize, usize)>> {
        let mut points: Vec<([i64; 3], u32, u32)> = Vec::new();
        let is_done = self.each(meter, |(run, at), sums| {
            let mut point = [0; 3];
            point[..sums.len()].copy_from_slice(sums);
            let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            points.push((point, number(run), number(at)));
            2
        });
        let most = self.most;
        is_done.then(|| {
            let kept = sweep(&mut points, most);
            kept.into_iter().map(|(run, at)| (run as usize, at as usize)).collect()
        })
    }

    /// For many partners: each run holds no point that betters another of its own, so each point is
    /// looked for in the trees of the other runs, moved by the difference of the choices.
    fn asked(&self, meter: &mut Meter<'_>) -> Option<Vec<(usize, usize)>> {
        let n = self.space.n;
        let mut trees: Vec<Tree> = Vec::new();
        let mut tree_of = Vec::new();
        for (at, (group, _)) in self.runs.iter().enumerate() {
            let same = self.runs[..at].iter().position(|(other, _)| std::ptr::eq(*other, *group));
            tree_of.push(same.map_or(trees.len(), |same| tree_of[same]));
            if same.is_none() {
                trees.push(Tree::new(n, &group.sums));
            }
        }
        let mut hints = vec![0; self.runs.len() * self.runs.len()];
        let mut kept = Vec::new();
        let mut least = vec![0; n];
        let is_done = self.each(meter, |(run, at), point| {
            let mut visits = 0;
            if kept.len() >= self.most {
                return 0;
            }
            let is_bettered = (0..self.runs.len()).filter(|other| *other != run).any(|other| {
                let gains = self.space.gains_of(self.runs[other].1);
                least.iter_mut().zip(point).zip(gains).for_each(|((a, b), gain)| *a = b - gain);
                let hint = &mut hints[run * self.runs.len() + other];
                let found = trees[tree_of[other]].above(&least, hint, &mut visits);
                // Of equal points the one in the first run stays.
                found.is_some_and(|found| other < run || found != least)
            });
            if !is_bettered {
                kept.push((run, at));
            }
            visits / 4
        });
        is_done.then_some(kept)
    }
}
