//! What a file defines: themes, partners with their criteria, and options; collected before references are checked.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::schema::CRITERION;
use super::tree::{At, Kind, Tree};
use crate::model::PartnerId;

/// The ids that a file defines.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    pub(super) themes: BTreeMap<Cow<'a, str>, At>,
    pub(super) partners: BTreeMap<Cow<'a, str>, At>,
    /// Each option with its key's place and its issue's.
    pub(super) options: BTreeMap<Cow<'a, str>, (At, At)>,
}

impl<'a> Names<'a> {
    /// Reads the keys of a file, whatever else is wrong with it.
    pub(super) fn of(tree: &Tree<'a>) -> Self {
        let mut names = Self::default();
        for item in tree.items(0) {
            let Some(field) = item.key.map(|key| tree.word(key)) else { continue };
            match field {
                "themes" => collect(tree, item.value, &mut names.themes),
                "partners" => collect(tree, item.value, &mut names.partners),
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
        let Some(options) = tree.field(issue, "options") else { return };
        for option in tree.items(options) {
            if let Some(id) = tree.label(option) {
                self.options.entry(id).or_insert((option.first(), key));
            }
        }
    }
}

fn collect<'a>(tree: &Tree<'a>, at: At, into: &mut BTreeMap<Cow<'a, str>, At>) {
    for item in tree.items(at) {
        if let Some(id) = tree.label(item) {
            into.entry(id).or_insert(item.value);
        }
    }
}

/// The criteria of a partner: id, and whether it is private.
pub(super) fn criteria<'a>(tree: &Tree<'a>, partner: At) -> Vec<(Cow<'a, str>, bool)> {
    let Some(success) = tree.field(partner, "success") else { return Vec::new() };
    tree.items(success)
        .filter_map(|item| Some((tree.label(item)?, is_private(tree, item.value))))
        .collect()
}

/// Whether a criterion's record says that it is private; anything but a plain `false` counts.
pub(super) fn is_private(tree: &Tree<'_>, criterion: At) -> bool {
    let mut fields = tree.items(criterion);
    fields.any(|item| {
        let Some(key) = item.key else { return false };
        let word = tree.word(key);
        let plain = tree.node(item.value).kind == Kind::Word && tree.word(item.value) == "false";
        let meant = || {
            CRITERION.field(word).is_none()
                && nearest(word, CRITERION.fields.iter().map(|field| field.name)) == Some("private")
        };
        !plain && (word == "private" || meant())
    })
}

/// Whether an id names a private criterion of a partner, or is a misspelt one of it.
pub(super) fn means_private(tree: &Tree<'_>, partner: At, id: &str) -> bool {
    let criteria = criteria(tree, partner);
    if let Some((_, private)) = criteria.iter().find(|(name, _)| name == id) {
        return *private;
    }
    let near = nearest(id, criteria.iter().map(|(name, _)| &**name));
    criteria.iter().any(|(name, private)| *private && near == Some(&**name))
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
