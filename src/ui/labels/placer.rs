//! The state of one layout while labels are put, lifted and compared.

use std::sync::Arc;

use super::canvas::{Canvas, Owner};
use super::group::{Group, claim};
use super::spot::{LEADER_ROWS, Link, Place, Spot};
use super::text::{Text, Texts, UNNAMED, reading};
use super::view::View;
use super::{Area, Mark, Plane};

/// Cost of another marker one blank beyond the end of a label: whose is the label?
const AT_END: i32 = 20;
/// Cost of another marker two blanks beyond the end of a label.
const NEAR_END: i32 = 5;
/// Cost of another marker beside a label's own, where no leader tells which one it names.
const SAME_SIDE: i32 = 16;
/// Cost of another marker on the other side of such a label.
const NEAR_TEXT: i32 = 6;

/// Cost of another label one blank beyond the end of a label.
const NEAR_LABEL: i32 = 4;
/// Cost of another's leader there: it seems to point at the label.
const NEAR_LEADER: i32 = 8;

/// What placing needs to know of a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seat {
    pub(super) cell: (i32, i32),
    pub(super) group: u32,
    pub(super) stacked: bool,
    /// How much its cost counts, 2 to 22.
    pub(super) weight: i32,
    /// Where its label stands among the spots. All who are not to be named share the last slot,
    /// which is the guest's.
    pub(super) slot: usize,
}

impl Seat {
    /// The seat of who wasn't there.
    pub(super) const NOWHERE: Self =
        Self { cell: (-1, -1), group: 0, stacked: false, weight: 2, slot: usize::MAX };
}

#[derive(Clone, Debug)]
pub(super) struct Placer {
    pub(super) texts: Arc<Texts>,
    pub(super) groups: Arc<[Group]>,
    pub(super) seats: Arc<[Seat]>,
    /// The marks that are to be named, in the order of their claims.
    pub(super) order: Arc<[usize]>,
    /// The same, ascending: the marks of the slots.
    named: Arc<[usize]>,
    /// Who is named although not to be named otherwise: the selected one, in full.
    guest: Option<(usize, Text)>,
    /// The labels by slot.
    pub(super) spots: Vec<Option<Spot>>,
    pub(super) canvas: Canvas,
    claims: Arc<[Claim]>,
    single: Arc<[Place]>,
    stacked: Arc<[Place]>,
    /// Grows with every label that is taken away.
    lifts: u32,
    /// The last of those lifts in each row, and the last before each slot's place was looked for.
    lifted: Vec<u32>,
    looked: Vec<Option<u32>>,
}

/// What the place of a mark's label depends on, besides its name and whether it is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Claim {
    cell: (u16, u16),
    matched: bool,
    levels: (i64, i64),
}

impl Claim {
    fn of(mark: &Mark<'_>) -> Self {
        let Mark { column, row, matched, influence, interest, .. } = *mark;
        Self { cell: (column, row), matched, levels: (influence, interest) }
    }
}

impl Placer {
    pub(super) fn new(
        plane: &Plane,
        marks: &[Mark<'_>],
        groups: Vec<Group>,
        texts: &Arc<Texts>,
    ) -> Self {
        let mut canvas = Canvas::new(plane.width, plane.height);
        for Area { column, row, width } in plane.reserved.iter().copied() {
            for column in column..column.saturating_add(width).min(plane.width) {
                canvas.take(column.into(), row.into(), Owner::Reserved);
            }
        }
        let named: Arc<[usize]> =
            (0..marks.len()).filter(|mark| !texts.forms(*mark).is_empty()).collect();
        let mut order = named.to_vec();
        order.sort_by_cached_key(|mark| claim(marks, *mark));
        let seat = Seat { slot: named.len(), ..Seat::NOWHERE };
        let mut seats = vec![seat; marks.len()];
        for (group, Group { cell, members }) in (0_u32..).zip(&groups) {
            canvas.take(cell.0, cell.1, Owner::Marker(group));
            for mark in members {
                seats[*mark] = Seat { cell: *cell, group, stacked: members.len() > 1, ..seat };
            }
        }
        for (mark, weight) in weights(marks, &order) {
            seats[mark].weight = weight;
        }
        for (slot, mark) in named.iter().enumerate() {
            seats[*mark].slot = slot;
        }
        Self {
            texts: Arc::clone(texts),
            groups: groups.into(),
            claims: marks.iter().map(Claim::of).collect(),
            seats: seats.into(),
            order: order.into(),
            spots: vec![None; named.len() + 1],
            looked: vec![None; named.len() + 1],
            named,
            guest: None,
            canvas,
            single: Place::of_single().into(),
            stacked: Place::of_stacked().into(),
            lifts: 0,
            lifted: vec![0; plane.height.into()],
        }
    }

    /// Whether the labels were placed for the same marks, whoever of them is selected.
    pub(super) fn is_of(&self, marks: &[Mark<'_>]) -> bool {
        self.texts.are_of(marks) && self.claims.iter().copied().eq(marks.iter().map(Claim::of))
    }

    /// Lets a mark be named in full that is not to be named otherwise.
    pub(super) fn invite(&mut self, mark: usize) {
        if self.texts.forms(mark).is_empty() {
            self.guest = self.texts.full(mark).map(|text| (mark, text));
        }
    }

    /// Where the mark's label stands among the spots, if it may have one.
    fn slot(&self, mark: usize) -> Option<usize> {
        let is_guest = || self.guest.as_ref().is_some_and(|(guest, _)| *guest == mark);
        let slot = self.seats[mark].slot;
        (slot < self.named.len() || is_guest()).then_some(slot)
    }

    /// The mark's label.
    pub(super) fn spot(&self, mark: usize) -> Option<Spot> {
        self.spots[self.slot(mark)?]
    }

    /// All labels with their marks.
    pub(super) fn put_spots(&self) -> impl Iterator<Item = (usize, Spot)> {
        let guest = self.guest.iter().map(|(mark, _)| *mark);
        let marks = self.named.iter().copied().chain(guest);
        marks.zip(&self.spots).filter_map(|(mark, spot)| Some((mark, (*spot)?)))
    }

    /// Whether a name could read like this key.
    pub(super) fn read_like(&self, key: &str) -> bool {
        let guest = self.guest.as_ref().map(|(_, text)| reading(&text.written));
        self.texts.read_like(key) || guest.is_some_and(|read| read == key)
    }

    /// All places for the mark's labels, cheapest first.
    pub(super) fn places(&self, mark: usize) -> &[Place] {
        if self.seats[mark].stacked { &self.stacked } else { &self.single }
    }

    /// Whether the label finds all its cells free.
    pub(super) fn fits(&self, mark: usize, spot: &Spot) -> bool {
        let Seat { cell, group, .. } = self.seats[mark];
        let (row, first, last) = spot.text(cell);
        self.canvas.takes_text(row, first, last)
            && spot
                .all_joints(cell, |joint| self.canvas.takes_leader(joint.column, joint.row, group))
    }

    /// Writes the label. It must fit.
    pub(super) fn put(&mut self, mark: usize, spot: Spot) {
        let Seat { cell, group, .. } = self.seats[mark];
        let (row, first, last) = spot.text(cell);
        let owner = u32::try_from(mark).map_or(Owner::Reserved, Owner::Label);
        for column in first..=last {
            self.canvas.take(column, row, owner);
        }
        spot.all_joints(cell, |joint| {
            self.canvas.take(joint.column, joint.row, Owner::Leader(group));
            true
        });
        if let Some(slot) = self.slot(mark) {
            self.spots[slot] = Some(spot);
        }
    }

    /// Takes the label away.
    pub(super) fn lift(&mut self, mark: usize) -> Option<Spot> {
        let spot = self.release(mark)?;
        self.note_lift(mark, spot.down);
        Some(spot)
    }

    /// Notes that the rows of a label that was so far down have room again.
    fn note_lift(&mut self, mark: usize, down: i32) {
        self.lifts += 1;
        let row = self.seats[mark].cell.1;
        for row in row.min(row + down)..=row.max(row + down) {
            if let Some(lifted) = usize::try_from(row).ok().and_then(|row| self.lifted.get_mut(row))
            {
                *lifted = self.lifts;
            }
        }
        self.look(mark, None);
    }

    /// Whether nothing has become free near the mark since a place was looked for in vain.
    fn is_settled(&self, mark: usize) -> bool {
        let row = self.seats[mark].cell.1;
        let near = |row: i32| usize::try_from(row).ok().and_then(|row| self.lifted.get(row));
        let mut near = (row - LEADER_ROWS..=row + LEADER_ROWS).filter_map(near);
        self.looked[self.seats[mark].slot]
            .is_some_and(|looked| near.all(|lifted| *lifted <= looked))
    }

    fn look(&mut self, mark: usize, looked: Option<u32>) {
        self.looked[self.seats[mark].slot] = looked;
    }

    fn release(&mut self, mark: usize) -> Option<Spot> {
        let spot = self.slot(mark).and_then(|slot| self.spots[slot].take())?;
        let cell = self.seats[mark].cell;
        let (row, first, last) = spot.text(cell);
        for column in first..=last {
            self.canvas.release(column, row);
        }
        spot.all_joints(cell, |joint| {
            self.canvas.release(joint.column, joint.row);
            true
        });
        Some(spot)
    }

    /// Takes all labels away.
    pub(super) fn clear(&mut self) {
        for mark in &*Arc::clone(&self.named) {
            self.lift(*mark);
        }
    }

    /// What the label costs besides form and distance: other markers near its ends, or above or
    /// below it, could be taken for its own.
    pub(super) fn ambiguity(&self, mark: usize, spot: &Spot) -> i32 {
        let cell = self.seats[mark].cell;
        let (row, first, last) = spot.text(cell);
        let near = |row: i32, from: i32, to: i32| {
            if row == cell.1 {
                self.canvas.any_marker(row, from, to.min(cell.0 - 1))
                    || self.canvas.any_marker(row, from.max(cell.0 + 1), to)
            } else {
                self.canvas.any_marker(row, from, to)
            }
        };
        let mut cost = 0;
        if near(row, first - 2, first - 1) || near(row, last + 1, last + 2) {
            cost += AT_END;
        } else if near(row, first - 3, first - 3) || near(row, last + 3, last + 3) {
            cost += NEAR_END;
        }
        let loose = spot.link == Link::Touching && spot.down != 0;
        if loose {
            // Its own marker is on one side of the text: another there looks just the same.
            let (own_side, far_side) = (row - spot.down, row + spot.down);
            cost += if near(own_side, first - 1, last + 1) { SAME_SIDE } else { 0 };
            cost += if near(far_side, first - 1, last + 1) { NEAR_TEXT } else { 0 };
        }
        cost + self.crowding(mark, spot)
    }

    /// What it costs that a foreign label or leader begins one blank beyond the label or its leader:
    /// side by side they read as one.
    fn crowding(&self, mark: usize, spot: &Spot) -> i32 {
        let Seat { cell, group, .. } = self.seats[mark];
        let (row, first, last) = spot.text(cell);
        let beyond = |column: i32| match self.canvas.owner(column, row) {
            Some(Owner::Label(_) | Owner::Reserved) => NEAR_LABEL,
            Some(Owner::Leader(other)) if other != group => NEAR_LEADER,
            _ => 0,
        };
        let clear = spot.all_joints(cell, |joint| {
            [joint.column - 2, joint.column + 2].into_iter().all(|column| {
                match self.canvas.owner(column, joint.row) {
                    Some(Owner::Label(other)) => self.seats[other as usize].group == group,
                    _ => true,
                }
            })
        });
        beyond(first - 2) + beyond(last + 2) + if clear { 0 } else { NEAR_LEADER }
    }

    /// The best free place among the mark's forms from `from` on, if it costs less than `limit`.
    pub(super) fn best(&self, mark: usize, from: usize, limit: i32) -> Option<Spot> {
        let mut limit = limit;
        let mut best = None;
        let view = View::of(&self.canvas, self.seats[mark].cell);
        let cheapest = self.places(mark).first().map_or(0, |place| place.cost);
        for (form, Text { cells, cost, .. }) in self.forms(mark).skip(from) {
            if cost + cheapest >= limit {
                break; // the forms after it cost more
            }
            let room = view.room(*cells);
            for place in self.places(mark) {
                if cost + place.cost >= limit {
                    break;
                }
                if !room.could_hold(place, *cells) {
                    continue;
                }
                let mut spot = place.spot(form, *cells, *cost);
                if !self.fits(mark, &spot) {
                    continue;
                }
                spot.cost += self.ambiguity(mark, &spot);
                if spot.cost < limit {
                    limit = spot.cost;
                    best = Some(spot);
                }
            }
        }
        best
    }

    /// The mark's forms and their numbers, widest first.
    pub(super) fn forms(&self, mark: usize) -> impl Iterator<Item = (u8, &Text)> {
        let guest = self.guest.iter().filter(move |(guest, _)| *guest == mark);
        self.texts.numbered(mark).chain(guest.map(|(_, text)| (0, text)))
    }

    /// What the mark costs as it stands.
    pub(super) fn cost(&self, mark: usize) -> i32 {
        self.spot(mark).map_or(UNNAMED, |spot| spot.cost)
    }

    /// The first layout: all in their narrowest form, then a round of better ones.
    pub(super) fn fill(&mut self) {
        for &mark in &*Arc::clone(&self.order) {
            let narrowest = self.texts.forms(mark).len() - 1;
            if let Some(spot) = self.best(mark, narrowest, UNNAMED) {
                self.put(mark, spot);
            }
        }
        self.upgrade_all();
    }

    /// Lets every label look for a better free place.
    pub(super) fn upgrade_all(&mut self) {
        for &mark in &*Arc::clone(&self.order) {
            self.upgrade(mark);
        }
    }

    /// Labels whoever has none and finds room.
    pub(super) fn name_the_rest(&mut self) {
        for &mark in &*Arc::clone(&self.order) {
            if self.spot(mark).is_none() {
                self.upgrade(mark);
            }
        }
    }

    /// Moves the mark's label to a better free place, if there is one.
    pub(super) fn upgrade(&mut self, mark: usize) {
        if self.is_settled(mark) {
            return;
        }
        let old = self.release(mark);
        let limit = old.map_or(UNNAMED, |spot| spot.cost);
        let better = self.best(mark, 0, limit);
        if let Some(spot) = better.or(old) {
            self.put(mark, spot);
        }
        if let Some(old) = old.filter(|_| better.is_some()) {
            self.note_lift(mark, old.down);
        }
        self.look(mark, Some(self.lifts));
    }
}

/// A coordinate that is known to lie on the plane.
pub(super) fn cell_number(coordinate: i32) -> u16 {
    u16::try_from(coordinate).unwrap_or_default()
}

/// How much each mark counts: by the rank of its influence, 2 to 12, and 10 more when it matches.
fn weights<'m>(
    marks: &'m [Mark<'_>],
    order: &'m [usize],
) -> impl Iterator<Item = (usize, i32)> + 'm {
    let mut levels: Vec<i64> = order.iter().map(|mark| marks[*mark].influence).collect();
    levels.sort_unstable();
    order.iter().map(move |mark| {
        let rank = levels.partition_point(|level| *level < marks[*mark].influence);
        let rank = i32::try_from(rank * 10 / levels.len().max(1)).unwrap_or_default();
        (*mark, 2 + rank + if marks[*mark].matched { 10 } else { 0 })
    })
}
