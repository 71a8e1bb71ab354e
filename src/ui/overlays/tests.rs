//! What lies over the screen, drawn on small and on usual terminals.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::app::tests::Session;
use proptest::prelude::*;

use crate::app::collection::{Collection, Listing};
use crate::app::forms::Choices;
use crate::app::{
    App, By, CardRow, Clicks, Field, Form, Msg, Overlay, Screen, Sheet, Subject, Value,
};
use crate::model::{Exchange, PartnerId};
use crate::ui::frame::{Canvas, Memory};
use crate::ui::samples;
use crate::ui::{Drawn, Look, Painter, Signs};

/// What lies over the screen, alone and as text; what is reversed, such as the cursor, stands
/// between ‹ and ›. The card is left out.
fn drawn(session: &mut Session, size: (u16, u16)) -> String {
    session.send(Msg::Resize(size.0, size.1));
    session.app.overlays.retain(|overlay| !matches!(overlay, Overlay::Card));
    let area = Rect::new(0, 0, size.0, size.1 - 2);
    let mut buffer = Buffer::empty(area);
    let (mut drawn, mut memory) = (Drawn::default(), Memory::default());
    let look = Look::default();
    let mut canvas = Canvas { buffer: &mut buffer, drawn: &mut drawn, memory: &mut memory, look };
    super::draw(&session.app, area, &mut canvas);
    let mut text = String::new();
    for y in 0..area.height {
        let mut reversed = false;
        let mut line = String::new();
        let mut skip = 0;
        for x in 0..size.0 {
            let cell = &buffer[(x, y)];
            let now = cell.modifier.contains(Modifier::REVERSED);
            if now != reversed {
                line.push(if now { '‹' } else { '›' });
                reversed = now;
            }
            if skip == 0 {
                line.push_str(cell.symbol());
                skip = usize::from(crate::ui::draw::width(cell.symbol())).max(1);
            }
            skip -= 1;
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn after(keys: &str) -> Session {
    let mut session = Session::new();
    session.keys(keys);
    session
}

const SMALL: (u16, u16) = (40, 12);
const USUAL: (u16, u16) = (80, 24);

#[test]
fn every_overlay_has_room_on_the_least_terminal() {
    let keys = ["f1", "?", "f", ":", "m", "N", "n", "T", "R", "f2", "A"];
    for keys in keys {
        let text = drawn(&mut after(keys), SMALL);
        let top = text.lines().find(|line| !line.is_empty()).unwrap_or_default();
        assert!(top.starts_with('╭') && top.ends_with('╮'), "{keys}:\n{text}");
    }
}

#[test]
fn a_search_leaves_the_screen_above_it_in_sight() {
    let text = drawn(&mut after("/ h i l l"), USUAL);
    let last = text.lines().last().unwrap_or_default();
    assert!(last.starts_with("  Search: hill‹ ›") && last.ends_with("1 of 4"), "{text}");
}

#[test]
fn overlays_on_a_usual_terminal() {
    let shown = [
        ("why", "?"),
        ("list", "f"),
        ("place", "m"),
        ("search", "/ h i"),
        ("editor", "N"),
        ("new_criterion", "n"),
        ("criterion", "down 1 enter down down down enter down down"),
    ];
    for (name, keys) in shown {
        insta::assert_snapshot!(format!("usual_{name}"), drawn(&mut after(keys), USUAL));
    }
}

/// Goes to a row of the first partner's card and opens its form, with other keys before and after.
fn form_of(row: fn(&CardRow) -> bool, keys: &str) -> Session {
    let mut session = after("1 enter home");
    let at = session.app.card_rows().iter().position(row).unwrap();
    session.keys(&"down ".repeat(at)).keys("enter").keys(keys);
    session
}

type OfRow = (&'static str, fn(&CardRow) -> bool, &'static str);

/// Every form of a card, with keys that lead to a field worth seeing.
const FORMS: [OfRow; 7] = [
    ("identity", |row| *row == CardRow::Name, "down down"),
    ("placement", |row| *row == CardRow::Placement, "down"),
    ("stance", |row| *row == CardRow::Stance, "right"),
    ("walk_away", |row| *row == CardRow::WalkAway, "down - 1 . 5"),
    ("culture", |row| *row == CardRow::CultureNotes, "down 2"),
    ("concern", |row| matches!(row, CardRow::Concern(_)), ""),
    ("offer", |row| *row == CardRow::NewExchange(Exchange::Offer), "down"),
];

#[test]
fn every_form_on_a_usual_terminal() {
    for (name, row, keys) in FORMS {
        insta::assert_snapshot!(format!("form_{name}"), drawn(&mut form_of(row, keys), USUAL));
    }
}

#[test]
fn in_the_least_terminal_each_field_of_a_form_is_seen_with_its_meaning() {
    for (name, row, keys) in FORMS {
        let mut session = form_of(row, keys);
        session.keys(&"up ".repeat(20));
        let Some(Overlay::Form(form)) = session.app.overlays.last().cloned() else {
            panic!("{name} opens no form")
        };
        for field in &form.fields {
            let text = drawn(&mut session, SMALL);
            let lit = text.lines().find(|line| line.contains("▸")).unwrap_or_default();
            let start: String = field.name.trim().chars().take(5).collect();
            assert!(lit.contains(&start), "{name}, {}:\n{text}", field.name);
            let meaning: String = field.help.chars().take(20).collect();
            assert!(text.contains(&meaning), "{name}, {}:\n{text}", field.name);
            session.keys("down");
        }
    }
}

#[test]
fn lists_on_a_usual_terminal() {
    let shown = [
        ("themes", "T down"),
        ("merge", "T m"),
        ("relations", "R"),
        ("no_rules", "4 X"),
        ("heading", "f2 down down down down"),
        ("new_relation", "R a"),
    ];
    for (name, keys) in shown {
        insta::assert_snapshot!(format!("list_{name}"), drawn(&mut after(keys), USUAL));
    }
    insta::assert_snapshot!("least_themes", drawn(&mut after("T down down"), SMALL));
}

#[test]
fn a_press_on_the_lines_on_top_of_the_map_opens_their_form() {
    let mut session = Session::new();
    let mut buffer = Buffer::empty(Rect::new(0, 0, 118, 34));
    let on_title = Painter::new(Look::default()).draw(&session.app, &mut buffer).at(14, 0);
    session.send(Msg::Press(on_title, Clicks::Single));
    let top = session.app.overlays.last();
    assert!(matches!(top, Some(Overlay::Form(form)) if form.of == Subject::Heading));
}

#[test]
fn overlays_on_the_least_terminal() {
    for (name, keys) in [("form", "n x down"), ("place", "m")] {
        insta::assert_snapshot!(format!("least_{name}"), drawn(&mut after(keys), SMALL));
    }
}

#[test]
fn help_tells_the_keys_and_then_the_marks_and_says_how_much_is_below() {
    let mut session = after("f1");
    let first = drawn(&mut session, USUAL);
    assert!(first.contains("│ ⇧↑ K + =") && first.contains("more lines ─╯"), "{first}");
    let next = drawn(session.keys("pagedown"), USUAL);
    assert!(next.contains("│ Marks ") && next.contains("│ ★   win-win"), "{next}");
    session.keys("end");
    let last = drawn(&mut session, USUAL);
    assert!(last.contains("│ Ctrl-S ") && last.contains("the end ─╯"), "{last}");
    let again = drawn(session.keys("home"), USUAL);
    assert_eq!(again, first);
}

#[test]
fn a_refused_row_says_why_and_a_list_without_rows_says_so() {
    let refused = drawn(&mut after(": u n d o"), USUAL);
    let row = "‹▸ Undo the last edit                                There is nothing to undo›";
    assert!(refused.contains(row), "{refused}");
    let none = drawn(&mut after(": q q q"), USUAL);
    assert!(none.contains("│ nothing matches ") && none.contains(" 0 of "), "{none}");
}

/// Lines as they come from a list, with one that is there, one that stands twice and one to mend.
const LINES: &str = "- Farmers' association (FA) 7 8: Fair prices; Less paper work; A say in the rules #farmers\n\
                     - Ferries 3 -\nNurses' union 1 1\n2. Pharmacy 24/7\nFerries 4 4: On time";

#[test]
fn what_lines_become_stands_below_them_or_beside() {
    let mut session = after("1");
    session.send(Msg::Paste(LINES.into()));
    for (name, size) in [("usual", USUAL), ("wide", (200, 40)), ("least", SMALL)] {
        insta::assert_snapshot!(format!("{name}_page"), drawn(&mut session, size));
    }
    let asked = drawn(session.keys("esc"), USUAL);
    assert!(asked.contains("Line 4: 24 is off the scale from 0 to 10"), "{asked}");
}

#[test]
fn a_theme_that_a_criterion_looks_like_is_asked_about_in_its_row() {
    let mut session = after("1 n");
    session.types("Shorter waits");
    insta::assert_snapshot!("usual_suggestion", drawn(&mut session, USUAL));
    let taken = drawn(session.keys("down right down"), USUAL).replace('›', "");
    assert!(taken.contains("○ less  looks like less?  → takes it"), "{taken}");
}

#[test]
fn a_sheet_lists_what_an_option_does_to_each_criterion() {
    let keys = "4 right enter down 0 down";
    insta::assert_snapshot!("sheet_118x34", drawn(&mut after(keys), (118, 34)));
    insta::assert_snapshot!("sheet_80x24", drawn(&mut after(keys), USUAL));
    insta::assert_snapshot!("sheet_40x12", drawn(&mut after(keys), SMALL));
    insta::assert_snapshot!("sheet_curtain_80x24", drawn(&mut after("4 right enter end c"), USUAL));
}

#[test]
fn a_sheet_lists_what_an_option_does_to_each_theme() {
    insta::assert_snapshot!("sheet_themes_118x34", drawn(&mut after("4 t"), (118, 34)));
    insta::assert_snapshot!("sheet_themes_80x24", drawn(&mut after("4 t end"), USUAL));
}

#[test]
fn a_sheet_of_someone_unknown_says_what_to_do() {
    let text = drawn(&mut after("4 end enter"), USUAL);
    assert!(text.contains("What success means to Local press is not known yet"), "{text}");
}

#[test]
fn the_row_under_the_cursor_of_a_long_sheet_stays_in_sight() {
    let mut session = after("4 right enter");
    let union = PartnerId::new("union").unwrap();
    session.keys("esc 1");
    for _ in 0..12 {
        session.keys("n").types("More beds").keys("enter");
    }
    assert_eq!(session.app.view.selected, Some(union));
    let text = drawn(session.keys("4 enter end"), USUAL);
    assert!(text.contains("row 15 of 15") && text.contains("▸ More beds"), "{text}");
}

/// What lies over the screen, on a terminal that can show this.
fn letters(app: &App, look: Look) -> String {
    let area = Rect::new(0, 0, app.size.0, app.size.1);
    let mut buffer = Buffer::empty(area);
    let (mut drawn, mut memory) = (Drawn::default(), Memory::default());
    let mut canvas = Canvas { buffer: &mut buffer, drawn: &mut drawn, memory: &mut memory, look };
    super::draw(app, area, &mut canvas);
    buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect()
}

#[test]
fn a_choice_among_thousands_and_a_form_of_thousands_of_fields_are_drawn() {
    let mut session = Session::new();
    let choices: Vec<String> = (0..20_000).map(|n| format!("Partner {n}")).collect();
    let choice = Value::Choice(Choices::words(choices.iter().map(String::as_str), 19_999));
    let field = |value| Field::new("partners.name", "Who", "one of them", value);
    let mut fields = vec![field(choice)];
    let heading = Subject::Heading.form(&session.app).unwrap();
    let form = Form { fields: fields.clone(), ..heading };
    session.app.overlays.push(Overlay::Form(form.clone()));
    assert!(drawn(&mut session, USUAL).contains("‹\u{2039} Partner 19999 \u{203a}›"));
    let long = Value::line(&"word ".repeat(80));
    fields.extend((0..20_000).map(|_| field(long.clone())));
    for (at, told) in [(0, "1 of 20001"), (20_000, "20001 of 20001")] {
        session.app.overlays =
            vec![Overlay::Form(Form { fields: fields.clone(), at, ..form.clone() })];
        let text = drawn(&mut session, USUAL);
        assert!(text.contains(told), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_sheet_can_be_drawn_at_any_size_and_tells_nothing_private(
        app in samples::any_session(Screen::Options),
        at in 0_usize..4,
    ) {
        let mut app = app;
        for by in [By::Criteria, By::Themes] {
            app.overlays = vec![Overlay::Sheet(Sheet { at, ..Sheet::new(by) })];
            app.refresh();
            let text = letters(&app, Look::default());
            prop_assert!(!app.curtain.is_drawn() || !text.contains(samples::SECRET), "{text}");
            let text = letters(&app, Look { signs: Signs::Ascii, ..Look::default() });
            prop_assert!(!text.contains(['●', '━', '▸', '✗', '★', '▲']), "{text}");
        }
    }

    #[test]
    fn any_list_can_be_drawn_at_any_size_and_tells_nothing_private(
        app in samples::any_session(Screen::Options),
        at in 0_usize..6,
    ) {
        let mut app = app;
        let of = app.view.selected.clone();
        for of in [Listing::Themes, Listing::Relations(None), Listing::Relations(of), Listing::Rules] {
            app.overlays = vec![Overlay::Collection(Collection { of, at })];
            let text = letters(&app, Look::default());
            prop_assert!(!app.curtain.is_drawn() || !text.contains(samples::SECRET), "{text}");
            let text = letters(&app, Look { signs: Signs::Ascii, ..Look::default() });
            prop_assert!(!text.contains(['●', '━', '▸']), "{text}");
        }
    }
}
