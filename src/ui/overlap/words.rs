//! The pair under the cursor, or the partners marked as a group, in words.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::super::draw::{cut, width, wrapped};
use super::super::theme::{Density, Look, Mark, Role};
use crate::analysis::explain;
use crate::analysis::{Extent, Group, GroupTheme, Part, PartKind, Share};
use crate::app::App;
use crate::model::Direction;

/// How much of it there is room for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Room {
    /// The facts alone.
    Tight,
    /// With blank lines between the parts.
    Airy,
    /// With the partners' own words.
    Full,
}

/// The positions of the partners marked as a group, when there are at least two.
pub(super) fn group(app: &App) -> Option<Vec<usize>> {
    let partners = &app.map().partners;
    let marked: Vec<usize> =
        app.view.group.iter().filter_map(|id| partners.get_index_of(id)).collect();
    (marked.len() > 1).then_some(marked)
}

/// The positions of the pair under the cursor.
fn pair(app: &App) -> Option<(usize, usize)> {
    let other = app.map().partners.get_index_of(app.view.other.as_ref()?)?;
    Some((app.selected_index()?, other))
}

/// Everything in words, as far as it fits so many columns and rows.
pub(super) fn told(app: &App, look: Look, (columns, rows): (u16, u16)) -> Vec<Line<'static>> {
    let write = |room| {
        let mut page = Page { look, columns, lines: Vec::new() };
        match (group(app), pair(app)) {
            (Some(group), _) => page.group(app, &group, room),
            (None, Some(pair)) => page.pair(app, pair, room),
            (None, None) => page.plain("Choose two partners to compare"),
        }
        page.lines
    };
    let fits = |lines: &Vec<Line<'_>>| lines.len() <= usize::from(rows);
    [Room::Full, Room::Airy].into_iter().map(write).find(fits).unwrap_or_else(|| write(Room::Tight))
}

/// The pair or the group in one line.
pub(super) fn short(app: &App) -> String {
    let (map, answers) = (app.map(), app.answers());
    match (group(app), pair(app)) {
        (Some(group), _) => explain::group(map, answers, &group, app.curtain).heading,
        (None, Some(pair)) => explain::pair(map, answers, pair, app.curtain).heading,
        (None, None) => String::new(),
    }
}

/// Marks with their words, in as many lines as they need.
pub(in crate::ui) fn flow(
    look: Look,
    columns: u16,
    parts: &[(String, Style, &'static str)],
) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut line: Vec<Span<'static>> = Vec::new();
    let mut taken = 0;
    for (sign, style, word) in parts {
        let wide = width(sign) + width(word) + u16::from(!sign.is_empty());
        if taken > 0 && taken + 2 + wide > columns {
            lines.push(Line::from(std::mem::take(&mut line)));
            taken = 0;
        }
        if taken > 0 {
            line.push(Span::raw("  "));
            taken += 2;
        }
        let gap = if sign.is_empty() { "" } else { " " };
        line.push(Span::styled(sign.clone(), *style));
        line.push(Span::styled(format!("{gap}{word}"), look.style(Role::Dim)));
        taken += wide;
    }
    lines.push(Line::from(line));
    lines
}

/// Lines that are written one below the other.
struct Page {
    look: Look,
    columns: u16,
    lines: Vec<Line<'static>>,
}

impl Page {
    fn plain(&mut self, text: &str) {
        self.indented(("", Style::new()), text, Style::new());
    }

    fn heading(&mut self, text: &str, room: Room) {
        if room > Room::Tight && !self.lines.is_empty() {
            self.lines.push(Line::default());
        }
        self.indented(("", Style::new()), text, self.look.heading());
    }

    /// A heading that can be spared, for the signs tell the parts apart.
    fn section(&mut self, text: &str, room: Room) {
        if room > Room::Tight {
            self.heading(text, room);
        }
    }

    /// A sign, and a text beside it that stays clear of it in all its lines.
    fn indented(&mut self, (sign, sign_style): (&str, Style), text: &str, style: Style) {
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

    /// The same, with a word at the right end of its first line.
    fn measured(&mut self, sign: (&str, Style), text: &str, (word, word_style): (&str, Style)) {
        let columns = self.columns;
        let first = self.lines.len();
        self.columns = columns.saturating_sub(width(word) + 2);
        self.indented(sign, text, Style::new());
        self.columns = columns;
        if let Some(line) = self.lines.get_mut(first) {
            let taken = u16::try_from(line.width()).unwrap_or(columns);
            let blank = columns.saturating_sub(taken + width(word));
            line.push_span(Span::raw(" ".repeat(blank.into())));
            line.push_span(Span::styled(word.to_owned(), word_style));
        }
    }

    fn dim(&self) -> Style {
        self.look.style(Role::Dim)
    }

    /// The sign of so much common ground.
    fn ground(&self, common: Share) -> (&'static str, Style) {
        let none = Mark::Common(Extent::None);
        Density::of(common).map_or((self.look.sign(none), self.look.mark_style(none)), |density| {
            self.look.density(density)
        })
    }

    fn tension(&self) -> (&'static str, Style) {
        (self.look.sign(Mark::Tension), self.look.mark_style(Mark::Tension))
    }

    fn pair(&mut self, app: &App, (a, b): (usize, usize), room: Room) {
        let answers = app.answers();
        let why = explain::pair(app.map(), answers, (a, b), app.curtain);
        let names = format!("{} and {}", name(app, a), name(app, b));
        self.heading(&names, Room::Tight);
        let Some(overlap) = answers.overlap(a, b) else {
            self.indented((self.look.sign(Mark::NotKnown), self.dim()), &why.heading, Style::new());
            for line in &why.lines {
                self.indented(("  ", Style::new()), line, self.dim());
            }
            return;
        };
        self.indented(
            self.ground(overlap.common),
            &sized(overlap.common, "common ground"),
            Style::new(),
        );
        if !overlap.tension.is_zero() {
            self.indented(self.tension(), &sized(overlap.tension, "tension"), Style::new());
        }
        let mut parts = answers.parts(a, b, app.curtain);
        let told = parts.len();
        parts.sort_by_key(|part| std::cmp::Reverse(part.share)); // stable
        let (common, tension): (Vec<Part>, Vec<Part>) =
            parts.into_iter().partition(|part| matches!(part.kind, PartKind::Common { .. }));
        if !common.is_empty() {
            self.section("They agree on", room);
            for part in &common {
                self.part(app, (a, b), part, room);
            }
        }
        if !tension.is_empty() {
            self.section("They clash over", room);
            for part in &tension {
                self.part(app, (a, b), part, room);
            }
        }
        if let Some(potential) = answers.trade_potential(a, b) {
            self.section("They could trade", room);
            let text = trade(app, potential);
            match room {
                Room::Tight => self.plain(&format!("To trade: {text}")),
                Room::Airy | Room::Full => self.plain(text),
            }
        }
        let mut notes = why.lines.iter().skip(told).peekable();
        if notes.peek().is_some() && room > Room::Tight {
            self.lines.push(Line::default());
        }
        for note in notes {
            self.indented(("", Style::new()), note, self.dim());
        }
    }

    /// One theme on which a pair agrees or clashes.
    fn part(&mut self, app: &App, (a, b): (usize, usize), part: &Part, room: Room) {
        let theme = theme(app, part.theme);
        let size = part.share.extent().word();
        let dim = self.dim();
        let (text, sign, wants) = match part.kind {
            PartKind::Common { wants } => {
                let text = format!("{theme}: both want {}", wants.word());
                (text, self.ground(part.share), (wants, wants))
            }
            PartKind::Tension { a_wants } => {
                let text = format!(
                    "{theme}: {} wants {}, {} wants {}",
                    short_name(app, a),
                    a_wants.word(),
                    short_name(app, b),
                    a_wants.opposite().word()
                );
                (text, self.tension(), (a_wants, a_wants.opposite()))
            }
        };
        self.measured(sign, &text, (size, dim));
        if room == Room::Full {
            self.quotes(app, (a, part.theme, wants.0));
            self.quotes(app, (b, part.theme, wants.1));
        }
    }

    /// What a partner says about a theme, in their own words, as far as it may be shown.
    fn quotes(&mut self, app: &App, (partner, theme, wants): (usize, usize, Direction)) {
        let Some((_, record)) = app.partner_at(partner) else { return };
        let theme = app.map().themes.get_index(theme).map(|(id, _)| id);
        for criterion in record.success.values() {
            let Some(content) = criterion.shown(app.curtain) else { continue };
            if content.theme.as_ref() == theme && content.wants == wants {
                let said = content.says.split_whitespace().collect::<Vec<_>>().join(" ");
                let text = format!("{}: \"{said}\"", record.short_name());
                self.indented(("  ", Style::new()), &text, self.dim());
            }
        }
    }

    fn group(&mut self, app: &App, members: &[usize], room: Room) {
        let group = app.answers().group(members, app.curtain);
        self.heading(&format!("What these {} share", members.len()), Room::Tight);
        let names: Vec<String> = members.iter().map(|&member| short_name(app, member)).collect();
        let sign = self.look.sign(Mark::Marked);
        self.indented((sign, self.look.mark_style(Mark::Marked)), &list(&names), Style::new());
        let Some(common) = group.common else {
            self.heading("It isn't known what success means to any of them", room);
            return;
        };
        let known = if group.known == group.of {
            "all hold".to_owned()
        } else {
            format!("all hold of the {} of {} we know", group.known, group.of)
        };
        let text = format!("{}: what {known}", sized(common, "common ground"));
        self.indented(self.ground(common), &text, Style::new());
        if room > Room::Tight {
            self.lines.push(Line::default());
        }
        for line in &group.themes {
            self.held(app, &group, line, room);
        }
        if group.themes.is_empty() {
            self.plain("None of their criteria that may be shown has a theme");
        }
        if room > Room::Tight {
            self.lines.push(Line::default());
            self.indented(("", Style::new()), "Esc unmarks them and shows the pair", self.dim());
        }
    }

    /// One theme as a group sees it: how many hold it, how many are against.
    fn held(&mut self, app: &App, group: &Group, line: &GroupTheme, room: Room) {
        let _ = room;
        let dots = dots(self.look, line.breadth, group.known);
        let against = match line.against.part() {
            0 => String::new(),
            count => format!("  {} {count} against", self.look.sign(Mark::Tension)),
        };
        let text = format!("{} {}", line.wants.word(), theme(app, line.theme));
        let style = if line.against.is_zero() { self.dim() } else { self.tension().1 };
        let counted = if line.breadth.is_all() {
            format!("all hold it{against}")
        } else {
            format!("{} of {}{against}", line.breadth.part(), line.breadth.whole())
        };
        let bold = if line.breadth.is_all() {
            self.look.mark_style(Mark::Common(Extent::Much)).add_modifier(Modifier::BOLD)
        } else {
            self.look.mark_style(Mark::Common(Extent::Some))
        };
        self.measured((&dots, bold), &text, (&counted, style));
    }
}

/// How many hold something: a dot for each, or, of many, for each tenth.
fn dots(look: Look, breadth: Share, known: usize) -> String {
    const MOST: u64 = 10;
    let (part, whole) = (breadth.part(), breadth.whole());
    let (full, all) = if known as u64 <= MOST {
        (part, whole)
    } else {
        // rounded up, so that nobody is left out, and full only when all hold it
        ((part * MOST).div_ceil(whole).min(MOST - u64::from(part < whole)), MOST)
    };
    let held = look.either("●", "*");
    let not = look.sign(Mark::Common(Extent::Little));
    (0..all).map(|at| if at < full { held } else { not }).collect()
}

/// "some common ground (0.3)"; "no tension".
fn sized(share: Share, noun: &str) -> String {
    match share.extent() {
        Extent::None => format!("no {noun}"),
        Extent::Little => format!("little {noun}"),
        extent => format!("{} {noun}", extent.word()),
    }
}

/// What the trade potential of a pair means.
fn trade(app: &App, potential: Share) -> &'static str {
    if app.answers().options().is_empty() {
        return "Not known: there are no options to weigh yet";
    }
    match potential.extent() {
        Extent::None => "Nothing: no issue matters more to the one than to the other",
        Extent::Little => "Little: the contested issues matter about the same to both",
        Extent::Some => "Some: the contested issues matter differently to each",
        Extent::Much => "Much: what matters most to the one matters little to the other",
    }
}

fn name(app: &App, partner: usize) -> String {
    app.partner_at(partner).map_or_else(String::new, |(id, record)| {
        if record.name.is_empty() { id.to_string() } else { record.name.to_string() }
    })
}

fn short_name(app: &App, partner: usize) -> String {
    app.partner_at(partner).map_or_else(String::new, |(_, record)| cut(&record.short_name(), 14))
}

fn theme(app: &App, theme: usize) -> String {
    app.map().themes.get_index(theme).map_or_else(String::new, |(_, theme)| theme.name.to_string())
}

fn list(names: &[String]) -> String {
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}
