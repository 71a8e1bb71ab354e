//! The whole screen: heading and tabs on top, the screen itself, the key line below, overlays above.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::draw::{after, cut, put, put_right, row, width, wrapped};
use super::hits::Drawn;
use super::key_line::key_line;
use super::plane::{Care, Improved, Improvement, Placed};
use super::theme::{Look, Role, Signs};
use super::{grid, options, overlap, overlays, packages, partners};
use crate::app::commands;
use crate::app::{App, Foreign, Origin, Overlay, Permission, Screen, Target};
use crate::model::Text;

/// The least size that anything can be drawn on.
const LEAST: (u16, u16) = (40, 12);

/// From this many rows on, the purpose has a row of its own.
const PURPOSE_NEEDS_ROWS: u16 = 20;

/// Draws sessions, and remembers how the last one was drawn: where lists were scrolled to and where
/// labels stood, so that nothing jumps.
#[derive(Debug, Default)]
pub struct Painter {
    look: Look,
    memory: Memory,
}

/// What is remembered from one drawing to the next.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The first row shown of the list of partners.
    pub(super) list: usize,
    /// The first line shown of the card.
    pub(super) card: usize,
    /// The first row shown of help or an explanation, and how far it was asked to scroll then.
    pub(super) reading: (usize, usize),
    /// The first row shown of a list to choose from.
    pub(super) picker: usize,
    /// The first row shown of a form.
    pub(super) form: usize,
    /// The first line shown of what new partners become.
    pub(super) quick: usize,
    /// The first line shown of the start screen.
    pub(super) start: usize,
    /// The first line shown of a file's mistakes.
    pub(super) mistakes: usize,
    /// The first row shown of a list of themes, relations or rules.
    pub(super) collection: usize,
    /// The first row and the first column shown of the matrix.
    pub(super) matrix: (usize, usize),
    /// The first row and the first column shown of the table of options.
    pub(super) options: (usize, usize),
    /// The first rows shown of the packages, of the choices in one, and of who gets what.
    pub(super) packages: (usize, usize, usize),
    /// The first row shown of the effects of an option.
    pub(super) sheet: usize,
    /// Where the labels of the grid stood.
    pub(super) placed: Placed,
    /// How carefully they are placed when all are placed anew.
    pub(super) care: Care,
    /// What was placed quickly and wants more care.
    pub(super) wish: Option<Improvement>,
}

impl Memory {
    /// The key that stands for a partner on the grid, if one does.
    pub(super) fn key_of(&self, index: usize) -> Option<&str> {
        self.placed.key_of(index)
    }

    /// The cells that keys take in a list.
    pub(super) fn key_width(&self) -> u16 {
        self.placed.key_width()
    }
}

/// What a screen draws on.
pub(super) struct Canvas<'a> {
    /// The cells.
    pub(super) buffer: &'a mut Buffer,
    /// What was drawn where.
    pub(super) drawn: &'a mut Drawn,
    /// What was remembered from the last drawing.
    pub(super) memory: &'a mut Memory,
    /// What the terminal can show.
    pub(super) look: Look,
}

impl Painter {
    /// A painter for a terminal that can show this.
    #[must_use]
    pub fn new(look: Look) -> Self {
        Self { look, memory: Memory::default() }
    }

    /// A painter for one picture that is printed: it takes its time.
    #[must_use]
    pub fn for_print(look: Look) -> Self {
        Self { look, memory: Memory { care: Care::Full, ..Memory::default() } }
    }

    /// What was remembered from the last drawing.
    #[cfg(test)]
    pub(super) fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Labels that were placed quickly in the last drawing, to be placed with more care beside the
    /// screen; asked for once.
    pub fn wish(&mut self) -> Option<Improvement> {
        self.memory.wish.take()
    }

    /// Takes labels that were placed with care, for the next drawing.
    pub fn take(&mut self, improved: Improved) {
        if let Some(placed) = improved.fitting(&self.memory.placed) {
            self.memory.placed = placed;
        }
    }

    /// Draws the session on all of the buffer.
    pub fn draw(&mut self, app: &App, buffer: &mut Buffer) -> Drawn {
        let mut drawn = Drawn::default();
        let area = buffer.area;
        let look = self.look;
        if area.width < LEAST.0 || area.height < LEAST.1 {
            too_small(area, buffer);
            return drawn;
        }
        let memory = &mut self.memory;
        let mut canvas = Canvas { buffer, drawn: &mut drawn, memory, look };
        let last = row(area, area.height - 1);
        if app.overlays.iter().any(Overlay::fills_screen) {
            let body = Rect { height: area.height - 1, ..area };
            overlays::draw(app, body, &mut canvas);
            key_line(app, last, &mut canvas);
            finish(buffer, look);
            return drawn;
        }
        heading(app, row(area, 0), &mut canvas);
        let heading_of_map = &app.map().heading;
        let told = !heading_of_map.purpose.is_empty() || !heading_of_map.serves.is_empty();
        let top = if told && area.height >= PURPOSE_NEEDS_ROWS { 2 } else { 1 };
        if top == 2 {
            purpose(app, row(area, 1), &mut canvas);
        }
        let body = Rect { y: area.y + top, height: area.height - top - 1, ..area };
        match app.view.screen {
            Screen::Partners => partners::draw(app, body, &mut canvas),
            Screen::Grid => grid::draw(app, body, &mut canvas),
            Screen::Overlap => overlap::draw(app, body, &mut canvas),
            Screen::Options => options::draw(app, body, &mut canvas),
            Screen::Packages => packages::draw(app, body, &mut canvas),
        }
        overlays::draw(app, body, &mut canvas);
        key_line(app, last, &mut canvas);
        finish(buffer, look);
        drawn
    }
}

/// One sentence in place of a screen that would have no room.
fn too_small(area: Rect, buffer: &mut Buffer) {
    let sentence = format!(
        "zopa needs {} x {}, this terminal has {} x {}",
        LEAST.0, LEAST.1, area.width, area.height
    );
    for (n, line) in (0..area.height).zip(wrapped(&sentence, area.width)) {
        put(buffer, row(area, n), &line, Style::new());
    }
}

/// The columns before the title: a margin, the program's name and a gap.
const BEFORE_TITLE: u16 = 9;

/// The columns of the title that go before the names of the screens that aren't shown; and the least
/// to which it is cut.
const LEAST_TITLE: u16 = 16;
const CUT_TITLE: u16 = 6;

/// The program's name, the map's title, the tabs, and whether everything is saved.
fn heading(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let Canvas { buffer, drawn, look, .. } = canvas;
    let look = *look;
    let state = state(app);
    let room = area.width.saturating_sub(width(&state) + 2);
    let here = app.view.screen;
    let all: u16 = Screen::ALL.iter().map(|screen| width(screen.name()) + 4).sum();
    let numbers =
        Screen::ALL.iter().map(|screen| if *screen == here { width(screen.name()) + 4 } else { 3 });
    let called = &app.map().heading.title;
    // names of screens go before the title does, and the title is cut before it goes
    let is_short = room < BEFORE_TITLE + width(called).min(LEAST_TITLE) + 2 + all;
    let tabs = if is_short { numbers.sum() } else { all };
    let tabs_from = room.saturating_sub(tabs).max(BEFORE_TITLE.min(room));
    let left = Rect { width: room, ..area };
    put_right(buffer, Rect { width: area.width - 1, ..area }, &state, look.style(Role::Dim));
    put(buffer, after(left, 2), "zopa", look.heading().patch(look.style(Role::Accent)));
    let title = after(Rect { width: tabs_from.saturating_sub(2), ..left }, BEFORE_TITLE);
    if title.width >= width(called).min(CUT_TITLE) {
        let taken = put(buffer, title, &cut(called, title.width), Style::new());
        note_heading(Rect { width: taken, ..title }, drawn);
    }
    let mut tab = after(left, tabs_from);
    for (number, screen) in (1..).zip(Screen::ALL) {
        let text = match (is_short, here == screen) {
            (true, false) => format!(" {number} "),
            _ => format!(" {number} {} ", screen.name()),
        };
        let style =
            if here == screen { look.cursor().add_modifier(Modifier::BOLD) } else { Style::new() };
        let taken = put(buffer, tab, &text, style);
        drawn.note(Rect { width: taken, ..tab }, Target::Tab(screen));
        tab = after(tab, taken);
    }
}

/// What it is all for, and for whom.
fn purpose(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let heading = &app.map().heading;
    let both = !heading.purpose.is_empty() && !heading.serves.is_empty();
    let between = if both { " · for " } else { "" };
    let text = format!("{}{between}{}", heading.purpose, lowered(&heading.serves, both));
    let place = after(area, 2);
    let taken = put(canvas.buffer, place, &text, canvas.look.style(Role::Dim));
    note_heading(Rect { width: taken, ..place }, canvas.drawn);
}

/// A press on the lines on top of the map opens their form.
fn note_heading(place: Rect, drawn: &mut Drawn) {
    let command = commands::all().find(|command| command.name == "heading.edit");
    if let Some(command) = command {
        drawn.note(place, Target::Command(command));
    }
}

/// The text with a small first letter, where it goes on after other words.
fn lowered(text: &str, goes_on: bool) -> String {
    let mut signs = text.chars();
    match signs.next() {
        Some(first) if goes_on && signs.clone().next().is_some_and(char::is_lowercase) => {
            first.to_lowercase().chain(signs).collect()
        }
        _ => text.to_owned(),
    }
}

/// Whether everything is saved, in a word.
fn state(app: &App) -> String {
    let curtain = if app.curtain.is_drawn() { "curtain · " } else { "" };
    let state = match (&app.permission, &app.file.origin) {
        (Permission::ReadOnly, _) => "read only",
        _ if app.decided().is_err() => "not decided",
        _ if app.file.saving > 0 => "saving",
        _ if app.file.foreign == Some(Foreign::Changed) => "changed outside",
        (_, Origin::Example) if app.is_all_saved() => "example",
        _ if app.is_all_saved() => "saved",
        _ if app.file.unsafe_now => "only in memory",
        _ => "not saved",
    };
    format!("{curtain}{state}")
}

/// Makes every cell fit for the terminal: no signs that command it or turn the direction of writing, and, with
/// `--ascii`, letters for the signs of the frame.
fn finish(buffer: &mut Buffer, look: Look) {
    for cell in &mut buffer.content {
        let symbol = cell.symbol();
        if symbol.len() == 1 {
            continue;
        }
        if let Some(plain) = fit(symbol, look.signs) {
            cell.set_symbol(&plain);
        }
    }
}

/// The symbol as the terminal may have it; none where it is fine as it is.
fn fit(symbol: &str, signs: Signs) -> Option<String> {
    if symbol.chars().any(Text::misleads) {
        let kept: String = symbol.chars().filter(|sign| !Text::misleads(*sign)).collect();
        return Some(if kept.is_empty() { " ".to_owned() } else { kept });
    }
    if signs == Signs::Shapes {
        return None;
    }
    let letter = match symbol {
        "─" | "┈" | "━" | "╌" => "-",
        "│" | "┊" => "|",
        "╭" | "╮" | "╰" | "╯" | "├" | "┤" | "┼" | "┬" | "┴" | "▓" => "+",
        "↑" | "⇧" => "^",
        "↓" => "v",
        "←" => "<",
        "×" => "x",
        "→" => ">",
        "…" => "~",
        "·" | "░" => ".",
        "█" => "#",
        "▒" => ":",
        _ => return None,
    };
    Some(letter.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Opening;
    use crate::app::tests::{Session, sample};

    #[test]
    fn no_cell_holds_a_sign_that_turns_the_direction_of_writing() {
        assert_eq!(fit("a\u{61c}", Signs::Shapes), Some("a".to_owned()));
        assert_eq!(fit("\u{202e}", Signs::Shapes), Some(" ".to_owned()));
        assert_eq!(fit("水", Signs::Shapes), None);
    }

    #[test]
    fn the_title_is_shortened_and_not_lost_beside_long_words() {
        let opening = Opening::default();
        let mut app = App::new(sample(), Origin::Input, opening);
        let title = app.map().heading.title.chars().take(6).collect::<String>();
        let mut painter = Painter::for_print(Look::default());
        for (screen, columns) in
            Screen::ALL.into_iter().flat_map(|s| (80..140).map(move |c| (s, c)))
        {
            (app.view.screen, app.size) = (screen, (columns, 12));
            let mut buffer = Buffer::empty(Rect::new(0, 0, columns, 12));
            painter.draw(&app, &mut buffer);
            let cells = buffer.content.iter().take(columns.into());
            let top: String = cells.map(ratatui::buffer::Cell::symbol).collect();
            for part in [&title, screen.name(), "curtain · not saved"] {
                assert!(top.contains(part), "{part}: {top}");
            }
        }
    }

    #[test]
    fn the_heading_tells_the_example_from_a_map_in_no_file() {
        let on = |origin: Origin, permission: Permission| {
            let opening = Opening { permission, ..Opening::default() };
            state(&App::new(sample(), origin, opening))
        };
        let file = || Origin::File("a.ron".into());
        assert_eq!(on(Origin::Example, Permission::Edit), "curtain · example");
        assert_eq!(on(Origin::Input, Permission::Edit), "curtain · not saved");
        assert_eq!(on(Origin::Input, Permission::ReadOnly), "curtain · read only");
        assert_eq!(on(file(), Permission::Edit), "curtain · saved");
        let mut session = Session::new();
        session.keys("K");
        session.app.file.unsafe_now = true;
        assert_eq!(state(&session.app), "only in memory");
        session.keys("ctrl-s");
        assert_eq!(state(&session.app), "saving");
    }
}
