//! The whole screen: heading and tabs on top, the screen itself, the key line below, overlays above.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::draw::{after, put, put_right, row, width};
use super::hits::Drawn;
use super::theme::{Look, Role, Signs};
use super::{grid, options, overlap, overlays, partners};
use crate::app::{App, Key, Permission, Screen, Status, Target, hints};

/// The least size that anything can be drawn on.
const LEAST: (u16, u16) = (24, 6);

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

    /// Draws the session on all of the buffer.
    pub fn draw(&mut self, app: &App, buffer: &mut Buffer) -> Drawn {
        let mut drawn = Drawn::default();
        let area = buffer.area;
        let look = self.look;
        if area.width < LEAST.0 || area.height < LEAST.1 {
            let least = format!("zopa needs {} x {}", LEAST.0, LEAST.1);
            put(buffer, area, &least, Style::new());
            return drawn;
        }
        let memory = &mut self.memory;
        let mut canvas = Canvas { buffer, drawn: &mut drawn, memory, look };
        heading(app, row(area, 0), &mut canvas);
        let body = Rect { y: area.y + 1, height: area.height - 2, ..area };
        match app.view.screen {
            Screen::Partners => partners::draw(app, body, &mut canvas),
            Screen::Grid => grid::draw(app, body, &mut canvas),
            Screen::Overlap => overlap::draw(app, body, &mut canvas),
            Screen::Options => options::draw(app, body, &mut canvas),
        }
        overlays::draw(app, body, &mut canvas);
        key_line(app, row(area, area.height - 1), &mut canvas);
        finish(buffer, look);
        drawn
    }
}

/// The program's name, the map's title, the tabs, and whether everything is saved.
fn heading(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let Canvas { buffer, drawn, look, .. } = canvas;
    let look = *look;
    let state = state(app);
    let tabs: u16 = Screen::ALL.iter().map(|screen| width(screen.name()) + 4).sum();
    let room = area.width.saturating_sub(width(&state) + 2);
    let left = Rect { width: room, ..area };
    put_right(buffer, Rect { width: area.width - 1, ..area }, &state, look.style(Role::Dim));
    let tabs_from = if room > tabs + 30 { room - tabs - 2 } else { 9.min(room) };
    let named = put(buffer, after(left, 2), "zopa", look.heading().patch(look.style(Role::Accent)));
    let title = Rect { width: tabs_from.saturating_sub(2), ..left };
    put(buffer, after(title, named + 5), &app.map().heading.title, Style::new());
    let mut tab = after(left, tabs_from);
    for (number, screen) in (1..).zip(Screen::ALL) {
        let here = app.view.screen == screen;
        let short = room <= tabs + 12;
        let text = match (short, here) {
            (true, false) => format!(" {number} "),
            _ => format!(" {number} {} ", screen.name()),
        };
        let style = if here { look.cursor().add_modifier(Modifier::BOLD) } else { Style::new() };
        let taken = put(buffer, tab, &text, style);
        drawn.note(Rect { width: taken, ..tab }, Target::Tab(screen));
        tab = after(tab, taken);
    }
}

/// Whether everything is saved, in a word.
fn state(app: &App) -> String {
    let curtain = if app.curtain.is_drawn() { "curtain · " } else { "" };
    let state = match (&app.permission, &app.file.path) {
        (Permission::ReadOnly, _) => "read only",
        _ if app.file.saving => "saving",
        (_, None) if app.history().is_saved() => "example",
        _ if app.history().is_saved() => "saved",
        _ => "not saved",
    };
    format!("{curtain}{state}")
}

/// What just happened, or what can be done here and now.
fn key_line(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let Canvas { buffer, drawn, look, .. } = canvas;
    let look = *look;
    let area = after(area, 2);
    match &app.status {
        Some(Status::Note(text)) => {
            put(buffer, area, text, Style::new());
            return;
        }
        Some(Status::Refused(message, hint)) => {
            let style = look.style(Role::Lose).add_modifier(Modifier::BOLD);
            let taken = put(buffer, area, message, style);
            let rest = after(area, taken);
            put(buffer, rest, &format!(": {hint}"), Style::new());
            return;
        }
        None => {}
    }
    let mut room = area;
    for command in hints(app) {
        let Some(key) = command.keys.first().and_then(|key| key.parse::<Key>().ok()) else {
            continue;
        };
        let key = key.to_string();
        let needed = width(&key) + width(command.hint) + 1;
        if needed > room.width {
            break;
        }
        let taken = put(buffer, room, &key, look.heading().patch(look.style(Role::Accent)));
        put(buffer, after(room, taken + 1), command.hint, look.style(Role::Dim));
        drawn.note(Rect { width: needed, ..room }, Target::Command(command));
        room = after(room, needed + 2);
    }
}

/// Makes every cell fit for the terminal: no signs that change the direction of writing, and, with
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
    if symbol.chars().any(controls_direction) {
        let kept: String = symbol.chars().filter(|sign| !controls_direction(*sign)).collect();
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
        "→" => ">",
        "…" => "~",
        "·" | "░" => ".",
        "█" => "#",
        "▒" => ":",
        _ => return None,
    };
    Some(letter.to_owned())
}

/// Whether a sign changes the direction of writing or breaks lines unseen.
fn controls_direction(sign: char) -> bool {
    matches!(sign, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
