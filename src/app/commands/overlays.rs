//! Commands of help and lists that lie over the screen: go through them, take a row, leave.

use super::form::{self, take_form};
use super::{Command, Context};
use super::{choices, collection, grid, partner, quick, session, writing};
use crate::app::error::UserError;
use crate::app::foreign;
use crate::app::message::Effect;
use crate::app::overlay::{Choice, Overlay, Picker};
use crate::app::session::App;
use crate::app::text::TextField;
use crate::app::view::GridMode;
use crate::app::{opening, recovery};

const READING: &[Context] = &[Context::Reading];
const PICKING: &[Context] = &[Context::Picking];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "reading.down",
        keys: &["down", "j"],
        contexts: READING,
        summary: "Read on",
        hint: "read on",
        run: |app| scroll(app, 1),
        ..Command::BASE
    },
    Command {
        name: "reading.up",
        keys: &["up", "k"],
        contexts: READING,
        summary: "Read back",
        run: |app| scroll(app, -1),
        ..Command::BASE
    },
    Command {
        name: "reading.page-down",
        keys: &["pagedown", "space"],
        contexts: READING,
        summary: "Read on by ten lines",
        run: |app| scroll(app, 10),
        ..Command::BASE
    },
    Command {
        name: "reading.page-up",
        keys: &["pageup"],
        contexts: READING,
        summary: "Read back by ten lines",
        run: |app| scroll(app, -10),
        ..Command::BASE
    },
    Command {
        name: "reading.first",
        keys: &["home", "g"],
        contexts: READING,
        summary: "Go to the beginning",
        run: |app| scroll(app, isize::MIN),
        ..Command::BASE
    },
    Command {
        name: "reading.last",
        keys: &["end", "G"],
        contexts: READING,
        summary: "Go to the end",
        run: |app| scroll(app, isize::MAX),
        ..Command::BASE
    },
    Command {
        name: "reading.close",
        keys: &["esc", "q", "enter", "?", "ctrl-c"],
        contexts: READING,
        summary: "Close help or the explanation",
        hint: "close",
        run: close,
        ..Command::BASE
    },
    Command {
        name: "picker.down",
        keys: &["down", "tab"],
        contexts: PICKING,
        summary: "Go to the next row",
        hint: "choose",
        run: |app| step(app, 1),
        ..Command::BASE
    },
    Command {
        name: "picker.up",
        keys: &["up", "shift-tab"],
        contexts: PICKING,
        summary: "Go to the row above",
        run: |app| step(app, -1),
        ..Command::BASE
    },
    Command {
        name: "picker.page-down",
        keys: &["pagedown"],
        contexts: PICKING,
        summary: "Go ten rows down",
        run: |app| step(app, 10),
        ..Command::BASE
    },
    Command {
        name: "picker.page-up",
        keys: &["pageup"],
        contexts: PICKING,
        summary: "Go ten rows up",
        run: |app| step(app, -10),
        ..Command::BASE
    },
    Command {
        name: "picker.first",
        keys: &["home"],
        contexts: PICKING,
        summary: "Go to the first row",
        run: |app| step(app, isize::MIN),
        ..Command::BASE
    },
    Command {
        name: "picker.last",
        keys: &["end"],
        contexts: PICKING,
        summary: "Go to the last row",
        run: |app| step(app, isize::MAX),
        ..Command::BASE
    },
    Command {
        name: "picker.take",
        keys: &["enter"],
        contexts: PICKING,
        summary: "Take the row under the cursor",
        hint: "take",
        run: take_choice,
        ..Command::BASE
    },
    Command {
        name: "picker.close",
        keys: &["esc", "ctrl-c"],
        contexts: PICKING,
        summary: "Close the list and change nothing",
        hint: "close",
        run: close,
        ..Command::BASE
    },
];

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
pub(super) fn close(app: &mut App) -> Result<Vec<Effect>, UserError> {
    if let Some(closed) = app.overlays.pop() {
        recovery::put_off(app, &closed);
    }
    Ok(Vec::new())
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
pub(in crate::app) fn scroll(app: &mut App, lines: isize) -> Result<Vec<Effect>, UserError> {
    if let Some(Overlay::Help(reading) | Overlay::Why(reading)) = app.overlays.last_mut() {
        // however far down, the way up to the top leads there
        let most = isize::MAX.unsigned_abs();
        reading.scroll = reading.scroll.saturating_add_signed(lines).min(most);
    }
    Ok(Vec::new())
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
pub(in crate::app) fn step(app: &mut App, rows: isize) -> Result<Vec<Effect>, UserError> {
    if let Some(Overlay::Picker(picker)) = app.overlays.last_mut() {
        picker.step(rows);
    }
    Ok(Vec::new())
}

/// Takes the row under the cursor; the list closes, unless the row can't be chosen.
pub(in crate::app) fn take_choice(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let Some(Overlay::Picker(picker)) = app.overlays.last() else { return Ok(Vec::new()) };
    let Some(row) = picker.chosen() else {
        let nothing = UserError::Missing("Nothing matches", "Backspace takes a letter back");
        return Err(nothing);
    };
    if let Some(reason) = &row.refused {
        app.decided()?;
        return Err(UserError::Refused(reason.clone(), "choose something else, or Esc"));
    }
    let choice = row.choice.clone();
    app.overlays.pop();
    choose(app, choice)
}

fn choose(app: &mut App, choice: Choice) -> Result<Vec<Effect>, UserError> {
    match choice {
        Choice::Run(command) => return (command.run)(app),
        Choice::Partner(id) => app.select(id),
        Choice::ByOption(place) => grid::mark_by_option(app, place),
        Choice::ByTheme(theme, wants) => app.view.grid = GridMode::Theme(theme, wants),
        Choice::Only(only) => partner::list_only(app, only),
        Choice::Value(nth) => form::choose(app, |value| value.set(nth)),
        Choice::Coin(label) => form::choose(app, |value| value.coin(label)),
        Choice::Take(issue, option) => return Ok(choices::choose(app, &issue, option)),
        Choice::Add => return quick::take(app),
        Choice::Keep => {
            let is_prompt = matches!(app.overlays.last(), Some(Overlay::Prompt(_)));
            return if is_prompt { writing::take_prompt(app) } else { take_form(app) };
        }
        Choice::Listed(row) => return collection::go(app, row),
        Choice::Merge(id, into) => return collection::merge(app, &id, &into),
        Choice::Discard => return close(app),
        Choice::Save(saving) => return session::save_to(app, saving),
        Choice::AskFile(then) => return session::ask_file(app, then),
        Choice::Leave(then) => return Ok(opening::give_up(app, then)),
        Choice::Recover => return Ok(recovery::recover(app)),
        Choice::LookAtSteps => recovery::look(app),
        Choice::DiscardSteps => return Ok(recovery::discard(app)),
        Choice::Compare => return Ok(vec![Effect::Compare]),
        Choice::Ours(then) => return foreign::keep_ours(app, then),
        Choice::Theirs => return Ok(foreign::take_theirs(app)),
        Choice::Stay => {}
    }
    Ok(Vec::new())
}

/// Narrows a list by typing; the cursor goes to the best match.
pub(in crate::app) fn narrow<T>(
    picker: &mut Picker,
    change: impl FnOnce(&mut TextField) -> T,
) -> T {
    picker.at = 0;
    let changed = change(&mut picker.words);
    picker.offer_typed();
    changed
}
