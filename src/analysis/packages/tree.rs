//! Points in a tree that is asked whether one of them is at least as large in everything.

/// A k-d tree (Bentley 1975) with the upper corner of each part, so that whole parts are passed over.
pub(super) struct Tree {
    n: usize,
    /// The points, those of a leaf side by side.
    points: Vec<i64>,
    parts: Vec<Part>,
    /// The upper corner of each part.
    corners: Vec<i64>,
}

struct Part {
    /// Where its points begin and end.
    range: (usize, usize),
    /// Its second half; the first one follows it. None for a leaf.
    second: Option<usize>,
}

const LEAF: usize = 8;

impl Tree {
    pub(super) fn new(n: usize, points: &[i64]) -> Self {
        let mut order: Vec<usize> = (0..points.len() / n).collect();
        let mut tree = Self { n, points: Vec::new(), parts: Vec::new(), corners: Vec::new() };
        if !order.is_empty() {
            tree.split(points, &mut order, 0);
        }
        tree.points = order.iter().flat_map(|&at| &points[at * n..(at + 1) * n]).copied().collect();
        tree
    }

    /// Makes a part of the points in this order, which begin at `start` of all.
    fn split(&mut self, points: &[i64], order: &mut [usize], start: usize) -> usize {
        let n = self.n;
        let value = |point: usize, at: usize| points[point * n + at];
        let part = self.parts.len();
        self.parts.push(Part { range: (start, start + order.len()), second: None });
        let mut widest = (0, 0);
        for at in 0..n {
            let values = order.iter().map(|&point| value(point, at));
            let (least, most) = values.fold((i64::MAX, i64::MIN), |(a, b), v| (a.min(v), b.max(v)));
            self.corners.push(most);
            widest = widest.max((most.abs_diff(least), at));
        }
        if order.len() > LEAF {
            let middle = order.len() / 2;
            // The upper half first: it is likelier to hold what is looked for.
            order.select_nth_unstable_by(middle, |a, b| {
                value(*b, widest.1).cmp(&value(*a, widest.1)).then(a.cmp(b))
            });
            let (first, second) = order.split_at_mut(middle);
            self.split(points, first, start);
            let second = self.split(points, second, start + middle);
            self.parts[part].second = Some(second);
        }
        part
    }

    fn point(&self, at: usize) -> &[i64] {
        &self.points[at * self.n..(at + 1) * self.n]
    }

    /// A point that is at least the given one in everything. `hint` is where one was found last;
    /// `visits` counts the parts looked at.
    pub(super) fn above(
        &self,
        least: &[i64],
        hint: &mut usize,
        visits: &mut u64,
    ) -> Option<&[i64]> {
        let is_above = |point: &[i64]| point.iter().zip(least).all(|(have, need)| have >= need);
        if self.parts.is_empty() {
            return None;
        }
        if is_above(self.point(*hint)) {
            return Some(self.point(*hint));
        }
        let mut waiting = vec![0];
        while let Some(part) = waiting.pop() {
            *visits += 1;
            if !is_above(&self.corners[part * self.n..(part + 1) * self.n]) {
                continue;
            }
            let Part { range: (start, end), second } = self.parts[part];
            if let Some(second) = second {
                waiting.extend([second, part + 1]);
            } else if let Some(at) = (start..end).find(|&at| is_above(self.point(at))) {
                *hint = at;
                return Some(self.point(at));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::laws::Dice;
    use super::*;

    #[test]
    fn the_tree_finds_what_looking_at_every_point_finds() {
        for seed in 0..300 {
            let mut dice = Dice::new(seed);
            let n = 1 + dice.below(6);
            let mut throw = |count: usize| -> Vec<i64> {
                (0..count * n).map(|_| i64::try_from(dice.below(30)).unwrap()).collect()
            };
            let (points, asked) = (throw(150), throw(20));
            let tree = Tree::new(n, &points);
            let mut hint = 0;
            for least in asked.chunks(n) {
                let is_above = |point: &[i64]| point.iter().zip(least).all(|(a, b)| a >= b);
                let found = tree.above(least, &mut hint, &mut 0);
                assert_eq!(found.is_some(), points.chunks(n).any(is_above));
                assert!(found.is_none_or(is_above));
            }
        }
    }
}
