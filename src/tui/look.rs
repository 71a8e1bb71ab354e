//! What the terminal can show, as far as its environment tells; it is never asked, for it may not answer.

use crate::ui::{Background, Colors, Look, Signs};

/// The environment's answer to a name; none where it isn't set or is empty.
pub type Environment<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Where the drawing goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// To a terminal.
    Terminal,
    /// Into a file or a pipe.
    Elsewhere,
}

/// What this process was told about its terminal.
#[must_use]
pub fn environment(name: &str) -> Option<String> {
    let value = std::env::var_os(name)?;
    let value = value.to_string_lossy();
    (!value.is_empty()).then(|| value.into_owned())
}

/// How to draw, by what the environment tells.
#[must_use]
pub fn look(environment: Environment<'_>, output: Output) -> Look {
    Look {
        colors: colors(environment, output),
        background: background(environment),
        signs: signs(environment),
    }
}

/// Whether a whole screen can be drawn: not on a terminal that can't place the cursor.
#[must_use]
pub fn can_place_cursor(environment: Environment<'_>) -> bool {
    environment("TERM").is_none_or(|term| term != "dumb")
}

/// `NO_COLOR` goes first, for whoever sets it means it; then `CLICOLOR_FORCE`, which colors pipes too.
fn colors(environment: Environment<'_>, output: Output) -> Colors {
    let is = |name: &str, wanted: &str| environment(name).is_some_and(|value| value == wanted);
    if environment("NO_COLOR").is_some() {
        return Colors::None;
    }
    let forced = environment("CLICOLOR_FORCE").is_some_and(|value| value != "0");
    if !forced && (output == Output::Elsewhere || is("CLICOLOR", "0") || is("TERM", "dumb")) {
        return Colors::None;
    }
    let term = environment("TERM").unwrap_or_default();
    if is("COLORTERM", "truecolor") || is("COLORTERM", "24bit") || term.ends_with("-direct") {
        Colors::Any
    } else if term.contains("256color") || term.contains("kitty") || term.contains("alacritty") {
        Colors::Many
    } else if ["vt100", "vt102", "vt220", "xterm-mono"].contains(&term.as_str()) {
        Colors::None
    } else {
        Colors::Sixteen
    }
}

/// Some terminals say which of the 16 colors are their text and their background: `15;0`.
fn background(environment: Environment<'_>) -> Background {
    let told = environment("COLORFGBG");
    let color = told.as_deref().and_then(|told| told.rsplit(';').next()?.trim().parse::<u8>().ok());
    match color {
        Some(0..=6 | 8) => Background::Dark,
        Some(7 | 9..=15) => Background::Light,
        _ => Background::Unknown,
    }
}

/// Letters only where the shapes would be missing, take two cells or turn into other characters.
///
/// A locale without a character set (`C`, `POSIX`, `de_DE`) says nothing about the terminal, and
/// nearly all of them read UTF-8; one that names another character set is believed. In Chinese,
/// Japanese and Korean locales terminals draw many shapes two cells wide.
fn signs(environment: Environment<'_>) -> Signs {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"];
    let locale = names.iter().find_map(|name| environment(name)).unwrap_or_default();
    let language = locale.get(..2).unwrap_or_default();
    let set = locale.split('@').next().and_then(|locale| Some(locale.split_once('.')?.1));
    let other_set = set.is_some_and(|set| !["utf-8", "utf8"].contains(&&*set.to_lowercase()));
    let console = environment("TERM").is_some_and(|term| term == "linux");
    if other_set || console || ["zh", "ja", "ko"].contains(&language) {
        Signs::Ascii
    } else {
        Signs::Shapes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(output: Output, variables: &[(&str, &str)]) -> Look {
        let get = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        look(&get, output)
    }

    #[test]
    fn colors_follow_the_terminal_and_what_the_person_wants() {
        let on = |variables: &[(&str, &str)]| seen(Output::Terminal, variables).colors;
        assert_eq!(on(&[("TERM", "xterm")]), Colors::Sixteen);
        assert_eq!(on(&[("TERM", "xterm-256color")]), Colors::Many);
        assert_eq!(on(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]), Colors::Any);
        assert_eq!(on(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]), Colors::None);
        assert_eq!(on(&[("TERM", "xterm"), ("CLICOLOR", "0")]), Colors::None);
        assert_eq!(on(&[("TERM", "dumb")]), Colors::None);
        assert_eq!(on(&[("TERM", "vt100")]), Colors::None);
    }

    #[test]
    fn a_pipe_gets_colors_only_when_they_are_forced() {
        let into = |variables: &[(&str, &str)]| seen(Output::Elsewhere, variables).colors;
        assert_eq!(into(&[("TERM", "xterm-256color")]), Colors::None);
        assert_eq!(into(&[("TERM", "xterm-256color"), ("CLICOLOR_FORCE", "1")]), Colors::Many);
        assert_eq!(into(&[("TERM", "xterm"), ("CLICOLOR_FORCE", "0")]), Colors::None);
        assert_eq!(into(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), Colors::None);
    }

    #[test]
    fn the_background_is_known_where_the_terminal_tells_it() {
        let behind = |told: &str| seen(Output::Terminal, &[("COLORFGBG", told)]).background;
        assert_eq!(behind("15;0"), Background::Dark);
        assert_eq!(behind("0;15"), Background::Light);
        assert_eq!(behind("0;default;15"), Background::Light);
        assert_eq!(behind("default"), Background::Unknown);
        assert_eq!(seen(Output::Terminal, &[]).background, Background::Unknown);
    }

    #[test]
    fn shapes_are_left_out_where_they_would_be_missing_or_wide() {
        let of = |variables: &[(&str, &str)]| seen(Output::Terminal, variables).signs;
        assert_eq!(of(&[]), Signs::Shapes);
        assert_eq!(of(&[("LANG", "C")]), Signs::Shapes);
        assert_eq!(of(&[("LANG", "C.UTF-8")]), Signs::Shapes);
        assert_eq!(of(&[("LANG", "de_DE@euro")]), Signs::Shapes);
        assert_eq!(of(&[("LANG", "en_US.ISO-8859-1")]), Signs::Ascii);
        assert_eq!(of(&[("LC_ALL", "en_US.utf8"), ("LANG", "ja_JP.UTF-8")]), Signs::Shapes);
        assert_eq!(of(&[("LC_CTYPE", "ja_JP.UTF-8"), ("LANG", "C")]), Signs::Ascii);
        assert_eq!(of(&[("TERM", "linux")]), Signs::Ascii);
    }

    #[test]
    fn a_dumb_terminal_gets_no_screen() {
        assert!(!can_place_cursor(&|_| Some("dumb".to_owned())));
        assert!(can_place_cursor(&|_| None));
    }
}
