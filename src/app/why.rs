//! What is asked by "why?": the explanation that fits what is looked at.

use super::error::UserError;
use super::overlay::Reading;
use super::session::App;

/// The explanation of what the cursor is on.
pub(super) fn explain(app: &App) -> Result<Reading, UserError> {
    let _ = app;
    Err(UserError::NothingSelected)
}
