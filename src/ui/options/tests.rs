//! The Options screen, drawn on example maps.

use super::super::samples;
use crate::app::Screen;

#[test]
fn each_option_has_its_verdict_its_gains_and_the_reason_below() {
    let app = samples::session(samples::RIVERSIDE, (118, 34), Screen::Options);
    insta::assert_snapshot!("options_118x34", samples::drawn(&app));
    let app = samples::session(samples::RIVERSIDE, (80, 24), Screen::Options);
    insta::assert_snapshot!("options_80x24", samples::drawn(&app));
}
