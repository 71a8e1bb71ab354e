//! What the terminal sends, in the program's own words; and the thread that waits for it.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event, KeyEvent, KeyEventKind, KeyModifiers, MouseEvent};

use signal_hook::consts::SIGWINCH;
use signal_hook::low_level;

use super::Happened;
use crate::app::{Key, KeyCode, Msg};

/// The thread that reads the terminal, as seen from others.
#[derive(Clone, Debug)]
pub(super) struct Input {
    gate: Arc<(Mutex<Gate>, Condvar)>,
}

/// Whether the thread may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gate {
    /// It reads.
    Open,
    /// It is asked to stop reading.
    Closing,
    /// It doesn't read.
    Closed,
}

/// How often the thread is asked to stop reading, and how long it gets each time: it is held up only
/// by a sequence that the terminal has begun and not ended.
const ASKED: (usize, Duration) = (20, Duration::from_millis(50));

impl Input {
    /// Stops reading, so that another program can read the terminal.
    ///
    /// A read can't be broken off but by the signal of a new size, which is an event as well.
    pub(super) fn pause(&self) {
        let (gate, told) = &*self.gate;
        let mut now = gate.lock().unwrap_or_else(PoisonError::into_inner);
        *now = Gate::Closing;
        for _ in 0..ASKED.0 {
            if low_level::raise(SIGWINCH).is_err() {
                return;
            }
            let waited = told.wait_timeout_while(now, ASKED.1, |now| *now == Gate::Closing);
            now = waited.unwrap_or_else(PoisonError::into_inner).0;
            if *now == Gate::Closed {
                return;
            }
        }
    }

    /// Reads again.
    pub(super) fn go_on(&self) {
        let (gate, told) = &*self.gate;
        *gate.lock().unwrap_or_else(PoisonError::into_inner) = Gate::Open;
        told.notify_all();
    }

    /// Waits, in the thread that reads, until it may.
    fn pass(&self) {
        let (gate, told) = &*self.gate;
        let mut now = gate.lock().unwrap_or_else(PoisonError::into_inner);
        if *now == Gate::Closing {
            *now = Gate::Closed;
            told.notify_all();
        }
        drop(told.wait_while(now, |now| *now == Gate::Closed));
    }
}

/// Starts the thread that passes on whatever is typed, pasted or pointed at.
pub(super) fn listen(queue: Sender<Happened>) -> io::Result<Input> {
    let input = Input { gate: Arc::new((Mutex::new(Gate::Open), Condvar::new())) };
    let gate = input.clone();
    let listener = move || {
        loop {
            gate.pass();
            let happened = match event::read() {
                Ok(event) => heard(event),
                Err(error) => Some(Happened::InputLost(error)),
            };
            let last = matches!(happened, Some(Happened::InputLost(_)));
            let gone = happened.is_some_and(|happened| queue.send(happened).is_err());
            if last || gone {
                return;
            }
        }
    };
    thread::Builder::new().name("input".to_owned()).spawn(listener)?;
    Ok(input)
}

/// What an event of the terminal is to the program; nothing where it is of no use.
fn heard(event: Event) -> Option<Happened> {
    match event {
        Event::Key(event) => key(event).map(|key| Happened::Message(Msg::Key(key))),
        Event::Paste(text) => Some(Happened::Message(Msg::Paste(with_line_feeds(text)))),
        Event::Mouse(MouseEvent { kind, column, row, .. }) => {
            Some(Happened::Mouse(kind, (column, row)))
        }
        Event::Resize(columns, rows) => {
            Some(Happened::Message(Msg::Resize(columns.max(1), rows.max(1))))
        }
        Event::FocusGained => Some(Happened::Message(Msg::Focus)),
        Event::FocusLost => None,
    }
}

/// Terminals send the line ends of a paste as the Enter key would.
fn with_line_feeds(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// The key, without releases; shift is part of a character, and of the Tab that goes backwards.
fn key(event: KeyEvent) -> Option<Key> {
    use crossterm::event::KeyCode as Of;
    let held = |modifier| event.modifiers.contains(modifier);
    if event.kind == KeyEventKind::Release || held(KeyModifiers::SUPER) || held(KeyModifiers::HYPER)
    {
        return None;
    }
    let ctrl = held(KeyModifiers::CONTROL);
    let alt = held(KeyModifiers::ALT) || held(KeyModifiers::META);
    let mut shift = held(KeyModifiers::SHIFT);
    let code = match event.code {
        Of::Char(sign) => {
            let sign = match (ctrl, shift) {
                (true, _) => sign.to_ascii_lowercase(),
                (false, true) => upper(sign),
                (false, false) => sign,
            };
            shift = false;
            KeyCode::Char(sign)
        }
        Of::BackTab => {
            shift = true;
            KeyCode::Tab
        }
        Of::Enter => KeyCode::Enter,
        Of::Esc => KeyCode::Esc,
        Of::Tab => KeyCode::Tab,
        Of::Backspace => KeyCode::Backspace,
        Of::Delete => KeyCode::Delete,
        Of::Insert => KeyCode::Insert,
        Of::Up => KeyCode::Up,
        Of::Down => KeyCode::Down,
        Of::Left => KeyCode::Left,
        Of::Right => KeyCode::Right,
        Of::Home => KeyCode::Home,
        Of::End => KeyCode::End,
        Of::PageUp => KeyCode::PageUp,
        Of::PageDown => KeyCode::PageDown,
        Of::F(number) => KeyCode::F(number),
        _ => return None,
    };
    Some(Key { code, ctrl, alt, shift })
}

/// The capital of a letter, where that is one character.
fn upper(sign: char) -> char {
    let mut capitals = sign.to_uppercase();
    match (capitals.next(), capitals.next()) {
        (Some(capital), None) => capital,
        _ => sign,
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyCode as Of;

    use super::*;

    fn pressed(code: Of, modifiers: KeyModifiers) -> Option<String> {
        key(KeyEvent::new(code, modifiers)).map(|key| key.to_string())
    }

    #[test]
    fn keys_are_the_same_whatever_the_terminal_makes_of_shift() {
        let (none, shift) = (KeyModifiers::NONE, KeyModifiers::SHIFT);
        assert_eq!(pressed(Of::Char('K'), none), Some("K".into()));
        assert_eq!(pressed(Of::Char('k'), shift), Some("K".into()));
        assert_eq!(pressed(Of::Char('ß'), shift), Some("ß".into()));
        assert_eq!(pressed(Of::Char('?'), shift), Some("?".into()));
        assert_eq!(pressed(Of::Up, shift), Some("⇧↑".into()));
        assert_eq!(pressed(Of::BackTab, none), Some("⇧Tab".into()));
        assert_eq!(pressed(Of::Char('S'), KeyModifiers::CONTROL | shift), Some("Ctrl-S".into()));
        assert_eq!(pressed(Of::Char('x'), KeyModifiers::META), Some("Alt-x".into()));
    }

    #[test]
    fn releases_and_keys_of_the_desktop_are_no_keys() {
        let up = KeyEvent { kind: KeyEventKind::Release, ..KeyEvent::from(Of::Enter) };
        assert_eq!(key(up), None);
        assert_eq!(pressed(Of::Char('q'), KeyModifiers::SUPER), None);
        assert_eq!(pressed(Of::CapsLock, KeyModifiers::NONE), None);
    }

    #[test]
    fn pasted_line_ends_become_line_feeds() {
        assert_eq!(with_line_feeds("a\rb\r\nc\nd".to_owned()), "a\nb\nc\nd");
    }

    #[test]
    fn a_terminal_without_a_size_has_one_cell() {
        let Some(Happened::Message(Msg::Resize(columns, rows))) = heard(Event::Resize(0, 0)) else {
            panic!("no resize");
        };
        assert_eq!((columns, rows), (1, 1));
    }
}
