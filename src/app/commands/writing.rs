//! Commands where something is written: prompts, the editor, the form of a criterion.

use super::navigate::{self, Ends};
use super::overlays::close;
use super::{Command, Context};
use super::{card, grid, partner, session};
use crate::app::error::UserError;
use crate::app::form::{CriterionForm, FormField};
use crate::app::message::Effect;
use crate::app::overlay::{Asks, Choice, Overlay, Picker, Prompt, Row};
use crate::app::session::App;
use crate::model::{Decimal, Level, Text, ThemeId};

const FORM: &[Context] = &[Context::Form];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "search.next",
        keys: &["down"],
        contexts: &[Context::Prompt],
        summary: "In a search, choose the next partner found",
        hint: "choose",
        hint_keys: "↑↓",
        available: searching,
        run: |app| navigate::step(app, 1, Ends::Round),
    },
    Command {
        name: "search.previous",
        keys: &["up"],
        contexts: &[Context::Prompt],
        summary: "In a search, choose the previous partner found",
        available: searching,
        run: |app| navigate::step(app, -1, Ends::Round),
        ..Command::BASE
    },
    Command {
        name: "prompt.take",
        keys: &["enter"],
        contexts: &[Context::Prompt],
        summary: "Take what was typed",
        hint: "done",
        run: take_prompt,
        ..Command::BASE
    },
    Command {
        name: "prompt.close",
        keys: &["esc", "ctrl-c"],
        contexts: &[Context::Prompt],
        summary: "Leave it as it was",
        hint: "leave it",
        run: close_prompt,
        ..Command::BASE
    },
    Command {
        name: "editor.close",
        keys: &["esc"],
        contexts: &[Context::Writing],
        summary: "Close the editor and keep the text; undo takes it back",
        hint: "done, keep the text",
        run: keep_text,
        ..Command::BASE
    },
    Command {
        name: "form.next",
        keys: &["down", "tab"],
        contexts: FORM,
        summary: "Go to the next field",
        hint: "next field",
        run: |app| on_form(app, |form, _| form.step(1)),
        ..Command::BASE
    },
    Command {
        name: "form.previous",
        keys: &["up", "shift-tab"],
        contexts: FORM,
        summary: "Go to the field above",
        run: |app| on_form(app, |form, _| form.step(-1)),
        ..Command::BASE
    },
    Command {
        name: "form.turn-on",
        keys: &["right"],
        contexts: FORM,
        summary: "Choose the next value of the field",
        available: |app| turnable(app),
        run: |app| on_form(app, |form, themes| form.turn(1, themes)),
        ..Command::BASE
    },
    Command {
        name: "form.turn-back",
        keys: &["left"],
        contexts: FORM,
        summary: "Choose the value before",
        available: |app| turnable(app),
        run: |app| on_form(app, |form, themes| form.turn(-1, themes)),
        ..Command::BASE
    },
    Command {
        name: "form.list",
        keys: &["space"],
        contexts: FORM,
        summary: "List all themes, or turn the direction round",
        available: |app| turnable(app),
        run: list_themes,
        ..Command::BASE
    },
    Command {
        name: "form.take",
        keys: &["enter"],
        contexts: FORM,
        summary: "Keep what was written",
        hint: "done",
        run: take_form,
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
    Command {
        name: "editor.save",
        keys: &["ctrl-s"],
        contexts: &[Context::Writing, Context::Form],
        summary: "Keep what was written and save the map",
        hint: "done and save",
        run: keep_and_save,
        ..Command::BASE
    },
];

/// Up and down go through those found; in other prompts they do nothing.
fn searching(app: &App) -> Result<(), UserError> {
    match app.overlays.last() {
        Some(Overlay::Prompt(Prompt { asks: Asks::Search { .. }, .. })) => Ok(()),
        _ => Err(UserError::Missing("This is one line", "type, or Esc")),
    }
}

/// Takes what was typed. A prompt whose answer is refused stays open.
fn take_prompt(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let Some(Overlay::Prompt(prompt)) = app.overlays.last() else { return Ok(Vec::new()) };
    let Prompt { asks, field } = prompt.clone();
    let text = field.text();
    let kept = matches!(asks, Asks::Rename(_) | Asks::Place(_)) && !field.is_changed();
    let effects = if kept { Vec::new() } else { answer(app, &asks, &text)? };
    let prompt = app.overlays.iter().rposition(|overlay| matches!(overlay, Overlay::Prompt(_)));
    prompt.map(|at| app.overlays.remove(at));
    Ok(effects)
}

fn answer(app: &mut App, asks: &Asks, text: &Text) -> Result<Vec<Effect>, UserError> {
    let name = Text::cleaned(text.trim());
    match asks {
        Asks::NewPartner | Asks::Rename(_) if name.is_empty() => {
            Err(UserError::Refused("A partner needs a name".into(), "type one, or Esc"))
        }
        Asks::NewPartner => partner::add(app, name),
        Asks::Rename(id) => partner::rename(app, id, name),
        Asks::Place(id) if name.is_empty() => grid::set_place(app, id, (None, None)),
        Asks::Place(id) => grid::set_place(app, id, read_place(&name)?),
        Asks::Search { .. } => {
            partner::search_for(app, text.to_string());
            Ok(Vec::new())
        }
        Asks::SaveAs(then) => session::save_as(app, text, then.clone()),
        Asks::Open => session::open_file(app, text),
    }
}

/// Reads "7 9", also "7,9", "7;9" and "7.5 9"; a `-` is an axis that is not known.
fn read_place(text: &str) -> Result<grid::Levels, UserError> {
    let wrong = |message: &str| {
        UserError::Refused(message.to_owned(), "two numbers from 0 to 10, such as 7 9")
    };
    let parts: Vec<&str> =
        text.split([' ', ',', ';', '\t']).filter(|part| !part.is_empty()).collect();
    let [interest, influence] = parts.as_slice() else {
        return Err(wrong("This is not a place"));
    };
    let level = |part: &str| {
        if part == "-" {
            return Ok(None);
        }
        let number = part.parse::<Decimal>().map_err(|error| wrong(&error.to_string()))?;
        Level::new(number).map(Some).map_err(|error| wrong(&error.to_string()))
    };
    Ok((level(interest)?, level(influence)?))
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn close_prompt(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let Some(Overlay::Prompt(prompt)) = app.overlays.pop() else { return Ok(Vec::new()) };
    if let Asks::Search { before, selected } = prompt.asks {
        app.view.selected = selected;
        partner::search_for(app, before);
    }
    Ok(Vec::new())
}

pub(super) fn keep_text(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let Some(Overlay::Editor(editor)) = app.overlays.last() else { return Ok(Vec::new()) };
    let editor = editor.clone();
    let effects = card::keep(app, &editor)?;
    app.overlays.pop();
    Ok(effects)
}

fn keep_and_save(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let mut effects = match app.overlays.last() {
        Some(Overlay::Editor(_)) => keep_text(app)?,
        _ => take_form(app)?,
    };
    effects.extend(session::save(app)?);
    Ok(effects)
}

fn form(app: &mut App) -> Option<&mut CriterionForm> {
    match app.overlays.last_mut() {
        Some(Overlay::Criterion(form)) => Some(form),
        _ => None,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn on_form(
    app: &mut App,
    change: fn(&mut CriterionForm, &[ThemeId]),
) -> Result<Vec<Effect>, UserError> {
    let themes: Vec<ThemeId> = app.map().themes.keys().cloned().collect();
    if let Some(form) = form(app) {
        change(form, &themes);
    }
    Ok(Vec::new())
}

/// In the words of a criterion, arrows and blanks are for the text.
fn turnable(app: &App) -> Result<(), UserError> {
    match app.overlays.last() {
        Some(Overlay::Criterion(form)) if form.at != FormField::Says => Ok(()),
        _ => Err(UserError::Missing("This field is typed", "type, or go to another field")),
    }
}

fn list_themes(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let (at, theme) = form(app).map(|form| (form.at, form.theme.clone())).unwrap_or_default();
    if at != FormField::Theme {
        return on_form(app, |form, themes| form.turn(1, themes));
    }
    let none = Row::new("No theme", "it is shared with nobody yet", Choice::Theme(None));
    let named = app.map().themes.iter().map(|(id, theme)| {
        Row::new(theme.name.to_string(), theme.unit.to_string(), Choice::Theme(Some(id.clone())))
    });
    let mut picker = Picker::new("What is it about?", std::iter::once(none).chain(named).collect());
    picker.at = theme.and_then(|id| app.map().themes.get_index_of(&id)).map_or(0, |at| at + 1);
    app.overlays.push(Overlay::Picker(picker));
    Ok(Vec::new())
}

/// Keeps what was written. A form that can't be kept stays open.
pub(super) fn take_form(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let Some(written) = form(app).map(|form| form.clone()) else { return Ok(Vec::new()) };
    let effects = card::take(app, &written)?;
    app.overlays.pop();
    Ok(effects)
}

fn close_form(app: &mut App) -> Result<Vec<Effect>, UserError> {
    if !form(app).is_some_and(|form| form.is_changed()) {
        return close(app);
    }
    let rows = vec![
        Row::new("Keep it", "undo takes it back", Choice::Keep),
        Row::new("Go on writing", "", Choice::Stay),
        Row::new("Throw it away", "leave the criterion as it was", Choice::Discard),
    ];
    app.overlays.push(Overlay::Picker(Picker::question("Keep what you wrote?", rows)));
    Ok(Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_people_write_them() {
        let read = |text: &str| {
            let shown = |level: Option<Level>| level.map_or("-".into(), |level| level.to_string());
            read_place(text)
                .map(|(across, up)| format!("{} {}", shown(across), shown(up)))
                .map_err(|error| error.to_string())
        };
        assert_eq!(read("8 -"), Ok("8 -".into()));
        assert_eq!(read("7 9"), Ok("7 9".into()));
        assert_eq!(read("7.5, 9"), Ok("7.5 9".into()));
        assert_eq!(read("7"), Err("This is not a place".into()));
        assert_eq!(read("7 11"), Err("the number must be from 0 to 10".into()));
        assert_eq!(read("a b"), Err("this is not a number".into()));
    }
}
