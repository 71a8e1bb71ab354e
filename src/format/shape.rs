//! A map as the file tells it, one level at a time: records with their fields, entries, lists, single values.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::slots::{
    always, criterion_slots, culture_slots, entries, evidence_word, heading_slots, identity_slots,
    map_slots, optional, partner_slots, placement_slots, question_slots, stance_slots, text, word,
};
use crate::edit::{Identity, Placements, Question, Stances};
use crate::model::{
    Concern, Criterion, CriterionId, Culture, Decimal, Effect, Entries, Evidence, Heading, Id,
    Issue, IssueOption, Level, Map, Offer, OfferKind, Partner, Placement, Private, Rated, Relation,
    Rule, Score, Text, Theme, WalkAway,
};

/// A part of a map, not yet taken apart.
#[derive(Clone, Copy)]
pub(super) enum View<'a> {
    Map(&'a Map),
    Text(&'a str),
    Flag(bool),
    Whole(i64),
    Decimal(Decimal),
    Word(&'static str),
    /// A number with its evidence; the name is that of the field that holds the number.
    Rated(&'static str, Decimal, Option<Evidence>, &'a str),
    Entries(&'a dyn Collection),
    Theme(&'a Theme),
    Partner(&'a Partner),
    Criterion(&'a Criterion),
    Concern(&'a Concern),
    Culture(&'a Culture),
    Offer(&'a Offer),
    WalkAway(&'a WalkAway),
    Issue(&'a Issue),
    Option(&'a IssueOption),
    Tags(&'a [Text]),
    Rules(&'a [Rule]),
    Rule(&'a Rule),
    Relations(&'a [Relation]),
    Relation(&'a Relation),
    Heading(&'a Heading),
    Identity(&'a Identity),
    Placements(&'a Placements),
    Stances(&'a Stances),
    Question(&'a Question),
}

/// What a part of a map is made of.
pub(super) enum Shape<'a> {
    /// A value of one token.
    Leaf(Cow<'a, str>),
    /// Fields, in the order of the canonical form.
    Record(Vec<Slot<'a>>),
    Entries(Vec<(&'a str, View<'a>)>),
    List(Vec<View<'a>>),
}

/// A field of a record.
#[derive(Clone, Copy)]
pub(super) struct Slot<'a> {
    pub(super) name: &'static str,
    /// The value; nothing where it is not given.
    pub(super) value: Option<View<'a>>,
    /// Whether the field can be left out.
    pub(super) default: bool,
}

/// Entries of any kind.
pub(super) trait Collection {
    fn entries(&self) -> Vec<(&str, View<'_>)>;
    fn is_empty(&self) -> bool;
}

/// What can stand as the value of an entry, or of a slot in a journal.
pub(super) trait Viewed {
    fn view(&self) -> View<'_>;
}

impl<K, V: Viewed> Collection for Entries<Id<K>, V> {
    fn entries(&self) -> Vec<(&str, View<'_>)> {
        self.iter().map(|(id, value)| (id.as_str(), value.view())).collect()
    }

    fn is_empty(&self) -> bool {
        Entries::is_empty(self)
    }
}

macro_rules! viewed {
    ($($ty:ident),*) => {$(
        impl Viewed for $ty {
            fn view(&self) -> View<'_> {
                View::$ty(self)
            }
        }
    )*};
}

viewed!(Theme, Partner, Criterion, Concern, Offer, Issue, Culture, Rule, Relation);
viewed!(Heading, Identity, Placements, Stances, Question, WalkAway);

impl Viewed for Text {
    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

impl<V: Viewed> Viewed for Private<V> {
    fn view(&self) -> View<'_> {
        self.inner().view()
    }
}

impl Viewed for IssueOption {
    fn view(&self) -> View<'_> {
        View::Option(self)
    }
}

impl Viewed for Effect {
    fn view(&self) -> View<'_> {
        rated("by", self, Score::decimal)
    }
}

impl Viewed for Entries<CriterionId, Effect> {
    fn view(&self) -> View<'_> {
        View::Entries(self)
    }
}

fn rated<'a, V: Copy>(
    name: &'static str,
    number: &'a Rated<V>,
    decimal: fn(V) -> Decimal,
) -> View<'a> {
    View::Rated(name, decimal(number.value), number.evidence, number.source.inner())
}

pub(super) fn placement(number: &Placement) -> View<'_> {
    rated("level", number, Level::decimal)
}

impl<'a> View<'a> {
    /// Takes this part apart, one level deep.
    pub(super) fn shape(self) -> Shape<'a> {
        match self {
            Self::Text(text) => Shape::Leaf(Cow::Owned(super::strings::quoted(text))),
            Self::Flag(flag) => Shape::Leaf(Cow::Borrowed(if flag { "true" } else { "false" })),
            Self::Whole(number) => Shape::Leaf(Cow::Owned(number.to_string())),
            Self::Decimal(number) | Self::Rated(_, number, None, "") => {
                Shape::Leaf(Cow::Owned(number.to_string()))
            }
            Self::Word(word) => Shape::Leaf(Cow::Borrowed(word)),
            Self::Rule(rule) => Shape::Leaf(Cow::Owned(rule_text(rule))),
            Self::Entries(entries) => Shape::Entries(entries.entries()),
            Self::Tags(tags) => Shape::List(tags.iter().map(|tag| View::Text(tag)).collect()),
            Self::Rules(rules) => Shape::List(rules.iter().map(View::Rule).collect()),
            Self::Relations(all) => Shape::List(all.iter().map(View::Relation).collect()),
            record => Shape::Record(record.slots()),
        }
    }

    /// The fields of a record.
    pub(super) fn slots(self) -> Vec<Slot<'a>> {
        match self {
            Self::Map(map) => map_slots(map),
            Self::Rated(name, number, evidence, source) => vec![
                always(name, View::Decimal(number)),
                optional("evidence", evidence.map(evidence_word).map(View::Word)),
                text("source", source),
            ],
            Self::Theme(theme) => {
                vec![always("name", View::Text(&theme.name)), text("unit", &theme.unit)]
            }
            Self::Partner(partner) => partner_slots(partner),
            Self::Criterion(criterion) => criterion_slots(criterion),
            Self::Concern(concern) => vec![always("says", View::Text(&concern.says))],
            Self::Culture(culture) => culture_slots(culture),
            Self::Offer(offer) => vec![
                always("says", View::Text(&offer.says)),
                word("kind", offer.kind.word(), OfferKind::default().word()),
            ],
            Self::WalkAway(walk_away) => vec![
                text("says", &walk_away.says),
                entries("on", &walk_away.on),
                optional("gain", walk_away.gain.map(|gain| View::Decimal(gain.decimal()))),
                optional("evidence", walk_away.evidence.map(evidence_word).map(View::Word)),
                text("source", &walk_away.source),
            ],
            Self::Issue(issue) => {
                let mut slots = question_slots(&issue.name, issue.must_settle).to_vec();
                slots.push(entries("options", &issue.options));
                slots
            }
            Self::Option(option) => vec![
                always("name", View::Text(&option.name)),
                entries("effects", &option.effects),
                entries("on", &option.on),
            ],
            Self::Relation(relation) => vec![
                always("from", View::Text(relation.from.as_str())),
                always("to", View::Text(relation.to.as_str())),
                optional("moves", relation.moves.map(|moves| View::Whole(moves.get().into()))),
                optional(
                    "trust",
                    relation.trust.inner().map(|trust| View::Whole(trust.get().into())),
                ),
                text("note", relation.note.inner()),
            ],
            Self::Heading(heading) => heading_slots(heading),
            Self::Identity(identity) => {
                let Identity { name, short, side, tags, under_heard } = identity;
                identity_slots(name, short, *side, tags, *under_heard).to_vec()
            }
            Self::Placements(placements) => {
                placement_slots(placements.interest.as_ref(), placements.influence.as_ref())
                    .to_vec()
            }
            Self::Stances(stances) => stance_slots(&stances.stance, &stances.wanted).to_vec(),
            Self::Question(question) => {
                question_slots(&question.name, question.must_settle).to_vec()
            }
            _ => Vec::new(),
        }
    }

    /// A number that differs between different maps: whether a text may be one that was saved before.
    pub(super) fn fingerprint(self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash_into(&mut hasher);
        hasher.finish()
    }

    fn hash_into(self, hasher: &mut DefaultHasher) {
        match self {
            Self::Text(text) => text.hash(hasher),
            Self::Rated(_, number, evidence, source) => {
                (number, evidence, source).hash(hasher);
            }
            _ => match self.shape() {
                Shape::Leaf(leaf) => leaf.hash(hasher),
                Shape::Record(slots) => {
                    for slot in slots.iter().filter(|slot| !slot.default) {
                        slot.name.hash(hasher);
                        if let Some(value) = slot.value {
                            value.hash_into(hasher);
                        }
                    }
                    0xFF_u8.hash(hasher);
                }
                Shape::Entries(entries) => {
                    entries.len().hash(hasher);
                    for (id, value) in entries {
                        id.hash(hasher);
                        value.hash_into(hasher);
                    }
                }
                Shape::List(list) => {
                    list.len().hash(hasher);
                    for value in list {
                        value.hash_into(hasher);
                    }
                }
            },
        }
    }
}

/// A rule as it is written; the ids in it need no escapes.
fn rule_text(rule: &Rule) -> String {
    let [one, other] = rule.options();
    format!("{}(\"{one}\", \"{other}\")", rule_word(rule))
}

/// The word that a rule begins with.
pub(super) fn rule_word(rule: &Rule) -> &'static str {
    match rule {
        Rule::Requires(..) => "Requires",
        Rule::Excludes(..) => "Excludes",
    }
}
