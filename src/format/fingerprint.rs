//! By what a file is recognized as the one that was read.

/// The length and a hash of a file's bytes.
///
/// Made from the content and not from its time: a clock can stand still between two changes, and a
/// file that was only touched is still the same. The hash (FNV-1a, 64 bits) is the same in every
/// version of the program; it notices changes, it doesn't withstand forgery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    pub(super) length_bytes: u64,
    pub(super) hash: u64,
}

impl Fingerprint {
    /// The fingerprint of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
        const PRIME: u64 = 0x0000_0100_0000_01b3;
        let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(PRIME);
        Self { length_bytes: bytes.len() as u64, hash: bytes.iter().fold(OFFSET, mix) }
    }

    /// The hash alone, in 16 letters and digits, as it can stand in a name.
    #[must_use]
    pub fn short(self) -> String {
        format!("{:016x}", self.hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_those_of_the_published_hash() {
        // FNV-1a of nothing is its offset, of "a" and "foobar" the values of its test suite
        assert_eq!(Fingerprint::of(b"").hash, 0xcbf2_9ce4_8422_2325);
        assert_eq!(Fingerprint::of(b"a").hash, 0xaf63_dc4c_8601_ec8c);
        assert_eq!(Fingerprint::of(b"foobar").hash, 0x8594_4171_f739_67e8);
        assert_ne!(Fingerprint::of(b"ab"), Fingerprint::of(b"ba"));
    }
}
