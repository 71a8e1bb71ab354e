//! What an earlier session left: steps that were not saved, told in words, and what is done with them.
//!
//! Its journal is the only copy of it. As long as nobody has decided whether it is recovered or
//! discarded, the map is only looked at: [`App::may_edit`] refuses and the question comes back, so
//! nothing is edited, no text is opened to be written, nothing is saved ([`App::decided`]), and
//! leaving leaves the journal byte for byte as it is, so that the next start asks again. (A text that
//! was in an editor when zopa ended is added to it before.)

use super::draft;
use super::error::UserError;
use super::foreign::Foreign;
use super::message::Effect;
use super::overlay::{Choice, Overlay, Passage, Picker, Reading, Row};
use super::session::App;
use crate::edit::{Draft, History};
use crate::model::{Curtain, Map};

/// What is known of a map beside its text when it is opened.
#[derive(Clone, Debug, Default)]
pub struct Before {
    /// The steps of earlier sessions, which can be undone; all of them are in the file.
    pub history: Option<History>,
    /// What was being written on it, where it comes from a journal that was set aside.
    pub draft: Draft,
    /// Steps that are not in the file.
    pub recovery: Option<Box<Recovery>>,
    /// Whether it is the map that was open, opened once more.
    pub again: bool,
    /// Who else has the map open, in a sentence; it may only be looked at then.
    pub held: Option<String>,
    /// What else has to be said: what, and what to do next.
    pub told: Option<(String, String)>,
}

/// Steps that were not saved, and what they lead to.
#[derive(Clone, Debug)]
pub struct Recovery {
    /// The map with them.
    pub map: Map,
    /// All steps; it knows what is in the file.
    pub history: History,
    /// What was being written.
    pub draft: Draft,
    /// When the last of them was done, as in "2 hours ago".
    pub when: String,
    /// Whether the file is still what they were done on.
    pub file: Meanwhile,
    /// What could not be recovered beside them, in a sentence without a full stop.
    pub lost: Option<&'static str>,
}

/// What became of the file since the steps were done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meanwhile {
    /// It is as it was.
    Same,
    /// Someone changed it, or it is another one.
    Changed,
    /// There is no file, and the text is another one.
    OtherText,
}

/// How many steps are named in the question; all of them in the list.
const NAMED: usize = 3;

impl Recovery {
    /// So many steps, and so many words that were being written.
    fn count(&self) -> String {
        let steps = match self.history.unsaved_steps() {
            0 if !self.draft.is_empty() => None,
            1 => Some("1 step".to_owned()),
            count => Some(format!("{count} steps")),
        };
        let words = match self.draft.words() {
            _ if self.draft.is_empty() => None,
            0 => Some("what you were filling in".to_owned()),
            1 => Some("1 word you were writing".to_owned()),
            count => Some(format!("{count} words you were writing")),
        };
        steps.into_iter().chain(words).collect::<Vec<_>>().join(" and ")
    }

    fn question(&self, curtain: Curtain) -> Picker {
        let labels = self.history.unsaved_labels(&self.map, curtain);
        let named = labels.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = labels.len().saturating_sub(NAMED);
        let named = if more > 0 { format!("{named} and {more} more") } else { named };
        let since = match self.file {
            Meanwhile::Same => "",
            Meanwhile::Changed => "; the file was changed since",
            Meanwhile::OtherText => "; on another text than this one",
        };
        let title = format!("Not saved, {}: {}{since}", self.when, self.count());
        let rows = vec![
            Row::new("Recover them", named, Choice::Recover),
            Row::new("Look at them", "the newest first", Choice::LookAtSteps),
            Row::new("Discard them", "they are kept aside", Choice::DiscardSteps),
        ];
        Picker::question(title, rows)
    }

    fn reading(&self, curtain: Curtain) -> Reading {
        let mut says = format!("{}, the last one {}; the newest first.", self.count(), self.when);
        if self.file == Meanwhile::Changed {
            says += " The file was changed since then: recovering them goes back to the map that \
                     they were done on, and saving asks before it replaces the file.";
        }
        if self.file == Meanwhile::OtherText {
            says += " They were done on another text than this one: recovering them goes back to the \
                     map that they were done on.";
        }
        let mut passages = vec![Passage::Says(says)];
        if let Some(lost) = self.lost {
            passages.push(Passage::Says(format!("{lost}.")));
        }
        passages.push(Passage::Heading("Steps".to_owned()));
        let labels = self.history.unsaved_labels(&self.map, curtain);
        passages.extend(labels.into_iter().map(Passage::Says));
        Reading { title: "What was not saved".to_owned(), passages, scroll: 0 }
    }
}

impl App {
    /// Takes note of what is known of the map beside its text, and asks what has to be decided.
    pub fn begin(&mut self, before: Before) {
        let Before { history, draft, recovery, held, told, again: _ } = before;
        self.recovery = recovery;
        draft::carry(self, draft);
        if let Some(history) = history {
            self.go_on_with(history);
        }
        if let Some((message, hint)) = told {
            self.status = Some(super::session::Status::Refused(message, hint));
        }
        if let Some(holder) = held {
            self.ask_about_holder(&holder);
            self.file.held = Some(holder);
        }
        self.ask_about_what_was_left();
    }

    /// Refuses as long as nobody has decided about what an earlier session left.
    pub fn decided(&self) -> Result<(), UserError> {
        if self.recovery.is_some() { Err(UserError::Undecided) } else { Ok(()) }
    }

    /// Whether leaving now leaves all there is in the journal of an earlier session: the map too, as
    /// long as it is the one that its steps begin with, or that they led to.
    pub(super) fn is_all_left(&self) -> bool {
        self.recovery.as_ref().is_some_and(|recovery| recovery.file == Meanwhile::Same)
    }

    /// Asks what to do with what was left, if nobody has decided. What lies over the question where
    /// it is asked already is closed.
    pub(super) fn ask_about_what_was_left(&mut self) {
        let Some(recovery) = &self.recovery else { return };
        let question = Overlay::Picker(recovery.question(self.curtain));
        let asked = self.overlays.iter().position(asks_to_recover);
        self.overlays.truncate(asked.unwrap_or(self.overlays.len()));
        self.overlays.push(question);
    }

    /// Whether that is being asked.
    pub(super) fn asks_about_what_was_left(&self) -> bool {
        self.overlays.iter().any(asks_to_recover)
    }

    fn ask_about_holder(&mut self, holder: &str) {
        let rows = vec![
            Row::new("Look at it", "read only; S saves a copy", Choice::Stay),
            Row::new("Leave", "", Choice::Leave(super::message::Then::Quit)),
        ];
        self.overlays.push(Overlay::Picker(Picker::question(holder, rows)));
    }
}

fn asks_to_recover(overlay: &Overlay) -> bool {
    matches!(overlay, Overlay::Picker(picker)
        if picker.rows.iter().any(|row| row.choice == Choice::Recover))
}

/// Goes on with the map as it was after the steps.
pub(super) fn recover(app: &mut App) -> Vec<Effect> {
    let Some(recovery) = app.recovery.take() else { return Vec::new() };
    let count = recovery.count();
    let lost = recovery.lost.map_or(String::new(), |lost| format!(". {lost}"));
    let Recovery { map, history, draft, .. } = *recovery;
    app.put(map, history);
    if app.file.foreign == Some(Foreign::Gone) {
        // the file went while nobody had decided, and the steps know nothing of it
        app.mark_unsaved();
    }
    draft::go_on_with(app, draft);
    let behind =
        if draft::waits(app) { "; what you were writing opens with the curtain" } else { "" };
    app.note(format!("Recovered: {count}, not saved yet{behind}{lost}"));
    vec![Effect::Recovered]
}

/// Shows the steps; the question comes back after them.
pub(super) fn look(app: &mut App) {
    let curtain = app.curtain;
    if let Some(reading) = app.recovery.as_ref().map(|recovery| recovery.reading(curtain)) {
        app.ask_about_what_was_left();
        app.overlays.push(Overlay::Why(reading));
    }
}

/// Gives the steps up; they are kept aside.
pub(super) fn discard(app: &mut App) -> Vec<Effect> {
    if app.recovery.take().is_none() {
        return Vec::new();
    }
    draft::reopen(app);
    vec![Effect::Discard]
}

/// Says that nothing is decided, when the question is closed.
pub(super) fn put_off(app: &mut App, closed: &Overlay) {
    if asks_to_recover(closed) {
        app.note("What was not saved is still there: a change or a save asks again");
    }
}
