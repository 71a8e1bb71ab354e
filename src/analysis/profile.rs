//! Which share of a partner's success is about which theme, and in which direction.

use super::Holder;
use super::share::Share;
use crate::model::{Criterion, Direction, Map};

/// One criterion, reduced to what the measures need.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Position of its theme in the map.
    pub(super) theme: Option<u32>,
    /// 1 to 5.
    pub(super) weight: u8,
    pub(super) wants: Direction,
    pub(super) is_red: bool,
    /// Guessed, or not said how we know.
    pub(super) is_guess: bool,
    /// Not marked private.
    pub(super) is_open: bool,
}

/// The criteria of all partners in one list, in file order.
#[derive(Debug)]
pub(super) struct Lines {
    lines: Vec<Line>,
    /// Where each partner's lines begin; one more at the end.
    starts: Vec<usize>,
}

impl Lines {
    pub(super) fn of(map: &Map) -> Self {
        let mut lines = Vec::with_capacity(map.partners.len() * 3);
        let mut starts = Vec::with_capacity(map.partners.len() + 1);
        starts.push(0);
        for partner in map.partners.values() {
            lines.extend(partner.success.values().map(|criterion| Line::of(map, criterion)));
            starts.push(lines.len());
        }
        Self { lines, starts }
    }

    pub(super) fn of_partner(&self, partner: usize) -> &[Line] {
        slice(&self.lines, &self.starts, partner)
    }

    pub(super) fn partners(&self) -> usize {
        self.starts.len() - 1
    }
}

impl Line {
    fn of(map: &Map, criterion: &Criterion) -> Self {
        let content = criterion.inner();
        let theme = content.theme.as_ref().and_then(|theme| map.themes.get_index_of(theme));
        Self {
            theme: theme.and_then(|at| u32::try_from(at).ok()),
            weight: content.weight.get().unsigned_abs(),
            wants: content.wants,
            is_red: content.red_line,
            is_guess: crate::model::Evidence::is_guess(content.evidence),
            is_open: !criterion.is_private(),
        }
    }
}

/// The part of a list that belongs to one partner; empty where there is none.
fn slice<'a, T>(list: &'a [T], starts: &[usize], partner: usize) -> &'a [T] {
    match (starts.get(partner), starts.get(partner + 1)) {
        (Some(&start), Some(&end)) => list.get(start..end).unwrap_or_default(),
        _ => &[],
    }
}

/// How much of a partner's weight is about one theme. At least one of the two is above 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// Position of the theme in the map.
    pub(super) theme: u32,
    /// Weight of the criteria that want more, and of those that want less.
    pub(super) weights: [u32; 2],
    /// Whether at least one criterion in that direction isn't private.
    pub(super) open: [bool; 2],
}

/// Where a direction stands in the arrays of a [`Span`].
pub(super) const fn at(direction: Direction) -> usize {
    match direction {
        Direction::More => 0,
        Direction::Less => 1,
    }
}

impl Span {
    pub(super) fn weight(&self, wants: Direction) -> u32 {
        self.weights[at(wants)]
    }

    pub(super) fn is_open(&self, wants: Direction) -> bool {
        self.open[at(wants)]
    }
}

/// What share of each partner's success is about which theme, in which direction.
///
/// s(t, d) = sum of the weights of the criteria about theme t in direction d, over the sum of *all*
/// of the partner's weights: what is not linked to a theme can't overlap, but it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profiles {
    /// Of each partner those of its themes, in theme order.
    spans: Vec<Span>,
    /// Where each partner's spans begin; one more at the end.
    starts: Vec<usize>,
    /// Each partner's weight sum; 0 for one whose success is unknown.
    totals: Vec<u32>,
    themes: usize,
}

/// One theme that a partner holds, in one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Position of the theme in the map.
    pub theme: usize,
    /// Which way they want it to go.
    pub wants: Direction,
    /// Which share of their success that is.
    pub share: Share,
    /// Whether a criterion that isn't private says so; else it must not be shown without a pass.
    pub is_open: bool,
}

impl Profiles {
    /// The profiles of all partners of a map.
    pub(super) fn from_lines(lines: &Lines, themes: usize) -> Self {
        let mut profiles = Self { spans: Vec::new(), starts: vec![0], totals: Vec::new(), themes };
        for partner in 0..lines.partners() {
            let own = lines.of_partner(partner);
            let begin = profiles.spans.len();
            for line in own {
                profiles.add(begin, *line);
            }
            if let Some(added) = profiles.spans.get_mut(begin..) {
                added.sort_unstable_by_key(|span| span.theme);
            }
            profiles.starts.push(profiles.spans.len());
            profiles.totals.push(own.iter().map(|line| u32::from(line.weight)).sum());
        }
        profiles
    }

    /// Adds a criterion to the spans from `begin` on: those of the partner at hand.
    fn add(&mut self, begin: usize, line: Line) {
        let Some(theme) = line.theme else { return };
        let found = self.spans.iter().skip(begin).position(|span| span.theme == theme);
        let index = found.map_or(self.spans.len(), |offset| begin + offset);
        if found.is_none() {
            self.spans.push(Span { theme, weights: [0; 2], open: [false; 2] });
        }
        if let Some(span) = self.spans.get_mut(index) {
            span.weights[at(line.wants)] += u32::from(line.weight);
            span.open[at(line.wants)] |= line.is_open;
        }
    }

    pub(super) fn spans(&self, partner: usize) -> &[Span] {
        slice(&self.spans, &self.starts, partner)
    }

    /// How many partners there are, known or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.totals.len()
    }

    /// Whether there is no partner at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.totals.is_empty()
    }

    /// How many themes the map has.
    pub(super) fn themes(&self) -> usize {
        self.themes
    }

    /// The sum of all of a partner's weights; 0 when its success is unknown.
    #[must_use]
    pub fn weight(&self, partner: usize) -> u32 {
        self.totals.get(partner).copied().unwrap_or(0)
    }

    /// The same of all partners, in file order.
    pub(super) fn weights(&self) -> impl Iterator<Item = u32> {
        self.totals.iter().copied()
    }

    /// Whether the partner has at least one criterion.
    #[must_use]
    pub fn is_known(&self, partner: usize) -> bool {
        self.weight(partner) > 0
    }

    /// The share of a partner's success that is about this theme in this direction; 0 when unknown.
    #[must_use]
    pub fn share(&self, partner: usize, theme: usize, wants: Direction) -> Share {
        let spans = self.spans(partner);
        let found = spans.binary_search_by_key(&theme, |span| span.theme as usize).ok();
        let weight = found.and_then(|at| spans.get(at)).map_or(0, |span| span.weight(wants));
        Share::new(weight.into(), self.weight(partner).into())
    }

    /// What a partner holds, in the order of the themes.
    pub fn held(&self, partner: usize) -> impl Iterator<Item = Held> {
        let total = self.weight(partner);
        self.spans(partner).iter().flat_map(move |span| {
            Direction::BOTH.into_iter().filter(|&wants| span.weight(wants) > 0).map(move |wants| {
                Held {
                    theme: span.theme as usize,
                    wants,
                    share: Share::new(span.weight(wants).into(), total.into()),
                    is_open: span.is_open(wants),
                }
            })
        })
    }

    /// Of each theme who holds it, in file order, more before less.
    pub(super) fn holders(&self) -> Vec<Vec<Holder>> {
        let mut holders = vec![Vec::new(); self.themes];
        for partner in 0..self.len() {
            for Held { theme, wants, share, is_open } in self.held(partner) {
                if let Some(of_theme) = holders.get_mut(theme) {
                    of_theme.push(Holder { partner, wants, share, is_open });
                }
            }
        }
        holders
    }

    /// The share of a partner's success that is about any theme at all.
    #[must_use]
    pub fn linked(&self, partner: usize) -> Share {
        let linked: u64 =
            self.spans(partner).iter().flat_map(|span| span.weights).map(u64::from).sum();
        Share::new(linked, self.weight(partner).into())
    }
}
