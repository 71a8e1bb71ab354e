//! What two partners could trade: where each gets their best and gives way, in words.

use super::Explanation;
use super::package::{chosen, issue_name};
use super::words;
use crate::analysis::trade::MOST_IN_PAIRS;
use crate::analysis::{Answers, Gain, Trade, those_known};
use crate::model::{Map, Side};

/// How many trades of all pairs are told.
const MOST_TRADES: usize = 5;

/// "You give way on "Staff" (A job guarantee), Nurses' union on "Site" (At Riverside): +1.2 and +0.8",
/// which is what each gains against the trade the other way round.
#[must_use]
pub fn trade(map: &Map, trade: &Trade) -> String {
    let names = trade.partners.map(|at| called(map, trade, at));
    let [in_first, in_second] = [0, 1].map(|at| {
        let issue = trade.issues[at];
        format!("{} ({})", issue_name(map, issue), chosen(map, issue, trade.choices[at]))
    });
    let verb = |name: &str| if name == "you" { "give way" } else { "gives way" };
    let mut told = vec![format!(
        "{} {} on {in_second}, {} on {in_first}: {} and {}",
        words::capitalized(&names[0]),
        verb(&names[0]),
        names[1],
        trade.advantages[0].words(),
        trade.advantages[1].words(),
    )];
    for (name, gain) in names.iter().zip(trade.gains).filter(|(_, gain)| *gain < Gain::ZERO) {
        let verb = if name == "you" { "are" } else { "is" };
        told.push(format!("{name} {verb} left {} worse than today", gain.size()));
    }
    told.join("; ")
}

/// A partner's name; "you" for our own side, where the other one isn't on it as well.
fn called(map: &Map, trade: &Trade, partner: usize) -> String {
    let is_us =
        |at: &usize| map.partners.get_index(*at).is_some_and(|(_, one)| one.side == Side::Us);
    if is_us(&partner) && trade.partners.iter().filter(|at| is_us(at)).count() == 1 {
        return "you".to_owned();
    }
    words::partner(map, partner)
}

/// What two partners could trade, the best first.
#[must_use]
pub fn trades_of(map: &Map, answers: &Answers, pair: (usize, usize)) -> Explanation {
    let names = [pair.0, pair.1].map(|partner| words::partner(map, partner));
    let [a, b] = &names;
    let trades = answers.trades(&map.rules, pair);
    let word = if trades.is_empty() { "have nothing to trade" } else { "could trade" };
    listed(map, format!("{a} and {b} {word}"), &trades)
}

/// The best trades over all pairs, one of each pair, the best first.
#[must_use]
pub fn trades(map: &Map, answers: &Answers) -> Explanation {
    let best = answers.best_trades(&map.rules);
    let known = answers.coverage();
    let heading = match best.len() {
        0 => format!("nothing to trade among {}", those_known(known.known, known.of)),
        1 => "one pair has something to trade".to_owned(),
        count => format!("{count} pairs have something to trade"),
    };
    let mut why = listed(map, heading, &best);
    if map.partners.len() > MOST_IN_PAIRS {
        why.add(format!("only the first {MOST_IN_PAIRS} partners were gone through"));
    }
    why
}

fn listed(map: &Map, heading: String, trades: &[Trade]) -> Explanation {
    let mut why = Explanation::of(heading);
    if !trades.is_empty() {
        why.add("the best first, with what each gains against the trade the other way round");
    }
    why.lines.extend(trades.iter().take(MOST_TRADES).map(|one| trade(map, one)));
    why
}
