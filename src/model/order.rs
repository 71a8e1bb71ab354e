//! Sorting of what people read: many short lists of many types.

use std::cmp::Ordering;
use std::mem;

/// Sorts like the slice's `sort_by_key`: stable, the smallest key first.
///
/// That one is made anew for every type and every key, which came to a twentieth of the program, and
/// so of the memory it takes. Here places are sorted, always by the same code; then the entries move.
pub fn order_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    order_by(list, |one, other| key(one).cmp(&key(other)));
}

/// Sorts like the slice's `sort_by`, in the same way as [`order_by_key`].
pub fn order_by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut sources = sorted(list.len(), &|one, other| compare(&list[one], &list[other]));
    for start in 0..list.len() {
        // each place gets its entry from its source, round to where this began
        let mut at = start;
        loop {
            let source = mem::replace(&mut sources[at], at);
            if source == start {
                break;
            }
            list.swap(at, source);
            at = source;
        }
    }
}

/// The places of a list in the order of their entries.
pub(super) fn sorted(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lists_are_sorted_as_the_standard_library_sorts_them(keys in prop::collection::vec(0_u8..9, 0..60)) {
            let mut ours: Vec<(u8, usize)> = keys.iter().copied().zip(0..).collect();
            let mut theirs = ours.clone();
            order_by_key(&mut ours, |(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(&ours, &theirs);
            order_by(&mut ours, |one, other| other.cmp(one));
            theirs.sort_by(|one, other| other.cmp(one));
            prop_assert_eq!(ours, theirs);
        }
    }
}
