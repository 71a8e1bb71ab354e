//! Branch and bound: packages choice by choice, leaving what can't beat the best so far.

use super::ahead::Ahead;
use super::bound::{Slope, Weights};
use super::budget::Meter;
use super::pool::{Demand, Pool, demand};
use super::rank::{Found, MARGIN, Ranking};
use super::reduce::Space;

/// What is searched, and under which conditions.
pub(super) struct Quest<'q> {
    pub(super) space: &'q Space,
    pub(super) ranking: &'q Ranking,
    /// The sums of gains at surplus 0.
    pub(super) origins: &'q [i64],
    /// The least surplus of each partner; very low where no floor holds.
    pub(super) floors: Vec<i64>,
    /// The most surplus that each partner can have.
    pub(super) caps: Vec<i64>,
    /// Surpluses that are not wanted.
    pub(super) except: Option<Vec<i64>>,
    /// The most red lines that may be broken.
    pub(super) lines: usize,
}

/// Weights with what follows from them for the cells below a level.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    pub(super) weights: Weights,
    /// What each choice adds to X.
    pub(super) scores: Vec<f64>,
    /// The choices of each cell, the highest score first.
    sorted: Vec<usize>,
    /// From each level on, the highest scores of the cells without rules.
    rest: Vec<f64>,
    margin: f64,
    threshold: f64,
    /// For which state of the pool the threshold is.
    version: u64,
}

/// A search under way.
pub(super) struct Branch<'q, 'm, 'w> {
    pub(super) quest: &'q Quest<'q>,
    pub(super) slope: Slope,
    pub(super) meter: &'m mut Meter<'w>,
    pub(super) pool: Pool,
    pub(super) demand: Demand,
    version: u64,
    /// How many partners the bounds leave out, being at their cap anyway.
    pub(super) peeled: usize,
    /// The cells in the order of branching.
    pub(super) order: Vec<usize>,
    /// The sums of surpluses at each level.
    pub(super) sums: Vec<i64>,
    /// From each level on, the most that each partner can still get.
    pub(super) tops: Vec<i64>,
    /// How many of the chosen forbid each choice.
    pub(super) blocked: Vec<u32>,
    pub(super) chosen: Vec<usize>,
    /// How many of the chosen break each red line, and how many lines are broken.
    broken: (Vec<u32>, usize),
    pub(super) frames: Vec<Frame>,
    pub(super) ahead: Ahead,
}

/// Levels between two adjustments of the weights, and cells below which there is none.
const BETWEEN_TUNINGS: usize = 3;
const LEAST_TUNED: usize = 4;
/// Subgradient steps of an adjustment.
const TUNING: usize = 8;
/// How far they go beyond what would just do, if the bound were a plane, so that it gets below.
const BEYOND: f64 = 1.3;
impl<'q, 'm, 'w> Branch<'q, 'm, 'w> {
    pub(super) fn new(
        quest: &'q Quest<'q>,
        slope: Slope,
        meter: &'m mut Meter<'w>,
        pool: Pool,
    ) -> Self {
        let space = quest.space;
        let (n, m) = (space.n, space.cells.len());
        let demand = demand((quest.ranking, &pool), &quest.floors, &quest.caps, 0);
        let mut sums = vec![0; (m + 1) * n];
        sums.iter_mut().zip(quest.origins).for_each(|(sum, origin)| *sum = -origin);
        Self {
            quest,
            slope,
            meter,
            pool,
            demand,
            version: 1,
            peeled: 0,
            order: (0..m).collect(),
            sums,
            tops: vec![0; (m + 1) * n],
            blocked: vec![0; space.cell_of.len()],
            chosen: vec![0; m],
            broken: forced_lines(space),
            frames: vec![Frame::default(); m / BETWEEN_TUNINGS + 2],
            ahead: Ahead::default(),
        }
    }

    /// Searches from weights that are good at the top; true when everything was looked at.
    pub(super) fn run(&mut self, weights: &Weights) -> bool {
        self.sort_cells(weights);
        let mut frame = std::mem::take(&mut self.frames[0]);
        self.fill(&mut frame, weights, 0);
        let base = self.slope.base(weights, self.slope.origin());
        self.frames[0] = frame;
        self.ahead.begin(self.meter.total());
        self.descend(0, base, 0);
        self.meter.may_go_on()
    }

    /// Takes a package into the pool if it is wanted and good enough.
    pub(super) fn offer(&mut self, found: Found) {
        let Quest { ranking, floors, caps, except, .. } = self.quest;
        if except.as_ref() != Some(&found.surplus) && self.pool.offer(ranking, found) {
            self.demand = demand((ranking, &self.pool), floors, caps, self.peeled);
            self.version += 1;
        }
    }

    /// Cells with rules first, and of each kind first those where the choice weighs most.
    fn sort_cells(&mut self, weights: &Weights) {
        let (space, n) = (self.quest.space, self.quest.space.n);
        let spread = |cell: usize| {
            let scores =
                space.choices_of(cell).map(|choice| self.slope.score(&weights.total, choice));
            let (mut best, mut next) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
            for score in scores {
                next = next.max(score.min(best));
                best = best.max(score);
            }
            if next > f64::NEG_INFINITY { best - next } else { f64::INFINITY }
        };
        let mut order: Vec<(bool, f64, usize)> = (0..space.cells.len())
            .map(|cell| (!space.cells[cell].is_bound, spread(cell), cell))
            .collect();
        order.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        self.order = order.into_iter().map(|(_, _, cell)| cell).collect();
        for level in (0..self.order.len()).rev() {
            let most = space.extreme(self.order[level], i64::max);
            for (at, most) in most.into_iter().enumerate() {
                self.tops[level * n + at] = self.tops[(level + 1) * n + at] + most;
            }
        }
    }

    /// Works out a frame for the cells from a level on.
    fn fill(&mut self, frame: &mut Frame, weights: &Weights, level: usize) {
        let space = self.quest.space;
        frame.weights.clone_from(weights);
        frame.scores.resize(space.cell_of.len(), 0.0);
        frame.sorted.resize(space.cell_of.len(), 0);
        frame.rest.resize(self.order.len() + 1, 0.0);
        frame.rest[self.order.len()] = 0.0;
        for at in (level..self.order.len()).rev() {
            let range = space.choices_of(self.order[at]);
            for choice in range.clone() {
                frame.scores[choice] = self.slope.score(&weights.total, choice);
                frame.sorted[choice] = choice;
            }
            let scores = &frame.scores;
            let best_first =
                |a: &usize, b: &usize| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b));
            frame.sorted[range.clone()].sort_unstable_by(best_first);
            let is_free = !space.cells[self.order[at]].is_bound;
            let top = if is_free { frame.scores[frame.sorted[range.start]] } else { 0.0 };
            frame.rest[at] = frame.rest[at + 1] + top;
        }
        frame.margin = self.slope.margin(weights);
        frame.threshold = self.slope.threshold(weights, self.demand.value);
        frame.version = self.version;
    }

    /// The highest scores that the cells with rules can still add, from a level on; `None` when one
    /// has no choice left.
    fn bound_rest(&self, frame: usize, level: usize) -> Option<f64> {
        let (space, frame) = (self.quest.space, &self.frames[frame]);
        let mut sum = 0.0;
        for &cell in self.order[level..].iter().take_while(|cell| space.cells[**cell].is_bound) {
            let mut sorted = frame.sorted[space.choices_of(cell)].iter();
            sum += frame.scores[*sorted.find(|choice| self.blocked[**choice] == 0)?];
        }
        Some(sum)
    }

    /// The least X that is still of use.
    fn threshold(&mut self, frame: usize) -> f64 {
        if self.frames[frame].version != self.version {
            let threshold = self.slope.threshold(&self.frames[frame].weights, self.demand.value);
            self.frames[frame].threshold = threshold;
            self.frames[frame].version = self.version;
        }
        self.frames[frame].threshold - self.frames[frame].margin
    }

    /// Everything below the choices made so far, whose part of X is given.
    fn descend(&mut self, level: usize, x: f64, frame: usize) {
        if !self.meter.step(1) {
            return;
        }
        if level == self.order.len() {
            self.finish();
            return;
        }
        if self.ahead.is_due(self.meter.total()) {
            self.look_ahead();
        }
        if level == self.ahead.level {
            self.end(level);
            return;
        }
        let is_tuned = level > 0 && level.is_multiple_of(BETWEEN_TUNINGS);
        let (x, frame) = if is_tuned && self.order.len() - level >= LEAST_TUNED {
            let Some(x) = self.tune(level, frame) else { return };
            (x, frame + 1)
        } else {
            (x, frame)
        };
        let range = self.quest.space.choices_of(self.order[level]);
        let is_bound = self.quest.space.cells[self.order[level]].is_bound;
        for at in range {
            let choice = self.frames[frame].sorted[at];
            if self.blocked[choice] > 0 {
                continue;
            }
            let x = x + self.frames[frame].scores[choice];
            let free = self.frames[frame].rest[level + 1];
            let threshold = self.threshold(frame);
            let Some(rest) = self.bound_rest(frame, level + 1) else { return };
            if x + free + rest < threshold {
                break;
            }
            if !self.place(level, choice) {
                continue;
            }
            let rest = if is_bound { self.bound_rest(frame, level + 1) } else { Some(rest) };
            if rest.is_some_and(|rest| x + free + rest >= threshold) {
                self.descend(level + 1, x, frame);
            }
            self.take_back(level, choice);
            if !self.meter.may_go_on() {
                return;
            }
        }
    }

    /// Makes a choice; false, and nothing done, when somebody can't reach what is demanded, or too
    /// many red lines break.
    fn place(&mut self, level: usize, choice: usize) -> bool {
        let (space, n) = (self.quest.space, self.quest.space.n);
        let (done, next) = self.sums.split_at_mut((level + 1) * n);
        let tops = &self.tops[(level + 1) * n..(level + 2) * n];
        let mut is_enough = true;
        for (at, gain) in space.gains_of(choice).iter().enumerate() {
            next[at] = done[level * n + at] + gain;
            is_enough &= next[at] + tops[at] >= self.demand.surplus[at];
        }
        if !is_enough {
            return false;
        }
        let (counts, broken) = &mut self.broken;
        for &line in &space.breaks[choice] {
            counts[line] += 1;
            *broken += usize::from(counts[line] == 1);
        }
        for &other in &space.forbids[choice] {
            self.blocked[other] += 1;
        }
        self.chosen[self.order[level]] = choice;
        if self.broken.1 > self.quest.lines {
            self.take_back(level, choice);
            return false;
        }
        true
    }

    fn take_back(&mut self, level: usize, choice: usize) {
        debug_assert_eq!(self.chosen[self.order[level]], choice, "choices are taken back in order");
        let space = self.quest.space;
        let (counts, broken) = &mut self.broken;
        for &line in &space.breaks[choice] {
            counts[line] -= 1;
            *broken -= usize::from(counts[line] == 0);
        }
        for &other in &space.forbids[choice] {
            self.blocked[other] -= 1;
        }
    }

    /// A whole package.
    pub(super) fn finish(&mut self) {
        let (space, n) = (self.quest.space, self.quest.space.n);
        let surplus = &self.sums[self.order.len() * n..];
        if surplus.iter().zip(&self.demand.surplus).any(|(have, need)| have < need) {
            return;
        }
        let value = self.quest.ranking.value(surplus);
        if self.pool.last().is_some() && self.peeled == 0 {
            let margin = MARGIN * (1.0 + value.abs());
            if value < self.demand.value - margin {
                return;
            }
        }
        let picks = self.chosen.iter().map(|&choice| space.pick(choice)).collect();
        let surplus = surplus.to_vec();
        self.offer(Found { surplus, picks });
    }

    /// Betters the weights for the cells from a level on; the part of X of what is chosen, or `None`
    /// when nothing below is of use.
    fn tune(&mut self, level: usize, frame: usize) -> Option<f64> {
        let choices = self.quest.space.cell_of.len() / self.order.len();
        self.meter.step(((self.order.len() - level) * choices / 10 + 4) as u64);
        let mut before = self.slope.origin().to_vec();
        for &cell in &self.order[..level] {
            let gains = self.slope.scaled(self.chosen[cell]);
            before.iter_mut().zip(gains).for_each(|(sum, gain)| *sum += gain);
        }
        let mut weights = self.frames[frame].weights.clone();
        let mut best = (f64::INFINITY, weights.clone());
        let mut surplus = before.clone();
        for _ in 0..TUNING {
            let x = self.relaxed((level, &before), &weights, &mut surplus)?;
            let threshold = self.slope.threshold(&weights, self.demand.value);
            if x < threshold - self.slope.margin(&weights) {
                return None;
            }
            let value = self.slope.value(&weights, x);
            if value < best.0 {
                best.0 = value;
                best.1.clone_from(&weights);
            }
            self.slope.step(&mut weights, x, &surplus, (self.demand.value, BEYOND));
        }
        let mut next = std::mem::take(&mut self.frames[frame + 1]);
        self.fill(&mut next, &best.1, level);
        self.frames[frame + 1] = next;
        Some(self.slope.base(&best.1, &before))
    }

    /// X for the cells from a level on, given the scaled surpluses before them, and the surpluses
    /// where it is reached; `None` when a cell has no choice left.
    pub(super) fn relaxed(
        &self,
        (level, before): (usize, &[f64]),
        weights: &Weights,
        surplus: &mut [f64],
    ) -> Option<f64> {
        let space = self.quest.space;
        surplus.copy_from_slice(before);
        let mut x = self.slope.base(weights, before);
        for &cell in &self.order[level..] {
            let open = space.choices_of(cell).filter(|choice| self.blocked[*choice] == 0);
            let scored = open.map(|choice| (self.slope.score(&weights.total, choice), choice));
            let (score, choice) = scored.reduce(|a, b| if b.0 > a.0 { b } else { a })?;
            x += score;
            let gains = self.slope.scaled(choice);
            surplus.iter_mut().zip(gains).for_each(|(sum, gain)| *sum += gain);
        }
        Some(x)
    }
}

/// The red lines that are broken whatever is chosen, counted once, so that too many show early.
fn forced_lines(space: &Space) -> (Vec<u32>, usize) {
    let mut counts = vec![0; space.lines];
    let forced = space.forced();
    for &line in &forced {
        counts[line] = 1;
    }
    (counts, forced.len())
}
