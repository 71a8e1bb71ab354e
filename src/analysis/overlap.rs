//! Common ground and tension of two partners: in one figure each, and theme by theme.

use super::Holder;
use super::profile::{Profiles, Span};
use super::share::Share;
use crate::model::Direction;

/// How much the success of two partners has in common, and how much of it pulls apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// `Σ min(s_a(t, d), s_b(t, d))` over themes t and directions d, from 0 to 1.
    ///
    /// Proportional similarity (Renkonen 1938; Schoener 1970), here of what success means; the
    /// weighted form of MACTOR's convergence (Godet 1991).
    pub common: Share,
    /// `Σ min(s_a(t, more), s_b(t, less)) + min(s_a(t, less), s_b(t, more))`, from 0 to 1.
    ///
    /// The weighted form of MACTOR's divergence (Godet 1991).
    pub tension: Share,
}

/// One theme on which two partners meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Position of the theme in the map.
    pub theme: usize,
    /// Whether they agree on it or clash over it.
    pub kind: PartKind,
    /// Its part of the common ground or of the tension; above 0.
    pub share: Share,
    /// Whether both hold it by a criterion that isn't private; else its theme must not be named
    /// without a pass.
    pub is_open: bool,
}

/// Whether two partners agree on a theme or clash over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// Both want it to go this way.
    Common {
        /// The way.
        wants: Direction,
    },
    /// The one wants it this way, the other the opposite.
    Tension {
        /// What the first of the pair wants.
        a_wants: Direction,
    },
}

impl Profiles {
    /// Common ground and tension of two partners; `None` when the success of one is unknown.
    ///
    /// Symmetric; of a partner with itself, the common ground is the [`linked`](Self::linked) share.
    #[must_use]
    pub fn overlap(&self, a: usize, b: usize) -> Option<Overlap> {
        let (mine, theirs) = (u64::from(self.weight(a)), u64::from(self.weight(b)));
        let (mut common, mut tension) = (0, 0);
        self.meet(a, b, |x, y| {
            let (both, apart) = meeting(x.weights, y.weights, mine, theirs);
            common += both;
            tension += apart;
        });
        overlap(common, tension, mine * theirs)
    }

    /// Common ground and tension of one partner with every partner, itself included, in file order,
    /// by the [`holders`](Self::holders) of each theme.
    ///
    /// Shape: O(partners + holders of the partner's themes): with whom it shares no theme it has
    /// neither.
    pub(super) fn overlap_with_all(
        &self,
        a: usize,
        holders: &[Vec<Holder>],
    ) -> impl Iterator<Item = Option<Overlap>> {
        let mine = u64::from(self.weight(a));
        let mut sums = vec![(0, 0); self.len()];
        for span in self.spans(a) {
            for holder in holders.get(span.theme as usize).into_iter().flatten() {
                let Some((common, tension)) = sums.get_mut(holder.partner) else { continue };
                let (theirs, whole) = (holder.share.part() * mine, holder.share.whole());
                let least = |wants| theirs.min(u64::from(span.weight(wants)) * whole);
                *common += least(holder.wants);
                *tension += least(holder.wants.opposite());
            }
        }
        let wholes = self.weights().map(move |theirs| mine * u64::from(theirs));
        sums.into_iter()
            .zip(wholes)
            .map(|((common, tension), whole)| overlap(common, tension, whole))
    }

    /// The themes on which two partners meet, in theme order, what is common before what is not.
    #[must_use]
    pub fn parts(&self, a: usize, b: usize) -> Vec<Part> {
        let (mine, theirs) = (u64::from(self.weight(a)), u64::from(self.weight(b)));
        let mut parts = Vec::new();
        self.meet(a, b, |x, y| {
            let mut add = |kind, wants: Direction, against: Direction| {
                let least =
                    (u64::from(x.weight(wants)) * theirs).min(u64::from(y.weight(against)) * mine);
                if least > 0 {
                    let is_open = x.is_open(wants) && y.is_open(against);
                    let share = Share::new(least, mine * theirs);
                    parts.push(Part { theme: x.theme as usize, kind, share, is_open });
                }
            };
            for wants in Direction::BOTH {
                add(PartKind::Common { wants }, wants, wants);
            }
            for wants in Direction::BOTH {
                add(PartKind::Tension { a_wants: wants }, wants, wants.opposite());
            }
        });
        parts
    }

    /// Goes through the themes that both hold.
    fn meet(&self, a: usize, b: usize, mut each: impl FnMut(&Span, &Span)) {
        let (mut mine, mut theirs) = (self.spans(a).iter(), self.spans(b).iter());
        let (mut x, mut y) = (mine.next(), theirs.next());
        while let (Some(left), Some(right)) = (x, y) {
            if left.theme == right.theme {
                each(left, right);
            }
            if left.theme <= right.theme {
                x = mine.next();
            }
            if right.theme <= left.theme {
                y = theirs.next();
            }
        }
    }
}

/// What is common and what pulls apart on one theme, in units of one over the product of both sums.
fn meeting(mine: [u32; 2], theirs: [u32; 2], my_sum: u64, their_sum: u64) -> (u64, u64) {
    let [more, less] = mine.map(|weight| u64::from(weight) * their_sum);
    let [their_more, their_less] = theirs.map(|weight| u64::from(weight) * my_sum);
    let common = more.min(their_more) + less.min(their_less);
    (common, more.min(their_less) + less.min(their_more))
}

fn overlap(common: u64, tension: u64, whole: u64) -> Option<Overlap> {
    (whole > 0)
        .then(|| Overlap { common: Share::new(common, whole), tension: Share::new(tension, whole) })
}
