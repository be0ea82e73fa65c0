//! The law files of this repository, checked and compiled at build.

use rulebook::Rulebook;

static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/law.bin"));

/// The rulebook built into the binary.
///
/// # Panics
///
/// Never: the bytes were written by the same types at build; a test reads them.
#[expect(clippy::expect_used, reason = "the build script wrote these bytes with the same types")]
pub fn rulebook() -> Rulebook {
    Rulebook::from_bytes(BYTES).expect("the compiled law reads back")
}

/// How many bytes the compiled law takes.
pub fn size() -> usize {
    BYTES.len()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_compiled_law_reads_back() {
        let book = super::rulebook();
        assert!(!book.blocks.is_empty());
        assert!(book.acts.iter().any(|act| act.prefix == "cra"));
    }
}
