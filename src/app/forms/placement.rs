//! The form of where a partner stands on the grid: interest and influence, each with its evidence.

use super::part::{Fault, Part};
use super::rated::{evidence, rated, source};
use super::{Field, Sheet, Value};
use crate::app::error::UserError;
use crate::app::session::App;
use crate::edit::{Placements, Step, partner};
use crate::model::{Curtain, Map, PartnerId, Placement, Private};

const INTEREST: [&str; 3] =
    ["partners.interest.level", "partners.interest.evidence", "partners.interest.source"];
const INFLUENCE: [&str; 3] =
    ["partners.influence.level", "partners.influence.evidence", "partners.influence.source"];

pub(super) fn form(app: &App, id: &PartnerId) -> Result<Sheet, UserError> {
    let partner = app.map().partners.get(id).ok_or(UserError::NothingSelected)?;
    let interest = "how much the matter matters to them, 0 to 10";
    let influence = "how much they can move it, 0 to 10";
    let mut fields = Vec::new();
    let level = |edits, name, help, placement: &Option<Placement>, ends| {
        let number = placement.as_ref().map(|placement| placement.value.decimal());
        Field::new(edits, name, help, Value::number(number, (0, 10), ends))
    };
    let ends = ("not at all", "all");
    fields.push(level(INTEREST[0], "Interest", interest, &partner.interest, ends));
    fields.extend(known(INTEREST, partner.interest.as_ref(), app.curtain));
    let ends = ("none", "decides");
    fields.push(level(INFLUENCE[0], "Influence", influence, &partner.influence, ends));
    fields.extend(known(INFLUENCE, partner.influence.as_ref(), app.curtain));
    Ok((format!("Where {} is on the grid", partner.name), fields))
}

fn known(edits: [&'static str; 3], placement: Option<&Placement>, curtain: Curtain) -> Vec<Field> {
    let [_, of_evidence, of_source] = edits;
    let nothing = Private::default();
    let (how, from) =
        placement.map_or((None, &nothing), |placement| (placement.evidence, &placement.source));
    let mut fields = vec![evidence(of_evidence, "  how we know", how)];
    fields.extend(source(of_source, "  source", from, curtain));
    fields
}

pub(super) fn step(part: Part<'_>, map: &Map, id: &PartnerId) -> Result<Option<Step>, Fault> {
    let Some(partner) = map.partners.get(id) else { return Ok(None) };
    let interest = rated(part, INTEREST, partner.interest.as_ref())?;
    let influence = rated(part, INFLUENCE, partner.influence.as_ref())?;
    Ok(partner::place(map, id, Placements { interest, influence }))
}
