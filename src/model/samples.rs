//! Random maps for the property tests of every layer: built from a tape of numbers, so that they shrink.

use proptest::prelude::*;

use super::*;

/// A map with every kind of record in it, all references in order.
pub(crate) fn any_map() -> impl Strategy<Value = Map> {
    proptest::collection::vec(any::<u32>(), 0..700).prop_map(|tape| Dice::new(tape).map())
}

/// A tape of numbers from which choices are read; when it has run out, everything is the first choice.
pub(crate) struct Dice {
    tape: std::vec::IntoIter<u32>,
}

/// Texts that are hard on readers and writers, beside plain ones.
const TEXTS: &[&str] = &[
    "plain",
    "",
    "Nobody waits four hours",
    "says \"yes\", then no",
    "two\nlines",
    "a\ttab and a \\ backslash",
    "// no comment, /* nor this",
    "Zürich–Ouest",
    "水资源 und mehr",
    "👩‍👩‍👧 e\u{301} \u{202e}abc",
    "braces ) } ] ( { [ ,",
    "r#\"raw\"#",
    "a line that is long enough that together with another one like it a hundred columns are passed",
    "'",
];

impl Dice {
    pub(crate) fn new(tape: Vec<u32>) -> Self {
        Self { tape: tape.into_iter() }
    }

    /// A number from 0 up to and without `below`; 0 when the tape has run out.
    pub(crate) fn below(&mut self, below: usize) -> usize {
        let number = self.tape.next().unwrap_or(0);
        if below == 0 { 0 } else { number as usize % below }
    }

    /// Whether something unusual happens; never when the tape has run out.
    pub(crate) fn now_and_then(&mut self) -> bool {
        self.below(3) == 1
    }

    pub(crate) fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.now_and_then().then(|| make(self))
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let at = self.below(from.len());
        from.get(at)
    }

    pub(crate) fn text(&mut self) -> Text {
        let at = self.below(TEXTS.len());
        Text::new(TEXTS[at]).expect("the texts above are clean")
    }

    pub(crate) fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    pub(crate) fn decimal(&mut self, low: i64, high: i64) -> Decimal {
        let span = usize::try_from(high - low + 1).expect("scales are small");
        let whole = low + i64::try_from(self.below(span)).expect("scales are small");
        let part = match self.below(6) {
            1 => 500_000_000,
            2 => 1,
            3 => 123_456_789,
            _ => 0,
        };
        let billionths =
            (whole * Decimal::ONE + part).clamp(low * Decimal::ONE, high * Decimal::ONE);
        Decimal::from_billionths(billionths)
    }

    pub(crate) fn evidence(&mut self) -> Option<Evidence> {
        let at = self.below(5);
        at.checked_sub(1).map(|at| Evidence::ALL[at])
    }

    fn source(&mut self) -> Private<Text> {
        let source = self.maybe(Self::text);
        Private::new(source.unwrap_or_default())
    }

    pub(crate) fn placement(&mut self) -> Placement {
        let value = Level::clamped(self.decimal(0, 10));
        Rated { value, evidence: self.evidence(), source: self.source() }
    }

    pub(crate) fn effect(&mut self) -> Effect {
        let value = Score::clamped(self.decimal(-3, 3));
        if self.now_and_then() {
            Rated { value, evidence: self.evidence(), source: self.source() }
        } else {
            Rated::bare(value)
        }
    }

    fn entries<K: Kind, V>(
        &mut self,
        most: usize,
        prefix: &str,
        mut make: impl FnMut(&mut Self) -> V,
    ) -> Entries<Id<K>, V> {
        (0..self.below(most + 1))
            .map(|n| (Id::new(&format!("{prefix}{n}")).expect("a good id"), make(self)))
            .collect()
    }

    pub(crate) fn criterion(&mut self, themes: &[ThemeId]) -> Criterion {
        let content = Content {
            says: self.text(),
            theme: if self.below(4) == 3 { None } else { self.pick(themes).cloned() },
            wants: self.one_of(&Direction::BOTH),
            weight: Weight::clamped(i8::try_from(1 + self.below(5)).expect("small")),
            measure: self.maybe(Self::text).unwrap_or_default(),
            red_line: self.below(5) == 1,
            evidence: self.evidence(),
            source: self.source(),
        };
        let criterion = Criterion::new(content);
        if self.below(6) == 1 { criterion.private() } else { criterion }
    }

    fn step(&mut self) -> Option<Step> {
        self.maybe(|dice| Step::clamped(i8::try_from(1 + dice.below(5)).expect("small")))
    }

    pub(crate) fn culture(&mut self) -> Culture {
        Culture {
            notes: self.text(),
            explicitness: self.step(),
            hierarchy: self.step(),
            deciding: self.step(),
            trusting: self.step(),
            disagreeing: self.step(),
            timing: self.step(),
        }
    }

    pub(crate) fn offer(&mut self) -> Offer {
        Offer { says: self.text(), kind: self.one_of(&OfferKind::ALL) }
    }

    pub(crate) fn walk_away(&mut self, success: &Entries<CriterionId, Criterion>) -> WalkAway {
        let mut walk_away = WalkAway {
            says: self.text(),
            evidence: self.evidence(),
            source: self.maybe(Self::text).unwrap_or_default(),
            ..WalkAway::default()
        };
        if self.below(4) == 1 {
            walk_away.gain = Some(Worth::clamped(self.decimal(-2, 2)));
        } else {
            for id in success.keys() {
                if self.now_and_then() {
                    walk_away.on.insert(id.clone(), self.effect());
                }
            }
        }
        walk_away
    }

    pub(crate) fn partner(&mut self, themes: &[ThemeId]) -> Partner {
        let success = self.entries(4, "c", |dice| dice.criterion(themes));
        let walk_away = self.maybe(|dice| Box::new(dice.walk_away(&success)));
        Partner {
            short: self.maybe(Self::text).unwrap_or_default(),
            side: self.one_of(&[Side::Outside, Side::Inside, Side::Us]),
            tags: (0..self.below(3)).map(|_| self.text()).collect(),
            under_heard: self.now_and_then(),
            interest: self.maybe(Self::placement),
            influence: self.maybe(Self::placement),
            stance: Private::new(self.maybe(|dice| dice.one_of(&Stance::ALL))),
            wanted: Private::new(self.maybe(|dice| dice.one_of(&Stance::ALL))),
            success,
            concerns: Private::new(self.entries(2, "w", |dice| Concern { says: dice.text() })),
            culture: Private::new(self.maybe(Self::culture).unwrap_or_default()),
            offers: self.entries(2, "o", Self::offer),
            asks: self.entries(2, "a", Self::offer),
            walk_away: Private::new(walk_away),
            private_notes: Private::new(self.maybe(Self::text).unwrap_or_default()),
            ..Partner::named(self.text())
        }
    }

    fn option(&mut self, map: &Map) -> IssueOption {
        let mut option = IssueOption::named(self.text());
        for theme in map.themes.keys() {
            if self.now_and_then() {
                option.effects.insert(theme.clone(), self.effect());
            }
        }
        for (id, partner) in &map.partners {
            let mut on = Entries::new();
            for criterion in partner.success.keys() {
                if self.below(5) == 1 {
                    on.insert(criterion.clone(), self.effect());
                }
            }
            if !on.is_empty() {
                option.on.insert(id.clone(), on);
            }
        }
        option
    }

    fn rules(&mut self, map: &Map) -> Vec<Rule> {
        let options: Vec<OptionPlace> = map.options().map(|(place, _)| place).collect();
        let mut rules = Vec::new();
        for _ in 0..self.below(3) {
            let pair = (self.pick(&options).cloned(), self.pick(&options).cloned());
            if let (Some(a), Some(b)) = pair
                && a.issue != b.issue
            {
                let requires = self.now_and_then();
                let (a, b) = (a.option, b.option);
                rules.push(if requires { Rule::Requires(a, b) } else { Rule::Excludes(a, b) });
            }
        }
        rules
    }

    fn relations(&mut self, map: &Map) -> Vec<Relation> {
        let mut relations: Vec<Relation> = Vec::new();
        for from in map.partners.keys() {
            for to in map.partners.keys() {
                if self.below(8) == 1 && from != to {
                    relations.push(Relation {
                        from: from.clone(),
                        to: to.clone(),
                        moves: self
                            .maybe(|dice| dice.one_of(&[Moves::clamped(0), Moves::clamped(4)])),
                        trust: Private::new(
                            self.maybe(|dice| {
                                dice.one_of(&[Trust::clamped(-2), Trust::clamped(1)])
                            }),
                        ),
                        note: self.source(),
                    });
                }
            }
        }
        relations
    }

    pub(crate) fn map(&mut self) -> Map {
        let mut map = Map {
            heading: Heading {
                title: self.text(),
                purpose: self.maybe(Self::text).unwrap_or_default(),
                serves: self.maybe(Self::text).unwrap_or_default(),
                situation: self.maybe(Self::text).unwrap_or_default(),
                form: self.maybe(|dice| dice.one_of(&Form::ALL)),
                stage: self.maybe(|dice| dice.one_of(&Stage::ALL)),
            },
            themes: self.entries(4, "t", |dice| Theme {
                name: dice.text(),
                unit: dice.maybe(Self::text).unwrap_or_default(),
            }),
            ..Map::default()
        };
        let themes: Vec<ThemeId> = map.themes.keys().cloned().collect();
        map.partners = self.entries(5, "p", |dice| dice.partner(&themes));
        for issue in 0..self.below(4) {
            let options = (0..self.below(4))
                .map(|n| {
                    (
                        OptionId::new(&format!("i{issue}-o{n}")).expect("a good id"),
                        self.option(&map),
                    )
                })
                .collect();
            let issue_id = IssueId::new(&format!("i{issue}")).expect("a good id");
            map.issues.insert(
                issue_id,
                Issue { name: self.text(), must_settle: self.now_and_then(), options },
            );
        }
        map.rules = self.rules(&map);
        map.relations = self.relations(&map);
        map
    }
}

proptest! {
    #[test]
    fn random_maps_refer_only_to_what_is_there(map in any_map()) {
        for partner in map.partners.values() {
            for criterion in partner.success.values() {
                prop_assert!(criterion.inner().theme.as_ref().is_none_or(|theme| map.themes.contains_key(theme)));
            }
        }
        for rule in &map.rules {
            let [a, b] = rule.options().map(|option| map.issue_of(option));
            prop_assert!(a.is_some() && b.is_some() && a != b);
        }
    }
}
