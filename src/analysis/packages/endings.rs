//! All ends of packages at once, the choices on the last cells, in a tree that tells which of them
//! are good enough: far more is ruled out so than by looking at one cell after the other.

use super::budget::Meter;
use super::reduce::Space;

/// A k-d tree (Bentley 1975) of ends, with the upper corner of each part, so that whole parts are
/// passed over.
///
/// A point is a weighed sum of gains, then the gains. No end that reaches the gains falls short of
/// the weighed sum, but most corners do.
#[derive(Default)]
pub(super) struct Endings {
    cells: Vec<usize>,
    /// What one of each partner's numbers weighs.
    weights: Vec<i64>,
    /// The points, those of a leaf side by side.
    points: Vec<i64>,
    /// For each point the positions of its choices in the cells, as one number.
    numbers: Vec<u32>,
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

impl Endings {
    /// All choices on the cells that give at least the gains; `None` when the meter ends it.
    pub(super) fn new(
        space: &Space,
        (cells, weights): (&[usize], Vec<i64>),
        least: &[i64],
        meter: &mut Meter<'_>,
    ) -> Option<Self> {
        let mut endings = Self { cells: cells.to_vec(), weights, ..Self::default() };
        let (points, numbers) = endings.gather(space, &endings.point(least), meter)?;
        let mut order: Vec<usize> = (0..numbers.len()).collect();
        endings.split(&points, &mut order, 0, meter);
        let width = least.len() + 1;
        let point = |at: &usize| &points[at * width..(at + 1) * width];
        endings.points = order.iter().flat_map(point).copied().collect();
        endings.numbers = order.iter().map(|&at| numbers[at]).collect();
        meter.may_go_on().then_some(endings)
    }

    /// Gains with their weighed sum, which is cut off at the ends of the type.
    pub(super) fn point(&self, gains: &[i64]) -> Vec<i64> {
        let each = gains.iter().zip(&self.weights);
        let sum: i128 = each.map(|(&gain, &weight)| i128::from(gain) * i128::from(weight)).sum();
        let sum = sum.clamp(i64::MIN.into(), i64::MAX.into());
        let mut point = vec![i64::try_from(sum).unwrap_or(0)];
        point.extend(gains);
        point
    }

    /// Cell by cell, without what can't reach the least point any more.
    fn gather(
        &self,
        space: &Space,
        least: &[i64],
        meter: &mut Meter<'_>,
    ) -> Option<(Vec<i64>, Vec<u32>)> {
        let rows: Vec<Vec<Vec<i64>>> = self
            .cells
            .iter()
            .map(|&cell| {
                space.choices_of(cell).map(|choice| self.point(space.gains_of(choice))).collect()
            })
            .collect();
        let mut needs = vec![least.to_vec()];
        for row in rows.iter().rev() {
            let need = needs.last()?.iter().enumerate();
            let top = |at: usize| row.iter().map(|point| point[at]).max().unwrap_or(0);
            needs.push(need.map(|(at, need)| need.saturating_sub(top(at))).collect());
        }
        needs.reverse();
        let width = least.len();
        let (mut points, mut numbers) = (vec![0; width], vec![0_u32]);
        for (row, need) in rows.iter().zip(&needs[1..]) {
            let (before, before_numbers) = (points, numbers);
            (points, numbers) = (Vec::new(), Vec::new());
            for (sums, number) in before.chunks(width).zip(before_numbers) {
                for (pick, gains) in (0_u32..).zip(row) {
                    if sums.iter().zip(gains).zip(need).all(|((a, b), need)| a + b >= *need) {
                        points.extend(sums.iter().zip(gains).map(|(a, b)| a + b));
                        let number = number.checked_mul(u32::try_from(row.len()).ok()?)?;
                        numbers.push(number.checked_add(pick)?);
                    }
                }
                if !meter.step(row.len() as u64 / 4 + 1) {
                    return None;
                }
            }
        }
        Some((points, numbers))
    }

    /// Makes a part of the points in this order, which begin at `start` of all.
    fn split(
        &mut self,
        points: &[i64],
        order: &mut [usize],
        start: usize,
        meter: &mut Meter<'_>,
    ) -> usize {
        let width = self.weights.len() + 1;
        let value = |point: usize, at: usize| points[point * width + at];
        let part = self.parts.len();
        self.parts.push(Part { range: (start, start + order.len()), second: None });
        let mut widest = (0, 0);
        for at in 0..width {
            let values = order.iter().map(|&point| value(point, at));
            let (least, most) = values.fold((i64::MAX, i64::MIN), |(a, b), v| (a.min(v), b.max(v)));
            self.corners.push(most);
            if at > 0 {
                widest = widest.max((most.abs_diff(least), at));
            }
        }
        if order.len() > LEAF && meter.step(order.len() as u64 / 8) {
            let middle = order.len() / 2;
            order.select_nth_unstable_by(middle, |a, b| {
                value(*b, widest.1).cmp(&value(*a, widest.1)).then(a.cmp(b))
            });
            let (first, second) = order.split_at_mut(middle);
            self.split(points, first, start, meter);
            let second = self.split(points, second, start + middle, meter);
            self.parts[part].second = Some(second);
        }
        part
    }

    /// The ends that give at least these gains; `visits` counts the parts looked at.
    pub(super) fn above(&self, least: &[i64], visits: &mut u64) -> Vec<usize> {
        let (least, width) = (self.point(least), self.weights.len() + 1);
        let is_above = |point: &[i64]| point.iter().zip(&least).all(|(have, need)| have >= need);
        let mut waiting = vec![0];
        let mut found = Vec::new();
        while let Some(part) = waiting.pop() {
            *visits += 1;
            if !is_above(&self.corners[part * width..(part + 1) * width]) {
                continue;
            }
            let Part { range: (start, end), second } = self.parts[part];
            if let Some(second) = second {
                waiting.extend([second, part + 1]);
            } else {
                found.extend(
                    (start..end).filter(|&at| is_above(&self.points[at * width..(at + 1) * width])),
                );
            }
        }
        found
    }

    /// The choices of an end, one for each cell.
    pub(super) fn choices(&self, space: &Space, at: usize) -> Vec<usize> {
        let mut number = self.numbers[at] as usize;
        let mut choices: Vec<usize> = Vec::with_capacity(self.cells.len());
        for &cell in self.cells.iter().rev() {
            let range = space.choices_of(cell);
            choices.push(range.start + number % range.len());
            number /= range.len();
        }
        choices.reverse();
        choices
    }
}
