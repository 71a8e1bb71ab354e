//! Steps that change the lines on top of the map.

use super::{Change, Edit, Step};
use crate::model::{Heading, Map};

/// Changes title, purpose and what else stands on top; nothing if it is so already.
#[must_use]
pub fn change(map: &Map, heading: Heading) -> Option<Step> {
    let change = Change::between(map.heading.clone(), heading)?;
    let label = if change.before.title == change.after.title {
        "change the heading"
    } else {
        "change the title"
    };
    Some(Step::of(label, Edit::Heading { change: Box::new(change) }))
}
