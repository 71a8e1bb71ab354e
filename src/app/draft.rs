//! What is being written and is no step yet: written down after a pause, set aside by the curtain, opened again.

use super::commands::{card, form};
use super::file::Permission;
use super::forms::{As, Field, Form, Subject};
use super::message::Effect;
use super::overlay::{Asks, Editor, Overlay, Prompt, Writes};
use super::quick::QuickPage;
use super::session::App;
use super::text::{Lines, TextField};
use crate::edit::{Draft, Moment, Writing};
use crate::model::PartnerId;

/// After so long without a key it is written down, in milliseconds.
const PAUSE: u64 = 1_000;

/// So long after a key it is written down although typing goes on, in milliseconds.
const LATEST: u64 = 2_000;

/// As all of it is written each time, both are twice as long for a text of so many bytes, three
/// times as long for one of twice as many, and so on.
const LARGE: usize = 16 << 10;

/// What is being written, as far as the screen doesn't show it.
#[derive(Debug, Default)]
pub(super) struct Unkept {
    /// What waits behind the curtain.
    aside: Draft,
    /// What the journal holds.
    noted: Draft,
    /// When the first and the last key came that the journal knows nothing of.
    typed: Option<(Moment, Moment)>,
}

impl App {
    /// When what is being written is to be written down, if there is something new.
    #[must_use]
    pub fn draft_due(&self) -> Option<Moment> {
        let (first, last) = self.unkept.typed?;
        let times = 1 + u64::try_from(self.unkept.noted.bytes() / LARGE).unwrap_or(0);
        let (pause, latest) = (last.0 + PAUSE * times, first.0 + LATEST * times);
        Some(Moment(pause.min(latest)))
    }

    /// All that is being written.
    #[must_use]
    pub fn draft(&self) -> Draft {
        let mut draft = self.unkept.aside.clone();
        draft.0.extend(open(&self.overlays).0);
        draft
    }

    fn is_writing(&self) -> bool {
        !self.unkept.aside.is_empty() || self.overlays.iter().any(is_changed)
    }
}

/// Takes note of a key that may have written something.
pub(super) fn typed(app: &mut App) {
    let first = app.unkept.typed.map_or(app.now, |(first, _)| first);
    app.unkept.typed = Some((first, app.now));
}

/// What is to be written down now: all that is being written when it is due or the session ends,
/// and that nothing is any more.
pub(super) fn write_down(app: &mut App, ends: bool) -> Option<Effect> {
    // before anybody has decided about what was left, nothing may come into its place
    let is_kept = app.permission == Permission::Edit && app.recovery.is_none();
    if !is_kept || !app.is_writing() {
        app.unkept.typed = None;
        let was = std::mem::take(&mut app.unkept.noted);
        return (is_kept && !was.is_empty()).then(|| Effect::Draft(Draft::default()));
    }
    let due = app.draft_due()?;
    if app.now < due && !ends {
        return None;
    }
    app.unkept.typed = None;
    let draft = app.draft();
    if draft == app.unkept.noted {
        return None;
    }
    app.unkept.noted = draft.clone();
    Some(Effect::Draft(draft))
}

/// Whether something was written in it that is worth keeping: it is written down, and closing asks.
pub(super) fn is_changed(overlay: &Overlay) -> bool {
    match overlay {
        Overlay::Editor(editor) => editor.field.is_changed() || editor.outside,
        Overlay::Form(form) => form.is_changed(),
        Overlay::Quick(page) => !page.field().is_blank(),
        Overlay::Prompt(Prompt { asks, field }) => {
            field.is_changed() && !field.is_blank() && asked(asks).is_some()
        }
        _ => false,
    }
}

/// What is being written in what is open.
fn open(overlays: &[Overlay]) -> Draft {
    let below = |at: usize| {
        overlays.get(..at)?.iter().rev().find_map(|overlay| match overlay {
            Overlay::Form(form) => Some(form),
            _ => None,
        })
    };
    let wanted = |at: usize, overlay: &Overlay| {
        // a text without the form that it belongs to could not be opened again
        let carries = matches!(overlays.get(at + 1), Some(over @ Overlay::Editor(editor))
            if editor.of == Writes::Field && is_changed(over));
        is_changed(overlay) || carries
    };
    let open = overlays.iter().enumerate().filter(|(at, overlay)| wanted(*at, overlay));
    Draft(open.filter_map(|(at, overlay)| writing(overlay, below(at))).collect())
}

/// What is being written in one of them; `below` is the form under it.
fn writing(overlay: &Overlay, below: Option<&Form>) -> Option<Writing> {
    let one = |of: Vec<String>, field: &TextField| Writing {
        of,
        texts: vec![(String::new(), 0, field.text().to_string())],
    };
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Some(match overlay {
        Overlay::Editor(editor) => match &editor.of {
            Writes::Culture(id) => one(words(&["culture", id.as_str()]), &editor.field),
            Writes::PrivateNotes(id) => one(words(&["notes", id.as_str()]), &editor.field),
            Writes::Field => {
                let (edits, nth) = name(&below?.fields, below?.at)?;
                one(words(&["field", edits, &nth.to_string()]), &editor.field)
            }
        },
        Overlay::Form(form) => {
            let changed = |at: &usize| form.fields.get(*at).is_some_and(|f| f.value.is_changed());
            let text = |at: usize| {
                let (edits, nth) = name(&form.fields, at)?;
                let (told_as, told) = form.fields.get(at)?.value.told();
                Some((format!("{edits}{}", told_as.mark()), nth, told))
            };
            let texts = (0..form.fields.len()).filter(changed).filter_map(text).collect();
            Writing { of: form.of.words(), texts }
        }
        Overlay::Quick(page) => one(words(&["page"]), page.field()),
        Overlay::Prompt(prompt) => one(words(&asked(&prompt.asks)?), &prompt.field),
        _ => return None,
    })
}

/// What a prompt asks for, in words, where the answer is more than a name of a file or a search.
fn asked(asks: &Asks) -> Option<Vec<&str>> {
    match asks {
        Asks::NewPartner => Some(vec!["new-partner"]),
        Asks::Rename(id) => Some(vec!["rename", id.as_str()]),
        Asks::NewIssue => Some(vec!["new-issue"]),
        Asks::NewOption(id) => Some(vec!["new-option", id.as_str()]),
        Asks::Place(_)
        | Asks::Search { .. }
        | Asks::SaveAs(_)
        | Asks::NewTitle
        | Asks::NewFile(_) => None,
    }
}

/// What a field edits, and how many above it edit the same.
fn name(fields: &[Field], at: usize) -> Option<(&'static str, usize)> {
    let edits = fields.get(at)?.edits;
    let above = fields.iter().take(at).filter(|field| field.edits == edits);
    Some((edits, above.count()))
}

/// Sets what is being written aside; it waits behind the curtain.
pub(super) fn set_aside(app: &mut App) {
    app.unkept.aside = app.draft();
}

/// Whether something waits behind the curtain.
pub(super) fn waits(app: &App) -> bool {
    !app.unkept.aside.is_empty() && app.recovery.is_none()
}

/// Opens what waits behind the curtain, unless it is drawn, or nobody has decided yet about what was
/// left. What no longer has a place in the map goes on waiting; gives whether all of it is open.
pub(super) fn reopen(app: &mut App) -> bool {
    if app.curtain.is_drawn() || app.recovery.is_some() {
        return !waits(app);
    }
    let mut left = Draft::default();
    for writing in std::mem::take(&mut app.unkept.aside).0 {
        if open_one(app, &writing).is_none() {
            left.0.push(writing);
        }
    }
    app.unkept.aside = left;
    !waits(app)
}

/// Goes on with what was being written when an earlier session ended.
pub(super) fn go_on_with(app: &mut App, draft: Draft) {
    app.unkept.noted = draft.clone();
    app.unkept.aside.0.extend(draft.0);
    reopen(app);
}

/// Goes on with what was being written when the same map was opened once more, or in a journal that
/// was set aside; the journal of this one is begun anew.
pub(super) fn carry(app: &mut App, draft: Draft) {
    app.unkept.aside = draft;
    if waits(app) {
        typed(app);
    }
    reopen(app);
}

fn open_one(app: &mut App, writing: &Writing) -> Option<()> {
    let of: Vec<&str> = writing.of.iter().map(String::as_str).collect();
    let text = writing.texts.first().map_or("", |(_, _, text)| text.as_str());
    let partner = |app: &App, id: &str| {
        let id = PartnerId::new(id).ok()?;
        app.map().partners.contains_key(&id).then_some(id)
    };
    let prompt = |asks: Asks| Overlay::Prompt(Prompt { asks, field: typed_in("", text) });
    let overlay = match of.as_slice() {
        ["page"] => Overlay::Quick(QuickPage::new(app.map(), QuickPage::text(text))),
        ["culture", id] => write_on(app, Writes::Culture(partner(app, id)?), text)?,
        ["notes", id] => write_on(app, Writes::PrivateNotes(partner(app, id)?), text)?,
        ["new-partner"] => prompt(Asks::NewPartner),
        ["new-issue"] => prompt(Asks::NewIssue),
        ["new-option", id] => {
            let (id, _) = app.map().issues.iter().find(|(issue, _)| issue.as_str() == *id)?;
            prompt(Asks::NewOption(id.clone()))
        }
        ["rename", id] => {
            let id = partner(app, id)?;
            let before = app.map().partners.get(&id)?.name.clone();
            Overlay::Prompt(Prompt { asks: Asks::Rename(id), field: typed_in(&before, text) })
        }
        ["field", edits, nth] => return open_field(app, (edits, nth.parse().ok()?), text),
        words => Overlay::Form(open_form(app, Subject::of_words(words)?, writing)?),
    };
    app.overlays.push(overlay);
    Some(())
}

fn typed_in(before: &str, text: &str) -> TextField {
    let mut field = TextField::new(before, Lines::One);
    field.set(text);
    field
}

fn write_on(app: &App, of: Writes, text: &str) -> Option<Overlay> {
    let mut editor: Editor = card::editor(app, of).ok()?;
    editor.field.set(text);
    Some(Overlay::Editor(editor))
}

/// Opens the editor over the form that was opened just before.
fn open_field(app: &mut App, (edits, nth): (&str, usize), text: &str) -> Option<()> {
    let Some(Overlay::Form(form)) = app.overlays.last_mut() else { return None };
    form.go(position(form, edits, nth)?);
    form::write(app);
    let Some(Overlay::Editor(editor)) = app.overlays.last_mut() else { return None };
    editor.field.set(text);
    Some(())
}

fn open_form(app: &App, of: Subject, writing: &Writing) -> Option<Form> {
    let mut form = of.form(app).ok()?;
    for (marked, nth, text) in &writing.texts {
        let (edits, told_as) = As::of(marked);
        if let Some(at) = position(&form, edits, *nth) {
            form.go(at);
            form.value()?.put(told_as, text);
        }
    }
    Some(form)
}

fn position(form: &Form, edits: &str, nth: usize) -> Option<usize> {
    let of_name = form.fields.iter().enumerate().filter(|(_, field)| field.edits == edits);
    of_name.map(|(at, _)| at).nth(nth)
}
