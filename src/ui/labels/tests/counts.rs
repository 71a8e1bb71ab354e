//! How many names are shown on planes of real partners.

use super::super::{Marker, improve, place, place_quickly};
use super::*;

/// How many are named in full, at least abbreviated, and at all.
fn counts(lines: &str, width: u16, height: u16) -> (usize, usize, usize) {
    let plane = plane(width, height);
    let partners = sample(lines, &plane);
    let marks = marks(&partners);
    let quick = place_quickly(&plane, &marks);
    check(&plane, &marks, &quick);
    let improved = improve(&plane, &marks, &quick);
    check(&plane, &marks, &improved);
    let layout = place(&plane, &marks, None);
    check(&plane, &marks, &layout);
    let named = |layout: &Layout| {
        let up_to = |form: Form| layout.labels.iter().filter(|label| label.form <= form).count();
        up_to(Form::Full) + up_to(Form::Short) + up_to(Form::Ellipsis)
    };
    assert!(named(&improved) >= named(&quick), "improving loses no names");
    assert!(named(&improved) * 20 >= named(&layout) * 19, "in two steps as good as in one");
    let up_to = |form: Form| layout.labels.iter().filter(|label| label.form <= form).count();
    (up_to(Form::Full), up_to(Form::Short), up_to(Form::Ellipsis))
}

#[test]
fn forty_partners_are_all_named_in_full_at_120_by_40() {
    assert_eq!(counts(FORTY, 120, 40), (40, 40, 40));
}

#[test]
fn twelve_partners_are_all_named_in_full_at_60_by_20() {
    assert_eq!(counts(TWELVE, 60, 20), (12, 12, 12));
}

#[test]
fn no_name_of_forty_ends_at_anothers_marker() {
    for (width, height) in [(118, 34), (120, 40), (200, 60)] {
        let plane = plane(width, height);
        let partners = sample(FORTY, &plane);
        let layout = place(&plane, &marks(&partners), None);
        for label in &layout.labels {
            let last = label.column + u16::try_from(label.text.width()).unwrap() - 1;
            let is_at_end = |marker: &Marker| {
                marker.row == label.row
                    && !marker.members.contains(&label.mark)
                    && (marker.column + 2 == label.column || marker.column == last + 2)
            };
            let at_end: Vec<&Marker> =
                layout.markers.iter().filter(|marker| is_at_end(marker)).collect();
            assert!(at_end.is_empty(), "{label:?} is beside {at_end:?} at {width} by {height}");
        }
    }
}

#[test]
fn of_150_partners_most_are_named_at_120_by_40() {
    let (full, short, named) = counts(HUNDRED_AND_FIFTY, 120, 40);
    assert!(full >= 58 && short >= 77 && named >= 130, "{full} {short} {named}");
}

#[test]
fn of_150_partners_all_are_named_at_200_by_60() {
    let (full, short, named) = counts(HUNDRED_AND_FIFTY, 200, 60);
    assert!(full >= 126 && short >= 147 && named == 150, "{full} {short} {named}");
}

#[test]
fn keys_and_stacks_hold_who_has_no_name_at_80_by_24() {
    let (full, short, named) = counts(HUNDRED_AND_FIFTY, 80, 24);
    assert!(full >= 20 && short >= 35 && named >= 60, "{full} {short} {named}");
}

#[test]
fn ten_thousand_on_an_ordinal_grid_are_stacks_with_their_first_names() {
    let plane = plane(120, 40);
    let mut dice = Dice(3);
    let partners: Vec<Partner> = (0..10_000)
        .map(|index| {
            let (interest, influence) = (dice.below(11), dice.below(11));
            let (column, row) =
                (u16::try_from(interest).unwrap(), u16::try_from(influence).unwrap());
            let partner = partner(&format!("Partner {index}"), column * 11, row * 3);
            let influence = i64::try_from(influence).unwrap();
            Partner { influence, ..partner }
        })
        .collect();
    let marks = marks(&partners);
    let layout = place(&plane, &marks, None);
    check(&plane, &marks, &layout);
    assert_eq!((layout.dense, layout.markers.len()), (false, 121));
    assert!(layout.labels.len() > 150, "{}", layout.labels.len());
}
