//! How long a nudge takes: the key with all that follows from it, its journal line, and
//! the drawing; on maps of 1,000 and of 10,000 partners, beside what reading the map takes.
//!
//! `cargo bench --bench nudge -- PARTNERS …`. Times differ between machines and runs; counted
//! instructions don't: `valgrind --tool=callgrind --toggle-collect='*::updated' PROGRAM --bench 1000`
//! counts those of 1 + 7 rounds of ten nudges; so it does for `journaled` and `drawn`.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

mod crowd;

use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use crowd::crowd;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use zopa::app::{App, Effect, Key, Msg, Opening, Origin, Screen, TableRow, update};
use zopa::edit::{Deed, Moment};
use zopa::format::{self, journal};
use zopa::model::{Curtain, Map};
use zopa::ui::{Background, Colors, Look, Painter, Signs};

/// Columns and rows of the terminal.
const SIZE: (u16, u16) = (120, 40);

/// Issues of three options each.
const ISSUES: usize = 4;

/// Nudges of a place on the grid, and of a cell of the options table, that lead back to where they began.
const NUDGES: [(Screen, &str); 2] = [
    (
        Screen::Grid,
        "shift-right shift-up shift-right shift-up shift-right shift-left shift-down shift-left \
         shift-down shift-left",
    ),
    (Screen::Options, "+ + + - - - + - + -"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let sizes = if given.is_empty() { vec![1_000, 10_000] } else { given };
    for partners in sizes {
        let text = with_issues(crowd(partners)?)?;
        let start = Instant::now();
        let Ok(map) = format::read(text.as_bytes()) else {
            return Err("the map has errors".into());
        };
        let reading = start.elapsed();
        println!("{partners} partners: {:.1} ms to read the map", millis(reading));
        for nudges in NUDGES {
            measure(&map, nudges, reading)?;
        }
    }
    Ok(())
}

/// The map with issues on all of its themes and on some single criteria.
fn with_issues(mut text: String) -> Result<String, Box<dyn Error>> {
    text.truncate(text.trim_end().len() - 1);
    text.push_str("    issues: {\n");
    for issue in 0..ISSUES {
        writeln!(text, "        \"i{issue}\": (name: \"Issue {issue}\", options: {{")?;
        for option in 0..3 {
            let (theme, other) = (issue * 3 + option, (issue + option) % 12);
            let also = if other == theme { String::new() } else { format!(", \"t{other}\": -1") };
            writeln!(
                text,
                "            \"i{issue}o{option}\": (name: \"Option {option}\", effects: \
                 {{\"t{theme}\": 2{also}}}, on: {{\"p{option}\": {{\"c0\": -2}}}}),"
            )?;
        }
        text.push_str("        }),\n");
    }
    text.push_str("    },\n)\n");
    Ok(text)
}

/// Prints the least time of several rounds, for one nudge.
fn measure(
    map: &Map,
    (screen, keys): (Screen, &str),
    reading: Duration,
) -> Result<(), Box<dyn Error>> {
    let opening = Opening { curtain: Curtain::Open, size: SIZE, ..Opening::default() };
    let mut app = App::new(map.clone(), Origin::File("crowd.ron".into()), opening);
    app.view.screen = screen;
    app.view.row = map.options().next().map(|(place, _)| TableRow::Option(place));
    let look = Look { colors: Colors::Any, background: Background::Dark, signs: Signs::Shapes };
    let mut painter = Painter::new(look);
    let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
    let (mut now, mut longest) = (0, 0);
    let mut round = || -> Result<[Duration; 3], Box<dyn Error>> {
        let mut spent = [Duration::ZERO; 3];
        for key in keys.split(' ') {
            let key: Key = key.parse()?;
            // each nudge is a step of its own
            now += 2_000;
            let start = Instant::now();
            let effects = updated(&mut app, key, Moment(now));
            spent[0] += start.elapsed();
            let start = Instant::now();
            let deed = effects.iter().find_map(|effect| match effect {
                Effect::Journal(deed) => Some(deed),
                _ => None,
            });
            let line = journaled(deed.ok_or("nothing was nudged")?);
            spent[1] += start.elapsed();
            longest = longest.max(line.len());
            let start = Instant::now();
            drawn(&mut painter, &app, &mut buffer);
            spent[2] += start.elapsed();
        }
        Ok(spent)
    };
    round()?;
    let mut least = round()?;
    for _ in 0..6 {
        for (least, spent) in least.iter_mut().zip(round()?) {
            *least = spent.min(*least);
        }
    }
    for (what, spent) in ["update", "journal line", "draw"].into_iter().zip(least) {
        let one = millis(spent) / 10.0;
        println!("{one:>9.3} ms  {what} on {screen:?}, {:.4} of reading", one / millis(reading));
    }
    println!("{longest:>9} bytes of journal at most");
    Ok(())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[inline(never)]
fn updated(app: &mut App, key: Key, now: Moment) -> Vec<Effect> {
    black_box(update(app, Msg::Key(key), now))
}

#[inline(never)]
fn journaled(deed: &Deed) -> String {
    black_box(journal::line(deed))
}

#[inline(never)]
fn drawn(painter: &mut Painter, app: &App, buffer: &mut Buffer) {
    black_box(painter.draw(app, buffer));
}
