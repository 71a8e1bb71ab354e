//! Where a label can be relative to its marker, how its leader runs there and what the place costs.

/// How a label is tied to its marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// The label is beside, above or below the marker: no leader.
    Touching,
    /// A leader runs from the marker to the label.
    Leader {
        /// Column of the leader's vertical part, relative to the marker. 0 is a plain elbow.
        bend: i32,
    },
}

/// A label's place relative to its marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// Which of the mark's text forms is written.
    pub(super) form: u8,
    /// Cells of that text.
    pub(super) width: i32,
    /// First cell of the text, relative to the marker's column.
    pub(super) start: i32,
    /// Row of the text, relative to the marker's.
    pub(super) down: i32,
    pub(super) link: Link,
    /// Form, distance and ambiguity together; less is better.
    pub(super) cost: i32,
}

/// Directions in which a leader's cell is joined to its neighbors.
pub(super) mod joins {
    pub(in super::super) const UP: u8 = 1;
    pub(in super::super) const DOWN: u8 = 2;
    pub(in super::super) const LEFT: u8 = 4;
    pub(in super::super) const RIGHT: u8 = 8;

    /// The box-drawing character that joins exactly these directions.
    pub(in super::super) fn character(joins: u8) -> char {
        const CHARACTERS: [char; 16] =
            [' ', '│', '│', '│', '─', '╯', '╮', '┤', '─', '╰', '╭', '├', '─', '┴', '┬', '┼'];
        CHARACTERS[usize::from(joins & 15)]
    }
}

/// One cell of a leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Joint {
    pub(super) column: i32,
    pub(super) row: i32,
    pub(super) joins: u8,
}

impl Spot {
    /// Row, first and last column of the text when the marker stands at `cell`.
    pub(super) fn text(&self, cell: (i32, i32)) -> (i32, i32, i32) {
        let first = cell.0 + self.start;
        (cell.1 + self.down, first, first + self.width - 1)
    }

    /// Whether the text begins to the right of its marker.
    fn is_right(&self) -> bool {
        self.start > 0
    }

    /// The last column of the leader: one blank before the text.
    fn reach(&self) -> i32 {
        if self.is_right() { self.start - 2 } else { self.start + self.width + 1 }
    }

    /// Whether `joint` holds for every cell of the leader, from the marker to the text. Stops at
    /// the first that fails. True for a label without a leader.
    pub(super) fn all_joints(
        &self,
        cell: (i32, i32),
        mut joint: impl FnMut(Joint) -> bool,
    ) -> bool {
        use joins::{DOWN, LEFT, RIGHT, UP};
        let Link::Leader { bend } = self.link else { return true };
        let (across, down) = (bend, self.down);
        let mut visit = |column: i32, row: i32, to: u8| {
            joint(Joint { column: cell.0 + column, row: cell.1 + row, joins: to })
        };
        let reach = self.reach();
        if down == 0 {
            return between(0, reach).all(|column| visit(column, 0, LEFT | RIGHT));
        }
        let (away, back) = if down > 0 { (DOWN, UP) } else { (UP, DOWN) };
        let toward_marker = if across > 0 { LEFT } else { RIGHT };
        let to_text = if self.is_right() { RIGHT } else { LEFT };
        between(0, across).all(|column| {
            let to = if column == across { toward_marker | away } else { LEFT | RIGHT };
            visit(column, 0, to)
        }) && between(0, down)
            .all(|row| visit(across, row, if row == down { back | to_text } else { UP | DOWN }))
            && between(across, reach).all(|column| visit(column, down, LEFT | RIGHT))
    }

    /// The same label reached by other ways, the straightest first.
    pub(super) fn detours(self) -> impl Iterator<Item = Spot> {
        let ways: i32 = if self.down == 0 || self.link == Link::Touching { 0 } else { 3 };
        let reach = self.reach();
        let (from, to) = if self.is_right() { (-ways, reach) } else { (reach, ways) };
        let mut bends: Vec<i32> = if ways == 0 { Vec::new() } else { (from..=to).collect() };
        bends.sort_by_key(|bend| (bend.abs(), *bend < 0));
        bends.into_iter().map(move |bend| Spot {
            link: Link::Leader { bend },
            cost: self.cost + bend.abs(),
            ..self
        })
    }
}

/// The numbers after `from` up to and including `to`, in either direction.
fn between(from: i32, to: i32) -> impl Iterator<Item = i32> {
    let step = (to - from).signum();
    (1..=(to - from).abs()).map(move |count| from + step * count)
}

/// A place to try, for a text of any width.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Where a text of one cell is, relative to the marker's column.
    offset: i32,
    /// So many quarters of a text's other cells come before that one: 0 for a text on the right, 4
    /// for one on the left.
    before: i32,
    pub(super) down: i32,
    link: Link,
    pub(super) cost: i32,
}

/// Rows that a leader may climb or fall.
pub(super) const LEADER_ROWS: i32 = 5;
/// A leader with a plain elbow.
const LEADER: Link = Link::Leader { bend: 0 };
/// How far a leader may run sideways after its corner.
const LEADER_RUNS: [i32; 5] = [0, 1, 2, 4, 7];

impl Place {
    /// All places for the label of a marker that stands for one partner, cheapest first.
    pub(super) fn of_single() -> Vec<Place> {
        let elbow = |down: i32, run: i32| 3 + 2 * down.abs() + run;
        Self::all(0, elbow)
    }

    /// All places for a member of a stack: a tree of leaders reads better than loose labels.
    pub(super) fn of_stacked() -> Vec<Place> {
        let elbow = |down: i32, run: i32| 1 + down.abs() + run;
        Self::all(4, elbow)
    }

    fn all(loose: i32, elbow: impl Fn(i32, i32) -> i32) -> Vec<Place> {
        let mut places = Vec::new();
        for gap in 1..=5 {
            let (cost, link) = if gap == 1 { (0, Link::Touching) } else { (gap, LEADER) };
            let right = Place { offset: gap + 1, before: 0, down: 0, link, cost };
            places.extend([right, Place { cost: cost + 2, ..right.mirrored() }]);
        }
        for (quarters, cost) in [(0, 3), (2, 3), (4, 4), (1, 4), (3, 4)] {
            for (down, above) in [(1, 0), (-1, 1)] {
                let cost = cost + above + loose;
                let link = Link::Touching;
                places.push(Place { offset: 0, before: quarters, down, link, cost });
            }
        }
        for rows in 1..=LEADER_ROWS {
            for run in LEADER_RUNS {
                for (down, above) in [(rows, 0), (-rows, 1)] {
                    let cost = elbow(down, run) + above;
                    let right = Place { offset: run + 2, before: 0, down, link: LEADER, cost };
                    places.extend([right, Place { cost: cost + 1, ..right.mirrored() }]);
                }
            }
        }
        places.sort_by_key(|place| place.cost);
        places
    }

    /// The same place on the marker's left.
    fn mirrored(self) -> Self {
        Self { offset: -self.offset, before: 4, ..self }
    }

    /// Where a text of so many cells begins here, relative to the marker's column.
    pub(super) fn start(&self, width: i32) -> i32 {
        self.offset - (width - 1) * self.before / 4
    }

    /// This place for one text.
    pub(super) fn spot(&self, form: u8, width: i32, form_cost: i32) -> Spot {
        let Self { down, link, .. } = *self;
        Spot { form, width, start: self.start(width), down, link, cost: form_cost + self.cost }
    }
}
