//! What was drawn where, so that the mouse finds it.

use ratatui::layout::{Position, Rect};

use crate::app::Target;
use crate::model::{Decimal, Level, PartnerId, Quadrant};

/// What lies where on the screen that was just drawn.
#[derive(Debug, Default)]
pub struct Drawn {
    areas: Vec<(Rect, Target)>,
    plane: Option<Plane>,
}

/// Where the grid lies, and which part of the scales it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plane {
    /// The cells of the grid, without its axes.
    pub area: Rect,
    /// The quadrant that fills it, if it isn't all four.
    pub zoom: Option<Quadrant>,
}

impl Plane {
    /// The lower ends and the length of the scales shown: interest, influence, length.
    fn window(self) -> (i64, i64, i64) {
        match self.zoom {
            None => (0, 0, 10),
            Some(Quadrant::ManageClosely) => (5, 5, 5),
            Some(Quadrant::KeepSatisfied) => (0, 5, 5),
            Some(Quadrant::KeepInformed) => (5, 0, 5),
            Some(Quadrant::Monitor) => (0, 0, 5),
        }
    }

    /// The levels on the scale shown, as if it went from 0 to 10; `None` where the place lies outside.
    #[must_use]
    pub fn within(self, interest: Level, influence: Level) -> Option<(i64, i64)> {
        let (left, low, length) = self.window();
        let on = |level: Level, start: i64| {
            let at = (level.billionths() - start * Decimal::ONE) * 10 / length;
            (0..=10 * Decimal::ONE).contains(&at).then_some(at)
        };
        Some((on(interest, left)?, on(influence, low)?))
    }

    /// Interest and influence at a cell, to the nearest whole point, or half point where zoomed.
    #[must_use]
    pub fn levels(self, column: u16, row: u16) -> (Level, Level) {
        let (left, low, length) = self.window();
        let area = self.area;
        let across = column.clamp(area.left(), area.right().saturating_sub(1)) - area.left();
        let down = row.clamp(area.top(), area.bottom().saturating_sub(1)) - area.top();
        let up = area.height.saturating_sub(1) - down;
        // twenty steps on the whole scale, so that half points are reached when zoomed in
        let steps = if self.zoom.is_some() { 2 } else { 1 };
        let level = |cell: u16, cells: u16, start: i64| {
            let last = i64::from(cells.saturating_sub(1)).max(1);
            let at = (i64::from(cell) * length * steps * 2 + last) / (last * 2);
            let billionths = start * Decimal::ONE + at * Decimal::ONE / steps;
            Level::clamped(Decimal::from_billionths(billionths))
        };
        (level(across, area.width, left), level(up, area.height, low))
    }
}

impl Drawn {
    /// Notes that a target lies in an area; what is noted later lies above.
    pub(super) fn note(&mut self, area: Rect, target: Target) {
        self.areas.push((area, target));
    }

    /// Notes where the grid lies.
    pub(super) fn note_plane(&mut self, plane: Plane) {
        self.plane = Some(plane);
    }

    /// What lies at a cell.
    #[must_use]
    pub fn at(&self, column: u16, row: u16) -> Target {
        let place = Position { x: column, y: row };
        let found = self.areas.iter().rev().find(|(area, _)| area.contains(place));
        found.map_or(Target::Elsewhere, |(_, target)| target.clone())
    }

    /// The partner whose marker, label or row in the tray lies at a cell, while the grid is shown.
    #[must_use]
    pub fn draggable_at(&self, column: u16, row: u16) -> Option<PartnerId> {
        match self.at(column, row) {
            Target::Partner(id) if self.plane.is_some() => Some(id),
            _ => None,
        }
    }

    /// Whether a cell belongs to the grid.
    #[must_use]
    pub fn is_on_plane(&self, column: u16, row: u16) -> bool {
        self.plane.is_some_and(|plane| plane.area.contains(Position { x: column, y: row }))
    }

    /// Interest and influence at a cell, if the grid is shown.
    #[must_use]
    pub fn levels_at(&self, column: u16, row: u16) -> Option<(Level, Level)> {
        self.plane.map(|plane| plane.levels(column, row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corners_of_the_grid_are_the_ends_of_the_scales() {
        let plane = Plane { area: Rect::new(10, 5, 41, 21), zoom: None };
        let at = |column, row| {
            let (interest, influence) = plane.levels(column, row);
            format!("{interest} {influence}")
        };
        assert_eq!(at(10, 25), "0 0");
        assert_eq!(at(50, 5), "10 10");
        assert_eq!(at(30, 15), "5 5");
        assert_eq!(at(0, 99), "0 0");
        let zoomed = Plane { zoom: Some(Quadrant::ManageClosely), ..plane };
        assert_eq!(zoomed.levels(10, 25).0.to_string(), "5");
        assert_eq!(zoomed.levels(50, 5).1.to_string(), "10");
    }
}
