//! Lists of records that lie over the screen: themes, relations, rules. Their rows are made from the
//! map each time, so that undo and redo show in them at once.

mod relation;
mod rule;
mod theme;

use super::forms::Subject;
use super::session::App;
use crate::edit::{Edit, Step, relation as relations, rule as rules, theme as themes};
use crate::model::{Curtain, PartnerId, ThemeId};

/// A list of records, and where its cursor is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    /// What is listed.
    pub of: Listing,
    /// The row under the cursor; beyond the end, where rows went, it counts as the last one.
    pub at: usize,
}

/// What a list lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listing {
    /// The themes.
    Themes,
    /// The relations of a partner in both directions, or those of all partners.
    Relations(Option<PartnerId>),
    /// The rules between options.
    Rules,
}

/// One record of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Member {
    /// A theme.
    Theme(ThemeId),
    /// The n-th relation.
    Relation(usize),
    /// The n-th rule.
    Rule(usize),
}

/// A column of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// What its cells tell.
    pub name: &'static str,
    /// Whether the list can do without it where there is little room.
    pub is_aside: bool,
}

impl Column {
    const fn new(name: &'static str) -> Self {
        Self { name, is_aside: false }
    }

    const fn aside(name: &'static str) -> Self {
        Self { name, is_aside: true }
    }
}

impl Collection {
    /// A list with the cursor on its first row.
    #[must_use]
    pub fn new(of: Listing) -> Self {
        Self { of, at: 0 }
    }

    /// The row under the cursor.
    #[must_use]
    pub fn chosen(&self, app: &App) -> Option<Member> {
        let mut rows = self.of.members(app);
        let at = self.at.min(rows.len().checked_sub(1)?);
        Some(rows.swap_remove(at))
    }
}

impl Listing {
    /// What it is a list of.
    #[must_use]
    pub fn title(&self, app: &App) -> String {
        match self {
            Self::Themes => "Themes".into(),
            Self::Relations(of) => {
                let whose = of.as_ref().and_then(|id| app.map().partners.get(id));
                whose.map_or("All relations".into(), |of| format!("Relations of {}", of.name))
            }
            Self::Rules => "Rules between options".into(),
        }
    }

    /// What its cells tell. Private columns are left out while the curtain is drawn.
    #[must_use]
    pub fn columns(&self, curtain: Curtain) -> Vec<Column> {
        match self {
            Self::Themes => theme::COLUMNS.to_vec(),
            Self::Relations(_) => relation::columns(curtain),
            Self::Rules => rule::COLUMNS.to_vec(),
        }
    }

    /// What stands in its rows, in file order.
    #[must_use]
    pub fn members(&self, app: &App) -> Vec<Member> {
        match self {
            Self::Themes => theme::members(app),
            Self::Relations(of) => relation::members(app, of.as_ref()),
            Self::Rules => (0..app.map().rules.len()).map(Member::Rule).collect(),
        }
    }

    /// The cells of some of its rows, one for each column: of long lists only those seen are worked out.
    #[must_use]
    pub fn cells(&self, app: &App, members: &[Member]) -> Vec<Vec<String>> {
        let counts = if *self == Self::Themes { theme::counts(app) } else { Vec::new() };
        let cells = |member: &Member| match member {
            Member::Theme(id) => theme::cells(app, id, &counts),
            Member::Relation(at) => relation::cells(app, *at),
            Member::Rule(at) => rule::cells(app, *at),
        };
        members.iter().map(cells).collect()
    }

    /// What such records are for, and what to do where there are none.
    #[must_use]
    pub fn empty(&self, app: &App) -> &'static str {
        match self {
            Self::Themes if !app.map().themes.is_empty() => {
                "Only private criteria tell the themes of this map. c opens the curtain, when nobody \
                 is looking."
            }
            Self::Themes => {
                "No themes yet. A theme is a shared quantity, such as waiting time, of which \
                 partners want more or less: only what shares a theme overlaps. a adds the first."
            }
            Self::Relations(_) => {
                "No relations here yet. A relation tells how far one partner can move another, \
                 and how far they trust them. a adds one."
            }
            Self::Rules => {
                "No rules yet. A rule tells which option needs another one, and which two can't be \
                 chosen together. a adds the first."
            }
        }
    }

    /// The form of a record that is not there yet.
    pub(super) fn new_subject(&self, app: &App) -> Option<Subject> {
        Some(match self {
            Self::Themes => Subject::Theme(None),
            Self::Relations(of) => {
                let of = of.as_ref().or(app.view.selected.as_ref());
                let from = of.or_else(|| app.map().partners.keys().next())?;
                Subject::Relation(from.clone(), None)
            }
            Self::Rules => Subject::Rule(None),
        })
    }
}

impl Member {
    /// What is to be told of it beyond its row, in sentences.
    #[must_use]
    pub fn tells(&self, app: &App) -> String {
        match self {
            Self::Theme(id) => theme::tells(app, id),
            Self::Relation(at) => relation::tells(app, *at),
            Self::Rule(at) => rule::tells(app, *at),
        }
    }

    /// Its form.
    pub(super) fn subject(&self, app: &App) -> Option<Subject> {
        Some(match self {
            Self::Theme(id) => Subject::Theme(Some(id.clone())),
            Self::Relation(at) => {
                let relation = app.map().relations.get(*at)?;
                Subject::Relation(relation.from.clone(), Some(relation.to.clone()))
            }
            Self::Rule(at) => Subject::Rule(Some(*at)),
        })
    }

    /// The step that deletes it.
    pub(super) fn deleted(&self, app: &App) -> Option<Step> {
        match self {
            Self::Theme(id) => themes::delete(app.map(), id),
            Self::Relation(at) => relations::delete(app.map(), *at),
            Self::Rule(at) => rules::delete(app.map(), *at),
        }
    }

    /// The step that puts it where another one stands.
    pub(super) fn moved(&self, app: &App, to: &Self) -> Option<Step> {
        let map = app.map();
        match (self, to) {
            (Self::Theme(id), Self::Theme(to)) => {
                themes::reorder(map, id, map.themes.get_index_of(to)?)
            }
            (Self::Relation(at), Self::Relation(to)) => relations::reorder(map, *at, *to),
            (Self::Rule(at), Self::Rule(to)) => rules::reorder(map, *at, *to),
            _ => None,
        }
    }

    /// What an edit adds, changes or moves, if it can stand in a list.
    pub(super) fn of_edit(edit: &Edit) -> Option<Self> {
        match edit {
            Edit::Theme { id, .. } => Some(Self::Theme(id.clone())),
            Edit::Relation { change } => change.after.as_ref().map(|now| Self::Relation(now.at)),
            Edit::Rule { change } => change.after.as_ref().map(|now| Self::Rule(now.at)),
            _ => None,
        }
    }
}
