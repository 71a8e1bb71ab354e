//! Who gets what from the package that is looked at, against their walk-away, and from the solutions.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::draw::{after, below, cut, put, put_right, row, width};
use super::super::frame::Canvas;
use super::super::options::gain_with;
use super::super::theme::{Look, Mark, Role};
use super::{Seen, pane, scroll};
use crate::analysis::Gain;
use crate::analysis::explain;
use crate::analysis::packages::Package;
use crate::analysis::zone::packages_of_solutions;
use crate::app::{Pane, Target};
use crate::model::Partner;

/// The cells of a gain, with the gap before it; of what is needed, and of "refuses" where that is not
/// to be shown; of a gain in another solution.
const GAIN: u16 = 6;
const NEEDS: u16 = 11;
const REFUSES: u16 = 8;
const OTHER: u16 = 6;

/// The cells of the scale: the least, those for which names are told short, and the most.
const SCALE: (u16, u16, u16) = (9, 16, 60);

/// The most cells of a name.
const NAME: u16 = 30;

/// Draws it.
pub(super) fn draw(seen: Seen<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let is_short = seen.app.curtain.is_drawn() || area.width < 60;
    let against = if is_short { "" } else { ", against their walk-away" };
    let title = format!("{}: who gets what{against}", seen.name());
    let inner = pane(seen, Pane::Partners, (&title, area), canvas);
    if inner.height < 2 {
        return;
    }
    let order = seen.app.in_profile_order();
    let columns = Columns::of(seen, &order, inner.width);
    columns.head(row(inner, 0), canvas);
    let rows = below(inner, 1);
    let selected = seen.app.selected_index();
    let at = order.iter().position(|index| Some(*index) == selected).unwrap_or(0);
    let before = canvas.memory.packages.2;
    let first = scroll((before, at, order.len()), &|_| 1, rows, canvas);
    canvas.memory.packages.2 = first;
    for (n, partner) in (0..rows.height).zip(order.iter().skip(first)) {
        columns.entry(*partner, row(rows, n), canvas);
    }
}

/// Which columns there is room for, and the scale that all rows share.
struct Columns<'a> {
    seen: Seen<'a>,
    name: u16,
    scale: u16,
    needs: u16,
    /// The other solutions, each once.
    others: Vec<(char, &'a Package)>,
    /// The ends of the scale, in points of gain.
    ends: (f64, f64),
    /// Who refuses the package, by their places among those who take part.
    refused_by: Vec<usize>,
}

impl<'a> Columns<'a> {
    fn of(seen: Seen<'a>, order: &[usize], room: u16) -> Self {
        let named = || order.iter().filter_map(|index| seen.app.partner_at(*index));
        let full = named().map(|(_, partner)| width(&partner.name)).max().unwrap_or(0).min(NAME);
        let short = named().map(|(_, partner)| short(partner, NAME / 2)).max().unwrap_or(0);
        let (ends, others) = ((0.0, 0.0), others(seen));
        let needs = if seen.app.curtain.is_drawn() { REFUSES } else { NEEDS };
        let refused_by = seen.question.judge(seen.package).refused_by;
        let mut columns = Self { seen, name: full + 3, scale: 0, needs, others, ends, refused_by };
        if columns.taken() + SCALE.1 > room {
            // names that have no room are told short
            let free = (room + columns.name).saturating_sub(columns.taken() + SCALE.1);
            columns.name = free.max(short.min(full) + 3);
        }
        while columns.taken() + SCALE.0 > room && columns.others.pop().is_some() {}
        if columns.taken() + SCALE.0 > room {
            columns.name = columns.name.min(room / 4).max(8);
        }
        columns.scale = room.saturating_sub(columns.taken()).min(SCALE.2);
        columns.ends = columns.ends();
        columns
    }

    fn taken(&self) -> u16 {
        let others = u16::try_from(self.others.len()).unwrap_or(0) * OTHER;
        self.name + 1 + GAIN + self.needs + others
    }

    /// From the least to the most of what is shown, to the next half of a round number outside: half
    /// points where gains are some points, and less where they are small.
    fn ends(&self) -> (f64, f64) {
        let Seen { app, question, package, .. } = self.seen;
        let (mut least, mut most) = (0.0_f64, 0.0_f64);
        let packages: Vec<&Package> =
            self.others.iter().map(|(_, other)| *other).chain([package]).collect();
        for party in 0..question.partners().len() {
            let gains = packages.iter().map(|other| question.gain(other, party));
            let floor = question.floor(party).shown(app.curtain).copied();
            for value in gains.chain(floor).map(Gain::as_f64) {
                (least, most) = (least.min(value), most.max(value));
            }
        }
        if least >= most {
            return (0.0, 1.0);
        }
        let step = 10.0_f64.powf((most - least).log10().floor()) / 2.0;
        ((least / step).floor() * step, (most / step).ceil() * step)
    }

    /// The cell of the scale at which a gain lies.
    fn cell(&self, gain: Gain) -> u16 {
        let (least, most) = self.ends;
        let cells = f64::from(self.scale.saturating_sub(1));
        let at = ((gain.as_f64() - least) / (most - least) * cells).round().clamp(0.0, cells);
        // within the scale, so it is a small whole number
        (0..self.scale).rev().find(|cell| f64::from(*cell) <= at).unwrap_or(0)
    }

    /// The places of name, scale, gain, what is needed, and the other solutions.
    fn places(&self, line: Rect) -> [Rect; 5] {
        let mut x = line.x;
        let rest = line.width.saturating_sub(self.name + 1 + self.scale + GAIN + self.needs);
        let gap = 1;
        [self.name, self.scale + gap, GAIN, self.needs, rest].map(|wide| {
            let place = Rect { x, width: wide, ..line };
            x += wide;
            place.intersection(line)
        })
    }

    fn head(&self, line: Rect, canvas: &mut Canvas<'_>) {
        let dim = canvas.look.style(Role::Dim);
        let [_, scale, gain, needs, mut rest] = self.places(line);
        let zero = after(scale, self.cell(Gain::ZERO));
        put(canvas.buffer, zero, "0", dim);
        put_right(canvas.buffer, gain, "gets", dim);
        let told = if self.seen.app.curtain.is_drawn() { "" } else { "needs" };
        put_right(canvas.buffer, needs, told, dim);
        for (letter, _) in &self.others {
            let place = Rect { width: OTHER, ..rest };
            put_right(canvas.buffer, place, &letter.to_string(), dim);
            rest = after(rest, OTHER);
        }
    }

    fn entry(&self, partner: usize, line: Rect, canvas: &mut Canvas<'_>) {
        let Seen { app, question, package, .. } = self.seen;
        let Some((id, record)) = app.partner_at(partner) else { return };
        let look = canvas.look;
        let is_here = app.view.selected.as_ref() == Some(id);
        let has_keys = app.view.packages.pane == Pane::Partners;
        let [name, scale, gain, needs, mut rest] = self.places(line);
        if is_here && has_keys {
            put(canvas.buffer, name, look.sign(Mark::Selected), look.mark_style(Mark::Selected));
        }
        let room = Rect { width: name.width.saturating_sub(3), ..after(name, 2) };
        let called = if width(&record.name) <= room.width || record.short.is_empty() {
            cut(&record.name, room.width)
        } else {
            record.short.to_string()
        };
        let style = if is_here && has_keys { look.heading() } else { Style::new() };
        put(canvas.buffer, room, &called, style);
        if is_here && has_keys && app.overlays.is_empty() {
            let place = Rect { width: name.width.saturating_sub(1), ..name };
            canvas.buffer.set_style(place, look.cursor());
        }
        canvas.drawn.note(line, Target::Partner(id.clone()));
        let Some(party) = app.party(partner) else {
            let sign = format!("{} success not known", look.sign(Mark::NotKnown));
            put(
                canvas.buffer,
                Rect { width: line.right() - scale.x, ..scale },
                &sign,
                look.style(Role::Dim),
            );
            return;
        };
        let gets = question.gain(package, party);
        let (text, style) = told(gets, look);
        put_right(canvas.buffer, gain, &text, style);
        self.scale(party, scale, canvas);
        self.needs(party, needs, canvas);
        for (_, other) in &self.others {
            let text = question.gain(other, party).short();
            put_right(canvas.buffer, Rect { width: OTHER, ..rest }, &text, look.style(Role::Dim));
            rest = after(rest, OTHER);
        }
    }

    /// The scale of a partner: from the walk-away to what they get; with the curtain drawn from 0.
    fn scale(&self, party: usize, place: Rect, canvas: &mut Canvas<'_>) {
        let Seen { app, question, package, .. } = self.seen;
        let look = canvas.look;
        let gets = self.cell(question.gain(package, party));
        let floor = question.floor(party).shown(app.curtain).copied();
        let from = self.cell(floor.unwrap_or(Gain::ZERO));
        let refuses = self.refused_by.contains(&party);
        let zero = self.cell(Gain::ZERO);
        let style = look.style(if refuses { Role::Lose } else { Role::Win });
        let dim = look.style(Role::Dim);
        for at in 0..self.scale.min(place.width) {
            let between = (from.min(gets)..=from.max(gets)).contains(&at);
            let (sign, style) = if at == gets {
                (if refuses { look.either("○", "x") } else { look.either("●", "o") }, style)
            } else if at == from && floor.is_some() {
                (look.either("┼", "|"), style)
            } else if between && refuses {
                (look.either("╌", "."), style)
            } else if between {
                (look.either("━", "="), style)
            } else if at == zero {
                (look.either("┊", ":"), dim)
            } else {
                (look.either("─", "-"), dim)
            };
            put(canvas.buffer, after(place, at), sign, style);
        }
    }

    /// What a partner needs, or by how much this is short of it.
    fn needs(&self, party: usize, place: Rect, canvas: &mut Canvas<'_>) {
        let Seen { app, question, package, .. } = self.seen;
        let look = canvas.look;
        let refuses = self.refused_by.contains(&party);
        let surplus = question.surplus(package, party);
        let (text, style) = match (surplus.shown(app.curtain), refuses) {
            (Some(by), true) => (format!("{} short", by.bare()), look.style(Role::Lose)),
            (None, true) => ("refuses".to_owned(), look.style(Role::Lose)),
            (_, false) => {
                let needs = match question.has_walk_away(party).shown(app.curtain) {
                    None => String::new(),
                    // nobody said it, so it counts as 0
                    Some(false) => format!("{} 0", look.sign(Mark::NotKnown)),
                    Some(true) => question
                        .floor(party)
                        .shown(app.curtain)
                        .map_or(String::new(), |floor| floor.short()),
                };
                (needs, look.style(Role::Dim))
            }
        };
        put_right(canvas.buffer, place, &text, style);
    }
}

/// The packages of the solutions but for the one that is looked at, with their letters.
fn others(seen: Seen<'_>) -> Vec<(char, &Package)> {
    let Some(answer) = seen.app.search().answer() else { return Vec::new() };
    let packages = packages_of_solutions(answer).into_iter().enumerate();
    let lettered = packages.map(|(at, (_, package))| (explain::package_letter(at), package));
    lettered.filter(|(_, package)| package.choices != seen.package.choices).collect()
}

/// The cells of a partner's name where it is told short: none is made up of initials.
fn short(partner: &Partner, most: u16) -> u16 {
    match &*partner.short {
        "" => width(&partner.name).min(most),
        short => width(short).min(width(&partner.name)),
    }
}

/// A gain with its mark.
fn told(gain: Gain, look: Look) -> (String, Style) {
    let mark = match gain.sign() {
        std::cmp::Ordering::Greater => Mark::Win,
        std::cmp::Ordering::Less => Mark::Lose,
        std::cmp::Ordering::Equal => return (gain.bare(), Style::new()),
    };
    (gain_with(look.sign(mark), gain), look.mark_style(mark))
}
