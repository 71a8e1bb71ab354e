//! What the options of an issue are to all partners, or to one, summed up.

use super::Explanation;
use super::words::{self, named_issue};
use crate::analysis::{Answers, OptionAnswer, Outcome, those_known};
use crate::model::{Map, order_by_key};

/// Every option of an issue with its verdict; for one partner, what each is worth to them, the best first.
#[must_use]
pub fn issue(
    map: &Map,
    answers: &Answers,
    (issue, partner): (usize, Option<usize>),
) -> Explanation {
    let Some((id, record)) = map.issues.get_index(issue) else { return Explanation::default() };
    let name = named_issue(&record.name, id);
    let options = answers.options_of(issue);
    let count = match options.len() {
        0 => "no options yet".to_owned(),
        1 => "one option".to_owned(),
        count => format!("{count} options"),
    };
    let settle = if record.must_settle {
        "needs an answer: one of them is chosen"
    } else {
        "can be left as it is: worth exactly 0 to everyone"
    };
    let mut why = Explanation::of(format!("{name}: {count}"));
    why.add(settle);
    match partner {
        Some(partner) => add_gains(&mut why, map, options, partner),
        None => options.iter().for_each(|answer| why.add(told(map, answer))),
    }
    why
}

/// "At Riverside": trade-off; good for 4, bad for 2, of all 6.
fn told(map: &Map, answer: &OptionAnswer) -> String {
    let tally = answer.tally;
    let red = match answer.red_lines.len() {
        0 => "",
        1 => "; breaks a red line",
        _ => "; breaks red lines",
    };
    format!(
        "{}: {}; good for {}, bad for {}, of {}{red}",
        words::option(map, answer),
        answer.words(),
        tally.wins,
        tally.loses,
        those_known(tally.known, tally.of)
    )
}

fn add_gains(why: &mut Explanation, map: &Map, options: &[OptionAnswer], partner: usize) {
    let name = words::partner(map, partner);
    let mut gains: Vec<_> =
        options.iter().filter_map(|answer| Some((answer.gain(partner)?, answer))).collect();
    if gains.is_empty() && !options.is_empty() {
        why.add(format!("what success means to {name} is not known"));
    }
    order_by_key(&mut gains, |(gain, _)| std::cmp::Reverse(*gain));
    for (gain, answer) in gains {
        let option = words::option(map, answer);
        let broken = if answer.breaks_red_line_of(partner) { ", breaks a red line" } else { "" };
        why.add(match answer.outcome(partner) {
            Outcome::NotScored => format!("{option}: not scored for {name}"),
            _ => format!("{option}: {} to {name}{broken}", gain.words()),
        });
    }
}
