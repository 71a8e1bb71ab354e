//! Saves one by one, in a row, and at the end of the program.

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use tempfile::TempDir;

use super::super::Happened;
use super::super::underway::{Turn, Underway};
use super::*;
use crate::app::{Foreign, Next, Opening, Origin, Then};
use crate::edit::History;
use crate::format;
use crate::model::Text;
use std::time::Duration;

const TEXT: &str = "(\n    format: 1,\n    title: \"A\", // kept\n)\n";

/// A folder, the paper of a file in it, and an order to save it with another title.
fn opened() -> (tempfile::TempDir, Paper, Order) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.ron");
    storage::create_new(&path, TEXT.as_bytes()).unwrap();
    let (_, mut map) = Document::open(TEXT.into()).unwrap();
    map.heading.title = Text::cleaned("B");
    let saving = Saving { to: None, existing: Existing::Ask, then: Then::Stay };
    let order = Order { map, revision: History::new().revision(), saving };
    (folder, Paper { path: Some(path), ..Paper::of_file(TEXT.into()) }, order)
}

fn read(folder: &tempfile::TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

/// What is seen of the file.
fn look(paper: &mut Paper) -> Option<Foreign> {
    let (glance, found) = paper.glance().unwrap().take();
    assert!(paper.note(&glance));
    found
}

/// What was saved where, or what is in the way.
fn outcome(done: Done) -> Result<PathBuf, Option<Saving>> {
    match done {
        Done::Saved { path, .. } => Ok(path),
        Done::NotSaved(NotSaved { next: Next::Replace(again), .. }) => Err(Some(*again)),
        Done::NotSaved(_) => Err(None),
        _ => panic!("no save"),
    }
}

fn replaced_with(folder: &Path, text: &str) {
    fs::remove_file(folder.join("map.ron")).unwrap();
    storage::create_new(&folder.join("map.ron"), text.as_bytes()).unwrap();
}

#[test]
fn only_the_edit_is_written_and_the_next_save_knows_it() {
    let (folder, mut paper, mut order) = opened();
    assert!(outcome(paper.save(&order)).is_ok());
    assert_eq!(read(&folder, "map.ron"), TEXT.replace("\"A\"", "\"B\""));
    order.map.heading.title = Text::cleaned("A");
    assert!(outcome(paper.save(&order)).is_ok());
    assert_eq!(read(&folder, "map.ron"), TEXT);
}

#[test]
fn what_someone_else_wrote_is_replaced_only_when_that_is_asked_for() {
    let (folder, mut paper, mut order) = opened();
    replaced_with(folder.path(), "theirs");
    let asked = outcome(paper.save(&order)).unwrap_err();
    // that very file, whichever is the map's own by the time it is replaced
    let to = Some(folder.path().join("map.ron"));
    assert_eq!(asked, Some(Saving { to, ..order.saving.clone() }));
    assert_eq!(read(&folder, "map.ron"), "theirs");
    order.saving.existing = Existing::Replace;
    let Done::Saved { aside, .. } = paper.save(&order) else { panic!("no save") };
    assert_eq!(read(&folder, "map.ron"), TEXT.replace("\"A\"", "\"B\""));
    assert_eq!(fs::read_to_string(&aside[0]).unwrap(), "theirs", "the copy");
}

#[test]
fn another_file_is_made_and_none_is_lost() {
    let (folder, mut paper, mut order) = opened();
    let other = folder.path().join("other.ron");
    order.saving.to = Some(other.clone());
    assert_eq!(outcome(paper.save(&order)), Ok(other.clone()));
    assert_eq!(read(&folder, "other.ron"), TEXT.replace("\"A\"", "\"B\""));
    assert_eq!(read(&folder, "map.ron"), TEXT);
    // from now on it is the map's own
    order.saving.to = None;
    assert_eq!(outcome(paper.save(&order)), Ok(other));
    order.saving.to = Some(folder.path().join("map.ron"));
    let again = outcome(paper.save(&order)).unwrap_err();
    assert_eq!(again, Some(order.saving.clone()), "it is there already");
    assert_eq!(read(&folder, "map.ron"), TEXT);
}

#[test]
fn a_map_without_a_file_keeps_the_comments_of_its_text() {
    let (folder, _, mut order) = opened();
    let mut paper = Paper::without_file(TEXT.into());
    assert_eq!(outcome(paper.save(&order)), Err(None));
    order.saving.to = Some(folder.path().join("new.ron"));
    assert!(outcome(paper.save(&order)).is_ok());
    assert_eq!(read(&folder, "new.ron"), TEXT.replace("\"A\"", "\"B\""));
}

#[test]
fn the_end_waits_for_a_save_but_not_for_ever() {
    let underway = Underway::default();
    underway.wait_to_the_end();
    underway.begin();
    underway.wait(Duration::ZERO);
    thread::scope(|scope| {
        scope.spawn(|| underway.end());
        underway.wait_to_the_end();
    });
    assert_eq!(*underway.count(), 0);
}

const MAP: &str = "// ours\n(\n  format: 1,\n  title: \"first\",\n)\n";

/// A folder with a map in it, and a worker that saves it.
struct Desk {
    folder: TempDir,
    queue: Receiver<Happened>,
    saver: Saver,
}

fn desk(permission: Permission) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.ron");
    storage::create_new(&path, MAP.as_bytes()).unwrap();
    let opening = Opening { permission, ..Opening::default() };
    let app = App::new(titled("first"), Origin::File(path), opening);
    let (sender, queue) = mpsc::channel();
    let paper = Paper::of_file(MAP.as_bytes().to_vec()).of(&app);
    Desk { saver: Saver::new(paper, sender), folder, queue }
}

fn titled(title: &str) -> Map {
    let mut map = format::read(MAP.as_bytes()).unwrap();
    map.heading.title = Text::new(title).unwrap();
    map
}

impl Desk {
    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn save(&self, title: &str, to: Option<&str>, existing: Existing) {
        let to = to.map(|name| self.at(name));
        let saving = Saving { to, existing, then: Then::Stay };
        let revision = crate::edit::History::new().revision();
        self.saver.save(Order { map: titled(title), revision, saving });
    }

    /// What the next save that ends has to tell, without the folder.
    fn told(&self) -> String {
        let Ok(Happened::Done(_, done)) = self.queue.recv() else { panic!("no save ended") };
        let told = match done {
            Done::Saved { path, comments, .. } => format!("{} {comments:?}", path.display()),
            Done::NotSaved(NotSaved { message, next: Next::Replace(_), .. }) => {
                format!("asks: {message}")
            }
            Done::NotSaved(not) => format!("refused: {}", not.message),
            _ => panic!("no save"),
        };
        told.replace(&format!("{}/", self.folder.path().display()), "")
    }

    /// The turn of the next save that ends.
    fn turn(&self) -> Turn {
        let Ok(Happened::Done(turn, _)) = self.queue.recv() else { panic!("no save ended") };
        turn
    }

    fn text(&self, name: &str) -> String {
        text(&self.at(name))
    }
}

fn text(path: &Path) -> String {
    String::from_utf8(storage::read(path).unwrap()).unwrap()
}

#[test]
fn saves_asked_for_in_a_row_all_happen_each_where_the_one_before_led() {
    let desk = desk(Permission::Edit);
    desk.save("second", Some("copy.ron"), Existing::Ask);
    desk.save("third", None, Existing::Ask);
    desk.save("fourth", Some("other.ron"), Existing::Ask);
    let told = [desk.told(), desk.told(), desk.told()];
    assert_eq!(told, ["copy.ron Kept", "copy.ron Kept", "other.ron Kept"]);
    assert_eq!(desk.text("map.ron"), MAP);
    assert_eq!(desk.text("copy.ron"), MAP.replace("first", "third"));
    assert_eq!(desk.text("other.ron"), MAP.replace("first", "fourth"));
}

#[test]
fn saves_go_to_the_file_that_was_open_when_they_were_asked_for() {
    let mut desk = desk(Permission::Edit);
    desk.save("second", None, Existing::Ask);
    let path = desk.at("other.ron");
    storage::create_new(&path, MAP.as_bytes()).unwrap();
    let app = App::new(titled("first"), Origin::File(path), Opening::default());
    desk.saver.turn_to(Paper::of_file(MAP.into()).of(&app));
    desk.save("third", None, Existing::Ask);
    let turns: Vec<Turn> = (0..2).map(|_| desk.turn()).collect();
    assert_eq!(turns, [Turn::default(), desk.saver.turn()], "the first one is told of no more");
    assert_eq!(desk.text("map.ron"), MAP.replace("first", "second"));
    assert_eq!(desk.text("other.ron"), MAP.replace("first", "third"));
}

#[test]
fn what_someone_else_does_is_seen_and_replaced_only_as_it_was_seen() {
    let (folder, mut paper, mut order) = opened();
    assert_eq!(look(&mut paper), None);
    replaced_with(folder.path(), "theirs");
    assert_eq!([look(&mut paper), look(&mut paper)], [Some(Foreign::Changed); 2]);
    order.saving.existing = Existing::Seen;
    replaced_with(folder.path(), "theirs again");
    assert!(outcome(paper.save(&order)).is_err(), "nobody has seen this one");
    assert_eq!(look(&mut paper), Some(Foreign::Changed));
    assert!(outcome(paper.save(&order)).is_ok());
    order.saving.existing = Existing::Ask;
    assert_eq!(
        (look(&mut paper), read(&folder, "map.ron")),
        (None, TEXT.replace("\"A\"", "\"B\""))
    );
    fs::remove_file(folder.path().join("map.ron")).unwrap();
    assert_eq!(look(&mut paper), Some(Foreign::Gone));
    order.map.heading.title = Text::cleaned("C");
    assert!(outcome(paper.save(&order)).is_ok());
    assert_eq!(look(&mut paper), None);
}

/// Puts a pipe in the place of a file: opening it lasts until someone takes the other end.
fn hang(path: &Path) {
    drop(fs::remove_file(path));
    assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn neither_a_save_nor_the_end_waits_for_a_look_or_a_comparison_that_hangs() {
    let desk = desk(Permission::Edit);
    hang(&desk.at("map.ron"));
    desk.saver.look();
    desk.saver.look();
    desk.saver.compare(titled("ours"));
    desk.save("second", Some("copy.ron"), Existing::Ask);
    assert_eq!(desk.told(), "copy.ron Kept");
    desk.saver.look();
    let Ok(Happened::Done(_, Done::Looked(None))) = desk.queue.recv() else { panic!("no look") };
    let Desk { folder, queue: _queue, saver } = desk;
    drop(saver);
    // both go on now
    drop(fs::File::create(folder.path().join("map.ron")).unwrap());
}

#[test]
fn a_look_from_before_a_save_tells_nothing() {
    let (folder, mut paper, order) = opened();
    let glance = paper.glance().unwrap();
    assert!(outcome(paper.save(&order)).is_ok());
    let (glance, found) = glance.take();
    assert_eq!(found, Some(Foreign::Changed), "our own change");
    assert!(!paper.note(&glance));
    assert_eq!((look(&mut paper), folder.path().exists()), (None, true));
}

#[test]
fn a_map_is_compared_with_the_file_of_someone_else() {
    let (folder, mut paper, order) = opened();
    replaced_with(folder.path(), &TEXT.replace("\"A\"", "\"Z\""));
    let told = format!("{:?}", paper.sides(&order.map).compared().masked);
    assert!(told.contains("title: \\\"B\\\"") && told.contains("title: \\\"Z\\\""), "{told}");
    assert!(!told.contains("kept"), "a comment is private: {told}");
}

#[test]
fn a_new_map_is_written_where_nothing_is() {
    let desk = desk(Permission::Edit);
    let [there, new] = ["map.ron", "new.ron"].map(|name| desk.at(name));
    let wanted = |path: &PathBuf| crate::app::Wanted::New(Text::cleaned("New"), path.clone());
    let open = |path: &PathBuf| {
        crate::tui::open(&wanted(path), Permission::Edit, &Surroundings::default())
    };
    assert!(open(&there).is_err());
    assert!(open(&desk.at("no/folder.ron")).is_err());
    let opened = open(&new).unwrap();
    assert!(!new.exists(), "nothing is written before it is saved");
    let app = App::new(opened.map.clone(), opened.origin, Opening::default());
    let mut paper = opened.paper.of(&app);
    let saving = Saving { to: None, existing: Existing::Ask, then: Then::Stay };
    let order = Order { map: opened.map, revision: History::new().revision(), saving };
    assert_eq!(outcome(paper.save(&order)), Ok(new.clone()));
    assert_eq!(text(&new), "(format: 1, title: \"New\")\n");
}

#[test]
fn the_end_waits_for_all_saves_also_when_something_panicked() {
    let desk = desk(Permission::Edit);
    let names: Vec<String> = (0..20).map(|number| format!("{number}.ron")).collect();
    for name in &names {
        desk.save("copy", Some(name), Existing::Ask);
    }
    let Desk { folder, queue: _queue, saver } = desk;
    let failed = panic::catch_unwind(AssertUnwindSafe(move || {
        let _dropped_on_the_way = saver;
        panic::resume_unwind(Box::new("the main thread failed"));
    }));
    assert!(failed.is_err());
    for name in &names {
        assert_eq!(text(&folder.path().join(name)), MAP.replace("first", "copy"), "{name}");
    }
}

#[test]
fn a_map_that_may_only_be_looked_at_is_not_written_under_any_name() {
    let desk = desk(Permission::ReadOnly);
    std::os::unix::fs::symlink("map.ron", desk.at("link.ron")).unwrap();
    for name in [None, Some("./map.ron"), Some("link.ron")] {
        for existing in [Existing::Ask, Existing::Replace] {
            desk.save("second", name, existing);
            assert_eq!(desk.told(), "refused: This map is open for reading only");
        }
    }
    assert_eq!(desk.text("map.ron"), MAP);
    desk.save("second", Some("copy.ron"), Existing::Ask);
    desk.save("third", Some("./copy.ron"), Existing::Ask);
    assert_eq!([desk.told(), desk.told()], ["copy.ron Kept", "copy.ron Kept"]);
    assert_eq!(desk.text("copy.ron"), MAP.replace("first", "third"));
}

#[test]
fn the_own_file_by_another_name_is_saved_to_unless_someone_changed_it() {
    let desk = desk(Permission::Edit);
    std::os::unix::fs::symlink("map.ron", desk.at("link.ron")).unwrap();
    desk.save("second", Some("link.ron"), Existing::Ask);
    assert_eq!(desk.told(), "map.ron Kept");
    storage::replace(&desk.at("map.ron"), b"theirs", Onto::Anything).unwrap();
    desk.save("third", Some("link.ron"), Existing::Ask);
    assert_eq!(desk.told(), "asks: map.ron was changed by someone else since you opened it");
    assert_eq!(desk.text("map.ron"), "theirs");
}

#[test]
fn what_does_not_fit_into_the_old_text_can_be_saved_elsewhere_without_comments() {
    let map = titled("second");
    let unfit = || Err(FormatError::ReadBack);
    assert!(or_fresh(unfit(), &map, Place::Own).is_err());
    let (text, fresh) = or_fresh(unfit(), &map, Place::Other).unwrap();
    assert!(fresh.is_some());
    assert_eq!(format::read(text.bytes()).unwrap(), map);
    let fits = || Document::open(MAP.as_bytes().to_vec()).unwrap().0.patched(&map);
    let (text, fresh) = or_fresh(fits(), &map, Place::Other).unwrap();
    assert!(fresh.is_none());
    assert_eq!(text.bytes(), MAP.replace("first", "second").as_bytes());
}
