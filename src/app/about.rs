//! What a step is about: where to go when it was taken back or done again.

use super::session::App;
use super::table::TableRow;
use crate::edit::Step;
use crate::model::{IssueId, OptionId, OptionPlace, PartnerId, Segment};

impl App {
    /// The partner that a step is about, if it is still there.
    pub(super) fn concerned(&self, step: &Step) -> Option<PartnerId> {
        step.edits.iter().find_map(|edit| match edit.place().0.as_slice() {
            [Segment::Name(of), Segment::Name(id), ..] if **of == *"partners" => {
                PartnerId::new(id).ok().filter(|id| self.map().partners.contains_key(id))
            }
            [_, _, _, _, Segment::Name(of), Segment::Name(id), ..] if **of == *"on" => {
                PartnerId::new(id).ok().filter(|id| self.map().partners.contains_key(id))
            }
            _ => None,
        })
    }

    /// The row that a step is about, if it is still there.
    pub(super) fn concerned_row(&self, step: &Step) -> Option<TableRow> {
        step.edits.iter().find_map(|edit| {
            let place = edit.place();
            let Some([Segment::Name(of), Segment::Name(issue)]) = place.0.get(..2) else {
                return None;
            };
            let issue = IssueId::new(issue).ok().filter(|_| **of == *"issues")?;
            let row = match place.0.get(2..4) {
                Some([Segment::Name(of), Segment::Name(option)]) if **of == *"options" => {
                    TableRow::Option(OptionPlace { issue, option: OptionId::new(option).ok()? })
                }
                _ => TableRow::Issue(issue),
            };
            Some(row).filter(|row| row.is_in(self.map()))
        })
    }
}
