//! The form of one effect of an option, on a theme or on a criterion: how much, and how we know.

use super::part::{Fault, Part};
use super::rated::{evidence, rated, source};
use super::{Field, Sheet, Value};
use crate::analysis::explain::flat;
use crate::analysis::{Outcome, those_known};
use crate::app::error::UserError;
use crate::app::session::App;
use crate::app::sheet::On;
use crate::edit::{Step, effect};
use crate::model::{Effect, Entries, IssueOption, Map, OptionPlace, Private};

const ON_THEME: [&str; 3] = [
    "issues.options.effects.by",
    "issues.options.effects.evidence",
    "issues.options.effects.source",
];
const ON_CRITERION: [&str; 3] =
    ["issues.options.on.by", "issues.options.on.evidence", "issues.options.on.source"];

pub(super) fn form(app: &App, place: &OptionPlace, on: &On) -> Result<Sheet, UserError> {
    let map = app.map();
    let option = map.option(place).ok_or(UserError::NothingSelected)?;
    let (subject, help, ends) = match on {
        On::Theme(theme) => {
            let theme = map.themes.get(theme).ok_or(UserError::NothingSelected)?;
            let help = "-3 to 3, how its level falls or rises; empty: not scored";
            (flat(&theme.name), help, ("falls much", "rises much"))
        }
        On::Criterion(partner, criterion) => {
            let whose = map.partners.get(partner).ok_or(UserError::NothingSelected)?;
            let criterion = whose.success.get(criterion).ok_or(UserError::NothingSelected)?;
            let content = criterion.shown(app.curtain).ok_or(UserError::CurtainDrawn)?;
            let help = "-3 to 3, worse to better for them; empty: the effect on its theme counts";
            (format!("\"{}\"", flat(&content.says)), help, ("much worse", "much better"))
        }
    };
    let [of_number, of_evidence, of_source] = edits(on);
    let (old, nothing) = (entry(option, on), Private::default());
    let number = old.map(|old| old.value.decimal());
    let mut fields = vec![
        Field::new(of_number, "Effect", help, Value::number(number, (-3, 3), ends)),
        evidence(of_evidence, "How we know", old.and_then(|old| old.evidence)),
    ];
    let from = old.map_or(&nothing, |old| &old.source);
    fields.extend(source(of_source, "Source", from, app.curtain));
    Ok((format!("{}: effect on {subject}", option.name), fields))
}

/// What the option is worth with what stands in the form: to the partner, or for how many it is good
/// and bad. Nothing where that is no number.
pub(super) fn adds_up(part: Part<'_>, app: &App, place: &OptionPlace, on: &On) -> Option<String> {
    let mut option = app.map().option(place)?.clone();
    let written = rated(part, edits(on), entry(&option, on)).ok()?;
    let answer = |option: &IssueOption| app.answers().supposed(app.map(), place, option);
    match on {
        On::Theme(theme) => {
            put(&mut option.effects, theme, written);
            let tally = answer(&option).tally;
            let those = those_known(tally.known, tally.of);
            Some(format!("good for {}, bad for {}, of {those}", tally.wins, tally.loses))
        }
        On::Criterion(partner, criterion) => {
            put(option.on.or_default(partner.clone()), criterion, written);
            let at = app.map().partners.get_index_of(partner)?;
            let answer = answer(&option);
            let red = if answer.breaks_red_line_of(at) { "; breaks a red line" } else { "" };
            Some(match answer.outcome(at) {
                Outcome::NotScored => "not scored for them: counts as 0".to_owned(),
                _ => format!("adds up to {} for them{red}", answer.gain(at)?.words()),
            })
        }
    }
}

/// Sets an entry, or takes it out.
fn put<K: Clone + Ord>(entries: &mut Entries<K, Effect>, key: &K, entry: Option<Effect>) {
    match entry {
        Some(entry) => drop(entries.insert(key.clone(), entry)),
        None => drop(entries.remove(key)),
    }
}

pub(super) fn step(
    part: Part<'_>,
    map: &Map,
    place: &OptionPlace,
    on: &On,
) -> Result<Option<Step>, Fault> {
    let Some(option) = map.option(place) else { return Ok(None) };
    let written = rated(part, edits(on), entry(option, on))?;
    Ok(match on {
        On::Theme(theme) => effect::on_theme(map, place, theme, written),
        On::Criterion(partner, criterion) => {
            effect::on_criterion(map, place, (partner, criterion), written)
        }
    })
}

fn edits(on: &On) -> [&'static str; 3] {
    match on {
        On::Theme(_) => ON_THEME,
        On::Criterion(..) => ON_CRITERION,
    }
}

fn entry<'a>(option: &'a IssueOption, on: &On) -> Option<&'a Effect> {
    match on {
        On::Theme(theme) => option.effects.get(theme),
        On::Criterion(partner, criterion) => option.on.get(partner)?.get(criterion),
    }
}
