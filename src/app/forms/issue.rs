//! The form of an issue: what it asks, and whether it needs an answer.

use super::part::{Fault, Part};
use super::{Field, Sheet, Value};
use crate::app::error::UserError;
use crate::app::session::App;
use crate::edit::{Question, Step, issue};
use crate::model::{IssueId, Map};

const NAME: &str = "issues.name";
const MUST_SETTLE: &str = "issues.must_settle";

pub(super) fn form(app: &App, id: &IssueId) -> Result<Sheet, UserError> {
    let issue = app.map().issues.get(id).ok_or(UserError::NothingSelected)?;
    let answer = "yes: one option must be chosen; no: it can be left as it is, worth 0 to everyone";
    let fields = vec![
        Field::new(NAME, "Issue", "the question to settle", Value::line(&issue.name)),
        Field::new(MUST_SETTLE, "Needs an answer", answer, Value::switch(issue.must_settle)),
    ];
    Ok(("A question to settle".to_owned(), fields))
}

pub(super) fn step(part: Part<'_>, map: &Map, id: &IssueId) -> Result<Option<Step>, Fault> {
    part.filled(NAME, ("An issue needs a name", "write the question, or Esc"))?;
    let Some(issue) = map.issues.get(id) else { return Ok(None) };
    let mut question = Question::of(issue);
    part.text(NAME, &mut question.name);
    part.switch(MUST_SETTLE, &mut question.must_settle);
    Ok(issue::change(map, id, question))
}
