//! Any bytes as a map file: read, told, tidied, computed; never a panic, and nothing gets lost.

use zopa::analysis::{self, Answers};
use zopa::format::{self, Document, Locator, Quoter};
use zopa::model::{Curtain, Map};

/// Reads the bytes; where they are a map, everything that only reads it is done with it.
pub fn map_reader(bytes: &[u8]) {
    match format::read(bytes) {
        Ok(map) => good(bytes, &map),
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a reason");
            let text = String::from_utf8_lossy(bytes);
            for curtain in [Curtain::Open, Curtain::Drawn] {
                let quoter = Quoter::new(&text, curtain);
                for problem in &problems {
                    assert!(!quoter.render(problem, "map.ron").is_empty());
                }
            }
            assert!(format::canonical(bytes).is_err(), "tidied, but not read");
        }
    }
}

fn good(bytes: &[u8], map: &Map) {
    let once = format::canonical(bytes).expect("what is read can be tidied");
    assert_eq!(format::read(once.as_bytes()).as_ref(), Ok(map), "tidying changed the map");
    assert_eq!(format::canonical(once.as_bytes()).as_ref(), Ok(&once), "tidied twice");
    let created = Document::created(map);
    assert_eq!(format::read(created.text().as_bytes()).as_ref(), Ok(map), "written anew");
    let (document, opened) = Document::open(bytes.to_vec()).expect("it was read before");
    assert_eq!(&opened, map);
    assert_eq!(document.patched(map).expect("nothing to write").bytes(), bytes);
    let text = String::from_utf8_lossy(bytes);
    let (locator, answers) = (Locator::new(&text), Answers::of(map));
    for found in analysis::findings(map, &answers, Curtain::Open) {
        let (line, column) = locator.locate(&found.place);
        assert!(line > 0 && column > 0);
    }
}
