//! `zopa packages --format json` against looking at every package, from the plain numbers of made-up
//! negotiations and not from the map.
//!
//! `ZOPA_TEST_INSTANCES=FOLDER` also checks every NAME.json with its map NAME.ron there, in the form of
//! [`Instance::from_json`]; in a map whose name ends in `-keep` issues may be left as they are.

#![expect(clippy::unwrap_used, reason = "a program that can't be run ends the test")]

use std::cmp::Ordering;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Throws that repeat (xorshift, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 16) % end as u64).unwrap()
    }
}

/// A negotiation in plain numbers, in millionths.
struct Instance {
    /// By partner, issue and option.
    values: Vec<Vec<Vec<i64>>>,
    /// The least that each partner accepts.
    floors: Vec<i64>,
    /// Whether the first (issue and option) requires the second, or excludes it.
    rules: Vec<(bool, [usize; 2], [usize; 2])>,
    may_stay: bool,
}

/// A choice on each issue, and the surplus of each partner.
#[derive(Clone, Debug, PartialEq)]
struct Package {
    choices: Vec<Option<usize>>,
    surplus: Vec<i64>,
}

fn millionths(value: &Value) -> i64 {
    let rounded = (value.as_f64().unwrap() * 1e6).round();
    format!("{rounded}").parse().unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

impl Instance {
    /// `{"partners": [{"reservation", "values": [[…]…]}], "constraints": [{"type": "excludes" or
    /// "requires", "a": [issue, option], "b": [issue, option]}]}`
    fn from_json(json: &Value, may_stay: bool) -> Self {
        let partners = list(&json["partners"]);
        let row = |row: &Value| list(row).iter().map(millionths).collect();
        let place =
            |at: &Value| [0, 1].map(|each| usize::try_from(at[each].as_u64().unwrap()).unwrap());
        let rule =
            |rule: &Value| (rule["type"] == "requires", place(&rule["a"]), place(&rule["b"]));
        Self {
            values: partners
                .iter()
                .map(|one| list(&one["values"]).iter().map(row).collect())
                .collect(),
            floors: partners.iter().map(|one| millionths(&one["reservation"])).collect(),
            rules: list(&json["constraints"]).iter().map(rule).collect(),
            may_stay,
        }
    }

    fn random(dice: &mut Dice) -> Self {
        let (n, m) = (2 + dice.below(4), 1 + dice.below(5));
        let reach = [3, 20, 3_000_001][dice.below(3)];
        let grain = if reach > 20 { 1 } else { 100_000 };
        let value = |dice: &mut Dice| {
            grain * (i64::try_from(dice.below(reach)).unwrap() - i64::try_from(reach / 3).unwrap())
        };
        let options: Vec<usize> = (0..m).map(|_| 1 + dice.below(4)).collect();
        let values: Vec<Vec<Vec<i64>>> = (0..n)
            .map(|_| {
                options.iter().map(|count| (0..*count).map(|_| value(dice)).collect()).collect()
            })
            .collect();
        let high = |partner: &Vec<Vec<i64>>| {
            partner.iter().map(|row| row.iter().max().unwrap()).sum::<i64>()
        };
        let share = [-4, 2, 2, 5, 9][dice.below(5)];
        let floors = values.iter().map(|partner| high(partner) * share / 10).collect();
        let mut rules = Vec::new();
        while m > 1 && dice.below(3) > 0 {
            let a = dice.below(m);
            let b = (a + 1 + dice.below(m - 1)) % m;
            let (first, second) = (dice.below(options[a]), dice.below(options[b]));
            rules.push((dice.below(2) == 0, [a, first], [b, second]));
        }
        Self { values, floors, rules, may_stay: dice.below(2) == 0 }
    }

    fn issues(&self) -> usize {
        self.values[0].len()
    }

    /// The least number of the form 1, 2 or 5 times a power of ten that is at least the number of
    /// issues: the weight of all criteria, so that gains stay short decimals.
    fn weight(&self) -> i64 {
        let powers = (0..9).map(|power| 10_i64.pow(power));
        let mut all = powers.flat_map(|ten| [ten, 2 * ten, 5 * ten]);
        all.find(|number| usize::try_from(*number).unwrap() >= self.issues()).unwrap()
    }

    /// By what values are divided so that they are effects, at most 3.
    fn scale(&self) -> i64 {
        let most = self.values.iter().flatten().flatten().map(|value| value.abs()).max().unwrap();
        let powers = (0..9).map(|power| 10_i64.pow(power));
        powers.into_iter().find(|ten| most <= 3_000_000 * ten).unwrap()
    }

    /// What so many millionths are as a gain in the map.
    #[expect(clippy::cast_precision_loss, reason = "compared with what was rounded as well")]
    fn gain(&self, millionths: i64) -> f64 {
        millionths as f64 / (1_000_000 * self.scale() * self.weight()) as f64
    }

    /// The map: one criterion for each issue and partner, all of the same weight.
    fn map(&self) -> String {
        let mut text = "(format: 1, title: \"Made up\", partners: {\n".to_owned();
        for (p, floor) in self.floors.iter().enumerate() {
            write!(text, "\"p{p}\": (name: \"Partner {p}\", success: {{").unwrap();
            (0..self.weight())
                .for_each(|c| write!(text, "\"c{c}\": (says: \"\", weight: 1),").unwrap());
            writeln!(text, "}}, walk_away: (gain: {})),", decimal(*floor, self.weight())).unwrap();
        }
        text.push_str("}, issues: {\n");
        for i in 0..self.issues() {
            writeln!(text, "\"i{i}\": (name: \"\", must_settle: {}, options: {{", !self.may_stay)
                .unwrap();
            for o in 0..self.values[0][i].len() {
                write!(text, "\"i{i}-o{o}\": (name: \"\", on: {{").unwrap();
                for (p, values) in self.values.iter().enumerate() {
                    write!(text, "\"p{p}\": {{\"c{i}\": {}}},", decimal(values[i][o], 1)).unwrap();
                }
                text.push_str("}),\n");
            }
            text.push_str("}),\n");
        }
        text.push_str("}, rules: [\n");
        for (requires, [i, o], [j, q]) in &self.rules {
            let word = if *requires { "Requires" } else { "Excludes" };
            writeln!(text, "{word}(\"i{i}-o{o}\", \"i{j}-o{q}\"),").unwrap();
        }
        text + "])\n"
    }

    /// Every package that keeps the rules, in file order.
    fn packages(&self) -> Vec<Package> {
        let mut all = vec![Vec::new()];
        for options in &self.values[0] {
            let stay = self.may_stay.then_some(None);
            let own: Vec<Option<usize>> = (0..options.len()).map(Some).chain(stay).collect();
            let with = |head: &Vec<Option<usize>>| {
                own.iter().map(|choice| [head.clone(), vec![*choice]].concat()).collect::<Vec<_>>()
            };
            all = all.iter().flat_map(with).collect();
        }
        let keeps = |choices: &Vec<Option<usize>>| {
            let has = |place: &[usize; 2]| choices[place[0]] == Some(place[1]);
            self.rules.iter().all(|(requires, a, b)| !has(a) || has(b) == *requires)
        };
        let value = |partner: &Vec<Vec<i64>>, choices: &[Option<usize>]| -> i64 {
            choices.iter().zip(partner).filter_map(|(choice, row)| Some(row[(*choice)?])).sum()
        };
        let told = |choices: Vec<Option<usize>>| {
            let each = self.values.iter().zip(&self.floors);
            let surplus = each.map(|(partner, floor)| value(partner, &choices) - floor).collect();
            Package { choices, surplus }
        };
        all.into_iter().filter(keeps).map(told).collect()
    }
}

/// A whole number of millionths divided by a short number, as a decimal.
fn decimal(millionths: i64, by: i64) -> String {
    let billionths = millionths * 1000 / by;
    assert_eq!(billionths * by, millionths * 1000, "not a decimal of nine places");
    let sign = if billionths < 0 { "-" } else { "" };
    format!("{sign}{}.{:09}", billionths.abs() / 1_000_000_000, billionths.abs() % 1_000_000_000)
}

fn leximin(a: &[i64], b: &[i64]) -> Ordering {
    let sorted = |values: &[i64]| {
        let mut sorted = values.to_vec();
        sorted.sort_unstable();
        sorted
    };
    sorted(a).cmp(&sorted(b))
}

/// The same for shares of the best that each can have; who can have nothing is left out.
fn relative_leximin(a: &[i64], b: &[i64], best: &[i64]) -> Ordering {
    let sorted = |values: &[i64]| {
        let each = values.iter().zip(best).filter(|(_, best)| **best > 0);
        let mut shares: Vec<(i128, i128)> =
            each.map(|(value, best)| (i128::from(*value), i128::from(*best))).collect();
        shares.sort_by(|x, y| (x.0 * y.1).cmp(&(y.0 * x.1)));
        shares
    };
    let (a, b) = (sorted(a), sorted(b));
    let orders = a.iter().zip(&b).map(|(x, y)| (x.0 * y.1).cmp(&(y.0 * x.1)));
    orders.fold(Ordering::Equal, Ordering::then)
}

fn product(surplus: &[i64]) -> i128 {
    surplus.iter().map(|value| i128::from(*value)).product()
}

/// Greater is better.
fn compare(by: &str, a: &Package, b: &Package, best: &[i64]) -> Ordering {
    let (a, b) = (&a.surplus, &b.surplus);
    let first = match by {
        "nash" => product(a).cmp(&product(b)),
        "utilitarian" => a.iter().sum::<i64>().cmp(&b.iter().sum()),
        "kalai_smorodinsky" => relative_leximin(a, b, best),
        _ => Ordering::Equal,
    };
    first.then_with(|| leximin(a, b))
}

fn close(found: &Value, expected: f64) -> bool {
    (found.as_f64().unwrap() - expected).abs() <= 1e-12 * (1.0 + expected.abs())
}

/// One answer, compared with what the plain numbers give.
struct Comparison<'a> {
    name: &'a str,
    plain: &'a Instance,
    found: &'a Value,
}

impl Comparison<'_> {
    fn package(&self, found: &Value, expected: &Package, what: &str) {
        let name = self.name;
        for (i, choice) in expected.choices.iter().enumerate() {
            let id = choice.map_or(Value::Null, |o| format!("i{i}-o{o}").into());
            assert_eq!(found["choice"][format!("i{i}")], id, "{name}: {what}");
        }
        for (p, surplus) in expected.surplus.iter().enumerate() {
            let gain = self.plain.gain(surplus + self.plain.floors[p]);
            assert!(close(&found["gains"][format!("p{p}")], gain), "{name}: {what}");
        }
    }

    fn zone(&self, zone: &[Package]) {
        let (name, found) = (self.name, self.found);
        let n = self.plain.floors.len();
        let best: Vec<i64> =
            (0..n).map(|p| zone.iter().map(|one| one.surplus[p]).max().unwrap()).collect();
        for by in ["nash", "egalitarian", "kalai_smorodinsky", "utilitarian"] {
            let solution = &found["solutions"][by];
            if by == "kalai_smorodinsky" {
                let out: Vec<Value> =
                    (0..n).filter(|p| best[*p] == 0).map(|p| format!("p{p}").into()).collect();
                if out.len() == n {
                    assert!(solution.is_null(), "{name}: {by}");
                    continue;
                }
                assert_eq!(list(&solution["left_out"]), out, "{name}");
            }
            let mut ranked: Vec<&Package> = zone.iter().collect();
            ranked.sort_by(|a, b| compare(by, b, a, &best)); // stable
            self.package(solution, ranked[0], by);
            assert_eq!(
                (&solution["proven"], &solution["bound"]),
                (&true.into(), &solution["value"]),
                "{name}: {by}"
            );
            if by == "nash" {
                let top = list(&found["top"]);
                assert_eq!(top.len(), zone.len().min(5), "{name}");
                top.iter()
                    .zip(ranked)
                    .for_each(|(one, expected)| self.package(one, expected, "top"));
            }
        }
        self.front(zone);
    }

    fn front(&self, zone: &[Package]) {
        let betters = |a: &Package, b: &Package| {
            a.surplus != b.surplus && a.surplus.iter().zip(&b.surplus).all(|(a, b)| a >= b)
        };
        let mut front: Vec<&Package> =
            zone.iter().filter(|one| !zone.iter().any(|other| betters(other, one))).collect();
        front.sort_by(|a, b| b.surplus.cmp(&a.surplus));
        front.dedup_by(|a, b| a.surplus == b.surplus);
        let found = &self.found["front"];
        assert_eq!(
            (&found["count"], &found["complete"]),
            (&front.len().into(), &true.into()),
            "{}",
            self.name
        );
        for (row, expected) in list(&found["gains"]).iter().zip(&front) {
            for (p, gain) in list(row).iter().enumerate() {
                let expected = self.plain.gain(expected.surplus[p] + self.plain.floors[p]);
                assert!(close(gain, expected), "{}: front", self.name);
            }
        }
        assert_eq!(list(&found["gains"]).len(), front.len());
    }

    fn nearest(&self, packages: &[Package]) {
        let short =
            |one: &Package| one.surplus.iter().map(|value| *value.min(&0)).collect::<Vec<_>>();
        let nearer = |a: &&Package, b: &&Package| leximin(&short(a), &short(b));
        // of equal ones the first
        let expected = packages.iter().rev().max_by(nearer).unwrap();
        let nearest = &self.found["nearest"];
        self.package(nearest, expected, "nearest");
        let mut blocked: Vec<Value> = Vec::new();
        for (p, short) in short(expected).into_iter().enumerate().filter(|(_, short)| *short < 0) {
            blocked.push(format!("p{p}").into());
            assert!(close(&nearest["shortfall"][format!("p{p}")], self.plain.gain(-short)));
        }
        assert_eq!(list(&nearest["blocked_by"]), blocked, "{}", self.name);
        assert_eq!(list(&nearest["red_lines"]), [] as [Value; 0]);
    }

    /// Whether there is a zone.
    fn all(&self) -> bool {
        let (name, found) = (self.name, self.found);
        let packages = self.plain.packages();
        let zone: Vec<Package> = packages
            .iter()
            .filter(|one| one.surplus.iter().all(|value| *value >= 0))
            .cloned()
            .collect();
        let ids: Vec<Value> =
            (0..self.plain.floors.len()).map(|p| format!("p{p}").into()).collect();
        assert_eq!(list(&found["partners"]), ids);
        for (p, floor) in self.plain.floors.iter().enumerate() {
            assert!(close(&found["walk_away"][format!("p{p}")], self.plain.gain(*floor)));
        }
        let stay = usize::from(self.plain.may_stay);
        let space: usize = self.plain.values[0].iter().map(|row| row.len() + stay).product();
        assert_eq!(found["space"], space.to_string(), "{name}");
        assert_eq!(found["acceptable"]["count"], zone.len().to_string(), "{name}");
        assert_eq!(found["acceptable"]["exact"], true);
        assert_eq!(
            (&found["partial"], &found["impossible"]),
            (&false.into(), &packages.is_empty().into()),
            "{name}"
        );
        match (zone.is_empty(), packages.is_empty()) {
            (false, _) => self.zone(&zone),
            (true, false) => self.nearest(&packages),
            (true, true) => assert!(found["nearest"].is_null(), "{name}"),
        }
        !zone.is_empty()
    }
}

fn answer(map: &Path) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zopa"));
    command.arg("packages").arg(map).args([
        "--format",
        "json",
        "--private",
        "--front-limit",
        "1000000",
        "--count",
    ]);
    let ran = command.env_clear().output().unwrap();
    assert_eq!((ran.status.code(), ran.stderr), (Some(0), Vec::new()));
    serde_json::from_slice(&ran.stdout).unwrap()
}

#[test]
fn the_command_finds_what_the_plain_numbers_give() {
    let folder = tempfile::tempdir().unwrap();
    let mut dice = Dice(0x5eed);
    let mut open = 0;
    for number in 0..80 {
        let plain = Instance::random(&mut dice);
        let name = format!("{number}");
        let path = folder.path().join(format!("{name}.ron"));
        zopa::storage::create_new(&path, plain.map().as_bytes()).unwrap();
        open += usize::from(Comparison { name: &name, plain: &plain, found: &answer(&path) }.all());
    }
    assert!((20..=70).contains(&open), "{open} of 80 with a zone");
    let Some(others) = std::env::var_os("ZOPA_TEST_INSTANCES") else { return };
    for entry in std::fs::read_dir(others).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "json") {
            let json = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            let name = path.file_stem().unwrap().to_str().unwrap();
            let plain = Instance::from_json(&json, name.ends_with("-keep"));
            Comparison { name, plain: &plain, found: &answer(&path.with_extension("ron")) }.all();
        }
    }
}
