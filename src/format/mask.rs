//! Which bytes of a file are private, as far as the span tree and the schema can tell.

use std::ops::Range;
use std::rc::Rc;

use super::names::{self, Around, Names};
use super::schema::{self, Behind, Need, Record, Target, Type};
use super::tree::{At, Item, Kind, Tree};
use crate::model::order_by_key;

/// The private stretches of a file, in file order, without its comments.
///
/// What the schema doesn't know is taken to be private: a misspelt `private` is still a secret.
pub(super) fn private(tree: &Tree<'_>) -> Vec<Range<usize>> {
    let mut masks = Masks { tree, names: Names::of(tree), partner: None, hidden: Vec::new() };
    masks.record(0, &schema::MAP);
    order_by_key(&mut masks.hidden, |range| range.start);
    masks.hidden
}

struct Masks<'t, 'a> {
    tree: &'t Tree<'a>,
    names: Names<'a>,
    partner: Option<Rc<Around<'a>>>,
    hidden: Vec<Range<usize>>,
}

impl Masks<'_, '_> {
    fn hide(&mut self, at: At) {
        self.hidden.push(self.tree.node(at).range());
    }

    fn hide_item(&mut self, item: Item) {
        let range = self.tree.node(item.first()).start as usize;
        self.hidden.push(range..self.tree.node(item.value).end as usize);
    }

    fn record(&mut self, at: At, record: &'static Record) {
        let node = self.tree.node(at);
        if node.kind == Kind::Named && self.tree.word(at) != record.name {
            let start = node.start as usize;
            self.hidden.push(start..start + self.tree.word(at).len());
        }
        let items: Vec<Item> = self.tree.items(at).collect();
        for item in items {
            let word = item.key.filter(|&key| self.tree.node(key).kind == Kind::Word);
            let Some(key) = word else {
                self.hide_item(item);
                continue;
            };
            match record.field(self.tree.word(key)) {
                Some(field) if field.curtain == Behind::Open => {
                    self.value(item.value, &field.ty, field.need);
                }
                _ => self.hide(item.value),
            }
        }
    }

    fn value(&mut self, at: At, ty: &'static Type, need: Need) {
        let optional = need == Need::Optional || matches!(ty, Type::Rated(_));
        let inside = if optional { self.tree.inside_some(at) } else { Some(at) };
        let Some(at) = inside else { return };
        let node = self.tree.node(at);
        match *ty {
            Type::Rated(record) | Type::Record(record) if node.is_container() => {
                self.record(at, record);
            }
            Type::Entries(target, ty) if node.is_container() => self.entries(at, target, ty),
            Type::List(ty) if node.is_container() => {
                let items: Vec<Item> = self.tree.items(at).collect();
                for item in items {
                    match item.key {
                        None => self.value(item.value, ty, Need::Default),
                        Some(_) => self.hide_item(item),
                    }
                }
            }
            Type::Rule => {}
            _ if node.is_container() => self.hide(at),
            Type::Record(_) | Type::Entries(..) | Type::List(_) => self.hide(at),
            _ => {}
        }
    }

    fn entries(&mut self, at: At, target: Target, ty: &'static Type) {
        let items: Vec<Item> = self.tree.items(at).collect();
        for item in items {
            let Some(id) = self.tree.label(item) else {
                self.hide_item(item);
                continue;
            };
            let private = match target {
                Target::NewCriterion => names::is_private(self.tree, item.value),
                Target::Criterion => {
                    self.partner.as_ref().is_none_or(|around| around.means_private(self.tree, &id))
                }
                _ => false,
            };
            if private {
                self.hide_item(item);
                continue;
            }
            if target == Target::Partner {
                self.partner = self.names.partners.get(&id).cloned();
            }
            self.value(item.value, ty, Need::Default);
        }
    }
}
