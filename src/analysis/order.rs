//! An order of the partners in which alike ones stand together, for the matrix.

use std::cmp::Reverse;

use super::Holder;
use super::profile::Profiles;

/// Up to so many known partners are compared with each other; the effort grows with the square.
const MOST_COMPARED: usize = 1000;

/// So many turns are tried for a better order at most, in whole sweeps over all pairs.
const MOST_TURNS: usize = 1_000_000;

/// All partners in an order that puts alike ones together; unknown ones last, in file order.
///
/// Likeness is common ground minus tension. Average linkage (Sokal and Michener 1958), found by
/// nearest-neighbor chains (Benzécri 1982), whose clusters are joined at their most alike ends, then
/// 2-opt on the likeness of neighbors. Depends on the order of the file only where there are ties.
/// Shape: O(n²); beyond 1,000 known partners they are only sorted by what weighs most for them.
pub(super) fn alike_together(profiles: &Profiles, holders: &[Vec<Holder>]) -> Vec<usize> {
    let (known, unknown): (Vec<usize>, Vec<usize>) =
        (0..profiles.len()).partition(|&partner| profiles.is_known(partner));
    let mut order = if known.len() > MOST_COMPARED {
        by_dominant_theme(profiles, known)
    } else {
        let likeness = Likeness::of(profiles, &known, holders);
        let path = likeness.improved(likeness.oriented(likeness.clustered()));
        path.into_iter().filter_map(|at| known.get(at).copied()).collect()
    };
    order.extend(unknown);
    order
}

/// By the theme and direction that weighs most, the heaviest first.
fn by_dominant_theme(profiles: &Profiles, mut partners: Vec<usize>) -> Vec<usize> {
    partners.sort_by_cached_key(|&partner| {
        let first = |held: &super::Held| (held.share, Reverse(held.theme), Reverse(held.wants));
        let dominant = profiles.held(partner).max_by_key(first);
        let key = dominant.map(|held| (held.theme, held.wants, Reverse(held.share)));
        (key.is_none(), key)
    });
    partners
}

/// How alike each two are, in billionths: common ground minus tension, -1 to 1.
struct Likeness {
    count: usize,
    pairs: Vec<i32>,
    /// How alike each one is to all, for telling the two ends of an order apart.
    totals: Vec<i64>,
}

impl Likeness {
    fn of(profiles: &Profiles, partners: &[usize], holders: &[Vec<Holder>]) -> Self {
        let mut pairs = Vec::with_capacity(partners.len() * partners.len());
        for &a in partners {
            let row: Vec<_> = profiles.overlap_with_all(a, holders).collect();
            pairs.extend(partners.iter().map(|&b| {
                row.get(b).copied().flatten().map_or(0, |overlap| {
                    let difference =
                        i128::from(overlap.common.part()) - i128::from(overlap.tension.part());
                    let billionths =
                        difference * 1_000_000_000 / i128::from(overlap.common.whole());
                    i32::try_from(billionths).unwrap_or(0)
                })
            }));
        }
        let count = partners.len();
        let totals = pairs
            .chunks(count.max(1))
            .map(|row| row.iter().copied().map(i64::from).sum())
            .collect();
        Self { count, pairs, totals }
    }

    fn get(&self, a: usize, b: usize) -> i64 {
        self.pairs.get(a * self.count + b).copied().map_or(0, i64::from)
    }

    /// The likeness of two neighbors in an order; beyond an end there is nobody.
    fn between(&self, a: Option<usize>, b: Option<usize>) -> i64 {
        a.zip(b).map_or(0, |(a, b)| self.get(a, b))
    }

    /// The leaves of the average-linkage tree, joined at the most alike ends.
    fn clustered(&self) -> Vec<usize> {
        let mut clusters = Clusters::of(self);
        let mut chain: Vec<usize> = Vec::new();
        while clusters.live.len() > 1 {
            let Some(&top) = chain.last().or(clusters.live.first()) else { break };
            if chain.is_empty() {
                chain.push(top);
            }
            let before = chain.len().checked_sub(2).and_then(|at| chain.get(at)).copied();
            let Some(nearest) = clusters.nearest(top, before) else { break };
            if Some(nearest) == before {
                chain.truncate(chain.len() - 2);
                clusters.merge(self, top.min(nearest), top.max(nearest));
            } else {
                chain.push(nearest);
            }
        }
        clusters
            .live
            .first()
            .map(|&last| std::mem::take(&mut clusters.leaves[last]))
            .unwrap_or_default()
    }

    /// Two clusters put end to end, so that the two that meet are as alike as can be.
    fn joined(&self, mut a: Vec<usize>, mut b: Vec<usize>) -> Vec<usize> {
        let ends = |path: &[usize]| [path.first().copied(), path.last().copied()];
        let ([a_first, a_last], [b_first, b_last]) = (ends(&a), ends(&b));
        let meetings = [
            (self.between(a_last, b_first), false, false),
            (self.between(a_last, b_last), false, true),
            (self.between(a_first, b_first), true, false),
            (self.between(a_first, b_last), true, true),
        ];
        let best = meetings.iter().map(|meeting| meeting.0).max();
        if let Some(&(_, turn_a, turn_b)) = meetings.iter().find(|meeting| Some(meeting.0) == best)
        {
            if turn_a {
                a.reverse();
            }
            if turn_b {
                b.reverse();
            }
        }
        a.append(&mut b);
        a
    }

    /// The order or its reverse: the end that is more like all the others comes first.
    fn oriented(&self, mut path: Vec<usize>) -> Vec<usize> {
        let total = |at: &usize| self.totals.get(*at).copied();
        let reversed = path.iter().rev().map(total).cmp(path.iter().map(total));
        let by_file = path.last() < path.first();
        if reversed.then(by_file.cmp(&false)).is_gt() {
            path.reverse();
        }
        path
    }

    /// The order with stretches turned round as long as that makes neighbors more alike (2-opt).
    fn improved(&self, mut path: Vec<usize>) -> Vec<usize> {
        let sweeps = MOST_TURNS / (path.len() * path.len() / 2).max(1);
        for _ in 0..sweeps.clamp(1, 12) {
            let mut is_better = false;
            for start in 0..path.len() {
                for end in start + 1..path.len() {
                    let at = |index: usize| path.get(index).copied();
                    let (before, after) = (start.checked_sub(1).and_then(at), at(end + 1));
                    let now = self.between(before, at(start)) + self.between(at(end), after);
                    let turned = self.between(before, at(end)) + self.between(at(start), after);
                    if turned > now {
                        path[start..=end].reverse();
                        is_better = true;
                    }
                }
            }
            if !is_better {
                break;
            }
        }
        self.oriented(path)
    }
}

/// Clusters on their way to becoming one; each goes by the position of its first member.
struct Clusters {
    count: usize,
    live: Vec<usize>,
    leaves: Vec<Vec<usize>>,
    /// Sums of likeness between the members of two clusters.
    sums: Vec<i64>,
}

impl Clusters {
    fn of(likeness: &Likeness) -> Self {
        Self {
            count: likeness.count,
            live: (0..likeness.count).collect(),
            leaves: (0..likeness.count).map(|at| vec![at]).collect(),
            sums: likeness.pairs.iter().copied().map(i64::from).collect(),
        }
    }

    /// The cluster with the largest average likeness; among equals the preferred, then the first.
    fn nearest(&self, from: usize, preferred: Option<usize>) -> Option<usize> {
        let sum = |to: usize| self.sums[from * self.count + to];
        let size = |to: usize| i64::try_from(self.leaves[to].len()).unwrap_or(1);
        let mut best = preferred;
        for &to in self.live.iter().filter(|&&to| to != from) {
            if best.is_none_or(|best| sum(to) * size(best) > sum(best) * size(to)) {
                best = Some(to);
            }
        }
        best
    }

    fn merge(&mut self, likeness: &Likeness, into: usize, gone: usize) {
        for &other in self.live.iter().filter(|&&other| other != into && other != gone) {
            let added = self.sums[gone * self.count + other];
            self.sums[into * self.count + other] += added;
            self.sums[other * self.count + into] += added;
        }
        self.live.retain(|&cluster| cluster != gone);
        let (a, b) =
            (std::mem::take(&mut self.leaves[into]), std::mem::take(&mut self.leaves[gone]));
        self.leaves[into] = likeness.joined(a, b);
    }
}
