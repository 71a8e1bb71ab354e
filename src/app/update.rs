//! What each message does to the session.

use super::commands::{
    Context, collection, effect, form, grid, overlays, packages, partner, quick, run, session,
    sheet, start, table, writing,
};
use super::draft;
use super::error::UserError;
use super::foreign;
use super::forms::criterion;
use super::key::Key;
use super::keymap::lookup;
use super::message::{Clicks, Comments, Done, Effect, Kept, Msg, Next, NotSaved, Target, Then};
use super::opening;
use super::overlay::{Asks, Overlay, Prompt, Typing};
use super::session::{App, Status};
use super::view::{Focus, Screen};
use crate::edit::Moment;

/// Handles one message; the effects are for the runner to carry out.
pub fn update(app: &mut App, message: Msg, now: Moment) -> Vec<Effect> {
    app.now = now;
    let back = match &message {
        Msg::Focus => foreign::look(app),
        Msg::Key(_) | Msg::Press(..) | Msg::Paste(_) => foreign::look_after_pause(app, now),
        _ => None,
    };
    let types = matches!(
        &message,
        Msg::Key(_) | Msg::Paste(_) | Msg::Press(..) | Msg::Done(Done::Rewritten(_))
    );
    // what came back from an editor is in no file from now on
    let ends = matches!(message, Msg::End | Msg::Done(Done::Rewritten(_)));
    let outcome = match message {
        Msg::Key(key) => press(app, key),
        Msg::Paste(text) => paste(app, &text),
        Msg::Press(target, clicks) => point(app, target, clicks),
        Msg::Drop(id, interest, influence) => {
            grid::set_place(app, &id, (Some(interest), Some(influence)))
        }
        Msg::Wheel(target, lines) => wheel(app, &target, lines),
        Msg::Resize(columns, rows) => {
            resize(app, (columns, rows));
            Ok(Vec::new())
        }
        Msg::Focus | Msg::Pause | Msg::End => Ok(Vec::new()),
        Msg::Done(done) => Ok(finish(app, done)),
    };
    let outcome = outcome.unwrap_or_else(|error| {
        app.refuse(&error);
        Vec::new()
    });
    criterion::propose(app);
    // whatever a command gives back, what it did to the map is written down, and first of all
    let mut effects: Vec<Effect> = app.deeds.drain(..).map(Effect::Journal).collect();
    if types {
        draft::typed(app);
    }
    // while another program has the terminal, nothing is written down either
    let leaves =
        |effect: &Effect| matches!(effect, Effect::Quit(_) | Effect::EditText(_) | Effect::Suspend);
    let ends = ends || outcome.iter().any(leaves);
    effects.extend(draft::write_down(app, ends));
    effects.extend(outcome);
    effects.extend(back);
    effects.extend(app.wish_for_order());
    effects.extend(app.wish_for_search());
    app.note_package();
    effects
}

fn press(app: &mut App, key: Key) -> Result<Vec<Effect>, UserError> {
    app.status = None;
    let found = lookup(app.context(), key);
    let typing = app.overlays.last().is_some_and(takes_text);
    match found {
        Some(command) if !typing || (command.available)(app).is_ok() => {
            (command.available)(app)?;
            (command.run)(app)
        }
        _ if typing => Ok(type_key(app, key)),
        _ => works_elsewhere(app, key),
    }
}

/// Says where a key works that does nothing here.
fn works_elsewhere(app: &App, key: Key) -> Result<Vec<Effect>, UserError> {
    let elsewhere = || Context::SCREENS.iter().copied().filter(|at| *at != app.context());
    let found = elsewhere().find_map(|at| Some((at, lookup(at, key)?)));
    match found {
        Some((at, command)) if app.overlays.is_empty() => {
            let message = format!("{key} works on {}: {}", at.word(), command.summary);
            Err(UserError::Refused(message, "1 to 5 go to the screens"))
        }
        _ => Ok(Vec::new()),
    }
}

/// Whether keys that are no commands are typed into it.
fn takes_text(overlay: &Overlay) -> bool {
    match overlay {
        Overlay::Help(_)
        | Overlay::Why(_)
        | Overlay::Card
        | Overlay::Sheet(_)
        | Overlay::Start(_)
        | Overlay::Mistakes(_)
        | Overlay::Collection(_) => false,
        Overlay::Picker(picker) => picker.typing == Typing::Narrows,
        Overlay::Prompt(_)
        | Overlay::Editor(_)
        | Overlay::Form(_)
        | Overlay::Quick(_)
        | Overlay::Finder(_) => true,
    }
}

pub(super) fn type_key(app: &mut App, key: Key) -> Vec<Effect> {
    match app.overlays.last_mut() {
        Some(Overlay::Picker(picker)) => overlays::narrow(picker, |words| words.key(key)),
        Some(Overlay::Prompt(prompt)) => prompt.field.key(key),
        Some(Overlay::Editor(editor)) => editor.field.key(key),
        Some(Overlay::Form(_)) => form::type_key(app, key),
        Some(Overlay::Quick(page)) => page.key(key),
        Some(Overlay::Finder(finder)) => return finder.change(|field| field.key(key)),
        _ => {}
    }
    search_while_typing(app);
    Vec::new()
}

fn search_while_typing(app: &mut App) {
    if let Some(Overlay::Prompt(Prompt { asks: Asks::Search { .. }, field })) = app.overlays.last()
    {
        let words = field.text().to_string();
        partner::search_for(app, words);
    }
}

/// Pasted text goes where text is typed, and nowhere else: it never runs a command.
fn paste(app: &mut App, text: &str) -> Result<Vec<Effect>, UserError> {
    app.status = None;
    if let Some(opened) = quick::paste_lines(app, text) {
        return opened.map(|()| Vec::new());
    }
    match app.overlays.last_mut() {
        Some(Overlay::Picker(picker)) if picker.typing == Typing::Narrows => {
            overlays::narrow(picker, |words| words.paste(text))?;
        }
        Some(Overlay::Prompt(prompt)) => prompt.field.paste(text)?,
        Some(Overlay::Editor(editor)) => editor.field.paste(text)?,
        Some(Overlay::Form(form)) => form.paste(text)?,
        Some(Overlay::Quick(page)) => page.paste(text)?,
        Some(Overlay::Finder(finder)) => {
            finder.field.paste(text)?;
            return Ok(finder.change(|_| {}));
        }
        _ => {
            let message = "There is no field open to paste into".to_owned();
            return Err(UserError::Refused(message, "a adds a partner, Enter opens a field"));
        }
    }
    search_while_typing(app);
    Ok(Vec::new())
}

fn point(app: &mut App, target: Target, clicks: Clicks) -> Result<Vec<Effect>, UserError> {
    app.status = None;
    if let Target::OverlayRow(row) = target {
        return point_at_row(app, row);
    }
    if let Target::FieldValue(at, nth) = target {
        if let Some(Overlay::Sheet(_)) = app.overlays.last() {
            return effect::press_value(app, at, nth);
        }
        form::press_value(app, at, nth);
        return Ok(Vec::new());
    }
    if matches!(target, Target::Command(_)) || app.overlays.is_empty() {
        return point_at_screen(app, target, clicks);
    }
    let card = matches!(app.overlays.last(), Some(Overlay::Card));
    if let (true, Target::CardRow(_)) = (card, &target) {
        return point_at_screen(app, target, clicks);
    }
    if target == Target::Overlay {
        return Ok(Vec::new());
    }
    if let (Some(Overlay::Prompt(Prompt { asks: Asks::Search { .. }, .. })), Target::Partner(_)) =
        (app.overlays.last(), &target)
    {
        // somebody was found: the list stays narrowed
        app.overlays.pop();
        return point_at_screen(app, target, clicks);
    }
    // a press beside it does what Esc does, and nothing else
    press(app, Key::plain(super::key::KeyCode::Esc))
}

fn point_at_row(app: &mut App, row: usize) -> Result<Vec<Effect>, UserError> {
    match app.overlays.last_mut() {
        Some(Overlay::Picker(picker)) => {
            let row = row.min(picker.matching().len().saturating_sub(1));
            let before = std::mem::replace(&mut picker.at, row);
            // a press that was aimed at something else answers no question
            if picker.typing == Typing::Ignored && before != row {
                return Ok(Vec::new());
            }
            overlays::take_choice(app)
        }
        Some(Overlay::Form(_)) => form::press(app, row),
        Some(Overlay::Quick(page)) => {
            page.go(row);
            Ok(Vec::new())
        }
        Some(Overlay::Sheet(sheet)) => {
            let again = sheet.at == row;
            sheet::go(app, row);
            if again { effect::write_effect(app) } else { Ok(Vec::new()) }
        }
        Some(Overlay::Collection(_)) => collection::press(app, row),
        _ => start::press_row(app, row),
    }
}

fn point_at_screen(
    app: &mut App,
    target: Target,
    clicks: Clicks,
) -> Result<Vec<Effect>, UserError> {
    match target {
        Target::Tab(screen) => {
            app.view.screen = screen;
            app.view.focus = Focus::Main;
        }
        Target::Partner(id) => {
            table::go_to_column(app, id);
            app.view.focus = Focus::Main;
            if clicks == Clicks::Double {
                return run(app, "card.open");
            }
        }
        Target::Stack(id) => {
            app.select(id);
            return run(app, "grid.stack");
        }
        Target::CardRow(row) => {
            let again = app.view.card_row == row && app.context() == Context::Card;
            app.view.card_row = row;
            if app.overlays.is_empty() {
                app.view.focus = Focus::Card;
            }
            if again || clicks == Clicks::Double {
                return run(app, "card.edit");
            }
        }
        Target::Pair(row, column) => {
            app.view.other = Some(column);
            app.select(row);
            if clicks == Clicks::Double {
                return run(app, "view.why");
            }
        }
        Target::TableCell(row, partner) => {
            app.view.focus = Focus::Main;
            if table::go_to_cell(app, row, partner) {
                return table::open(app);
            }
        }
        Target::PackageRow(row) => return packages::press_row(app, row, clicks),
        Target::Choice(issue) => return packages::press_choice(app, issue, clicks),
        // the key line may have been drawn for something that has been closed since
        Target::Command(command) if command.contexts.contains(&app.context()) => {
            (command.available)(app)?;
            return (command.run)(app);
        }
        Target::Command(_)
        | Target::OverlayRow(_)
        | Target::FieldValue(..)
        | Target::Overlay
        | Target::Elsewhere => {}
    }
    Ok(Vec::new())
}

fn wheel(app: &mut App, target: &Target, lines: i16) -> Result<Vec<Effect>, UserError> {
    let code = if lines > 0 { super::key::KeyCode::Down } else { super::key::KeyCode::Up };
    match app.overlays.last() {
        Some(Overlay::Help(_) | Overlay::Why(_)) => overlays::scroll(app, isize::from(lines)),
        Some(Overlay::Picker(_)) => overlays::step(app, isize::from(lines.signum())),
        Some(Overlay::Sheet(_)) => sheet::step(app, isize::from(lines.signum())),
        Some(Overlay::Collection(_)) => collection::step(app, isize::from(lines.signum())),
        Some(Overlay::Editor(_) | Overlay::Quick(_)) => {
            for _ in 0..lines.unsigned_abs() {
                type_key(app, Key::plain(code));
            }
            Ok(Vec::new())
        }
        Some(Overlay::Form(_)) => form::walk(app, isize::from(lines.signum())),
        Some(Overlay::Prompt(_)) => Ok(Vec::new()),
        Some(Overlay::Card | Overlay::Start(_) | Overlay::Finder(_) | Overlay::Mistakes(_)) => {
            press(app, Key::plain(code))
        }
        None => {
            if let (Target::CardRow(_), true) = (target, app.has_room_for_card()) {
                app.view.focus = Focus::Card;
            }
            press(app, Key::plain(code))
        }
    }
}

/// Where the card loses its room it is shown over the rest, and back.
fn resize(app: &mut App, size: (u16, u16)) {
    app.size = size;
    let over = app.overlays.iter().position(|overlay| matches!(overlay, Overlay::Card));
    match (app.has_room_for_card(), over) {
        (false, None) if app.view.focus == Focus::Card => {
            app.view.focus = Focus::Main;
            app.overlays.insert(0, Overlay::Card);
        }
        (true, Some(at)) if app.view.screen != Screen::Overlap => {
            app.overlays.remove(at);
            app.view.focus = Focus::Card;
        }
        _ => {}
    }
}

fn finish(app: &mut App, done: Done) -> Vec<Effect> {
    match done {
        Done::Saved { revision, path, comments, aside, then } => {
            let without = match comments {
                Comments::Kept => "",
                Comments::Left => ", without the comments that were in the text before",
            };
            let aside: Vec<String> = aside.iter().map(|copy| app.words_of(copy)).collect();
            let before = if aside.is_empty() { "" } else { "; what was there before is in " };
            let saved = format!("Saved to {}{without}{before}", app.words_of(&path));
            app.note(saved + &aside.join(" and "));
            app.file.saving = app.file.saving.saturating_sub(1);
            app.saved(revision, path);
            if then != Then::Stay && app.history().is_saved() {
                return opening::go_on(app, then);
            }
        }
        Done::NotSaved(not_saved) => return tell_not_saved(app, not_saved),
        Done::Ordered(revision, order) => app.take_order(revision, order),
        Done::Searching(number, progress) => app.take_progress(number, progress),
        Done::Searched(number, findings) => app.take_findings(number, findings),
        Done::Kept(kept) => tell_of_journal(app, kept),
        Done::Opened(opened) => return opening::opened(app, *opened),
        Done::NotOpened(wanted, message, hint) => {
            opening::not_opened(app, &wanted, (message, hint));
        }
        Done::Unreadable(wanted, mistakes) => opening::unreadable(app, &wanted, mistakes),
        Done::Recalled(recent) => opening::recalled(app, recent),
        Done::Listed(folder, listing) => opening::listed(app, &folder, listing),
        Done::Looked(found) => foreign::looked(app, found),
        Done::Compared(comparison) => foreign::compared(app, comparison),
        Done::Edited(edited) => return opening::edited(app, edited),
        Done::Rewritten(written) => writing::rewritten(app, written),
    }
    Vec::new()
}

fn tell_not_saved(app: &mut App, not_saved: NotSaved) -> Vec<Effect> {
    let NotSaved { message, hint, next } = not_saved;
    app.file.saving = app.file.saving.saturating_sub(1);
    let saving = match next {
        Next::Replace(saving) => *saving,
        next => {
            app.status = Some(Status::Refused(message, hint));
            return match (next, &*app.overlays) {
                (Next::Name(saving), []) => {
                    session::ask_file_again(app, *saving).unwrap_or_default()
                }
                _ => Vec::new(),
            };
        }
    };
    // asked only when someone wants to save: the next key may be meant for anything
    foreign::in_the_way(app, &saving);
    app.file.in_the_way = Some((message.clone(), saving));
    app.status = Some(Status::Refused(message, "Ctrl-S asks what to do".to_owned()));
    foreign::look(app).into_iter().collect()
}

fn tell_of_journal(app: &mut App, kept: Kept) {
    if !matches!(kept, Kept::Aside(_) | Kept::Before(_)) {
        app.file.unsafe_now = matches!(kept, Kept::Not(_));
    }
    match kept {
        Kept::Again => app.note("What you do is on the disk again"),
        Kept::Elsewhere(why, path) => {
            let hint = format!("what you do is kept in {}; S saves elsewhere", app.words_of(&path));
            app.status = Some(Status::Refused(why, hint));
        }
        Kept::Not(why) => {
            let hint = "what you do is only in memory until you save: S saves elsewhere".to_owned();
            app.status = Some(Status::Refused(why, hint));
        }
        Kept::Aside(path) => app.note(format!("Discarded, and kept in {}", app.words_of(&path))),
        Kept::Before(path) => {
            app.note(format!("What the journal held before is kept in {}", app.words_of(&path)));
        }
    }
}
