//! Ids in the file: their grammar, that none stands twice, and that what they name is there.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::check::{Checker, Way};
use super::names::{self, clean, did_you_mean};
use super::schema::{self, Target};
use super::strings;
use super::tree::{At, Item, Kind};

impl<'a> Checker<'_, 'a> {
    /// An id: new, or of something that must be there.
    pub(super) fn reference(&mut self, at: At, target: Target) {
        let Some(id) = self.id(at) else { return };
        let there = match target {
            Target::New | Target::NewOption | Target::NewCriterion => true,
            Target::Theme => self.names.themes.contains_key(&id),
            Target::Partner => self.names.partners.contains_key(&id),
            Target::Criterion => return self.criterion(at, &id),
        };
        if !there {
            let (noun, near) = if target == Target::Theme {
                ("theme", self.near(&id, |names| Box::new(names.themes.keys())))
            } else {
                ("partner", self.near(&id, |names| Box::new(names.partners.keys())))
            };
            self.dangling(at, noun, &id, near);
        }
    }

    /// The id that a text is, after reporting what is wrong with it.
    fn id(&mut self, at: At) -> Option<Cow<'a, str>> {
        let node = self.tree.node(at);
        self.text(at);
        if !node.is_text() || strings::fault(node.kind, self.tree.source(at)).is_some() {
            return None;
        }
        let id = self.tree.string(at);
        if names::is_id(&id) {
            return Some(id);
        }
        let message = format!("{} is no id", self.tell(&id).trim_start());
        let message = if self.hidden > 0 { "this is no id".to_owned() } else { message };
        let help = "an id is 1 to 40 of a-z, 0-9 and -, starting with a letter".to_owned();
        self.report_with("bad-id", node.range(), message, Some(help));
        None
    }

    /// The nearest of the ids that are there, as long as looking for it doesn't take too long.
    fn near(
        &mut self,
        id: &str,
        of: impl for<'n> Fn(&'n names::Names<'a>) -> Box<dyn Iterator<Item = &'n Cow<'a, str>> + 'n>,
    ) -> Option<String> {
        let count = of(&self.names).count();
        self.budget = self.budget.checked_sub(count)?;
        names::nearest(id, of(&self.names).map(|name| &**name)).map(str::to_owned)
    }

    fn dangling(&mut self, at: At, noun: &'static str, id: &str, near: Option<String>) {
        let kind = match noun {
            "theme" => "unknown-theme",
            "partner" => "unknown-partner",
            "option" => "unknown-option",
            _ => "unknown-criterion",
        };
        let message = format!("there is no {noun}{}", self.tell(id));
        let help = near.filter(|_| self.hidden == 0).map(|near| did_you_mean(&clean(&near)));
        self.report_with(kind, self.tree.node(at).range(), message, help);
    }

    /// A criterion of the partner around this place; of a private one not even the id is told.
    fn criterion(&mut self, at: At, id: &str) {
        let around = self.partner.clone();
        let criteria = around.as_ref().and_then(|around| around.criteria(self.tree));
        let Some(criteria) = criteria.filter(|criteria| !criteria.contains_key(id)) else { return };
        if self.hidden > 0 {
            let message = "this partner has no criterion of this id".to_owned();
            self.report("unknown-criterion", self.tree.node(at).range(), message);
            return;
        }
        let near = names::nearest(id, criteria.keys().map(|criterion| &**criterion));
        let help = near.map(|near| did_you_mean(&clean(near)));
        let message = format!("this partner has no criterion{}", self.tell(id));
        self.report_with("unknown-criterion", self.tree.node(at).range(), message, help);
    }

    /// Reports each key that stands in its collection already; an option, in the whole map.
    pub(super) fn duplicates(&mut self, entries: At, target: Target) {
        let mut seen: BTreeMap<Cow<'a, str>, At> = BTreeMap::new();
        for item in self.tree.items(entries) {
            let Some(key) = item.key.filter(|&key| self.tree.node(key).is_text()) else { continue };
            let id = self.tree.string(key);
            let first = if target == Target::NewOption {
                self.names.options.get(&id).map_or(key, |(first, _)| *first)
            } else {
                *seen.entry(id.clone()).or_insert(key)
            };
            if first == key {
                continue;
            }
            let private = |at: At| {
                target == Target::NewCriterion
                    && self.tree.items(entries).any(|item| {
                        item.key == Some(at) && names::is_private(self.tree, item.value)
                    })
            };
            let id = if private(key) || private(first) { String::new() } else { self.tell(&id) };
            let message = format!("the id{id} stands twice");
            let line = self.line_of(first);
            let whole = if target == Target::NewOption { ", unique in the whole map" } else { "" };
            let help = format!("it stands in line {line} already; ids are unique{whole}");
            let help = help.replace("unique, unique", "unique");
            self.report_with("duplicate-id", self.tree.node(key).range(), message, Some(help));
        }
    }

    /// A rule: two options of different issues.
    pub(super) fn rule(&mut self, at: At) {
        let node = self.tree.node(at);
        if node.kind != Kind::Named {
            return self.wrong_type(at, "Requires(\"…\", \"…\") or Excludes(\"…\", \"…\")");
        }
        let name = self.tree.word(at);
        if !schema::RULES.contains(&name) {
            let range = self.head(at);
            let message = format!(
                "unknown word{}; expected one of {}",
                self.tell(name),
                schema::RULES.join(", ")
            );
            let help = names::nearest(name, schema::RULES.iter().copied()).map(did_you_mean);
            return self.report_with("unknown-word", range, message, help);
        }
        let items: Vec<Item> = self.tree.items(at).collect();
        let [Item { key: None, value: one }, Item { key: None, value: other }] = *items else {
            if !node.broken {
                let message = "a rule is between exactly two options".to_owned();
                self.report("wrong-type", self.head(at), message);
            }
            return;
        };
        let issues = [one, other].map(|option| self.option(option));
        if let [Some(one), Some(two)] = issues
            && one == two
        {
            let message = "the two options of a rule belong to different issues".to_owned();
            self.report("rule-in-one-issue", self.tree.node(other).range(), message);
        }
    }

    /// The issue of the option that is named here.
    fn option(&mut self, at: At) -> Option<At> {
        if self.tree.node(at).kind == Kind::Missing {
            return None;
        }
        let id = self.id(at)?;
        if let Some((_, issue)) = self.names.options.get(&id) {
            return Some(*issue);
        }
        let near = self.near(&id, |names| Box::new(names.options.keys()));
        self.dangling(at, "option", &id, near);
        None
    }

    /// That no relation stands twice.
    pub(super) fn relations(&mut self) {
        let Some(relations) = self.tree.field(0, "relations") else { return };
        if self.tree.node(relations).kind != Kind::Brackets {
            return;
        }
        let mut seen: BTreeMap<(Cow<'a, str>, Cow<'a, str>), At> = BTreeMap::new();
        for (index, item) in self.tree.items(relations).enumerate() {
            let end = |name: &str| {
                self.tree.field(item.value, name).filter(|&at| self.tree.node(at).is_text())
            };
            let (Some(from), Some(to)) = (end("from"), end("to")) else { continue };
            let pair = (self.tree.string(from), self.tree.string(to));
            let first = *seen.entry(pair.clone()).or_insert(from);
            if first == from {
                continue;
            }
            let message = format!(
                "the relation from{} to{} stands twice",
                self.tell(&pair.0),
                self.tell(&pair.1)
            );
            let help = format!("it stands in line {} already", self.line_of(first));
            self.path = vec![Way::Name(Cow::Borrowed("relations")), Way::Index(index)];
            let range = self.tree.node(from).range();
            self.report_with("duplicate-relation", range, message, Some(help));
            self.path.clear();
        }
    }
}
