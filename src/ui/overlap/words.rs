//! The pair under the cursor, or the partners marked as a group, in words.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::super::draw::{cut, width};
use super::super::theme::{Look, Mark, Role};
use super::page::{Page, Room};
use crate::analysis::explain::{self, flat};
use crate::analysis::{Extent, Group, GroupTheme, Part, PartKind, Share, those_known};
use crate::app::App;
use crate::model::{Direction, order_by_key};

/// How many names of a group are told before the rest is only counted.
const MOST_NAMES: usize = 12;

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
    let write = |(room, trades)| {
        let mut page = Page { look, columns, lines: Vec::new() };
        match (group(app), pair(app)) {
            (Some(group), _) => page.group(app, &group, room),
            (None, Some(pair)) => page.pair(app, pair, (room, trades)),
            (None, None) => page.plain("Choose two partners to compare"),
        }
        page.lines
    };
    let fits = |lines: &Vec<Line<'_>>| lines.len() <= usize::from(rows);
    // what partners say goes before what they could trade: `?` tells that as well
    let full = [3, 2, 1, 0].map(|trades| (Room::Full, trades));
    let airy = [1, 0].map(|trades| (Room::Airy, trades));
    let found = full.into_iter().chain(airy).map(write).find(fits);
    found.unwrap_or_else(|| write((Room::Tight, 0)))
}

/// The pair or the group in one line: the sizes first, for the rest of it may be cut.
pub(super) fn short(app: &App) -> String {
    let answers = app.answers();
    match (group(app), pair(app)) {
        (Some(group), _) => explain::group(app.map(), answers, &group, app.curtain).heading,
        (None, Some((a, b))) => {
            let names = format!("{} and {}", short_name(app, a), short_name(app, b));
            let Some(overlap) = answers.overlap(a, b) else {
                return format!("nothing to compare: {names}");
            };
            let (common, tension) =
                (sized(overlap.common, "common ground"), sized(overlap.tension, "tension"));
            format!("{common}, {tension}: {names}")
        }
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

impl Page {
    fn pair(&mut self, app: &App, (a, b): (usize, usize), (room, trades): (Room, usize)) {
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
        self.sizes(overlap.common, overlap.tension);
        let mut parts = answers.parts(a, b, app.curtain);
        let told = parts.len();
        order_by_key(&mut parts, |part| std::cmp::Reverse(part.share)); // stable
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
                Room::Tight => self.plain(&format!("They could trade {text}")),
                Room::Airy | Room::Full => self.plain(text),
            }
            for trade in answers.trades(&app.map().rules, (a, b)).iter().take(trades) {
                self.indented(("-", self.dim()), &explain::trade(app.map(), trade), self.dim());
            }
        }
        let mut notes = why.lines.iter().skip(told).peekable();
        if notes.peek().is_some() && room > Room::Tight {
            self.lines.push(Line::default());
        }
        for note in notes {
            self.indented(("", Style::new()), note, self.dim());
        }
        if app.view.group.len() == 1 && room > Room::Tight {
            self.lines.push(Line::default());
            let mark = Mark::Marked;
            let sign = (self.look.sign(mark), self.look.mark_style(mark));
            self.indented(
                sign,
                "One is marked: Space marks another, to see what they share",
                self.dim(),
            );
        }
    }

    /// Common ground and tension in a line, where it is wide enough.
    fn sizes(&mut self, common: Share, tension: Share) {
        let (first, second) = (sized(common, "common ground"), sized(tension, "tension"));
        let wide = width(&first) + width(&second) + 7;
        if tension.is_zero() || wide > self.columns {
            self.indented(self.ground(common), &first, Style::new());
            if !tension.is_zero() {
                self.indented(self.tension(), &second, Style::new());
            }
            return;
        }
        let ((sign, style), (mark, mark_style)) = (self.ground(common), self.tension());
        self.lines.push(Line::from(vec![
            Span::styled(sign, style),
            Span::raw(format!(" {first}   ")),
            Span::styled(mark, mark_style),
            Span::raw(format!(" {second}")),
        ]));
    }

    /// One theme on which a pair agrees or clashes.
    fn part(&mut self, app: &App, (a, b): (usize, usize), part: &Part, room: Room) {
        let theme = theme(app, part.theme);
        let size = vec![Span::styled(part.share.extent().word(), self.dim())];
        match part.kind {
            PartKind::Common { wants } => {
                let text = format!("{theme}: both want {}", wants.word());
                self.measured(self.ground(part.share), &text, size);
                if room == Room::Full {
                    self.quotes(app, (a, part.theme, wants), "");
                    self.quotes(app, (b, part.theme, wants), "");
                }
            }
            PartKind::Tension { a_wants } => {
                let b_wants = a_wants.opposite();
                if room == Room::Full {
                    self.measured(self.tension(), &theme, size);
                    self.quotes(app, (a, part.theme, a_wants), a_wants.word());
                    self.quotes(app, (b, part.theme, b_wants), b_wants.word());
                    return;
                }
                let (first, second) = (short_name(app, a), short_name(app, b));
                let (more, less) = (a_wants.word(), b_wants.word());
                let text = format!("{theme}: {first} {more}, {second} {less}");
                self.measured(self.tension(), &text, size);
            }
        }
    }

    /// What a partner says about a theme, in their own words, as far as it may be shown; with a word
    /// for the direction where the two differ in it.
    fn quotes(
        &mut self,
        app: &App,
        (partner, theme, wants): (usize, usize, Direction),
        word: &str,
    ) {
        let Some((_, record)) = app.partner_at(partner) else { return };
        let theme = app.map().themes.get_index(theme).map(|(id, _)| id);
        for criterion in record.success.values() {
            let Some(content) = criterion.shown(app.curtain) else { continue };
            if content.theme.as_ref() == theme && content.wants == wants {
                let said = flat(&content.says);
                let comma = if word.is_empty() { "" } else { ", " };
                let text = format!("{}{comma}{word}: \"{said}\"", flat(&record.short_name()));
                self.indented(("  ", Style::new()), &text, self.dim());
            }
        }
    }

    fn group(&mut self, app: &App, members: &[usize], room: Room) {
        let group = app.answers().group(members, app.curtain);
        self.heading(&format!("What these {} share", members.len()), Room::Tight);
        let names: Vec<String> = members.iter().map(|&member| short_name(app, member)).collect();
        let sign = self.look.sign(Mark::Marked);
        self.indented((sign, self.look.mark_style(Mark::Marked)), &list(names), Style::new());
        let Some(common) = group.common else {
            self.heading("It isn't known what success means to any of them", room);
            return;
        };
        let among = those_known(group.known, group.of);
        let text = format!("{} among {among}", sized(common, "common ground"));
        self.indented(self.ground(common), &text, Style::new());
        if room > Room::Tight {
            self.lines.push(Line::default());
        }
        for line in &group.themes {
            self.held(app, &group, line);
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
    fn held(&mut self, app: &App, group: &Group, line: &GroupTheme) {
        let dots = dots(self.look, line.breadth, group.known);
        let counted = if line.breadth.is_all() {
            "all hold it".to_owned()
        } else {
            format!("{} of {}", line.breadth.part(), line.breadth.whole())
        };
        let mut measure = vec![Span::styled(counted, self.dim())];
        if !line.against.is_zero() {
            let (sign, style) = self.tension();
            measure.push(Span::styled(format!("  {sign} {} against", line.against.part()), style));
        }
        let text = format!("{}: {}", theme(app, line.theme), line.wants.word());
        let bold = if line.breadth.is_all() {
            self.look.mark_style(Mark::Common(Extent::Much)).add_modifier(Modifier::BOLD)
        } else {
            self.look.mark_style(Mark::Common(Extent::Some))
        };
        self.measured((&dots, bold), &text, measure);
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

/// "some common ground"; "no tension".
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
        return "what isn't known yet: there are no options";
    }
    match potential.extent() {
        Extent::None => "nothing: no issue matters more to the one than to the other",
        Extent::Little => "little: the contested issues matter about the same to both",
        Extent::Some => "some: the contested issues matter differently to each",
        Extent::Much => "much: what matters most to the one matters little to the other",
    }
}

fn name(app: &App, partner: usize) -> String {
    app.partner_at(partner).map_or_else(String::new, |(id, record)| {
        if record.name.is_empty() { id.to_string() } else { flat(&record.name) }
    })
}

fn short_name(app: &App, partner: usize) -> String {
    app.partner_at(partner).map_or_else(String::new, |(_, record)| cut(&record.short_name(), 14))
}

fn theme(app: &App, theme: usize) -> String {
    let themes = &app.map().themes;
    themes.get_index(theme).map_or_else(String::new, |(_, theme)| flat(&theme.name))
}

/// "A, B and C"; of many "A, B, C, D, E, F and 7 more".
fn list(mut names: Vec<String>) -> String {
    if names.len() > MOST_NAMES + 1 {
        let more = names.len() - MOST_NAMES;
        names.truncate(MOST_NAMES);
        names.push(format!("{more} more"));
    }
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}
