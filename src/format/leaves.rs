//! Checks of single values: texts, numbers on their scales, words.

use super::check::Checker;
use super::names::did_you_mean;
use super::tree::{At, Kind};
use super::{names, numbers, strings};
use crate::model::Decimal;

impl Checker<'_, '_> {
    pub(super) fn wrong_type(&mut self, at: At, expected: &str) {
        let node = self.tree.node(at);
        let found = match node.kind {
            Kind::Plain | Kind::Escaped | Kind::Raw => "a text in quotes",
            Kind::Number => "a number",
            Kind::Word => "a word without quotes",
            Kind::Parens => "( … )",
            Kind::Named => "a word with ( … )",
            Kind::Brackets => "[ … ]",
            Kind::Braces => "{ … }",
            Kind::Literal => "a character or bytes",
            Kind::Missing => return,
        };
        let at = self.head(at);
        self.report("wrong-type", at, format!("expected {expected}, found {found}"));
    }

    pub(super) fn text(&mut self, at: At) {
        let node = self.tree.node(at);
        if !node.is_text() {
            return self.wrong_type(at, "a text in quotes");
        }
        let start = node.start as usize;
        match strings::fault(node.kind, self.tree.source(at)) {
            None => {}
            Some(strings::Fault::Escape(range)) => {
                let range = start + range.start..start + range.end;
                let help = "`\\\\`, `\\\"`, `\\n`, `\\t` and `\\u{…}` are understood".to_owned();
                let message = "this backslash starts nothing that is understood".to_owned();
                self.report_with("bad-escape", range, message, Some(help));
            }
            Some(strings::Fault::Control(range, sign)) => {
                let range = start + range.start..start + range.end;
                let code = u32::from(sign);
                let message = format!("the control character U+{code:04X} may not stand in a text");
                self.report("control-character", range, message);
            }
        }
    }

    pub(super) fn flag(&mut self, at: At) {
        if !matches!(self.tree.source(at), "true" | "false") {
            self.wrong_type(at, "`true` or `false`");
        }
    }

    pub(super) fn decimal(&mut self, at: At, low: i64, high: i64) {
        let node = self.tree.node(at);
        let source = self.tree.source(at);
        let endless = node.kind == Kind::Word && is_endless(source);
        if node.kind != Kind::Number && !endless {
            return self.wrong_type(at, &format!("a number from {low} to {high}"));
        }
        match numbers::decimal(source) {
            Ok(number) => {
                let scale = low * Decimal::ONE..=high * Decimal::ONE;
                if !scale.contains(&number.billionths()) {
                    self.off_scale(at, low, high);
                }
            }
            Err(fault) => self.bad_number(at, &fault, low, high),
        }
    }

    pub(super) fn whole(&mut self, at: At, low: i64, high: i64) {
        let node = self.tree.node(at);
        let source = self.tree.source(at);
        if node.kind != Kind::Number && !(node.kind == Kind::Word && is_endless(source)) {
            return self.wrong_type(at, &format!("a whole number from {low} to {high}"));
        }
        match numbers::whole(source) {
            Ok(number) if (low..=high).contains(&number) => {}
            Ok(_) => self.off_scale(at, low, high),
            Err(numbers::Fault::NotANumber) if numbers::decimal(source).is_ok() => {
                let message = format!("expected a whole number from {low} to {high}");
                self.report("bad-number", node.range(), message);
            }
            Err(fault) => self.bad_number(at, &fault, low, high),
        }
    }

    fn off_scale(&mut self, at: At, low: i64, high: i64) {
        let message = if low == high {
            format!("this number must be {low}")
        } else {
            format!("this number must be from {low} to {high}")
        };
        self.report("off-scale", self.tree.node(at).range(), message);
    }

    fn bad_number(&mut self, at: At, fault: &numbers::Fault, low: i64, high: i64) {
        let range = self.tree.node(at).range();
        match fault {
            numbers::Fault::TooLarge => self.off_scale(at, low, high),
            numbers::Fault::NotANumber => {
                let message = format!("expected a number from {low} to {high}");
                self.report("bad-number", range, message);
            }
            numbers::Fault::TooFine => {
                let message = "a number has at most 9 decimal places".to_owned();
                self.report("too-fine", range, message);
            }
            numbers::Fault::Spelling => {
                let message = "numbers are written in plain digits".to_owned();
                let help = "no 0x, no underscores, no suffixes".to_owned();
                self.report_with("number-spelling", range, message, Some(help));
            }
        }
    }

    pub(super) fn word(&mut self, at: At, words: &[&'static str]) {
        let node = self.tree.node(at);
        let list = words.join(", ");
        if node.kind != Kind::Word {
            let quotes = if node.is_text() { ", without quotes" } else { "" };
            return self.wrong_type(at, &format!("one of {list}{quotes}"));
        }
        let source = self.tree.source(at);
        let word = source.strip_prefix("r#").unwrap_or(source);
        if words.contains(&word) {
            return;
        }
        let message = format!("unknown word{}; expected one of {list}", self.tell(word));
        let near = (self.hidden == 0).then(|| names::nearest(word, words.iter().copied()));
        let help = near.flatten().map(did_you_mean);
        self.report_with("unknown-word", node.range(), message, help);
    }
}

/// Whether a word is one that RON takes for an endless or no number.
pub(super) fn is_endless(word: &str) -> bool {
    word.starts_with("inf") || word.starts_with("NaN")
}
