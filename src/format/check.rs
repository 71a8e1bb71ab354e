//! Holds the span tree against the schema: everything that is wrong with a file, in one pass.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::leaves::is_endless;
use super::names::{self, Around, Names, clean, did_you_mean};
use super::schema::{self, Behind, Field, Need, Record, Target, Type};
use super::tree::{At, Item, Kind, Tree};
use crate::model::Place;

/// The most mistakes that are told of one file: nobody reads more, and a file may be all mistakes.
pub(super) const MOST: usize = 1000;

/// Something that is wrong.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) id: &'static str,
    pub(super) at: Range<usize>,
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) place: Place,
}

/// Everything in a tree that the schema doesn't allow.
pub(super) fn check(tree: &Tree<'_>) -> Vec<Found> {
    let names = Names::of(tree);
    let mut checker = Checker {
        tree,
        names,
        found: Vec::new(),
        path: Vec::new(),
        hidden: 0,
        partner: None,
        budget: 200_000,
    };
    checker.record(0, &schema::MAP);
    checker.relations();
    checker.found
}

/// One step on the way to a place.
#[derive(Debug)]
pub(super) enum Way<'a> {
    /// A field or an id.
    Name(Cow<'a, str>),
    /// The n-th of a list, from 0.
    Index(usize),
}

pub(super) struct Checker<'t, 'a> {
    pub(super) tree: &'t Tree<'a>,
    pub(super) names: Names<'a>,
    found: Vec<Found>,
    /// The way to this place. It becomes a [`Place`] only where something is wrong.
    pub(super) path: Vec<Way<'a>>,
    /// How many private fields and criteria are around this place.
    pub(super) hidden: usize,
    /// The partner whose criteria may be named here.
    pub(super) partner: Option<Rc<Around<'a>>>,
    /// How many names may still be looked at for near ones.
    pub(super) budget: usize,
}

impl<'t, 'a> Checker<'t, 'a> {
    pub(super) fn report(&mut self, id: &'static str, at: Range<usize>, message: String) {
        self.report_with(id, at, message, None);
    }

    pub(super) fn report_with(
        &mut self,
        id: &'static str,
        at: Range<usize>,
        message: String,
        help: Option<String>,
    ) {
        if self.found.len() >= MOST {
            return;
        }
        let place = self.path.iter().fold(Place::map(), |place, way| match way {
            Way::Name(name) => place.name(name),
            Way::Index(index) => place.index(*index),
        });
        self.found.push(Found { id, at, message, help, place });
    }

    /// Checks below a field or an id; nothing below a private one is named.
    fn under(&mut self, name: Cow<'a, str>, curtain: Behind, check: impl FnOnce(&mut Self)) {
        let named = self.hidden == 0;
        if named {
            self.path.push(Way::Name(name));
        }
        self.hidden += usize::from(curtain == Behind::Curtain);
        check(self);
        self.hidden -= usize::from(curtain == Behind::Curtain);
        if named {
            self.path.pop();
        }
    }

    /// A word of the file in a message, unless it is private.
    pub(super) fn tell(&self, text: &str) -> String {
        if self.hidden > 0 { String::new() } else { format!(" `{}`", clean(text)) }
    }

    fn value(&mut self, at: At, ty: &Type, need: Need) {
        let node = self.tree.node(at);
        if node.kind == Kind::Missing {
            return;
        }
        let source = self.tree.source(at);
        if need == Need::Optional {
            if node.kind == Kind::Word && source == "None" {
                return;
            }
            if !matches!(ty, Type::Rated(_)) && node.kind == Kind::Named && is_some(source) {
                if let Some(inner) = self.only_item(at) {
                    self.value(inner, ty, Need::Default);
                }
                return;
            }
        }
        match *ty {
            Type::Format => self.whole(at, 1, i64::from(schema::FORMAT)),
            Type::Text => self.text(at),
            Type::Flag => self.flag(at),
            Type::Decimal(low, high) => self.decimal(at, low, high),
            Type::Whole(low, high) => self.whole(at, low, high),
            Type::Word(words) => self.word(at, words),
            Type::Reference(target) => self.reference(at, target),
            Type::Record(record) => self.record(at, record),
            Type::Rated(record) => self.rated(at, record),
            Type::Entries(target, ty) => self.entries(at, target, ty),
            Type::List(ty) => self.list(at, ty),
            Type::Rule => self.rule(at),
        }
    }

    /// The one value in `Some(…)`.
    fn only_item(&mut self, at: At) -> Option<At> {
        let items: Vec<Item> = self.tree.items(at).take(2).collect();
        if let [Item { key: None, value }] = *items {
            return Some(value);
        }
        let message = "`Some(…)` holds exactly one value".to_owned();
        self.report("wrong-type", self.tree.node(at).range(), message);
        None
    }

    /// The part of a node that a caret points at: all of a token, the bracket of a container.
    pub(super) fn head(&self, at: At) -> Range<usize> {
        let node = self.tree.node(at);
        let start = node.start as usize;
        match node.kind {
            Kind::Named => start..start + self.name_length(at),
            _ if node.is_container() => start..start + 1,
            _ => node.range(),
        }
    }

    fn name_length(&self, at: At) -> usize {
        let source = self.tree.source(at);
        source.find(|sign: char| sign == '(' || sign == '/' || sign.is_whitespace()).unwrap_or(1)
    }

    fn rated(&mut self, outer: At, record: &'static Record) {
        let mut at = outer;
        while self.tree.node(at).kind == Kind::Named && is_some(self.tree.source(at)) {
            let Some(inner) = self.only_item(at) else { return };
            at = inner;
        }
        let node = self.tree.node(at);
        let Some(Field { name, ty: Type::Decimal(low, high), .. }) = record.fields.first() else {
            return;
        };
        match node.kind {
            Kind::Number => self.decimal(at, *low, *high),
            Kind::Word if is_endless(self.tree.source(at)) => self.decimal(at, *low, *high),
            Kind::Named if is_value(self.tree.word(at)) => self.record(at, record),
            Kind::Parens | Kind::Named => self.fields(at, record),
            Kind::Braces => self.record(at, record),
            _ => self.wrong_type(
                at,
                &format!("a number from {low} to {high}, or ({name}: …, evidence: …)"),
            ),
        }
    }

    fn record(&mut self, at: At, record: &'static Record) {
        let node = self.tree.node(at);
        match node.kind {
            Kind::Parens => self.fields(at, record),
            Kind::Named => {
                let name = self.tree.word(at);
                if name != record.name {
                    let range = self.head(at);
                    // not quoted: a comment that has lost its start is read like this
                    let message = "unknown name before the parenthesis".to_owned();
                    let help = format!("{} is `{}(…)`, or just `(…)`", record.noun, record.name);
                    self.report_with("unknown-name", range, message, Some(help));
                }
                self.fields(at, record);
            }
            Kind::Braces => {
                let range = self.head(at);
                let message = format!("{} stands in ( … ), not in {{ … }}", record.noun);
                self.report("wrong-brackets", range, message);
                let words =
                    |item: Item| item.key.is_some_and(|key| self.tree.node(key).kind == Kind::Word);
                if self.tree.items(at).all(words) {
                    self.fields(at, record);
                }
            }
            _ => self.wrong_type(at, &format!("{} in ( … )", record.noun)),
        }
    }

    fn fields(&mut self, at: At, record: &'static Record) {
        let mut seen: Vec<(&'static str, Item)> = Vec::with_capacity(record.fields.len());
        let mut meant: Vec<&'static str> = Vec::new();
        let tree: &'t Tree<'a> = self.tree;
        for item in tree.items(at) {
            let Some(field) = self.field_of(item, record) else {
                meant.extend(self.meant(item, record));
                continue;
            };
            if let Some((_, first)) = seen.iter().find(|(name, _)| *name == field.name) {
                let line = self.line_of(first.first());
                let message = format!("the field `{}` stands twice", field.name);
                let help = format!("it stands in line {line} already");
                let range = self.tree.node(item.first()).range();
                self.report_with("duplicate-field", range, message, Some(help));
                continue;
            }
            seen.push((field.name, item));
            self.under(Cow::Borrowed(field.name), field.curtain, |checker| {
                checker.value(item.value, &field.ty, field.need);
            });
        }
        self.missing(at, record, |name| {
            meant.contains(&name) || seen.iter().any(|(seen, _)| *seen == name)
        });
        if record.name == "WalkAway" {
            self.on_and_gain(&seen);
        }
    }

    /// The field that an item of a record is.
    fn field_of(&mut self, item: Item, record: &'static Record) -> Option<&'static Field> {
        let range = self.head(item.first());
        let Some(key) = item.key else {
            if self.tree.node(item.value).kind != Kind::Missing {
                let message = format!("expected a field of {} and `:`", record.noun);
                self.report("missing-field-name", range, message);
            }
            return None;
        };
        let node = self.tree.node(key);
        if node.is_text() {
            let name = self.tree.string(key);
            let message = format!("expected a field of {}, found a text", record.noun);
            let known = record.field(&name);
            let help = known.map(|field| format!("write {} without quotes", field.name));
            self.report_with("wrong-type", range, message, help);
            return None;
        }
        let source = self.tree.source(key);
        let name = source.strip_prefix("r#").unwrap_or(source);
        let field = if node.kind == Kind::Word { record.field(name) } else { None };
        if field.is_none() && node.kind != Kind::Missing {
            let message = if self.hidden > 0 {
                format!("unknown field of {}", record.noun)
            } else {
                format!("unknown field `{}`", clean(name))
            };
            let fields = record.fields.iter().map(|field| field.name);
            let help = match names::nearest(name, fields.clone()) {
                Some(near) => did_you_mean(near),
                None => format!("{} has {}", record.noun, fields.collect::<Vec<_>>().join(", ")),
            };
            self.report_with("unknown-field", range, message, Some(help));
        }
        field
    }

    /// The field that a misspelt one is most likely meant to be.
    fn meant(&self, item: Item, record: &'static Record) -> Option<&'static str> {
        let key = item.key?;
        let fields = record.fields.iter().map(|field| field.name);
        names::nearest(self.tree.word(key), fields)
    }

    fn missing(&mut self, at: At, record: &'static Record, there: impl Fn(&str) -> bool) {
        if self.tree.node(at).broken {
            return;
        }
        for field in record.fields {
            if field.need == Need::Required && !there(field.name) {
                let message = format!("{} needs the field `{}`", record.noun, field.name);
                self.report("missing-field", self.head(at), message);
            }
        }
    }

    fn on_and_gain(&mut self, seen: &[(&'static str, Item)]) {
        let find = |name: &str| seen.iter().find(|(seen, _)| *seen == name).map(|(_, item)| *item);
        let (Some(on), Some(gain)) = (find("on"), find("gain")) else { return };
        let told = self.tree.items(on.value).next().is_some();
        if told && self.tree.source(gain.value) != "None" {
            let later = on.first().max(gain.first());
            let message = "a walk-away has either `on` or `gain`, not both".to_owned();
            self.report("on-and-gain", self.tree.node(later).range(), message);
        }
    }

    fn list(&mut self, at: At, ty: &Type) {
        let node = self.tree.node(at);
        if node.kind != Kind::Brackets {
            return self.wrong_type(at, "a list in [ … ]");
        }
        let tree: &'t Tree<'a> = self.tree;
        for (index, item) in tree.items(at).enumerate() {
            if item.key.is_some() {
                let range = self.head(item.first());
                self.report("wrong-type", range, "a list has no names before `:`".to_owned());
                continue;
            }
            let named = self.hidden == 0;
            if named {
                self.path.push(Way::Index(index));
            }
            self.value(item.value, ty, Need::Default);
            if named {
                self.path.pop();
            }
        }
    }

    fn entries(&mut self, at: At, target: Target, ty: &'static Type) {
        let node = self.tree.node(at);
        if !node.is_container() || node.kind == Kind::Named {
            return self.wrong_type(at, "entries in { … }");
        }
        if node.kind != Kind::Braces {
            let message = "entries stand in { … }: { \"id\": …, }".to_owned();
            self.report("wrong-brackets", self.head(at), message);
            let texts = |item: Item| item.key.is_some_and(|key| self.tree.node(key).is_text());
            if !self.tree.items(at).all(texts) {
                return;
            }
        }
        let tree: &'t Tree<'a> = self.tree;
        self.duplicates(at, target);
        for item in tree.items(at) {
            self.entry(item, target, ty);
        }
    }

    fn entry(&mut self, item: Item, target: Target, ty: &'static Type) {
        let node = self.tree.node(item.first());
        let Some(key) = item.key.filter(|_| node.is_text()) else {
            if node.kind != Kind::Missing {
                let message = "expected an id in quotes and `:`".to_owned();
                let bare = item.key.is_some() && node.kind == Kind::Word;
                let help = bare.then(|| "put the id in quotes".to_owned());
                self.report_with("missing-id", self.head(item.first()), message, help);
            }
            return;
        };
        let id = self.tree.string(key);
        let private = self.is_private_entry(&item, target) || self.is_strayed(&item, ty);
        let (curtain, name): (Behind, Cow<'a, str>) = match &id {
            _ if private => (Behind::Curtain, Cow::Borrowed("(a private criterion)")),
            Cow::Borrowed(id) => (Behind::Open, clean(id)),
            Cow::Owned(id) => (Behind::Open, Cow::Owned(clean(id).into_owned())),
        };
        self.under(name, curtain, |checker| {
            checker.reference(key, target);
            let partner = target == Target::Partner
                || matches!(ty, Type::Record(record) if record.name == "Partner");
            if partner {
                // of an id that stands twice, only the first is known by it
                let known = checker.names.partners.get(&*id);
                let meant = |around: &&Rc<Around<'_>>| {
                    target == Target::Partner || around.partner == item.value
                };
                checker.partner = known.filter(meant).cloned();
            }
            checker.value(item.value, ty, Need::Default);
            if partner {
                checker.partner = None;
            }
        });
    }

    /// Whether an entry is a private criterion, or names one.
    fn is_private_entry(&self, item: &Item, target: Target) -> bool {
        match target {
            Target::NewCriterion => names::is_private(self.tree, item.value),
            Target::Criterion => {
                let id = item.key.map_or(Cow::Borrowed(""), |key| self.tree.string(key));
                self.partner.as_ref().is_some_and(|around| around.means_private(self.tree, &id))
            }
            _ => false,
        }
    }

    /// Whether an entry looks like another kind of record than it stands among. Where a bracket is
    /// missing, a private criterion or a concern can stand among the partners.
    fn is_strayed(&self, item: &Item, ty: &Type) -> bool {
        let Type::Record(record) = *ty else { return false };
        self.tree.items(item.value).filter_map(|item| item.key).any(|key| {
            let word = self.tree.word(key);
            record.field(word).is_none() && schema::is_field_name(word)
        })
    }

    pub(super) fn line_of(&self, at: At) -> usize {
        let before = self.tree.text.get(..self.tree.node(at).start as usize).unwrap_or("");
        before.bytes().filter(|&byte| byte == b'\n').count() + 1
    }
}

/// Whether a token with a name is `Some(…)`.
fn is_some(source: &str) -> bool {
    source.strip_prefix("Some").is_some_and(|rest| !rest.starts_with(super::tree::is_word_part))
}

/// Whether RON takes a word for a value, so that it can't be the name of a record.
fn is_value(word: &str) -> bool {
    is_endless(word) || matches!(word, "true" | "false" | "None")
}
