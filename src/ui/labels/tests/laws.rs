//! Laws over random partners and planes.

use proptest::prelude::*;

use super::super::place;
use super::*;

/// Names with everything that is hard: equal, empty, wide, combining, without width, long.
fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Council".to_string()),
        Just("Coun\u{200b}cil".to_string()),
        Just(String::new()),
        Just("a".to_string()),
        Just("\u{301}\t\n".to_string()),
        Just("Zu\u{308}rich council of the Old Town".to_string()),
        Just("Zürich council of the Old Town".to_string()),
        "(Ministry|Department|Residents' association) of (Health|Labor|Finance|Northgate)",
        "[部門市民会議]{1,12}",
        "👩\u{200d}👩\u{200d}👧 (family|families)",
        "[a-zé ]{0,30}",
        "[a-z]{40,90}",
        "(ab|c|\u{fe0f}|…| ·[12]|é|e\u{301}|漢|\r\n){0,6}",
    ]
}

fn any_partner() -> impl Strategy<Value = Partner> {
    let short = prop_oneof![4 => Just(String::new()), 1 => any_name(), 1 => Just("MoH".into())];
    (any_name(), short, any::<(u16, u16)>(), 0..4_i64, 0..4_i64, prop::bool::weighted(0.2))
        .prop_map(|(name, short, (column, row), influence, interest, matched)| Partner {
            name,
            short,
            column,
            row,
            influence,
            interest,
            matched,
        })
}

/// A plane, and partners on it: scattered, or on the points of an ordinal grid.
fn any_scene() -> impl Strategy<Value = (Plane, Vec<Partner>)> {
    let side = |most: u16| prop_oneof![1..=5_u16, 6..=30_u16, 31..=most];
    let area = (any::<(u16, u16)>(), 0..20_u16);
    let areas = prop::option::of(area);
    let partners = prop_oneof![
        prop::collection::vec(any_partner(), 0..12),
        prop::collection::vec(any_partner(), 12..90)
    ];
    (side(200), side(60), areas, 1..40_u16, partners).prop_map(
        |(width, height, area, grain, mut partners)| {
            let reserved = area.map(|((column, row), length)| {
                let column = column % width;
                Area { column, row: row % height, width: length.min(width - column) }
            });
            for partner in &mut partners {
                partner.column = partner.column % width / grain * grain;
                partner.row = partner.row % height / grain.min(5) * grain.min(5);
            }
            (Plane { width, height, reserved: reserved.into_iter().collect() }, partners)
        },
    )
}

/// The scene without a filter: nobody matches it.
fn unfiltered((plane, mut partners): (Plane, Vec<Partner>)) -> (Plane, Vec<Partner>) {
    for partner in &mut partners {
        partner.matched = false;
    }
    (plane, partners)
}

/// The rows and columns that a label or a leader of its stack comes near.
fn is_near(layout: &Layout, mark: usize, (column, row): (u16, u16)) -> bool {
    let near = |first: u16, width: usize| {
        let (column, first) = (usize::from(column), usize::from(first));
        column + 1 >= first && column <= first + width
    };
    let label = named(layout, mark)
        .is_some_and(|label| label.row == row && near(label.column, label.text.width().max(1)));
    let marker = layout.marker_of(mark);
    let on_leader = layout
        .leaders
        .iter()
        .any(|leader| Some(leader.marker) == marker && leader.row == row && near(leader.column, 1));
    label || on_leader
}

/// All that is seen of a layout.
fn same(layout: &Layout) -> impl PartialEq + std::fmt::Debug + '_ {
    (&layout.markers, &layout.labels, &layout.leaders, &layout.legend, &layout.covered)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn in_a_crowd_the_selected_one_is_named_as_long_as_it_is_selected(
        mut partners in prop::collection::vec(any_partner(), 401..600),
        size in (40..160_u16, 10..50_u16),
        walk in prop::collection::vec(any::<prop::sample::Index>(), 1..8),
    ) {
        let plane = plane(size.0, size.1);
        for partner in &mut partners {
            partner.column = partner.column % 6 * (plane.width / 6);
            partner.row = partner.row % 4 * (plane.height / 4);
            partner.matched = false;
        }
        let first = place(&plane, &marks(&partners), None);
        check(&plane, &marks(&partners), &first);
        let mut layout = first.clone();
        for selected in walk {
            let selected = selected.index(partners.len());
            let mut marks = marks(&partners);
            marks[selected].selected = true;
            let anew = place(&plane, &marks, Some(&layout));
            prop_assert!(layout.select(Some(selected)) || layout.dense);
            prop_assert!(layout.dense || same(&layout) == same(&anew));
            check(&plane, &marks, &layout);
            if name(&first, selected).is_none() {
                let form = name(&layout, selected).map(|label| label.form);
                prop_assert!(matches!(form, None | Some(Form::Full)), "{:?}", form);
            }
        }
        prop_assert!(layout.select(None) || layout.dense);
        prop_assert_eq!(same(&layout), same(&first));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn nothing_overlaps_and_everybody_is_found((plane, partners) in any_scene()) {
        let marks = marks(&partners);
        let layout = place(&plane, &marks, None);
        check(&plane, &marks, &layout);
        let again = place(&plane, &marks, None);
        prop_assert_eq!(&again.labels, &layout.labels);
        prop_assert_eq!(&again.leaders, &layout.leaders);
        let kept = place(&plane, &marks, Some(&layout));
        check(&plane, &marks, &kept);
    }

    #[test]
    fn a_walk_keeps_the_laws(
        (plane, partners) in any_scene(),
        seed in any::<u64>(),
        other in (1..40_u16, 1..20_u16),
    ) {
        let mut partners = partners;
        let mut dice = Dice(seed);
        let mut layout = place(&plane, &marks(&partners), None);
        for turn in 0..8 {
            if partners.is_empty() {
                break;
            }
            let index = usize::try_from(dice.below(partners.len() as u64)).unwrap();
            match dice.below(5) {
                0 => drop(partners.remove(index)),
                1 => partners.push(partners[index].clone()),
                2 => partners[index].name.push_str(" of Old Town"),
                _ => dice.step(&mut partners[index], &plane),
            }
            let mut marks = marks(&partners);
            if turn % 2 == 0 && index < marks.len() {
                marks[index].selected = true;
            }
            layout = place(&plane, &marks, Some(&layout));
            check(&plane, &marks, &layout);
        }
        let resized = Plane { width: other.0, height: other.1, reserved: Vec::new() };
        let marks = marks(&partners);
        if !marks.is_empty() {
            check(&resized, &marks, &place(&resized, &marks, Some(&layout)));
        }
    }

    #[test]
    fn a_step_moves_no_label_that_is_not_in_its_way(
        (plane, partners) in any_scene().prop_map(unfiltered),
        seed in any::<u64>(),
    ) {
        prop_assume!(!partners.is_empty());
        let before = place(&plane, &marks(&partners), None);
        let mut dice = Dice(seed);
        let mut partners = partners;
        let index = usize::try_from(dice.below(partners.len() as u64)).unwrap();
        dice.step(&mut partners[index], &plane);
        let after = place(&plane, &marks(&partners), Some(&before));
        if before.dense || after.dense {
            let changed = after.markers.iter().filter(|marker| !before.markers.contains(marker));
            prop_assert!(before.dense != after.dense || changed.count() <= 2);
            return Ok(());
        }
        let cell = (partners[index].column, partners[index].row);
        for mark in (0..partners.len()).filter(|mark| *mark != index) {
            if name(&before, mark).is_some() && !is_near(&before, mark, cell) {
                prop_assert_eq!(name(&before, mark), name(&after, mark));
            }
        }
    }

    #[test]
    fn selecting_disturbs_only_what_is_in_the_way_and_only_for_a_while(
        (plane, partners) in any_scene().prop_map(unfiltered),
        index in any::<prop::sample::Index>(),
    ) {
        prop_assume!(!partners.is_empty());
        let plain = marks(&partners);
        let before = place(&plane, &plain, None);
        let selected = index.index(plain.len());
        let mut marks = plain.clone();
        marks[selected].selected = true;
        let after = place(&plane, &marks, Some(&before));
        check(&plane, &marks, &after);
        let back = place(&plane, &plain, Some(&after));
        prop_assert_eq!(&back.leaders, &before.leaders);
        let Some(own) = named(&after, selected).filter(|_| !before.dense && !after.dense) else {
            return Ok(());
        };
        let mut taken: Vec<(u16, u16)> =
            (0..own.text.width()).map(|cell| (own.column + u16::try_from(cell).unwrap(), own.row)).collect();
        let marker = after.marker_of(selected);
        let leaders = after.leaders.iter().filter(|leader| Some(leader.marker) == marker);
        taken.extend(leaders.map(|leader| (leader.column, leader.row)));
        for mark in (0..partners.len()).filter(|mark| *mark != selected) {
            let in_the_way = taken.iter().any(|cell| is_near(&before, mark, *cell));
            if name(&before, mark).is_some() && !in_the_way {
                prop_assert_eq!(name(&before, mark), name(&after, mark));
            }
            prop_assert_eq!(name(&before, mark), name(&back, mark));
        }
    }

    #[test]
    fn a_selection_is_laid_out_as_if_everything_were(
        (plane, partners) in any_scene(),
        walk in prop::collection::vec(prop::option::of(any::<prop::sample::Index>()), 1..6),
    ) {
        prop_assume!(!partners.is_empty());
        let mut layout = place(&plane, &marks(&partners), None);
        for selected in walk {
            let mut marks = marks(&partners);
            if let Some(index) = selected {
                let index = index.index(marks.len());
                marks[index].selected = true;
            }
            let mut followed = layout.clone();
            let chosen = marks.iter().position(|mark| mark.selected);
            let is_followed = followed.select(chosen);
            prop_assert!(is_followed || layout.dense);
            let mut forgetful = layout.clone();
            forgetful.memory.ground = None;
            let anew = place(&plane, &marks, Some(&forgetful));
            layout = place(&plane, &marks, Some(&layout));
            check(&plane, &marks, &layout);
            prop_assert_eq!(&layout.markers, &anew.markers);
            prop_assert_eq!(&layout.labels, &anew.labels);
            prop_assert_eq!(&layout.leaders, &anew.leaders);
            prop_assert_eq!(&layout.legend, &anew.legend);
            if is_followed {
                prop_assert_eq!(same(&followed), same(&anew));
            }
        }
    }

    #[test]
    fn a_wide_plane_shows_the_selected_name_in_full(
        partners in prop::collection::vec(any_partner(), 1..30),
        index in any::<prop::sample::Index>(),
    ) {
        let mut partners = partners;
        for partner in &mut partners {
            partner.column = partner.column % 50 * 4;
            partner.row = partner.row % 30 * 2;
        }
        let plane = plane(200, 60);
        let mut marks = marks(&partners);
        let selected = index.index(marks.len());
        marks[selected].selected = true;
        let layout = place(&plane, &marks, None);
        check(&plane, &marks, &layout);
        let form = named(&layout, selected).map(|label| label.form);
        prop_assert_eq!(form, Some(Form::Full));
    }
}
