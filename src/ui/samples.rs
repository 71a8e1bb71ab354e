//! The example maps, for the tests of the screens.

use proptest::prelude::*;
use proptest::sample::Index;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::draw::width;
use super::frame::{Canvas, Memory};
use super::{Drawn, Look, Signs, options, overlap, packages};
use crate::app::{App, Done, Msg, Opening, Origin, Pane, Screen, TableRow, Target, update};
use crate::edit::Moment;
use crate::model::samples::any_map;
use crate::model::{Curtain, Map, OptionPlace, PartnerId, Private, Text, WalkAway};

pub(super) const TRAMLINE: &str = include_str!("../../maps/tramline.ron");

/// One of the example maps.
pub(super) fn example(text: &str) -> Map {
    crate::format::read(text.as_bytes()).unwrap()
}

pub(super) const TEACHERS: &str = include_str!("../../maps/teachers.ron");

pub(super) const RIVERSIDE: &str = include_str!("../../maps/riverside.ron");

/// A session on an example map, with a screen of this size open and the order of the matrix known.
pub(super) fn session(text: &str, size: (u16, u16), screen: Screen) -> App {
    on(example(text), size, screen)
}

/// A session on a map.
pub(super) fn on(map: Map, size: (u16, u16), screen: Screen) -> App {
    let opening = Opening { curtain: Curtain::Open, size, ..Opening::default() };
    let mut app = App::new(map, Origin::Example, opening);
    app.view.screen = screen;
    let order = app.answers().matrix_order().to_vec();
    let revision = app.history().revision();
    update(&mut app, Msg::Done(Done::Ordered(revision, order)), Moment(0));
    search(&mut app);
    app
}

/// Searches for the packages that were asked for last, to the end; where nothing was, does nothing.
pub(super) fn search(app: &mut App) {
    if let Some(found) = app.found() {
        update(app, found, Moment(0));
    }
}

/// The screen without heading and key line, as text without blanks at the ends of its lines.
pub(super) fn drawn(app: &App) -> String {
    drawn_with(app, Look::default()).0
}

/// The same on a terminal that can show this, with what was drawn where.
pub(super) fn drawn_with(app: &App, look: Look) -> (String, Drawn) {
    let area = Rect::new(0, 0, app.size.0, app.size.1.saturating_sub(3));
    let mut buffer = Buffer::empty(area);
    let (mut drawn, mut memory) = (Drawn::default(), Memory::default());
    let mut canvas = Canvas { buffer: &mut buffer, drawn: &mut drawn, memory: &mut memory, look };
    match app.view.screen {
        Screen::Overlap => overlap::draw(app, area, &mut canvas),
        Screen::Options => options::draw(app, area, &mut canvas),
        Screen::Packages => packages::draw(app, area, &mut canvas),
        Screen::Partners | Screen::Grid => unreachable!("other tests draw them"),
    }
    (as_text(&buffer), drawn)
}

fn as_text(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        let mut covered = 0;
        for x in buffer.area.left()..buffer.area.right() {
            let symbol = buffer[(x, y)].symbol();
            if covered == 0 {
                line.push_str(symbol);
            }
            covered = width(symbol).max(covered).saturating_sub(1);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// A word that stands in every private value of a [planted](planted) map, and nowhere else.
pub(super) const SECRET: &str = "zqx";

/// The map with all that is private in it made, or holding, the secret word.
pub(super) fn planted(mut map: Map) -> Map {
    let secret = || Text::new(SECRET).unwrap();
    for partner in map.partners.values_mut() {
        *partner.private_notes.inner_mut() = secret();
        partner.culture.inner_mut().notes = secret();
        for concern in partner.concerns.inner_mut().values_mut() {
            concern.says = secret();
        }
        let says = WalkAway { says: secret(), source: secret(), ..WalkAway::default() };
        *partner.walk_away.inner_mut() = Some(Box::new(says));
        for criterion in partner.success.values_mut() {
            let mut content = criterion.inner().clone();
            content.source = Private::new(secret());
            if criterion.is_private() {
                content.says = secret();
                content.measure = secret();
            }
            *criterion = criterion.clone().revised(|old| *old = content);
        }
    }
    for relation in &mut map.relations {
        relation.note = Private::new(secret());
    }
    for option in map.issues.values_mut().flat_map(|issue| issue.options.values_mut()) {
        let own = option.on.values_mut().flat_map(crate::model::Entries::values_mut);
        for effect in option.effects.values_mut().chain(own) {
            effect.source = Private::new(secret());
        }
    }
    map
}

/// A session on a random map, at a random size and with random things chosen.
pub(super) fn any_session(screen: Screen) -> impl Strategy<Value = App> {
    let chosen = (any::<Index>(), any::<Index>(), any::<Index>(), 0_usize..6);
    (any_map(), (24_u16..210, 4_u16..70), chosen, any::<bool>()).prop_map(
        move |(map, size, (selected, other, option, marked), is_drawn)| {
            let mut app = on(planted(map), size, screen);
            let ids: Vec<PartnerId> = app.map().partners.keys().cloned().collect();
            let options: Vec<OptionPlace> = app.map().options().map(|(place, _)| place).collect();
            if !ids.is_empty() {
                app.view.selected = Some(selected.get(&ids).clone());
                app.view.other = Some(other.get(&ids).clone());
                app.view.group = ids.into_iter().take(marked).collect();
            }
            if !options.is_empty() {
                app.view.row = Some(TableRow::Option(option.get(&options).clone()));
            }
            let rows = app.package_rows();
            if !rows.is_empty() {
                app.view.packages.row = *option.get(&rows);
            }
            let panes = [Pane::Packages, Pane::Choices, Pane::Partners];
            app.view.packages.pane = *other.get(&panes);
            app.curtain = if is_drawn { Curtain::Drawn } else { Curtain::Open };
            app.refresh();
            app
        },
    )
}

/// Draws a session in shapes and in letters, and sees that nothing private and nothing outside the
/// screen is drawn.
pub(super) fn check(app: &App) -> Result<(), TestCaseError> {
    let (text, drawn) = drawn_with(app, Look::default());
    prop_assert!(!app.curtain.is_drawn() || !text.contains(SECRET), "{text}");
    prop_assert_eq!(drawn.at(app.size.0, 0), Target::Elsewhere);
    let letters = Look { signs: Signs::Ascii, ..Look::default() };
    let (text, _) = drawn_with(app, letters);
    prop_assert!(!text.contains(['█', '▐', '╲', '●', '★']), "{text}");
    Ok(())
}
