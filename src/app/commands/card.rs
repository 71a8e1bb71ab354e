//! Commands on the rows of a card: write, weigh, delete.

use super::{Command, Context};
use crate::app::card::CardRow;
use crate::app::error::UserError;
use crate::app::form::CriterionForm;
use crate::app::message::Effect;
use crate::app::overlay::{Editor, Overlay, Writes};
use crate::app::session::App;
use crate::app::text::{Lines, TextField};
use crate::edit::criterion;
use crate::model::{CriterionId, PartnerId, Text, Weight};

const CARD: &[Context] = &[Context::Card];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "card.edit",
        keys: &["enter", "right"],
        contexts: CARD,
        summary: "Change what stands in this row",
        hint: "change",
        available: App::may_edit,
        run: edit_row,
        ..Command::BASE
    },
    Command {
        name: "criterion.add",
        keys: &["n"],
        contexts: &[Context::Card, Context::List, Context::Grid],
        summary: "Add a line to the selected partner's definition of success",
        hint: "new line of success",
        available: writable,
        run: add,
        ..Command::BASE
    },
    Command {
        name: "criterion.heavier",
        keys: &["+", "="],
        contexts: CARD,
        summary: "Give the criterion more weight",
        hint: "weight",
        available: on_criterion,
        run: |app| weigh(app, 1),
        ..Command::BASE
    },
    Command {
        name: "criterion.lighter",
        keys: &["-"],
        contexts: CARD,
        summary: "Give the criterion less weight",
        available: on_criterion,
        run: |app| weigh(app, -1),
        ..Command::BASE
    },
    Command {
        name: "criterion.delete",
        keys: &["delete", "D", "x"],
        contexts: CARD,
        summary: "Delete the criterion, and what options do to it",
        hint: "delete",
        available: on_criterion,
        run: delete,
        ..Command::BASE
    },
    Command {
        name: "culture.write",
        keys: &["C"],
        contexts: Context::SCREENS,
        summary: "Write about how the selected partner works",
        available: private_writable,
        run: write_culture,
        ..Command::BASE
    },
    Command {
        name: "notes.write",
        keys: &["N"],
        contexts: Context::SCREENS,
        summary: "Write private notes on the selected partner",
        available: private_writable,
        run: write_notes,
        ..Command::BASE
    },
];

fn writable(app: &App) -> Result<(), UserError> {
    app.may_edit()?;
    super::navigate::selected(app)
}

fn private_writable(app: &App) -> Result<(), UserError> {
    writable(app)?;
    app.curtain.pass().map(|_| ()).ok_or(UserError::CurtainDrawn)
}

fn criterion_at(app: &App) -> Result<(PartnerId, CriterionId), UserError> {
    let (id, _) = app.selected().ok_or(UserError::NothingSelected)?;
    match app.card_row() {
        Some(CardRow::Criterion(criterion)) => Ok((id.clone(), criterion)),
        _ => Err(UserError::Missing("This row is no criterion", "↑ ↓ go to a line of success")),
    }
}

/// The criterion in the row may be changed: it is open, or the curtain is.
fn on_criterion(app: &App) -> Result<(), UserError> {
    app.may_edit()?;
    let (partner, id) = criterion_at(app)?;
    let criterion = app.map().partners.get(&partner).and_then(|partner| partner.success.get(&id));
    let shown = criterion.and_then(|criterion| criterion.shown(app.curtain));
    shown.map(|_| ()).ok_or(UserError::CurtainDrawn)
}

fn edit_row(app: &mut App) -> Result<Vec<Effect>, UserError> {
    app.may_edit()?;
    match app.card_row().ok_or(UserError::NothingSelected)? {
        CardRow::Name => run("partner.rename", app),
        CardRow::Placement => run("grid.place", app),
        CardRow::NewCriterion => add(app),
        CardRow::Criterion(id) => edit_criterion(app, id),
        CardRow::CultureNotes | CardRow::Culture(_) => write_culture(app),
        CardRow::PrivateNotes => write_notes(app),
        _ => Err(UserError::Missing(
            "This can't be changed on the screen yet",
            "change it in the map file; what else stands there is kept",
        )),
    }
}

fn run(name: &str, app: &mut App) -> Result<Vec<Effect>, UserError> {
    let command = super::all().find(|command| command.name == name);
    command.map_or_else(|| Ok(Vec::new()), |command| (command.run)(app))
}

fn edit_criterion(app: &mut App, id: CriterionId) -> Result<Vec<Effect>, UserError> {
    let (partner, whole) = app.selected().ok_or(UserError::NothingSelected)?;
    let criterion = whole.success.get(&id).ok_or(UserError::NothingSelected)?;
    let form = CriterionForm::for_criterion(partner.clone(), id, criterion, app.curtain);
    app.overlays.push(Overlay::Criterion(form.ok_or(UserError::CurtainDrawn)?));
    Ok(Vec::new())
}

fn add(app: &mut App) -> Result<Vec<Effect>, UserError> {
    app.may_edit()?;
    let (id, _) = app.selected().ok_or(UserError::NothingSelected)?;
    let form = CriterionForm::for_new(id.clone());
    app.overlays.push(Overlay::Criterion(form));
    Ok(Vec::new())
}

fn weigh(app: &mut App, steps: i8) -> Result<Vec<Effect>, UserError> {
    on_criterion(app)?;
    let (partner, id) = criterion_at(app)?;
    let step = criterion::revise(app.map(), &partner, &id, |content| {
        content.weight = Weight::clamped(content.weight.get() + steps);
    });
    if step.is_none() {
        return Err(UserError::Refused("Weights go from 1 to 5".into(), "+ and - change it"));
    }
    app.edit(step)
}

fn delete(app: &mut App) -> Result<Vec<Effect>, UserError> {
    on_criterion(app)?;
    let (partner, id) = criterion_at(app)?;
    let step = criterion::delete(app.map(), &partner, &id);
    app.edit(step)
}

/// Takes a criterion from the form.
pub(in crate::app) fn take(app: &mut App, form: &CriterionForm) -> Result<Vec<Effect>, UserError> {
    if form.says.is_blank() {
        let message = "A criterion needs words".to_owned();
        return Err(UserError::Refused(message, "write what success means, or Esc"));
    }
    let written = form.criterion();
    if let Some(id) = &form.id {
        let step = criterion::change(app.map(), &form.partner, id, written);
        return app.edit(step);
    }
    let made = criterion::add(app.map(), app.history().used(), &form.partner, written);
    let Some((id, step)) = made else { return Ok(Vec::new()) };
    let effects = app.edit(Some(step))?;
    let row = app.card_rows().iter().position(|row| *row == CardRow::Criterion(id.clone()));
    app.view.card_row = row.unwrap_or(app.view.card_row);
    Ok(effects)
}

fn write_culture(app: &mut App) -> Result<Vec<Effect>, UserError> {
    app.may_edit()?;
    let pass = app.curtain.pass().ok_or(UserError::CurtainDrawn)?;
    let (id, partner) = app.selected().ok_or(UserError::NothingSelected)?;
    let text = &partner.culture.reveal(pass).notes;
    let title = format!("How {} works", partner.name);
    let editor = Editor { title, of: Writes::Culture(id.clone()), field: long(text)? };
    app.overlays.push(Overlay::Editor(editor));
    Ok(Vec::new())
}

fn write_notes(app: &mut App) -> Result<Vec<Effect>, UserError> {
    app.may_edit()?;
    let pass = app.curtain.pass().ok_or(UserError::CurtainDrawn)?;
    let (id, partner) = app.selected().ok_or(UserError::NothingSelected)?;
    let text = partner.private_notes.reveal(pass);
    let title = format!("Private notes on {}", partner.name);
    let editor = Editor { title, of: Writes::PrivateNotes(id.clone()), field: long(text)? };
    app.overlays.push(Overlay::Editor(editor));
    Ok(Vec::new())
}

fn long(text: &Text) -> Result<TextField, UserError> {
    let message = "This text is too long for the editor";
    let hint = "change it in the map file";
    let holds = TextField::holds(text, Lines::Many);
    holds.then(|| TextField::new(text, Lines::Many)).ok_or(UserError::Missing(message, hint))
}

/// Takes the text from the editor.
pub(in crate::app) fn keep(app: &mut App, editor: &Editor) -> Result<Vec<Effect>, UserError> {
    use crate::edit::partner;
    if !editor.field.is_changed() {
        return Ok(Vec::new());
    }
    let text = editor.field.text();
    let step = match &editor.of {
        Writes::Culture(id) => partner::note_culture(app.map(), id, text),
        Writes::PrivateNotes(id) => partner::note(app.map(), id, text),
    };
    let effects = app.edit(step)?;
    app.note("The text is kept. u undoes it, Ctrl-S saves the map");
    Ok(effects)
}
