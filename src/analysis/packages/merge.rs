//! Partial packages of one standing in one falling row, without those that another one betters.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::binary_heap::{BinaryHeap, PeekMut};

use super::budget::Meter;
use super::tree::Tree;

/// Partial packages with one more choice: their sums in falling order, each moved by the same gains.
pub(super) struct Run<'r> {
    /// Sums by the first partner, the largest first, then by the second, and so on.
    pub(super) sums: &'r [i64],
    /// What is added to each.
    pub(super) gains: &'r [i64],
    /// The number of the first one in its layer.
    pub(super) first: u32,
    /// The choice.
    pub(super) choice: u32,
}

/// From where each partial package of a layer comes: the one before, and the choice.
pub(super) type Layer = Vec<(u32, u32)>;

/// The next one of a run: its sums, the run, and the place in it.
type Head = (Vec<i64>, Reverse<usize>, usize);

/// The sums, in falling order, that reach what is needed and that no others are at least as large as
/// in everything; of equal ones those of the first run. `None` when the meter ends it.
///
/// In this order only earlier ones can better later ones, so what is kept is kept for good, and it may
/// end at `most`.
pub(super) fn merge(
    runs: &[Run<'_>],
    needs: &[i64],
    most: usize,
    layer: &mut Layer,
    meter: &mut Meter<'_>,
) -> Option<Vec<i64>> {
    let n = needs.len();
    let sum = |run: &Run<'_>, at: usize, sums: &mut Vec<i64>| {
        sums.clear();
        let before = &run.sums[at * n..(at + 1) * n];
        sums.extend(before.iter().zip(run.gains).map(|(sum, gain)| sum + gain));
    };
    let mut heads: BinaryHeap<Head> = BinaryHeap::new();
    for (number, run) in runs.iter().enumerate().filter(|(_, run)| !run.sums.is_empty()) {
        let mut sums = Vec::with_capacity(n);
        sum(run, 0, &mut sums);
        heads.push((sums, Reverse(number), 0));
    }
    let mut filter = Filter::new(runs, n);
    let mut kept = Vec::new();
    while let Some(mut head) = heads.peek_mut() {
        let (ref mut sums, Reverse(number), ref mut at) = *head;
        let run = &runs[number];
        let (can_reach, mut visits) = (sums.iter().zip(needs).all(|(have, need)| have >= need), 0);
        if can_reach && filter.admits(sums, &kept, &mut visits) {
            kept.extend_from_slice(sums);
            layer.push((run.first.checked_add(u32::try_from(*at).ok()?)?, run.choice));
            if kept.len() / n >= most {
                return Some(kept);
            }
        }
        if !meter.step(1 + visits / 4) {
            return None;
        }
        *at += 1;
        if *at * n < run.sums.len() {
            let at = *at;
            sum(run, at, sums);
        } else {
            PeekMut::pop(head);
        }
    }
    Some(kept)
}

/// What has been kept, in the form that is asked.
enum Filter {
    /// Up to three partners: the second and third value of those kept that no later one is above
    /// (Kung, Luccio and Preparata 1975).
    Stairs(BTreeMap<i64, i64>),
    Tree(Tree),
}

impl Filter {
    fn new(runs: &[Run<'_>], n: usize) -> Self {
        if n <= 3 {
            return Self::Stairs(BTreeMap::new());
        }
        let mut ranges = vec![(i64::MAX, i64::MIN); n];
        let mut group: Option<&Run<'_>> = None;
        let mut inner = ranges.clone();
        for run in runs {
            if group.is_none_or(|group| !std::ptr::eq(group.sums, run.sums)) {
                inner.fill((i64::MAX, i64::MIN));
                for sums in run.sums.chunks(n) {
                    for (range, &sum) in inner.iter_mut().zip(sums) {
                        *range = (range.0.min(sum), range.1.max(sum));
                    }
                }
                group = Some(run);
            }
            for ((range, inner), gain) in ranges.iter_mut().zip(&inner).zip(run.gains) {
                *range = (range.0.min(inner.0 + gain), range.1.max(inner.1 + gain));
            }
        }
        Self::Tree(Tree::new(&ranges))
    }

    /// Whether nothing kept is at least as large in everything; then this is kept too.
    fn admits(&mut self, point: &[i64], kept: &[i64], visits: &mut u64) -> bool {
        let stairs = match self {
            Self::Stairs(stairs) => stairs,
            Self::Tree(tree) => return tree.admits(point, kept, visits),
        };
        let value = |at: usize| point.get(at).copied().unwrap_or(0);
        let (second, third) = (value(1), value(2));
        if stairs.range(second..).next().is_some_and(|(_, &above)| above >= third) {
            return false;
        }
        while let Some((&below, _)) =
            stairs.range(..=second).next_back().filter(|step| *step.1 <= third)
        {
            stairs.remove(&below);
        }
        stairs.insert(second, third);
        *visits += 4;
        true
    }
}
