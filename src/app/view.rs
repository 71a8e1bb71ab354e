//! What is looked at: the screen, the selection, the filter, and what the grid is marked by.

use indexmap::IndexSet;
use unicode_normalization::UnicodeNormalization;

use super::packages::PackagesView;
use super::table::{Column, TableRow};
use crate::analysis::Gap;
use crate::model::{
    Curtain, Direction, Map, OptionPlace, Partner, PartnerId, Quadrant, Side, Text, ThemeId,
};

/// The screens, in the order of their number keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Screen {
    /// The list of partners and the card of one.
    Partners,
    /// Influence up, interest across.
    #[default]
    Grid,
    /// Partner by partner: common ground and tension.
    Overlap,
    /// Options by partners: gain and verdict.
    Options,
    /// Packages of options: who gets what, and what everyone accepts.
    Packages,
}

impl Screen {
    /// All screens.
    pub const ALL: [Self; 5] =
        [Self::Partners, Self::Grid, Self::Overlap, Self::Options, Self::Packages];

    /// Its name on the tab.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Partners => "Partners",
            Self::Grid => "Grid",
            Self::Overlap => "Overlap",
            Self::Options => "Options",
            Self::Packages => "Packages",
        }
    }
}

/// Which part of the screen has the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The list, the grid, the matrix or the table.
    #[default]
    Main,
    /// The card of the selected partner.
    Card,
}

/// What the marks on the grid tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum GridMode {
    /// Common ground with the selected partner.
    #[default]
    Partner,
    /// Who wins and who loses by an option.
    Option(OptionPlace),
    /// Who wants more, or less, of a theme, and who the opposite.
    Theme(ThemeId, Direction),
}

/// Which partners are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Every word of it is in the name, the short name, a tag, an open criterion or its theme.
    pub words: String,
    /// One further condition.
    pub only: Option<Only>,
}

/// A condition on the partners listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Only {
    /// With this tag.
    Tag(Text),
    /// On this side.
    Side(Side),
    /// In this quadrant.
    Quadrant(Quadrant),
    /// Voices at risk of being left out.
    UnderHeard,
    /// Not placed on the grid yet.
    NotPlaced,
    /// Of whom it isn't known what success means to them.
    Unknown,
}

impl Filter {
    /// Whether everyone is listed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.only.is_none()
    }

    /// The positions of the partners listed, in file order.
    #[must_use]
    pub fn matches(&self, map: &Map) -> Vec<usize> {
        if self.is_empty() {
            return (0..map.partners.len()).collect();
        }
        let words: Vec<String> =
            folded(&self.words).split_whitespace().map(str::to_owned).collect();
        let wanted = |partner: &Partner| {
            self.only.as_ref().is_none_or(|only| only.holds(partner))
                && contains(map, partner, &words)
        };
        let partners = map.partners.values().enumerate();
        partners.filter(|(_, partner)| wanted(partner)).map(|(at, _)| at).collect()
    }
}

impl Only {
    /// The condition in words, for the title of the list.
    #[must_use]
    pub fn words(&self, curtain: Curtain) -> String {
        match self {
            Self::Tag(tag) => tag.to_string(),
            Self::Side(side) => side.word().to_owned(),
            Self::Quadrant(quadrant) => quadrant.called(curtain).to_owned(),
            Self::UnderHeard => "under-heard".to_owned(),
            Self::NotPlaced => "not placed yet".to_owned(),
            Self::Unknown => "success not known yet".to_owned(),
        }
    }

    fn holds(&self, partner: &Partner) -> bool {
        match self {
            Self::Tag(tag) => partner.tags.contains(tag),
            Self::Side(side) => partner.side == *side,
            Self::Quadrant(quadrant) => partner.quadrant() == Some(*quadrant),
            Self::UnderHeard => partner.under_heard,
            Self::NotPlaced => partner.place().is_none(),
            Self::Unknown => !partner.is_known(),
        }
    }
}

/// Whether all words are found in what may always be shown of the partner.
fn contains(map: &Map, partner: &Partner, words: &[String]) -> bool {
    use crate::model::Curtain::Drawn;
    if words.is_empty() {
        return true;
    }
    let open = || partner.success.values().filter_map(|criterion| criterion.shown(Drawn));
    let themes = open().filter_map(|content| map.themes.get(content.theme.as_ref()?));
    let texts = [&partner.name, &partner.short]
        .into_iter()
        .chain(&partner.tags)
        .chain(open().map(|content| &content.says))
        .chain(themes.map(|theme| &theme.name));
    let text: Vec<String> = texts.map(|text| folded(text)).collect();
    words.iter().all(|word| text.iter().any(|text| text.contains(word)))
}

/// The text without accents and capitals, for searching.
#[must_use]
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd()
        .filter(|sign| !unicode_normalization::char::is_combining_mark(*sign))
        .flat_map(char::to_lowercase)
        .collect()
}

/// What is looked at. No edit touches it, and it is not saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The screen.
    pub screen: Screen,
    /// Which part of it has the keys.
    pub focus: Focus,
    /// The selected partner, on all screens.
    pub selected: Option<PartnerId>,
    /// The row of the card under the cursor.
    pub card_row: usize,
    /// Which partners are listed.
    pub filter: Filter,
    /// What the grid is marked by.
    pub grid: GridMode,
    /// The quadrant that fills the grid.
    pub zoom: Option<Quadrant>,
    /// The other partner of the pair on the Overlap screen.
    pub other: Option<PartnerId>,
    /// The partners marked as a group.
    pub group: IndexSet<PartnerId>,
    /// The row under the cursor on the Options screen.
    pub row: Option<TableRow>,
    /// The column under the cursor there.
    pub column: Column,
    /// What is looked at on the Packages screen.
    pub packages: PackagesView,
    /// The gaps that were opened, as long as they are gaps, until all of them were.
    pub passed: IndexSet<Gap>,
}

impl View {
    /// Goes back to marking by partner where the option or theme is gone.
    pub(super) fn refresh_grid(&mut self, map: &Map) {
        let there = match &self.grid {
            GridMode::Partner => true,
            GridMode::Option(place) => map.option(place).is_some(),
            GridMode::Theme(theme, _) => map.themes.contains_key(theme),
        };
        if !there {
            self.grid = GridMode::Partner;
        }
    }
}
