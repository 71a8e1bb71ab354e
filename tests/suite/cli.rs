//! The command line: every command, what it prints, its exit codes, and that nothing private leaves unasked.

#![expect(clippy::unwrap_used, reason = "a program that can't be run ends the test")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const SECRETS: &str = include_str!("../data/planted.ron");
const MISTAKES: &str = include_str!("../data/mistakes.ron");

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zopa"));
    command.args(args).current_dir(folder).env_clear().stdin(Stdio::null());
    command
}

/// What came of running the program in a folder.
struct Ran {
    code: i32,
    out: String,
    errors: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            errors: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

fn run(folder: &TempDir, args: &[&str]) -> Ran {
    command(folder.path(), args).output().unwrap().into()
}

fn fed(folder: &TempDir, args: &[&str], input: &str) -> Ran {
    let mut command = command(folder.path(), args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap().into()
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        zopa::storage::create_new(&folder.path().join(name), text.as_bytes()).unwrap();
    }
    folder
}

fn text_of(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

#[test]
fn help_and_version_are_told_everywhere() {
    let folder = folder(&[]);
    for command in [&[][..], &["new"], &["show"], &["check"], &["packages"], &["fmt"]] {
        let ran = run(&folder, &[command, &["--help"]].concat());
        assert_eq!((ran.code, ran.errors.as_str()), (0, ""));
        assert!(ran.out.contains("Example") && ran.out.contains("zopa"), "{}", ran.out);
    }
    let ran = run(&folder, &["--version"]);
    assert_eq!((ran.code, ran.out), (0, format!("zopa {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn what_does_not_exist_is_wrong_use() {
    let folder = folder(&[]);
    let wrong: &[&[&str]] = &[
        &["--frob"],
        &["show", "--screen", "gird"],
        &["show", "--size", "0x5"],
        &["show", "--size", "wide"],
        &["check"],
        &["packages"],
        &["packages", "map.ron", "--by", "luck"],
        &["packages", "map.ron", "--time-limit", "1h"],
        &["fmt"],
        &["new"],
        &["show", "--partner", "riverdise"],
        &["show", "--partner", "nobody-of-this-name"],
    ];
    for args in wrong {
        let ran = run(&folder, args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(!ran.errors.is_empty(), "{args:?}");
    }
    let nearly = run(&folder, &["show", "--partner", "riverdise"]);
    assert!(nearly.errors.contains("`riverside`"), "{}", nearly.errors);
}

#[test]
fn without_a_terminal_the_example_is_printed() {
    let folder = folder(&[]);
    let ran = run(&folder, &[]);
    assert_eq!((ran.code, ran.errors.as_str()), (0, ""));
    assert_eq!(ran.out, run(&folder, &["show"]).out);
    assert_eq!(ran.out.lines().count(), 34);
    assert!(ran.out.contains("Riverside Hospital"));
    assert!(!ran.out.contains('\x1b'), "no styles in a file");
    assert!(ran.out.lines().all(|line| line == line.trim_end()), "no blanks at the ends of lines");
    let plain = run(&folder, &["--ascii"]);
    assert_eq!(plain.code, 0);
    assert!(plain.out.is_ascii(), "{}", plain.out);
}

#[test]
fn every_screen_is_printed_at_every_size() {
    let folder = folder(&[("map.ron", SECRETS)]);
    for screen in ["partners", "grid", "overlap", "options", "packages"] {
        for (columns, rows) in [(1, 1), (24, 6), (60, 20), (80, 24), (118, 34), (200, 60)] {
            let size = format!("{columns}x{rows}");
            let ran = run(&folder, &["show", "map.ron", "--screen", screen, "--size", &size]);
            assert_eq!((ran.code, ran.errors.as_str()), (0, ""));
            assert_eq!(ran.out.lines().count(), rows, "{screen} {size}");
            let width = |line| unicode_width::UnicodeWidthStr::width(line);
            assert!(ran.out.lines().all(|line| width(line) <= columns), "{screen} {size}");
        }
    }
}

#[test]
fn colors_are_printed_only_where_they_are_wanted() {
    let folder = folder(&[]);
    let with = |variables: &[(&str, &str)]| {
        let mut command = command(folder.path(), &["show"]);
        command.env("TERM", "xterm-256color").envs(variables.iter().copied());
        Ran::from(command.output().unwrap()).out
    };
    let plain = with(&[]);
    assert!(!plain.contains('\x1b'));
    let colored = with(&[("CLICOLOR_FORCE", "1")]);
    assert!(colored.contains("\x1b["));
    assert_eq!(with(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), plain);
}

#[test]
fn the_partner_asked_for_is_selected() {
    let folder = folder(&[("map.ron", SECRETS)]);
    let ran = run(&folder, &["show", "map.ron", "--screen", "partners", "--partner", "union"]);
    assert!(ran.out.contains("Open posts"), "{}", ran.out);
}

#[test]
fn a_new_map_is_good_private_and_never_replaces_a_file() {
    let folder = folder(&[]);
    let ran = run(&folder, &["new", "mine.ron"]);
    assert_eq!((ran.code, ran.errors.as_str()), (0, ""));
    let path = folder.path().join("mine.ron");
    let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&path).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(run(&folder, &["check", "mine.ron"]).code, 0);
    assert_eq!(run(&folder, &["fmt", "--check", "mine.ron"]).code, 0);
    let before = text_of(&folder, "mine.ron");
    let again = run(&folder, &["new", "mine.ron"]);
    assert_eq!((again.code, again.out.as_str()), (3, ""));
    assert!(again.errors.contains("already"), "{}", again.errors);
    assert_eq!(text_of(&folder, "mine.ron"), before);
}

#[test]
fn files_that_cannot_be_read_are_told_with_what_to_do() {
    let folder = folder(&[]);
    for args in [&["nowhere.ron"][..], &["show", "nowhere.ron"], &["check", "nowhere.ron"]] {
        let ran = run(&folder, args);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{args:?}");
        assert!(ran.errors.contains("There is no file nowhere.ron"), "{}", ran.errors);
        assert!(ran.errors.contains("zopa new"), "{}", ran.errors);
    }
    assert!(run(&folder, &["chekc"]).errors.contains("`zopa check`"));
    let a_folder = run(&folder, &["show", "."]);
    assert_eq!(a_folder.code, 3);
    assert!(a_folder.errors.contains("is a folder"), "{}", a_folder.errors);
}

#[test]
fn a_map_with_mistakes_is_neither_opened_nor_shown() {
    let folder = folder(&[("map.ron", MISTAKES)]);
    for args in [&["map.ron"][..], &["show", "map.ron"], &["show", "map.ron", "--format", "json"]] {
        let ran = run(&folder, args);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{args:?}");
        let places = ran.errors.lines().filter(|line| line.starts_with("map.ron:")).count();
        assert!(places > 12, "{}", ran.errors);
    }
    let ran = run(&folder, &["fmt", "map.ron"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_eq!(text_of(&folder, "map.ron"), MISTAKES);
}

#[test]
fn check_names_everything_and_fails_only_for_errors() {
    let folder = folder(&[("good.ron", SECRETS), ("bad.ron", MISTAKES)]);
    let good = run(&folder, &["check", "good.ron"]);
    assert_eq!((good.code, good.errors.as_str()), (0, ""));
    assert!(good.out.contains("good.ron:43:9: advice: "), "{}", good.out);
    assert!(good.out.trim_end().lines().last().unwrap().starts_with("good.ron: no errors"));
    let bad = run(&folder, &["check", "good.ron", "bad.ron", "nowhere.ron"]);
    assert_eq!(bad.code, 3);
    assert!(bad.out.contains("[unknown-field]") && bad.out.contains("good.ron: no errors"));
    assert_eq!(run(&folder, &["check", "bad.ron"]).code, 1);
}

#[test]
fn check_has_the_form_of_the_contract_for_scripts() {
    let folder = folder(&[("good.ron", SECRETS), ("bad.ron", MISTAKES)]);
    let ran = run(&folder, &["check", "good.ron", "bad.ron", "--format", "json"]);
    assert_eq!((ran.code, ran.errors.as_str()), (1, ""));
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["format"], 1);
    let findings = report["findings"].as_array().unwrap();
    let errors = findings.iter().filter(|found| found["severity"] == "error").count();
    assert_eq!(report["errors"], errors);
    let keys = ["file", "line", "column", "severity", "id", "where", "message", "help"];
    for found in findings {
        assert_eq!(found.as_object().unwrap().keys().collect::<Vec<_>>(), keys);
    }
    let files: Vec<_> = findings.iter().map(|found| found["file"].as_str().unwrap()).collect();
    assert!(files.is_sorted_by_key(|file| *file == "bad.ron"), "in the order asked for");
}

#[test]
fn show_gives_one_object_to_scripts() {
    let folder = folder(&[("map.ron", SECRETS)]);
    let ran = run(&folder, &["show", "map.ron", "--format", "json"]);
    assert_eq!(ran.code, 0);
    let shown: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(shown["title"], "Open title");
    assert_eq!(shown["partners"].as_array().unwrap().len(), 3);
    let open = run(&folder, &["show", "map.ron", "--format", "json", "--private"]);
    assert!(open.out.contains("zq24"), "asked for by name: {}", open.out);
}

#[test]
fn fmt_rewrites_once_and_tells_what_it_would_rewrite() {
    let loose = "(format: 1,\n  title: \"A\", // why\n themes: {\"a\":(name:\"B\")})";
    let folder = folder(&[("map.ron", loose)]);
    let told = run(&folder, &["fmt", "--check", "map.ron"]);
    assert_eq!(told.code, 1);
    assert!(told.out.contains("map.ron"));
    assert_eq!(text_of(&folder, "map.ron"), loose);
    let wanted = fed(&folder, &["fmt", "-"], loose).out;
    assert!(wanted.contains("// why"));
    assert_eq!(run(&folder, &["fmt", "map.ron"]).code, 0);
    assert_eq!(text_of(&folder, "map.ron"), wanted);
    let again = run(&folder, &["fmt", "map.ron"]);
    assert_eq!((again.code, again.out.as_str()), (0, ""));
    assert_eq!(run(&folder, &["fmt", "--check", "map.ron"]).code, 0);
}

#[test]
fn standard_input_is_a_map_too() {
    let folder = folder(&[]);
    assert_eq!(fed(&folder, &["check", "-"], SECRETS).code, 0);
    assert!(fed(&folder, &["show", "-"], SECRETS).out.contains("Open Ministry"));
    assert!(fed(&folder, &["-"], SECRETS).out.contains("Open Ministry"));
    let bad = fed(&folder, &["check", "-"], MISTAKES);
    assert_eq!(bad.code, 1);
    assert!(bad.out.starts_with("standard input:"), "{}", bad.out);
}

#[test]
fn whoever_has_read_enough_may_close_the_pipe() {
    let folder = folder(&[("map.ron", SECRETS)]);
    for args in
        [&["show", "map.ron", "--size", "1000x1000"][..], &["--help"], &["check", "map.ron"]]
    {
        let mut command = command(folder.path(), args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ran = child.wait_with_output().unwrap();
        assert_eq!(ran.status.code(), Some(0), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&ran.stderr), "", "{args:?}");
    }
}

#[test]
fn nothing_from_a_file_commands_the_terminal() {
    let evil = "(format: 1, title: \"a\\u{1b}[2J\u{202e}b\", \u{1b}[31m: 5, partners: {\"\u{9b}31m\u{7}\": (name: \"\u{1b}]0;x\u{7}\")})";
    let folder = folder(&[("map.ron", evil), ("evil\u{1b}[31m.ron", "(")]);
    for args in [&["check", "map.ron"][..], &["map.ron"], &["check", "evil\u{1b}[31m.ron"]] {
        let ran = run(&folder, args);
        assert_eq!(ran.code, 1, "{args:?}");
        let text = ran.out + &ran.errors;
        let harm = |sign: char| (sign.is_control() && sign != '\n') || sign == '\u{202e}';
        assert!(!text.contains(harm), "{text:?}");
    }
}

/// The planted map with other mistakes, most of them in private lines.
fn broken() -> Vec<String> {
    let changes = [
        ("explicitness: 2", "explicitness: 9"),
        ("says: \"zq17 keeps both\"", "says: \"zq17 keeps both"),
        ("says: \"zq17 keeps both\",", "says: \"zq17 keeps both\" zq33:"),
        ("\"zq08\": (by: -2", "\"zq34\": (by: -2"),
        ("private: \"zq20", "privat: \"zq20"),
        ("concerns: {", "concerns: {{"),
        ("culture: (notes: ", "culture: (notes: zq35, "),
        ("stance: Resistant", "stance: zq36"),
        ("trust: -2", "trust: zq37"),
        ("// zq02", "\\ zq02"),
        ("/* zq04 */", "/* zq04"),
        ("private: true", "private: zq38"),
        ("purpose:", "<<<<<<< zq39\npurpose:"),
        (
            "walk_away: (says: \"zq24 strike\", gain: 1.5)",
            "walk_away: (gain: 1.5, gain: 1.5, says: \"zq24\", on: {})",
        ),
    ];
    let mut broken: Vec<String> = changes
        .iter()
        .map(|(old, new)| {
            assert!(SECRETS.contains(old), "{old}");
            SECRETS.replacen(old, new, 1)
        })
        .collect();
    // cut off at many places, as by a full disk
    broken.extend((1..40).filter_map(|n| SECRETS.get(..SECRETS.len() * n / 40).map(str::to_owned)));
    broken
}

#[test]
fn mistakes_are_told_without_what_is_private() {
    for text in broken() {
        let folder = folder(&[("map.ron", text.as_str())]);
        for args in
            [&["check", "map.ron"][..], &["check", "map.ron", "--format", "json"], &["map.ron"]]
        {
            let ran = run(&folder, args);
            assert_eq!(ran.code, 1, "{args:?}\n{text}");
            assert!(!ran.out.contains("zq"), "{args:?}\n{}", ran.out);
            assert!(!ran.errors.contains("zq"), "{args:?}\n{}", ran.errors);
        }
    }
}

#[test]
fn nothing_private_is_shown_or_remarked_unasked() {
    let folder = folder(&[("map.ron", SECRETS)]);
    let mut printed = vec![run(&folder, &["check", "map.ron"]), run(&folder, &["map.ron"])];
    printed.push(run(&folder, &["check", "map.ron", "--format", "json"]));
    for settle in ["site=one", "site=two", "site=-"] {
        let packages = ["packages", "map.ron", "--settle", settle];
        printed.push(run(&folder, &packages));
        printed.push(run(&folder, &[&packages[..], &["--format", "json"]].concat()));
    }
    for partner in ["ministry", "union", "mayor"] {
        let show = ["show", "map.ron", "--partner", partner];
        printed.push(run(&folder, &[&show[..], &["--format", "json"]].concat()));
        for screen in ["partners", "grid", "overlap", "options", "packages"] {
            for size in ["60x20", "80x24", "118x34", "200x60", "400x300"] {
                let how = ["--screen", screen, "--size", size];
                printed.push(run(&folder, &[&show[..], &how[..]].concat()));
            }
        }
    }
    for ran in printed {
        assert_eq!((ran.code, ran.errors.as_str()), (0, ""));
        assert!(!ran.out.contains("zq"), "{}", ran.out);
    }
    let asked = run(
        &folder,
        &["show", "map.ron", "--screen", "partners", "--size", "200x300", "--private"],
    );
    for secret in ["zq05", "zq09", "zq10", "zq13", "zq15", "zq17", "zq20"] {
        assert!(asked.out.contains(secret), "{secret} is shown when asked for:\n{}", asked.out);
    }
}
