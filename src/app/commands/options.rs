//! Commands on issues and options: add, duplicate, delete, move; and clearing the effects of a cell.

use super::table::{NO_ISSUE, OPTIONS, on_option, option_here, some_row};
use super::{Command, grid, writing};
use crate::app::error::UserError;
use crate::app::message::Effect;
use crate::app::overlay::Asks;
use crate::app::session::App;
use crate::app::table::{TableCell, TableRow};
use crate::app::text::{Lines, TextField};
use crate::app::view::Screen;
use crate::edit::{effect, issue, option};
use crate::model::{IssueId, IssueOption, OptionPlace, PartnerId, Text};

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "option.add",
        keys: &["a"],
        contexts: OPTIONS,
        summary: "Add an option to the issue under the cursor",
        hint: "add an option",
        available: changeable,
        run: ask_option,
        ..Command::BASE
    },
    Command {
        name: "options.show",
        keys: &["o"],
        contexts: OPTIONS,
        summary: "Show on the grid who wins and who loses by the option",
        hint: "show on the grid",
        available: on_option,
        run: show_option,
        ..Command::BASE
    },
    Command {
        name: "issue.add",
        keys: &["A"],
        contexts: OPTIONS,
        summary: "Add an issue: a question to settle",
        hint: "add an issue",
        available: App::may_edit,
        run: ask_issue,
        ..Command::BASE
    },
    Command {
        name: "options.duplicate",
        keys: &["d"],
        contexts: OPTIONS,
        summary: "Duplicate the option with its effects, or the issue with its options",
        available: changeable,
        run: duplicate,
        ..Command::BASE
    },
    Command {
        name: "options.delete",
        keys: &["delete", "D", "x"],
        contexts: OPTIONS,
        summary: "In a name, delete the option or issue; in a cell, clear the partner's own effects",
        available: changeable,
        run: delete,
        ..Command::BASE
    },
    Command {
        name: "options.up",
        keys: &["shift-up", "K"],
        contexts: OPTIONS,
        summary: "Move the option up in its issue, or the issue up",
        available: changeable,
        run: |app| reorder(app, -1),
        ..Command::BASE
    },
    Command {
        name: "options.down",
        keys: &["shift-down", "J"],
        contexts: OPTIONS,
        summary: "Move the option down in its issue, or the issue down",
        available: changeable,
        run: |app| reorder(app, 1),
        ..Command::BASE
    },
];

fn changeable(app: &App) -> Result<(), UserError> {
    app.may_edit()?;
    some_row(app)
}

fn ask_option(app: &mut App) -> Result<Vec<Effect>, UserError> {
    changeable(app)?;
    let issue = app.view.row.as_ref().map(|row| row.issue().clone()).ok_or(NO_ISSUE)?;
    writing::ask(app, Asks::NewOption(issue), TextField::new("", Lines::One))
}

fn ask_issue(app: &mut App) -> Result<Vec<Effect>, UserError> {
    writing::ask(app, Asks::NewIssue, TextField::new("", Lines::One))
}

/// Adds an option of this name to an issue, and goes there.
pub(in crate::app) fn add_option(
    app: &mut App,
    issue: &IssueId,
    name: Text,
) -> Result<Vec<Effect>, UserError> {
    let option = IssueOption::named(name);
    let made = option::add(app.map(), app.history().used(), issue, option);
    let Some((place, step)) = made else { return Ok(Vec::new()) };
    let effects = app.edit(Some(step))?;
    app.view.row = Some(TableRow::Option(place));
    app.note("Added. t lists its effects on themes, Enter in a column those on a partner");
    Ok(effects)
}

/// Adds an issue of this name, and goes there.
pub(in crate::app) fn add_issue(app: &mut App, name: Text) -> Result<Vec<Effect>, UserError> {
    let made = issue::add(app.map(), app.history().used(), name);
    let Some((id, step)) = made else { return Ok(Vec::new()) };
    let effects = app.edit(Some(step))?;
    app.view.row = Some(TableRow::Issue(id));
    app.note("Added. a adds an option to it");
    Ok(effects)
}

fn duplicate(app: &mut App) -> Result<Vec<Effect>, UserError> {
    changeable(app)?;
    let used = app.history().used();
    let made = match app.view.row.as_ref().ok_or(NO_ISSUE)? {
        TableRow::Issue(id) => {
            issue::duplicate(app.map(), used, id).map(|(id, step)| (TableRow::Issue(id), step))
        }
        TableRow::Option(place) => option::duplicate(app.map(), used, place)
            .map(|(place, step)| (TableRow::Option(place), step)),
    };
    let Some((row, step)) = made else { return Ok(Vec::new()) };
    let effects = app.edit(Some(step))?;
    app.view.row = Some(row);
    Ok(effects)
}

fn delete(app: &mut App) -> Result<Vec<Effect>, UserError> {
    changeable(app)?;
    let step = match app.cell().ok_or(NO_ISSUE)? {
        TableCell::Effects(place, partner) => return clear(app, &place, &partner),
        TableCell::Nothing(_) => {
            let message = "There is nothing to clear: this row is an issue";
            return Err(UserError::Missing(message, "Home goes to its name; there it is deleted"));
        }
        TableCell::Name(TableRow::Issue(id)) => issue::delete(app.map(), &id),
        TableCell::Name(TableRow::Option(place)) => option::delete(app.map(), &place),
    };
    let rows = TableRow::all(app.map());
    let at = rows.iter().position(|row| Some(row) == app.view.row.as_ref()).unwrap_or(0);
    let effects = app.edit(step)?;
    let rows = TableRow::all(app.map());
    app.view.row = rows.get(at.min(rows.len().saturating_sub(1))).cloned();
    Ok(effects)
}

/// Clears the entries that the option has for single criteria of the partner.
fn clear(
    app: &mut App,
    place: &OptionPlace,
    partner: &PartnerId,
) -> Result<Vec<Effect>, UserError> {
    let step = effect::clear(app.map(), place, partner);
    let own = app.map().option(place).and_then(|option| option.on.get(partner));
    let success = app.map().partners.get(partner).map(|partner| &partner.success);
    let is_open = |id| success.and_then(|of| of.get(id)?.shown(app.curtain)).is_some();
    if own.is_some_and(|own| !own.keys().all(is_open)) {
        return Err(UserError::CurtainDrawn);
    }
    if step.is_none() {
        let message = "This option has no own effects on this partner";
        return Err(UserError::Missing(message, "t lists its effects on themes"));
    }
    app.edit(step)
}

fn reorder(app: &mut App, by: isize) -> Result<Vec<Effect>, UserError> {
    changeable(app)?;
    let map = app.map();
    let moved = |at: Option<usize>| at.and_then(|at| at.checked_add_signed(by));
    let step = match app.view.row.as_ref().ok_or(NO_ISSUE)? {
        TableRow::Issue(id) => {
            moved(map.issues.get_index_of(id)).and_then(|to| issue::reorder(map, id, to))
        }
        TableRow::Option(place) => {
            let options = map.issues.get(&place.issue).map(|issue| &issue.options);
            let at = options.and_then(|options| options.get_index_of(&place.option));
            moved(at).and_then(|to| option::reorder(map, place, to))
        }
    };
    if step.is_none() {
        let end = if by < 0 { "first" } else { "last" };
        let message = format!("This is the {end} one already");
        return Err(UserError::Refused(message, "options move within their issue"));
    }
    app.edit(step)
}

fn show_option(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let place = option_here(app)?;
    grid::mark_by_option(app, place);
    app.view.screen = Screen::Grid;
    Ok(Vec::new())
}
