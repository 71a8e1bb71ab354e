//! Commands where something is written: prompts and the editor.

use super::navigate::{self, Ends};
use super::{Command, Context};
use super::{card, form, grid, options, partner, quick, session, start};
use crate::app::draft;
use crate::app::error::UserError;
use crate::app::forms::Value;
use crate::app::message::{Effect, Rewritten};
use crate::app::overlay::{Asks, Overlay, Prompt, Writes};
use crate::app::session::{App, Status};
use crate::app::text::TextField;
use crate::model::{Decimal, Level, Text};

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
        name: "editor.outside",
        keys: &["ctrl-e"],
        contexts: &[Context::Writing, Context::Form],
        summary: "Write the long text in your own editor, the one in $EDITOR",
        hint: "your editor",
        available: on_long_text,
        run: write_outside,
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

/// Asks for one line. Where the answer changes the map, or saves it, that has to be possible now, so
/// that nobody types in vain.
pub(in crate::app) fn ask(
    app: &mut App,
    asks: Asks,
    field: TextField,
) -> Result<Vec<Effect>, UserError> {
    match &asks {
        Asks::NewPartner
        | Asks::Rename(_)
        | Asks::NewIssue
        | Asks::NewOption(_)
        | Asks::Place(_) => app.may_edit()?,
        // what may only be looked at can be copied
        Asks::SaveAs(_) => app.decided()?,
        Asks::Search { .. } | Asks::NewTitle | Asks::NewFile(_) => {}
    }
    app.overlays.push(Overlay::Prompt(Prompt { asks, field }));
    Ok(Vec::new())
}

/// Up and down go through those found; in other prompts they do nothing.
fn searching(app: &App) -> Result<(), UserError> {
    match app.overlays.last() {
        Some(Overlay::Prompt(Prompt { asks: Asks::Search { .. }, .. })) => Ok(()),
        _ => Err(UserError::Missing("This is one line", "type, or Esc")),
    }
}

/// Takes what was typed. A prompt whose answer is refused stays open.
pub(super) fn take_prompt(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let Some(Overlay::Prompt(prompt)) = app.overlays.last() else { return Ok(Vec::new()) };
    let Prompt { asks, field } = prompt.clone();
    let text = field.text();
    let kept = matches!(asks, Asks::Rename(_) | Asks::Place(_)) && !field.is_changed();
    let at = app.overlays.len() - 1;
    let effects = if kept { Vec::new() } else { answer(app, &asks, &text)? };
    // the answer may have put another question over it
    app.overlays.remove(at);
    Ok(effects)
}

fn answer(app: &mut App, asks: &Asks, text: &Text) -> Result<Vec<Effect>, UserError> {
    let name = Text::cleaned(text.trim());
    match asks {
        Asks::NewPartner | Asks::Rename(_) if name.is_empty() => {
            Err(UserError::Refused("A partner needs a name".into(), "type one, or Esc"))
        }
        Asks::NewPartner => quick::add_one(app, &name),
        Asks::Rename(id) => partner::rename(app, id, name),
        Asks::NewIssue | Asks::NewOption(_) if name.is_empty() => {
            Err(UserError::Refused("It needs a name".into(), "type one, or Esc"))
        }
        Asks::NewIssue => options::add_issue(app, name),
        Asks::NewOption(issue) => options::add_option(app, issue, name),
        Asks::Place(id) if name.is_empty() => grid::set_place(app, id, (None, None)),
        Asks::Place(id) => grid::set_place(app, id, read_place(&name)?),
        Asks::Search { .. } => {
            partner::search_for(app, text.to_string());
            Ok(Vec::new())
        }
        Asks::SaveAs(then) => session::save_as(app, text, then.clone()),
        Asks::NewTitle => start::ask_new_file(app, name),
        Asks::NewFile(title) => start::start_new(app, title.clone(), text),
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
    if app.overlays.last().is_some_and(draft::is_changed) {
        form::ask_to_keep(app);
        return Ok(Vec::new());
    }
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
    if editor.of == Writes::Field {
        app.overlays.pop();
        form::take_text(app, editor);
        return Ok(Vec::new());
    }
    let effects = card::keep(app, &editor)?;
    app.overlays.pop();
    Ok(effects)
}

/// In a form, only long texts are written elsewhere.
fn on_long_text(app: &App) -> Result<(), UserError> {
    match app.overlays.last() {
        Some(Overlay::Form(form))
            if !form.field().is_some_and(|field| matches!(field.value, Value::Page(_))) =>
        {
            Err(UserError::Missing("This is no long text", "go to one, or type here"))
        }
        _ => Ok(()),
    }
}

/// Hands the text to the person's own editor. Not behind the curtain: that one would show it.
fn write_outside(app: &mut App) -> Result<Vec<Effect>, UserError> {
    app.curtain.pass().ok_or(UserError::CurtainDrawn)?;
    if let Some(Overlay::Form(_)) = app.overlays.last() {
        form::write(app);
    }
    let Some(Overlay::Editor(editor)) = app.overlays.last_mut() else { return Ok(Vec::new()) };
    // from here on it counts as being written: the journal says of what the text is
    editor.outside = true;
    Ok(vec![Effect::EditText(editor.field.text().to_string())])
}

/// Takes the text as the person's editor left it. It is not kept yet.
pub(in crate::app) fn rewritten(app: &mut App, written: Result<Rewritten, (String, String)>) {
    let Some(Overlay::Editor(editor)) = app.overlays.last_mut() else { return };
    editor.outside = false;
    let mut as_before = false;
    let told = match written {
        Ok(Rewritten { text, told }) => {
            as_before = editor.field.text() == text;
            editor.field.set(&text);
            told.map(|(message, hint)| (message, hint.to_owned()))
        }
        Err(told) => Some(told),
    };
    match told {
        None if as_before => {
            app.note(
                "The text is back as it was. An editor with its own window has to be told to wait",
            );
        }
        None => app.note("The text is back from your editor. Esc keeps it"),
        Some((message, hint)) => app.status = Some(Status::Refused(message, hint)),
    }
}

fn keep_and_save(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let mut effects = form::keep_all(app)?;
    effects.extend(session::save(app)?);
    Ok(effects)
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
