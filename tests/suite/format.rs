//! The map file from outside: what is accepted, what is refused and how, and what stays private.

use zopa::format::{self, Quoter};
use zopa::model::Curtain;

const CONTRACT: &str = include_str!("../data/contract.ron");
const MISTAKES: &str = include_str!("../data/mistakes.ron");

/// What `check` prints for a text.
fn told(text: &str, curtain: Curtain) -> String {
    let Err(problems) = format::read(text.as_bytes()) else { return "no problem".to_owned() };
    let quoter = Quoter::new(text, curtain);
    problems.iter().map(|problem| quoter.render(problem, "maps/x.ron")).collect()
}

#[test]
fn the_map_of_the_contract_is_read() {
    assert_eq!(told(CONTRACT, Curtain::Drawn), "no problem");
    let map = format::read(CONTRACT.as_bytes()).expect("a good map");
    assert_eq!(map.partners.len(), 3);
    assert_eq!(map.heading.title, "Emergency care for Riverside and Hillcrest");
}

#[test]
fn a_file_with_many_mistakes_has_all_of_them_told_at_once() {
    insta::assert_snapshot!(told(MISTAKES, Curtain::Drawn));
}

const EXAMPLES: [&str; 3] = [
    include_str!("../../maps/riverside.ron"),
    include_str!("../../maps/tramline.ron"),
    include_str!("../../maps/teachers.ron"),
];

#[test]
fn the_example_maps_are_read() {
    for text in EXAMPLES {
        assert_eq!(told(text, Curtain::Open), "no problem");
    }
}

/// The places and kinds of what is wrong with a text.
fn places(text: &str) -> String {
    let problems = format::read(text.as_bytes()).err().unwrap_or_default();
    let places: Vec<String> = problems
        .iter()
        .map(|problem| format!("{}:{} {}", problem.line, problem.column, problem.id))
        .collect();
    places.join(", ")
}

#[test]
fn mistakes_of_signs_are_told_where_they_are_and_only_once() {
    let table = [
        ("", "1:1 empty"),
        ("// nothing\n", "1:1 empty"),
        ("(format: 1, title: \"x\"", "1:1 unclosed-bracket"),
        ("(format: 1, title: \"x\",\n  themes: {\"a\": (name: \"A\"),\n)", "2:11 unclosed-bracket"),
        ("(format: 1, title: \"x\",\n  themes: {\"a\": (name: \"A\"}},\n)\n", "2:27 wrong-bracket"),
        ("(format: 1, title: \"x\"))", "1:24 after-the-end"),
        ("(format: 1, title: \"x)\n", "1:20 unclosed-string"),
        ("(format: 1, title: \"x,\n  purpose: \"y\",\n)\n", "1:20 unclosed-string"),
        ("(format: 1, title: \"x\", /* never\n)", "1:25 unclosed-comment"),
        ("(format: 1 title: \"x\")", "1:11 missing-comma"),
        ("(format: 1, title \"x\")", "1:18 missing-colon"),
        ("(format: 1, title = \"x\")", "1:19 missing-colon"),
        ("(format: 1; title: \"x\")", "1:11 missing-comma"),
        ("(format: 1, title: )", "1:19 missing-value"),
        ("(format: 1,, title: \"x\")", "1:12 unexpected-comma"),
        ("(format: 1, title: @\"x\")", "1:20 unexpected-character, 1:21 missing-comma"),
        ("(format: 1, title: 'x')", "1:20 wrong-type"),
        ("{format: 1, title: \"x\"}", "1:1 wrong-brackets"),
        ("(format: 2, tittle: 7, \u{1})", "1:10 newer-format"),
        ("(format: 0, title: \"x\")", "1:10 off-scale"),
        ("\u{feff}(format: 1, titel: \"x\")", "1:13 unknown-field"),
        ("(\r\n  format: 1,\r\n  title: 7,\r\n)", "3:10 wrong-type"),
        ("(format: 1, title: \"é\", z: 1)", "1:25 unknown-field"),
        ("<<<<<<< ours\n(\n=======\n((\n>>>>>>> theirs\n", "1:1 conflict-marker"),
        ("#![enable(unwrap_variant_newtypes)]\n(format: 1, title: \"x\")", "1:1 bad-header"),
    ];
    for (text, expected) in table {
        assert_eq!(places(text), expected, "{text}");
    }
    let deep = format!("(format: 1, title: {}{})", "[".repeat(40), "]".repeat(40));
    assert_eq!(places(&deep), "1:20 wrong-type, 1:51 too-deep");
    let bytes = [b"(format: 1,\n  title: \"".as_slice(), &[0xFF], b"\")"].concat();
    let problems = format::read(&bytes).expect_err("not UTF-8");
    assert_eq!((problems[0].line, problems[0].column, problems[0].id), (2, 11, "not-utf8"));
}

#[test]
fn a_large_file_of_wrong_brackets_is_not_read_over_and_over() {
    let wrong = "\"a\":(name:\"x\"],".repeat(200_000);
    let text = format!("(format: 1, title: \"x\", themes: {{{wrong}}})");
    assert!(places(&text).starts_with("1:47 wrong-bracket"), "{}", places(&text));
}

/// A map with a secret word in every private field and comment.
const SECRETS: &str = include_str!("../data/secrets.ron");

#[test]
fn quoted_lines_show_private_text_only_with_the_curtain_open() {
    let broken = SECRETS.replace("interest: 7", "interest: 17").replace("level: 9", "level: 19");
    insta::assert_snapshot!(told(&broken, Curtain::Drawn));
    assert!(told(&broken, Curtain::Open).contains("xyzzy"));
}

#[test]
fn no_changed_byte_makes_a_message_show_what_is_private() {
    assert_eq!(told(SECRETS, Curtain::Drawn), "no problem");
    let signs: Vec<char> = SECRETS.chars().collect();
    let step = if std::env::var("PROPTEST_CASES").is_ok() { 1 } else { 7 };
    for at in (0..signs.len()).step_by(step) {
        for with in ["", "x", "\"", "(", "}", ",", "/", ":", "\\", "\n"] {
            let head: String = signs[..at].iter().collect();
            let tail: String = signs[at + 1..].iter().collect();
            let text = format!("{head}{with}{tail}");
            let told = told(&text, Curtain::Drawn);
            let open = format::read(text.as_bytes()).err().unwrap_or_default();
            let wheres = open.iter().map(|problem| problem.place.to_string());
            let told = wheres.fold(told, |told, place| told + &place);
            assert!(!told.contains("xyzzy"), "changed at {at} to {with:?}:\n{told}");
        }
    }
}

#[test]
fn no_lost_bracket_makes_a_private_criterion_look_like_something_that_may_be_named() {
    for (at, _) in SECRETS.match_indices(['{', '(', '[']).skip(1) {
        let (before, after) = SECRETS.split_at(at);
        let field =
            before.trim_end().trim_end_matches(|sign| !matches!(sign, ' ' | '{' | '(')).len();
        let (outer, _) = before.split_at(field);
        let damages = [
            (before, ")"),
            (outer, "su)"),
            (outer, "su),"),
            (outer, "su})"),
            (outer, "su)}),"),
            (before, "})},"),
        ];
        for (head, with) in damages {
            let text = format!("{head}{with}{}", after.split_at(1).1);
            let problems = format::read(text.as_bytes()).err().unwrap_or_default();
            assert!(!problems.is_empty(), "{text}");
            for problem in problems {
                let finding = format!("{:?}", format::Finding::of(&problem, "maps/x.ron"));
                assert!(!finding.contains("xyzzy"), "{finding}\n{text}");
            }
        }
    }
}

/// Numbers that are the same in every run.
struct Lots(u64);

impl Lots {
    fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).map_or(0, |number| number % below.max(1))
    }
}

fn mutate(bytes: &mut Vec<u8>, lots: &mut Lots) {
    let at = lots.below(bytes.len());
    let to = (at + lots.below(12)).min(bytes.len());
    let sign = b"(){}[]\",:/*\\\n\r\t#'=;0x_9\xC3\xFF\0a"[lots.below(26)];
    match lots.below(5) {
        0 => bytes[at] = u8::try_from(lots.below(256)).unwrap_or(0),
        1 => bytes.insert(at, sign),
        2 => drop(bytes.drain(at..to)),
        3 => bytes.extend_from_within(at..to),
        _ => bytes[at] = sign,
    }
}

#[test]
fn mutated_maps_are_read_or_refused_with_a_place() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let mut lots = Lots(7);
    for text in EXAMPLES.iter().chain([&CONTRACT]) {
        for _ in 0..cases.unwrap_or(100) {
            let mut bytes = text.as_bytes().to_vec();
            for _ in 0..=lots.below(3) {
                mutate(&mut bytes, &mut lots);
            }
            let Err(problems) = format::read(&bytes) else { continue };
            assert!(!problems.is_empty());
            let lossy = String::from_utf8_lossy(&bytes);
            let quoter = Quoter::new(&lossy, Curtain::Drawn);
            for problem in problems.iter().take(20) {
                assert!(problem.line > 0 && problem.column > 0, "{problem:?}");
                assert!(quoter.render(problem, "x.ron").contains(&problem.message));
            }
        }
    }
}
