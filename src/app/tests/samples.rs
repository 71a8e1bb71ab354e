//! A small map with something private in every place where something private can be.

use crate::model::*;

/// Stands in every private text of the sample map, and nowhere else.
pub(crate) const PLANTED: &str = "PLANTED";

fn text(text: &str) -> Text {
    Text::new(text).unwrap()
}

fn secret(of: &str) -> Text {
    text(&format!("{PLANTED} {of}"))
}

fn level(number: i64) -> Placement {
    let value = Level::clamped(Decimal::from_billionths(number * Decimal::ONE));
    Rated { value, evidence: Some(Evidence::Guess), source: Private::new(secret("place")) }
}

fn criterion(says: &str, theme: Option<&str>, wants: Direction, weight: i8) -> Content {
    Content {
        theme: theme.map(|theme| ThemeId::new(theme).unwrap()),
        wants,
        weight: Weight::clamped(weight),
        evidence: Some(Evidence::Heard),
        source: Private::new(secret("source")),
        ..Content::of(text(says))
    }
}

fn partner(name: &str, place: Option<(i64, i64)>, success: Vec<(&str, Criterion)>) -> Partner {
    let named = |(id, criterion)| (CriterionId::new(id).unwrap(), criterion);
    let concern = Concern { says: secret("concern") };
    let culture =
        Culture { notes: secret("culture"), timing: Some(Step::clamped(4)), ..Culture::default() };
    let walk_away = WalkAway { says: secret("walk-away"), ..WalkAway::default() };
    Partner {
        interest: place.map(|(interest, _)| level(interest)),
        influence: place.map(|(_, influence)| level(influence)),
        success: success.into_iter().map(named).collect(),
        concerns: Private::new([(ConcernId::new("one").unwrap(), concern)].into_iter().collect()),
        culture: Private::new(culture),
        walk_away: Private::new(Some(Box::new(walk_away))),
        private_notes: Private::new(secret("notes")),
        ..Partner::named(text(name))
    }
}

/// Ministry (7 9): less waits 5, less cost 3. Union (6 4): more jobs 4 (red line), more cost 3, a
/// private line 1. Mayor (8 6): less waits 2, no theme 2. Press: not placed, unknown.
pub(crate) fn sample() -> Map {
    use Direction::{Less, More};
    let mut map = Map::default();
    map.heading.title = text("Riverside and Hillcrest");
    for (id, name) in [("waits", "Waiting time"), ("cost", "Running cost"), ("jobs", "Jobs")] {
        let theme = Theme { name: text(name), unit: Text::default() };
        map.themes.insert(ThemeId::new(id).unwrap(), theme);
    }
    let jobs = Content { red_line: true, ..criterion("No job is lost", Some("jobs"), More, 4) };
    let private = criterion("PLANTED criterion", Some("waits"), Less, 1);
    let ministry = vec![
        ("waits", Criterion::new(criterion("Nobody waits four hours", Some("waits"), Less, 5))),
        ("budget", Criterion::new(criterion("Stay within the budget", Some("cost"), Less, 3))),
    ];
    let union = vec![
        ("jobs", Criterion::new(jobs)),
        ("pay", Criterion::new(criterion("Money for the wards", Some("cost"), More, 3))),
        ("rest", Criterion::new(private).private()),
    ];
    let mayor = vec![
        ("waits", Criterion::new(criterion("Quick help for voters", Some("waits"), Less, 2))),
        ("helipad", Criterion::new(criterion("The helipad stays", None, More, 2))),
    ];
    let partners = [
        ("ministry", partner("Ministry of Health", Some((7, 9)), ministry)),
        ("union", partner("Nurses' union", Some((6, 4)), union)),
        ("mayor", partner("Mayor of Hillcrest", Some((8, 6)), mayor)),
        ("press", partner("Local press", None, Vec::new())),
    ];
    map.partners =
        partners.into_iter().map(|(id, partner)| (PartnerId::new(id).unwrap(), partner)).collect();
    let mut riverside = option("At Riverside", &[("waits", -2), ("cost", -1)]);
    let on = (CriterionId::new("jobs").unwrap(), effect(-2));
    riverside.on.insert(PartnerId::new("union").unwrap(), [on].into_iter().collect());
    let hillcrest = option("At Hillcrest", &[("waits", -1)]);
    let options = [("riverside", riverside), ("hillcrest", hillcrest)];
    let site = Issue {
        name: text("Where it stands"),
        must_settle: true,
        options: options
            .into_iter()
            .map(|(id, option)| (OptionId::new(id).unwrap(), option))
            .collect(),
    };
    map.issues.insert(IssueId::new("site").unwrap(), site);
    map.relations.push(Relation {
        from: PartnerId::new("ministry").unwrap(),
        to: PartnerId::new("union").unwrap(),
        moves: None,
        trust: Private::default(),
        note: Private::new(secret("relation")),
    });
    map
}

fn effect(by: i64) -> Effect {
    let value = Score::clamped(Decimal::from_billionths(by * Decimal::ONE));
    Rated { value, evidence: Some(Evidence::Read), source: Private::new(secret("effect")) }
}

fn option(name: &str, effects: &[(&str, i64)]) -> IssueOption {
    let mut option = IssueOption::named(text(name));
    for (theme, by) in effects {
        option.effects.insert(ThemeId::new(theme).unwrap(), effect(*by));
    }
    option
}
