//! The cells around one marker, packed so that it takes a few steps to see that a label can't be
//! somewhere. Hundreds of places are looked at for each marker.

use super::canvas::Canvas;
use super::spot::{LEADER_ROWS, Place};

/// Rows around a marker in which its label can be.
const ROWS: usize = 2 * LEADER_ROWS as usize + 1;

/// The column of the marker in the bits of a row.
const MIDDLE: i32 = 64;
/// How far from the marker's column a text may reach to be seen whole, with a cell beside it.
const REACH: i32 = 62;

/// The rows around a marker: a bit is set where a label can be.
pub(super) struct View([u128; ROWS]);

/// The same for a text of a width: a bit is set where the cell before the text can be.
pub(super) struct Room([u128; ROWS]);

impl View {
    pub(super) fn of(canvas: &Canvas, (column, row): (i32, i32)) -> Self {
        let mut rows = row - LEADER_ROWS..;
        Self([(); _].map(|()| rows.next().map_or(0, |row| around(canvas, column, row))))
    }

    /// Where a text of so many cells finds them free, and free cells or the border beside them.
    pub(super) fn room(&self, cells: i32) -> Room {
        let wanted = cells.unsigned_abs().saturating_add(2);
        Room(self.0.map(|free| {
            // the bits at which `known` free ones begin, which are more with every round
            let (mut begins, mut known) = (free, 1);
            while known < wanted && begins != 0 {
                let more = known.min(wanted - known);
                begins &= begins.checked_shr(more).unwrap_or_default();
                known += more;
            }
            begins
        }))
    }
}

impl Room {
    /// Whether the text is where there is room in this place; true also where it reaches out of view.
    pub(super) fn could_hold(&self, place: &Place, width: i32) -> bool {
        let first = place.start(width);
        if first < -REACH || first + width - 1 > REACH {
            return true;
        }
        let row = usize::try_from(place.down + LEADER_ROWS).ok().and_then(|row| self.0.get(row));
        row.is_none_or(|row| (row >> (first - 1 + MIDDLE)) & 1 == 1)
    }
}

/// The free cells of a row around a column.
fn around(canvas: &Canvas, column: i32, row: i32) -> u128 {
    let Some((words, width)) = canvas.row(row) else { return 0 };
    // Where the plane begins and ends in the bits.
    let (from, to) = (MIDDLE - column, MIDDLE - column + width);
    let words = words.iter().zip((from..).step_by(64));
    let taken = words.fold(0, |bits, (word, at)| bits | moved(u128::from(*word), at));
    // Nothing outside can be had, but the border is as good as a blank: a text that reached it
    // would have the cell beyond beside it.
    let before = !moved(u128::MAX, (from - 1).max(0));
    !(taken | before | moved(u128::MAX, to + 1))
}

/// The bits moved up by so many cells, or down.
fn moved(bits: u128, by: i32) -> u128 {
    let cells = by.unsigned_abs();
    let moved = if by < 0 { bits.checked_shr(cells) } else { bits.checked_shl(cells) };
    moved.unwrap_or_default()
}
