//! What is being written and is no step yet.

use serde::Deserialize;

/// What is being written over the screen, the lowest first; nothing where nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Draft(pub Vec<Writing>);

/// One page of it. It is opened again on the map as it is then, and these texts are put in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Writing {
    /// What it is, in a word, and the ids of what it is about.
    pub of: Vec<String>,
    /// What was written: the name of the field, which of those of this name, counted from 0, and
    /// what stands in it. A `=` behind the name: the id of the row that was chosen; a `+`: a row that
    /// was made up. Without either a row is told by its label, as older journals do for all.
    pub texts: Vec<(String, usize, String)>,
}

impl Writing {
    /// Whether it is one long text, as the person's own editor can work on it.
    #[must_use]
    pub fn is_long_text(&self) -> bool {
        matches!(self.of.first().map(String::as_str), Some("culture" | "notes" | "field"))
    }
}

impl Draft {
    /// Whether nothing is being written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many words were written.
    #[must_use]
    pub fn words(&self) -> usize {
        // an id was chosen, not written
        let written = self.0.iter().flat_map(|writing| &writing.texts);
        let written = written.filter(|(field, _, _)| !field.ends_with('='));
        written.map(|(_, _, text)| text.split_whitespace().count()).sum()
    }

    /// The length of all texts together.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.texts().map(str::len).sum()
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|writing| &writing.texts).map(|(_, _, text)| text.as_str())
    }
}
