//! The partners by cell, and who of them is to be named.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::text::Texts;
use super::{Mark, Plane};

/// Of more partners than this, not all names are tried; the members of stacks that go beyond are found by opening
/// the stack.
const MOST_NAMES: usize = 400;
/// So many names of one stack are tried at most, then.
const MOST_NAMES_OF_STACK: usize = 24;

/// The partners on one cell, the first named first.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) cell: (i32, i32),
    pub(super) members: Vec<usize>,
}

/// The mark's claim to a label, the smallest first.
pub(super) fn claim(marks: &[Mark<'_>], index: usize) -> impl Ord + use<> {
    let mark = &marks[index];
    (!mark.matched, Reverse(mark.influence), Reverse(mark.interest), index)
}

/// The mark's cell, inside the plane.
pub(super) fn cell(plane: &Plane, mark: &Mark<'_>) -> (i32, i32) {
    (mark.column.min(plane.width - 1).into(), mark.row.min(plane.height - 1).into())
}

/// The marks by cell, by row and column.
pub(super) fn groups(plane: &Plane, marks: &[Mark<'_>]) -> Vec<Group> {
    let mut groups: BTreeMap<(i32, i32), Vec<usize>> = BTreeMap::new();
    for (index, mark) in marks.iter().enumerate() {
        let (column, row) = cell(plane, mark);
        groups.entry((row, column)).or_default().push(index);
    }
    let group = |((row, column), mut members): ((i32, i32), Vec<usize>)| {
        members.sort_unstable_by_key(|mark| claim(marks, *mark));
        Group { cell: (column, row), members }
    };
    groups.into_iter().map(group).collect()
}

/// How many members of each stack are to be named.
fn named_of_stack(groups: &[Group], marks: &[Mark<'_>]) -> usize {
    if marks.len() <= MOST_NAMES {
        return marks.len();
    }
    (MOST_NAMES / groups.len().max(1)).clamp(1, MOST_NAMES_OF_STACK)
}

/// The marks that are to be named, ascending.
pub(super) fn wanted(groups: &[Group], marks: &[Mark<'_>]) -> Vec<usize> {
    let each = named_of_stack(groups, marks);
    let first = groups.iter().flat_map(|group| group.members.iter().take(each)).copied();
    let mut wanted: Vec<usize> = first.collect();
    wanted.sort_unstable();
    wanted
}

/// Whether earlier texts still do: they are of the same names and no stack lacks more than one of
/// those that are to be named now.
pub(super) fn still_do(texts: &Texts, groups: &[Group], marks: &[Mark<'_>]) -> bool {
    let has_forms = |mark: &usize| !texts.forms(*mark).is_empty();
    let each = named_of_stack(groups, marks);
    texts.are_of(marks)
        && groups.iter().all(|Group { members, .. }| {
            let enough = members.len().min(each).saturating_sub(1).max(1);
            members.iter().filter(|mark| has_forms(mark)).take(enough).count() == enough
        })
}
