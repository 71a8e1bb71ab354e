//! The Overlap screen, drawn on example maps.

use super::super::samples;
use crate::app::Screen;

#[test]
fn partners_alike_stand_together_and_the_pair_is_told_beside_them() {
    let app = samples::session(samples::RIVERSIDE, (118, 34), Screen::Overlap);
    let text = samples::drawn(&app);
    let place = |name: &str| text.lines().position(|line| line.contains(name)).unwrap();
    assert_eq!(place("  Patients' council") + 1, place("  Ambulance service"));
    assert!(text.contains("Running cost: both want less"), "{text}");
}

#[test]
fn the_matrix_has_names_shades_and_a_legend_at_every_size() {
    let app = samples::session(samples::RIVERSIDE, (118, 34), Screen::Overlap);
    insta::assert_snapshot!("overlap_118x34", samples::drawn(&app));
    let app = samples::session(samples::RIVERSIDE, (80, 24), Screen::Overlap);
    insta::assert_snapshot!("overlap_80x24", samples::drawn(&app));
}
