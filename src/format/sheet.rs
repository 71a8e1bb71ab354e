//! The canonical form: what stands on one line, what on several, with the comments that belong there.

use super::shape::{Shape, View};
use super::strings;

/// The widest line that a collection may stand on, in characters.
pub(super) const WIDEST: usize = 100;

/// The spaces of one level.
pub(super) const STEP: usize = 4;

/// What stands before an entry: comments of their own lines, and blank lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    Blank,
    Comment(String),
}

/// A field, an entry or an element, ready to be written.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// What stands before it.
    pub(super) lead: Vec<Lead>,
    /// Its name and colon, or nothing.
    pub(super) label: String,
    pub(super) value: Value,
    /// The comments that end its line.
    pub(super) tail: String,
}

/// A value, ready to be written.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Leaf(String),
    Container(Container),
}

/// A record, a list or entries, ready to be written.
#[derive(Clone, Debug)]
pub(super) struct Container {
    pub(super) brackets: Brackets,
    /// The comment after the opening bracket.
    pub(super) head: String,
    pub(super) entries: Vec<Entry>,
    /// The comments before the closing bracket.
    pub(super) end: Vec<Lead>,
}

/// The brackets of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Brackets {
    Record,
    Entries,
    List,
}

impl Brackets {
    pub(super) fn open(self) -> char {
        match self {
            Self::Record => '(',
            Self::Entries => '{',
            Self::List => '[',
        }
    }

    pub(super) fn close(self) -> char {
        match self {
            Self::Record => ')',
            Self::Entries => '}',
            Self::List => ']',
        }
    }
}

impl Entry {
    /// An entry without comments.
    pub(super) fn of(label: String, value: Value) -> Self {
        Self { lead: Vec::new(), label, value, tail: String::new() }
    }

    /// The entry of an id.
    pub(super) fn with_id(id: &str, view: View<'_>) -> Self {
        Self::of(format!("{}: ", strings::quoted(id)), Value::of(view))
    }

    /// A field.
    pub(super) fn field(name: &str, view: View<'_>) -> Self {
        Self::of(format!("{name}: "), Value::of(view))
    }

    fn is_bare(&self) -> bool {
        self.lead.is_empty() && self.tail.is_empty()
    }
}

impl Value {
    /// A part of a map in canonical form, without comments.
    pub(super) fn of(view: View<'_>) -> Self {
        let (brackets, entries) = match view.shape() {
            Shape::Leaf(leaf) => return Self::Leaf(leaf.into_owned()),
            Shape::Record(slots) => {
                let told = slots.iter().filter(|slot| !slot.default);
                let fields =
                    told.filter_map(|slot| Some(Entry::field(slot.name, slot.value?))).collect();
                (Brackets::Record, fields)
            }
            Shape::Entries(entries) => {
                let entries =
                    entries.into_iter().map(|(id, view)| Entry::with_id(id, view)).collect();
                (Brackets::Entries, entries)
            }
            Shape::List(list) => {
                let bare = |view| Entry::of(String::new(), Self::of(view));
                (Brackets::List, list.into_iter().map(bare).collect())
            }
        };
        Self::Container(Container { brackets, head: String::new(), entries, end: Vec::new() })
    }

    /// The value on one line, if the rules of the canonical form allow that at this width.
    pub(super) fn on_one_line(&self, room: usize) -> Option<String> {
        let mut line = String::new();
        (self.push(&mut line, room) && line.chars().count() <= room).then_some(line)
    }

    /// Adds the value to a line; false where it can't stand on one.
    fn push(&self, line: &mut String, room: usize) -> bool {
        let container = match self {
            Self::Leaf(leaf) => {
                line.push_str(leaf);
                return true;
            }
            Self::Container(container) => container,
        };
        if !container.head.is_empty() || !container.end.is_empty() {
            return false;
        }
        line.push(container.brackets.open());
        for (at, entry) in container.entries.iter().enumerate() {
            // four bytes at most are one character
            if !entry.is_bare() || entry.value.is_long_record() || line.len() > room * 4 {
                return false;
            }
            line.push_str(if at > 0 { ", " } else { "" });
            line.push_str(&entry.label);
            if !entry.value.push(line, room) {
                return false;
            }
        }
        line.push(container.brackets.close());
        true
    }

    /// Whether this is a record of more than two fields: what holds one stands on several lines.
    pub(super) fn is_long_record(&self) -> bool {
        matches!(self, Self::Container(container)
            if container.brackets == Brackets::Record && container.entries.len() > 2)
    }

    /// Writes the value, starting on a line that has `used` characters already.
    pub(super) fn write(&self, out: &mut String, indent: usize, used: usize) {
        // one character is for the comma
        let room = WIDEST.saturating_sub(used + 1);
        let container = match self {
            Self::Leaf(leaf) => return out.push_str(leaf),
            Self::Container(container) => container,
        };
        if let Some(line) = self.on_one_line(room) {
            return out.push_str(&line);
        }
        out.push(container.brackets.open());
        if !container.head.is_empty() {
            out.push(' ');
            out.push_str(&container.head);
        }
        out.push('\n');
        let inner = indent + STEP;
        for entry in &container.entries {
            entry.write(out, inner);
        }
        write_leads(&container.end, out, inner);
        pad(out, indent);
        out.push(container.brackets.close());
    }
}

impl Entry {
    /// Writes the entry on lines of its own, with its comments and a comma.
    pub(super) fn write(&self, out: &mut String, indent: usize) {
        write_leads(&self.lead, out, indent);
        pad(out, indent);
        out.push_str(&self.label);
        self.value.write(out, indent, indent + self.label.chars().count());
        out.push(',');
        if !self.tail.is_empty() {
            out.push(' ');
            out.push_str(&self.tail);
        }
        out.push('\n');
    }
}

fn write_leads(leads: &[Lead], out: &mut String, indent: usize) {
    for lead in leads {
        if let Lead::Comment(comment) = lead {
            pad(out, indent);
            out.push_str(comment);
        }
        out.push('\n');
    }
}

pub(super) fn pad(out: &mut String, indent: usize) {
    out.extend(std::iter::repeat_n(' ', indent));
}

/// A whole map in canonical form.
pub(super) fn map_text(view: View<'_>) -> String {
    let mut text = String::new();
    Value::of(view).write(&mut text, 0, 0);
    text.push('\n');
    text
}
