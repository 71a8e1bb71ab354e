//! Refused commands, in words for the person at the keyboard.

/// Why a command did nothing.
///
/// The message says what is wrong, in one sentence without a full stop; the [`hint`](Self::hint)
/// says what to do next. Neither names a type or a function.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UserError {
    /// The program was started to look only.
    #[error("This map is open for reading only")]
    ReadOnly,
    /// Another program has the map open.
    #[error("{0}")]
    Held(String),
    /// Nobody has decided yet about what an earlier session left; telling this asks again.
    #[error("There is work that was not saved")]
    Undecided,
    /// What was asked for is private and the curtain is drawn.
    #[error("This is private, and the curtain is drawn")]
    CurtainDrawn,
    /// There is no partner to do it to.
    #[error("No partner is selected")]
    NothingSelected,
    /// There is nothing of the kind in the map.
    #[error("{0}")]
    Missing(&'static str, &'static str),
    /// The value can't be what was typed, or can't move further.
    #[error("{0}")]
    Refused(String, &'static str),
}

impl UserError {
    /// What to do next.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::ReadOnly => "start without --read-only, or save a copy with S",
            Self::Held(_) => "S saves a copy of your own",
            Self::Undecided => "decide about it first",
            Self::CurtainDrawn => "c opens the curtain, when nobody is looking",
            Self::NothingSelected => "a adds a partner, / searches",
            Self::Missing(_, hint) | Self::Refused(_, hint) => hint,
        }
    }
}
