//! The layers of the code: who may use whom, and that nothing above storage opens private values.
//!
//! Comments, text and unit tests are dropped first; what is left is searched for names, so a
//! layer that is reached by a macro's inside would go unseen. None of ours has such a macro.

#![expect(clippy::unwrap_used, reason = "a source that can't be read ends the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer with the layers that it may use, the lowest first.
const LAYERS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("edit", &["model"]),
    ("analysis", &["model"]),
    ("format", &["model", "edit", "analysis"]),
    ("storage", &["model", "edit", "analysis", "format"]),
    ("app", &["model", "edit", "analysis"]),
    ("ui", &["model", "edit", "analysis", "app"]),
    ("tui", &["model", "edit", "analysis", "format", "storage", "app", "ui"]),
    ("cli", &["model", "edit", "analysis", "format", "storage", "app", "ui", "tui"]),
];

/// Names from outside that only some layers, or single files, may use.
const GUARDED: &[(&str, &[&str])] = &[
    ("std::fs", &["storage"]),
    ("std::io", &["storage", "tui", "cli"]),
    ("std::env", &["tui", "cli"]),
    ("std::net", &[]),
    ("std::process", &["tui", "cli"]),
    ("std::thread", &["tui", "cli"]),
    ("std::time", &["tui", "cli"]),
    ("clap", &["cli"]),
    ("crossterm", &["tui", "cli"]),
    ("ratatui", &["ui", "tui", "cli", "app/text.rs"]),
    ("ratatui_textarea", &["ui", "app/text.rs"]),
    ("ron", &["format"]),
    ("rustix", &["tui"]),
    ("serde_json", &["format"]),
    ("signal_hook", &["tui", "cli"]),
    ("tempfile", &["storage"]),
];

/// The calls that open a private value without a pass, and the layers that compute or write with it.
const OPENERS: [&str; 2] = ["inner", "inner_mut"];
const OPENING: &[&str] = &["model", "edit", "analysis", "format", "storage"];

/// Where a curtain may be opened: what the person at the keyboard asks for, and figures that are
/// computed with everything and then told by the curtain.
const UNVEILING: &[&str] = &["model", "analysis", "cli", "app/commands/views.rs"];

/// The most lines a source file may have; above about 400 it is time to split it by noun.
const MOST_LINES: usize = 450;

/// What a file in `src`, named from there, does that its layer may not do.
fn faults(file: &str, code: &str) -> Vec<String> {
    let module = file.trim_end_matches(".rs").trim_end_matches("/mod");
    let layer = module.split('/').next().unwrap_or_default();
    let Some((_, lower)) = LAYERS.iter().find(|(name, _)| *name == layer) else {
        return vec![format!("{file} is in no layer")];
    };
    let tokens = tokens(code);
    let mut found = Vec::new();
    for used in below(&tokens, &["crate"]) {
        if used != layer && !lower.contains(&used) {
            found.push(format!("{file} uses {used}"));
        }
    }
    let up = ["super", ":", ":"].repeat(module.split('/').count());
    if tokens.windows(up.len()).any(|window| window == up) {
        found.push(format!("{file} leaves its layer by super"));
    }
    for (name, allowed) in GUARDED {
        let used = match name.split_once("::") {
            Some((root, inside)) => below(&tokens, &[root]).contains(inside),
            None => tokens.windows(3).any(|window| window == [name, ":", ":"]),
        };
        if used && !allowed.contains(&layer) && !allowed.contains(&file) {
            found.push(format!("{file} uses {name}"));
        }
    }
    for opener in OPENERS {
        let called = tokens.windows(4).any(|window| window == [".", opener, "(", ")"])
            || tokens.windows(3).any(|window| window == [":", ":", opener]);
        if called && !OPENING.contains(&layer) {
            found.push(format!("{file} opens a private value without a pass"));
        }
    }
    let of_curtain = below(&tokens, &["Curtain"]);
    let opens = ["Open", "*"].iter().any(|name| of_curtain.contains(name));
    if opens && !UNVEILING.contains(&layer) && !UNVEILING.contains(&file) {
        found.push(format!("{file} opens a curtain"));
    }
    found
}

/// The names that stand right below a path: `a` and `b` for `crate::{a::x, b}` and `crate`.
fn below<'t>(tokens: &[&'t str], path: &[&str]) -> BTreeSet<&'t str> {
    let head = [path, &[":", ":"]].concat();
    let mut names = BTreeSet::new();
    for start in (0..tokens.len()).filter(|&at| tokens[at..].starts_with(&head)) {
        let rest = &tokens[start + head.len()..];
        let mut depth = 0;
        for (at, token) in rest.iter().enumerate() {
            match *token {
                "{" => depth += 1,
                "}" => depth -= 1,
                name if depth == 0 || depth == 1 && ["{", ","].contains(&rest[at - 1]) => {
                    names.insert(name);
                }
                _ => {}
            }
            if depth <= 0 {
                break;
            }
        }
    }
    names
}

/// Words and single signs of the code, without comments, text and what is `#[cfg(test)]`.
fn tokens(code: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut found: Vec<&str> = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_whitespace() {
            first.len_utf8()
        } else if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(length) = text_length(rest) {
            length
        } else {
            let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            let length = if word > 0 { word } else { first.len_utf8() };
            found.push(rest.split_at(length).0);
            length
        };
        rest = rest.split_at(length).1;
    }
    without_tests(&found)
}

/// The length of the text, the raw text or the character that the code begins with, in bytes.
fn text_length(code: &str) -> Option<usize> {
    let raw = code.strip_prefix('r').or_else(|| code.strip_prefix("br"));
    if let Some(opened) = raw {
        let hashes = opened.len() - opened.trim_start_matches('#').len();
        let close = format!("\"{}", "#".repeat(hashes));
        let inside = opened.trim_start_matches('#').strip_prefix('"')?;
        return Some(code.len() - inside.len() + inside.find(&close)? + close.len());
    }
    let quote = code.chars().next().filter(|first| ['"', '\''].contains(first))?;
    let mut escaped = false;
    for (at, c) in code.char_indices().skip(1) {
        if c == quote && !escaped {
            return Some(at + 1);
        }
        if quote == '\'' && at > 1 && !code.starts_with("'\\") {
            return None; // A lifetime.
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

/// The tokens without the items that are marked `#[cfg(test)]`.
fn without_tests<'t>(tokens: &[&'t str]) -> Vec<&'t str> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at..].starts_with(&MARK) {
            kept.push(tokens[at]);
            at += 1;
            continue;
        }
        let mut depth = 0;
        for token in &tokens[at..] {
            at += 1;
            match *token {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            if depth == 0 && ["}", ";"].contains(token) {
                break;
            }
        }
    }
    kept
}

/// All source files with their text, named from `src`, without `lib.rs` and `main.rs`.
fn sources() -> Vec<(String, String)> {
    let mut found = files("src");
    found.retain(|(name, _)| !["lib.rs", "main.rs"].contains(&name.as_str()));
    found
}

/// All Rust files of a folder with their text, named from it.
fn files(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    let mut waiting: Vec<PathBuf> = vec![root.clone()];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
    found.sort();
    found
}

/// The modules that are declared under `#[cfg(test)]` and stand in files of their own.
fn test_modules(sources: &[(String, String)]) -> Vec<String> {
    let mut found = Vec::new();
    for (file, code) in sources {
        let folder = file.trim_end_matches(".rs").trim_end_matches("/mod");
        for declared in code.split("#[cfg(test)]").skip(1) {
            let line = declared.trim_start().lines().next().unwrap_or_default();
            if let Some(name) = line.rsplit("mod ").next().and_then(|name| name.strip_suffix(';')) {
                found.push(format!("{folder}/{name}"));
            }
        }
    }
    found
}

#[test]
fn each_layer_uses_only_what_it_may() {
    let sources = sources();
    let tests = test_modules(&sources);
    let is_test = |file: &str| {
        tests
            .iter()
            .any(|test| file == format!("{test}.rs") || file.starts_with(&format!("{test}/")))
    };
    assert!(sources.len() > 80 && tests.len() > 4, "the sources are not where they are looked for");
    let faults: Vec<String> = (sources.iter().filter(|(file, _)| !is_test(file)))
        .flat_map(|(file, code)| faults(file, code))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_are_short_and_leave_nothing_undone() {
    let folders = ["src", "tests", "benches", "examples", "fuzz/src"];
    for (file, code) in folders.into_iter().flat_map(files) {
        let lines = code.lines().count();
        assert!(lines <= MOST_LINES, "{file} has {lines} lines: split it by noun");
    }
    for (file, code) in sources() {
        for left in [concat!("TO", "DO"), concat!("FIX", "ME"), "#[ignore", "#[allow("] {
            assert!(!code.contains(left), "{file} has a {left}");
        }
    }
}

#[test]
fn what_a_layer_may_not_do_is_found() {
    let planted = [
        ("model/map.rs", "use crate::edit::Step;", "model/map.rs uses edit"),
        ("edit/mod.rs", "fn f() { crate::analysis::g() }", "edit/mod.rs uses analysis"),
        ("analysis/a.rs", "use crate::{model::{Map, edit}, edit};", "analysis/a.rs uses edit"),
        (
            "app/commands/a.rs",
            "use super::super::super::format;",
            "app/commands/a.rs leaves its layer by super",
        ),
        ("app/mod.rs", "use std::{io, fs};", "app/mod.rs uses std::fs; app/mod.rs uses std::io"),
        ("app/card.rs", "fn f() -> ratatui::text::Line {}", "app/card.rs uses ratatui"),
        (
            "ui/a.rs",
            "fn f(a: Notes) { a.inner () }",
            "ui/a.rs opens a private value without a pass",
        ),
        ("ui/a.rs", "a.map(Criterion::inner)", "ui/a.rs opens a private value without a pass"),
        (
            "tui/a.rs",
            "let c = '\"'; *x.inner_mut() = 1;",
            "tui/a.rs opens a private value without a pass",
        ),
        ("ui/a.rs", "note.shown(model::Curtain::Open)", "ui/a.rs opens a curtain"),
        ("tui/a.rs", "use crate::model::Curtain::{self, Open};", "tui/a.rs opens a curtain"),
        ("app/a.rs", "use Curtain::*;", "app/a.rs opens a curtain"),
        ("web/a.rs", "", "web/a.rs is in no layer"),
    ];
    for (file, code, fault) in planted {
        assert_eq!(faults(file, code).join("; "), fault, "{code}");
    }
}

#[test]
fn what_a_layer_may_do_is_left_alone() {
    let fine = [
        ("analysis/a.rs", "use crate::{analysis::Share, model::{edit, Map}}; note.inner()"),
        ("model/a.rs", "// crate::edit\n const A: &str = \"crate::edit \\\" crate::app\";"),
        (
            "model/a.rs",
            "const A: &str = r#\"a \" crate::edit\"#; fn f<'a>(x: &'a str) -> char { '{' }",
        ),
        ("model/a.rs", "#[cfg(test)]\nmod tests { use crate::edit; fn f() {} }"),
        ("model/a.rs", "#[cfg(test)]\nuse crate::edit::Step;\nfn f() {}"),
        ("app/commands/a.rs", "use super::super::view::Screen;"),
        ("app/text.rs", "use ratatui::style::Style;"),
        ("app/commands/views.rs", "app.curtain = Curtain::Open;"),
        ("ui/a.rs", "app.curtain == Curtain::Drawn"),
        ("ui/a.rs", "let inside = block.inner(area);"),
    ];
    for (file, code) in fine {
        assert_eq!(faults(file, code).join("; "), "", "{code}");
    }
    let code = "#[cfg(test)] mod tests { fn f() {} }\nuse crate::ui;";
    assert_eq!(faults("app/a.rs", code), ["app/a.rs uses ui"], "after the tests");
}
