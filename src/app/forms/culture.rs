//! The form of how a partner works: notes and the six scales. All of it is private.

use super::part::Part;
use super::{Field, Sheet, Steps, Value};
use crate::app::error::UserError;
use crate::app::session::App;
use crate::edit::{Step, partner};
use crate::model::{self, CultureScale, Map, PartnerId};

const NOTES: &str = "partners.culture.notes";

/// The field of the file for a scale.
pub(in crate::app) fn edits(scale: CultureScale) -> &'static str {
    match scale {
        CultureScale::Explicitness => "partners.culture.explicitness",
        CultureScale::Hierarchy => "partners.culture.hierarchy",
        CultureScale::Deciding => "partners.culture.deciding",
        CultureScale::Trusting => "partners.culture.trusting",
        CultureScale::Disagreeing => "partners.culture.disagreeing",
        CultureScale::Timing => "partners.culture.timing",
    }
}

fn title(scale: CultureScale) -> &'static str {
    match scale {
        CultureScale::Explicitness => "Explicitness",
        CultureScale::Hierarchy => "Hierarchy",
        CultureScale::Deciding => "Deciding",
        CultureScale::Trusting => "Trusting",
        CultureScale::Disagreeing => "Disagreeing",
        CultureScale::Timing => "Timing",
    }
}

pub(super) fn form(app: &App, id: &PartnerId) -> Result<Sheet, UserError> {
    let pass = app.curtain.pass().ok_or(UserError::CurtainDrawn)?;
    let partner = app.map().partners.get(id).ok_or(UserError::NothingSelected)?;
    let culture = partner.culture.reveal(pass);
    let help = "what one has to know before meeting them; what was observed, never nationality";
    let mut fields = vec![Field::new(NOTES, "Notes", help, Value::page(&culture.notes))];
    fields.extend(CultureScale::ALL.map(|scale| {
        let words = scale.words().map(Into::into).to_vec();
        let steps = Steps::new(1, words, culture.step(scale).map(model::Step::get));
        Field::new(edits(scale), title(scale), scale.question(), Value::Steps(steps))
    }));
    Ok((format!("How {} works", partner.name), fields))
}

pub(super) fn step(part: Part<'_>, map: &Map, id: &PartnerId) -> Option<Step> {
    partner::revise_culture(map, id, |culture| {
        part.text(NOTES, &mut culture.notes);
        for scale in CultureScale::ALL {
            part.step(edits(scale), culture.step_mut(scale));
        }
    })
}
