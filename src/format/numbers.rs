//! Numbers as they are spelled in the file: plain decimals, exactly.

use crate::model::Decimal;

/// What is wrong with the spelling or the size of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Not a number, or infinite.
    NotANumber,
    /// Hexadecimal, with underscores, or with a suffix: RON reads it, a map doesn't.
    Spelling,
    /// More than 9 decimal places.
    TooFine,
    /// So large that it is off every scale.
    TooLarge,
}

/// The parts of a spelled number.
struct Parts<'a> {
    negative: bool,
    whole: &'a str,
    places: &'a str,
    exponent: i64,
}

/// The exact decimal that a token spells.
pub(super) fn decimal(token: &str) -> Result<Decimal, Fault> {
    let Some(parts) = parts(token) else { return Err(misspelt(token)) };
    let digits = format!("{}{}", parts.whole, parts.places);
    let significant = digits.trim_start_matches('0');
    let trimmed = significant.trim_end_matches('0');
    if trimmed.is_empty() {
        return Ok(Decimal::default());
    }
    let zeros = length(significant) - length(trimmed);
    // the number is `trimmed` times ten to this power
    let power = parts.exponent.saturating_sub(length(parts.places)).saturating_add(zeros);
    if power < -9 {
        return Err(Fault::TooFine);
    }
    if power.saturating_add(length(trimmed)) > 9 {
        return Err(Fault::TooLarge);
    }
    let scale = u32::try_from(power + 9).map_err(|_far| Fault::TooLarge)?;
    let size = trimmed.parse::<i64>().map_err(|_long| Fault::TooLarge)?;
    let billionths = 10_i64.checked_pow(scale).and_then(|scale| size.checked_mul(scale));
    let billionths = billionths.ok_or(Fault::TooLarge)?;
    Ok(Decimal::from_billionths(if parts.negative { -billionths } else { billionths }))
}

/// The whole number that a token spells, if it is one of digits only.
pub(super) fn whole(token: &str) -> Result<i64, Fault> {
    let digits = token.strip_prefix(['-', '+']).unwrap_or(token);
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(match parts(token) {
            Some(_) => Fault::NotANumber,
            None => misspelt(token),
        });
    }
    token.strip_prefix('+').unwrap_or(token).parse().map_err(|_long| Fault::TooLarge)
}

fn length(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX)
}

fn parts(token: &str) -> Option<Parts<'_>> {
    let plain = token.strip_prefix(['-', '+']).unwrap_or(token);
    let (mantissa, exponent) = match plain.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (plain, None),
    };
    let (whole, places) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(places) || (whole.is_empty() && places.is_empty()) {
        return None;
    }
    let exponent = match exponent {
        None => 0,
        Some(exponent) => {
            let size = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            if size.is_empty() || !digits(size) {
                return None;
            }
            let size = size.parse::<i64>().unwrap_or(i64::MAX / 4);
            if exponent.starts_with('-') { -size } else { size }
        }
    };
    Some(Parts { negative: token.starts_with('-'), whole, places, exponent })
}

/// Why a token is no plain decimal.
fn misspelt(token: &str) -> Fault {
    let plain = token.strip_prefix(['-', '+']).unwrap_or(token);
    let prefixed = ["0x", "0b", "0o"].iter().any(|prefix| plain.starts_with(prefix));
    let bare: String = plain.chars().filter(|&sign| sign != '_').collect();
    let suffixed = bare.find(['i', 'u', 'f']).filter(|&at| at > 0);
    let digits = bare.get(..suffixed.unwrap_or(bare.len())).unwrap_or("");
    if prefixed || (digits != plain && parts(digits).is_some()) {
        Fault::Spelling
    } else {
        Fault::NotANumber
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_mean_what_they_say() {
        let billionths = |token: &str| decimal(token).map(Decimal::billionths);
        assert_eq!(billionths("7"), Ok(7_000_000_000));
        assert_eq!(billionths("+0.50"), Ok(500_000_000));
        assert_eq!(billionths("-.5"), Ok(-500_000_000));
        assert_eq!(billionths("5."), Ok(5_000_000_000));
        assert_eq!(billionths("5e-1"), Ok(500_000_000));
        assert_eq!(billionths("0.000001E3"), Ok(1_000_000));
        assert_eq!(billionths("0e99999999999999999999"), Ok(0));
        assert_eq!(billionths("0.000000001"), Ok(1));
        assert_eq!(billionths("1.0000000000"), Ok(1_000_000_000));
        assert_eq!(billionths("0.0000000001"), Err(Fault::TooFine));
        assert_eq!(billionths("1e-400"), Err(Fault::TooFine));
        assert_eq!(billionths("1e400"), Err(Fault::TooLarge));
        assert_eq!(billionths("99999999999999999999"), Err(Fault::TooLarge));
    }

    #[test]
    fn what_ron_allows_and_a_map_does_not_is_told_apart_from_nonsense() {
        for token in ["0x1F", "0b1", "1_000", "7u8", "1.5f32", "-0o7", "1_0i8"] {
            assert_eq!(decimal(token), Err(Fault::Spelling), "{token}");
        }
        for token in ["1.5.2", "-", ".", "+inf", "-NaN", "1e", "12 ", "seven"] {
            assert_eq!(decimal(token), Err(Fault::NotANumber), "{token}");
        }
        assert_eq!(whole("5.0"), Err(Fault::NotANumber));
        assert_eq!(whole("0x5"), Err(Fault::Spelling));
        assert_eq!(whole("+5"), Ok(5));
    }
}
