//! Commands on the map as a whole: undo, save, leave.

use std::path::PathBuf;

use super::{Command, Context, writing};
use crate::app::draft;
use crate::app::error::UserError;
use crate::app::foreign;
use crate::app::message::{Effect, Existing, Saving, Then};
use crate::app::opening;
use crate::app::overlay::{Asks, Choice, Overlay, Picker, Row};
use crate::app::paths;
use crate::app::session::App;
use crate::app::text::{Lines, TextField};

/// Everywhere but in texts, where Ctrl-S keeps the text first.
const SAVES: &[Context] = &[
    Context::List,
    Context::Card,
    Context::Grid,
    Context::Overlap,
    Context::Options,
    Context::Packages,
    Context::Reading,
    Context::Picking,
    Context::Sheet,
    Context::Collection,
];

/// Wherever a key is an edit.
const EDITED: &[Context] = &[
    Context::List,
    Context::Card,
    Context::Grid,
    Context::Overlap,
    Context::Options,
    Context::Packages,
    Context::Sheet,
    Context::Collection,
];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "edit.undo",
        keys: &["u"],
        contexts: EDITED,
        summary: "Undo the last edit",
        hint: "undo",
        available: something_done,
        run: App::undo,
        ..Command::BASE
    },
    Command {
        name: "edit.redo",
        keys: &["ctrl-r"],
        contexts: EDITED,
        summary: "Do again what was undone",
        available: something_undone,
        run: App::redo,
        ..Command::BASE
    },
    Command {
        name: "map.save",
        keys: &["ctrl-s"],
        contexts: SAVES,
        summary: "Save the map to its file",
        run: save,
        ..Command::BASE
    },
    Command {
        name: "map.save-as",
        keys: &["S"],
        contexts: Context::SCREENS,
        summary: "Save as: the map to another file, and go on there",
        run: |app| ask_file(app, Then::Stay),
        ..Command::BASE
    },
    Command {
        name: "program.quit",
        keys: &["q", "ctrl-c"],
        contexts: Context::SCREENS,
        summary: "Quit; asks when something is not saved",
        hint: "quit",
        run: |app| Ok(leave(app, Then::Quit)),
        ..Command::BASE
    },
    Command {
        name: "program.suspend",
        keys: &["ctrl-z"],
        contexts: Context::EVERYWHERE,
        summary: "Go back to the shell for a moment; fg returns",
        run: |_| Ok(vec![Effect::Suspend]),
        ..Command::BASE
    },
    Command {
        name: "view.redraw",
        keys: &["ctrl-l"],
        contexts: Context::SCREENS,
        summary: "Draw everything anew",
        run: |_| Ok(vec![Effect::Redraw]),
        ..Command::BASE
    },
];

fn something_done(app: &App) -> Result<(), UserError> {
    app.may_edit()?;
    let nothing = UserError::Missing("There is nothing to undo", "nothing was changed yet");
    app.history().can_undo().then_some(()).ok_or(nothing)
}

fn something_undone(app: &App) -> Result<(), UserError> {
    app.may_edit()?;
    let nothing = UserError::Missing("There is nothing to redo", "u undoes the last edit");
    app.history().can_redo().then_some(()).ok_or(nothing)
}

/// Saves to the map's own file; asks for one where it has none.
pub(in crate::app) fn save(app: &mut App) -> Result<Vec<Effect>, UserError> {
    save_then(app, Then::Stay)
}

fn save_then(app: &mut App, then: Then) -> Result<Vec<Effect>, UserError> {
    app.decided()?;
    if ask_to_replace(app) {
        return Ok(Vec::new());
    }
    if app.file.path().is_none() {
        return ask_file(app, then);
    }
    app.may_edit()?;
    if app.history().is_saved() && then == Then::Stay {
        app.note("Everything is saved");
        return Ok(Vec::new());
    }
    save_to(app, Saving { to: None, existing: Existing::Ask, then })
}

/// Asks the runner to save: the only way in which a map is saved.
pub(in crate::app) fn save_to(app: &mut App, saving: Saving) -> Result<Vec<Effect>, UserError> {
    app.decided()?;
    app.file.saving += 1;
    app.file.in_the_way = None;
    app.note("Saving …");
    Ok(vec![Effect::Save(saving)])
}

/// Asks what to do about a file that was in the way of the last save; gives whether one was.
fn ask_to_replace(app: &mut App) -> bool {
    if foreign::ask(app) {
        return true;
    }
    let Some((message, saving)) = app.file.in_the_way.take() else { return false };
    let replace = Saving { existing: Existing::Replace, ..saving };
    let another = Choice::AskFile(replace.then.clone());
    let rows = vec![
        Row::new("Leave it as it is", "nothing is written", Choice::Stay),
        Row::new("Save to another file", "", another),
        Row::new("Replace it", "a copy of what is there is kept aside", Choice::Save(replace)),
    ];
    app.overlays.push(Overlay::Picker(Picker::question(message, rows)));
    true
}

/// Asks for the file to save to.
pub(in crate::app) fn ask_file(app: &mut App, then: Then) -> Result<Vec<Effect>, UserError> {
    let now = app.file.path().map(|path| app.words_of(path));
    let field = TextField::new(&now.unwrap_or_default(), Lines::One).selected();
    writing::ask(app, Asks::SaveAs(then), field)
}

/// Asks again after a file could not be written; what was named for it stands there.
pub(in crate::app) fn ask_file_again(
    app: &mut App,
    saving: Saving,
) -> Result<Vec<Effect>, UserError> {
    let named = saving.to.map(|path| app.words_of(&path)).unwrap_or_default();
    let field = TextField::new(&named, Lines::One);
    writing::ask(app, Asks::SaveAs(saving.then), field)
}

/// Saves to the file of this name; a map that may only be looked at, to another than its own.
pub(in crate::app) fn save_as(
    app: &mut App,
    name: &str,
    then: Then,
) -> Result<Vec<Effect>, UserError> {
    let mut path = map_file(app, name)?;
    // a bare name replaced that of the open file, and so means one beside it
    if let (false, Some(now)) = (name.contains('/'), app.file.path()) {
        path = now.with_file_name(path);
    }
    let to = (app.file.path() != Some(&*path)).then_some(path);
    if to.is_none() {
        app.may_edit()?;
    }
    save_to(app, Saving { to, existing: Existing::Ask, then })
}

/// The file that a name means; it gets the ending of map files where it has none.
pub(super) fn map_file(app: &App, name: &str) -> Result<PathBuf, UserError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(UserError::Refused("No file was named".into(), "type a name, or Esc"));
    }
    let path = app.path_of(name);
    Ok(if path.extension().is_some() { path } else { path.with_added_extension(paths::ENDING) })
}

/// Leaves the open map; asks first where something of it isn't saved.
pub(in crate::app) fn leave(app: &mut App, then: Then) -> Vec<Effect> {
    let waits = draft::waits(app);
    if app.is_all_saved() || app.is_all_left() {
        return if waits { ask_about_waiting(app, then) } else { opening::go_on(app, then) };
    }
    if ask_to_replace(app) {
        return Vec::new();
    }
    let (save, save_as, without) = match then {
        Then::Quit => ("Save and quit", "Save to a file and quit", "Leave without saving"),
        _ => ("Save and go on", "Save to a file and go on", "Go on without saving"),
    };
    let first = if app.file.path().is_some() && app.may_edit().is_ok() {
        let saving = Saving { to: None, existing: Existing::Ask, then: then.clone() };
        Row::new(save, "", Choice::Save(saving))
    } else {
        Row::new(save_as, "", Choice::AskFile(then.clone()))
    };
    let rows = vec![
        first,
        Row::new("Stay", "go on working", Choice::Stay),
        Row::new(without, given_up(app), Choice::Leave(then)),
    ];
    let title = if waits {
        "Not everything is saved, and what you were writing waits behind the curtain"
    } else {
        "Not everything is saved"
    };
    app.overlays.push(Overlay::Picker(Picker::question(title, rows)));
    Vec::new()
}

/// Asks before the map is left while nothing but what waits behind the curtain isn't in its file.
fn ask_about_waiting(app: &mut App, then: Then) -> Vec<Effect> {
    let kept =
        if app.file.unsafe_now { "it is lost" } else { "it is kept; the map asks next time" };
    let rows = vec![
        Row::new("Stay", "c opens the curtain and what you were writing", Choice::Stay),
        Row::new("Leave", kept, Choice::Leave(then)),
    ];
    let title = "What you were writing waits behind the curtain";
    app.overlays.push(Overlay::Picker(Picker::question(title, rows)));
    Vec::new()
}

/// What becomes of what was done since the last save when the map is left without one.
pub(in crate::app) fn given_up(app: &App) -> &'static str {
    if app.history().unsaved_steps() == 0 {
        "nothing is written"
    } else if app.file.unsafe_now {
        "what you did since the last save is lost"
    } else {
        "what you did since the last save is kept aside"
    }
}
