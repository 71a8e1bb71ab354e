//! The list of themes: how many criteria are about each and in which direction, and what options do to it.

use std::cmp::Ordering;

use super::{Column, Member};
use crate::analysis::explain;
use crate::app::commands::grid;
use crate::app::session::App;
use crate::model::{Content, Direction, Partner, ThemeId};

pub(super) const COLUMNS: &[Column] =
    &[Column::new("theme"), Column::aside("unit"), Column::new("criteria"), Column::new("options")];

/// How many criteria and options are about a theme, by direction.
#[derive(Clone, Copy, Default)]
pub(super) struct Count {
    more: usize,
    less: usize,
    raise: usize,
    lower: usize,
    leave: usize,
}

/// All themes; while the curtain is drawn without those that only private criteria tell.
pub(super) fn members(app: &App) -> Vec<Member> {
    let named = app.map().themes.keys().filter(|id| grid::may_name(app, id));
    named.cloned().map(Member::Theme).collect()
}

pub(super) fn cells(app: &App, id: &ThemeId, counts: &[Count]) -> Vec<String> {
    let Some((at, _, theme)) = app.map().themes.get_full(id) else { return Vec::new() };
    let count = counts.get(at).copied().unwrap_or_default();
    let name = explain::named(&theme.name, id.as_str());
    vec![name, explain::flat(&theme.unit), count.criteria(), count.options()]
}

/// What is about each theme, in file order.
pub(super) fn counts(app: &App) -> Vec<Count> {
    let map = app.map();
    let mut counts = vec![Count::default(); map.themes.len()];
    for content in map.partners.values().flat_map(|partner| open(app, partner)) {
        let at = content.theme.as_ref().and_then(|theme| map.themes.get_index_of(theme));
        if let Some(count) = at.and_then(|at| counts.get_mut(at)) {
            match content.wants {
                Direction::More => count.more += 1,
                Direction::Less => count.less += 1,
            }
        }
    }
    for (theme, effect) in map.options().flat_map(|(_, option)| &option.effects) {
        let at = map.themes.get_index_of(theme);
        if let Some(count) = at.and_then(|at| counts.get_mut(at)) {
            match effect.value.billionths().cmp(&0) {
                Ordering::Greater => count.raise += 1,
                Ordering::Less => count.lower += 1,
                Ordering::Equal => count.leave += 1,
            }
        }
    }
    counts
}

/// The criteria of a partner that may be told.
fn open<'p>(app: &App, partner: &'p Partner) -> impl Iterator<Item = &'p Content> {
    let curtain = app.curtain;
    partner.success.values().filter_map(move |line| line.shown(curtain))
}

impl Count {
    /// "1 more, 6 less".
    fn criteria(self) -> String {
        told(&[(self.more, "more", "more"), (self.less, "less", "less")])
    }

    /// "1 raises it, 4 lower it".
    fn options(self) -> String {
        told(&[
            (self.raise, "raises it", "raise it"),
            (self.lower, "lowers it", "lower it"),
            (self.leave, "leaves it", "leave it"),
        ])
    }
}

fn told(counts: &[(usize, &str, &str)]) -> String {
    let words = |(count, one, many): &(usize, &str, &str)| {
        format!("{count} {}", if *count == 1 { one } else { many })
    };
    let parts: Vec<String> = counts.iter().filter(|(count, ..)| *count > 0).map(words).collect();
    if parts.is_empty() { "none yet".into() } else { parts.join(", ") }
}

/// Who wants more and less of it, and which options raise and lower it.
pub(super) fn tells(app: &App, id: &ThemeId) -> String {
    let holders = |wants: Direction| {
        let holds =
            |content: &Content| content.theme.as_ref() == Some(id) && content.wants == wants;
        let partners = app.map().partners.iter();
        let of = partners.filter(|(_, partner)| open(app, partner).any(holds));
        explain::list(of.map(|(id, partner)| explain::named(&partner.name, id.as_str())))
    };
    let options = |sign: Ordering| {
        let of = app.map().options().filter(|(_, option)| {
            option.effects.get(id).is_some_and(|effect| effect.value.billionths().cmp(&0) == sign)
        });
        let name = |name: &str| format!("\"{}\"", explain::flat(name));
        explain::list(
            of.map(|(place, option)| name(&explain::named(&option.name, place.option.as_str()))),
        )
    };
    let [more, less] = Direction::BOTH.map(holders);
    let parts = [
        ("Wanted more by ", more),
        ("Wanted less by ", less),
        ("Raised by ", options(Ordering::Greater)),
        ("Lowered by ", options(Ordering::Less)),
    ];
    let told = parts.iter().filter(|(_, who)| !who.is_empty());
    let sentences: Vec<String> = told.map(|(verb, who)| format!("{verb}{who}.")).collect();
    if sentences.is_empty() {
        return "Nothing is about it yet: a line of success gets its theme on the card.".into();
    }
    sentences.join(" ")
}
