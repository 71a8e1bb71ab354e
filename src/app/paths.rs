//! File names as people write and read them: `~` is the home folder, and nothing in a name controls a terminal.

use std::path::{Path, PathBuf};

use crate::model::Text;

/// The ending of map files.
pub(super) const ENDING: &str = "ron";

/// A path as it is shown.
#[must_use]
pub fn shown(path: &Path, home: Option<&Path>) -> String {
    let harmless =
        |sign: char| if Text::misleads(sign) { char::REPLACEMENT_CHARACTER } else { sign };
    let text = |path: &Path| path.to_string_lossy().chars().map(harmless).collect::<String>();
    match home.and_then(|home| path.strip_prefix(home).ok()) {
        Some(inside) if inside.as_os_str().is_empty() => "~".to_owned(),
        Some(inside) => format!("~/{}", text(inside)),
        None => text(path),
    }
}

/// The path that a person means who types this.
#[must_use]
pub fn meant(typed: &str, home: Option<&Path>) -> PathBuf {
    match (typed.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home.to_owned(),
        (Some(inside), Some(home)) if inside.starts_with('/') => {
            home.join(inside.trim_start_matches('/'))
        }
        _ => PathBuf::from(typed),
    }
}

/// A file name made of a title: `Emergency care!` gives `emergency-care.ron`.
#[must_use]
pub(super) fn of_title(title: &str) -> String {
    let folded = super::view::folded(title);
    let words: Vec<String> = folded
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let whole = words.join("-");
    let name = match whole.char_indices().nth(LONGEST) {
        None => whole.as_str(),
        // a long title is cut after a word
        Some((end, _)) => {
            let start = whole.get(..end).unwrap_or(&whole);
            let goes_on = whole.get(end..).is_some_and(|rest| !rest.starts_with('-'));
            start.rsplit_once('-').filter(|_| goes_on).map_or(start, |(words, _)| words)
        }
    };
    format!("{}.{ENDING}", if name.is_empty() { "map" } else { name })
}

/// The most letters of a title that go into a file name.
const LONGEST: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_home_folder_is_a_tilde_both_ways() {
        let home = Some(Path::new("/home/ada"));
        assert_eq!(shown(Path::new("/home/ada/maps/a.ron"), home), "~/maps/a.ron");
        assert_eq!(shown(Path::new("/home/ada"), home), "~");
        assert_eq!(shown(Path::new("/home/adam/a.ron"), home), "/home/adam/a.ron");
        assert_eq!(shown(Path::new("a\u{1b}[2J.ron"), None), "a\u{fffd}[2J.ron");
        assert_eq!(meant("~/maps/a.ron", home), Path::new("/home/ada/maps/a.ron"));
        assert_eq!(meant("~", home), Path::new("/home/ada"));
        assert_eq!(meant("~bob/a.ron", home), Path::new("~bob/a.ron"));
        assert_eq!(meant("~/a.ron", None), Path::new("~/a.ron"));
        assert_eq!(meant("a~/b", home), Path::new("a~/b"));
    }

    #[test]
    fn a_title_gives_a_file_name() {
        assert_eq!(of_title("Emergency care: Riverside!"), "emergency-care-riverside.ron");
        assert_eq!(of_title("Étude"), "etude.ron");
        assert_eq!(of_title("…"), "map.ron");
        assert_eq!(of_title("水"), "水.ron");
        assert_eq!(of_title(&"long ".repeat(50)), format!("{}long.ron", "long-".repeat(7)));
        let title = "A contract for the teachers of Elm Valley";
        assert_eq!(of_title(title), "a-contract-for-the-teachers-of-elm.ron");
        assert_eq!(of_title(&"水".repeat(60)), format!("{}.ron", "水".repeat(40)));
    }
}
