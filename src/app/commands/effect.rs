//! Commands on one effect in the sheet: each key that changes it is an edit of its own.

use super::sheet::{SHEET, go, sheet};
use super::{Command, form};
use crate::app::error::UserError;
use crate::app::forms::Subject;
use crate::app::message::Effect;
use crate::app::overlay::Overlay;
use crate::app::session::App;
use crate::app::sheet::{By, On, Sheet, SheetRow};
use crate::edit::effect;
use crate::model::{Decimal, Effect as Entry, Evidence, Rated, Score};

/// Half a step, in billionths.
const HALF: i64 = Decimal::ONE / 2;

/// The end of the scale, in billionths.
const END: i64 = 3 * Decimal::ONE;

/// The command of a digit.
const fn digit(
    name: &'static str,
    keys: &'static [&'static str],
    summary: &'static str,
    run: fn(&mut App) -> Result<Vec<Effect>, UserError>,
) -> Command {
    Command { name, keys, contexts: SHEET, summary, available: editable, run, ..Command::BASE }
}

pub(super) const COMMANDS: &[Command] = &[
    Command {
        hint: "size",
        hint_keys: "0-3",
        ..digit("effect.none", &["0"], "Set the effect to 0: entered, and no change", |app| {
            size(app, 0)
        })
    },
    digit("effect.little", &["1"], "Set the size to 1, a little; the sign stays", |app| {
        size(app, 1)
    }),
    digit("effect.clearly", &["2"], "Set the size to 2, clearly", |app| size(app, 2)),
    digit("effect.much", &["3"], "Set the size to 3, much", |app| size(app, 3)),
    Command {
        name: "effect.turn",
        keys: &["-"],
        contexts: SHEET,
        summary: "Turn the sign; a digit right after it is negative",
        hint: "sign",
        available: editable,
        run: turn,
        ..Command::BASE
    },
    Command {
        name: "effect.positive",
        keys: &["+", "="],
        contexts: SHEET,
        summary: "Make the effect positive",
        available: editable,
        run: make_positive,
        ..Command::BASE
    },
    Command {
        name: "effect.raise",
        keys: &["right", "l"],
        contexts: SHEET,
        summary: "Raise the effect by 0.5",
        hint: "by 0.5",
        hint_keys: "←→",
        available: editable,
        run: |app| nudge_row(app, 1),
    },
    Command {
        name: "effect.lower",
        keys: &["left", "h"],
        contexts: SHEET,
        summary: "Lower the effect by 0.5",
        available: editable,
        run: |app| nudge_row(app, -1),
        ..Command::BASE
    },
    Command {
        name: "effect.clear",
        keys: &["delete", "backspace", "D", "x"],
        contexts: SHEET,
        summary: "Clear the entry; for a criterion the effect on its theme counts again",
        hint: "clear",
        available: editable,
        run: clear,
        ..Command::BASE
    },
    Command {
        name: "effect.evidence",
        keys: &["e"],
        contexts: SHEET,
        summary: "Say how we know the effect: the next kind of evidence",
        hint: "how we know",
        available: editable,
        run: turn_evidence,
        ..Command::BASE
    },
    Command {
        name: "effect.write",
        keys: &["enter"],
        contexts: SHEET,
        summary: "Open the form of the effect: any decimal, how we know, and the source",
        hint: "source",
        available: editable,
        run: write_effect,
        ..Command::BASE
    },
];

/// What the row under the cursor is on, and how much counts there now.
struct Here {
    on: On,
    by: Option<Decimal>,
    own: Option<Entry>,
    is_minus: bool,
}

fn editable(app: &App) -> Result<(), UserError> {
    here(app).map(|_| ())
}

fn here(app: &App) -> Result<Here, UserError> {
    app.may_edit()?;
    let nothing = UserError::Missing("There is no row to change", "Esc closes the effects");
    let sheet = sheet(app).ok_or(nothing.clone())?;
    let rows = sheet.rows(app);
    let row = rows.get(sheet.at).ok_or(nothing)?;
    let on = row.on(app.view.selected.as_ref()).ok_or(UserError::CurtainDrawn)?;
    Ok(Here { on, by: row.by(), own: row.own().cloned(), is_minus: sheet.is_minus })
}

/// Makes the effect so large, with the evidence and source of the entry that is there.
fn set(
    app: &mut App,
    on: &On,
    own: Option<Entry>,
    billionths: i64,
) -> Result<Vec<Effect>, UserError> {
    let value = Score::clamped(Decimal::from_billionths(billionths));
    let entry = match own {
        Some(own) => Rated { value, ..own },
        None => Rated::bare(value),
    };
    write(app, on, Some(entry))
}

fn write(app: &mut App, on: &On, entry: Option<Entry>) -> Result<Vec<Effect>, UserError> {
    let option = app.view.option().cloned().ok_or(UserError::NothingSelected)?;
    let step = match on {
        On::Criterion(partner, criterion) => {
            effect::on_criterion(app.map(), &option, (partner, criterion), entry)
        }
        On::Theme(theme) => effect::on_theme(app.map(), &option, theme, entry),
    };
    let effects = app.edit(step)?;
    // the sheet itself shows what came of it
    if sheet(app).is_some() {
        app.status = None;
    }
    Ok(effects)
}

fn forget_minus(app: &mut App) {
    if let Some(Overlay::Sheet(sheet)) = app.overlays.last_mut() {
        sheet.is_minus = false;
    }
}

fn size(app: &mut App, points: i64) -> Result<Vec<Effect>, UserError> {
    let Here { on, by, own, is_minus } = here(app)?;
    let negative = is_minus || by.is_some_and(|by| by < Decimal::default());
    forget_minus(app);
    let size = points * Decimal::ONE;
    set(app, &on, own, if negative { -size } else { size })
}

fn turn(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let Here { on, by, own, .. } = here(app)?;
    if let Some(Overlay::Sheet(sheet)) = app.overlays.last_mut() {
        sheet.is_minus = true;
    }
    match by.map_or(0, Decimal::billionths) {
        0 => Ok(Vec::new()),
        by => set(app, &on, own, -by),
    }
}

fn make_positive(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let Here { on, by, own, .. } = here(app)?;
    forget_minus(app);
    match by.map_or(0, Decimal::billionths) {
        by if by < 0 => set(app, &on, own, -by),
        _ => Ok(Vec::new()),
    }
}

/// A press on the scale of a row: so many halves of a step from the lower end.
pub(in crate::app) fn press_value(
    app: &mut App,
    row: usize,
    halves: usize,
) -> Result<Vec<Effect>, UserError> {
    go(app, row);
    let Here { on, own, .. } = here(app)?;
    let halves = i64::try_from(halves).unwrap_or(0);
    set(app, &on, own, halves * HALF - END)
}

fn nudge_row(app: &mut App, halves: i64) -> Result<Vec<Effect>, UserError> {
    let Here { on, by, own, .. } = here(app)?;
    forget_minus(app);
    nudge_from(app, &on, (by, own), halves)
}

/// Moves what an option does to something by so many halves of a step.
pub(super) fn nudge(app: &mut App, on: &On, halves: i64) -> Result<Vec<Effect>, UserError> {
    let rows = Sheet::new(By::Criteria).rows(app);
    let of = app.view.selected.as_ref();
    let row = rows.iter().find(|row| row.on(of).as_ref() == Some(on));
    let (by, own) = row.map_or((None, None), |row| (row.by(), row.own().cloned()));
    let effects = nudge_from(app, on, (by, own), halves)?;
    let now = Sheet::new(By::Criteria).rows(app);
    let told = now.iter().find(|row| row.on(app.view.selected.as_ref()).as_ref() == Some(on));
    let told = told.and_then(told_in_words);
    if let Some(told) = told {
        app.note(told);
    }
    Ok(effects)
}

/// "No job is lost": -1.5 now.
fn told_in_words(row: &SheetRow<'_>) -> Option<String> {
    let SheetRow::Criterion { content, .. } = row else { return None };
    let says = crate::analysis::explain::flat(&content.says);
    let by = row.by()?;
    let plus = if by > Decimal::default() { "+" } else { "" };
    Some(format!("\"{says}\": {plus}{by} now. u undoes it"))
}

fn nudge_from(
    app: &mut App,
    on: &On,
    (by, own): (Option<Decimal>, Option<Entry>),
    halves: i64,
) -> Result<Vec<Effect>, UserError> {
    let from = by.map_or(0, Decimal::billionths);
    let to = (from + halves * HALF).clamp(-END, END);
    if to == from {
        let message = "This is the end of the scale".to_owned();
        return Err(UserError::Refused(message, "effects go from -3 to 3"));
    }
    set(app, on, own, to)
}

/// Opens the form of the effect under the cursor.
pub(in crate::app) fn write_effect(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let Here { on, .. } = here(app)?;
    forget_minus(app);
    let option = app.view.option().cloned().ok_or(UserError::NothingSelected)?;
    form::open(app, Subject::Effect(option, on), "")
}

/// Clears the entry, and says what counts then.
fn clear(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let Here { on, own, .. } = here(app)?;
    forget_minus(app);
    if own.is_none() {
        let hint = "Tab goes to the effects on themes";
        return Err(UserError::Missing("There is no own entry here to clear", hint));
    }
    let effects = write(app, &on, None)?;
    let left = here(app)?.by;
    let plus = if left > Some(Decimal::default()) { "+" } else { "" };
    app.note(match left {
        Some(by) => {
            format!("Cleared: the effect on the theme counts again, {plus}{by}. u undoes it")
        }
        None => "Cleared: it is not scored now. u undoes it".to_owned(),
    });
    Ok(effects)
}

/// Goes round: not said, heard, read, inferred, a guess.
fn turn_evidence(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let Here { on, own, by, .. } = here(app)?;
    let Some(own) = own else {
        return Err(match by {
            Some(_) => UserError::Missing(
                "This effect comes from the theme",
                "Tab goes to the effects on themes, a digit makes an entry of its own",
            ),
            None => UserError::Missing("Nothing is scored here yet", "type a digit first"),
        });
    };
    forget_minus(app);
    let at = Evidence::ALL.iter().position(|evidence| own.evidence == Some(*evidence));
    let evidence = Evidence::ALL.get(at.map_or(0, |at| at + 1)).copied();
    write(app, &on, Some(Rated { evidence, ..own }))
}
