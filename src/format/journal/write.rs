//! The text of a step: its edits as RON on one line, the values in it as in the map file.

use crate::edit::{Change, Draft, Edit, Entry, Ordered, Placements, Step, Together, Writing};
use crate::format::shape::{Shape, View, Viewed};
use crate::format::strings::quoted;
use crate::model::{Level, OptionPlace, Private, WalkAway};

/// A step, under the name of what happened.
pub(super) fn step(step: &Step, together: Together) -> String {
    if let [Edit::Placement { partner, change }] = step.edits.as_slice()
        && let Some([from, to]) = levels(change)
    {
        let name = if together == Together::Joined { "MovedOn" } else { "Moved" };
        let places = format!("({},{}),({},{})", from.0, from.1, to.0, to.1);
        return format!("{name}({},\"{partner}\",{places})", quoted(&step.label));
    }
    let name = if together == Together::Joined { "Joined" } else { "Edit" };
    let mut out = format!("{name}({},[", quoted(&step.label));
    for (at, edit) in step.edits.iter().enumerate() {
        out.push_str(if at > 0 { "," } else { "" });
        push_edit(&mut out, edit);
    }
    out.push_str("])");
    out
}

/// What is being written.
pub(super) fn draft(draft: &Draft) -> String {
    let list = |parts: Vec<String>| format!("[{}]", parts.join(","));
    let text = |(name, nth, text): &(String, usize, String)| {
        format!("({},{nth},{})", quoted(name), quoted(text))
    };
    let writing = |writing: &Writing| {
        let of = list(writing.of.iter().map(|word| quoted(word)).collect());
        let texts = list(writing.texts.iter().map(text).collect());
        format!("(of:{of},texts:{texts})")
    };
    format!("Draft({})", list(draft.0.iter().map(writing).collect()))
}

/// Interest and influence before and after, where they are all that changes: evidence and sources,
/// however long, needn't be told.
fn levels(change: &Change<Placements>) -> Option<[(Level, Level); 2]> {
    let both =
        |side: &Placements| Some((side.interest.as_ref()?.value, side.influence.as_ref()?.value));
    let (from, to) = (both(&change.before)?, both(&change.after)?);
    (change.before.at(Some(to.0), Some(to.1)) == change.after).then_some([from, to])
}

fn push_edit(out: &mut String, edit: &Edit) {
    let id = |name: &str, id: &str| format!("{name}:\"{id}\",");
    let of = |partner: &str| id("partner", partner);
    let option = |place: &OptionPlace| format!("option:{},", place_text(place));
    let (kind, slot, change): (&str, String, &dyn Told) = match edit {
        Edit::Heading { change } => ("Heading", String::new(), &**change),
        Edit::Theme { id: theme, change } => ("Theme", id("id", theme.as_str()), change),
        Edit::Partner { id: of, change } => ("Partner", id("id", of.as_str()), &**change),
        Edit::Identity { partner, change } => ("Identity", of(partner.as_str()), &**change),
        Edit::Placement { partner, change } => ("Placement", of(partner.as_str()), &**change),
        Edit::Stance { partner, change } => ("Stance", of(partner.as_str()), change),
        Edit::Criterion { partner, id: criterion, change } => {
            ("Criterion", of(partner.as_str()) + &id("id", criterion.as_str()), &**change)
        }
        Edit::Concern { partner, id: concern, change } => {
            ("Concern", of(partner.as_str()) + &id("id", concern.as_str()), change)
        }
        Edit::Culture { partner, change } => ("Culture", of(partner.as_str()), change),
        Edit::Offer { partner, side, id: offer, change } => {
            let side = format!("side:{side:?},");
            ("Offer", of(partner.as_str()) + &side + &id("id", offer.as_str()), change)
        }
        Edit::WalkAway { partner, change } => ("WalkAway", of(partner.as_str()), change),
        Edit::Notes { partner, change } => ("Notes", of(partner.as_str()), change),
        Edit::Issue { id: issue, change } => ("Issue", id("id", issue.as_str()), &**change),
        Edit::Question { issue, change } => ("Question", id("issue", issue.as_str()), change),
        Edit::Option { place, change } => ("Option", option(place), &**change),
        Edit::OptionName { place, change } => ("OptionName", option(place), change),
        Edit::Effect { option: place, theme, change } => {
            ("Effect", option(place) + &id("theme", theme.as_str()), change)
        }
        Edit::OnPartner { option: place, partner, change } => {
            ("OnPartner", option(place) + &of(partner.as_str()), &**change)
        }
        Edit::OnCriterion { option: place, partner, criterion, change } => {
            let slot = option(place) + &of(partner.as_str());
            ("OnCriterion", slot + &id("criterion", criterion.as_str()), change)
        }
        Edit::Rule { change } => ("Rule", String::new(), change),
        Edit::Relation { change } => ("Relation", String::new(), change),
        Edit::Order { of, change } => ("Order", format!("of:{},", ordered_text(of)), change),
    };
    let change = change.told().unwrap_or_default();
    for part in ["(is:", kind, ",", &slot, &change, ")"] {
        out.push_str(part);
    }
}

fn place_text(place: &OptionPlace) -> String {
    format!("(issue:\"{}\",option:\"{}\")", place.issue, place.option)
}

fn ordered_text(of: &Ordered) -> String {
    match of {
        Ordered::Partner(id) => format!("Partner(\"{id}\")"),
        Ordered::Issue(id) => format!("Issue(\"{id}\")"),
        Ordered::Option(place) => format!("Option({})", place_text(place)),
    }
}

/// What stands on either side of a change; nothing where nothing is.
trait Told {
    fn told(&self) -> Option<String>;
}

impl<V: Viewed> Told for V {
    fn told(&self) -> Option<String> {
        let mut out = String::new();
        push(&mut out, self.view());
        Some(out)
    }
}

impl<V: Viewed> Told for Option<Entry<V>> {
    fn told(&self) -> Option<String> {
        self.as_ref().map(|Entry { at, value }| {
            let mut out = format!("(at:{at},value:");
            push(&mut out, value.view());
            out.push(')');
            out
        })
    }
}

impl Told for Private<Option<Box<WalkAway>>> {
    fn told(&self) -> Option<String> {
        self.inner().as_ref().and_then(|walk_away| walk_away.told())
    }
}

impl Told for usize {
    fn told(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl<T: Told> Told for Change<T> {
    fn told(&self) -> Option<String> {
        let side = |name: &str, value: &T| value.told().map(|text| format!("{name}:{text}"));
        let sides = [side("from", &self.before), side("to", &self.after)];
        Some(sides.into_iter().flatten().collect::<Vec<_>>().join(","))
    }
}

/// A part of a map on one line, without blanks; defaults are left out.
fn push(out: &mut String, view: View<'_>) {
    let mut first = true;
    let mut comma = |out: &mut String| {
        if !std::mem::take(&mut first) {
            out.push(',');
        }
    };
    match view.shape() {
        Shape::Leaf(leaf) => out.push_str(&leaf),
        Shape::Record(slots) => {
            out.push('(');
            for slot in slots.into_iter().filter(|slot| !slot.default) {
                let Some(value) = slot.value else { continue };
                comma(out);
                out.push_str(slot.name);
                out.push(':');
                push(out, value);
            }
            out.push(')');
        }
        Shape::Entries(entries) => {
            out.push('{');
            for (id, value) in entries {
                comma(out);
                out.push_str(&quoted(id));
                out.push(':');
                push(out, value);
            }
            out.push('}');
        }
        Shape::List(list) => {
            out.push('[');
            for value in list {
                comma(out);
                push(out, value);
            }
            out.push(']');
        }
    }
}
