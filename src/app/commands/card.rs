//! Commands on the rows of a card: write, weigh, add, duplicate, reorder, delete.

use super::{Command, Context, form};
use crate::app::card::CardRow;
use crate::app::error::UserError;
use crate::app::forms::{Subject, culture};
use crate::app::message::Effect;
use crate::app::overlay::{Editor, Overlay, Writes};
use crate::app::session::App;
use crate::app::text::{Lines, TextField};
use crate::edit::{Edit, Exchanged, Placements, Stances, Step, concern, criterion, offer, partner};
use crate::model::{CriterionId, Exchange, PartnerId, Text, Weight};

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
        name: "card.add",
        keys: &["n"],
        contexts: &[Context::Card, Context::List, Context::Grid, Context::Sheet],
        summary: "Add a line of success, or on the card an entry of the section you are in",
        hint: "new line",
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
        name: "card.duplicate",
        keys: &["d"],
        contexts: CARD,
        summary: "Add the entry in this row once more, below it",
        available: on_entry,
        run: duplicate,
        ..Command::BASE
    },
    Command {
        name: "card.move-up",
        keys: &["shift-up", "K"],
        contexts: CARD,
        summary: "Move the entry in this row up in its section",
        available: on_entry,
        run: |app| reorder(app, -1),
        ..Command::BASE
    },
    Command {
        name: "card.move-down",
        keys: &["shift-down", "J"],
        contexts: CARD,
        summary: "Move the entry in this row down in its section",
        available: on_entry,
        run: |app| reorder(app, 1),
        ..Command::BASE
    },
    Command {
        name: "card.delete",
        keys: &["delete", "D", "x"],
        contexts: CARD,
        summary: "Delete what stands in this row, and what refers to it",
        hint: "delete",
        available: deletable,
        run: delete,
        ..Command::BASE
    },
    Command {
        name: "culture.write",
        keys: &["C"],
        contexts: Context::SCREENS,
        summary: "Write about how the selected partner works",
        available: private_writable,
        run: |app| write(app, Writes::Culture),
        ..Command::BASE
    },
    Command {
        name: "notes.write",
        keys: &["N"],
        contexts: Context::SCREENS,
        summary: "Write private notes on the selected partner",
        available: private_writable,
        run: |app| write(app, Writes::PrivateNotes),
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
    let (partner, _) = app.selected().ok_or(UserError::NothingSelected)?;
    let of = partner.clone();
    let (subject, field) = match app.card_row().ok_or(UserError::NothingSelected)? {
        CardRow::PrivateNotes => return write(app, Writes::PrivateNotes),
        CardRow::Culture(scale) => (Subject::Culture(of), culture::edits(scale)),
        CardRow::Name => (Subject::Identity(of), ""),
        CardRow::Placement => (Subject::Placement(of), ""),
        CardRow::Stance => (Subject::Stance(of), ""),
        CardRow::CultureNotes => (Subject::Culture(of), ""),
        CardRow::WalkAway => (Subject::WalkAway(of), ""),
        CardRow::Criterion(id) => (Subject::Criterion(of, Some(id)), ""),
        CardRow::NewCriterion => (Subject::Criterion(of, None), ""),
        CardRow::Concern(id) => (Subject::Concern(of, Some(id)), ""),
        CardRow::NewConcern => (Subject::Concern(of, None), ""),
        CardRow::Exchange(side, id) => (Subject::Offer(exchanged(&of, side), Some(id)), ""),
        CardRow::NewExchange(side) => (Subject::Offer(exchanged(&of, side), None), ""),
    };
    form::open(app, subject, field)
}

/// Adds an entry of the section of the card that the cursor is in; a criterion everywhere else.
fn add(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let (partner, _) = app.selected().ok_or(UserError::NothingSelected)?;
    let of = partner.clone();
    let row = app.card_row().filter(|_| app.context() == Context::Card);
    let subject = match row {
        Some(CardRow::Exchange(side, _) | CardRow::NewExchange(side)) => {
            Subject::Offer(exchanged(&of, side), None)
        }
        Some(CardRow::Concern(_) | CardRow::NewConcern) => Subject::Concern(of, None),
        _ => Subject::Criterion(of, None),
    };
    form::open(app, subject, "")
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

/// The row is an entry of a section, and may be changed.
fn on_entry(app: &App) -> Result<(), UserError> {
    match app.card_row() {
        Some(CardRow::Criterion(_)) => on_criterion(app),
        Some(CardRow::Exchange(..) | CardRow::Concern(_)) => app.may_edit(),
        _ => {
            let hint = "↑ ↓ go to a line of success, an offer, a request or a concern";
            Err(UserError::Missing("There is only one of this", hint))
        }
    }
}

fn deletable(app: &App) -> Result<(), UserError> {
    match app.card_row() {
        Some(CardRow::Criterion(_)) => on_criterion(app),
        Some(CardRow::Name) => {
            Err(UserError::Missing("A name can't be deleted", "D on the list deletes the partner"))
        }
        _ => app.may_edit(),
    }
}

/// The step, with the cursor on the row that it leads to.
fn carry_out(app: &mut App, step: Option<Step>) -> Result<Vec<Effect>, UserError> {
    let last = step.as_ref().and_then(|step| step.edits.last()).cloned();
    let effects = app.edit(step)?;
    if let Some(edit) = last {
        go_to(app, &edit);
    }
    Ok(effects)
}

fn duplicate(app: &mut App) -> Result<Vec<Effect>, UserError> {
    on_entry(app)?;
    let (of, _) = app.selected().ok_or(UserError::NothingSelected)?;
    let (map, used) = (app.map(), app.history().used());
    let step = match app.card_row() {
        Some(CardRow::Criterion(id)) => {
            criterion::duplicate(map, used, of, &id).map(|(_, step)| step)
        }
        Some(CardRow::Exchange(side, id)) => {
            offer::duplicate(map, used, &exchanged(of, side), &id).map(|(_, step)| step)
        }
        Some(CardRow::Concern(id)) => concern::duplicate(map, used, of, &id).map(|(_, step)| step),
        _ => None,
    };
    carry_out(app, step)
}

fn reorder(app: &mut App, by: isize) -> Result<Vec<Effect>, UserError> {
    on_entry(app)?;
    let (of, partner) = app.selected().ok_or(UserError::NothingSelected)?;
    let map = app.map();
    let to = |at: Option<usize>| at.unwrap_or(0).saturating_add_signed(by);
    let step = match app.card_row() {
        Some(CardRow::Criterion(id)) => {
            criterion::reorder(map, of, &id, to(partner.success.get_index_of(&id)))
        }
        Some(CardRow::Exchange(side, id)) => {
            let to = to(partner.exchanged(side).get_index_of(&id));
            offer::reorder(map, &exchanged(of, side), &id, to)
        }
        Some(CardRow::Concern(id)) => {
            let pass = app.curtain.pass().ok_or(UserError::CurtainDrawn)?;
            concern::reorder(map, of, &id, to(partner.concerns.reveal(pass).get_index_of(&id)))
        }
        _ => None,
    };
    if step.is_none() {
        let message = "It stands at the end of its section already".to_owned();
        return Err(UserError::Refused(message, "⇧↑ and ⇧↓ move it within the section"));
    }
    carry_out(app, step)
}

fn delete(app: &mut App) -> Result<Vec<Effect>, UserError> {
    deletable(app)?;
    let (of, _) = app.selected().ok_or(UserError::NothingSelected)?;
    let map = app.map();
    let step = match app.card_row().ok_or(UserError::NothingSelected)? {
        CardRow::Criterion(id) => criterion::delete(map, of, &id),
        CardRow::Exchange(side, id) => offer::delete(map, &exchanged(of, side), &id),
        CardRow::Concern(id) => concern::delete(map, of, &id),
        CardRow::Placement => partner::place(map, of, Placements::default()),
        CardRow::Stance => partner::take_stance(map, of, Stances::default()),
        CardRow::WalkAway => partner::walk_away(map, of, None),
        CardRow::CultureNotes => partner::note_culture(map, of, Text::default()),
        CardRow::Culture(scale) => {
            partner::revise_culture(map, of, |culture| *culture.step_mut(scale) = None)
        }
        CardRow::PrivateNotes => partner::note(map, of, Text::default()),
        CardRow::Name | CardRow::NewCriterion | CardRow::NewExchange(_) | CardRow::NewConcern => {
            None
        }
    };
    if step.is_none() {
        return Err(UserError::Missing("There is nothing here to delete", "Enter fills it in"));
    }
    app.edit(step)
}

fn exchanged(of: &PartnerId, side: Exchange) -> Exchanged {
    Exchanged { partner: of.clone(), side }
}

/// Moves the cursor of the card to the row that an edit is about, if it has one.
pub(in crate::app) fn go_to(app: &mut App, edit: &Edit) {
    let row = CardRow::of_edit(edit);
    let at = row.and_then(|row| app.card_rows().iter().position(|other| *other == row));
    app.view.card_row = at.unwrap_or(app.view.card_row);
}

/// Opens the editor on a text of the selected partner.
fn write(app: &mut App, of: fn(PartnerId) -> Writes) -> Result<Vec<Effect>, UserError> {
    app.may_edit()?;
    let (id, _) = app.selected().ok_or(UserError::NothingSelected)?;
    let editor = editor(app, of(id.clone()))?;
    app.overlays.push(Overlay::Editor(editor));
    Ok(Vec::new())
}

/// The editor on a text of a partner.
pub(in crate::app) fn editor(app: &App, of: Writes) -> Result<Editor, UserError> {
    let pass = app.curtain.pass().ok_or(UserError::CurtainDrawn)?;
    let partner = |id| app.map().partners.get(id).ok_or(UserError::NothingSelected);
    let (title, text) = match &of {
        Writes::Culture(id) => {
            let partner = partner(id)?;
            (format!("How {} works", partner.name), &partner.culture.reveal(pass).notes)
        }
        Writes::PrivateNotes(id) => {
            let partner = partner(id)?;
            (format!("Private notes on {}", partner.name), partner.private_notes.reveal(pass))
        }
        Writes::Field => return Err(UserError::NothingSelected),
    };
    Ok(Editor { title, field: long(text)?, of, outside: false })
}

fn long(text: &Text) -> Result<TextField, UserError> {
    let message = "This text is too long for the editor";
    let hint = "shorten it in another text editor";
    let holds = TextField::holds(text, Lines::Many);
    holds.then(|| TextField::new(text, Lines::Many)).ok_or(UserError::Missing(message, hint))
}

/// Takes the text from the editor.
pub(in crate::app) fn keep(app: &mut App, editor: &Editor) -> Result<Vec<Effect>, UserError> {
    if !editor.field.is_changed() {
        return Ok(Vec::new());
    }
    let text = editor.field.text();
    let step = match &editor.of {
        Writes::Culture(id) => partner::note_culture(app.map(), id, text),
        Writes::PrivateNotes(id) => partner::note(app.map(), id, text),
        Writes::Field => None,
    };
    let effects = app.edit(step)?;
    app.note("The text is kept. u undoes it, Ctrl-S saves the map");
    Ok(effects)
}
