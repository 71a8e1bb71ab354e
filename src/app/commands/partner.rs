//! Commands on partners: add, rename, delete, search and filter.

use super::navigate::selected;
use super::{Command, Context, writing};
use crate::app::error::UserError;
use crate::app::message::Effect;
use crate::app::overlay::{Asks, Choice, Overlay, Picker, Row};
use crate::app::session::App;
use crate::app::text::{Lines, TextField};
use crate::app::view::{Filter, Only};
use crate::edit::partner;
use crate::model::{Partner, PartnerId, Quadrant, Side, Text};

/// Where partners are added and deleted; on Options the same keys are for issues and options.
const LISTED: &[Context] = &[Context::List, Context::Grid, Context::Overlap];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "partner.search",
        keys: &["/"],
        contexts: Context::MAINS,
        summary: "Search partners by name, tag or what success means to them",
        hint: "search",
        run: search,
        ..Command::BASE
    },
    Command {
        name: "partner.add",
        keys: &["a"],
        contexts: LISTED,
        summary: "Add a partner by one line: its name, and what else is known",
        hint: "add",
        available: App::may_edit,
        run: ask_new,
        ..Command::BASE
    },
    Command {
        name: "partner.filter",
        keys: &["f"],
        contexts: Context::MAINS,
        summary: "List only some partners: by tag, side or quadrant",
        hint: "filter",
        run: filter,
        ..Command::BASE
    },
    Command {
        name: "partner.list-all",
        keys: &["esc"],
        contexts: &[Context::List, Context::Options],
        summary: "List all partners again",
        run: list_all,
        ..Command::BASE
    },
    Command {
        name: "partner.rename",
        keys: &["r"],
        contexts: Context::SCREENS,
        summary: "Give the selected partner another name",
        available: changeable,
        run: ask_name,
        ..Command::BASE
    },
    Command {
        name: "partner.duplicate",
        keys: &["d"],
        contexts: &[Context::List],
        summary: "Add the selected partner once more, below it",
        available: changeable,
        run: duplicate,
        ..Command::BASE
    },
    Command {
        name: "partner.move-up",
        keys: &["shift-up", "K"],
        contexts: &[Context::List],
        summary: "Move the selected partner up in the list",
        available: movable,
        run: |app| reorder(app, -1),
        ..Command::BASE
    },
    Command {
        name: "partner.move-down",
        keys: &["shift-down", "J"],
        contexts: &[Context::List],
        summary: "Move the selected partner down in the list",
        available: movable,
        run: |app| reorder(app, 1),
        ..Command::BASE
    },
    Command {
        name: "partner.delete",
        keys: &["delete", "D"],
        contexts: LISTED,
        summary: "Delete the selected partner, and what refers to it",
        available: changeable,
        run: delete,
        ..Command::BASE
    },
];

fn changeable(app: &App) -> Result<(), UserError> {
    app.may_edit()?;
    selected(app)
}

fn search(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let words = app.view.filter.words.clone();
    let field = TextField::new(&words, Lines::One);
    let asks = Asks::Search { before: words, selected: app.view.selected.clone() };
    writing::ask(app, asks, field)
}

/// Lists the partners that hold these words.
pub(in crate::app) fn search_for(app: &mut App, words: String) {
    app.view.filter.words = words;
    refilter(app);
}

/// Lists the partners under another condition, or all.
pub(in crate::app) fn list_only(app: &mut App, only: Option<Only>) {
    app.view.filter.only = only;
    refilter(app);
}

/// Selects somebody who is listed, if anybody is.
fn refilter(app: &mut App) {
    app.refresh();
    let listed =
        app.selected_index().is_some_and(|index| app.listed().binary_search(&index).is_ok());
    if !listed && let Some(first) = app.listed().first() {
        let id = app.partner_at(*first).map(|(id, _)| id.clone());
        app.view.selected = id.or(app.view.selected.take());
        app.refresh();
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn filter(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let partners: Vec<&Partner> = app.map().partners.values().collect();
    let count = |only: &Only| {
        Filter { only: Some(only.clone()), ..Filter::default() }.matches(app.map()).len()
    };
    let mut rows = vec![Row::new("Everyone", partners.len().to_string(), Choice::Only(None))];
    let mut offer = |label: String, only: Only| {
        let found = count(&only);
        if found > 0 {
            rows.push(Row::new(label, found.to_string(), Choice::Only(Some(only))));
        }
    };
    for quadrant in Quadrant::ALL {
        offer(quadrant.called(app.curtain).to_owned(), Only::Quadrant(quadrant));
    }
    offer("Not placed yet".into(), Only::NotPlaced);
    for side in Side::ALL {
        offer(format!("Side: {}", side.word()), Only::Side(side));
    }
    offer("Under-heard".into(), Only::UnderHeard);
    offer("Success not known yet".into(), Only::Unknown);
    let tags: indexmap::IndexSet<&Text> =
        partners.iter().flat_map(|partner| &partner.tags).collect();
    for tag in tags {
        offer(format!("Tag: {tag}"), Only::Tag(tag.clone()));
    }
    app.overlays.push(Overlay::Picker(Picker::new("List only", rows)));
    Ok(Vec::new())
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn list_all(app: &mut App) -> Result<Vec<Effect>, UserError> {
    app.view.filter = Filter::default();
    app.refresh();
    Ok(Vec::new())
}

fn ask_new(app: &mut App) -> Result<Vec<Effect>, UserError> {
    writing::ask(app, Asks::NewPartner, TextField::new("", Lines::One))
}

fn ask_name(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let (id, partner) = app.selected().ok_or(UserError::NothingSelected)?;
    let field = TextField::new(&partner.name, Lines::One).selected();
    writing::ask(app, Asks::Rename(id.clone()), field)
}

/// Gives a partner another name.
pub(in crate::app) fn rename(
    app: &mut App,
    id: &PartnerId,
    name: Text,
) -> Result<Vec<Effect>, UserError> {
    let step = partner::rename(app.map(), id, name);
    app.edit(step)
}

/// Only the whole list is the order of the file.
fn movable(app: &App) -> Result<(), UserError> {
    changeable(app)?;
    if app.listed().len() < app.map().partners.len() {
        return Err(UserError::Missing("Only some partners are listed", "Esc lists all of them"));
    }
    Ok(())
}

fn duplicate(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let (id, _) = app.selected().ok_or(UserError::NothingSelected)?;
    let made = partner::duplicate(app.map(), app.history().used(), id);
    let Some((id, step)) = made else { return Ok(Vec::new()) };
    let effects = app.edit(Some(step))?;
    app.select(id);
    Ok(effects)
}

fn reorder(app: &mut App, by: isize) -> Result<Vec<Effect>, UserError> {
    movable(app)?;
    let (id, _) = app.selected().ok_or(UserError::NothingSelected)?;
    let to = app.selected_index().unwrap_or(0).saturating_add_signed(by);
    let step = partner::reorder(app.map(), id, to);
    if step.is_none() {
        let message = "The partner stands at the end of the list already".to_owned();
        return Err(UserError::Refused(message, "⇧↑ and ⇧↓ move it"));
    }
    app.edit(step)
}

fn delete(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let (id, _) = app.selected().ok_or(UserError::NothingSelected)?;
    let step = partner::delete(app.map(), id);
    let listed = app.listed().to_vec();
    let at = app.selected_index().and_then(|index| listed.binary_search(&index).ok()).unwrap_or(0);
    let effects = app.edit(step)?;
    let next = app.listed().get(at.min(app.listed().len().saturating_sub(1)));
    if let Some((id, _)) = next.and_then(|index| app.partner_at(*index)) {
        let id = id.clone();
        app.select(id);
    }
    Ok(effects)
}
