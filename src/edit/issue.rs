//! Steps that change issues.

use super::option::{free_id, without_rules};
use super::step::{called, copied, with_touched};
use super::{Change, Edit, Entry, EntryChange, Ordered, Question, Step, UsedIds};
use crate::model::{Entries, Issue, IssueId, Map, Place, Text};

/// Adds an issue without options at the end, under an id made from its name.
#[must_use]
pub fn add(map: &Map, used: &UsedIds, name: Text) -> Option<(IssueId, Step)> {
    let id = free(map, used, &name);
    let label = format!("add {}", called(&name, id.as_str()));
    let issue = Issue { name, must_settle: false, options: Entries::new() };
    let change = Box::new(EntryChange::to(&map.issues, &id, Some(issue))?);
    Some((id.clone(), Step::of(label, Edit::Issue { id, change })))
}

/// Changes what an issue asks and whether it needs an answer; nothing if it is so already.
#[must_use]
pub fn change(map: &Map, id: &IssueId, question: Question) -> Option<Step> {
    let old = map.issues.get(id)?;
    let change = Change::between(Question::of(old), question)?;
    let name = called(&old.name, id.as_str());
    let label = if change.before.must_settle == change.after.must_settle {
        format!("rename {name}")
    } else {
        format!("change whether {name} needs an answer")
    };
    Some(Step::of(label, Edit::Question { issue: id.clone(), change }))
}

/// Puts a copy of an issue with all its options right below it, under new ids; rules stay with the original.
#[must_use]
pub fn duplicate(map: &Map, used: &UsedIds, id: &IssueId) -> Option<(IssueId, Step)> {
    let (at, _, issue) = map.issues.get_full(id)?;
    let label = format!("duplicate {}", called(&issue.name, id.as_str()));
    let mut copy = Issue { name: copied(&issue.name), options: Entries::new(), ..issue.clone() };
    for option in issue.options.values() {
        let id = free_id(map, used, &option.name, |text| copy.options.contains_key(text));
        copy.options.insert(id, option.clone());
    }
    let into = free(map, used, &copy.name);
    let change = Box::new(Change { before: None, after: Some(Entry { at: at + 1, value: copy }) });
    Some((into.clone(), Step::of(label, Edit::Issue { id: into, change })))
}

/// Deletes an issue with its options and, in the same step, the rules about them.
#[must_use]
pub fn delete(map: &Map, id: &IssueId) -> Option<Step> {
    let issue = map.issues.get(id)?;
    let mut edits = without_rules(map, |option| issue.options.contains_key(option));
    let touched = [(issue.options.len(), "option", "options"), (edits.len(), "rule", "rules")];
    let label = format!("delete {}{}", called(&issue.name, id.as_str()), with_touched(&touched));
    let change = Box::new(EntryChange::to(&map.issues, id, None)?);
    edits.push(Edit::Issue { id: id.clone(), change });
    Step::new(label, edits)
}

/// Moves an issue to another place in the order, counted from 0.
#[must_use]
pub fn reorder(map: &Map, id: &IssueId, to: usize) -> Option<Step> {
    let (at, _, issue) = map.issues.get_full(id)?;
    let change = Change::between(at, to.min(map.issues.len().saturating_sub(1)))?;
    let label = format!("reorder {}", called(&issue.name, id.as_str()));
    Some(Step::of(label, Edit::Order { of: Ordered::Issue(id.clone()), change }))
}

/// An id made from a name that no issue of the map has, or had in this session.
fn free(map: &Map, used: &UsedIds, name: &str) -> IssueId {
    let place = Place::map().name("issues");
    IssueId::from_name(name, |text| {
        map.issues.contains_key(text) || used.contains(&place.clone().name(text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{History, Moment, option};
    use crate::model::{IssueOption, Map, OptionId, OptionPlace, Rule};

    fn text(words: &str) -> Text {
        Text::new(words).unwrap()
    }

    /// Two issues; the first with the options "Here" and "There", which a rule is about.
    fn map() -> (Map, IssueId) {
        let (mut map, used) = (Map::default(), UsedIds::default());
        for name in ["Where", "When"] {
            let (id, step) = add(&map, &used, text(name)).unwrap();
            step.apply(&mut map).unwrap();
            for of in ["Here", "There"] {
                let named = IssueOption::named(text(of));
                let (_, step) = option::add(&map, &used, &id, named).unwrap();
                step.apply(&mut map).unwrap();
            }
        }
        let rule = |issue: usize| map.issues[issue].options.keys().next().unwrap().clone();
        map.rules = vec![Rule::Excludes(rule(0), rule(1))];
        let first = map.issues.keys().next().unwrap().clone();
        (map, first)
    }

    fn ids(map: &Map) -> Vec<String> {
        map.options().map(|(place, _)| format!("{} {}", place.issue, place.option)).collect()
    }

    #[test]
    fn a_copy_stands_right_below_with_new_ids_and_without_rules() {
        let (start, first) = map();
        let (mut map, mut history) = (start.clone(), History::new());
        let (copy, step) = duplicate(&map, history.used(), &first).unwrap();
        assert_eq!(step.label, "duplicate Where");
        history.edit(&mut map, step, Moment(0)).unwrap();
        assert_eq!(map.issues[1].name, "Where (copy)");
        assert_eq!(copy.as_str(), "where-copy");
        let expected = ["where here", "where there", "where-copy here-3", "where-copy there-3"];
        assert_eq!(ids(&map)[..4], expected);
        assert_eq!(map.rules.len(), 1);
        history.undo(&mut map).unwrap();
        assert_eq!(map, start);
        let (again, _) = duplicate(&map, history.used(), &first).unwrap();
        assert_eq!(again.as_str(), "where-copy-2", "an id that was used is not given again");
    }

    #[test]
    fn an_option_is_copied_below_itself_and_renamed() {
        let (mut map, issue) = map();
        let place = OptionPlace { issue, option: OptionId::new("here").unwrap() };
        let (copy, step) = option::duplicate(&map, &UsedIds::default(), &place).unwrap();
        step.apply(&mut map).unwrap();
        assert_eq!(ids(&map)[..3], ["where here", "where here-copy", "where there"]);
        let step = option::rename(&map, &copy, text("Nearby")).unwrap();
        assert_eq!(step.label, "rename Here (copy)");
        step.apply(&mut map).unwrap();
        assert_eq!(map.option(&copy).unwrap().name, "Nearby");
        assert_eq!(option::rename(&map, &copy, text("Nearby")), None);
    }

    #[test]
    fn a_question_says_what_about_it_was_changed() {
        let (map, first) = map();
        let ask = |name: &str, must_settle| {
            change(&map, &first, Question { name: text(name), must_settle }).map(|step| step.label)
        };
        assert_eq!(ask("Where", false), None);
        assert_eq!(ask("Whither", false), Some("rename Where".into()));
        assert_eq!(ask("Whither", true), Some("change whether Where needs an answer".into()));
    }
}
