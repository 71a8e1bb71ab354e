//! Numbers that carry the evidence for them: placements and effects.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

use super::{Decimal, Evidence, Level, NumberError, Private, Score, Text};

/// A number with the evidence for it: in the file a bare number, or a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rated<V> {
    /// The number.
    pub value: V,
    /// How we know.
    pub evidence: Option<Evidence>,
    /// From where we know.
    pub source: Private<Text>,
}

impl<V> Rated<V> {
    /// A bare number: nothing is said of how we know.
    pub fn bare(value: V) -> Self {
        Self { value, evidence: None, source: Private::default() }
    }
}

/// A number that may stand in a [`Rated`] record, under this field name.
pub trait RatedValue: Sized {
    /// The field that holds the number.
    const FIELD: &'static str;
    /// The number, if it is on its scale.
    fn from_decimal(decimal: Decimal) -> Result<Self, NumberError>;
}

impl RatedValue for Level {
    const FIELD: &'static str = "level";
    fn from_decimal(decimal: Decimal) -> Result<Self, NumberError> {
        Self::new(decimal)
    }
}

impl RatedValue for Score {
    const FIELD: &'static str = "by";
    fn from_decimal(decimal: Decimal) -> Result<Self, NumberError> {
        Self::new(decimal)
    }
}

impl<'de, V: RatedValue + Deserialize<'de>> Deserialize<'de> for Rated<V> {
    /// A visitor, for an untagged enum would say no more than "did not match any variant".
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RatedVisitor(PhantomData))
    }
}

struct RatedVisitor<V>(PhantomData<V>);

impl<V: RatedValue> RatedVisitor<V> {
    fn number<E: de::Error>(number: f64) -> Result<Rated<V>, E> {
        let decimal = Decimal::from_f64(number).map_err(E::custom)?;
        V::from_decimal(decimal).map(Rated::bare).map_err(E::custom)
    }
}

impl<'de, V: RatedValue + Deserialize<'de>> Visitor<'de> for RatedVisitor<V> {
    type Value = Rated<V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a number, or ({}: number, evidence: …, source: …)", V::FIELD)
    }

    #[expect(clippy::cast_precision_loss, reason = "what is off the scale is refused all the same")]
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
        Self::number(number as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "what is off the scale is refused all the same")]
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        Self::number(number as f64)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Self::Value, E> {
        Self::number(number)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        const OTHERS: &[&str] = &["evidence", "source"];
        let (mut value, mut evidence, mut source) = (None, None, None);
        while let Some(field) = access.next_key::<String>()? {
            let twice = match field.as_str() {
                "evidence" => evidence.replace(access.next_value::<Option<Evidence>>()?).is_some(),
                "source" => source.replace(access.next_value::<Private<Text>>()?).is_some(),
                name if name == V::FIELD => value.replace(access.next_value::<V>()?).is_some(),
                name => return Err(de::Error::unknown_field(name, OTHERS)),
            };
            if twice {
                return Err(de::Error::custom(format!("the field `{field}` stands twice")));
            }
        }
        let value = value.ok_or_else(|| de::Error::missing_field(V::FIELD))?;
        Ok(Rated { value, evidence: evidence.flatten(), source: source.unwrap_or_default() })
    }
}
