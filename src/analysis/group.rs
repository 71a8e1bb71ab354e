//! What any number of partners share: theme by theme, who holds it, who is against, what all hold.

use super::profile::{Profiles, at};
use super::share::{self, Share};
use crate::model::{Direction, order_by_key};

/// What a group of partners shares. Partners whose success is unknown are counted but have no part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// How many of them are known.
    pub known: usize,
    /// How many they are.
    pub of: usize,
    /// The sum of what all hold, from 0 to 1; `None` when nobody is known.
    ///
    /// Of two partners it is their common ground: the same measure, taken over any number.
    pub common: Option<Share>,
    /// What at least one holds: the broadest first, then in theme order, more before less.
    pub themes: Vec<GroupTheme>,
}

/// A theme in one direction, as a group sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupTheme {
    /// Position of the theme in the map.
    pub theme: usize,
    /// The direction.
    pub wants: Direction,
    /// The share that all hold: the least of their shares.
    pub all: Share,
    /// The share of known members that hold it: a count of the known.
    pub breadth: Share,
    /// The share of known members that want the opposite.
    pub against: Share,
    /// Whether somebody holds it by a criterion that isn't private; else its theme must not be
    /// named without a pass.
    pub is_open: bool,
}

/// What is counted for one theme in one direction.
#[derive(Clone, Copy)]
struct Count {
    holders: u64,
    least: Share,
    is_open: bool,
}

impl Profiles {
    /// What a set of partners shares; a partner named twice counts once.
    #[must_use]
    pub fn group(&self, members: &[usize]) -> Group {
        let mut members: Vec<usize> =
            members.iter().copied().filter(|&member| member < self.len()).collect();
        members.sort_unstable();
        members.dedup();
        let of = members.len();
        members.retain(|&member| self.is_known(member));
        let counts = self.count(&members);
        let known = members.len() as u64;
        let mut themes = Vec::new();
        for (theme, both) in counts.iter().enumerate() {
            for wants in Direction::BOTH {
                let (count, opposite) = (both[at(wants)], both[at(wants.opposite())]);
                if count.holders > 0 {
                    themes.push(GroupTheme {
                        theme,
                        wants,
                        all: if count.holders == known { count.least } else { Share::ZERO },
                        breadth: Share::new(count.holders, known),
                        against: Share::new(opposite.holders, known),
                        is_open: count.is_open,
                    });
                }
            }
        }
        let common = (known > 0).then(|| share::sum(themes.iter().map(|theme| theme.all)));
        order_by_key(&mut themes, |theme| std::cmp::Reverse(theme.breadth)); // stable
        Group { known: members.len(), of, common, themes }
    }

    fn count(&self, members: &[usize]) -> Vec<[Count; 2]> {
        let none = Count { holders: 0, least: Share::new(1, 1), is_open: false };
        let mut counts = vec![[none; 2]; self.themes()];
        for held in members.iter().flat_map(|&member| self.held(member)) {
            if let Some(both) = counts.get_mut(held.theme) {
                let count = &mut both[at(held.wants)];
                count.holders += 1;
                count.least = count.least.min(held.share);
                count.is_open |= held.is_open;
            }
        }
        counts
    }
}
