//! One edit of the map as a value: a slot, what it held, and what it holds then.

use super::record::Part;
use super::{Change, EntryChange, Identity, Ordered, Placements, Question, Stances};
use crate::model::{
    Concern, ConcernId, Criterion, CriterionId, Culture, Effect, Entries, Exchange, Heading, Issue,
    IssueId, IssueOption, Map, Offer, OfferId, OptionPlace, Partner, PartnerId, Place, Private,
    Relation, Rule, Text, Theme, ThemeId, WalkAway,
};

/// One change of one slot of the map.
///
/// A slot is one small record, an entry of a collection (which comes, goes, changes or moves), or
/// the place of a large entry in its order; so a nudge on the grid is a short line in a journal,
/// however long the partner's notes are. What is private stays closed in here too.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields name the slot; `change` is what happens to it")]
pub enum Edit {
    /// The lines on top of the map.
    Heading { change: Box<Change<Heading>> },
    /// A theme.
    Theme { id: ThemeId, change: EntryChange<Theme> },
    /// A whole partner, who comes or goes.
    Partner { id: PartnerId, change: Box<EntryChange<Partner>> },
    /// Who a partner is.
    Identity { partner: PartnerId, change: Box<Change<Identity>> },
    /// Where a partner is on the grid.
    Placement { partner: PartnerId, change: Box<Change<Placements>> },
    /// Where a partner stands, and where we want them.
    Stance { partner: PartnerId, change: Change<Stances> },
    /// One line of a partner's definition of success.
    Criterion { partner: PartnerId, id: CriterionId, change: Box<EntryChange<Criterion>> },
    /// Something a partner fears.
    Concern { partner: PartnerId, id: ConcernId, change: EntryChange<Private<Concern>> },
    /// How a partner works.
    Culture { partner: PartnerId, change: Change<Private<Culture>> },
    /// Something a partner offers or asks for.
    Offer { partner: PartnerId, side: Exchange, id: OfferId, change: EntryChange<Offer> },
    /// What a partner does without an agreement.
    WalkAway { partner: PartnerId, change: Change<Private<Option<Box<WalkAway>>>> },
    /// Our notes on a partner.
    Notes { partner: PartnerId, change: Change<Private<Text>> },
    /// A whole issue, which comes or goes.
    Issue { id: IssueId, change: Box<EntryChange<Issue>> },
    /// What an issue asks.
    Question { issue: IssueId, change: Change<Question> },
    /// A whole option, which comes or goes.
    Option { place: OptionPlace, change: Box<EntryChange<IssueOption>> },
    /// An option's name.
    OptionName { place: OptionPlace, change: Change<Text> },
    /// What an option does to a theme.
    Effect { option: OptionPlace, theme: ThemeId, change: EntryChange<Effect> },
    /// All that an option does to single criteria of one partner: the first comes, the last goes.
    OnPartner {
        option: OptionPlace,
        partner: PartnerId,
        change: Box<EntryChange<Entries<CriterionId, Effect>>>,
    },
    /// What an option does to one criterion of a partner of whom it has other entries.
    OnCriterion {
        option: OptionPlace,
        partner: PartnerId,
        criterion: CriterionId,
        change: EntryChange<Effect>,
    },
    /// A rule between options.
    Rule { change: EntryChange<Rule> },
    /// What one partner is to another.
    Relation { change: EntryChange<Relation> },
    /// The place of a partner, an issue or an option in its order.
    Order { of: Ordered, change: Change<usize> },
}

/// A map that doesn't hold what an edit starts from; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the map does not hold what the change starts from, at `{place}`")]
pub struct Misfit {
    /// Where they differ, as in the file.
    pub place: Place,
}

/// Does the same with the change of any edit.
macro_rules! with_change {
    ($edit:expr, $change:ident => $body:expr) => {
        match $edit {
            Edit::Heading { $change } => $body,
            Edit::Theme { $change, .. } => $body,
            Edit::Partner { $change, .. } => $body,
            Edit::Identity { $change, .. } => $body,
            Edit::Placement { $change, .. } => $body,
            Edit::Stance { $change, .. } => $body,
            Edit::Criterion { $change, .. } => $body,
            Edit::Concern { $change, .. } => $body,
            Edit::Culture { $change, .. } => $body,
            Edit::Offer { $change, .. } => $body,
            Edit::WalkAway { $change, .. } => $body,
            Edit::Notes { $change, .. } => $body,
            Edit::Issue { $change, .. } => $body,
            Edit::Question { $change, .. } => $body,
            Edit::Option { $change, .. } => $body,
            Edit::OptionName { $change, .. } => $body,
            Edit::Effect { $change, .. } => $body,
            Edit::OnPartner { $change, .. } => $body,
            Edit::OnCriterion { $change, .. } => $body,
            Edit::Rule { $change } => $body,
            Edit::Relation { $change } => $body,
            Edit::Order { $change, .. } => $body,
        }
    };
}

impl Edit {
    /// Carries the edit out, if the slot holds exactly what it starts from; else the map stays as it is.
    pub fn apply(&self, map: &mut Map) -> Result<(), Misfit> {
        self.put(map).ok_or_else(|| Misfit { place: self.place() })
    }

    /// The edit that leads back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let mut turned = self.clone();
        with_change!(&mut turned, change => change.turn());
        turned
    }

    /// Where in the map the slot is, in the words of the file.
    ///
    /// Two edits of the same kind with the same place are edits of the same slot.
    #[must_use]
    pub fn place(&self) -> Place {
        let partner = |id: &PartnerId| Place::map().name("partners").name(id.as_str());
        let issue = |id: &IssueId| Place::map().name("issues").name(id.as_str());
        let option = |at: &OptionPlace| issue(&at.issue).name("options").name(at.option.as_str());
        let listed = |name: &str, at: Option<usize>| match at {
            Some(at) => Place::map().name(name).index(at),
            None => Place::map().name(name),
        };
        match self {
            Self::Heading { .. } => Place::map().name("title"),
            Self::Theme { id, .. } => Place::map().name("themes").name(id.as_str()),
            Self::Partner { id, .. } | Self::Order { of: Ordered::Partner(id), .. } => partner(id),
            Self::Identity { partner: id, .. } => partner(id).name("name"),
            Self::Placement { partner: id, .. } => partner(id).name("interest"),
            Self::Stance { partner: id, .. } => partner(id).name("stance"),
            Self::Criterion { partner: p, id, .. } => partner(p).name("success").name(id.as_str()),
            Self::Concern { partner: p, id, .. } => partner(p).name("concerns").name(id.as_str()),
            Self::Culture { partner: id, .. } => partner(id).name("culture"),
            Self::Offer { partner: p, side: Exchange::Offer, id, .. } => {
                partner(p).name("offers").name(id.as_str())
            }
            Self::Offer { partner: p, side: Exchange::Ask, id, .. } => {
                partner(p).name("asks").name(id.as_str())
            }
            Self::WalkAway { partner: id, .. } => partner(id).name("walk_away"),
            Self::Notes { partner: id, .. } => partner(id).name("private"),
            Self::Issue { id, .. } | Self::Order { of: Ordered::Issue(id), .. } => issue(id),
            Self::Question { issue: id, .. } => issue(id).name("name"),
            Self::Option { place, .. } | Self::Order { of: Ordered::Option(place), .. } => {
                option(place)
            }
            Self::OptionName { place, .. } => option(place).name("name"),
            Self::Effect { option: at, theme, .. } => {
                option(at).name("effects").name(theme.as_str())
            }
            Self::OnPartner { option: at, partner, .. } => {
                option(at).name("on").name(partner.as_str())
            }
            Self::OnCriterion { option: at, partner, criterion, .. } => {
                option(at).name("on").name(partner.as_str()).name(criterion.as_str())
            }
            Self::Rule { change } => listed("rules", change.at()),
            Self::Relation { change } => listed("relations", change.at()),
        }
    }

    /// This edit and then `next` as one, if both are of one slot and `next` starts where this ends.
    pub(super) fn joined(&self, next: &Self) -> Option<Self> {
        let mut joined = self.clone();
        macro_rules! join {
            ($($kind:ident)*) => {
                match (&mut joined, next) {
                    $((Self::$kind { change, .. }, Self::$kind { change: next, .. })
                        if change.after == next.before => change.extend(next),)*
                    _ => return None,
                }
            };
        }
        if self.place() != next.place() {
            return None;
        }
        join!(Heading Theme Partner Identity Placement Stance Criterion Concern Culture Offer WalkAway
            Notes Issue Question Option OptionName Effect OnPartner OnCriterion Rule Relation Order);
        Some(joined)
    }

    /// Whether an entry goes.
    pub(super) fn is_removal(&self) -> bool {
        self.sides() == (true, false)
    }

    /// Whether something there becomes something else, and nothing comes or goes.
    pub(super) fn is_nudge(&self) -> bool {
        self.sides() == (true, true)
    }

    /// Whether there is something in the slot before and after; other slots than entries always hold something.
    fn sides(&self) -> (bool, bool) {
        macro_rules! sides {
            ($($kind:ident)*) => {
                match self {
                    $(Self::$kind { change, .. } => {
                        (change.before.is_some(), change.after.is_some())
                    })*
                    _ => (true, true),
                }
            };
        }
        sides!(Theme Partner Criterion Concern Offer Issue Option Effect OnPartner OnCriterion Rule Relation)
    }

    /// Whether the slot holds the same before and after.
    pub(super) fn is_nothing(&self) -> bool {
        with_change!(self, change => change.is_nothing())
    }

    fn put(&self, map: &mut Map) -> Option<()> {
        match self {
            Self::Heading { change } => change.put(&mut map.heading),
            Self::Theme { id, change } => change.put_entry(&mut map.themes, id),
            Self::Partner { id, change } => change.put_entry(&mut map.partners, id),
            Self::Issue { id, change } => change.put_entry(&mut map.issues, id),
            Self::Rule { change } => change.put_listed(&mut map.rules, |_, _| false),
            Self::Relation { change } => change.put_listed(&mut map.relations, |a, b| {
                a.from == b.from && a.to == b.to // unique by these two
            }),
            Self::Order { of, change } => put_in_order(map, of, change),
            Self::Identity { partner: id, .. }
            | Self::Placement { partner: id, .. }
            | Self::Stance { partner: id, .. }
            | Self::Criterion { partner: id, .. }
            | Self::Concern { partner: id, .. }
            | Self::Culture { partner: id, .. }
            | Self::Offer { partner: id, .. }
            | Self::WalkAway { partner: id, .. }
            | Self::Notes { partner: id, .. } => self.put_in_partner(map.partners.get_mut(id)?),
            Self::Question { issue: id, change } => put_part(change, map.issues.get_mut(id)?),
            Self::Option { place, change } => {
                change.put_entry(&mut map.issues.get_mut(&place.issue)?.options, &place.option)
            }
            Self::OptionName { place, .. }
            | Self::Effect { option: place, .. }
            | Self::OnPartner { option: place, .. }
            | Self::OnCriterion { option: place, .. } => {
                let issue = map.issues.get_mut(&place.issue)?;
                self.put_in_option(issue.options.get_mut(&place.option)?)
            }
        }
    }

    fn put_in_partner(&self, partner: &mut Partner) -> Option<()> {
        match self {
            Self::Identity { change, .. } => put_part(change, partner),
            Self::Placement { change, .. } => put_part(change, partner),
            Self::Stance { change, .. } => put_part(change, partner),
            Self::Criterion { id, change, .. } => change.put_entry(&mut partner.success, id),
            Self::Concern { id, change, .. } => {
                change.opened().put_entry(partner.concerns.inner_mut(), id)
            }
            Self::Culture { change, .. } => change.put(&mut partner.culture),
            Self::Offer { side: Exchange::Offer, id, change, .. } => {
                change.put_entry(&mut partner.offers, id)
            }
            Self::Offer { side: Exchange::Ask, id, change, .. } => {
                change.put_entry(&mut partner.asks, id)
            }
            Self::WalkAway { change, .. } => change.put(&mut partner.walk_away),
            Self::Notes { change, .. } => change.put(&mut partner.private_notes),
            _ => None,
        }
    }

    fn put_in_option(&self, option: &mut IssueOption) -> Option<()> {
        match self {
            Self::OptionName { change, .. } => change.put(&mut option.name),
            Self::Effect { theme, change, .. } => change.put_entry(&mut option.effects, theme),
            Self::OnPartner { partner, change, .. } => change.put_entry(&mut option.on, partner),
            Self::OnCriterion { partner, criterion, change, .. } => {
                change.put_entry(option.on.get_mut(partner)?, criterion)
            }
            _ => None,
        }
    }
}

fn put_part<Whole, P: Part<Whole>>(change: &Change<P>, whole: &mut Whole) -> Option<()> {
    let mut part = P::of(whole);
    change.put(&mut part)?;
    part.put(whole);
    Some(())
}

fn put_in_order(map: &mut Map, of: &Ordered, change: &Change<usize>) -> Option<()> {
    let found = |at: Option<usize>| at.filter(|at| *at == change.before);
    match of {
        Ordered::Partner(id) => {
            let from = found(map.partners.get_index_of(id))?;
            map.partners.move_index(from, change.after)
        }
        Ordered::Issue(id) => {
            let from = found(map.issues.get_index_of(id))?;
            map.issues.move_index(from, change.after)
        }
        Ordered::Option(place) => {
            let options = &mut map.issues.get_mut(&place.issue)?.options;
            let from = found(options.get_index_of(&place.option))?;
            options.move_index(from, change.after)
        }
    }
}
