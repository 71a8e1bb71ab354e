//! Keys for the partners that found no room for a name.

use super::canvas::{Canvas, Owner};
use super::keep::Memory;
use super::placer::{Placer, Seat, cell_number};
use super::{Form, Glyph, Label, Layout};
use crate::model::order_by_key;

/// First characters of keys. No digits: beside a marker they would look like a stack's count.
const FIRST: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// Second characters of keys.
const SECOND: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// All keys: one character, then two.
fn keys() -> impl Iterator<Item = String> {
    let one = FIRST.iter().map(|first| char::from(*first).to_string());
    let two = FIRST.iter().flat_map(|first| {
        SECOND.iter().map(|second| [char::from(*first), char::from(*second)].iter().collect())
    });
    one.chain(two)
}

/// Gives every mark that stands alone and has no label a key beside its marker, or on it. Members
/// of stacks need none: they are found by opening the stack. False if more keys are needed than can
/// be shown.
pub(super) fn assign(placer: &Placer, layout: &mut Layout, memory: Option<&Memory>) -> bool {
    let is_unnamed = |mark: &usize| placer.spot(*mark).is_none() && !placer.seats[*mark].stacked;
    let mut unnamed: Vec<usize> = placer.order.iter().copied().filter(is_unnamed).collect();
    if unnamed.is_empty() {
        return true;
    }
    if unnamed.len() > FIRST.len() {
        // Those without room beside the marker need the keys of one character.
        order_by_key(&mut unnamed, |mark| {
            side(&placer.canvas, placer.seats[*mark].cell, 2).is_some()
        });
    }
    let remembered = memory.map_or(&[][..], |memory| &memory.legend);
    for remembered in [remembered, &[]] {
        let legend = legend(placer, &unnamed, remembered);
        let mut canvas = placer.canvas.clone();
        let shown: Option<Vec<Shown>> = legend
            .iter()
            .map(|(key, mark)| show(&mut canvas, placer.seats[*mark].cell, key.len()))
            .collect();
        if let Some(shown) = shown {
            write(placer, layout, &legend, &shown);
            layout.legend = legend;
            return true;
        }
    }
    false
}

/// A key for each of the marks, in the order of the keys. Those that had one keep it.
fn legend(
    placer: &Placer,
    unnamed: &[usize],
    remembered: &[(String, usize)],
) -> Vec<(String, usize)> {
    let known = |mark: &usize| {
        let old = remembered.iter().find(|(_, other)| other == mark).map(|(key, _)| key);
        old.filter(|key| !placer.read_like(key))
    };
    let is_used = |key: &String| unnamed.iter().filter_map(known).any(|used| used == key);
    let mut free = keys().filter(|key| !placer.read_like(key) && !is_used(key));
    let mut legend: Vec<(String, usize)> = unnamed
        .iter()
        .filter_map(|mark| Some((known(mark).cloned().or_else(|| free.next())?, *mark)))
        .collect();
    let order = |key: &str| {
        let mut ranks = key.bytes().map(|byte| SECOND.iter().position(|other| *other == byte));
        (key.len(), ranks.next(), ranks.next())
    };
    order_by_key(&mut legend, |(key, _)| order(key));
    legend
}

/// Where a key is written.
#[derive(Clone, Copy)]
enum Shown {
    /// Beside the marker, from this column on.
    Beside(i32),
    /// Instead of the marker's symbol.
    On,
}

/// Takes the cells of a key beside its marker or, for a key of one character, on it.
fn show(canvas: &mut Canvas, cell: (i32, i32), length: usize) -> Option<Shown> {
    let width = if length == 1 { 1 } else { 2 };
    let Some(first) = side(canvas, cell, width) else {
        return (width == 1).then_some(Shown::On);
    };
    for column in first..first + width {
        canvas.take(column, cell.1, Owner::Reserved);
    }
    Some(Shown::Beside(first))
}

fn write(placer: &Placer, layout: &mut Layout, legend: &[(String, usize)], shown: &[Shown]) {
    for ((key, mark), shown) in legend.iter().zip(shown) {
        let Seat { cell, group, .. } = placer.seats[*mark];
        match *shown {
            Shown::On => layout.markers[group as usize].glyph = Glyph::Key(key.clone()),
            Shown::Beside(first) => {
                let (column, row) = (cell_number(first), cell_number(cell.1));
                let (mark, text) = (*mark, key.clone());
                layout.labels.push(Label { mark, column, row, text, form: Form::Key });
            }
        }
    }
    order_by_key(&mut layout.labels, |label| label.mark);
}

/// First of `width` free cells touching the marker, right or else left, with a blank beyond.
fn side(canvas: &Canvas, (column, row): (i32, i32), width: i32) -> Option<i32> {
    let free = |column: i32| canvas.owner(column, row) == Some(Owner::Free);
    let blank = |column: i32| canvas.owner(column, row).is_none_or(|owner| owner == Owner::Free);
    if (1..=width).all(|cell| free(column + cell)) && blank(column + width + 1) {
        return Some(column + 1);
    }
    let left = (1..=width).all(|cell| free(column - cell)) && blank(column - width - 1);
    left.then_some(column - width)
}
