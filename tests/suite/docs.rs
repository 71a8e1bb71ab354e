//! The README's list of keys is the one of the table of commands.

#![expect(clippy::unwrap_used, reason = "a file that can't be read ends the test")]

use std::fs;
use std::path::Path;

const BEGIN: &str = "<!-- keys -->\n";
const END: &str = "<!-- /keys -->";

/// The text with what stands between the markers replaced.
fn with_keys(readme: &str, keys: &str) -> Option<String> {
    let (before, rest) = readme.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{keys}\n{END}{after}"))
}

#[expect(clippy::disallowed_methods, reason = "a file of the source, kept by version control")]
fn rewrite(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

#[test]
fn the_readme_lists_the_keys_of_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let keys = zopa::app::commands::keys_markdown();
    let wanted = with_keys(&readme, &keys).unwrap();
    if std::env::var_os("ZOPA_UPDATE_DOCS").is_some_and(|value| value == "1") {
        rewrite(&path, &wanted);
        return;
    }
    assert!(readme == wanted, "the keys in README.md are stale: run with ZOPA_UPDATE_DOCS=1");
}

#[test]
fn only_what_stands_between_the_markers_is_replaced() {
    let readme = "a\n<!-- keys -->\nold\n<!-- /keys -->\nb\n";
    let wanted = "a\n<!-- keys -->\n\nnew\n\n<!-- /keys -->\nb\n";
    assert_eq!(with_keys(readme, "new\n").as_deref(), Some(wanted));
    assert_eq!(with_keys("no markers", "new\n"), None);
}
