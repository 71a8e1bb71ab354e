//! What has been placed, as cells: markers, labels and the leaders between them.

use super::placer::{Placer, cell_number};
use super::spot::{Spot, joins};
use super::{Glyph, Label, Layout, Leader, Marker, Plane};
use crate::model::order_by_key;

impl Placer {
    /// The markers, without keys.
    pub(super) fn markers(&self) -> Vec<Marker> {
        let markers = self.groups.iter().map(|group| Marker {
            column: cell_number(group.cell.0),
            row: cell_number(group.cell.1),
            members: group.members.clone(),
            glyph: match group.members.len() {
                1 => Glyph::Own,
                count @ 2..=9 => Glyph::Count(count.to_string()),
                _ => Glyph::Count("+".into()),
            },
        });
        markers.collect()
    }

    /// What has been placed so far, without keys, beside its markers.
    pub(super) fn layout(&self, plane: &Plane, markers: Vec<Marker>) -> Layout {
        let covered = plane.reserved.iter().enumerate().filter(|(_, area)| {
            let last = i32::from(area.column) + i32::from(area.width) - 1;
            self.canvas.any_marker(area.row.into(), area.column.into(), last)
        });
        Layout {
            markers,
            labels: self.labels(),
            leaders: self.leaders(plane),
            covered: covered.map(|(index, _)| index).collect(),
            ..Layout::default()
        }
    }

    fn labels(&self) -> Vec<Label> {
        let label = |(mark, spot): (usize, Spot)| {
            let (row, first, _) = spot.text(self.seats[mark].cell);
            let (_, text) = self.forms(mark).nth(usize::from(spot.form))?;
            let (column, row) = (cell_number(first), cell_number(row));
            Some(Label { mark, column, row, text: text.written.clone(), form: text.form })
        };
        let mut labels: Vec<Label> = self.put_spots().filter_map(label).collect();
        order_by_key(&mut labels, |label| label.mark); // the guest comes last
        labels
    }

    fn leaders(&self, plane: &Plane) -> Vec<Leader> {
        let mut cells = Vec::new();
        for (mark, spot) in self.put_spots() {
            let seat = self.seats[mark];
            spot.all_joints(seat.cell, |joint| {
                cells.push((joint.row, joint.column, seat.group, joint.joins));
                true
            });
        }
        debug_assert!(cells.iter().all(|cell| cell.1 < plane.width.into()), "a leader outside");
        cells.sort_unstable();
        cells
            .chunk_by(|one, other| (one.0, one.1) == (other.0, other.1))
            .map(|cell| Leader {
                column: cell_number(cell[0].1),
                row: cell_number(cell[0].0),
                symbol: joins::character(cell.iter().fold(0, |joins, part| joins | part.3)),
                marker: cell[0].2 as usize,
            })
            .collect()
    }
}
