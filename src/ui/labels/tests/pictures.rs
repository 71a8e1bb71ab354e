//! Whole layouts, to be looked at.

use super::super::place;
use super::*;

/// The plane with its legend below.
fn picture(lines: &str, width: u16, height: u16) -> String {
    let (right, bottom) = (width - 14, height - 1);
    let area = |column, row| Area { column, row, width: 14 };
    let reserved = vec![area(0, 0), area(right, 0), area(0, bottom), area(right, bottom)];
    let plane = Plane { width, height, reserved };
    let partners = sample(lines, &plane);
    let marks = marks(&partners);
    let layout = place(&plane, &marks, None);
    check(&plane, &marks, &layout);
    let (entries, more) = layout.legend_in(3);
    let mut lines = vec![paint(&plane, &layout)];
    lines.extend(entries.iter().map(|(key, mark)| format!("{key}  {}", partners[*mark].name)));
    if more > 0 {
        lines.push(format!("{more} more: zoom"));
    }
    lines.join("\n")
}

#[test]
fn twelve_partners_at_60_by_20() {
    insta::assert_snapshot!(picture(TWELVE, 60, 20));
}

#[test]
fn forty_partners_at_118_by_34() {
    insta::assert_snapshot!(picture(FORTY, 118, 34));
}

#[test]
fn forty_partners_at_60_by_20() {
    insta::assert_snapshot!(picture(FORTY, 60, 20));
}

#[test]
fn hundred_and_fifty_partners_at_80_by_24() {
    insta::assert_snapshot!(picture(HUNDRED_AND_FIFTY, 80, 24));
}
