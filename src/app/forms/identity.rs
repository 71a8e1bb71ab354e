//! The form of who a partner is: names, side, tags.

use super::part::{Fault, Part};
use super::{Alternative, Choices, Field, Sheet, Value};
use crate::app::error::UserError;
use crate::app::session::App;
use crate::edit::{Identity, Step, partner};
use crate::model::{Map, PartnerId, Side, Text};

const NAME: &str = "partners.name";
const SHORT: &str = "partners.short";
const SIDE: &str = "partners.side";
const TAGS: &str = "partners.tags";
const UNDER_HEARD: &str = "partners.under_heard";

pub(super) fn form(app: &App, id: &PartnerId) -> Result<Sheet, UserError> {
    let partner = app.map().partners.get(id).ok_or(UserError::NothingSelected)?;
    let at = Side::ALL.iter().position(|side| *side == partner.side).unwrap_or(0);
    let sides = Side::ALL.map(|side| Alternative::new(side.word(), about(side)));
    let (tags, tags_help) = tags(&partner.tags);
    let fields = vec![
        Field::new(NAME, "Name", "a person, a group or an organization", {
            Value::line(&partner.name)
        }),
        Field::new(
            SHORT,
            "Short name",
            "for tight places; left empty, it is made from the name",
            Value::line(&partner.short),
        ),
        Field::new(SIDE, "Side", "where they stand relative to us", {
            Value::Choice(Choices::new(sides.to_vec(), at))
        }),
        Field::new(TAGS, "Tags", tags_help, tags),
        Field::new(UNDER_HEARD, "Under-heard", "yes: a voice at risk of being left out", {
            Value::switch(partner.under_heard)
        }),
    ];
    Ok((format!("Who {} is", partner.name), fields))
}

fn about(side: Side) -> &'static str {
    match side {
        Side::Us => "we ourselves; there may be several",
        Side::Inside => "inside our organization",
        Side::Outside => "everybody else",
    }
}

/// Tags on one line with commas between, or, where a tag holds a comma itself, a line each.
fn tags(tags: &[Text]) -> (Value, &'static str) {
    let joined = |between: &str| tags.iter().map(|tag| &**tag).collect::<Vec<_>>().join(between);
    if tags.iter().any(|tag| tag.contains([',', '\n', '\t'])) {
        return (Value::page(&joined("\n")), "for listing only some partners; a line for each tag");
    }
    (Value::line(&joined(", ")), "for listing only some partners; with commas between")
}

pub(super) fn step(part: Part<'_>, map: &Map, id: &PartnerId) -> Result<Option<Step>, Fault> {
    part.filled(NAME, ("A partner needs a name", "type one, or Esc"))?;
    let Some(partner) = map.partners.get(id) else { return Ok(None) };
    let mut identity = Identity::of(partner);
    part.text(NAME, &mut identity.name);
    part.text(SHORT, &mut identity.short);
    part.word(SIDE, &Side::ALL, &mut identity.side);
    part.switch(UNDER_HEARD, &mut identity.under_heard);
    if let Some(typed) = part.written(TAGS) {
        let between = if matches!(tags(&identity.tags).0, Value::Page(_)) { '\n' } else { ',' };
        let tags = typed.split(between).map(str::trim).filter(|tag| !tag.is_empty());
        identity.tags = tags.map(Text::cleaned).collect();
    }
    Ok(partner::identify(map, id, identity))
}
