//! The sheet of effects: a row for each criterion or theme, what the one under the cursor is made
//! of, and what all of it comes to.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{at_foot, open};
use crate::analysis::OptionAnswer;
use crate::app::{App, By, Sheet, SheetRow, Target, Through};
use crate::model::{Decimal, Weight};
use crate::ui::draw::{after, cut, put, put_line, put_right, row, scrolled, wrapped};
use crate::ui::frame::Canvas;
use crate::ui::options::gain;
use crate::ui::theme::{Look, Mark, Role};

mod detail;

/// The most columns of the box, and what it leaves of a wide screen on both sides together.
const COLUMNS: u16 = 128;
const MARGIN: u16 = 10;

/// The rows that tell what the row under the cursor is made of.
const DETAIL: u16 = 4;

/// The cells of a scale: one for each half of a step, and the middle.
const SCALE: u16 = 13;

/// The cells of an effect, with the gap behind it.
const EFFECT: u16 = 8;

/// The most that a criterion weighs.
const WEIGHT: u16 = 5;

/// The columns of a row, from left to right, each with its cells; 0: no room.
struct Columns {
    name: u16,
    about: u16,
    weight: u16,
    scale: u16,
    from: u16,
}

impl Columns {
    fn of(by: By, wide: u16) -> Self {
        let about = if wide >= 92 { 28 } else { 0 };
        let weight = if wide >= 58 && by == By::Criteria { WEIGHT + 3 } else { 0 };
        let scale = if wide >= 48 { SCALE + 2 } else { 0 };
        let from = if wide >= 66 { 17 } else { 0 };
        let name = wide.saturating_sub(2 + about + weight + scale + EFFECT + from);
        Self { name, about, weight, scale, from }
    }

    /// The places of name, subject, weight, scale, effect and origin in a row.
    fn places(&self, line: Rect) -> [Rect; 6] {
        let mut rest = after(line, 2);
        let widths = [self.name, self.about, self.weight, self.scale, EFFECT, self.from];
        widths.map(|wide| {
            let place = Rect { width: wide.min(rest.width), ..rest };
            rest = after(rest, wide);
            // two cells between the columns
            Rect { width: place.width.saturating_sub(2), ..place }
        })
    }
}

/// Draws the sheet.
pub(super) fn draw(app: &App, sheet: &Sheet, area: Rect, canvas: &mut Canvas<'_>) {
    let Some(answer) = app.view.option().and_then(|place| app.answers().option(place)) else {
        return;
    };
    let rows = sheet.rows(app);
    let count = u16::try_from(rows.len().max(1)).unwrap_or(u16::MAX);
    let look = canvas.look;
    let results = detail::results(app, sheet.by, answer, look);
    let all_results = u16::try_from(results.len()).unwrap_or(1);
    let high = count.saturating_add(1 + DETAIL + all_results + 2);
    let wide = if area.width < 100 { COLUMNS } else { COLUMNS.min(area.width - MARGIN) };
    let (whole, inner) = open(canvas, area, &title(app, sheet, answer), (wide, high));
    let columns = Columns::of(sheet.by, inner.width);
    // in a small terminal the detail gives way first
    let (detail, result) = match inner.height {
        0..6 => (0, 1),
        6..12 => (2, 1),
        _ => (DETAIL, all_results),
    };
    let gap = u16::from(inner.height >= 1 + count.min(4) + detail + result + 2);
    let listed = inner.height.saturating_sub(1 + detail + result + 2 * gap).min(count);
    headings(sheet.by, &columns, row(inner, 0), canvas);
    let first = scrolled(canvas.memory.sheet, sheet.at, listed.into(), rows.len());
    canvas.memory.sheet = first;
    for (line, (at, shown)) in (1..=listed).zip(rows.iter().enumerate().skip(first)) {
        let line = row(inner, line);
        canvas.drawn.note(line, Target::OverlayRow(at));
        let here = (at == sheet.at).then_some(sheet.is_minus);
        draw_row(app, (at, shown), here, (&columns, line, canvas));
    }
    if rows.is_empty() {
        say_what_is_missing(app, after(row(inner, 1), 2), canvas);
    }
    let place = if rows.len() > listed.into() {
        format!("row {} of {}  ", sheet.at + 1, rows.len())
    } else {
        String::new()
    };
    let on = if whole.width >= 60 { "[ ] partner  PgUp PgDn option  " } else { "" };
    at_foot(canvas, whole, &format!("{place}{on}Esc back"));
    let shown = rows.get(sheet.at);
    let lines = shown.map_or(Vec::new(), |shown| detail::lines(app, shown, (look, inner.width)));
    for (n, line) in (1 + listed + gap..).zip(lines.iter().take(detail.into())) {
        put_line(canvas.buffer, row(inner, n), line);
    }
    for (n, line) in (inner.height.saturating_sub(result)..inner.height).zip(&results) {
        put_line(canvas.buffer, row(inner, n), line);
    }
}

fn title(app: &App, sheet: &Sheet, answer: &OptionAnswer) -> String {
    let option = app.map().option(&answer.place).map_or("", |option| &*option.name);
    match (sheet.by, app.selected()) {
        (By::Criteria, Some((_, partner))) => format!("{option}: effects on {}", partner.name),
        _ => format!("{option}: effects on the themes, for everyone"),
    }
}

fn headings(by: By, columns: &Columns, line: Rect, canvas: &mut Canvas<'_>) {
    let dim = canvas.look.style(Role::Dim);
    let [name, about, weight, scale, effect, from] = columns.places(line);
    let (of, wants, ends, how) = match by {
        By::Criteria => ("success means", "about", ("worse", "better"), "from"),
        By::Themes => ("theme", "who wants it", ("falls", "rises"), "how we know"),
    };
    put(canvas.buffer, name, of, dim);
    put(canvas.buffer, about, wants, dim);
    put(canvas.buffer, weight, "weight", dim);
    put(canvas.buffer, scale, ends.0, dim);
    put_right(canvas.buffer, scale, ends.1, dim);
    put_right(canvas.buffer, effect, "effect", dim);
    put(canvas.buffer, from, how, dim);
}

/// Draws a row; `here` is for the one under the cursor: whether the next digit is negative.
fn draw_row(
    app: &App,
    (at, shown): (usize, &SheetRow<'_>),
    here: Option<bool>,
    (columns, line, canvas): (&Columns, Rect, &mut Canvas<'_>),
) {
    let look = canvas.look;
    let dim = look.style(Role::Dim);
    let [name, about, weight, scale, effect, from] = columns.places(line);
    if here.is_some() {
        put(canvas.buffer, line, look.sign(Mark::Selected), look.mark_style(Mark::Selected));
    }
    let style = if here.is_some() { look.heading() } else { Style::new() };
    let (says, subject) = detail::told(app, shown);
    if matches!(shown, SheetRow::Hidden(_)) {
        put(canvas.buffer, name, &says, style.patch(dim));
        put(canvas.buffer, from, "counted", dim);
        return;
    }
    let is_broken = detail::is_broken(shown);
    let room = if is_broken { Rect { width: name.width.saturating_sub(2), ..name } } else { name };
    let taken = put(canvas.buffer, room, &says, style);
    if is_broken {
        let mark = look.mark_style(Mark::RedLine);
        put(canvas.buffer, after(name, taken + 1), look.sign(Mark::RedLine), mark);
    }
    put(canvas.buffer, about, &subject, dim);
    if let SheetRow::Criterion { content, .. } = shown {
        put(canvas.buffer, weight, &dots(content.weight, look), dim);
    }
    let filled = shown.by().map_or(dim, |by| side(shown, by, look));
    draw_scale(shown.by(), filled, (scale, canvas));
    for (halves, x) in (0..usize::from(SCALE)).zip(scale.left()..scale.right()) {
        canvas.drawn.note(Rect { x, width: 1, ..scale }, Target::FieldValue(at, halves));
    }
    let (text, style) = match (here, shown.by()) {
        (Some(true), None) => ("-".to_owned(), look.style(Role::Lose)),
        (_, None) => (look.sign(Mark::NotScored).to_owned(), dim),
        (_, Some(by)) => (cut(&signed(by), effect.width), side(shown, by, look)),
    };
    let style = if here.is_some() { look.heading() } else { style };
    put_right(canvas.buffer, effect, &text, style);
    if here.is_some() {
        canvas.buffer.set_style(effect, look.cursor());
    }
    let (word, style) = match shown {
        SheetRow::Criterion { through: Through::Own, counts, .. } => {
            let how = counts.and_then(|(_, entry)| entry.evidence);
            (format!("own, {}", how.map_or("not said", crate::model::Evidence::word)), Style::new())
        }
        SheetRow::Criterion { through: Through::Theme, .. } => ("by its theme".into(), dim),
        SheetRow::Theme { effect: Some(effect), .. } => {
            let how = effect.evidence.map_or("not said", crate::model::Evidence::word);
            (how.to_owned(), Style::new())
        }
        _ => ("not scored".into(), dim),
    };
    put(canvas.buffer, from, &word, style);
}

/// Where there are no rows: why, and what to do.
fn say_what_is_missing(app: &App, place: Rect, canvas: &mut Canvas<'_>) {
    let name = app.selected().map_or("them", |(_, partner)| &*partner.name);
    let next = if app.may_edit().is_ok() { ": n adds a line of it" } else { "" };
    let text = format!("What success means to {name} is not known yet{next}");
    put(canvas.buffer, place, &text, canvas.look.style(Role::Dim));
}

/// `+1.5`, `0`, `-2`.
pub(super) fn signed(by: Decimal) -> String {
    if by > Decimal::default() { format!("+{by}") } else { by.to_string() }
}

/// The style of better and worse; that a theme's level falls or rises is neither.
fn side(row: &SheetRow<'_>, by: Decimal, look: Look) -> Style {
    match (row, by.billionths()) {
        (SheetRow::Criterion { .. }, 1..) => look.style(Role::Win),
        (SheetRow::Criterion { .. }, ..=-1) => look.style(Role::Lose),
        _ => Style::new(),
    }
}

/// `●●●○○`.
fn dots(weight: Weight, look: Look) -> String {
    let (full, empty) = (look.either("●", "*"), look.either("○", "."));
    let weight = usize::try_from(weight.get()).unwrap_or(0);
    full.repeat(weight) + &empty.repeat(usize::from(WEIGHT).saturating_sub(weight))
}

/// From -3 to 3, filled from the middle; without a line where nothing is scored, so that it is told
/// from an entered 0 at a glance.
fn draw_scale(by: Option<Decimal>, filled: Style, (place, canvas): (Rect, &mut Canvas<'_>)) {
    let look = canvas.look;
    let dim = look.style(Role::Dim);
    let middle = i64::from(SCALE / 2);
    let Some(by) = by else {
        let centre = after(place, SCALE / 2);
        put(canvas.buffer, centre, look.sign(Mark::NotScored), dim);
        return;
    };
    // to the next half, away from 0, so that the least effect is seen
    let half = Decimal::ONE / 2;
    let size = by.billionths();
    let reach = (size.abs() + half - 1) / half * size.signum();
    let ends = (reach.min(0), reach.max(0));
    let spans = (-middle..=middle).map(|at| match at {
        0 if reach == 0 => Span::raw(look.either("●", "0")),
        0 => Span::styled(look.either("┼", "|"), dim),
        at if (ends.0..=ends.1).contains(&at) => Span::styled(look.either("━", "="), filled),
        _ => Span::styled(look.either("┈", "-"), dim),
    });
    put_line(canvas.buffer, place, &Line::from(spans.collect::<Vec<_>>()));
}
