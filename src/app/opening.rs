//! Another map in the session: asked for, read by the runner, put in the place of the one before.

use super::commands::session::leave;
use super::draft;
use super::finder::Listing;
use super::message::{Effect, Opened, Then, Wanted};
use super::mistakes::Mistakes;
use super::overlay::Overlay;
use super::recovery::Meanwhile;
use super::session::{App, Status};
use super::start::Recent;

/// Does what comes after the open map, which is saved or given up.
pub(super) fn go_on(app: &mut App, then: Then) -> Vec<Effect> {
    match then {
        Then::Stay => Vec::new(),
        Then::Quit => vec![Effect::Quit(0)],
        Then::Open(wanted) => {
            app.note("Opening …");
            let asked = Some((wanted.clone(), app.history().revision()));
            if app.opening == asked {
                // it is being read: twice, the one would have the lock and the other would be taken
                return Vec::new();
            }
            app.opening = asked;
            vec![Effect::Open(wanted)]
        }
    }
}

/// Does what comes after the open map, although something of it isn't saved.
pub(super) fn give_up(app: &mut App, then: Then) -> Vec<Effect> {
    // another map can still turn out not to be there, and then nothing was given up
    let ends = then == Then::Quit && app.has_steps_to_give_up();
    let mut effects = if ends { vec![Effect::Discard] } else { Vec::new() };
    effects.extend(go_on(app, then));
    effects
}

/// Puts the map in the place of the open one; unless something else was asked for since then, or the
/// open one was changed while this one was read.
pub(super) fn opened(app: &mut App, opened: Opened) -> Vec<Effect> {
    let Some(before) = answered(app, &opened.wanted) else { return Vec::new() };
    if before != app.history().revision() {
        let message = "Nothing was opened, for this map was changed meanwhile".to_owned();
        app.status = Some(Status::Refused(message, "Ctrl-O asks again".to_owned()));
        return Vec::new();
    }
    // also what led to the file that someone else has replaced is nowhere but in the journal
    let replaced = opened.before.again && app.file.foreign.is_some() && app.recovery.is_none();
    let gives_up = app.has_steps_to_give_up() || replaced;
    let mut effects = if gives_up { vec![Effect::Discard] } else { Vec::new() };
    effects.splice(0..0, draft::write_down(app, true));
    let mut before = opened.before;
    if before.again {
        before.draft = app.draft();
        // nobody has decided yet, and it is the same journal
        before.recovery = app.recovery.take();
        if let Some(recovery) = before.recovery.as_mut().filter(|_| *app.map() != opened.map) {
            recovery.file = Meanwhile::Changed;
            recovery.history.mark_unsaved();
        }
    }
    app.replace(opened.map, opened.origin, opened.permission);
    app.begin(before);
    effects.push(Effect::Adopt);
    effects
}

/// Says why no map was opened; the open one stays.
pub(super) fn not_opened(app: &mut App, wanted: &Wanted, (message, hint): (String, String)) {
    if answered(app, wanted).is_some() {
        app.status = Some(Status::Refused(message, hint));
    }
}

/// Shows what is wrong with a file, in the place of what was wrong with it before.
pub(super) fn unreadable(app: &mut App, wanted: &Wanted, mut mistakes: Mistakes) {
    if answered(app, wanted).is_none() {
        return;
    }
    app.status = None;
    if let Some(Overlay::Mistakes(before)) = app.overlays.last()
        && before.path == mistakes.path
    {
        mistakes.at = before.at.min(mistakes.rows.len().saturating_sub(1));
        app.overlays.pop();
        app.note(format!("Read again: {}", mistakes.sum()));
    }
    app.overlays.push(Overlay::Mistakes(mistakes));
}

/// Takes the maps that were opened recently, where they are waited for.
pub(super) fn recalled(app: &mut App, recent: Vec<Recent>) {
    for overlay in &mut app.overlays {
        if let Overlay::Start(start) = overlay {
            start.take(recent);
            return;
        }
    }
}

/// Takes what is in a folder, where that is still looked at.
pub(super) fn listed(app: &mut App, folder: &str, listing: Listing) {
    for overlay in &mut app.overlays {
        if let Overlay::Finder(finder) = overlay
            && finder.folder == folder
        {
            finder.listing = listing;
            return;
        }
    }
}

/// Reads the file again that was edited, or says why it wasn't.
pub(super) fn edited(app: &mut App, edited: Result<(), (String, String)>) -> Vec<Effect> {
    if let Err((message, hint)) = edited {
        app.status = Some(Status::Refused(message, hint));
        return Vec::new();
    }
    let Some(Overlay::Mistakes(mistakes)) = app.overlays.last() else { return Vec::new() };
    let path = mistakes.path.clone();
    leave(app, Then::Open(Wanted::File(path)))
}

/// How the open map was when this one was asked for; nothing where it no longer is.
fn answered(app: &mut App, wanted: &Wanted) -> Option<crate::edit::Revision> {
    let asked = app.opening.take_if(|(asked, _)| asked == wanted);
    asked.map(|(_, revision)| revision)
}
