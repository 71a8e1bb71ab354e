//! Laws of writing, over random maps with random comments and layout.

use proptest::prelude::*;

use super::agreement::cases;
use super::read::read_text;
use super::shape::View;
use super::{canonical, scan, sheet};
use crate::model::samples::any_map;

const CONTRACT: &str = include_str!("../../tests/data/contract.ron");

/// The comments of a text, in order.
fn comments(text: &str) -> Vec<String> {
    let found = scan::comments(text);
    found.into_iter().map(|at| text.get(at).unwrap_or("").trim_end().to_owned()).collect()
}

fn sorted(mut comments: Vec<String>) -> Vec<String> {
    comments.sort();
    comments
}

#[test]
fn tidying_the_contract_keeps_its_comments_and_is_done_once() {
    let once = canonical(CONTRACT.as_bytes()).expect("a good map");
    assert_eq!(canonical(once.as_bytes()).as_ref(), Ok(&once));
    assert_eq!(sorted(comments(&once)), sorted(comments(CONTRACT)));
    insta::assert_snapshot!(once);
}

/// Something to put between two tokens.
const SPRINKLES: &[&str] = &[
    " ",
    "\n",
    "\n\n",
    "\n\n\n",
    "\r\n",
    " // one\n",
    "\n// two\n",
    "\n\n    // three\n\n",
    " /* four */ ",
    "\n/* five */\n",
    "\n/* six\n   seven */",
    "\t",
    "//eight, { ( [ \" \n",
    "/*/**/*/",
];

/// A text with something put at the borders of some of its tokens.
pub(super) fn sprinkled(
    text: &str,
    sprinkles: &[(prop::sample::Index, prop::sample::Index)],
) -> String {
    let parsed = super::parse::parse(text);
    let mut borders: Vec<usize> =
        parsed.tree.nodes.iter().flat_map(|node| [node.range().start, node.range().end]).collect();
    borders.sort_unstable();
    borders.dedup();
    let mut places: Vec<(usize, &str)> = sprinkles
        .iter()
        .map(|(at, what)| {
            (borders[at.index(borders.len())], SPRINKLES[what.index(SPRINKLES.len())])
        })
        .collect();
    places.sort_by_key(|(at, _)| *at);
    let mut out = text.to_owned();
    for (at, what) in places.into_iter().rev() {
        out.insert_str(at, what);
    }
    out
}

type Sprinkles = Vec<(prop::sample::Index, prop::sample::Index)>;

pub(super) fn any_sprinkles() -> impl Strategy<Value = Sprinkles> {
    prop::collection::vec(any::<(prop::sample::Index, prop::sample::Index)>(), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(60), ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_the_same_and_is_canonical(map in any_map()) {
        let text = sheet::map_text(View::Map(&map));
        prop_assert_eq!(read_text(&text), Ok(map));
        let tidied = canonical(text.as_bytes());
        prop_assert_eq!(tidied.as_ref(), Ok(&text));
    }

    #[test]
    fn tidying_keeps_comments_and_is_done_once(map in any_map(), sprinkles in any_sprinkles()) {
        let text = sprinkled(&sheet::map_text(View::Map(&map)), &sprinkles);
        prop_assert_eq!(read_text(&text), Ok(map));
        let once = canonical(text.as_bytes()).expect("a good map");
        let twice = canonical(once.as_bytes());
        prop_assert_eq!(twice.as_ref(), Ok(&once), "from {}", text);
        let plain = |text: &str| sorted(comments(&text.replace("\r\n", "\n")));
        prop_assert_eq!(plain(&once), plain(&text));
    }
}

#[test]
fn headers_and_the_comments_around_the_map_stay() {
    let text = "\u{feff}#![enable(implicit_some)] // why\r\n\r\n\r\n// before\r\n(format: 1, \
                stage: Some(Plan), title: r#\"A \"map\"\"#, serves: \"\", \
                themes: {/* none yet */}) // end\r\n// after";
    let tidied = "#![enable(implicit_some)]\n// why\n\n// before\n(\n    format: 1,\n    \
                  title: \"A \\\"map\\\"\",\n    stage: Plan,\n    themes: {\n        \
                  /* none yet */\n    },\n) // end\n// after\n";
    assert_eq!(canonical(text.as_bytes()).as_deref(), Ok(tidied));
    assert_eq!(canonical(tidied.as_bytes()).as_deref(), Ok(tidied));
}

#[test]
fn carriage_returns_at_the_ends_of_lines_in_a_comment_go_all_at_once() {
    let text = "/* a\r\r\nb\rc\r\n */ (format: 1, title: \"x\")\n";
    let tidied = "/* a\nb\rc\n */\n(format: 1, title: \"x\")\n";
    assert_eq!(canonical(text.as_bytes()).as_deref(), Ok(tidied));
    assert_eq!(canonical(tidied.as_bytes()).as_deref(), Ok(tidied));
}

#[test]
fn comments_on_one_line_before_an_entry_get_a_line_each() {
    let text = "#![enable(implicit_some)] /* a */ /* b */\n(format: 1, title: \"x\", \
                themes: {/* c *//* d */\"t\": (name: \"T\")})\n";
    let tidied = "#![enable(implicit_some)]\n/* a */\n/* b */\n(\n    format: 1,\n    title: \"x\",\n    \
                  themes: {\n        /* c */\n        /* d */\n        \"t\": (name: \"T\"),\n    },\n)\n";
    assert_eq!(canonical(text.as_bytes()).as_deref(), Ok(tidied));
    assert_eq!(canonical(tidied.as_bytes()).as_deref(), Ok(tidied));
}
