//! Badges: when markers crowd the plane, one count stands for each fixed tile of it.

use std::collections::BTreeMap;

use super::group::{Group, groups};
use super::keep::Memory;
use super::placer::cell_number;
use super::text::{Names, cells, clean, reading};
use super::{Form, Glyph, Label, Layout, Mark, Marker, Plane};
use crate::model::order_by_key;

/// Cells of a tile.
const TILE_COLUMNS: u16 = 8;
/// Rows of a tile.
const TILE_ROWS: u16 = 3;
/// Badges are shown when markers take more than so many percent of the cells. Not measured; a guess.
const ENTER_PERCENT: usize = 12;
/// Single markers come back when they take fewer, so that one move doesn't flip the whole plane
/// there and back.
const LEAVE_PERCENT: usize = 10;

/// Whether so many markers crowd the plane, and badges would be fewer.
pub(super) fn is_wanted(plane: &Plane, markers: usize, is_dense: bool) -> bool {
    let area = usize::from(plane.width) * usize::from(plane.height);
    let tiles = usize::from(plane.width.div_ceil(TILE_COLUMNS))
        * usize::from(plane.height.div_ceil(TILE_ROWS));
    let percent = if is_dense { LEAVE_PERCENT } else { ENTER_PERCENT };
    markers * 100 > area * percent && markers > tiles
}

/// Badges where markers crowd the plane, and not only keys lack room.
pub(super) fn crowded(plane: &Plane, marks: &[Mark<'_>]) -> Layout {
    let mut layout = place(plane, marks);
    layout.memory.is_crowded = true;
    layout
}

/// One badge for each tile with partners in it: the count and, if it fits, the first one's name.
pub(super) fn place(plane: &Plane, marks: &[Mark<'_>]) -> Layout {
    let tiles = tiles(plane, marks);
    let names = names(&tiles, marks);
    let mut layout = Layout { dense: true, memory: Memory::of_badges(plane), ..Layout::default() };
    let area = |tile: &Group| {
        let (column, row) = (cell_number(tile.cell.0), cell_number(tile.cell.1));
        (column, row, TILE_COLUMNS.min(plane.width - column), TILE_ROWS.min(plane.height - row))
    };
    for (tile, name) in tiles.into_iter().zip(names) {
        let (column, row, width, height) = area(&tile);
        let first = tile.members[0];
        let (glyph, digits) = glyph(tile.members.len(), width);
        let middle = row + (height - 1) / 2;
        // The last column stays blank, so that neighbors don't run together.
        let room = i32::from(width) - 1;
        if let Some((text, form)) = name {
            let beside = i32::from(digits) + 1 + cells(&text) <= room;
            let below = height == TILE_ROWS && cells(&text) <= room;
            let at = if beside {
                Some((column + digits + 1, middle))
            } else {
                below.then_some((column, middle + 1))
            };
            let label = at.map(|(column, row)| Label { mark: first, column, row, text, form });
            layout.labels.extend(label);
        }
        layout.markers.push(Marker { column, row: middle, members: tile.members, glyph });
    }
    order_by_key(&mut layout.labels, |label| label.mark);
    layout.covered = covered(plane, &layout);
    layout
}

/// The marks by tile; a group's cell is the tile's first.
fn tiles(plane: &Plane, marks: &[Mark<'_>]) -> Vec<Group> {
    let mut marks = marks.to_vec();
    for mark in &mut marks {
        mark.column = mark.column.min(plane.width - 1) / TILE_COLUMNS * TILE_COLUMNS;
        mark.row = mark.row.min(plane.height - 1) / TILE_ROWS * TILE_ROWS;
    }
    groups(plane, &marks)
}

fn glyph(count: usize, width: u16) -> (Glyph, u16) {
    if count == 1 {
        return (Glyph::Own, 1);
    }
    let digits = count.to_string();
    match u16::try_from(digits.len()) {
        Ok(length) if length <= width => (Glyph::Count(digits), length),
        _ => (Glyph::Count("+".into()), 1),
    }
}

/// The name of each tile's first partner, full or short, where it is narrow enough for a tile and
/// nobody else has one that reads alike.
fn names(tiles: &[Group], marks: &[Mark<'_>]) -> Vec<Option<(String, Form)>> {
    let fits = |text: &String| !text.is_empty() && cells(text) < i32::from(TILE_COLUMNS);
    let drafts: Vec<Vec<(String, Form)>> = tiles
        .iter()
        .map(|tile| {
            let mark = &marks[tile.members[0]];
            let both = [(clean(mark.name), Form::Full), (clean(mark.short), Form::Short)];
            both.into_iter().filter(|(text, _)| fits(text)).collect()
        })
        .collect();
    if drafts.iter().all(Vec::is_empty) {
        return vec![None; tiles.len()];
    }
    let all = Names::of(marks);
    let mut shorts: BTreeMap<String, usize> = BTreeMap::new();
    for mark in marks.iter().filter(|mark| !mark.short.is_empty()) {
        *shorts.entry(reading(&clean(mark.short))).or_default() += 1;
    }
    let own = |tile: &Group, text: &str, form: Form| {
        let first = tile.members[0];
        let mark = &marks[first];
        let is_own_short = form == Form::Short || clean(mark.short) == text;
        let others = usize::from(is_own_short);
        !all.is_others(text, first) && shorts.get(&reading(text)).copied().unwrap_or(0) <= others
    };
    tiles
        .iter()
        .zip(drafts)
        .map(|(tile, drafts)| drafts.into_iter().find(|(text, form)| own(tile, text, *form)))
        .collect()
}

/// The reserved areas that a badge or its name lies on.
fn covered(plane: &Plane, layout: &Layout) -> Vec<usize> {
    let marker = |marker: &Marker| {
        let width = match &marker.glyph {
            Glyph::Own => 1,
            Glyph::Key(text) | Glyph::Count(text) => cells(text),
        };
        (marker.row, i32::from(marker.column), width)
    };
    let label = |label: &Label| (label.row, i32::from(label.column), cells(&label.text));
    let texts: Vec<(u16, i32, i32)> =
        layout.markers.iter().map(marker).chain(layout.labels.iter().map(label)).collect();
    let areas = plane.reserved.iter().enumerate();
    areas
        .filter(|(_, area)| {
            let (first, last) =
                (i32::from(area.column), i32::from(area.column) + i32::from(area.width));
            texts.iter().any(|(row, column, width)| {
                *row == area.row && *column < last && column + width > first
            })
        })
        .map(|(index, _)| index)
        .collect()
}
