//! Somebody at the keyboard of a session in this very process: no terminal, no disk.

#![expect(clippy::unwrap_used, reason = "a script with a key that isn't one ends the test")]

use zopa::app::{App, Before, Done, Effect, Key, Msg, Opened, Origin, Permission, Wanted, update};
use zopa::edit::Moment;
use zopa::model::{Heading, Map};

/// The keys of a script: named as in the table of commands, with blanks between; what stands in
/// quotes is typed. Lines that begin with `#` are remarks.
pub(super) fn strokes(script: &str) -> Vec<Key> {
    let lines: Vec<&str> = script.lines().filter(|line| !line.starts_with('#')).collect();
    let mut keys = Vec::new();
    for (at, part) in lines.join("\n").split('"').enumerate() {
        let typed = part.chars().map(|sign| sign.to_string().replace(' ', "space"));
        let named = part.split_whitespace().map(str::to_owned);
        let part: Vec<String> = if at % 2 == 1 { typed.collect() } else { named.collect() };
        keys.extend(part.iter().map(|key| key.parse::<Key>().unwrap()));
    }
    keys
}

/// Presses the keys one after the other. A new map that is asked for comes at once; it is the last of
/// the effects that are carried out here.
pub(super) fn press(app: &mut App, keys: &[Key]) {
    for key in keys {
        for effect in update(app, Msg::Key(*key), Moment(0)) {
            if let Effect::Open(Wanted::New(title, path)) = effect {
                let heading = Heading { title: title.clone(), ..Heading::default() };
                let opened = Opened {
                    map: Map { heading, ..Map::default() },
                    origin: Origin::New(path.clone()),
                    wanted: Wanted::New(title, path),
                    permission: Permission::Edit,
                    before: Before::default(),
                };
                update(app, Msg::Done(Done::Opened(Box::new(opened))), Moment(0));
            }
        }
    }
}
