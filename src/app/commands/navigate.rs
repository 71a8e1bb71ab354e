//! Commands that choose a partner, a row of the card or another part of the screen.

use super::{Command, Context};
use crate::app::error::UserError;
use crate::app::message::Effect;
use crate::app::overlay::Overlay;
use crate::app::session::App;
use crate::app::view::{Focus, Screen};

const LISTED: &[Context] = &[Context::List, Context::Grid];

/// How many rows a page is.
const PAGE: isize = 10;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "list.next",
        keys: &["down", "j", "tab"],
        contexts: LISTED,
        summary: "Choose the next partner in the list",
        hint: "choose",
        hint_keys: "↑↓",
        available: someone,
        run: |app| step(app, 1, Ends::Round),
    },
    Command {
        name: "list.previous",
        keys: &["up", "k", "shift-tab"],
        contexts: LISTED,
        summary: "Choose the previous partner in the list",
        available: someone,
        run: |app| step(app, -1, Ends::Round),
        ..Command::BASE
    },
    Command {
        name: "list.page-down",
        keys: &["pagedown"],
        contexts: LISTED,
        summary: "Go ten partners down",
        available: someone,
        run: |app| step(app, PAGE, Ends::Stop),
        ..Command::BASE
    },
    Command {
        name: "list.page-up",
        keys: &["pageup"],
        contexts: LISTED,
        summary: "Go ten partners up",
        available: someone,
        run: |app| step(app, -PAGE, Ends::Stop),
        ..Command::BASE
    },
    Command {
        name: "list.first",
        keys: &["home", "g"],
        contexts: LISTED,
        summary: "Choose the first partner",
        available: someone,
        run: |app| step(app, isize::MIN, Ends::Stop),
        ..Command::BASE
    },
    Command {
        name: "list.last",
        keys: &["end", "G"],
        contexts: LISTED,
        summary: "Choose the last partner",
        available: someone,
        run: |app| step(app, isize::MAX, Ends::Stop),
        ..Command::BASE
    },
    Command {
        name: "card.open",
        keys: &["enter"],
        contexts: &[Context::List, Context::Grid, Context::Overlap],
        summary: "Open the card of the selected partner",
        hint: "card",
        available: selected,
        run: open_card,
        ..Command::BASE
    },
    Command {
        name: "card.close",
        keys: &["esc", "left", "tab"],
        contexts: &[Context::Card],
        summary: "Leave the card",
        hint: "back",
        run: close_card,
        ..Command::BASE
    },
    Command {
        name: "card.next",
        keys: &["down", "j"],
        contexts: &[Context::Card],
        summary: "Go to the next row of the card",
        hint: "choose",
        hint_keys: "↑↓",
        run: |app| step_card(app, 1),
        ..Command::BASE
    },
    Command {
        name: "card.previous",
        keys: &["up", "k"],
        contexts: &[Context::Card],
        summary: "Go to the previous row of the card",
        run: |app| step_card(app, -1),
        ..Command::BASE
    },
    Command {
        name: "card.first",
        keys: &["home", "g", "pageup"],
        contexts: &[Context::Card],
        summary: "Go to the first row of the card",
        run: |app| step_card(app, isize::MIN),
        ..Command::BASE
    },
    Command {
        name: "card.last",
        keys: &["end", "G", "pagedown"],
        contexts: &[Context::Card],
        summary: "Go to the last row of the card",
        run: |app| step_card(app, isize::MAX),
        ..Command::BASE
    },
    Command {
        name: "card.next-partner",
        keys: &["]"],
        contexts: &[Context::Card],
        summary: "Show the card of the next partner",
        run: |app| step(app, 1, Ends::Round),
        ..Command::BASE
    },
    Command {
        name: "card.previous-partner",
        keys: &["["],
        contexts: &[Context::Card],
        summary: "Show the card of the previous partner",
        run: |app| step(app, -1, Ends::Round),
        ..Command::BASE
    },
];

/// What happens at the ends of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    Stop,
    Round,
}

pub(super) fn someone(app: &App) -> Result<(), UserError> {
    if app.map().partners.is_empty() {
        return Err(UserError::Missing("There are no partners yet", "a adds the first one"));
    }
    if app.listed().is_empty() {
        return Err(UserError::Missing("Nobody is listed", "Esc lists all partners again"));
    }
    Ok(())
}

pub(super) fn selected(app: &App) -> Result<(), UserError> {
    app.selected().map(|_| ()).ok_or(UserError::NothingSelected)
}

/// Moves the selection through the partners listed.
pub(super) fn step(app: &mut App, rows: isize, ends: Ends) -> Result<Vec<Effect>, UserError> {
    someone(app)?;
    let listed = app.in_order();
    let last = listed.len() - 1;
    let to = match app.selected_in_order() {
        None => 0,
        Some(at) if ends == Ends::Round && rows == 1 && at == last => 0,
        Some(0) if ends == Ends::Round && rows == -1 => last,
        Some(at) => at.saturating_add_signed(rows).min(last),
    };
    let id = listed.get(to).and_then(|index| app.partner_at(*index)).map(|(id, _)| id.clone());
    app.select(id.ok_or(UserError::NothingSelected)?);
    Ok(Vec::new())
}

fn open_card(app: &mut App) -> Result<Vec<Effect>, UserError> {
    selected(app)?;
    if app.has_room_for_card() && app.view.screen != Screen::Overlap {
        app.view.focus = Focus::Card;
    } else {
        app.overlays.push(Overlay::Card);
    }
    Ok(Vec::new())
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn close_card(app: &mut App) -> Result<Vec<Effect>, UserError> {
    if matches!(app.overlays.last(), Some(Overlay::Card)) {
        app.overlays.pop();
    } else {
        app.view.focus = Focus::Main;
    }
    Ok(Vec::new())
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn step_card(app: &mut App, rows: isize) -> Result<Vec<Effect>, UserError> {
    let last = app.card_rows().len().saturating_sub(1);
    app.view.card_row = app.view.card_row.saturating_add_signed(rows).min(last);
    Ok(Vec::new())
}
