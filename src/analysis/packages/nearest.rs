//! The package that comes nearest where nothing is acceptable.

use super::branch::Quest;
use super::budget::{Limits, Meter, Stage};
use super::problem::{Package, Problem};
use super::rank::{Aim, Ranking};
use super::reduce::{Keep, Space};
use super::solve::package;
use super::start::search;

/// Among the packages that keep all rules: the fewest red lines broken, then the least largest
/// shortfall, then leximin of shortfalls, then file order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// The package.
    pub package: Package,
    /// How much each partner is short of the floor, in the partner's whole numbers; 0 for who isn't.
    /// Lowering the floors by this much makes everyone accept, where no red line is broken.
    pub shortfalls: Vec<i64>,
    /// The red lines that it breaks.
    pub red_lines: Vec<usize>,
    /// Whether none comes nearer.
    pub is_proven: bool,
}

/// A surplus that every package has, and that is far from the ends of the type.
const NO_FLOOR: i64 = i64::MIN / 4;

/// The nearest package, or `None`; and whether that is certain.
pub(super) fn nearest(
    problem: &Problem,
    limits: &Limits,
    meter: &mut Meter<'_>,
) -> (Option<Nearest>, bool) {
    meter.begin(Stage::Nearest, limits.search);
    let Some(space) = Space::new(problem, Keep { best: 1, floors: None }) else {
        return (None, true);
    };
    let ranking = Ranking::new(Aim::Shortfall, problem);
    let origins: Vec<i64> = problem.partners.iter().map(|partner| partner.floor).collect();
    let mut caps: Vec<i64> = origins.iter().map(|origin| -origin).collect();
    for cell in 0..space.cells.len() {
        caps.iter_mut().zip(space.extreme(cell, i64::max)).for_each(|(cap, most)| *cap += most);
    }
    let mut quest = Quest {
        space: &space,
        ranking: &ranking,
        origins: &origins,
        floors: vec![NO_FLOOR; space.n],
        caps,
        except: None,
        lines: space.forced().len(),
    };
    let mut is_certain = true;
    while quest.lines <= space.lines {
        let outcome = search(&quest, 1, &[], meter);
        is_certain &= outcome.is_proven;
        if let Some(found) = outcome.kept.first() {
            let package = package(problem, found);
            let shortfalls = found.surplus.iter().map(|surplus| (-surplus).max(0)).collect();
            let red_lines = problem.broken(&package.choices);
            let nearest = Nearest { package, shortfalls, red_lines, is_proven: is_certain };
            return (Some(nearest), is_certain);
        }
        if !meter.may_go_on() {
            break;
        }
        quest.lines += 1;
    }
    (None, is_certain)
}
