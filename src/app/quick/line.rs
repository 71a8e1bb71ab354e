//! The grammar of quick entry: one line, or one row of a spreadsheet, is one partner.
//!
//! `Name (short) interest influence: what success means; more of it #tag`. All but the name may be
//! left out. Whatever can be read in no other way belongs to the name.

use crate::edit::criterion;
use crate::model::{Decimal, Level, NumberError, Partner, Rated, Text};

/// What one line says of a partner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// The name; never empty.
    pub name: Text,
    /// The short name, empty where none is given.
    pub short: Text,
    /// Free labels, without the sign before them.
    pub tags: Vec<Text>,
    /// How much the matter matters to them.
    pub interest: Option<Level>,
    /// How much they can move it.
    pub influence: Option<Level>,
    /// What success means to them, one text a criterion.
    pub success: Vec<Text>,
}

/// What a line can't be read for, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: &'static str,
}

/// Interest and influence, as far as they are known.
type Place = (Option<Level>, Option<Level>);

/// More letters than this between parentheses are a remark and stay in the name.
const LONGEST_SHORT: usize = 16;

/// More letters than this are a paragraph and no name.
const LONGEST_NAME: usize = 200;

/// Signs that begin the lines of a list.
const BULLETS: [char; 9] = ['-', '*', '•', '‣', '▪', '◦', '·', '–', '—'];

/// Signs that part what a person writes one after the other.
const SEPARATORS: [char; 6] = [',', ';', '/', '–', '—', '，'];

impl Sketch {
    /// Reads a line; nothing where nothing stands in it but blanks, a bullet or the head of a table.
    pub fn read(line: &Text) -> Result<Option<Self>, Fault> {
        let line = unlisted(line);
        if line.is_empty() {
            return Ok(None);
        }
        let sketch = if line.contains('\t') {
            let cells: Vec<String> = line.split('\t').map(unquoted).collect();
            if is_head(&cells) {
                return Ok(None);
            }
            Self::of_cells(&cells)?
        } else {
            Self::of_line(line)?
        };
        sketch.checked().map(Some)
    }

    fn of_line(line: &str) -> Result<Self, Fault> {
        let (head, says) = parted(line).unwrap_or((line, ""));
        let mut sketch = Self::default();
        sketch.take_head(head, Places::Read)?;
        sketch.take_success(says);
        Ok(sketch)
    }

    fn of_cells(cells: &[String]) -> Result<Self, Fault> {
        let cell = |at: usize| cells.get(at).map_or("", String::as_str);
        let mut sketch = Self::default();
        sketch.take_head(cell(0), Places::Elsewhere)?;
        sketch.interest = level_of_cell(cell(1), "interest")?;
        sketch.influence = level_of_cell(cell(2), "influence")?;
        sketch.take_success(&cells.get(3..).unwrap_or_default().join(";"));
        Ok(sketch)
    }

    /// Takes tags, place and short name from the end, in any order; what is left is the name.
    fn take_head(&mut self, head: &str, places: Places) -> Result<(), Fault> {
        let mut words: Vec<&str> = head.split_whitespace().collect();
        let mut place = None;
        let mut tags = Vec::new();
        loop {
            if let Some(tag) = words.last().and_then(|word| tag(word)) {
                tags.push(tag);
                words.pop();
            } else if places == Places::Read
                && place.is_none()
                && let Some((found, taken)) = place_at_end(&words)
            {
                place = Some(found?);
                words.truncate(words.len() - taken);
            } else if let Some((short, taken)) = short_at_end(&words, &self.short) {
                self.short = short;
                words.truncate(words.len() - taken);
            } else {
                break;
            }
        }
        let name = words.join(" ");
        let whole = tags.is_empty() && place.is_none() && self.short.is_empty();
        let name = if whole { name.trim() } else { name.trim_end_matches(parts) };
        self.name = Text::cleaned(name);
        (self.interest, self.influence) = place.unwrap_or_default();
        tags.reverse();
        self.add_tags(tags);
        Ok(())
    }

    /// Takes tags from the end and parts the rest at semicolons.
    fn take_success(&mut self, says: &str) {
        let mut rest = says.trim_end();
        let mut tags = Vec::new();
        while let Some(found) = rest.split_whitespace().last().and_then(tag) {
            let at = rest.rfind('#').unwrap_or(0);
            rest = rest.get(..at).unwrap_or("").trim_end();
            tags.push(found);
        }
        tags.reverse();
        self.add_tags(tags);
        let lines = rest.split([';', '；']).map(str::trim).filter(|line| !line.is_empty());
        self.success.extend(lines.map(|line| Text::cleaned(&line.replace('\t', " "))));
    }

    fn add_tags(&mut self, tags: Vec<Text>) {
        for tag in tags {
            if !self.tags.contains(&tag) {
                self.tags.push(tag);
            }
        }
    }

    fn checked(self) -> Result<Self, Fault> {
        let letters = self.name.chars().count();
        if letters == 0 {
            let message = "A partner needs a name".to_owned();
            return Err(Fault { message, hint: "write it at the beginning of the line" });
        }
        if letters > LONGEST_NAME {
            let message = format!("{letters} letters are too long a name");
            return Err(Fault { message, hint: "a colon ends the name" });
        }
        Ok(self)
    }

    /// The partner that it becomes.
    #[must_use]
    pub fn partner(&self) -> Partner {
        let mut partner = Partner {
            short: self.short.clone(),
            tags: self.tags.clone(),
            interest: self.interest.map(Rated::bare),
            influence: self.influence.map(Rated::bare),
            ..Partner::named(self.name.clone())
        };
        for says in &self.success {
            criterion::note(&mut partner, says.clone());
        }
        partner
    }
}

/// Whether the place stands behind the name, or in cells of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Places {
    Read,
    Elsewhere,
}

/// What stands before and behind the first colon, other than that of a time of day.
fn parted(line: &str) -> Option<(&str, &str)> {
    let mut colons = line
        .match_indices([':', '：'])
        .filter_map(|(at, colon)| Some((line.get(..at)?, line.get(at + colon.len()..)?)));
    colons.find(|(before, behind)| !is_time(before, behind))
}

/// Whether a colon between the two is that of a time of day, as in 22:00.
fn is_time(before: &str, behind: &str) -> bool {
    let is_digit = |sign: &char| sign.is_ascii_digit();
    let hour: String = before.chars().rev().take_while(is_digit).collect();
    let minute: String = behind.chars().take_while(is_digit).collect();
    let hour: String = hour.chars().rev().collect();
    let is_up_to = |digits: &str, most: u8| digits.parse::<u8>().is_ok_and(|number| number <= most);
    minute.len() == 2 && is_up_to(&hour, 23) && is_up_to(&minute, 59)
}

/// The line without blanks around it and without the bullet or number of a list.
fn unlisted(line: &str) -> &str {
    let mut rest = line.trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}');
    while let Some(after) = after_bullet(rest) {
        rest = after.trim_start();
    }
    rest
}

/// What stands behind the bullet, the number or the empty box that a line begins with.
fn after_bullet(line: &str) -> Option<&str> {
    let first = line.split_whitespace().next()?;
    let mut signs = first.chars();
    let is_bullet =
        matches!((signs.next(), signs.next()), (Some(sign), None) if BULLETS.contains(&sign));
    let digits = first.strip_suffix(['.', ')']).unwrap_or_default();
    let is_number =
        (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_box = line.starts_with("[ ]");
    match (is_bullet || is_number, is_box) {
        (true, _) => line.strip_prefix(first),
        (_, true) => line.strip_prefix("[ ]"),
        _ => None,
    }
}

/// Whether a row of a spreadsheet names the columns.
fn is_head(cells: &[String]) -> bool {
    let says = |at: usize, word: &str| {
        cells.get(at).is_some_and(|cell: &String| cell.to_lowercase().contains(word))
    };
    says(1, "interest") || says(2, "influence")
}

/// The text of a cell; a spreadsheet puts some into quotes.
fn unquoted(cell: &str) -> String {
    let cell = cell.trim();
    let inside = cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inside.map_or_else(|| cell.to_owned(), |text| text.replace("\"\"", "\""))
}

/// A word such as `#government`; `#1` is none.
fn tag(word: &str) -> Option<Text> {
    let tag = word.strip_prefix('#')?.trim_end_matches([',', ';', '.']);
    let begins = tag.chars().next().is_some_and(char::is_alphabetic);
    (begins && !tag.contains('#')).then(|| Text::cleaned(tag))
}

/// The short name in parentheses at the end, and how many words it takes; the first one counts, and
/// one that leaves no name is none.
fn short_at_end(words: &[&str], given: &Text) -> Option<(Text, usize)> {
    let last = words.last()?.trim_end_matches(',');
    if !given.is_empty() || !last.ends_with(')') {
        return None;
    }
    let start = words.iter().rposition(|word| word.starts_with('('))?;
    let inside = words.get(start..)?.join(" ");
    let short = inside.trim_end_matches(',').strip_prefix('(')?.strip_suffix(')')?.trim();
    let fits = (1..=LONGEST_SHORT).contains(&short.chars().count());
    let is_plain = !short.contains(['(', ')']);
    (start > 0 && fits && is_plain).then(|| (Text::cleaned(short), words.len() - start))
}

/// A place at the end, as `7 9`, `7, 9`, `7,9`, `7/9` or `7 / 9`, and how many words it takes. Of
/// several ways to read it the first counts that lies on the scale.
fn place_at_end(words: &[&str]) -> Option<(Result<Place, Fault>, usize)> {
    let (last, before) = words.split_last()?;
    let pair = before.last().map(|first| ((first.trim_end_matches([',', ';', '/']), *last), 2));
    let joined = last.split_once(['/', ',', ';']).map(|two| (two, 1));
    let apart = before.split_last().and_then(|(between, first)| {
        let between = matches!(*between, "/" | ",");
        Some(((*first.last().filter(|_| between)?, *last), 3))
    });
    let read = |((interest, influence), taken)| {
        let (interest, influence) = (level(interest)?, level(influence)?);
        Some((interest.and_then(|interest| Ok((interest, influence?))), taken))
    };
    let ways: Vec<_> = [pair, joined, apart].into_iter().flatten().filter_map(read).collect();
    let good = ways.iter().position(|(place, _)| place.is_ok()).unwrap_or(0);
    ways.into_iter().nth(good)
}

/// A level, or the sign for one that is not known; nothing where the word is neither.
fn level(word: &str) -> Option<Result<Option<Level>, Fault>> {
    if matches!(word, "-" | "–" | "—" | "?") {
        return Some(Ok(None));
    }
    let number = match word.replace(',', ".").parse::<Decimal>() {
        Err(NumberError::NotANumber) => return None,
        number => number.and_then(Level::new),
    };
    Some(number.map(Some).map_err(|error| {
        let message = match error {
            NumberError::OffScale(..) => format!("{word} is off the scale from 0 to 10"),
            _ => format!("{word} has too many decimal places"),
        };
        Fault { message, hint: "end with - - to keep it in the name" }
    }))
}

/// The level in a cell of a spreadsheet.
fn level_of_cell(cell: &str, axis: &str) -> Result<Option<Level>, Fault> {
    if cell.is_empty() {
        return Ok(None);
    }
    level(cell).unwrap_or_else(|| {
        let message = format!("\"{}\" is no {axis}", shortened(cell));
        Err(Fault { message, hint: "the columns are name, interest, influence, success" })
    })
}

/// The beginning of a text, for a message.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 20;
    let mut letters = text.chars();
    let mut start: String = letters.by_ref().take(LONGEST).collect();
    if letters.next().is_some() {
        start.push('…');
    }
    start
}

/// Whether a sign parts the name from what follows it.
fn parts(sign: char) -> bool {
    sign.is_whitespace() || SEPARATORS.contains(&sign)
}
