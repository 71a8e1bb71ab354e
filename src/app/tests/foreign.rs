//! Someone else changes or deletes the open file.

use super::*;

fn looked(session: &mut Session, found: Option<Foreign>) {
    session.send(Msg::Done(Done::Looked(found)));
}

/// Whether the runner was to look at the file, and how often.
fn looks(session: &mut Session) -> usize {
    let all = std::mem::take(&mut session.effects);
    all.iter().filter(|effect| **effect == Effect::Look).count()
}

fn own(then: Then) -> Effect {
    Effect::Save(Saving { to: None, existing: Existing::Ask, then })
}

fn ours(then: Then) -> Effect {
    Effect::Save(Saving { to: None, existing: Existing::Seen, then })
}

fn theirs() -> Effect {
    Effect::Open(Wanted::File("riverside.ron".into()))
}

#[test]
fn the_file_is_looked_at_when_the_person_comes_back() {
    let mut session = Session::new();
    session.keys("down down down");
    assert_eq!(looks(&mut session), 0, "not while keys follow each other");
    session.send(Msg::Focus);
    assert_eq!(looks(&mut session), 1);
    session.now += 9_000;
    session.keys("down down");
    assert_eq!(looks(&mut session), 1, "once after a pause");
    session.app.file.origin = Origin::Example;
    session.send(Msg::Focus);
    assert_eq!(looks(&mut session), 0, "there is no file");
}

#[test]
fn a_change_is_told_once_and_asked_about_when_saving() {
    let mut session = Session::new();
    looked(&mut session, Some(Foreign::Changed));
    let told = "refused: riverside.ron was changed by someone else: Ctrl-S asks what to do";
    assert_eq!(session.status(), told);
    session.keys("K");
    looked(&mut session, Some(Foreign::Changed));
    assert!(session.status().starts_with("Ministry of Health"), "not again: {}", session.status());
    session.keys("ctrl-s enter");
    assert_eq!(session.effects(), [Effect::Compare]);
    let line = |text: &str| vec![Passage::Pair("theirs".into(), text.into())];
    let (masked, whole) = (line("····"), crate::model::Private::new(line(PLANTED)));
    let comparison = Comparison { masked, whole };
    session.send(Msg::Done(Done::Compared(comparison.clone())));
    assert_eq!(session.read(), format!("theirs: {PLANTED}"));
    session.keys("c").send(Msg::Done(Done::Compared(comparison)));
    assert_eq!(session.read(), "theirs: ····");
}

#[test]
fn ours_is_kept_by_replacing_what_was_seen() {
    let mut session = Session::new();
    looked(&mut session, Some(Foreign::Changed));
    session.keys("ctrl-s down down enter");
    assert_eq!(session.effects(), [ours(Then::Stay)]);
    assert_eq!(session.app.file.foreign, None);
    let revision = session.app.history().revision();
    let (path, comments, then) = ("riverside.ron".into(), Comments::Kept, Then::Stay);
    let aside = vec![".riverside.ron.zopa-replaced-1".into()];
    session.send(Msg::Done(Done::Saved { revision, path, comments, aside, then }));
    let told = "Saved to riverside.ron; what was there before is in .riverside.ron.zopa-replaced-1";
    assert_eq!(session.status(), told);
}

#[test]
fn theirs_is_taken_at_once_where_nothing_of_ours_is_lost() {
    let mut session = Session::new();
    looked(&mut session, Some(Foreign::Changed));
    session.keys("ctrl-s down enter");
    assert_eq!(session.effects(), [theirs()]);
    let mut session = Session::new();
    session.keys("K");
    looked(&mut session, Some(Foreign::Changed));
    session.keys("ctrl-s down enter");
    assert_eq!((session.effects(), session.overlay()), (vec![], "picker"));
    session.keys("enter");
    assert_eq!((session.effects(), session.overlay()), (vec![], "none"), "go on with ours");
    session.keys("ctrl-s down enter down enter ctrl-j").types("ours").keys("enter");
    let to = Some("ours.ron".into());
    let then = Then::Open(Wanted::File("riverside.ron".into()));
    let saving = Saving { to, existing: Existing::Ask, then };
    assert_eq!(session.effects(), [Effect::Save(saving)]);
    session.app.file.saving = 0;
    session.keys("ctrl-s down enter down down enter");
    assert_eq!(session.effects(), [theirs()], "ours is given up");
}

#[test]
fn a_save_that_finds_a_change_goes_on_with_what_was_to_follow() {
    let mut session = Session::new();
    session.keys("K q enter");
    let saving = Saving { to: None, existing: Existing::Ask, then: Then::Quit };
    assert_eq!(session.effects(), [Effect::Save(saving.clone())]);
    let next = Next::Replace(Box::new(Saving { to: Some("riverside.ron".into()), ..saving }));
    let (message, hint) = ("riverside.ron was changed".into(), "save elsewhere".into());
    session.send(Msg::Done(Done::NotSaved(NotSaved { message, hint, next })));
    assert_eq!(looks(&mut session), 1);
    looked(&mut session, Some(Foreign::Changed));
    assert!(session.status().starts_with("refused: riverside.ron was changed: Ctrl-S"));
    session.keys("q down down enter");
    assert_eq!(session.effects(), [ours(Then::Quit)]);
}

#[test]
fn a_deleted_file_is_written_anew() {
    let mut session = Session::new();
    looked(&mut session, Some(Foreign::Gone));
    let told = "refused: riverside.ron is not there any more: Ctrl-S writes it anew";
    assert_eq!(session.status(), told);
    assert!(!session.app.is_all_saved(), "it is in no file");
    session.keys("ctrl-s");
    assert_eq!(session.effects(), [own(Then::Stay)]);
    let revision = session.app.history().revision();
    let (path, comments, then) = ("riverside.ron".into(), Comments::Kept, Then::Stay);
    session.send(Msg::Done(Done::Saved { revision, path, comments, aside: Vec::new(), then }));
    assert!(session.app.is_all_saved() && session.app.file.foreign.is_none());
}

#[test]
fn a_map_that_may_only_be_looked_at_replaces_nothing() {
    let opening = Opening { permission: Permission::ReadOnly, ..Opening::default() };
    let mut session = Session::of(sample(), opening);
    looked(&mut session, Some(Foreign::Changed));
    session.keys("ctrl-s");
    let Some(Overlay::Picker(picker)) = session.app.overlays.last() else { panic!("no question") };
    assert!(picker.rows.iter().all(|row| !matches!(row.choice, Choice::Ours(_))));
}

#[test]
fn a_change_that_a_save_met_is_asked_about_before_the_runner_has_looked() {
    let mut session = Session::new();
    session.keys("K ctrl-s");
    let to = Some("riverside.ron".into());
    let again = Saving { to, existing: Existing::Ask, then: Then::Stay };
    session.send(Msg::Done(Done::NotSaved(NotSaved {
        message: "it was changed".into(),
        hint: String::new(),
        next: Next::Replace(again.into()),
    })));
    session.keys("ctrl-s");
    let Some(Overlay::Picker(picker)) = session.app.overlays.last() else { panic!("no question") };
    assert!(picker.rows.iter().any(|row| row.choice == Choice::Theirs));
}

#[test]
fn what_led_to_ours_is_kept_aside_when_theirs_is_taken_although_it_was_saved() {
    for (found, kept) in [(Some(Foreign::Changed), true), (None, false)] {
        let mut session = Session::new();
        looked(&mut session, found);
        let wanted = Wanted::File("riverside.ron".into());
        session.keys(if kept { "ctrl-s down enter" } else { "ctrl-o o" });
        if !kept {
            session.types("riverside.ron").keys("enter");
        }
        assert_eq!(session.effects().last(), Some(&theirs()));
        let before = Before { again: true, ..Before::default() };
        let (map, origin) = (sample(), Origin::File("riverside.ron".into()));
        let opened = Opened { wanted, map, origin, permission: Permission::Edit, before };
        session.send(Msg::Done(Done::Opened(Box::new(opened))));
        assert_eq!(session.effects().contains(&Effect::Discard), kept);
    }
}
