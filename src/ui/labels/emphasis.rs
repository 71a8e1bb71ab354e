//! Gives the selected partner its full name and those that match the filter a name at all, over and
//! above the layout that all others rest on.

use std::sync::Arc;

use super::Mark;
use super::ejection::Blockers;
use super::keep::{Memory, reroute};
use super::placer::Placer;
use super::spot::Spot;
use super::text::UNNAMED;
use crate::model::order_by_key;

/// A claimed name may displace so many labels.
const MOST_BLOCKERS: usize = 6;
/// What it is worth that the name stays where it was shown last.
const STAYING: i32 = 4;
/// What displacing one label costs against a longer way.
const DISPLACEMENT: i32 = 40;

/// Who is named before all others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Emphasis {
    selected: Option<usize>,
    /// Ascending; empty when all match, since nobody stands out then.
    matched: Vec<usize>,
}

impl Emphasis {
    pub(super) fn of(marks: &[Mark<'_>]) -> Self {
        let all = 0..marks.len();
        let mut matched: Vec<usize> = all.filter(|mark| marks[*mark].matched).collect();
        if matched.len() == marks.len() {
            matched.clear();
        }
        Self { selected: marks.iter().position(|mark| mark.selected), matched }
    }

    /// Another one is selected.
    pub(super) fn with(self, selected: Option<usize>) -> Self {
        Self { selected, ..self }
    }

    /// Whether this is the selected one.
    pub(super) fn is_on(&self, mark: usize) -> bool {
        self.selected == Some(mark)
    }

    /// The same partners among marks that had these numbers before.
    pub(super) fn of_origins(&self, origins: &[Option<usize>]) -> Self {
        let numbers = (0..).zip(origins).filter_map(|(mark, old)| Some((mark, (*old)?)));
        let matched = numbers.clone().filter(|(_, old)| self.matched.contains(old));
        let selected = numbers.clone().find(|(_, old)| Some(*old) == self.selected);
        Self {
            selected: selected.map(|(mark, _)| mark),
            matched: matched.map(|(mark, _)| mark).collect(),
        }
    }

    /// Shows the selected mark's full name, then some name of every matched mark. What is in the way
    /// goes where there is room; since the base layout doesn't know of this, it comes back as soon
    /// as the emphasis is another.
    pub(super) fn apply(&self, placer: &mut Placer, memory: Option<&Memory>) {
        let is_full = |mark: usize| placer.spot(mark).is_some_and(|spot| spot.form == 0);
        if let Some(selected) = self.selected.filter(|mark| !is_full(*mark)) {
            placer.invite(selected);
            claim(placer, selected, 1, memory, |_| false);
        }
        let is_matched = |mark: usize| self.matched.binary_search(&mark).is_ok();
        let is_spared = |mark: usize| is_matched(mark) || Some(mark) == self.selected;
        for &mark in &*Arc::clone(&placer.order) {
            if is_matched(mark) && placer.spot(mark).is_none() {
                let forms = placer.texts.forms(mark).len();
                claim(placer, mark, forms, memory, is_spared);
            }
        }
    }
}

/// Shows the mark in one of its first `forms` forms and re-places whom that displaces, but nobody
/// who is spared.
fn claim(
    placer: &mut Placer,
    mark: usize,
    forms: usize,
    memory: Option<&Memory>,
    is_spared: impl Fn(usize) -> bool,
) {
    let old = placer.lift(mark);
    let shown = memory.and_then(|memory| memory.shown_spot(placer, mark));
    let shown = shown.filter(|spot| usize::from(spot.form) < forms);
    let mut anew = Vec::new();
    for (form, text) in placer.forms(mark).take(forms) {
        let all = placer.places(mark).iter();
        anew.extend(all.map(|place| place.spot(form, text.cells, text.cost)));
    }
    order_by_key(&mut anew, |spot| spot.cost);
    let stay = shown.map(|spot| Spot { cost: -STAYING, ..spot });
    let found = cheapest(placer, mark, stay.into_iter().chain(anew), is_spared);
    let Some((spot, blockers)) = found else {
        if let Some(spot) = old {
            placer.put(mark, spot);
        }
        return;
    };
    let lifted: Vec<(usize, Option<Spot>)> =
        blockers.into_iter().map(|mark| (mark, placer.lift(mark))).collect();
    placer.put(mark, spot);
    for (mark, old) in lifted {
        if old.is_some_and(|old| reroute(placer, mark, old)) {
            continue;
        }
        let shown = memory.and_then(|memory| memory.shown_spot(placer, mark));
        let same = shown.filter(|spot| placer.fits(mark, spot));
        if let Some(spot) = same.or_else(|| placer.best(mark, 0, UNNAMED)) {
            placer.put(mark, spot);
        }
    }
}

/// The place that disturbs least, and whom it displaces. The spots come cheapest first.
fn cheapest(
    placer: &Placer,
    mark: usize,
    spots: impl Iterator<Item = Spot>,
    is_spared: impl Fn(usize) -> bool,
) -> Option<(Spot, Vec<usize>)> {
    let mut best: Option<(i32, Spot, Vec<usize>)> = None;
    for spot in spots {
        let limit = best.as_ref().map_or(i32::MAX, |best| best.0);
        if spot.cost >= limit {
            break;
        }
        let Some(blockers) = Blockers::of(placer, mark, &spot, MOST_BLOCKERS) else { continue };
        if blockers.iter().any(|blocker| is_spared(*blocker)) {
            continue;
        }
        let displaced: i32 = blockers.iter().map(|_| DISPLACEMENT).sum();
        let cost = spot.cost + placer.ambiguity(mark, &spot) + displaced;
        if cost < limit {
            best = Some((cost, spot, blockers));
        }
    }
    best.map(|(_, spot, blockers)| (spot, blockers))
}
