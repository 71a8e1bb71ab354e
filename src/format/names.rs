//! What a file defines: themes, partners with their criteria, and options; collected before references are checked.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::schema::{CRITERION, ISSUE, MAP, PARTNER, Record};
use super::tree::{At, Item, Kind, Tree};
use crate::model::{PartnerId, Text};

/// The ids that a file defines.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    pub(super) themes: BTreeMap<Cow<'a, str>, At>,
    pub(super) partners: BTreeMap<Cow<'a, str>, Rc<Around<'a>>>,
    /// Each option with its key's place and its issue's.
    pub(super) options: BTreeMap<Cow<'a, str>, (At, At)>,
}

impl<'a> Names<'a> {
    /// Reads the keys of a file, whatever else is wrong with it.
    pub(super) fn of(tree: &Tree<'a>) -> Self {
        let mut names = Self::default();
        for item in tree.items(0) {
            let Some(key) = item.key else { continue };
            match meant(tree.word(key), &MAP) {
                "themes" => collect(tree, item.value, |theme| theme, &mut names.themes),
                "partners" => {
                    let around = |partner| Rc::new(Around::of(partner));
                    collect(tree, item.value, around, &mut names.partners);
                }
                "issues" => {
                    for issue in tree.items(item.value) {
                        names.options_of(tree, issue.first(), issue.value);
                    }
                }
                _ => {}
            }
        }
        names
    }

    fn options_of(&mut self, tree: &Tree<'a>, key: At, issue: At) {
        let Some(options) = field_meant(tree, issue, "options", &ISSUE) else { return };
        for option in tree.items(options) {
            if let Some(id) = tree.label(option) {
                self.options.entry(id).or_insert((option.first(), key));
            }
        }
    }
}

fn collect<'a, T>(
    tree: &Tree<'a>,
    at: At,
    made: impl Fn(At) -> T,
    into: &mut BTreeMap<Cow<'a, str>, T>,
) {
    for item in tree.items(at) {
        if let Some(id) = tree.label(item) {
            into.entry(id).or_insert_with(|| made(item.value));
        }
    }
}

/// The field that a word is, or is a misspelt form of; so that one mistake is not told as many.
fn meant<'w>(word: &'w str, record: &'static Record) -> &'w str {
    if record.field(word).is_some() {
        return word;
    }
    nearest(word, record.fields.iter().map(|field| field.name)).unwrap_or(word)
}

/// The value of a field, or of what is most likely meant to be it.
fn field_meant(tree: &Tree<'_>, at: At, name: &'static str, record: &'static Record) -> Option<At> {
    tree.field(at, name).or_else(|| {
        let mut items = tree.items(at);
        items
            .find(|item| item.key.is_some_and(|key| meant(tree.word(key), record) == name))
            .map(|item| item.value)
    })
}

/// The partner whose criteria may be named at a place; they are read when they are asked for.
#[derive(Debug)]
pub(super) struct Around<'a> {
    pub(super) partner: At,
    criteria: OnceCell<Criteria<'a>>,
}

/// The criteria of a partner: id, and whether it is private. Nothing where they can't be told.
type Criteria<'a> = Option<BTreeMap<Cow<'a, str>, bool>>;

impl<'a> Around<'a> {
    fn of(partner: At) -> Self {
        Self { partner, criteria: OnceCell::new() }
    }

    /// The criteria: id, and whether it is private. Nothing where they can't be told.
    pub(super) fn criteria(&self, tree: &Tree<'a>) -> Option<&BTreeMap<Cow<'a, str>, bool>> {
        self.criteria.get_or_init(|| criteria(tree, self.partner)).as_ref()
    }

    /// Whether an id names a private criterion, or may be a misspelt form of one.
    pub(super) fn means_private(&self, tree: &Tree<'a>, id: &str) -> bool {
        let Some(criteria) = self.criteria(tree) else { return true };
        let any = || criteria.values().any(|private| *private);
        criteria.get(id).copied().unwrap_or_else(any)
    }
}

fn criteria<'a>(tree: &Tree<'a>, partner: At) -> Criteria<'a> {
    if !tree.node(partner).is_container() {
        return None;
    }
    let Some(success) = field_meant(tree, partner, "success", &PARTNER) else {
        let known =
            |item: Item| item.key.is_some_and(|key| PARTNER.field(tree.word(key)).is_some());
        return tree.items(partner).all(known).then(BTreeMap::new);
    };
    if !tree.node(success).is_container() || tree.node(success).broken {
        return None;
    }
    tree.items(success)
        .map(|item| Some((tree.label(item)?, is_private(tree, item.value))))
        .collect()
}

/// Whether a criterion's record says that it is private; anything but a plain `false` counts, and so
/// does what can't be told from it.
pub(super) fn is_private(tree: &Tree<'_>, criterion: At) -> bool {
    tree.items(criterion).any(|item| {
        let Some(key) = item.key else { return true };
        let field = meant(tree.word(key), &CRITERION);
        let plain = tree.node(item.value).kind == Kind::Word && tree.word(item.value) == "false";
        !plain && (field == "private" || CRITERION.field(field).is_none())
    })
}

/// The nearest of some names, if one is near enough to be meant.
pub(super) fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let near = |name: &str| {
        let lower = (word.to_lowercase(), name.to_lowercase());
        strsim::jaro_winkler(&lower.0, &lower.1)
    };
    let (name, closeness) = names
        .map(|name| (name, near(name)))
        .fold(("", 0.0), |best: (&str, f64), next| if next.1 > best.1 { next } else { best });
    (closeness > 0.8 && !name.is_empty()).then_some(name)
}

/// Whether a text is an id.
pub(super) fn is_id(text: &str) -> bool {
    PartnerId::new(text).is_ok()
}

/// The question after a misspelt word.
pub(super) fn did_you_mean(name: &str) -> String {
    format!("did you mean `{name}`?")
}

/// A word of the file, short and harmless enough for a message.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let harmless = |sign: &char| !Text::misleads(*sign) && *sign != '`';
    if text.len() <= 40 && text.chars().all(|sign| harmless(&sign)) {
        return Cow::Borrowed(text);
    }
    let mut short: String = text.chars().filter(harmless).take(40).collect();
    if text.chars().count() > 40 {
        short.push('…');
    }
    Cow::Owned(short)
}
