//! What the tests share: samples, a painter that refuses to write a cell twice, and the laws.

mod counts;
mod laws;
mod pictures;
mod stability;
mod texts;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::text::{clean, reading};
use super::{Area, Form, Glyph, Label, Layout, Mark, Plane, project};

/// A partner as the tests keep it.
#[derive(Clone, Debug)]
struct Partner {
    name: String,
    short: String,
    column: u16,
    row: u16,
    influence: i64,
    interest: i64,
    matched: bool,
}

impl Partner {
    fn mark(&self) -> Mark<'_> {
        Mark {
            name: &self.name,
            short: &self.short,
            column: self.column,
            row: self.row,
            selected: false,
            matched: self.matched,
            influence: self.influence,
            interest: self.interest,
        }
    }
}

fn marks(partners: &[Partner]) -> Vec<Mark<'_>> {
    partners.iter().map(Partner::mark).collect()
}

fn partner(name: &str, column: u16, row: u16) -> Partner {
    let (name, short) = (name.into(), String::new());
    Partner { name, short, column, row, influence: 5, interest: 5, matched: false }
}

fn plane(width: u16, height: u16) -> Plane {
    Plane { width, height, reserved: Vec::new() }
}

/// The partners of a data file, `name|interest|influence` a line, on a plane of this size.
fn sample(lines: &str, plane: &Plane) -> Vec<Partner> {
    let point = 1_000_000_000;
    let partner = |line: &str| {
        let mut parts = line.rsplit('|');
        let influence: i64 = parts.next().unwrap().parse().unwrap();
        let interest: i64 = parts.next().unwrap().parse().unwrap();
        let column = project(interest * point, plane.width);
        let row = plane.height - 1 - project(influence * point, plane.height);
        Partner { influence, interest, ..partner(parts.next().unwrap(), column, row) }
    };
    lines.lines().map(partner).collect()
}

const TWELVE: &str = include_str!("../../../../tests/data/partners_12.txt");
const FORTY: &str = include_str!("../../../../tests/data/partners_40.txt");
const HUNDRED_AND_FIFTY: &str = include_str!("../../../../tests/data/partners_150.txt");

/// The layout as text. Panics when a cell is written twice, or outside.
fn paint(plane: &Plane, layout: &Layout) -> String {
    let mut cells = vec![vec![None; plane.width.into()]; plane.height.into()];
    let mut write = |column: u16, row: u16, text: &str| {
        let mut column = usize::from(column);
        for grapheme in text.graphemes(true) {
            let width = grapheme.width();
            for part in 0..width {
                let cell: &mut Option<String> = &mut cells[usize::from(row)][column + part];
                assert_eq!(*cell, None, "{grapheme:?} of {text:?} at {column}, {row}");
                *cell = Some(if part == 0 { grapheme.into() } else { String::new() });
            }
            column += width;
        }
    };
    for (index, Area { column, row, width }) in plane.reserved.iter().enumerate() {
        if !layout.covered.contains(&index) {
            write(*column, *row, &"▒".repeat((*width).into()));
        }
    }
    for marker in &layout.markers {
        let glyph = match &marker.glyph {
            Glyph::Own => "●",
            Glyph::Key(text) | Glyph::Count(text) => text,
        };
        write(marker.column, marker.row, glyph);
    }
    for leader in &layout.leaders {
        write(leader.column, leader.row, &leader.symbol.to_string());
    }
    for label in &layout.labels {
        write(label.column, label.row, &label.text);
    }
    let line = |row: &Vec<Option<String>>| {
        let line: String = row.iter().map(|cell| cell.as_deref().unwrap_or(" ")).collect();
        line.trim_end().to_string()
    };
    cells.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Panics unless nothing is written twice or outside, everybody can be found and nothing reads
/// alike.
fn check(plane: &Plane, marks: &[Mark<'_>], layout: &Layout) {
    paint(plane, layout);
    let mut members: Vec<usize> =
        layout.markers.iter().flat_map(|marker| marker.members.clone()).collect();
    members.sort_unstable();
    assert_eq!(members, (0..marks.len()).collect::<Vec<_>>(), "each mark has one marker");
    for marker in &layout.markers {
        assert!(!marker.members.is_empty());
        let at = (marker.column, marker.row);
        for mark in marker.members.iter().filter(|_| !layout.dense) {
            let mark = &marks[*mark];
            let cell = (mark.column.min(plane.width - 1), mark.row.min(plane.height - 1));
            assert_eq!(cell, at, "markers stand where the partner is");
        }
        match &marker.glyph {
            Glyph::Count(_) => assert!(marker.members.len() > 1),
            Glyph::Own => assert_eq!(marker.members.len(), 1),
            Glyph::Key(key) => {
                assert_eq!(layout.legend.iter().filter(|entry| entry.0 == *key).count(), 1);
                assert!(layout.legend.contains(&(key.clone(), marker.members[0])));
            }
        }
    }
    let mut readings: Vec<String> =
        layout.labels.iter().map(|label| reading(&label.text)).collect();
    for label in &layout.labels {
        let is_others = |(other, mark): (usize, &Mark<'_>)| {
            other != label.mark && reading(&clean(mark.name)) == reading(&label.text)
        };
        let alike = marks.iter().enumerate().any(is_others);
        assert!(!alike || label.form == Form::Key, "{:?} is another's name", label.text);
        let is_key = layout.legend.contains(&(label.text.clone(), label.mark));
        assert_eq!(is_key, label.form == Form::Key);
        assert!(label.text.chars().all(|c| !c.is_control()));
    }
    let keys = layout.markers.iter().filter_map(|marker| match &marker.glyph {
        Glyph::Key(key) => Some(key.clone()),
        _ => None,
    });
    readings.extend(keys);
    readings.sort();
    let twins: Vec<&[String]> = readings.windows(2).filter(|two| two[0] == two[1]).collect();
    assert!(twins.is_empty(), "texts read the same: {twins:?}");
    let alone = layout.markers.iter().filter(|marker| marker.members.len() == 1 && !layout.dense);
    for marker in alone {
        let mark = marker.members[0];
        let key = matches!(marker.glyph, Glyph::Key(_));
        assert!(key != named(layout, mark).is_some(), "{mark} has a label or a key");
    }
}

/// The label of a mark.
fn named(layout: &Layout, mark: usize) -> Option<&Label> {
    layout.labels.iter().find(|label| label.mark == mark)
}

/// The label of a mark, if it is a name and not a key.
fn name(layout: &Layout, mark: usize) -> Option<&Label> {
    named(layout, mark).filter(|label| label.form != Form::Key)
}

/// A small generator of repeatable numbers.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    /// Moves a partner one step up, down, left or right, if it can.
    fn step(&mut self, partner: &mut Partner, plane: &Plane) {
        match self.below(4) {
            0 => partner.column = (partner.column + 1).min(plane.width - 1),
            1 => partner.column = partner.column.saturating_sub(1),
            2 => partner.row = (partner.row + 1).min(plane.height - 1),
            _ => partner.row = partner.row.saturating_sub(1),
        }
    }
}
