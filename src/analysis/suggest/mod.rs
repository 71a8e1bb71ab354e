//! Themes that a statement may be about, by the words it shares with them: proposed, never assigned.

mod words;

pub use words::direction;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Curtain, Direction, Map, Theme, order_by_key};

/// The most themes that are proposed for a statement.
const MOST: usize = 3;

/// A theme that a statement may be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Position of the theme.
    pub theme: usize,
    /// The way that the statement seems to ask for, by its words, or else by what all others want who
    /// are about the theme. A question to the person, not an answer.
    pub wants: Option<Direction>,
    /// How alike they are, in thousandths, from 1 to 1000.
    pub likeness: u16,
}

impl Suggestion {
    /// Whether it is worth asking about where the statement is being written. In a hard case, 176
    /// statements on 22 themes whose words were varied on purpose, and one to five of them known for
    /// each theme, three in ten of these are right.
    #[must_use]
    pub fn is_likely(self) -> bool {
        self.likeness >= 150
    }

    /// Whether it is worth telling unasked: nine in ten of these are right in the same case.
    #[must_use]
    pub fn is_plain(self) -> bool {
        self.likeness >= 300
    }
}

/// The words of all themes, and of the statements that were said to be about them.
///
/// With the curtain drawn it holds nothing of private criteria, nor the themes that only they tell.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    words: BTreeMap<String, Word>,
    /// All statements and themes' names.
    count: usize,
    /// Those that belong to a theme.
    examples: Vec<Example>,
    themes: Vec<Told>,
}

/// Where a word stands.
#[derive(Clone, Debug, Default)]
struct Word {
    /// In how many statements and names.
    count: usize,
    /// In which examples, in their order.
    examples: Vec<usize>,
}

/// A theme's name, or a statement about it.
#[derive(Clone, Debug)]
struct Example {
    theme: usize,
    words: BTreeSet<String>,
}

/// What the statements about a theme say of it all together.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    examples: usize,
    more: bool,
    less: bool,
}

impl Lexicon {
    pub(super) fn of(map: &Map, curtain: Curtain) -> Self {
        let mut lexicon =
            Self { themes: vec![Told::default(); map.themes.len()], ..Self::default() };
        let mut hidden = BTreeSet::new();
        let mut open = BTreeSet::new();
        for criterion in map.partners.values().flat_map(|partner| partner.success.values()) {
            let theme = |id| map.themes.get_index_of(id);
            let Some(content) = criterion.shown(curtain) else {
                hidden.extend(criterion.inner().theme.as_ref().and_then(theme));
                continue;
            };
            let theme = content.theme.as_ref().and_then(theme);
            open.extend(theme);
            lexicon.add(words::stems(&content.says), theme);
            if let Some(told) = theme.and_then(|theme| lexicon.themes.get_mut(theme)) {
                told.more |= content.wants == Direction::More;
                told.less |= content.wants == Direction::Less;
            }
        }
        for (at, theme) in map.themes.values().enumerate() {
            if open.contains(&at) || !hidden.contains(&at) {
                lexicon.add(name(theme), Some(at));
            }
        }
        lexicon
    }

    fn add(&mut self, words: BTreeSet<String>, theme: Option<usize>) {
        self.count += 1;
        let example = self.examples.len();
        for text in &words {
            let word = self.words.entry(text.clone()).or_default();
            word.count += 1;
            word.examples.extend(theme.map(|_| example));
        }
        if let Some(theme) = theme {
            self.examples.push(Example { theme, words });
            if let Some(told) = self.themes.get_mut(theme) {
                told.examples += 1;
            }
        }
    }

    /// The themes that a statement may be about, the likeliest first, then in their order; at most
    /// [`MOST`], and none that shares no word with it.
    ///
    /// The likeness of two texts is the cosine of their words, each weighed by how rare it is (TF-IDF:
    /// Spärck Jones 1972, Salton and Buckley 1988); that of a theme is half its nearest example and half
    /// the mean of all, its name being one of them.
    pub(super) fn suggest(&self, says: &str) -> Vec<Suggestion> {
        let stems = words::stems(says);
        let asked = words::direction(says);
        let length = self.length(&stems);
        let mut shared: BTreeMap<usize, f64> = BTreeMap::new();
        for stem in &stems {
            let Some(word) = self.words.get(stem) else { continue };
            let weight = self.weight(word.count);
            for example in &word.examples {
                *shared.entry(*example).or_default() += weight * weight;
            }
        }
        let mut likeness: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        for (at, product) in shared {
            let Some(example) = self.examples.get(at) else { continue };
            let cosine = product / (length * self.length(&example.words)).max(f64::MIN_POSITIVE);
            let (nearest, sum) = likeness.entry(example.theme).or_default();
            *nearest = nearest.max(cosine);
            *sum += cosine;
        }
        let mut found: Vec<Suggestion> = likeness
            .into_iter()
            .filter_map(|(theme, (nearest, sum))| {
                let told = self.themes.get(theme)?;
                let mean = sum / count(told.examples.max(1));
                let likeness = thousandths(f64::midpoint(nearest, mean));
                Some(Suggestion { theme, wants: asked.or(told.wants()), likeness })
            })
            .collect();
        order_by_key(&mut found, |suggestion| std::cmp::Reverse(suggestion.likeness)); // stable
        found.truncate(MOST);
        found
    }

    /// How much a word tells that stands in so many of the texts.
    fn weight(&self, in_texts: usize) -> f64 {
        (1.0 + count(self.count) / count(in_texts.max(1))).ln()
    }

    fn length(&self, words: &BTreeSet<String>) -> f64 {
        let weight = |word: &String| self.weight(self.words.get(word).map_or(1, |word| word.count));
        words.iter().map(|word| weight(word).powi(2)).sum::<f64>().sqrt()
    }
}

impl Told {
    /// What all of the statements about it want, where they agree.
    fn wants(self) -> Option<Direction> {
        match (self.more, self.less) {
            (true, false) => Some(Direction::More),
            (false, true) => Some(Direction::Less),
            _ => None,
        }
    }
}

/// The words of a theme's name and unit.
fn name(theme: &Theme) -> BTreeSet<String> {
    let mut words = words::stems(&theme.name);
    words.extend(words::stems(&theme.unit));
    words
}

#[expect(clippy::cast_precision_loss, reason = "no map has 2^52 texts")]
fn count(texts: usize) -> f64 {
    texts as f64
}

/// The likeness in thousandths, so that equal ones are equal; above 0 even where they round to it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is between 0 and 1000"
)]
fn thousandths(likeness: f64) -> u16 {
    (likeness * 1000.0).round().clamp(1.0, 1000.0) as u16
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::Answers;
    use crate::model::samples::any_map;
    use crate::model::{Content, Criterion, CriterionId, Partner, PartnerId, Text, ThemeId};

    fn text(text: &str) -> Text {
        Text::cleaned(text)
    }

    /// A map with these themes and one partner, of whom each statement is a criterion: its words, its
    /// theme and what it wants.
    fn map(themes: &[&str], statements: &[(&str, Option<&str>, Direction)]) -> Map {
        let mut map = Map::default();
        for name in themes {
            let theme = Theme { name: text(name), unit: Text::default() };
            map.themes.insert(ThemeId::from_name(name, |_| false), theme);
        }
        let mut partner = Partner::named(text("Patients"));
        for (says, theme, wants) in statements {
            let theme = theme.map(|theme| ThemeId::new(theme).unwrap());
            let content = Content { theme, wants: *wants, ..Content::of(text(says)) };
            let id = CriterionId::from_name(says, |id| partner.success.contains_key(id));
            partner.success.insert(id, Criterion::new(content));
        }
        map.partners.insert(PartnerId::new("patients").unwrap(), partner);
        map
    }

    fn suggested(map: &Map, says: &str, curtain: Curtain) -> String {
        let found = Answers::of(map).suggest(map, says, curtain);
        let told = found.iter().map(|suggestion| {
            let (id, _) = map.themes.get_index(suggestion.theme).unwrap();
            let wants = suggestion.wants.map_or("?", Direction::word);
            format!("{id} {wants} {}", suggestion.likeness)
        });
        told.collect::<Vec<_>>().join(", ")
    }

    const THEMES: [&str; 3] = ["Waiting time", "Running cost", "Jobs"];

    #[test]
    fn a_statement_that_is_the_name_of_a_theme_is_wholly_alike() {
        let map = map(&THEMES, &[]);
        assert_eq!(suggested(&map, "less waiting TIME", Curtain::Drawn), "waiting-time less 1000");
        assert_eq!(suggested(&map, "Peace in the valley", Curtain::Drawn), "");
        assert_eq!(suggested(&map, "", Curtain::Drawn), "");
    }

    #[test]
    fn likeness_is_half_the_nearest_and_half_the_mean_of_all() {
        // Three names and no statement: each word stands once in 3 texts and weighs ln(1 + 3) = w, the
        // unknown "hall" too. "job hall" has 2 of them, "Jobs" 1, and they share 1:
        // w² / (√2 w · w) = 0.707; it is the only example, so nearest and mean are the same.
        let map = map(&THEMES, &[]);
        assert_eq!(suggested(&map, "A hall for the job", Curtain::Drawn), "jobs ? 707");
        // With a second, unlike example the mean is half of that: (0.707 + 0.354) / 2. Of 4 texts now
        // all these words stand in one.
        let map = self::map(&THEMES, &[("No closure", Some("jobs"), Direction::More)]);
        assert_eq!(suggested(&map, "A hall for the job", Curtain::Drawn), "jobs more 530");
    }

    #[test]
    fn what_was_confirmed_before_leads_to_the_theme_and_its_direction() {
        let statements = [
            ("Nobody queues for hours", Some("waiting-time"), Direction::Less),
            ("Trains on Sundays", None, Direction::More),
        ];
        let map = map(&THEMES, &statements);
        let found = suggested(&map, "The queue at the desk is gone", Curtain::Drawn);
        assert!(found.starts_with("waiting-time less "), "{found}");
        assert_eq!(suggested(&map, "Sunday trains", Curtain::Drawn), "", "it has no theme");
    }

    #[test]
    fn private_criteria_are_examples_only_with_the_curtain_open() {
        let mut map = map(&THEMES, &[("Nobody queues", Some("waiting-time"), Direction::Less)]);
        let line = &mut map.partners[0].success[0];
        *line = line.clone().private();
        assert!(suggested(&map, "No queue", Curtain::Open).starts_with("waiting-time less"));
        assert_eq!(suggested(&map, "No queue", Curtain::Drawn), "");
        // a theme that only a private criterion tells is not named either
        assert_eq!(suggested(&map, "Waiting time", Curtain::Drawn), "");
    }

    proptest! {
        #[test]
        fn suggestions_are_few_ranked_and_the_same_whatever_the_order_of_partners(map in any_map(), says in "([a-z]{1,6} ){0,5}") {
            let found = Answers::of(&map).suggest(&map, &says, Curtain::Open);
            prop_assert!(found.len() <= MOST);
            prop_assert!(found.windows(2).all(|two| two[0].likeness >= two[1].likeness));
            prop_assert!(found.iter().all(|one| one.theme < map.themes.len()));
            let mut turned = map.clone();
            turned.partners = turned.partners.into_iter().rev().collect();
            prop_assert_eq!(Answers::of(&turned).suggest(&turned, &says, Curtain::Open), found);
        }
    }
}
