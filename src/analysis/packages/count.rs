//! How many packages are acceptable, exactly where that can be counted.
//!
//! Issue by issue over the sums that differ, as long as these are not too many (Nemhauser and Ullmann
//! 1969), then package by package; whole branches at once where everyone accepts whatever follows.

use std::collections::BTreeMap;

use super::budget::Meter;
use super::natural::Natural;
use super::problem::Problem;
use super::reduce::{Keep, Space};

/// A count, or what it is at least.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Packages.
    pub packages: Natural,
    /// Whether that is all.
    pub is_exact: bool,
}

/// What a partial package means for the rest: what is forbidden on issues to come, and the sums of
/// those who don't accept yet whatever follows.
type State = (Vec<usize>, Vec<i64>);

/// The sum of a partner who accepts whatever follows.
const CONTENT: i64 = i64::MAX;

/// Where so many states could follow, the packages are gone through one by one.
const MOST_STATES: usize = 100_000;

struct Tally<'s> {
    space: &'s Space,
    order: Vec<usize>,
    /// From each level on: what must have been reached so that the floors can still be reached.
    needs: Vec<Vec<i64>>,
    /// From each level on: what makes sure that the floors are reached.
    safe: Vec<Vec<i64>>,
    /// From each level on: how many ways there are; `None` where rules still matter.
    ways: Vec<Option<Natural>>,
    count: Natural,
}

/// Counts the acceptable packages, as far as the meter goes.
pub(super) fn count(problem: &Problem, meter: &mut Meter<'_>) -> Count {
    let floors: Vec<i64> = problem.partners.iter().map(|partner| partner.floor).collect();
    let keep = Keep { best: usize::MAX, floors: Some(&floors) };
    let Some(space) = Space::new(problem, keep) else {
        return Count { packages: Natural::ZERO, is_exact: true };
    };
    let mut tally = Tally::new(&space, &floors);
    let mut states = BTreeMap::new();
    let start = (Vec::new(), vec![0; space.n]);
    tally.arrive(0, start, &Natural::from(1), &mut states);
    let mut level = 0;
    let may_follow = |count: usize, cell: &usize| count * space.cells[*cell].picks.len();
    while tally.order.get(level).is_some_and(|cell| may_follow(states.len(), cell) <= MOST_STATES) {
        let mut next = BTreeMap::new();
        for (state, ways) in &states {
            for choice in space.choices_of(tally.order[level]) {
                if !meter.step(1) {
                    return Count { packages: tally.count, is_exact: false };
                }
                if let Some(state) = tally.after(level, state, choice) {
                    tally.arrive(level + 1, state, ways, &mut next);
                }
            }
        }
        states = next;
        level += 1;
    }
    let is_exact = states.iter().all(|(state, ways)| tally.go_through(level, state, ways, meter));
    Count { packages: tally.count, is_exact }
}

impl<'s> Tally<'s> {
    fn new(space: &'s Space, floors: &[i64]) -> Self {
        let mut order: Vec<usize> = (0..space.cells.len()).collect();
        let width = |cell: usize| {
            let extremes =
                space.extreme(cell, i64::max).into_iter().zip(space.extreme(cell, i64::min));
            extremes.map(|(most, least)| i128::from(most) - i128::from(least)).sum::<i128>()
        };
        order.sort_by_key(|&cell| (!space.cells[cell].is_bound, -width(cell), cell));
        let (mut needs, mut safe) = (vec![floors.to_vec()], vec![floors.to_vec()]);
        let mut ways = vec![Some(Natural::from(1))];
        for (at, &cell) in order.iter().enumerate().rev() {
            let less = |row: &[i64], by: Vec<i64>| row.iter().zip(by).map(|(a, b)| a - b).collect();
            needs.push(less(&needs[order.len() - 1 - at], space.extreme(cell, i64::max)));
            safe.push(less(&safe[order.len() - 1 - at], space.extreme(cell, i64::min)));
            let choices = space.cells[cell].picks.len() as u64;
            let after = ways[order.len() - 1 - at].as_ref();
            let free = after.filter(|_| !space.cells[cell].is_bound);
            ways.push(free.map(|ways| ways.times(choices)));
        }
        needs.reverse();
        safe.reverse();
        ways.reverse();
        Self { space, order, needs, safe, ways, count: Natural::ZERO }
    }

    /// The state after one more choice at a level; `None` where it leads nowhere.
    fn after(&self, level: usize, (forbidden, sums): &State, choice: usize) -> Option<State> {
        if forbidden.contains(&choice) {
            return None;
        }
        let (needs, safe) = (&self.needs[level + 1], &self.safe[level + 1]);
        let mut next = Vec::with_capacity(sums.len());
        for (at, gain) in self.space.gains_of(choice).iter().enumerate() {
            let sum = if sums[at] == CONTENT { CONTENT } else { sums[at] + gain };
            if sum < needs[at] {
                return None;
            }
            next.push(if sum >= safe[at] { CONTENT } else { sum });
        }
        let is_to_come =
            |other: &usize| self.order[level + 1..].contains(&self.space.cell_of[*other]);
        if forbidden.is_empty() && self.space.forbids[choice].is_empty() {
            return Some((Vec::new(), next));
        }
        let all = forbidden.iter().chain(&self.space.forbids[choice]).copied();
        let mut after: Vec<usize> = all.filter(is_to_come).collect();
        after.sort_unstable();
        after.dedup();
        Some((after, next))
    }

    /// Counts a state whose rest is free, or remembers it.
    fn arrive(
        &mut self,
        level: usize,
        state: State,
        ways: &Natural,
        states: &mut BTreeMap<State, Natural>,
    ) {
        if !self.is_counted(level, &state, ways) {
            states.entry(state).or_default().add(ways);
        }
    }

    fn is_counted(&mut self, level: usize, (_, sums): &State, ways: &Natural) -> bool {
        let is_free = sums.iter().all(|&sum| sum == CONTENT);
        let Some(after) = self.ways[level].as_ref().filter(|_| is_free) else { return false };
        self.count.add(&after.product(ways));
        true
    }

    /// Package by package; false when the meter ends it.
    fn go_through(
        &mut self,
        level: usize,
        state: &State,
        ways: &Natural,
        meter: &mut Meter<'_>,
    ) -> bool {
        if level == self.order.len() {
            self.count.add(ways);
            return true;
        }
        for choice in self.space.choices_of(self.order[level]) {
            if !meter.step(1) {
                return false;
            }
            let Some(next) = self.after(level, state, choice) else { continue };
            if !self.is_counted(level + 1, &next, ways)
                && !self.go_through(level + 1, &next, ways, meter)
            {
                return false;
            }
        }
        true
    }
}
