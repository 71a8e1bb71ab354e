//! Places the partners' names on the Grid: integers and strings in, cells out. No colors, no clock.
//!
//! Partners on one cell share a marker, a stack. Markers are reserved first; then every name gets
//! the best free place in the widest form that fits, and what finds none shows a key for the legend.
//! The first layout is improved by moving labels out of each other's way; later layouts keep every
//! label that nothing collides with. Too many markers for the plane become badges of fixed tiles.
//!
//! Laws, tested over random planes: no cell is written twice; nothing lies outside; every mark is
//! found by its label, its key or its marker's stack; no two labels read the same.

mod abbreviation;
mod canvas;
mod dense;
mod ejection;
mod emphasis;
mod group;
mod keep;
mod keys;
mod lines;
mod outcome;
mod placer;
mod spot;
#[cfg(test)]
mod tests;
mod text;
mod view;

use std::sync::Arc;

use emphasis::Emphasis;
use keep::Memory;
use placer::Placer;
use text::Texts;

/// One partner to be drawn on the plane.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'a> {
    /// The whole name.
    pub name: &'a str,
    /// The short name that the user gave; empty for none.
    pub short: &'a str,
    /// Cell of the marker; a cell outside the plane counts as the nearest inside.
    pub column: u16,
    /// Row of the marker, 0 on top.
    pub row: u16,
    /// Whether this is the partner that the screen is about: its full name is always shown where it
    /// fits at all. At most one mark should be selected; the first counts.
    pub selected: bool,
    /// Whether it is pinned or matches the filter: named before the others, and at once. When all are,
    /// nobody stands out.
    pub matched: bool,
    /// Those with more are named before the others. Only compared.
    pub influence: i64,
    /// Decides among equal influence. Only compared.
    pub interest: i64,
}

/// Cells of one row that hold text of the plane itself, such as the name of a quadrant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// First cell.
    pub column: u16,
    /// Row, 0 on top.
    pub row: u16,
    /// Cells.
    pub width: u16,
}

/// The rectangle that the partners are drawn on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plane {
    /// Cells across.
    pub width: u16,
    /// Rows.
    pub height: u16,
    /// Text that labels keep clear of. Markers don't: see [`Layout::covered`].
    pub reserved: Vec<Area>,
}

/// What stands at a marker's cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// The partner's own symbol; the caller knows it.
    Own,
    /// The key of a partner that has no room for anything beside its marker.
    Key(String),
    /// How many partners stand here: "2" to "9", then "+"; on a badge the whole number if it fits.
    Count(String),
}

/// One marker and the partners that it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// First cell; a badge's count can take several.
    pub column: u16,
    /// Row, 0 on top.
    pub row: u16,
    /// Indexes of the marks, the first named first. Never empty.
    pub members: Vec<usize>,
    /// What is drawn.
    pub glyph: Glyph,
}

/// In which form a label names its partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// The whole name, numbered where partners have the same name.
    Full,
    /// The user's short name or an abbreviation.
    Short,
    /// What tells the partner apart, cut.
    Ellipsis,
    /// A key that the legend explains.
    Key,
}

/// A text beside a marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Index of the mark.
    pub mark: usize,
    /// First cell.
    pub column: u16,
    /// Row, 0 on top.
    pub row: u16,
    /// The text, without control characters. Its width is the sum over its graphemes.
    pub text: String,
    /// Which form it is.
    pub form: Form,
}

/// One cell of a line between a marker and a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leader {
    /// Cell.
    pub column: u16,
    /// Row, 0 on top.
    pub row: u16,
    /// One of `─ │ ╭ ╮ ╰ ╯ ├ ┤ ┬ ┴ ┼`.
    pub symbol: char,
    /// Index in [`Layout::markers`] of the marker where the line begins.
    pub marker: usize,
}

/// Where everything goes, and what the next layout needs to keep it there.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// Markers by row, then column.
    pub markers: Vec<Marker>,
    /// Labels in the order of the marks.
    pub labels: Vec<Label>,
    /// Leader cells by row, then column.
    pub leaders: Vec<Leader>,
    /// Keys and the marks that they stand for: `a` to `z`, `A` to `Z`, then two characters.
    pub legend: Vec<(String, usize)>,
    /// Indexes of the reserved areas that a marker stands on; they are not to be drawn.
    pub covered: Vec<usize>,
    /// Whether the markers are badges of tiles.
    pub dense: bool,
    memory: Memory,
}

impl Layout {
    /// The first entries of a legend of `rows` rows, and how many partners have no room in it. Where
    /// some have none, one row is left to say so.
    pub fn legend_in(&self, rows: usize) -> (&[(String, usize)], usize) {
        let shown = if self.legend.len() <= rows { rows } else { rows.saturating_sub(1) };
        let (shown, hidden) = self.legend.split_at(shown.min(self.legend.len()));
        (shown, hidden.len())
    }

    /// Lays the same marks out on the same plane as [`place`] does where nothing has changed but
    /// who is selected, without looking at all of them. False where they have to be placed
    /// anew; then this is still good as the previous layout.
    #[must_use]
    pub fn select(&mut self, selected: Option<usize>) -> bool {
        let memory = &self.memory;
        let Some(ground) = &memory.ground else { return memory.is_crowded };
        let mut markers = std::mem::take(&mut self.markers);
        for marker in markers.iter_mut().filter(|marker| matches!(marker.glyph, Glyph::Key(_))) {
            marker.glyph = Glyph::Own;
        }
        let shown = (memory.emphasis.clone().with(selected), markers);
        let layout = show(ground, &memory.plane, shown, Some(memory));
        layout.map(|layout| *self = layout).is_some()
    }

    /// Index of the marker that stands for this mark.
    pub fn marker_of(&self, mark: usize) -> Option<usize> {
        self.markers.iter().position(|marker| marker.members.contains(&mark))
    }
}

/// The cell of a level on a scale that is `cells` long.
///
/// `level` counts billionths of a scale point, 0 to 10 points; what lies outside counts as the end.
/// Level 0 is the first cell, level 10 the last; halves round away from 0.
///
/// ```
/// # use zopa::ui::labels::project;
/// assert_eq!(project(5_000_000_000, 11), 5);
/// ```
pub fn project(level: i64, cells: u16) -> u16 {
    const TOP: i64 = 10_000_000_000;
    let last = i64::from(cells.saturating_sub(1));
    let cell = (level.clamp(0, TOP) * last + TOP / 2) / TOP;
    u16::try_from(cell).unwrap_or(u16::MAX)
}

/// Places the marks on the plane.
///
/// Equal input gives equal output. With a `previous` layout of the same plane, labels stay where
/// they are unless something new is in their way; without, all are placed anew.
pub fn place(plane: &Plane, marks: &[Mark<'_>], previous: Option<&Layout>) -> Layout {
    lay(plane, marks, previous, Care::Full)
}

/// Places the marks anew without moving labels out of each other's way: good enough for the first
/// look, in a tenth of the time.
pub fn place_quickly(plane: &Plane, marks: &[Mark<'_>]) -> Layout {
    lay(plane, marks, None, Care::Quick)
}

/// Goes on where [`place_quickly`] stopped: moves labels out of each other's way.
pub fn improve(plane: &Plane, marks: &[Mark<'_>], quick: &Layout) -> Layout {
    lay(plane, marks, Some(quick), Care::More)
}

/// How much is done for good places.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// All labels are placed, none is moved for another.
    Quick,
    /// Where all are placed anew, they are also moved out of each other's way.
    Full,
    /// The labels of the layout before are moved out of each other's way.
    More,
}

fn lay(plane: &Plane, marks: &[Mark<'_>], previous: Option<&Layout>, care: Care) -> Layout {
    if plane.width == 0 || plane.height == 0 || marks.is_empty() {
        return Layout::default();
    }
    let memory = previous.map(|layout| &layout.memory).filter(|memory| memory.is_of(plane));
    let renumbered = memory
        .filter(|memory| !memory.dense && memory.marks() != marks.len())
        .map(|memory| memory.of_marks(marks));
    let memory = renumbered.as_ref().or(memory);
    let same =
        memory.and_then(|memory| memory.ground.as_ref()).filter(|ground| ground.is_of(marks));
    let ground = match same.filter(|_| care == Care::Full) {
        Some(ground) => Arc::clone(ground),
        None => match lay_ground(plane, marks, memory, care) {
            Some(placer) => Arc::new(placer),
            None => return dense::crowded(plane, marks),
        },
    };
    let memory = memory.filter(|memory| !memory.dense && care != Care::More);
    let markers = ground.markers();
    show(&ground, plane, (Emphasis::of(marks), markers), memory)
        .unwrap_or_else(|| dense::place(plane, marks))
}

/// The labels with those that are named before the others, and keys for who finds no room; nothing
/// where there is none for all keys.
fn show(
    ground: &Arc<Placer>,
    plane: &Plane,
    (emphasis, markers): (Emphasis, Vec<Marker>),
    memory: Option<&Memory>,
) -> Option<Layout> {
    let mut placer = Placer::clone(ground);
    if emphasis != Emphasis::default() {
        if let Some(memory) = memory.filter(|memory| memory.emphasis == emphasis) {
            // What those names displaced stays where it went as long as the emphasis lasts.
            placer.clear();
            keep::keep(&mut placer, memory, &memory.shown);
        }
        emphasis.apply(&mut placer, memory);
    }
    let mut layout = placer.layout(plane, markers);
    if !keys::assign(&placer, &mut layout, memory) {
        return None;
    }
    layout.memory = Memory {
        plane: plane.clone(),
        dense: false,
        is_crowded: false,
        texts: Arc::clone(&placer.texts),
        seats: Arc::clone(&placer.seats),
        base: ground.spots.clone(),
        ground: Some(Arc::clone(ground)),
        shown: placer.spots,
        emphasis,
        legend: layout.legend.clone(),
    };
    Some(layout)
}

/// The labels without anybody's claim to be named before the others; nothing where badges are to be
/// shown instead.
fn lay_ground(
    plane: &Plane,
    marks: &[Mark<'_>],
    memory: Option<&Memory>,
    care: Care,
) -> Option<Placer> {
    let groups = group::groups(plane, marks);
    if dense::is_wanted(plane, groups.len(), memory.is_some_and(|memory| memory.dense)) {
        return None;
    }
    let texts = memory.map(|memory| &memory.texts);
    let texts = match texts.filter(|texts| group::still_do(texts, &groups, marks)) {
        Some(texts) => Arc::clone(texts),
        None => Arc::new(Texts::of(marks, &group::wanted(&groups, marks))),
    };
    let mut placer = Placer::new(plane, marks, groups, &texts);
    if let Some(memory) = memory.filter(|memory| !memory.dense) {
        keep::keep(&mut placer, memory, &memory.base);
        if care == Care::More {
            ejection::improve(&mut placer);
            placer.name_the_rest();
        }
    } else {
        placer.fill();
        if care == Care::Full {
            ejection::improve(&mut placer);
        }
        placer.name_the_rest();
    }
    Some(placer)
}
