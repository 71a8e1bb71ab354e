//! Why a partner stands where it stands on the grid.

use super::Explanation;
use super::words;
use crate::model::{Curtain, Map, Placement};

/// The quadrant of a partner, with both levels and how we know them; with the curtain drawn in
/// neutral words and without sources.
#[must_use]
pub fn placement(map: &Map, partner: usize, curtain: Curtain) -> Explanation {
    let name = words::partner(map, partner);
    let Some((_, record)) = map.partners.get_index(partner) else {
        return Explanation::default();
    };
    let mut why = Explanation::of(match record.quadrant() {
        Some(quadrant) => format!("{name}: {}", quadrant.called(curtain)),
        None => format!("{name} is not placed yet"),
    });
    why.add(level("influence", record.influence.as_ref(), curtain));
    why.add(level("interest", record.interest.as_ref(), curtain));
    if record.quadrant().is_some() {
        why.add("from 0 to 10; high is above 5");
    }
    why
}

fn level(axis: &str, placement: Option<&Placement>, curtain: Curtain) -> String {
    let Some(placement) = placement else { return format!("{axis}: not given") };
    let grade =
        if placement.value.billionths() > 5 * crate::model::Decimal::ONE { "high" } else { "low" };
    let known = words::known_from(placement.evidence, &placement.source, curtain);
    format!("{axis} {}, {grade} ({known})", placement.value)
}
