//! What the documents say is true: the README's keys, and the map in the page about map files.

#![expect(clippy::unwrap_used, reason = "a file that can't be read ends the test")]

use std::fs;
use std::path::Path;

use super::hand::{press, strokes};
use zopa::app::{App, GridMode, Opening, Overlay, PackageRow, Screen};
use zopa::model::Curtain;

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

#[test]
fn the_map_in_the_page_about_map_files_has_no_mistake() {
    let page = include_str!("../../docs/map-file.md");
    let (_, rest) = page.split_once("```ron\n").unwrap();
    let (map, _) = rest.split_once("```").unwrap();
    let map = zopa::format::read(map.as_bytes()).unwrap();
    assert_eq!((map.partners.len(), map.issues.len()), (3, 2));
}

#[test]
fn the_documents_link_to_files_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (page, folder) in
        [("README.md", "."), ("CONTRIBUTING.md", "."), ("docs/map-file.md", "docs")]
    {
        let text = fs::read_to_string(root.join(page)).unwrap();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
        let pictures = text.split_inclusive(['"', ')']).filter_map(|rest| rest.strip_suffix('"'));
        let named = links
            .map(|(link, _)| link)
            .chain(pictures.filter(|name| name.starts_with("docs/pictures/")));
        for name in named.filter(|name| !name.starts_with("http")) {
            assert!(root.join(folder).join(name).exists(), "{page} links to {name}");
        }
    }
}

#[test]
fn the_look_around_goes_as_the_readme_says() {
    let map = zopa::format::read(include_bytes!("../../maps/teachers.ron")).unwrap();
    let opening = Opening { curtain: Curtain::Open, size: (118, 34), ..Opening::default() };
    let mut app = App::new(map, zopa::app::Origin::Example, opening);
    assert_eq!(app.view.screen, Screen::Grid);
    press(&mut app, &strokes("down"));
    let selected = app.selected().map(|(_, partner)| partner.name.to_string());
    assert_eq!(selected.as_deref(), Some("School board"));
    press(&mut app, &strokes("o down enter ]"));
    assert!(matches!(app.view.grid, GridMode::Option(_)), "{:?}", app.view.grid);
    press(&mut app, &strokes("esc 3"));
    assert_eq!(app.view.screen, Screen::Overlap);
    press(&mut app, &strokes("4 ?"));
    assert_eq!(app.view.screen, Screen::Options);
    assert!(matches!(app.overlays.last(), Some(Overlay::Why(_))));
    press(&mut app, &strokes("esc 5 tab right"));
    assert_eq!(app.view.screen, Screen::Packages);
    assert_eq!(app.package_row(), Some(PackageRow::Hand));
}
