//! Taking the terminal over and giving it back as it was, however the program ends.

use std::io::{self, Write as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crossterm::terminal;
use rustix::termios::{QueueSelector, tcflush};

/// Alternate screen, no cursor, presses and drags of the mouse, pastes marked as such, and word when
/// the window comes to the front.
const TAKE: &[u8] = b"\x1b[?1049h\x1b[?25l\x1b[?1000h\x1b[?1002h\x1b[?1006h\x1b[?2004h\x1b[?1004h";

/// All of it back, a drawing that was cut short ended first.
const GIVE_BACK: &[u8] =
    b"\x1b[?2026l\x1b[m\x1b[?1004l\x1b[?2004l\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?25h\x1b[?1049l";

/// What is assumed of a terminal that doesn't know its size, in cells.
const USUAL_SIZE: (u16, u16) = (80, 24);

/// Who may write to the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hold {
    /// It is the shell's.
    Shell,
    /// It is ours.
    Ours,
    /// Another program that we started has it, until that ends.
    Lent,
    /// It was given back for good: the program is ending.
    Over,
}

static HOLD: Mutex<Hold> = Mutex::new(Hold::Shell);

/// Keeps the terminal ours. Dropping it gives it back.
#[derive(Debug)]
pub(super) struct Guard(());

/// Takes the terminal over, for as long as the guard is kept.
pub(super) fn take() -> io::Result<Guard> {
    let guard = Guard(());
    take_again()?;
    Ok(guard)
}

/// Takes it over once more, after the shell had it.
pub(super) fn take_again() -> io::Result<()> {
    let mut hold = hold();
    if *hold == Hold::Over {
        return Ok(());
    }
    // marked first, so that what was half done is undone as well
    *hold = Hold::Ours;
    // another program may have changed the modes while we were stopped
    terminal::disable_raw_mode()?;
    terminal::enable_raw_mode()?;
    write_out(TAKE)
}

/// Writes a drawing, in one go, while the terminal is ours.
pub(super) fn write(bytes: &[u8]) -> io::Result<()> {
    let hold = hold();
    if *hold != Hold::Ours || bytes.is_empty() {
        return Ok(());
    }
    write_out(bytes)
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back to the shell. The one way in which that happens; more than once does no harm.
///
/// An error is no help to anyone here: the terminal may be gone.
pub(super) fn give_back() {
    let mut hold = hold();
    if *hold == Hold::Ours {
        *hold = Hold::Shell;
        restore();
    }
}

/// Keeps the terminal lent to another program. Dropping it ends that.
#[derive(Debug)]
pub(super) struct Loan(());

/// Lends the terminal to another program that we wait for.
pub(super) fn lend() -> Loan {
    let mut hold = hold();
    if *hold == Hold::Ours {
        restore();
        *hold = Hold::Lent;
    }
    Loan(())
}

impl Drop for Loan {
    fn drop(&mut self) {
        let mut hold = hold();
        if *hold == Hold::Lent {
            *hold = Hold::Shell;
        }
    }
}

/// Whether another program has it: keys that make signals are meant for that.
pub(super) fn is_lent() -> bool {
    *hold() == Hold::Lent
}

/// Gives the terminal back and keeps everyone from writing to it again.
pub(super) fn give_back_for_good() {
    let mut hold = hold();
    let was = std::mem::replace(&mut *hold, Hold::Over);
    if was == Hold::Ours {
        restore();
    }
}

fn restore() {
    let written = write_out(GIVE_BACK);
    // after the bytes: they may wait for a slow terminal, and its modes hold as long
    leave_raw_mode();
    drop(written);
}

/// Makes the keys work again. The least that can be done about a terminal that takes no bytes.
///
/// What was typed and not read yet was meant for this program: the shell would run it.
pub(super) fn leave_raw_mode() {
    let cooked = terminal::disable_raw_mode();
    // where the map comes from standard input, keys come from the terminal that is written to
    let input = QueueSelector::IFlush;
    let forgotten = tcflush(io::stdin(), input).or_else(|_| tcflush(io::stdout(), input));
    drop((cooked, forgotten));
}

/// Columns and rows, at least one of each.
pub(super) fn size() -> (u16, u16) {
    match terminal::size() {
        Ok((columns, rows)) if columns > 0 && rows > 0 => (columns, rows),
        _ => USUAL_SIZE,
    }
}

/// Columns and rows of the terminal that the output goes to, if it knows them.
pub fn size_if_known() -> Option<(u16, u16)> {
    terminal::size().ok().filter(|(columns, rows)| *columns > 0 && *rows > 0)
}

fn hold() -> MutexGuard<'static, Hold> {
    HOLD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One call for all bytes: standard output would pass them on line by line.
fn write_out(bytes: &[u8]) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(bytes)?;
    output.flush()
}
