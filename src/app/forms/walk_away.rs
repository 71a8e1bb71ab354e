//! The form of what a partner does without an agreement, scored like an option. All of it is private.

use super::part::{Fault, Part};
use super::rated::{evidence, rated, source};
use super::{Field, Sheet, Value};
use crate::analysis::{Gain, walk_away};
use crate::app::error::UserError;
use crate::app::session::App;
use crate::edit::{Step, partner};
use crate::model::{
    Content, Curtain, Effect, Evidence, Map, Partner, PartnerId, Private, WalkAway, Worth,
};

const SAYS: &str = "partners.walk_away.says";
const ON: [&str; 3] =
    ["partners.walk_away.on.by", "partners.walk_away.on.evidence", "partners.walk_away.on.source"];
const GAIN: &str = "partners.walk_away.gain";
const EVIDENCE: &str = "partners.walk_away.evidence";
const SOURCE: &str = "partners.walk_away.source";

pub(super) fn form(app: &App, id: &PartnerId) -> Result<Sheet, UserError> {
    let pass = app.curtain.pass().ok_or(UserError::CurtainDrawn)?;
    let partner = app.map().partners.get(id).ok_or(UserError::NothingSelected)?;
    let fresh = WalkAway::default();
    let walk_away = partner.walk_away.reveal(pass).as_deref().unwrap_or(&fresh);
    let help = "what they do if there is no agreement, in words";
    let mut fields = vec![Field::new(SAYS, "They would", help, Value::line(&walk_away.says))];
    if let Some(gain) = walk_away.gain {
        let help = "what that is worth to them as one number, from an import; \
                    deleted, it can be scored line by line";
        let gain = Value::number(Some(gain.decimal()), (-1000, 1000), ("", ""));
        fields.push(Field::new(GAIN, "Worth", help, gain));
    } else {
        for (id, criterion) in &partner.success {
            let Some(content) = criterion.shown(app.curtain) else { continue };
            fields.extend(line(content, walk_away.on.get(id), app.curtain));
        }
    }
    fields.push(evidence(EVIDENCE, "How we know", walk_away.evidence));
    fields.extend(source(SOURCE, "Source", &Private::new(walk_away.source.clone()), app.curtain));
    Ok((format!("Without an agreement: {}", partner.name), fields))
}

/// What leaving would do to one line of success.
fn line(content: &Content, effect: Option<&Effect>, curtain: Curtain) -> Vec<Field> {
    let number = effect.map(|effect| effect.value.decimal());
    let help = format!("-3 to 3, worse to better without an agreement: {}", content.says);
    let value = Value::number(number, (-3, 3), ("much worse", "much better"));
    let nothing = Private::default();
    let (how, from) = effect.map_or((None, &nothing), |effect| (effect.evidence, &effect.source));
    let mut fields = vec![
        Field::new(ON[0], content.says.to_string(), help, value),
        evidence(ON[1], "  how we know", how),
    ];
    fields.extend(source(ON[2], "  source", from, curtain));
    fields
}

pub(super) fn step(part: Part<'_>, map: &Map, id: &PartnerId) -> Result<Option<Step>, Fault> {
    let Some(whose) = map.partners.get(id) else { return Ok(None) };
    partner::revise_walk_away(map, id, |walk_away| {
        part.text(SAYS, &mut walk_away.says);
        part.known(EVIDENCE, &Evidence::ALL, &mut walk_away.evidence);
        part.text(SOURCE, &mut walk_away.source);
        score(part, whose, walk_away)
    })
}

/// Takes over the numbers; those that are new follow in the order of the lines of success.
fn score(part: Part<'_>, whose: &Partner, walk_away: &mut WalkAway) -> Result<(), Fault> {
    let gain = part.number(GAIN, walk_away.gain.map(Worth::decimal))?;
    walk_away.gain = gain.map(Worth::clamped);
    let on = &mut walk_away.on;
    for (id, part) in whose.success.keys().zip(part.each(ON[0])) {
        match rated(part, ON, on.get(id))? {
            Some(effect) => drop(on.insert(id.clone(), effect)),
            None => drop(on.remove(id)),
        }
    }
    Ok(())
}

/// What the walk-away is worth with what stands in the form, and by how much that is too much where it
/// may be so much at most. Nothing where what stands there is no number.
pub(super) fn adds_up(
    part: Part<'_>,
    app: &App,
    id: &PartnerId,
    most: Option<Gain>,
) -> Option<String> {
    let pass = app.curtain.pass()?;
    let mut whose = app.map().partners.get(id)?.clone();
    let mut written = whose.walk_away.reveal(pass).clone().unwrap_or_default();
    score(part, &whose, &mut written).ok()?;
    whose.walk_away = Private::new(Some(written));
    let worth = *walk_away(&whose).reveal(pass);
    let told = worth.map_or("not scored: counts as 0".to_owned(), |worth| {
        format!("adds up to {} for them", worth.words())
    });
    let over = most.map(|most| worth.unwrap_or(Gain::ZERO) - most);
    Some(match over {
        None => told,
        Some(over) if over > Gain::ZERO => {
            format!("{told}; they could say yes at {} less", over.enough())
        }
        Some(_) => format!("{told}: low enough for them to say yes"),
    })
}
