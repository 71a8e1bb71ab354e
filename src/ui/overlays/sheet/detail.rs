//! Below the rows of a sheet: what the one under the cursor is made of, and what all comes to.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{gain, signed, wrapped};
use crate::analysis::{OptionAnswer, Outcome, explain, those_known};
use crate::app::{App, By, SheetRow, Through};
use crate::model::{Content, Decimal, Direction, Effect, ThemeId};
use crate::ui::theme::{Look, Mark, Role};

/// What a row is about, in words: what the partner says, or the theme; and what it wants, or who
/// wants it.
pub(super) fn told(app: &App, row: &SheetRow<'_>) -> (String, String) {
    match row {
        SheetRow::Criterion { content, .. } => {
            (explain::flat(&content.says), about(app, content).unwrap_or_default())
        }
        SheetRow::Hidden(By::Criteria) => ("a private criterion".into(), String::new()),
        SheetRow::Hidden(By::Themes) => ("a private theme".into(), String::new()),
        SheetRow::Theme { id, theme, .. } => {
            let unit =
                if theme.unit.is_empty() { String::new() } else { format!(" ({})", theme.unit) };
            (format!("{}{unit}", explain::flat(&theme.name)), wanted_by(app, id))
        }
    }
}

/// "less waiting time".
fn about(app: &App, content: &Content) -> Option<String> {
    let theme = app.map().themes.get_index_of(content.theme.as_ref()?)?;
    Some(explain::wanted(app.map(), theme, content.wants))
}

/// "4 want less, 1 more".
fn wanted_by(app: &App, theme: &ThemeId) -> String {
    let [more, less] = Direction::BOTH.map(|wants| holders(app, theme, wants).len());
    match (more, less) {
        (0, 0) => "nobody yet".into(),
        (more, 0) => format!("{more} more"),
        (0, less) => format!("{less} less"),
        (more, less) => format!("{less} less, {more} more"),
    }
}

/// The names of those who want a theme to go this way.
fn holders(app: &App, theme: &ThemeId, wants: Direction) -> Vec<String> {
    let index = app.map().themes.get_index_of(theme);
    let held = index.into_iter().flat_map(|index| app.answers().holders_of(index, app.curtain));
    held.filter(|holder| holder.wants == wants)
        .filter_map(|holder| app.partner_at(holder.partner))
        .map(|(_, partner)| explain::flat(&partner.name))
        .collect()
}

/// Whether the effect breaks a red line.
pub(super) fn is_broken(row: &SheetRow<'_>) -> bool {
    match row {
        SheetRow::Criterion { content, .. } => {
            content.red_line && row.by().is_some_and(|by| by < Decimal::default())
        }
        SheetRow::Hidden(_) | SheetRow::Theme { .. } => false,
    }
}

/// What the row under the cursor is made of.
pub(super) fn lines(
    app: &App,
    row: &SheetRow<'_>,
    (look, columns): (Look, u16),
) -> Vec<Line<'static>> {
    let dim = look.style(Role::Dim);
    let mut lines = Vec::new();
    let mut add = |text: &str, style: Style| {
        lines.extend(wrapped(text, columns).into_iter().map(|line| Line::styled(line, style)));
    };
    match row {
        SheetRow::Hidden(_) => {
            add("everything about it is private; it is counted in the gain", dim);
        }
        SheetRow::Criterion { content, counts, through, .. } => {
            add(&format!("\"{}\"", explain::flat(&content.says)), Style::new());
            add(&facts(app, content), dim);
            add(&comes_from(app, content, *counts, *through), Style::new());
        }
        SheetRow::Theme { id, effect, .. } => {
            match effect {
                Some(effect) => add(
                    &format!("{}, {}", signed(effect.value.decimal()), known(app, effect)),
                    Style::new(),
                ),
                None => add(
                    "not scored: it counts as 0 for everyone without an own entry",
                    Style::new(),
                ),
            }
            for (wants, words) in [(Direction::More, "more of it"), (Direction::Less, "less of it")]
            {
                let names = holders(app, id, wants);
                if !names.is_empty() {
                    add(&format!("{words}: {}", explain::list(names.into_iter())), dim);
                }
            }
        }
    }
    lines
}

/// "wants less waiting time, weight 5; a red line".
fn facts(app: &App, content: &Content) -> String {
    let wants = about(app, content).map_or("no theme".to_owned(), |about| format!("wants {about}"));
    let red = if content.red_line { "; a red line" } else { "" };
    format!("{wants}, weight {}{red}", content.weight)
}

fn known(app: &App, effect: &Effect) -> String {
    explain::known_from(effect.evidence, &effect.source, app.curtain)
}

/// Where the effect comes from, and what would count without an own entry.
fn comes_from(
    app: &App,
    content: &Content,
    counts: Option<(Decimal, &Effect)>,
    through: Through,
) -> String {
    let theme = by_theme(app, content);
    let name = content.theme.as_ref().and_then(|id| app.map().themes.get(id));
    let name = name.map_or(String::new(), |theme| explain::flat(&theme.name));
    match (through, counts) {
        (Through::Own, Some((_, entry))) => {
            let without = match theme {
                Some(by) => format!("without it {} by its theme", signed(by)),
                None => "without it not scored".into(),
            };
            format!("own entry, {}; {without}", known(app, entry))
        }
        (Through::Theme, Some((_, entry))) => {
            let level = signed(entry.value.decimal());
            let turned =
                if content.wants == Direction::Less { ", turned: they want less" } else { "" };
            format!("by the effect on {name}, {level}{turned}; {}", known(app, entry))
        }
        _ if content.theme.is_none() => {
            "not scored: without a theme only an own entry counts".into()
        }
        _ => format!("not scored: no own entry, and no effect on {name}"),
    }
}

/// What the effect on its theme would be to a criterion.
fn by_theme(app: &App, content: &Content) -> Option<Decimal> {
    let option = app.map().option(app.view.option()?)?;
    let by = option.effects.get(content.theme.as_ref()?)?.value.decimal();
    Some(match content.wants {
        Direction::More => by,
        Direction::Less => Decimal::from_billionths(-by.billionths()),
    })
}

/// What all comes to: for the partner, and for everyone.
pub(super) fn results(app: &App, by: By, answer: &OptionAnswer, look: Look) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if let (By::Criteria, Some(partner)) = (by, app.selected_index()) {
        let (sign, style) = gain(answer, partner, look);
        let name = app.partner_at(partner).map_or(String::new(), |(_, of)| explain::flat(&of.name));
        let (before, after) = match answer.outcome(partner) {
            Outcome::NotScored => ("", format!("not scored for {name}: counted as 0")),
            Outcome::NotKnown => ("", format!("what success means to {name} is not known")),
            _ => ("adds up to ", format!("for {name}")),
        };
        let sign = Span::styled(format!("{sign} "), style);
        lines.push(Line::from(vec![Span::raw(before), sign, Span::raw(after)]));
    }
    let red = !answer.red_lines.is_empty();
    let mark = match (red, answer.is_win_win()) {
        (true, _) => Some(Mark::RedLine),
        (false, true) => Some(Mark::WinWin),
        (false, false) => None,
    };
    let tally = answer.tally;
    let counted = format!(
        "; good for {}, bad for {}, of {}",
        tally.wins,
        tally.loses,
        those_known(tally.known, tally.of)
    );
    let mut spans = Vec::new();
    if let Some(mark) = mark {
        spans.push(Span::styled(format!("{} ", look.sign(mark)), look.mark_style(mark)));
    }
    spans.push(Span::styled(answer.words(), look.heading()));
    spans.push(Span::styled(counted, look.style(Role::Dim)));
    if answer.rests_on_guesses() {
        let guess = Mark::Guess;
        spans.push(Span::styled(format!("  {} ", look.sign(guess)), look.mark_style(guess)));
        spans.push(Span::styled("rests on guesses", look.style(Role::Dim)));
    }
    lines.push(Line::from(spans));
    lines
}
