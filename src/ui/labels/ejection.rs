//! Improves a first layout: a label takes a place that a few others block, and they move.

use std::sync::Arc;

use super::placer::{Placer, Seat};
use super::spot::Spot;
use super::text::UNNAMED;

/// Rounds over all labels.
const SWEEPS: usize = 2;
/// Places tried in all, so that the time is bounded without a clock.
const TRIES: usize = 20_000;
/// A label that costs no more than this is not improved: in full, near and clear.
const GOOD: i32 = 10;
/// A place that more labels block is not tried.
pub(super) const MOST_BLOCKERS: usize = 2;

/// The labels in the way of a place.
#[derive(Clone, Debug, Default)]
pub(super) struct Blockers {
    marks: Vec<usize>,
}

impl Blockers {
    /// The marks whose labels or leaders are in the way, at most `most`; none if a marker, a
    /// reserved text or the border is.
    pub(super) fn of(placer: &Placer, mark: usize, spot: &Spot, most: usize) -> Option<Vec<usize>> {
        let Seat { cell, group, .. } = placer.seats[mark];
        let (row, first, last) = spot.text(cell);
        if !placer.canvas.could_take_text(row, first, last) {
            return None;
        }
        let mut blockers = Self::default();
        for column in first - 1..=last + 1 {
            if !blockers.add(placer, (column, row), None, most) {
                return None;
            }
        }
        let free = spot.all_joints(cell, |joint| {
            placer.canvas.owner(joint.column, joint.row).is_some()
                && (-1..=1).all(|aside| {
                    let at = (joint.column + aside, joint.row);
                    // The leader may lie beside its own marker, not on it.
                    (aside != 0 && at == cell) || blockers.add(placer, at, Some(group), most)
                })
        });
        free.then_some(blockers.marks)
    }

    /// Adds whoever holds the cell; false if it can't be had. A leader of `group` is no obstacle.
    fn add(&mut self, placer: &Placer, at: (i32, i32), group: Option<u32>, most: usize) -> bool {
        use super::canvas::Owner;
        match placer.canvas.owner(at.0, at.1) {
            None | Some(Owner::Free) => true,
            Some(Owner::Reserved | Owner::Marker(_)) => false,
            Some(Owner::Label(mark)) => self.insert(mark as usize, most),
            Some(Owner::Leader(other)) if Some(other) == group => true,
            Some(Owner::Leader(other)) => {
                let members = &placer.groups[other as usize].members;
                members.iter().all(|mark| {
                    let Some(spot) = placer.spot(*mark) else { return true };
                    let misses = spot.all_joints(placer.seats[*mark].cell, |joint| {
                        (joint.column, joint.row) != at
                    });
                    misses || self.insert(*mark, most)
                })
            }
        }
    }

    fn insert(&mut self, mark: usize, most: usize) -> bool {
        if !self.marks.contains(&mark) {
            self.marks.push(mark);
        }
        self.marks.len() <= most
    }
}

/// Lets labels that are not in full, or far off, or easily mistaken, look for better places that
/// others block.
pub(super) fn improve(placer: &mut Placer) {
    let mut tries = TRIES;
    placer.upgrade_all();
    for _ in 0..SWEEPS {
        let mut changed = false;
        for &mark in &*Arc::clone(&placer.order) {
            if placer.cost(mark) > GOOD {
                changed |= improve_one(placer, mark, &mut tries);
            }
            if tries == 0 {
                return;
            }
        }
        placer.upgrade_all();
        if !changed {
            return;
        }
    }
}

/// Tries the mark's places, the cheapest first, until one lowers the cost of all that are touched.
fn improve_one(placer: &mut Placer, mark: usize, tries: &mut usize) -> bool {
    let old = placer.lift(mark);
    let now = old.map_or(UNNAMED, |spot| spot.cost);
    let texts = Arc::clone(&placer.texts);
    for (form, text) in texts.numbered(mark) {
        for index in 0..placer.places(mark).len() {
            let place = placer.places(mark)[index];
            if text.cost + place.cost >= now || *tries == 0 {
                break;
            }
            *tries -= 1;
            let mut spot = place.spot(form, text.cells, text.cost);
            let Some(blockers) = Blockers::of(placer, mark, &spot, MOST_BLOCKERS) else { continue };
            spot.cost += placer.ambiguity(mark, &spot);
            let gain = (now - spot.cost) * placer.seats[mark].weight;
            if gain > 0 && displace(placer, mark, spot, &blockers, gain) {
                return true;
            }
        }
    }
    if let Some(spot) = old {
        placer.put(mark, spot);
    }
    false
}

/// Puts the label and re-places its blockers, if that costs them less than `gain`; otherwise leaves
/// everything as it was.
fn displace(placer: &mut Placer, mark: usize, spot: Spot, blockers: &[usize], gain: i32) -> bool {
    let old: Vec<Option<Spot>> = blockers.iter().map(|blocker| placer.lift(*blocker)).collect();
    placer.put(mark, spot);
    let mut left = gain;
    for (done, blocker) in blockers.iter().enumerate() {
        let was = old[done].map_or(UNNAMED, |spot| spot.cost);
        let weight = placer.seats[*blocker].weight;
        // The new cost must leave some of the gain: (new - was) * weight < left.
        let limit = (was + (left + weight - 1) / weight).min(UNNAMED);
        let new = placer.best(*blocker, 0, limit);
        if let Some(new) = new {
            placer.put(*blocker, new);
        }
        left -= (placer.cost(*blocker) - was) * weight;
        if left <= 0 {
            for blocker in &blockers[..=done] {
                placer.lift(*blocker);
            }
            placer.lift(mark);
            for (blocker, old) in blockers.iter().zip(old) {
                if let Some(old) = old {
                    placer.put(*blocker, old);
                }
            }
            return false;
        }
    }
    true
}
