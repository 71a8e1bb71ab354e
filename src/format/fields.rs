//! For tests above this layer: all fields of the map file, and what stands in each of a map.

use std::collections::{BTreeMap, BTreeSet};

use super::schema::{self, Record, Type};
use super::shape::{Shape, View};
use crate::model::Map;

/// Every field that holds a value of its own, as `partners.success.red_line`.
pub(crate) fn all() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    of_record("", &schema::MAP, &mut found);
    found
}

fn of_record(path: &str, record: &Record, found: &mut BTreeSet<String>) {
    for field in record.fields {
        let dot = if path.is_empty() { "" } else { "." };
        of_type(format!("{path}{dot}{}", field.name), field.ty, found);
    }
}

fn of_type(path: String, ty: Type, found: &mut BTreeSet<String>) {
    match ty {
        Type::Record(record) | Type::Rated(record) => of_record(&path, record, found),
        Type::Entries(_, inner) | Type::List(inner) => of_type(path, *inner, found),
        _ => drop(found.insert(path)),
    }
}

/// What is given in a map: for each value its field, under its place with ids.
pub(crate) fn given(map: &Map) -> BTreeMap<String, (String, String)> {
    let mut found = BTreeMap::new();
    of_view((String::new(), String::new()), View::Map(map), &mut found);
    found
}

/// The fields in which two maps differ.
pub(crate) fn differing(before: &Map, after: &Map) -> BTreeSet<String> {
    let (before, after) = (given(before), given(after));
    let places: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differ = places.into_iter().filter(|place| before.get(*place) != after.get(*place));
    let field = |place: &String| before.get(place).or(after.get(place)).map(|(field, _)| field);
    differ.filter_map(|place| field(place).cloned()).collect()
}

fn of_view(
    (place, field): (String, String),
    view: View<'_>,
    found: &mut BTreeMap<String, (String, String)>,
) {
    let below = |place: &str, name: &str| match place {
        "" => name.to_owned(),
        _ => format!("{place}.{name}"),
    };
    if let View::Rated(..) = view {
        // a bare number too stands in the field that it would have as a record
        for slot in view.slots() {
            let paths = (below(&place, slot.name), below(&field, slot.name));
            if let Some(value) = slot.value.filter(|_| !slot.default) {
                of_view(paths, value, found);
            }
        }
        return;
    }
    match view.shape() {
        Shape::Leaf(text) => drop(found.insert(place, (field, text.into_owned()))),
        Shape::Record(slots) => {
            for slot in slots {
                if let Some(value) = slot.value.filter(|_| !slot.default) {
                    of_view((below(&place, slot.name), below(&field, slot.name)), value, found);
                }
            }
        }
        Shape::Entries(entries) => {
            for (id, value) in entries {
                of_view((below(&place, id), field.clone()), value, found);
            }
        }
        Shape::List(values) => {
            for (n, value) in values.into_iter().enumerate() {
                of_view((format!("{place}[{n}]"), field.clone()), value, found);
            }
        }
    }
}
