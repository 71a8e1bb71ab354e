//! Commands of the Overlap screen: going through pairs, and marking a group.

use super::navigate::selected;
use super::{Command, Context};
use crate::app::error::UserError;
use crate::app::message::Effect;
use crate::app::session::App;
use crate::model::PartnerId;

const OVERLAP: &[Context] = &[Context::Overlap];

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
];

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
        session.app.view.selected = session.app.map().partners.keys().next_back().cloned();
        assert_eq!(pair(session.keys("down")).0, "mayor");
    }
}
