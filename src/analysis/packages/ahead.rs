//! Looking ahead in a long search: the last levels are done at once.

use super::branch::{Branch, Quest};
use super::endings::Endings;
use super::rank::Aim;

/// After how many steps ends are gathered, and how many at most. In tests at once, so that small
/// problems are solved in this way too.
const LATE: [(u64, usize); 2] =
    if cfg!(test) { [(0, 30), (40, 1_000)] } else { [(30_000, 20_000), (300_000, 100_000)] };

/// What is known ahead.
pub(super) struct Ahead {
    /// From which level on the ends are known; none is so high at first.
    pub(super) level: usize,
    endings: Endings,
    /// The steps at the start of the search, and how many times ends have been gathered.
    start: u64,
    times: usize,
}

impl Default for Ahead {
    fn default() -> Self {
        Self { level: usize::MAX, endings: Endings::default(), start: 0, times: 0 }
    }
}

impl Ahead {
    pub(super) fn begin(&mut self, steps: u64) {
        self.start = steps;
    }

    pub(super) fn is_due(&self, steps: u64) -> bool {
        LATE.get(self.times).is_some_and(|late| steps - self.start > late.0)
    }

    /// How many ends are gathered now.
    fn next(&mut self) -> usize {
        self.times += 1;
        LATE[self.times - 1].1
    }
}

impl Branch<'_, '_, '_> {
    /// Gathers the ends of packages when a search turns out to be long; later, more of
    /// them.
    pub(super) fn look_ahead(&mut self) {
        let most = self.ahead.next();
        let Quest { space, ranking, origins, .. } = self.quest;
        // What these aims demand, they demand of each partner.
        let is_apart = !matches!(ranking.aim, Aim::Product | Aim::Sum);
        if !is_apart || self.pool.last().is_none() {
            return;
        }
        let (n, m) = (space.n, self.order.len());
        let is_free = |cell: usize| {
            let mut choices = space.choices_of(cell);
            !space.cells[cell].is_bound && choices.all(|choice| space.breaks[choice].is_empty())
        };
        let (mut level, mut count) = (m, 1);
        while level > 0 && is_free(self.order[level - 1]) {
            count *= space.cells[self.order[level - 1]].picks.len();
            if count > most {
                break;
            }
            level -= 1;
        }
        let head = |at: usize| self.tops[at] - self.tops[level * n + at] - origins[at];
        let least: Vec<i64> =
            (0..n).map(|at| self.demand.surplus[at].saturating_sub(head(at))).collect();
        let weights = self.whole_weights();
        let ends = Endings::new(space, (&self.order[level..], weights), &least, self.meter);
        if let Some(endings) = ends.filter(|_| level < m) {
            self.ahead.endings = endings;
            self.ahead.level = level;
        }
    }

    /// The weights at the top, as whole numbers whose products with all gains add up within the type.
    fn whole_weights(&self) -> Vec<i64> {
        const LARGEST: f64 = 1e18;
        let weights = &self.frames[0].weights;
        let weight = |at: usize| weights.total[at] * self.quest.ranking.scale(at);
        let each: Vec<f64> = (0..weights.total.len()).map(weight).collect();
        let most = each.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        let size = self.slope.size(weights).max(f64::MIN_POSITIVE);
        let factor = (1e6 / most).min(LARGEST / size);
        each.iter().map(|weight| whole(weight * factor)).collect()
    }

    /// Every end that is good enough after the choices made so far.
    pub(super) fn end(&mut self, level: usize) {
        let (n, whole) = (self.quest.space.n, self.order.len() * self.quest.space.n);
        let pairs = self.demand.surplus.iter().zip(&self.sums[level * n..]);
        let least: Vec<i64> = pairs.map(|(need, have)| need.saturating_sub(*have)).collect();
        let mut visits = 0;
        let found = self.ahead.endings.above(&least, &mut visits);
        self.meter.step(visits / 8 + found.len() as u64);
        for at in found {
            self.sums.copy_within(level * n..(level + 1) * n, whole);
            for choice in self.ahead.endings.choices(self.quest.space, at) {
                let gains = self.quest.space.gains_of(choice);
                self.sums[whole..].iter_mut().zip(gains).for_each(|(sum, gain)| *sum += gain);
                self.chosen[self.quest.space.cell_of[choice]] = choice;
            }
            self.finish();
        }
    }
}

/// The whole part of a number that is far from the ends of the type.
#[expect(clippy::cast_possible_truncation, reason = "the whole part is what is wanted")]
fn whole(value: f64) -> i64 {
    value as i64
}
