//! The map file as one table: records, fields in their order, types, scales, and what is private.

/// A record of the file.
#[derive(Debug)]
pub(super) struct Record {
    /// The name that may stand before its parentheses.
    pub(super) name: &'static str,
    /// What a person calls it: "a partner".
    pub(super) noun: &'static str,
    /// Its fields, in the order of the canonical form.
    pub(super) fields: &'static [Field],
}

/// A field of a record.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) ty: Type,
    pub(super) need: Need,
    pub(super) curtain: Behind,
}

/// Whether a field must be there, and whether `None` and `Some(…)` may stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// It must be there.
    Required,
    /// It has a default.
    Default,
    /// It may be nothing.
    Optional,
}

/// Whether the curtain hides a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Behind {
    Open,
    Curtain,
}

/// What may stand in a field.
#[derive(Clone, Copy, Debug)]
pub(super) enum Type {
    /// The number of the format.
    Format,
    Text,
    Flag,
    /// A decimal from the one to the other.
    Decimal(i64, i64),
    /// A whole number from the one to the other.
    Whole(i64, i64),
    /// One of these words.
    Word(&'static [&'static str]),
    /// The id of something.
    Reference(Target),
    Record(&'static Record),
    /// A bare number or this record, whose first field is the number.
    Rated(&'static Record),
    /// Entries in braces, found by ids.
    Entries(Target, &'static Type),
    /// Elements in brackets.
    List(&'static Type),
    /// `Requires("…", "…")` or `Excludes("…", "…")`.
    Rule,
}

/// What an id names, and whether it must be there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A new id, unique in its collection.
    New,
    /// A new option, unique in the map.
    NewOption,
    /// A new criterion: private with its record.
    NewCriterion,
    Theme,
    Partner,
    /// A criterion of the partner that is named around it.
    Criterion,
}

impl Record {
    /// The field of this name.
    pub(super) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

const fn field(name: &'static str, ty: Type) -> Field {
    Field { name, ty, need: Need::Default, curtain: Behind::Open }
}

impl Field {
    const fn required(self) -> Self {
        Self { need: Need::Required, ..self }
    }

    const fn optional(self) -> Self {
        Self { need: Need::Optional, ..self }
    }

    const fn private(self) -> Self {
        Self { curtain: Behind::Curtain, ..self }
    }
}

/// The newest format that this program reads.
pub(super) const FORMAT: u32 = 1;

const FORMS: &[&str] = &["Networking", "Coordinating", "Cooperating", "Collaborating"];
const STAGES: &[&str] = &["GetReady", "Plan", "Implement", "Sustain"];
const SIDES: &[&str] = &["Us", "Inside", "Outside"];
const STANCES: &[&str] = &["Unaware", "Resistant", "Neutral", "Supportive", "Leading"];
const DIRECTIONS: &[&str] = &["More", "Less"];
const EVIDENCE: &[&str] = &["Heard", "Read", "Inferred", "Guess"];
const KINDS: &[&str] =
    &["Money", "People", "Knowledge", "Access", "Standing", "Space", "Technology", "Other"];
/// The words that a rule starts with.
pub(super) const RULES: &[&str] = &["Requires", "Excludes"];

/// The whole file.
pub(super) static MAP: Record = Record {
    name: "Map",
    noun: "a map",
    fields: &[
        field("format", Type::Format).required(),
        field("title", Type::Text).required(),
        field("purpose", Type::Text),
        field("serves", Type::Text),
        field("situation", Type::Text),
        field("form", Type::Word(FORMS)).optional(),
        field("stage", Type::Word(STAGES)).optional(),
        field("themes", Type::Entries(Target::New, &Type::Record(&THEME))),
        field("partners", Type::Entries(Target::New, &Type::Record(&PARTNER))),
        field("issues", Type::Entries(Target::New, &Type::Record(&ISSUE))),
        field("rules", Type::List(&Type::Rule)),
        field("relations", Type::List(&Type::Record(&RELATION))),
    ],
};

static THEME: Record = Record {
    name: "Theme",
    noun: "a theme",
    fields: &[field("name", Type::Text).required(), field("unit", Type::Text)],
};

/// A person, group or organization with a stake.
pub(super) static PARTNER: Record = Record {
    name: "Partner",
    noun: "a partner",
    fields: &[
        field("name", Type::Text).required(),
        field("short", Type::Text),
        field("side", Type::Word(SIDES)),
        field("tags", Type::List(&Type::Text)),
        field("under_heard", Type::Flag),
        field("interest", Type::Rated(&PLACEMENT)).optional(),
        field("influence", Type::Rated(&PLACEMENT)).optional(),
        field("stance", Type::Word(STANCES)).optional().private(),
        field("wanted", Type::Word(STANCES)).optional().private(),
        field("success", Type::Entries(Target::NewCriterion, &Type::Record(&CRITERION))),
        field("concerns", Type::Entries(Target::New, &Type::Record(&CONCERN))).private(),
        field("culture", Type::Record(&CULTURE)).private(),
        field("offers", Type::Entries(Target::New, &Type::Record(&OFFER))),
        field("asks", Type::Entries(Target::New, &Type::Record(&OFFER))),
        field("walk_away", Type::Record(&WALK_AWAY)).optional().private(),
        field("private", Type::Text).private(),
    ],
};

static PLACEMENT: Record = Record {
    name: "Placement",
    noun: "a placement",
    fields: &[
        field("level", Type::Decimal(0, 10)).required(),
        field("evidence", Type::Word(EVIDENCE)).optional(),
        field("source", Type::Text).private(),
    ],
};

static EFFECT: Record = Record {
    name: "Effect",
    noun: "an effect",
    fields: &[
        field("by", Type::Decimal(-3, 3)).required(),
        field("evidence", Type::Word(EVIDENCE)).optional(),
        field("source", Type::Text).private(),
    ],
};

/// One line of a partner's definition of success.
pub(super) static CRITERION: Record = Record {
    name: "Criterion",
    noun: "a criterion",
    fields: &[
        field("says", Type::Text).required(),
        field("theme", Type::Reference(Target::Theme)).optional(),
        field("wants", Type::Word(DIRECTIONS)),
        field("weight", Type::Whole(1, 5)),
        field("measure", Type::Text),
        field("red_line", Type::Flag),
        field("private", Type::Flag),
        field("evidence", Type::Word(EVIDENCE)).optional(),
        field("source", Type::Text).private(),
    ],
};

static CONCERN: Record =
    Record { name: "Concern", noun: "a concern", fields: &[field("says", Type::Text).required()] };

static CULTURE: Record = Record {
    name: "Culture",
    noun: "a culture record",
    fields: &[
        field("notes", Type::Text),
        field("explicitness", Type::Whole(1, 5)).optional(),
        field("hierarchy", Type::Whole(1, 5)).optional(),
        field("deciding", Type::Whole(1, 5)).optional(),
        field("trusting", Type::Whole(1, 5)).optional(),
        field("disagreeing", Type::Whole(1, 5)).optional(),
        field("timing", Type::Whole(1, 5)).optional(),
    ],
};

static OFFER: Record = Record {
    name: "Offer",
    noun: "an offer or ask",
    fields: &[field("says", Type::Text).required(), field("kind", Type::Word(KINDS))],
};

/// What a partner does if there is no agreement.
pub(super) static WALK_AWAY: Record = Record {
    name: "WalkAway",
    noun: "a walk-away",
    fields: &[
        field("says", Type::Text),
        field("on", Type::Entries(Target::Criterion, &Type::Rated(&EFFECT))),
        field("gain", Type::Decimal(-1000, 1000)).optional(),
        field("evidence", Type::Word(EVIDENCE)).optional(),
        field("source", Type::Text),
    ],
};

/// A question to settle.
pub(super) static ISSUE: Record = Record {
    name: "Issue",
    noun: "an issue",
    fields: &[
        field("name", Type::Text).required(),
        field("must_settle", Type::Flag),
        field("options", Type::Entries(Target::NewOption, &Type::Record(&OPTION))),
    ],
};

static OPTION: Record = Record {
    name: "Option",
    noun: "an option",
    fields: &[
        field("name", Type::Text).required(),
        field("effects", Type::Entries(Target::Theme, &Type::Rated(&EFFECT))),
        field(
            "on",
            Type::Entries(
                Target::Partner,
                &Type::Entries(Target::Criterion, &Type::Rated(&EFFECT)),
            ),
        ),
    ],
};

/// What one partner is to another.
pub(super) static RELATION: Record = Record {
    name: "Relation",
    noun: "a relation",
    fields: &[
        field("from", Type::Reference(Target::Partner)).required(),
        field("to", Type::Reference(Target::Partner)).required(),
        field("moves", Type::Whole(0, 4)).optional(),
        field("trust", Type::Whole(-2, 2)).optional().private(),
        field("note", Type::Text).private(),
    ],
};

/// Every record, for looking up what is a word of the format.
pub(super) static RECORDS: [&Record; 13] = [
    &MAP, &THEME, &PARTNER, &PLACEMENT, &EFFECT, &CRITERION, &CONCERN, &CULTURE, &OFFER,
    &WALK_AWAY, &ISSUE, &OPTION, &RELATION,
];

/// Whether a word is the name of a field somewhere in a map.
pub(super) fn is_field_name(word: &str) -> bool {
    RECORDS.iter().any(|record| record.field(word).is_some())
}

/// Whether a word belongs to the format: a field, the name of a record, or one of its fixed words.
pub(super) fn is_word(word: &str) -> bool {
    const LISTS: [&[&str]; 8] = [FORMS, STAGES, SIDES, STANCES, DIRECTIONS, EVIDENCE, KINDS, RULES];
    let signs = !word.chars().any(char::is_alphanumeric);
    signs
        || is_field_name(word)
        || RECORDS.iter().any(|record| record.name == word)
        || LISTS.iter().any(|list| list.contains(&word))
}
