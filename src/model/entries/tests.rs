//! Entries are found by their ids and keep their order, however many there are.

use indexmap::IndexMap;
use proptest::prelude::*;

use super::*;
use crate::model::ThemeId;

fn of(ids: &[&str]) -> Entries<ThemeId, u8> {
    ids.iter().map(|id| (ThemeId::new(id).unwrap(), 0)).collect()
}

#[test]
fn a_collection_that_was_emptied_is_like_one_that_was_always_empty() {
    let mut emptied = of(&["a"]);
    assert_ne!(emptied, Entries::new());
    emptied.remove("a");
    assert_eq!(emptied, Entries::new());
    assert_eq!(Entries::new(), emptied);
    assert_eq!((emptied.iter().len(), emptied.into_iter().len()), (0, 0));
}

#[test]
fn the_order_is_kept_and_makes_no_difference_to_what_is_in_it() {
    let (one, other) = (of(&["b", "a"]), of(&["a", "b"]));
    assert_eq!(one, other);
    let ids = |entries: &Entries<ThemeId, u8>| -> Vec<String> {
        entries.keys().map(ToString::to_string).collect()
    };
    assert_eq!([ids(&one), ids(&other)], [["b", "a"], ["a", "b"]]);
}

#[test]
fn an_id_that_stands_twice_is_refused_among_few_and_among_many() {
    let read = |ids: &[usize]| {
        let entries: Vec<String> = ids.iter().map(|id| format!("\"a{id}\": 0")).collect();
        ron::from_str::<Entries<ThemeId, u8>>(&format!("{{{}}}", entries.join(",")))
    };
    for count in [1, FEW, FEW + 1, 40] {
        let mut ids: Vec<usize> = (0..count).collect();
        let found = read(&ids).unwrap();
        assert!(found.keys().map(ThemeId::as_str).eq(ids.iter().map(|id| format!("a{id}"))));
        ids.push(count / 2);
        let told = read(&ids).unwrap_err().to_string();
        assert!(told.contains(&format!("the id `a{}` stands twice", count / 2)), "{told}");
    }
}

proptest! {
    #[test]
    fn entries_are_found_whatever_comes_goes_and_moves(
        changes in prop::collection::vec((0..5, 0..30_usize, 0..30_usize), 0..80),
    ) {
        let id = |number: usize| ThemeId::new(&format!("a{number}")).unwrap();
        let (mut ours, mut theirs) = (Entries::new(), IndexMap::new());
        for (change, one, other) in changes {
            match change {
                0 | 1 => prop_assert_eq!(ours.insert(id(one), other), theirs.insert(id(one), other)),
                2 if !theirs.contains_key(&id(one)) => {
                    let at = other.min(theirs.len());
                    ours.insert_at(other, id(one), other);
                    theirs.shift_insert(at, id(one), other);
                }
                3 if one.max(other) < theirs.len() => {
                    prop_assert_eq!(ours.move_index(one, other), Some(()));
                    theirs.move_index(one, other);
                }
                _ => prop_assert_eq!(ours.remove(&id(one)), theirs.shift_remove(&id(one))),
            }
            prop_assert!(ours.iter().eq(&theirs), "{:?} {:?}", ours, theirs);
            for number in 0..30 {
                let id = id(number);
                prop_assert_eq!(ours.get_full(&id), theirs.get_full(&id));
                prop_assert_eq!(ours.get(id.as_str()), theirs.get(&id));
            }
        }
        let turned: Entries<ThemeId, usize> = theirs.into_iter().rev().collect();
        prop_assert_eq!(turned, ours);
    }
}
