//! What stays where it is while partners move, come, go and are selected.

use super::super::place;
use super::*;

#[test]
fn a_move_of_one_of_150_lets_fewer_than_half_a_label_jump() {
    let plane = plane(120, 40);
    let mut partners = sample(HUNDRED_AND_FIFTY, &plane);
    let mut layout = place(&plane, &marks(&partners), None);
    let mut dice = Dice(1);
    let mut jumps = 0;
    for _ in 0..200 {
        let index = usize::try_from(dice.below(150)).unwrap();
        dice.step(&mut partners[index], &plane);
        let next = place(&plane, &marks(&partners), Some(&layout));
        let jumped = |mark: &usize| {
            *mark != index
                && name(&layout, *mark).is_some()
                && name(&layout, *mark) != name(&next, *mark)
        };
        jumps += (0..150).filter(jumped).count();
        layout = next;
    }
    assert!(jumps <= 100, "{jumps} jumps in 200 moves");
}

#[test]
fn a_move_of_the_selected_of_150_lets_half_a_label_jump_at_most() {
    let plane = plane(120, 40);
    let mut partners = sample(HUNDRED_AND_FIFTY, &plane);
    let mut layout = place(&plane, &marks(&partners), None);
    let mut dice = Dice(2);
    let mut jumps = 0;
    for selected in 0..150 {
        let lay = |partners: &[Partner], layout: &Layout| {
            let mut marks = marks(partners);
            marks[selected].selected = true;
            place(&plane, &marks, Some(layout))
        };
        layout = lay(&partners, &layout);
        for _ in 0..4 {
            dice.step(&mut partners[selected], &plane);
            let next = lay(&partners, &layout);
            let jumped = |mark: &usize| {
                *mark != selected
                    && name(&layout, *mark).is_some()
                    && name(&layout, *mark) != name(&next, *mark)
            };
            jumps += (0..150).filter(jumped).count();
            layout = next;
        }
    }
    assert!(jumps <= 300, "{jumps} jumps in 600 moves");
}

#[test]
fn a_label_moves_along_with_its_partner() {
    let plane = plane(40, 5);
    let mut partners = vec![partner("Port", 10, 2), partner("Mayor", 30, 4)];
    let first = place(&plane, &marks(&partners), None);
    assert_eq!(named(&first, 0).map(|label| (label.column, label.row)), Some((12, 2)));
    partners[0].column = 11;
    let second = place(&plane, &marks(&partners), Some(&first));
    assert_eq!(named(&second, 0).map(|label| (label.column, label.row)), Some((13, 2)));
    assert_eq!(named(&second, 1), named(&first, 1));
}

#[test]
fn a_leader_goes_round_a_partner_who_steps_on_it() {
    let reserved = vec![Area { column: 0, row: 0, width: 24 }];
    let plane = Plane { reserved, ..plane(24, 6) };
    let at = |name, column, row, influence| Partner { influence, ..partner(name, column, row) };
    let mut partners =
        [at("Port", 5, 1, 9), at("Mayor", 5, 1, 8), at("Union", 5, 1, 7), at("Press", 15, 5, 6)];
    let first = place(&plane, &marks(&partners), None);
    let before = "▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒\n     3 Port\n     ├ Mayor\n     ╰ Union\n\n               ● Press";
    assert_eq!(paint(&plane, &first), before);
    // Press now stands where the leader ran. Mayor can't stay, Union can.
    (partners[3].column, partners[3].row) = (5, 2);
    let second = place(&plane, &marks(&partners), Some(&first));
    check(&plane, &marks(&partners), &second);
    assert_eq!(named(&second, 0), named(&first, 0));
    assert_eq!(named(&second, 2), named(&first, 2));
    let around = "▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒\n   ╭─3 Port\n   │ ● Press\n   ╰── Union\n\n";
    assert_eq!(paint(&plane, &second), around);
}

#[test]
fn who_goes_leaves_the_other_labels_where_they_were() {
    let plane = plane(118, 34);
    let mut partners = sample(FORTY, &plane);
    let first = place(&plane, &marks(&partners), None);
    partners.remove(7);
    let second = place(&plane, &marks(&partners), Some(&first));
    for (mark, partner) in partners.iter().enumerate() {
        let before = named(&first, if mark < 7 { mark } else { mark + 1 }).unwrap();
        let after = named(&second, mark).unwrap();
        assert_eq!((after.column, after.row), (before.column, before.row), "{}", partner.name);
    }
}

#[test]
fn walking_the_selection_through_all_leaves_no_trace() {
    let plane = plane(80, 24);
    let partners = sample(FORTY, &plane);
    let first = place(&plane, &marks(&partners), None);
    let mut layout = first.clone();
    for selected in 0..partners.len() {
        let mut marks = marks(&partners);
        marks[selected].selected = true;
        layout = place(&plane, &marks, Some(&layout));
        assert_eq!(named(&layout, selected).unwrap().text, partners[selected].name);
    }
    let last = place(&plane, &marks(&partners), Some(&layout));
    assert_eq!(last.labels, first.labels);
}

#[test]
fn in_a_crowd_each_is_named_in_full_while_selected_and_leaves_no_trace() {
    let plane = plane(120, 40);
    let of_stack = |n: u16| (n % 6 * 20 + 2, n / 6 % 4 * 10 + 2);
    let of_number = |n: u16| {
        let (column, row) = of_stack(n);
        // every second one has the name of its neighbor
        partner(&format!("Residents of street {}", n / 2), column, row)
    };
    let partners: Vec<Partner> = (0..480).map(of_number).collect();
    let first = place(&plane, &marks(&partners), None);
    let mut layout = first.clone();
    for (selected, partner) in partners.iter().enumerate() {
        assert!(layout.select(Some(selected)));
        let wanted = format!("{} ·{}", partner.name, 1 + selected % 2);
        assert_eq!(named(&layout, selected).unwrap().text, wanted);
        paint(&plane, &layout);
    }
    assert!(layout.select(None));
    assert_eq!(layout.labels, first.labels);
}

#[test]
fn a_filter_names_who_matches_and_leaves_no_trace() {
    let plane = plane(80, 24);
    let mut partners = sample(HUNDRED_AND_FIFTY, &plane);
    let first = place(&plane, &marks(&partners), None);
    let count = |layout: &Layout, partners: &[Partner]| {
        let matched = (0..partners.len()).filter(|mark| partners[*mark].matched);
        matched.filter(|mark| name(layout, *mark).is_some()).count()
    };
    for partner in &mut partners {
        partner.matched = partner.name.contains("Union");
    }
    let second = place(&plane, &marks(&partners), Some(&first));
    check(&plane, &marks(&partners), &second);
    // Of the 12 unions; the other two stand in stacks without room.
    let (before, after) = (count(&first, &partners), count(&second, &partners));
    assert!(before < 8 && after >= 10, "{before} {after}");
    for partner in &mut partners {
        partner.matched = false;
    }
    let third = place(&plane, &marks(&partners), Some(&second));
    assert_eq!(third.labels, first.labels);
}

#[test]
fn badges_change_only_where_the_partner_leaves_and_comes() {
    let plane = plane(40, 12);
    let mut dice = Dice(9);
    let mut at = |end: u64| u16::try_from(dice.below(end)).unwrap();
    let mut partners: Vec<Partner> =
        (0..200).map(|index| partner(&format!("P{index}"), at(40), at(12))).collect();
    let first = place(&plane, &marks(&partners), None);
    check(&plane, &marks(&partners), &first);
    assert!(first.dense);
    partners[0].column = (partners[0].column + 20) % 40;
    let second = place(&plane, &marks(&partners), Some(&first));
    let changed = second.markers.iter().filter(|marker| !first.markers.contains(marker));
    assert_eq!(changed.count(), 2);
}
