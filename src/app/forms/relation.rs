//! The form of what one partner is to another. Trust and what lies behind it are private.

use super::part::{Fault, Part};
use super::{Alternative, Choices, Field, Sheet, Steps, Value};
use crate::app::error::UserError;
use crate::app::session::App;
use crate::edit::{Step, relation};
use crate::model::{MOVES, Map, Moves, PartnerId, Relation, TRUST, Trust};

const FROM: &str = "relations.from";
const TO: &str = "relations.to";
const MOVES_BY: &str = "relations.moves";
const TRUSTS: &str = "relations.trust";
const NOTE: &str = "relations.note";

/// The relation from the one to the other; to nobody yet, a new one.
pub(super) fn form(
    app: &App,
    from: &PartnerId,
    to: Option<&PartnerId>,
) -> Result<Sheet, UserError> {
    let map = app.map();
    let at = |id: &PartnerId| map.partners.get_index_of(id);
    let fresh = || Relation::between(from.clone(), from.clone());
    let (relation, others, title) = match to {
        None => {
            (fresh(), partners(map, 0).or_open("choose a partner", None), "A new relation".into())
        }
        Some(to) => {
            let found = relation::position(map, from, to).and_then(|at| map.relations.get(at));
            let gone = UserError::Missing("This relation is gone", "u undoes the last edit");
            let name = |id| map.partners.get(id).map_or("", |partner| &*partner.name);
            let title = format!("What {} is to {}", name(from), name(to));
            (found.ok_or(gone)?.clone(), partners(map, at(to).unwrap_or(0)), title)
        }
    };
    let help = "how much of the other the one can change: nothing, its daily work, its projects, its \
                purpose, or even its survival";
    let moves = Steps::new(0, MOVES.map(Into::into).to_vec(), relation.moves.map(Moves::get));
    let mut fields = vec![
        Field::new(FROM, "From", "who moves and trusts", {
            Value::Choice(partners(map, at(from).unwrap_or(0)))
        }),
        Field::new(TO, "To", "who is moved and trusted; the way back is a relation of its own", {
            Value::Choice(others)
        }),
        Field::new(MOVES_BY, "Moves", help, Value::Steps(moves)),
    ];
    if let Some(pass) = app.curtain.pass() {
        let trust = relation.trust.reveal(pass).map(Trust::get);
        let trust = Steps::new(-2, TRUST.map(Into::into).to_vec(), trust);
        let help = "how far the one trusts the other, -2 to 2; hidden while the curtain is drawn";
        fields.push(Field::new(TRUSTS, "Trust", help, Value::Steps(trust)));
        let help = "what lies behind it; hidden while the curtain is drawn";
        fields.push(Field::new(NOTE, "Note", help, Value::line(relation.note.reveal(pass))));
    }
    Ok((title, fields))
}

/// All partners, the n-th chosen.
fn partners(map: &Map, at: usize) -> Choices {
    let partners = map.partners.iter();
    let names = partners.map(|(id, partner)| Alternative::word(&partner.name).of(id.as_str()));
    Choices::new(names.collect(), at)
}

pub(super) fn step(
    part: Part<'_>,
    map: &Map,
    from: &PartnerId,
    to: Option<&PartnerId>,
) -> Result<Option<Step>, Fault> {
    let partner = |at: usize| map.partners.get_index(at).map(|(id, _)| id.clone());
    let one = part.chosen(FROM).and_then(partner).unwrap_or_else(|| from.clone());
    // a new relation has a first row that says that nobody is chosen
    let before = usize::from(to.is_none());
    let other = part.chosen(TO).and_then(|at| partner(at.checked_sub(before)?)).or(to.cloned());
    let Some(other) = other else {
        let message = "A relation is between two partners".to_owned();
        return Err(part.fault(TO, message, "choose whom they move and trust, or Esc"));
    };
    if one == other {
        let message = "A relation is between two different partners".to_owned();
        let changed = if part.chosen(TO).is_some() { TO } else { FROM };
        return Err(part.fault(changed, message, "choose another one"));
    }
    let at = to.and_then(|to| relation::position(map, from, to));
    let stands = relation::position(map, &one, &other);
    if stands.is_some_and(|stands| Some(stands) != at) {
        let message = "There is a relation from the one to the other already".to_owned();
        return Err(part.fault(TO, message, "Esc, and Enter on that one in the list changes it"));
    }
    let old = at.and_then(|at| map.relations.get(at)).cloned();
    let mut changed = old.unwrap_or_else(|| Relation::between(one.clone(), other.clone()));
    (changed.from, changed.to) = (one, other);
    part.step(MOVES_BY, &mut changed.moves);
    part.private_step(TRUSTS, &mut changed.trust);
    part.private_text(NOTE, &mut changed.note);
    Ok(match at {
        Some(at) => relation::change(map, at, changed),
        None => relation::add(map, changed),
    })
}
