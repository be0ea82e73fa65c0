//! The number of a document, made of all that goes into it.

use std::hash::Hasher;

use twox_hash::XxHash3_64;

/// What comes in small pieces is gathered up to this: a digest of many small pieces takes several times as long.
const PIECES_BYTES: usize = 1 << 14;

/// Two digests of the same, taken together.
pub(super) struct Number {
    pieces: Vec<u8>,
    high: XxHash3_64,
    low: XxHash3_64,
}

impl Number {
    pub(super) fn new() -> Number {
        let pieces = Vec::with_capacity(PIECES_BYTES);
        Number { pieces, high: XxHash3_64::with_seed(0), low: XxHash3_64::with_seed(1) }
    }

    /// Both digests.
    pub(super) fn halves(mut self) -> [u64; 2] {
        self.take_pieces();
        [self.high.finish(), self.low.finish()]
    }

    fn take_pieces(&mut self) {
        self.high.write(&self.pieces);
        self.low.write(&self.pieces);
        self.pieces.clear();
    }
}

impl Hasher for Number {
    fn write(&mut self, bytes: &[u8]) {
        if self.pieces.len() + bytes.len() > PIECES_BYTES {
            self.take_pieces();
        }
        self.pieces.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        let mut high = self.high.clone();
        high.write(&self.pieces);
        high.finish()
    }
}

#[test]
fn it_does_not_depend_on_the_pieces() {
    let text: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
    let of = |len: usize| {
        let mut number = Number::new();
        text.chunks(len).for_each(|piece| number.write(piece));
        number.halves()
    };
    let digest = |seed| {
        let mut hasher = XxHash3_64::with_seed(seed);
        hasher.write(&text);
        hasher.finish()
    };
    for len in [1, 7, 1000, PIECES_BYTES, PIECES_BYTES + 1, text.len()] {
        assert_eq!(of(len), [digest(0), digest(1)], "{len}");
    }
}
