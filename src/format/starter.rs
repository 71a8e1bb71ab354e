//! The maps that are built in: the one that `zopa new` writes, and the example.

/// A commented map to start from, in canonical form.
pub const STARTER: &str = include_str!("starter.ron");

/// The map that is there before anyone has made one.
pub const EXAMPLE: &str = include_str!("../../maps/riverside.ron");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starter_is_a_good_map_in_canonical_form() {
        assert_eq!(crate::format::canonical(STARTER.as_bytes()).as_deref(), Ok(STARTER));
    }
}
