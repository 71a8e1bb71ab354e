//! What one layout remembers for the next, and how the next keeps labels where they are.

use std::sync::Arc;

use super::emphasis::Emphasis;
use super::placer::{Placer, Seat};
use super::spot::Spot;
use super::text::{Text, Texts, UNNAMED};
use super::{Mark, Plane};
use crate::model::order_by_key;

/// What the next layout of the same plane starts from.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    pub(super) plane: Plane,
    pub(super) dense: bool,
    /// Whether there are too many markers, so that there are badges whoever is selected.
    pub(super) is_crowded: bool,
    pub(super) texts: Arc<Texts>,
    /// The placer after the base labels were put, for marks that only the selection changes of.
    pub(super) ground: Option<Arc<Placer>>,
    pub(super) seats: Arc<[Seat]>,
    /// The labels as they are without the selected one's claim, by the slots of the seats.
    pub(super) base: Vec<Option<Spot>>,
    /// The labels as they were shown.
    pub(super) shown: Vec<Option<Spot>>,
    pub(super) emphasis: Emphasis,
    pub(super) legend: Vec<(String, usize)>,
}

impl Memory {
    /// The memory of a plane of badges: they have fixed places, nothing else is remembered.
    pub(super) fn of_badges(plane: &Plane) -> Self {
        Self { plane: plane.clone(), dense: true, ..Self::default() }
    }

    pub(super) fn is_of(&self, plane: &Plane) -> bool {
        self.plane == *plane
    }

    /// The same memory for other marks: those of the same name count as the same partner.
    pub(super) fn of_marks(&self, marks: &[Mark<'_>]) -> Self {
        let origins = self.texts.origins(marks);
        let seat = |old: &Option<usize>| old.and_then(|old| self.seats.get(old)).copied();
        let legend = self.legend.iter().filter_map(|(key, old)| {
            let mark = origins.iter().position(|origin| origin.as_ref() == Some(old))?;
            Some((key.clone(), mark))
        });
        Self {
            plane: self.plane.clone(),
            dense: self.dense,
            is_crowded: self.is_crowded,
            texts: Arc::new(self.texts.moved(&origins)),
            ground: None,
            seats: origins.iter().map(|old| seat(old).unwrap_or(Seat::NOWHERE)).collect(),
            base: self.base.clone(),
            shown: self.shown.clone(),
            emphasis: self.emphasis.of_origins(&origins),
            legend: legend.collect(),
        }
    }

    pub(super) fn marks(&self) -> usize {
        self.seats.len()
    }

    /// The mark's label among those of this layout.
    fn spot(&self, spots: &[Option<Spot>], mark: usize) -> Option<Spot> {
        let is_own = !self.texts.forms(mark).is_empty() || self.emphasis.is_on(mark);
        spots.get(self.seats.get(mark)?.slot).copied().flatten().filter(|_| is_own)
    }

    /// The label that was shown for the mark, if its text is still the same.
    pub(super) fn shown_spot(&self, placer: &Placer, mark: usize) -> Option<Spot> {
        self.renewed(placer, mark, self.spot(&self.shown, mark)?)
    }

    /// The old place for the text that was there, or for one just as wide after a change of name.
    fn renewed(&self, placer: &Placer, mark: usize, old: Spot) -> Option<Spot> {
        let was = self.texts.forms(mark).get(usize::from(old.form));
        let same = |text: &Text| was.is_some_and(|was| was.written == text.written);
        let mut forms = placer.forms(mark).filter(|(_, text)| text.cells == old.width);
        let (form, _) = forms.find(|(form, text)| same(text) || *form == old.form)?;
        Some(Spot { form, ..old })
    }
}

/// Gives every label its old place where it still fits; the others make the shortest way round.
pub(super) fn keep(placer: &mut Placer, memory: &Memory, spots: &[Option<Spot>]) {
    let mut displaced = Vec::new();
    let mut moved = Vec::new();
    for &mark in &*Arc::clone(&placer.order) {
        let old = memory.spot(spots, mark).and_then(|old| memory.renewed(placer, mark, old));
        if memory.seats.get(mark).map(|seat| seat.cell) != Some(placer.seats[mark].cell) {
            moved.push((mark, old));
        } else if let Some(spot) = old.filter(|spot| placer.fits(mark, spot)) {
            placer.put(mark, spot);
        } else {
            displaced.push((mark, old));
        }
    }
    if moved.is_empty() && displaced.iter().all(|(_, old)| old.is_none()) {
        // nothing became free, so who had no name finds no room now either
        return;
    }
    displaced.retain(|(mark, old)| !old.is_some_and(|old| reroute(placer, *mark, old)));
    // The moved ones, who is in their way, then who had no name.
    order_by_key(&mut displaced, |(_, old)| old.is_none());
    for (mark, old) in moved.into_iter().chain(displaced) {
        let same = old.filter(|old| placer.fits(mark, old));
        if let Some(spot) = same.or_else(|| placer.best(mark, 0, UNNAMED)) {
            placer.put(mark, spot);
        }
    }
}

/// Leaves the text where it is and leads there another way.
pub(super) fn reroute(placer: &mut Placer, mark: usize, old: Spot) -> bool {
    let Seat { cell, .. } = placer.seats[mark];
    let (row, first, last) = old.text(cell);
    if !placer.canvas.takes_text(row, first, last) {
        return false;
    }
    let Some(spot) = old.detours().find(|spot| placer.fits(mark, spot)) else { return false };
    placer.put(mark, spot);
    true
}
