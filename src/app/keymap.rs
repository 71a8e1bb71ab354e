//! Which key runs which command where: looked up in the one table of commands.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::commands::{self, Command, Context};
use super::key::Key;
use super::session::App;

type Keymap = BTreeMap<(Context, Key), &'static Command>;

static KEYMAP: LazyLock<Keymap> = LazyLock::new(|| {
    let mut keymap = Keymap::new();
    for command in commands::all() {
        for key in command.keys.iter().filter_map(|key| key.parse().ok()) {
            for context in command.contexts {
                keymap.insert((*context, key), command);
            }
        }
    }
    keymap
});

/// The command that a key runs in a context.
#[must_use]
pub fn lookup(context: Context, key: Key) -> Option<&'static Command> {
    KEYMAP.get(&(context, key)).copied()
}

/// What the key line offers here and now: commands with a short hint, in the order of the table.
pub fn hints(app: &App) -> impl Iterator<Item = &'static Command> {
    let context = app.context();
    commands::all().filter(move |command| {
        !command.hint.is_empty()
            && command.contexts.contains(&context)
            && (command.available)(app).is_ok()
    })
}
