//! The person's own editor: which one, how it is told the line, and how it is run.
//!
//! `$VISUAL` goes before `$EDITOR`. The value is split into words as a shell does it: blanks part
//! words, quotes and a backslash keep them together. Nothing else of the shell is there: no
//! variables, no `~`, no pipes. So no file name can run a command.

use std::io::{self, IsTerminal as _};
use std::os::fd::AsFd as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Environment;

/// A program with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Editor {
    words: Vec<String>,
}

/// What went wrong, and what to do next.
pub(super) type Told = (String, String);

impl Editor {
    /// The editor that this person has chosen.
    pub(super) fn of(environment: Environment<'_>) -> Result<Self, Told> {
        let Some(value) = environment("VISUAL").or_else(|| environment("EDITOR")) else {
            let message = "No editor is set".to_owned();
            return Err((message, "set EDITOR in your shell, such as EDITOR=nano".to_owned()));
        };
        let words = words(&value).filter(|words| !words.is_empty());
        let hint = "set EDITOR to a program, with its arguments behind it".to_owned();
        let unclear = || (format!("EDITOR can't be understood: {value}"), hint);
        words.map(|words| Self { words }).ok_or_else(unclear)
    }

    /// Runs it on a file, the cursor on this line, and waits until it ends.
    pub(super) fn run(&self, file: &Path, line: usize) -> Result<(), Told> {
        let Some((program, arguments)) = self.words.split_first() else { return Ok(()) };
        let mut command = Command::new(program);
        command.args(arguments).args(self.place(file, line));
        if !io::stdin().is_terminal() {
            // the map came from there; the screen is a terminal, which can be read as well
            let screen = io::stdout().as_fd().try_clone_to_owned();
            command.stdin(screen.map_or(Stdio::null(), Stdio::from));
        }
        let hint = || "check EDITOR, or change the file in another window".to_owned();
        match command.status() {
            Ok(status) if status.success() => Ok(()),
            Ok(_) => Err((format!("{program} ended with an error"), hint())),
            Err(error) => Err((format!("{program} could not be started: {error}"), hint())),
        }
    }

    /// The arguments for a file and a line, as far as this editor is known to take a line.
    fn place(&self, file: &Path, line: usize) -> Vec<PathBuf> {
        let program = self.words.first().map_or("", String::as_str);
        let name = program.rsplit('/').next().unwrap_or(program);
        // a name that begins with a dash would be taken for an option
        let dashed = file.as_os_str().as_encoded_bytes().starts_with(b"-");
        let file = if dashed { Path::new(".").join(file) } else { file.to_owned() };
        let at_line = || {
            let mut place = file.clone().into_os_string();
            place.push(format!(":{line}"));
            PathBuf::from(place)
        };
        let is_told = |word: &str| {
            let short = word.strip_prefix('-').and_then(|word| word.get(..2));
            self.words.iter().any(|told| told == word || Some(told.as_str()) == short)
        };
        let waits = |word: &str| if is_told(word) { Vec::new() } else { vec![PathBuf::from(word)] };
        match name {
            "vi" | "vim" | "nvim" | "view" | "nano" | "pico" | "emacs" | "emacsclient" | "hx"
            | "helix" | "micro" | "kak" | "joe" | "jed" | "ne" | "mg" | "mcedit" => {
                vec![PathBuf::from(format!("+{line}")), file]
            }
            // those with a window of their own return at once if they aren't told to wait
            "gvim" => [waits("-f"), vec![PathBuf::from(format!("+{line}")), file]].concat(),
            "code" | "code-insiders" | "codium" | "cursor" => {
                [waits("--wait"), vec![PathBuf::from("-g"), at_line()]].concat()
            }
            "subl" | "zed" => [waits("--wait"), vec![at_line()]].concat(),
            _ => vec![file],
        }
    }
}

/// The words of a value, as a shell splits them; nothing where a quote isn't closed.
fn words(value: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    let mut signs = value.chars();
    while let Some(sign) = signs.next() {
        match (quote, sign) {
            (Some(open), _) if open == sign => quote = None,
            (None, '\'' | '"') => {
                quote = Some(sign);
                word.get_or_insert_default();
            }
            (None | Some('"'), '\\') => word.get_or_insert_default().push(signs.next()?),
            (None, _) if sign.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(sign),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(value: &str) -> Option<Vec<String>> {
        words(value)
    }

    #[test]
    fn values_are_split_as_a_shell_does() {
        let is = |words: &[&str]| Some(words.iter().map(|word| (*word).to_owned()).collect());
        assert_eq!(split("code --wait"), is(&["code", "--wait"]));
        assert_eq!(split("  vi\t"), is(&["vi"]));
        assert_eq!(split("'/my editor/vi' -n \"a 'b'\""), is(&["/my editor/vi", "-n", "a 'b'"]));
        assert_eq!(split(r#"/my\ editor/vi "a \" b" ''"#), is(&["/my editor/vi", "a \" b", ""]));
        assert_eq!(split("$HOME/ed; rm -rf ~"), is(&["$HOME/ed;", "rm", "-rf", "~"]));
        assert_eq!(split("vi 'a"), None);
        assert_eq!(split("vi \\"), None);
    }

    fn started(value: &'static str, file: &str) -> Vec<String> {
        let editor = Editor::of(&|name| (name == "EDITOR").then(|| value.to_owned())).unwrap();
        let place = editor.place(Path::new(file), 12);
        place.iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn the_line_is_told_in_the_way_of_the_editor() {
        assert_eq!(started("vi", "a.ron"), ["+12", "a.ron"]);
        assert_eq!(started("/usr/bin/nano -w", "a.ron"), ["+12", "a.ron"]);
        assert_eq!(started("code --wait", "a b.ron"), ["-g", "a b.ron:12"]);
        assert_eq!(started("code", "a.ron"), ["--wait", "-g", "a.ron:12"]);
        assert_eq!(started("subl -w", "a.ron"), ["a.ron:12"]);
        assert_eq!(started("gvim", "a.ron"), ["-f", "+12", "a.ron"]);
        assert_eq!(started("my-editor", "-a.ron"), ["./-a.ron"]);
    }

    #[test]
    fn the_visual_editor_goes_first_and_none_is_told() {
        let both = |name: &str| Some(name.to_lowercase());
        assert_eq!(Editor::of(&both).unwrap().words, ["visual"]);
        let (message, hint) = Editor::of(&|_| None).unwrap_err();
        assert!(message == "No editor is set" && hint.contains("EDITOR=nano"), "{hint}");
    }

    #[test]
    fn an_editor_that_fails_is_told() {
        let run = |value: &'static str| {
            let editor = Editor::of(&|_| Some(value.to_owned())).unwrap();
            editor.run(Path::new("a.ron"), 1).map_err(|(message, _)| message)
        };
        assert_eq!(run("true"), Ok(()));
        assert_eq!(run("false"), Err("false ended with an error".to_owned()));
        assert!(run("no-such-editor").unwrap_err().contains("could not be started"));
    }
}
