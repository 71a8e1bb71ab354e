//! The form of a criterion: a field a row, and what the one under the cursor means.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{field, open};
use crate::app::{App, CriterionForm, FormField, Target};
use crate::model::Weight;
use crate::ui::draw::{after, below, cut, put, row, width, wrapped};
use crate::ui::frame::Canvas;
use crate::ui::theme::{Mark, Role};

/// The columns of the box.
const COLUMNS: u16 = 70;

/// The columns of the fields' names, with the mark before them.
const NAMES: u16 = 17;

/// The most rows that the words of a criterion take.
const MOST_ROWS: u16 = 4;

/// Draws the form.
pub(super) fn draw(app: &App, form: &CriterionForm, area: Rect, canvas: &mut Canvas<'_>) {
    let columns = COLUMNS.min(area.width.saturating_sub(super::FRAME.0));
    let names = if columns >= 34 { NAMES } else { 2 };
    let words = words_high(form, columns.saturating_sub(names));
    let dim = canvas.look.style(Role::Dim);
    let mut foot: Vec<(String, Style)> =
        wrapped(form.at.help(), columns).into_iter().map(|line| (line, dim)).collect();
    foot.extend(notes(form).map(|note| (cut(note, columns), Style::new())));
    let foot_rows = u16::try_from(foot.len()).unwrap_or(1);
    let room = (COLUMNS, words + 3 + 1 + foot_rows);
    let (_, inner) = open(canvas, area, &title(app, form), room);
    // in a small terminal the rows above the cursor give way, so that the help stays in sight
    let at = FormField::ALL.iter().position(|field| *field == form.at).unwrap_or(0);
    let rows = (inner.height >= words + 4, inner.height.saturating_sub(1));
    let (skipped, fields) = match rows {
        (true, _) => (0, Rect { height: words + 3, ..inner }),
        (false, high) => (at, Rect { height: high.max(1), ..inner }),
    };
    let mut rest = fields;
    for (n, of) in FormField::ALL.into_iter().enumerate().skip(skipped) {
        let high = if of == FormField::Says { words.min(rest.height) } else { 1.min(rest.height) };
        let place = Rect { height: high, ..rest };
        canvas.drawn.note(place, Target::OverlayRow(n));
        draw_field(app, form, of, (place, names), canvas);
        rest = below(rest, high);
    }
    let below_fields = below(inner, fields.height + u16::from(inner.height > fields.height + 1));
    for (n, (line, style)) in (0..).zip(foot) {
        put(canvas.buffer, row(below_fields, n), &line, style);
    }
}

fn title(app: &App, form: &CriterionForm) -> String {
    let partner = app.map().partners.get(&form.partner);
    let name = partner.map_or("", |partner| &*partner.name);
    match form.id {
        Some(_) => format!("What success means to {name}"),
        None => format!("What else success means to {name}"),
    }
}

/// How many rows the words take, one more where the cursor stands behind a full row.
fn words_high(form: &CriterionForm, columns: u16) -> u16 {
    let text = form.says.area().lines().join(" ");
    if text.len() > usize::from(columns) * usize::from(MOST_ROWS) * 4 {
        return MOST_ROWS;
    }
    let lines = wrapped(&text, columns);
    let full = lines.last().is_some_and(|line| width(line) >= columns);
    let rows = u16::try_from(lines.len()).unwrap_or(MOST_ROWS) + u16::from(full);
    rows.clamp(1, MOST_ROWS)
}

/// What else holds of the criterion, that this form doesn't change.
fn notes(form: &CriterionForm) -> impl Iterator<Item = &'static str> {
    let red = form.is_red_line().then_some("a red line: it must not be made worse");
    let private = form.is_private().then_some("private: hidden while the curtain is drawn");
    red.into_iter().chain(private)
}

fn draw_field(
    app: &App,
    form: &CriterionForm,
    of: FormField,
    (place, names): (Rect, u16),
    canvas: &mut Canvas<'_>,
) {
    let look = canvas.look;
    let here = form.at == of;
    let lit =
        if here { look.heading().patch(look.style(Role::Accent)) } else { look.style(Role::Dim) };
    if here {
        put(canvas.buffer, place, look.sign(Mark::Selected), lit);
    }
    let name = cut(of.name(), names.saturating_sub(3));
    put(
        canvas.buffer,
        Rect { width: names.saturating_sub(2).min(place.width), ..after(place, 2) },
        &name,
        lit,
    );
    let value = after(place, names);
    if of == FormField::Says {
        return says(form, value, canvas);
    }
    let text = match of {
        FormField::Theme => theme(app, form),
        FormField::Wants if form.theme.is_none() => "(with a theme: more or less of it)".into(),
        FormField::Wants => form.wants.word().to_owned(),
        FormField::Weight => weight(form.weight, look.either("●○", "*.")),
        FormField::Says => String::new(),
    };
    let style = if here { look.cursor() } else { Style::new() };
    put(canvas.buffer, value, &text, style);
}

/// The words with the cursor, or without it where it is elsewhere.
fn says(form: &CriterionForm, place: Rect, canvas: &mut Canvas<'_>) {
    if form.at == FormField::Says {
        return field(canvas, place, &form.says);
    }
    let text = form.says.area().lines().join(" ");
    for (n, line) in (0..place.height).zip(wrapped(&text, place.width.max(1))) {
        put(canvas.buffer, row(place, n), &line, Style::new());
    }
}

fn theme(app: &App, form: &CriterionForm) -> String {
    let Some(id) = &form.theme else { return "none: shared with nobody yet".into() };
    let theme = app.map().themes.get(id);
    match theme.map(|theme| (&*theme.name, &*theme.unit)) {
        Some(("", _)) | None => id.to_string(),
        Some((name, "")) => name.to_owned(),
        Some((name, unit)) => format!("{name} ({unit})"),
    }
}

/// "●●●○○ 3".
fn weight(weight: Weight, signs: &str) -> String {
    let mut signs = signs.chars();
    let (full, empty) = (signs.next().unwrap_or('*'), signs.next().unwrap_or('.'));
    let weight = weight.get();
    let dots = (1..=5).map(|n| if n <= weight { full } else { empty });
    format!("{} {weight}", dots.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_dots_and_a_number() {
        assert_eq!(weight(Weight::clamped(3), "●○"), "●●●○○ 3");
        assert_eq!(weight(Weight::clamped(5), "*."), "***** 5");
    }
}
