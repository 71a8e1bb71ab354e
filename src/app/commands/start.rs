//! Commands of the start screen, of looking for a file, and of a file with mistakes.

use std::path::Path;

use super::session::{leave, map_file};
use super::{Command, Context, overlays, writing};
use crate::app::error::UserError;
use crate::app::finder::{Finder, Kind};
use crate::app::message::{Effect, Then, Wanted};
use crate::app::mistakes::Mistakes;
use crate::app::overlay::{Asks, Overlay};
use crate::app::paths;
use crate::app::session::App;
use crate::app::start::{Start, StartRow};
use crate::app::text::{Lines, TextField};
use crate::model::Text;

const START: &[Context] = &[Context::Start];
const FINDING: &[Context] = &[Context::Finding];
const MISTAKES: &[Context] = &[Context::Mistakes];
/// The two that fill the screen.
const FRONT: &[Context] = &[Context::Start, Context::Mistakes];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "start.open",
        keys: &["ctrl-o"],
        contexts: &[
            Context::List,
            Context::Card,
            Context::Grid,
            Context::Overlap,
            Context::Options,
            Context::Packages,
            Context::Mistakes,
        ],
        summary: "Open another map: the start screen",
        run: |app| Ok(open_start(app)),
        ..Command::BASE
    },
    Command {
        name: "map.new",
        keys: &["ctrl-n"],
        contexts: Context::SCREENS,
        summary: "Start a new map",
        run: ask_title,
        ..Command::BASE
    },
    Command {
        name: "front.down",
        keys: &["down", "j", "tab"],
        contexts: FRONT,
        summary: "Go to the next row",
        hint: "choose",
        hint_keys: "↑↓",
        run: |app| step(app, 1),
        ..Command::BASE
    },
    Command {
        name: "front.up",
        keys: &["up", "k", "shift-tab"],
        contexts: FRONT,
        summary: "Go to the row above",
        run: |app| step(app, -1),
        ..Command::BASE
    },
    Command {
        name: "front.page-down",
        keys: &["pagedown"],
        contexts: FRONT,
        summary: "Go ten rows down",
        run: |app| step(app, 10),
        ..Command::BASE
    },
    Command {
        name: "front.page-up",
        keys: &["pageup"],
        contexts: FRONT,
        summary: "Go ten rows up",
        run: |app| step(app, -10),
        ..Command::BASE
    },
    Command {
        name: "front.first",
        keys: &["home", "g"],
        contexts: FRONT,
        summary: "Go to the first row",
        run: |app| step(app, isize::MIN),
        ..Command::BASE
    },
    Command {
        name: "front.last",
        keys: &["end", "G"],
        contexts: FRONT,
        summary: "Go to the last row",
        run: |app| step(app, isize::MAX),
        ..Command::BASE
    },
    Command {
        name: "start.take",
        keys: &["enter"],
        contexts: START,
        summary: "Open what the cursor is on",
        hint: "open",
        run: take_row,
        ..Command::BASE
    },
    Command {
        name: "start.find",
        keys: &["o"],
        contexts: START,
        summary: "Look for a file to open",
        hint: "a file",
        run: |app| Ok(find(app)),
        ..Command::BASE
    },
    Command {
        name: "start.new",
        keys: &["n"],
        contexts: START,
        summary: "Start a new map; it is written when you save it",
        hint: "new map",
        run: ask_title,
        ..Command::BASE
    },
    Command {
        name: "start.example",
        keys: &["e"],
        contexts: START,
        summary: "Open the example",
        hint: "example",
        run: |app| Ok(leave(app, Then::Open(Wanted::Example))),
        ..Command::BASE
    },
    Command {
        name: "start.forget",
        keys: &["delete", "x"],
        contexts: START,
        summary: "Take the map off this list; its file stays",
        available: on_recent,
        run: forget,
        ..Command::BASE
    },
    Command {
        name: "mistakes.edit",
        keys: &["enter", "ctrl-e"],
        contexts: MISTAKES,
        summary: "Open the file at this line in your editor; it is read again after that",
        hint: "edit this line",
        run: edit_file,
        ..Command::BASE
    },
    Command {
        name: "mistakes.read-again",
        keys: &["r", "f5"],
        contexts: MISTAKES,
        summary: "Read the file again",
        hint: "read again",
        run: read_again,
        ..Command::BASE
    },
    Command {
        name: "front.close",
        keys: &["esc"],
        contexts: FRONT,
        summary: "Go back to the open map",
        hint: "back",
        available: |app| something_below(app),
        run: |app| Ok(close(app)),
        ..Command::BASE
    },
    Command {
        name: "front.quit",
        keys: &["q", "ctrl-c"],
        contexts: FRONT,
        summary: "Quit; asks when something is not saved",
        hint: "quit",
        run: |app| Ok(quit(app)),
        ..Command::BASE
    },
    Command {
        name: "finder.down",
        keys: &["down"],
        contexts: FINDING,
        summary: "Go down the list of files",
        hint: "choose",
        hint_keys: "↑↓",
        run: |app| on_finder(app, |finder| finder.step(1)),
        ..Command::BASE
    },
    Command {
        name: "finder.up",
        keys: &["up"],
        contexts: FINDING,
        summary: "Go up the list of files",
        run: |app| on_finder(app, |finder| finder.step(-1)),
        ..Command::BASE
    },
    Command {
        name: "finder.page-down",
        keys: &["pagedown"],
        contexts: FINDING,
        summary: "Go ten files down",
        run: |app| on_finder(app, |finder| finder.step(10)),
        ..Command::BASE
    },
    Command {
        name: "finder.page-up",
        keys: &["pageup"],
        contexts: FINDING,
        summary: "Go ten files up",
        run: |app| on_finder(app, |finder| finder.step(-10)),
        ..Command::BASE
    },
    Command {
        name: "finder.complete",
        keys: &["tab"],
        contexts: FINDING,
        summary: "Complete the name, as far as it is clear",
        hint: "complete",
        run: |app| on_finder(app, Finder::complete),
        ..Command::BASE
    },
    Command {
        name: "finder.leave",
        keys: &["shift-tab"],
        contexts: FINDING,
        summary: "Go to the folder above",
        hint: "folder above",
        run: |app| on_finder(app, Finder::leave),
        ..Command::BASE
    },
    Command {
        name: "finder.take",
        keys: &["enter"],
        contexts: FINDING,
        summary: "Open the file, or go into the folder",
        hint: "open",
        run: take_found,
        ..Command::BASE
    },
    Command {
        name: "finder.close",
        keys: &["esc", "ctrl-c"],
        contexts: FINDING,
        summary: "Open nothing",
        hint: "leave it",
        run: overlays::close,
        ..Command::BASE
    },
];

/// Shows the start screen.
pub(in crate::app) fn open_start(app: &mut App) -> Vec<Effect> {
    app.overlays.push(Overlay::Start(Start::default()));
    vec![Effect::Recall]
}

fn start(app: &mut App) -> Option<&mut Start> {
    match app.overlays.last_mut() {
        Some(Overlay::Start(start)) => Some(start),
        _ => None,
    }
}

fn mistakes(app: &mut App) -> Option<&mut Mistakes> {
    match app.overlays.last_mut() {
        Some(Overlay::Mistakes(mistakes)) => Some(mistakes),
        _ => None,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn step(app: &mut App, rows: isize) -> Result<Vec<Effect>, UserError> {
    match app.overlays.last_mut() {
        Some(Overlay::Start(start)) => start.step(rows),
        Some(Overlay::Mistakes(mistakes)) => mistakes.step(rows),
        _ => {}
    }
    Ok(Vec::new())
}

/// A press on a row: it is what the cursor is on now, and on the start screen it is opened.
pub(in crate::app) fn press_row(app: &mut App, row: usize) -> Result<Vec<Effect>, UserError> {
    match app.overlays.last_mut() {
        Some(Overlay::Start(start)) => {
            start.at = row;
            take_row(app)
        }
        Some(Overlay::Finder(finder)) => {
            finder.at = Some(row);
            take_found(app)
        }
        Some(Overlay::Mistakes(mistakes)) => {
            let again = mistakes.at == row;
            mistakes.at = row.min(mistakes.rows.len().saturating_sub(1));
            if again { edit_file(app) } else { Ok(Vec::new()) }
        }
        _ => Ok(Vec::new()),
    }
}

fn take_row(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let Some(start) = start(app) else { return Ok(Vec::new()) };
    match start.chosen() {
        None => Ok(Vec::new()),
        Some(StartRow::Find) => Ok(find(app)),
        Some(StartRow::New) => ask_title(app),
        Some(StartRow::Example) => Ok(leave(app, Then::Open(Wanted::Example))),
        Some(StartRow::Recent(at)) => {
            let Some(recent) = start.recent.get(at).cloned() else { return Ok(Vec::new()) };
            if let Some(reason) = recent.refused {
                return Err(UserError::Refused(reason, "x takes it off the list"));
            }
            Ok(leave(app, Then::Open(Wanted::File(recent.path))))
        }
    }
}

fn on_recent(app: &App) -> Result<(), UserError> {
    match app.overlays.last() {
        Some(Overlay::Start(start)) if matches!(start.chosen(), Some(StartRow::Recent(_))) => {
            Ok(())
        }
        _ => Err(UserError::Missing("This is no map", "↑ ↓ go to one of the maps")),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn forget(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let Some(start) = start(app) else { return Ok(Vec::new()) };
    let Some(StartRow::Recent(at)) = start.chosen() else { return Ok(Vec::new()) };
    let forgotten = start.recent.remove(at);
    app.note("It is off the list; the file stays where it is");
    Ok(vec![Effect::Forget(forgotten.path)])
}

/// Goes to the folder of the open map to look for a file.
fn find(app: &mut App) -> Vec<Effect> {
    let folder = app.file.path().and_then(Path::parent).filter(|folder| *folder != Path::new(""));
    let folder = folder.map_or(String::new(), |folder| format!("{}/", app.words_of(folder)));
    app.overlays.push(Overlay::Finder(Finder::new(&folder)));
    vec![Effect::List(folder)]
}

fn ask_title(app: &mut App) -> Result<Vec<Effect>, UserError> {
    writing::ask(app, Asks::NewTitle, TextField::new("", Lines::One))
}

/// Asks for the file of a new map with this title.
pub(in crate::app) fn ask_new_file(app: &mut App, title: Text) -> Result<Vec<Effect>, UserError> {
    if title.is_empty() {
        return Err(UserError::Refused("A map needs a title".into(), "type one, or Esc"));
    }
    let field = TextField::new(&paths::of_title(&title), Lines::One).selected();
    writing::ask(app, Asks::NewFile(title), field)
}

/// Starts a new map for the file of this name.
pub(in crate::app) fn start_new(
    app: &mut App,
    title: Text,
    name: &str,
) -> Result<Vec<Effect>, UserError> {
    let path = map_file(app, name)?;
    Ok(leave(app, Then::Open(Wanted::New(title, path))))
}

/// Changes the finder, and asks for the folder that it is in then.
#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
pub(in crate::app) fn on_finder(
    app: &mut App,
    change: impl FnOnce(&mut Finder),
) -> Result<Vec<Effect>, UserError> {
    let Some(Overlay::Finder(finder)) = app.overlays.last_mut() else { return Ok(Vec::new()) };
    change(finder);
    Ok(finder.wants().map(Effect::List).into_iter().collect())
}

fn take_found(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let Some(Overlay::Finder(finder)) = app.overlays.last() else { return Ok(Vec::new()) };
    let typed = finder.field.text();
    let named = |name: &str| finder.matching().into_iter().find(|found| found.name == name);
    let found = finder.chosen().or_else(|| named(typed.rsplit('/').next().unwrap_or_default()));
    let path = match found.cloned() {
        Some(found) if found.kind == Kind::Folder => {
            return on_finder(app, |finder| finder.enter(&found.name));
        }
        Some(found) => found.path,
        None if typed.ends_with('/') => {
            return Err(UserError::Refused("This is a folder".into(), "choose a map in it"));
        }
        None => map_file(app, &typed)?,
    };
    app.overlays.pop();
    Ok(leave(app, Then::Open(Wanted::File(path))))
}

/// Hands the file to the person's own editor. Not behind the curtain: that one would show it.
fn edit_file(app: &mut App) -> Result<Vec<Effect>, UserError> {
    app.curtain.pass().ok_or(UserError::CurtainDrawn)?;
    let Some(mistakes) = mistakes(app) else { return Ok(Vec::new()) };
    let line = mistakes.chosen().map_or(1, |mistake| mistake.line);
    Ok(vec![Effect::EditFile(mistakes.path.clone(), line)])
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn read_again(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let Some(mistakes) = mistakes(app) else { return Ok(Vec::new()) };
    let path = mistakes.path.clone();
    Ok(leave(app, Then::Open(Wanted::File(path))))
}

/// Ends the program; as a failure where it was to open a file that is no map.
fn quit(app: &mut App) -> Vec<Effect> {
    let failed = mistakes(app).is_some() && !app.is_on_map();
    if failed { vec![Effect::Quit(1)] } else { leave(app, Then::Quit) }
}

/// Whether there is something to go back to.
fn something_below(app: &App) -> Result<(), UserError> {
    if app.overlays.len() > 1 || app.is_on_map() {
        return Ok(());
    }
    Err(UserError::Missing("No map is open", "Enter opens one, q quits"))
}

/// Goes back; what was being opened is no longer wanted.
pub(in crate::app) fn close(app: &mut App) -> Vec<Effect> {
    app.opening = None;
    app.overlays.pop();
    Vec::new()
}
