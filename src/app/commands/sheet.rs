//! Commands of the sheet of effects: its rows, its two pages, and going on to other cells.

use super::navigate::{self, Ends};
use super::overlays::close;
use super::{Command, Context};
use crate::app::error::UserError;
use crate::app::message::Effect;
use crate::app::overlay::Overlay;
use crate::app::session::App;
use crate::app::sheet::{By, Sheet, SheetRow};
use crate::app::table::{Column, TableRow};

pub(super) const SHEET: &[Context] = &[Context::Sheet];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "sheet.next",
        keys: &["down", "j"],
        contexts: SHEET,
        summary: "Go to the next row of the effects",
        hint: "choose",
        hint_keys: "↑↓",
        run: |app| step(app, 1),
        ..Command::BASE
    },
    Command {
        name: "sheet.previous",
        keys: &["up", "k"],
        contexts: SHEET,
        summary: "Go to the row above",
        run: |app| step(app, -1),
        ..Command::BASE
    },
    Command {
        name: "sheet.first",
        keys: &["home", "g"],
        contexts: SHEET,
        summary: "Go to the first row",
        run: |app| step(app, isize::MIN),
        ..Command::BASE
    },
    Command {
        name: "sheet.last",
        keys: &["end", "G"],
        contexts: SHEET,
        summary: "Go to the last row",
        run: |app| step(app, isize::MAX),
        ..Command::BASE
    },
    Command {
        name: "sheet.turn",
        keys: &["tab", "t", "shift-tab"],
        contexts: SHEET,
        summary: "Turn from the partner's criteria to the themes, and back",
        hint: "themes",
        run: turn_over,
        ..Command::BASE
    },
    Command {
        name: "sheet.next-partner",
        keys: &["]"],
        contexts: SHEET,
        summary: "Show what the option does for the next partner",
        run: |app| step_partner(app, 1),
        ..Command::BASE
    },
    Command {
        name: "sheet.previous-partner",
        keys: &["["],
        contexts: SHEET,
        summary: "Show what the option does for the partner before",
        run: |app| step_partner(app, -1),
        ..Command::BASE
    },
    Command {
        name: "sheet.next-option",
        keys: &["pagedown"],
        contexts: SHEET,
        summary: "Show the effects of the next option",
        run: |app| step_option(app, 1),
        ..Command::BASE
    },
    Command {
        name: "sheet.previous-option",
        keys: &["pageup"],
        contexts: SHEET,
        summary: "Show the effects of the option before",
        run: |app| step_option(app, -1),
        ..Command::BASE
    },
    Command {
        name: "sheet.close",
        keys: &["esc", "q", "ctrl-c"],
        contexts: SHEET,
        summary: "Close the effects",
        run: close,
        ..Command::BASE
    },
];

/// Opens the sheet of the cell under the cursor.
pub(super) fn open(app: &mut App, by: By) -> Result<Vec<Effect>, UserError> {
    if app.map().themes.is_empty() && by == By::Themes {
        return Err(UserError::Missing("There are no themes yet", "T lists them, and adds some"));
    }
    app.overlays.push(Overlay::Sheet(Sheet::new(by)));
    Ok(Vec::new())
}

pub(super) fn sheet(app: &App) -> Option<&Sheet> {
    match app.overlays.last() {
        Some(Overlay::Sheet(sheet)) => Some(sheet),
        _ => None,
    }
}

/// Moves the cursor to a row; what was typed of a number is forgotten.
pub(in crate::app) fn go(app: &mut App, at: usize) {
    let rows = sheet(app).map_or(0, |sheet| sheet.rows(app).len());
    if let Some(Overlay::Sheet(sheet)) = app.overlays.last_mut() {
        sheet.go(at, rows);
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
pub(in crate::app) fn step(app: &mut App, by: isize) -> Result<Vec<Effect>, UserError> {
    let at = sheet(app).map_or(0, |sheet| sheet.at);
    go(app, at.saturating_add_signed(by));
    Ok(Vec::new())
}

/// Turns to the other page; from the themes, to the row of a criterion that is about the theme.
fn turn_over(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let Some(old) = sheet(app) else { return Ok(Vec::new()) };
    let rows = old.rows(app);
    let row = rows.get(old.at);
    let theme = match row {
        Some(SheetRow::Criterion { content, .. }) => content.theme.clone(),
        Some(SheetRow::Theme { id, .. }) => Some((*id).clone()),
        _ => None,
    };
    let by = match old.by {
        By::Criteria => By::Themes,
        By::Themes => By::Criteria,
    };
    if by == By::Criteria && app.selected().is_none() {
        return Err(UserError::NothingSelected);
    }
    let new = Sheet::new(by);
    let fits = |row: &SheetRow<'_>| match row {
        SheetRow::Criterion { content, .. } => content.theme == theme,
        SheetRow::Theme { id, .. } => Some(*id) == theme.as_ref(),
        SheetRow::Hidden(_) => false,
    };
    let at = theme.as_ref().and_then(|_| new.rows(app).iter().position(fits)).unwrap_or(0);
    if by == By::Criteria {
        app.view.column = Column::Partner;
    }
    app.overlays.pop();
    app.overlays.push(Overlay::Sheet(Sheet { at, ..new }));
    Ok(Vec::new())
}

fn step_partner(app: &mut App, by: isize) -> Result<Vec<Effect>, UserError> {
    navigate::step(app, by, Ends::Stop)?;
    app.view.column = Column::Partner;
    go(app, 0);
    Ok(Vec::new())
}

/// Goes to the next option, passing over the headings of issues.
#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn step_option(app: &mut App, by: isize) -> Result<Vec<Effect>, UserError> {
    let options: Vec<_> = app.map().options().map(|(place, _)| place).collect();
    let at = options.iter().position(|place| Some(place) == app.view.option());
    let to = at.and_then(|at| at.checked_add_signed(by)).and_then(|to| options.get(to));
    if let Some(place) = to {
        app.view.row = Some(TableRow::Option(place.clone()));
    }
    let at = sheet(app).map_or(0, |sheet| sheet.at);
    go(app, at);
    Ok(Vec::new())
}
