//! Points asked one by one, in falling order, whether an earlier one is at least as large in
//! everything.

/// A tree that grows with its points (in the manner of Jaszkiewicz and Lust's ND-tree, 2018).
///
/// Points come in falling order of their first value, so only the others are compared. Those are
/// rounded down into the lanes of one word, where all of them are compared at once; only what can't be
/// told apart there is compared exactly.
pub(super) struct Tree {
    n: usize,
    /// The least value of each lane, and by how many bits its values are shifted down.
    lanes: Vec<(i64, u32)>,
    /// Bits of a lane, without its guard: the one above it, which is set in the words that are kept
    /// and which a larger value borrows when it is taken off.
    bits: u32,
    /// All guards.
    guard: u64,
    root: Link,
    forks: Vec<Fork>,
    leaves: Vec<Leaf>,
    /// What is still to be looked at.
    waiting: Vec<Link>,
}

/// Where the points of a part of the tree are: the number of a leaf, or beyond all of them that of a
/// fork.
type Link = u32;

const FORKS: Link = 1 << 31;

/// A part of the tree in two halves.
struct Fork {
    /// The most in each lane of either half.
    corners: [u64; 2],
    halves: [Link; 2],
    /// The second half has at least this in this lane.
    lane: u32,
    least: u64,
}

/// Some points: words, and numbers among those kept.
#[derive(Default)]
struct Leaf {
    words: Vec<u64>,
    numbers: Vec<u32>,
}

impl Leaf {
    fn retain(&mut self, keep: impl Fn(u64, u32) -> bool) {
        for at in (0..self.words.len()).rev() {
            if !keep(self.words[at], self.numbers[at]) {
                self.words.swap_remove(at);
                self.numbers.swap_remove(at);
            }
        }
    }
}

/// How many points a leaf takes before it is halved, if its points can be told apart.
const MOST: usize = 64;

/// Lanes at most: of so many partners only the first ones are looked at before comparing exactly.
const MOST_LANES: usize = 15;

impl Tree {
    /// For points whose values lie in these ranges.
    pub(super) fn new(ranges: &[(i64, i64)]) -> Self {
        let n = ranges.len();
        let count = n.saturating_sub(1).clamp(1, MOST_LANES);
        // The highest bit stays free.
        let bits = (u64::BITS - 1) / u32::try_from(count).unwrap_or(1) - 1;
        let lane = |&(least, most): &(i64, i64)| {
            let used = u64::BITS - most.abs_diff(least).leading_zeros();
            (least, used.saturating_sub(bits))
        };
        let lanes: Vec<(i64, u32)> = ranges.iter().skip(1).take(count).map(lane).collect();
        let guard = (0..lanes.len()).fold(0, |guard, _| guard << (bits + 1) | 1 << bits);
        let leaves = vec![Leaf::default()];
        Self { n, lanes, bits, guard, root: 0, forks: Vec::new(), leaves, waiting: Vec::new() }
    }

    /// The rounded values of a point, all but the first.
    fn word(&self, point: &[i64]) -> u64 {
        let lanes = self.lanes.iter().zip(&point[1..]);
        lanes.fold(0, |word, (&(least, shift), value)| {
            word << (self.bits + 1) | value.abs_diff(least) >> shift
        })
    }

    /// Whether no point among those kept is at least as large in everything; then this one is kept,
    /// and the caller appends it to the values of those kept. `visits` counts what is looked at.
    pub(super) fn admits(&mut self, point: &[i64], kept: &[i64], visits: &mut u64) -> bool {
        let word = self.word(point);
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.clear();
        waiting.push(self.root);
        let has_above = self.has_above(word, (point, kept), &mut waiting, visits);
        self.waiting = waiting;
        if has_above {
            return false;
        }
        if let Ok(number) = u32::try_from(kept.len() / self.n) {
            self.insert(word | self.guard, number, point, kept);
        }
        true
    }

    fn has_above(
        &self,
        word: u64,
        (point, kept): (&[i64], &[i64]),
        waiting: &mut Vec<Link>,
        visits: &mut u64,
    ) -> bool {
        let guard = self.guard;
        while let Some(link) = waiting.pop() {
            *visits += 1;
            if link >= FORKS {
                let fork = &self.forks[(link - FORKS) as usize];
                for (half, corner) in fork.halves.iter().zip(fork.corners) {
                    if is_above(corner, word, guard) {
                        waiting.push(*half);
                    }
                }
                continue;
            }
            // All words at once, without branches: 0 less 1 sets the highest bit, and nothing else does.
            let leaf = &self.leaves[link as usize];
            *visits += (leaf.words.len() / MOST) as u64;
            let less_one = |high: &u64| (!(high - word) & guard).wrapping_sub(1);
            let any = leaf.words.iter().fold(0, |any, high| any | less_one(high));
            if any >> (u64::BITS - 1) == 0 {
                continue;
            }
            let near = leaf.words.iter().zip(&leaf.numbers);
            let mut near = near.filter(|(high, _)| is_above(**high, word, guard));
            if near.any(|(_, number)| is_all_above(self.rest(kept, *number), &point[1..])) {
                return true;
            }
        }
        false
    }

    /// All values but the first of a point among those kept.
    fn rest<'k>(&self, kept: &'k [i64], number: u32) -> &'k [i64] {
        let at = number as usize * self.n;
        &kept[at + 1..at + self.n]
    }

    fn insert(&mut self, word: u64, number: u32, point: &[i64], kept: &[i64]) {
        let (mut link, mut from) = (self.root, None);
        while link >= FORKS {
            let at = (link - FORKS) as usize;
            let half = usize::from(self.value(word, self.forks[at].lane) >= self.forks[at].least);
            let corner = self.most(self.forks[at].corners[half], word);
            self.forks[at].corners[half] = corner;
            (link, from) = (self.forks[at].halves[half], Some((at, half)));
        }
        let leaf = link as usize;
        let mut points = std::mem::take(&mut self.leaves[leaf]);
        // What comes later has no larger first value: what these would rule out, this one does.
        points.retain(|other, number| {
            !is_above(word, other & !self.guard, self.guard)
                || !is_all_above(&point[1..], self.rest(kept, number))
        });
        points.words.push(word);
        points.numbers.push(number);
        let is_full = points.words.len().is_multiple_of(MOST);
        let fork = if is_full { self.halved(&mut points, leaf) } else { None };
        self.leaves[leaf] = points;
        if let Some(fork) = fork {
            let link = FORKS + u32::try_from(self.forks.len()).unwrap_or(0);
            self.forks.push(fork);
            match from {
                Some((at, half)) => self.forks[at].halves[half] = link,
                None => self.root = link,
            }
        }
    }

    /// The larger value of each lane.
    fn most(&self, a: u64, b: u64) -> u64 {
        let first = ((a | self.guard) - (b & !self.guard)) & self.guard;
        let mask = first - (first >> self.bits);
        self.guard | a & mask | b & !mask
    }

    fn value(&self, word: u64, lane: u32) -> u64 {
        word >> (lane * (self.bits + 1)) & ((1 << self.bits) - 1)
    }

    /// Halves a leaf at the middle of its widest lane; the second half becomes a leaf of its own.
    fn halved(&mut self, points: &mut Leaf, leaf: usize) -> Option<Fork> {
        let count = u32::try_from(self.lanes.len()).ok()?;
        let (lane, least) = (0..count)
            .filter_map(|lane| {
                let mut values: Vec<u64> =
                    points.words.iter().map(|word| self.value(*word, lane)).collect();
                values.sort_unstable();
                let (first, last) = (values.first()?, values.last()?);
                Some((last - first, lane, values[values.len() / 2].max(first + 1)))
            })
            .max()
            .filter(|(width, _, _)| *width > 0)
            .map(|(_, lane, least)| (lane, least))?;
        let mut halves = [Leaf::default(), Leaf::default()];
        let mut corners = [self.guard; 2];
        for (&word, &number) in points.words.iter().zip(&points.numbers) {
            let half = usize::from(self.value(word, lane) >= least);
            halves[half].words.push(word);
            halves[half].numbers.push(number);
            corners[half] = self.most(corners[half], word);
        }
        let [first, second] = halves;
        let links = [u32::try_from(leaf).ok()?, u32::try_from(self.leaves.len()).ok()?];
        *points = first;
        self.leaves.push(second);
        Some(Fork { corners, halves: links, lane, least })
    }
}

/// Whether each lane of the first, whose guards are set, is at least that of the second.
fn is_above(high: u64, low: u64, guard: u64) -> bool {
    !(high - low) & guard == 0
}

fn is_all_above(high: &[i64], low: &[i64]) -> bool {
    high.iter().zip(low).all(|(high, low)| high >= low)
}

#[cfg(test)]
mod tests {
    use super::super::laws::Dice;
    use super::*;

    #[test]
    fn the_tree_keeps_what_looking_at_every_point_keeps() {
        for seed in 0..300 {
            let mut dice = Dice::new(seed);
            let n = 1 + dice.below(7);
            let (reach, by) = ([3, 30, 5_000][dice.below(3)], [1, 1 << 40][dice.below(2)]);
            let count = 20 + dice.below(400);
            let mut throw = || -> i64 { (i64::try_from(dice.below(reach)).unwrap() - 9) * by };
            let mut points: Vec<Vec<i64>> =
                (0..count).map(|_| (0..n).map(|_| throw()).collect()).collect();
            points.sort_by(|a, b| b.cmp(a));
            let most = i64::try_from(reach).unwrap() * by;
            let mut tree = Tree::new(&vec![(-9 * by, most); n]);
            let mut kept: Vec<i64> = Vec::new();
            for (at, point) in points.iter().enumerate() {
                let is_kept = tree.admits(point, &kept, &mut 0);
                assert_eq!(is_kept, !points[..at].iter().any(|other| is_all_above(other, point)));
                if is_kept {
                    kept.extend(point);
                }
            }
        }
    }
}
