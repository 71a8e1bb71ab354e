//! Where in a map something stands, told in the words of the file.

use std::fmt;

/// A path through the map: `partners.ministry.success.waits.theme`, `rules[0]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(pub Vec<Segment>);

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// A field or an id.
    Name(Box<str>),
    /// The n-th of a list, from 0.
    Index(usize),
}

impl Place {
    /// The whole map.
    #[must_use]
    pub fn map() -> Self {
        Self::default()
    }

    /// The place of a field or an entry below this one.
    #[must_use]
    pub fn name(mut self, name: impl AsRef<str>) -> Self {
        self.0.push(Segment::Name(name.as_ref().into()));
        self
    }

    /// The place of the n-th element below this one, from 0.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.0.push(Segment::Index(index));
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Name(name) if at == 0 => f.write_str(name)?,
                Segment::Name(name) => write!(f, ".{name}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_as_in_the_file() {
        let place = Place::map().name("partners").name("ministry").name("tags").index(1);
        assert_eq!(place.to_string(), "partners.ministry.tags[1]");
        assert_eq!(Place::map().to_string(), "");
    }
}
