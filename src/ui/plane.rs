//! The plane of the grid: axes, quadrants, markers, labels and their leaders.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::draw::{put, put_right, width, write};
use super::frame::Canvas;
use super::grid::plane_of;
use super::hits::Plane;
use super::labels::{self, Area, Glyph, Layout};
use super::marking::Marking;
use super::theme::{Look, Mark, Role};
use crate::analysis::Extent;
use crate::app::{App, Filter, GridMode, Target};
use crate::edit::Revision;
use crate::model::Quadrant;

/// The labels as they were drawn last, and what they were drawn for.
#[derive(Debug, Default)]
pub(super) struct Placed {
    layout: Layout,
    /// The partner of each mark of the layout.
    partners: Vec<usize>,
    of: Option<Drawing>,
}

/// Of more partners than this, so few can be named that no care helps.
const MOST_IMPROVED: usize = 600;

/// All that the places of the labels depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Drawing {
    revision: Revision,
    plane: Plane,
    selected: Option<usize>,
    filter: Filter,
    curtain: bool,
}

impl Placed {
    /// Follows the selection; false where something else has changed too.
    fn select(&mut self, drawing: &Drawing) -> bool {
        let Some(of) = self.of.as_mut() else { return false };
        of.selected = drawing.selected;
        if of != drawing {
            return false;
        }
        let selected = self.mark_of(drawing.selected);
        self.layout.select(selected)
    }

    /// The mark of a partner, who are in file order both.
    fn mark_of(&self, partner: Option<usize>) -> Option<usize> {
        partner.and_then(|index| self.partners.binary_search(&index).ok())
    }

    /// The key that stands for a partner at its marker, if one does.
    pub(super) fn key_of(&self, index: usize) -> Option<&str> {
        let of = |mark: &usize| self.partners.get(*mark) == Some(&index);
        self.layout.legend.iter().find(|(_, mark)| of(mark)).map(|(key, _)| key.as_str())
    }

    /// The keys, and whom they stand for.
    pub(super) fn keys(&self) -> Vec<(String, usize)> {
        let whom = |(key, mark): &(String, usize)| {
            self.partners.get(*mark).map(|index| (key.clone(), *index))
        };
        self.layout.legend.iter().filter_map(whom).collect()
    }

    /// The cells that keys take in a list, with a blank behind; 0 where there are none.
    pub(super) fn key_width(&self) -> u16 {
        self.layout.legend.iter().map(|(key, _)| width(key) + 1).max().unwrap_or(0)
    }
}

/// Draws the plane.
pub(super) fn draw(app: &App, area: Rect, marking: &Marking<'_>, canvas: &mut Canvas<'_>) {
    let Some(plane) = plane_of(app, area) else { return };
    canvas.drawn.note_plane(plane);
    let names = axes(app, area, plane, canvas);
    place_labels(app, plane, &names, canvas);
    let placed = std::mem::take(&mut canvas.memory.placed);
    quadrants(app, plane, &names, &placed.layout, canvas);
    leaders(plane, &placed, marking, canvas);
    markers(app, plane, &placed, marking, canvas);
    names_of_partners(app, plane, &placed, marking, canvas);
    tensions(plane, &placed, marking, canvas);
    canvas.memory.placed = placed;
}

/// The ends of both axes, and where the names of the quadrants go.
fn axes(app: &App, area: Rect, plane: Plane, canvas: &mut Canvas<'_>) -> Vec<(Area, Quadrant)> {
    let dim = canvas.look.style(Role::Dim);
    let Plane { area: cells, zoom } = plane;
    let ends = |quadrant: Quadrant| match quadrant {
        Quadrant::ManageClosely => (("5", "10"), ("5", "10")),
        Quadrant::KeepSatisfied => (("0", "5"), ("5", "10")),
        Quadrant::KeepInformed => (("5", "10"), ("0", "5")),
        Quadrant::Monitor => (("0", "5"), ("0", "5")),
    };
    let (across, up) = zoom.map_or((("0", "10"), ("0", "10")), ends);
    let left = |y: u16| Rect { x: area.x, y, width: 2, height: 1 };
    put_right(canvas.buffer, left(cells.y), up.1, dim);
    put_right(canvas.buffer, left(cells.bottom() - 1), up.0, dim);
    let foot = Rect { x: cells.x, y: cells.bottom(), width: cells.width, height: 1 };
    put(canvas.buffer, foot, across.0, dim);
    put_right(canvas.buffer, foot, across.1, dim);
    let middle = cells.width / 2;
    let words = "interest →   influence ↑";
    let start = middle.saturating_sub(width(words) / 2);
    if cells.width > width(words) + 8 {
        put(
            canvas.buffer,
            Rect { x: foot.x + start, width: foot.width - start, ..foot },
            words,
            dim,
        );
    }
    let high = (cells.width > 36 && cells.height > 7) || zoom.is_some();
    if !high {
        return Vec::new();
    }
    let shown = zoom.map_or(Quadrant::ALL.to_vec(), |zoom| vec![zoom]);
    let corner = |quadrant: Quadrant| {
        let wide = width(quadrant.called(app.curtain));
        let (right, low) = match quadrant {
            Quadrant::ManageClosely => (true, false),
            Quadrant::KeepSatisfied => (false, false),
            Quadrant::KeepInformed => (true, true),
            Quadrant::Monitor => (false, true),
        };
        let column = if right { cells.width.saturating_sub(wide) } else { 0 };
        let row = if low { cells.height - 1 } else { 0 };
        (Area { column, row, width: wide }, quadrant)
    };
    shown.into_iter().map(corner).collect()
}

/// The lines between the quadrants, and their names where no marker stands on them.
fn quadrants(
    app: &App,
    plane: Plane,
    names: &[(Area, Quadrant)],
    layout: &Layout,
    canvas: &mut Canvas<'_>,
) {
    let cells = plane.area;
    let dim = canvas.look.style(Role::Dim);
    if plane.zoom.is_none() && cells.width > 12 && cells.height > 4 {
        // high is above 5: the lines run behind the cell of 5
        let middle = 5_000_000_000;
        let column = cells.x + labels::project(middle, cells.width) + 1;
        let row = (cells.bottom() - 1).saturating_sub(labels::project(middle, cells.height) + 1);
        for x in cells.left()..cells.right() {
            line(canvas, (x, row), "┈");
        }
        for y in cells.top()..cells.bottom() {
            line(canvas, (column, y), "┊");
        }
    }
    for (n, (area, quadrant)) in names.iter().enumerate() {
        if !layout.covered.contains(&n) {
            let style = dim.add_modifier(Modifier::BOLD);
            let (x, y) = (cells.x + area.column, cells.y + area.row);
            canvas.buffer.set_stringn(x, y, quadrant.called(app.curtain), area.width.into(), style);
        }
    }
}

/// One cell of a line between quadrants.
fn line(canvas: &mut Canvas<'_>, at: (u16, u16), sign: &str) {
    if let Some(cell) = canvas.buffer.cell_mut(at) {
        cell.set_symbol(sign).set_style(canvas.look.style(Role::Dim));
    }
}

/// Finds places for the labels, unless nothing has changed since they were placed last.
fn place_labels(app: &App, plane: Plane, names: &[(Area, Quadrant)], canvas: &mut Canvas<'_>) {
    let drawing = Drawing {
        revision: app.history().revision(),
        plane,
        selected: app.selected_index(),
        filter: app.view.filter.clone(),
        curtain: app.curtain.is_drawn(),
    };
    let placed = &mut canvas.memory.placed;
    if placed.of.as_ref() == Some(&drawing) || placed.select(&drawing) {
        return;
    }
    let (partners, marks) = marks_of(app, plane);
    let ground = labels::Plane {
        width: plane.area.width,
        height: plane.area.height,
        reserved: names.iter().map(|(area, _)| *area).collect(),
    };
    let same_plane = placed.of.as_ref().is_some_and(|of| of.plane == plane);
    let previous = (same_plane && placed.partners == partners).then_some(&placed.layout);
    let (layout, wish) = match (previous, canvas.memory.care) {
        (None, Care::Quick) => {
            let layout = labels::place_quickly(&ground, &marks);
            let wish = (marks.len() <= MOST_IMPROVED).then(|| Improvement {
                ground,
                quick: layout.clone(),
                marks: marks.iter().map(Sketch::of).collect(),
                partners: partners.clone(),
                of: drawing.clone(),
            });
            (layout, wish)
        }
        (previous, _) => (labels::place(&ground, &marks, previous), None),
    };
    canvas.memory.wish = wish.or(canvas.memory.wish.take());
    canvas.memory.placed = Placed { layout, partners, of: Some(drawing) };
}

/// The partners on the plane, and what the labels need to know of them.
fn marks_of(app: &App, plane: Plane) -> (Vec<usize>, Vec<labels::Mark<'_>>) {
    let cells = plane.area;
    let (selected, matched) = (app.selected_index(), !app.view.filter.is_empty());
    let on_plane = |index: &usize| {
        let (_, partner) = app.partner_at(*index)?;
        let (interest, influence) = partner.place()?;
        let (across, up) = plane.within(interest, influence)?;
        let mark = labels::Mark {
            name: &partner.name,
            short: &partner.short,
            column: labels::project(across, cells.width),
            row: cells.height - 1 - labels::project(up, cells.height),
            selected: selected == Some(*index),
            matched,
            influence: influence.billionths(),
            interest: interest.billionths(),
        };
        Some((*index, mark))
    };
    app.listed().iter().filter_map(on_plane).unzip()
}

/// How carefully labels are placed when all are placed anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Care {
    /// Quickly, and improved beside the screen.
    #[default]
    Quick,
    /// With all care at once, for a screen that is printed.
    Full,
}

/// Labels that were placed quickly, to be placed with more care beside the screen.
#[derive(Debug)]
pub struct Improvement {
    ground: labels::Plane,
    quick: Layout,
    marks: Vec<Sketch>,
    partners: Vec<usize>,
    of: Drawing,
}

/// Labels that were placed with care.
#[derive(Debug)]
pub struct Improved(Placed);

/// A mark that doesn't borrow from the map.
#[derive(Debug)]
struct Sketch {
    name: Box<str>,
    short: Box<str>,
    at: (u16, u16),
    is: (bool, bool),
    levels: (i64, i64),
}

impl Sketch {
    fn of(mark: &labels::Mark<'_>) -> Self {
        Self {
            name: mark.name.into(),
            short: mark.short.into(),
            at: (mark.column, mark.row),
            is: (mark.selected, mark.matched),
            levels: (mark.influence, mark.interest),
        }
    }

    fn mark(&self) -> labels::Mark<'_> {
        labels::Mark {
            name: &self.name,
            short: &self.short,
            column: self.at.0,
            row: self.at.1,
            selected: self.is.0,
            matched: self.is.1,
            influence: self.levels.0,
            interest: self.levels.1,
        }
    }
}

impl Improvement {
    /// Places the labels; takes some milliseconds.
    #[must_use]
    pub fn carry_out(self) -> Improved {
        let marks: Vec<labels::Mark<'_>> = self.marks.iter().map(Sketch::mark).collect();
        let layout = labels::improve(&self.ground, &marks, &self.quick);
        Improved(Placed { layout, partners: self.partners, of: Some(self.of) })
    }
}

impl Improved {
    /// The places, if they are still for the plane and the partners that were drawn last.
    pub(super) fn fitting(self, last: &Placed) -> Option<Placed> {
        let Self(placed) = self;
        let plane = |placed: &Placed| placed.of.as_ref().map(|of| (of.plane, of.revision));
        let fits = plane(&placed) == plane(last) && placed.partners == last.partners;
        fits.then_some(placed)
    }
}

/// The style of a partner's label: like its mark, reversed where it is selected.
fn style_of(index: usize, marking: &Marking<'_>, look: Look) -> Style {
    let style = look.mark_style(marking.mark(index));
    if marking.is_selected(index) {
        return style.add_modifier(Modifier::REVERSED | Modifier::BOLD);
    }
    style
}

/// The style of a label: tinted like its mark where that tells something, so that the two are seen
/// as one.
fn label_style(app: &App, index: usize, marking: &Marking<'_>, look: Look) -> Style {
    let tells = !matches!(marking.mark(index), Mark::NotScored | Mark::Common(Extent::None));
    let style = style_of(index, marking, look);
    match (&app.view.grid, tells) {
        _ if marking.is_selected(index) => style,
        (_, false) => Style::new(),
        (GridMode::Partner, true) => style,
        (_, true) => style.remove_modifier(Modifier::BOLD),
    }
}

fn leaders(plane: Plane, placed: &Placed, marking: &Marking<'_>, canvas: &mut Canvas<'_>) {
    for leader in &placed.layout.leaders {
        let marker = placed.layout.markers.get(leader.marker);
        let single = marker.filter(|marker| marker.members.len() == 1);
        let of = single.and_then(|marker| placed.partners.get(*marker.members.first()?));
        let style = of.map_or(canvas.look.style(Role::Dim), |index| {
            canvas.look.mark_style(marking.mark(*index)).remove_modifier(Modifier::BOLD)
        });
        let (x, y) = (plane.area.x + leader.column, plane.area.y + leader.row);
        if let Some(cell) = canvas.buffer.cell_mut((x, y)) {
            cell.set_char(leader.symbol).set_style(style);
        }
    }
}

fn markers(
    app: &App,
    plane: Plane,
    placed: &Placed,
    marking: &Marking<'_>,
    canvas: &mut Canvas<'_>,
) {
    let look = canvas.look;
    let chosen = placed.mark_of(app.selected_index());
    for marker in &placed.layout.markers {
        let members =
            || marker.members.iter().filter_map(|mark| placed.partners.get(*mark)).copied();
        let selected = chosen.filter(|mark| marker.members.contains(mark));
        let selected = selected.and_then(|mark| placed.partners.get(mark)).copied();
        let Some(first) = selected.or_else(|| members().next()) else { continue };
        let (text, style) = match &marker.glyph {
            Glyph::Own => (marking.sign(first, look), style_of(first, marking, look)),
            Glyph::Key(key) => (key.as_str(), style_of(first, marking, look)),
            Glyph::Count(count) => {
                let mut style = alike(members(), marking).map_or(look.heading(), |mark| {
                    look.mark_style(mark).add_modifier(Modifier::BOLD)
                });
                if selected.is_some() {
                    style = style.add_modifier(Modifier::REVERSED);
                }
                (count.as_str(), style)
            }
        };
        let (x, y) = (plane.area.x + marker.column, plane.area.y + marker.row);
        write(canvas.buffer, (x, y), text, (plane.area.width, Style::reset().patch(style)));
        let area = Rect { x, y, width: width(text), height: 1 };
        let Some((id, _)) = app.partner_at(first) else { continue };
        let many = marker.members.len() > 1;
        let target = if many { Target::Stack(id.clone()) } else { Target::Partner(id.clone()) };
        canvas.drawn.note(area, target);
    }
}

/// The mark that all members of a stack have, if they have the same one.
fn alike(mut members: impl Iterator<Item = usize>, marking: &Marking<'_>) -> Option<Mark> {
    let first = marking.mark(members.next()?);
    members.all(|index| marking.mark(index) == first).then_some(first)
}

fn names_of_partners(
    app: &App,
    plane: Plane,
    placed: &Placed,
    marking: &Marking<'_>,
    canvas: &mut Canvas<'_>,
) {
    for label in &placed.layout.labels {
        let Some(index) = placed.partners.get(label.mark).copied() else { continue };
        let Some((id, _)) = app.partner_at(index) else { continue };
        let style = label_style(app, index, marking, canvas.look);
        let (x, y) = (plane.area.x + label.column, plane.area.y + label.row);
        write(canvas.buffer, (x, y), &label.text, (plane.area.width, Style::reset().patch(style)));
        let area = Rect { x, y, width: width(&label.text), height: 1 };
        canvas.drawn.note(area, Target::Partner(id.clone()));
    }
}

/// Tension beside common ground: a second mark in the free cell on either side of the first.
fn tensions(plane: Plane, placed: &Placed, marking: &Marking<'_>, canvas: &mut Canvas<'_>) {
    for marker in &placed.layout.markers {
        let [mark] = marker.members.as_slice() else { continue };
        let second = placed.partners.get(*mark).and_then(|index| marking.second(*index));
        let Some(second) = second else { continue };
        let (x, y) = (plane.area.x + marker.column, plane.area.y + marker.row);
        let sides = [x + 1, x.saturating_sub(1)];
        let free =
            sides.into_iter().filter(|x| (plane.area.left()..plane.area.right()).contains(x));
        for x in free {
            let Some(cell) = canvas.buffer.cell_mut((x, y)) else { continue };
            if matches!(cell.symbol(), " " | "┈" | "┊") {
                let style = Style::reset().patch(canvas.look.mark_style(second));
                cell.set_symbol(canvas.look.sign(second)).set_style(style);
                break;
            }
        }
    }
}
