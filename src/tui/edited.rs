//! Every command that changes the map: run by its key, undone, done again, saved and read back.

use std::collections::BTreeSet;

use super::written::{open, rich};
use crate::app::commands::{Command, Context, all};
use crate::app::tests::Session;
use crate::app::{Asks, Mistakes, Overlay, Prompt, lookup};
use crate::format::{Document, read};
use crate::model::Map;

/// For each command that changes the map or opens what is written into it: the keys that lead to it,
/// and those that follow its own.
const EDITS: &[(&str, &str, &str)] = &[
    ("grid.raise-influence", "2 home", ""),
    ("grid.lower-influence", "2 home", ""),
    ("grid.raise-interest", "2 home", ""),
    ("grid.lower-interest", "2 home", ""),
    ("grid.place", "2 home", "3 space 4 enter"),
    ("options.open", "4 g home", "x enter"),
    ("options.raise", "4 g home down right right", ""),
    ("options.lower", "4 g home down right right", ""),
    ("option.add", "4 g", "x enter"),
    ("issue.add", "4 g", "x enter"),
    ("options.duplicate", "4 g home", ""),
    ("options.delete", "4 g home", ""),
    ("options.up", "4 g home down down", ""),
    ("options.down", "4 g home down", ""),
    ("effect.none", "4 g home down t", ""),
    ("effect.little", "4 g home down t", ""),
    ("effect.clearly", "4 g home down t down", ""),
    ("effect.much", "4 g home down t", ""),
    ("effect.turn", "4 g home down t", ""),
    ("effect.positive", "4 g home down t", ""),
    ("effect.raise", "4 g home down t", ""),
    ("effect.lower", "4 g home down t", ""),
    ("effect.clear", "4 g home down t", ""),
    ("effect.evidence", "4 g home down t", ""),
    ("effect.write", "4 g home down t", "down right enter"),
    ("packages.walk-away", "5 tab tab home", "x enter"),
    ("partner.add", "1", "x enter"),
    ("partner.rename", "1 home", "x enter"),
    ("partner.duplicate", "1 home", ""),
    ("partner.move-up", "1 end", ""),
    ("partner.move-down", "1 home", ""),
    ("partner.delete", "1 home", ""),
    ("partner.add-several", "1", "x esc enter"),
    ("page.close", "1 A x", "enter"),
    ("page.save", "1 A x", ""),
    ("gap.next", "1 home", "5 space 5 enter"),
    ("card.edit", "1 home enter home", "x enter"),
    ("card.add", "1 home", "x enter"),
    ("criterion.heavier", "1 home enter home down down down down", ""),
    ("criterion.lighter", "1 home enter home down down down", ""),
    ("card.duplicate", "1 home enter home down down down", ""),
    ("card.move-up", "1 home enter home down down down down", ""),
    ("card.move-down", "1 home enter home down down down", ""),
    ("card.delete", "1 home enter home down down down", ""),
    ("culture.write", "1 home", "x esc"),
    ("notes.write", "1 home", "x esc"),
    ("heading.edit", "1", "x enter"),
    ("collection.add", "T", "x enter"),
    ("collection.edit", "T", "x enter"),
    ("collection.delete", "T", ""),
    ("collection.move-up", "T down", ""),
    ("collection.move-down", "T", ""),
    ("theme.duplicate", "T", ""),
    ("theme.merge", "T", "enter"),
    ("form.list", "f2 down down down", "x esc ctrl-s"),
    ("form.take", "f2 x", ""),
    ("form.close", "f2 x", "enter"),
    ("prompt.take", "1 a x", ""),
    ("picker.take", "T m", ""),
    ("editor.close", "1 home N x", ""),
    ("editor.save", "1 home N x", ""),
    ("editor.outside", "f2 down down down", "x esc ctrl-s"),
];

/// Run after each of the others.
const BACK_AND_FORTH: [&str; 2] = ["edit.undo", "edit.redo"];

/// All of a map in its order, which maps that are the same need not share.
fn told(map: &Map) -> String {
    Document::created(map).text().to_owned()
}

fn named(name: &str) -> &'static Command {
    all().find(|command| command.name == name).unwrap_or_else(|| panic!("no command is {name}"))
}

#[test]
fn each_command_that_edits_is_undone_done_again_saved_and_read_back() {
    let text = rich();
    let (document, before) = Document::open(text.clone().into_bytes()).unwrap();
    let before = told(&before);
    for (name, there, then) in EDITS {
        let (command, mut session) = (named(name), open(&text));
        session.keys(there);
        assert_eq!(told(session.app.map()), before, "{name}: {there} changes the map already");
        let key = command.keys.first().unwrap();
        let found = lookup(session.app.context(), key.parse().unwrap());
        assert_eq!(found, Some(command), "{name}: after {there} its key is another one's");
        session.keys(key).keys(then);
        let after = told(session.app.map());
        assert_ne!(after, before, "{name}: {:?}", session.app.status);
        session.keys("u");
        assert_eq!(told(session.app.map()), before, "{name}");
        session.keys("ctrl-r");
        assert_eq!(told(session.app.map()), after, "{name}");
        let patched = document.patched(session.app.map()).unwrap();
        assert_eq!(told(&read(patched.bytes()).unwrap()), after, "{name}");
    }
}

/// Keys that lead into each context, with something to do in each.
const SITUATIONS: &[&str] = &[
    "1 home",
    "1 end",
    "1 home enter home",
    "1 home enter home down down down",
    "1 home enter home down down down down",
    "1 home enter end",
    "2 home",
    "2 o enter",
    "3",
    "3 down space",
    "4 g home",
    "4 g home down",
    "4 g home down right right",
    "4 g home down t",
    "4 g home down right enter",
    "4 X",
    "5",
    "5 tab",
    "5 tab tab",
    "T",
    "T down",
    "R",
    "f1",
    "1 home ?",
    ":",
    "T m",
    "1 /",
    "1 a x",
    "1 home N x",
    "f2 x",
    "f2 down down down",
    "f2 down down down down",
    "1 A x",
    "ctrl-o",
    "ctrl-o o",
];

/// In the n-th situation; the one after the last is before a file with mistakes.
fn situation(text: &str, nth: usize) -> Session {
    let mut session = open(text);
    if let Some(keys) = SITUATIONS.get(nth) {
        session.keys(keys);
    } else {
        let nothing = Mistakes { path: "map.ron".into(), rows: Vec::new(), all: 0, at: 0 };
        session.app.overlays.push(Overlay::Mistakes(nothing));
    }
    session
}

/// Whether what lies on top is written into the map.
fn writes(session: &Session) -> bool {
    match session.app.overlays.last() {
        Some(Overlay::Form(_) | Overlay::Editor(_) | Overlay::Quick(_)) => true,
        Some(Overlay::Prompt(Prompt { asks, .. })) => matches!(
            asks,
            Asks::NewPartner
                | Asks::Rename(_)
                | Asks::NewIssue
                | Asks::NewOption(_)
                | Asks::Place(_)
        ),
        _ => false,
    }
}

#[test]
fn a_command_that_edits_stands_among_those_that_are_tested() {
    let text = rich();
    let tested: BTreeSet<&str> = EDITS.iter().map(|(name, ..)| *name).collect();
    let all_here = 0..=SITUATIONS.len();
    let contexts: Vec<Context> = all_here.map(|nth| situation(&text, nth).app.context()).collect();
    let known: BTreeSet<Context> = contexts.iter().copied().collect();
    assert_eq!(known, Context::ALL.into_iter().collect(), "a context without a situation");
    let before = told(open(&text).app.map());
    let others = all().filter(|command| !tested.contains(command.name));
    for command in others.filter(|command| !BACK_AND_FORTH.contains(&command.name)) {
        for (nth, here) in contexts.iter().enumerate() {
            if !command.keys.is_empty() && !command.contexts.contains(here) {
                continue;
            }
            let mut session = situation(&text, nth);
            let open = session.app.overlays.len();
            let runs = (command.available)(&session.app).is_ok();
            if runs && (command.run)(&mut session.app).is_ok() {
                let opened = session.app.overlays.len() > open && writes(&session);
                let edits = opened || told(session.app.map()) != before;
                let (name, after) = (command.name, SITUATIONS.get(nth));
                assert!(!edits, "{name} edits (after {after:?}): put it into EDITS");
            }
        }
    }
}
