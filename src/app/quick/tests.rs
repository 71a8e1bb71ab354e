//! What single lines become.

use proptest::prelude::*;

use super::*;
use crate::model::Level;

/// The sketch in one line: name | short | place | criteria | tags.
fn told(line: &str) -> String {
    let sketch = match Sketch::read(&Text::cleaned(line)) {
        Ok(Some(sketch)) => sketch,
        Ok(None) => return "nothing".into(),
        Err(fault) => return format!("refused: {}", fault.message),
    };
    let level = |level: Option<Level>| level.map_or("-".into(), |level| level.to_string());
    let all = |texts: &[Text]| texts.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    let parts = [
        sketch.name.to_string(),
        sketch.short.to_string(),
        format!("{} {}", level(sketch.interest), level(sketch.influence)),
        all(&sketch.success),
        all(&sketch.tags),
    ];
    parts.join("|")
}

#[test]
fn lines_are_read_as_people_write_them() {
    let table = [
        (
            "Ministry of Health (MoH) 7 9: Nobody waits four hours; Stay within the budget #government",
            "Ministry of Health|MoH|7 9|Nobody waits four hours; Stay within the budget|government",
        ),
        ("Mayor", "Mayor||- -||"),
        ("  Mayor   of\u{a0}Hillcrest ", "Mayor of Hillcrest||- -||"),
        ("Mayor 7,9", "Mayor||7 9||"),
        ("Mayor 7/9", "Mayor||7 9||"),
        ("Mayor 7 / 9", "Mayor||7 9||"),
        ("Mayor, 7, 9", "Mayor||7 9||"),
        ("Mayor 7.5 9", "Mayor||7.5 9||"),
        ("Mayor 7,5 9,25", "Mayor||7.5 9.25||"),
        ("Mayor - 9", "Mayor||- 9||"),
        ("Mayor 7 ?", "Mayor||7 -||"),
        ("Mayor 7", "Mayor 7||- -||"),
        ("Ward 7 7/9", "Ward 7||7 9||"),
        ("Pharmacy 24/7 - -", "Pharmacy 24/7||- -||"),
        ("Pharmacy 24/7 3 4", "Pharmacy 24/7||3 4||"),
        ("Mayor #a 7 9 (M) #b-c", "Mayor|M|7 9||a; b-c"),
        ("Mayor 7 9:Peace", "Mayor||7 9|Peace|"),
        (
            "Neighbors; quiet after 22:00, parking: Sleep",
            "Neighbors; quiet after 22:00, parking||- -|Sleep|",
        ),
        ("Bus company 7 9:5 new lines", "Bus company||7 9|5 new lines|"),
        ("Bus company 7 9:500 jobs", "Bus company||7 9|500 jobs|"),
        ("Mayor: ; Peace ;; More jobs;", "Mayor||- -|Peace; More jobs|"),
        ("Mayor: open at 7:30 #a, #b", "Mayor||- -|open at 7:30|a; b"),
        ("Mayor: be #1 #a #a", "Mayor||- -|be #1|a"),
        ("Club #1", "Club #1||- -||"),
        ("Ministry (Health) and Care", "Ministry (Health) and Care||- -||"),
        ("The board (all of its nine members)", "The board (all of its nine members)||- -||"),
        ("(MoH)", "(MoH)||- -||"),
        ("市长（市） 7 9：更多工作；和平", "市长（市）||7 9|更多工作; 和平|"),
    ];
    for (line, read) in table {
        assert_eq!(told(line), read, "{line}");
    }
}

#[test]
fn bullets_numbers_and_boxes_of_a_list_fall_away() {
    for line in ["- Mayor 7 9", "• Mayor 7 9", "1. Mayor 7 9", "  12) Mayor 7 9", "* [ ] Mayor 7 9"]
    {
        assert_eq!(told(line), "Mayor||7 9||", "{line}");
    }
    for line in ["", "  ", "-", "1.", "\u{feff}", "- - -"] {
        assert_eq!(told(line), "nothing", "{line:?}");
    }
    assert_eq!(told("-Mayor"), "-Mayor||- -||");
    assert_eq!(told("1.5 Mayor"), "1.5 Mayor||- -||");
}

#[test]
fn rows_of_a_spreadsheet_are_read_by_their_columns() {
    let table = [
        ("Name\tInterest\tInfluence\tSuccess", "nothing"),
        (
            "Mayor\t7\t9\tPeace\tMore jobs; less noise #city",
            "Mayor||7 9|Peace; More jobs; less noise|city",
        ),
        ("Ministry (MoH)\t7,5\t\t", "Ministry|MoH|7.5 -||"),
        ("Mayor\t\t9", "Mayor||- 9||"),
        ("\"The \"\"Mayor\"\"\"\t7\t9\t\"one; two\"", "The \"Mayor\"||7 9|one; two|"),
        ("Ward 7 9\t1\t2", "Ward 7 9||1 2||"),
        ("Mayor\thigh\t9", "refused: \"high\" is no interest"),
        ("Mayor\t7\t11", "refused: 11 is off the scale from 0 to 10"),
        ("\t7\t9", "7||9 -||"),
    ];
    for (line, read) in table {
        assert_eq!(told(line), read, "{line}");
    }
}

#[test]
fn what_can_not_be_meant_is_refused() {
    let table = [
        ("Mayor 7 11", "refused: 11 is off the scale from 0 to 10"),
        ("Mayor -3 5", "refused: -3 is off the scale from 0 to 10"),
        ("Pharmacy 24/7", "refused: 24 is off the scale from 0 to 10"),
        ("Mayor 7 1.0123456789", "refused: 1.0123456789 has too many decimal places"),
        (": Peace", "refused: A partner needs a name"),
        ("7 9", "refused: A partner needs a name"),
        ("#city", "refused: A partner needs a name"),
    ];
    for (line, read) in table {
        assert_eq!(told(line), read, "{line}");
    }
    assert!(told(&"long ".repeat(50)).starts_with("refused: 249 letters"));
}

proptest! {
    #[test]
    fn any_line_is_read_or_refused(line in "(?s).{0,60}") {
        if let Ok(Some(sketch)) = Sketch::read(&Text::cleaned(&line)) {
            prop_assert!(!sketch.name.trim().is_empty());
            let partner = sketch.partner();
            prop_assert_eq!(partner.success.len(), sketch.success.len());
            prop_assert!(partner.success.values().zip(&sketch.success).all(|(a, b)| a.inner().says == *b));
        }
    }

    #[test]
    fn lines_of_signs_that_mean_something_are_read_or_refused(line in "[a7\\-/,.:;#() \t\"1]{0,24}") {
        let read = Sketch::read(&Text::cleaned(&line));
        let has_name = |sketch: Option<Sketch>| sketch.is_none_or(|sketch| !sketch.name.is_empty());
        prop_assert!(read.map_or(true, has_name));
    }
}
