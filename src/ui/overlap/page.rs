//! Lines written one below the other: headings, signs with texts beside them, measures at their ends.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::super::draw::{width, wrapped};
use super::super::theme::{Density, Look, Mark, Role};
use crate::analysis::{Extent, Share};

/// How much of it there is room for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Room {
    /// The facts alone.
    Tight,
    /// With blank lines between the parts.
    Airy,
    /// With the partners' own words.
    Full,
}

/// Lines that are written one below the other.
pub(super) struct Page {
    pub(super) look: Look,
    pub(super) columns: u16,
    pub(super) lines: Vec<Line<'static>>,
}

impl Page {
    pub(super) fn plain(&mut self, text: &str) {
        self.indented(("", Style::new()), text, Style::new());
    }

    pub(super) fn heading(&mut self, text: &str, room: Room) {
        if room > Room::Tight && !self.lines.is_empty() {
            self.lines.push(Line::default());
        }
        self.indented(("", Style::new()), text, self.look.heading());
    }

    /// A heading that can be spared, for the signs tell the parts apart.
    pub(super) fn section(&mut self, text: &str, room: Room) {
        if room > Room::Tight {
            self.heading(text, room);
        }
    }

    /// A sign, and a text beside it that stays clear of it in all its lines.
    pub(super) fn indented(&mut self, (sign, sign_style): (&str, Style), text: &str, style: Style) {
        let indent = if sign.is_empty() { 0 } else { width(sign) + 1 };
        let lines = wrapped(text, self.columns.saturating_sub(indent).max(1));
        for (at, line) in lines.into_iter().enumerate() {
            let before = if at == 0 { sign.to_owned() } else { " ".repeat(width(sign).into()) };
            let gap = if sign.is_empty() { "" } else { " " };
            self.lines.push(Line::from(vec![
                Span::styled(before, sign_style),
                Span::raw(gap),
                Span::styled(line, style),
            ]));
        }
    }

    /// The same, with a measure at the right end of its first line.
    pub(super) fn measured(
        &mut self,
        (sign, style): (&str, Style),
        text: &str,
        measure: Vec<Span<'static>>,
    ) {
        let measure = Line::from(measure);
        let size = u16::try_from(measure.width()).unwrap_or(self.columns);
        let indent = width(sign) + 1;
        let room = self.columns.saturating_sub(indent);
        let first = wrapped(text, room.saturating_sub(size + 2).max(1)).into_iter().next();
        let first = first.unwrap_or_default();
        let rest = text.get(first.len()..).unwrap_or("").trim_start();
        let blank = room.saturating_sub(width(&first) + size);
        let mut line = Line::from(vec![
            Span::styled(sign.to_owned(), style),
            Span::raw(format!(" {first}{}", " ".repeat(blank.into()))),
        ]);
        line.spans.extend(measure.spans);
        self.lines.push(line);
        if !rest.is_empty() {
            self.indented((&" ".repeat(width(sign).into()), Style::new()), rest, Style::new());
        }
    }

    pub(super) fn dim(&self) -> Style {
        self.look.style(Role::Dim)
    }

    /// The sign of so much common ground.
    pub(super) fn ground(&self, common: Share) -> (&'static str, Style) {
        let none = Mark::Common(Extent::None);
        Density::of(common).map_or((self.look.sign(none), self.look.mark_style(none)), |density| {
            self.look.density(density)
        })
    }

    pub(super) fn tension(&self) -> (&'static str, Style) {
        (self.look.sign(Mark::Tension), self.look.mark_style(Mark::Tension))
    }
}
