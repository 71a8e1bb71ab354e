//! Who is listed: those that the filter lets through, in file order and as the grid lists them.

use super::session::App;
use super::view::{Filter, Screen};
use crate::model::Map;

/// The positions of the partners listed; found once for each state of the map and the filter.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// In file order.
    pub(super) all: Vec<usize>,
    /// Those placed on the grid, then the others.
    on_grid: Vec<usize>,
    /// How many are placed.
    placed: usize,
}

impl Listed {
    pub(super) fn of(filter: &Filter, map: &Map) -> Self {
        let all = filter.matches(map);
        let is_placed = |index: &usize| {
            map.partners.get_index(*index).is_some_and(|(_, partner)| partner.place().is_some())
        };
        let (mut on_grid, tray): (Vec<usize>, Vec<usize>) =
            all.iter().partition(|index| is_placed(index));
        let placed = on_grid.len();
        on_grid.extend(tray);
        Self { all, on_grid, placed }
    }
}

impl App {
    /// The positions of the partners listed, in file order.
    #[must_use]
    pub fn listed(&self) -> &[usize] {
        &self.listed.all
    }

    /// How many of them are placed on the grid.
    #[must_use]
    pub fn listed_and_placed(&self) -> usize {
        self.listed.placed
    }

    /// The positions of the partners listed, in the order in which the screen lists them: on the
    /// grid, those not placed yet come last.
    #[must_use]
    pub fn in_order(&self) -> &[usize] {
        if self.view.screen == Screen::Grid { &self.listed.on_grid } else { &self.listed.all }
    }

    /// Where the selected partner stands in that order.
    #[must_use]
    pub fn selected_in_order(&self) -> Option<usize> {
        let index = self.selected_index()?;
        if self.view.screen != Screen::Grid {
            return self.listed.all.binary_search(&index).ok();
        }
        let (placed, tray) = self.listed.on_grid.split_at(self.listed.placed);
        let in_tray = || tray.binary_search(&index).ok().map(|at| placed.len() + at);
        placed.binary_search(&index).ok().or_else(in_tray)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::app::{Opening, Origin};
    use crate::model::samples::any_map;

    proptest! {
        #[test]
        fn on_the_grid_who_is_not_placed_comes_last_and_the_selected_one_is_found(
            map in any_map(),
            words in "[a-z]?",
        ) {
            let mut app = App::new(map, Origin::Example, Opening::default());
            app.view.filter.words = words;
            app.refresh();
            let ids: Vec<_> = app.map().partners.keys().cloned().collect();
            for screen in [Screen::Grid, Screen::Partners] {
                app.view.screen = screen;
                let waits = |index: &usize| {
                    app.partner_at(*index).is_some_and(|(_, partner)| partner.place().is_none())
                };
                let mut plain = app.listed().to_vec();
                let waiting = plain.iter().filter(|index| waits(index)).count();
                prop_assert_eq!(app.listed_and_placed(), plain.len() - waiting);
                plain.sort_by_key(|index| screen == Screen::Grid && waits(index));
                prop_assert_eq!(app.in_order(), &*plain);
                for (index, id) in ids.iter().enumerate() {
                    app.view.selected = Some(id.clone());
                    let at = plain.iter().position(|other| *other == index);
                    prop_assert_eq!(app.selected_in_order(), at);
                }
            }
        }
    }
}
