//! The list of rules: which option requires or excludes which, and of which issues they are.

use super::Column;
use crate::analysis::explain;
use crate::app::session::App;
use crate::model::{OptionId, OptionPlace, Rule};

pub(super) const COLUMNS: &[Column] = &[
    Column::new("rule"),
    Column::new("option"),
    Column::aside("issue"),
    Column::new(""),
    Column::new("option"),
    Column::aside("issue"),
];

pub(super) fn cells(app: &App, at: usize) -> Vec<String> {
    let Some(rule) = app.map().rules.get(at) else { return Vec::new() };
    let [(first, first_issue), (second, second_issue)] =
        rule.options().map(|option| names(app, option));
    let (kind, sign) = match rule {
        Rule::Requires(..) => ("Requires", "→"),
        Rule::Excludes(..) => ("Excludes", "/"),
    };
    vec![kind.into(), first, first_issue, sign.into(), second, second_issue]
}

/// The names of an option and of its issue.
fn names(app: &App, option: &OptionId) -> (String, String) {
    let map = app.map();
    let place = map
        .issue_of(option)
        .map(|issue| OptionPlace { issue: issue.clone(), option: option.clone() });
    let answer = place.as_ref().and_then(|place| map.option(place));
    let issue = place.as_ref().and_then(|place| map.issues.get_key_value(&place.issue));
    let named = answer.map(|answer| explain::named(&answer.name, option.as_str()));
    let asked = issue.map(|(id, issue)| explain::named(&issue.name, id.as_str()));
    (named.unwrap_or_else(|| option.to_string()), asked.unwrap_or_default())
}

/// The rule as a sentence.
pub(super) fn tells(app: &App, at: usize) -> String {
    let Some(rule) = app.map().rules.get(at) else { return String::new() };
    let verb = match rule {
        Rule::Requires(..) => "can only be chosen together with",
        Rule::Excludes(..) => "can't be chosen together with",
    };
    let [first, second] = rule.options().map(|option| {
        let (option, issue) = names(app, option);
        format!("\"{option}\" ({issue})")
    });
    format!("{first} {verb} {second}.")
}
