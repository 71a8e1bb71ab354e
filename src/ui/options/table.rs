//! The table: which columns there is room for, and what stands in them.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::super::draw::{cut, put, put_right, row, scrolled, width};
use super::super::frame::Canvas;
use super::super::theme::{Look, Mark, Role};
use super::rows::{Row, Spacing, cursor, rows};
use crate::analysis::{Gain, OptionAnswer, Outcome, Verdict};
use crate::app::{App, Column, Target};
use crate::model::Issue;

/// The cells that a verdict takes: mark, word, and the mark of a guess.
const VERDICT: u16 = 15;

/// The cells of "12/14".
const FOR: u16 = 6;

/// The cells of "100 %", with room for an arrow before it; and of the arrow alone.
const SUPPORT: u16 = 10;
const ARROW: u16 = 2;

/// The least and the most cells of a partner's column, with the gap before it.
const PARTNER: (u16, u16) = (7, 11);

/// With more partners than this nobody measures all of their names before drawing.
const MOST_MEASURED: usize = 200;

/// Behind an issue that can't be left as it is.
const NEEDS_ANSWER: &str = "  needs an answer";

/// How the table is laid out.
struct Layout {
    name: u16,
    verdict: u16,
    wins: u16,
    support: u16,
    /// Of each partner's column.
    partner: u16,
    /// The rows of the headings: two where short names need the room of two columns.
    head: u16,
    /// How many partners there is room for.
    shown: usize,
    /// The first of them, among those listed.
    first: usize,
}

/// Draws it, with the cursor in sight.
pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    if area.height < 2 {
        return;
    }
    let layout = Layout::of(app, (area.width, area.height), canvas);
    let all = rows(app, Spacing::Airy);
    let high = area.height - layout.head;
    let all = if all.len() > usize::from(high) { rows(app, Spacing::Tight) } else { all };
    let here = cursor(app, &all);
    let before = canvas.memory.options.0;
    let mut first = scrolled(before, here.unwrap_or(0), usize::from(high), all.len());
    // the heading stays in sight above the first option of an issue
    if let Some(above) = here.and_then(|at| at.checked_sub(1))
        && above < first
        && high > 1
    {
        first = above;
    }
    canvas.memory.options = (first, layout.first);
    layout.head(app, area, canvas);
    for (line, (at, shown)) in (layout.head..area.height).zip(all.iter().enumerate().skip(first)) {
        let place = row(area, line);
        let cursor = if here == Some(at) { Here::at(app) } else { Here::Elsewhere };
        match shown {
            Row::Heading(row, issue) => layout.heading(app, (*row, issue), cursor, (place, canvas)),
            Row::Option(row, answer) => layout.option(app, (*row, answer), cursor, (place, canvas)),
            Row::LeftAsItIs => layout.left_as_it_is(app, place, canvas),
            Row::NoOptions => no_options(app, place, canvas),
            Row::Blank => {}
        }
    }
    tell_of_the_rest((first, usize::from(high), all.len()), area, canvas);
}

/// Where in a row the cursor is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Here {
    /// In another row.
    Elsewhere,
    /// In its name.
    Name,
    /// In the column of the partner at this position.
    Partner(usize),
}

impl Here {
    fn at(app: &App) -> Self {
        match (app.column(), app.selected_index()) {
            (Column::Partner, Some(partner)) => Self::Partner(partner),
            _ => Self::Name,
        }
    }
}

impl Layout {
    /// As many partners as fit, in columns as wide as possible, while names keep enough room.
    fn of(app: &App, (columns, rows): (u16, u16), canvas: &Canvas<'_>) -> Self {
        let listed = app.listed();
        let longest = app.map().options().map(|(_, option)| width(&option.name) + 2).max();
        let longest = longest.unwrap_or(0).clamp(20, 52);
        let (verdict, wins, support) = match columns {
            0..40 => (0, 0, ARROW),
            40..56 => (2, 0, ARROW),
            56..72 => (VERDICT, 0, ARROW),
            72..92 => (VERDICT, FOR, ARROW),
            _ => (VERDICT, FOR, SUPPORT),
        };
        let room = columns.saturating_sub(verdict + wins + support);
        let widest = widest(app).clamp(PARTNER.0, PARTNER.1);
        let least = longest.min(columns * 7 / 25);
        let partners = u16::try_from(listed.len()).unwrap_or(u16::MAX);
        let narrower = (PARTNER.0..widest).rev().map(|partner| (least, partner));
        let mut tries = [(longest, widest), (longest.min(40), widest)].into_iter().chain(narrower);
        let fits = |&(name, partner): &(u16, u16)| {
            usize::from(partners) * usize::from(partner) + usize::from(name) <= usize::from(room)
        };
        let (name, partner) = tries.find(fits).unwrap_or((least, PARTNER.0));
        let shown = usize::from((room.saturating_sub(name) / partner).min(partners));
        let taken = u16::try_from(shown).unwrap_or(0) * partner;
        let name = longest.min(room.saturating_sub(taken));
        let chosen = app.selected_index().filter(|_| app.column() == Column::Partner);
        let at = chosen.and_then(|index| listed.binary_search(&index).ok());
        let before = canvas.memory.options.1;
        let mut first = scrolled(before, at.unwrap_or(before), shown, listed.len());
        let head = if widest > partner && rows > 10 { 2 } else { 1 };
        // by twos, so that every name keeps its row, and the first one, to which the arrow is beside,
        // stands in the upper row
        if head == 2 && shown > 1 && !first.is_multiple_of(2) {
            first = if at == Some(first) { first - 1 } else { first + 1 };
        }
        Self { name, verdict, wins, support, partner, head, shown, first }
    }

    /// The places of name, verdict, wins, partners and support in a row.
    fn places(&self, line: Rect) -> [Rect; 5] {
        let partners = u16::try_from(self.shown).unwrap_or(0) * self.partner;
        let mut x = line.x;
        [self.name, self.verdict, self.wins, partners, self.support].map(|width| {
            let place = Rect { x, width, ..line };
            x += width;
            place.intersection(line)
        })
    }

    /// The partners whose columns are shown, with the place of each in a row's partner columns.
    fn partners<'a>(
        &'a self,
        app: &'a App,
        columns: Rect,
    ) -> impl Iterator<Item = (usize, Rect)> + use<'a> {
        let shown = app.listed().iter().skip(self.first).take(self.shown);
        (0..).zip(shown).map(move |(at, &partner)| {
            let x = columns.x + at * self.partner;
            // the gap is at the left of the column
            let place = Rect { x: x + 1, width: self.partner - 1, ..columns };
            (partner, place.intersection(columns))
        })
    }

    fn head(&self, app: &App, area: Rect, canvas: &mut Canvas<'_>) {
        let line = row(area, self.head - 1);
        let [name, verdict, wins, partners, support] = self.places(line);
        let dim = canvas.look.style(Role::Dim);
        put(canvas.buffer, name, "issue and option", dim);
        if self.verdict > 2 {
            put(canvas.buffer, verdict, "verdict", dim);
        }
        let more = (self.first > 0, self.first + self.shown < app.listed().len());
        // a blank before the arrow
        let wins = Rect { width: wins.width.saturating_sub(more.0.into()), ..wins };
        put_right(canvas.buffer, wins, "for", dim);
        if self.support == SUPPORT {
            put_right(canvas.buffer, support, "support", dim);
        }
        for (partner, place) in self.partners(app, partners) {
            self.name_of(app, partner, (place, area), canvas);
        }
        let arrows = [(more.0, "←", partners.x), (more.1, "→", partners.right() + 1)];
        for (_, arrow, x) in arrows.into_iter().filter(|&(more, _, _)| more) {
            let place = Rect { x, width: 1, ..line };
            put(canvas.buffer, place, arrow, canvas.look.style(Role::Accent));
        }
    }

    /// The short name above a partner's column; of two rows of names, each name has the room of two
    /// columns, and every other one stands higher.
    fn name_of(
        &self,
        app: &App,
        partner: usize,
        (place, area): (Rect, Rect),
        canvas: &mut Canvas<'_>,
    ) {
        let Some((id, record)) = app.partner_at(partner) else { return };
        let style = if Here::at(app) == Here::Partner(partner) {
            canvas.look.heading().patch(canvas.look.style(Role::Accent))
        } else {
            Style::new()
        };
        let at = app.listed().binary_search(&partner).unwrap_or(0) - self.first;
        let mut room = place;
        if self.head > 1 {
            let is_upper = at.is_multiple_of(2);
            let free = if is_upper { 0 } else { self.name + self.verdict + self.wins };
            let left = place.x.saturating_sub(self.partner).max(area.x + free);
            room = Rect { x: left, width: place.right() - left, ..place };
            room.y -= u16::from(is_upper);
        }
        put_right(canvas.buffer, room, &cut(&record.short_name(), room.width), style);
        let column = Rect { y: area.y, height: self.head, ..place };
        canvas.drawn.note(column, Target::Partner(id.clone()));
    }

    fn option(
        &self,
        app: &App,
        (row, answer): (usize, &OptionAnswer),
        here: Here,
        (line, canvas): (Rect, &mut Canvas<'_>),
    ) {
        canvas.drawn.note(line, Target::TableCell(row, None));
        let [name, verdict, wins, partners, support] = self.places(line);
        let look = canvas.look;
        let option = app.map().option(&answer.place).map_or("", |option| &*option.name);
        let text = Rect { x: name.x + 2, width: name.width.saturating_sub(3), ..name };
        let shown = cut(option, text.width);
        if here != Here::Elsewhere {
            put(canvas.buffer, name, look.sign(Mark::Selected), look.mark_style(Mark::Selected));
        }
        put(canvas.buffer, text, &shown, name_style(here, look));
        draw_verdict(answer, verdict, canvas);
        let counted = format!("{}/{}", answer.tally.wins, answer.tally.known);
        put_right(canvas.buffer, wins, &counted, Style::new());
        for (partner, place) in self.partners(app, partners) {
            let (text, style) = gain(answer, partner, look);
            let is_here = here == Here::Partner(partner);
            put_right(canvas.buffer, place, &text, if is_here { look.heading() } else { style });
            if is_here {
                canvas.buffer.set_style(place, look.cursor());
            }
            canvas.drawn.note(place, Target::TableCell(row, Some(partner)));
        }
        if let Some(percent) = answer.support.tens_of_percent()
            && self.support == SUPPORT
        {
            put_right(canvas.buffer, support, &format!("{percent} %"), Style::new());
        }
    }

    /// The question, over the columns that have nothing to say of it.
    fn heading(
        &self,
        app: &App,
        (row, issue): (usize, &Issue),
        here: Here,
        (line, canvas): (Rect, &mut Canvas<'_>),
    ) {
        canvas.drawn.note(line, Target::TableCell(row, None));
        let look = canvas.look;
        let style = look.heading().patch(name_style(here, look));
        let [_, _, _, partners, _] = self.places(line);
        let under = self.partners(app, partners).find(|(at, _)| here == Here::Partner(*at));
        // the cursor lies on no letters
        let room = under.map_or(line.width, |(_, place)| place.x.saturating_sub(line.x + 1));
        let taken = put(canvas.buffer, line, &cut(&issue.name, room), style);
        if issue.must_settle && taken + width(NEEDS_ANSWER) <= room {
            let rest = Rect { x: line.x + taken, width: line.width - taken, ..line };
            put(canvas.buffer, rest, NEEDS_ANSWER, look.style(Role::Dim));
        }
        if let Some((_, place)) = under {
            canvas.buffer.set_style(place, look.cursor());
        }
    }

    /// Leaving an issue as it is: worth exactly nothing to everyone.
    fn left_as_it_is(&self, app: &App, line: Rect, canvas: &mut Canvas<'_>) {
        let [name, _, _, partners, _] = self.places(line);
        let dim = canvas.look.style(Role::Dim);
        let text = Rect { x: name.x + 2, width: name.width.saturating_sub(3), ..name };
        put(canvas.buffer, text, "Leave it as it is", dim);
        for (partner, place) in self.partners(app, partners) {
            let known = app.answers().is_known(partner);
            let text = if known { "0.0" } else { canvas.look.sign(Mark::NotKnown) };
            put_right(canvas.buffer, place, text, dim);
        }
    }
}

/// The rows that all of it takes, without borders.
pub(super) fn height(app: &App) -> u16 {
    u16::try_from(rows(app, Spacing::Airy).len()).unwrap_or(u16::MAX).saturating_add(2)
}

/// The widest column that a partner's short name asks for.
fn widest(app: &App) -> u16 {
    if app.listed().len() > MOST_MEASURED {
        return PARTNER.0;
    }
    let records = app.listed().iter().filter_map(|&index| app.partner_at(index));
    records.map(|(_, record)| width(&record.short_name()).saturating_add(1)).max().unwrap_or(0)
}

/// Reversed where the cursor is in the name, bold where it is elsewhere in the row.
fn name_style(here: Here, look: Look) -> Style {
    match here {
        Here::Elsewhere => Style::new(),
        Here::Name => look.cursor().add_modifier(Modifier::BOLD),
        Here::Partner(_) => look.heading(),
    }
}

/// What to do where an issue has no options.
fn no_options(app: &App, line: Rect, canvas: &mut Canvas<'_>) {
    let text = if app.may_edit().is_ok() { "no options yet: a adds one" } else { "no options yet" };
    let place = Rect { x: line.x + 2, width: line.width.saturating_sub(2), ..line };
    put(canvas.buffer, place, text, canvas.look.style(Role::Dim));
}

/// The mark and the word of a verdict, and whether it rests on guesses.
fn draw_verdict(answer: &OptionAnswer, place: Rect, canvas: &mut Canvas<'_>) {
    let look = canvas.look;
    let mark = if !answer.red_lines.is_empty() {
        Some(Mark::RedLine)
    } else if answer.is_win_win() {
        Some(Mark::WinWin)
    } else {
        None
    };
    if let Some(mark) = mark {
        put(canvas.buffer, place, look.sign(mark), look.mark_style(mark));
    }
    let text = Rect { x: place.x + 2, width: place.width.saturating_sub(2), ..place };
    let (word, style) = match (answer.verdict, mark) {
        (Verdict::WinWin, Some(Mark::RedLine)) => ("red line", look.mark_style(Mark::RedLine)),
        (Verdict::WinWin, _) => ("win-win", look.mark_style(Mark::WinWin)),
        (Verdict::Lose, _) => ("lose", look.style(Role::Lose)),
        (verdict, _) => (verdict.words(), Style::new()),
    };
    let taken = put(canvas.buffer, text, word, style);
    if answer.rests_on_guesses() {
        let rest = Rect { x: text.x + taken, width: text.width.saturating_sub(taken), ..text };
        let guess = format!(" {}", look.sign(Mark::Guess));
        put(canvas.buffer, rest, &guess, look.mark_style(Mark::Guess));
    }
}

/// What an option is worth to a partner, with its mark.
pub(in crate::ui) fn gain(answer: &OptionAnswer, partner: usize, look: Look) -> (String, Style) {
    let outcome = answer.outcome(partner);
    let red = answer.breaks_red_line_of(partner);
    let mark = if red { Mark::RedLine } else { Mark::of(outcome) };
    let sign = look.sign(mark);
    let style = look.mark_style(mark);
    match (outcome, answer.gain(partner)) {
        (Outcome::NotKnown | Outcome::NotScored, _) | (_, None) => (sign.to_owned(), style),
        (Outcome::Untouched, Some(_)) if !red => ("0.0".into(), style),
        (_, Some(gain)) => (gain_with(sign, gain), style),
    }
}

/// A gain with the mark for how it comes out, which tells the sign where the gain is tiny: there is
/// room for no more.
pub(in crate::ui) fn gain_with(mark: &str, gain: Gain) -> String {
    let told = gain.short();
    if told.len() < 4 {
        return format!("{mark}{}", gain.bare());
    }
    // the letters for wins and loses are the signs that the number has anyway
    if told.starts_with(mark) { told } else { format!("{mark}{told}") }
}

/// How many rows lie above and below, on the lower border.
fn tell_of_the_rest(
    (first, high, all): (usize, usize, usize),
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    if all <= high {
        return;
    }
    let text = format!(" {} to {} of {all} rows ", first + 1, (first + high).min(all));
    let border = Rect { y: area.bottom(), height: 1, ..area };
    put_right(canvas.buffer, border, &text, canvas.look.style(Role::Dim));
}
