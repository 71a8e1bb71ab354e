//! Commands of the Overlap and Options screens: going through cells, and marking a group.

use super::navigate::{selected, someone};
use super::{Command, Context};
use crate::app::error::UserError;
use crate::app::message::Effect;
use crate::app::session::App;
use crate::app::view::Screen;
use crate::model::{OptionPlace, PartnerId};

const OVERLAP: &[Context] = &[Context::Overlap];
const OPTIONS: &[Context] = &[Context::Options];

/// How many rows a page is.
const PAGE: isize = 10;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "overlap.next-row",
        keys: &["down", "j", "tab"],
        contexts: OVERLAP,
        summary: "Go to the next row: another partner, compared with the same one",
        hint: "choose a pair",
        hint_keys: "arrows",
        available: selected,
        run: |app| step_row(app, 1),
    },
    Command {
        name: "overlap.previous-row",
        keys: &["up", "k", "shift-tab"],
        contexts: OVERLAP,
        summary: "Go to the row above",
        available: selected,
        run: |app| step_row(app, -1),
        ..Command::BASE
    },
    Command {
        name: "overlap.next-column",
        keys: &["right", "l"],
        contexts: OVERLAP,
        summary: "Compare with the next partner",
        available: selected,
        run: |app| step_column(app, 1),
        ..Command::BASE
    },
    Command {
        name: "overlap.previous-column",
        keys: &["left", "h"],
        contexts: OVERLAP,
        summary: "Compare with the partner before",
        available: selected,
        run: |app| step_column(app, -1),
        ..Command::BASE
    },
    Command {
        name: "overlap.page-down",
        keys: &["pagedown"],
        contexts: OVERLAP,
        summary: "Go ten rows down",
        available: selected,
        run: |app| step_row(app, PAGE),
        ..Command::BASE
    },
    Command {
        name: "overlap.page-up",
        keys: &["pageup"],
        contexts: OVERLAP,
        summary: "Go ten rows up",
        available: selected,
        run: |app| step_row(app, -PAGE),
        ..Command::BASE
    },
    Command {
        name: "overlap.first-row",
        keys: &["home", "g"],
        contexts: OVERLAP,
        summary: "Go to the first row",
        available: selected,
        run: |app| step_row(app, isize::MIN),
        ..Command::BASE
    },
    Command {
        name: "overlap.last-row",
        keys: &["end", "G"],
        contexts: OVERLAP,
        summary: "Go to the last row",
        available: selected,
        run: |app| step_row(app, isize::MAX),
        ..Command::BASE
    },
    Command {
        name: "overlap.mark",
        keys: &["space"],
        contexts: OVERLAP,
        summary: "Mark the partner of the row, to see what all those marked share",
        hint: "mark for a group",
        available: selected,
        run: mark,
        ..Command::BASE
    },
    Command {
        name: "overlap.unmark-all",
        keys: &["esc"],
        contexts: OVERLAP,
        summary: "Unmark everyone and go back to the pair",
        run: unmark,
        ..Command::BASE
    },
    Command {
        name: "options.next",
        keys: &["down", "j"],
        contexts: OPTIONS,
        summary: "Go to the next option",
        hint: "choose",
        hint_keys: "arrows",
        run: |app| step_option(app, 1),
        ..Command::BASE
    },
    Command {
        name: "options.previous",
        keys: &["up", "k"],
        contexts: OPTIONS,
        summary: "Go to the option above",
        run: |app| step_option(app, -1),
        ..Command::BASE
    },
    Command {
        name: "options.page-down",
        keys: &["pagedown"],
        contexts: OPTIONS,
        summary: "Go ten options down",
        run: |app| step_option(app, PAGE),
        ..Command::BASE
    },
    Command {
        name: "options.page-up",
        keys: &["pageup"],
        contexts: OPTIONS,
        summary: "Go ten options up",
        run: |app| step_option(app, -PAGE),
        ..Command::BASE
    },
    Command {
        name: "options.first",
        keys: &["home", "g"],
        contexts: OPTIONS,
        summary: "Go to the first option",
        run: |app| step_option(app, isize::MIN),
        ..Command::BASE
    },
    Command {
        name: "options.last",
        keys: &["end", "G"],
        contexts: OPTIONS,
        summary: "Go to the last option",
        run: |app| step_option(app, isize::MAX),
        ..Command::BASE
    },
    Command {
        name: "options.next-partner",
        keys: &["right", "l", "tab"],
        contexts: OPTIONS,
        summary: "Go to the next partner's column",
        available: selected,
        run: |app| step_partner(app, 1),
        ..Command::BASE
    },
    Command {
        name: "options.previous-partner",
        keys: &["left", "h", "shift-tab"],
        contexts: OPTIONS,
        summary: "Go to the column before",
        available: selected,
        run: |app| step_partner(app, -1),
        ..Command::BASE
    },
    Command {
        name: "options.show",
        keys: &["enter"],
        contexts: OPTIONS,
        summary: "Show on the grid who wins and who loses by the option",
        hint: "show on the grid",
        available: |app| app.view.option.as_ref().map(|_| ()).ok_or(NO_OPTION),
        run: show_option,
        ..Command::BASE
    },
];

const NO_OPTION: UserError =
    UserError::Missing("There are no options yet", "write issues into the map file");

/// The partner so many steps after this one in the matrix, passing over `without`.
fn stepped(app: &App, from: Option<usize>, by: isize, without: Option<usize>) -> Option<PartnerId> {
    let order = app.in_matrix_order();
    let last = order.len().checked_sub(1)?;
    let at = order.iter().position(|index| Some(*index) == from);
    let to = at.map_or(0, |at| at.saturating_add_signed(by).min(last));
    let steps = [0, by.signum(), -by.signum()];
    let mut places = steps.iter().map(|&step| to.saturating_add_signed(step).min(last));
    let to = places.find(|&place| order.get(place).copied() != without)?;
    let index = order.get(to).copied()?;
    app.partner_at(index).map(|(id, _)| id.clone())
}

fn other_index(app: &App) -> Option<usize> {
    app.map().partners.get_index_of(app.view.other.as_ref()?)
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn step_row(app: &mut App, by: isize) -> Result<Vec<Effect>, UserError> {
    if let Some(id) = stepped(app, app.selected_index(), by, other_index(app)) {
        app.select(id);
    }
    Ok(Vec::new())
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn step_column(app: &mut App, by: isize) -> Result<Vec<Effect>, UserError> {
    if let Some(id) = stepped(app, other_index(app), by, app.selected_index()) {
        app.view.other = Some(id);
    }
    Ok(Vec::new())
}

fn mark(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let id = app.view.selected.clone().ok_or(UserError::NothingSelected)?;
    if !app.view.group.shift_remove(&id) {
        app.view.group.insert(id);
    }
    Ok(Vec::new())
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn unmark(app: &mut App) -> Result<Vec<Effect>, UserError> {
    app.view.group.clear();
    if !app.view.filter.is_empty() {
        app.view.filter = crate::app::view::Filter::default();
        app.refresh();
    }
    Ok(Vec::new())
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn step_option(app: &mut App, by: isize) -> Result<Vec<Effect>, UserError> {
    let options: Vec<OptionPlace> = app.map().options().map(|(place, _)| place).collect();
    let at = options.iter().position(|place| Some(place) == app.view.option.as_ref());
    let to = at.unwrap_or(0).saturating_add_signed(by).min(options.len().saturating_sub(1));
    app.view.option = options.get(to).cloned();
    Ok(Vec::new())
}

fn step_partner(app: &mut App, by: isize) -> Result<Vec<Effect>, UserError> {
    someone(app)?;
    let listed = app.listed();
    let at = app.selected_index().and_then(|index| listed.binary_search(&index).ok());
    let to = at.unwrap_or(0).saturating_add_signed(by).min(listed.len().saturating_sub(1));
    let id = listed.get(to).and_then(|index| app.partner_at(*index)).map(|(id, _)| id.clone());
    app.select(id.ok_or(UserError::NothingSelected)?);
    Ok(Vec::new())
}

fn show_option(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let place = app.view.option.clone().ok_or(NO_OPTION)?;
    super::grid::mark_by_option(app, place);
    app.view.screen = Screen::Grid;
    Ok(Vec::new())
}

#[cfg(test)]
mod tests {
    use crate::app::tests::Session;
    use crate::app::{Done, Msg};

    fn pair(session: &Session) -> (String, String) {
        let view = &session.app.view;
        let name = |id: &Option<_>| id.as_ref().map_or(String::new(), ToString::to_string);
        (name(&view.selected), name(&view.other))
    }

    fn is(row: &str, column: &str) -> (String, String) {
        (row.to_owned(), column.to_owned())
    }

    #[test]
    fn rows_pass_over_the_partner_of_the_column_and_columns_over_that_of_the_row() {
        let mut session = Session::new();
        assert_eq!(pair(session.keys("3")), is("ministry", "union"));
        assert_eq!(pair(session.keys("down")), is("mayor", "union"));
        assert_eq!(pair(session.keys("right")), is("mayor", "press"));
        assert_eq!(pair(session.keys("down")), is("mayor", "press"));
        assert_eq!(pair(session.keys("left left")), is("mayor", "ministry"));
    }

    #[test]
    fn home_and_end_go_to_the_outermost_row_that_is_free() {
        let mut session = Session::new();
        assert_eq!(pair(session.keys("3 end")), is("press", "union"));
        assert_eq!(pair(session.keys("home right right end")), is("mayor", "press"));
        assert_eq!(pair(session.keys("pageup")), is("ministry", "press"));
    }

    #[test]
    fn the_order_from_before_an_edit_goes_on_with_whoever_came_since() {
        let mut session = Session::new();
        assert_eq!(*session.app.in_matrix_order(), [0, 1, 2, 3], "file order until it is known");
        let revision = session.app.history().revision();
        session.send(Msg::Done(Done::Ordered(revision, vec![3, 1, 0, 2])));
        assert_eq!(*session.app.in_matrix_order(), [3, 1, 0, 2]);
        session.keys("a").types("Ferries").keys("enter 3 end");
        assert_eq!(*session.app.in_matrix_order(), [3, 1, 0, 2, 4]);
        assert_eq!(pair(&session).0, "ferries");
        session.keys("u");
        assert_eq!(*session.app.in_matrix_order(), [3, 1, 0, 2]);
    }

    #[test]
    fn a_row_that_is_not_listed_is_left_for_the_first_that_is() {
        let mut session = Session::new();
        session.keys("3 /").types("hill").keys("enter");
        session.app.view.selected = session.app.map().partners.keys().last().cloned();
        assert_eq!(pair(session.keys("down")).0, "mayor");
    }

    #[test]
    fn home_and_end_go_to_the_first_and_the_last_option() {
        let mut session = Session::new();
        let options: Vec<_> = session.app.map().options().map(|(place, _)| Some(place)).collect();
        assert_eq!(session.keys("4 end").app.view.option, options[options.len() - 1]);
        assert_eq!(session.keys("home").app.view.option, options[0]);
        assert_eq!(session.keys("j").app.view.option, options[1]);
    }
}
