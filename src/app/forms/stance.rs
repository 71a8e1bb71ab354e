//! The form of where a partner stands on the matter, and where we want them. All of it is private.

use super::part::Part;
use super::{Alternative, Choices, Field, Sheet, Value};
use crate::app::error::UserError;
use crate::app::session::App;
use crate::edit::{Stances, Step, partner};
use crate::model::{Map, PartnerId, Stance};

const STANCE: &str = "partners.stance";
const WANTED: &str = "partners.wanted";

pub(super) fn form(app: &App, id: &PartnerId) -> Result<Sheet, UserError> {
    let pass = app.curtain.pass().ok_or(UserError::CurtainDrawn)?;
    let partner = app.map().partners.get(id).ok_or(UserError::NothingSelected)?;
    let choices = |stance: &Option<Stance>| {
        let at = Stance::ALL.iter().position(|word| Some(*word) == *stance);
        let rows = Stance::ALL.map(|stance| Alternative::new(stance.word(), about(stance)));
        Value::Choice(Choices::new(rows.to_vec(), 0).or_open("not known", at))
    };
    let fields = vec![
        Field::new(STANCE, "Stance", "where they stand on what we propose", {
            choices(partner.stance.reveal(pass))
        }),
        Field::new(
            WANTED,
            "Wanted",
            "where we want them to stand; the steps between are the gap",
            choices(partner.wanted.reveal(pass)),
        ),
    ];
    Ok((format!("Where {} stands", partner.name), fields))
}

fn about(stance: Stance) -> &'static str {
    match stance {
        Stance::Unaware => "they don't know of it",
        Stance::Resistant => "they are against it",
        Stance::Neutral => "neither for nor against",
        Stance::Supportive => "they are for it",
        Stance::Leading => "they carry it",
    }
}

pub(super) fn step(part: Part<'_>, map: &Map, id: &PartnerId) -> Option<Step> {
    let Stances { mut stance, mut wanted } = Stances::of(map.partners.get(id)?);
    part.private_known(STANCE, &Stance::ALL, &mut stance);
    part.private_known(WANTED, &Stance::ALL, &mut wanted);
    partner::take_stance(map, id, Stances { stance, wanted })
}
