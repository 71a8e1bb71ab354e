//! Rows of which one is chosen in a field of a form, and how one is found, made up and told.

use crate::app::key::Key;
use crate::model::order_by_key;

/// Rows of which one is chosen.
#[derive(Clone, Debug)]
pub struct Choices {
    /// The rows; one that was made up while choosing stands behind those that were there.
    pub rows: Vec<Alternative>,
    /// Which of them is chosen.
    pub at: usize,
    /// What a row that is typed makes, as "new theme"; none where only the rows there can be chosen.
    pub coins: Option<&'static str>,
    /// Whether the first row says that nothing is known.
    pub may_be_open: bool,
    /// Rows that look likely, the likeliest first: asked about, never chosen by themselves.
    pub likely: Vec<usize>,
    known: usize,
    before: usize,
    /// The beginning of a word that was typed to find a row.
    typed: String,
}

/// One row to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The id of the entry of the map that it stands for, where it stands for one: empty for none of
    /// them. Two of the same name are told apart by it.
    pub id: Option<String>,
    /// What it is called.
    pub label: String,
    /// A word about it; empty where the label says it all.
    pub detail: String,
}

/// As what something is told that stands in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum As {
    /// As it is read.
    Words,
    /// By the id of the row that is chosen.
    Id,
    /// As a row that was made up.
    New,
}

impl As {
    /// What stands behind the name of the field where it is written down.
    pub(in crate::app) fn mark(self) -> &'static str {
        match self {
            Self::Words => "",
            Self::Id => "=",
            Self::New => "+",
        }
    }

    /// The name of the field without it.
    pub(in crate::app) fn of(marked: &str) -> (&str, Self) {
        let marks = [Self::Id, Self::New];
        let found = marks.iter().find_map(|told| Some((marked.strip_suffix(told.mark())?, *told)));
        found.unwrap_or((marked, Self::Words))
    }
}

impl Choices {
    /// Ends a word that was typed to find a row.
    pub(super) fn end_word(&mut self) {
        self.typed.clear();
    }

    /// Whether another row is chosen than at first.
    pub(super) fn is_changed(&self) -> bool {
        self.at != self.before || self.coined().is_some()
    }

    /// These rows, the n-th chosen.
    #[must_use]
    pub fn new(rows: Vec<Alternative>, at: usize) -> Self {
        let known = rows.len();
        Self {
            rows,
            at,
            coins: None,
            may_be_open: false,
            likely: Vec::new(),
            known,
            before: at,
            typed: String::new(),
        }
    }

    /// The words of an enumeration, the n-th chosen.
    pub fn words<'w>(words: impl IntoIterator<Item = &'w str>, at: usize) -> Self {
        Self::new(words.into_iter().map(Alternative::word).collect(), at)
    }

    /// The same with a first row for what isn't known; `at` counts from the row after it.
    #[must_use]
    pub fn or_open(mut self, label: &str, at: Option<usize>) -> Self {
        let id = self.rows.iter().any(|row| row.id.is_some()).then(String::new);
        self.rows.insert(0, Alternative { id, ..Alternative::word(label) });
        self.may_be_open = true;
        self.known += 1;
        self.at = at.map_or(0, |at| at + 1);
        self.before = self.at;
        self
    }

    /// The same, where another row can be made up by typing it.
    #[must_use]
    pub fn or_new(self, what: &'static str) -> Self {
        Self { coins: Some(what), ..self }
    }

    /// Whether it is easier to find a row by typing than by going through all of them.
    #[must_use]
    pub fn is_long(&self) -> bool {
        self.coins.is_some() || self.rows.len() > 9
    }

    pub(super) fn coin(&mut self, label: String) {
        self.rows.truncate(self.known);
        self.rows.push(Alternative::new(label, self.coins.unwrap_or_default()));
        self.at = self.known;
    }

    /// The row that was made up, if it is chosen.
    #[must_use]
    pub fn coined(&self) -> Option<&str> {
        (self.at >= self.known).then(|| self.rows.get(self.at))?.map(|row| row.label.as_str())
    }

    /// The rows in the order in which they are gone through: those that look likely come right after
    /// the one that says that nothing is known.
    #[must_use]
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        if self.may_be_open {
            let rank = |row: &usize| self.likely.iter().position(|likely| likely == row);
            order_by_key(&mut order, |row| (*row > 0, rank(row).unwrap_or(self.rows.len()))); // stable
        }
        order
    }

    /// The row that looks likely, with its position, as long as that is open: nothing is known yet, or
    /// another row is chosen where there is always one.
    #[must_use]
    pub fn question(&self) -> Option<(usize, &Alternative)> {
        let likely = *self.likely.first()?;
        let is_open = if self.may_be_open { self.at == 0 } else { self.at != likely };
        is_open.then(|| self.rows.get(likely).map(|row| (likely, row)))?
    }

    /// The row that is chosen, in words that [`Self::put`] understands.
    pub(super) fn told(&self) -> (As, String) {
        let Some(row) = self.chosen() else { return (As::Words, String::new()) };
        match (self.coined(), &row.id) {
            (Some(made), _) => (As::New, made.to_owned()),
            (None, Some(id)) => (As::Id, id.clone()),
            (None, None) => (As::Words, row.label.clone()),
        }
    }

    /// Chooses the row that was told. Where there is none like it, or several, the one chosen stays.
    pub(super) fn put(&mut self, told_as: As, told: &str) {
        let is_told = |row: &Alternative| match told_as {
            As::Id => row.id.as_deref() == Some(told),
            As::Words => row.label == told,
            As::New => false,
        };
        let mut there = (0..self.rows.len()).filter(|at| self.rows.get(*at).is_some_and(is_told));
        match (there.next(), there.next()) {
            (Some(at), None) => self.at = at,
            (None, _) if told_as != As::Id && self.coins.is_some() => self.coin(told.to_owned()),
            _ => {}
        }
    }

    pub(super) fn turn(&mut self, steps: i8) {
        self.typed.clear();
        let order = self.order();
        let at = order.iter().position(|row| *row == self.at).unwrap_or(0);
        let all = isize::try_from(order.len()).unwrap_or(isize::MAX).max(1);
        let to = isize::try_from(at).unwrap_or(0) + isize::from(steps);
        let to = usize::try_from(to.rem_euclid(all)).unwrap_or(0);
        self.at = order.get(to).copied().unwrap_or(0);
    }

    /// The row that is chosen.
    #[must_use]
    pub fn chosen(&self) -> Option<&Alternative> {
        self.rows.get(self.at)
    }

    /// Chooses the next row with a word that begins with the letters typed one after the other. A single
    /// letter may be followed by one that begins another word; a letter that goes on with no word is left.
    pub(super) fn jump(&mut self, key: Key) {
        let Some(letter) = key.typed().map(|sign| sign.to_lowercase().to_string()) else { return };
        let from = self.at + usize::from(self.typed.is_empty());
        let longer = format!("{}{letter}", self.typed);
        let is_word = self.typed.chars().count() > 1;
        let found = self.find(&longer, from).map(|at| (longer, at));
        let anew = || self.find(&letter, self.at + 1).map(|at| (letter, at));
        let found = found.or_else(|| if is_word { None } else { anew() });
        (self.typed, self.at) = found.unwrap_or((std::mem::take(&mut self.typed), self.at));
    }

    /// The next row from one on, and round, that begins with these letters, or else has a word that does.
    fn find(&self, letters: &str, from: usize) -> Option<usize> {
        let round = || (from..self.rows.len()).chain(0..from.min(self.rows.len()));
        let label =
            |at: usize| self.rows.get(at).map_or(String::new(), |row| row.label.to_lowercase());
        let begins = |at: &usize| label(*at).starts_with(letters);
        let has = |at: &usize| label(*at).split_whitespace().any(|word| word.starts_with(letters));
        round().find(begins).or_else(|| round().find(has))
    }
}

impl Alternative {
    /// A row that says it all.
    #[must_use]
    pub fn word(label: &str) -> Self {
        Self::new(label, "")
    }

    /// A row and a word about it.
    #[must_use]
    pub fn new(label: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { id: None, label: label.into(), detail: detail.into() }
    }

    /// The same, standing for the entry with this id.
    #[must_use]
    pub fn of(self, id: &str) -> Self {
        Self { id: Some(id.to_owned()), ..self }
    }
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::forms::Value;

    fn typed(value: &mut Value, keys: &str) {
        for key in keys.split_whitespace() {
            value.key(key.parse().unwrap());
        }
    }

    #[test]
    fn choices_go_round_and_letters_jump() {
        let mut value = Value::Choice(
            Choices::words(["heard", "read", "a guess"], 0).or_open("not said", None),
        );
        let at = |value: &Value| match value {
            Value::Choice(choices) => choices.chosen().unwrap().label.clone(),
            _ => String::new(),
        };
        value.turn(-1);
        assert_eq!(at(&value), "a guess");
        value.turn(1);
        assert_eq!((at(&value).as_str(), value.is_changed()), ("not said", false));
        typed(&mut value, "r");
        assert_eq!((at(&value).as_str(), value.is_changed()), ("read", true));
        typed(&mut value, "x");
        assert_eq!(at(&value), "read");
        typed(&mut value, "g");
        assert_eq!(at(&value), "a guess");
    }

    #[test]
    fn a_word_that_is_typed_finds_the_row_that_it_begins() {
        let rows =
            ["not said", "heard", "read", "inferred", "a guess", "Works council", "St. Anna"];
        let chosen = |letters: &str| {
            let mut value = Value::Choice(Choices::words(rows, 0));
            typed(&mut value, letters);
            value.told().1
        };
        assert_eq!(chosen("h e a r d"), "heard");
        assert_eq!(chosen("w o r k s"), "Works council");
        assert_eq!(chosen("g u e s s"), "a guess");
        assert_eq!(chosen("c o u n c i l x y"), "Works council");
        assert_eq!(chosen("h r e a d"), "read", "one letter, and then another");
        assert_eq!(chosen("h e r d"), "heard", "what goes on with no word is left");
        let mut value = Value::Choice(Choices::words(rows, 0));
        typed(&mut value, "h e");
        value.turn(1);
        typed(&mut value, "w o");
        assert_eq!(value.told().1, "Works council");
        value.end_word();
        typed(&mut value, "a n");
        assert_eq!(value.told().1, "St. Anna");
    }

    #[test]
    fn likely_rows_are_asked_about_and_come_first_but_are_not_chosen() {
        let mut choices =
            Choices::words(["cost", "jobs", "waits"], 0).or_open("no theme yet", None);
        choices.likely = vec![3, 2];
        assert_eq!((choices.at, choices.order()), (0, vec![0, 3, 2, 1]));
        assert_eq!(choices.question().map(|(at, row)| (at, &*row.label)), Some((3, "waits")));
        choices.turn(1);
        assert_eq!((choices.at, choices.question()), (3, None));
        choices.turn(1);
        choices.turn(1);
        assert_eq!(choices.at, 1);
        let mut always = Choices::words(["more", "less"], 0);
        always.likely = vec![1];
        assert_eq!(always.question().map(|(at, _)| at), Some(1));
        always.turn(1);
        assert_eq!(always.question(), None);
    }

    #[test]
    fn a_row_made_up_stands_last_and_replaces_the_one_before() {
        let mut choices = Choices::words(["Waiting time"], 0).or_new("new theme");
        choices.coin("Jobs".into());
        choices.coin("Cost".into());
        assert_eq!((choices.rows.len(), choices.coined()), (2, Some("Cost")));
        assert!(Value::Choice(choices).is_changed());
    }
}
