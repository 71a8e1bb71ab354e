//! Looking for a map file: what is typed, what is in that folder, and how the one completes the other.

use std::path::PathBuf;

use super::message::Effect;
use super::text::{Lines, TextField};
use super::view::folded;

/// A line in which a file name is typed, over a list of what is there.
#[derive(Clone, Debug)]
pub struct Finder {
    /// What was typed.
    pub field: TextField,
    /// The folder that the list is of, as it was typed: empty, or with a slash at its end.
    pub folder: String,
    /// What is in it.
    pub listing: Listing,
    /// The row of the list that was chosen; none while the name is typed.
    pub at: Option<usize>,
}

/// What is in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listing {
    /// It is being read.
    Awaited,
    /// These folders and maps.
    Found(Vec<Found>),
    /// It can't be read: why.
    Refused(String),
}

/// A folder or a map in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its name in the folder, as it is shown.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Which of them it is.
    pub kind: Kind,
}

/// What can be found in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A folder.
    Folder,
    /// A map file.
    Map,
}

impl Found {
    /// Its name with a slash behind that of a folder.
    #[must_use]
    pub fn words(&self) -> String {
        let slash = if self.kind == Kind::Folder { "/" } else { "" };
        format!("{}{slash}", self.name)
    }
}

impl Finder {
    /// A finder in a folder, with nothing typed beyond it.
    #[must_use]
    pub fn new(folder: &str) -> Self {
        let field = TextField::new(folder, Lines::One);
        Self { field, folder: folder.to_owned(), listing: Listing::Awaited, at: None }
    }

    /// The rows that begin with what was typed behind the folder; hidden ones only where it
    /// begins with a dot.
    #[must_use]
    pub fn matching(&self) -> Vec<&Found> {
        let Listing::Found(all) = &self.listing else { return Vec::new() };
        let text = self.field.text();
        let typed = folded(split(&text).1);
        let wanted = |found: &&Found| {
            let hidden = found.name.starts_with('.') && !typed.starts_with('.');
            !hidden && folded(&found.name).starts_with(&typed)
        };
        all.iter().filter(wanted).collect()
    }

    /// The row under the cursor.
    #[must_use]
    pub fn chosen(&self) -> Option<&Found> {
        self.matching().get(self.at?).copied()
    }

    /// Moves the cursor by so many rows; above the first one it is back in the line that is typed.
    pub(super) fn step(&mut self, rows: isize) {
        let all = self.matching().len();
        let now = self.at.map_or(-1, |at| isize::try_from(at).unwrap_or(isize::MAX - 1));
        let next = usize::try_from(now.saturating_add(rows)).ok();
        self.at = next.map(|next| next.min(all.saturating_sub(1))).filter(|_| all > 0);
    }

    /// Completes what was typed as far as all rows that match agree.
    pub(super) fn complete(&mut self) {
        let matching = self.matching();
        let words = match matching.as_slice() {
            [] => return,
            [only] => only.words(),
            several => common(several.iter().map(|found| found.name.as_str())),
        };
        self.type_in_folder(&words);
    }

    /// Goes into a folder of the list.
    pub(super) fn enter(&mut self, name: &str) {
        self.type_in_folder(&format!("{name}/"));
    }

    /// Goes to the folder around the one that is listed.
    pub(super) fn leave(&mut self) {
        let inner = self.folder.trim_end_matches('/');
        let (above, last) = split(inner);
        let text = match last {
            _ if self.folder == "/" => "/".to_owned(),
            "" | "." | ".." | "~" => format!("{}../", self.folder),
            _ => above.to_owned(),
        };
        self.field.set(&text);
        self.at = None;
    }

    fn type_in_folder(&mut self, words: &str) {
        let text = self.field.text();
        let folder = split(&text).0;
        self.field.set(&format!("{folder}{words}"));
        self.at = None;
    }

    /// Changes what was typed; the effects list the folder that is meant then.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut TextField)) -> Vec<Effect> {
        change(&mut self.field);
        self.at = None;
        self.wants().map(Effect::List).into_iter().collect()
    }

    /// The folder that has to be listed for what is typed now, if that is another one.
    pub(super) fn wants(&mut self) -> Option<String> {
        let text = self.field.text();
        let folder = split(&text).0;
        if folder == self.folder {
            return None;
        }
        folder.clone_into(&mut self.folder);
        self.listing = Listing::Awaited;
        Some(folder.to_owned())
    }
}

/// The folder in what was typed, with its slash, and the name behind it.
fn split(text: &str) -> (&str, &str) {
    let at = text.rfind('/').map_or(0, |at| at + 1);
    text.split_at_checked(at).unwrap_or(("", text))
}

/// The beginning that all names share.
fn common<'a>(mut names: impl Iterator<Item = &'a str>) -> String {
    let mut shared: Vec<char> = names.next().unwrap_or_default().chars().collect();
    for name in names {
        let same = shared.iter().zip(name.chars()).take_while(|(one, other)| **one == *other);
        let length = same.count();
        shared.truncate(length);
    }
    shared.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, kind: Kind) -> Found {
        Found { name: name.to_owned(), path: PathBuf::from(name), kind }
    }

    fn finder(typed: &str) -> Finder {
        let mut finder = Finder::new("");
        finder.field.set(typed);
        finder.listing = Listing::Found(vec![
            found(".hidden", Kind::Folder),
            found("maps", Kind::Folder),
            found("Valley.ron", Kind::Map),
            found("valleys.ron", Kind::Map),
            found("valleys-new.ron", Kind::Map),
        ]);
        finder
    }

    fn completed(typed: &str) -> String {
        let mut finder = finder(typed);
        finder.complete();
        finder.field.text().to_string()
    }

    #[test]
    fn what_is_typed_is_completed_as_far_as_it_is_clear() {
        assert_eq!(completed("m"), "maps/");
        assert_eq!(completed("valleys"), "valleys");
        assert_eq!(completed("valleys."), "valleys.ron");
        assert_eq!(completed("VALLEYS-"), "valleys-new.ron");
        assert_eq!(completed("x"), "x");
        assert_eq!(completed("."), ".hidden/");
    }

    #[test]
    fn the_list_follows_what_is_typed_and_the_cursor_goes_back_into_the_line() {
        let mut finder = finder("val");
        assert_eq!(finder.matching().len(), 3);
        finder.step(1);
        assert_eq!(finder.chosen().map(Found::words).as_deref(), Some("Valley.ron"));
        finder.step(9);
        assert_eq!(finder.at, Some(2));
        finder.step(-3);
        assert_eq!(finder.at, None);
        finder.field.set("no such");
        finder.step(1);
        assert_eq!((finder.at, finder.matching().len()), (None, 0));
    }

    #[test]
    fn another_folder_is_asked_for_when_it_is_typed() {
        let mut finder = finder("maps/val");
        assert_eq!(finder.wants().as_deref(), Some("maps/"));
        assert_eq!(finder.listing, Listing::Awaited);
        finder.field.set("maps/x");
        assert_eq!(finder.wants(), None);
        finder.leave();
        assert_eq!(finder.wants().as_deref(), Some(""));
        finder.leave();
        assert_eq!(finder.field.text(), "../");
        finder.wants();
        finder.leave();
        assert_eq!(finder.field.text(), "../../");
    }
}
