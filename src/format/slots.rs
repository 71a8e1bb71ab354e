//! The fields of each kind of record, in the order of the canonical form.

use super::schema::FORMAT;
use super::shape::{Collection, Slot, View, placement};
use crate::model::{
    Criterion, Culture, CultureScale, Direction, Evidence, Heading, Map, Partner, Placement,
    Private, Side, Stance, Text, Weight,
};

pub(super) fn always<'a>(name: &'static str, value: View<'a>) -> Slot<'a> {
    Slot { name, value: Some(value), default: false }
}

pub(super) fn text<'a>(name: &'static str, text: &'a str) -> Slot<'a> {
    Slot { name, value: Some(View::Text(text)), default: text.is_empty() }
}

pub(super) fn optional<'a>(name: &'static str, value: Option<View<'a>>) -> Slot<'a> {
    Slot { name, value, default: value.is_none() }
}

pub(super) fn flag(name: &'static str, flag: bool) -> Slot<'static> {
    Slot { name, value: Some(View::Flag(flag)), default: !flag }
}

pub(super) fn word(name: &'static str, word: &'static str, default: &'static str) -> Slot<'static> {
    Slot { name, value: Some(View::Word(word)), default: word == default }
}

pub(super) fn entries<'a>(name: &'static str, entries: &'a dyn Collection) -> Slot<'a> {
    Slot { name, value: Some(View::Entries(entries)), default: entries.is_empty() }
}

pub(super) fn map_slots(map: &Map) -> Vec<Slot<'_>> {
    let mut slots = vec![always("format", View::Whole(FORMAT.into()))];
    slots.extend(heading_slots(&map.heading));
    slots.extend([
        entries("themes", &map.themes),
        entries("partners", &map.partners),
        entries("issues", &map.issues),
        list("rules", View::Rules(&map.rules), map.rules.is_empty()),
        list("relations", View::Relations(&map.relations), map.relations.is_empty()),
    ]);
    slots
}

pub(super) fn heading_slots(heading: &Heading) -> Vec<Slot<'_>> {
    vec![
        always("title", View::Text(&heading.title)),
        text("purpose", &heading.purpose),
        text("serves", &heading.serves),
        text("situation", &heading.situation),
        optional("form", heading.form.map(|form| View::Word(form.word()))),
        optional("stage", heading.stage.map(|stage| View::Word(stage.word()))),
    ]
}

pub(super) fn identity_slots<'a>(
    name: &'a Text,
    short: &'a Text,
    side: Side,
    tags: &'a [Text],
    under_heard: bool,
) -> [Slot<'a>; 5] {
    [
        always("name", View::Text(name)),
        text("short", short),
        word("side", side_word(side), side_word(Side::default())),
        list("tags", View::Tags(tags), tags.is_empty()),
        flag("under_heard", under_heard),
    ]
}

pub(super) fn placement_slots<'a>(
    interest: Option<&'a Placement>,
    influence: Option<&'a Placement>,
) -> [Slot<'a>; 2] {
    [optional("interest", interest.map(placement)), optional("influence", influence.map(placement))]
}

pub(super) fn stance_slots(
    stance: &Private<Option<Stance>>,
    wanted: &Private<Option<Stance>>,
) -> [Slot<'static>; 2] {
    let word = |stance: &Private<Option<Stance>>| {
        (*stance.inner()).map(|stance| View::Word(stance.word()))
    };
    [optional("stance", word(stance)), optional("wanted", word(wanted))]
}

pub(super) fn question_slots(name: &Text, must_settle: bool) -> [Slot<'_>; 2] {
    [always("name", View::Text(name)), flag("must_settle", must_settle)]
}

pub(super) fn list<'a>(name: &'static str, value: View<'a>, default: bool) -> Slot<'a> {
    Slot { name, value: Some(value), default }
}

pub(super) fn partner_slots(partner: &Partner) -> Vec<Slot<'_>> {
    let Partner { name, short, side, tags, under_heard, .. } = partner;
    let culture = partner.culture.inner();
    let walk_away = partner.walk_away.inner().as_deref();
    let mut slots = identity_slots(name, short, *side, tags, *under_heard).to_vec();
    slots.extend(placement_slots(partner.interest.as_ref(), partner.influence.as_ref()));
    slots.extend(stance_slots(&partner.stance, &partner.wanted));
    slots.extend([
        entries("success", &partner.success),
        entries("concerns", partner.concerns.inner()),
        list("culture", View::Culture(culture), *culture == Culture::default()),
        entries("offers", &partner.offers),
        entries("asks", &partner.asks),
        optional("walk_away", walk_away.map(View::WalkAway)),
        text("private", partner.private_notes.inner()),
    ]);
    slots
}

pub(super) fn criterion_slots(criterion: &Criterion) -> Vec<Slot<'_>> {
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

pub(super) fn culture_slots(culture: &Culture) -> Vec<Slot<'_>> {
    let scale = |scale: CultureScale| {
        let step = culture.step(scale).map(|step| View::Whole(step.get().into()));
        optional(scale.name(), step)
    };
    std::iter::once(text("notes", &culture.notes)).chain(CultureScale::ALL.map(scale)).collect()
}

pub(super) fn evidence_word(evidence: Evidence) -> &'static str {
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
