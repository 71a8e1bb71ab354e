//! Sessions played by key scripts, on a small map.

mod card;
mod curtain;
mod drafts;
mod edits;
mod effects;
mod foreign;
mod forms;
mod gaps;
mod journal;
mod lists;
mod opening;
mod options;
mod packages;
mod quick;
mod samples;
mod saving;
mod start;
mod suggestions;
mod themes;
mod undecided;
mod views;
mod words;

use super::*;
use crate::edit::Moment;
use crate::model::{
    Criterion, CriterionId, Curtain, Decimal, Direction, Evidence, Exchange, Issue, IssueId, Level,
    Map, Partner, PartnerId, ThemeId,
};
pub(crate) use samples::{PLANTED, sample};

/// Somebody at the keyboard. Every key comes two seconds after the one before.
pub(crate) struct Session {
    pub(crate) app: App,
    now: u64,
    effects: Vec<Effect>,
}

impl Session {
    pub(crate) fn of(map: Map, opening: Opening) -> Self {
        let origin = Origin::File("riverside.ron".into());
        Self { app: App::new(map, origin, opening), now: 0, effects: Vec::new() }
    }

    /// On the sample map, with the curtain open, in 120 columns.
    pub(crate) fn new() -> Self {
        let opening = Opening { curtain: Curtain::Open, size: (120, 40), ..Opening::default() };
        Self::of(sample(), opening)
    }

    pub(crate) fn send(&mut self, message: Msg) -> &mut Self {
        self.now += 2_000;
        self.effects.extend(update(&mut self.app, message, Moment(self.now)));
        self
    }

    /// Presses keys, written as in the table of commands, with blanks between.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.send(Msg::Key(key.parse().unwrap()));
        }
        self
    }

    /// Types a text, letter by letter.
    pub(crate) fn types(&mut self, text: &str) -> &mut Self {
        for sign in text.chars() {
            self.send(Msg::Key(Key::plain(KeyCode::Char(sign))));
        }
        self
    }

    /// Searches for what was asked for last, to the end, and tells what was found.
    pub(crate) fn search(&mut self) -> &mut Self {
        let asked = |effect: &Effect| matches!(effect, Effect::Search(_));
        let at = self.effects.iter().rposition(asked).expect("no search was asked for");
        let asked = self.effects.remove(at);
        assert_eq!(asked, Effect::Search(self.app.search().number()));
        let found = self.app.found().expect("it was stopped");
        self.send(found)
    }

    /// Runs a command from the palette.
    fn palette(&mut self, words: &str) -> &mut Self {
        self.keys(":").types(words).keys("enter")
    }

    /// What the effects were since this was asked last; the journal's and looks at the file, for
    /// which nobody asks, are left out.
    fn effects(&mut self) -> Vec<Effect> {
        let effects = std::mem::take(&mut self.effects);
        let asked = |effect: &Effect| {
            !matches!(effect, Effect::Journal(_) | Effect::Draft(_) | Effect::Look)
        };
        effects.into_iter().filter(asked).collect()
    }

    /// What is said in the lowest line.
    fn status(&self) -> String {
        match &self.app.status {
            None => String::new(),
            Some(Status::Note(text)) => text.clone(),
            Some(Status::Refused(message, hint)) => format!("refused: {message}: {hint}"),
        }
    }

    /// The labels of all steps done, the oldest first.
    fn steps(&self) -> Vec<String> {
        self.app.history().steps().map(|step| step.label.clone()).collect()
    }

    fn selected(&self) -> &Partner {
        self.app.selected().unwrap().1
    }

    /// Interest and influence of the selected partner.
    fn place(&self) -> String {
        let place = self.selected().place();
        place.map_or("none".into(), |(across, up)| format!("{across} {up}"))
    }

    fn overlay(&self) -> &'static str {
        match self.app.overlays.last() {
            None => "none",
            Some(Overlay::Help(_)) => "help",
            Some(Overlay::Why(_)) => "why",
            Some(Overlay::Card) => "card",
            Some(Overlay::Picker(_)) => "picker",
            Some(Overlay::Prompt(_)) => "prompt",
            Some(Overlay::Editor(_)) => "editor",
            Some(Overlay::Form(_)) => "form",
            Some(Overlay::Quick(_)) => "page",
            Some(Overlay::Sheet(_)) => "sheet",
            Some(Overlay::Start(_)) => "start",
            Some(Overlay::Finder(_)) => "finder",
            Some(Overlay::Mistakes(_)) => "mistakes",
            Some(Overlay::Collection(_)) => "list",
        }
    }

    /// The title of the form on top, and what stands in its foot.
    fn form(&self) -> (&str, String) {
        let Some(Overlay::Form(form)) = self.app.overlays.last() else { panic!("no form is open") };
        (&form.title, form.adds_up(&self.app).unwrap_or_default())
    }

    /// The names of the partners listed.
    fn listed(&self) -> Vec<&str> {
        let listed = self.app.listed().iter();
        listed.map(|index| &*self.app.partner_at(*index).unwrap().1.name).collect()
    }

    /// The explanation on top, one passage a line.
    fn read(&self) -> String {
        let Some(Overlay::Why(reading) | Overlay::Help(reading)) = self.app.overlays.last() else {
            return self.status();
        };
        let told = |passage: &Passage| match passage {
            Passage::Heading(text) => format!("# {text}"),
            Passage::Says(text) => text.clone(),
            Passage::Pair(left, right) => format!("{left}: {right}"),
        };
        reading.passages.iter().map(told).collect::<Vec<_>>().join("\n")
    }
}
