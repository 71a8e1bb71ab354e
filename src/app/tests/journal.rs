//! What is written down, what is told when it can't be, and what an earlier session left.

use super::*;
use crate::edit::{Deed, Draft, History, Together, Writing, partner};
use crate::model::{OptionId, OptionPlace};

/// The deeds of the journal, in a word each, since this was asked last.
fn deeds(session: &mut Session) -> Vec<&'static str> {
    let effects = std::mem::take(&mut session.effects);
    let word = |effect: &Effect| match effect {
        Effect::Journal(Deed::Edit(_, Together::Apart)) => Some("edit"),
        Effect::Journal(Deed::Edit(_, Together::Joined)) => Some("joined"),
        Effect::Journal(Deed::Undo) => Some("undo"),
        Effect::Journal(Deed::Redo) => Some("redo"),
        _ => None,
    };
    effects.iter().filter_map(word).collect()
}

#[test]
fn whatever_is_done_to_the_map_is_written_down_and_nothing_else_is() {
    let mut session = Session::new();
    session.keys("2 H L u ctrl-r");
    assert_eq!(deeds(&mut session), ["edit", "edit", "undo", "redo"]);
    session.keys("a").types("Chamber").keys("enter D");
    assert_eq!(deeds(&mut session), ["edit", "edit"], "by a prompt, and a deletion");
    session.keys("j k 1 2 / f esc c ? esc u u u u u u");
    assert_eq!(deeds(&mut session), ["undo", "undo", "undo", "undo"]);
    session.now -= 1_999;
    session.keys("2 H");
    session.now -= 1_999;
    session.keys("H");
    assert_eq!(deeds(&mut session), ["edit", "joined"]);
}

/// Two steps on the sample, which an earlier session left: the first of them was saved.
pub(super) fn left() -> Recovery {
    let (mut map, mut history) = (sample(), History::new());
    for (name, saved) in [("First", true), ("Second", false)] {
        let named = Partner::named(crate::model::Text::cleaned(name));
        let (_, step) = partner::add(&map, history.used(), named).unwrap();
        history.edit(&mut map, step, Moment(0)).unwrap();
        if saved {
            history.mark_saved(history.revision());
        }
    }
    let (when, file, lost) = ("2 hours ago".to_owned(), Meanwhile::Same, None);
    Recovery { map, history, draft: Draft::default(), when, file, lost }
}

pub(super) fn opened(recovery: Recovery) -> Session {
    let mut session = Session::new();
    let recovery = Some(Box::new(recovery));
    session.app.begin(Before { recovery, ..Before::default() });
    session
}

/// The question on top: its title, and its rows with what is said of them.
fn asked(session: &Session) -> Vec<String> {
    let Some(Overlay::Picker(picker)) = session.app.overlays.last() else { return Vec::new() };
    let rows = picker.rows.iter().map(|row| format!("{}: {}", row.label, row.detail));
    std::iter::once(picker.title.clone()).chain(rows).collect()
}

#[test]
fn steps_that_were_not_saved_are_recovered_and_can_be_undone() {
    let mut session = opened(left());
    let told = [
        "Not saved, 2 hours ago: 1 step",
        "Recover them: add Second",
        "Look at them: the newest first",
        "Discard them: they are kept aside",
    ];
    assert_eq!(asked(&session), told);
    session.keys("enter");
    assert_eq!(session.effects(), [Effect::Recovered]);
    assert_eq!(session.status(), "Recovered: 1 step, not saved yet");
    assert_eq!(session.app.map().partners.len(), 6);
    assert!(!session.app.history().is_saved());
    session.keys("u");
    assert_eq!(
        (session.status(), session.app.history().is_saved()),
        ("Undid: add Second".into(), true)
    );
    session.keys("u");
    assert_eq!(
        (session.status(), session.app.map().partners.len()),
        ("Undid: add First".into(), 4)
    );
}

#[test]
fn steps_are_looked_at_before_anything_is_decided() {
    let lost = Some("A step that was being written down when zopa ended is lost");
    let mut session = opened(Recovery { file: Meanwhile::Changed, lost, ..left() });
    assert_eq!(asked(&session)[0], "Not saved, 2 hours ago: 1 step; the file was changed since");
    session.keys("down enter");
    let read = session.read();
    for part in
        ["1 step, the last one 2 hours ago", "The file was changed", "is lost.", "add Second"]
    {
        assert!(read.contains(part), "{part}: {read}");
    }
    session.keys("esc");
    assert_eq!(asked(&session).len(), 4, "the question is back");
    assert_eq!(session.app.map().partners.len(), 4);
}

#[test]
fn discarded_steps_are_kept_aside_and_said_where() {
    let mut session = opened(left());
    session.keys("down down enter");
    assert_eq!((session.effects(), session.overlay()), (vec![Effect::Discard], "none"));
    session.send(Msg::Done(Done::Kept(Kept::Aside("x.discarded-1".into()))));
    assert_eq!(session.status(), "Discarded, and kept in x.discarded-1");
    assert_eq!(session.app.map().partners.len(), 4);
}

#[test]
fn as_long_as_nothing_is_decided_nothing_is_changed() {
    let mut session = opened(left());
    session.keys("esc");
    assert_eq!(
        session.status(),
        "What was not saved is still there: a change or a save asks again"
    );
    session.keys("2 H");
    assert_eq!(asked(&session).len(), 4, "it asks again");
    assert!(session.status().starts_with("refused: There is work that was not saved"));
    assert_eq!((deeds(&mut session), session.place()), (vec![], "7 9".into()));
    session.keys("esc q");
    assert_eq!(session.effects(), [Effect::Quit(0)], "it is asked the next time");
}

#[test]
fn many_steps_are_named_by_the_newest() {
    let mut recovery = left();
    for name in ["Third", "Fourth", "Fifth"] {
        let named = Partner::named(crate::model::Text::cleaned(name));
        let (_, step) = partner::add(&recovery.map, recovery.history.used(), named).unwrap();
        recovery.history.edit(&mut recovery.map, step, Moment(0)).unwrap();
    }
    recovery.history.undo(&mut recovery.map).unwrap();
    let session = opened(recovery);
    assert_eq!(
        asked(&session)[..2],
        ["Not saved, 2 hours ago: 3 steps", "Recover them: add Fourth, add Third, add Second"]
    );
}

#[test]
fn a_map_that_someone_else_has_open_is_looked_at_or_left() {
    let opened = || {
        let opening = Opening { permission: Permission::ReadOnly, ..Opening::default() };
        let mut session = Session::of(sample(), opening);
        let held = Some("anna on ward-pc has this map open".to_owned());
        session.app.begin(Before { held, ..Before::default() });
        session
    };
    let mut session = opened();
    assert_eq!(asked(&session)[0], "anna on ward-pc has this map open");
    session.keys("enter 2 H");
    assert_eq!(
        session.status(),
        "refused: anna on ward-pc has this map open: S saves a copy of your own"
    );
    session.keys("S ctrl-k ctrl-j").types("copy").keys("enter");
    assert!(matches!(session.effects().as_slice(), [Effect::Save(_)]));
    let (revision, then) = (session.app.history().revision(), Then::Stay);
    let (path, comments) = ("copy.ron".into(), Comments::Kept);
    session
        .send(Msg::Done(Done::Saved { revision, path, comments, aside: Vec::new(), then }))
        .keys("2 H");
    assert_eq!(deeds(&mut session), ["edit"], "the copy is ours");
    let mut session = opened();
    session.keys("down enter");
    assert_eq!(session.effects(), [Effect::Quit(0)]);
}

#[test]
fn what_is_only_in_memory_is_said_until_it_is_safe() {
    let mut session = Session::new();
    session.keys("2 H");
    session.send(Msg::Done(Done::Kept(Kept::Not("There is no room left".into()))));
    assert!(session.app.file.unsafe_now);
    let told = "refused: There is no room left: what you do is only in memory until you save: S saves elsewhere";
    assert_eq!(session.status(), told);
    session.send(Msg::Done(Done::Kept(Kept::Again)));
    assert_eq!(
        (session.app.file.unsafe_now, session.status()),
        (false, "What you do is on the disk again".into())
    );
    session
        .send(Msg::Done(Done::Kept(Kept::Elsewhere("The folder is gone".into(), "/s/j".into()))));
    let told = "refused: The folder is gone: what you do is kept in /s/j; S saves elsewhere";
    assert_eq!((session.app.file.unsafe_now, session.status()), (false, told.into()));
    session.send(Msg::Done(Done::Kept(Kept::Not("There is no room left".into()))));
    let (revision, then) = (session.app.history().revision(), Then::Stay);
    let (path, comments) = ("copy.ron".into(), Comments::Kept);
    session.send(Msg::Done(Done::Saved { revision, path, comments, aside: Vec::new(), then }));
    assert!(!session.app.file.unsafe_now, "it is in the file");
}

#[test]
fn steps_that_are_given_up_are_set_aside_only_when_the_map_is_left() {
    let mut session = Session::new();
    session.keys("2 H q down down enter");
    assert_eq!(session.effects(), [Effect::Discard, Effect::Quit(0)]);
    let opening = Opening { permission: Permission::ReadOnly, ..Opening::default() };
    let mut session = Session::of(sample(), opening);
    session.keys("q");
    assert_eq!(session.effects(), [Effect::Quit(0)]);
}

/// The drafts that were written down since this was asked last: their texts.
fn drafts(session: &mut Session) -> Vec<String> {
    let effects = std::mem::take(&mut session.effects);
    let text = |writing: &Writing| {
        let texts: Vec<&str> = writing.texts.iter().map(|(_, _, text)| text.as_str()).collect();
        format!("{}: {}", writing.of.join(" "), texts.join(" / "))
    };
    let drafts = effects.iter().filter_map(|effect| match effect {
        Effect::Draft(draft) => Some(draft.0.iter().map(text).collect::<Vec<_>>().join("; ")),
        _ => None,
    });
    drafts.collect()
}

/// Types a text, a letter every tenth of a second.
fn types_fast(session: &mut Session, text: &str) {
    for sign in text.chars() {
        session.now -= 1_900;
        session.types(&sign.to_string());
    }
}

#[test]
fn what_is_being_written_is_written_down_after_a_pause_and_every_two_seconds() {
    let mut session = Session::new();
    session.keys("1 end N ctrl-home");
    session.effects.clear();
    assert_eq!(session.app.draft_due(), None, "nothing was written");
    types_fast(&mut session, "abc");
    assert_eq!(drafts(&mut session), Vec::<String>::new());
    let due = session.app.draft_due().unwrap();
    assert_eq!(due, Moment(session.now + 1_000));
    let effects = update(&mut session.app, Msg::Pause, due);
    session.effects.extend(effects);
    let written = drafts(&mut session);
    assert_eq!(written.len(), 1);
    assert!(written[0].starts_with("notes ") && written[0].contains("abc"), "{written:?}");
    assert_eq!(session.app.draft_due(), None);
    session.now = due.0;
    types_fast(&mut session, &"x".repeat(42));
    assert_eq!(drafts(&mut session).len(), 2, "4.2 s of typing");
    session.keys("esc");
    let last = session.effects.clone();
    assert!(matches!(&last[0], Effect::Journal(_)), "first the step that keeps it");
    assert_eq!(drafts(&mut session), [""], "and then nothing is being written any more");
}

#[test]
fn what_is_being_written_is_written_down_at_once_where_the_program_ends_or_lends_the_terminal() {
    let mut session = Session::new();
    session.keys("N");
    types_fast(&mut session, "abc");
    assert_eq!(drafts(&mut session), Vec::<String>::new());
    session.send(Msg::End);
    assert_eq!(drafts(&mut session).len(), 1);
    types_fast(&mut session, "def");
    session.now -= 1_900;
    session.keys("ctrl-e");
    assert_eq!(drafts(&mut session).len(), 1);
    session.send(Msg::End);
    assert_eq!(drafts(&mut session), Vec::<String>::new(), "it is there");
}

#[test]
fn what_was_being_written_is_recovered_without_being_quoted() {
    let mut session = Session::new();
    session.keys("1 enter N").types("three more words");
    let notes = session.app.draft();
    session.keys("esc u 1 A").types("Ferries 3 4");
    let page = session.app.draft();
    for (draft, overlay, told) in [(notes, "editor", "words"), (page, "page", "3 words")] {
        let mut recovery = Recovery { draft: draft.clone(), ..left() };
        recovery.history.mark_saved(recovery.history.revision());
        let mut session = opened(recovery);
        let question = asked(&session)[0].clone();
        assert!(question.contains(told) && !question.contains("three more"), "{question}");
        session.keys("enter");
        assert_eq!((session.overlay(), &session.app.draft()), (overlay, &draft));
        assert_eq!(session.effects(), [Effect::Recovered]);
    }
}

#[test]
fn what_was_being_written_is_not_shown_while_the_curtain_is_drawn() {
    let mut session = Session::new();
    session.keys("N").types("words");
    let draft = session.app.draft();
    let mut session = Session::new();
    session.keys("c");
    let recovery = Some(Box::new(Recovery { draft: draft.clone(), ..left() }));
    session.app.begin(Before { recovery, ..Before::default() });
    session.keys("enter");
    assert_eq!(session.overlay(), "none");
    assert!(session.status().contains("what you were writing opens with the curtain"));
    session.keys("c");
    assert_eq!((session.overlay(), session.app.draft()), ("editor", draft));
}

#[test]
fn every_form_is_named_by_words_that_open_it_again() {
    let (mayor, other) = (PartnerId::new("mayor").unwrap(), PartnerId::new("other").unwrap());
    let id = CriterionId::new("rest").unwrap();
    let theme = ThemeId::new("jobs").unwrap();
    let issue = IssueId::new("site").unwrap();
    let option = OptionPlace { issue: issue.clone(), option: OptionId::new("north").unwrap() };
    let of = |side| crate::edit::Exchanged { partner: mayor.clone(), side };
    let offer = crate::model::OfferId::new("land").unwrap();
    let concern = crate::model::ConcernId::new("noise").unwrap();
    let subjects = [
        Subject::Identity(mayor.clone()),
        Subject::Placement(mayor.clone()),
        Subject::Stance(mayor.clone()),
        Subject::Culture(mayor.clone()),
        Subject::WalkAway(mayor.clone()),
        Subject::Concern(mayor.clone(), None),
        Subject::Concern(mayor.clone(), Some(concern)),
        Subject::Offer(of(Exchange::Offer), None),
        Subject::Offer(of(Exchange::Ask), Some(offer)),
        Subject::Criterion(mayor.clone(), None),
        Subject::Criterion(mayor.clone(), Some(id.clone())),
        Subject::Issue(issue),
        Subject::Option(option.clone()),
        Subject::Effect(option.clone(), On::Theme(theme.clone())),
        Subject::Effect(option, On::Criterion(mayor.clone(), id)),
        Subject::Heading,
        Subject::Theme(None),
        Subject::Theme(Some(theme)),
        Subject::Relation(mayor.clone(), None),
        Subject::Relation(mayor, Some(other)),
        Subject::Rule(None),
        Subject::Rule(Some(3)),
    ];
    for subject in subjects {
        let words = subject.words();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        assert_eq!(Subject::of_words(&words), Some(subject));
    }
}
