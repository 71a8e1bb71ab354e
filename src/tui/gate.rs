//! Holds keys back until what the key before them did is on the disk; nothing else waits for it.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::Happened;
use crate::app::Msg;

/// How long keys wait for a disk. After that they are handled, and it is said that the disk is slow.
const PATIENCE: Duration = Duration::from_secs(1);

/// What is not on the disk yet, and the keys that wait for it.
#[derive(Debug, Default)]
pub(super) struct Gate {
    /// How many things were done that are not on the disk.
    unwritten: usize,
    /// Until when keys wait for them; nothing where they don't.
    until: Option<Instant>,
    held: VecDeque<Happened>,
}

impl Gate {
    /// Something was done, and is being written down.
    pub(super) fn note(&mut self, now: Instant) {
        self.unwritten += 1;
        // while the disk is slow, keys don't wait again
        if self.unwritten == 1 {
            self.until = Some(now + PATIENCE);
        }
    }

    /// So many of them are on the disk; gives whether keys had stopped waiting for the last of them.
    pub(super) fn written(&mut self, count: usize) -> bool {
        self.unwritten = self.unwritten.saturating_sub(count);
        let was_slow = self.until.is_none();
        if self.unwritten == 0 {
            self.until = None;
        }
        was_slow && self.unwritten == 0
    }

    /// Until when the keys wait, if they do.
    pub(super) fn until(&self) -> Option<Instant> {
        self.until
    }

    /// Keys wait no longer.
    pub(super) fn lose_patience(&mut self) {
        self.until = None;
    }

    /// Holds it back if it has to wait; else gives it back.
    pub(super) fn pass(&mut self, happened: Happened) -> Option<Happened> {
        let waits = is_input(&happened) && (self.until.is_some() || !self.held.is_empty());
        if waits {
            self.held.push_back(happened);
            return None;
        }
        Some(happened)
    }

    /// What was held back first, as soon as it needn't wait.
    pub(super) fn next(&mut self) -> Option<Happened> {
        if self.until.is_some() { None } else { self.held.pop_front() }
    }

    /// Whether something is held back, so that there will soon be more to draw.
    pub(super) fn holds(&self) -> bool {
        !self.held.is_empty()
    }
}

/// Whether it comes from the person, and so may change the map.
fn is_input(happened: &Happened) -> bool {
    match happened {
        Happened::Mouse(..) => true,
        Happened::Message(message) => !matches!(message, Msg::Resize(..) | Msg::Done(_)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Key;

    fn key(sign: &str) -> Happened {
        Happened::Message(Msg::Key(sign.parse::<Key>().unwrap()))
    }

    fn told(happened: impl Into<Option<Happened>>) -> String {
        match happened.into() {
            Some(Happened::Message(Msg::Key(key))) => key.to_string(),
            Some(Happened::Message(Msg::Resize(..))) => "size".to_owned(),
            None => "none".to_owned(),
            _ => panic!("something else"),
        }
    }

    #[test]
    fn keys_wait_in_order_until_what_was_done_is_on_the_disk() {
        let mut gate = Gate::default();
        assert_eq!(told(gate.pass(key("a"))), "a", "nothing was done yet");
        gate.note(Instant::now());
        assert_eq!([told(gate.pass(key("b"))), told(gate.pass(key("c")))], ["none", "none"]);
        assert_eq!(told(gate.pass(Happened::Message(Msg::Resize(1, 1)))), "size");
        assert_eq!((told(gate.next()), gate.holds()), ("none".to_owned(), true));
        assert!(!gate.written(1));
        assert_eq!(told(gate.pass(key("d"))), "none", "those before come first");
        let next: Vec<String> = (0..4).map(|_| told(gate.next())).collect();
        assert_eq!(next, ["b", "c", "d", "none"]);
    }

    #[test]
    fn a_key_that_does_something_holds_the_next_one_back() {
        let mut gate = Gate::default();
        gate.note(Instant::now());
        gate.pass(key("a"));
        gate.pass(key("b"));
        gate.written(1);
        assert_eq!(told(gate.next()), "a");
        gate.note(Instant::now());
        assert_eq!(told(gate.next()), "none");
    }

    #[test]
    fn nobody_waits_for_a_slow_disk_for_ever() {
        let mut gate = Gate::default();
        let now = Instant::now();
        gate.note(now);
        gate.pass(key("a"));
        assert_eq!(gate.until(), Some(now + PATIENCE));
        gate.lose_patience();
        assert_eq!(told(gate.next()), "a");
        gate.note(now);
        assert_eq!((told(gate.pass(key("b"))), gate.until()), ("b".to_owned(), None));
        assert!(!gate.written(1), "one is still to come");
        assert!(gate.written(1));
        gate.note(now);
        assert_eq!(told(gate.pass(key("c"))), "none", "as before");
    }
}
