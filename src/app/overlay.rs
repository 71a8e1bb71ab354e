//! What lies over the screen and takes the keys: help, explanations, choices, prompts, editors, forms.

use super::collection::Collection;
use super::finder::Finder;
use super::forms::Form;
use super::mistakes::Mistakes;
use super::quick::QuickPage;
use super::sheet::Sheet;
use super::start::Start;
use super::text::{Lines, TextField};
use super::view::{Only, folded};
use crate::app::commands::{Command, Context};
use crate::app::message::{Saving, Then};
use crate::model::{
    Direction, IssueId, Map, OptionId, OptionPlace, PartnerId, Text, ThemeId, order_by_key,
};

/// Something that lies over the screen. The topmost one has the keys.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// All keys and commands.
    Help(Reading),
    /// The explanation of what was asked about.
    Why(Reading),
    /// The card of the selected partner, where there is no room for it beside the list.
    Card,
    /// A choice from a list.
    Picker(Picker),
    /// One line to type.
    Prompt(Prompt),
    /// A long text to write.
    Editor(Editor),
    /// A record of the map, field by field.
    Form(Form),
    /// A page on which each line is a new partner.
    Quick(QuickPage),
    /// What an option does, line by line.
    Sheet(Sheet),
    /// Maps to open; fills the screen.
    Start(Start),
    /// A file to look for.
    Finder(Finder),
    /// What is wrong with a file; fills the screen.
    Mistakes(Mistakes),
    /// A list of themes, relations or rules.
    Collection(Collection),
}

impl Overlay {
    /// In which context its keys are looked up.
    #[must_use]
    pub fn context(&self) -> Context {
        match self {
            Self::Help(_) | Self::Why(_) => Context::Reading,
            Self::Card => Context::Card,
            Self::Picker(_) => Context::Picking,
            Self::Prompt(_) => Context::Prompt,
            Self::Editor(_) => Context::Writing,
            Self::Form(_) => Context::Form,
            Self::Quick(_) => Context::Adding,
            Self::Sheet(_) => Context::Sheet,
            Self::Start(_) => Context::Start,
            Self::Finder(_) => Context::Finding,
            Self::Mistakes(_) => Context::Mistakes,
            Self::Collection(_) => Context::Collection,
        }
    }

    /// Whether it stands in the place of the screens.
    #[must_use]
    pub fn fills_screen(&self) -> bool {
        matches!(self, Self::Start(_) | Self::Mistakes(_))
    }

    /// Whether it can stay when the curtain is turned: it is drawn anew by it, or holds nothing private.
    #[must_use]
    pub fn follows_curtain(&self) -> bool {
        matches!(
            self,
            Self::Card
                | Self::Sheet(_)
                | Self::Collection(_)
                | Self::Start(_)
                | Self::Finder(_)
                | Self::Mistakes(_)
        )
    }
}

/// A text to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What it is about.
    pub title: String,
    /// The text.
    pub passages: Vec<Passage>,
    /// By how many lines it was scrolled; how far it can go only the drawing knows.
    pub scroll: usize,
}

/// A piece of a text to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// What follows, in one line.
    Heading(String),
    /// A sentence.
    Says(String),
    /// A word, or keys, and what belongs to it.
    Pair(String, String),
}

/// A list to choose from.
#[derive(Clone, Debug)]
pub struct Picker {
    /// What is chosen.
    pub title: String,
    /// Everything there is to choose from.
    pub rows: Vec<Row>,
    /// What typing does.
    pub typing: Typing,
    /// What was typed to narrow it.
    pub words: TextField,
    /// What else can be made of what was typed, as "new theme".
    pub coins: Option<&'static str>,
    /// Which of the matching rows is chosen.
    pub at: usize,
}

/// What typing does in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing {
    /// It narrows the list.
    Narrows,
    /// Nothing: the list is a question, which nobody answers by letters meant for something else.
    Ignored,
}

/// A row of a picker.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is called.
    pub label: String,
    /// A word about it, at the end of the row.
    pub detail: String,
    /// Why it can't be chosen now.
    pub refused: Option<String>,
    /// What choosing it does.
    pub choice: Choice,
}

impl Row {
    /// A row that can be chosen.
    pub fn new(label: impl Into<String>, detail: impl Into<String>, choice: Choice) -> Self {
        Self { label: label.into(), detail: detail.into(), refused: None, choice }
    }
}

/// What choosing a row of a picker does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Runs a command.
    Run(&'static Command),
    /// Selects a partner.
    Partner(PartnerId),
    /// Marks the grid by an option.
    ByOption(OptionPlace),
    /// Marks the grid by a theme in a direction.
    ByTheme(ThemeId, Direction),
    /// Lists only some partners, or all.
    Only(Option<Only>),
    /// Gives the field in the form below its n-th value.
    Value(usize),
    /// Gives the field in the form below a value that is made up.
    Coin(String),
    /// Chooses an option of the issue for the package that is looked at, or to leave it as it is.
    Take(IssueId, Option<OptionId>),
    /// Adds the partners of the page below.
    Add,
    /// Goes to the n-th row of the list below.
    Listed(usize),
    /// Merges the first theme into the second.
    Merge(ThemeId, ThemeId),
    /// Keeps what was written in the form below.
    Keep,
    /// Throws away what was written in the form below.
    Discard,
    /// Saves, and what follows.
    Save(Saving),
    /// Asks for a file to save to, and what follows.
    AskFile(Then),
    /// Shows how our map and the file that someone else changed differ.
    Compare,
    /// Puts our map in the place of theirs, and what follows.
    Ours(Then),
    /// Opens theirs.
    Theirs,
    /// Goes on without saving: to the end, or to another map.
    Leave(Then),
    /// Goes on with steps that were not saved.
    Recover,
    /// Lists them.
    LookAtSteps,
    /// Gives them up.
    DiscardSteps,
    /// Nothing.
    Stay,
}

impl Picker {
    /// A picker over these rows, the first one chosen.
    pub fn new(title: impl Into<String>, rows: Vec<Row>) -> Self {
        let words = TextField::new("", Lines::One);
        Self { title: title.into(), rows, typing: Typing::Narrows, words, coins: None, at: 0 }
    }

    /// A question with these answers, the first one chosen: one that loses nothing.
    pub fn question(title: impl Into<String>, rows: Vec<Row>) -> Self {
        Self { typing: Typing::Ignored, ..Self::new(title, rows) }
    }

    /// Offers, as the last row, to make something new of what was typed, unless it is there.
    pub fn offer_typed(&mut self) {
        let Some(what) = self.coins else { return };
        self.rows.retain(|row| !matches!(row.choice, Choice::Coin(_)));
        let typed = self.words.text().trim().to_owned();
        let there = self.rows.iter().any(|row| folded(&row.label) == folded(&typed));
        if !typed.is_empty() && !there {
            self.rows.push(Row::new(format!("{what}: {typed}"), "", Choice::Coin(typed)));
        }
    }

    /// The rows that hold every word typed; those that begin with the words first, what could be
    /// made new last.
    #[must_use]
    pub fn matching(&self) -> Vec<&Row> {
        let typed = folded(&self.words.text());
        let words: Vec<&str> = typed.split_whitespace().collect();
        let mut rows: Vec<(u8, &Row)> = self
            .rows
            .iter()
            .filter_map(|row| {
                if matches!(row.choice, Choice::Coin(_)) {
                    return Some((2, row));
                }
                let text = folded(&format!("{} {}", row.label, row.detail));
                let found = words.iter().all(|word| text.contains(word));
                found.then(|| (u8::from(!text.starts_with(typed.trim())), row))
            })
            .collect();
        order_by_key(&mut rows, |(later, _)| *later);
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// The row under the cursor.
    #[must_use]
    pub fn chosen(&self) -> Option<&Row> {
        self.matching().get(self.at).copied()
    }

    /// Moves the cursor by so many rows; it stays within the list.
    pub fn step(&mut self, rows: isize) {
        let last = self.matching().len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(rows).min(last);
    }
}

/// One line to type, and what it is for.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What is asked.
    pub asks: Asks,
    /// What was typed.
    pub field: TextField,
}

/// What a prompt asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// The name of a new partner.
    NewPartner,
    /// Another name for this partner.
    Rename(PartnerId),
    /// The name of a new issue.
    NewIssue,
    /// The name of a new option of this issue.
    NewOption(IssueId),
    /// The place of this partner, as "7 9".
    Place(PartnerId),
    /// Words that the partners listed have; works while typing. What it was before.
    Search {
        /// The words before.
        before: String,
        /// Who was selected before.
        selected: Option<PartnerId>,
    },
    /// The file to save to, and what follows.
    SaveAs(Then),
    /// The title of a new map.
    NewTitle,
    /// The file of a new map with this title.
    NewFile(Text),
}

impl Asks {
    /// The question, as it stands before the field.
    #[must_use]
    pub fn question(&self, map: &Map) -> String {
        let name = |id: &PartnerId| map.partners.get(id).map_or("", |partner| &*partner.name);
        match self {
            Self::NewPartner => "New partner: a name, and what else you know".into(),
            Self::Rename(id) => format!("New name for {}", name(id)),
            Self::NewIssue => "Name of the new issue".into(),
            Self::NewOption(id) => {
                let issue = map.issues.get(id).map_or("", |issue| &*issue.name);
                format!("New option: {issue}")
            }
            Self::Place(id) => format!("Place {}: interest and influence, 0 to 10", name(id)),
            Self::Search { .. } => "Search".into(),
            Self::SaveAs(_) => "Save as".into(),
            Self::NewTitle => "Title of the new map".into(),
            Self::NewFile(_) => "File of the new map".into(),
        }
    }

    /// What may be typed, in a few words.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::NewPartner => {
                "such as: Ministry of Health (MoH) 7 9: what success means; more #tag"
            }
            Self::Rename(_) => "a person, a group or an organization",
            Self::NewIssue => "a question to settle, such as Who pays for the bus line",
            Self::NewOption(_) => "one answer to the question; at most one of them is chosen",
            Self::Place(_) => {
                "such as 7 9: interest first, then influence; empty takes it off the grid"
            }
            Self::Search { .. } => "words in the name, a tag or what success means",
            Self::SaveAs(_) => "a file name, such as riverside.ron or ~/maps/riverside.ron",
            Self::NewTitle => "what it is about, in a few words",
            Self::NewFile(_) => "a file name; it is written when you save",
        }
    }
}

/// A long text to write.
#[derive(Clone, Debug)]
pub struct Editor {
    /// What it is, and whose.
    pub title: String,
    /// What is written about there.
    pub of: Writes,
    /// The text.
    pub field: TextField,
    /// Whether the person's own editor works on it.
    pub outside: bool,
}

/// Where a long text belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Writes {
    /// How this partner works.
    Culture(PartnerId),
    /// Notes on this partner for our eyes only.
    PrivateNotes(PartnerId),
    /// The field under the cursor of the form below.
    Field,
}
