//! The one table of commands: keymap, key line, help, palette and the README's keys all come from it.

pub(in crate::app) mod card;
pub(in crate::app) mod choices;
pub(in crate::app) mod collection;
pub(in crate::app) mod effect;
pub(in crate::app) mod form;
mod gap;
pub(in crate::app) mod grid;
mod matrix;
mod navigate;
pub(in crate::app) mod options;
pub(in crate::app) mod overlays;
pub(in crate::app) mod packages;
pub(in crate::app) mod partner;
pub(in crate::app) mod quick;
pub(in crate::app) mod session;
pub(in crate::app) mod sheet;
pub(in crate::app) mod start;
pub(in crate::app) mod table;
pub(in crate::app) mod views;
pub(in crate::app) mod writing;

use super::error::UserError;
use super::key::Key;
use super::message::Effect;
use super::session::App;

/// Something a person can do, by key, palette or mouse.
pub struct Command {
    /// Its name, `noun.verb`.
    pub name: &'static str,
    /// The keys that run it, the first one shown.
    pub keys: &'static [&'static str],
    /// Where the keys work.
    pub contexts: &'static [Context],
    /// What it does, in one line.
    pub summary: &'static str,
    /// Two or three words for the key line; empty where it isn't offered there.
    pub hint: &'static str,
    /// What stands for its key in the key line, where several commands are shown as one; else empty.
    pub hint_keys: &'static str,
    /// Whether it can be run now; if not, why.
    pub available: fn(&App) -> Result<(), UserError>,
    /// Does it.
    pub run: fn(&mut App) -> Result<Vec<Effect>, UserError>,
}

impl Command {
    /// Fills in what a record of the table leaves out.
    const BASE: Self = Self {
        name: "",
        keys: &[],
        contexts: &[],
        summary: "",
        hint: "",
        hint_keys: "",
        available: |_| Ok(()),
        run: |_| Ok(Vec::new()),
    };

    /// The key that stands in the key line.
    #[must_use]
    pub fn hinted_key(&self) -> String {
        if !self.hint_keys.is_empty() {
            return self.hint_keys.to_owned();
        }
        let key = self.keys.first().and_then(|key| key.parse::<Key>().ok());
        key.map_or_else(String::new, |key| key.to_string())
    }

    /// Whether it only goes somewhere within what has the keys.
    fn moves(&self) -> bool {
        const KEYS: [&str; 12] = [
            "down",
            "up",
            "left",
            "right",
            "pagedown",
            "pageup",
            "home",
            "end",
            "tab",
            "shift-tab",
            "g",
            "G",
        ];
        self.keys.first().is_some_and(|key| KEYS.contains(key))
    }

    /// Its keys as shown to a person: `↓ j Tab`.
    #[must_use]
    pub fn keys_shown(&self) -> String {
        let keys = self.keys.iter().filter_map(|key| key.parse::<Key>().ok());
        keys.map(|key| key.to_string()).collect::<Vec<_>>().join(" ")
    }
}

impl PartialEq for Command {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Command {}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// What has the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Context {
    /// The list on the Partners screen.
    List,
    /// The card of a partner.
    Card,
    /// The grid.
    Grid,
    /// The matrix.
    Overlap,
    /// The table of options.
    Options,
    /// Packages of options.
    Packages,
    /// Help or an explanation.
    Reading,
    /// A choice from a list.
    Picking,
    /// One line to type.
    Prompt,
    /// A long text to write.
    Writing,
    /// A form.
    Form,
    /// The page of new partners.
    Adding,
    /// The effects of an option.
    Sheet,
    /// The start screen.
    Start,
    /// Looking for a file.
    Finding,
    /// The mistakes of a file.
    Mistakes,
    /// A list of themes, relations or rules.
    Collection,
}

impl Context {
    /// All contexts, in the order of the help.
    pub const ALL: [Self; 17] = [
        Self::List,
        Self::Card,
        Self::Grid,
        Self::Overlap,
        Self::Options,
        Self::Packages,
        Self::Reading,
        Self::Picking,
        Self::Prompt,
        Self::Writing,
        Self::Form,
        Self::Adding,
        Self::Sheet,
        Self::Start,
        Self::Finding,
        Self::Mistakes,
        Self::Collection,
    ];

    /// Wherever nothing lies over the screen.
    pub const SCREENS: &'static [Self] =
        &[Self::List, Self::Card, Self::Grid, Self::Overlap, Self::Options, Self::Packages];

    /// The screens themselves, without the card.
    pub const MAINS: &'static [Self] =
        &[Self::List, Self::Grid, Self::Overlap, Self::Options, Self::Packages];

    /// Everywhere.
    pub const EVERYWHERE: &'static [Self] = &Self::ALL;
}

impl Context {
    /// The word for it where keys are listed.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::List => "Partners",
            Self::Card => "the card",
            Self::Grid => "Grid",
            Self::Overlap => "Overlap",
            Self::Options => "Options",
            Self::Packages => "Packages",
            Self::Reading => "help, why",
            Self::Picking => "a list to choose from",
            Self::Prompt => "a line to type",
            Self::Writing => "the editor",
            Self::Form => "the form",
            Self::Adding => "the page of new partners",
            Self::Sheet => "the effects",
            Self::Start => "the start screen",
            Self::Finding => "looking for a file",
            Self::Mistakes => "a list of mistakes",
            Self::Collection => "lists",
        }
    }
}

/// A group of commands, as it stands in the help.
pub struct Group {
    /// Its heading.
    pub name: &'static str,
    /// Its commands.
    pub commands: &'static [Command],
}

/// The table.
pub const GROUPS: &[Group] = &[
    Group { name: "Choose", commands: navigate::COMMANDS },
    Group { name: "Grid", commands: grid::COMMANDS },
    Group { name: "Overlap", commands: matrix::COMMANDS },
    Group { name: "Options", commands: table::COMMANDS },
    Group { name: "Packages", commands: packages::COMMANDS },
    Group { name: "A package by hand", commands: choices::COMMANDS },
    Group { name: "Issues and options", commands: options::COMMANDS },
    Group { name: "Effects of an option", commands: sheet::COMMANDS },
    Group { name: "One effect", commands: effect::COMMANDS },
    Group { name: "Partners", commands: partner::COMMANDS },
    Group { name: "Quick entry", commands: quick::COMMANDS },
    Group { name: "What is missing", commands: gap::COMMANDS },
    Group { name: "Card", commands: card::COMMANDS },
    Group { name: "Heading, themes, relations, rules", commands: collection::COMMANDS },
    Group { name: "Screens", commands: views::COMMANDS },
    Group { name: "Open", commands: start::COMMANDS },
    Group { name: "Map", commands: session::COMMANDS },
    Group { name: "In help and lists", commands: overlays::COMMANDS },
    Group { name: "Forms", commands: form::COMMANDS },
    Group { name: "Where something is written", commands: writing::COMMANDS },
];

/// All commands, in the order of the table.
pub fn all() -> impl Iterator<Item = &'static Command> {
    GROUPS.iter().flat_map(|group| group.commands)
}

/// Runs the command of this name.
pub(in crate::app) fn run(app: &mut App, name: &str) -> Result<Vec<Effect>, UserError> {
    let command = all().find(|command| command.name == name);
    command.map_or_else(|| Ok(Vec::new()), |command| (command.run)(app))
}

/// All keys as Markdown, a table for each group: the keys section of the README.
#[must_use]
pub fn keys_markdown() -> String {
    let tables: Vec<String> = GROUPS.iter().map(table).collect();
    format!("`⇧` is the Shift key.\n\n{}", tables.join("\n"))
}

fn table(group: &Group) -> String {
    let keyed = group.commands.iter().filter(|command| !command.keys.is_empty());
    let rows = keyed.map(|command| {
        let keys = command.keys.iter().filter_map(|key| key.parse::<Key>().ok());
        let keys: Vec<String> = keys.map(|key| format!("`{key}`")).collect();
        let (keys, place) = (keys.join(" "), places(command.contexts));
        format!("| {keys} | {place} | {} |\n", command.summary)
    });
    let head = format!("**{}**\n\n| keys | where | what they do |\n|---|---|---|\n", group.name);
    std::iter::once(head).chain(rows).collect()
}

/// Where keys work, in words.
fn places(contexts: &[Context]) -> String {
    match contexts {
        Context::EVERYWHERE => "everywhere".into(),
        Context::SCREENS => "every screen, the card".into(),
        Context::MAINS => "every screen".into(),
        _ => contexts.iter().map(|context| context.word()).collect::<Vec<_>>().join(", "),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn every_command_has_a_name_of_its_own_a_summary_and_readable_keys() {
        let mut names = BTreeSet::new();
        for command in all() {
            assert!(names.insert(command.name), "{} stands twice", command.name);
            assert!(command.name.split('.').count() == 2, "{}", command.name);
            assert!(!command.summary.is_empty(), "{} has no summary", command.name);
            assert!(command.contexts.is_empty() == command.keys.is_empty(), "{}", command.name);
            for key in command.keys {
                assert!(key.parse::<Key>().is_ok(), "{}: {key}", command.name);
            }
        }
    }

    #[test]
    fn summaries_and_hints_read_well() {
        for command in all() {
            let summary = command.summary;
            assert!(summary.starts_with(char::is_uppercase), "{}: {summary}", command.name);
            assert!(
                !summary.ends_with('.') && !summary.contains('|'),
                "{}: {summary}",
                command.name
            );
            assert!(summary.chars().count() <= 90, "{}: {summary}", command.name);
            assert!(command.hint.chars().count() <= 20, "{}: {}", command.name, command.hint);
        }
    }

    #[test]
    fn keys_are_listed_with_where_they_work() {
        let text = keys_markdown();
        let line =
            "| `q` `Ctrl-C` | every screen, the card | Quit; asks when something is not saved |";
        assert!(text.lines().any(|other| other == line), "{text}");
        let line = "| `F1` | everywhere | Show all keys and what the marks mean |";
        assert!(text.lines().any(|other| other == line), "{text}");
    }

    #[test]
    fn no_two_commands_share_a_key_where_both_work() {
        let mut taken: BTreeMap<(Context, Key), &str> = BTreeMap::new();
        for command in all() {
            for key in command.keys.iter().map(|key| key.parse::<Key>().unwrap()) {
                for context in command.contexts {
                    let other = taken.insert((*context, key), command.name);
                    assert_eq!(other, None, "{key} in {context:?}: {} too", command.name);
                }
            }
        }
    }
}
