//! Signals: those that end the program restore the terminal first; stopping and going on become messages.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTOU, SIGXFSZ};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use super::underway::Underway;
use super::{Happened, terminal};

/// How long the end waits for a terminal that takes no bytes.
const GIVE_BACK_WITHIN: Duration = Duration::from_millis(40);

/// How long the end waits for the main thread to hand over what is being written.
const HAND_OVER_WITHIN: Duration = Duration::from_millis(100);

/// How long the end waits for saves: the terminal is restored by then.
const SAVE_WITHIN: Duration = Duration::from_secs(2);

/// Starts the thread that waits for signals.
///
/// While another program has the terminal, what the keyboard signals is meant for that one; it is
/// stopped together with us.
pub(super) fn listen(queue: Sender<Happened>, underway: Arc<Underway>) -> io::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCONT, SIGTSTP, SIGXFSZ])?;
    let listener = move || {
        for signal in signals.forever() {
            let sent = match signal {
                SIGCONT => queue.send(Happened::Resumed),
                SIGINT | SIGQUIT if terminal::is_lent() => Ok(()),
                // nobody is left to be told where it can't be done
                SIGTSTP if terminal::is_lent() => {
                    stop().unwrap_or_default();
                    Ok(())
                }
                SIGTSTP => queue.send(Happened::StopWanted),
                // the write that went over a limit fails, and that is told
                SIGXFSZ => Ok(()),
                _ => {
                    keep_what_is_written(&queue);
                    end(signal, &underway)
                }
            };
            if sent.is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("signals".to_owned()).spawn(listener).map(drop)
}

/// Has the main thread hand over what is being written and is no step yet. That one may be busy, or
/// stuck in a write to a terminal that takes no more bytes: then it is lost since the last pause.
fn keep_what_is_written(queue: &Sender<Happened>) {
    let (done, written) = mpsc::channel();
    if queue.send(Happened::Ends(done)).is_ok() {
        written.recv_timeout(HAND_OVER_WITHIN).unwrap_or_default();
    }
}

/// Ends the program in the shell's way of telling which signal it was.
///
/// Nothing here may wait for the main thread. Saves that were asked for are completed. A text that an
/// editor works on stays where it is: that editor may still write it, and the next session takes it back.
fn end(signal: i32, underway: &Underway) -> ! {
    let (done, given_back) = mpsc::channel();
    let restorer = thread::Builder::new().spawn(move || {
        terminal::give_back_for_good();
        done.send(()).unwrap_or_default();
    });
    if restorer.is_err() || given_back.recv_timeout(GIVE_BACK_WITHIN).is_err() {
        terminal::leave_raw_mode();
    }
    if underway.wait(SAVE_WITHIN) {
        underway.keep(None);
    }
    // a disk that takes no saves doesn't remove the file of a lock either: the lock itself goes with us
    std::process::exit(128 + signal)
}

/// Stops the process until it is told to go on.
///
/// Not by SIGTSTP, which is caught, nor by SIGSTOP, from which nothing could wake a program that no
/// shell waits for: the system ignores SIGTTOU exactly then, and stops for it otherwise.
pub(super) fn stop() -> io::Result<()> {
    low_level::raise(SIGTTOU)
}
