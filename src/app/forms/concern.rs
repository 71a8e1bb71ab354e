//! The form of something a partner fears. It is private.

use super::part::{Fault, Part};
use super::{Field, Sheet, Value};
use crate::app::error::UserError;
use crate::app::session::App;
use crate::edit::{Step, UsedIds, concern};
use crate::model::{Concern, ConcernId, Map, PartnerId};

const SAYS: &str = "partners.concerns.says";

pub(super) fn form(
    app: &App,
    partner: &PartnerId,
    id: Option<&ConcernId>,
) -> Result<Sheet, UserError> {
    let pass = app.curtain.pass().ok_or(UserError::CurtainDrawn)?;
    let whose = app.map().partners.get(partner).ok_or(UserError::NothingSelected)?;
    let concerns = whose.concerns.reveal(pass);
    let says = match id {
        None => "",
        Some(id) => &concerns.get(id).ok_or(UserError::NothingSelected)?.says,
    };
    let more = id.is_none() && !concerns.is_empty();
    let title = format!("What {}{} fears", if more { "else " } else { "" }, whose.name);
    let field = Field::new(SAYS, "Concern", "in their words or ours", Value::line(says));
    Ok((title, vec![field]))
}

pub(super) fn step(
    part: Part<'_>,
    (map, used): (&Map, &UsedIds),
    partner: &PartnerId,
    id: Option<&ConcernId>,
) -> Result<Option<Step>, Fault> {
    part.filled(SAYS, ("A concern needs words", "write what they fear, or Esc"))?;
    let Some(says) = part.written(SAYS) else { return Ok(None) };
    Ok(match id {
        Some(id) => concern::change(map, partner, id, Concern { says }),
        None => concern::add(map, used, partner, Concern { says }).map(|(_, step)| step),
    })
}
