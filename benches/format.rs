//! How long reading, checking and saving a large map take, beside what ron alone takes for the text.
//!
//! `cargo bench --bench format -- FILE`, or without a file on 10,000 made-up partners.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

mod crowd;

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use crowd::crowd;
use zopa::format::{self, Document};

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let text = match file {
        Some(file) => std::fs::read_to_string(file)?,
        None => crowd(10_000)?,
    };
    println!("{:>12} bytes", text.len());
    let options =
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    timed("ron to its own values", || options.from_str::<ron::Value>(&text).is_ok());
    timed("read", || format::read(text.as_bytes()).is_ok());
    timed("locate (the tree alone)", || format::Locator::new(&text));
    timed("canonical", || format::canonical(text.as_bytes()).is_ok());
    let Ok((document, map)) = Document::open(text.clone().into_bytes()) else {
        return Err("the map has errors".into());
    };
    let mut edited = map.clone();
    if let Some(partner) = edited.partners.values_mut().last() {
        partner.under_heard = true;
    }
    timed("save without an edit", || document.patched(&map).is_ok());
    timed("save with an edit", || document.patched(&edited).is_ok());
    edited.partners.remove_index(0);
    timed("save with a removal", || document.patched(&edited).is_ok());
    Ok(())
}

/// Prints the least time of several runs.
fn timed<T>(what: &str, run: impl Fn() -> T) {
    let once = || {
        let start = Instant::now();
        black_box(run());
        start.elapsed()
    };
    let least = (0..7).map(|_| once()).min().unwrap_or(Duration::ZERO);
    println!("{:>9.1} ms  {what}", least.as_secs_f64() * 1000.0);
}
