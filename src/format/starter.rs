//! The map that `zopa new` writes: small, and it teaches the format.

/// A commented map to start from, in canonical form.
pub const STARTER: &str = include_str!("starter.ron");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starter_is_a_good_map_in_canonical_form() {
        assert_eq!(crate::format::canonical(STARTER.as_bytes()).as_deref(), Ok(STARTER));
    }
}
