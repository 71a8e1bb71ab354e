//! Another map in the session: asked for, read by the runner, put in the place of the one before.

use super::message::{Effect, Opened, Then, Wanted};
use super::session::{App, Status};

/// Does what comes after the open map, which is saved or given up.
pub(super) fn go_on(app: &mut App, then: Then) -> Vec<Effect> {
    match then {
        Then::Stay => Vec::new(),
        Then::Quit => vec![Effect::Quit(0)],
        Then::Open(wanted) => {
            app.note("Opening …");
            app.opening = Some((wanted.clone(), app.history().revision()));
            vec![Effect::Open(wanted)]
        }
    }
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
    app.replace(opened.map, opened.origin, opened.permission);
    vec![Effect::Adopt]
}

/// Says why no map was opened; the open one stays.
pub(super) fn not_opened(app: &mut App, wanted: &Wanted, (message, hint): (String, String)) {
    if answered(app, wanted).is_some() {
        app.status = Some(Status::Refused(message, hint));
    }
}

/// How the open map was when this one was asked for; nothing where it no longer is.
fn answered(app: &mut App, wanted: &Wanted) -> Option<crate::edit::Revision> {
    let asked = app.opening.take_if(|(asked, _)| asked == wanted);
    asked.map(|(_, revision)| revision)
}
