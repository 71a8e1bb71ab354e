//! Our map and the file that someone else changed, line by line in words.

use std::ops::Range;

use crate::app::{Comparison, Passage};
use crate::format::{self, Quoter};
use crate::model::{Curtain, Private};

/// The most lines that are told of both.
const MOST: usize = 400;

/// What differs between the text that we would save and theirs.
pub(super) fn comparison(ours: &[u8], theirs: &[u8]) -> Comparison {
    let (ours, theirs) = (String::from_utf8_lossy(ours), String::from_utf8_lossy(theirs));
    let found = format::differences(&ours, &theirs);
    let quoters = [&ours, &theirs].map(|text| Quoter::new(text, Curtain::Drawn));
    let [of_ours, of_theirs] = &quoters;
    let (mut masked, mut whole) = (Vec::new(), Vec::new());
    let mut left = MOST;
    for difference in &found {
        let heading = || Passage::Heading(format!("line {}", difference.after.start + 1));
        masked.push(heading());
        whole.push(heading());
        for (name, quoter, lines) in
            [("ours", of_ours, &difference.before), ("theirs", of_theirs, &difference.after)]
        {
            for line in taken(lines, &mut left) {
                let pair = |text: &str| Passage::Pair(name.to_owned(), text.trim().to_owned());
                masked.push(pair(&quoter.line(line)));
                whole.push(pair(&quoter.unmasked_line(line)));
            }
        }
        if left == 0 {
            break;
        }
    }
    let end = match (left, found.is_empty()) {
        (0, _) => Some("… and more; save ours to another file to compare both in full"),
        (_, true) => Some("They are alike by now."),
        _ => None,
    };
    for passages in [&mut masked, &mut whole] {
        passages.extend(end.map(|end| Passage::Says(end.to_owned())));
    }
    Comparison { masked, whole: Private::new(whole) }
}

/// The numbers of these lines, from 1, as far as they are told.
fn taken(lines: &Range<usize>, left: &mut usize) -> Range<usize> {
    let length = lines.len().min(*left);
    *left -= length;
    lines.start + 1..lines.start + 1 + length
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "(\n    format: 1,\n    title: \"A\", // secret\n)\n";

    fn told(passages: &[Passage]) -> Vec<String> {
        let words = |passage: &Passage| match passage {
            Passage::Heading(text) | Passage::Says(text) => text.clone(),
            Passage::Pair(left, text) => format!("{left}: {text}"),
        };
        passages.iter().map(words).collect()
    }

    #[test]
    fn each_difference_is_told_with_both_sides_and_what_is_private_masked() {
        let theirs = OURS.replace("\"A\"", "\"B\"");
        let found = comparison(OURS.as_bytes(), theirs.as_bytes());
        let masked = ["line 3", "ours: title: \"A\", ·· ······", "theirs: title: \"B\", ·· ······"];
        assert_eq!(told(&found.masked), masked);
        let whole = found.whole.inner();
        assert_eq!(told(whole)[1], "ours: title: \"A\", // secret");
    }

    #[test]
    fn a_file_that_is_no_map_shows_nothing_of_its_words() {
        let theirs = "<<<<<<< ours\nsecret\n=======\nother\n>>>>>>> theirs\n";
        let found = comparison(OURS.as_bytes(), theirs.as_bytes());
        let text = told(&found.masked).join("\n");
        assert!(!text.contains("secret") && !text.contains("other"), "{text}");
    }

    #[test]
    fn very_different_texts_are_cut_and_alike_ones_are_told_as_such() {
        let many = |word: &str| format!("{word}\n").repeat(3_000);
        let found = comparison(many("a").as_bytes(), many("b").as_bytes());
        assert_eq!(found.masked.len(), MOST + 2);
        assert_eq!(told(&comparison(b"a", b"a").masked), ["They are alike by now."]);
    }
}
