//! The law that the checker and serde accept the same files, over mutations of a good one.

use proptest::prelude::*;

use super::read::{problems, serde_reads};

const CONTRACT: &str = include_str!("../../tests/data/contract.ron");

/// What a mutation puts in: bits of RON that are easily confused.
const BITS: &[&str] = &[
    "",
    ",",
    ",,",
    ":",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "()",
    "\"",
    "\\",
    "'",
    "/",
    "//",
    "/*",
    "*/",
    "/* a /* b */ */",
    "// x\n",
    "\n",
    "\r\n",
    " ",
    "\u{85}",
    "\u{200E}",
    "Some(",
    "Some(Some(7))",
    "None",
    "Some(None)",
    "Some(7)",
    "Some(Heard)",
    "7",
    "+7",
    "-1",
    ".5",
    "5.",
    "1e0",
    "1e1",
    "1.5",
    "0x1",
    "1_0",
    "7u8",
    "1f32",
    "inf",
    "-inf",
    "NaN",
    "true",
    "false",
    "r#name",
    "r#title",
    "r\"x\"",
    "r#\"x\"#",
    "b\"x\"",
    "b'x'",
    "'x'",
    "\"\\x41\"",
    "\"\\xC3\\xA4\"",
    "\"\\u{41}\"",
    "\"\\r\\n\"",
    "\"\\r\"",
    "\"a\\\n   b\"",
    "Partner(",
    "Theme(",
    "Map(",
    "Rated(level: 7)",
    "(level: 7)",
    "(by: 1)",
    "( by : 1 , )",
    "name: \"x\",",
    "says: \"x\"",
    "format: 1,",
    "format: 2,",
    "#![enable(implicit_some)]",
    "#![enable(unwrap_newtypes,)]",
    "#![type = \"x\"]",
    "waits",
    "\"waits\"",
    "Heard",
    "Supportive",
    "r#Heard",
    "1..2",
    "..",
    "é",
    "\u{0}",
    "\u{1b}",
];

/// What the checker refuses though serde reads it, because the format says so or serde can't know.
const STRICTER: &[&str] = &[
    "number-spelling",
    "too-fine",
    "wrong-brackets",
    "bad-header",
    "unknown-theme",
    "unknown-partner",
    "unknown-option",
    "unknown-criterion",
    "duplicate-id",
    "duplicate-relation",
    "rule-in-one-issue",
    "newer-format",
    "off-scale",
    "conflict-marker",
    "too-deep",
    "bad-number",
    "wrong-type",
];

/// Of those, the ones that serde refuses as well, but for one spelling that the note names.
fn excused(id: &str, text: &str) -> bool {
    match id {
        // `format` is any number to serde
        "off-scale" => text.contains("format"),
        // a byte literal is a number to ron, and so is a whole number with an exponent
        "wrong-type" => text.contains("b'"),
        "bad-number" => false,
        id => STRICTER.contains(&id),
    }
}

fn mutated(cuts: &[(prop::sample::Index, u8, prop::sample::Index)]) -> String {
    let mut text = CONTRACT.to_owned();
    for (at, length, bit) in cuts {
        let signs: Vec<(usize, char)> = text.char_indices().collect();
        let from = at.index(signs.len());
        let to = (from + usize::from(*length)).min(signs.len() - 1);
        text.replace_range(signs[from].0..signs[to].0, BITS[bit.index(BITS.len())]);
    }
    text
}

/// Puts the bits at the borders of tokens, where they are most likely to be read.
fn at_a_token(cuts: &[(prop::sample::Index, bool, prop::sample::Index)]) -> String {
    let mut text = CONTRACT.to_owned();
    for (at, whole, bit) in cuts {
        let parsed = super::parse::parse(&text);
        let node = *at.get(&parsed.tree.nodes);
        let range = if *whole { node.range() } else { node.range().start..node.range().start };
        text.replace_range(range, BITS[bit.index(BITS.len())]);
    }
    text
}

fn agree(text: &str) -> Result<(), TestCaseError> {
    let found = problems(text);
    let unexcused = found.iter().find(|problem| !excused(problem.id, text));
    if found.is_empty() {
        prop_assert!(serde_reads(text), "only serde refuses:\n{text}");
    }
    if let Some(problem) = unexcused {
        prop_assert!(!serde_reads(text), "only the checker refuses: {problem:?}\n{text}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(400), ..ProptestConfig::default() })]

    #[test]
    fn checker_and_serde_accept_the_same_mutations(cuts in prop::collection::vec(any::<(prop::sample::Index, u8, prop::sample::Index)>(), 1..3)) {
        agree(&mutated(&cuts.iter().map(|(at, length, bit)| (*at, length % 6, *bit)).collect::<Vec<_>>()))?;
    }

    #[test]
    fn checker_and_serde_accept_the_same_tokens(cuts in prop::collection::vec(any::<(prop::sample::Index, bool, prop::sample::Index)>(), 1..3)) {
        agree(&at_a_token(&cuts))?;
    }
}

#[test]
fn an_endless_word_is_no_name_of_a_record() {
    for word in ["NaN", "inf", "true"] {
        let text = CONTRACT.replace("\"cost\": (by:", &format!("\"cost\": {word}(by:"));
        assert!(!serde_reads(&text) && !problems(&text).is_empty(), "{word}");
    }
}

/// The number of cases: more of them where `PROPTEST_CASES` asks for it.
pub(super) fn cases(default: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(default)
}
