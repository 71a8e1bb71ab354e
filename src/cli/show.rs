//! `zopa show`: the very same screen as on the terminal, printed; or the analysis for scripts.

use std::io::{self, IsTerminal as _};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::args::{Form, Show, Size};
use super::open::Source;
use super::out::{self, Failure};
use crate::analysis::Answers;
use crate::app::{App, Done, Msg, Opening, Screen, update};
use crate::edit::Moment;
use crate::format::machine;
use crate::model::{Curtain, Map, PartnerId};
use crate::tui::{self, Output};
use crate::ui::{Look, Painter, Signs};

/// The size of a screen that is printed into a file or a pipe.
const USUAL_SIZE: Size = Size(118, 34);

/// Prints what was asked for.
pub(super) fn show(asked: &Show) -> Result<u8, Failure> {
    let curtain = if asked.private { Curtain::Open } else { Curtain::Drawn };
    let good = Source::of(asked.map.as_deref()).open(curtain)?;
    let partner = match &asked.partner {
        Some(id) => Some(partner(&good.map, id)?),
        None => None,
    };
    if asked.format == Form::Json {
        let answers = Answers::of(&good.map);
        out::print(&machine::show(&good.map, &answers, partner.as_ref(), curtain))?;
        return Ok(out::GOOD);
    }
    let size = asked.size.unwrap_or_else(size);
    let size_cells = (size.0, size.1);
    let opening = Opening { curtain, size: size_cells, ..Opening::default() };
    let mut app = App::new(good.map, good.origin, opening);
    app.view.screen = asked.screen.into();
    if let Some(id) = partner {
        app.select(id);
    }
    out::print(&screen(&mut app, size, look(asked)))?;
    Ok(out::GOOD)
}

/// The screen as lines of text.
fn screen(app: &mut App, size: Size, look: Look) -> String {
    if app.view.screen == Screen::Overlap {
        let order = app.answers().matrix_order().to_vec();
        let ordered = Done::Ordered(app.history().revision(), order);
        // it asks for nothing but what it just got
        let effects = update(app, Msg::Done(ordered), Moment(0));
        debug_assert!(effects.is_empty(), "{effects:?}");
    }
    // which asks for packages, where they are shown
    update(app, Msg::Resize(size.0, size.1), Moment(0));
    if let Some(found) = app.found() {
        update(app, found, Moment(0));
    }
    // one row more, for the line of keys, which nobody can press on paper
    let area = Rect { x: 0, y: 0, width: size.0, height: size.1 + 1 };
    let mut buffer = Buffer::empty(area);
    Painter::for_print(look).draw(app, &mut buffer);
    let rows = buffer.content.chunks_exact(usize::from(size.0)).take(usize::from(size.1));
    rows.flat_map(|row| [tui::row_text(row, look.colors), "\n".to_owned()]).collect()
}

/// How to draw for standard output.
fn look(asked: &Show) -> Look {
    let terminal = io::stdout().is_terminal();
    let output = if terminal { Output::Terminal } else { Output::Elsewhere };
    let look = tui::look(&tui::environment, output);
    if asked.ascii { Look { signs: Signs::Ascii, ..look } } else { look }
}

/// The size of the terminal where there is one; without the row that the shell's prompt takes.
fn size() -> Size {
    if !io::stdout().is_terminal() {
        return USUAL_SIZE;
    }
    let known = tui::size().map(|(columns, rows)| Size(columns, rows.saturating_sub(1).max(1)));
    known.unwrap_or(USUAL_SIZE)
}

/// The id of a partner of this map, or which one is nearly it.
fn partner(map: &Map, id: &str) -> Result<PartnerId, Failure> {
    let ids = || map.partners.keys();
    if let Some(known) = ids().find(|known| known.as_str() == id) {
        return Ok(known.clone());
    }
    let same_name = map.partners.iter().find(|(_, partner)| {
        let names = [&partner.name, &partner.short];
        names.into_iter().any(|name| name.to_lowercase() == id.to_lowercase())
    });
    let nearest = same_name.map(|(known, _)| known.as_str());
    let nearest = nearest.or_else(|| out::nearest(id, ids().map(PartnerId::as_str)));
    let hint = match nearest {
        Some(known) => format!("Did you mean `{known}`?"),
        None => "`zopa show --format json` lists them".to_owned(),
    };
    Err(Failure::wrong_use(format!("No partner of this map has the id `{id}`"), hint))
}
