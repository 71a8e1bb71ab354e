//! The Grid: the list beside it, the plane with its axes, and what the marks mean below it.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::draw::{Lit, after, below, boxed, cut, paged, put, put_line, put_right, row, width};
use super::frame::Canvas;
use super::hits::Plane;
use super::marking::Marking;
use super::partners::{empty, has_cursor, lit, next_gap, title};
use super::theme::{Mark, Role};
use super::{card, plane};
use crate::app::{App, GridMode, Target};

/// The most cells of a name behind its letter.
const LONGEST_OF_KEY: u16 = 16;

/// How to find out about the other letters.
const MORE_KEYS: &str = "s tells all letters";

/// Below this many columns there is no room for the list.
const LIST_NEEDS_COLUMNS: u16 = 70;

/// Draws the Grid screen.
pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let (main, beside) = card::beside(app, area, 27);
    let marking = Marking::of(app);
    let wide = match area.width {
        LIST_NEEDS_COLUMNS.. => (main.width / 3).clamp(22, 26).max(main.width / 5).min(40),
        _ => 0,
    };
    let plane = inside(app, after(main, wide), canvas);
    plane_with_legend(app, plane, &marking, canvas);
    if wide > 0 {
        // after the plane, whose keys it tells
        list(app, Rect { width: wide, ..main }, &marking, canvas);
    } else {
        key_legend(app, plane, canvas);
        tray(app, plane, canvas);
    }
    if let Some(area) = beside {
        card::draw(app, area, canvas);
    }
}

fn inside(app: &App, area: Rect, canvas: &mut Canvas<'_>) -> Rect {
    let zoom =
        app.view.zoom.map_or(String::new(), |zoom| format!(": {}", zoom.called(app.curtain)));
    let title = format!("Grid{zoom}");
    let framed = boxed(canvas.buffer, area, &title, canvas.look, lit(app));
    let about = Rect { x: framed.x, width: framed.width, y: area.y, height: 1.min(area.height) };
    let shown = mode_words(app);
    let room = about.width.saturating_sub(width(&title) + 6);
    if room > 8 && !shown.is_empty() {
        let text = format!(" {} ", cut(&shown, room));
        put_right(canvas.buffer, about, &text, canvas.look.style(Role::Accent));
    }
    framed
}

/// What the grid is marked by, in words.
fn mode_words(app: &App) -> String {
    let map = app.map();
    match &app.view.grid {
        GridMode::Partner => match app.selected() {
            Some((_, partner)) => format!("common ground with {}", partner.name),
            None => String::new(),
        },
        GridMode::Option(place) => {
            map.option(place).map_or(String::new(), |option| option.name.to_string())
        }
        GridMode::Theme(theme, wants) => map
            .themes
            .get(theme)
            .map_or(String::new(), |theme| format!("{} {}", wants.word(), theme.name)),
    }
}

/// The plane, and two lines below that say what the marks mean.
fn plane_with_legend(app: &App, area: Rect, marking: &Marking<'_>, canvas: &mut Canvas<'_>) {
    let legend_rows = if area.height >= 12 { 2 } else { u16::from(area.height >= 6) };
    let upper = Rect { height: area.height - legend_rows, ..area };
    if app.map().partners.is_empty() {
        empty(app, upper, canvas);
        return;
    }
    plane::draw(app, upper, marking, canvas);
    let legend = below(area, upper.height);
    if legend_rows == 2 {
        let line = verdict_line(app, legend.width, canvas);
        put_line(canvas.buffer, legend, &line);
        let room = after(legend, u16::try_from(line.width()).unwrap_or(u16::MAX));
        coverage(app, room, canvas);
    }
    if legend_rows > 0 {
        put_line(
            canvas.buffer,
            below(legend, legend_rows - 1),
            &marking.legend(canvas.look, legend.width),
        );
    }
}

/// How much is known, at the right end, where there is room for all of it.
fn coverage(app: &App, room: Rect, canvas: &mut Canvas<'_>) {
    let words = format!("{}{}", app.answers().coverage().words(), next_gap(app));
    if width(&words) + 4 <= room.width {
        put_right(canvas.buffer, room, &words, canvas.look.style(Role::Dim));
    }
}

/// The line above the legend: the verdict of the option, or what the theme stands for.
fn verdict_line(app: &App, columns: u16, canvas: &Canvas<'_>) -> Line<'static> {
    let look = canvas.look;
    let GridMode::Option(place) = &app.view.grid else {
        return Line::styled(
            match &app.view.grid {
                GridMode::Theme(..) => "who wants it, and who the opposite (!)".to_owned(),
                _ => "how much of their success the others share".to_owned(),
            },
            look.style(Role::Dim),
        );
    };
    let Some(answer) = app.answers().option(place) else { return Line::default() };
    let mut spans = Vec::new();
    if answer.is_win_win() {
        spans.push(Span::styled(look.sign(Mark::WinWin), look.mark_style(Mark::WinWin)));
        spans.push(Span::raw(" "));
    }
    if let Some(line) = answer.red_lines.first() {
        spans.push(Span::styled(look.sign(Mark::RedLine), look.mark_style(Mark::RedLine)));
        let whose = app.partner_at(line.partner).map_or(String::new(), |(_, p)| p.name.to_string());
        let style = look.style(Role::Lose);
        spans.push(Span::styled(format!(" breaks a red line of {whose}  "), style));
    }
    spans.push(Span::styled(answer.words(), look.heading()));
    if let Some(percent) = answer.support.tens_of_percent() {
        spans.push(Span::raw(format!("  support {percent} %")));
    }
    let mut line = Line::from(spans);
    if answer.rests_on_guesses() {
        let words = "  rests on guesses";
        let fits = line.width() + words.len() <= usize::from(columns);
        let short = format!("  {} guesses", look.sign(Mark::Guess));
        let words = if fits { words.to_owned() } else { short };
        line.push_span(Span::styled(words, look.style(Role::Dim)));
    }
    line
}

/// The partners with their marks; those not placed yet wait below.
fn list(app: &App, area: Rect, marking: &Marking<'_>, canvas: &mut Canvas<'_>) {
    let inner = boxed(canvas.buffer, area, &title(app), canvas.look, Lit::No);
    if app.listed().is_empty() {
        empty(app, inner, canvas);
        return;
    }
    let order = app.in_order();
    let placed = app.listed_and_placed();
    let tray = placed < order.len();
    // a heading of two lines stands between those placed and the others
    let line_of = |at: usize| if tray && at >= placed { at + 2 } else { at };
    let lines = line_of(order.len() - 1) + 1;
    let first = paged(
        canvas.memory.list,
        line_of(app.selected_in_order().unwrap_or(0)),
        inner.height.into(),
        lines,
    );
    canvas.memory.list = first;
    for n in 0..inner.height {
        let line = first + usize::from(n);
        let place = row(inner, n);
        let index = match (tray, line) {
            (true, line) if line == placed => continue,
            (true, line) if line == placed + 1 => {
                put(canvas.buffer, place, "not placed yet: m", canvas.look.style(Role::Dim));
                continue;
            }
            (true, line) if line > placed => line - 2,
            (_, line) => line,
        };
        let Some(index) = order.get(index) else { break };
        entry(app, *index, place, marking, canvas);
    }
}

/// Whom the letters on the plane stand for, as many as there is room for, where there is no list to
/// tell it; `s` lists all of them.
fn key_legend(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let keys = canvas.memory.placed.keys();
    if keys.is_empty() || area.height < 12 || app.view.grid != GridMode::Partner {
        return;
    }
    let mut words = String::new();
    let told = keys.iter().filter_map(|(key, index)| Some((key, app.partner_at(*index)?.1)));
    for (key, partner) in told {
        let one = format!("{key} {}  ", cut(&partner.name, LONGEST_OF_KEY));
        if width(&words) + width(&one) + width(MORE_KEYS) > area.width {
            break;
        }
        words.push_str(&one);
    }
    words.push_str(MORE_KEYS);
    let line = below(area, area.height - 2);
    let blank = " ".repeat(line.width.into());
    put(canvas.buffer, line, &blank, Style::reset());
    put(canvas.buffer, line, &words, canvas.look.style(Role::Dim));
}

/// How many are not placed yet, where there is no list to show them.
fn tray(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let waiting = app.listed().len() - app.listed_and_placed();
    if waiting > 0 && area.height >= 12 {
        let words = format!("  {waiting} not placed yet");
        let row = below(area, area.height - 2);
        let place = after(row, row.width.saturating_sub(width(&words)));
        put(canvas.buffer, place, &words, canvas.look.style(Role::Dim));
    }
}

fn entry(app: &App, index: usize, area: Rect, marking: &Marking<'_>, canvas: &mut Canvas<'_>) {
    let Some((id, partner)) = app.partner_at(index) else { return };
    let look = canvas.look;
    let mark = marking.mark(index);
    let selected = marking.is_selected(index);
    put(canvas.buffer, area, look.sign(mark), look.mark_style(mark));
    if let Some(key) = canvas.memory.key_of(index) {
        let style = look.style(Role::Accent).add_modifier(Modifier::BOLD);
        put(canvas.buffer, after(area, 2), key, style);
    }
    let mut name = after(area, 2 + canvas.memory.key_width());
    if let Some(also) = marking.second(index) {
        let also = look.sign(also);
        put_right(canvas.buffer, area, also, look.style(Role::Lose));
        name.width = name.width.saturating_sub(width(also));
    }
    put(canvas.buffer, name, &partner.name, if selected { look.heading() } else { Style::new() });
    if selected && has_cursor(app) {
        canvas.buffer.set_style(area, look.cursor());
    }
    canvas.drawn.note(area, Target::Partner(id.clone()));
}

/// The grid's own cells within a box: what is left of the axes.
pub(super) fn plane_of(app: &App, area: Rect) -> Option<Plane> {
    let cells = Rect {
        x: area.x + 3,
        y: area.y,
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(1),
    };
    (cells.width > 3 && cells.height > 1).then_some(Plane { area: cells, zoom: app.view.zoom })
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::app::{Msg, Opening, Origin, Screen, update};
    use crate::edit::Moment;
    use crate::model::{Decimal, Level, Map, OptionPlace, Partner, PartnerId, Rated, Text};
    use crate::ui::{Look, Painter, samples};

    fn crowd() -> Map {
        let mut map = Map::default();
        for (n, line) in include_str!("../../tests/data/partners_150.txt").lines().enumerate() {
            let parts: Vec<&str> = line.split('|').collect();
            let level = |text: &str| Level::new(text.parse::<Decimal>().unwrap()).unwrap();
            let mut partner = Partner::named(Text::cleaned(parts[0]));
            partner.interest = Some(Rated::bare(level(parts[1])));
            partner.influence = Some(Rated::bare(level(parts[2])));
            map.partners.insert(PartnerId::new(&format!("p{n}")).unwrap(), partner);
        }
        map
    }

    fn rows(painter: &mut Painter, app: &App) -> Vec<String> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, app.size.0, app.size.1));
        painter.draw(app, &mut buffer);
        let columns = usize::from(app.size.0);
        buffer
            .content
            .chunks(columns)
            .map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect())
            .collect()
    }

    #[test]
    fn that_a_verdict_rests_on_guesses_is_told_in_whole_words_at_any_width() {
        let told = |columns| {
            let size = (columns, 24);
            let mut app = samples::session(samples::RIVERSIDE, size, Screen::Grid);
            let (issue, asked) = app.map().issues.get_index(0).unwrap();
            let option = asked.options.get_index(1).unwrap().0.clone();
            let place = OptionPlace { issue: issue.clone(), option };
            app.view.grid = GridMode::Option(place);
            rows(&mut Painter::for_print(Look::default()), &app).join("\n")
        };
        assert!(told(80).contains("support 90 %  ◇ guesses "), "{}", told(80));
        assert!(told(118).contains("support 90 %  rests on guesses "), "{}", told(118));
    }

    #[test]
    fn letters_on_the_plane_are_told_where_there_is_no_list() {
        let opening = Opening { size: (60, 20), ..Opening::default() };
        let mut app = App::new(crowd(), Origin::Example, opening);
        let mut painter = Painter::for_print(Look::default());
        let screen = rows(&mut painter, &app).join("\n");
        assert!(screen.contains(MORE_KEYS), "{screen}");
        let mut told = Vec::new();
        update(&mut app, Msg::Key("s".parse().unwrap()), Moment(0));
        for _ in 0..150 {
            told.extend(rows(&mut painter, &app));
            update(&mut app, Msg::Key("down".parse().unwrap()), Moment(0));
        }
        for (key, index) in painter.memory().placed.keys() {
            let (_, partner) = app.partner_at(index).unwrap();
            let start: String = partner.name.chars().take(20).collect();
            let found =
                told.iter().any(|row| row.contains(&start) && row.contains(&format!(" {key} ")));
            assert!(found, "{key} {}", partner.name);
        }
    }
}
