//! The form of a rule between two options of different issues.

use super::part::{Fault, Part};
use super::{Alternative, Choices, Field, Sheet, Value};
use crate::app::error::UserError;
use crate::app::session::App;
use crate::edit::{Step, rule};
use crate::model::{Map, OptionId, Rule};

/// A rule is one field of the file, and three of its form: option, kind, option.
const RULE: &str = "rules";

/// The n-th rule; without a number, a new one.
pub(super) fn form(app: &App, at: Option<usize>) -> Result<Sheet, UserError> {
    let map = app.map();
    let rule = match at {
        None => None,
        Some(at) => {
            let gone = UserError::Missing("This rule is gone", "u undoes the last edit");
            Some(map.rules.get(at).ok_or(gone)?)
        }
    };
    let [first, second] = match rule {
        None => [None, None],
        Some(rule) => rule.options().map(Some),
    };
    let kinds = [
        ("requires", "the first can only be chosen together with the second"),
        ("excludes", "the two can't be chosen together"),
    ];
    let kinds = kinds.map(|(label, detail)| Alternative::new(label, detail));
    let kind = usize::from(matches!(rule, Some(Rule::Excludes(..))));
    let fields = vec![
        Field::new(RULE, "Option", "an option of one issue", Value::Choice(options(map, first))),
        Field::new(RULE, "Rule", "whether the two need each other or rule each other out", {
            Value::Choice(Choices::new(kinds.to_vec(), kind))
        }),
        Field::new(RULE, "Option", "an option of another issue", {
            Value::Choice(options(map, second))
        }),
    ];
    let title = if rule.is_none() { "A new rule" } else { "A rule between two options" };
    Ok((title.to_owned(), fields))
}

/// All options by issue; before them, in a new rule, that none is chosen yet.
fn options(map: &Map, chosen: Option<&OptionId>) -> Choices {
    let rows = map.issues.values().flat_map(|issue| {
        issue
            .options
            .iter()
            .map(|(id, option)| Alternative::new(&*option.name, &*issue.name).of(id.as_str()))
    });
    let rows = rows.collect();
    match chosen {
        None => Choices::new(rows, 0).or_open("choose an option", None),
        Some(chosen) => {
            let at = map.options().position(|(place, _)| place.option == *chosen);
            Choices::new(rows, at.unwrap_or(0))
        }
    }
}

pub(super) fn step(part: Part<'_>, map: &Map, at: Option<usize>) -> Result<Option<Step>, Fault> {
    let [first, kind, second] = part.each(RULE)[..] else { return Ok(None) };
    let old = at.and_then(|at| map.rules.get(at));
    let before = old.map(Rule::options);
    let option = |part: Part<'_>, before: Option<&OptionId>| {
        let open = usize::from(old.is_none());
        let nth = |at: usize| map.options().nth(at.checked_sub(open)?);
        let chosen = part.chosen(RULE).and_then(nth).map(|(place, _)| place.option);
        chosen.or(before.cloned()).ok_or_else(|| {
            let message = "A rule is between two options".to_owned();
            part.fault(RULE, message, "Space lists them, or Esc")
        })
    };
    let one = option(first, before.map(|[one, _]| one))?;
    let other = option(second, before.map(|[_, other]| other))?;
    let issue = map.issue_of(&one);
    if issue == map.issue_of(&other) {
        let name = issue.and_then(|id| map.issues.get(id)).map_or("", |issue| &*issue.name);
        let message = format!("Both are options of \"{name}\", where only one is chosen anyway");
        return Err(second.fault(RULE, message, "choose one of another issue"));
    }
    let was_excluding = matches!(old, Some(Rule::Excludes(..)));
    let excludes = kind.chosen(RULE).map_or(was_excluding, |kind| kind == 1);
    let rule = if excludes { Rule::Excludes(one, other) } else { Rule::Requires(one, other) };
    if rule::position(map, &rule).is_some_and(|other| Some(other) != at) {
        return Err(kind.fault(RULE, "This rule stands already".to_owned(), "change it, or Esc"));
    }
    Ok(match at {
        Some(at) => rule::change(map, at, rule),
        None => rule::add(map, rule),
    })
}
