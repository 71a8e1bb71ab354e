//! The cells around one marker, packed so that it takes a few steps to see that a label can't be
//! somewhere. Hundreds of places are looked at for each marker.

use super::canvas::Canvas;
use super::spot::{LEADER_ROWS, Spot};

/// The column of the marker in the bits of a row.
const MIDDLE: i32 = 64;
/// How far from the marker's column a text may reach to be seen whole, with a cell beside it.
const REACH: i32 = 62;

/// The rows around a marker: a bit is set where no label can be.
pub(super) struct View([u128; 2 * LEADER_ROWS as usize + 1]);

impl View {
    pub(super) fn of(canvas: &Canvas, (column, row): (i32, i32)) -> Self {
        let mut rows = row - LEADER_ROWS..;
        Self([(); _].map(|()| rows.next().map_or(u128::MAX, |row| around(canvas, column, row))))
    }

    /// Whether a label's text finds its cells free, and free cells or the border beside them; true
    /// also for a text that reaches out of view.
    pub(super) fn could_take(&self, spot: &Spot) -> bool {
        let (first, last) = (spot.start, spot.start + spot.width - 1);
        if first < -REACH || last > REACH {
            return true;
        }
        let row = usize::try_from(spot.down + LEADER_ROWS).ok().and_then(|row| self.0.get(row));
        let text = !moved(u128::MAX, last - first + 3);
        row.is_none_or(|row| row & moved(text, first - 1 + MIDDLE) == 0)
    }
}

/// The cells of a row around a column.
fn around(canvas: &Canvas, column: i32, row: i32) -> u128 {
    let Some((words, width)) = canvas.row(row) else { return u128::MAX };
    // Where the plane begins and ends in the bits.
    let (from, to) = (MIDDLE - column, MIDDLE - column + width);
    let words = words.iter().zip((from..).step_by(64));
    let taken = words.fold(0, |bits, (word, at)| bits | moved(u128::from(*word), at));
    // Nothing outside can be had, but the border is as good as a blank: a text that reached it
    // would have the cell beyond beside it.
    let before = !moved(u128::MAX, (from - 1).max(0));
    taken | before | moved(u128::MAX, to + 1)
}

/// The bits moved up by so many cells, or down.
fn moved(bits: u128, by: i32) -> u128 {
    let cells = by.unsigned_abs();
    let moved = if by < 0 { bits.checked_shr(cells) } else { bits.checked_shl(cells) };
    moved.unwrap_or_default()
}
