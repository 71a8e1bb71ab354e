//! Commands of the table of options: going through its cells, and opening what they are made of.

use super::effect::nudge;
use super::{Command, Context, form, sheet};
use crate::app::error::UserError;
use crate::app::forms::Subject;
use crate::app::message::Effect;
use crate::app::session::App;
use crate::app::sheet::{By, On, SheetRow, criteria};
use crate::app::table::{Column, TableCell, TableRow};
use crate::model::{OptionPlace, PartnerId};

pub(super) const OPTIONS: &[Context] = &[Context::Options];

/// How many rows a page is.
const PAGE: isize = 10;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "options.next",
        keys: &["down", "j"],
        contexts: OPTIONS,
        summary: "Go to the next row: an issue, or one of its options",
        hint: "choose",
        hint_keys: "arrows",
        available: some_row,
        run: |app| step_row(app, 1),
    },
    Command {
        name: "options.previous",
        keys: &["up", "k"],
        contexts: OPTIONS,
        summary: "Go to the row above",
        available: some_row,
        run: |app| step_row(app, -1),
        ..Command::BASE
    },
    Command {
        name: "options.page-down",
        keys: &["pagedown"],
        contexts: OPTIONS,
        summary: "Go ten rows down",
        available: some_row,
        run: |app| step_row(app, PAGE),
        ..Command::BASE
    },
    Command {
        name: "options.page-up",
        keys: &["pageup"],
        contexts: OPTIONS,
        summary: "Go ten rows up",
        available: some_row,
        run: |app| step_row(app, -PAGE),
        ..Command::BASE
    },
    Command {
        name: "options.first",
        keys: &["g"],
        contexts: OPTIONS,
        summary: "Go to the first row",
        available: some_row,
        run: |app| step_row(app, isize::MIN),
        ..Command::BASE
    },
    Command {
        name: "options.last",
        keys: &["G"],
        contexts: OPTIONS,
        summary: "Go to the last row",
        available: some_row,
        run: |app| step_row(app, isize::MAX),
        ..Command::BASE
    },
    Command {
        name: "options.next-column",
        keys: &["right", "l", "tab"],
        contexts: OPTIONS,
        summary: "Go to the next partner's column",
        run: |app| step_column(app, 1),
        ..Command::BASE
    },
    Command {
        name: "options.previous-column",
        keys: &["left", "h", "shift-tab"],
        contexts: OPTIONS,
        summary: "Go to the column before; the first is that of the names",
        run: |app| step_column(app, -1),
        ..Command::BASE
    },
    Command {
        name: "options.names",
        keys: &["home"],
        contexts: OPTIONS,
        summary: "Go to the column of the names",
        run: |app| step_column(app, isize::MIN),
        ..Command::BASE
    },
    Command {
        name: "options.last-column",
        keys: &["end"],
        contexts: OPTIONS,
        summary: "Go to the last partner's column",
        run: |app| step_column(app, isize::MAX),
        ..Command::BASE
    },
    Command {
        name: "options.open",
        keys: &["enter"],
        contexts: OPTIONS,
        summary: "Open the effects of the option on the partner; in a name, change it",
        hint: "open",
        available: some_row,
        run: open,
        ..Command::BASE
    },
    Command {
        name: "options.themes",
        keys: &["t"],
        contexts: OPTIONS,
        summary: "Open the effects of the option on the themes, for everyone",
        hint: "themes",
        available: on_option,
        run: |app| sheet::open(app, By::Themes),
        ..Command::BASE
    },
    Command {
        name: "options.raise",
        keys: &["+", "="],
        contexts: OPTIONS,
        summary: "Make the effect on the partner better by 0.5; with several criteria, list them",
        available: on_effects,
        run: |app| nudge_cell(app, 1),
        ..Command::BASE
    },
    Command {
        name: "options.lower",
        keys: &["-"],
        contexts: OPTIONS,
        summary: "Make the effect on the partner worse by 0.5; with several criteria, list them",
        available: on_effects,
        run: |app| nudge_cell(app, -1),
        ..Command::BASE
    },
];

pub(super) const NO_ISSUE: UserError =
    UserError::Missing("There are no issues yet", "A adds the first one");

const NO_OPTION: UserError =
    UserError::Missing("This row is an issue", "↑ ↓ go to an option, a adds one");

pub(super) fn some_row(app: &App) -> Result<(), UserError> {
    app.view.row.as_ref().map(|_| ()).ok_or(NO_ISSUE)
}

pub(super) fn on_option(app: &App) -> Result<(), UserError> {
    option_here(app).map(|_| ())
}

pub(super) fn option_here(app: &App) -> Result<OptionPlace, UserError> {
    some_row(app)?;
    app.view.option().cloned().ok_or(NO_OPTION)
}

/// On a cell of the table that holds what an option does for a partner.
fn on_effects(app: &App) -> Result<(), UserError> {
    app.may_edit()?;
    effects_here(app).map(|_| ())
}

fn effects_here(app: &App) -> Result<(OptionPlace, PartnerId), UserError> {
    match app.cell().ok_or(NO_ISSUE)? {
        TableCell::Effects(place, partner) => Ok((place, partner)),
        TableCell::Nothing(_) | TableCell::Name(TableRow::Issue(_)) => Err(NO_OPTION),
        TableCell::Name(TableRow::Option(_)) => Err(UserError::Missing(
            "Effects stand in the partners' columns",
            "→ goes there, t lists the effects on themes",
        )),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn step_row(app: &mut App, by: isize) -> Result<Vec<Effect>, UserError> {
    let rows = TableRow::all(app.map());
    let at = rows.iter().position(|row| Some(row) == app.view.row.as_ref());
    let to = at.unwrap_or(0).saturating_add_signed(by).min(rows.len().saturating_sub(1));
    app.view.row = rows.get(to).cloned();
    Ok(Vec::new())
}

/// Goes through the names and then the partners listed.
#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn step_column(app: &mut App, by: isize) -> Result<Vec<Effect>, UserError> {
    let listed = app.listed();
    let at = match app.column() {
        Column::Name => 0,
        Column::Partner => {
            let found = app.selected_index().and_then(|index| listed.binary_search(&index).ok());
            found.map_or(0, |at| at + 1)
        }
    };
    let to = at.saturating_add_signed(by).min(listed.len());
    let partner = to.checked_sub(1).and_then(|at| listed.get(at));
    match partner.and_then(|index| app.partner_at(*index)).map(|(id, _)| id.clone()) {
        Some(id) => go_to_column(app, id),
        None => app.view.column = Column::Name,
    }
    Ok(Vec::new())
}

/// Puts the cursor into a partner's column.
pub(in crate::app) fn go_to_column(app: &mut App, partner: PartnerId) {
    app.view.column = Column::Partner;
    app.select(partner);
}

/// Puts the cursor into a cell, that of the name where there is no partner; gives whether it was there.
pub(in crate::app) fn go_to_cell(app: &mut App, row: usize, partner: Option<usize>) -> bool {
    let before = app.cell();
    app.view.row = TableRow::all(app.map()).into_iter().nth(row);
    match partner.and_then(|at| app.partner_at(at)).map(|(id, _)| id.clone()) {
        Some(partner) => go_to_column(app, partner),
        None => app.view.column = Column::Name,
    }
    app.cell() == before
}

/// Opens what the cell under the cursor is made of.
pub(in crate::app) fn open(app: &mut App) -> Result<Vec<Effect>, UserError> {
    match app.cell().ok_or(NO_ISSUE)? {
        TableCell::Effects(..) => sheet::open(app, By::Criteria),
        TableCell::Name(TableRow::Option(place)) => form::open(app, Subject::Option(place), ""),
        TableCell::Name(TableRow::Issue(id)) | TableCell::Nothing(id) => {
            form::open(app, Subject::Issue(id), "")
        }
    }
}

/// Nudges the one criterion of the cell that there is, or that is scored; else lists them.
fn nudge_cell(app: &mut App, halves: i64) -> Result<Vec<Effect>, UserError> {
    app.may_edit()?;
    let (place, partner) = effects_here(app)?;
    let record = app.map().partners.get(&partner).ok_or(UserError::NothingSelected)?;
    let rows = criteria(app, &place, (&partner, record));
    let is_hidden = rows.iter().any(|row| matches!(row, SheetRow::Hidden(_)));
    let mut scored = rows.iter().filter(|row| row.by().is_some());
    let one = match (rows.as_slice(), scored.next(), scored.next()) {
        ([row], ..) => Some(row),
        (_, Some(row), None) if !is_hidden => Some(row),
        _ => None,
    };
    let on = one.and_then(|row| row.on(Some(&partner)));
    match (one, on) {
        (Some(_), Some(On::Criterion(partner, criterion))) => {
            nudge(app, &On::Criterion(partner, criterion), halves)
        }
        (Some(_), _) => Err(UserError::CurtainDrawn),
        (None, _) => sheet::open(app, By::Criteria),
    }
}
