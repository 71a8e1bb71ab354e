//! What must never reach a shared screen or an export unasked, and the pass that opens it.

use std::fmt;

use serde::{Deserialize, Deserializer};

/// Whether private values may be shown: drawn on a shared screen and for all that leaves the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Curtain {
    /// Nothing private is shown.
    #[default]
    Drawn,
    /// The person at the keyboard sees everything.
    Open,
}

/// Leave to show private values. Only an open [`Curtain`] gives one.
#[derive(Clone, Copy, Debug)]
pub struct Pass(());

impl Curtain {
    /// A pass, unless the curtain is drawn.
    #[must_use]
    pub fn pass(self) -> Option<Pass> {
        (self == Self::Open).then_some(Pass(()))
    }

    /// Whether nothing private may be shown.
    #[must_use]
    pub fn is_drawn(self) -> bool {
        self == Self::Drawn
    }
}

/// A value that can be shown only with a [`Pass`].
///
/// It has no `Display`, and its `Debug` shows dots, so that no message can carry it by accident.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Private<T>(T);

impl<T> Private<T> {
    /// Closes the value in.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, for showing it.
    pub fn reveal(&self, _pass: Pass) -> &T {
        &self.0
    }

    /// The value, for showing it, where the curtain allows.
    pub fn shown(&self, curtain: Curtain) -> Option<&T> {
        curtain.pass().map(|pass| self.reveal(pass))
    }

    /// The value, for computing with it and for writing the map file: never for showing it.
    ///
    /// A test of the layers sees to it that no layer above storage calls this.
    pub fn inner(&self) -> &T {
        &self.0
    }

    /// The value, for an edit.
    pub fn inner_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T> fmt::Debug for Private<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Private(····)")
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Private<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_values_open_only_with_a_pass() {
        let note = Private::new("off her desk before the reshuffle");
        assert!(Curtain::Drawn.pass().is_none());
        assert_eq!(note.shown(Curtain::Drawn), None);
        assert_eq!(note.shown(Curtain::Open), Some(&"off her desk before the reshuffle"));
        assert_eq!(format!("{note:?}"), "Private(····)");
    }
}
