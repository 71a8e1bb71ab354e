//! The list of relations: who moves whom how far, and, with the curtain open, who trusts whom and why.

use super::{Column, Member};
use crate::analysis::explain;
use crate::app::session::App;
use crate::model::{Curtain, MOVES, Moves, PartnerId, Relation, TRUST, Trust};

pub(super) fn columns(curtain: Curtain) -> Vec<Column> {
    let mut columns =
        vec![Column::new("from"), Column::new(""), Column::new("to"), Column::new("moves")];
    columns.extend((!curtain.is_drawn()).then_some(Column::new("trust")));
    columns
}

/// The relations of a partner, or all.
pub(super) fn members(app: &App, of: Option<&PartnerId>) -> Vec<Member> {
    let about =
        |relation: &Relation| of.is_none_or(|of| [&relation.from, &relation.to].contains(&of));
    let all = app.map().relations.iter().enumerate();
    all.filter(|(_, relation)| about(relation)).map(|(at, _)| Member::Relation(at)).collect()
}

pub(super) fn cells(app: &App, at: usize) -> Vec<String> {
    let Some(relation) = app.map().relations.get(at) else { return Vec::new() };
    let moves = relation.moves.map_or("not said".into(), moves_words);
    let mut cells = vec![name(app, &relation.from), "→".into(), name(app, &relation.to), moves];
    if let Some(trust) = relation.trust.shown(app.curtain) {
        cells.push(trust.map_or("not said".into(), trust_words));
    }
    cells
}

fn name(app: &App, id: &PartnerId) -> String {
    let partner = app.map().partners.get(id);
    partner.map_or_else(|| id.to_string(), |partner| explain::named(&partner.name, id.as_str()))
}

/// "2 projects".
fn moves_words(moves: Moves) -> String {
    let word = usize::try_from(moves.get()).ok().and_then(|at| MOVES.get(at));
    format!("{moves} {}", word.unwrap_or(&""))
}

/// "+1 trusts".
fn trust_words(trust: Trust) -> String {
    let word = usize::try_from(trust.get() + 2).ok().and_then(|at| TRUST.get(at));
    let sign = if trust.get() > 0 { "+" } else { "" };
    format!("{sign}{trust} {}", word.unwrap_or(&""))
}

/// What lies behind it, if that may be told.
pub(super) fn tells(app: &App, at: usize) -> String {
    let Some(relation) = app.map().relations.get(at) else { return String::new() };
    match relation.note.shown(app.curtain) {
        None => "Trust, and what lies behind a relation, are hidden by the curtain.".into(),
        Some(note) if note.trim().is_empty() => {
            "Nothing is noted of what lies behind it: Enter changes it.".into()
        }
        Some(note) => explain::flat(note),
    }
}
