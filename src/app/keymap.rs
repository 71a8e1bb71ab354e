//! Which key runs which command where: looked up in the one table of commands.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::commands::{self, Command, Context};
use super::key::Key;
use super::session::App;
use crate::model::order_by_key;

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

/// So many hints that belong to what has the keys stand before those that hold on every screen.
const OWN_FIRST: usize = 5;

/// What the key line offers here and now: how to go on choosing, then what else belongs to the place,
/// then what holds on every screen; each in the order of the table.
pub fn hints(app: &App) -> impl Iterator<Item = &'static Command> {
    let context = app.context();
    let offered = commands::all().filter(|command| {
        !command.hint.is_empty()
            && command.contexts.contains(&context)
            && (command.available)(app).is_ok()
    });
    let (mut own, general): (Vec<_>, Vec<_>) =
        offered.partition(|command| command.contexts.len() < Context::SCREENS.len());
    order_by_key(&mut own, |command| !command.hint.starts_with("choose"));
    let later = own.split_off(own.len().min(OWN_FIRST));
    let (early, last): (Vec<_>, Vec<_>) =
        general.into_iter().partition(|command| command.name.starts_with("view."));
    own.into_iter().chain(early).chain(later).chain(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tests::Session;

    fn hinted(keys: &str) -> Vec<&'static str> {
        let mut session = Session::new();
        session.keys(keys);
        hints(&session.app).map(|command| command.hint).take(7).collect()
    }

    #[test]
    fn hints_begin_with_what_is_done_most_where_the_cursor_is() {
        assert_eq!(hinted("2"), ["choose", "card", "move", "place", "by option", "why", "curtain"]);
        assert_eq!(hinted("1"), ["choose", "card", "place", "search", "add", "why", "curtain"]);
        assert_eq!(hinted("1 enter")[..3], ["choose", "back", "change"]);
        assert_eq!(hinted("3")[..3], ["choose a pair", "card", "mark for a group"]);
        assert_eq!(hinted("4")[..4], ["choose", "open", "themes", "add an option"]);
        assert_eq!(hinted("4 home")[..3], ["choose", "open", "themes"]);
        assert_eq!(hinted("4 enter")[..4], ["choose", "themes", "size", "sign"]);
        assert_eq!(hinted("n"), ["next field", "done", "leave it", "done and save", "help"]);
        assert_eq!(hinted("f"), ["choose", "take", "close", "help"]);
        assert_eq!(hinted("N"), ["done, keep the text", "your editor", "done and save", "help"]);
        assert_eq!(hinted("f1"), ["read on", "close", "curtain", "help"]);
    }
}
