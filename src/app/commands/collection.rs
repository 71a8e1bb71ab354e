//! Commands of the lists of themes, relations and rules, and of the map's heading.

use super::overlays::close;
use super::{Command, Context, form};
use crate::app::collection::{Collection, Listing, Member};
use crate::app::error::UserError;
use crate::app::forms::Subject;
use crate::app::message::Effect;
use crate::app::overlay::{Choice, Overlay, Picker, Row};
use crate::app::session::App;
use crate::edit::{Edit, Step, theme};
use crate::model::ThemeId;

const LIST: &[Context] = &[Context::Collection];

/// How many rows a page is.
const PAGE: isize = 10;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "heading.edit",
        keys: &["f2"],
        contexts: Context::SCREENS,
        summary: "Write what the map is about: title, purpose, whom it serves, form and stage",
        available: App::may_edit,
        run: |app| form::open(app, Subject::Heading, ""),
        ..Command::BASE
    },
    Command {
        name: "theme.list",
        keys: &["T"],
        contexts: Context::SCREENS,
        summary: "List the themes: add, rename, merge and delete them",
        run: |app| list(app, Listing::Themes),
        ..Command::BASE
    },
    Command {
        name: "relation.list",
        keys: &["R"],
        contexts: Context::SCREENS,
        summary: "List the relations of the selected partner: who moves whom, who trusts whom",
        run: |app| {
            let of = app.selected().map(|(id, _)| id.clone());
            list(app, Listing::Relations(of))
        },
        ..Command::BASE
    },
    Command {
        name: "rule.list",
        keys: &["X"],
        contexts: &[Context::Options, Context::Packages],
        summary: "List the rules: which options require or exclude each other",
        run: |app| list(app, Listing::Rules),
        ..Command::BASE
    },
    Command {
        name: "collection.next",
        keys: &["down", "j"],
        contexts: LIST,
        summary: "Go to the next row",
        hint: "choose",
        hint_keys: "↑↓",
        run: |app| step(app, 1),
        ..Command::BASE
    },
    Command {
        name: "collection.previous",
        keys: &["up", "k"],
        contexts: LIST,
        summary: "Go to the row above",
        run: |app| step(app, -1),
        ..Command::BASE
    },
    Command {
        name: "collection.page-down",
        keys: &["pagedown"],
        contexts: LIST,
        summary: "Go ten rows down",
        run: |app| step(app, PAGE),
        ..Command::BASE
    },
    Command {
        name: "collection.page-up",
        keys: &["pageup"],
        contexts: LIST,
        summary: "Go ten rows up",
        run: |app| step(app, -PAGE),
        ..Command::BASE
    },
    Command {
        name: "collection.first",
        keys: &["home", "g"],
        contexts: LIST,
        summary: "Go to the first row",
        run: |app| step(app, isize::MIN),
        ..Command::BASE
    },
    Command {
        name: "collection.last",
        keys: &["end", "G"],
        contexts: LIST,
        summary: "Go to the last row",
        run: |app| step(app, isize::MAX),
        ..Command::BASE
    },
    Command {
        name: "collection.find",
        keys: &["/"],
        contexts: LIST,
        summary: "Find a row by its words",
        available: |app| chosen(app).map(drop),
        run: find,
        ..Command::BASE
    },
    Command {
        name: "collection.add",
        keys: &["a", "n"],
        contexts: LIST,
        summary: "Add a theme, a relation or a rule",
        hint: "add",
        available: addable,
        run: add,
        ..Command::BASE
    },
    Command {
        name: "collection.edit",
        keys: &["enter"],
        contexts: LIST,
        summary: "Change what stands in this row",
        hint: "change",
        available: changeable,
        run: edit,
        ..Command::BASE
    },
    Command {
        name: "theme.merge",
        keys: &["m"],
        contexts: LIST,
        summary: "Merge the theme in this row into another one, with all that is about it",
        hint: "merge",
        available: mergeable,
        run: choose_merge,
        ..Command::BASE
    },
    Command {
        name: "relation.all",
        keys: &["tab"],
        contexts: LIST,
        summary: "List the relations of all partners, or only those of the selected one",
        hint: "all, or of one",
        available: on_relations,
        run: turn_scope,
        ..Command::BASE
    },
    Command {
        name: "collection.delete",
        keys: &["delete", "D", "x"],
        contexts: LIST,
        summary: "Delete what stands in this row, and clear what refers to it",
        hint: "delete",
        available: changeable,
        run: delete,
        ..Command::BASE
    },
    Command {
        name: "theme.duplicate",
        keys: &["d"],
        contexts: LIST,
        summary: "Add the theme in this row once more, with what options do to it",
        available: on_theme,
        run: duplicate,
        ..Command::BASE
    },
    Command {
        name: "collection.move-up",
        keys: &["shift-up", "K"],
        contexts: LIST,
        summary: "Move this row up",
        hint: "reorder",
        hint_keys: "⇧↑↓",
        available: changeable,
        run: |app| reorder(app, -1),
    },
    Command {
        name: "collection.move-down",
        keys: &["shift-down", "J"],
        contexts: LIST,
        summary: "Move this row down",
        available: changeable,
        run: |app| reorder(app, 1),
        ..Command::BASE
    },
    Command {
        name: "collection.close",
        keys: &["esc", "q", "left", "ctrl-c"],
        contexts: LIST,
        summary: "Close the list",
        hint: "close",
        run: close,
        ..Command::BASE
    },
];

fn listed(app: &App) -> Option<&Collection> {
    match app.overlays.last() {
        Some(Overlay::Collection(collection)) => Some(collection),
        _ => None,
    }
}

/// The record under the cursor.
fn chosen(app: &App) -> Result<Member, UserError> {
    let chosen = listed(app).and_then(|collection| collection.chosen(app));
    chosen.ok_or(UserError::Missing("There is nothing in this list yet", "a adds the first"))
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn list(app: &mut App, of: Listing) -> Result<Vec<Effect>, UserError> {
    app.overlays.push(Overlay::Collection(Collection::new(of)));
    Ok(Vec::new())
}

/// Moves the cursor by so many rows; it stays within the list.
#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
pub(in crate::app) fn step(app: &mut App, rows: isize) -> Result<Vec<Effect>, UserError> {
    let last = listed(app).map_or(0, |list| list.of.members(app).len().saturating_sub(1));
    if let Some(Overlay::Collection(collection)) = app.overlays.last_mut() {
        collection.at = collection.at.min(last).saturating_add_signed(rows).min(last);
    }
    Ok(Vec::new())
}

/// Goes to the n-th row.
#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
pub(in crate::app) fn go(app: &mut App, row: usize) -> Result<Vec<Effect>, UserError> {
    if let Some(Overlay::Collection(collection)) = app.overlays.last_mut() {
        collection.at = row;
    }
    Ok(Vec::new())
}

/// Lists all rows to be narrowed by what is typed.
fn find(app: &mut App) -> Result<Vec<Effect>, UserError> {
    chosen(app)?;
    let Some(Collection { of, at }) = listed(app).cloned() else { return Ok(Vec::new()) };
    let cells = of.cells(app, &of.members(app)).into_iter().enumerate();
    let row = |(nth, cells): (usize, Vec<String>)| {
        Row::new(cells.join("  ").trim_end(), "", Choice::Listed(nth))
    };
    let picker = Picker::new(format!("Find in {}", of.title(app)), cells.map(row).collect());
    app.overlays.push(Overlay::Picker(Picker { at, ..picker }));
    Ok(Vec::new())
}

/// A press on a row goes there; the next one changes it.
pub(in crate::app) fn press(app: &mut App, row: usize) -> Result<Vec<Effect>, UserError> {
    let again = listed(app).is_some_and(|collection| collection.at == row);
    go(app, row)?;
    if again { edit(app) } else { step(app, 0) }
}

/// What a new record needs is there.
fn addable(app: &App) -> Result<(), UserError> {
    app.may_edit()?;
    match listed(app).map(|collection| &collection.of) {
        Some(Listing::Relations(_)) if app.map().partners.len() < 2 => {
            let message = "A relation is between two partners";
            Err(UserError::Missing(message, "Esc, and a on Partners adds one"))
        }
        Some(Listing::Rules) => {
            let with_options = app.map().issues.values().filter(|issue| !issue.options.is_empty());
            let message = "A rule is between options of two issues";
            let missing = UserError::Missing(message, "Esc, and a and A on Options add them");
            if with_options.count() < 2 { Err(missing) } else { Ok(()) }
        }
        _ => Ok(()),
    }
}

fn changeable(app: &App) -> Result<(), UserError> {
    app.may_edit()?;
    chosen(app).map(|_| ())
}

fn add(app: &mut App) -> Result<Vec<Effect>, UserError> {
    addable(app)?;
    let subject = listed(app).and_then(|collection| collection.of.new_subject(app));
    // whose relation it is has been proposed
    form::open(app, subject.ok_or(UserError::NothingSelected)?, "relations.to")
}

fn edit(app: &mut App) -> Result<Vec<Effect>, UserError> {
    changeable(app)?;
    let subject = chosen(app)?.subject(app).ok_or(UserError::NothingSelected)?;
    form::open(app, subject, "")
}

fn delete(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let step = chosen(app)?.deleted(app);
    let effects = app.edit(step)?;
    self::step(app, 0)?;
    Ok(effects)
}

/// The step, with the cursor on the row that it leads to.
fn carry_out(app: &mut App, step: Option<Step>) -> Result<Vec<Effect>, UserError> {
    let edits = step.as_ref().map(|step| step.edits.clone()).unwrap_or_default();
    let effects = app.edit(step)?;
    go_to(app, &edits);
    Ok(effects)
}

/// Moves the cursor of the list on top, if there is one, to what was just added, changed or moved.
pub(in crate::app) fn go_to(app: &mut App, edits: &[Edit]) {
    let members: Vec<Member> = edits.iter().filter_map(Member::of_edit).collect();
    go_to_one_of(app, &members);
}

fn go_to_one_of(app: &mut App, members: &[Member]) {
    let Some(collection) = listed(app) else { return };
    let at = collection.of.members(app).iter().position(|row| members.contains(row));
    if let (Some(at), Some(Overlay::Collection(collection))) = (at, app.overlays.last_mut()) {
        collection.at = at;
    }
}

/// Moves the record past the row that stands before or after it in this list.
fn reorder(app: &mut App, by: isize) -> Result<Vec<Effect>, UserError> {
    changeable(app)?;
    let Some(collection) = listed(app) else { return Ok(Vec::new()) };
    let rows = collection.of.members(app);
    let at = collection.at.min(rows.len().saturating_sub(1));
    let other = at.checked_add_signed(by).and_then(|other| rows.get(other));
    let step = rows.get(at).zip(other).and_then(|(row, other)| row.moved(app, other));
    if step.is_none() {
        let message = "It stands at the end of the list already".to_owned();
        return Err(UserError::Refused(message, "⇧↑ and ⇧↓ move it within the list"));
    }
    carry_out(app, step)
}

fn on_theme(app: &App) -> Result<(), UserError> {
    app.may_edit()?;
    theme_at(app).map(|_| ())
}

fn theme_at(app: &App) -> Result<ThemeId, UserError> {
    match chosen(app)? {
        Member::Theme(id) => Ok(id),
        _ => Err(UserError::Missing("This works on themes only", "T lists the themes")),
    }
}

fn duplicate(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let id = theme_at(app)?;
    let made = theme::duplicate(app.map(), app.history().used(), &id);
    carry_out(app, made.map(|(_, step)| step))
}

fn mergeable(app: &App) -> Result<(), UserError> {
    on_theme(app)?;
    let hint = "a adds another one";
    if app.map().themes.len() < 2 {
        return Err(UserError::Missing("There is no other theme to merge it into", hint));
    }
    Ok(())
}

/// Lists the other themes, each with what would be lost.
fn choose_merge(app: &mut App) -> Result<Vec<Effect>, UserError> {
    mergeable(app)?;
    let id = theme_at(app)?;
    let map = app.map();
    let named =
        |id: &ThemeId| map.themes.get(id).map_or(String::new(), |theme| theme.name.to_string());
    let others = Listing::Themes.members(app).into_iter().filter_map(|of| match of {
        Member::Theme(other) if other != id => Some(other),
        _ => None,
    });
    let row = |other: ThemeId| {
        let detail = match theme::on_both(map, &id, &other) {
            0 => String::new(),
            1 => "1 effect would be dropped".to_owned(),
            count => format!("{count} effects would be dropped"),
        };
        Row::new(named(&other), detail, Choice::Merge(id.clone(), other))
    };
    let picker = Picker::new(format!("Merge {} into", named(&id)), others.map(row).collect());
    app.overlays.push(Overlay::Picker(picker));
    Ok(Vec::new())
}

/// Merges a theme into another, and goes to that one.
pub(in crate::app) fn merge(
    app: &mut App,
    id: &ThemeId,
    into: &ThemeId,
) -> Result<Vec<Effect>, UserError> {
    let step = theme::merge(app.map(), id, into);
    let effects = app.edit(step)?;
    go_to_one_of(app, &[Member::Theme(into.clone())]);
    Ok(effects)
}

fn on_relations(app: &App) -> Result<(), UserError> {
    match listed(app).map(|collection| &collection.of) {
        Some(Listing::Relations(_)) => super::navigate::selected(app),
        _ => Err(UserError::Missing("This works on relations only", "R lists the relations")),
    }
}

/// Turns from the relations of the selected partner to all of them and back.
fn turn_scope(app: &mut App) -> Result<Vec<Effect>, UserError> {
    on_relations(app)?;
    let selected = app.selected().map(|(id, _)| id.clone());
    let before = chosen(app).ok();
    if let Some(Overlay::Collection(collection)) = app.overlays.last_mut()
        && let Listing::Relations(of) = &mut collection.of
    {
        *of = if of.is_some() { None } else { selected };
        collection.at = 0;
    }
    go_to_one_of(app, before.as_slice());
    Ok(Vec::new())
}
