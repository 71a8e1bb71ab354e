//! The matrix itself: which cells there is room for, their shades and marks, names at the rows and columns.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::super::draw::{cut, put, put_right, scrolled, width};
use super::super::frame::Canvas;
use super::super::theme::{Mark, Role};
use super::cell::Cell;
use super::headings::{Headings, cut_down, downward, headings, longest, start};
use crate::app::{App, Target};

/// The most and the least cells that a name gets at a row.
pub(super) const NAME_COLUMNS: (u16, u16) = (24, 8);

/// Sizes of a cell, the widest first: columns, and rows at most.
const PITCHES: [(u16, u16); 7] = [(10, 4), (8, 3), (6, 2), (5, 2), (4, 1), (3, 1), (2, 1)];

/// How a matrix is laid out.
pub(super) struct Matrix<'a> {
    app: &'a App,
    /// Columns and rows of a cell.
    pitch: (u16, u16),
    /// Columns of the names at the rows.
    name: u16,
    /// Columns of the numbers at the rows; 0 without numbers.
    number: u16,
    headings: Headings,
    partners: u16,
}

impl<'a> Matrix<'a> {
    /// The largest layout in which all partners fit within so many columns and rows, borders
    /// included; where none does, the smallest one, to be scrolled.
    pub(super) fn fitted(app: &'a App, order: &[usize], (columns, rows): (u16, u16)) -> Self {
        let partners = u16::try_from(order.len()).unwrap_or(u16::MAX);
        let (columns, rows) = (columns.saturating_sub(4), rows.saturating_sub(2));
        let (longest, short) = longest(app, order);
        let name = longest.clamp(NAME_COLUMNS.1, NAME_COLUMNS.0);
        let tight = name.min((columns / 4).clamp(NAME_COLUMNS.1, 18));
        let room = |pitch: (u16, u16)| {
            let all = partners.checked_mul(pitch.0)?.checked_add(4)?;
            columns.checked_sub(all)
        };
        let found = [name, tight].into_iter().flat_map(|name| {
            let sizes = PITCHES.iter().filter(move |pitch| name == tight || pitch.0 > 5);
            sizes.map(move |&pitch| (pitch, name))
        });
        let mut found = found.filter_map(|(pitch, least)| Some((pitch, room(pitch)?, least)));
        let found = found.find(|&(_, room, least)| room >= least);
        let (pitch, name) =
            found.map_or(((3, 1), tight), |(pitch, room, _)| (pitch, name.min(room)));
        let headings = headings(app, order, (pitch, short, rows));
        let tall = match headings {
            Headings::Down(tall) => tall,
            _ => 1,
        };
        let high = (1..=pitch.1).rev().find(|high| {
            let all = usize::from(partners) * usize::from(*high) + usize::from(tall);
            all <= usize::from(rows.saturating_sub(3))
        });
        let number = match headings {
            Headings::Numbers => width(&order.len().to_string()) + 1,
            _ => 0,
        };
        let room = room(pitch).map_or(name, |room| room.saturating_sub(number));
        let name = name.min(room.max(NAME_COLUMNS.1));
        Self { app, pitch: (pitch.0, high.unwrap_or(1)), name, number, headings, partners }
    }

    /// The columns that all of it takes, without borders.
    pub(super) fn width(&self) -> u16 {
        self.left().saturating_add(self.partners.saturating_mul(self.pitch.0)).saturating_add(1)
    }

    /// The rows that all of it takes, without borders.
    pub(super) fn height(&self, partners: usize) -> u16 {
        let rows = u16::try_from(partners).unwrap_or(u16::MAX).saturating_mul(self.pitch.1);
        self.top().saturating_add(rows)
    }

    /// The columns left of the cells: group mark, number, name.
    fn left(&self) -> u16 {
        2 + self.number + self.name + 1
    }

    /// The rows above the cells.
    fn top(&self) -> u16 {
        match self.headings {
            Headings::Down(rows) => rows,
            Headings::Numbers if self.number > self.pitch.0 => self.number - 1,
            _ => 1,
        }
    }

    /// Draws the part around the cursor that there is room for.
    pub(super) fn draw(&mut self, order: &[usize], area: Rect, canvas: &mut Canvas<'_>) {
        self.name = self.name.min(area.width.saturating_sub(self.number + 3 + self.pitch.0 * 2));
        let high = area.height.saturating_sub(self.top()) / self.pitch.1;
        let wide = area.width.saturating_sub(self.left() + 1) / self.pitch.0;
        let (high, wide) = (usize::from(high), usize::from(wide));
        let find = |id: Option<usize>| order.iter().position(|&index| Some(index) == id);
        let view = &self.app.view;
        let chosen = find(self.app.selected_index());
        let other = view.other.as_ref().and_then(|id| self.app.map().partners.get_index_of(id));
        let other = find(other);
        let (rows, columns) = canvas.memory.matrix;
        let rows = scrolled(rows, chosen.unwrap_or(rows), high, order.len());
        let columns = scrolled(columns, other.unwrap_or(columns), wide, order.len());
        canvas.memory.matrix = (rows, columns);
        let part = Part { area, from: (rows, columns), to: (rows + high, columns + wide) };
        self.head(order, &part, other, canvas);
        for (at, &partner) in order.iter().enumerate().take(part.to.0).skip(rows) {
            self.label(at, partner, (&part, chosen), canvas);
            let pairs = order.iter().enumerate().take(part.to.1).skip(columns);
            for (across, &with) in pairs {
                let is_here = (Some(at), Some(across)) == (chosen, other);
                let place = self.place(&part, at, across);
                self.cell((partner, with), is_here, place, canvas);
            }
        }
        Self::tell_of_the_rest(order.len(), &part, canvas);
    }

    /// Where a cell lies.
    fn place(&self, part: &Part, row: usize, column: usize) -> Rect {
        let offset = |at: usize, from: usize, each: u16| {
            u16::try_from(at - from).unwrap_or(u16::MAX).saturating_mul(each)
        };
        Rect {
            x: part.area.x + self.left() + offset(column, part.from.1, self.pitch.0),
            y: part.area.y + self.top() + offset(row, part.from.0, self.pitch.1),
            width: self.pitch.0,
            height: self.pitch.1,
        }
        .intersection(part.area)
    }

    /// The name at a row.
    fn label(
        &self,
        at: usize,
        partner: usize,
        (part, chosen): (&Part, Option<usize>),
        canvas: &mut Canvas<'_>,
    ) {
        let Some((id, record)) = self.app.partner_at(partner) else { return };
        let look = canvas.look;
        let middle = (self.pitch.1 - 1) / 2;
        let first = self.place(part, at, part.from.1);
        let line = Rect { x: part.area.x, y: first.y + middle, width: self.left() - 1, height: 1 };
        let line = line.intersection(part.area);
        let mut style = Style::new();
        if chosen == Some(at) {
            style = look.cursor().add_modifier(Modifier::BOLD);
        }
        if self.app.view.group.contains(id) {
            let mark = look.mark_style(Mark::Marked);
            put(canvas.buffer, line, look.sign(Mark::Marked), mark);
        }
        let mut text = Rect { x: line.x + 2, width: line.width.saturating_sub(2), ..line };
        if self.number > 0 {
            let number = Rect { width: self.number - 1, ..text };
            put_right(canvas.buffer, number, &(at + 1).to_string(), look.style(Role::Dim));
            text = Rect {
                x: text.x + self.number,
                width: text.width.saturating_sub(self.number),
                ..text
            };
        }
        let name = cut(&record.name, text.width);
        let blank = usize::from(text.width.saturating_sub(width(&name)));
        let name = if chosen == Some(at) { format!("{name}{:blank$}", "") } else { name };
        put(canvas.buffer, text, &name, style);
        canvas
            .drawn
            .note(Rect { height: self.pitch.1, y: first.y, ..line }, Target::Partner(id.clone()));
    }

    /// One cell: the shade of the common ground, and the mark of a tension.
    fn cell(&self, (a, b): (usize, usize), is_here: bool, place: Rect, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        let shown = if a == b { Cell::Same } else { Cell::of(self.app.answers().overlap(a, b)) };
        let lead = u16::from(self.pitch.0 > 3);
        let shade = self.pitch.0 - lead - 1;
        let rows = if self.pitch.1 > 2 { self.pitch.1 - 1 } else { self.pitch.1 };
        let middle = (self.pitch.1 - 1) / 2;
        let (sign, style) = shown.sign(look);
        let (mark, mark_style) = shown.mark(look);
        for line in 0..rows.min(place.height) {
            let line_of = Rect { y: place.y + line, height: 1, ..place };
            let inner = Rect { x: line_of.x + lead, width: shade, ..line_of };
            if shown.fills() {
                put(canvas.buffer, inner, &sign.repeat(shade.into()), style);
            } else if line == middle {
                let center = Rect { x: inner.x + shade / 2, width: 1, ..inner };
                put(canvas.buffer, center, sign, style);
            }
            if line == middle {
                let at = Rect { x: inner.x + shade, width: 1, ..inner };
                put(canvas.buffer, at, mark, mark_style);
            }
            if is_here {
                Self::cursor(&shown, line_of, lead, canvas);
            }
        }
        let ids = [a, b].map(|partner| self.app.partner_at(partner).map(|(id, _)| id.clone()));
        if let [Some(row), Some(column)] = ids
            && a != b
        {
            canvas.drawn.note(place, Target::Pair(row, column));
        }
    }

    /// The cursor: brackets around the cell, or, where there is no room for them, its mark reversed.
    fn cursor(shown: &Cell, line: Rect, lead: u16, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        let accent = look.style(Role::Accent).add_modifier(Modifier::BOLD);
        if lead > 0 {
            put(canvas.buffer, Rect { width: 1, ..line }, look.either("▐", "["), accent);
            let after = Rect { x: line.right(), width: 1, ..line };
            put(canvas.buffer, after, look.either("▌", "]"), accent);
            return;
        }
        let sign = shown.plain(look);
        let text = format!("{sign}{}", shown.mark(look).0);
        put(
            canvas.buffer,
            line,
            &format!("{text:<width$}", width = line.width.into()),
            look.cursor(),
        );
    }

    /// What stands above the columns.
    fn head(&self, order: &[usize], part: &Part, other: Option<usize>, canvas: &mut Canvas<'_>) {
        let lead = u16::from(self.pitch.0 > 3);
        for (at, &partner) in order.iter().enumerate().take(part.to.1).skip(part.from.1) {
            let Some((_, record)) = self.app.partner_at(partner) else { continue };
            let style = if other == Some(at) {
                canvas.look.cursor().add_modifier(Modifier::BOLD)
            } else {
                Style::new()
            };
            let x = self.place(part, part.from.0, at).x + lead;
            let cells = self.pitch.0 - lead;
            let top = Rect { x, y: part.area.y, width: cells, height: 1 };
            match self.headings {
                Headings::Across => {
                    put(canvas.buffer, top, &record.short_name(), style);
                }
                Headings::Starts => {
                    let start = start(&record.short_name(), self.pitch.0 - 1);
                    put(canvas.buffer, top, &start, style);
                }
                Headings::Numbers => {
                    let number = (at + 1).to_string();
                    if self.number > self.pitch.0 {
                        downward(&number, (top, self.top()), style, canvas);
                    } else {
                        put(canvas.buffer, top, &number, style);
                    }
                }
                Headings::Down(rows) => {
                    downward(&cut_down(&record.short_name(), rows), (top, rows), style, canvas);
                }
            }
        }
    }

    /// Which part of a large matrix is seen, on the lower border.
    fn tell_of_the_rest(all: usize, part: &Part, canvas: &mut Canvas<'_>) {
        let seen = |from: usize, to: usize| (to - from < all).then(|| (from + 1, to.min(all)));
        let rows = seen(part.from.0, part.to.0).map(|(from, to)| format!("rows {from} to {to}"));
        let columns =
            seen(part.from.1, part.to.1).map(|(from, to)| format!("columns {from} to {to}"));
        let told: Vec<String> = [rows, columns].into_iter().flatten().collect();
        if !told.is_empty() {
            let text = format!(" {} of {all} ", told.join(", "));
            let border = Rect { y: part.area.bottom(), height: 1, ..part.area };
            put_right(canvas.buffer, border, &text, canvas.look.style(Role::Dim));
        }
    }
}

/// The part of the matrix that is seen.
struct Part {
    /// Where it lies.
    area: Rect,
    /// The first row and column.
    from: (usize, usize),
    /// The ones after the last.
    to: (usize, usize),
}
