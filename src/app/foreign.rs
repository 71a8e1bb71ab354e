//! What someone else does to the open file: noticed by the runner, decided by the person.

use super::commands::session::{given_up, save_to};
use super::error::UserError;
use super::message::{Effect, Existing, Saving, Then, Wanted};
use super::opening;
use super::overlay::{Choice, Overlay, Passage, Picker, Reading, Row};
use super::session::{App, Status};
use crate::edit::Moment;
use crate::model::Private;

/// What became of the open file without us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// Something else is in it.
    Changed,
    /// It is no longer there.
    Gone,
}

/// Our map and the file as it is, line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The lines that differ, with what is private masked.
    pub masked: Vec<Passage>,
    /// The same as they are.
    pub whole: Private<Vec<Passage>>,
}

/// After this long without a key, the file is looked at with the next one: in milliseconds.
const PAUSE_MILLIS: u64 = 10_000;

/// Asks the runner to look at the file, where the person comes back after a pause.
pub(super) fn look_after_pause(app: &mut App, now: Moment) -> Option<Effect> {
    let last = app.last_key.replace(now)?;
    (now.0.saturating_sub(last.0) >= PAUSE_MILLIS).then(|| look(app)).flatten()
}

/// Asks the runner to look at the file, if there is one.
pub(super) fn look(app: &App) -> Option<Effect> {
    let in_file = matches!(app.file.origin, super::file::Origin::File(_));
    in_file.then_some(Effect::Look)
}

/// Takes what the runner found, and says it once.
pub(super) fn looked(app: &mut App, found: Option<Foreign>) {
    let before = std::mem::replace(&mut app.file.foreign, found);
    if found == before || app.file.in_the_way.is_some() {
        return;
    }
    let name = app.file.path().map_or_else(String::new, |path| app.words_of(path));
    let (message, hint) = match found {
        None => return,
        Some(Foreign::Changed) => {
            (format!("{name} was changed by someone else"), "Ctrl-S asks what to do")
        }
        Some(Foreign::Gone) => {
            app.mark_unsaved();
            (format!("{name} is not there any more"), "Ctrl-S writes it anew")
        }
    };
    app.status = Some(Status::Refused(message, hint.to_owned()));
}

/// Takes it that the open file is another one, where a save to it found something else in it; so the
/// next save asks the same whether or not the runner has looked at the file by then.
pub(super) fn in_the_way(app: &mut App, saving: &Saving) {
    let in_file = matches!(app.file.origin, super::file::Origin::File(_));
    if in_file && saving.to.as_deref() == app.file.path() {
        app.file.foreign = Some(Foreign::Changed);
    }
}

/// Asks what to do about a file that someone else changed; gives whether one was.
pub(super) fn ask(app: &mut App) -> bool {
    if app.file.foreign != Some(Foreign::Changed) {
        return false;
    }
    let then = app.file.in_the_way.take().map_or(Then::Stay, |(_, saving)| saving.then);
    let name = app.file.path().map_or_else(String::new, |path| app.words_of(path));
    let lost = if app.history().is_saved() { "" } else { given_up(app) };
    let mut rows = vec![
        Row::new("Look at both", "ours and theirs, line by line", Choice::Compare),
        Row::new("Take theirs", lost, Choice::Theirs),
        Row::new("Save ours to another file", "", Choice::AskFile(then.clone())),
        Row::new("Decide later", "nothing is written", Choice::Stay),
    ];
    if app.may_edit().is_ok() {
        let told = "a copy of theirs is kept aside";
        rows.insert(2, Row::new("Keep ours", told, Choice::Ours(then)));
    }
    let title = format!("{name} was changed by someone else");
    app.overlays.push(Overlay::Picker(Picker::question(title, rows)));
    true
}

/// Puts our map in the place of what someone else made of the file, as it was seen last.
pub(super) fn keep_ours(app: &mut App, then: Then) -> Result<Vec<Effect>, UserError> {
    let effects = save_to(app, Saving { to: None, existing: Existing::Seen, then })?;
    app.file.foreign = None;
    Ok(effects)
}

/// Opens what someone else made of the file; asks first where something of ours would be lost.
pub(super) fn take_theirs(app: &mut App) -> Vec<Effect> {
    let Some(path) = app.file.path().map(ToOwned::to_owned) else { return Vec::new() };
    let then = Then::Open(Wanted::File(path));
    if app.history().is_saved() {
        return opening::go_on(app, then);
    }
    let rows = vec![
        Row::new("Go on with ours", "nothing is written", Choice::Stay),
        Row::new("Save ours to another file first", "", Choice::AskFile(then.clone())),
        Row::new("Take theirs", given_up(app), Choice::Leave(then)),
    ];
    let title = "What you did since the last save is not in their file";
    app.overlays.push(Overlay::Picker(Picker::question(title, rows)));
    Vec::new()
}

/// Shows how our map and the file differ, as far as the curtain lets it be seen.
pub(super) fn compared(app: &mut App, comparison: Comparison) {
    let whole = comparison.whole.shown(app.curtain).cloned();
    let passages = whole.unwrap_or(comparison.masked);
    app.status = None;
    app.overlays.push(Overlay::Why(Reading {
        title: "Ours and theirs".into(),
        passages,
        scroll: 0,
    }));
}
