//! The real program in a pseudo-terminal, with an emulator that reads what it writes. Nothing sleeps: all waits are for a condition.

#![expect(clippy::unwrap_used, reason = "a terminal that can't be had ends the test")]

use std::fs::{self, File};
use std::io::{Read as _, Write};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// What was not seen after this time will not come: only a failing test takes so long.
const LONGEST: Duration = Duration::from_secs(30);

/// Waits until a file holds what it should.
#[track_caller]
pub(super) fn wait_for_file(path: &Path, mut holds: impl FnMut(&[u8]) -> bool) {
    let until = Instant::now() + LONGEST;
    while !fs::read(path).is_ok_and(|bytes| holds(&bytes)) {
        assert!(Instant::now() < until, "{} never held it", path.display());
        thread::yield_now();
    }
}

/// Waits until a file holds a text.
#[track_caller]
pub(super) fn wait_for_text(path: &Path, text: &str) {
    wait_for_file(path, |bytes| String::from_utf8_lossy(bytes).contains(text));
}

/// What the program has written so far.
pub(super) struct Seen {
    pub(super) emulator: vt100::Parser,
    pub(super) raw: Vec<u8>,
    pub(super) ended: bool,
    /// Whether the reader is to leave the terminal with the next bytes.
    hung_up: bool,
}

impl Seen {
    pub(super) fn text(&self) -> String {
        self.emulator.screen().contents()
    }

    /// Whether all of a drawing is there, or the terminal was given back.
    pub(super) fn is_whole(&self) -> bool {
        self.raw.ends_with(b"\x1b[?2026l") || !self.emulator.screen().alternate_screen()
    }
}

/// A terminal in which the program runs.
pub(super) struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    child: Box<dyn Child + Send + Sync>,
    writer: Option<Box<dyn Write + Send>>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    /// The terminal's modes before the program started.
    modes: String,
}

/// How a terminal is started.
pub(super) struct Start<'a> {
    pub(super) args: &'a [&'a str],
    pub(super) variables: &'a [(&'a str, &'a str)],
    pub(super) folder: &'a Path,
    pub(super) size: (u16, u16),
}

impl<'a> Start<'a> {
    pub(super) fn new(args: &'a [&'a str], folder: &'a Path) -> Self {
        Self { args, variables: &[], folder, size: (120, 40) }
    }

    pub(super) fn run(self) -> Terminal {
        self.run_program(env!("CARGO_BIN_EXE_zopa"))
    }

    pub(super) fn run_program(self, program: &str) -> Terminal {
        let (cols, rows) = self.size;
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let modes = format!("{:?}", pair.master.get_termios());
        let mut command = CommandBuilder::new(program);
        command.args(self.args);
        command.cwd(self.folder);
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (name, value) in self.variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave); // else the end of the output never comes
        let emulator = vt100::Parser::new(rows.try_into().unwrap(), cols.try_into().unwrap(), 0);
        let seen = Seen { emulator, raw: Vec::new(), ended: false, hung_up: false };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let shared = Arc::clone(&seen);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            loop {
                let count = reader.read(&mut bytes).unwrap_or(0);
                // a test that failed has poisoned it and needs no more
                let Ok(mut seen) = shared.0.lock() else { return };
                seen.raw.extend_from_slice(&bytes[..count]);
                seen.emulator.process(&bytes[..count]);
                seen.ended = count == 0;
                shared.1.notify_all();
                if count == 0 || seen.hung_up {
                    return;
                }
            }
        });
        let writer = pair.master.take_writer().unwrap();
        Terminal { master: Some(pair.master), child, writer: Some(writer), seen, modes }
    }
}

impl Terminal {
    /// Waits until something holds of what was written, and gives what it holds for.
    #[track_caller]
    pub(super) fn wait<T>(&self, what: &str, mut holds: impl FnMut(&Seen) -> Option<T>) -> T {
        let until = Instant::now() + LONGEST;
        let mut seen = self.seen.0.lock().unwrap();
        loop {
            if let Some(found) = holds(&seen) {
                return found;
            }
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero() && !seen.ended, "never came: {what}\n{}", seen.text());
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
    }

    #[track_caller]
    pub(super) fn wait_for(&self, text: &str) {
        self.wait(text, |seen| (seen.is_whole() && seen.text().contains(text)).then_some(()));
    }

    #[track_caller]
    pub(super) fn wait_until_gone(&self, text: &str) {
        self.wait(text, |seen| (seen.is_whole() && !seen.text().contains(text)).then_some(()));
    }

    pub(super) fn send(&mut self, text: &str) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(text.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.send(&format!("\x1b[200~{text}\x1b[201~"));
    }

    /// Presses a key and waits for what it brings about.
    #[track_caller]
    pub(super) fn press(&mut self, keys: &str, then: &str) {
        self.send(keys);
        self.wait_for(then);
    }

    pub(super) fn mouse(&mut self, button: u8, (column, row): (u16, u16), end: char) {
        self.send(&format!("\x1b[<{button};{};{}{end}", column + 1, row + 1));
    }

    /// The column and row where a text stands first.
    pub(super) fn find(&self, text: &str) -> Option<(u16, u16)> {
        let seen = self.seen.0.lock().unwrap();
        let screen = seen.emulator.screen();
        let (_, columns) = screen.size();
        let rows: Vec<String> = screen.rows(0, columns.get()).collect();
        (0..).zip(&rows).find_map(|(y, row)| {
            let before = row.get(..row.find(text)?)?;
            Some((u16::try_from(before.chars().count()).ok()?, y))
        })
    }

    pub(super) fn text(&self) -> String {
        self.seen.0.lock().unwrap().text()
    }

    pub(super) fn resize(&mut self, (cols, rows): (u16, u16)) {
        let mut seen = self.seen.0.lock().unwrap();
        let screen = seen.emulator.screen_mut();
        screen.set_size(rows.try_into().unwrap(), cols.try_into().unwrap());
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    pub(super) fn signal(&self, name: &str) {
        let process = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", name, &process]).status().unwrap().success());
    }

    /// Sets a mode by its name in stty, as another program could.
    pub(super) fn set_mode(&self, mode: &str) {
        let path = self.master.as_ref().unwrap().tty_name().unwrap();
        let input = File::open(path).unwrap();
        assert!(Command::new("stty").arg(mode).stdin(input).status().unwrap().success());
    }

    /// The terminal goes away, as when its window is closed.
    pub(super) fn hang_up(&mut self) {
        self.seen.0.lock().unwrap().hung_up = true;
        // all is drawn anew, which the reader takes for its last
        self.send("\x0c");
        self.writer = None;
        self.master = None;
    }

    /// Waits for the end, and gives the exit code.
    #[track_caller]
    pub(super) fn exit_code(&mut self) -> u32 {
        let until = Instant::now() + LONGEST;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            let seen = self.seen.0.lock().unwrap();
            assert!(Instant::now() < until, "it did not end\n{}", seen.text());
            drop(self.seen.1.wait_timeout(seen, Duration::from_millis(10)).unwrap());
        }
    }

    /// Waits for the end of the program and of what it wrote, and checks that the terminal is as before.
    #[track_caller]
    pub(super) fn ends_restored(&mut self) -> u32 {
        let code = self.exit_code();
        let until = Instant::now() + LONGEST;
        let mut seen = self.seen.0.lock().unwrap();
        while !seen.ended && Instant::now() < until {
            seen = self.seen.1.wait_timeout(seen, LONGEST).unwrap().0;
        }
        let screen = seen.emulator.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "pastes are as before");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        for mode in ["?1000", "?1002", "?1004", "?1006", "?1049", "?2004", "?2026"] {
            let last = |end: char| rfind(&seen.raw, format!("\x1b[{mode}{end}").as_bytes());
            assert!(last('l') >= last('h'), "{mode} is left on");
        }
        if let Some(master) = &self.master {
            assert_eq!(format!("{:?}", master.get_termios()), self.modes);
        }
        code
    }

    pub(super) fn raw(&self) -> Vec<u8> {
        self.seen.0.lock().unwrap().raw.clone()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // it may have ended already
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Where some bytes stand last.
pub(super) fn rfind(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}
