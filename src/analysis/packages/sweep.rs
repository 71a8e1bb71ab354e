//! Which of many points in up to three dimensions no other one betters.

use std::collections::BTreeMap;

/// A point, filled up with zeros, and two numbers that tell where it comes from.
pub(super) type Point = ([i64; 3], u32, u32);

/// Sorts the points, the largest first, and keeps those that no other is at least as large as in
/// everything; of equal ones the first. What is kept is kept for good, so it may end at `most`.
///
/// In this order only earlier points can better later ones. The second and third value of those kept
/// make a staircase (Kung, Luccio and Preparata 1975).
pub(super) fn sweep(points: &mut [Point], most: usize) -> Vec<(u32, u32)> {
    points.sort_unstable_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut stairs: BTreeMap<i64, i64> = BTreeMap::new();
    let mut kept = Vec::new();
    for &([_, second, third], run, at) in points.iter() {
        if kept.len() >= most {
            break;
        }
        if stairs.range(second..).next().is_some_and(|(_, &above)| above >= third) {
            continue;
        }
        while let Some((&below, _)) =
            stairs.range(..=second).next_back().filter(|step| *step.1 <= third)
        {
            stairs.remove(&below);
        }
        stairs.insert(second, third);
        kept.push((run, at));
    }
    kept
}
