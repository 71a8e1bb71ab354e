//! A map as the file tells it, one level at a time: records with their fields, entries, lists, single values.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::model::{
    Concern, Criterion, Culture, CultureScale, Decimal, Direction, Effect, Entries, Evidence, Id,
    Issue, IssueOption, Map, Offer, OfferKind, Partner, Rated, Relation, Rule, Score, Side, Stance,
    Text, Theme, WalkAway, Weight,
};
use crate::model::{CriterionId, Level, Placement};

use super::schema::FORMAT;

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

/// What can stand as the value of an entry.
trait Viewed {
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

viewed!(Theme, Partner, Criterion, Concern, Offer, Issue);

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

fn placement(number: &Placement) -> View<'_> {
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
            Self::Issue(issue) => vec![
                always("name", View::Text(&issue.name)),
                flag("must_settle", issue.must_settle),
                entries("options", &issue.options),
            ],
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

fn always<'a>(name: &'static str, value: View<'a>) -> Slot<'a> {
    Slot { name, value: Some(value), default: false }
}

fn text<'a>(name: &'static str, text: &'a str) -> Slot<'a> {
    Slot { name, value: Some(View::Text(text)), default: text.is_empty() }
}

fn optional<'a>(name: &'static str, value: Option<View<'a>>) -> Slot<'a> {
    Slot { name, value, default: value.is_none() }
}

fn flag(name: &'static str, flag: bool) -> Slot<'static> {
    Slot { name, value: Some(View::Flag(flag)), default: !flag }
}

fn word(name: &'static str, word: &'static str, default: &'static str) -> Slot<'static> {
    Slot { name, value: Some(View::Word(word)), default: word == default }
}

fn entries<'a>(name: &'static str, entries: &'a dyn Collection) -> Slot<'a> {
    Slot { name, value: Some(View::Entries(entries)), default: entries.is_empty() }
}

fn map_slots(map: &Map) -> Vec<Slot<'_>> {
    let heading = &map.heading;
    vec![
        always("format", View::Whole(FORMAT.into())),
        always("title", View::Text(&heading.title)),
        text("purpose", &heading.purpose),
        text("serves", &heading.serves),
        text("situation", &heading.situation),
        optional("form", heading.form.map(|form| View::Word(form.word()))),
        optional("stage", heading.stage.map(|stage| View::Word(stage.word()))),
        entries("themes", &map.themes),
        entries("partners", &map.partners),
        entries("issues", &map.issues),
        list("rules", View::Rules(&map.rules), map.rules.is_empty()),
        list("relations", View::Relations(&map.relations), map.relations.is_empty()),
    ]
}

fn list<'a>(name: &'static str, value: View<'a>, default: bool) -> Slot<'a> {
    Slot { name, value: Some(value), default }
}

fn partner_slots(partner: &Partner) -> Vec<Slot<'_>> {
    let stance = |stance: Option<Stance>| stance.map(|stance| View::Word(stance.word()));
    let culture = partner.culture.inner();
    let walk_away = partner.walk_away.inner().as_deref();
    vec![
        always("name", View::Text(&partner.name)),
        text("short", &partner.short),
        word("side", side_word(partner.side), side_word(Side::default())),
        list("tags", View::Tags(&partner.tags), partner.tags.is_empty()),
        flag("under_heard", partner.under_heard),
        optional("interest", partner.interest.as_ref().map(placement)),
        optional("influence", partner.influence.as_ref().map(placement)),
        optional("stance", stance(*partner.stance.inner())),
        optional("wanted", stance(*partner.wanted.inner())),
        entries("success", &partner.success),
        entries("concerns", partner.concerns.inner()),
        list("culture", View::Culture(culture), *culture == Culture::default()),
        entries("offers", &partner.offers),
        entries("asks", &partner.asks),
        optional("walk_away", walk_away.map(View::WalkAway)),
        text("private", partner.private_notes.inner()),
    ]
}

fn criterion_slots(criterion: &Criterion) -> Vec<Slot<'_>> {
    let content = criterion.inner();
    let weight = content.weight;
    vec![
        always("says", View::Text(&content.says)),
        optional("theme", content.theme.as_ref().map(|theme| View::Text(theme.as_str()))),
        word("wants", direction_word(content.wants), direction_word(Direction::default())),
        Slot {
            name: "weight",
            value: Some(View::Whole(weight.get().into())),
            default: weight == Weight::default(),
        },
        text("measure", &content.measure),
        flag("red_line", content.red_line),
        flag("private", criterion.is_private()),
        optional("evidence", content.evidence.map(evidence_word).map(View::Word)),
        text("source", content.source.inner()),
    ]
}

fn culture_slots(culture: &Culture) -> Vec<Slot<'_>> {
    let scale = |scale: CultureScale| {
        let step = culture.step(scale).map(|step| View::Whole(step.get().into()));
        optional(scale.name(), step)
    };
    std::iter::once(text("notes", &culture.notes)).chain(CultureScale::ALL.map(scale)).collect()
}

/// A rule as it is written; the ids in it need no escapes.
fn rule_text(rule: &Rule) -> String {
    match rule {
        Rule::Requires(one, other) => format!("Requires(\"{one}\", \"{other}\")"),
        Rule::Excludes(one, other) => format!("Excludes(\"{one}\", \"{other}\")"),
    }
}

fn evidence_word(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Heard => "Heard",
        Evidence::Read => "Read",
        Evidence::Inferred => "Inferred",
        Evidence::Guess => "Guess",
    }
}

fn side_word(side: Side) -> &'static str {
    match side {
        Side::Us => "Us",
        Side::Inside => "Inside",
        Side::Outside => "Outside",
    }
}

fn direction_word(direction: Direction) -> &'static str {
    match direction {
        Direction::More => "More",
        Direction::Less => "Less",
    }
}
