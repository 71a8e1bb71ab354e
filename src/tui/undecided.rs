//! What was left of a session that was killed is there byte for byte until somebody decides: every command is tried
//! on real files.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};

use tempfile::TempDir;

use super::save::{Order, Saver};
use super::{Happened, Places, Surroundings, open};
use crate::app::commands::{Command, all};
use crate::app::{
    App, Before, Choice, Done, Effect, Key, Msg, NotSaved, Opening, Overlay, Permission, Picker,
    Row, Wanted, update,
};
use crate::edit::Moment;
use crate::model::{Curtain, Text};

const TEXT: &str =
    "(format: 1, title: \"A\", partners: {\"p\": (name: \"Pia\", private: \"old\")})\n";

/// What the map is in when it is opened again.
#[derive(Clone, Copy, Debug, PartialEq)]
enum In {
    /// A file that it was never saved to.
    NewFile,
    /// Its file.
    File,
    /// A file that was deleted.
    DeletedFile,
}

const ALL: [In; 3] = [In::NewFile, In::File, In::DeletedFile];

/// A folder for the map, and one for journals that can't be beside it.
struct Folders {
    map: TempDir,
    own: TempDir,
}

/// A session on real files: what it asks for is carried out as the program does it.
struct Session {
    app: App,
    saver: Saver,
    queue: Receiver<Happened>,
    now: u64,
    /// Whether it has ended, or is on another map.
    over: bool,
}

impl Folders {
    fn path(&self) -> PathBuf {
        self.map.path().join("map.ron")
    }

    /// All files and what is in them; the lock belongs to who is at work.
    fn files(&self) -> BTreeMap<String, String> {
        let entries = fs::read_dir(self.map.path()).unwrap().map(Result::unwrap);
        let files = entries.map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read_to_string(entry.path()).unwrap())
        });
        files.filter(|(name, _)| !name.ends_with("-lock")).collect()
    }

    fn session(&self, wanted: &Wanted) -> Session {
        let state = self.own.path().to_str().map(ToOwned::to_owned);
        let environment = |name: &str| state.clone().filter(|_| name == "XDG_STATE_HOME");
        let around = Surroundings::of(&environment, &Places::of(&environment));
        let opened = open(wanted, Permission::Edit, &around).unwrap();
        let opening = Opening { curtain: Curtain::Open, size: (120, 40), ..Opening::default() };
        let mut app = App::new(opened.map, opened.origin, opening);
        let (sender, queue) = mpsc::channel();
        let saver = Saver::new(opened.paper.of(&app), sender);
        app.begin(opened.before);
        Session { app, saver, queue, now: 0, over: false }
    }

    /// The map opened again, as `zopa map.ron` does.
    fn again(&self) -> Session {
        self.session(&Wanted::File(self.path()))
    }
}

impl Session {
    fn tell(&mut self, message: Msg) {
        self.now += 2_000;
        for effect in update(&mut self.app, message, Moment(self.now)) {
            match effect {
                Effect::Journal(deed) => self.saver.journaler().note(deed),
                Effect::Draft(draft) => self.saver.journaler().draft(draft),
                Effect::Discard => self.saver.journaler().discard(),
                Effect::Recovered => self.saver.recovered(),
                Effect::Save(saving) => {
                    let (map, revision) = (self.app.map().clone(), self.app.history().revision());
                    self.saver.save(Order { map, revision, saving });
                    let saved = self.saved();
                    self.tell(Msg::Done(saved));
                }
                Effect::Quit(_) | Effect::Open(_) => self.over = true,
                _ => {}
            }
        }
    }

    /// Waits for what became of a save.
    fn saved(&self) -> Done {
        let mut done = self.queue.iter().filter_map(|happened| match happened {
            Happened::Done(_, done @ (Done::Saved { .. } | Done::NotSaved(NotSaved { .. }))) => {
                Some(done)
            }
            _ => None,
        });
        done.next().unwrap()
    }

    fn asks(&self) -> bool {
        matches!(self.app.overlays.last(), Some(Overlay::Picker(picker))
            if picker.rows.first().is_some_and(|row| row.choice == Choice::Recover))
    }

    fn key(&mut self, key: &str) {
        if !self.over {
            self.tell(Msg::Key(key.parse::<Key>().unwrap()));
        }
    }

    fn keys(&mut self, keys: &str) {
        keys.split_whitespace().for_each(|key| self.key(key));
    }

    /// Presses keys as somebody does who doesn't want to decide.
    fn goes_on(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            self.key(if key == "enter" && self.asks() { "esc" } else { key });
        }
    }

    fn runs(&mut self, command: &'static Command) {
        let row = Row::new("", "", Choice::Run(command));
        self.app.overlays.push(Overlay::Picker(Picker::new("", vec![row])));
        self.key("enter");
    }

    /// The names of all partners.
    fn names(&self) -> Vec<String> {
        self.app.map().partners.values().map(|partner| partner.name.to_string()).collect()
    }

    fn add(&mut self, name: &str) {
        self.key("1");
        self.key("a");
        name.chars().for_each(|letter| self.key(&letter.to_string()));
        self.key("enter");
    }

    /// Ends without a word, as at a kill; what was asked for is on the disk.
    fn killed(self) {
        drop(self.saver);
    }
}

/// What is left where somebody added two partners and was killed.
fn left(in_: In) -> Folders {
    let folders = Folders { map: tempfile::tempdir().unwrap(), own: tempfile::tempdir().unwrap() };
    let mut session = if in_ == In::NewFile {
        folders.session(&Wanted::New(Text::cleaned("A"), folders.path()))
    } else {
        crate::storage::create_new(&folders.path(), TEXT.as_bytes()).unwrap();
        folders.again()
    };
    session.add("First");
    session.add("Second");
    session.killed();
    if in_ == In::DeletedFile {
        fs::remove_file(folders.path()).unwrap();
    }
    folders
}

/// Opens what was left and puts the question off.
fn put_off(folders: &Folders) -> Session {
    let mut session = folders.again();
    assert!(session.asks());
    session.key("esc");
    session
}

/// Checks that the next start asks, and that everything is recovered there.
fn is_recovered(folders: &Folders, names: &[&str], done: &str) {
    let mut session = folders.again();
    assert!(session.asks(), "{done}");
    session.key("enter");
    let found = session.names();
    assert!(names.iter().all(|name| found.iter().any(|other| other == name)), "{done}: {found:?}");
    session.killed();
}

#[test]
fn no_command_touches_what_was_left_before_somebody_has_decided() {
    for in_ in ALL {
        let folders = left(in_);
        let before = folders.files();
        for command in all() {
            let done = format!("{in_:?}: {}", command.name);
            let mut session = put_off(&folders);
            session.runs(command);
            session.goes_on("x 7 enter y enter f9 ctrl-s enter esc enter");
            session.tell(Msg::End);
            session.goes_on("esc esc esc esc q");
            session.killed();
            assert_eq!(folders.files(), before, "{done}");
        }
        is_recovered(&folders, &["First", "Second"], &format!("{in_:?}"));
    }
}

#[test]
fn after_a_save_that_asked_first_everything_is_recovered_and_what_comes_then_is_too() {
    for in_ in ALL {
        for saves in ["ctrl-s", "S"] {
            let folders = left(in_);
            let mut session = put_off(&folders);
            session.key(saves);
            assert!(session.asks(), "{in_:?} {saves}");
            session.key("enter");
            session.add("Third");
            session.add("Fourth");
            session.killed();
            let names = ["First", "Second", "Third", "Fourth"];
            is_recovered(&folders, &names, &format!("{in_:?} {saves}"));
            let mut session = folders.again();
            session.keys("enter ctrl-s q");
            assert!(session.over, "{in_:?}: saved and left");
            session.killed();
            let text = fs::read_to_string(folders.path()).unwrap();
            assert!(names.iter().all(|name| text.contains(name)), "{in_:?}: {text}");
            let session = folders.again();
            assert!(!session.asks() && session.app.is_all_saved());
        }
    }
}

#[test]
fn notes_that_were_left_are_not_written_over_by_an_editor_from_before() {
    let folders = left(In::File);
    let mut session = folders.again();
    session.keys("enter 1 home N ctrl-end n e w esc");
    session.killed();
    let mut session = put_off(&folders);
    session.keys("1 home N");
    assert!(session.asks(), "before there is an editor");
    session.keys("enter N ctrl-end m o r e esc ctrl-s");
    session.killed();
    let text = fs::read_to_string(folders.path()).unwrap();
    assert!(text.contains("oldnewmore"), "{text}");
}

#[test]
fn what_was_discarded_is_set_aside_whole_and_the_next_start_asks_no_more() {
    for in_ in ALL {
        let folders = left(in_);
        let journal = folders.files()[".map.ron.zopa-journal"].clone();
        let mut session = put_off(&folders);
        session.keys("ctrl-s down down enter");
        session.add("New");
        session.keys("ctrl-s");
        session.killed();
        let files = folders.files();
        assert_eq!(files[".map.ron.zopa-journal.discarded-1"], journal, "{in_:?}");
        assert!(files["map.ron"].contains("New") && !files["map.ron"].contains("First"));
        assert!(!folders.again().asks(), "{in_:?}");
    }
}

#[test]
fn a_map_that_is_only_looked_at_tells_what_was_left_and_touches_nothing() {
    for in_ in ALL {
        let folders = left(in_);
        let before = folders.files();
        let around = Surroundings::default();
        let wanted = Wanted::File(folders.path());
        let Before { told, recovery, .. } =
            open(&wanted, Permission::ReadOnly, &around).unwrap().before;
        let told = told.map(|(message, hint)| format!("{message}: {hint}"));
        let expected = "Work of just now was not saved: open it without --read-only to recover it";
        assert_eq!((told.as_deref(), recovery.is_none()), (Some(expected), true), "{in_:?}");
        assert_eq!(folders.files(), before);
    }
}
