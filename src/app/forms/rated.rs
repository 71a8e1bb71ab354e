//! Evidence and source, wherever they stand, and numbers that carry them.

use super::part::{Fault, Part};
use super::{Choices, Field, Value};
use crate::model::{Bounded, Curtain, Evidence, Private, Rated, Text};

const EVIDENCE: &str = "how we know: heard from them, read, inferred, or a guess";
const SOURCE: &str = "from where we know: who, what, when; hidden while the curtain is drawn";

/// The field for how we know.
pub(super) fn evidence(
    edits: &'static str,
    name: &'static str,
    evidence: Option<Evidence>,
) -> Field {
    let at = Evidence::ALL.iter().position(|word| Some(*word) == evidence);
    let words = Choices::words(Evidence::ALL.map(Evidence::word), 0).or_open("not said", at);
    Field::new(edits, name, EVIDENCE, Value::Choice(words))
}

/// The field for the source; none while the curtain is drawn.
pub(super) fn source(
    edits: &'static str,
    name: &'static str,
    source: &Private<Text>,
    curtain: Curtain,
) -> Option<Field> {
    let source = source.shown(curtain)?;
    Some(Field::new(edits, name, SOURCE, Value::line(source)))
}

/// What a form makes of a number with its evidence and source; none where there is no number.
///
/// `edits` are the fields of the number, of its evidence and of its source.
pub(super) fn rated<const LOW: i64, const HIGH: i64>(
    part: Part<'_>,
    edits: [&'static str; 3],
    old: Option<&Rated<Bounded<LOW, HIGH>>>,
) -> Result<Option<Rated<Bounded<LOW, HIGH>>>, Fault> {
    let [of_number, of_evidence, of_source] = edits;
    let Some(number) = part.number(of_number, old.map(|old| old.value.decimal()))? else {
        let mut evidence = None;
        part.known(of_evidence, &Evidence::ALL, &mut evidence);
        let source = part.written(of_source).is_some_and(|source| !source.is_empty());
        if evidence.is_none() && !source {
            return Ok(None);
        }
        let message = "There is no number that this would be the evidence for".to_owned();
        return Err(part.fault(of_number, message, "type the number, or say nothing of it"));
    };
    let value = Bounded::clamped(number);
    let mut rated = Rated { value, ..old.cloned().unwrap_or_else(|| Rated::bare(value)) };
    part.known(of_evidence, &Evidence::ALL, &mut rated.evidence);
    part.private_text(of_source, &mut rated.source);
    Ok(Some(rated))
}
