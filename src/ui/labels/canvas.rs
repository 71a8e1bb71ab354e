//! Which cells of the plane are taken, and by whom. Knows nothing of names or preferences.

/// What holds a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Free,
    /// Text of the plane itself, such as the name of a quadrant.
    Reserved,
    /// The marker of this group.
    Marker(u32),
    /// The text of this mark's label.
    Label(u32),
    /// A leader of this group; members of one group may share it.
    Leader(u32),
}

/// A rectangle of owned cells with one bit a cell beside it, so that a whole label is tested in one
/// or two steps. Coordinates are signed: whatever lies outside is simply not inside.
#[derive(Clone, Debug)]
pub(super) struct Canvas {
    width: i32,
    height: i32,
    words: usize,
    solid: Vec<u64>,
    /// Markers and reserved text: what no label can ever have.
    fixed: Vec<u64>,
    markers: Vec<u64>,
    owners: Vec<Owner>,
    uses: Vec<u8>,
}

impl Canvas {
    pub(super) fn new(width: u16, height: u16) -> Self {
        let words = usize::from(width).div_ceil(64);
        let cells = usize::from(width) * usize::from(height);
        let bits = vec![0; words * usize::from(height)];
        Self {
            width: width.into(),
            height: height.into(),
            words,
            solid: bits.clone(),
            fixed: bits.clone(),
            markers: bits,
            owners: vec![Owner::Free; cells],
            uses: vec![0; cells],
        }
    }

    fn index(&self, column: i32, row: i32) -> Option<usize> {
        if column < 0 || column >= self.width || row < 0 || row >= self.height {
            return None;
        }
        usize::try_from(row * self.width + column).ok()
    }

    /// Who holds the cell; nobody holds a cell outside.
    pub(super) fn owner(&self, column: i32, row: i32) -> Option<Owner> {
        self.index(column, row).map(|index| self.owners[index])
    }

    /// Gives the cell to `owner`. A leader counts how many leaders of its group run through it.
    pub(super) fn take(&mut self, column: i32, row: i32, owner: Owner) {
        let Some(index) = self.index(column, row) else { return };
        let (word, bit) = self.bit(column, row);
        self.solid[word] |= bit;
        if matches!(owner, Owner::Marker(_)) {
            self.markers[word] |= bit;
        }
        if matches!(owner, Owner::Marker(_) | Owner::Reserved) {
            self.fixed[word] |= bit;
        }
        self.owners[index] = owner;
        self.uses[index] = self.uses[index].saturating_add(1);
    }

    /// Frees the cell, unless another leader of the group still runs through it.
    pub(super) fn release(&mut self, column: i32, row: i32) {
        let Some(index) = self.index(column, row) else { return };
        self.uses[index] = self.uses[index].saturating_sub(1);
        if self.uses[index] == 0 {
            let (word, bit) = self.bit(column, row);
            self.solid[word] &= !bit;
            self.owners[index] = Owner::Free;
        }
    }

    fn bit(&self, column: i32, row: i32) -> (usize, u64) {
        let (column, row) = (column.unsigned_abs() as usize, row.unsigned_abs() as usize);
        (row * self.words + column / 64, 1 << (column % 64))
    }

    /// Whether the text from `first` to `last` lies inside, on free cells, with a free cell (or the
    /// border) on both sides.
    pub(super) fn takes_text(&self, row: i32, first: i32, last: i32) -> bool {
        self.holds(row, first, last) && !self.any(&self.solid, row, first - 1, last + 1)
    }

    /// Whether the text from `first` to `last` lies inside, with nothing but labels and leaders on
    /// its cells and beside them.
    pub(super) fn could_take_text(&self, row: i32, first: i32, last: i32) -> bool {
        self.holds(row, first, last) && !self.any(&self.fixed, row, first - 1, last + 1)
    }

    /// The taken cells of a row, 64 a word, and how many cells it has; nothing for a row outside.
    pub(super) fn row(&self, row: i32) -> Option<(&[u64], i32)> {
        let start = usize::try_from(row).ok()? * self.words;
        Some((self.solid.get(start..start + self.words)?, self.width))
    }

    fn holds(&self, row: i32, first: i32, last: i32) -> bool {
        first >= 0 && last < self.width && row >= 0 && row < self.height
    }

    /// Whether a marker stands in the row from `first` to `last`, both included.
    pub(super) fn any_marker(&self, row: i32, first: i32, last: i32) -> bool {
        row >= 0 && row < self.height && self.any(&self.markers, row, first, last)
    }

    fn any(&self, bits: &[u64], row: i32, first: i32, last: i32) -> bool {
        let first = first.max(0);
        let last = last.min(self.width - 1);
        if first > last {
            return false;
        }
        let (from, low) = self.bit(first, row);
        let (to, high) = self.bit(last, row);
        let low = !(low - 1);
        let high = high | (high - 1);
        if from == to {
            return bits[from] & low & high != 0;
        }
        bits[from] & low != 0
            || bits[to] & high != 0
            || bits[from + 1..to].iter().any(|word| *word != 0)
    }

    /// Whether a leader of `group` may use the cell: free or shared, and with nothing foreign on
    /// its left and right, where it would look joined.
    pub(super) fn takes_leader(&self, column: i32, row: i32, group: u32) -> bool {
        let own = |owner| matches!(owner, Owner::Leader(other) if other == group);
        let here = self.owner(column, row).is_some_and(|owner| owner == Owner::Free || own(owner));
        here && [column - 1, column + 1].into_iter().all(|beside| {
            self.owner(beside, row).is_none_or(|owner| {
                owner == Owner::Free || own(owner) || owner == Owner::Marker(group)
            })
        })
    }
}
