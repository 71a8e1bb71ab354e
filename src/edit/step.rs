//! What a person does in one go: one or more edits with a label, carried out wholly or not at all.

use super::{Edit, Misfit};
use crate::model::{Map, Text, ThemeId};

/// Edits that belong together, as one entry of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it does, to be shown after "Undid: ", on one line. It may name a theme and holds nothing
    /// else that can be private; [`History::label`](super::History::label) tells what may be shown.
    pub label: String,
    /// The edits, in the order in which they are carried out.
    pub edits: Vec<Edit>,
}

impl Step {
    /// The step, unless it does nothing.
    #[must_use]
    pub fn new(label: impl Into<String>, edits: Vec<Edit>) -> Option<Self> {
        (!edits.is_empty()).then(|| Self { label: label.into(), edits })
    }

    /// A step of one edit.
    #[must_use]
    pub fn of(label: impl Into<String>, edit: Edit) -> Self {
        Self { label: label.into(), edits: vec![edit] }
    }

    /// Both steps as one, `first` before this one; the label says in a few words what else it does.
    #[must_use]
    pub fn after(self, first: Self, also: &str) -> Self {
        let label = format!("{}, {}", self.label, called(&Text::cleaned(also), also));
        Self { label, edits: first.edits.into_iter().chain(self.edits).collect() }
    }

    /// Whether all it does is to move partners on the grid, or to take them off it.
    #[must_use]
    pub fn only_moves(&self) -> bool {
        self.edits.iter().all(|edit| matches!(edit, Edit::Placement { .. }))
    }

    /// The themes that it is about; its label names no other.
    pub(super) fn themes(&self) -> impl Iterator<Item = &ThemeId> {
        self.edits
            .iter()
            .flat_map(|edit| match edit {
                Edit::Theme { id: theme, .. } | Edit::Effect { theme, .. } => [Some(theme), None],
                Edit::Criterion { change, .. } => [&change.before, &change.after]
                    .map(|side| side.as_ref().and_then(|entry| entry.value.inner().theme.as_ref())),
                _ => [None, None],
            })
            .flatten()
    }

    /// Whether it can change which themes there are, and whose criteria are about them.
    pub(super) fn decides_themes(&self) -> bool {
        self.edits.iter().any(|edit| {
            matches!(edit, Edit::Theme { .. } | Edit::Partner { .. } | Edit::Criterion { .. })
        })
    }

    /// Carries out all edits, or none if one of them doesn't fit the map.
    pub fn apply(&self, map: &mut Map) -> Result<(), Misfit> {
        for (at, edit) in self.edits.iter().enumerate() {
            if let Err(misfit) = edit.apply(map) {
                for done in self.edits.iter().take(at).rev() {
                    // what was just carried out fits backwards
                    done.inverse().apply(map)?;
                }
                return Err(misfit);
            }
        }
        Ok(())
    }

    /// The step that leads back, under the same label.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let edits = self.edits.iter().rev().map(Edit::inverse).collect();
        Self { label: self.label.clone(), edits }
    }
}

/// A name as it stands in a label: on one line, the id where there is nothing to read.
pub(super) fn called(name: &Text, id: &str) -> String {
    let line = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { id.to_owned() } else { line }
}

/// The name of a copy.
pub(super) fn copied(name: &Text) -> Text {
    Text::cleaned(&format!("{} (copy)", name.trim_end()))
}

/// What else a step touched, as in " (with 2 relations, 1 entry in options)"; empty for nothing.
pub(super) fn with_touched(touched: &[(usize, &str, &str)]) -> String {
    let parts: Vec<String> = touched
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }))
        .collect();
    if parts.is_empty() { String::new() } else { format!(" (with {})", parts.join(", ")) }
}

/// The start of a text: enough for an id that can be recognized. It has three words; where the text
/// goes on, it doesn't end in little ones like "a" or "of".
pub(super) fn first_words(text: &str) -> &str {
    let spaces = text.char_indices().filter(|(_, sign)| sign.is_whitespace());
    let third = spaces.map(|(at, _)| at).nth(2);
    let Some(mut start) = third.and_then(|at| text.get(..at)) else { return text };
    while let Some((head, last)) = start.rsplit_once(char::is_whitespace)
        && last.chars().count() <= LITTLE
        && head.chars().count() > LITTLE
    {
        start = head;
    }
    start
}

/// The most letters of a word that says little at the end of an id.
const LITTLE: usize = 2;

#[cfg(test)]
mod tests {
    use super::first_words;

    #[test]
    fn ids_begin_like_the_text_and_do_not_end_in_little_words() {
        assert_eq!(first_words("Nobody waits four hours"), "Nobody waits four");
        assert_eq!(first_words("Doors open on the first"), "Doors open");
        assert_eq!(first_words("A figure I can use"), "A figure");
        assert_eq!(first_words("To be or not to be"), "To be");
        assert_eq!(first_words("Rely on us"), "Rely on us");
    }
}
