//! What stands in a field of a form: texts, choices, scales and switches.

use std::borrow::Cow;

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::field;
use super::form::shown_lines;
use crate::app::forms::{Choices, Number, Steps};
use crate::app::{Form, Target, TextField, Value};
use crate::model::Decimal;
use crate::ui::draw::{after, cut, put, row, width};
use crate::ui::frame::Canvas;
use crate::ui::theme::{Look, Role};

/// Where a value is drawn.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// The number of its field.
    pub(super) at: usize,
    /// Whether the cursor is there.
    pub(super) here: bool,
    /// The room for it.
    pub(super) area: Rect,
}

/// The columns of a number that is typed.
const NUMBER: u16 = 8;

/// What all scales of a form keep to, so that their dots stand below each other.
#[derive(Clone, Copy)]
pub(super) struct Track {
    /// The columns of the words for the low ends; none where there is no room for words.
    low: Option<u16>,
    /// From one dot to the next.
    gap: u16,
}

impl Track {
    pub(super) fn of(form: &Form, columns: u16) -> Self {
        let scales = || form.fields.iter().filter_map(|field| Scale::of(&field.value));
        let low = scales().map(|scale| width(&scale.ends.0)).max().unwrap_or(0);
        let dots = |scale: &Scale<'_>| 2 * scale.steps + scale.typed.map_or(0, |_| NUMBER);
        let rest = |scale: Scale<'_>| dots(&scale) + 2 + width(&scale.ends.1);
        let right = scales().map(rest).max().unwrap_or(0);
        let fits = scales().all(|scale| dots(&scale) <= columns + 1);
        Self { low: (low + right <= columns).then_some(low), gap: if fits { 2 } else { 1 } }
    }
}

/// A scale as it is drawn.
struct Scale<'v> {
    ends: (Cow<'v, str>, Cow<'v, str>),
    /// How many steps it has.
    steps: u16,
    /// The step, counted from the lowest.
    at: Option<u16>,
    /// The number, where it is typed.
    typed: Option<&'v TextField>,
}

impl<'v> Scale<'v> {
    fn of(value: &'v Value) -> Option<Self> {
        match value {
            Value::Steps(steps) => Some(Self::steps(steps)),
            Value::Number(number) => Self::number(number),
            _ => None,
        }
    }

    fn steps(steps: &'v Steps) -> Self {
        let end = |word: Option<&'v Cow<'static, str>>| word.map_or("".into(), |w| (**w).into());
        Self {
            ends: (end(steps.words.first()), end(steps.words.last())),
            steps: u16::try_from(steps.words.len()).unwrap_or(0),
            at: steps.at.and_then(|at| u16::try_from(at - steps.low).ok()),
            typed: None,
        }
    }

    /// The dots of a number on a short scale; the one nearest to it.
    fn number(number: &'v Number) -> Option<Self> {
        if !number.has_steps() {
            return None;
        }
        let (low, high) = number.range;
        let steps = high - low + 1;
        let nearest = |number: Decimal| {
            let above = number.billionths() - low * Decimal::ONE;
            u16::try_from((above + Decimal::ONE / 2) / Decimal::ONE).ok()
        };
        Some(Self {
            ends: (number.ends.0.into(), number.ends.1.into()),
            steps: u16::try_from(steps).unwrap_or(0),
            at: number.read().ok().flatten().and_then(nearest),
            typed: Some(&number.field),
        })
    }
}

/// Draws a value.
pub(super) fn draw(value: &Value, place: Place, track: Track, canvas: &mut Canvas<'_>) {
    match value {
        Value::Line(text) => draw_text(text, place, canvas),
        Value::Page(text) => draw_page(text, place, canvas),
        Value::Choice(choices) => draw_choices(choices, place, canvas),
        Value::Switch(switch) => {
            let words = Choices::words(["no", "yes"], usize::from(switch.on));
            draw_choices(&words, place, canvas);
        }
        Value::Steps(_) | Value::Number(_) => match Scale::of(value) {
            Some(scale) => draw_scale(&scale, place, track, canvas),
            None => {
                if let Value::Number(number) = value {
                    draw_text(&number.field, place, canvas);
                }
            }
        },
    }
}

/// What the value under the cursor says, where its row doesn't.
pub(super) fn about(value: &Value) -> Option<String> {
    match value {
        Value::Choice(choices) if choices.rows.iter().any(|row| !row.detail.is_empty()) => {
            let row = choices.chosen()?;
            let said = || format!("{}: {}", row.label, row.detail);
            Some(if row.detail.is_empty() { String::new() } else { said() })
        }
        Value::Steps(steps) => Some(match (steps.at, steps.word()) {
            (Some(at), Some(word)) => format!("{at}: {word}"),
            _ => "not known: a digit sets it".to_owned(),
        }),
        _ => None,
    }
}

/// The words with the cursor, or without it where it is elsewhere.
fn draw_text(text: &TextField, place: Place, canvas: &mut Canvas<'_>) {
    if place.here {
        return field(canvas, place.area, text);
    }
    draw_lines(&text.area().lines().join(" "), place, canvas);
}

fn draw_page(text: &TextField, place: Place, canvas: &mut Canvas<'_>) {
    if text.is_blank() {
        let words = if place.here { "Enter writes" } else { "nothing yet" };
        let style = if place.here { canvas.look.cursor() } else { dim(canvas.look) };
        put(canvas.buffer, place.area, words, style);
        return;
    }
    draw_lines(&text.area().lines().join("\n"), place, canvas);
    if place.here {
        canvas.buffer.set_style(row(place.area, 0), canvas.look.cursor());
    }
}

fn draw_lines(text: &str, place: Place, canvas: &mut Canvas<'_>) {
    let lines = shown_lines(text, place.area.width);
    let rows = place.area.height;
    let more = lines.len() > usize::from(rows);
    for (n, line) in (0..rows).zip(&lines) {
        let area = row(place.area, n);
        if more && n + 1 == rows {
            let line = format!("{} …", cut(line, area.width.saturating_sub(2)));
            put(canvas.buffer, area, &line, Style::new());
        } else {
            put(canvas.buffer, area, line, Style::new());
        }
    }
}

/// Under the cursor all that can be chosen, where there is room; elsewhere only what is.
fn draw_choices(choices: &Choices, place: Place, canvas: &mut Canvas<'_>) {
    let look = canvas.look;
    let label = choices.chosen().map_or("", |row| &*row.label);
    let open = choices.may_be_open && choices.at == 0;
    // there may be a row for each partner
    let all: usize = choices.rows.iter().map(|row| usize::from(width(&row.label)) + 4).sum();
    if !place.here {
        let style = if open { dim(look) } else { Style::new() };
        let taken = put(canvas.buffer, place.area, label, style);
        return draw_question(choices, place, after(place.area, taken + 2), canvas);
    }
    if choices.coins.is_some() || all > usize::from(place.area.width) + 2 {
        let arrows = look.either("‹›", "<>");
        let mut arrows = arrows.chars();
        let (left, right) = (arrows.next().unwrap_or('<'), arrows.next().unwrap_or('>'));
        let label = cut(label, place.area.width.saturating_sub(4));
        let text = format!("{left} {label} {right}");
        let taken = put(canvas.buffer, place.area, &text, look.cursor());
        return draw_question(choices, place, after(place.area, taken + 2), canvas);
    }
    let mut rest = place.area;
    for (nth, choice) in choices.rows.iter().enumerate() {
        let chosen = nth == choices.at;
        let sign = if chosen { look.either("●", "*") } else { look.either("○", "o") };
        let text = format!("{sign} {}", choice.label);
        let style = if chosen { look.cursor() } else { dim(look) };
        canvas.drawn.note(
            Rect { width: width(&text).min(rest.width), ..rest },
            Target::FieldValue(place.at, nth),
        );
        let taken = put(canvas.buffer, rest, &text, style);
        rest = after(rest, taken + 2);
    }
    draw_question(choices, place, rest, canvas);
}

/// Asks whether the likeliest row is the right one; a press takes it.
fn draw_question(choices: &Choices, place: Place, rest: Rect, canvas: &mut Canvas<'_>) {
    let Some((nth, row)) = choices.question() else { return };
    let arrow = canvas.look.key_words("→");
    let invites = if place.here { format!("  {arrow} takes it") } else { String::new() };
    let room = rest.width.saturating_sub(width(&invites));
    let text = format!("{}{invites}", cut(&format!("looks like {}?", row.label), room));
    let taken = put(canvas.buffer, rest, &text, dim(canvas.look));
    canvas.drawn.note(Rect { width: taken, ..rest }, Target::FieldValue(place.at, nth));
}

/// `a little ○ ○ ● ○ ○ decides  3`: the dots of all scales of a form stand below each other.
fn draw_scale(scale: &Scale<'_>, place: Place, track: Track, canvas: &mut Canvas<'_>) {
    let look = canvas.look;
    let mut rest = place.area;
    if let Some(text) = scale.typed {
        let shown = Place { area: Rect { width: NUMBER.min(rest.width), ..rest }, ..place };
        draw_text(text, shown, canvas);
        rest = after(rest, NUMBER);
    }
    if let Some(low) = track.low {
        let word = width(&scale.ends.0).min(low);
        put(canvas.buffer, after(rest, low - word), &scale.ends.0, dim(look));
        rest = after(rest, low + 1);
    }
    for step in 0..scale.steps {
        let chosen = scale.at == Some(step);
        let sign = if chosen { look.either("●", "*") } else { look.either("○", "o") };
        let style = match (chosen, place.here) {
            (true, true) => look.cursor(),
            (true, false) => look.style(Role::Accent),
            (false, _) => dim(look),
        };
        let cell = Rect { width: track.gap.min(rest.width), ..rest };
        canvas.drawn.note(cell, Target::FieldValue(place.at, step.into()));
        put(canvas.buffer, Rect { width: 1.min(rest.width), ..rest }, sign, style);
        rest = after(rest, track.gap);
    }
    if track.low.is_some() {
        put(canvas.buffer, rest, &scale.ends.1, dim(look));
    }
}

fn dim(look: Look) -> Style {
    look.style(Role::Dim)
}
