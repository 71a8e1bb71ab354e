//! Gives the selected partner its full name, over and above the layout that all others rest on.

use super::ejection::Blockers;
use super::keep::{Memory, reroute};
use super::placer::Placer;
use super::spot::Spot;
use super::text::UNNAMED;

/// The selected name may displace so many labels.
const MOST_BLOCKERS: usize = 6;
/// What it is worth that the name stays where it was shown last.
const STAYING: i32 = 4;
/// What displacing one label costs against a longer way.
const DISPLACEMENT: i32 = 20;

/// Shows the selected mark's full name. What is in its way goes where there is room; since the base
/// layout doesn't know of this, it comes back as soon as something else is selected.
pub(super) fn emphasize(placer: &mut Placer<'_>, selected: usize, memory: Option<&Memory>) {
    if placer.spots[selected].is_some_and(|spot| spot.form == 0) {
        return;
    }
    let old = placer.lift(selected);
    let shown = memory.and_then(|memory| memory.shown_spot(placer, selected));
    let found = wanted_spot(placer, selected, shown);
    let Some((spot, blockers)) = found else {
        if let Some(spot) = old {
            placer.put(selected, spot);
        }
        return;
    };
    let lifted: Vec<(usize, Option<Spot>)> =
        blockers.into_iter().map(|mark| (mark, placer.lift(mark))).collect();
    placer.put(selected, spot);
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

/// The place of the selected mark's full name that disturbs least, and whom it displaces.
fn wanted_spot(
    placer: &Placer<'_>,
    selected: usize,
    shown: Option<Spot>,
) -> Option<(Spot, Vec<usize>)> {
    let text = placer.texts.forms(selected).first()?;
    let shown = shown.filter(|spot| spot.form == 0).map(|spot| Spot { cost: -STAYING, ..spot });
    let anew = placer.places(selected).iter();
    let anew = anew.map(|place| place.spot(0, text.cells, text.cost));
    let mut best: Option<(i32, Spot, Vec<usize>)> = None;
    for spot in shown.into_iter().chain(anew) {
        let limit = best.as_ref().map_or(i32::MAX, |best| best.0);
        if spot.cost >= limit {
            break;
        }
        let Some(blockers) = Blockers::of(placer, selected, &spot, MOST_BLOCKERS) else { continue };
        let displaced: i32 = blockers.iter().map(|_| DISPLACEMENT).sum();
        let cost = spot.cost + placer.ambiguity(selected, &spot) + displaced;
        if cost < limit {
            best = Some((cost, spot, blockers));
        }
    }
    best.map(|(_, spot, blockers)| (spot, blockers))
}
