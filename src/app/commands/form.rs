//! Commands of the form: go through its fields, turn them, list what there is to choose, keep it.

use super::overlays::close;
use super::{Command, Context};
use super::{card, collection};
use crate::app::draft;
use crate::app::error::UserError;
use crate::app::forms::{Form, Lowers, Subject, Value};
use crate::app::key::{Key, KeyCode};
use crate::app::message::Effect;
use crate::app::overlay::{Choice, Editor, Overlay, Picker, Row, Writes};
use crate::app::session::App;

const FORM: &[Context] = &[Context::Form];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "form.next",
        keys: &["down", "tab"],
        contexts: FORM,
        summary: "Go to the next field",
        hint: "next field",
        run: |app| walk(app, 1),
        ..Command::BASE
    },
    Command {
        name: "form.previous",
        keys: &["up", "shift-tab"],
        contexts: FORM,
        summary: "Go to the field above",
        run: |app| walk(app, -1),
        ..Command::BASE
    },
    Command {
        name: "form.first",
        keys: &["pageup"],
        contexts: FORM,
        summary: "Go to the first field",
        run: |app| walk(app, isize::MIN),
        ..Command::BASE
    },
    Command {
        name: "form.last",
        keys: &["pagedown"],
        contexts: FORM,
        summary: "Go to the last field",
        run: |app| walk(app, isize::MAX),
        ..Command::BASE
    },
    Command {
        name: "form.turn-on",
        keys: &["right"],
        contexts: FORM,
        summary: "Choose the next value of the field",
        hint: "choose",
        hint_keys: "←→",
        available: turnable,
        run: |app| turn(app, 1),
    },
    Command {
        name: "form.turn-back",
        keys: &["left"],
        contexts: FORM,
        summary: "Choose the value before",
        available: turnable,
        run: |app| turn(app, -1),
        ..Command::BASE
    },
    Command {
        name: "form.list",
        keys: &["space"],
        contexts: FORM,
        summary: "List all that can be chosen, or switch between two",
        available: turnable,
        run: activate,
        ..Command::BASE
    },
    Command {
        name: "form.take",
        keys: &["enter"],
        contexts: FORM,
        summary: "Keep all that was written; on a long text, open the editor",
        hint: "done",
        run: enter,
        ..Command::BASE
    },
    Command {
        name: "form.close",
        keys: &["esc", "ctrl-c"],
        contexts: FORM,
        summary: "Close the form; asks when something was changed",
        hint: "leave it",
        run: close_form,
        ..Command::BASE
    },
];

/// Opens the form of a record, the cursor in the field that edits this field of the file, or in the
/// first one.
pub(in crate::app) fn open(
    app: &mut App,
    of: Subject,
    field: &str,
) -> Result<Vec<Effect>, UserError> {
    show(app, |app| Ok(of.form(app)?.at(field)))
}

/// Opens a form, where the map may be changed.
fn show(
    app: &mut App,
    made: impl FnOnce(&App) -> Result<Form, UserError>,
) -> Result<Vec<Effect>, UserError> {
    app.may_edit()?;
    let form = made(app)?;
    app.overlays.push(Overlay::Form(form));
    Ok(Vec::new())
}

fn form(app: &mut App) -> Option<&mut Form> {
    match app.overlays.last_mut() {
        Some(Overlay::Form(form)) => Some(form),
        _ => None,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
pub(in crate::app) fn walk(app: &mut App, fields: isize) -> Result<Vec<Effect>, UserError> {
    if let Some(form) = form(app) {
        form.walk(fields);
    }
    Ok(Vec::new())
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn turn(app: &mut App, steps: i8) -> Result<Vec<Effect>, UserError> {
    if let Some(value) = form(app).and_then(Form::value) {
        value.turn(steps);
    }
    Ok(Vec::new())
}

/// Where text is typed, arrows and blanks are for the text.
fn turnable(app: &App) -> Result<(), UserError> {
    match app.overlays.last() {
        Some(Overlay::Form(form)) if form.field().is_some_and(|field| !field.value.is_typed()) => {
            Ok(())
        }
        _ => Err(UserError::Missing("This field is typed", "type, or go to another field")),
    }
}

/// Lists what there is to choose, opens the editor, or goes on where there is no need for a list.
fn activate(app: &mut App) -> Result<Vec<Effect>, UserError> {
    match form(app).and_then(Form::value) {
        Some(Value::Choice(choices)) if choices.rows.len() > 2 || choices.coins.is_some() => {
            list(app);
            Ok(Vec::new())
        }
        Some(Value::Page(_)) => Ok(write(app)),
        // a press puts the cursor there, and a blank is no number
        Some(Value::Number(_)) => Ok(Vec::new()),
        _ => turn(app, 1),
    }
}

/// Lists the values of the field under the cursor.
fn list(app: &mut App) {
    let Some(form) = form(app) else { return };
    let Some(field) = form.field() else { return };
    let Value::Choice(choices) = &field.value else { return };
    let order = choices.order();
    let row = |at: &usize| {
        let row = choices.rows.get(*at)?;
        let likely = if choices.likely.contains(at) { "looks like it" } else { "" };
        let both = !likely.is_empty() && !row.detail.is_empty();
        let detail = format!("{}{}{likely}", row.detail, if both { " · " } else { "" });
        Some(Row::new(row.label.clone(), detail, Choice::Value(*at)))
    };
    let mut picker = Picker::new(field.name.trim(), order.iter().filter_map(row).collect());
    picker.at = order.iter().position(|at| *at == choices.at).unwrap_or(0);
    picker.coins = choices.coins;
    app.overlays.push(Overlay::Picker(picker));
}

/// Opens the editor on the long text under the cursor.
pub(in crate::app) fn write(app: &mut App) -> Vec<Effect> {
    let opened = form(app).and_then(|form| {
        let field = form.field()?;
        let Value::Page(text) = &field.value else { return None };
        let title = format!("{}: {}", form.title, field.name.trim());
        Some(Editor { title, of: Writes::Field, field: text.clone(), outside: false })
    });
    app.overlays.extend(opened.map(Overlay::Editor));
    Vec::new()
}

/// Takes the text from the editor into the field that it was opened from.
pub(in crate::app) fn take_text(app: &mut App, editor: Editor) {
    let under = app.overlays.iter_mut().rev().find_map(|overlay| match overlay {
        Overlay::Form(form) => form.value(),
        _ => None,
    });
    if let Some(value) = under {
        *value = Value::Page(editor.field);
    }
}

/// Takes what was chosen from a list into the field that it was opened from.
pub(in crate::app) fn choose(app: &mut App, chosen: impl FnOnce(&mut Value)) {
    if let Some(value) = form(app).and_then(Form::value) {
        chosen(value);
    }
}

/// A key that is no command: it is typed, or opens where it can be typed.
pub(in crate::app) fn type_key(app: &mut App, key: Key) {
    let Some(value) = form(app).and_then(Form::value) else { return };
    let opens = match value {
        Value::Page(_) => {
            key.typed().is_some() || matches!(key.code, KeyCode::Backspace | KeyCode::Delete)
        }
        Value::Choice(choices) => key.typed().is_some() && choices.is_long(),
        _ => false,
    };
    if !opens {
        value.key(key);
        return;
    }
    if matches!(value, Value::Page(_)) {
        write(app);
    } else {
        list(app);
    }
    crate::app::update::type_key(app, key);
}

/// A press on a field goes there; the next one does what the blank key does.
pub(in crate::app) fn press(app: &mut App, at: usize) -> Result<Vec<Effect>, UserError> {
    let Some(form) = form(app) else { return Ok(Vec::new()) };
    let again = form.at == at;
    form.go(at);
    if again && turnable(app).is_ok() {
        return activate(app);
    }
    Ok(Vec::new())
}

/// A press on one of the values of a field chooses it.
pub(in crate::app) fn press_value(app: &mut App, at: usize, nth: usize) {
    if let Some(form) = form(app) {
        form.go(at);
        if let Some(value) = form.value() {
            value.set(nth);
        }
    }
}

/// Keeps what was written, and goes on to the next form where there are several to go through.
fn enter(app: &mut App) -> Result<Vec<Effect>, UserError> {
    if let Some(Value::Page(_)) = form(app).and_then(Form::value) {
        return Ok(write(app));
    }
    let lowers = form(app).and_then(|form| form.lowers.clone());
    let mut effects = take_form(app)?;
    if let Some(lowers) = lowers {
        effects.extend(lower(app, Lowers { at: lowers.at + 1, ..lowers })?);
    }
    Ok(effects)
}

/// Opens the form of the next walk-away to be lowered, if there is one left.
pub(super) fn lower(app: &mut App, lowers: Lowers) -> Result<Vec<Effect>, UserError> {
    let Some((id, _)) = lowers.all.get(lowers.at).cloned() else { return Ok(Vec::new()) };
    app.select(id.clone());
    show(app, |app| {
        let mut form = Subject::WalkAway(id).form(app)?;
        if lowers.all.len() > 1 {
            form.title = format!("{}, {} of {}", form.title, lowers.at + 1, lowers.all.len());
        }
        form.lowers = Some(lowers);
        Ok(form)
    })
}

/// Keeps what was written. A form that can't be kept stays open.
pub(in crate::app) fn take_form(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let Some(mut written) = form(app).map(|form| form.clone()) else { return Ok(Vec::new()) };
    let made = written.step(app.map(), app.history().used());
    let step = match made {
        Ok(step) => step,
        Err(error) => {
            if let Some(form) = form(app) {
                form.go(written.at);
            }
            return Err(error);
        }
    };
    let last = step.as_ref().and_then(|step| step.edits.last()).cloned();
    let effects = app.edit(step)?;
    app.overlays.pop();
    if let Some(edit) = last {
        card::go_to(app, &edit);
        collection::go_to(app, &[edit]);
    }
    Ok(effects)
}

/// Keeps all that is open to be written, the topmost first; what was only chosen from is closed.
pub(in crate::app) fn keep_all(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let mut effects = Vec::new();
    while let Some(overlay) = app.overlays.last() {
        match overlay {
            Overlay::Editor(_) => effects.extend(super::writing::keep_text(app)?),
            Overlay::Form(_) => effects.extend(take_form(app)?),
            Overlay::Picker(_) => drop(app.overlays.pop()),
            _ => break,
        }
    }
    Ok(effects)
}

fn close_form(app: &mut App) -> Result<Vec<Effect>, UserError> {
    if app.overlays.last().is_some_and(draft::is_changed) {
        ask_to_keep(app);
        return Ok(Vec::new());
    }
    close(app)
}

/// Asks what to do with what was written in what is on top.
pub(super) fn ask_to_keep(app: &mut App) {
    let rows = vec![
        Row::new("Keep it", "undo takes it back", Choice::Keep),
        Row::new("Go on writing", "", Choice::Stay),
        Row::new("Throw it away", "leave it as it was", Choice::Discard),
    ];
    app.overlays.push(Overlay::Picker(Picker::question("Keep what you wrote?", rows)));
}
