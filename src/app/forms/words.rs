//! Subjects in words, as they stand in a draft: a word for the kind of record, and its ids.

use super::Subject;
use crate::app::sheet::On;
use crate::edit::Exchanged;
use crate::model::{Exchange, Id, OptionPlace};

impl Subject {
    /// The subject in words.
    pub(in crate::app) fn words(&self) -> Vec<String> {
        let own = |id: &str| id.to_owned();
        let known = |id: Option<&str>| id.map(str::to_owned);
        let option = |place: &OptionPlace| [own(place.issue.as_str()), own(place.option.as_str())];
        let (kind, ids): (&str, Vec<String>) = match self {
            Self::Identity(id) => ("identity", vec![own(id.as_str())]),
            Self::Placement(id) => ("placement", vec![own(id.as_str())]),
            Self::Stance(id) => ("stance", vec![own(id.as_str())]),
            Self::Culture(id) => ("culture-form", vec![own(id.as_str())]),
            Self::WalkAway(id) => ("walk-away", vec![own(id.as_str())]),
            Self::Concern(of, id) => {
                let id = known(id.as_ref().map(Id::as_str));
                ("concern", [Some(own(of.as_str())), id].into_iter().flatten().collect())
            }
            Self::Offer(of, id) => {
                let side = match of.side {
                    Exchange::Offer => "offer",
                    Exchange::Ask => "ask",
                };
                let id = known(id.as_ref().map(Id::as_str));
                (side, [Some(own(of.partner.as_str())), id].into_iter().flatten().collect())
            }
            Self::Criterion(of, id) => {
                let id = known(id.as_ref().map(Id::as_str));
                ("criterion", [Some(own(of.as_str())), id].into_iter().flatten().collect())
            }
            Self::Issue(id) => ("issue", vec![own(id.as_str())]),
            Self::Option(place) => ("option", option(place).into()),
            Self::Effect(place, On::Theme(id)) => {
                ("effect-on-theme", [&option(place)[..], &[own(id.as_str())]].concat())
            }
            Self::Effect(place, On::Criterion(of, id)) => {
                let on = [own(of.as_str()), own(id.as_str())];
                ("effect", [&option(place)[..], &on].concat())
            }
            Self::Heading => ("heading", Vec::new()),
            Self::Theme(id) => ("theme", known(id.as_ref().map(Id::as_str)).into_iter().collect()),
            Self::Relation(from, to) => {
                let to = known(to.as_ref().map(Id::as_str));
                ("relation", [Some(own(from.as_str())), to].into_iter().flatten().collect())
            }
            Self::Rule(at) => ("rule", at.map(|at| at.to_string()).into_iter().collect()),
        };
        [vec![kind.to_owned()], ids].concat()
    }

    /// The subject that the words name.
    pub(in crate::app) fn of_words(words: &[&str]) -> Option<Self> {
        let (kind, ids) = words.split_first()?;
        let place = |issue: &str, option: &str| {
            Some(OptionPlace { issue: Id::new(issue).ok()?, option: Id::new(option).ok()? })
        };
        Some(match (*kind, ids) {
            ("identity", [id]) => Self::Identity(Id::new(id).ok()?),
            ("placement", [id]) => Self::Placement(Id::new(id).ok()?),
            ("stance", [id]) => Self::Stance(Id::new(id).ok()?),
            ("culture-form", [id]) => Self::Culture(Id::new(id).ok()?),
            ("walk-away", [id]) => Self::WalkAway(Id::new(id).ok()?),
            ("concern", [of]) => Self::Concern(Id::new(of).ok()?, None),
            ("concern", [of, id]) => Self::Concern(Id::new(of).ok()?, Some(Id::new(id).ok()?)),
            ("offer" | "ask", [of, rest @ ..]) if rest.len() < 2 => {
                let side = if *kind == "offer" { Exchange::Offer } else { Exchange::Ask };
                let id = match rest.first() {
                    Some(id) => Some(Id::new(id).ok()?),
                    None => None,
                };
                Self::Offer(Exchanged { partner: Id::new(of).ok()?, side }, id)
            }
            ("criterion", [of]) => Self::Criterion(Id::new(of).ok()?, None),
            ("criterion", [of, id]) => Self::Criterion(Id::new(of).ok()?, Some(Id::new(id).ok()?)),
            ("issue", [id]) => Self::Issue(Id::new(id).ok()?),
            ("option", [issue, option]) => Self::Option(place(issue, option)?),
            ("effect-on-theme", [issue, option, id]) => {
                Self::Effect(place(issue, option)?, On::Theme(Id::new(id).ok()?))
            }
            ("effect", [issue, option, of, id]) => {
                let on = On::Criterion(Id::new(of).ok()?, Id::new(id).ok()?);
                Self::Effect(place(issue, option)?, on)
            }
            ("heading", []) => Self::Heading,
            ("theme", []) => Self::Theme(None),
            ("theme", [id]) => Self::Theme(Some(Id::new(id).ok()?)),
            ("relation", [from]) => Self::Relation(Id::new(from).ok()?, None),
            ("relation", [from, to]) => {
                Self::Relation(Id::new(from).ok()?, Some(Id::new(to).ok()?))
            }
            ("rule", []) => Self::Rule(None),
            ("rule", [at]) => Self::Rule(Some(at.parse().ok()?)),
            _ => return None,
        })
    }
}
