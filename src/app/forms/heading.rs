//! The form of the lines on top of the map: what it is about, what for, and for whom.

use super::part::{Fault, Part};
use super::{Alternative, Choices, Field, Sheet, Value};
use crate::app::session::App;
use crate::edit::{Step, heading};
use crate::model::{Form, Map, Stage};

const TITLE: &str = "title";
const PURPOSE: &str = "purpose";
const SERVES: &str = "serves";
const SITUATION: &str = "situation";
const FORM: &str = "form";
const STAGE: &str = "stage";

pub(super) fn form(app: &App) -> Sheet {
    let heading = &app.map().heading;
    let at = Form::ALL.iter().position(|form| Some(*form) == heading.form);
    let row = |label: &str, detail: &str| Alternative::new(label, detail);
    let forms = Form::ALL.map(|form| row(form.word(), form_means(form)));
    let forms = Choices::new(forms.to_vec(), 0).or_open("not decided", at);
    let at = Stage::ALL.iter().position(|stage| Some(*stage) == heading.stage);
    let stages = Stage::ALL.map(|stage| row(stage.words(), stage_means(stage)));
    let stages = Choices::new(stages.to_vec(), 0).or_open("not said", at);
    let fields = vec![
        Field::new(TITLE, "Title", "the map's name", Value::line(&heading.title)),
        Field::new(PURPOSE, "Purpose", "the shared vision, one sentence", {
            Value::line(&heading.purpose)
        }),
        Field::new(SERVES, "Serves", "whom all of this is for", Value::line(&heading.serves)),
        Field::new(SITUATION, "Situation", "how things stand, in as many lines as it takes", {
            Value::page(&heading.situation)
        }),
        Field::new(
            FORM,
            "Form",
            "how closely to work together: the lightest that serves the aim",
            Value::Choice(forms),
        ),
        Field::new(STAGE, "Stage", "how far the coalition has come", Value::Choice(stages)),
    ];
    ("What this map is about".to_owned(), fields)
}

fn form_means(form: Form) -> &'static str {
    match form {
        Form::Networking => "they exchange information",
        Form::Coordinating => "they also change what they do",
        Form::Cooperating => "they also share resources",
        Form::Collaborating => "they also strengthen each other",
    }
}

fn stage_means(stage: Stage) -> &'static str {
    match stage {
        Stage::GetReady => "finding each other",
        Stage::Plan => "agreeing on what to do",
        Stage::Implement => "doing it",
        Stage::Sustain => "keeping it going",
    }
}

pub(super) fn step(part: Part<'_>, map: &Map) -> Result<Option<Step>, Fault> {
    part.filled(TITLE, ("A map needs a title", "type one, or Esc"))?;
    let mut changed = map.heading.clone();
    part.text(TITLE, &mut changed.title);
    part.text(PURPOSE, &mut changed.purpose);
    part.text(SERVES, &mut changed.serves);
    part.text(SITUATION, &mut changed.situation);
    part.known(FORM, &Form::ALL, &mut changed.form);
    part.known(STAGE, &Stage::ALL, &mut changed.stage);
    Ok(heading::change(map, changed))
}
